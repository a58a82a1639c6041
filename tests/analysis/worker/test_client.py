"""The process that analyses, as its client sees it."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.analyses import start
from tests.support.articles import text_hash
from tui.analysis.analyser import analyse_text
from tui.analysis.pipeline import Pipeline
from tui.analysis.worker.cache import AnalysisCache
from tui.analysis.worker.client import Analyser
from tui.domain.analysis import Analysis, AnalysisPiece, Label, Mention
from tui.domain.errors import PipelineError

SENTENCE = "“We leave Utopia on Monday,” said Ada Byron of Acme Corp, number {} of those who spoke.\n\n"
LONG = "".join(SENTENCE.format(number) for number in range(4000))  # 350,000 code points


def pieces_of(found: list[AnalysisPiece | Analysis]) -> list[AnalysisPiece]:
    return [piece for piece in found if isinstance(piece, AnalysisPiece)]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which what one test analyses is stored."""
    return tmp_path_factory.mktemp("analysed") / "cache"


@pytest.fixture(scope="module")
def process(ruler: str, cache: Path) -> Iterator[Analyser]:
    """What analyses for all tests: starting its process takes seconds."""
    analyser = Analyser(AnalysisCache(cache), ruler)
    yield analyser
    analyser.close()


@pytest.fixture
def analyser(process: Analyser, cache: Path) -> Analyser:
    """The same, of which nothing is known yet."""
    shutil.rmtree(cache, ignore_errors=True)
    return process


@pytest.fixture(scope="module")
def pipeline(ruler: str) -> Pipeline:
    return Pipeline.load(ruler)


def test_the_process_finds_what_the_pipeline_finds(analyser: Analyser, pipeline: Pipeline) -> None:
    text = LONG[:12_000]
    found = list(start(analyser, text))
    *earlier, final = found
    assert final == analyse_text(pipeline, text)
    assert isinstance(final, Analysis)
    assert final.complete
    assert final.model == analyser.model_name() == "en_ruler 0.1"
    assert {entity.name for entity in final.entities} == {"Ada Byron", "Acme Corp", "Utopia", "Monday"}
    pieces = sorted(pieces_of(earlier), key=lambda piece: piece.span)
    assert [piece.span.start for piece in pieces] == [0, *(piece.span.end for piece in pieces[:-1])]
    assert [mention for piece in pieces for mention in piece.mentions] == pipeline.mentions(text)
    assert [piece.done for piece in pieces_of(earlier)][-1] == 1


def test_what_is_known_so_far_comes_at_doubling_amounts(analyser: Analyser) -> None:
    found = list(start(analyser, LONG[:40_000]))
    partial = [item for item in found if isinstance(item, Analysis)]
    counts = [sum(len(entity.mentions) for entity in analysis.entities) for analysis in partial]
    assert [analysis.complete for analysis in partial] == [False] * (len(partial) - 1) + [True]
    assert 3 <= len(partial) <= 7
    assert all(later >= 1.8 * earlier for earlier, later in pairwise(counts[:-1]))
    first = found.index(partial[0])
    known = [mention for piece in pieces_of(found[:first]) for mention in piece.mentions]
    assert counts[0] == len(known)
    assert all(quotation.span.end <= found[0].span.end * 8 for quotation in partial[0].quotations)  # type: ignore[union-attr]
    assert partial[0].quotations


