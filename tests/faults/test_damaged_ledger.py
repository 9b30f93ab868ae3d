"""A ledger that is damaged under the running program: said as what it is, and nothing is decided."""

from tests.faults.seating import GOOD
from tests.journeys.parcels import parcel


def test_a_ledger_damaged_while_running_is_said_and_nothing_of_it_stays_on_the_screen(seat, centre):
    centre.put(parcel("C-1", GOOD))
    officer = seat()
    officer.waits_for_the_parcels(1)
    officer.opens(GOOD)
    ledger = officer.screens._bench.home.ledger
    whole = {file: file.read_bytes() for file in ledger.parent.glob("ledger.db*")}
    for file, content in whole.items():
        file.write_bytes(bytes(len(content)))
    officer.reads(GOOD)
    officer.waits_until(lambda: "ledger" in officer.says())
    assert officer.open_id() == ""
    assert "went wrong" not in officer.says()
    assert list(officer.screens._bench.home.crashes.glob("*.json")) == []
    officer.waits_until(lambda: officer.line().startswith("fault at this bench"))
    assert officer.dialogs() == []
