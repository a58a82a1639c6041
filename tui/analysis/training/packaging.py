"""What was learnt made a pipeline that is ready to ship, with a card and a licence."""

import json
from pathlib import Path
from string import Template

import spacy

from tui.analysis.models import OWN_CONVENTIONS
from tui.analysis.pipeline import Pipeline
from tui.analysis.training.assembly import make_pipeline
from tui.analysis.training.corpora import corpus_files, read_corpus
from tui.analysis.training.evaluation import Score, evaluate, table
from tui.analysis.training.sources import SOURCES

LICENCE = "CC BY-NC-SA 4.0"
_HERE = Path(__file__).parent
_RESTRICTED = "worldwide"
"""The corpus without which the weights may be used for any purpose."""


def package(work: Path, output: Path, *, version: str, dev: Path | None) -> dict[str, Score]:
    """Write the pipeline whose network lies in ``work`` to ``output``, as Postil ships one.

    Args:
        work: the folder that ``learn`` wrote to.
        output: the folder to write; what is there of a pipeline is replaced.
        version: of the pipeline, such as ``1.0.0``.
        dev: a folder of corpora to measure it on for the card, or None.

    Returns:
        The scores by corpus, empty without ``dev``.

    Raises:
        OSError: something cannot be read or written.
    """
    record = json.loads((work / "training.json").read_bytes())
    make_pipeline(work).to_disk(output)
    meta = json.loads((output / "meta.json").read_bytes())
    meta |= {
        "name": "postil_en",
        "version": version,
        "conventions": OWN_CONVENTIONS,
        "description": "People, organisations, places and six more kinds of name in English articles.",
        "author": "The Postil authors",
        "license": LICENCE,
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
    _write_card(output, version, record, scores)
    notice = Template((_HERE / "licence.txt").read_text("utf-8"))
    (output / "LICENSE-WEIGHTS").write_text(notice.substitute(version=version), "utf-8")
    return scores


def measure(model: Path | None, dev: Path) -> dict[str, Score]:
    """The scores of a pipeline, by corpus, on the corpora in a folder.

    Raises:
        PipelineError, CorpusError: the pipeline or the corpora cannot be read.
    """
    pipeline = Pipeline.load(str(model) if model else None)
    return {name: evaluate(pipeline.mentions, read_corpus(path)) for name, path in corpus_files(dev).items()}


def _write_card(output: Path, version: str, record: dict[str, object], scores: dict[str, Score]) -> None:
    names = record["corpora"]
    assert isinstance(names, list)
    sources = "\n".join(
        f"- {source.title}. Licence: {source.licence}. {source.citation}"
        for name in names
        if (source := SOURCES.get(name))
    )
    tables = [table(scores)] if len(scores) > 1 else []
    tables += [
        f"{name}, by label:\n\n{table({name: scores[name]})}" for name in ("worldwide",) if name in scores
    ]
    card = Template((_HERE / "card.md").read_text("utf-8"))
    text = card.substitute(
        version=version,
        licence=LICENCE,
        sources=sources,
        settings=json.dumps(record),
        figures="\n\n".join(tables) or "Not measured.",
        spacy=spacy.about.__version__,
    )
    (output / "MODEL_CARD.md").write_text(text, "utf-8")