def test_what_is_read_comes_first_and_following_pieces_follow_the_reader(analyser: Analyser) -> None:
    text = LONG[:50_000]
    focus = [len(text) // 2]
    spans = []
    for found in analyser.run(text, text_hash(text), lambda: focus[0], lambda: False):
        if isinstance(found, AnalysisPiece):
            spans.append(found.span)
            focus[0] = len(text) - 1
    assert spans[0].contains(len(text) // 2)
    assert spans[0].end - spans[0].start < 5000
    position = next(number for number, span in enumerate(spans) if span.contains(len(text) - 1))
    assert position < len(spans) / 2


def begin(analyser: Analyser, text: str) -> None:
    analyser.begin(text, text_hash(text))


@pytest.mark.parametrize("length", [12_000, 80_000], ids=["short", "longer than a pipe holds"])
def test_what_was_begun_before_is_taken_up(
    analyser: Analyser, pipeline: Pipeline, cache: Path, length: int
) -> None:
    text = LONG[:length]
    begin(analyser, text)
    spans = [piece.span for piece in pieces_of(list(start(analyser, text)))]
    assert sorted(span.start for span in spans) == [0, *sorted(span.end for span in spans)[:-1]]
    assert analyser.cached(text, text_hash(text)) == analyse_text(pipeline, text)


def test_what_was_begun_is_analysed_before_anyone_waits_for_it(
    ruler: str, tmp_path: Path, pipeline: Pipeline
) -> None:
    text = LONG[:3_000]
    analyser = Analyser(AnalysisCache(tmp_path), ruler)
    begin(analyser, text)
    deadline = time.monotonic() + 60
    while analyser.cached(text, text_hash(text)) is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)  # the process needs the core
    assert analyser.cached(text, text_hash(text)) == analyse_text(pipeline, text)
    assert list(start(analyser, text))[-1] == analyse_text(pipeline, text)
    analyser.close()


def test_the_reader_who_is_elsewhere_is_followed_in_what_was_begun(analyser: Analyser) -> None:
    text = LONG[:60_000]
    begin(analyser, text)
    pieces = pieces_of(list(start(analyser, text, focus=len(text) - 1)))
    last = next(number for number, piece in enumerate(pieces) if piece.span.end == len(text))
    assert last < len(pieces) / 2


def test_another_text_ends_what_was_begun(analyser: Analyser, pipeline: Pipeline) -> None:
    begin(analyser, LONG)
    assert list(start(analyser, "To Erewhon."))[-1] == analyse_text(pipeline, "To Erewhon.")
    assert analyser.cached(LONG, text_hash(LONG)) is None


def test_what_is_stored_is_not_begun_again(ruler: str, tmp_path: Path) -> None:
    text = "To Erewhon."
    first, second = (Analyser(AnalysisCache(tmp_path), ruler) for _ in range(2))
    known = list(start(first, text))[-1]
    first.close()
    begin(second, text)
    assert list(start(second, text)) == [known]
    assert second.worker_pid is None


def test_a_pipeline_that_is_not_there_is_reported_to_the_one_who_waits(tmp_path: Path) -> None:
    analyser = Analyser(AnalysisCache(tmp_path), "no_such_pipeline")
    begin(analyser, "To Erewhon.")
    with pytest.raises(PipelineError, match="no_such_pipeline"):
        list(start(analyser, "To Erewhon."))


def test_what_was_begun_ends_with_the_reader(ruler: str, tmp_path: Path) -> None:
    analyser = Analyser(AnalysisCache(tmp_path), ruler)
    begin(analyser, LONG)
    analyser.close()
    assert analyser.worker_pid is None
    assert list(start(analyser, LONG)) == []


def test_a_cancelled_run_ends_and_the_process_serves_the_next(analyser: Analyser, pipeline: Pipeline) -> None:
    cancelled = [False]
    seen = 0
    for _ in analyser.run(LONG, text_hash(LONG), lambda: 0, lambda: cancelled[0]):
        seen += 1
        cancelled[0] = True
    assert seen == 1
    pid = analyser.worker_pid
    assert list(start(analyser, "To Erewhon."))[-1] == analyse_text(pipeline, "To Erewhon.")
    assert analyser.worker_pid == pid
    assert analyser.cached(LONG, text_hash(LONG)) is None


def test_a_later_run_ends_the_one_before(analyser: Analyser, pipeline: Pipeline) -> None:
    first = start(analyser, LONG)
    assert isinstance(next(first), AnalysisPiece)
    second = list(start(analyser, "To Erewhon."))
    assert second[-1] == analyse_text(pipeline, "To Erewhon.")
    assert list(first) == []


def test_a_process_that_is_killed_is_reported_and_replaced(analyser: Analyser) -> None:
    running = start(analyser, LONG)
    next(running)
    assert analyser.worker_pid
    os.kill(analyser.worker_pid, signal.SIGKILL)
    with pytest.raises(PipelineError, match="the analysis stopped: its process was ended by signal 9"):
        list(running)
    assert analyser.worker_pid is None
    final = list(start(analyser, "To Erewhon."))[-1]
    assert isinstance(final, Analysis)
    assert [entity.name for entity in final.entities] == ["Erewhon"]


def test_an_idle_process_that_was_killed_is_reported_too(analyser: Analyser) -> None:
    list(start(analyser, "To Erewhon."))
    assert analyser.worker_pid
    os.kill(analyser.worker_pid, signal.SIGKILL)
    with pytest.raises(PipelineError, match="the analysis stopped"):
        list(start(analyser, "To Utopia."))
    assert isinstance(list(start(analyser, "To Utopia."))[-1], Analysis)


def test_interrupts_from_the_terminal_do_not_reach_the_process(analyser: Analyser) -> None:
    running = start(analyser, LONG[:50_000])
    next(running)
    assert analyser.worker_pid
    assert os.getpgid(analyser.worker_pid) != os.getpgid(0)
    assert os.getsid(analyser.worker_pid) == os.getsid(0)  # else its being nice would count for nothing
    os.kill(analyser.worker_pid, signal.SIGINT)
    assert isinstance(list(running)[-1], Analysis)


@pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="waits for a process that is not its child, as Linux can"
)
def test_the_process_does_not_outlive_a_reader_that_is_killed(ruler: str, tmp_path: Path) -> None:
    script = tmp_path / "reader.py"
    script.write_text(
        "import sys, time\n"
        "from pathlib import Path\n"
        "from tui.analysis.worker.cache import AnalysisCache\n"
        "from tui.analysis.worker.client import Analyser\n"
        "analyser = Analyser(AnalysisCache(Path(sys.argv[1])), sys.argv[2])\n"
        "text = 'Ada Byron left Utopia.\\n\\n' * 400_000\n"
        "next(analyser.run(text, 'a' * 64, lambda: 0, lambda: False))\n"
        "print(analyser.worker_pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    command = [sys.executable, str(script), str(tmp_path / "cache"), ruler]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout
        worker = os.pidfd_open(int(reader.stdout.readline()))
        try:
            reader.kill()
            assert select.select([worker], [], [], 20)[0], "the worker still runs"
        finally:
            os.close(worker)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "\ud800 Utopia\x00 \x1b[31m Ada Byron\ud8ff", "\ufeffUtopia\u2028Erewhon", "x" * 9000],
)
def test_any_text_is_taken(analyser: Analyser, pipeline: Pipeline, text: str) -> None:
    assert list(start(analyser, text))[-1] == analyse_text(pipeline, text)


