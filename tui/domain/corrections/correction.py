"""Corrections: what the reader says is wrong with the entities and quotations of an article."""

import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from tui.domain.analysis import Label
from tui.domain.annotation import Target, now


class CorrectionKind(StrEnum):
    """What a correction does.

    RELABEL gives an entity another kind; its own kind again confirms it. MERGE makes it part of
    another one. SPLIT takes one mention out of it. REMOVE says that it is no name, or that one
    mention is none. ADD makes a passage a mention, in place of those that overlap it, and so
    every other occurrence of the same words that overlaps none, and no passage that was said to
    be no name. SPEAKER says who said a quotation; NOT_A_QUOTE that it is none.
    """

    RELABEL = "relabel"
    MERGE = "merge"
    SPLIT = "split"
    REMOVE = "remove"
    ADD = "add"
    SPEAKER = "speaker"
    NOT_A_QUOTE = "not-a-quote"

    @property
    def is_of_quotation(self) -> bool:
        """Return whether it is about one quotation, and so says nothing of entities, here or elsewhere."""
        return self in (CorrectionKind.SPEAKER, CorrectionKind.NOT_A_QUOTE)


@dataclass(frozen=True, slots=True)
class EntityName:
    """What identifies an entity of an article.

    Attributes:
        label: its kind.
        name: the fullest name that the text gives it (``Entity.name``).
    """

    label: Label
    name: str


NOBODY = EntityName(Label.PERSON, "")
"""What stands for an entity where there is none: no entity has an empty name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that the reader put right among the entities and quotations of an article.

    Attributes:
        kind: what it does.
        entity: what is corrected, as it stood when the correction was made; for ADD what the
            passage becomes. SPEAKER: who said it, ``NOBODY`` where that is not clear.
            NOT_A_QUOTE: ``NOBODY``.
        label: RELABEL: the entity's new kind.
        into: MERGE: the entity that ``entity`` becomes part of, which keeps its kind and name.
            SPLIT: the entity that the mention joins; None: one of its own, named by its wording.
        target: SPLIT and ADD: the passage. REMOVE: the one mention that is no name; None: none
            of the entity's mentions is one. RELABEL and MERGE: a mention of the entity, if its
            name does not identify it; else None. SPEAKER and NOT_A_QUOTE: the quotation,
            from the opening to the closing mark.
        wordings: what the entity's mentions said when the correction was made, each once.
        id: a UUID, the same for as long as the correction lives.
        made: when, as ``tui.domain.annotation.now`` gives it.
    """

    kind: CorrectionKind
    entity: EntityName
    label: Label | None = None
    into: EntityName | None = None
    target: Target | None = None
    wordings: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    made: str = field(default_factory=now)

    def is_of(self, text_hash: str) -> bool:
        """Return whether it is about the text with this SHA-256, or of no passage in any."""
        return self.target is None or self.target.text_hash == text_hash
