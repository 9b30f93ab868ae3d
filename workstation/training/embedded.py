"""The embedded central service of the training profile: a process of its own, on a loopback port, that ends
with the bench.
"""

import logging
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

from workstation.domain.problems import Unavailable
from workstation.domain.value import Value

log: Final = logging.getLogger(__name__)

READY = "ready "
ANSWER_WITHIN_S = 60.0
AGAIN_AFTER_S = 1.0
"""Pause before one that died is started again: one that dies at once does not keep a core busy."""


class EmbeddedAddress(Value):
    """Where the embedded service listens, and the bearer token that it made for this bench."""

    url: str
    token: str


class EmbeddedService:
    """Starts and stops the service. It is a process of its own so that its work never takes the screen's
    turn. One that dies after it has answered is started again, at the same address and with the same token.
    """

    def __init__(self, home: Path, consignments: int, seed: int) -> None:
        self._arguments = ["training", "serve", "--home", str(home), "--consignments", str(consignments)]
        self._arguments += ["--seed", str(seed)]
        self._process: subprocess.Popen[str] | None = None
        self._said: deque[str] = deque(maxlen=20)
        self._ready, self._stopping = threading.Event(), threading.Event()
        self._starting = threading.Lock()
        self._address: EmbeddedAddress | None = None
        self._listener: threading.Thread | None = None

    def start(self) -> EmbeddedAddress:
        """Start it and wait until it answers. Raises `Unavailable` with its last words when it does not."""
        self._ready.clear()
        self._stopping.clear()
        self._process = self._begin()
        self._listener = threading.Thread(target=self._watch, name="embedded-service-output", daemon=True)
        self._listener.start()
        self._ready.wait(ANSWER_WITHIN_S)
        if self._address is None:
            self.stop()
            raise Unavailable(
                "The training service did not start: {said}",
                safe="Nothing that was recorded is lost.",
                do_now="Start the program again; if it stays so, send the log to IT.",
                code="training.service",
                values={"said": " ".join(self._said) or "it said nothing"},
            )
        return self._address

    def _begin(self, *more: str) -> "subprocess.Popen[str]":
        command = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "workstation"]
        return subprocess.Popen(  # noqa: S603 - our own program with our own arguments
            [*command, *self._arguments, *more],
            # It closes when this process ends, however it ends: then the service stops by itself.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def _watch(self) -> None:
        """Hear what it says until it ends; begin anew while nobody has stopped it."""
        process = self._process
        while process is not None:
            self._listen(process.stdout)
            process.wait()
            if self._address is None or self._stopping.wait(AGAIN_AFTER_S):
                return
            log.warning("the training service died and is started again", extra={"code": process.returncode})
            with self._starting:
                if self._stopping.is_set():
                    return
                if process.stdin is not None:
                    process.stdin.close()
                port = str(urlsplit(self._address.url).port)
                process = self._process = self._begin("--again-on", port)

    def _listen(self, output: IO[str] | None) -> None:
        if output is None:
            return
        with output:
            for line in output:
                if line.startswith(READY) and self._address is None:
                    url, _, token = line[len(READY) :].strip().partition(" ")
                    self._address = EmbeddedAddress(url=url, token=token)
                    self._ready.set()
                else:
                    self._said.append(line.strip())
        self._ready.set()

    def stop(self, within_s: float = 5.0) -> None:
        """Close its input, which ends it; after `within_s` seconds it is killed."""
        with self._starting:
            self._stopping.set()
            process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(within_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._listener is not None:
            self._listener.join(within_s)
        self._process = None
