"""At the end of a shift: one sheet that says what was decided and acknowledged, and what waits; as a PDF."""

import pytest

from tests.journeys.parcels import parcel
from tests.journeys.test_day_at_the_bench import FIRST, SECOND

pytestmark = pytest.mark.journey


def test_the_sheet_is_reached_by_key_says_what_waits_and_is_written_as_a_pdf(seat, centre, tmp_path):
    centre.put(parcel("C-1", FIRST), parcel("C-2", SECOND))
    day = seat()
    day.waits_for_the_parcels(2)
    day.opens(FIRST)
    day.decides("hold", reason="H01")
    day.waits_until(lambda: day.standing() == "held")
    centre.go_away()
    day.opens(SECOND)
    day.decides("hold", reason="H02")
    day.presses("shift")
    shift = day.screens.records.shift
    day.waits_until(lambda: shift.model.rowCount() == 2)
    rows = [[shift.model.index(row, at).data() for at in (0, 1, 3)] for row in range(2)]
    events = centre.store.events(None, 9).events
    number = next(each.number for each in events if b'"hold"' in bytes(each.submission))
    assert rows[0] == ["RB 123 456 785 GB", "hold", f"acknowledged, receipt {number}"]
    assert rows[1][:2] == ["LX 473 124 829 NL", "hold"]
    assert rows[1][2].startswith("waiting since")
    shift.place.setText(str(tmp_path / "sheet.pdf"))
    day.types("p")
    day.waits_until(lambda: (tmp_path / "sheet.pdf").exists() and day.is_at_rest())
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    day.presses("enter")
    day.waits_until(lambda: day.open_id() == "C-1")
    day.presses("shift")
    assert day.screens.queue.isVisible()
    assert day.dialogs() == []
