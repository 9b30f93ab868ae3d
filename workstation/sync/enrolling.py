"""Enrolment: the bench says who it is and which key speaks for it, at each start, every hour, and when its
signature was not taken.
"""

import logging
from typing import Final

import msgspec

from workstation.contract import endpoints
from workstation.contract.enrolment import Enrolled, Enrolment
from workstation.host.clock import Clock
from workstation.sync import problems
from workstation.sync.news import Listener
from workstation.sync.request_signing import RequestSigning
from workstation.sync.service_keys import ServiceKeys
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

log: Final = logging.getLogger(__name__)

EVERY_S: Final = 3600.0
_WITHIN_S: Final = 60.0


class Enrolling:
    """Enrols this bench's key. For the sync thread alone."""

    def __init__(
        self,
        client: CentralClient,
        writes: Writes,
        signing: RequestSigning,
        *,
        clock: Clock,
        listener: Listener,
    ) -> None:
        self._client = client
        self._service_keys = ServiceKeys(writes, listener, clock)
        self._writes = writes
        self._signing = signing
        self._clock = clock
        self._due_at = 0.0

    def run(self) -> None:
        """Enrol where it is due. Raises SignInNeeded where IT must do something first, and what the client
        raises.
        """
        if not self._signing.take_refusal() and self._clock.monotonic() < self._due_at:
            return
        body = msgspec.json.encode(self._enrolment())
        answer = self._client.ask(endpoints.ENROL, {}, body=body, within_s=_WITHIN_S)
        try:
            enrolled = msgspec.json.decode(answer, type=Enrolled)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise problems.unreadable("no enrolment") from error
        self._due_at = self._clock.monotonic() + EVERY_S
        self._service_keys.hear(enrolled.service_keys, self._client.token_mark())

    def _enrolment(self) -> Enrolment:
        ledger, signer = self._writes.ledger, self._signing.signer
        asked = Enrolment(
            bench=ledger.bench,
            office=ledger.office,
            ledger=ledger.id,
            public_key=signer.public_key,
            signed_from=ledger.comparing.signed_from(signer.public_key),
            made=self._clock.now().replace(microsecond=0),
        )
        return msgspec.structs.replace(asked, proof=signer.sign(asked.signed_text()))
