"""What each endpoint of the contract does: from a request that was read to an answer. Plain functions, run
on worker threads.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import msgspec
from msgspec.structs import replace

from workstation.central.alarms import PAGE as ALARMS
from workstation.central.benches import EnrolmentRefused
from workstation.central.documents import column_text
from workstation.central.events import WrongBench
from workstation.central.mandates import TooManyOfficers
from workstation.central.requests import Call, matches, range_of, stop
from workstation.central.store import LIMITS, CentralStore
from workstation.contract import endpoints
from workstation.contract.enrolment import ENROLMENT, HOLDINGS, OWN_EVENTS, Enrolment
from workstation.contract.leases import CAPABILITY as LEASES
from workstation.contract.leases import LeaseRequest
from workstation.contract.mandates import MANDATES, MandateRule
from workstation.contract.messages import (
    BatchAnswer,
    EventBatch,
    Matches,
    PutAnswer,
    PutOutcome,
    ServiceInformation,
)
from workstation.domain.reference import ReferenceList

JSON: Final = "application/json"
EVERYBODY: Final = "*"
"""In a path: every officer who has no rule of their own."""

OCTETS: Final = "application/octet-stream"
GZIP_FROM: Final = 800
"""Bytes below which packing costs more than it saves."""

GZIP_LEVEL: Final = 1
CAPABILITIES: Final = (
    "gzip",
    "ranges",
    "agency_acts",
    "payments",
    "withdrawals",
    LEASES,
    MANDATES,
    ENROLMENT,
    HOLDINGS,
    OWN_EVENTS,
)


_HIGHEST: Final = (1 << 53) - 1


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. What is `packable` is sent as gzip to whoever takes it."""

    body: bytes = b""
    status: int = HTTPStatus.OK
    media_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    packable: bool = True

    def packed(self) -> "Answer":
        """The answer as gzip, where that saves anything."""
        headers = {**self.headers, "Vary": "Accept-Encoding"}
        if len(self.body) < GZIP_FROM:
            return Answer(self.body, self.status, self.media_type, headers)
        packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
        body = packer.compress(self.body) + packer.flush()
        return Answer(body, self.status, self.media_type, {**headers, "Content-Encoding": "gzip"})


def _said(message: object) -> Answer:
    return Answer(msgspec.json.encode(message))


def _not_found(words: str) -> Answer:
    stop(HTTPStatus.NOT_FOUND, "not_found", words)


# --- what benches read --------------------------------------------------------------------------------------


def service_information(store: CentralStore, _call: Call) -> Answer:
    """Who answers."""
    state = store.state()
    return _said(
        ServiceInformation(
            capabilities=CAPABILITIES,
            limits=LIMITS,
            epoch=state.epoch,
            clock=store.now(),
            maintenance=state.maintenance,
            name=state.name,
        )
    )


def snapshot(store: CentralStore, call: Call) -> Answer:
    """A page of the snapshot."""
    limit = call.number("limit", LIMITS.page_consignments, LIMITS.page_consignments, lowest=1)
    return _said(store.snapshot(call.scope(), call.cursor("after"), limit))


def changes(store: CentralStore, call: Call) -> Answer:
    """A page of the changes."""
    limit = call.number("limit", LIMITS.page_consignments, LIMITS.page_consignments, lowest=1)
    since = call.cursor("since")
    if since is None:
        stop(HTTPStatus.BAD_REQUEST, "parameter.missing", "The parameter `since` is needed.")
    return _said(store.changes(call.scope(), since, limit))


def consignment(store: CentralStore, call: Call) -> Answer:
    """One consignment."""
    body = store.consignment(column_text(call.path["id"]))
    return Answer(body) if body is not None else _not_found("There is no consignment with this id.")


def by_barcode(store: CentralStore, call: Call) -> Answer:
    """Every consignment that has a barcode."""
    barcode = call.text("barcode")
    if not barcode:
        stop(HTTPStatus.BAD_REQUEST, "parameter.missing", "The parameter `barcode` is needed.")
    found = store.by_barcode(barcode)
    return _said(Matches(consignments=tuple(msgspec.Raw(body) for body in found)))


def image(store: CentralStore, call: Call) -> Answer:
    """An image, or a part of it."""
    sha256 = call.path["sha256"].lower()
    known = store.image(sha256) if re.fullmatch(r"[0-9a-f]{64}", sha256) else None
    if known is None:
        return _not_found("There is no image with this SHA-256.")
    etag = f'"{sha256}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, max-age=31536000, immutable",
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }
    if matches(call.headers.get("if-none-match", ""), etag):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=headers, packable=False)
    asked = call.headers.get("range", "")
    if call.headers.get("if-range", etag) != etag:
        asked = ""
    try:
        part = range_of(asked, known.size)
    except ValueError:
        outside = {**headers, "Content-Range": f"bytes */{known.size}"}
        stop(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            "range",
            f"The image has {known.size} bytes.",
            headers=outside,
        )
    if part is None:
        body = store.image_bytes(sha256, 0, known.size)
        return Answer(body, media_type=OCTETS, headers=headers, packable=False)
    first, length = part
    headers["Content-Range"] = f"bytes {first}-{first + length - 1}/{known.size}"
    body = store.image_bytes(sha256, first, length)
    return Answer(body, HTTPStatus.PARTIAL_CONTENT, OCTETS, headers, packable=False)


