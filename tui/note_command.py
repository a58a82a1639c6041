"""``postil note``: annotate a passage without the interface."""

import argparse
import sys

from tui.cli.messages import tell_all, told_if_waiting
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.errors import PostilError
from tui.domain.quoting import motivation_of, occurrences
from tui.domain.span import TextSpan
from tui.domain.text.sanitize import one_line
from tui.exchange.note_json import note_document
from tui.exchange.plain_json import encoded
from tui.library import Library


def note(library: Library, arguments: argparse.Namespace) -> int:
    """Annotate the passage of the article at ``arguments.locations`` that is quoted; the exit code.

    What is printed has been saved: the annotation is read from what the store acknowledged.

    Raises:
        PostilError: the article cannot be opened, the passage is not there or not the only one, or
            the annotation was not saved.
    """
    article = library.open(arguments.locations[0])
    name = one_line(arguments.locations[0], 1_000)
    span = _passage(name, article.text, arguments.quote, arguments.occurrence)
    tags = tuple(dict.fromkeys(arguments.tag))
    made = Annotation(
        describe(article.text, span, article.text_hash),
        motivation_of(arguments.note, tags),
        arguments.note,
        tags,
        colour=Colour(arguments.colour),
    )
    article = library.as_kept(article)  # looking for it among many is no waiting to save
    with told_if_waiting(library.data_dir):
        kept = library.annotate(article, made)
    [stored] = [each for each in kept if each.id == made.id]
    tell_all(library.take_notices())
    sys.stdout.buffer.write(encoded(note_document(article, stored)))
    sys.stdout.buffer.flush()
    return 0


def _passage(name: str, text: str, quote: str, occurrence: int | None) -> TextSpan:
    """The place of the quote that is meant, in the text of the article of that name.

    Raises:
        PostilError: there is none, or none is named among several.
    """
    places = occurrences(text, quote)
    shown = one_line(quote, 80)
    if not places:
        raise PostilError(f'{name}: "{shown}" does not occur in it')
    if occurrence is None and len(places) > 1:
        times = f"{len(places)} times"
        raise PostilError(f'{name}: "{shown}" occurs {times}; --occurrence N says which one is meant')
    number = occurrence or 1
    if number > len(places):
        times = "once" if len(places) == 1 else f"{len(places)} times"
        raise PostilError(f'{name}: "{shown}" occurs {times}, so there is no occurrence {number}')
    return places[number - 1]
