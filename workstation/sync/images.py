"""Images: fetched ahead in the order of the queue, resumed where they broke off, verified before they are
kept.
"""

import hashlib
import threading
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from workstation.domain.problems import Refused, Unavailable
from workstation.host.clock import Clock
from workstation.sync.image_waits import ImageWait, Rate, bytes_of, fitting
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
_AGAIN: Final = 5
"""How often what is on the screen is put first again after it broke off: others wait behind it."""
_RATHER_FINISHED: Final = 256_000
"""Bytes of an image fetched ahead that are still taken though another one is waited for: asking for the
rest later takes longer.
"""


class _Overtaken(Exception):  # noqa: N818 - nothing went wrong
    """What is being fetched ahead stands back: an image is on the screen that is not here."""


class _Fault(NamedTuple):
    """Why an image is not asked for now. `until` is monotonic; infinity: not in this run of the program."""

    code: str
    times: int
    until: float


class ImageFetcher:
    """Fetches images one at a time. For the sync thread; `want`, `order`, `wait_of`, `fault_of` for any."""

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
        self._begun: OrderedDict[str, bytearray] = OrderedDict()
        self._ahead: deque[tuple[str, int]] = deque()
        self._order: tuple[int, ...] = ()
        self._is_ordered = True
        self._next_of_queue: list[str] = []
        self._brought: OrderedDict[str, None] = OrderedDict()
        self._broke_off: dict[str, int] = {}
        self._sizes: dict[str, int] = {}
        self._coming, self._is_overtakable = "", False
        self._rate = Rate(clock)

    def want(self, sha256: str) -> None:
        """This image is on the screen: before all others, also where it could not be had before."""
        with self._lock:
            if sha256 not in self._wanted and sha256 != self._coming:
                self._wanted.append(sha256)
            self._broke_off.pop(sha256, None)
            if self._faults.get(sha256, _NONE).code != "image.wrong_hash":
                self._faults.pop(sha256, None)

    def order(self, on_screen: Iterable[str], refs: Sequence[int]) -> None:
        """Another consignment is open: of what is wanted only its images still are, and fetching ahead goes
        by these references, the next of the queue as it is shown.
        """
        with self._lock:
            still = set(on_screen)
            self._wanted = deque(sha256 for sha256 in self._wanted if sha256 in still)
            self._order, self._is_ordered = tuple(refs), False

    def fault_of(self, sha256: str) -> str:
        """Why this image is not here, as a code; empty if nothing is known against it."""
        with self._lock:
            return self._faults.get(sha256, _NONE).code

    def wait_of(self, sha256: str) -> ImageWait:
        """When this image will be here, as far as the fetching goes."""
        with self._lock:
            rate, received = self._rate.bytes_per_s, len(self._begun.get(sha256, b""))
            if sha256 == self._coming:
                return ImageWait(state="coming", received=received, bytes_per_s=rate)
            line = [*self._wanted, *(each for each, _size in self._ahead)]
            if sha256 not in line:
                return ImageWait(received=received, bytes_per_s=rate)
            before = line[: line.index(sha256)]
            to_come = bytes_of(before, self._sizes)
            if self._coming and not (self._is_overtakable and sha256 in self._wanted):
                before.insert(0, self._coming)
                had = len(self._begun.get(self._coming, b""))
                to_come += max(0, bytes_of((self._coming,), self._sizes) - had)
            return ImageWait(
                state="in_line",
                place=len(before),
                before_bytes=to_come,
                received=received,
                bytes_per_s=rate,
            )

    def look_ahead(self) -> None:
        """Ask the cache anew which images are missing: of the next of the queue as far as the budget goes,
        then in the order of its scores.
        """
        with self._lock:
            order, self._is_ordered = self._order, True
        reader = self._writes.reader()
        named = reader.images_named(order)
        next_ones = fitting(named, self._budget)
        here = reader.has_images(next_ones)
        # Each is fetched ahead once: what was pushed out again is fetched when the officer opens it.
        ahead = [(each, named[each]) for each in next_ones if each not in here and each not in self._brought]
        if self._allowance > 0:
            first = {each for each, _size in ahead}
            missing = reader.missing_images(_AHEAD + len(self._faults))
            ahead += [(each, size) for each, size in missing if each not in first and each not in named]
        with self._lock:
            self._next_of_queue = next_ones
            self._ahead = deque(ahead)
            self._sizes = {**named, **dict(ahead)}

    def fetch_one(self, most_bytes: int) -> bool:
        """Fetch the next image, if there is one; whether there was. Raises Unavailable when the line
        breaks or the disk is low.
        """
        # Before one is taken off the list: what the screen waits for comes when there is room again.
        self._writes.leave_room()
        if not self._is_ordered:
            self.look_ahead()
        sha256, is_wanted = self._next()
        if not sha256:
            return False
        try:
            if sha256 not in self._writes.reader().has_images((sha256,)):
                self._fetch(sha256, min(most_bytes, self._budget, _LARGEST), is_wanted=is_wanted)
        except _Overtaken:
            with self._lock:
                self._ahead.appendleft((sha256, self._sizes.get(sha256, 0)))
        except Unavailable:
            if is_wanted:
                self._put_first_again(sha256)
            raise
        finally:
            with self._lock:
                self._coming = ""
        return True

    def _fetch(self, sha256: str, most_bytes: int, *, is_wanted: bool) -> None:
        self._rate.begin()
        try:
            body = self._fetched(sha256, most_bytes, may_be_overtaken=not is_wanted)
        finally:
            self._rate.end()
        if body is not None:
            self._keep(sha256, body, is_wanted)

    def _put_first_again(self, sha256: str) -> None:
        with self._lock:
            times = self._broke_off.get(sha256, 0) + 1
            if times <= _AGAIN and sha256 not in self._wanted:
                self._broke_off[sha256] = times
                self._wanted.appendleft(sha256)
            else:
                self._broke_off.pop(sha256, None)

    def _next(self) -> tuple[str, bool]:
        now = self._clock.monotonic()
        with self._lock:
            while self._wanted:
                sha256 = self._wanted.popleft()
                if self._faults.get(sha256, _NONE).until <= now:
                    self._coming, self._is_overtakable = sha256, False
                    return sha256, True
            while self._ahead:
                sha256, size = self._ahead.popleft()
                has_room = sha256 in self._next_of_queue or size <= self._allowance
                if self._faults.get(sha256, _NONE).until <= now and has_room:
                    self._coming, self._is_overtakable = sha256, True
                    return sha256, False
        return "", False

    def _fetched(self, sha256: str, most_bytes: int, *, may_be_overtaken: bool) -> bytes | None:
        """The verified bytes; none if they cannot be had, which is then noted."""
        received = self._begun.setdefault(sha256, bytearray())
        self._begun.move_to_end(sha256)
        while len(self._begun) > 2:  # one that was overtaken, and the one that overtook it
            self._begun.popitem(last=False)

        def take(piece: bytes) -> None:
            received.extend(piece)
            self._rate.take(len(piece))
            if may_be_overtaken and self._is_overtaken(sha256, len(received)):
                raise _Overtaken

        try:
            is_there = self._client.image(sha256, len(received), most_bytes, take)
        except Refused as problem:
            # 416: what was kept of it is longer than the image, so it is not this image.
            self._begun.pop(sha256)
            self._note(sha256, problem.code, _NOT_FOUND_AGAIN_S)
            return None
        except Unavailable as problem:
            if problem.code == "answer.too_large":
                self._begun.pop(sha256)
                self._note(sha256, "image.too_large", float("inf"))
                return None
            raise
        self._begun.pop(sha256)
        if not is_there:
            self._note(sha256, "image.not_found", _NOT_FOUND_AGAIN_S)
            return None
        if hashlib.sha256(received).hexdigest() != sha256.lower():
            times = self._faults.get(sha256, _NONE).times + 1
            self._note(sha256, "image.wrong_hash", float("inf") if times >= _WRONG_HASHES else 60.0 * times)
            return None
        return bytes(received)

    def _is_overtaken(self, sha256: str, received: int) -> bool:
        with self._lock:
            if not self._wanted or sha256 in self._wanted:
                return False
            return self._sizes.get(sha256, 0) - received > _RATHER_FINISHED

    def _keep(self, sha256: str, body: bytes, is_wanted: bool) -> None:
        self._writes.to_cache(lambda cache: cache.put_image(sha256, body))
        if sha256 in self._next_of_queue:
            self._brought[sha256] = None
            if len(self._brought) > _REMEMBERED:
                self._brought.popitem(last=False)
        elif not is_wanted:
            # Fetching ahead never turns the whole budget over more than once: it would push out what it
            # brought.
            self._allowance -= len(body)
        kept = (sha256, *self._next_of_queue)
        self._writes.to_cache(lambda cache: cache.evict_images(self._budget, kept))
        with self._lock:
            self._faults.pop(sha256, None)
            self._broke_off.pop(sha256, None)
        self._listener(ImageArrived(sha256=sha256))

    def _note(self, sha256: str, code: str, seconds: float) -> None:
        with self._lock:
            times = self._faults.get(sha256, _NONE).times + 1
            if len(self._faults) >= _REMEMBERED:
                self._faults.pop(next(iter(self._faults)))
            self._faults[sha256] = _Fault(code, times, self._clock.monotonic() + seconds)
        self._listener(ImageFailed(sha256=sha256, code=code))


_NONE: Final = _Fault("", 0, 0.0)
