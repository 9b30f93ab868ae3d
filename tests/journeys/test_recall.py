"""A hold that arrives for a parcel released here cannot be missed, and goes only when both are named."""

import pytest

from tests.journeys.parcels import VAPES, parcel
from tests.journeys.test_day_at_the_bench import FIRST, SECOND
from workstation.ui.top_strip import TopStrip

pytestmark = pytest.mark.journey


@pytest.fixture
def day(seat, centre):
    """An officer who has released the first of two parcels, and works on the second."""
    centre.put(parcel("C-1", FIRST), parcel("C-2", SECOND))
    officer = seat()
    officer.waits_for_the_parcels(2)
    officer.opens(FIRST)
    officer.releases()
    officer.waits_out_the_time_to_annul()
    officer.waits_until(lambda: centre.kinds() == ["release"])
    officer.opens(SECOND)
    return officer


def recalls(centre):
    """The narcotics bureau knows of the release, and wants the parcel back."""
    (release,) = centre.events("C-1")
    centre.agency_holds(
        "C-1", [VAPES], act_id="h-1", seen=(release.id,), agency="narcotics", owner="narcotics", reason="H06"
    )


def band(officer):
    return officer.screens.records.recall


def test_a_recall_comes_while_a_form_is_open_takes_nothing_from_it_and_is_acknowledged_by_key(day, centre):
    day.fills("hold", reason="H01", remark="the invo")
    recalls(centre)
    day.waits_until(lambda: "RB 123 456 785 GB: stop the parcel" in band(day).words())
    assert "You released it at" in band(day).words()
    assert "Narcotics Bureau held it at" in band(day).words()
    assert "last read at bench BENCH-4" in band(day).words()
    assert band(day).width() == day.window.width()
    assert band(day).y() < day.window.findChild(TopStrip).y()
    day.types("ice")
    assert day.form.remark.toPlainText() == "the invoice"
    day.presses("recall_acknowledge")
    day.waits_until(lambda: centre.kinds("C-1") == ["release", "acknowledge"])
    day.waits_until(band(day).isHidden)
    assert (day.open_id(), day.form.kind, day.form.remark.toPlainText()) == ("C-2", "hold", "the invoice")
    assert day.dialogs() == []


def test_a_recall_over_an_open_form_makes_the_window_no_higher_than_a_small_screen(day, centre):
    day.window.resize(1366, 768)
    day.fills("hold", reason="H01", remark="the invoice")
    recalls(centre)
    day.waits_until(lambda: not band(day).isHidden())
    day.waits_until(lambda: band(day).height() == band(day).sizeHint().height())
    assert (day.window.width(), day.window.height()) == (1366, 768)
    assert day.window.minimumSizeHint().height() <= 768


def test_a_recall_stays_through_parcels_and_a_restart_until_it_is_acknowledged_off_line(day, centre, seat):
    recalls(centre)
    day.waits_until(lambda: not band(day).isHidden())
    day.opens(FIRST)
    day.opens(SECOND)
    assert not band(day).isHidden()
    centre.go_away()
    again = seat()
    again.waits_until(lambda: "RB 123 456 785 GB: stop the parcel" in band(again).words())
    again.presses("recall")
    again.waits_until(lambda: again.open_id() == "C-1")
    again.presses("recall_acknowledge")
    again.waits_until(band(again).isHidden)
    once_more = seat()
    once_more.waits_until(lambda: once_more.line().startswith("off line"))
    assert band(once_more).isHidden()
    centre.come_back()
    once_more.screens.line.wake()
    once_more.waits_until(lambda: centre.kinds("C-1") == ["release", "acknowledge"])


def test_a_recall_that_another_bench_acknowledged_is_over_here_too(day, centre):
    recalls(centre)
    day.waits_until(lambda: not band(day).isHidden())
    (release,) = centre.events("C-1")
    centre.agency_acknowledges("C-1", (release.id, "h-1"))
    day.waits_until(band(day).isHidden)
