"""What the sync thread tells: frozen news for whoever listens, and how the line stands."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from workstation.contract.leases import Lease
from workstation.contract.messages import Maintenance
from workstation.domain.problems import Problem
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.ledger.values import Settled
from workstation.sync.problems import DRILL


class LineState(Value):
    """How the line to the central service stands.

    `phase` is `starting`, `pulling` (a snapshot, with `sent` of `total`), `on_line`, `off_line`, `refused`
    (the token, or the address) or `drill` (cut off on purpose). `last_heard` is by the bench's clock,
    `heard_s` the same in its monotonic seconds (none: not in this run); `clock_offset_ms` the service's
    clock minus the bench's. `problem` is what stops the work, as its code, with `problem_words`, the
    sentence that is translated, and `problem_values` for the places in it. `next_try` is when it is tried
    again, `next_try_s` the same in monotonic seconds, `failures` how many attempts failed in a row, those
    before a restart of the program included. `maintenance` are the interruptions that the service plans.
    `compared_at`: when bench and service last compared this ledger, by the bench's clock (none: never);
    `compared_count` entries were held there, and `compared_differs` were not as here.
    """

    phase: str = "starting"
    last_heard: datetime | None = None
    heard_s: float | None = None
    clock_offset_ms: int | None = None
    sent: int = 0
    total: int = 0
    problem: str = ""
    problem_words: str = ""
    problem_values: Mapping[str, str] = {}
    next_try: datetime | None = None
    next_try_s: float | None = None
    failures: int = 0
    service: str = ""
    maintenance: tuple[Maintenance, ...] = ()
    compared_at: datetime | None = None
    compared_count: int = 0
    compared_differs: int = 0


NOT_STOPPED: Final[Mapping[str, Any]] = {"problem": "", "problem_words": "", "problem_values": {}}
"""Of a `LineState`: nothing stops the work."""


NO_TRY: Final[Mapping[str, Any]] = {"next_try": None, "next_try_s": None, "failures": 0}
"""Of a `LineState`: nothing is waited for."""

MOST_MAINTENANCE: Final = 10
"""Planned interruptions that are told; a service that plans more is not believed."""


def tries_in(seconds: float, clock: Clock, failures: int) -> Mapping[str, Any]:
    """Of a `LineState`: it is tried again in so many seconds, after so many failures."""
    return {
        "next_try": clock.now() + timedelta(seconds=seconds),
        "next_try_s": clock.monotonic() + seconds,
        "failures": failures,
    }


def heard(clock: Clock) -> Mapping[str, Any]:
    """Of a `LineState`: the service answered just now."""
    return {"last_heard": clock.now(), "heard_s": clock.monotonic()}


def phase_after(problem: Problem) -> str:
    """The phase of a line on which nothing is heard any more."""
    return "drill" if problem.code == DRILL else "off_line"


def stopped_by(problem: Problem) -> Mapping[str, Any]:
    """Of a `LineState`: this stops the work."""
    return {"problem": problem.code, "problem_words": problem.what, "problem_values": dict(problem.values)}


class LineChanged(Value):
    """The line stands differently."""

    state: LineState


class CacheChanged(Value):
    """A page was stored: ids stored and gone, documents refused, and how far a snapshot is."""

    stored: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    refused: int = 0
    sent: int = 0
    total: int = 0
    complete: bool = True


class ReferenceChanged(Value):
    """A coded list is another now."""

    name: str


class Delivered(Value):
    """An answer to events was taken in."""

    settled: Settled


class AttentionRaised(Value):
    """Something needs a person: its kind and consignment."""

    kind: str
    consignment: str


class AttentionEnded(Value):
    """What needed a person was settled elsewhere: about this consignment."""

    consignment: str


class PresenceState(Value):
    """Who has what open, as last heard. `open` is this bench's consignment, `is_leased` whether others see
    that, `is_idle` that it was given back because nobody touched anything; `others` what other benches have.
    """

    open: str = ""
    is_leased: bool = False
    is_idle: bool = False
    others: tuple[Lease, ...] = ()


class PresenceChanged(Value):
    """Another consignment is leased, or other benches have other ones open."""

    state: PresenceState


class MandateChanged(Value):
    """The central service has issued this officer another mandate."""

    officer: str


class ImageArrived(Value):
    """An image is in the cache."""

    sha256: str


class ImageFailed(Value):
    """An image cannot be had, for good or for now: `code` says why (`image.wrong_hash`, `image.not_found`
    ...).
    """

    sha256: str
    code: str


News: TypeAlias = (
    LineChanged
    | CacheChanged
    | ReferenceChanged
    | Delivered
    | AttentionRaised
    | AttentionEnded
    | PresenceChanged
    | MandateChanged
    | ImageArrived
    | ImageFailed
)
Listener: TypeAlias = Callable[[News], None]
