"""The bench event: anything that happened at a bench, in one versioned envelope.

Facts name, they do not describe: the envelope holds references, codes and hashes. What describes (remarks,
found goods, raw barcode reads) lies in `Particular` rows under their own keys, of which the envelope holds
only salted hashes, so that policy can erase them and the chain still verifies.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from workstation.domain.act import Act, Effect, FoundGoods, ScopeEntry
from workstation.domain.mark import DetectionJudged, MarkWords, RecordedMark, with_words
from workstation.domain.value import Value

EVENT_SCHEMA: Final = 4
"""Version 2 added `lane`, `category`, `line`, `second` and `service_time`; version 3 `parcel`, `place`,
`linked`, `workplace`, `possession` and `exception`; version 4 `marks` and `judged`. Entries keep the bytes of
their own version.
"""

_READ_IS_OF_PARCEL: Final = 2
"""From this version on `last_read` says that the parcel itself was read."""

SAYS_POSSESSION: Final = 3
"""From this version on `possession` says whether it was read or typed in."""

FIRST_PREVIOUS: Final = "0" * 64
"""`previous` of the first event of a ledger."""

REMARK: Final = "remark"
FOUND_GOODS: Final = "found_goods"
BARCODE_READ: Final = "barcode_read"
BARCODE_MEANING: Final = "barcode_meaning"
"""What the last barcode read was taken for: JSON of `ReadMeaning`."""
LABEL_READS: Final = "label_reads"
"""All barcodes that were read of a parcel that nobody declared: a JSON array of `ReadMeaning`."""
PHOTOGRAPH: Final = "photograph"
"""A photograph made at the bench: JSON of `Photograph`."""
MARK_WORDS: Final = "mark_words"
"""What was written at the marks of the event: a JSON array of `MarkWords`."""
LABEL: Final = "label"
"""A seal or evidence bag that was read with a parcel: JSON of `ReadMeaning`."""

READ: Final = "read"
TYPED: Final = "typed"
EXCEPTION: Final = "exception"
ABSENT: Final = "absent"
POSSESSIONS: Final = (READ, TYPED, EXCEPTION, ABSENT)
"""How it was known that the parcel lay at the bench when an act was recorded: its own barcode was the last
one read there, was typed in by hand, was not read for a reason that the policy allows, or it did not lie
there (a document or image desk).
"""


class DocumentVersion(Value):
    """Which version of a filing was on the screen."""

    filing: str
    version: int


class ParticularHash(Value):
    """The salted hash that stands in the chain for one particular."""

    key: str
    kind: str
    sha256: str


class ReadMeaning(Value):
    """A barcode read and what it was taken for: the raw text, the kind and value of the candidate that
    counted (barcode/identify.py), what its check digit says, how it came in (`wedge`, `serial`, `typed`), and
    what the keyboard layout had made of it where that is another text. Where it belonged to several
    consignments, `among` is how many, and `chosen` the id of the one that the officer said it was.
    """

    text: str
    kind: str = ""
    value: str = ""
    check_digit: str = ""
    source: str = ""
    as_typed: str = ""
    among: int = 0
    chosen: str = ""


class Photograph(Value):
    """An image made at the bench, as the bytes of a JPEG without its metadata (base64 on the wire)."""

    body: bytes
    media_type: str = "image/jpeg"


class Particular(Value):
    """What describes: `kind` is `remark`, `found_goods` (JSON of `FoundGoods`), `barcode_read` (the raw
    read), `barcode_meaning`, `label_reads`, `photograph`, `label` or `mark_words` (JSON as their names say
    above).

    `salt` is 32 hex digits made at the bench, so that the hash in the chain gives nothing away once the text
    is erased.
    """

    key: str
    kind: str
    salt: str
    text: str

    def hashed(self) -> ParticularHash:
        """The hash that the envelope carries: SHA-256 over salt, kind and text, each ended by a zero byte."""
        body = b"\0".join((bytes.fromhex(self.salt), self.kind.encode(), self.text.encode(), b""))
        return ParticularHash(key=self.key, kind=self.kind, sha256=hashlib.sha256(body).hexdigest())


class BenchEvent(Value, omit_defaults=False):
    """One event. Never changed once written.

    `id` is a UUIDv7 made at the bench (RFC 9562 section 5.7). `sequence` counts from 1 without a gap within
    `ledger`; `previous` is the hash of the event before. `seen`, `names`, `scope`, `owner`, `reason`,
    `legal_basis` as in `Act`. `document_versions` and `images_shown` (SHA-256) are what was on the screen;
    `last_read` is the key of the particular with the last barcode read, where that was this consignment's
    (version 1: whatever it was); another's is kept among the particulars alone. `bench_time` is the bench's
    own UTC clock and `clock_offset_ms` the newest known difference service minus bench (none: never heard).
    `service_time` is the service's clock as the bench reckoned it without its own wall clock (none: never
    heard). `lane` and `category` are the consignment's as shown; `line` is `on` or `off`: whether the
    central service was heard then; `second` the officer who was the second person, where one was needed.
    `parcel` is the parcel's id within the consignment and `place` the storage place's code, where the event
    is about one; `linked` the declared consignment that a provisional one turned out to be. `workplace` is
    `examination`, `document` or `image`; `possession` one of `POSSESSIONS` (empty before version 3), and
    `exception` the coded reason why the parcel's barcode was not read. `marks` are the officer's marks on the
    scan images as they stood then, without their words (`mark_words`), and `judged` what the officer said of
    the detections of algorithms.
    """

    id: str
    kind: str
    bench: str
    office: str
    ledger: str
    sequence: int
    previous: str
    officer: str
    bench_time: datetime
    schema: int = EVENT_SCHEMA
    mandate: str = ""
    consignment: str = ""
    scope: tuple[ScopeEntry, ...] = ()
    seen: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    owner: str = ""
    reason: str = ""
    legal_basis: str = ""
    document_versions: tuple[DocumentVersion, ...] = ()
    images_shown: tuple[str, ...] = ()
    last_read: str = ""
    clock_offset_ms: int | None = None
    particulars: tuple[ParticularHash, ...] = ()
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
    marks: tuple[RecordedMark, ...] = ()
    judged: tuple[DetectionJudged, ...] = ()

    def happened(self) -> datetime:
        """When it was recorded, as truly as is known: by the service's clock as the bench reckoned it, or by
        the bench's own, put right by what the service had last said of it.
        """
        if self.service_time is not None and self.service_time.tzinfo is not None:
            return self.service_time
        try:
            return self.bench_time + timedelta(milliseconds=self.clock_offset_ms or 0)
        except OverflowError:
            return self.bench_time  # an offset of no clock


_UUID7: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)

_CANONICAL = msgspec.json.Encoder(order="sorted")


def canonical(event: BenchEvent) -> bytes:
    """The bytes that are hashed and kept: JSON, keys sorted, no spaces, UTF-8, every field present."""
    return _CANONICAL.encode(event)


def hash_of(body: bytes) -> str:
    """SHA-256 (hex) of an event's canonical bytes; they contain `previous`, which makes it a chain."""
    return hashlib.sha256(body).hexdigest()


