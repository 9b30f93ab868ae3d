"""The program's log: JSON lines with identifiers and codes only, written off the screen's thread.

Rule 5 of DESIGN.md holds here too: a log names, it does not describe. The allow-list is enforced where
a record is formatted, so that a careless call, or a library's, cannot write what a declaration says:

* the message is the *template* of the call; its arguments are not put in (`log.info("x", extra={...})`);
* of `extra`, only the fields in `FIELDS` are written, and only values that look like an id, code or number;
* of an exception, its type and the places it passed, never its message, which may quote data.
"""

import json
import logging
import logging.handlers
import os
import queue
import re
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path, PurePath
from types import TracebackType
from typing import Final

from workstation.domain.problems import Problem
from workstation.host.files import open_plain, with_patience
from workstation.host.paths import Home

FIELDS: Final = frozenset(
    {
        *("event", "consignment", "filing", "parcel", "image", "act", "kind", "outcome"),
        *("bench", "office", "officer", "ledger", "sequence", "cursor", "epoch", "scope"),
        *("code", "status", "attempt", "count", "bytes", "ms", "wait_s", "version", "schema", "profile"),
        *("queue", "screen", "setting", "format", "qt_category", "size", "port", "state", "errno"),
    }
)
"""Fields of `extra` that may be written: identifiers, codes, counts, durations. No names or texts."""

LARGEST_FILE: Final = 5_000_000
"""Bytes of one log file; five older ones are kept."""

_PLAIN_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,99}")
"""What an id or code looks like. A sentence or a name has a space, and stays out."""

_OWN_LOGGERS: Final = frozenset({"workstation", "qt"})
_WITHHELD: Final = "withheld"
_LONGEST_MESSAGE: Final = 200
_MOST_PLACES: Final = 40
_WAITING_RECORDS: Final = 10_000


class Logs:
    """The running log: made by `start_logs`, ended by `stop`."""

    def __init__(self, path: Path, level: int) -> None:
        self.path = path
        """The file being written; older ones carry `.1` to `.5` after it."""
        waiting: queue.Queue[logging.LogRecord] = queue.Queue(_WAITING_RECORDS)
        self._file = _PrivateFile(path)
        self._entry = _Entry(waiting)
        self._entry.addFilter(is_worth_a_line)
        self._listener = logging.handlers.QueueListener(waiting, self._file)
        self._level_before = logging.getLogger().level
        logging.getLogger().addHandler(self._entry)
        logging.getLogger().setLevel(level)
        self._listener.start()

    @property
    def lost(self) -> int:
        """Records that could not be written: the disk was full, or they came too fast."""
        return self._entry.lost + self._file.lost

    def stop(self) -> None:
        """Write what waits, and let go of the file and the thread. Said twice is said once."""
        root = logging.getLogger()
        if self._entry not in root.handlers:
            return
        root.removeHandler(self._entry)
        root.setLevel(self._level_before)
        self._listener.stop()
        self._file.close()


def start_logs(home: Home, level: int = logging.INFO) -> Logs:
    """Log everything from `level` on into `home`'s log folder (which is prepared)."""
    return Logs(home.logs / "workstation.log", level)


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Our own records and Qt's, and of libraries what went wrong: httpx tells of every request otherwise."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] in _OWN_LOGGERS


def line_of(record: logging.LogRecord) -> str:
    """`record` as one line of JSON, with nothing in it but what the allow-list lets through."""
    written: dict[str, object] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "thread": record.threadName or "",
        "message": str(record.msg)[:_LONGEST_MESSAGE]
        if isinstance(record.msg, str)
        else type(record.msg).__name__,
    }
    for field in sorted(FIELDS & record.__dict__.keys()):
        written[field] = allowed(record.__dict__[field])
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        written["error"] = told(error)
    return json.dumps(written, ensure_ascii=True)


def allowed(value: object) -> object:
    """`value` if it looks like an id, a code or a number; else the word that it was withheld."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = value if isinstance(value, str) else str(value) if isinstance(value, PurePath) else None
    return text if text is not None and _PLAIN_VALUE.fullmatch(text) else _WITHHELD


def told(error: BaseException, depth: int = 4) -> dict[str, object]:
    """An exception without its values: type, code of a Problem, the places it passed, what caused it."""
    written: dict[str, object] = {"type": f"{type(error).__module__}.{type(error).__qualname__}"}
    if isinstance(error, Problem):
        written["code"] = allowed(error.code)
    if isinstance(error, OSError):
        written["errno"] = error.errno
    written["places"] = places(error.__traceback__)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and depth > 0:
        written["because"] = told(cause, depth - 1)
    if isinstance(error, BaseExceptionGroup) and depth > 0:
        written["errors"] = [told(inner, depth - 1) for inner in error.exceptions[:5]]
    return written


def places(trace: TracebackType | None) -> list[str]:
    """The lines that an exception passed, innermost last: `workstation/desk/decide.py:40 record`.

    Only the end of each path: its beginning names the account.
    """
    passed: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        end = "/".join(PurePath(code.co_filename).parts[-3:])
        passed.append(f"{end}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return passed[-_MOST_PLACES:]


class _Entry(logging.handlers.QueueHandler):
    """Turns a record into its line on the thread that logs: no exception or object is kept in the queue."""

    def __init__(self, waiting: "queue.Queue[logging.LogRecord]") -> None:
        super().__init__(waiting)
        self.lost = 0

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """A record that carries its finished line and nothing else."""
        line = line_of(record)
        return logging.LogRecord(
            record.name, record.levelno, record.pathname, record.lineno, line, None, None
        )

    def enqueue(self, record: logging.LogRecord) -> None:
        """Never wait: the screen's thread logs too."""
        try:
            self.queue.put_nowait(record)
        except queue.Full:
            self.lost += 1

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A log that cannot be written must not stop an act."""
        self.lost += 1


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating file for its owner's eyes, which a virus check may hold for a moment when it is rotated."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LARGEST_FILE, backupCount=5, encoding="utf-8", delay=True)
        self.lost = 0
        self.rotator = _rename_patiently

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=_private)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A full disk loses log lines, never an act."""
        self.lost += 1


def _private(path: str, flags: int) -> int:
    return open_plain(Path(path), flags | getattr(os, "O_NOFOLLOW", 0))


def _rename_patiently(source: str, target: str) -> None:
    if Path(source).exists():
        with_patience(lambda: Path(source).replace(target), Path(source))
