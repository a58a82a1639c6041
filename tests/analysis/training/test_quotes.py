"""Fitting who said what, in small."""

import gzip
import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from tui.analysis.quotes.extraction import QuotationModels, decisions
from tui.analysis.training.__main__ import main
from tui.analysis.training.quotes import FILE, MarkedArticle, MarkedQuote, head_word, measure, read_quotes
from tui.domain.errors import PostilError
from tui.domain.text.spans import TextSpan

NAMES = ["Ada Byron", "Grace Hopper", "Mary Shelley", "Jane Austen", "Emmy Noether"]


def article(number: int) -> str:
    """One article, as a line of a corpus: the speaker comes after the quotation, a title is no speech."""
    said_by, other = NAMES[number % 5], NAMES[(number + 1) % 5]
    text = f"“We will not go to {other},” said {said_by}.\nShe starred in “Long Way Home” with {other}."
    at = text.index(f"said {said_by}") + 5
    quotes = [
        {
            "start": 0,
            "end": text.index("”") + 1,
            "kind": "direct",
            "source": [at, at + len(said_by), said_by],
        },
        {"start": text.rindex("“"), "end": text.rindex("”") + 1, "kind": "not_speech", "source": None},
    ]
    return json.dumps({"id": str(number), "text": text, "quotes": quotes})


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / FILE, "wt", encoding="utf-8") as lines:
        lines.writelines(article(number) + "\n" for number in range(60))
    return tmp_path


def fitting() -> Any:
    """The module that fits; without SciPy its tests are skipped."""
    pytest.importorskip("scipy", reason="the training extra is not installed")
    return importlib.import_module("tui.analysis.training.quote_models")


def test_what_was_fitted_finds_speech_and_speakers(corpus: Path, tmp_path: Path) -> None:
    fit_quotes = fitting().fit_quotes
    articles = list(read_quotes(corpus))
    output = tmp_path / "weights.json"
    figures = fit_quotes(articles, lambda article: (), output, also="no names")
    assert figures["detection F1"] == figures["not speech, rejected"] == figures["joint F1"] == 1
    written = json.loads(output.read_text())
    assert written["about"]["figures"] == figures
    models = QuotationModels(written["speech"], written["speaker"])
    new = "“It is time to go,” said Emily Noether.\nBo Ray wrote “Short Way Home” on the train."
    decided = [decision for _, decision in decisions(new, (), models)]
    assert [decision.is_speech for decision in decided] == [True, False]
    assert decided[0].speaker is not None
    assert decided[0].speaker.span.of(new) == "Emily Noether"
    assert "Noether" not in output.read_text()


def test_the_same_corpus_gives_the_same_file(corpus: Path, tmp_path: Path) -> None:
    fit_quotes = fitting().fit_quotes
    articles = list(read_quotes(corpus))
    for name in "ab":
        fit_quotes(articles, lambda article: (), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_figures_count_what_is_missed_and_wrong() -> None:
    text = "“We won,” said Ann Lee. He saw “Cats” and “Dogs” there."
    quote = MarkedQuote(TextSpan(0, 9), "direct", (TextSpan(15, 22),))
    others = [
        MarkedQuote(TextSpan(text.index(word), text.index(word) + 6), "not_speech", ())
        for word in ("“C", "“D")
    ]
    every = QuotationModels({"bias": 5.0}, {"0": 5.0})
    figures = measure(every, [MarkedArticle("a", text, (quote, *others))], lambda article: ())
    assert figures == {
        "detection F1": 0.5,
        "not speech, rejected": 0,
        "speaker right, given detected": 0,
        "speaker right, direct": 0,
        "joint F1": 0,
    }


@pytest.mark.parametrize(
    ("wording", "head"),
    [
        ("Ann Lee", "lee"),
        ("the mayor of Oslo", "mayor"),
        ("Rep. Bo Ray, a lawyer", "ray"),
        ("Mr. Ray’s", "ray"),
        ("", ""),
    ],
)
def test_the_head_of_a_wording(wording: str, head: str) -> None:
    assert head_word(wording) == head


def test_a_corpus_that_is_not_there_is_reported_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quotes", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path / FILE}: No such file or directory\n"


@pytest.mark.parametrize(
    "line",
    [
        b"no JSON",
        b"[]",
        b'{"id": "a", "text": "x"}',
        b'{"id": "a", "text": "x", "quotes": [{"start": 0, "end": 9, "kind": "direct"}]}',
        b'{"id": "a", "text": "x", "quotes": [{"start": 0, "end": 1, "kind": "sung"}]}',
    ],
)
def test_a_line_that_is_no_article_is_reported_by_its_number(tmp_path: Path, line: bytes) -> None:
    (tmp_path / FILE).write_bytes(gzip.compress(article(0).encode() + b"\n" + line + b"\n"))
    with pytest.raises(PostilError, match="line 2 is no article"):
        list(read_quotes(tmp_path))


def test_a_damaged_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(gzip.compress(article(0).encode())[:50])
    with pytest.raises(PostilError, match=FILE):
        list(read_quotes(tmp_path))
