"""Letters: sender, day and words; mailboxes; pages saved as MHTML."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article, BlockKind
from tui.sources.documents.mail import article_from_mail, letters_of
from tui.sources.files import Refusal

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
