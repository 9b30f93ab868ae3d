"""The messages of version 1: what goes over the wire, made of the domain's own values.

JSON in UTF-8. Times are UTC instants (RFC 3339). Decimal numbers are strings. Unknown fields are ignored by
readers and kept by whoever stores the document as received. Paths are in `endpoints.py`.
"""

from datetime import datetime
from typing import Final

import msgspec

from workstation.contract.mandates import SignedMandate
from workstation.domain.act import Act
from workstation.domain.event import BenchEvent, Particular
from workstation.domain.value import Amount, Value

VERSION: Final = "v1"


class Maintenance(Value):
    """A planned interruption of the service."""

    starts: datetime
    ends: datetime
    words: str = ""


class Limits(Value):
    """What the service takes and gives at once."""

    page_consignments: int = 500
    batch_events: int = 200
    request_bytes: int = 8_000_000
    image_bytes: int = 64_000_000


class ServiceInformation(Value):
    """Who answers. `epoch` changes when the service lost or rebuilt its history; `clock` is its UTC time
    now.
    """

    versions: tuple[str, ...] = (VERSION,)
    capabilities: tuple[str, ...] = ()
    limits: Limits = Limits()
    epoch: str = ""
    clock: datetime | None = None
    maintenance: tuple[Maintenance, ...] = ()
    name: str = ""


class Scope(Value):
    """Which consignments a bench works on: empty offices or lanes mean all; `days` back from now (0: no
    limit).
    """

    offices: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    days: int = 0


class Gone(Value):
    """A tombstone. `reason` is `left_scope` or `withdrawn`."""

    id: str
    reason: str = "left_scope"


class Page(Value):
    """A page of the snapshot or of the changes.

    `consignments` are documents as stored (each a `Consignment`). `cursor` is to be stored in the
    transaction that stores the page and sent with the next request: as `after` of the snapshot while `more`,
    as `since` of the changes afterwards. `total` and `sent` are for showing progress of a snapshot.
    """

    epoch: str
    cursor: str
    more: bool = False
    consignments: tuple[msgspec.Raw, ...] = ()
    gone: tuple[Gone, ...] = ()
    total: int = 0
    sent: int = 0
    clock: datetime | None = None


class Matches(Value):
    """Answer to a barcode: every consignment that has it, best first; none is an answer, not an error."""

    consignments: tuple[msgspec.Raw, ...] = ()


class Submission(Value):
    """One bench event with what describes it, and the hash of its canonical bytes.

    The event is sent in exactly the bytes that were hashed. `signature` is the bench's Ed25519 signature over
    them, base64 (empty: the ledger had no key yet).
    """

    event: BenchEvent
    hash: str
    particulars: tuple[Particular, ...] = ()
    signature: str = ""


class EventBatch(Value):
    """Events of one ledger, in its order. Each entry is read on its own: one that cannot be read is refused
    alone. `mandates` are those that the events name: a service that was restored from a copy may lack them.
    """

    events: tuple[msgspec.Raw, ...]
    mandates: tuple[SignedMandate, ...] = ()


class Outcome(Value):
    """What became of one event.

    `outcome` is `accepted`, `already_known` or `refused`; a refusal has a `code` and `words`. `number` is
    the service's own number for it. `conflict` is only a hint: the truth comes with the next pull.
    """

    id: str
    outcome: str
    code: str = ""
    words: str = ""
    number: str = ""
    conflict: bool = False
    received: datetime | None = None


class BatchAnswer(Value):
    """One outcome for each event of the batch, in its order."""

    epoch: str
    outcomes: tuple[Outcome, ...] = ()
    clock: datetime | None = None


class StoredEvent(Value):
    """An event as a national system reads it: the service's number, when it came, the submission as it
    came.
    """

    number: str
    received: datetime
    outcome: str
    submission: msgspec.Raw
    code: str = ""


class EventPage(Value):
    """Accepted events since a number, in the service's order."""

    epoch: str
    cursor: str
    more: bool = False
    events: tuple[StoredEvent, ...] = ()


class ConsignmentAct(Value):
    """An agency's act, put in by a national system. `consignment` names it; an id already known is not
    stored twice.
    """

    consignment: str
    act: Act


class Payment(Value):
    """What a national system says of money: the new payment state of a consignment and its proof."""

    consignment: str
    state: str
    evidence: str = ""
    amount: Amount | None = None
    at: datetime | None = None


class PutOutcome(Value):
    """What became of one document that a national system put in: `stored`, `already_known` or `refused`."""

    id: str
    outcome: str
    code: str = ""
    words: str = ""


class PutAnswer(Value):
    """One outcome for each document, in the order in which they were sent."""

    outcomes: tuple[PutOutcome, ...] = ()


class InvalidParameter(Value):
    """Which part of a request was wrong (RFC 9457 section 3, extension member)."""

    name: str
    reason: str


class ProblemDocument(Value):
    """RFC 9457 problem details, media type `application/problem+json`. `clock` is the service's UTC time now,
    where the caller's is too far from it.
    """

    type: str = "about:blank"
    title: str = ""
    status: int = 0
    detail: str = ""
    instance: str = ""
    code: str = ""
    invalid_params: tuple[InvalidParameter, ...] = ()
    clock: datetime | None = None
