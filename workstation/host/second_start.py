"""What a second start says to the first: show yourself. Between two processes of one account, never over a
network.

The first listens at an address that nobody can guess, and keeps it with a secret in a file of the home, which
only its account can read: so no other account can listen in its place. Unix: a socket in a folder for its
owner alone. Windows: a named pipe.
"""

import contextlib
import os
import secrets
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from workstation.domain.problems import Problem
from workstation.host.files import read_plain, replace_durably
from workstation.host.paths import Home

if TYPE_CHECKING:
    from multiprocessing.connection import Connection, Listener

WITHIN_S: Final = 2.0
"""How long a second start waits for the first."""

Show = Callable[[str, Callable[[], None]], None]
"""Shows the window: is given what the desktop said to the second start about coming to the front (an
activation token, or nothing), and what to call when it is done.
"""

_FILE: Final = "instance.window"
_PREFIX: Final = "border-workstation-"
_LONGEST: Final = 300
_SHOW, _SHOWN, _END = b"show ", b"shown", b"end"
_AGAIN_S: Final = 0.05


class _Place(msgspec.Struct, frozen=True):
    address: str
    secret: str


class FirstStart:
    """Listens for second starts on a thread of its own, until `stop`; while the profile's lock is held."""

    def __init__(self, home: Home, show: Show) -> None:
        self._file = home.folder / _FILE
        self._show = show
        self._place = _Place("", secrets.token_hex(16))
        self._folder: Path | None = None
        self._listener: Listener | None = None
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen. Where that cannot be, a second start is only refused, as if nobody heard it."""
        from multiprocessing.connection import Listener

        self._sweep()
        with contextlib.suppress(OSError, Problem):
            self._place = _Place(self._address(), self._place.secret)
            self._listener = Listener(self._place.address, authkey=self._place.secret.encode("ascii"))
            replace_durably(self._file, msgspec.json.encode(self._place))
            self._thread = threading.Thread(
                target=self._run, args=(self._listener,), name="second start", daemon=True
            )
            self._thread.start()

    def _sweep(self) -> None:
        """Take away where a program listened that was killed."""
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            left = Path(msgspec.json.decode(read_plain(self._file, 1000), type=_Place).address).parent
            if left.name.startswith(_PREFIX) and left.parent == Path(tempfile.gettempdir()):
                shutil.rmtree(left, ignore_errors=True)

    def _address(self) -> str:
        if sys.platform == "win32":
            return rf"\\.\pipe\{_PREFIX}{secrets.token_hex(16)}"
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        return str(self._folder / "show")

    def _run(self, listener: "Listener") -> None:
        from multiprocessing import AuthenticationError

        while True:
            try:
                connection = listener.accept()
            except (OSError, EOFError, AuthenticationError, AssertionError):
                # Whoever does not know the secret, says something else, or went away.
                if self._ending.wait(_AGAIN_S):
                    return
                continue
            with contextlib.closing(connection), contextlib.suppress(OSError, EOFError):
                said = connection.recv_bytes(_LONGEST)
                if said == _END:
                    return
                if said.startswith(_SHOW):
                    self._answer(connection, said.removeprefix(_SHOW))

    def _answer(self, connection: "Connection", said: bytes) -> None:
        token = said.decode("ascii", "replace")
        done = threading.Event()
        self._show(token if token.isascii() and token.isprintable() else "", done.set)
        if done.wait(WITHIN_S):
            connection.send_bytes(_SHOWN)

    def stop(self) -> None:
        """Listen no more. Said twice is said once."""
        if self._listener is None:
            return
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        self._ending.set()
        if self._thread is not None and self._thread.is_alive():
            with contextlib.suppress(OSError, EOFError):
                _say(self._place, _END)
            self._thread.join(WITHIN_S)
        self._listener.close()
        self._listener = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def show_first(home: Home, within_s: float = WITHIN_S) -> bool:
    """Have the first start of this home show its window; whether it did, within this time."""
    ends = time.monotonic() + within_s
    heard = threading.Event()

    def ask() -> None:
        from multiprocessing import AuthenticationError

        while time.monotonic() < ends and not heard.is_set():
            with contextlib.suppress(
                OSError, EOFError, AuthenticationError, AssertionError, msgspec.MsgspecError
            ):
                place = msgspec.json.decode(read_plain(home.folder / _FILE, 1000), type=_Place)
                if _say(place, _SHOW + _activation(), ends) == _SHOWN:
                    heard.set()
                    return
            heard.wait(_AGAIN_S)

    # Of its own, because a first start that hangs lets whoever knocks wait for ever.
    threading.Thread(target=ask, name="ask the first", daemon=True).start()
    return heard.wait(within_s)


def _say(place: _Place, what: bytes, ends: float | None = None) -> bytes:
    from multiprocessing.connection import Client

    with Client(place.address, authkey=place.secret.encode("ascii")) as connection:
        connection.send_bytes(what)
        if ends is not None and connection.poll(max(0.0, ends - time.monotonic())):
            return connection.recv_bytes(_LONGEST)
    return b""


def _activation() -> bytes:
    """What lets the first come to the front though another program has the keyboard: Wayland's token that
    whoever launched this process gave it, or Windows' permission.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
        return b""
    return os.environ.get("XDG_ACTIVATION_TOKEN", "")[:200].encode("ascii", "ignore")
