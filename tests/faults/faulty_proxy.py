"""A proxy that does to each request one of the things that lines do, chosen by a seed.

It delays, cuts the request or the answer, answers 500, 429 or 503 itself, sends a sign-in page with 200, the
body cut, doubled or of another length than it says, an earlier answer in place of this one, or nothing at
all after the service has done what was asked.
"""

import http.client
import random
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tests.fakes.faulty_line import (
    Fault,
    FaultyLine,
    Forward,
    Reply,
    Request,
    SlowFault,
    cut_off,
    cut_off_silently,
    doubled,
    lose_answer,
    lose_request,
    pass_on,
    problem,
    reset,
    says,
    sign_in_page,
)

SILENCE_S: Final = 0.5
LONGEST_DELAY_S: Final = 0.2


def says_too_long(_request: Request, forward: Forward) -> bytes:
    """More is announced than comes."""
    reply = forward()
    return Reply(reply.status, reply.body, reply.headers, len(reply.body) + 7).raw()


def says_too_short(_request: Request, forward: Forward) -> bytes:
    """Less is announced than comes."""
    reply = forward()
    return Reply(reply.status, reply.body, reply.headers, max(0, len(reply.body) - 7)).raw()


def says_504(_request: Request, forward: Forward) -> bytes:
    """Something on the way gave up waiting for an answer that came too late."""
    forward()
    return problem(504, "gateway.timeout")(_request, forward)


class FaultyProxy(FaultyLine):
    """A `FaultyLine` whose requests each meet a fault by chance while it `is_faulty`; `met` counts them."""

    def __init__(self, seed: int, upstream: str = "") -> None:
        super().__init__(upstream)
        self.is_faulty = False
        self.met: Counter[str] = Counter()
        self.always = self._by_chance
        self._dice = random.Random(seed)
        self._choosing = threading.Lock()
        self._earlier: dict[tuple[str, str], Reply] = {}
        self._faults: Mapping[str, Fault | SlowFault] = {
            "passes": pass_on,
            "delayed": self._delayed,
            "request lost": lose_request,
            "answer lost": lose_answer,
            "connection reset": reset,
            "body cut": cut_off,
            "body cut, length too": cut_off_silently,
            "body doubled": doubled,
            "length too long": says_too_long,
            "length too short": says_too_short,
            "500": says(500),
            "429": problem(429, "rate", Retry_After="1"),
            "503": problem(503, "busy", Retry_After="1"),
            "web page": sign_in_page,
            "stale": self._stale,
            "silence after it was done": self._silent,
            "504 after it was done": says_504,
        }

    @property
    def faults(self) -> Sequence[str]:
        """Everything that can happen here."""
        return tuple(self._faults)

    def _by_chance(self, request: Request, forward: Forward) -> Iterator[bytes]:
        with self._choosing:
            # Three of four pass, for a cycle of the bench has many requests and ends at the first that fails.
            names = (*self._faults, *["passes"] * 3 * len(self._faults))
            name = self._dice.choice(names) if self.is_faulty else "passes"
            self.met[name] += 1
        said = self._faults[name](request, lambda: self._remembered(request, forward))
        if isinstance(said, bytes):
            yield said
        else:
            yield from said

    def _remembered(self, request: Request, forward: Forward) -> Reply:
        try:
            reply = forward()
        except http.client.HTTPException as error:
            raise ConnectionError from error  # the service died in the middle of its answer
        with self._choosing:
            self._earlier.setdefault((request.method, request.path), reply)
        return reply

    def _delayed(self, _request: Request, forward: Forward) -> Iterator[bytes]:
        self._ended.wait(self._dice.random() * LONGEST_DELAY_S)
        yield forward().raw()

    def _stale(self, request: Request, forward: Forward) -> bytes:
        """The first answer that this address ever gave, whatever it has to say since."""
        reply = forward()
        with self._choosing:
            return self._earlier.get((request.method, request.path), reply).raw()

    def _silent(self, _request: Request, forward: Forward) -> Iterator[bytes]:
        forward()
        self._ended.wait(SILENCE_S)
        yield b""
