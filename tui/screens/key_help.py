"""What the help lists: the keys that act here and now, those of what has the focus first."""

from collections.abc import Iterable

from tui.ui.dialogs.help import HelpSection
from tui.ui.keyboard.active import LiveKey


def help_sections(live: Iterable[LiveKey]) -> list[HelpSection]:
    """Those keys, by where they act."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for each in live:
        if each.keys:
            sections.setdefault(each.place, []).append((" ".join(each.keys), each.hint or each.name))
    return [HelpSection(place, rows) for place, rows in sections.items()]
