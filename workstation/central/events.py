"""Bench events as they arrive: each read on its own, kept whatever becomes of it, answered the same however
often it is sent.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from workstation.central import schema
from workstation.central.acts import acts_of, decoded, store_act, touch
from workstation.central.cursors import Cursor, EventsCursor, Expired, Malformed, text_of
from workstation.central.documents import NESTING_LIMIT, Refusal, column_text, nesting_of
from workstation.central.rules import CodedRules
from workstation.central.state import read_state, take_event_number
from workstation.contract.messages import EventPage, Outcome, StoredEvent
from workstation.contract.reading import read_consignment
from workstation.domain.act import Act, Effect
from workstation.domain.decision import goods_of
from workstation.domain.event import BenchEvent, Particular, act_of, canonical, hash_of
from workstation.domain.standing import standing_of
from workstation.domain.value import Value

ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
ALREADY_KNOWN: Final = "already_known"

EVENT_BYTES: Final = 1_000_000
PAGE_BYTES: Final = 8_000_000
_HIGHEST_SEQUENCE: Final = (1 << 53) - 1

_event = schema.event.c


class _Said(Value):
    """A submission with its event as it was sent: an envelope of a later version has fields that are not
    known here.
    """

    event: msgspec.Raw
    hash: str
    particulars: tuple[Particular, ...] = ()
    signature: str = ""


class Reading(Value):
    """What could be read of one entry of a batch. `fingerprint` tells whether it was said before."""

    raw: bytes
    fingerprint: str
    id: str = ""
    event: BenchEvent | None = None
    particulars: tuple[Particular, ...] = ()
    refusal: Refusal | None = None


# --- reading ------------------------------------------------------------------------------------------------


def read_submission(raw: bytes) -> Reading:
    """Read one entry, and check that its hash and those of its particulars are right."""
    unverified = f"raw:{hashlib.sha256(raw).hexdigest()}"
    if len(raw) > EVENT_BYTES or nesting_of(raw) > NESTING_LIMIT:
        refusal = Refusal(
            code="too_large", words=f"The event is larger than {EVENT_BYTES:,} bytes, or nested too deep."
        )
        return Reading(raw=raw[:EVENT_BYTES], fingerprint=unverified, id=_id_in(raw), refusal=refusal)
    try:
        said = msgspec.json.decode(raw, type=_Said)
        event = msgspec.json.decode(said.event, type=BenchEvent)
        raw.decode()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        refusal = Refusal(code="unreadable", words=f"The event cannot be read: {column_text(str(error))}")
        return Reading(raw=raw, fingerprint=unverified, id=_id_in(raw), refusal=refusal)
    unusable = _envelope_refusal(event) or _hash_refusal(said, event)
    return Reading(
        raw=raw,
        fingerprint=unverified if unusable else said.hash,
        id=column_text(event.id),
        event=None if unusable else event,
        particulars=said.particulars,
        refusal=unusable,
    )


def _id_in(raw: bytes) -> str:
    """The event's id in an entry that cannot be read, so that the bench knows which one it was; empty if
    there is none.
    """
    try:
        said: Any = msgspec.json.decode(raw)
        found = said["event"]["id"]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError, TypeError, IndexError):
        return ""
    return column_text(found) if isinstance(found, str) else ""


def _envelope_refusal(event: BenchEvent) -> Refusal | None:
    """An envelope that could not be kept and found again."""
    named = {"id": event.id, "ledger": event.ledger, "kind": event.kind, "bench": event.bench}
    wrong = [name for name, text in named.items() if not text or text != column_text(text)]
    if event.consignment != column_text(event.consignment):
        wrong.append("consignment")
    if not 1 <= event.sequence <= _HIGHEST_SEQUENCE:
        wrong.append("sequence")
    if event.bench_time.tzinfo is None:
        wrong.append("bench_time")
    return (
        Refusal(code="envelope", words=f"Not usable in the envelope: {', '.join(wrong)}.") if wrong else None
    )


def _hash_refusal(said: _Said, event: BenchEvent) -> Refusal | None:
    if said.hash not in _hashes(said.event, event):
        return Refusal(code="hash_mismatch", words="The hash is not that of the event.")
    sealed = {(each.key, each.kind, each.sha256) for each in event.particulars}
    for particular in said.particulars:
        try:
            hashed = particular.hashed()
        except (ValueError, UnicodeEncodeError):
            hashed = None
        if hashed is None or (hashed.key, hashed.kind, hashed.sha256) not in sealed:
            return Refusal(
                code="particular_mismatch", words=f"Not what was hashed: {column_text(particular.key)}"
            )
    return None


def _hashes(sent: msgspec.Raw, event: BenchEvent) -> Iterable[str]:
    """The hashes that are right: of the envelope as known here, and as sent if a later version has more
    fields.
    """
    yield hash_of(canonical(event))
    yield hash_of(msgspec.json.encode(msgspec.json.decode(sent), order="sorted"))


# --- receiving ----------------------------------------------------------------------------------------------


class WrongBench(Exception):  # noqa: N818 - the caller's mistake, answered as such
    """The token speaks for another bench: nothing of the request counts. A refusal would be for ever, and
    the bench's acts lost when IT gives it the right token.
    """


class Receiver:
    """Receives the events of one request in the writer's transaction."""

    def __init__(
        self, connection: Connection, rules: CodedRules, now_ms: int, *, token: str, bench: str
    ) -> None:
        """`token` is the name of the token they came with, `bench` the only bench it may speak for (empty:
        any).
        """
        self._connection = connection
        self._rules = rules
        self._now_ms = now_ms
        self._token = token
        self._bench = bench

    def receive(self, raw: bytes) -> Outcome:
        """Keep one event and answer it. What the database cannot hold is refused alone. Raises WrongBench."""
        reading = read_submission(raw)
        if self._bench and reading.event is not None and reading.event.bench != self._bench:
            raise WrongBench
        try:
            with self._connection.begin_nested():
                return self._receive(reading)
        except (DataError, IntegrityError) as error:
            words = f"The database cannot hold it ({type(error.orig).__name__})."
            return Outcome(id=reading.id, outcome=REFUSED, code="not_storable", words=words)

    def _receive(self, reading: Reading) -> Outcome:
        same = (_event.id == reading.id) & (_event.fingerprint == reading.fingerprint)
        known = self._connection.execute(select(schema.event).where(same)).first()
        if known is not None:
            return self._said_again(known)
        act = self._act_in(reading)
        refusal = reading.refusal or self._refusal_of(reading, act)
        number = take_event_number(self._connection)
        self._keep(reading, number, refusal)
        conflict = False
        if act is not None and (refusal is None or refusal.code != "id_reused"):
            conflict = self._keep_act(act, reading, number, refusal)
        return Outcome(
            id=reading.id,
            outcome=REFUSED if refusal else ACCEPTED,
            code=refusal.code if refusal else "",
            words=refusal.words if refusal else "",
            number=str(number),
            conflict=conflict,
            received=_instant(self._now_ms),
        )

    def _said_again(self, known: Row[Any]) -> Outcome:
        accepted = known.outcome == ACCEPTED
        return Outcome(
            id=known.id,
            outcome=ALREADY_KNOWN if accepted else known.outcome,
            code=known.code,
            words=known.words,
            number=str(known.number),
            conflict=accepted and self._is_in_conflict(known.id),
            received=_instant(known.received),
        )

    def _act_in(self, reading: Reading) -> Act | None:
        """The act that the event is, if it changes where goods stand."""
        if reading.event is None:
            return None
        act = self._rules.with_effect(act_of(reading.event, reading.particulars, outcome=ACCEPTED))
        return None if act.does() is Effect.NONE else act

    def _refusal_of(self, reading: Reading, act: Act | None) -> Refusal | None:
        event = reading.event
        if event is None:
            return None
        return self._chain_refusal(event, reading.fingerprint) or self._act_refusal(event, act)

    def _chain_refusal(self, event: BenchEvent, fingerprint: str) -> Refusal | None:
        """The alarm of a ledger that was copied: two events in one place, or one id for two events."""
        verified = _event.fingerprint.not_like("raw:%") & (_event.fingerprint != fingerprint)
        other = select(_event.number).where(verified)
        if self._connection.execute(other.where(_event.id == event.id)).first() is not None:
            return Refusal(code="id_reused", words="Another event with this id is known.")
        place = (_event.ledger == event.ledger) & (_event.sequence == event.sequence)
        if self._connection.execute(other.where(place)).first() is not None:
            return Refusal(
                code="fork", words="The ledger has another event at this place: it was copied or restored."
            )
        return None

    def _act_refusal(self, event: BenchEvent, act: Act | None) -> Refusal | None:
        if act is None:
            return None
        if (
            self._connection.execute(select(schema.act.c.id).where(schema.act.c.id == act.id)).first()
            is not None
        ):
            return Refusal(code="id_reused", words="An agency's act has this id.")
        # Whether it may lift the hold that it names is the standing's to say: here it would hang on which of
        # them came first.
        return self._rules.refusal_of(act, event)

    def _keep(self, reading: Reading, number: int, refusal: Refusal | None) -> None:
        event = reading.event
        self._connection.execute(
            insert(schema.event).values(
                number=number,
                id=reading.id,
                fingerprint=reading.fingerprint,
                ledger=event.ledger if event else "",
                sequence=event.sequence if event else 0,
                received=self._now_ms,
                outcome=REFUSED if refusal else ACCEPTED,
                code=refusal.code if refusal else "",
                words=refusal.words if refusal else "",
                token=self._token,
                submission=reading.raw,
                bench=event.bench if event else "",
            )
        )

    def _keep_act(self, act: Act, reading: Reading, number: int, refusal: Refusal | None) -> bool:
        """Keep the act, a refused one too (without effect). Whether it now stands in a conflict."""
        consignment = reading.event.consignment if reading.event else ""
        if not consignment:
            return False
        kept = msgspec.structs.replace(
            act,
            number=str(number),
            outcome=REFUSED if refusal else ACCEPTED,
            refusal=refusal.code if refusal else "",
        )
        store_act(self._connection, consignment, act.id, msgspec.json.encode(kept))
        touch(self._connection, [consignment])
        return refusal is None and self._is_in_conflict(act.id)

    def _is_in_conflict(self, act_id: str) -> bool:
        wanted = select(schema.act.c.consignment).where(schema.act.c.id == act_id)
        consignment = self._connection.execute(wanted).scalar_one_or_none()
        if consignment is None:
            return False
        acts = decoded(acts_of(self._connection, [consignment])[consignment])
        if len(acts) < 2:
            return False
        body = self._connection.execute(
            select(schema.consignment.c.document).where(schema.consignment.c.id == consignment)
        ).scalar_one_or_none()
        known = read_consignment(body).consignment if body else None
        conflicts = standing_of(goods_of(known) if known else (), acts).conflicts
        return any(act_id == each.release or act_id in each.missed for each in conflicts)


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


