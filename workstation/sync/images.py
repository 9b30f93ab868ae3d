"""Images: fetched ahead in the order of the queue, resumed where they broke off, verified before they are
kept.
"""

import hashlib
import threading
from collections import deque
from typing import Final, NamedTuple

from workstation.domain.problems import Refused, Unavailable
from workstation.host.clock import Clock
from workstation.sync.news import ImageArrived, ImageFailed, Listener
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

_AHEAD: Final = 50
_WRONG_HASHES: Final = 3
"""How often an image is fetched whole that is not what its hash says, before it is left alone."""
_NOT_FOUND_AGAIN_S: Final = 600.0
"""When an image is asked for again that the service did not have: it may follow its consignment later."""
_REMEMBERED: Final = 10_000
_LARGEST: Final = 128_000_000
"""Bytes of the largest image that is read into memory, whatever the service says of its own limit."""


class _Fault(NamedTuple):
    """Why an image is not asked for now. `until` is monotonic; infinity: not in this run of the program."""

    code: str
    times: int
    until: float


class ImageFetcher:
    """Fetches images one at a time. For the sync thread; `want` and `fault_of` for any."""

    def __init__(
        self, client: CentralClient, writes: Writes, *, clock: Clock, listener: Listener, budget_bytes: int
    ) -> None:
        self._client = client
        self._writes = writes
        self._clock = clock
        self._listener = listener
        self._budget = budget_bytes
        self._allowance = budget_bytes
        self._wanted: deque[str] = deque()
        self._lock = threading.Lock()
        self._faults: dict[str, _Fault] = {}
        self._begun: tuple[str, bytearray] = ("", bytearray())
        self._ahead: deque[tuple[str, int]] = deque()

    def want(self, sha256: str) -> None:
        """This image is on the screen: before all others, also where it could not be had before."""
        with self._lock:
            if sha256 not in self._wanted:
                self._wanted.append(sha256)
            if self._faults.get(sha256, _NONE).code != "image.wrong_hash":
                self._faults.pop(sha256, None)

    def fault_of(self, sha256: str) -> str:
        """Why this image is not here, as a code; empty if nothing is known against it."""
        with self._lock:
            return self._faults.get(sha256, _NONE).code

    def look_ahead(self) -> None:
        """Ask the cache anew which images are missing, in the order of the queue."""
        if self._allowance > 0:
            self._ahead = deque(self._writes.reader().missing_images(_AHEAD + len(self._faults)))

    def fetch_one(self, most_bytes: int) -> bool:
        """Fetch the next image, if there is one; whether there was. Raises Unavailable when the line
        breaks or the disk is low.
        """
        # Before one is taken off the list: what the screen waits for comes when there is room again.
        self._writes.leave_room()
        sha256, is_wanted = self._next()
        if not sha256:
            return False
        if sha256 in self._writes.reader().has_images((sha256,)):
            return True
        body = self._fetched(sha256, min(most_bytes, self._budget, _LARGEST))
        if body is not None:
            self._keep(sha256, body, is_wanted)
        return True

    def _next(self) -> tuple[str, bool]:
        now = self._clock.monotonic()
        with self._lock:
            while self._wanted:
                sha256 = self._wanted.popleft()
                if self._faults.get(sha256, _NONE).until <= now:
                    return sha256, True
            while self._ahead:
                sha256, size = self._ahead.popleft()
                if self._faults.get(sha256, _NONE).until <= now and size <= self._allowance:
                    return sha256, False
        return "", False

    def _fetched(self, sha256: str, most_bytes: int) -> bytes | None:
        """The verified bytes; none if they cannot be had, which is then noted."""
        if self._begun[0] != sha256:
            self._begun = (sha256, bytearray())
        received = self._begun[1]
        try:
            is_there = self._client.image(sha256, len(received), most_bytes, received.extend)
        except Refused as problem:
            # 416: what was kept of it is longer than the image, so it is not this image.
            self._begun = ("", bytearray())
            self._note(sha256, problem.code, _NOT_FOUND_AGAIN_S)
            return None
        except Unavailable as problem:
            if problem.code == "answer.too_large":
                self._begun = ("", bytearray())
                self._note(sha256, "image.too_large", float("inf"))
                return None
            raise
        self._begun = ("", bytearray())
        if not is_there:
            self._note(sha256, "image.not_found", _NOT_FOUND_AGAIN_S)
            return None
        if hashlib.sha256(received).hexdigest() != sha256.lower():
            times = self._faults.get(sha256, _NONE).times + 1
            self._note(sha256, "image.wrong_hash", float("inf") if times >= _WRONG_HASHES else 60.0 * times)
            return None
        return bytes(received)

    def _keep(self, sha256: str, body: bytes, is_wanted: bool) -> None:
        self._writes.to_cache(lambda cache: cache.put_image(sha256, body))
        if not is_wanted:
            # Fetching ahead never turns the whole budget over more than once: it would push out what it
            # brought.
            self._allowance -= len(body)
        self._writes.to_cache(lambda cache: cache.evict_images(self._budget, (sha256,)))
        with self._lock:
            self._faults.pop(sha256, None)
        self._listener(ImageArrived(sha256=sha256))

    def _note(self, sha256: str, code: str, seconds: float) -> None:
        with self._lock:
            times = self._faults.get(sha256, _NONE).times + 1
            if len(self._faults) >= _REMEMBERED:
                self._faults.pop(next(iter(self._faults)))
            self._faults[sha256] = _Fault(code, times, self._clock.monotonic() + seconds)
        self._listener(ImageFailed(sha256=sha256, code=code))


_NONE: Final = _Fault("", 0, 0.0)
