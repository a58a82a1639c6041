"""Letters: sender, day and words; mailboxes; pages saved as MHTML."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article, BlockKind
from tui.sources import files
from tui.sources.documents.mail import article_from_mail, letters_of
from tui.sources.files import Refusal
from tui.sources.lists import letters_at
from tui.sources.open import open_article

HEAD = (
    "From: =?utf-8?q?Ann_R=C3=A4y?= <ann@courier.example>\nTo: bo@c.example\n"
    "Subject: =?utf-8?q?The_lock_=E2=80=94_done?=\nDate: Wed, 01 May 2024 10:00:00 +0200\nMIME-Version: 1.0\n"
)
PLAIN = (
    f"{HEAD}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n"
    "Café.\n\nIt is open.\n"
)
BOTH = (
    f'{HEAD}Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain\n\nplain\n'
    "--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "<html><body><table><tr><td><h1>The week</h1><p>Bridges in <b>Leeds</b> =E2=80=93 open.</p></td></tr>"
    "</table><p><a href=3D'https://c.example/u'>More</a></p></body></html>\n--b--\n"
)


def read(text: str, encoding: str = "utf-8", name: str = "m.eml") -> Article:
    made = article_from_mail(text.encode(encoding), name, "")
    assert made is not None
    assert_lawful(made)
    return made


def test_a_letter_of_plain_text() -> None:
    made = read(PLAIN, "latin-1")
    assert (made.title, made.author, made.date) == ("The lock — done", "Ann Räy", "2024-05-01")
    assert block_texts(made) == [
        (BlockKind.HEADLINE, "The lock — done"),
        (BlockKind.PARAGRAPH, "Café."),
        (BlockKind.PARAGRAPH, "It is open."),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_headers_may_be_in_the_encoding_of_the_letter_and_say_nothing_of_it(encoding: str) -> None:
    who = "From: José Müller <jm@c.example>\nSubject: Über die Brücke"
    head = f"{who}\nContent-Type: text/plain; charset={encoding}"
    made = read(f"{head}\n\nSie ist für Fußgänger offen.\n", encoding)
    assert (made.title, made.author) == ("Über die Brücke", "José Müller")


def test_a_letter_in_html_is_shown_as_that() -> None:
    made = read(BOTH)
    assert block_texts(made) == [
        (BlockKind.HEADLINE, "The lock — done"),
        (BlockKind.HEADING, "The week"),
        (BlockKind.PARAGRAPH, "Bridges in Leeds – open."),
        (BlockKind.PARAGRAPH, "More"),
    ]


def test_each_letter_of_a_mailbox_is_there() -> None:
    line = "From ann@courier.example Wed May  1 10:00:00 2024\n"
    box = f"{line}{PLAIN}\n{line}{PLAIN.replace('It is open.', '>From here it is open.')}\n"
    made = read(box, "latin-1", "box.mbox")
    assert [text for kind, text in block_texts(made) if kind == BlockKind.HEADING] == ["The lock — done"] * 2
    assert "From here it is open." in made.text
    assert made.text.count("Ann Räy, 2024-05-01") == 2
    assert len(list(letters_of(box.encode("latin-1")))) == 2


def said(body: str, head: str = HEAD, name: str = "m.eml") -> list[str]:
    """Return the texts of the blocks of a letter after its headline."""
    made = read(head + body, name=name)
    assert block_texts(made)[0] == (BlockKind.HEADLINE, "The lock — done")
    assert (made.title, made.author, made.date) == ("The lock — done", "Ann Räy", "2024-05-01")
    return [text for _, text in block_texts(made)[1:]]


def parts(kind: str, *bodies: str) -> str:
    return f"Content-Type: {kind}; boundary=b\n\n" + "".join(f"--b\n{body}\n" for body in bodies) + "--b--\n"


FORWARDED = (
    "Content-Type: message/rfc822\n\nFrom: Carl <carl@c.example>\nSubject: The weir\n"
    "Date: Mon, 29 Apr 2024 10:00:00 +0000\n\nIt leaks.\n"
)


def test_lines_that_were_broken_to_be_joined_are_joined() -> None:
    body = (
        "Content-Type: text/plain; format=flowed\n\nThe lock was \nmended in May.\n\n"
        "> It is \n> open.\n> \n>> Is it?\n\n From here \nto there.\n\n-- \nAnn\n"
    )
    assert said(body) == [
        "The lock was mended in May.",
        "> It is open.\n>\n>> Is it?",
        "From here to there.",
        "--\nAnn",
    ]


def test_words_that_were_broken_within_are_joined_without_a_space() -> None:
    assert said("Content-Type: text/plain; format=flowed; delsp=yes\n\nSchif \nfahrt is  \none.\n") == [
        "Schiffahrt is one."
    ]


def test_texts_that_are_shown_one_after_the_other_are_all_there() -> None:
    picture = (
        "Content-Type: image/png\nContent-Disposition: inline\nContent-Transfer-Encoding: base64\n\nAA=="
    )
    file = "Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nA file.\n"
    body = parts(
        "multipart/mixed",
        "Content-Type: text/plain\n\nOne.",
        picture,
        "Content-Type: text/html\n\n<p>Two.",
        file,
    )
    assert said(body) == ["One.", "Two."]


def test_letters_that_are_enclosed_are_under_headings() -> None:
    about = ["The weir", "Carl, 2024-04-29", "It leaks."]
    assert said(parts("multipart/mixed", "Content-Type: text/plain\n\nSee below.", FORWARDED)) == [
        "See below.",
        *about,
    ]
    assert said(parts("multipart/mixed", FORWARDED)) == about


@pytest.mark.parametrize(
    "empty", ["", "<html><body>\n</body></html>", "<div style='display:none'>A preview</div>"]
)
def test_of_several_ways_to_say_it_one_is_taken_that_says_something(empty: str) -> None:
    body = parts(
        "multipart/alternative", "Content-Type: text/plain\n\nWords.", f"Content-Type: text/html\n\n{empty}"
    )
    assert said(body) == ["Words."]


def test_a_letter_with_pictures_is_no_page_of_which_a_part_is_the_article() -> None:
    page = "Content-Type: text/html\n\n<p>Short.</p><footer><p>Ann, of the Courier</p></footer>"
    assert said(parts("multipart/related", page, "Content-Type: image/png\n\nx")) == [
        "Short.",
        "Ann, of the Courier",
    ]


def test_what_a_letter_hides_is_left_out_and_its_columns_are_paragraphs() -> None:
    page = (
        "Content-Type: text/html\n\n<div style='DISPLAY: none'>A preview</div><table><tr><td>"
        "<h1>The week</h1></td></tr><tr><td><p>One story.</p></td><td><p>Two stories.</p></td></tr></table>"
    )
    assert said(page) == ["The week", "One story.", "Two stories."]


def test_a_letter_of_apple_mail_is_as_long_as_it_says() -> None:
    letter = f"{HEAD}Content-Type: text/plain\n\nWords.\n"
    assert said(f"{letter}<plist>x</plist>\n", f"{len(letter.encode())}  \n", "7.emlx") == ["Words."]


@pytest.mark.parametrize(
    "body",
    [
        parts("multipart/encrypted", "Content-Type: application/octet-stream\n\nx"),
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx",
    ],
)
def test_an_encrypted_letter_says_so(body: str) -> None:
    with pytest.raises(Refusal, match="this letter is encrypted"):
        read(HEAD + body)


def test_a_mailbox_of_any_size_is_read_letter_by_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "From ann@courier.example Wed May  1 10:00:00 2024\n"
    box = tmp_path / "box.mbox"
    box.write_text("".join(f"{line}{HEAD}\nLetter {n}.\n\n>From here.\n\n" for n in range(2_500)))
    monkeypatch.setattr(files, "FILE_LIMIT", 10_000)
    letters = letters_at(str(box), b"")
    assert len(letters) == 2_500
    place, read_letter = letters[-1]
    assert place == f"{box}#2500"
    assert read_letter().text.endswith("Letter 2499.\n\nFrom here.")
    assert open_article(place).text == read_letter().text


@pytest.mark.parametrize(
    "body",
    [
        "Content-Type: image/png\n\nx",
        "Content-Type: text/plain\n\n",
        "Content-Type: text/html\n\n<!-- nothing -->",
        "\n",
    ],
)
def test_a_letter_without_text(body: str) -> None:
    with pytest.raises(Refusal, match="no text in this letter"):
        read(HEAD + body)


@pytest.mark.parametrize("part", ["multipart/mixed; boundary=b{0}\n\n--b{0}\n", "message/rfc822\n\n"])
def test_parts_within_parts_without_end_are_refused(part: str) -> None:
    with pytest.raises(Refusal, match="this letter"):
        read(HEAD + "".join(f"Content-Type: {part.format(n)}" for n in range(3_000)) + "\nWords.\n")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([PLAIN, BOTH]), st.integers(0, 2**32))
def test_damage_ends_in_an_article_or_a_refusal(whole: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(whole.encode())
    for _ in range(chance.randint(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        made = article_from_mail(bytes(data[: chance.randint(10, len(data))]), "m.eml", "")
    except Refusal:
        return
    if made is not None:
        assert_lawful(made)
