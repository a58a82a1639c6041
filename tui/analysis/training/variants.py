"""Other spellings of a text, of the same length, so that what is annotated stays where it is."""

import re

from tui.analysis.training.corpora import CorpusDocument

_OPENING = re.compile(r"(?:(?<=[\s(\[—–-])|(?<=^))([\"'])(?=\S)", re.MULTILINE)


def curly(text: str) -> str:
    """``text`` with straight quotation marks and apostrophes made curly, as printers set them."""
    text = _OPENING.sub(lambda match: "“" if match[1] == '"' else "‘", text)
    return text.replace('"', "”").replace("'", "’")


def capital_headline(text: str) -> str:
    """``text`` with its first line in capitals; unchanged where capitals would have another length."""
    line, feed, rest = text.partition("\n")
    capitals = line.upper()
    return capitals + feed + rest if len(capitals) == len(line) else text


def lower(text: str) -> str:
    """``text`` in small letters; unchanged where they would have another length."""
    small = text.lower()
    return small if len(small) == len(text) else text


def has_straight_marks(document: CorpusDocument) -> bool:
    """Whether the document quotes anything in straight marks."""
    return '"' in document.text
