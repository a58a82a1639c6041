"""Which entity of an article is meant by a name, while corrections change them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tui.domain.corrections.correction import EntityName
from tui.domain.named import Named
from tui.domain.searching import fold
from tui.domain.span import TextSpan
from tui.domain.wordings import name_key


class KnownNames:
    """Finds entities by what they are called, or were called before a correction."""

    def __init__(
        self, first: Iterable[Named], owners: Mapping[TextSpan, Named], text: str, *, resembling: bool
    ) -> None:
        """Know the ``first`` entities.

        Args:
            first: as the pipeline found them.
            owners: the entity of each mention; it is changed while this is in use.
            text: the article.
            resembling: whether one that only resembles what is looked for is found too.
        """
        self._owners = owners
        self._text = text
        self._resembling_too = resembling
        self._called: dict[EntityName, list[Named]] = {}
        for named in first:
            self.register(named)

    def register(self, named: Named) -> None:
        """Let ``named`` be found by what it is called, also when it is called something else."""
        known = self._called.setdefault(named.called, [])
        if named not in known:
            known.append(named)

    def was_called(self, named: Named, entity: EntityName) -> bool:
        """Whether ``named`` is called so, or was."""
        return named in self._called.get(entity, ())

    def find(self, entity: EntityName, wordings: Sequence[str] = ()) -> Named | None:
        """The entity that is called so, or was before it was relabelled; else one that resembles it.

        One resembles it whose name is another spelling, or that has mentions of the same
        wordings; last comes one of that name under another label. In doubt it is none.
        """
        named = self.called_now(entity, wordings)
        known = self._called.get(entity, ())
        if named is not None or known:
            return named or next((one for one in known if one.spans), None)
        return self._resembling(entity, wordings) if self._resembling_too and entity.name else None

    def find_into(self, entity: EntityName, wordings: Sequence[str] = ()) -> Named | None:
        """The same of an entity that others join: if it was merged into another by now, that one."""
        joined = (one.now() for one in self._called.get(entity, ()))
        return self.find(entity, wordings) or next((one for one in joined if one), None)

    def called_now(self, entity: EntityName, wordings: Sequence[str]) -> Named | None:
        """The entity that is called so; of several, the one that has most mentions of the wordings."""
        living = [one for one in self._called.get(entity, ()) if one.spans and one.called == entity]
        if len(living) < 2:
            return living[0] if living else None
        alike = self._saying(wordings)
        return max(living, key=lambda one: (alike[one], len(one.spans), -min(one.spans).start))

    def _resembling(self, entity: EntityName, wordings: Sequence[str]) -> Named | None:
        living = dict.fromkeys(self._owners.values())
        key = fold(name_key(entity.name))
        same = [one for one in living if one.label is entity.label]
        spelt = [one for one in same if fold(name_key(one.name)) == key]
        if len(spelt) == 1:
            return spelt[0]
        # At least half of its mentions say what the mentions of the one that was meant said.
        alike = self._saying(wordings)
        close = [one for one in same if alike[one] >= len(one.spans) / 2]
        if len(close) == 1:
            return close[0]
        called = [one for one in living if one.name == entity.name]
        return called[0] if len(called) == 1 and (not wordings or alike[called[0]]) else None

    def _saying(self, wordings: Sequence[str]) -> Counter[Named]:
        """How many mentions of each entity say one of ``wordings``."""
        said, text = frozenset(wordings), self._text
        return Counter(named for (start, end), named in self._owners.items() if text[start:end] in said)
