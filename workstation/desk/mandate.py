"""The mandate of the officer at work: under which acts are recorded, and what it lets the officer decide."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from workstation.domain.act import ACT_EFFECTS
from workstation.domain.decision import Bearing
from workstation.domain.mandate import OFF_LINE, ON_LINE, Grant, Mandate, MandateFacts, grants_for, within
from workstation.domain.problems import SignInNeeded
from workstation.domain.value import Value
from workstation.identity.officer import Officer
from workstation.identity.service_time import ServiceTime
from workstation.ledger.mandates import Mandates

UNKNOWN: Final = "unknown"
"""State of a card: no mandate was ever issued to this bench; acts are recorded without one."""
NONE: Final = "none"
"""The service issues mandates, and has given this bench none for this officer."""
HOLDS: Final = "holds"
NOT_YET: Final = "not_yet"
EXPIRED: Final = "expired"
ALONE_TOO_LONG: Final = "alone_too_long"

KINDS: Final = tuple(ACT_EFFECTS)
"""Kinds of act that a card tells of, in this order."""

_OF_TIME: Final = {
    "mandate.not_yet": NOT_YET,
    "mandate.expired": EXPIRED,
    "mandate.offline_too_long": ALONE_TOO_LONG,
}


class KindOnCard(Value):
    """What the mandate says of one kind of act: every grant for it; none: it is not covered."""

    kind: str
    grants: tuple[Grant, ...] = ()


class MandateCard(Value):
    """What an officer may decide, as the screens show it.

    `left` is for how long it holds if the service is not heard any more (none: there is no mandate, or the
    service was never heard). `valid_until` and `off_line_until` are the service's time.
    """

    state: str
    officer: str
    kinds: tuple[KindOnCard, ...] = ()
    left: timedelta | None = None
    valid_until: datetime | None = None
    off_line_until: datetime | None = None
    offices: tuple[str, ...] = ()
    over_holds: tuple[str, ...] = ()
    may_annul: tuple[str, ...] = ()
    may_leave_before_acknowledged: bool = False

    def lets_leave(self) -> bool:
        """Whether released goods may leave at this moment, before the service has acknowledged it: a mandate
        that has run out lets nothing leave.
        """
        return self.may_leave_before_acknowledged and self.state == HOLDS


class MandateDesk:
    """Looks at the newest mandate of whoever is at work. Point look-ups, for any thread."""

    def __init__(
        self,
        mandates: Mandates,
        time: ServiceTime,
        officer: Callable[[], Officer],
        is_up: Callable[[], bool],
        clock_offset_ms: Callable[[], int | None],
        is_revoked: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_revoked`: whether this bench was taken out of service, whatever an officer's mandate says."""
        self._mandates = mandates
        self._time = time
        self._officer = officer
        self._is_up = is_up
        self._clock_offset_ms = clock_offset_ms
        self._is_revoked = is_revoked

    def at_work(self) -> str:
        """Whose mandate is wanted; empty: nobody is signed in."""
        try:
            return self._officer().id
        except SignInNeeded:
            return ""

    def bearing(self) -> Bearing:
        """Under which mandate, and under what circumstances, an act is decided at this moment."""
        officer = self._officer().id
        kept = self._mandates.of(officer)
        return Bearing(
            officer=officer,
            mandate=kept.mandate if kept is not None else None,
            is_issued=kept is not None or self._mandates.any(),
            line=ON_LINE if self._is_up() else OFF_LINE,
            service_time=self._time.now(),
            heard=self._time.heard(),
            clock_offset_ms=self._clock_offset_ms(),
        )

    def knows(self, officer: str) -> bool:
        """Whether this officer has worked here: then the service has issued a mandate to this bench. Who
        types the id, it proves not.
        """
        return self._mandates.of(officer) is not None

    def card(self) -> MandateCard:
        """What the officer at work may decide."""
        bearing = self.bearing()
        mandate = bearing.mandate
        if mandate is None:
            if bearing.is_issued:
                return MandateCard(state=NONE, officer=bearing.officer, left=timedelta())
            return MandateCard(state=UNKNOWN, officer=bearing.officer)
        heard = bearing.heard
        return MandateCard(
            state=_state(mandate, bearing),
            officer=bearing.officer,
            kinds=tuple(KindOnCard(kind=kind, grants=grants_for(mandate, kind)) for kind in KINDS),
            left=_left(mandate, bearing),
            valid_until=mandate.valid_until,
            off_line_until=mandate.holds_off_line_until(heard) if heard is not None else None,
            offices=mandate.offices,
            over_holds=mandate.over_holds,
            may_annul=mandate.may_annul,
            may_leave_before_acknowledged=mandate.may_leave_before_acknowledged and not self._is_revoked(),
        )

    def left(self) -> timedelta | None:
        """For how long the mandate holds if the service is not heard any more; none where none is known."""
        return self.card().left

    def alone(self) -> timedelta | None:
        """For how long the service has not been heard, as measured; none: never heard."""
        now, heard = self._time.now(), self._time.heard()
        return None if now is None or heard is None else max(now - heard, timedelta())


def _state(mandate: Mandate, bearing: Bearing) -> str:
    facts = MandateFacts(
        kind="",
        officer=bearing.officer,
        line=bearing.line,
        service_time=bearing.service_time,
        heard=bearing.heard,
    )
    return next((_OF_TIME[code] for code in within(mandate, facts) if code in _OF_TIME), HOLDS)


def _left(mandate: Mandate, bearing: Bearing) -> timedelta | None:
    if bearing.service_time is None or bearing.heard is None:
        return None
    return max(mandate.holds_off_line_until(bearing.heard) - bearing.service_time, timedelta())
