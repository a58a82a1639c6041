"""Labels over what is on the screen, typed to go there."""

from pathlib import Path

from tests.support.app import reading
from tui.library import Library


async def test_a_label_leads_to_what_it_stands_on_and_in_capitals_opens_it(library: Library) -> None:
    async with reading(library) as run:
        await run.press("f")
        assert "a label go there" in run.strip
        view = run.reader.view
        places = view.hint_places()
        labels = dict(view.hints)
        assert list(labels) == places
        assert len(places) > 9
        # One in two letters.
        place, label = next(item for item in labels.items() if len(item[1]) == 2)
        await run.press(label[0])
        assert run.strip.startswith((f"f{label[0]}…", f" f{label[0]}…"))
        await run.press(label[1])
        assert view.cursor == place
        assert run.text_at_cursor[:5] in run.shown()
        await run.press("ctrl+o", "f", labels[places[0]].upper())
        await run.until(lambda: "mentions" in run.shown(), "the card is opened")
        await run.press("escape", "f", "escape")
        assert "…" not in run.strip.split("·")[0]
        await run.press("f", "z")
        assert "there is no label z" in run.strip
        await run.press("j")
        assert view.cursor != places[0]


async def test_labels_stand_in_the_right_cells_and_links_are_followed(
    new_library: Library, tmp_path: Path
) -> None:
    (tmp_path / "next.md").write_text("# The next one\n\nOf it.\n")
    path = tmp_path / "wide.md"
    path.write_text("# Title\n\n漢字漢字 London 👩‍🚀 [Paris](next.md) e\u0301 Keir Starmer said.\n")
    async with reading(new_library, str(path), size=(100, 24)) as run:
        await run.press("f")
        line = next(line for line in run.shown().split("\n") if "漢" in line)
        assert "漢字漢字 aondon 👩‍🚀 saris e\u0301 deir Starmer said." in line
        await run.press("s")
        await run.until(lambda: "The next one" in run.app.title, "the link is followed")
