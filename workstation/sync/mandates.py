"""The mandate of the officer at work: fetched, verified against the keys that are pinned, kept in the ledger.

What is not what it should be is refused with a remark, and the mandate before it stays.
"""

import logging
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final

import msgspec

from workstation.contract.mandates import SignedMandate
from workstation.domain.mandate import Mandate
from workstation.domain.problems import Refused
from workstation.host.clock import Clock
from workstation.sync.news import AttentionEnded, AttentionRaised, Listener, MandateChanged
from workstation.sync.writes import Writes

if TYPE_CHECKING:
    from workstation.sync.transport import CentralClient

log: Final = logging.getLogger(__name__)

EVERY_S: Final = 300.0
"""How often the service is asked whether there is another one."""

ATTENTION: Final = "mandate"


class MandateFetch:
    """Fetches for whoever is at work. `run` is for the sync thread, `work_for` for any."""

    def __init__(
        self, writes: Writes, clock: Clock, listener: Listener, *, fixed_keys: Collection[str] = ()
    ) -> None:
        """`fixed_keys` are the service's keys that policy has fixed: then no others are believed."""
        self._writes = writes
        self._clock = clock
        self._listener = listener
        writes.ledger.mandates.fix_keys(fixed_keys)
        self._officer: Callable[[], str] = lambda: ""
        self._asked_for = ""
        self._due_at = 0.0
        self._remarked: set[str] = set()

    def work_for(self, officer: Callable[[], str]) -> None:
        """From now on this says who is at work; empty: nobody."""
        self._officer = officer

    def run(self, client: "CentralClient") -> None:
        """Fetch the mandate of the officer at work, where another is there or it is time to ask. Raises the
        client's problems.
        """
        officer, keys = self._officer(), self._writes.ledger.mandates.keys()
        is_due = officer != self._asked_for or self._clock.monotonic() >= self._due_at
        # Before the bench is enrolled nothing says whose signature a mandate must have.
        if not officer or not keys or not is_due:
            return
        kept = self._writes.ledger.mandates.of(officer)
        try:
            body = client.mandate(officer, kept.mandate.id if kept is not None else "")
        except Refused as problem:
            log.info("a mandate cannot be had", extra={"code": problem.code})
            body = None
        if body is not None:
            self._take(body, officer, keys)
        self._asked_for, self._due_at = officer, self._clock.monotonic() + EVERY_S

    def _take(self, body: bytes, officer: str, keys: Collection[str]) -> None:
        signed, mandate, code = judged(body, officer, keys)
        if signed is not None and mandate is not None and not code:
            now = self._clock.now()
            if self._writes.to_ledger(lambda ledger: ledger.mandates.keep(mandate, signed, now)):
                self._end_remarks()
                self._listener(MandateChanged(officer=officer))
                return
            code = "mandate.id_reused"
        self._remark(code, officer, signed.key[:64] if signed is not None else "")

    def _remark(self, code: str, officer: str, key: str) -> None:
        """Once for each reason and key: a service that signs wrongly does so at each fetch."""
        log.warning("a mandate is not taken", extra={"code": code})
        name = f"{ATTENTION}:{officer}:{code}:{key}"
        facts = (("code", code), ("officer", officer), ("key", key))
        self._remarked.add(name)
        if self._writes.to_ledger(
            lambda ledger: ledger.raise_attention(ATTENTION, "", key=name, facts=facts)
        ):
            self._listener(AttentionRaised(kind=ATTENTION, consignment=""))

    def _end_remarks(self) -> None:
        names, self._remarked = tuple(self._remarked), set()
        if names:
            self._writes.to_ledger(lambda ledger: ledger.end_attention_by_key(names, ATTENTION))
            self._listener(AttentionEnded(consignment=""))


def judged(
    body: bytes, officer: str, keys: Collection[str]
) -> tuple[SignedMandate | None, Mandate | None, str]:
    """The mandate in an answer, and why it is not to be believed, as a code; empty: it is."""
    try:
        signed = msgspec.json.decode(body, type=SignedMandate)
    except (msgspec.MsgspecError, RecursionError):
        return None, None, "mandate.unreadable"
    if signed.key not in keys:
        return signed, None, "mandate.key"
    if not signed.is_signed_by(keys):
        return signed, None, "mandate.signature"
    mandate = signed.read()
    if mandate is None:
        return signed, None, "mandate.unreadable"
    return signed, mandate, "" if mandate.officer == officer else "mandate.officer"