def reference_list(store: CentralStore, call: Call) -> Answer:
    """A coded list, unless the caller has it."""
    kept = store.reference(column_text(call.path["name"]))
    if kept is None:
        return _not_found("There is no reference list of this name.")
    # Weak: the same list may come packed or not.
    headers = {"ETag": f'W/"{kept.etag}"', "Cache-Control": "no-cache"}
    if matches(call.headers.get("if-none-match", ""), headers["ETag"]):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=headers, packable=False)
    return Answer(kept.document, headers=headers)


def mandate(store: CentralStore, call: Call) -> Answer:
    """What an officer may decide, unless the caller has it."""
    officer = call.path["officer"]
    if officer != column_text(officer):
        return _not_found("No officer has this id.")
    try:
        id, signed = store.mandates.current(officer, call.caller.bench or call.caller.token)
    except TooManyOfficers:
        return _not_found("Too many officers were asked for today for the first time.")
    etag = f'W/"{id}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if matches(call.headers.get("if-none-match", ""), etag):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=headers, packable=False)
    return Answer(msgspec.json.encode(signed), headers=headers)


# --- events -------------------------------------------------------------------------------------------------


def send_events(store: CentralStore, call: Call) -> Answer:
    """Receive a batch of bench events."""
    batch = call.message(EventBatch)
    if len(batch.events) > LIMITS.batch_events:
        words = f"A batch has at most {LIMITS.batch_events} events."
        stop(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "batch.too_large", words)
    entries = [bytes(entry) for entry in batch.events]
    try:
        outcomes = store.receive_events(
            entries, token=call.caller.name, bench=call.caller.bench, mandates=batch.mandates
        )
    except WrongBench as wrong:
        if wrong.needs_key:
            words = "A bench whose events these are has enrolled a key: requests must be signed with it."
            stop(HTTPStatus.UNAUTHORIZED, "signature.missing", words)
        stop(HTTPStatus.FORBIDDEN, "token.bench", "The token speaks for another bench.")
    return _said(BatchAnswer(epoch=store.state().epoch, outcomes=outcomes, clock=store.now()))


def read_events(store: CentralStore, call: Call) -> Answer:
    """A page of accepted events."""
    limit = call.number("limit", LIMITS.batch_events, LIMITS.batch_events, lowest=1)
    return _said(store.events(call.cursor("since"), limit))


# --- benches, their keys and ledgers ------------------------------------------------------------------------


def enrol(store: CentralStore, call: Call) -> Answer:
    """Let a key speak for its bench."""
    try:
        enrolled = store.benches.enrol(call.caller, call.message(Enrolment))
    except EnrolmentRefused as refused:
        stop(
            HTTPStatus.BAD_REQUEST if refused.is_malformed else HTTPStatus.FORBIDDEN,
            refused.code,
            refused.words,
        )
    return _said(replace(enrolled, service_keys=store.mandates.public_keys()))


def ledger_holding(store: CentralStore, call: Call) -> Answer:
    """What is held of a ledger."""
    ledger = column_text(call.path["ledger"])
    if call.caller.bench and store.benches.is_of_another(ledger, call.caller.bench):
        stop(HTTPStatus.FORBIDDEN, "token.bench", "The ledger is another bench's.")
    after = call.number("after", 0, _HIGHEST)
    up_to = call.number("up_to", _HIGHEST, _HIGHEST)
    return _said(store.benches.holding(ledger, after, up_to, entries=call.text("entries") == "true"))


def own_events(store: CentralStore, call: Call) -> Answer:
    """A page of the calling bench's events."""
    if not call.caller.bench:
        words = "Only a bench has own events: with a token of its own, or signed with its key."
        stop(HTTPStatus.BAD_REQUEST, "bench.unknown", words)
    limit = call.number("limit", LIMITS.batch_events, LIMITS.batch_events, lowest=1)
    which = {"ledger": column_text(call.text("ledger")), "without": column_text(call.text("without"))}
    return _said(store.benches.own_events(call.caller.bench, call.cursor("since"), limit, **which))


def alarms(store: CentralStore, call: Call) -> Answer:
    """A page of alarms."""
    limit = call.number("limit", ALARMS, ALARMS, lowest=1)
    return _said(store.benches.alarms(call.number("after", 0, _HIGHEST), limit))


