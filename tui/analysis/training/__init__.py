"""The training of the pipeline, see ``python -m tui.analysis.training --help``; not used by the reader.

What the commands need is imported when it is asked for: spaCy takes its time, and PyTorch and SciPy come
with the training extra alone.
"""

from typing import TYPE_CHECKING

from tui.system.lazy import lazily

if TYPE_CHECKING:
    from tui.analysis.training.corpora import corpus_files as corpus_files
    from tui.analysis.training.evaluation import table as table
    from tui.analysis.training.loop import learn as learn
    from tui.analysis.training.network import base_folder as base_folder
    from tui.analysis.training.packaging import measure as measure
    from tui.analysis.training.packaging import package as package
    from tui.analysis.training.quote_models import VectorReader as VectorReader
    from tui.analysis.training.quote_models import fit_quotes as fit_quotes
    from tui.analysis.training.reference import fit_reference as fit_reference
    from tui.analysis.training.reference import read_persons as read_persons
    from tui.analysis.training.reference import read_turns as read_turns

__getattr__ = lazily(
    __name__,
    {
        "corpus_files": "tui.analysis.training.corpora",
        "table": "tui.analysis.training.evaluation",
        "learn": "tui.analysis.training.loop",
        "base_folder": "tui.analysis.training.network",
        "measure": "tui.analysis.training.packaging",
        "package": "tui.analysis.training.packaging",
        "VectorReader": "tui.analysis.training.quote_models",
        "fit_quotes": "tui.analysis.training.quote_models",
        "fit_reference": "tui.analysis.training.reference",
        "read_persons": "tui.analysis.training.reference",
        "read_turns": "tui.analysis.training.reference",
    },
)
