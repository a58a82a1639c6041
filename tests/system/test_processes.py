"""Work in several processes: the order of its results, and what becomes of errors and crashes."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from queue import Queue

import pytest

from tui.domain.errors import OpeningError
from tui.system.processes import ProcessEndedError, in_order


def doubling(most: int) -> Callable[[int], tuple[int, int]]:
    """Return what doubles a number, next to the process it did so in; a number over ``most`` ends that."""

    def double(number: int) -> tuple[int, int]:
        sys.stdout.write("noise")
        if number > most:
            os.kill(os.getpid(), signal.SIGKILL)
        if number < 0:
            raise OpeningError("a.txt", f"{number} is less than nothing")
        return 2 * number, os.getpid()

    return double


def not_made() -> Callable[[int], int]:
    """Raise an error that no other process can be given as it is."""

    class Local(Exception):
        pass

    raise Local("no such pipeline")


def test_results_come_in_the_order_of_the_inputs_from_several_processes() -> None:
    found = list(in_order(partial(doubling, 1_000), range(200), 2))
    assert [number for number, _ in found] == list(range(0, 400, 2))
    assert os.getpid() not in {process for _, process in found}
    assert list(in_order(partial(doubling, 1), [], 2)) == []


def test_inputs_are_taken_as_results_are() -> None:
    taken = []

    def endless() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    results = in_order(partial(doubling, 1_000_000), endless(), 2)
    for _ in range(50):
        next(results)
    assert len(taken) < 60
    results.close()


def test_a_result_comes_while_the_next_input_is_awaited() -> None:
    inputs: Queue[int] = Queue()
    results = in_order(partial(doubling, 1_000), iter(inputs.get, -1), 2)
    for number in range(3):
        inputs.put(number)
        assert next(results)[0] == 2 * number
    inputs.put(-1)
    assert list(results) == []


def test_an_error_is_that_of_the_work() -> None:
    results = in_order(partial(doubling, 1_000), [1, -1], 2)
    assert next(results)[0] == 2
    with pytest.raises(OpeningError, match=r"a\.txt: -1 is less than nothing"):
        next(results)
    with pytest.raises(RuntimeError, match="Local: no such pipeline"):
        next(in_order(not_made, [1], 2))


def test_a_process_that_ends_is_an_error_and_another_one_goes_on() -> None:
    work = partial(doubling, 10)
    with pytest.raises(ProcessEndedError, match="its process was ended by signal 9"):
        next(in_order(work, [11], 1))
    found = list(in_order(work, [1, 11, 2], 1, lambda number, how: (number, how)))
    assert [number for number, _ in found] == [2, 11, 4]
    assert found[1] == (11, "its process was ended by signal 9")
