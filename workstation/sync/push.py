"""Push: what is due goes out in batches; each outcome is settled, and no bad event stops the others."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import takewhile
from typing import Final, NamedTuple

from msgspec.structs import replace

from workstation.contract.messages import BatchAnswer, Limits, Outcome
from workstation.domain.act import Effect
from workstation.domain.problems import Problem, Refused, Unavailable
from workstation.host.clock import Clock
from workstation.ledger.values import Outgoing, Settled
from workstation.sync.decided import Decided
from workstation.sync.news import AttentionRaised, Delivered, Listener
from workstation.sync.problems import TooLarge
from workstation.sync.transport import CentralClient
from workstation.sync.untaken import Untaken
from workstation.sync.writes import Writes

log: Final = logging.getLogger(__name__)

_AGAIN_S: Final = 60.0
"""After how long an event is offered again that the service passed over in its answer."""

_PLANNED: Final = 1000
"""Events that are looked out at a time, for several batches; anew as soon as another is recorded."""

_ABOUT_THE_REQUEST: Final = frozenset({"400", "413", "422"})
"""Statuses that may be about one event of a batch. Any other refusal is about the line, and no event's
fault.
"""


def _about(batch: Sequence[Outgoing], answer: BatchAnswer) -> BatchAnswer:
    """The answer's first outcome for each event of the batch: it cannot settle what was not sent with it."""
    sent = {submission.event.id for submission in batch}
    first: dict[str, Outcome] = {}
    for outcome in answer.outcomes:
        if outcome.id in sent:
            first.setdefault(outcome.id, outcome)
    if len(first) < len(answer.outcomes):
        log.warning(
            "outcomes without an event of the batch, or a second one, have no effect",
            extra={"count": len(answer.outcomes) - len(first)},
        )
    return replace(answer, outcomes=tuple(first.values()))


def _named_by(batch: Sequence[Outgoing]) -> frozenset[str]:
    """The mandates that the acts name: they go along, for a service that was restored may lack them."""
    return frozenset(each.event.mandate for each in batch)


class Suspect(NamedTuple):
    """An event that the service refused to read when it came alone."""

    submission: Outgoing
    problem: Refused


