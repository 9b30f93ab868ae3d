"""Runs the central service: alone as a process, or in a thread of a test or a training program."""

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final

import h11
import msgspec
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from workstation.central.api import application
from workstation.central.requests import PROBLEM_MEDIA
from workstation.central.store import CentralStore
from workstation.contract.messages import ProblemDocument
from workstation.domain.problems import Refused
from workstation.domain.reference import ReferenceList

log: Final = logging.getLogger(__name__)

TOMBSTONES_KEPT: Final = timedelta(days=90)
"""A bench that was away for longer takes a new snapshot."""

STOP_WITHIN_S: Final = 5
KEEP_ALIVE_S: Final = 75
CONNECTIONS: Final = 256


class _Line(logging.Formatter):
    """A line of the log begins with its time, ISO 8601 in UTC."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def log_to_standard_error() -> None:
    """Write warnings and errors of this process to its standard error: time, level, who says it, what."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Line("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class _Protocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, but for what it would say itself."""

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP the way every other refusal is answered, and hang up."""
        status = HTTPStatus.BAD_REQUEST
        problem = ProblemDocument(title=status.phrase, status=status, detail=msg, code="request.unreadable")
        headers = [("Content-Type", PROBLEM_MEDIA), ("Connection", "close")]
        answer = (
            h11.Response(status_code=status, headers=headers, reason=status.phrase.encode()),
            h11.Data(data=msgspec.json.encode(problem)),
            h11.EndOfMessage(),
        )
        for part in answer:
            self.transport.write(self.conn.send(part) or b"")
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        # The request is served as if it did not ask for another protocol (RFC 9110 section 7.8). uvicorn
        # would tell the operator to install libraries for one that the contract does not have.
        log.info("a request to change the protocol was passed over")


class _Server(uvicorn.Server):
    """uvicorn that says when it is ready and ends with exit code 0 when it is asked to stop."""

    def __init__(self, app: ASGIApp, ready: Callable[[], None]) -> None:
        settings = uvicorn.Config(
            app,
            loop="asyncio",
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            backlog=CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=STOP_WITHIN_S,
        )
        super().__init__(settings)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # uvicorn raises the signal again once it has stopped; a service that was asked to stop has not
        # failed.
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        stops = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in stops}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """Ask it to stop; may be called from any thread."""
        self.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. Refused if the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY on what is accepted; without it every answer of
    # header and body
    # waits 40 ms for the acknowledgement of the header.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(CONNECTIONS)
    except (OSError, OverflowError) as error:
        listener.close()
        raise Refused(
            "The address {address} cannot be used: {reason}.",
            do_now="Choose another port, or stop what uses it.",
            code="serve.address",
            values={"address": f"{host}:{port}", "reason": getattr(error, "strerror", None) or error},
        ) from error
    return listener


def _address_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    database_url: str,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    parent_pipe: bool = False,
    ready: Callable[[str], None] = lambda _address: None,
    lists: Sequence[ReferenceList] = (),
) -> None:
    """Serve a database until SIGTERM or SIGINT; `ready` is called once, with the address, when requests are
    answered.

    Port 0 takes a free one. With `parent_pipe` the service also ends when its standard input is closed:
    when the
    program that started it is gone, however it went. `lists` are put in where the database has no list of
    that name.
    Raises Refused for an address or a database that cannot be used.
    """
    store = CentralStore.open(database_url)
    try:
        store.put_reference(each for each in lists if store.reference(each.name) is None)
        forgotten = store.trim(store.now() - TOMBSTONES_KEPT)
        log.info("tombstones forgotten: %d", forgotten)
        with _listen(host, port) as listener:
            address = _address_of(listener)
            server = _Server(application(store), lambda: ready(address))
            if parent_pipe:
                threading.Thread(target=_stop_with_parent, args=(server,), name="parent", daemon=True).start()
            server.run(sockets=[listener])
    finally:
        store.close()


def _stop_with_parent(server: _Server) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    server.stop()


class ServiceThread:
    """The service on a free loopback port in a thread of this process, for tests and small training programs.

    A context manager: entering gives the running service with its `address`, leaving stops it. The store
    stays open.
    """

    def __init__(self, store: CentralStore, *, port: int = 0) -> None:
        self._app = application(store)
        self._port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.address = ""

    def start(self) -> str:
        """Start, wait until requests are answered, and give the address."""
        listener = _listen("127.0.0.1", self._port)
        self.address = _address_of(listener)
        is_ready = threading.Event()
        server = _Server(self._app, is_ready.set)

        def run() -> None:
            with listener:
                server.run(sockets=[listener])

        self._server = server
        self._thread = threading.Thread(target=run, name="central service")
        self._thread.start()
        is_ready.wait()
        return self.address

    def stop(self) -> None:
        """Stop, and wait until it has."""
        if self._server is not None and self._thread is not None:
            # Nobody waits for an answer any more: a client's idle connections need not be waited for.
            self._server.stop()
            self._thread.join()
            self._server = self._thread = None

    def __enter__(self) -> "ServiceThread":
        self.start()
        return self

    def __exit__(self, *_details: object) -> None:
        self.stop()


def make_token(store: CentralStore, name: str, role: str, bench: str = "") -> str:
    """A new bearer token of role `bench` or `national`; `bench` is the only bench it may speak for (empty:
    any).
    """
    return store.add_token(name, role, bench)
