"""A disk with little room left: nothing more is fetched, the officer reads why, and decisions go on."""

import pytest

from tests.fakes.disk import Disk
from tests.faults.seating import GOOD
from tests.journeys import parcels
from tests.journeys.parcels import parcel


@pytest.fixture
def disk(monkeypatch):
    made = Disk()
    monkeypatch.setattr("workstation.host.files.shutil.disk_usage", made.usage)
    return made


def test_a_low_disk_stops_the_filling_and_no_decision(seat, centre, disk):
    centre.put(parcel("C-1", GOOD))
    officer = seat()
    officer.waits_for_the_parcels(1)
    disk.free = 120_000_000
    centre.put(*parcels.others(3))
    officer.waits_until(lambda: "Only 120 MB are free on the disk" in officer.says())
    assert officer.line().startswith("fault at this bench")
    officer.opens(GOOD)
    officer.decides("hold", reason="H01")
    officer.waits_until(lambda: centre.kinds("C-1") == ["hold"])
    officer.waits_until(lambda: len(officer.queue()) == 1)
    disk.free = 10_000_000_000
    officer.screens.line.wake()
    officer.waits_for_the_parcels(4)
    officer.waits_until(lambda: "MB are free" not in officer.says())
    assert officer.dialogs() == []
