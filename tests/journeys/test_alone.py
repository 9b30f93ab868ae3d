"""An officer whose bench is cut off on purpose, and one whose neighbour has the same parcel open."""

import pytest
from PySide6.QtCore import Qt

from tests.journeys.centre import Centre
from tests.journeys.officer import Officer
from tests.journeys.parcels import parcel
from workstation.contract.leases import LeaseRequest
from workstation.sync.presence import IDLE_S, LOOK_S

FIRST, SECOND = "RB123456785GB", "RB123456799GB"


@pytest.fixture
def day(seat, centre: Centre) -> Officer:
    """An officer with two parcels in the queue."""
    centre.put(parcel("C-1", FIRST), parcel("C-2", SECOND))
    officer: Officer = seat()
    officer.waits_for_the_parcels(2)
    officer.waits_until(lambda: officer.screens.line.state().phase == "on_line")
    return officer


def neighbour_opens(centre: Centre, consignment: str) -> None:
    asked = LeaseRequest(bench="BENCH-3", office="ZZ000100", officer="officer-b")
    centre.store.leases.take(consignment, asked)


def leased(centre: Centre) -> list[tuple[str, str]]:
    return [(each.consignment, each.bench) for each in centre.store.leases.held().leases]


def remarks(day: Officer) -> set[str]:
    """What assistive tools say of the rows of the queue besides their texts."""
    model = day.screens.queue.model
    rows = range(model.rowCount())
    return {model.data(model.index(row, 1), Qt.ItemDataRole.AccessibleDescriptionRole) or "" for row in rows}


def strip(day: Officer) -> str:
    return day.screens.strip.status.ready_words()


def test_a_parcel_that_the_neighbour_has_open_is_warned_of_and_decided_all_the_same(
    day: Officer, centre: Centre
) -> None:
    neighbour_opens(centre, "C-1")
    day.opens(FIRST)
    day.waits_until(lambda: "Open at BENCH-3 since" in day.declaration())
    assert "officer-b" in day.declaration()
    assert day.screens.decision.keys.warning.text().startswith("Open at BENCH-3 since")
    day.waits_until(lambda: any("BENCH-3" in said for said in remarks(day)))
    day.decides("hold", reason="H01")
    day.waits_until(lambda: centre.kinds("C-1") == ["hold"])
    assert day.dialogs() == []


def test_the_warning_goes_when_the_neighbour_puts_the_parcel_away(day: Officer, centre: Centre) -> None:
    neighbour_opens(centre, "C-1")
    day.opens(FIRST)
    day.waits_until(lambda: "BENCH-3" in day.declaration())
    day.waits_for_the_queue(2)
    centre.store.leases.give_back("C-1", "BENCH-3")
    day.clock.advance(LOOK_S)
    day.screens.line.wake()
    day.waits_until(lambda: "BENCH-3" not in day.declaration())
    assert day.screens.decision.keys.warning.isHidden()
    assert remarks(day) == {""}


def test_what_is_open_is_seen_by_others_until_it_lies_idle_or_is_put_away(
    day: Officer, centre: Centre
) -> None:
    day.opens(FIRST)
    day.waits_until(lambda: leased(centre) == [("C-1", "BENCH-4")])
    day.opens(SECOND)
    day.waits_until(lambda: leased(centre) == [("C-2", "BENCH-4")])
    day.clock.advance(IDLE_S)
    day.screens.line.wake()
    day.waits_until(lambda: leased(centre) == [])
    day.waits_until(lambda: "others see it as free" in day.declaration())
    day.presses("declaration")
    day.waits_until(lambda: leased(centre) == [("C-2", "BENCH-4")])
    day.waits_until(lambda: "others see it as free" not in day.declaration())


def test_a_drill_is_an_outage_that_survives_a_restart_and_sends_everything_at_its_end(
    day: Officer, centre: Centre, seat
) -> None:
    day.waits_until(lambda: strip(day) == "ready 10 d")
    day.presses("readiness")
    page = day.screens.alone.readiness
    day.waits_until(lambda: page.headline() == "Ready to work alone for 10 d")
    assert page.facts()["consignments"].startswith("2 · holds until")
    day.presses("drill")
    day.waits_until(lambda: day.screens.line.state().phase == "drill")
    day.waits_until(lambda: strip(day).startswith("alone since"))
    day.waits_until(lambda: not day.screens.strip.status.drill.isHidden())
    assert day.line().startswith("cut off for a drill")
    day.presses("readiness")
    day.opens(FIRST)
    assert "The parcel in hand counts" in day.declaration()
    day.decides("hold", reason="H01")
    asked = len(centre.line.requests)

    again: Officer = seat()
    again.waits_until(lambda: again.screens.line.state().phase == "drill")
    again.opens(FIRST)
    assert "hold waiting" in again.standing()
    assert len(centre.line.requests) == asked
    again.waits_until(lambda: not again.screens.strip.status.drill.isHidden())
    again.presses("readiness")
    again.waits_until(lambda: "A drill is on" in again.screens.alone.readiness._drill_words.text())
    again.presses("drill")
    again.waits_until(lambda: sorted(centre.kinds()) == ["drill_begun", "drill_ended", "hold"])
    again.waits_until(lambda: again.screens.line.state().phase == "on_line")
    again.waits_until(again.screens.strip.status.drill.isHidden)
    read = [each.particulars for each in centre.submissions("C-1")]
    assert ("barcode_read", FIRST) in [(each.kind, each.text) for each in read[0]]


def test_the_drill_key_does_nothing_where_the_page_is_not_seen(day: Officer) -> None:
    day.waits_until(lambda: strip(day))
    day.presses("drill")
    assert not day.screens.desk.readiness.look().drill.is_on
