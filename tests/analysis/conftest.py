"""A real spaCy pipeline that is made in a moment: rules instead of weights."""

import pytest

from tests.support import pipelines

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
    return pipelines.ruler(tmp_path_factory.mktemp("models") / "ruler", name="ruler", names=NAMES)
