"""The mandate in a day at the bench: it comes by itself, asks for a second officer, and ends in time."""

import pytest

from tests.journeys.parcels import parcel
from workstation.contract.mandates import DAY_S, MandateRule
from workstation.desk.mandate import HOLDS
from workstation.domain.mandate import Grant

pytestmark = pytest.mark.journey

FIRST, SECOND = "RB123456785GB", "LX473124829NL"
RULE = MandateRule(
    grants=(Grant(kind="*"), Grant(kind="seize", needs_second=True)),
    may_leave_before_acknowledged=True,
)


@pytest.fixture
def day(seat, centre):
    """An officer at a bench that has been given a mandate."""
    centre.store.mandates.put_rule(RULE)
    centre.put(parcel("C-1", FIRST), parcel("C-2", SECOND))
    officer = seat()
    officer.waits_for_the_parcels(2)
    officer.waits_until(lambda: officer.screens.desk.mandate.card().state == HOLDS)
    return officer


def test_a_seizure_takes_two_officers_whose_ids_go_to_the_centre(day, centre):
    day.opens(FIRST)
    day.fills("seize", reason="S08", legal_basis="ZZ-34")
    day.goes_to(day.form.second)
    assert day.form.obstacles() == ("The mandate asks for a second officer for this act.",)
    day.reads("BADGE-OFFICER-42")
    day.waits_until(lambda: day.form.second.text() == "OFFICER-42")
    day.presses("confirm")
    day.waits_until(lambda: "is not known at this bench" in day.form.missing.text())
    day.waits_until(lambda: not day.form._settling.isActive())
    day.confirms()
    day.waits_until(lambda: centre.kinds("C-1") == ["seize"])
    (event,) = centre.events("C-1")
    assert (event.second, event.line, event.lane) == ("OFFICER-42", "on", "red")
    assert event.mandate == day.screens.desk.mandate.bearing().mandate.id
    assert event.service_time is not None
    assert centre.standing("C-1") == "seized"


def test_another_parcel_of_no_known_form_is_no_second_officer(day, centre):
    day.opens(FIRST)
    day.fills("seize", reason="S08", legal_basis="ZZ-34")
    day.reads("SHOP47110815")
    day.waits_until(lambda: day.form.kind == "")
    assert day.screens.inspection.open_consignment is None
    assert centre.kinds("C-1") == []


def test_after_a_release_the_goods_may_leave_where_the_mandate_says_so(day, centre):
    day.opens(FIRST)
    centre.go_away()
    day.screens.line.wake()
    day.waits_until(lambda: not day.screens.line.is_up())
    day.releases()
    assert "The goods stay for as long as it can be annulled here." in day.in_the_way()
    assert "goods stay: it can be annulled" in day.screens.strip._holds.text()
    day.waits_out_the_time_to_annul()
    day.screens.watches._mandate.look()
    assert day.in_the_way().startswith("By your mandate the goods may leave now.")
    assert "goods may leave" in day.screens.strip._holds.text()
    centre.come_back()
    day.screens.line.wake()
    day.waits_until(lambda: centre.kinds("C-1") == ["release"])
    day.waits_until(lambda: day.screens.strip._holds.text() == "")


def test_a_mandate_that_runs_out_while_the_parcel_is_open_is_said_and_lets_nothing_leave(day, centre, clock):
    day.opens(FIRST)
    centre.go_away()
    day.screens.line.wake()
    day.waits_until(lambda: not day.screens.line.is_up())
    day.releases()
    day.waits_out_the_time_to_annul()
    day.screens.watches._mandate.look()
    clock.advance(10 * DAY_S)
    day.screens.watches._mandate.look()
    assert "The goods stay until it has acknowledged the release." in day.in_the_way()
    assert "does not hold" in day.screens.decision.keys.mandate.text()
    assert "Your mandate does not hold" in day.says()


def test_a_bench_that_was_alone_for_too_long_decides_again_when_the_line_is_back(day, centre, clock):
    day.opens(FIRST)
    centre.go_away()
    day.screens.line.wake()
    day.waits_until(lambda: not day.screens.line.is_up())
    clock.advance(9 * DAY_S)
    day.opens(SECOND)
    assert day.in_the_way() == "Nothing stands in the way of a release."
    clock.advance(2 * DAY_S)
    day.opens(FIRST)
    day.presses("release")
    assert day.in_the_way() == "The central service was last heard longer ago than the mandate allows."
    assert day.recorded() == 0
    centre.come_back()
    day.screens.line.wake()
    day.waits_until(lambda: day.in_the_way() == "Nothing stands in the way of a release.")
    day.releases()
