"""One story in steps, told on a line that may fail at any of them; what the service must hold at the end."""

from collections.abc import Callable
from typing import Final

from tests.fakes.faulty_line import Fault, pass_on
from tests.journeys.centre import Centre
from tests.journeys.officer import Officer
from tests.journeys.parcels import VAPES, parcel

BARCODES: Final = {
    "C-1": "RB123456785GB",
    "C-2": "LX473124829NL",
    "C-3": "EE700000015ZZ",
    "C-4": "CV700000026ZZ",
}
ELSEWHERE, ELSEWHERE_BARCODE = "C-5", "RB700000037ZZ"
"""The parcel that lies on the bench while the line is down."""

STEPS: Final = ("holds", "lifts", "releases", "annuls", "seizes", "releases_unaware", "acknowledges")
SENT: Final = {
    "C-1": ["hold", "lift", "release"],
    "C-2": ["release", "annul"],
    "C-3": ["seize"],
    "C-4": ["release", "acknowledge"],
}
STANDINGS: Final = {"C-1": "released", "C-2": "undecided", "C-3": "seized", "C-4": "held"}

Trouble = Callable[[Centre], None]


def only_for_events(fault: Fault) -> Fault:
    """A line on which everything comes through but the answers to what was sent."""
    return lambda request, forward: (fault if request.method == "POST" else pass_on)(request, forward)


class Story:
    """Each step is what the officer does, and `…_arrives` what must be so once the service heard of it."""

    def __init__(self, officer: Officer, centre: Centre) -> None:
        self.officer, self.centre = officer, centre

    def tell(self, troubled: tuple[str, ...] = (), trouble: Trouble = Centre.go_away) -> None:
        """All steps in order; during the `troubled` ones the line is in trouble, and then it is back."""
        for step in STEPS:
            if step in troubled:
                trouble(self.centre)
                getattr(self, step)()
                self.goes_on_without_the_service()
                self.centre.come_back()
                self.officer.screens.line.wake()
            else:
                getattr(self, step)()
            self.officer.waits_until(getattr(self, f"{step}_arrives"))

    def goes_on_without_the_service(self) -> None:
        """The line is down and says so, the window does not mind, and nothing is claimed too early."""
        officer = self.officer
        officer.waits_until(lambda: officer.line().startswith("off line"))
        officer.opens(ELSEWHERE_BARCODE)
        assert officer.open_id() == ELSEWHERE
        assert "Electronic cigarettes" in officer.declaration()
        assert officer.dialogs() == []

    def has_come_out_right(self) -> None:
        """The service holds each decision exactly once, and the bench knows that it does."""
        for consignment, kinds in SENT.items():
            assert self.centre.kinds(consignment) == kinds
            assert self.centre.standing(consignment) == STANDINGS[consignment]
        events = self.centre.events()
        assert len({event.id for event in events}) == len(events) == 8
        self.officer.waits_until(self.centre.is_gapless)
        desk = self.officer.screens.desk
        self.officer.waits_until(lambda: desk.line.counts().waiting == 0)
        assert self.officer.fates() == {"acknowledged": 8}
        self.officer.waits_until(lambda: "0 waiting" in self.officer.line())
        assert self.officer.dialogs() == []

    # --- the steps ----------------------------------------------------------------------------------------

    def holds(self) -> None:
        self.officer.opens(BARCODES["C-1"])
        self.officer.decides("hold", reason="H01", remark="no invoice")
        assert self.officer.notice() == "Recorded here: hold."

    def holds_arrives(self) -> bool:
        return self.centre.standing("C-1") == "held" and self._is_known("C-1", 1)

    def lifts(self) -> None:
        self.officer.opens(BARCODES["C-1"])
        self.officer.decides("lift", reason="L01")

    def lifts_arrives(self) -> bool:
        return self.centre.kinds("C-1") == ["hold", "lift"] and self._is_known("C-1", 2)

    def releases(self) -> None:
        self.officer.opens(BARCODES["C-1"])
        self.officer.releases()
        assert self.officer.standing() == "undecided release waiting"
        self.officer.waits_out_the_time_to_annul()

    def releases_arrives(self) -> bool:
        return self.centre.standing("C-1") == "released" and self._is_known("C-1", 3)

    def annuls(self) -> None:
        self.officer.opens(BARCODES["C-2"])
        self.officer.releases()
        self.officer.annuls()

    def annuls_arrives(self) -> bool:
        return self.centre.kinds("C-2") == ["release", "annul"] and self._is_known("C-2", 2)

    def seizes(self) -> None:
        self.officer.opens(BARCODES["C-3"])
        self.officer.fills("seize", reason="S08", legal_basis="ZZ-34")
        self.officer.finds("Bottles", "12")
        self.officer.confirms()

    def seizes_arrives(self) -> bool:
        return self.centre.standing("C-3") == "seized" and self._is_known("C-3", 1)

    def releases_unaware(self) -> None:
        """An agency holds the parcel when the release is on the disk and not yet sent."""
        self.officer.opens(BARCODES["C-4"])
        self.officer.releases()
        self.centre.agency_holds("C-4", [VAPES], act_id="agency-1")
        self.officer.waits_out_the_time_to_annul()

    def releases_unaware_arrives(self) -> bool:
        kinds = [each.kind for each in self.officer.screens.desk.line.attention(9)]
        return self.centre.kinds("C-4") == ["release"] and "recall" in kinds

    def acknowledges(self) -> None:
        self.officer.opens(BARCODES["C-4"])
        self.officer.fills("acknowledge")
        self.officer.confirms()

    def acknowledges_arrives(self) -> bool:
        kinds = [each.kind for each in self.officer.screens.desk.line.attention(9)]
        return self.centre.kinds("C-4") == ["release", "acknowledge"] and "recall" not in kinds

    def _is_known(self, consignment: str, acts: int) -> bool:
        """Whether the bench has heard from the service of so many of its acts on it."""
        opened = self.officer.screens.desk.opening.by_id(consignment)
        return opened is not None and [act.state for act in opened.acts] == ["known"] * acts


def parcels_of_the_story() -> tuple[object, ...]:
    """The consignments that it is about."""
    return tuple(parcel(id, barcode) for id, barcode in {**BARCODES, ELSEWHERE: ELSEWHERE_BARCODE}.items())
