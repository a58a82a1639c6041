import pickle
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from tests.support import pipelines
from tui.analysis.compatibility import SpacyFit, spacy_fit
from tui.analysis.models import find_model
from tui.analysis.pipeline import Pipeline
from tui.domain.analysis import Label
from tui.domain.errors import PipelineError


@pytest.fixture(scope="module")
def ruler(tmp_path_factory: pytest.TempPathFactory) -> str:
    return pipelines.ruler(tmp_path_factory.mktemp("models") / "rules")


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return pipelines.finder(tmp_path_factory.mktemp("models") / "finder")


@pytest.mark.parametrize(
    ("needed", "fit"),
    [
        (">=3.8.0,<3.9.0", SpacyFit.FITS),
        (">=3.8.0.dev0", SpacyFit.FITS),
        ("3.8.2", SpacyFit.FITS),
        ("==3.8.*", SpacyFit.FITS),
        (">=2.0", SpacyFit.FITS),
        ("", SpacyFit.FITS),
        ("any", SpacyFit.FITS),
        (">=3.0.0,<3.1.0", SpacyFit.OTHER_MINOR),
        (">=3.9.0,<3.10.0", SpacyFit.OTHER_MINOR),
        ("==3.7.*", SpacyFit.OTHER_MINOR),
        (">=2.3.0,<2.4.0", SpacyFit.OTHER_MAJOR),
        (">=2.0.0a18", SpacyFit.FITS),
        ("<3.0.0,>=2.1.0", SpacyFit.OTHER_MAJOR),
        (">=4.0.0.dev1,<4.1.0", SpacyFit.OTHER_MAJOR),
        ("2.3.5", SpacyFit.OTHER_MAJOR),
        ("<3.0", SpacyFit.OTHER_MINOR),
    ],
)
def test_versions_of_spacy_are_compared(needed: str, fit: SpacyFit) -> None:
    assert spacy_fit(needed, "3.8.2") is fit


def refusal(model: str) -> str:
    """The line that says why a pipeline is not taken."""
    with warnings.catch_warnings(record=True) as warned, pytest.raises(PipelineError) as caught:
        Pipeline.load(model)
    line = str(caught.value)
    assert not warned
    assert line.isprintable()
    assert len(line) < 500
    assert line.startswith(f"{model}: ")
    return line.removeprefix(f"{model}: ")


@pytest.mark.parametrize("needed", [">=2.3.0,<2.4.0", ">=4.0.0,<4.1.0"])
def test_a_pipeline_of_another_major_version(needed: str, ruler: str, tmp_path: Path) -> None:
    model = pipelines.with_meta(ruler, tmp_path / "other", spacy_version=needed)
    expected = f"this pipeline is made for spaCy {needed}, and {spacy.__version__} is installed here"
    assert refusal(model) == expected
    # One of version 2 has no settings either; that is not what is wrong with it.
    (tmp_path / "other" / "config.cfg").unlink()
    assert refusal(model) == expected


def test_a_pipeline_of_another_minor_version_is_tried(ruler: str, tmp_path: Path) -> None:
    model = pipelines.with_meta(ruler, tmp_path / "older", spacy_version=">=3.0.0,<3.1.0")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [mention.label for mention in Pipeline.load(model).mentions("To Utopia.")] == [Label.LOC]
    broken = pipelines.with_meta(ruler, tmp_path / "newer", spacy_version=">=3.9.0,<3.10.0")
    (tmp_path / "newer" / "tokenizer").write_text("not msgpack")
    assert f"made for spaCy >=3.9.0,<3.10.0, and {spacy.__version__} is installed here" in refusal(broken)


def test_a_pipeline_that_needs_what_is_not_installed(ruler: str, finder: str, tmp_path: Path) -> None:
    component = pipelines.with_config(
        ruler, tmp_path / "component", 'factory = "entity_ruler"', 'factory = "gazetteer"'
    )
    assert refusal(component) == (
        "this spaCy pipeline needs the component gazetteer, which is not installed here"
    )
    function = pipelines.with_config(
        finder, tmp_path / "function", "spacy.HashEmbedCNN.v2", "spacy-transformers.TransformerListener.v1"
    )
    function = pipelines.with_meta(
        function, tmp_path / "packages", requirements=["spacy-transformers>=1.3,<1.4", "numpy", "\x1b[31m"]
    )
    assert refusal(function) == (
        "this spaCy pipeline needs the function spacy-transformers.TransformerListener.v1,"
        " which is not installed here; it asks for spacy-transformers>=1.3,<1.4"
    )


def test_a_pipeline_whose_language_needs_more_than_spacy(ruler: str, tmp_path: Path) -> None:
    model = pipelines.with_config(ruler, tmp_path / "ja", 'lang = "en"', 'lang = "ja"')
    model = pipelines.with_config(model, tmp_path / "ja2", "spacy.Tokenizer.v1", "spacy.ja.JapaneseTokenizer")
    assert "Japanese support requires SudachiPy" in refusal(model)


