"""The contract's own documents, one a line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from workstation.central.documents import DOCUMENT_LIMIT
from workstation.central.load.records import Fault, Record

LINE_LIMIT: Final = DOCUMENT_LIMIT + 2
"""A longer line is never held in memory as a whole."""


def lines_of(path: Path, limit: int = LINE_LIMIT) -> Iterator[tuple[int, int, bytes]]:
    """Each line of a file with its number and the position after it; one over the limit is cut, so that it
    is too long.
    """
    number = position = 0
    with path.open("rb") as file:
        while line := file.readline(limit + 1):
            number += 1
            position += len(line)
            if len(line) > limit and not line.endswith(b"\n"):
                while (rest := file.readline(limit)) and not rest.endswith(b"\n"):
                    position += len(rest)
                position += len(rest)
            yield number, position, line


def read_ndjson(path: Path) -> Iterator[Record | Fault]:
    """Every document of the file as it stands there; empty lines are none."""
    for number, position, line in lines_of(path):
        if len(line) > LINE_LIMIT:
            yield Fault(file=str(path), line=number, reason=f"the line is longer than {LINE_LIMIT:,} bytes")
        elif document := line.strip():
            yield Record(file=str(path), line=number, position=position, document=document)
