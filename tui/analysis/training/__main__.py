"""The training command, ``python -m tui.analysis.training``."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.analysis import training
from tui.analysis.quotes.extraction import WEIGHTS
from tui.analysis.quotes.reference import WEIGHTS as MEANT
from tui.analysis.training.quotes import read_quotes
from tui.analysis.training.settings import Settings
from tui.domain.errors import PostilError

if TYPE_CHECKING:
    from tui.analysis.training.evaluation import Score

_DESCRIPTION = """Make and measure the pipeline that Postil ships.

A folder of corpora holds *.jsonl or *.jsonl.gz files, one document per line:

  {"id": ..., "text": ..., "spans": [[start, end, label], ...],
   "missing": [labels that the source does not annotate],
   "missing_spans": [[start, end], ...]}      (text of which nothing is known)

Offsets are code points. Labels: PERSON ORG LOC FAC NORP DATE MONEY PRODUCT MISC.

  pip install 'postil[training]'
  python -m tui.analysis.training train corpora/train work
  python -m tui.analysis.training package work tui/analysis/postil_en --dev corpora/dev
  python -m tui.analysis.training evaluate corpora/dev

What tells speech from other words in quotation marks, and whose it is, is fitted to a folder that
holds train.jsonl.gz, one article per line:

  {"id": ..., "text": ..., "quotes": [{"start": ..., "end": ..., "kind": direct, mixed or not_speech,
   "source": [start, end, text] or null, "source_fragments": [[start, end, text], ...]}, ...]}

  python -m tui.analysis.training quotes corpora/quotes

Which person a pronoun or a noun phrase stands for is fitted to gum_train.jsonl.gz and litbank.jsonl.gz:

  {"id": ..., "text": ..., "persons": [[[start, end, name, pronoun or noun], ...], ...],
   "quotes": [{"start": ..., "end": ..., "person": index or null}, ...]}

  python -m tui.analysis.training reference corpora/coref corpora/quotes
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tui.analysis.training",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="learn from a folder of corpora; takes PyTorch")
    train.add_argument("corpora", type=Path, help="folder of corpora to learn from")
    train.add_argument("work", type=Path, help="folder to write to: the network and a record of the training")
    train.add_argument("--open", action="store_true", help="leave out what is not openly licensed")
    train.add_argument(
        "--base", type=Path, help="folder of the base weights (default: the installed package)"
    )
    train.add_argument("--seed", type=int, default=Settings.seed, help="of all chance (default: %(default)s)")
    train.add_argument(
        "--epochs", type=float, default=Settings.epochs, help="readings of the corpora (default: %(default)s)"
    )
    package = commands.add_parser("package", help="make what was learnt ready to ship")
    package.add_argument("work", type=Path, help="the folder that train wrote to")
    package.add_argument("output", type=Path, help="folder for the pipeline, its card and licence")
    package.add_argument("--release", default="2.0.0", metavar="VERSION", help="default: %(default)s")
    package.add_argument("--dev", type=Path, help="folder of corpora to measure it on, for the card")
    package.add_argument(
        "--beside", dest="other", type=Path, help="another pipeline whose figures the card gives too"
    )
    evaluate = commands.add_parser("evaluate", help="measure a pipeline on a folder of corpora")
    evaluate.add_argument("corpora", type=Path, help="folder of corpora that were not learnt from")
    evaluate.add_argument(
        "--model", help="pipeline: a folder or an installed package (default: the shipped one)"
    )
    quotes = commands.add_parser("quotes", help="fit who said what; takes SciPy")
    quotes.add_argument("corpus", type=Path, help="folder with train.jsonl.gz")
    quotes.add_argument(
        "output", type=Path, nargs="?", default=WEIGHTS, help="file to write (default: the one that ships)"
    )
    reference = commands.add_parser("reference", help="fit who is meant; takes SciPy")
    reference.add_argument("corpus", type=Path, help="folder with gum_train.jsonl.gz and litbank.jsonl.gz")
    reference.add_argument("quotes", type=Path, help="folder with train.jsonl.gz, of the speakers in news")
    reference.add_argument(
        "output", type=Path, nargs="?", default=MEANT, help="file to write (default: the one that ships)"
    )
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run the command; return 0, or 1 with one line on standard error where something could not be done."""
    options = _parser().parse_args(argv)
    try:
        _run(options)
    except PostilError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{error.name} is not installed: pip install 'postil[training]'\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'input or output'}: {error.strerror or error}\n")
        return 1
    return 0


def _run(options: argparse.Namespace) -> None:
    if options.command == "quotes":
        _fit_quotes(options.corpus, options.output)
    elif options.command == "reference":
        texts = [*training.read_persons(options.corpus), *training.read_turns(options.quotes)]
        weights = training.fit_reference(texts, options.output)
        sys.stdout.write(f"{len(weights)} weights, fitted to {len(texts)} texts\n")
    elif options.command == "train":
        learn = training.learn  # first: without PyTorch nothing else matters
        corpora = training.corpus_files(options.corpora)
        settings = Settings(seed=options.seed, epochs=options.epochs, only_open=options.open)
        learn(corpora, options.base or training.base_folder(), options.work, settings)
    elif options.command == "package":
        scores = training.package(
            options.work, options.output, version=options.release, dev=options.dev, other=options.other
        )
        _print(scores)
    else:
        _print(training.measure(options.model, options.corpora))


def _print(scores: "dict[str, Score]") -> None:
    for name, score in scores.items():
        sys.stdout.write(f"{name}\n{training.table({name: score})}\n\n")
    if len(scores) > 1:
        sys.stdout.write(f"{training.table(scores)}\n")


def _fit_quotes(corpus: Path, output: Path) -> None:
    articles = list(read_quotes(corpus))
    reader = training.VectorReader()
    read = {article.id: reader.read(article.text) for article in articles}
    figures = training.fit_quotes(
        articles,
        lambda article: read[article.id][0],
        output,
        means=lambda article: read[article.id][1],
        also=reader.model,
    )
    for name, figure in figures.items():
        sys.stdout.write(f"{name:32}{figure:7.2%}\n")


if __name__ == "__main__":
    raise SystemExit(main())
