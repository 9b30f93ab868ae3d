"""A reader on a serial port (USB CDC, or a cable with a converter): bytes to the same reads as from the
keyboard.

Nothing that comes this way can be typing, so nothing is told apart by speed: a read ends by its terminator,
or by silence where none is set; where one is set, silence shows that the read was cut off. It has no keyboard
layout, presses no key, and keeps the separator of GS1: the better way in where a site may choose.
"""

import errno
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from threading import Event, Thread
from typing import Any, Final, Literal

import msgspec

from workstation.barcode.after_read import AfterRead
from workstation.barcode.reads import BarcodeRead, Flaw
from workstation.barcode.rebuild import as_sent
from workstation.barcode.wedge import LONGEST_READ
from workstation.host.settings import ReaderProfile

log = logging.getLogger(__name__)

AUTO: Final = "auto"
"""As a profile's port: the first USB one that can be opened."""
LOOK_S: Final = 0.05
"""So long one look for bytes waits: by then a silence is noticed, and `stop` heard."""
RETRY_S: Final = 1.0
"""Between two tries to open a port that is not there, or is somebody else's."""
PATIENCE_S: Final = 2.0
"""How long `stop` waits: a driver of a radio link may take longer to open its port."""
SILENCE_MS: Final = 80
"""Ends a read of a reader that sends no terminator (RESEARCH.md, part one, section 2.2)."""
LATE_SILENCE_MS: Final = 500
"""Ends it, cut off, where a terminator is expected: a radio link may pause within a read."""
LEAST: Final = 2
"""One byte alone is what a plug makes on its way in."""

_TERMINATORS: Final = {
    "enter": frozenset(b"\r\n"),
    "tab": frozenset(b"\t"),
    "any": frozenset(b"\r\n\t"),
    "none": frozenset(b""),
}


class PortState(StrEnum):
    """How it stands with the reader's port."""

    OPEN = "open"
    MISSING = "missing"
    """No such port, or no USB one."""
    BUSY = "busy"
    """Another program has it."""
    DENIED = "denied"
    """The account may not use it."""
    GONE = "gone"
    """It was open, and the reader was unplugged; as soon as it is there again it is opened again."""
    FAILED = "failed"
    """The system says something else."""


class PortNews(msgspec.Struct, frozen=True):
    """The port is now so; `detail` is what the system said, `number` its own number for that (0: none)."""

    state: PortState
    port: str = ""
    detail: str = ""
    number: int = 0


class Framing:
    """Cuts a stream of bytes into reads, used from one thread; it keeps `LONGEST_READ` bytes at most."""

    def __init__(self, profile: ReaderProfile) -> None:
        self._profile = profile
        self._terminators = _TERMINATORS[profile.terminator]
        quiet = max(SILENCE_MS, profile.max_gap_ms)
        self._silence_ms = quiet if profile.terminator == "none" else max(LATE_SILENCE_MS, quiet)
        self._bytes = bytearray()
        self._is_cut = False
        self._started_ms = self._ended_ms = 0
        self._before = AfterRead(profile)

    def feed(self, data: bytes, now_ms: int) -> tuple[BarcodeRead, ...]:
        """These bytes are there now; the reads that they complete. Time alone parts nothing here: of a busy
        program they may have waited as long as those before them.
        """
        return tuple(self._cut(data, now_ms))

    def tick(self, now_ms: int) -> tuple[BarcodeRead, ...]:
        """The port was looked at, and no byte is there: whether a read has ended by that."""
        if not self._bytes or now_ms - self._ended_ms < self._silence_ms:
            return ()
        return tuple(self._end("silence", self._ended_ms))

    def give_up(self) -> None:
        """The port is gone: half a read is none."""
        self._bytes.clear()
        self._is_cut = False

    def _cut(self, data: bytes, now_ms: int) -> Iterator[BarcodeRead]:
        for byte in data:
            if byte in self._terminators:
                yield from self._end("tab" if byte == 0x09 else "enter", now_ms)
                continue
            if not self._bytes:
                self._started_ms = now_ms
            self._ended_ms = now_ms
            if len(self._bytes) < LONGEST_READ:
                if byte:
                    self._bytes.append(byte)
            else:
                self._is_cut = True

    def _end(self, by: Literal["enter", "tab", "silence"], ended_ms: int) -> Iterator[BarcodeRead]:
        raw, is_cut = bytes(self._bytes), self._is_cut or self._before.is_rest(self._started_ms)
        joins = bool(raw) and self._before.joins(self._started_ms)
        has_no_end = by == "silence" and bool(self._terminators)
        self.give_up()
        if len(raw) < LEAST and not joins:
            self._before.go_on(ended_ms)
            return
        sent = decoded(raw)
        text = as_sent(sent, self._profile)
        is_another = joins and not self._before.says_the_same(text)
        self._before.end(ended_ms, None if is_another else text, is_cut=has_no_end)
        flaw: Flaw = "cut_off" if is_cut or has_no_end else self._flaw(sent, text)
        yield BarcodeRead(
            text=text,
            source="serial",
            started_ms=self._started_ms,
            ended_ms=ended_ms,
            ended_by=by,
            flaw="joined" if is_another else flaw,
        )

    def _flaw(self, sent: str, text: str) -> Flaw:
        if not sent.startswith(self._profile.prefix):
            return "no_prefix"
        return "too_short" if len(text) < self._profile.min_length else ""


