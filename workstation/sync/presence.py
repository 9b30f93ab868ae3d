"""Who has what open: this bench's lease on the consignment on its screen, and what other benches have open.

Only ever a hint. What fails here is tried again later, is never the line's failure, and holds nothing up for
longer than `WITHIN_S`. Off line nothing is asked: then the parcel in hand counts.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from workstation.contract import endpoints
from workstation.contract.leases import LEASE_S, Lease, LeaseAnswer, LeaseRequest, Leases
from workstation.domain.problems import Problem
from workstation.host.clock import Clock
from workstation.sync import problems
from workstation.sync.news import PresenceState

if TYPE_CHECKING:
    from workstation.sync.transport import CentralClient

T = TypeVar("T", LeaseAnswer, Leases)

log: Final = logging.getLogger(__name__)

IDLE_S: Final = float(LEASE_S)
"""An officer who touched nothing for so long is not at the bench: the lease is given back."""
RENEW_S: Final = 60.0
LOOK_S: Final = 15.0
AFTER_FAILURE_S: Final = 60.0
WITHIN_S: Final = 2.0
"""How long one request may take: what was decided meanwhile waits behind it."""

_LONGEST: Final = 200
_MOST: Final = 2_000


class _Wanted(NamedTuple):
    consignment: str = ""
    officer: str = ""


class Presence:
    """What the desk says is for any thread and never waits; `run` is the sync thread's."""

    def __init__(
        self,
        bench: str,
        offices: Sequence[str],
        clock: Clock,
        changed: Callable[[PresenceState], None],
        wake: Callable[[], None],
    ) -> None:
        """`changed` is called on the sync thread; `wake` lets it come soon, where the line is up."""
        self._bench = bench
        self._offices = tuple(offices)
        self._clock = clock
        self._changed = changed
        self._wake = wake
        self._wanted = _Wanted()
        self._touched_at = clock.monotonic()
        self._is_idle = False
        self._leased = _Wanted()
        self._renew_at = self._look_at = self._not_before = 0.0
        self._state = self._told = PresenceState()
        self._heard_at = float("-inf")
        self._is_returned = threading.Event()
        self._is_returned.set()

    # --- for any thread -----------------------------------------------------------------------------------

    def opened(self, consignment: str, officer: str) -> None:
        """This consignment is on the screen, in place of any before."""
        self._touched_at = self._clock.monotonic()
        self._wanted = _Wanted(consignment, officer)
        self._wake()

    def put_away(self) -> None:
        """No consignment is on the screen."""
        if self._wanted.consignment:
            self._wanted = _Wanted()
            self._wake()

    def touched(self) -> None:
        """The officer is there: a key, the mouse, a barcode."""
        self._touched_at = self._clock.monotonic()
        if self._is_idle:
            self._is_idle = False
            self._wake()

    def state(self) -> PresenceState:
        """What is known now. What others had open when the service was last heard has ended by itself since,
        where that is longer ago than a lease lasts.
        """
        if self._clock.monotonic() - self._heard_at >= LEASE_S:
            return replace(self._state, is_leased=False, others=())
        return self._state

    def leave(self, within_s: float) -> None:
        """The program ends: give back what is leased, and wait for that only so long; else it ends by
        itself.
        """
        self._wanted = _Wanted()
        if not self._is_returned.is_set():
            self._wake()
            self._is_returned.wait(within_s)

    # --- the sync thread ----------------------------------------------------------------------------------

    def run(self, client: "CentralClient") -> None:
        """Do what is due: give back, lease, renew, look around."""
        now = self._clock.monotonic()
        if now < self._not_before or not self._bench:
            return
        try:
            self._keep(client, now)
            self._look_around(client, now)
        except Problem as problem:
            if problem.code == problems.DRILL:
                return
            # The line's own work finds out by itself whether the line is down.
            log.info("who has what open is not known", extra={"code": problem.code})
            self._not_before = self._clock.monotonic() + AFTER_FAILURE_S
        self._publish()

    def _keep(self, client: "CentralClient", now: float) -> None:
        """This bench's own lease becomes what is on the screen."""
        wanted = self._wanted
        self._is_idle = bool(wanted.consignment) and now - self._touched_at >= IDLE_S
        if self._is_idle:
            wanted = _Wanted()
        if not wanted.consignment:
            self._give_back(client)
        elif wanted != self._leased or now >= self._renew_at:
            self._take(client, wanted, now)

    def _give_back(self, client: "CentralClient") -> None:
        if self._leased.consignment:
            place = {"id": self._leased.consignment}
            client.ask(endpoints.GIVE_BACK_LEASE, place, [("bench", self._bench)], within_s=WITHIN_S)
            self._leased = _Wanted()
        self._is_returned.set()

    def _take(self, client: "CentralClient", wanted: _Wanted, now: float) -> None:
        self._is_returned.clear()  # before the answer: it may be leased though the answer is lost
        request = LeaseRequest(bench=self._bench, office=self._office(), officer=wanted.officer)
        body = client.ask(
            endpoints.TAKE_LEASE,
            {"id": wanted.consignment},
            body=msgspec.json.encode(request),
            within_s=WITHIN_S,
        )
        answer = _read(body, LeaseAnswer)
        self._leased, self._renew_at = wanted, now + RENEW_S
        elsewhere = [each for each in self._state.others if each.consignment != wanted.consignment]
        self._hear([*answer.others, *elsewhere])

    def _office(self) -> str:
        return self._offices[0] if self._offices else ""

    def _look_around(self, client: "CentralClient", now: float) -> None:
        if now < self._look_at:
            return
        query = [("office", office) for office in self._offices]
        found = _read(client.ask(endpoints.LEASES, {}, query, within_s=WITHIN_S), Leases)
        self._look_at = now + LOOK_S
        self._hear(found.leases)

    def _hear(self, leases: Sequence[Lease]) -> None:
        others = tuple(_bounded(each) for each in leases[:_MOST] if each.bench != self._bench)
        self._heard_at = self._clock.monotonic()
        self._state = replace(self._state, others=others)

    def _publish(self) -> None:
        self._state = replace(
            self._state,
            open=self._wanted.consignment,
            is_leased=bool(self._leased.consignment) and self._leased == self._wanted,
            is_idle=self._is_idle,
        )
        told, self._told = self._told, self.state()
        if self._told != told:
            self._changed(self._told)


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise problems.unreadable("not what the contract says of leases") from error


def _bounded(lease: Lease) -> Lease:
    """The lease with no name longer than one can be."""
    return Lease(
        consignment=lease.consignment[:_LONGEST],
        bench=lease.bench[:_LONGEST],
        office=lease.office[:_LONGEST],
        officer=lease.officer[:_LONGEST],
        since=lease.since if lease.since is None or lease.since.tzinfo is not None else None,
    )
