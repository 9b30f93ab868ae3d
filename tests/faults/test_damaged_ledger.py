"""A ledger that is damaged under the running program: said as what it is, and nothing is decided."""

import os

import pytest

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
        # In place: a file that is mapped and cut short kills whoever looks at it, which is another damage.
        with file.open("r+b") as damaged:
            damaged.write(bytes(len(content)))
    officer.reads(GOOD)
    officer.waits_until(lambda: "ledger" in officer.says())
    assert officer.open_id() == ""
    assert "went wrong" not in officer.says()
    assert list(officer.screens._bench.home.crashes.glob("*.json")) == []
    officer.waits_until(lambda: officer.line().startswith("fault at this bench"))
    assert officer.dialogs() == []


@pytest.mark.expected_log("the ledger")
@pytest.mark.parametrize("what_is_left", [b"", os.urandom(100_000)], ids=["nothing", "noise"])
def test_a_bench_whose_ledger_was_destroyed_starts_and_works_on_and_delivers(seat, centre, what_is_left):
    centre.put(parcel("C-1", GOOD))
    officer = seat()
    officer.waits_for_the_parcels(1)
    officer.opens(GOOD)
    officer.decides("hold", reason="H01")
    officer.waits_until(lambda: centre.kinds("C-1") == ["hold"])
    bench = officer.screens._bench
    home, ledger = bench.home, bench.ledger.id
    again = seat(lambda: home.ledger.write_bytes(what_is_left))
    again.waits_until(lambda: "Entries are missing" in again.says())
    assert again.screens._bench.ledger.id == ledger
    again.waits_for_the_parcels(1)
    again.opens(GOOD)
    again.decides("seize", reason="S08", legal_basis="ZZ-34")
    again.waits_until(lambda: centre.kinds("C-1") == ["hold", "seize"])
    again.waits_until(lambda: [event.kind for event in centre.events()][1:2] == ["recovery"])
    again.waits_until(lambda: again.screens._bench.ledger.gaps.ranges() == ())
    again.waits_until(lambda: again.cards() == [])
    assert again.dialogs() == []
    assert list(home.crashes.glob("*.json")) == []


@pytest.mark.expected_log("the ledger")
def test_a_bench_that_lost_its_ledger_and_anchor_begins_a_new_one_and_delivers(seat, centre):
    centre.put(parcel("C-1", GOOD))
    officer = seat()
    officer.waits_for_the_parcels(1)
    officer.opens(GOOD)
    officer.decides("hold", reason="H01")
    officer.waits_until(lambda: centre.kinds("C-1") == ["hold"])
    bench = officer.screens._bench
    home, ledger = bench.home, bench.ledger.id

    def destroy():
        home.ledger.write_bytes(os.urandom(home.ledger.stat().st_size))
        home.ledger_anchor.write_bytes(bytes(1024))

    again = seat(destroy)
    again.waits_until(lambda: "a new one was begun" in again.says())
    assert again.screens._bench.ledger.id != ledger
    again.waits_for_the_parcels(1)
    again.opens(GOOD)
    again.decides("seize", reason="S08", legal_basis="ZZ-34")
    again.waits_until(lambda: centre.kinds("C-1") == ["hold", "seize"])
    assert again.dialogs() == []
