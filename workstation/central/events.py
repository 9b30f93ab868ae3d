"""Bench events as they arrive: each read on its own, kept whatever becomes of it, answered the same however
often it is sent.
"""

import hashlib
import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from workstation.central import alarms, schema
from workstation.central.acts import decoded, store_act
from workstation.central.benches import has_key, speaks_for
from workstation.central.conflicts import is_in_conflict, is_side_of_one
from workstation.central.cursors import Cursor
from workstation.central.documents import NESTING_LIMIT, Refusal, column_text, nesting_of
from workstation.central.holdings import fitting, number_after, page_of
from workstation.central.ledgers import EnrolledLedger, enrolled_ledger
from workstation.central.links import counted_acts, links_around
from workstation.central.mandates import is_without, mandate_named
from workstation.central.notes import keep_note
from workstation.central.particulars import add_particulars
from workstation.central.places import Place, is_hash, place_of
from workstation.central.refresh import refresh
from workstation.central.rules import (
    BEYOND_MANDATE,
    UNKNOWN_MANDATE,
    UNREASONED,
    WITHOUT_MANDATE,
    CodedRules,
    annuls_too_much,
    mandate_refusal,
    note_refusal,
    office_refusal,
    takes_mandate,
)
from workstation.central.state import read_state, take_event_number
from workstation.central.watch import FORKED, Watch
from workstation.contract.messages import EventPage, Outcome
from workstation.contract.signing import is_signed
from workstation.domain.act import Act, Effect
from workstation.domain.event import BenchEvent, Particular, act_of, canonical, hash_of
from workstation.domain.mandate import Mandate
from workstation.domain.provisional import PROVISIONAL
from workstation.domain.value import Value

log: Final = logging.getLogger(__name__)

ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
ALREADY_KNOWN: Final = "already_known"

EVENT_BYTES: Final = 1_000_000
_HIGHEST_SEQUENCE: Final = (1 << 53) - 1

_event = schema.event.c
_NOTHING: Final = Refusal(code="", words="")


class _Said(Value):
    """A submission with its event as it was sent: an envelope of a later version has fields that are not
    known here.
    """

    event: msgspec.Raw
    hash: str
    particulars: tuple[Particular, ...] = ()
    signature: str = ""