# --- leases -------------------------------------------------------------------------------------------------


def take_lease(store: CentralStore, call: Call) -> Answer:
    """Lease a consignment to a bench, or renew its lease."""
    asked = call.message(LeaseRequest)
    _stop_wrong_bench(call, asked.bench)
    return _said(store.leases.take(call.path["id"], asked))


def give_back_lease(store: CentralStore, call: Call) -> Answer:
    """Take a lease back."""
    bench = call.text("bench")
    _stop_wrong_bench(call, bench)
    store.leases.give_back(call.path["id"], bench)
    return Answer(status=HTTPStatus.NO_CONTENT, packable=False)


def leases(store: CentralStore, call: Call) -> Answer:
    """Who has what open."""
    return _said(store.leases.held(call.values("office")))


def _stop_wrong_bench(call: Call, bench: str) -> None:
    if not bench:
        stop(HTTPStatus.BAD_REQUEST, "bench.missing", "A lease is a bench's: it must be named.")
    if call.caller.bench not in ("", bench):
        stop(HTTPStatus.FORBIDDEN, "token.bench", "The token speaks for another bench.")


# --- what a national system puts in -------------------------------------------------------------------------


def put_consignments(store: CentralStore, call: Call) -> Answer:
    """Store documents."""
    return _said(PutAnswer(outcomes=store.put_consignments(call.lines())))


def withdraw_consignment(store: CentralStore, call: Call) -> Answer:
    """Take a consignment out of every scope."""
    if not store.withdraw(column_text(call.path["id"])):
        return _not_found("There is no consignment with this id.")
    return Answer(status=HTTPStatus.NO_CONTENT, packable=False)


def put_reference_list(store: CentralStore, call: Call) -> Answer:
    """Keep a coded list."""
    given = call.message(ReferenceList)
    if not given.name or given.name != call.path["name"] or given.name != column_text(given.name):
        stop(HTTPStatus.BAD_REQUEST, "list.name", "The name of the list is not the one in the path.")
    store.put_reference([given])
    return Answer(status=HTTPStatus.NO_CONTENT, packable=False)


def put_mandate_rule(store: CentralStore, call: Call) -> Answer:
    """Keep what an officer's mandates are issued from."""
    officer = call.path["officer"]
    rule = call.message(MandateRule)
    if officer != column_text(officer) or not rule.is_sound():
        stop(HTTPStatus.BAD_REQUEST, "rule.unusable", "The officer's id or the rule cannot be used.")
    store.mandates.put_rule(rule, "" if officer == EVERYBODY else officer)
    return Answer(status=HTTPStatus.NO_CONTENT, packable=False)


def put_acts(store: CentralStore, call: Call) -> Answer:
    """Keep agencies' acts."""
    return _said(PutAnswer(outcomes=store.put_acts(call.lines())))


def put_payments(store: CentralStore, call: Call) -> Answer:
    """Keep payment states."""
    return _said(PutAnswer(outcomes=store.put_payments(call.lines())))


def put_image(store: CentralStore, call: Call) -> Answer:
    """Keep an image."""
    outcome: PutOutcome = store.put_image(call.body, call.headers.get("content-type", OCTETS))
    return _said(outcome)


ANSWERS: Final[Mapping[str, Callable[[CentralStore, Call], Answer]]] = {
    endpoints.SERVICE_INFORMATION.name: service_information,
    endpoints.SNAPSHOT.name: snapshot,
    endpoints.CHANGES.name: changes,
    endpoints.CONSIGNMENT.name: consignment,
    endpoints.BY_BARCODE.name: by_barcode,
    endpoints.IMAGE.name: image,
    endpoints.REFERENCE_LIST.name: reference_list,
    endpoints.SEND_EVENTS.name: send_events,
    endpoints.READ_EVENTS.name: read_events,
    endpoints.ENROL.name: enrol,
    endpoints.LEDGER_HOLDING.name: ledger_holding,
    endpoints.OWN_EVENTS.name: own_events,
    endpoints.ALARMS.name: alarms,
    endpoints.TAKE_LEASE.name: take_lease,
    endpoints.GIVE_BACK_LEASE.name: give_back_lease,
    endpoints.LEASES.name: leases,
    endpoints.MANDATE.name: mandate,
    endpoints.PUT_MANDATE_RULE.name: put_mandate_rule,
    endpoints.PUT_CONSIGNMENTS.name: put_consignments,
    endpoints.WITHDRAW_CONSIGNMENT.name: withdraw_consignment,
    endpoints.PUT_REFERENCE_LIST.name: put_reference_list,
    endpoints.PUT_ACTS.name: put_acts,
    endpoints.PUT_PAYMENTS.name: put_payments,
    endpoints.PUT_IMAGE.name: put_image,
}
"""Every endpoint of the contract by its name."""
