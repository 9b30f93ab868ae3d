"""The service as a process of its own, for the tests of its commands and of its life."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def process(
    words: Sequence[str], surroundings: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Python with these words, and the first line that it printed: the service's address."""
    with subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | dict(surroundings),
    ) as started:
        assert started.stdout is not None
        try:
            yield started, started.stdout.readline().strip()
        finally:
            started.kill()