def test_a_stored_analysis_needs_no_process(analyser: Analyser, ruler: str, cache: Path) -> None:
    text = LONG[:20_000]
    final = list(start(analyser, text))[-1]
    again = Analyser(AnalysisCache(cache), ruler)
    assert again.cached(text, text_hash(text)) == final
    assert list(start(again, text)) == [final]
    assert again.worker_pid is None
    assert again.cached(text[:50], text_hash(text)) is None, "it would reach past the end of the text"
    again.close()


def test_closing_ends_the_process_and_every_run(ruler: str, tmp_path: Path) -> None:
    analyser = Analyser(AnalysisCache(tmp_path / "cache"), ruler)
    running = start(analyser, LONG)
    next(running)
    pid = analyser.worker_pid
    assert pid
    analyser.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert list(running) == []
    assert list(start(analyser, "To Erewhon.")) == []
    analyser.close()


def test_a_reader_of_cached_articles_never_imports_spacy(analyser: Analyser, ruler: str, cache: Path) -> None:
    text = "To Erewhon."
    list(start(analyser, text))
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tui.analysis.worker.cache import AnalysisCache\n"
        "from tui.analysis.worker.client import Analyser\n"
        "analyser = Analyser(AnalysisCache(Path(sys.argv[1])), sys.argv[2])\n"
        "found = analyser.cached(sys.argv[3], sys.argv[4])\n"
        "print(found.entities[0].name, analyser.model_name())\n"
        "print(sorted({'spacy', 'thinc', 'numpy', 'asyncio', 'multiprocessing'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", script, str(cache), ruler, text, text_hash(text)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert output == "Erewhon en_ruler 0.1\n[]\n"


def test_another_folder_called_tui_does_not_get_in_the_way(ruler: str, tmp_path: Path) -> None:
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui" / "__init__.py").write_text("raise SystemExit('the wrong tui')")
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tui.analysis.worker.cache import AnalysisCache\n"
        "from tui.analysis.worker.client import Analyser\n"
        "os.chdir(sys.argv[1])\n"
        "analyser = Analyser(AnalysisCache(Path('cache')), sys.argv[2])\n"
        "print(list(analyser.run('To Utopia.', 'a' * 64, lambda: 0, lambda: False))[-1].entities[0].name)\n"
        "analyser.close()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path), ruler]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "Utopia\n"


def test_mentions_in_a_piece_have_offsets_of_the_whole_text(analyser: Analyser) -> None:
    at = LONG.index("Ada Byron", 200_000)
    running = start(analyser, LONG, focus=at)
    piece = next(running)
    assert isinstance(piece, AnalysisPiece)
    assert Mention(at, at + 9, Label.PERSON) in piece.mentions