def uuid7(unix_ms: int, random: bytes) -> str:
    """A UUIDv7 (RFC 9562 section 5.7) from milliseconds since 1970 and ten random bytes."""
    if len(random) != 10:
        raise ValueError("ten random bytes are needed")
    number = (unix_ms & (1 << 48) - 1) << 80 | int.from_bytes(random, "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_uuid7(text: str) -> bool:
    """Whether a text is a UUIDv7 as benches write it."""
    return _UUID7.fullmatch(text) is not None


def act_of(event: BenchEvent, particulars: Iterable[Particular] = (), *, outcome: str = "pending") -> Act:
    """The act that an event is, as both sides put it beside a consignment. Particulars may be missing
    (erased).
    """
    remark = ""
    found: list[FoundGoods] = []
    described = tuple(particulars)
    for particular in described:
        if particular.kind == REMARK:
            remark = particular.text
        elif particular.kind == FOUND_GOODS:
            try:
                found.append(msgspec.json.decode(particular.text, type=FoundGoods))
            except msgspec.MsgspecError:
                continue
    return Act(
        id=event.id,
        kind=event.kind,
        scope=event.scope,
        seen=event.seen,
        names=event.names,
        owner=event.owner,
        outcome=outcome,
        at=event.happened(),
        officer=event.officer,
        bench=event.bench,
        office=event.office,
        reason=event.reason,
        legal_basis=event.legal_basis,
        remark=remark,
        found=tuple(found),
        read=_was_read(event),
        workplace=event.workplace,
        possession=event.possession,
        exception=event.exception,
        place=event.place,
        marks=marks_in(event, described),
        judged=event.judged,
    )


def marks_in(event: BenchEvent, particulars: Iterable[Particular] = ()) -> tuple[RecordedMark, ...]:
    """The marks that an event holds, with their words as far as they are not erased."""
    words: tuple[MarkWords, ...] = ()
    for particular in particulars:
        if event.marks and particular.kind == MARK_WORDS:
            try:
                words = msgspec.json.decode(particular.text, type=tuple[MarkWords, ...])
            except msgspec.MsgspecError:
                continue
    return with_words(event.marks, words)


def _was_read(event: BenchEvent) -> bool:
    if event.schema >= SAYS_POSSESSION:
        return event.possession == READ
    return bool(event.last_read) and event.schema >= _READ_IS_OF_PARCEL


def newest(acts: Sequence[Act]) -> tuple[str, ...]:
    """Ids of the acts that no other act here has seen or names: what `seen` of the next act must hold,
    sorted.

    Acts without effect are left out, for the other side may not keep them, and so cover nothing.
    """
    effective = {act.id: act for act in acts if act.does() is not Effect.NONE}
    parents = {act_id: {*act.seen, *act.names} - {act_id} for act_id, act in effective.items()}
    covered = set().union(*parents.values())
    found = {act_id for act_id in effective if act_id not in covered}
    reached: set[str] = set()
    ahead = list(found)
    while True:
        while ahead:
            act_id = ahead.pop()
            if act_id not in reached:
                reached.add(act_id)
                ahead += [parent for parent in parents[act_id] if parent in effective]
        # Only acts that were forged to have seen each other are left now: each is named.
        left = sorted(effective.keys() - reached)
        if not left:
            return tuple(sorted(found))
        found.add(left[0])
        ahead = left[:1]
