"""The training of the pipeline, see ``python -m tui.analysis.training --help``; not used by the reader.

What the commands need is imported when it is asked for: spaCy takes its time, and PyTorch and SciPy come
with the training extra alone.
"""

from tui.system.lazy import lazily

__getattr__ = lazily(
    __name__,
    {
        "VectorReader": "tui.analysis.training.quote_models",
        "base_folder": "tui.analysis.training.network",
        "corpus_files": "tui.analysis.training.corpora",
        "fit_quotes": "tui.analysis.training.quote_models",
        "learn": "tui.analysis.training.loop",
        "measure": "tui.analysis.training.packaging",
        "package": "tui.analysis.training.packaging",
        "table": "tui.analysis.training.evaluation",
    },
)
