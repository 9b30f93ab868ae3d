"""No question to the ledger reads through all of it: an officer waits for some, and it grows for years."""

import re
from collections.abc import Callable

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import answer, draft
from workstation.ledger.store import Ledger

QUESTIONS: dict[str, Callable[[Ledger, FakeClock], object]] = {
    "acts on a consignment": lambda ledger, _clock: ledger.acts_on("C-1"),
    "what was made and is not linked": lambda ledger, _clock: ledger.notes.open_made(),
    "what was made": lambda ledger, _clock: ledger.notes.made("C-1"),
    "what was noted of a consignment": lambda ledger, _clock: ledger.notes.noted("C-1"),
    "what a consignment turned out to be": lambda ledger, _clock: ledger.notes.turned_out(["C-1", "C-2"]),
    "what was linked to a consignment": lambda ledger, _clock: ledger.notes.linked_to("C-1"),
    "from what it was parted": lambda ledger, _clock: ledger.notes.parted("C-1"),
    "what others let go": lambda ledger, _clock: ledger.notes.let_go(),
    "what is said of links": lambda ledger, _clock: ledger.notes.links_of(["C-1", "C-2"]),
    "what is refused": lambda ledger, _clock: ledger.notes.refused(),
    "every link": lambda ledger, _clock: ledger.notes.links(),
    "notes that wait": lambda ledger, _clock: ledger.notes.waiting(),
    "pending acts": lambda ledger, _clock: ledger.pending_acts(),
    "due": lambda ledger, clock: ledger.due(10, clock.now()),
    "when the next is due": lambda ledger, _clock: ledger.next_due_at(),
    "consignments to be held ready": lambda ledger, _clock: ledger.watching.held_ready(),
    "consignments that were acted on": lambda ledger, _clock: ledger.watching.acted_on({"C-1", "C-9"}),
    "whether anything is old": lambda ledger, _clock: ledger.watching.has_older(),
    "a page of entries": lambda ledger, _clock: ledger.entries.before(3, 2),
    "counts": lambda ledger, _clock: ledger.counts(),
    "a page of deliveries": lambda ledger, _clock: ledger.deliveries(3, 2),
    "attention": lambda ledger, _clock: ledger.attention(10),
    "attention on a consignment": lambda ledger, _clock: ledger.attention_keys_on("C-1"),
    "an answer": lambda ledger, clock: ledger.settle(answer(("unknown", "accepted")), clock.now()),
    "postponing": lambda ledger, clock: ledger.postpone(["unknown"], clock.now(), "why"),
    "ending a postponement": lambda ledger, _clock: ledger.end_postponement(),
    "texts to be erased": lambda ledger, clock: ledger.erasure.due(clock.now()),
    "earlier texts to be erased": lambda ledger, clock: ledger.erasure.erase_earlier(clock.now()),
    "marks": lambda ledger, _clock: ledger.marks.of("C-1", "officer-a"),
    "recording": lambda ledger, _clock: ledger.record(draft()),
}

# Reading through all of a small partial index is what it is for.
SMALL = re.compile(
    r"SCAN (\w+ )?USING (COVERING )?INDEX"
    r" (delivery_\w+|earlier_waiting|(event|earlier)_(linked|provisional)|attention_\w+)|CONSTANT ROW"
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_use_an_index(ledger: Ledger, clock: FakeClock, question: str) -> None:
    for n in range(5):
        ledger.record(draft(consignment=f"C-{n}"))
    asked: list[str] = []
    with ledger._access.looking() as looking, ledger._access.reading() as reading:
        connections = (looking, reading, ledger._access.writer)
    for connection in connections:
        connection.set_trace_callback(asked.append)
    QUESTIONS[question](ledger, clock)
    for connection in connections:
        connection.set_trace_callback(None)
    plans = [
        step
        for statement in asked
        if re.match(r"\s*(SELECT|UPDATE|DELETE)", statement)
        for *_, step in looking.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert asked
    assert [step for step in plans if "SCAN" in step and not SMALL.search(step)] == []
