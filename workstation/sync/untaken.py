"""An event that the service does not read, and was sent no other: it waits, and a person hears of it."""

from typing import Final

from workstation.domain.problems import Refused
from workstation.ledger.values import Outgoing, Settled
from workstation.sync.news import AttentionEnded, AttentionRaised, Listener
from workstation.sync.writes import Writes

KIND: Final = "untaken"
_LOOKED_THROUGH: Final = 200


class Untaken:
    """Raises attention at the first refusal, once for each event, and ends it with the event's outcome. For
    the sync thread.

    Whether the service or the event is at fault is not known, so it is not given up: were the service at
    fault, every decision would be called refused.
    """

    def __init__(self, writes: Writes, listener: Listener) -> None:
        self._writes = writes
        self._listener = listener
        self._may_be_open = True

    def raise_for(self, submission: Outgoing, problem: Refused) -> None:
        """The service refused to read this one, which it was sent alone."""
        self._may_be_open = True
        event, facts = submission.event, (("code", problem.code),)
        is_new = self._writes.to_ledger(
            lambda ledger: ledger.raise_attention(
                KIND, event.consignment, key=f"{KIND}:{event.id}", event=event.id, facts=facts
            )
        )
        if is_new:
            self._listener(AttentionRaised(kind=KIND, consignment=event.consignment))

    def end_for(self, settled: Settled) -> None:
        """These got an outcome after all."""
        if not self._may_be_open or not (settled.accepted or settled.refused):
            return
        keys = tuple(f"{KIND}:{each.id}" for each in (*settled.accepted, *settled.refused))
        if self._writes.to_ledger(lambda ledger: ledger.end_attention_by_key(keys, "outcome")):
            for consignment in settled.consignments():
                self._listener(AttentionEnded(consignment=consignment))
        still = self._writes.ledger.attention(_LOOKED_THROUGH)
        self._may_be_open = any(each.kind == KIND for each in still)