def decoded(raw: bytes) -> str:
    """The bytes as text: UTF-8 where they are that, else Latin-1, which takes any."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def usb_ports() -> tuple[str, ...]:
    """The USB serial ports of this machine, in the order of their names."""
    from serial.tools import list_ports

    return tuple(sorted(port.device for port in list_ports.comports() if port.vid is not None))


class SerialReader:
    """Reads one port on a thread of its own, and looks for it again whenever it is not there.

    `took` hears each read and `told` each change of the port's state, both on that thread. A port that is
    missing or busy is told once, however often it is tried.
    """

    def __init__(
        self,
        profile: ReaderProfile,
        took: Callable[[BarcodeRead], object],
        told: Callable[[PortNews], object],
        *,
        ports: Callable[[], Iterable[str]] = usb_ports,
        retry_s: float = RETRY_S,
    ) -> None:
        self._profile, self._took, self._told = profile, took, told
        self._ports, self._retry_s = ports, retry_s
        self._framing = Framing(profile)
        self._stopped = Event()
        self._thread: Thread | None = None
        self._last: PortState | None = None

    def start(self) -> None:
        """Begin to read. Nothing begins for a profile without a port."""
        if self._profile.port and self._thread is None:
            self._thread = Thread(target=self._work, name="serial reader", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Give the port back, within `LOOK_S` or so. A driver that hangs is left behind, and not heard."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)

    # --- on its own thread --------------------------------------------------------------------------------

    def _work(self) -> None:
        while not self._stopped.is_set():
            port = self._opened()
            if port is None:
                self._stopped.wait(self._retry_s)
                continue
            with port:
                self._read_from(port)

    def _opened(self) -> Any:
        """The port, open; None where there is none to be had, which has been told."""
        names = tuple(self._ports()) if self._profile.port == AUTO else (self._profile.port,)
        news = PortNews(PortState.MISSING, self._profile.port)
        for name in names:
            try:
                port = opened(name, self._profile.baud)
            except port_errors() as error:
                news = PortNews(state_of(error), name, str(error), number_of(error))
            else:
                self._tell(PortNews(PortState.OPEN, name))
                return port
        self._tell(news)
        return None

    def _read_from(self, port: Any) -> None:
        try:
            while not self._stopped.is_set():
                data = port.read(1)
                if data:
                    data += port.read(port.in_waiting)
                now_ms = time.monotonic_ns() // 1_000_000
                framing = self._framing
                for read in framing.feed(data, now_ms) if data else framing.tick(now_ms):
                    if not self._stopped.is_set():
                        self._took(read)
        except port_errors() as error:
            self._framing.give_up()
            self._tell(PortNews(PortState.GONE, port.name, str(error), number_of(error)))

    def _tell(self, news: PortNews) -> None:
        """Each state once; that what was unplugged is not there is no other state."""
        if self._stopped.is_set():
            return
        if news.state is self._last or (news.state, self._last) == (PortState.MISSING, PortState.GONE):
            return
        self._last = news.state
        # What the system said of it names files and accounts: its number says as much.
        extra = {"port": news.port.removeprefix("/dev/"), "state": news.state.value, "errno": news.number}
        log.info("the serial reader's port", extra=extra)
        self._told(news)


def opened(name: str, baud: int) -> Any:
    """The port of this name at so many bits a second, open, for this program alone. Raises what `port_errors`
    says.
    """
    import serial

    alone = {"exclusive": True} if os.name == "posix" else {}
    return serial.Serial(port=name, baudrate=baud, timeout=LOOK_S, **alone)


def port_errors() -> tuple[type[Exception], ...]:
    """What a port raises that is not there, is taken, or goes: pyserial's own errors are `OSError`, and what
    it asks of the terminal raises another kind. ValueError: a name that can be no port's.
    """
    try:
        import termios
    except ImportError:
        return (OSError, ValueError)
    return (OSError, ValueError, termios.error)


def number_of(error: Exception) -> int:
    """The system's number for what went wrong; 0 where it told none."""
    number = getattr(error, "errno", None)
    if number is None and error.args and isinstance(error.args[0], int):
        number = error.args[0]
    return number or 0


def state_of(error: Exception) -> PortState:
    """What keeps a port from being opened."""
    number = getattr(error, "errno", None)
    said = str(error)
    if number in {errno.ENOENT, errno.ENODEV, errno.ENXIO} or "FileNotFoundError" in said:
        return PortState.MISSING
    # Windows says "access denied" of a port that another program has open; Linux of an account's rights.
    if number in {errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK} or "PermissionError" in said:
        return PortState.BUSY
    if number in {errno.EACCES, errno.EPERM}:
        return PortState.DENIED
    return PortState.FAILED
