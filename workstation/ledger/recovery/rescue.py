"""What a damaged ledger may be recovered with, and the mark of one that was found damaged in use."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.contract.signing import Signer

_MARK: Final = ".damaged"
"""Beside the ledger: the check in the background found a page that cannot be read."""


@dataclass(frozen=True)
class Rescue:
    """What a damaged ledger may be recovered with: folders with copies of it, and who signs what says so
    (asked for only then).
    """

    backups: tuple[Path, ...] = ()
    signer: Callable[[], Signer] | None = None


def mark_damaged(database: Path) -> None:
    """Note that a page of the ledger cannot be read: it is recovered at the next start."""
    with contextlib.suppress(OSError):
        mark_of(database).touch(mode=0o600)


def mark_of(database: Path) -> Path:
    """Where that is noted."""
    return database.with_name(database.name + _MARK)
