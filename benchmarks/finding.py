"""How long the index of all stored texts takes: made from 1,000 articles of 900 words, and asked."""

import hashlib
import random
import tempfile
import time
from pathlib import Path

from tui.library.finding import FullText

ARTICLES, WORDS = 1_000, 900


def texts() -> dict[str, str]:
    """Return texts of words as frequent as in a language, by their SHA-256."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyzé"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    made = (" ".join(chance.choices(words, weights, k=WORDS)) for _ in range(ARTICLES))
    return {hashlib.sha256(text.encode()).hexdigest(): text for text in made}


def main() -> None:
    """Print the seconds to make the index, and the milliseconds of queries."""
    made = texts()
    with tempfile.TemporaryDirectory() as folder:
        index = FullText(Path(folder) / "cache" / "words")
        queries = [" ".join(text.split()[5:7]) for text in list(made.values())[:21]]
        started = time.perf_counter()
        index.find(queries[0], made, made.get)
        print(f"index of {ARTICLES:,} articles of {WORDS} words: {time.perf_counter() - started:.2f} s")
        taken = []
        for query in queries[1:]:
            started = time.perf_counter()
            index.find(query, made, made.get)
            taken.append(1_000 * (time.perf_counter() - started))
        print(f"query: {sorted(taken)[len(taken) // 2]:.1f} ms, {max(taken):.1f} ms at most")


if __name__ == "__main__":
    main()
