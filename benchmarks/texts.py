"""Long texts to measure with, made from a small vocabulary: the same ones every time.

    python -m benchmarks.texts --words 690000 > long.txt

They have what articles have: paragraphs of a few sentences, names of people, organisations and
places in full and in short, numbers, dates, and quotations with curly quotation marks.
"""

import argparse
import random
import sys
from collections.abc import Callable

FIRST_WORD = "Watermarked"
"""The text begins with it, and it occurs nowhere else."""
WORDS = 690_000
"""Of the long text; about 4.2 MB."""


def _list(words: str) -> list[str]:
    """What stands between the semicolons, each on one line."""
    return [" ".join(item.split()) for item in words.split(";")]


_FIRST = _list(
    """
    Ada; Bruno; Carla; Dmitri; Elena; Farid; Greta; Hugo; Ines; Jonas; Katya; Leon; Mirela; Nils; Olga;
    Pavel; Quentin; Rosa; Stefan; Tamar; Ulrich; Vera; Walid; Xenia; Yusuf; Zofia; André; Björn; Chloé; Inés
    """
)
_LAST = _list(
    """
    Abbott; Barros; Castellan; Dufresne; Eriksen; Fontaine; Galloway; Hartmann; Ivanova; Jansen; Kowalski;
    Lindqvist; Marchetti; Novak; Okafor; Petrov; Quiroga; Rossi; Santos; Takahashi; Ullmann; Vasquez;
    Whitfield; Ximenes; Yilmaz; Zimmer; Ashdown; Bellamy; Coverdale; Drummond
    """
)
_PLACES = _list(
    """
    Lisbon; Trieste; Odessa; Bergen; Valletta; Montevideo; Nairobi; Kyoto; Winnipeg; Marseille; Gdansk;
    Portugal; Norway; Uruguay; Kenya; Japan; Canada; Poland; Ukraine; Croatia
    """
)
_BODIES = _list(
    """
    Harbour Authority; Northern Rail; United Nations; European Commission; Ministry of Transport; Baltic
    Bank; Meridian Shipping; World Health Organization; Coastal Trust; Senate
    """
)
_SUBJECTS = _list(
    """
    breakwater; railway; budget; footbridge; tunnel; ferry; timetable; tariff; reservoir; archive; museum;
    orchard; lighthouse; quarry; observatory; greenhouse; hospital; library; marketplace; station
    """
)
_VERBS = _list(
    """
    inspected; dismantled; reopened; surveyed; refurbished; repaired; defended; questioned; photographed;
    forgot
    """
)
_TIMES = _list(
    """
    on Tuesday; last spring; in March 1998; two years later; before dawn; at the end of August; within 48
    hours; in the winter of 2011; that afternoon; for the third time
    """
)
_REASONS = _list(
    """
    because the tide had turned; although nobody had asked for it; while the lawyers were still talking; as
    the maps had shown all along; since there was no other road; before the first snow could fall; so that
    the boats might leave in time; when the letters finally came
    """
)
_SAYINGS = _list(
    """
    We have waited long enough for an answer; There is not a single plan that covers all of it; It was never
    about the money; Nobody here is going to sign that; The water will decide for us; I would do the same
    again tomorrow; You cannot run a line on promises; These are early days, and cold ones
    """
)
_CUES = _list(
    """
    said; announced; asked; added; warned; insisted
    """
)


class _Writer:
    """Writes sentences; who was named in full is named in short afterwards."""

    def __init__(self, seed: int) -> None:
        self._pick = random.Random(seed)
        self._recent: list[str] = []

    def paragraph(self) -> str:
        """Some sentences about the same few people."""
        self._recent.clear()
        kinds: list[Callable[[], str]] = [self._report, self._report, self._quotation, self._figure]
        return " ".join(self._pick.choice(kinds)() for _ in range(self._pick.randint(2, 6)))

    def _any(self, words: list[str]) -> str:
        return words[int(self._pick.random() * len(words))]

    def _person(self) -> str:
        if self._recent and self._pick.random() < 0.6:
            return self._any(self._recent)
        last = self._any(_LAST)
        self._recent.append(last)
        return f"{self._any(_FIRST)} {last}"

    def _report(self) -> str:
        return (
            f"{self._person()} {self._any(_VERBS)} the {self._any(_SUBJECTS)} in {self._any(_PLACES)} "
            f"{self._any(_TIMES)}, {self._any(_REASONS)}."
        )

    def _quotation(self) -> str:
        saying, cue = self._any(_SAYINGS), self._any(_CUES)
        if self._pick.random() < 0.5:
            return f"“{saying},” {self._person()} {cue}, {self._any(_REASONS)}."
        return f"{self._person()} of the {self._any(_BODIES)} {cue} {self._any(_TIMES)}: “{saying}.”"

    def _figure(self) -> str:
        share, sum_of_money = self._pick.randint(2, 97), self._pick.randint(100, 9900)
        return (
            f"The {self._any(_BODIES)} spent ${sum_of_money} million on every {self._any(_SUBJECTS)} near "
            f"{self._any(_PLACES)}, or {share} per cent of what {self._person()} had wanted."
        )


def text(words: int = WORDS, seed: int = 2025) -> str:
    """A text of that many words, a paragraph more or less; the same for the same arguments."""
    writer = _Writer(seed)
    paragraphs = [f"{FIRST_WORD} papers tell the story of the breakwater."]
    count = 8
    while count < words:
        paragraphs.append(writer.paragraph())
        count += paragraphs[-1].count(" ") + 1
    return "\n\n".join(paragraphs) + "\n"


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description="Write a text to measure with to standard output.")
    parser.add_argument("--words", type=int, default=WORDS)
    sys.stdout.buffer.write(text(parser.parse_args().words).encode())


if __name__ == "__main__":
    main()
