"""A central service of ready-made pages, as a process of its own: a pull is measured, not the making of
pages.

Serves the snapshot in the contract's form and, under `/lines`, the same documents one a line for the bare
loop, both as gzip. Says `ready PORT` when it listens and ends when its standard input does.
"""

import argparse
import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qs, urlsplit

import msgspec

from workstation.benchmarks.consignments import line_pages, pages
from workstation.contract import endpoints
from workstation.contract.messages import Page, ServiceInformation
from workstation.domain.problems import Unavailable

PAGE_SIZE: Final = 500
EPOCH: Final = "measured"
LINES: Final = "/lines"
CPU: Final = "/cpu"
READY: Final = "ready "
_LEVEL: Final = 6


class PageServer:
    """The server's process, from the measuring side."""

    def __init__(self, consignments: int, seed: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, "--consignments", str(consignments), "--seed", str(seed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not said.startswith(READY):
            raise Unavailable("The process with the pages did not start.", code="benchmark.no_server")
        self.port = int(said.removeprefix(READY))

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """End it."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(30)
        if self._process.stdout is not None:
            self._process.stdout.close()


class _Pages:
    """Everything that is served, made ready."""

    def __init__(self, consignments: int, seed: int) -> None:
        self.snapshot = _packed(pages(consignments, seed=seed, size=PAGE_SIZE, epoch=EPOCH))
        self.lines = _packed(line_pages(consignments, seed=seed, size=PAGE_SIZE))
        self.changes = gzip.compress(
            msgspec.json.encode(
                Page(epoch=EPOCH, cursor=f"{consignments:09}", sent=consignments, total=consignments)
            )
        )

    def answer(self, path: str) -> bytes | None:
        """The body for a request's path and query; none if there is none."""
        asked = urlsplit(path)
        after = int(parse_qs(asked.query).get("after", ["0"])[0])
        served = {endpoints.SNAPSHOT.path: self.snapshot, LINES: self.lines}.get(asked.path)
        if served is not None:
            at = -(-after // PAGE_SIZE)
            return served[at] if at < len(served) else None
        if asked.path == endpoints.CHANGES.path:
            return self.changes
        if asked.path == endpoints.SERVICE_INFORMATION.path:
            return gzip.compress(msgspec.json.encode(ServiceInformation(epoch=EPOCH)))
        if asked.path == CPU:
            times = os.times()
            return gzip.compress(b"%.3f" % (times.user + times.system))
        return None


def _packed(made: Iterable[bytes]) -> list[bytes]:
    return [gzip.compress(body, _LEVEL) for body in made]


def _handler(served: _Pages) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = served.answer(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "application/json")
            if body is not None:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Requests are not worth a line each."""

    return Handler


def main() -> int:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description="Serve ready-made pages.")
    parser.add_argument("--consignments", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    served = _Pages(asked.consignments, asked.seed)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served))
    server.daemon_threads = True
    listening = threading.Thread(target=server.serve_forever, name="pages")
    listening.start()
    print(f"{READY}{server.server_address[1]}", flush=True)
    sys.stdin.read()
    server.shutdown()
    server.server_close()
    listening.join()
    return 0


if __name__ == "__main__":
    sys.exit(main())
