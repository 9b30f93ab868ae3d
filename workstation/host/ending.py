"""Threads that must come to an end, and for how long that is waited for."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from functools import partial


def ends_within(executors: Iterable[Executor], seconds: float, *, cancel: bool = False) -> bool:
    """Let these end, one after the other, and wait for it; whether all did. With `cancel`, what has not begun
    is not done any more.

    A thread that waits for a disk that does not answer ends when the process does, or never.
    """
    ends: list[Callable[[], None]] = [
        partial(executor.shutdown, wait=True, cancel_futures=cancel) for executor in executors
    ]

    def end_all() -> None:
        for end in ends:
            end()

    ending = threading.Thread(target=end_all, name="ending", daemon=True)
    ending.start()
    ending.join(seconds)
    return not ending.is_alive()
