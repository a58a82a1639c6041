"""Notes that were made in a book find their places in other files of the same text."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from textwrap import wrap

import pytest

from tests.support.pdf import Words, make_pdf
from tui.domain.annotation import Annotation, describe
from tui.domain.article import Article
from tui.domain.text.spans import TextSpan
from tui.library import Library

TITLE = "The Lock at Tarn"
CHAPTERS = {
    "The keeper": [
        "The keeper of the lock at Tarn said that the gates, which were made of elm in the year of the flood"
        ", would be replaced with steel ones before the winter came.",
        "He had not been asked, “and I do not like it,” he said, but it was to be done, since the council "
        "had voted for it in a well-attended meeting.",
    ],
    "The mill": [
        "A mill stands below the lock, and its wheel has not turned for forty years or more.",
        "Nobody in the town remembers the sound of it, but for the miller — and he is deaf. "
        "It was to be done.",
        "His daughter, who lives in Orrey, has asked the council whether she may have the stones.",
    ],
}
NOTED = [
    "elm in the year of the flood",
    "“and I do not like it,”",
    "It was to be done",
    "The mill",
    "the miller — and",
]


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{each}</p>" for each in texts)


def epub(path: Path) -> Path:
    """The text as a book, of which each chapter is a page."""
    pages = {
        f"{number}.xhtml": f"<html><body><h1>{head}</h1>{_paragraphs(texts)}</body></html>"
        for number, (head, texts) in enumerate(CHAPTERS.items())
    }
    items = "".join(f'<item id="{p}" href="{p}" media-type="application/xhtml+xml"/>' for p in pages)
    order = "".join(f'<itemref idref="{page}"/>' for page in pages)
    package = (
        f'<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{TITLE}</dc:title></metadata>'
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        )
        archive.writestr("b.opf", package)
        for name, page in pages.items():
            archive.writestr(name, page)
    path.write_bytes(made.getvalue())
    return path


def pdf(path: Path) -> Path:
    """The text as pages with running heads, numbers, and words that are parted at the ends of lines."""
    made = []
    for number, (head, texts) in enumerate(CHAPTERS.items(), 1):
        words = [Words(TITLE, 72, 740, 20)] if number == 1 else []
        words.append(Words(head, 72, 700, 14))
        y = 670.0
        for text in texts:
            parted = text.replace("council", "coun- cil").replace("— and", "- and")
            for line in wrap(parted, 58, break_on_hyphens=False):
                words.append(Words(line, 72, y))
                y -= 12
            y -= 8
        made.append([Words(f"THE LOCK {number}", 72, 775, 8), *words, Words(str(number), 300, 30, 8)])
    path.write_bytes(make_pdf(made))
    return path


def html(path: Path) -> Path:
    """The text as a page of the web, with other quotation marks."""
    body = "".join(f"<h2>{head}</h2>{_paragraphs(texts)}" for head, texts in CHAPTERS.items())
    path.write_text(
        f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{body}</article></body></html>".replace(
            "“", "&quot;"
        ).replace("”", "&quot;")
    )
    return path


def text(path: Path) -> Path:
    """The text as it is typed, in lines of sixty letters."""
    parts = [TITLE]
    for head, texts in CHAPTERS.items():
        parts += [head, *("\n".join(wrap(each.replace("—", "--"), 60)) for each in texts)]
    path.write_text("\n\n".join(parts) + "\n")
    return path


def note(article: Article, words: str) -> Annotation:
    """A note on some words of an article, which stand in it last."""
    start = article.text.rindex(words)
    return Annotation(
        describe(article.text, TextSpan(start, start + len(words)), article.text_hash), note=words
    )


@pytest.mark.parametrize(
    ("other", "name"),
    [(pdf, "lock.pdf"), (html, "lock.html"), (text, "other.txt")],
    ids=["PDF", "HTML", "text"],
)
def test_notes_on_a_book_are_there_in_another_file_of_its_text(
    new_library: Library, tmp_path: Path, other: Callable[[Path], Path], name: str
) -> None:
    book = new_library.open(str(epub(tmp_path / "lock.epub")))
    new_library.opened(book)
    for words in NOTED:
        new_library.annotate(book, note(book, words))
    library = Library(new_library.data_dir)
    edition = library.as_stored(library.open(str(other(tmp_path / name))))
    assert edition.text_hash != book.text_hash
    assert edition.id == book.id
    placed = library.anchored(edition, library.annotations(edition))
    assert len(placed) == len(NOTED)
    for one in placed:
        span = one.anchored.span
        assert span is not None, one.annotation.note
        assert _letters(span.of(edition.text)) == _letters(one.annotation.note)
        assert span.start == edition.text.rindex(span.of(edition.text))
    library.close()


def test_another_text_of_the_same_title_is_another_article(new_library: Library, tmp_path: Path) -> None:
    book = new_library.open(str(epub(tmp_path / "lock.epub")))
    new_library.opened(book)
    new_library.annotate(book, note(book, "The mill"))
    other = tmp_path / "other.txt"
    other.write_text(
        f"{TITLE}\n\n{CHAPTERS['The mill'][0]}\n\n" + "The ferry does not cross at night now. " * 20
    )
    made = new_library.as_stored(new_library.open(str(other)))
    assert made.id != book.id
    assert new_library.annotations(made) == ()


def _letters(wording: str) -> str:
    return "".join(filter(str.isalpha, wording))