def cut(file: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_bytes((folder / file).read_bytes()[:60])


def gone(file: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).unlink()


def holding(file: str, content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_text(content)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (gone("config.cfg"), "not a whole spaCy pipeline: it has no config.cfg"),
        (gone("ner/model"), "cannot be loaded as a spaCy pipeline: ner/model is missing"),
        (gone("tokenizer"), "cannot be loaded as a spaCy pipeline: tokenizer is missing"),
        (cut("ner/model"), "a file in it is damaged"),
        (cut("vocab/strings.json"), "a file in it is damaged"),
        (cut("ner/cfg"), "a file in it is damaged"),
        (holding("config.cfg", "[nlp"), "cannot be loaded as a spaCy pipeline: "),
        (holding("config.cfg", ""), "cannot be loaded as a spaCy pipeline: "),
        (holding("config.cfg", "\x1b[31m\x00"), "cannot be loaded as a spaCy pipeline: "),
        (holding("tokenizer", "\x1b[31mnot msgpack"), "cannot be loaded as a spaCy pipeline: "),
        (holding("config.cfg", '[nlp]\nlang = "zz"\npipeline = []\n[components]\n'), "not installed here: "),
    ],
)
def test_a_damaged_pipeline(
    damage: Callable[[Path], object], reason: str, finder: str, tmp_path: Path
) -> None:
    folder = pipelines.copied(finder, tmp_path / "damaged")
    damage(folder)
    assert reason in refusal(str(folder))


def test_pipelines_without_names_we_know(tmp_path: Path) -> None:
    reason = "this spaCy pipeline has no component that finds names"
    assert refusal(pipelines.without_names(tmp_path / "sentences")) == reason
    assert refusal(pipelines.finder(tmp_path / "robots", labels=("ROBOT", "B-ROBOT"))) == reason
    assert Pipeline.load(pipelines.finder(tmp_path / "marked", labels=("B-per", "I-per"))).mentions("x") == []


def test_labels_with_marks_of_the_place_are_put_in_our_words(tmp_path: Path) -> None:
    nlp = spacy.blank("en", meta={"name": "marked"})
    rules = nlp.add_pipe("entity_ruler")
    for label, pattern in (("B-per", "Ada"), ("I-per", "Byron"), ("U-loc", "Utopia"), ("B-time", "noon")):
        rules.add_patterns([{"label": label, "pattern": pattern}])
    nlp.to_disk(tmp_path)
    text = "At noon Ada Byron left Utopia."
    found = Pipeline.load(str(tmp_path)).mentions(text)
    assert [(text[start:end], label) for start, end, label in found] == [
        ("Ada Byron", Label.PERSON),
        ("Utopia", Label.LOC),
    ]


def test_a_small_trained_network_of_other_labels(tmp_path: Path) -> None:
    nlp = spacy.blank("en", meta={"name": "trained"})
    ner = nlp.add_pipe("ner")
    ner.add_label("per")
    example = spacy.training.Example.from_dict(
        nlp.make_doc("Ada Byron wrote it"), {"entities": [(0, 9, "per")]}
    )
    optimizer = nlp.initialize(lambda: [example])
    for _ in range(20):
        nlp.update([example], sgd=optimizer)
    nlp.to_disk(tmp_path)
    assert Pipeline.load(str(tmp_path)).mentions("Ada Byron wrote it") == [(0, 9, Label.PERSON)]


@Language.component("warns_in_tests")
def _warning(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    warnings.warn("a warning at every text", FutureWarning, stacklevel=1)
    return doc


def test_what_a_pipeline_warns_of_is_not_shown(
    ruler: str, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    nlp = spacy.load(ruler)
    nlp.add_pipe("warns_in_tests")
    nlp.to_disk(tmp_path)
    assert Pipeline.load(str(tmp_path)).mentions("To Utopia.")
    assert not list(recwarn)


def test_what_a_pipeline_says_of_itself_is_read(ruler: str, tmp_path: Path) -> None:
    model = pipelines.with_meta(
        ruler,
        tmp_path / "said",
        spacy_version=">=3.7,<3.9",
        license="CC BY 4.0\x1b[31m",
        requirements=["numpy>=1", 5],
        lang="xx",
    )
    found = find_model(model)
    assert (found.spacy_version, found.licence, found.language) == (">=3.7,<3.9", "CC BY 4.0", "")
    assert found.requirements == ("numpy>=1", "")
    assert not found.is_shipped
    assert find_model(ruler).language == "en"
    assert find_model(None).is_shipped
    assert pickle.loads(pickle.dumps(found)) == found
