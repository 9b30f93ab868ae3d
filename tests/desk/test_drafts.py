"""Drafts as the desk keeps them: at once for the screen, later on the disk, by a clock that may be wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.desk.workplace import Workplace
from tests.fakes.clock import START
from workstation.desk.drafts import FormDraft, FormDrafts, TypedChoice
from workstation.ledger.drafts import KeptDraft

FORM = FormDraft(
    kind="seize", reason=TypedChoice(code="S10", text="Prohibited goods"), remark="Under the lid"
)


class Kept:
    """The drafts of a workplace, and the work that its writer has not done yet."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.waiting: list[Callable[[], object]] = []
        self.offset_ms: int | None = None
        self.desk = self.again()

    def again(self) -> FormDrafts:
        """As after a restart."""
        place = self.workplace
        return FormDrafts(
            place.ledger.drafts,
            lambda: place.officer,
            place.clock,
            lambda: self.offset_ms,
            self.waiting.append,
        )

    def write(self) -> None:
        for work in self.waiting:
            work()
        self.waiting.clear()


@pytest.fixture
def kept(desk: Workplace) -> Kept:
    return Kept(desk)


def test_what_was_kept_is_here_before_the_disk_has_it_and_after_a_restart(kept: Kept) -> None:
    kept.desk.save("C-1", FORM)
    here = kept.desk.of("C-1")
    assert here is not None
    assert here.form == FORM
    kept.write()
    again = kept.again().of("C-1")
    assert again is not None
    assert (again.form, again.saved, again.is_of_today) == (FORM, START, True)


def test_what_was_thrown_away_does_not_come_back_from_the_disk(kept: Kept) -> None:
    kept.desk.save("C-1", FORM)
    kept.write()
    kept.desk.forget("C-1")
    assert kept.desk.of("C-1") is None
    kept.write()
    assert kept.again().of("C-1") is None


def test_a_draft_goes_with_the_decision_of_its_kind(kept: Kept) -> None:
    kept.desk.save("C-1", FORM)
    kept.desk.recorded("C-1", "acknowledge")
    assert kept.desk.of("C-1") is not None
    kept.desk.recorded("C-1", "seize")
    assert kept.desk.of("C-1") is None


def test_a_draft_of_another_officer_is_not_shown(kept: Kept, desk: Workplace) -> None:
    kept.desk.save("C-1", FORM)
    kept.write()
    desk.officer = type(desk.officer)(id="officer-b", name="B", office=desk.officer.office)
    assert kept.desk.of("C-1") is None
    assert kept.desk.unfinished(10) == ()


def test_yesterdays_draft_says_so(kept: Kept, desk: Workplace) -> None:
    kept.desk.save("C-1", FORM)
    kept.write()
    desk.clock.advance(86_400)
    again = kept.again().of("C-1")
    assert again is not None
    assert not again.is_of_today


def test_a_clock_far_ahead_that_nobody_has_confirmed_throws_no_draft_away(
    kept: Kept, desk: Workplace
) -> None:
    kept.desk.save("C-1", FORM)
    kept.write()
    desk.clock.set(START + timedelta(days=400))
    ahead = kept.again()
    ahead.save("C-2", FORM)
    kept.write()
    assert len(ahead.unfinished(10)) == 2
    # The service says that it is 400 days ahead: still nothing is old.
    kept.offset_ms = -400 * 86_400_000
    ahead.save("C-2", FORM)
    kept.write()
    assert len(ahead.unfinished(10)) == 2


def test_after_thirty_days_by_the_services_clock_a_draft_is_gone(kept: Kept, desk: Workplace) -> None:
    kept.desk.save("C-1", FORM)
    kept.write()
    desk.clock.advance(31 * 86_400)
    kept.offset_ms = 0
    later = kept.again()
    later.save("C-2", FORM)
    kept.write()
    assert [each.consignment for each in later.unfinished(10)] == ["C-2"]


@pytest.mark.expected_log("cannot be read")
def test_a_draft_of_another_version_is_passed_over(kept: Kept, desk: Workplace) -> None:
    unreadable = KeptDraft(consignment="C-1", kind="hold", saved=START, body=b'{"kind": 7}')
    desk.ledger.drafts.save(desk.officer.id, unreadable)
    assert kept.desk.of("C-1") is None
    assert kept.desk.unfinished(10) == ()
