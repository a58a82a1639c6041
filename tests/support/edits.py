"""Edits of articles, and how many of them anchoring gets right: ``python -m tests.support.edits``."""

import hashlib
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from tests.support.edited_text import SURVIVES, Draft, Edit, made
from tests.support.editors import EDITORS, NEAR_COPY_STAYS, articles, passage_in, sentences, with_near_copy
from tui.domain.anchoring.anchor import Anchor
from tui.domain.anchoring.anchorer import Anchorer
from tui.domain.annotation import describe

NUMBER = 30
"""Edits of each kind."""


def edits(seed: int = 5, number: int = NUMBER) -> Iterator[Edit]:
    """``number`` edits of each kind, the same ones for the same seed."""
    for kind, editor in EDITORS.items():
        chance = random.Random(f"{kind} {seed}")
        for _ in range(number):
            text = chance.choice(articles())
            sentence = chance.choice(sentences(text))
            if kind == NEAR_COPY_STAYS:
                text, sentence = with_near_copy(text, sentence, chance)
            span = passage_in(text, sentence, chance)
            draft = Draft(text)
            editor(draft, text, sentence, span, chance)
            yield made(kind, text, span, draft)


def hash_of(text: str) -> str:
    """As ``Article.text_hash``."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def anchored(edit: Edit, *, with_snapshot: bool = True) -> Anchor:
    """What anchoring makes of the passage."""
    old_hash = hash_of(edit.old)
    target = describe(edit.old, edit.span, old_hash)
    snapshots = {old_hash: edit.old} if with_snapshot else {}
    return Anchorer(edit.new, hash_of(edit.new), snapshots.get).anchor(target)


@dataclass
class Score:
    """How many passages of one kind of edit ended how."""

    survived: Counter[str]
    others: Counter[str]

    @property
    def wrong(self) -> int:
        """Passages found where they are not."""
        return self.survived["wrong"] + self.others["wrong"]

    @property
    def found(self) -> int:
        """Passages that survived and were found."""
        return self.survived["right"] + self.survived["confirm"]


def scores(*, with_snapshot: bool, seed: int = 5, number: int = NUMBER) -> dict[str, Score]:
    """The score of each kind of edit."""
    kinds: defaultdict[str, Score] = defaultdict(lambda: Score(Counter(), Counter()))
    for edit in edits(seed, number):
        verdict = edit.verdict(anchored(edit, with_snapshot=with_snapshot))
        score = kinds[edit.kind]
        (score.survived if edit.kept >= SURVIVES else score.others)[verdict] += 1
    return dict(kinds)


def table(kinds: dict[str, Score]) -> str:
    """What ``scores`` gave, for a person to read."""
    lines = [f"{'':22}  passage survives                 |  passage (partly) gone"]
    lines += [f"{'':22}  right  confirm  orphan  wrong    |  confirm  orphan  wrong"]
    total = Score(Counter(), Counter())
    for score in kinds.values():
        total.survived += score.survived
        total.others += score.others
    for kind, score in [*kinds.items(), ("all", total)]:
        one, two = score.survived, score.others
        lines.append(
            f"{kind:22}  {one['right']:5}  {one['confirm']:7}  {one['orphan']:6}  {one['wrong']:5}    |"
            f"  {two['confirm'] + two['right']:7}  {two['orphan']:6}  {two['wrong']:5}"
        )
    number = sum(total.survived.values())
    lines.append(f"found of those that survive: {total.found} of {number}, {total.found / number:.1%}")
    return "\n".join(lines)


def main() -> None:
    """Tell the scores."""
    seed, number = int([*sys.argv, "5"][1]), int([*sys.argv, "5", str(NUMBER)][2])
    for with_snapshot in (True, False):
        started = perf_counter()
        kinds = scores(with_snapshot=with_snapshot, seed=seed, number=number)
        head = "with the text it was made on" if with_snapshot else "without it"
        sys.stdout.write(f"{head} ({perf_counter() - started:.1f} s)\n{table(kinds)}\n\n")


if __name__ == "__main__":
    main()
