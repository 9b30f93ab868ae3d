"""A line that fails as lines do: a proxy in front of a service (or of none) that follows a script, one
fault a request.

Without a fault it passes everything on. Each answer ends its connection, so that the next request meets the
next fault.
"""

import gzip
import http.client
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import msgspec


@dataclass(frozen=True)
class Request:
    """One request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Reply:
    """What is sent back. `length` is what the header claims; `body` what is sent before the connection
    ends.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None

    def raw(self) -> bytes:
        headers = {
            "Content-Length": str(len(self.body) if self.length is None else self.length),
            **self.headers,
        }
        lines = [
            f"HTTP/1.1 {self.status} Said",
            *(f"{k}: {v}" for k, v in headers.items()),
            "Connection: close",
        ]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


Forward = Callable[[], Reply]
Fault = Callable[[Request, Forward], bytes]
SlowFault = Callable[[Request, Forward], Iterator[bytes]]


# --- faults ------------------------------------------------------------------------------------------------


def pass_on(_request: Request, forward: Forward) -> bytes:
    return forward().raw()


def lose_answer(_request: Request, forward: Forward) -> bytes:
    """The service does what was asked, and nobody hears of it."""
    forward()
    return b""


def lose_request(_request: Request, _forward: Forward) -> bytes:
    return b""


def reset(_request: Request, _forward: Forward) -> bytes:
    """The connection is torn down (TCP RST), as by a firewall that restarts."""
    raise _ResetError


def cut_off(_request: Request, forward: Forward) -> bytes:
    """The answer breaks off half-way, with the length of the whole announced."""
    reply = forward()
    return Reply(reply.status, reply.body[: len(reply.body) // 2], reply.headers, len(reply.body)).raw()


def cut_off_silently(_request: Request, forward: Forward) -> bytes:
    """The answer breaks off half-way, and its length says nothing of it."""
    reply = forward()
    return Reply(reply.status, reply.body[: len(reply.body) // 2], reply.headers).raw()


def doubled(_request: Request, forward: Forward) -> bytes:
    reply = forward()
    return Reply(reply.status, reply.body * 2, reply.headers).raw()


def sign_in_page(_request: Request, _forward: Forward) -> bytes:
    """What a captive portal sends, with status 200 and a media type that lies."""
    page = b"<!DOCTYPE html><html><body>Please accept the terms</body></html>"
    return Reply(200, page, {"Content-Type": "application/json"}).raw()


def says(status: int, body: object = None, **headers: str) -> Fault:
    """Answers with this status; the body as it is, or a value as JSON."""
    content = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request, _forward: Reply(status, content, named).raw()


def problem(status: int, code: str, **headers: str) -> Fault:
    """A problem document of the service (RFC 9457)."""
    return says(status, {"title": "Said", "status": status, "code": code, "detail": "in words"}, **headers)


def changed(change: Callable[[bytes], bytes]) -> Fault:
    """The service's answer with its body changed."""

    def fault(_request: Request, forward: Forward) -> bytes:
        reply = forward()
        headers = {name.lower(): value for name, value in reply.headers.items()}
        packed = headers.pop("content-encoding", "") == "gzip"
        return Reply(
            reply.status, change(gzip.decompress(reply.body) if packed else reply.body), headers
        ).raw()

    return fault


class FaultyLine:
    """A context manager; `address` is where the client goes, `requests` what came, `then` the faults to
    come.
    """

    def __init__(self, upstream: str = "") -> None:
        self.upstream = upstream
        self.requests: list[Request] = []
        self.then: deque[Fault | SlowFault] = deque()
        self.always: Fault | SlowFault | None = None
        self._hanging: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._arrived = threading.Condition()
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        self._begin(self._accept, "faulty line")
        return self

    def __exit__(self, *_details: object) -> None:
        self._ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._hanging:
            connection.close()
        for thread in self._threads:
            thread.join(5)

    def wait_for_requests(self, count: int, timeout_s: float = 10) -> None:
        """Until so many requests have come."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.requests) >= count, timeout_s), "no request came"

    def hang(self, _request: Request, _forward: Forward) -> bytes:
        """Never answers, and never ends either."""
        raise _HangingError

    def trickle(self, head: bytes, drop: bytes) -> SlowFault:
        """Says `head`, and then `drop` twenty times a second for as long as anybody listens, or 20 s."""

        def fault(_request: Request, _forward: Forward) -> Iterator[bytes]:
            yield head
            for _ in range(400):
                if self._ended.wait(0.05):
                    return
                yield drop

        return fault

    def paths(self, method: str = "GET") -> list[str]:
        return [request.path for request in self.requests if request.method == method]

    def _begin(self, work: Callable[..., None], name: str, *args: Any) -> None:
        thread = threading.Thread(target=work, args=args, name=name)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._begin(self._serve, "faulty line's answer", connection)

    def _serve(self, connection: socket.socket) -> None:
        try:
            request = _read(connection)
            if request is None:
                connection.close()
                return
            with self._arrived:
                self.requests.append(request)
                self._arrived.notify_all()
                fault = self.then.popleft() if self.then else (self.always or pass_on)
            said = fault(request, lambda: self._forward(request))
            for piece in (said,) if isinstance(said, bytes) else said:
                connection.sendall(piece)
        except _HangingError:
            self._hanging.append(connection)
            return
        except _ResetError:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass
        connection.close()

    def _forward(self, request: Request) -> Reply:
        parts = urlsplit(self.upstream)
        upstream = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        try:
            headers = {k: v for k, v in request.headers.items() if k not in ("connection", "host")}
            upstream.request(request.method, request.target, request.body or None, headers)
            answer = upstream.getresponse()
            body = answer.read()
            kept = {
                k: v
                for k, v in answer.getheaders()
                if k.lower() not in ("content-length", "connection", "transfer-encoding")
            }
            return Reply(answer.status, body, kept)
        finally:
            upstream.close()


class _HangingError(Exception):
    pass


class _ResetError(Exception):
    pass


def _read(connection: socket.socket) -> Request | None:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65_536)
        if not piece:
            return None
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        piece = connection.recv(65_536)
        if not piece:
            return None  # whoever asked is gone in the middle of it
        body += piece
    return Request(method, target, headers, body)
