"""Words as the cursor moves by them."""

import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.motions import matching_bracket, word_at, word_end, word_start

TEXT = "“Don’t go,” said O'Neill — the well-known U.S. critic.\n\nHe paid €5 🎉 in café Noé."


def words_of(text: str) -> list[str]:
    """All the words of a text, as ``w`` and ``e`` find them one after another."""
    words, at = [], word_start(text, -1, 1)
    while (found := word_at(text, at)) is not None:
        words.append(found.of(text))
        after = word_start(text, at, 1)
        if after == at:
            break
        at = after
    return words


def test_words_are_what_a_reader_takes_for_one() -> None:
    assert words_of(TEXT) == [
        "Don’t", "go", "said", "O'Neill", "the", "well-known", "U.S", "critic",
        "He", "paid", "€", "5", "🎉", "in", "café", "Noé",
    ]  # fmt: skip
    assert words_of("東京は大きい。") == ["東", "京", "は", "大", "き", "い"]
    assert words_of("cafe\u0301 नमस्ते दुनिया") == ["cafe\u0301", "नमस्ते", "दुनिया"]


@pytest.mark.parametrize(
    ("offset", "count", "start"), [(0, 1, 1), (3, -1, 1), (1, -1, 1), (7, -2, 1), (0, 3, 12), (0, 99, 77)]
)
def test_counts_lead_as_far_as_there_are_words(offset: int, count: int, start: int) -> None:
    assert word_start(TEXT, offset, count) == start


def test_the_end_of_a_word_leads_to_the_end_of_the_next() -> None:
    assert word_end(TEXT, 1, 1) == 5
    assert word_end(TEXT, 5, 1) == 8
    assert word_end(TEXT, 5, 999) == len(TEXT) - 2


@given(st.text(alphabet="ab é’-.\n 東🎉\u0301"), st.data())
def test_forward_and_back_is_a_way_that_leads_home(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, max(0, len(text) - 1)))
    after = word_start(text, offset, 1)
    assert offset <= after
    if after > offset:
        here = word_at(text, after)
        assert here is not None
        assert here.start == after
        assert word_start(text, here.end, -1) == after
        assert word_end(text, after - 1, 1) >= here.start
    assert word_start(text, offset, -1) <= offset <= word_end(text, offset, 1)


def in_vim(cases: Sequence[tuple[str, int, str]], folder: Path) -> list[int]:
    """Where motions lead in vim itself: each of a text, a place in it and what is pressed there."""
    said = folder / "said"
    script = ["set nocompatible encoding=utf-8"]
    for text, place, keys in cases:
        before = text[:place].split("\n")
        lines = ",".join("'" + line.replace("'", "''") + "'" for line in text.split("\n"))
        script += [
            "enew!",
            f"call setline(1, [{lines}])",
            f"call cursor({len(before)}, byteidx(getline({len(before)}), {len(before[-1])}) + 1)",
            f"execute 'silent! normal! {keys}'",
            f"call writefile([line('.') . ' ' . charcol('.')], '{said}', 'a')",
        ]
    (folder / "script.vim").write_text("\n".join([*script, "qa!"]), encoding="utf-8")
    command = ["vim", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", str(folder / "script.vim")]
    subprocess.run(command, check=False, timeout=60, env={**os.environ, "LC_ALL": "C.UTF-8"})
    places = [tuple(map(int, line.split())) for line in said.read_text().splitlines()]
    texts = [text.split("\n") for text, _, _ in cases]
    return [
        sum(len(each) + 1 for each in lines[: row - 1]) + column - 1
        for lines, (row, column) in zip(texts, places, strict=True)
    ]


def moved(text: str, place: int, keys: str) -> int:
    """Where the same keys lead here."""
    count = int(keys[:-1] or 1)
    if keys[-1] == "e":
        return word_end(text, place, count, as_in_vim=True)
    if keys[-1] != "%":
        return word_start(text, place, count if keys[-1] == "w" else -count, as_in_vim=True)
    end = text.find("\n", place)
    partner = matching_bracket(text, place, len(text) if end < 0 else end)
    return place if partner is None else partner


@pytest.mark.skipif(shutil.which("vim") is None, reason="there is no vim here")
def test_the_words_and_brackets_of_vim_are_those_of_vim(tmp_path: Path) -> None:
    chance = random.Random(7)
    signs = ["a", "b", "c1", "_", " ", " ", ".", ",", "(", ")", "'", "-", "é", "  ", "“", "”", "\n"]
    cases = []
    for _ in range(300):
        drawn = "".join(chance.choices(signs, k=chance.randint(1, 30)))
        # The paragraphs of an article: none is empty, none begins or ends with a space.
        text = "\n".join(line.strip() or "x" for line in drawn.split("\n"))
        place = chance.choice([at for at, sign in enumerate(text) if sign != "\n"])
        cases.append((text, place, chance.choice(["w", "3w", "b", "2b", "e", "3e", "%"])))
    for (text, place, keys), led in zip(cases, in_vim(cases, tmp_path), strict=True):
        assert moved(text, place, keys) == led, (text, place, keys)
