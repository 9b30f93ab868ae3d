"""Threads end when their work is done, and what never ends is not waited for without end."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from workstation.host.ending import ends_within


def test_what_is_being_done_is_done_to_its_end() -> None:
    first, second = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
    done: list[str] = []
    for executor, name in ((first, "a"), (second, "b"), (first, "c")):
        executor.submit(done.append, name)
    assert ends_within((first, second), 20.0)
    assert sorted(done) == ["a", "b", "c"]


def test_what_has_not_begun_can_be_left_undone() -> None:
    executor = ThreadPoolExecutor(1)
    may_end = threading.Event()
    done: list[str] = []
    executor.submit(may_end.wait, 20.0)
    executor.submit(done.append, "late")
    threading.Timer(0.0, may_end.set).start()
    assert ends_within((executor,), 20.0, cancel=True)
    assert len(done) <= 1


@pytest.mark.parametrize("count", [1, 2])
def test_a_disk_that_does_not_answer_is_not_waited_for(count: int) -> None:
    answers = threading.Event()
    executors = [ThreadPoolExecutor(1) for _ in range(count)]
    for executor in executors:
        executor.submit(answers.wait)
    assert not ends_within(executors, 0.01)
    answers.set()
    assert ends_within(executors, 20.0)
