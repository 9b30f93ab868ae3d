"""The connections under the HTTP library: each read and write keeps the time limit of its whole request, and
all can be cut off at once.

The library limits each read by itself. Bytes that trickle pass every such limit, and in headers or between
two chunks nobody above the library has anything in hand yet to look at the clock for.
"""

import contextlib
import math
import socket
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any, Final

from workstation.sync import problems

_SLICE: Final = 16_384
"""Bytes written at once, so that the clock is looked at between them."""


class Wire:
    """All connections of one client. For any thread: a time limit is that of the thread's own request."""

    def __init__(self) -> None:
        self._mine = threading.local()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._streams: weakref.WeakSet[_Stream] = weakref.WeakSet()

    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """End what is read or written now, and let nothing begin any more."""
        self._stopping.set()
        with self._lock:
            streams = list(self._streams)
        for stream in streams:
            stream.cut_off()

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """This thread's request must be answered to its end within so many seconds."""
        self._mine.ends = time.monotonic() + seconds
        try:
            yield
        finally:
            self._mine.ends = math.inf

    def left(self, timeout: float | None) -> float | None:
        """The time limit of one read or write, `timeout`, shortened to what is left of the request.

        Raises Unavailable where nothing is left, or all is stopped.
        """
        if self._stopping.is_set():
            raise problems.stopped()
        left = float(getattr(self._mine, "ends", math.inf)) - time.monotonic()
        if left <= 0:
            raise problems.unreachable("line.timeout", "the answer took too long")
        return timeout if left == math.inf or (timeout is not None and timeout < left) else left

    def note(self, stream: "_Stream") -> None:
        """One more connection."""
        with self._lock:
            self._streams.add(stream)

    def over(self, backend: Any) -> "_Backend":
        """The library's way of opening connections, with this wire's limits."""
        return _Backend(self, backend)


class _Backend:
    """Stands in for `httpcore.NetworkBackend`."""

    def __init__(self, wire: Wire, backend: Any) -> None:
        self._wire = wire
        self._backend = backend

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **more: Any) -> "_Stream":
        left = self._wire.left(timeout)
        return _Stream(self._wire, self._backend.connect_tcp(host, port, timeout=left, **more))


class _Stream:
    """Stands in for `httpcore.NetworkStream`."""

    def __init__(self, wire: Wire, stream: Any) -> None:
        self._wire = wire
        self._stream = stream
        wire.note(self)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received: bytes = self._stream.read(max_bytes, self._wire.left(timeout))
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _SLICE):
            self._stream.write(buffer[start : start + _SLICE], self._wire.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> "_Stream":
        # Python's own limit is one for the whole handshake.
        left = self._wire.left(timeout)
        return _Stream(self._wire, self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def cut_off(self) -> None:
        """Wake a thread that waits for bytes: closing alone would not."""
        connection = self._stream.get_extra_info("socket")
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
