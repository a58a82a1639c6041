"""``postil open``: links in exported pages lead back to their passages, and to nothing else."""

import re
from pathlib import Path

import pytest

from tests.support.commands import Commands
from tests.support.terminal import Terminal
from tui.cli.open import linked
from tui.domain.errors import PostilError
from tui.exchange.links import PassageLink, parsed_link, postil_link
from tui.library import Library


@pytest.fixture
def library(postil: Commands, tmp_path: Path) -> Library:
    """A library with a note on an article."""
    postil.json("note", "mill.txt", "--quote", "owed a year", "--note", "By whom?")
    return Library(tmp_path / "data")


def shown(library: Library, link: PassageLink) -> str:
    """Return the passage that a link leads to, or empty."""
    article, target = linked(library, link)
    return target.span.of(article.text) if target else ""


def test_a_link_in_a_page_leads_to_its_passage(library: Library, postil: Commands) -> None:
    page = postil.done("export", "--format", "obsidian").decode()
    [link] = re.findall(r"\(<(postil:[^>]+)>\)", page)
    parsed = parsed_link(link)
    assert parsed is not None
    assert shown(library, parsed) == "owed a year"
    # Of an article that goes by another id by now, or none, the note is enough.
    assert shown(library, PassageLink("sha256:gone", parsed.note, "")) == "owed a year"
    assert shown(library, PassageLink("", parsed.note, "")) == "owed a year"
    assert shown(library, PassageLink(parsed.article, "", "the mill")) == "the mill"
    assert shown(library, PassageLink(parsed.article, "", "nothing like it")) == ""
    assert shown(library, PassageLink(parsed.article, "gone", "")) == ""
    assert any("not there any more" in line for line in library.take_notices())
    Path("mill.txt").unlink()
    assert shown(library, parsed) == "owed a year"
    assert any("as it was stored" in line for line in library.take_notices())


def test_a_link_opens_only_what_is_in_the_library(library: Library, postil: Commands) -> None:
    Path("secret.txt").write_text("A file that is no article of the library.")
    for place in (str(Path("secret.txt").absolute()), "https://example.org/", "-", ""):
        with pytest.raises(PostilError, match="not in this library"):
            linked(library, PassageLink(place, "", ""))
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
        terminal.press("q")
        assert terminal.wait() == 0
