"""The keys with which the service signs mandates, as the enrolment tells them: pinned the first time, and no
others taken after that without a person's word.

Who can answer an enrolment once could else give every officer a mandate for years.
"""

import hashlib
import logging
from collections.abc import Collection
from typing import Final

from workstation.host.clock import Clock
from workstation.ledger.mandates import SERVICE_KEYS
from workstation.sync.news import AttentionEnded, AttentionRaised, Listener
from workstation.sync.writes import Writes

log: Final = logging.getLogger(__name__)

ATTENTION: Final = "mandate"
CHANGED: Final = "mandate.keys_changed"
PINNED_WITH: Final = "service_keys_token"
"""Name of the ledger's small fact with which token the keys were pinned, as its mark."""
REFUSED: Final = "service_keys_refused"
"""Name of the ledger's small fact under which attention was raised for keys that were not taken."""


class ServiceKeys:
    """Pins what the enrolment tells. For the sync thread alone."""

    def __init__(self, writes: Writes, listener: Listener, clock: Clock) -> None:
        self._writes = writes
        self._listener = listener
        self._clock = clock

    def hear(self, told: Collection[str], token: str) -> None:
        """The service tells these keys. Others than those that are believed are taken only the first time, or
        where IT has connected the bench anew since: then `token`, the mark of the bench's token, is another.
        """
        if not told:
            return
        ledger = self._writes.ledger
        believed, with_token = ledger.mandates.keys(), ledger.known.get(PINNED_WITH)
        if believed.issuperset(told) or not believed or with_token not in ("", token):
            self._pin(told, token)
        else:
            self._refuse(told)

    def _pin(self, told: Collection[str], token: str) -> None:
        known = self._writes.ledger.known
        for name, value in ((SERVICE_KEYS, " ".join(told)), (PINNED_WITH, token)):
            if known.get(name) != value:
                self._put(name, value)
        raised = known.get(REFUSED)
        if raised:
            self._writes.to_ledger(lambda ledger: ledger.end_attention_by_key((raised,), ATTENTION))
            self._put(REFUSED, "")
            self._listener(AttentionEnded(consignment=""))

    def _refuse(self, told: Collection[str]) -> None:
        """Once for each set of keys, as long as the service tells them."""
        text = " ".join(told)
        mark = f"{ATTENTION}:keys:{hashlib.sha256(text.encode()).hexdigest()}"
        raised = self._writes.ledger.known.get(REFUSED)
        if raised.startswith(mark):
            return
        log.warning("keys of the service are not taken", extra={"code": CHANGED})
        key = f"{mark}:{self._clock.now():%Y%m%dT%H%M%S}"
        facts = (("code", CHANGED), ("key", text[:200]))
        self._writes.to_ledger(lambda ledger: ledger.raise_attention(ATTENTION, "", key=key, facts=facts))
        self._put(REFUSED, key)
        self._listener(AttentionRaised(kind=ATTENTION, consignment=""))

    def _put(self, name: str, value: str) -> None:
        self._writes.to_ledger(lambda ledger: ledger.known.put(name, value))
