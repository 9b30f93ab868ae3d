"""The one funnel for what nobody expected: bugs in any thread and place, and deaths of the process itself.

Everything else has a kind and words (domain/problems.py). What comes here is written to the log and to
a report file, without data, and handed to whoever registered (the screen), so that no error passes
unseen and none stops a bench by itself.
"""

import contextlib
import faulthandler
import json
import logging
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Final

import msgspec

from workstation import __version__
from workstation.domain.problems import Problem
from workstation.host.clock import Clock, SystemClock
from workstation.host.files import replace_durably
from workstation.host.logs import places, told
from workstation.host.paths import Home

_log = logging.getLogger(__name__)
# Without a handler Python would print the whole traceback, data and all, to the terminal ("last resort").
_log.addHandler(logging.NullHandler())

MOST_REPORTS: Final = 50
"""Report files that one run writes; a fault in a loop must not fill the disk."""

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_UNUSUAL = re.compile(r"[^\x20-\x7e]")


class CrashReport(msgspec.Struct, frozen=True, kw_only=True):
    """One unexpected error, without data.

    `where` says which hook caught it (`screen`, `thread NAME`, `unraisable`, or what `Funnel.report`
    was told); `kind` is its type and innermost place, and `times` how often this kind has come in this
    run.
    """

    kind: str
    where: str
    at: datetime
    version: str
    times: int
    file: Path | None = None
    error: dict[str, object] = {}


class Funnel:
    """Where unexpected errors go. Make one at the start, `install` it, `close` it last.

    `listener` is called for each kind once, on the thread that failed: the screen must pass it on to
    its own thread. Errors of the listener are swallowed after being logged.
    """

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        self._folder = home.crashes
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._times: Counter[str] = Counter()
        self._listener: Callable[[CrashReport], None] | None = None
        self._native: IO[str] | None = None
        self._before: tuple[object, ...] = ()

    def tell(self, listener: Callable[[CrashReport], None] | None) -> None:
        """Call `listener` from now on; None: nobody."""
        self._listener = listener

    def report(self, error: BaseException, where: str) -> CrashReport:
        """Take in one unexpected error: log it; first time also write a report and tell the listener."""
        kind = _kind_of(error)
        with self._lock:
            self._times[kind] += 1
            times, kinds = self._times[kind], len(self._times)
        _log.critical("unexpected error", exc_info=error, extra={"count": times, "version": __version__})
        report = CrashReport(
            kind=kind,
            where=where,
            at=self._clock.now(),
            version=__version__,
            times=times,
            error=told(error),
        )
        if times == 1:
            if kinds <= MOST_REPORTS:
                report = msgspec.structs.replace(report, file=self._write(report))
            if sys.stderr is not None:  # a windowed build has none
                sys.stderr.write(f"unexpected error: {kind}; report: {report.file or 'none'}\n")
            self._pass_on(report)
        return report

    def install(self) -> "Funnel":
        """Take over Python's hooks and let native crashes write their stacks into the crash folder."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        self._native = native_crash_file(self._folder).open("a", encoding="utf-8")
        faulthandler.enable(self._native)
        return self

    def close(self) -> None:
        """Give the hooks back. A native crash file that stayed empty is removed: this run ended well."""
        if not self._before:
            return
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before  # type: ignore[assignment]
        self._before = ()
        faulthandler.disable()
        if self._native is not None:
            path = Path(self._native.name)
            self._native.close()
            with contextlib.suppress(OSError):
                if path.stat().st_size == 0:
                    path.unlink()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.report(error.with_traceback(trace), "screen")

    def _on_thread_exception(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None and not issubclass(caught.exc_type, SystemExit):
            self.report(caught.exc_value, f"thread {caught.thread.name if caught.thread else ''}")

    def _on_unraisable(self, caught: "sys.UnraisableHookArgs") -> None:
        if caught.exc_value is not None:
            self.report(caught.exc_value, "unraisable")

    def _write(self, report: CrashReport) -> Path | None:
        path = self._folder / f"{report.at:%Y%m%dT%H%M%S%f}-{len(self._times)}.json"
        try:
            replace_durably(path, msgspec.json.format(msgspec.json.encode(report), indent=2))
        except Problem:
            _log.error("crash report not written")
            return None
        return path

    def _pass_on(self, report: CrashReport) -> None:
        if self._listener is None:
            return
        try:
            self._listener(report)
        except Exception as error:  # noqa: BLE001 - the funnel is the last place: nothing may leave it
            _log.error("the listener for unexpected errors failed", extra={"code": type(error).__name__})


def native_crash_file(crashes: Path) -> Path:
    """Where faulthandler writes the stacks of a native crash (`home.crashes`)."""
    return crashes / "native.txt"


def last_native_crash(home: Home) -> Path | None:
    """What the run before left if it died natively, moved to a name of its own; None if it ended well.

    Call it at the start, before `Funnel.install`.
    """
    left = native_crash_file(home.crashes)
    try:
        if left.stat().st_size == 0:
            left.unlink()
            return None
        kept = left.with_name(f"native-{int(left.stat().st_mtime)}.txt")
        return left.replace(kept)
    except OSError:
        return None


def log_qt_message(level: int, category: str, text: str) -> None:
    """Log a message of Qt's own; `level` is one of logging's. The screen installs it as Qt's message handler.

    Qt's words say what is wrong with our code, but may quote a text of the screen: what stands in
    quotes is left out, and nothing but printable ASCII comes through.
    """
    said = _UNUSUAL.sub("", _QUOTED.sub('"..."', text))[:160]
    logging.getLogger("qt").log(level, json.dumps(said), extra={"qt_category": category})


def _kind_of(error: BaseException) -> str:
    passed = places(error.__traceback__)
    return f"{type(error).__qualname__} at {passed[-1] if passed else 'an unknown place'}"