class Push:
    """Sends what is due. For the sync thread alone."""

    def __init__(
        self, client: CentralClient, writes: Writes, decided: Decided, *, clock: Clock, listener: Listener
    ) -> None:
        self._client = client
        self._writes = writes
        self._decided = decided
        self._clock = clock
        self._listener = listener
        self._untaken = Untaken(writes, listener)
        self._suspects: list[Suspect] = []
        self._was_answered = False
        self._planned: deque[Outgoing] = deque()
        self._planned_at = 0
        self._epoch = ""

    def run(self, limits: Limits, size: int, epoch_heard: Callable[[str], None]) -> int:
        """Send until nothing is due; how many events got an outcome.

        Nothing is dropped whatever happens: what got no outcome stays waiting. Raises the client's problems.
        """
        self._suspects, self._was_answered = [], False
        self._planned.clear()
        size = max(1, min(size, limits.batch_events))
        settled = 0
        try:
            while batch := self._next_batch(size, limits.request_bytes):
                settled += self._send(batch, epoch_heard)
        finally:
            self._judge_suspects()
        return settled

    def _next_batch(self, size: int, most_bytes: int) -> tuple[Outgoing, ...]:
        head = self._writes.ledger.head.sequence
        if not self._planned or head != self._planned_at:
            self._plan(max(size, _PLANNED), head)
        batch: list[Outgoing] = []
        room = most_bytes - 100
        while self._planned and len(batch) < size:
            room -= len(self._planned[0].encoded()) + 1
            if batch and room < 0:
                break
            batch.append(self._planned.popleft())
        self._keep_together(batch)
        return tuple(batch)

    def _keep_together(self, batch: list[Outgoing]) -> None:
        """Part no annulment from what it names, which would take effect at the service, if only for moments:
        where a batch has room for both, they wait for the next.
        """
        if not batch:
            return
        consignment = batch[-1].event.consignment
        rest = takewhile(lambda each: each.event.consignment == consignment, self._planned)
        named = {name for each in rest if each.event.kind == Effect.ANNUL for name in each.event.names}
        place = next((n for n, each in enumerate(batch) if each.event.id in named), 0)
        if place:
            self._planned.extendleft(reversed(batch[place:]))
            del batch[place:]

    def _plan(self, limit: int, head: int) -> None:
        """Look once for many batches: to find what is due, all that waits is read."""
        # On its consignment nothing overtakes an event whose outcome is open.
        aside = frozenset(suspect.submission.event.id for suspect in self._suspects)
        now = self._clock.now()
        self._planned = deque(self._writes.to_ledger(lambda ledger: ledger.due(limit, now, aside)))
        self._planned_at = head

    def _send(self, batch: Sequence[Outgoing], epoch_heard: Callable[[str], None]) -> int:
        try:
            answer = self._client.send_events(batch, self._writes.ledger.mandates.named(_named_by(batch)))
        except TooLarge as problem:
            return self._send_smaller(batch, problem, epoch_heard)
        except Refused as problem:
            if problem.values.get("status") not in _ABOUT_THE_REQUEST:
                raise
            return self._send_smaller(batch, problem, epoch_heard)
        except Unavailable as problem:
            self._postpone(batch, 0.0, problem)
            raise
        self._was_answered = True
        settled = self._settle(_about(batch, answer))
        answered = {outcome.id for outcome in answer.outcomes} - set(settled.unanswered)
        passed_over = [each for each in batch if each.event.id not in answered]
        self._postpone(passed_over, _AGAIN_S, None)
        if passed_over or answer.epoch != self._epoch:
            self._planned.clear()
        self._epoch = answer.epoch
        if answer.epoch:
            epoch_heard(answer.epoch)
        return len(settled.accepted) + len(settled.refused)

    def _send_smaller(
        self, batch: Sequence[Outgoing], problem: Refused, epoch_heard: Callable[[str], None]
    ) -> int:
        """Halve until the event stands alone that the service cannot take."""
        self._planned.clear()
        if len(batch) == 1:
            self._suspects.append(Suspect(batch[0], problem))
            return 0
        middle = len(batch) // 2
        settled = self._send(batch[:middle], epoch_heard)
        blocked = {suspect.submission.event.consignment for suspect in self._suspects} - {""}
        rest = [each for each in batch[middle:] if each.event.consignment not in blocked]
        return settled + (self._send(rest, epoch_heard) if rest else 0)

    def _settle(self, answer: BatchAnswer) -> Settled:
        settled = self._writes.to_ledger(lambda ledger: ledger.settle(answer, self._clock.now()))
        # First what is true, then what is shown of it.
        self._decided.look_again(settled.consignments())
        self._untaken.end_for(settled)
        if settled.accepted or settled.refused:
            self._listener(Delivered(settled=settled))
        for event in settled.refused:
            self._listener(AttentionRaised(kind="refused", consignment=event.consignment))
        return settled

    def _judge_suspects(self) -> None:
        """An event that the service cannot read while it reads others is refused, and a person looks at it.

        Where it read none of several, the service is at fault and not every event: they wait. Of one alone
        nobody knows whose fault it is: it waits, and a person looks at it.
        """
        for submission, problem in self._suspects:
            if self._was_answered or isinstance(problem, TooLarge):
                outcome = Outcome(
                    id=submission.event.id, outcome="refused", code=problem.code, words=problem.title
                )
                self._settle(BatchAnswer(epoch="", outcomes=(outcome,)))
            else:
                self._postpone((submission,), _AGAIN_S, problem)
                if len(self._suspects) == 1:
                    self._untaken.raise_for(submission, problem)
        self._suspects = []

    def _postpone(self, batch: Iterable[Outgoing], seconds: float, problem: Problem | None) -> None:
        ids = [submission.event.id for submission in batch]
        if ids:
            until = self._clock.now() + timedelta(seconds=seconds)
            why = problem.code if problem is not None else "outcome.missing"
            self._writes.to_ledger(lambda ledger: ledger.postpone(ids, until, why))
