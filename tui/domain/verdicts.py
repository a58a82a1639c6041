"""What the corrections of articles say of names, whatever the article."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.domain.analysis import Label
from tui.domain.corrections.correction import Correction, CorrectionKind
from tui.domain.wordings import name_key

_SHORTEST = 2
"""Code points of a wording that is looked for in other articles."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """The corrections of one article.

    Attributes:
        title: of the article.
        corrections: in the order in which they were made.
    """

    title: str
    corrections: tuple[Correction, ...]


class Verdict(NamedTuple):
    """What an article says of a name: it is of a kind, or no name, or another's name.

    Attributes:
        kind: RELABEL, REMOVE or MERGE; SPLIT stands for "not everywhere a name".
        label: RELABEL: the kind that it is. REMOVE, SPLIT: the kind that it was wrongly taken for.
            MERGE: the kind of what it is another name of.
        into: MERGE: the name of that, or empty where it is no other one's name.
    """

    kind: CorrectionKind
    label: Label
    into: str = ""

    @property
    def question(self) -> CorrectionKind:
        """What it answers: one answer to one question contradicts another one."""
        return CorrectionKind.RELABEL if self.kind is CorrectionKind.REMOVE else self.kind


@dataclass(slots=True)
class Said:
    """All articles that come to one verdict on one name.

    Attributes:
        times: how many they are.
        last: when the last of them did, and ``title`` is its title.
        wordings: those that were added, and the name that each was given.
    """

    times: int = 0
    last: str = ""
    title: str = ""
    wordings: dict[str, str] = field(default_factory=dict)

    def also(self, teaching: Teaching, correction: Correction) -> None:
        """One more article says so, by ``correction``."""
        self.times += 1
        if correction.made >= self.last:
            self.last, self.title = correction.made, teaching.title


Verdicts = dict[Verdict, Said]


def gathered(teachings: Iterable[Teaching]) -> dict[str, Verdicts]:
    """What is said of each name."""
    said: dict[str, Verdicts] = defaultdict(dict)
    for teaching in teachings:
        last: dict[tuple[str, CorrectionKind], tuple[Verdict, Correction]] = {}
        added: dict[str, dict[str, str]] = defaultdict(dict)
        for correction in teaching.corrections:
            if wording := added_wording(correction):
                added[name_key(wording)][wording] = correction.entity.name
            for key, verdict in _verdicts(correction):
                last[key, verdict.question] = verdict, correction
        for (key, _), (verdict, correction) in last.items():
            known = said[key].setdefault(verdict, Said())
            known.also(teaching, correction)
            if verdict.kind is CorrectionKind.RELABEL:
                known.wordings.update(added[key])
    return said


def _verdicts(correction: Correction) -> Iterator[tuple[str, Verdict]]:
    """What ``correction`` teaches, by the key of the name that it is about."""
    entity, into = correction.entity, correction.into
    if correction.kind is CorrectionKind.RELABEL and correction.label is not None:
        yield name_key(entity.name), Verdict(CorrectionKind.RELABEL, correction.label)
        if correction.label is entity.label:
            yield name_key(entity.name), _standing_alone(entity.label)
    elif correction.kind is CorrectionKind.ADD:
        wording = added_wording(correction)
        if wording:
            yield name_key(wording), Verdict(CorrectionKind.RELABEL, entity.label)
    elif correction.kind is CorrectionKind.REMOVE and correction.target is None:
        yield name_key(entity.name), Verdict(CorrectionKind.REMOVE, entity.label)
    elif correction.kind is CorrectionKind.REMOVE and correction.target is not None:
        yield name_key(correction.target.quote.exact), Verdict(CorrectionKind.SPLIT, entity.label)
    elif correction.kind is CorrectionKind.MERGE and into is not None:
        if min(len(entity.name.split()), len(into.name.split())) > 1:
            yield name_key(entity.name), Verdict(CorrectionKind.MERGE, into.label, name_key(into.name))
    elif correction.kind is CorrectionKind.SPLIT and correction.target is not None:
        yield name_key(correction.target.quote.exact), _standing_alone(entity.label)


def _standing_alone(label: Label) -> Verdict:
    """That a name is no other one's: it asks for nothing, and is another verdict than a merger."""
    return Verdict(CorrectionKind.MERGE, label)


def added_wording(correction: Correction) -> str:
    """The wording that an ADD adds; empty for other kinds."""
    if correction.kind is not CorrectionKind.ADD or correction.target is None:
        return ""
    wording = correction.target.quote.exact.strip()
    return wording if len(wording) >= _SHORTEST else ""


def contested(verdict: Verdict, verdicts: Verdicts) -> bool:
    """Whether some article says otherwise."""
    others = [one for one in verdicts if one != verdict and one.question is verdict.question]
    # That it is no person does not contradict that it is no place.
    return any(not (one.kind is verdict.kind is CorrectionKind.REMOVE) for one in others)
