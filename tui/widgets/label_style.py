"""How each kind of entity is named and marked, the same in the text, in the lists and on cards."""

from typing import Final, NamedTuple

from tui.domain.analysis import Label


class LabelStyle(NamedTuple):
    """How one kind is shown.

    Attributes:
        mark: one letter, no two kinds the same, so that kinds are told apart without colour.
        singular, plural: what one and what several of the kind are called.
        suffix: how its component class ends, as in ``article-view--person``; its colour is the
            variable ``$label-person``.
    """

    mark: str
    singular: str
    plural: str
    suffix: str

    def counted(self, count: int) -> str:
        """``count`` with the kind: ``1 person``, ``2 people``."""
        return f"{count} {self.singular if count == 1 else self.plural}"


LABEL_STYLES: Final[dict[Label, LabelStyle]] = {
    Label.PERSON: LabelStyle("P", "person", "people", "person"),
    Label.ORG: LabelStyle("O", "organisation", "organisations", "org"),
    Label.LOC: LabelStyle("L", "place", "places", "loc"),
    Label.FAC: LabelStyle("F", "building", "buildings", "fac"),
    Label.NORP: LabelStyle("N", "nationality or group", "nationalities and groups", "norp"),
    Label.DATE: LabelStyle("D", "date", "dates", "date"),
    Label.MONEY: LabelStyle("M", "sum of money", "sums of money", "money"),
    Label.PRODUCT: LabelStyle("R", "product", "products", "product"),
    Label.MISC: LabelStyle("X", "other name", "other names", "misc"),
}