class Reading(Value):
    """What could be read of one entry of a batch. `fingerprint` tells whether it was said before; `body` are
    the bytes that `signature` is over. `forged` is the event that is not taken for one, its signature being
    wrong.
    """

    raw: bytes
    fingerprint: str
    id: str = ""
    event: BenchEvent | None = None
    particulars: tuple[Particular, ...] = ()
    refusal: Refusal | None = None
    body: bytes = b""
    signature: str = ""
    forged: BenchEvent | None = None


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
    body = next((each for each in _bodies(said.event, event) if hash_of(each) == said.hash), None)
    unusable = _envelope_refusal(event) or _hash_refusal(said, event, body)
    return Reading(
        raw=raw,
        fingerprint=unverified if unusable else said.hash,
        id=column_text(event.id),
        event=None if unusable else event,
        particulars=said.particulars,
        refusal=unusable,
        body=body or b"",
        signature=said.signature,
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
    about = {"consignment": event.consignment, "linked": event.linked}
    wrong += [name for name, text in about.items() if text != column_text(text)]
    if not 1 <= event.sequence <= _HIGHEST_SEQUENCE:
        wrong.append("sequence")
    if not is_hash(event.previous):
        wrong.append("previous")
    if event.bench_time.tzinfo is None:
        wrong.append("bench_time")
    return (
        Refusal(code="envelope", words=f"Not usable in the envelope: {', '.join(wrong)}.") if wrong else None
    )


def _hash_refusal(said: _Said, event: BenchEvent, body: bytes | None) -> Refusal | None:
    if body is None:
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


def _bodies(sent: msgspec.Raw, event: BenchEvent) -> Iterable[bytes]:
    """The bytes that may have been hashed and signed: the envelope as known here, and as sent if another
    version has other fields.
    """
    yield canonical(event)
    yield msgspec.json.encode(msgspec.json.decode(sent), order="sorted")


def _forged(reading: Reading, event: BenchEvent) -> Reading:
    """The entry as one that proves nothing: it takes no place in its ledger, and no id."""
    return msgspec.structs.replace(
        reading,
        event=None,
        forged=event,
        fingerprint=f"raw:{hashlib.sha256(reading.raw).hexdigest()}",
        refusal=Refusal(code=alarms.SIGNATURE, words="The event is not signed with a key of its ledger."),
    )


# --- receiving ----------------------------------------------------------------------------------------------


class WrongBench(Exception):  # noqa: N818 - the caller's mistake, answered as such
    """The caller does not speak for this bench: nothing of the request counts. A refusal would be for ever,
    and the bench's acts lost when IT gives it the right token. `needs_key`: a key speaks for it, and the
    request was signed with none.
    """

    def __init__(self, *, needs_key: bool = False) -> None:
        super().__init__()
        self.needs_key = needs_key


class Receiver:
    """Receives the events of one request in the writer's transaction, and at last (`finish`) brings what is
    served up to date: once for each consignment, however many events are about it.
    """

    def __init__(
        self, connection: Connection, rules: CodedRules, now_ms: int, *, token: str, bench: str
    ) -> None:
        """`token` is the name of the token they came with, `bench` the only bench it may speak for (empty:
        any that has no key).
        """
        self._connection = connection
        self._watch = Watch(connection, now_ms)
        self._rules = rules
        self._now_ms = now_ms
        self._token = token
        self._bench = bench
        self._mandates: dict[str, Mandate | None] = {}
        self._keyless: set[str] = set()
        self._former: dict[tuple[str, str], bool] = {}
        self._ledgers: dict[str, EnrolledLedger] = {}
        self._outdated: dict[str, None] = {}

    def receive_all(self, entries: Iterable[bytes]) -> tuple[Outcome, ...]:
        """Receive these in their order, and finish. Raises WrongBench."""
        answers = tuple(map(self.receive, entries))
        self.finish()
        return answers

    def finish(self) -> None:
        """Serve what was received; to be called before the transaction ends."""
        refresh(self._connection, self._outdated, self._now_ms // 1000)
        self._outdated.clear()

    def receive(self, raw: bytes) -> Outcome:
        """Keep one event and answer it. What the database cannot hold is refused alone. Raises WrongBench."""
        reading = read_submission(raw)
        if reading.event is not None:
            self._check_bench(reading.event)
            if not self._is_rightly_signed(reading.event, reading):
                reading = _forged(reading, reading.event)
        try:
            with self._connection.begin_nested():
                return self._receive(reading)
        except (DataError, IntegrityError) as error:
            words = f"The database cannot hold it ({type(error.orig).__name__})."
            return Outcome(id=reading.id, outcome=REFUSED, code="not_storable", words=words)

    def _check_bench(self, event: BenchEvent) -> None:
        bench = event.bench
        if self._bench:
            if bench != self._bench and not self._is_former_name(event):
                raise WrongBench
        elif bench not in self._keyless:
            if has_key(self._connection, bench):
                raise WrongBench(needs_key=True)
            self._keyless.add(bench)
        if self._ledger(event.ledger).is_anothers(self._bench):
            raise WrongBench(needs_key=not self._bench)

    def _ledger(self, ledger: str) -> EnrolledLedger:
        if ledger not in self._ledgers:
            self._ledgers[ledger] = enrolled_ledger(self._connection, ledger)
        return self._ledgers[ledger]

    def _is_former_name(self, event: BenchEvent) -> bool:
        """Whether IT has given the calling bench another name since, and the event waited in its ledger
        meanwhile: the ledger is this bench's, and the service has entries of it under the name before.
        """
        name = (event.ledger, event.bench)
        if name not in self._former:
            under = (_event.ledger == event.ledger) & (_event.bench == event.bench)
            is_known = self._connection.execute(select(_event.number).where(under).limit(1)).first()
            is_own = speaks_for(self._connection, self._bench, event.ledger)
            self._former[name] = is_known is not None and is_own
        return self._former[name]

    def _is_rightly_signed(self, event: BenchEvent, reading: Reading) -> bool:
        """By any key ever enrolled for its ledger, or of before the first of them: of that time the service
        knows no key, perhaps no more, and what it cannot check it does not refuse for ever.
        """
        enrolled = self._ledger(event.ledger)
        if not enrolled.keys or event.sequence < enrolled.signed_from:
            return True
        return any(is_signed(key, reading.body, reading.signature) for key in enrolled.keys)

    def _receive(self, reading: Reading) -> Outcome:
        same = (_event.id == reading.id) & (_event.fingerprint == reading.fingerprint)
        known = self._connection.execute(select(schema.event).where(same)).first()
        if known is not None:
            if reading.event is not None:
                told = add_particulars(self._connection, known, reading.event, reading.particulars)
                self._outdated |= dict.fromkeys(told)
            return self._said_again(known)
        act = self._act_in(reading)
        refusal = reading.refusal or self._refusal_of(reading, act)
        place = Place()
        if reading.event is not None:
            place = place_of(self._connection, reading.event, reading.fingerprint)
        said = refusal or (FORKED if place.beside else self._remark_on(reading.event, act))
        number = take_event_number(self._connection)
        self._keep(reading, number, refusal, said)
        about_ledger = reading.event or reading.forged
        if about_ledger is not None:
            self._watch.look_at(about_ledger, said, place, number)
        conflict = False
        if act is not None and said.code != alarms.ID_REUSED:
            conflict = self._keep_act(act, reading, number, refusal)
        if reading.event is not None and refusal is None:
            about = keep_note(self._connection, number, reading.event, reading.particulars)
            self._outdated |= dict.fromkeys(about)
            self._watch.look_at_accepted(reading.event, number, is_noted=bool(about))
            if about and reading.event.kind == PROVISIONAL:
                self.finish()  # for whom the next acts count hangs on its being there
        return Outcome(
            id=reading.id,
            outcome=REFUSED if refusal else ACCEPTED,
            code=said.code,
            words=said.words,
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
            conflict=accepted and is_in_conflict(self._connection, known.id),
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
        return (
            self._id_refusal(event, reading.fingerprint)
            or note_refusal(event)
            or self._act_refusal(event, act)
        )

    def _id_refusal(self, event: BenchEvent, fingerprint: str) -> Refusal | None:
        """Two events with one id: only a forged or broken ledger makes them. Acts are found by their id."""
        other = select(_event.number).where(_verified_besides(fingerprint), _event.id == event.id)
        if self._connection.execute(other.limit(1)).first() is not None:
            return Refusal(code=alarms.ID_REUSED, words="Another event with this id is known.")
        return None

    def _act_refusal(self, event: BenchEvent, act: Act | None) -> Refusal | None:
        if act is None:
            return None
        if (
            self._connection.execute(select(schema.act.c.id).where(schema.act.c.id == act.id)).first()
            is not None
        ):
            return Refusal(code=alarms.ID_REUSED, words="An agency's act has this id.")
        # Whether it may lift the hold that it names is the standing's to say: here it would hang on which of
        # them came first.
        mandate, offices = self._mandate_of(event), self._ledger(event.ledger).offices
        return (
            self._rules.refusal_of(act, event)
            or office_refusal(act, event, mandate, offices)
            or mandate_refusal(act, event, mandate)
        )

    def _mandate_of(self, event: BenchEvent) -> Mandate | None:
        """The mandate that an event names: one batch is under one or two."""
        if event.mandate not in self._mandates:
            self._mandates[event.mandate] = mandate_named(self._connection, event.mandate)
        return self._mandates[event.mandate]

    def _remark_on(self, event: BenchEvent | None, act: Act | None) -> Refusal:
        """What is said of an act that is accepted, though not wholly within a mandate that is known here."""
        if event is None or act is None:
            return _NOTHING
        mandate = self._mandate_of(event)
        if mandate is None and event.mandate:
            return UNKNOWN_MANDATE
        if not event.mandate and takes_mandate(act) and is_without(self._connection, event):
            return WITHOUT_MANDATE
        if act.does() is Effect.ANNUL:
            links = links_around(self._connection, [event.consignment])
            found = counted_acts(self._connection, [event.consignment], links)[event.consignment]
            if annuls_too_much(act, mandate, decoded(found)):
                return BEYOND_MANDATE
        return UNREASONED if self._rules.is_unreasoned(act, event) else _NOTHING

    def _keep(self, reading: Reading, number: int, refusal: Refusal | None, said: Refusal) -> None:
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
                code=said.code,
                words=said.words,
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
        self._outdated[consignment] = None
        if refusal is not None:
            return False
        links = links_around(self._connection, [consignment])
        return is_side_of_one(self._connection, act.id, consignment, links)


def _verified_besides(fingerprint: str) -> ColumnElement[bool]:
    return _event.fingerprint.not_like("raw:%") & (_event.fingerprint != fingerprint)


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


# --- reading them back --------------------------------------------------------------------------------------


def read_events(connection: Connection, since: Cursor | None, limit: int) -> EventPage:
    """Accepted events after a cursor, in the service's order.

    Raises Expired for a cursor of another epoch, and for one ahead of the service: it was restored from a
    copy, and would say nothing until it had caught up.
    """
    state = read_state(connection)
    after = number_after(state, since)
    wanted = (
        select(schema.event)
        .where(_event.number > after, _event.outcome == ACCEPTED)
        .order_by(_event.number)
        .limit(limit + 1)
    )
    return page_of(state, after, *fitting(connection.execute(wanted), limit))
