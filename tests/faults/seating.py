"""What the stories about faults share: the good parcel that must go on, whatever happens beside it."""

from tests.journeys.centre import Centre
from tests.journeys.officer import Officer

GOOD, BAD = "RB123456785GB", "LX473124829NL"


def goes_on(officer: Officer, centre: Centre) -> None:
    """The good parcel is opened and held, and the service has the hold."""
    officer.opens(GOOD)
    assert officer.open_id() == "C-1"
    officer.decides("hold", reason="H01")
    officer.waits_until(lambda: officer.standing().startswith("held"))
    assert centre.kinds("C-1") == ["hold"]
    assert officer.dialogs() == []
