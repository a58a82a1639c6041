"""From annotated documents to a trained pipeline, with spaCy's own training loop."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_nlp
from spacy.util import load_config, registry

from tui.analysis.training.corpora import read_corpus
from tui.analysis.training.docs import held_out, with_variants, write_docs

CONFIG = Path(__file__).with_name("config.cfg")
EVALUATE_EVERY = 400
"""Steps between looks at the held-out documents."""
WARM_UP = 250
"""Steps until the rate of learning is at its height."""


class _TimeIsUpError(Exception):
    """Ends the training loop; what was best so far is on disk."""


@registry.callbacks("postil.time_limit.v1")  # type: ignore[untyped-decorator]
def _time_limit(minutes: float) -> Callable[[Language, dict[str, Any]], None]:
    started = time.monotonic()

    def check(nlp: Language, state: dict[str, Any]) -> None:  # noqa: ARG001 - the signature is spaCy's
        if minutes and time.monotonic() - started > minutes * 60:
            raise _TimeIsUpError

    return check


def learn(corpora: dict[str, Path], output: Path, *, seed: int, steps: int, minutes: float) -> Path:
    """Train on all of ``corpora``; returns the folder of the state that did best on the held-out documents.

    What was done is written to ``training.json`` in the output.

    Args:
        corpora: files by name, see ``corpus_files``.
        output: a folder for the documents as spaCy reads them and for the states of the pipeline.
        seed: of the first weights, of the order of the documents and of their variants.
        steps: batches to learn from; 800 are about one reading of a million words.
        minutes: stop after that time even if steps are left; 0 for no limit.

    Raises:
        CorpusError: the corpora cannot be read.
        OSError: the output cannot be written.
    """
    output.mkdir(parents=True, exist_ok=True)
    blank = spacy.blank("en")
    documents = [document for path in corpora.values() for document in read_corpus(path)]
    kept_back = [document for document in documents if held_out(document)]
    learnt = with_variants((document for document in documents if not held_out(document)), seed)
    record: dict[str, object] = {"corpora": list(corpora), "seed": seed, "steps": steps, "minutes": minutes}
    for name, part in (("train", learnt), ("dev", iter(kept_back))):
        count, tokens = write_docs(blank, part, output / f"{name}.spacy")
        sys.stderr.write(f"{name}: {count} passages, {tokens} tokens\n")
        record[name] = {"passages": count, "tokens": tokens}
    (output / "training.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    settings = {
        "paths.train": str(output / "train.spacy"),
        "paths.dev": str(output / "dev.spacy"),
        "system.seed": seed,
        "training.max_steps": steps,
        # Short trainings end with an evaluation too, and warm up as quickly.
        "training.eval_frequency": min(EVALUATE_EVERY, steps),
        "training.optimizer.learn_rate.warmup_steps": min(WARM_UP, steps // 20),
        "training.before_update.minutes": minutes,
    }
    nlp = init_nlp(load_config(CONFIG, overrides=settings, interpolate=False))
    try:
        train_nlp(nlp, output)
    except _TimeIsUpError:
        sys.stderr.write(f"stopped after {minutes:g} minutes\n")
    return output / "model-best"
