"""What the central service's clock shows now, as a bench can know it that has not heard it for days.

Mandates expire by this and never by the bench's own clock, which anybody may set. It is the service's clock
as last heard, plus what has truly passed since. Across a restart of the machine nothing measures what has
passed: then the difference of the bench's clock counts, forward only and for as long as that clock shows it.
It is not kept: once the clock is put right, so is the reckoning. Only never below the time that the newest
entry of the ledger was recorded under: whoever sets the clock back between two restarts gains nothing.
"""

import threading
from datetime import datetime, timedelta
from typing import Final

import msgspec

from workstation.domain.value import Value
from workstation.host.clock import Clock

KNOWN: Final = "service_time"
"""Name of the fact among the ledger's small ones."""

KEPT_EVERY_S: Final = 60.0
"""How often the reckoning is worth a write: a power cut forgets no more than this."""


class _Kept(Value):
    """What outlives a restart. `floor`: the service's time, of which every second was heard or measured.
    `wall`: what the bench's clock showed then, less what it may have gained since the service was heard.
    `is_apart`: the machine was restarted between the last hearing and then. `uptime` counts from the start of
    the machine that `boot` names. `heard`: the service's time when it was last heard.
    """

    floor: datetime
    wall: datetime
    uptime: float
    boot: str
    heard: datetime
    is_apart: bool = False


class ServiceTime:
    """Reckons the service's time. For any thread.

    `known` is what `to_keep` gave before, or empty: the service was never heard. `newest` is the reckoned
    time of the newest entry in the ledger that has one: the time is never below it, until the service is
    heard.
    """

    def __init__(self, known: str, clock: Clock, boot: str, newest: datetime | None = None) -> None:
        self._clock = clock
        self._boot = boot
        self._lock = threading.Lock()
        self._newest = newest
        self._began = clock.monotonic()
        self._since = self._begun(known) or self._begun_by_ledger()
        self._kept_at = clock.monotonic()

    def _begun(self, known: str) -> _Kept | None:
        """What was kept, as of this start."""
        try:
            kept = msgspec.json.decode(known, type=_Kept) if known else None
        except (msgspec.MsgspecError, RecursionError):
            return None
        if kept is None or any(at.tzinfo is None for at in (kept.floor, kept.wall, kept.heard)):
            return None
        if self._boot and kept.boot == self._boot and kept.uptime <= self._clock.monotonic():
            return kept
        fresh = {"uptime": self._clock.monotonic(), "boot": self._boot, "is_apart": True}
        return msgspec.structs.replace(kept, **fresh)

    def _begun_by_ledger(self) -> _Kept | None:
        """What was kept is lost, perhaps with a damaged page: the newest entry says when the service was
        heard at the earliest.
        """
        if self._newest is None:
            return None
        uptime, wall = self._clock.monotonic(), self._clock.now()
        return _Kept(
            floor=self._newest,
            wall=wall,
            uptime=uptime,
            boot=self._boot,
            heard=self._newest,
            is_apart=True,
        )

    def hear(self, at: datetime) -> None:
        """The service's clock shows this at this moment. What was reckoned before is forgotten: it knows."""
        with self._lock:
            self._newest = None
            self._since = _Kept(
                floor=at,
                wall=self._clock.now(),
                uptime=self._clock.monotonic(),
                boot=self._boot,
                heard=at,
            )

    def now(self) -> datetime | None:
        """The service's time; none if it was never heard."""
        with self._lock:
            since, newest = self._since, self._newest
        if since is None:
            return None
        passed = self._passed(since)
        reckoned = since.floor + passed
        if since.is_apart:
            apart = self._clock.now() - passed - since.wall
            reckoned += max(apart, timedelta())
        if newest is None:
            return reckoned
        return max(reckoned, newest + timedelta(seconds=self._clock.monotonic() - self._began))

    def heard(self) -> datetime | None:
        """When the service was last heard, by its own clock; none if never."""
        with self._lock:
            return self._since.heard if self._since is not None else None

    def to_keep(self, every_s: float = 0.0) -> str:
        """What must outlive a restart, as text for the ledger; empty while the last one is not older than
        `every_s` seconds, and where there is nothing to keep.
        """
        with self._lock:
            since, uptime = self._since, self._clock.monotonic()
            if since is None or (every_s and uptime - self._kept_at < every_s):
                return ""
            self._kept_at = uptime
        passed = self._passed(since)
        # Kept side by side: what lies between hearing and a restart stays to be reckoned by the clock alone.
        wall = since.wall + passed if since.is_apart else self._clock.now()
        kept = msgspec.structs.replace(since, floor=since.floor + passed, wall=wall, uptime=uptime)
        return msgspec.json.encode(kept).decode()

    def _passed(self, since: _Kept) -> timedelta:
        """What was measured since then."""
        return timedelta(seconds=max(0.0, self._clock.monotonic() - since.uptime))
