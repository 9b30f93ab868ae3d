"""Who holds the bench among the accounts of one machine: each account that runs the program keeps a locked
file in a folder that IT has made for that (`machine.folder`), and looks at those of the others.

Nobody is trusted by it. A file says its account by its owner, not by its content (on Windows by its content).
What another account can do is to look like a holder, and IT lifts that with `machine.held`; a bench is never
opened, changed or ended because of such a file. Without the folder nothing is kept or looked at: a place that
everybody may write to, made by nobody in particular, would let anybody stop every bench of the machine.
"""

import contextlib
import logging
import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from workstation.domain.problems import Refused
from workstation.domain.remark import Remark
from workstation.host.files import open_plain
from workstation.host.locks import account_of, lock_now, own_account
from workstation.host.paths import Home, Profile
from workstation.host.settings import Settings

log: Final = logging.getLogger(__name__)

_PREFIX: Final = "held-"
_MOST_FILES: Final = 100
_LONGEST: Final = 1000
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)


class _Holder(msgspec.Struct):
    """What a file says: for people who look at it."""

    account: str = ""
    bench: str = ""
    since: str = ""


class BenchHold:
    """This account's mark, until it is released; `remarks` tells of another holder where none is refused."""

    def __init__(self, handle: int | None, remarks: tuple[Remark, ...] = ()) -> None:
        self._handle = handle
        self.remarks = remarks

    def release(self) -> None:
        """Let go. The file stays, and says nothing once it is not locked. Said twice is said once."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def hold_for(home: Home, settings: Settings, now: datetime) -> BenchHold:
    """Hold the bench as these settings say; nothing is held in training, or where IT has named no folder."""
    chosen = settings.machine
    if not chosen.folder or home.profile is not Profile.LIVE:
        return BenchHold(None)
    return hold_bench(Path(chosen.folder), settings.bench, now, refuses=chosen.held == "refuse")


def hold_bench(folder: Path, bench: str, now: datetime, *, refuses: bool) -> BenchHold:
    """Mark this account as one that runs the program, and see who else does.

    Raises Refused (`bench.held`) where another account does and `refuses`. What cannot be marked or read
    stops nobody: it is logged.
    """
    handle = _mark(folder, bench, now)
    for account, since in _others(folder):
        if refuses:
            if handle is not None:
                os.close(handle)
            raise _held(account, since)
        log.warning("another account of this machine holds the bench", extra={"code": "bench.held"})
        return BenchHold(handle, (Remark(code="bench.held", value=account[:200]),))
    return BenchHold(handle)


def _name(account: str) -> str:
    return f"{_PREFIX}{account}.json" if sys.platform == "win32" else f"{_PREFIX}{os.geteuid()}.json"


def _mark(folder: Path, bench: str, now: datetime) -> int | None:
    account = own_account()
    holder = _Holder(account, bench, f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    try:
        handle = open_plain(folder / _name(account), os.O_RDWR | os.O_CREAT | _NO_LINK)
    except OSError:
        log.warning("the bench could not be marked as held", extra={"code": "bench.no_mark"})
        return None
    try:
        if not _is_own(handle) or not lock_now(handle):
            log.warning("the bench could not be marked as held", extra={"code": "bench.no_mark"})
            os.close(handle)
            return None
        if sys.platform != "win32":
            os.fchmod(handle, 0o644)
        os.ftruncate(handle, 0)
        os.write(handle, msgspec.json.encode(holder))
    except OSError:
        os.close(handle)
        return None
    return handle


def _is_own(handle: int) -> bool:
    return sys.platform == "win32" or os.fstat(handle).st_uid == os.geteuid()


def _others(folder: Path) -> list[tuple[str, str]]:
    """Account and since when of every other account that holds a locked file there."""
    found: list[tuple[str, str]] = []
    own = _name(own_account())
    with contextlib.suppress(OSError):
        files = sorted(path for path in folder.glob(f"{_PREFIX}*.json") if path.name != own)
        found = [other for path in files[:_MOST_FILES] if (other := _holder_of(path)) is not None]
    return found


def _holder_of(path: Path) -> tuple[str, str] | None:
    try:
        handle = open_plain(path, os.O_RDONLY | _NO_LINK)
    except OSError:
        return None
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode) or lock_now(handle, shared=True):
            return None
        holder = _Holder()
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            holder = msgspec.json.decode(os.read(handle, _LONGEST), type=_Holder)
        account = holder.account if sys.platform == "win32" else account_of(state.st_uid)
        return account, holder.since
    except OSError:
        return None
    finally:
        os.close(handle)


def _held(account: str, since: str) -> Refused:
    return Refused(
        "The account {account} of this machine holds the bench: the program runs there since {since}.",
        safe="The running one is not disturbed; nothing was changed.",
        do_now="Work in that account, or close the program there. IT can allow both (machine.held).",
        code="bench.held",
        values={"account": account, "since": since or "?"},
    )
