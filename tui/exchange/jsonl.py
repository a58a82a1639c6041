"""JSON Lines of names, as ``python -m tui.analysis.training`` and many other tools read them."""

import json
from collections.abc import Iterable, Iterator

from tui.exchange.training import TrainingText


def json_lines(texts: Iterable[TrainingText]) -> Iterator[bytes]:
    """A line for each text: ``{"id", "source", "text", "spans", "missing_spans"}``.

    ``spans`` are ``[start, end, label]`` and ``missing_spans``, of which nothing is known,
    ``[start, end]``, in code points of ``text``.
    """
    for text in texts:  # lone surrogates, each one code point, become question marks
        record = {
            "id": text.id,
            "source": text.source,
            "text": text.text,
            "spans": [[start, end, str(label)] for start, end, label in text.mentions],
            "missing_spans": [list(span) for span in text.unknown],
        }
        yield json.dumps(record, ensure_ascii=False).encode(errors="replace") + b"\n"
