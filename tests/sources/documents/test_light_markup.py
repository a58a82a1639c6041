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
