"""Makes a trained network a pipeline that is ready to ship, with a card and a licence."""

import json
from pathlib import Path
from string import Template

import onnxruntime
import spacy
from spacy.language import Language

from tui.analysis.encoder.component import FACTORY, NameFinder
from tui.analysis.encoder.network import NETWORK
from tui.analysis.models import OWN_CONVENTIONS
from tui.analysis.pipeline import Pipeline
from tui.analysis.quotes.extraction import WEIGHTS
from tui.analysis.training.corpora import BASE_SHA256, SOURCES, corpus_files, read_corpus
from tui.analysis.training.evaluation import Score, evaluate, table

_LICENCE = "CC BY-NC-SA 4.0"
_OPEN_LICENCE = "CC BY-SA 4.0"
"""Of a pipeline trained on openly licensed corpora alone; some of them ask for sharing alike."""
_ADDRESSES = {
    _LICENCE: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    _OPEN_LICENCE: "https://creativecommons.org/licenses/by-sa/4.0/",
}
_HERE = Path(__file__).parent

_COMPONENT = "names"
"""The name of the component in the pipeline, and of its folder."""
_RELUCTANCE = {"MISC": 1.0}
"""Of the pipeline that ships; see ``NameFinder``. On the documents held out 65 of 100 works and events that
it finds are right instead of 60, and it misses two more of 100."""


def make_pipeline(folder: Path, *, reluctance: dict[str, float] | None = None) -> Language:
    """Return the spaCy pipeline of a network and a vocabulary that lie in ``folder``."""
    nlp = spacy.blank("en")
    component = nlp.add_pipe(FACTORY, name=_COMPONENT, config={"reluctance": reluctance or {}})
    assert isinstance(component, NameFinder)
    component.from_disk(folder)
    return nlp


def optimise(network: Path) -> None:
    """Replace an ONNX file by what ONNX Runtime makes of it at each start, so that starting takes less time.

    At the extended level: its operators are there in every version of ONNX Runtime that Postil allows, and on
    every processor. The scores are the same, bit by bit.

    Raises:
        Exception: it is no network; ONNX Runtime has many kinds of error.
    """
    optimised = network.with_suffix(".optimised.onnx")
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(optimised)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    optimised.replace(network)


def package(
    work: Path, output: Path, *, version: str, dev: Path | None, other: Path | None = None
) -> dict[str, Score]:
    """Write the pipeline whose network lies in ``work`` to ``output``, as Postil ships one.

    Args:
        work: the folder that ``learn`` wrote to.
        output: the folder to write; what is there of a pipeline is replaced.
        version: of the pipeline, such as ``1.0.0``.
        dev: a folder of corpora to measure it on for the card, or None.
        other: another pipeline whose figures the card gives too: one of open corpora alone.

    Returns:
        The scores by corpus, empty without ``dev``.

    Raises:
        OSError: something cannot be read or written.
    """
    record = json.loads((work / "training.json").read_bytes())
    licence = _OPEN_LICENCE if record.get("only_open") else _LICENCE
    make_pipeline(work, reluctance=_RELUCTANCE).to_disk(output)
    optimise(output / _COMPONENT / NETWORK)
    meta = json.loads((output / "meta.json").read_bytes())
    meta |= {
        "name": "postil_en",
        "version": version,
        "conventions": OWN_CONVENTIONS,
        "description": "People, organisations, places and six more kinds of name in English articles.",
        "author": "The Postil authors",
        "license": licence,
        "spacy_version": ">=3.8.2,<3.9.0",
        "sources": [
            {"name": SOURCES[name].title, "license": SOURCES[name].licence}
            for name in record["corpora"]
            if name in SOURCES
        ],
        "performance": {},
    }
    meta.pop("requirements", None)
    (output / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", "utf-8")
    scores = measure(output, dev) if dev else {}
    others = measure(other, dev) if other and dev else {}
    facts = {"version": version, "licence": licence, "address": _ADDRESSES[licence], **_quotation_facts()}
    _write(output / "MODEL_CARD.md", "card.md", {**facts, **_card(record, scores, others)})
    _write(output / "LICENSE-WEIGHTS", "licence.txt", facts)
    return scores


def measure(model: Path | None, dev: Path) -> dict[str, Score]:
    """Return the scores of a pipeline, by corpus, on the corpora in a folder.

    Raises:
        PipelineError, CorpusError: the pipeline or the corpora cannot be read.
    """
    pipeline = Pipeline.load(str(model) if model else None)
    return {name: evaluate(pipeline.mentions, read_corpus(path)) for name, path in corpus_files(dev).items()}


def _quotation_facts() -> dict[str, str]:
    """Return the facts of the card on the weights for quotations that ship."""
    about = json.loads(WEIGHTS.read_bytes())["about"]
    rows = "\n".join(
        f"| {name} | {figure:.1%} |".replace("%", "") for name, figure in about["figures"].items()
    )
    return {"quote_articles": str(about["articles"]), "quote_figures": f"| | |\n|---|---|\n{rows}"}


def _write(path: Path, template: str, facts: dict[str, str]) -> None:
    path.write_text(Template((_HERE / template).read_text("utf-8")).substitute(facts), "utf-8")


def _card(record: dict[str, object], scores: dict[str, Score], others: dict[str, Score]) -> dict[str, str]:
    """Return the facts of the card on a training and its outcome, and on the other pipeline's figures."""
    names = record["corpora"]
    assert isinstance(names, list)
    return {
        "sources": "\n".join(
            f"- {source.title}. Licence: {source.licence}. {source.citation}"
            for name in names
            if (source := SOURCES.get(name))
        ),
        "settings": json.dumps(record),
        "figures": _figures(scores) or "Not measured.",
        "other_figures": f"\nOf the openly licensed corpora alone (`train --open`):\n\n{_figures(others)}\n"
        if others
        else "",
        "spacy": spacy.about.__version__,
        "base": BASE_SHA256,
    }


def _figures(scores: dict[str, Score]) -> str:
    tables = [table(scores)] if len(scores) > 1 else []
    if detailed := scores.get("worldwide"):
        tables.append(f"worldwide, by label:\n\n{table({'worldwide': detailed})}")
    return "\n\n".join(tables)
