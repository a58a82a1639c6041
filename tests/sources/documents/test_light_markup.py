"""reStructuredText, Org and AsciiDoc: what each mark stands for, and no mark in the text."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import assert_lawful, block_texts
from tui.domain.article import Article, BlockKind, InlineStyle
from tui.sources.documents.light_markup import article_from_asciidoc, article_from_org, article_from_rst
from tui.sources.files import Refusal

READERS = {"rst": article_from_rst, "org": article_from_org, "adoc": article_from_asciidoc}
RST = """========
The Lock
========

:Author: Ann Ray
:Date: 2024-05-01

Gates
-----

They are **old** and `read on <https://c.example/>`_, by :ref:`a role <x>`.

* one
* two

.. unknown:: it
   :option: x

   Within it.

.. code-block:: python

   x = 1

.. include:: /etc/passwd
"""
ORG = """#+TITLE: The Lock
#+AUTHOR: Ann Ray
#+DATE: <2024-05-01 Wed>

* TODO Gates :wet:
:PROPERTIES:
:ID: 1
:END:
They are *old* and [[https://c.example/][read on]], 1/2 of a/b.

- one
- [X] two

#+BEGIN_QUOTE
Within it.
#+END_QUOTE

#+begin_src python
x = 1
#+end_src
# a comment
"""
ADOC = """= The Lock
Ann Ray <ann@c.example>
2024-05-01
:toc: left

== Gates

// a comment
They are *old* and https://c.example/[read on].

* one
* two

____
Within it.
____

[source,python]
----
x = 1
----
"""


def read(kind: str, text: str) -> Article:
    made = READERS[kind](text.encode(), f"lock.{kind}", "")
    assert made is not None
    assert_lawful(made)
    return made


@pytest.mark.parametrize(
    ("kind", "text"), [("rst", RST), ("org", ORG), ("adoc", ADOC)], ids=["rst", "org", "adoc"]
)
def test_what_each_mark_stands_for(kind: str, text: str) -> None:
    made = read(kind, text)
    assert (made.title, made.author, made.date) == ("The Lock", "Ann Ray", "2024-05-01")
    blocks = {words: kind for kind, words in block_texts(made)}
    assert blocks["Gates"] == BlockKind.HEADING
    assert (blocks["one"], blocks["two"], blocks["x = 1"]) == ("list-item", "list-item", "code")
    assert "Within it." in blocks
    styled = {made.text[i.start : i.end]: i for i in made.inlines}
    assert styled["old"].style is InlineStyle.STRONG
    assert styled["read on"].href == "https://c.example/"
    assert not any(mark in made.text for mark in ("**", "[[", "::", "#+", "==", "comment", "____", "TODO"))


def blocks(kind: str, text: str) -> list[tuple[str, str]]:
    """Return the blocks of a text after its headline."""
    made = read(kind, {"org": "#+TITLE: T\n\n", "adoc": "= T\n\n", "rst": "T\n=\n\n"}[kind] + text)
    return [(str(kind), words) for kind, words in block_texts(made)[1:]]


P, L, C, Q = "paragraph", "list-item", "code", "block-quote"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An <elm> `gate` [old], a_b_c, 2 * 3.", [(P, "An <elm> `gate` [old], a_b_c, 2 * 3.")]),
        (
            "*** Deep\n    Words.\n    - one\n      more\n      1. in\n    - two\n",
            [("heading", "Deep"), (P, "Words."), (L, "one more"), (L, "in"), (L, "two")],
        ),
        ("| A | B |\n|---+---|\n| 1 | 2 |\n", [(C, "A  B\n─  ─\n1  2")]),
        (
            "It is old[fn:a].\n\n[fn:a] Of elm.\n",
            [(P, "It is old\xa0[1]."), ("rule", "* * *"), (L, "Of elm.")],
        ),
        ("#+begin_verse\nOne\nTwo\n#+end_verse\n", [(Q, "One\nTwo")]),
        ("#+begin_src c\n,* x\n\ty\n#+end_src\n", [(C, "* x\n        y")]),
        (": fixed\n:   more\n", [(C, "fixed\n  more")]),
        ("- lock :: of elm\n", [(L, "lock: of elm")]),
        ("#+begin_comment\nWords.\n", [(P, "Words.")]),
        ("#+begin_quote\n" * 3_000 + "Words.\n" + "#+end_quote\n" * 3_000, None),
    ],
)
def test_org(text: str, expected: list[tuple[str, str]] | None) -> None:
    found = blocks("org", text)
    assert found == expected if expected else any("Words." in words for _, words in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "An <elm> `x` [old], a_b_c, 2 * 3, C++ and C++.",
            [(P, "An <elm> x [old], a_b_c, 2 * 3, C++ and C++.")],
        ),
        ("* one\n** in\n* two\n+\nMore.\n", [(L, "one"), (L, "in"), (L, "two"), (L, "More.")]),
        ("|===\n|A |B\n\n|1 |2\n|3\n|4\n|===\n", [(C, "A  B\n─  ─\n1  2\n3  4")]),
        ('[cols="1,1"]\n|===\n|1\n|2\n|3\n|4\n|===\n', [(C, "1  2\n─  ─\n3  4")]),
        (",===\na,b\nc,d\n,===\n", [(C, "a  b\n─  ─\nc  d")]),
        (
            "It is old.footnote:[Of elm.] So.",
            [(P, "It is old.\xa0[1] So."), ("rule", "* * *"), (L, "Of elm.")],
        ),
        ("Elm:: A tree.\nOak::\n  Another.\n", [(P, "Elm"), (L, "A tree."), (P, "Oak"), (L, "Another.")]),
        ("[source,c]\n----\n* x\n== y\n----\n", [(C, "* x\n== y")]),
        ("[verse, Ann]\n____\nOne\nTwo\n____\n", [(Q, "One\nTwo"), (Q, "— Ann")]),
        ("[NOTE]\n====\nWords.\n====\n", [(Q, "Note:"), (Q, "Words.")]),
        ("TIP: Words.", [(Q, "Tip: Words.")]),
        ("////\nWords.\n", [(P, "Words.")]),
        ("ifdef::x[]\nWords.\nendif::[]\n", [(P, "Words.")]),
        (":gate: elm\n\nOf {gate} and {no}.", [(P, "Of elm and {no}.")]),
        (
            'Line +\nbreak, **un**bound, "`quoted`", #marked#, E^2^, +lit*eral*+, kbd:[Ctrl+C], <<a,there>>.',
            [(P, "Line\nbreak, unbound, “quoted”, marked, E², lit*eral*, Ctrl+C, there.")],
        ),
        ("+\n" * 3_000 + "Words.", None),
    ],
)
def test_asciidoc(text: str, expected: list[tuple[str, str]] | None) -> None:
    found = blocks("adoc", text)
    assert found == expected if expected else any("Words." in words for _, words in found)


def test_the_header_of_asciidoc_names_all_authors_and_is_no_text() -> None:
    made = read(
        "adoc",
        "// no\n= The {what}\n:what: no\nAnn Ray <a@c.example>; Bo Lund\nv1.0, 2024-05-01: first\n\nWords.\n",
    )
    assert (made.author, made.date) == ("Ann Ray, Bo Lund", "2024-05-01")
    assert made.text.split("\n\n")[1:] == ["Words."]


def test_code_with_options_that_are_not_known_is_there() -> None:
    assert blocks("rst", ".. code-block:: python\n   :linenos:\n   :caption: x\n\n   x = 1\n\nAfter.\n") == [
        (C, "x = 1"),
        (P, "After."),
    ]


def test_no_other_file_is_taken_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this computer")
    made = read(
        "rst",
        f"Title\n=====\n\nBefore.\n\n.. include:: {secret}\n\n.. raw:: html\n   :file: {secret}\n\nAfter.\n",
    )
    assert "secret of" not in made.text
    assert "After." in made.text


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.text(st.sampled_from("ab *=_-`:.[]<>#+/\n|~"), max_size=120))
def test_any_text_is_read_or_refused(kind: str, text: str) -> None:
    with suppress(Refusal):
        read(kind, f"Words first.\n\n{text}\n\nThe end of it.\n")
