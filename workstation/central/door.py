"""The door: a bench that has enrolled a key is let in only with a request that this key has signed.

Whoever is not let in is told so before anything of the request is looked at. A bench's events so stay waiting
there; as a refusal of the events they would be lost when IT has put the bench right.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, NoReturn

from msgspec.structs import replace
from sqlalchemy import Row

from workstation.central.benches import ENDED
from workstation.central.requests import stop
from workstation.central.store import CentralStore
from workstation.central.tokens import Caller
from workstation.contract.endpoints import ENROL, SERVICE_INFORMATION, Endpoint
from workstation.contract.enrolment import ACTIVE, REVOKED
from workstation.contract.request_signing import (
    DIGEST,
    Malformed,
    RequestSignature,
    is_digest,
    read_signature,
)

log: Final = logging.getLogger(__name__)

OPEN: Final = frozenset({SERVICE_INFORMATION.name, ENROL.name})
"""Endpoints that need no signature: a bench with a wrong clock learns the time, and a new one enrols."""


@dataclass(frozen=True, slots=True)
class Presented:
    """What of a request is signed: path and query as they came, the body by its SHA-256 (none: no body)."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    sha256: bytes | None

    def value_of(self, component: str) -> str | None:
        """The value of a component of the signature (RFC 9421 section 2); none where there is none."""
        if component == "@method":
            return self.method
        if component == "@path":
            return self.path
        if component == "@query":
            return f"?{self.query}"
        return None if component.startswith("@") else self.headers.get(component)

    def signature(self) -> RequestSignature | None:
        """The bench's signature. Raises Malformed."""
        return read_signature(self.headers.get("signature-input", ""), self.headers.get("signature", ""))

    def has_its_digest(self) -> bool:
        """Whether the body is the one whose digest is named. Raises Malformed."""
        return self.sha256 is None or is_digest(self.headers.get(DIGEST, ""), self.sha256)


def admitted(store: CentralStore, endpoint: Endpoint, caller: Caller, presented: Presented) -> Caller:
    """The caller with the bench that it speaks for, if it may go on. Raises Stopped."""
    if caller.role != "bench":
        return caller
    try:
        signature = presented.signature()
    except Malformed as malformed:
        _stop_wrong(caller, str(malformed))
    own = store.benches.keys(caller.bench, "" if caller.bench or signature is None else signature.key)
    _stop_if_ended(endpoint, caller, own)
    if endpoint.name in OPEN or not own:
        return caller
    if signature is None:
        words = "This bench has enrolled a key: its requests must be signed with it."
        stop(HTTPStatus.UNAUTHORIZED, "signature.missing", words)
    key = next((row for row in reversed(own) if row.public_key == signature.key), None)
    if key is None:
        _stop_wrong(caller, "no key of this bench")
    if all(row.state != ACTIVE for row in own if row.public_key == signature.key):
        _stop_ended(key.state)
    _check(store, caller, presented, signature)
    return replace(caller, bench=key.bench)


def _check(store: CentralStore, caller: Caller, presented: Presented, signature: RequestSignature) -> None:
    if not signature.covers(body=presented.sha256 is not None):
        _stop_wrong(caller, "too little is signed")
    if not signature.is_right(presented.value_of):
        _stop_wrong(caller, "the key did not sign this")
    try:
        if not presented.has_its_digest():
            _stop_wrong(caller, "the digest is not that of the body")
    except Malformed as malformed:
        _stop_wrong(caller, str(malformed))
    now = store.now()
    if not signature.is_fresh(now.timestamp()):
        words = "The signature is too old, or of a time to come: the clocks differ. `clock` is the service's."
        stop(HTTPStatus.UNAUTHORIZED, "signature.stale", words, clock=now)


def _stop_if_ended(endpoint: Endpoint, caller: Caller, own: Sequence[Row[Any]]) -> None:
    """What was enrolled with this token, or, where the token is no bench's own, with this key, has ended."""
    mine = [row for row in own if row.token == caller.token] if caller.bench else own
    if not mine or any(row.state == ACTIVE for row in mine):
        return
    state = mine[-1].state
    if caller.bench or state == REVOKED or endpoint.name not in OPEN:
        _stop_ended(state)


def _stop_ended(state: str) -> NoReturn:
    stop(HTTPStatus.FORBIDDEN, f"bench.{state}", ENDED.get(state, ENDED[REVOKED]))


def _stop_wrong(caller: Caller, why: str) -> NoReturn:
    log.warning("a signature was not taken (token %r): %s", caller.name, why)
    stop(HTTPStatus.UNAUTHORIZED, "signature.wrong", f"The request's signature is not taken: {why}.")
