"""Real spaCy pipelines, whole and broken, made in a moment."""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import spacy

NAMES = {
    "PERSON": ["Anke Vogel", "Claire Fontaine", "Ada Byron"],
    "GPE": ["Lindenau", "Saint-Aubin", "Utopia"],
}


def ruler(
    folder: Path, lang: str = "en", name: str = "rules", names: Mapping[str, Sequence[str]] = NAMES
) -> str:
    """A pipeline of rules that knows these names and nothing else, in ``folder``."""
    nlp = spacy.blank(lang, meta={"name": name, "version": "0.1", "license": "CC0"})
    rules = nlp.add_pipe("entity_ruler")
    rules.add_patterns(
        [{"label": label, "pattern": word} for label, words in names.items() for word in words]
    )
    nlp.to_disk(folder)
    return str(folder)


def finder(folder: Path, labels: Iterable[str] = ("GPE",)) -> str:
    """A pipeline with a small network that finds names of these kinds; it has learnt nothing."""
    nlp = spacy.blank("en", meta={"name": "finder", "version": "0.1"})
    ner = nlp.add_pipe("ner")
    for label in labels:
        ner.add_label(label)
    nlp.initialize()
    nlp.to_disk(folder)
    return str(folder)


def without_names(folder: Path) -> str:
    """A pipeline that splits sentences."""
    nlp = spacy.blank("en", meta={"name": "sentences"})
    nlp.add_pipe("sentencizer")
    nlp.to_disk(folder)
    return str(folder)


def copied(model: str, folder: Path) -> Path:
    """A copy of a pipeline, to be broken."""
    shutil.copytree(model, folder)
    return folder


def with_meta(model: str, folder: Path, **changes: object) -> str:
    """A copy of a pipeline that says other things of itself."""
    copied(model, folder)
    meta = folder / "meta.json"
    meta.write_text(json.dumps(json.loads(meta.read_text()) | changes))
    return str(folder)


def with_config(model: str, folder: Path, old: str, new: str) -> str:
    """A copy of a pipeline with something else in its settings."""
    copied(model, folder)
    config = folder / "config.cfg"
    settings = config.read_text()
    assert old in settings
    config.write_text(settings.replace(old, new))
    return str(folder)
