"""That a ledger was begun here, noted outside its database and anchor: when both are gone it is missed."""

import contextlib
from pathlib import Path
from typing import Final

import msgspec

from workstation.domain.problems import Unavailable
from workstation.host.files import read_plain, replace_durably
from workstation.ledger.database import COPIES_FOLDER

NOTE: Final = "begun.json"
"""Its name does not begin with the ledger's: whatever takes `ledger.*` away leaves it."""

UNKNOWN: Final = "unknown"
"""What is said of a ledger that was begun, but nobody knows its id."""

_LONGEST: Final = 10_000
_WRITTEN_LATER: Final = ("ledger.key.wrapped", f"{COPIES_FOLDER}/*.db", "ledger-damaged-*")
"""What nothing but an opened ledger leaves in the home. Keys and cache are made before it: a first start that
ended between leaves them, and no ledger.
"""


class _Note(msgspec.Struct, frozen=True):
    """What the note says."""

    ledger: str
    schema: int = 1


def note_begun(folder: Path, ledger: str) -> None:
    """Note that this ledger was begun in `folder`, unless it is noted. What the disk does not take waits for
    the next start.
    """
    if _noted(folder) != ledger:
        with contextlib.suppress(Unavailable):
            replace_durably(folder / NOTE, msgspec.json.encode(_Note(ledger=ledger)))


def begun_in(folder: Path) -> str:
    """The id of the ledger that was begun in `folder`: `UNKNOWN` where only its traces say so, empty where
    none was.
    """
    noted = _noted(folder)
    if noted:
        return noted
    left = any(next(folder.glob(trace), None) is not None for trace in (NOTE, *_WRITTEN_LATER))
    return UNKNOWN if left else ""


def _noted(folder: Path) -> str:
    try:
        return msgspec.json.decode(read_plain(folder / NOTE, _LONGEST), type=_Note).ledger
    except (OSError, msgspec.MsgspecError):
        return ""
