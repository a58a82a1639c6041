"""What the corrections of all articles say."""

from collections.abc import Mapping
from typing import Any

from tui.domain.serialization import correction_of, correction_record
from tui.domain.verdicts import Teaching
from tui.store.contents import Contents
from tui.store.layout import Layout
from tui.store.summaries import Gathered


class Taught:
    """The corrections of all articles. Safe to use from any thread."""

    def __init__(self, layout: Layout) -> None:
        self._gathered = Gathered(layout, layout.taught, _record)
        self._read: tuple[Mapping[str, Any], dict[str, Teaching]] = ({}, {})

    def all(self) -> dict[str, Teaching]:
        """What the articles' corrections say, by the articles' keys; those that have none are left out.

        Never raises: of an article that cannot be read, nothing is told.
        """
        records = self._gathered.all()
        known, taught = self._read
        if records is not known:
            taught = {
                key: Teaching(record["title"], tuple(map(correction_of, record["corrections"])))
                for key, record in records.items()
            }
            self._read = records, taught
        return dict(taught)


def _record(contents: Contents) -> Any:
    of_names = [each for each in contents.corrections if not each.kind.is_of_quotation]
    if not contents.article or not of_names:
        return None
    return {
        "title": contents.article.title,
        "corrections": [correction_record(correction, "") for correction in of_names],
    }
