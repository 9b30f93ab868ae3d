"""Whatever happens on the line: no act is lost, none is sent after its answer, and order on a consignment
holds.
"""

import contextlib
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from tests.fakes.clock import FakeClock
from tests.ledger.bench import draft, opened
from workstation.contract.messages import BatchAnswer, Outcome, Submission

KINDS = st.sampled_from(["release", "hold", "seize", "examined"])
CONSIGNMENTS = st.sampled_from(["C-1", "C-2", "C-3", ""])


class Delivery(RuleBasedStateMachine):
    """One bench, one service that keeps what it was sent, and a line that loses answers."""

    answers = Bundle("answers")

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.clock = FakeClock()
        self.ledger = opened(Path(self.place.name), self.clock)
        self.recorded: list[Submission] = []
        self.service: dict[str, Outcome] = {}
        self.arrived: list[str] = []
        self.told: set[str] = set()
        self.refusing: set[str] = set()

    def teardown(self) -> None:
        with contextlib.closing(self.ledger):
            assert self.ledger.verify().faults == ()
        self.place.cleanup()

    @rule(kind=KINDS, consignment=CONSIGNMENTS, refused=st.booleans(), hold_back=st.sampled_from([0.0, 5.0]))
    def decide(self, kind: str, consignment: str, refused: bool, hold_back: float) -> None:
        submission = self.ledger.record(draft(kind, consignment, hold_back_s=hold_back))
        self.recorded.append(submission)
        if refused:
            self.refusing.add(submission.event.id)

    @precondition(lambda self: self.recorded)
    @rule(data=st.data())
    def annul(self, data: st.DataObject) -> None:
        named = data.draw(st.sampled_from(self.recorded)).event
        self.recorded.append(self.ledger.record(draft("annul", named.consignment, names=(named.id,))))

    @rule(target=answers, limit=st.integers(1, 4))
    def send(self, limit: int) -> BatchAnswer:
        """What is due reaches the service, which answers; whether the answer arrives is another rule's."""
        outcomes = []
        for submission in self.ledger.due(limit, self.clock.now()):
            event = submission.event
            assert event.id not in self.told, "sent after its answer"
            if event.id in self.service:
                known = self.service[event.id]
                outcomes.append(
                    known if known.outcome == "refused" else Outcome(id=event.id, outcome="already_known")
                )
                continue
            self.arrived.append(event.id)
            result = "refused" if event.id in self.refusing else "accepted"
            self.service[event.id] = Outcome(id=event.id, outcome=result, number=str(len(self.arrived)))
            outcomes.append(self.service[event.id])
        return BatchAnswer(epoch="epoch-1", outcomes=tuple(outcomes))

    @rule(answer=answers)
    def an_answer_arrives_perhaps_again(self, answer: BatchAnswer) -> None:
        self.ledger.settle(answer, self.clock.now())
        self.told.update(outcome.id for outcome in answer.outcomes)

    @rule(answer=answers)
    def an_answer_is_lost(self, answer: BatchAnswer) -> None:
        ids = [outcome.id for outcome in answer.outcomes]
        self.ledger.postpone(ids, self.clock.now() + timedelta(seconds=30), "no answer")

    @rule(seconds=st.sampled_from([1, 5, 30]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)

    @rule(days=st.sampled_from([-3, 3]))
    def somebody_sets_the_clock(self, days: int) -> None:
        self.clock.set(self.clock.now() + timedelta(days=days))

    @rule()
    def restart(self) -> None:
        self.ledger.close()
        self.ledger = opened(Path(self.place.name), self.clock)

    @rule()
    def the_line_is_back(self) -> None:
        self.ledger.end_postponement()

    @invariant()
    def nothing_is_lost(self) -> None:
        counts = self.ledger.counts()
        assert counts.recorded == len(self.recorded)
        assert counts.waiting == len(self.recorded) - len(self.told)
        assert counts.refused == counts.attention == len(self.told & self.refusing)

    @invariant()
    def on_one_consignment_acts_arrive_in_the_order_in_which_they_were_made(self) -> None:
        sequence = {s.event.id: s.event.sequence for s in self.recorded}
        consignment = {s.event.id: s.event.consignment for s in self.recorded}
        for place in {c for c in consignment.values() if c}:
            here = [sequence[event] for event in self.arrived if consignment[event] == place]
            assert here == sorted(here)

    @invariant()
    def everything_is_sent_in_the_end(self) -> None:
        """With time and a line, what is due is all that waits."""
        later = self.clock.now() + timedelta(days=30)
        held_back = [end for end in self.ledger._still_held_back().values() if end > self.clock.monotonic()]
        if not held_back:
            assert len(self.ledger.due(10_000, later)) == self.ledger.counts().waiting


TestDelivery = Delivery.TestCase
TestDelivery.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