# --- reading them back --------------------------------------------------------------------------------------


def read_events(connection: Connection, since: Cursor | None, limit: int) -> EventPage:
    """Accepted events after a cursor, in the service's order.

    Raises Expired for a cursor of another epoch, and for one ahead of the service: it was restored from a
    copy, and would say nothing until it had caught up.
    """
    state = read_state(connection)
    if since is not None and not isinstance(since, EventsCursor):
        raise Malformed("this is no cursor of events")
    if since is not None and since.epoch != state.epoch:
        raise Expired("cursor.epoch")
    if since is not None and since.number > state.event:
        raise Expired("cursor.ahead")
    after = since.number if since else 0
    wanted = (
        select(schema.event)
        .where(_event.number > after, _event.outcome == ACCEPTED)
        .order_by(_event.number)
        .limit(limit + 1)
    )
    rows, more = _fitting(connection.execute(wanted), limit)
    reached = rows[-1].number if more else max(after, state.event)
    return EventPage(
        epoch=state.epoch,
        cursor=text_of(EventsCursor(epoch=state.epoch, number=reached)),
        more=more,
        events=tuple(
            StoredEvent(
                number=str(row.number),
                received=_instant(row.received),
                outcome=row.outcome,
                submission=msgspec.Raw(row.submission),
                code=row.code,
            )
            for row in rows
        ),
    )


def _fitting(found: Iterable[Row[Any]], limit: int) -> tuple[Sequence[Row[Any]], bool]:
    taken: list[Row[Any]] = []
    size = 0
    for row in found:
        size += len(row.submission)
        if len(taken) == limit or (taken and size > PAGE_BYTES):
            return taken, True
        taken.append(row)
    return taken, False
