"""What goes into the ledger and what comes out of it, as frozen values."""

from datetime import datetime
from typing import Final

import msgspec

from workstation.domain.act import Act, ScopeEntry
from workstation.domain.event import BenchEvent, DocumentVersion, Particular
from workstation.domain.mark import DetectionJudged, Mark
from workstation.domain.value import Value

WAITING: Final = "waiting"
ACKNOWLEDGED: Final = "acknowledged"
REFUSED: Final = "refused"

OUTCOMES: Final = {WAITING: "pending", ACKNOWLEDGED: "accepted", REFUSED: "refused"}
"""The outcome of an act by the state of its delivery."""


class EventDraft(Value):
    """What the desk wants recorded; fields as in `BenchEvent`.

    `particulars` are pairs (kind, text) of what describes; `last_read` is the raw text of the last barcode
    read and becomes a particular of its own, and so do the words of `marks`. For `hold_back_s` seconds the
    event is not sent, so that it can be annulled.
    """

    kind: str
    officer: str
    consignment: str = ""
    scope: tuple[ScopeEntry, ...] = ()
    seen: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    owner: str = ""
    reason: str = ""
    legal_basis: str = ""
    mandate: str = ""
    document_versions: tuple[DocumentVersion, ...] = ()
    images_shown: tuple[str, ...] = ()
    particulars: tuple[tuple[str, str], ...] = ()
    last_read: str = ""
    clock_offset_ms: int | None = None
    hold_back_s: float = 0.0
    lane: str = ""
    category: str = ""
    line: str = ""
    second: str = ""
    service_time: datetime | None = None
    parcel: str = ""
    place: str = ""
    linked: str = ""
    workplace: str = ""
    possession: str = ""
    exception: str = ""
    marks: tuple[Mark, ...] = ()
    judged: tuple[DetectionJudged, ...] = ()


class Outgoing(Value):
    """An entry as it is sent: `body` are its canonical bytes as the ledger keeps them, whatever version wrote
    them; `event` is what this version reads in them.
    """

    event: BenchEvent
    hash: str
    body: bytes
    particulars: tuple[Particular, ...] = ()
    signature: str = ""

    def encoded(self) -> bytes:
        """JSON of a `Submission`, with the event in its own bytes."""
        rest = {"hash": self.hash, "particulars": self.particulars, "signature": self.signature}
        return b'{"event":' + self.body + b"," + msgspec.json.encode(rest)[1:]


class LedgerAct(Value):
    """One own act on a consignment: `state` is `waiting`, `acknowledged` or `refused`; `number` the
    service's for it.
    """

    act: Act
    state: str
    number: str = ""


class DeliveryCounts(Value):
    """How much was recorded here in all and what became of it. `waiting` are decisions, `notes_waiting` what
    moves no goods (domain/note.py); `attention` counts what a person must look at.
    """

    recorded: int = 0
    waiting: int = 0
    notes_waiting: int = 0
    acknowledged: int = 0
    refused: int = 0
    attention: int = 0
    oldest_waiting: datetime | None = None


class DeliveryRow(Value):
    """One event as the delivery screen lists it. `code` and `words` are the service's, or why it was
    postponed.
    """

    sequence: int
    event_id: str
    kind: str
    consignment: str
    state: str
    at: datetime
    number: str = ""
    code: str = ""
    words: str = ""
    attempts: int = 0
    next_attempt: datetime | None = None


class SettledEvent(Value):
    """What an answer changed about one event."""

    id: str
    consignment: str
    number: str = ""
    code: str = ""
    words: str = ""
    conflict: bool = False


class Settled(Value):
    """What an answer changed. `unanswered` stay waiting; `without_effect` were settled before, or are not
    of this ledger.
    """

    accepted: tuple[SettledEvent, ...] = ()
    refused: tuple[SettledEvent, ...] = ()
    unanswered: tuple[str, ...] = ()
    without_effect: tuple[str, ...] = ()

    def consignments(self) -> tuple[str, ...]:
        """The consignments whose acts got an answer, each once."""
        return tuple(dict.fromkeys(e.consignment for e in (*self.accepted, *self.refused) if e.consignment))


class Attention(Value):
    """Something that a person must look at again: `refused`, `conflict`, `changed` or `recall`."""

    id: int
    kind: str
    consignment: str
    at: datetime
    event: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Fault(Value):
    """One place where the ledger is not what was written. `sequence` is 0 where it is about the whole; `last`
    ends a run of entries that begins there.
    """

    code: str
    sequence: int = 0
    last: int = 0


class Verified(Value):
    """Outcome of a full check: how many entries were read, every fault found, and the entry that the ledger
    begins with (those before it were archived).
    """

    entries: int
    faults: tuple[Fault, ...] = ()
    first: int = 1
