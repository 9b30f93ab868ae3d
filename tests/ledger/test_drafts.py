"""What an officer has typed is kept beside the chain, is that officer's alone, and goes with the decision."""

from datetime import timedelta

import pytest

from tests.fakes.clock import START
from tests.ledger.bench import draft as decision
from workstation.ledger.drafts import MOST, KeptDraft
from workstation.ledger.store import Ledger


def typed(consignment: str = "C-1", kind: str = "hold", body: bytes = b"{}", minutes: int = 0) -> KeptDraft:
    saved = START + timedelta(minutes=minutes)
    return KeptDraft(consignment=consignment, kind=kind, saved=saved, body=body)


def test_a_draft_is_there_again_after_the_program_was_killed(open_ledger) -> None:
    open_ledger().drafts.save("officer-a", typed(body=b"words"))
    # Not closed: another ledger opens the files as they are.
    assert open_ledger().drafts.of("C-1", "officer-a") == typed(body=b"words")


def test_the_newer_draft_stands_in_place_of_the_older(ledger: Ledger) -> None:
    ledger.drafts.save("officer-a", typed())
    ledger.drafts.save("officer-a", typed(kind="seize", minutes=1))
    assert ledger.drafts.of("C-1", "officer-a") == typed(kind="seize", minutes=1)


def test_another_officers_draft_is_never_given(ledger: Ledger) -> None:
    ledger.drafts.save("officer-a", typed())
    assert ledger.drafts.of("C-1", "officer-b") is None
    assert ledger.drafts.unfinished("officer-b", 10) == ()
    ledger.drafts.forget("C-1", "officer-b")
    assert ledger.drafts.of("C-1", "officer-a") is not None


def test_a_draft_is_gone_with_its_decision_and_with_no_other(ledger: Ledger) -> None:
    ledger.drafts.save("officer-a", typed())
    ledger.record(decision("seize"))
    ledger.record(decision("hold", officer="officer-b"))
    ledger.record(decision("hold", "C-2"))
    assert ledger.drafts.of("C-1", "officer-a") is not None
    ledger.record(decision("hold"))
    assert ledger.drafts.of("C-1", "officer-a") is None


def test_the_newest_drafts_are_listed_first_and_the_oldest_go_when_there_are_too_many(ledger: Ledger) -> None:
    for number in range(MOST + 2):
        ledger.drafts.save("officer-a", typed(f"C-{number}", minutes=number))
    found = ledger.drafts.unfinished("officer-a", MOST + 10)
    assert [each.consignment for each in found] == [f"C-{number}" for number in range(MOST + 1, 1, -1)]


@pytest.mark.parametrize("days, left", [(29, 1), (31, 0)])
def test_old_drafts_can_be_thrown_away(ledger: Ledger, days: int, left: int) -> None:
    ledger.drafts.save("officer-a", typed())
    gone = ledger.drafts.forget_saved_before(START + timedelta(days=days - 30))
    assert (gone, len(ledger.drafts.unfinished("officer-a", 10))) == (1 - left, left)


def test_a_draft_is_no_entry_of_the_chain(ledger: Ledger) -> None:
    ledger.drafts.save("officer-a", typed())
    assert (ledger.head.sequence, ledger.verify().faults) == (0, ())
