"""Keys in articles that are full of highlights: selecting, marking, moving from note to note."""

import random

from benchmarks import texts
from benchmarks.figures import Figure
from benchmarks.keys import split_keys
from benchmarks.parts import key_figures
from benchmarks.session import Session
from benchmarks.setting import SHORT, SHORT_WORD, Setting
from tui.domain.annotation import Annotation, Colour, describe
from tui.domain.library import ArticleRecord
from tui.domain.motions import sentence_at
from tui.domain.text.spans import TextSpan
from tui.library import Library

HIGHLIGHTS = {"700 words, 200 highlights": 200, "690,000 words, 5,000 highlights": 5_000}
GROUPS = {
    "moving": "jk)(}{w<right><left>0$<c-d><c-u>",
    "jumping": "]n[n]q]e[e]pma'a<c-o>",
    "selecting": "vwelhbj)oVo<esc>vipisgv<esc>gnw<esc>",
    "highlighting": "hHgHv)hHrd",
    "undoing": "uu",
    "copying": "vwyY",
    "searching": "/the<enter>nN*<esc>f<esc>",
    "writing": "aX<esc>T<esc>" * 3,
    "listing": "4jjsjG1",
    "setting": "+-=WWWJJzz",
    "asking": "gh<esc>t<esc>?<esc>L<esc>" * 3,
}
"""The keys of each kind, pressed one by one, each when the screen has come to rest."""


def marking(setting: Setting) -> list[Figure]:
    """Every key that selects and marks, in a short article and in a long text."""
    figures = []
    paths = (SHORT, setting.long)
    for (name, count), path, word in zip(
        HIGHLIGHTS.items(), paths, (SHORT_WORD, texts.FIRST_WORD), strict=True
    ):
        data = f"marked-{count}"
        _fill(Library(setting.data(data)), str(path), count)
        warm = Session(setting.reader(path, data), word)
        warm.press_until_idle(split_keys("j"), 1.0, 300)
        warm.end()
        session = Session(setting.reader(path, data), word)
        session.terminal.collect(5.0, until_quiet=2.0)
        for group, keys in GROUPS.items():
            before = len(session.presses())
            session.press_calmly(split_keys(keys))
            figures += key_figures(f"key, {group}, {name}", session.presses()[before:])
        figures += key_figures(f"key, all of these, {name}", session.presses())
        session.end()
    return figures


def _fill(library: Library, location: str, count: int) -> None:
    """Annotate ``count`` stretches of an article, some of which overlap, a third with a note and tags."""
    article, chance = library.open(location), random.Random(7)
    made = []
    for number in range(count):
        start = chance.randrange(len(article.text))
        sentence = sentence_at(article, start) or TextSpan(0, 1)
        span = sentence if number % 2 else TextSpan(sentence.start, min(sentence.end, sentence.start + 12))
        note = "Ask who else was told of this." if number % 3 == 0 else ""
        tags = (f"tag-{number % 20}",) if number % 3 == 0 else ()
        target = describe(article.text, span, article.text_hash)
        made.append(Annotation(target, note=note, tags=tags, colour=chance.choice(list(Colour))))
    texts_of = {article.text_hash: article.text}
    notes = ArticleRecord(
        article.id, article.title, location=article.location, annotations=tuple(made), texts=texts_of
    )
    library.merge(notes)
    library.close()
