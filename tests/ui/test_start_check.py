"""Whoever sits at the bench is told what was found at its start and in its ledger."""

from types import SimpleNamespace

import pytest

from tests.fakes.clock import FakeClock
from workstation.domain.problems import Unavailable
from workstation.domain.remark import Remark
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft, Fault
from workstation.ui.messages import Kind, Messages
from workstation.ui.start_check import StartCheck

KEY = bytes(range(32))


def nothing_wrong():
    return SimpleNamespace(faults=())


@pytest.fixture
def messages(qapp):
    return Messages()


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger.open(tmp_path, KEY, bench="BENCH-4", office="ZZ000100", clock=FakeClock())
    ledger.record(EventDraft(kind="release", officer="officer-a", consignment="C-1"))
    yield ledger
    ledger.close()


@pytest.fixture
def checked(qtbot, background, messages):
    def check(verify):
        start = StartCheck(background, messages, verify)
        start.verify_now()
        qtbot.waitUntil(lambda: background.under_way == 0)
        return [message.what for message in messages.unseen]

    return check


def test_a_ledger_as_it_was_written_is_not_spoken_of(checked, ledger):
    assert checked(ledger.verify) == []


def test_a_ledger_whose_seal_is_of_more_than_it_has_is_told_loudly(checked, ledger, messages):
    with ledger._access.changing() as connection:
        connection.execute("UPDATE event SET body = x'00' WHERE sequence = 1")
    assert checked(ledger.verify) == ["The ledger of this bench is not as it was written."]
    assert messages.unseen[0].kind is Kind.PROBLEM


def test_a_check_that_could_not_be_made_says_why(checked):
    def locked():
        raise Unavailable("The ledger is locked.", code="ledger.locked")

    assert checked(locked) == ["The ledger is locked."]


def test_a_missing_seal_and_a_damaged_cache_are_told_at_the_start(background, messages):
    start = StartCheck(background, messages, nothing_wrong)
    start.begin((Remark(code="ledger.anchor_missing", value="7"), Remark(code="cache.damaged")))
    start.stop()
    assert [message.what for message in messages.unseen] == [
        "The seal on this bench's ledger was missing; a new one was made."
    ]
    assert messages.newest.what == "What this bench had of the central service could not be read."


def test_a_recovery_says_what_is_missing_and_since_when(background, messages):
    start = StartCheck(background, messages, nothing_wrong)
    remark = Remark(code="ledger.recovered_in_part", value="5-9,12", field="2026-11-24T09:30:00Z")
    start.begin((remark, Remark(code="ledger.recovered"), Remark(code="ledger.begun_anew")))
    start.stop()
    told = [*messages.unseen]
    assert told[0].what == "Entries are missing in this bench's ledger: 5–9, 12."
    assert "2026" in told[0].safe
    assert {message.kind for message in told} == {Kind.PROBLEM, Kind.ATTENTION}
    assert [message.key for message in told] == ["ledger.missing", "ledger.recovered", "ledger.begun_anew"]


def test_a_gap_that_is_known_is_told_by_its_numbers(checked):
    faults = (Fault(code="entry.missing", sequence=3, last=5), Fault(code="entry.missing", sequence=9))
    assert checked(lambda: SimpleNamespace(faults=faults)) == [
        "Entries are missing in this bench's ledger: 3–5, 9."
    ]


def test_a_remark_that_is_nobodys_business_is_not_told(background, messages):
    start = StartCheck(background, messages, nothing_wrong)
    start.begin((Remark(code="something.else"),))
    start.stop()
    assert messages.newest is None
