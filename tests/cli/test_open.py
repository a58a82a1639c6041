"""``postil open``: links in exported pages lead back to their passages, and to nothing else."""

import re
from pathlib import Path

import pytest

from tests.support.commands import Commands
from tests.support.terminal import Terminal
from tui.domain.errors import OpeningError
from tui.exchange.links import parsed_link, postil_link
from tui.library import Library
from tui.library.linked import linked_request


@pytest.fixture
def library(postil: Commands, tmp_path: Path) -> Library:
    """A library with a note on an article."""
    postil.json("note", "mill.txt", "--quote", "owed a year", "--note", "By whom?")
    return Library(tmp_path / "data")


def shown(library: Library, link: str) -> str:
    """Return the passage that a link leads to, or empty."""
    target = linked_request(library, link).target
    return target.quote.exact if target else ""


def test_a_link_in_a_page_leads_to_its_passage(library: Library, postil: Commands) -> None:
    page = postil.done("export", "--format", "obsidian").decode()
    [link] = re.findall(r"\(<(postil:[^>]+)>\)", page)
    parsed = parsed_link(link)
    assert parsed is not None
    Path("page.md").write_text(page)
    assert link in [inline.href for inline in library.open("page.md").inlines]
    assert shown(library, link) == "owed a year"
    # Of an article that goes by another id by now, or none, the note is enough.
    assert shown(library, postil_link("sha256:gone", note=parsed.note)) == "owed a year"
    assert shown(library, postil_link("", note=parsed.note)) == "owed a year"
    Path("mill.txt").unlink()
    assert shown(library, postil_link(parsed.article, text="the mill")) == "the mill"
    assert shown(library, postil_link(parsed.article)) == ""
    assert library.take_notices() == ()
    assert shown(library, postil_link(parsed.article, note="gone")) == ""
    assert library.take_notices() == ("the note that the link leads to is not there any more",)


def test_a_link_opens_only_what_is_in_the_library(library: Library, postil: Commands) -> None:
    Path("secret.txt").write_text("A file that is no article of the library.")
    for place in (str(Path("secret.txt").absolute()), "https://example.org/", "-"):
        with pytest.raises(OpeningError, match="no article of this library"):
            linked_request(library, postil_link(place))
    for link in (postil_link("secret.txt"), "postil://open", "postil:", "a.txt"):
        assert postil.refused("open", link)
    assert "not a link to a passage" in postil.refused("postil://mill.txt")
    assert postil.refused("open", code=2)


def test_the_reader_opens_at_the_passage(library: Library, tmp_path: Path, summit_model: str) -> None:
    [known] = library.recent()
    text = Path("mill.txt").read_text()
    Path("mill.txt").write_text(text + "\n\n".join(f"Paragraph {n} of many.\n" for n in range(200)))
    link = postil_link(known.id, text="Paragraph 150 of many")
    with Terminal("--data-dir", str(tmp_path / "data"), "--model", summit_model, link) as terminal:
        terminal.until(lambda screen: "Paragraph 150 of many" in screen)
        terminal.press("o")
        terminal.until(lambda screen: "Open" in screen)
        terminal.press(f"{postil_link(known.id, text='owed a year')}\r")
        terminal.until(lambda screen: "owed a year" in screen)
        terminal.press("q")
        assert terminal.wait() == 0
