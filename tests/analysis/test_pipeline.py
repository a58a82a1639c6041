import shutil
import tracemalloc
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis import pipeline as pipeline_module
from tui.analysis.labels import merge_findings
from tui.analysis.pipeline import Pipeline, chunks
from tui.domain.analysis import Label, Mention
from tui.domain.errors import PipelineError

FRAGMENTS = [
    "Ada Byron",
    "Grace\nHopper",
    " of ",
    "Utopia's",
    "the Utopia",
    "\n\n",
    "“Erewhon”",
    "seven",
    "\x00",
    "\ud800",
    "é\u0301",
    "\u202e",
    "Monday",
    "Keir Starmer",
    "\r\n",
    "\x85",
    "'",
    ".",
    "\U0001f600",
    "London-Utopia",
    "\t",
]


@pytest.fixture(scope="module")
def pipeline(ruler: str) -> Pipeline:
    return Pipeline.load(ruler)


@pytest.fixture(scope="module")
def shipped() -> Pipeline:
    return Pipeline.load()


def named(pipeline: Pipeline, text: str) -> list[tuple[str, str]]:
    return [(text[start:end], label) for start, end, label in pipeline.mentions(text)]


def assert_lawful(mentions: list[Mention], text: str) -> None:
    reached = 0
    for start, end, label in mentions:
        assert reached <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert isinstance(label, Label)
        reached = end


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(st.characters(), max_size=20), max_size=30).map("".join))
def test_mentions_are_sorted_disjoint_and_without_space_around_in_any_text(
    pipeline: Pipeline, shipped: Pipeline, text: str
) -> None:
    assert_lawful(pipeline.mentions(text), text)
    assert_lawful(shipped.mentions(text), text)


def test_labels_are_ours_and_what_is_no_name_is_left_out(pipeline: Pipeline) -> None:
    text = "On Monday Ada Byron left Utopia with seven men of Acme Corp, not last week."
    assert named(pipeline, text) == [
        ("Monday", "DATE"),
        ("Ada Byron", "PERSON"),
        ("Utopia", "LOC"),
        ("Acme Corp", "ORG"),
    ]


def test_articles_possessives_and_white_space_stay_outside(tmp_path: Path) -> None:
    nlp = spacy.blank("en", meta={"name": "wide"})
    rules = nlp.add_pipe("entity_ruler")
    wide = ["the United Nations", "Grace Hopper's", "The Hague", "Tories’", "Ada\n\nByron"]
    rules.add_patterns([{"label": "ORG", "pattern": pattern} for pattern in wide])
    rules.add_patterns([{"label": "LAW", "pattern": "The Act"}, {"label": "PERSON", "pattern": "..."}])
    nlp.to_disk(tmp_path)
    text = "Of the United Nations, Grace Hopper's aunt, The Hague, the Tories’, The Act, ... and Ada\n\nByron"
    assert [name for name, _ in named(Pipeline.load(str(tmp_path)), text)] == [
        "United Nations",
        "Grace Hopper",
        "The Hague",
        "Tories",
        "The Act",
        "Ada",
    ]


def test_a_name_that_runs_over_the_end_of_a_set_line_is_one_name(pipeline: Pipeline) -> None:
    text = "In the afternoon the delegates listened to a speech by Grace\nHopper, who had come from Utopia."
    assert named(pipeline, text) == [("Grace\nHopper", "PERSON"), ("Utopia", "LOC")]


def test_the_pieces_one_by_one_in_any_order_give_what_the_whole_gives(shipped: Pipeline) -> None:
    text = "\n\n".join(
        f"Grace Hopper met Ada Byron in Paris on {day} March 2021, he said." for day in range(1, 120)
    )
    assert len(chunks(text)) > 2
    backwards = [shipped.find_in(text, chunk) for chunk in reversed(chunks(text))]
    assert merge_findings(text, reversed(backwards)) == shipped.find(text)
    assert shipped.find(text).mentions == shipped.mentions(text) != []


def test_words_beyond_those_that_stay_in_memory_are_found_too_and_dropped(
    shipped: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join(
        f"Grace Hopper met Ada Byron and word{number} in Paris, he said." for number in range(60)
    )
    usual = shipped.mentions(text)
    monkeypatch.setattr(pipeline_module, "KNOWN_WORDS", 0)
    assert shipped.mentions(text) == usual
    assert shipped.mentions(text.replace("word", "other")) != []
    strings = shipped._nlp.vocab.strings
    assert "word7" in strings
    assert "other7" not in strings


def test_a_huge_line_and_huge_words_are_taken_in_little_memory(pipeline: Pipeline) -> None:
    line = "Ada Byron said nothing of Utopia, where she had never been or wished to be. " * 1_500
    tracemalloc.start()
    count = len(pipeline.mentions(line))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3_000
    assert peak < 2_500_000
    word = "x" * 40_000
    assert named(pipeline, f"{word} Utopia {'(' * 9000} Erewhon") == [("Utopia", "LOC"), ("Erewhon", "LOC")]


def test_the_shipped_pipeline_finds_who_and_what_is_named(shipped: Pipeline) -> None:
    text = (
        "Angela Merkel flew from Berlin to Paris on Tuesday, where the French president, Emmanuel Macron, "
        "received her. The European Commission had offered $3 million on 4 May 2019, said Merkel’s spokesman."
    )
    assert {
        ("Angela Merkel", "PERSON"),
        ("Berlin", "LOC"),
        ("Paris", "LOC"),
        ("Tuesday", "DATE"),
        ("French", "NORP"),
        ("Emmanuel Macron", "PERSON"),
        ("European Commission", "ORG"),
        ("$3 million", "MONEY"),
        ("4 May 2019", "DATE"),
    } <= set(named(shipped, text))
    # A surname alone may be taken for a place; where it ends is not in doubt.
    assert named(shipped, text)[-1][0] == "Merkel"


def test_what_names_do_not_need_is_not_loaded(tmp_path: Path) -> None:
    nlp = spacy.blank("en", meta={"name": "many"})
    for component in ("tok2vec", "tagger", "textcat"):
        nlp.add_pipe(component)
    nlp.add_pipe("ner").add_label("GPE")
    nlp.get_pipe("tagger").add_label("NN")
    nlp.get_pipe("textcat").add_label("NEWS")
    nlp.get_pipe("textcat").add_label("SPORT")
    nlp.initialize()
    nlp.to_disk(tmp_path)
    (tmp_path / "tagger" / "model").unlink()  # would fail if it were loaded
    shutil.rmtree(tmp_path / "textcat")
    assert Pipeline.load(str(tmp_path)).model == "en_many 0.0.0"


def test_pipelines_without_names_are_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en", meta={"name": "tagger"})
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "sentences")
    with pytest.raises(PipelineError, match="no component that finds names"):
        Pipeline.load(str(tmp_path / "sentences"))
    nlp = spacy.blank("en", meta={"name": "robots"})
    nlp.add_pipe("ner").add_label("ROBOT")
    nlp.initialize()
    nlp.to_disk(tmp_path / "robots")
    with pytest.raises(PipelineError, match="no component that finds names"):
        Pipeline.load(str(tmp_path / "robots"))
