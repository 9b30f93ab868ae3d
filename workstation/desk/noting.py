"""Records what moves no goods: who noted it, when, and how the line stood. A note names no mandate."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from workstation.domain.decision import Bearing
from workstation.identity.officer import Officer
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft


class Noting:
    """For the ledger's writer. `recorded` is told after each note, so that it is sent."""

    def __init__(
        self,
        ledger: Ledger,
        officer: Callable[[], Officer],
        bearing: Callable[[], Bearing],
        recorded: Callable[[], None],
        workplace: str = "",
    ) -> None:
        self._ledger = ledger
        self._workplace = workplace
        self._officer = officer
        self._bearing = bearing
        self._recorded = recorded

    def note(
        self,
        kind: str,
        consignment: str,
        *,
        parcel: str = "",
        place: str = "",
        linked: str = "",
        seen: Sequence[str] = (),
        images_shown: Sequence[str] = (),
        particulars: Sequence[tuple[str, str]] = (),
    ) -> str:
        """Record it; the event's id. When this returns it is on the disk."""
        draft = EventDraft(
            kind=kind,
            officer="",
            consignment=consignment,
            parcel=parcel,
            place=place,
            linked=linked,
            seen=tuple(seen),
            images_shown=tuple(images_shown),
            particulars=tuple(particulars),
        )
        return self.record(draft)

    def record(self, draft: EventDraft) -> str:
        """As `note`, of what this says; who notes it, when and where is filled in."""
        bearing = self._bearing()
        whole = replace(
            draft,
            officer=self._officer().id,
            clock_offset_ms=bearing.clock_offset_ms,
            line=bearing.line,
            service_time=bearing.service_time,
            workplace=self._workplace,
        )
        submission = self._ledger.record(whole)
        self._recorded()
        return submission.event.id
