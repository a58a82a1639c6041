"""A real spaCy pipeline that is made in a moment: rules instead of weights."""

from pathlib import Path

import pytest
import spacy

NAMES = {
    "PERSON": ["Ada Byron", "Grace Hopper"],
    "GPE": ["Utopia", "Erewhon"],
    "ORG": ["Acme Corp"],
    "DATE": ["Monday", "last week"],
    "CARDINAL": ["seven"],
}


@pytest.fixture(scope="session")
def ruler(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a pipeline ``en_ruler 0.1`` that knows the names above and nothing else."""
    nlp = spacy.blank("en", meta={"name": "ruler", "version": "0.1"})
    rules = nlp.add_pipe("entity_ruler")
    rules.add_patterns(
        [{"label": label, "pattern": name} for label, names in NAMES.items() for name in names]
    )
    folder: Path = tmp_path_factory.mktemp("models") / "ruler"
    nlp.to_disk(folder)
    return str(folder)
