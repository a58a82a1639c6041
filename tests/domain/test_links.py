"""Where links lead, and where in a text an anchor is."""

import pytest

from tui.domain.article import Article, LinkTarget, Reach, anchor_offset, link_target
from tui.sources.markdown import article_from_markdown

HERE, ELSEWHERE, NOWHERE = Reach.HERE, Reach.ELSEWHERE, Reach.NOWHERE


def article(location: str, address: str = "") -> Article:
    return Article(location, "", (), address=address)


FILE = article("/home/ann/notes/a.md")
PAGE = article("https://e.example/dir/page", "https://e.example/dir/page")


@pytest.mark.parametrize(
    ("source", "href", "expected"),
    [
        (FILE, "b.md", (ELSEWHERE, "/home/ann/notes/b.md", "")),
        (FILE, "../c%20d.md?raw=1#Part%202", (ELSEWHERE, "/home/ann/c d.md", "Part 2")),
        (FILE, "/etc/motd", (ELSEWHERE, "/etc/motd", "")),
        (FILE, "file:///tmp/x.txt", (ELSEWHERE, "/tmp/x.txt", "")),
        (FILE, "#part-2", (HERE, "", "part-2")),
        (FILE, "../notes/a.md#top", (HERE, "", "top")),
        (FILE, "https://e.example/x?y=1#z", (ELSEWHERE, "https://e.example/x?y=1", "z")),
        (FILE, "HTTP://e.example", (ELSEWHERE, "HTTP://e.example", "")),
        (article("-"), "b.md", (ELSEWHERE, "b.md", "")),
        (article("-"), "~root/b.md", (ELSEWHERE, "./~root/b.md", "")),
        (PAGE, "https://e.example/dir/page#part", (HERE, "", "part")),
        (PAGE, "https://e.example/dir/other#part", (ELSEWHERE, "https://e.example/dir/other", "part")),
        (FILE, "postil://open?note=1#x", (ELSEWHERE, "postil://open?note=1#x", "")),
        (PAGE, "postil://open?note=1", (NOWHERE, "", "")),
        # A page of another person's opens no file here.
        (PAGE, "/etc/motd", (NOWHERE, "", "")),
        (PAGE, "file:///etc/motd", (NOWHERE, "", "")),
        (FILE, "file://elsewhere/x.txt", (NOWHERE, "", "")),
        (FILE, "mailto:ann@e.example", (NOWHERE, "", "")),
        (FILE, "javascript:alert(1)", (NOWHERE, "", "")),
        (FILE, "//e.example/x", (NOWHERE, "", "")),
        (FILE, "http://[bad", (NOWHERE, "", "")),
        (FILE, "https:nothing", (NOWHERE, "", "")),
        (FILE, "a%00b", (NOWHERE, "", "")),
    ],
)
def test_what_a_link_leads_to(source: Article, href: str, expected: tuple[Reach, str, str]) -> None:
    assert link_target(href, source) == LinkTarget(*expected)


def test_an_anchor_is_the_heading_that_it_is_made_of() -> None:
    made = article_from_markdown(
        "# All of it\n\nx\n\n## What, when?\n\ny\n\n## Übung\n\n## What when\n\nz\n", "a.md"
    )

    def heading(anchor: str) -> str | None:
        offset = anchor_offset(made, anchor)
        return None if offset is None else made.text[offset:].split("\n")[0]

    assert heading("what-when") == "What, when?"
    assert heading("What_when") == "What, when?"
    assert heading("what-when-1") == "What when"
    assert heading("übung") == "Übung"
    assert heading("") == heading("top") == heading("all-of-it") == "All of it"
    assert heading("what-when-2") is None
