"""Ten days without the central service: two reboots, a power cut, a wrong clock, an updated program and a
mandate that ends. Then the line is back, and everything is at the service, once.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.centre import Centre
from tests.journeys.officer import Officer
from tests.journeys.parcels import SHIRTS, parcel
from workstation.contract.mandates import DAY_S, MandateRule
from workstation.desk.mandate import EXPIRED, HOLDS
from workstation.domain.identifiers import make_s10
from workstation.ledger.database import MIGRATIONS
from workstation.ledger.store import Ledger

pytestmark = pytest.mark.journey

BARCODES = {f"C-{n}": make_s10("RB", 12_345_000 + n, "GB") for n in range(1, 9)}
RULE = MandateRule(valid_s=9 * DAY_S, offline_s=30 * DAY_S)
"""Its end comes before the tenth day."""
LATER = (*MIGRATIONS, ("ALTER TABLE event ADD COLUMN later BLOB", "CREATE TABLE later (name TEXT)"))
"""The schema of the program that the bench is updated to on the sixth day."""

SENT = {
    "C-1": ["hold", "lift", "release"],
    "C-2": ["release"],
    "C-3": ["seize"],
    "C-4": ["hold"],
    "C-5": ["hold", "lift"],
    "C-6": ["release"],
    "C-7": ["release"],
}
STANDINGS = {
    "C-1": "released",
    "C-2": "held",  # an agency held it meanwhile
    "C-3": "seized",
    "C-4": "held",
    "C-5": "undecided",
    "C-6": "released",
    "C-7": "released",
}

Seat = Callable[..., Officer]


class Files:
    """What lies on the bench's disk."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._copy = home.with_name("as the power cut left it")

    def power_fails(self) -> None:
        """This moment is what the disk keeps; indexes of logs are in memory alone."""
        passing = shutil.ignore_patterns("*-shm", "*.lock", "logs")
        shutil.copytree(self._home, self._copy, ignore=passing)

    def power_is_back(self) -> None:
        shutil.rmtree(self._home)
        self._copy.rename(self._home)


def test_ten_days_alone_lose_nothing_and_say_nothing_twice(
    seat: Seat, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = Days(seat, centre, Files(tmp_path / "home"), monkeypatch)
    days.begin()
    days.first_without_the_service()
    days.second_with_a_reboot()
    days.third_somebody_elsewhere_decides()
    days.fourth_with_a_power_cut()
    days.fifth_with_a_wrong_clock()
    days.sixth_with_a_newer_program()
    days.seventh_to_ninth()
    days.tenth_with_an_ended_mandate()
    days.the_line_is_back()
    everything_has_arrived(days.officer, centre)


class Days:
    """What happens on each of them."""

    def __init__(self, seat: Seat, centre: Centre, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
        self._seat, self._centre, self._files = seat, centre, files
        self._monkeypatch = monkeypatch
        centre.store.mandates.put_rule(RULE)
        centre.put(*(parcel(id, barcode) for id, barcode in BARCODES.items()))
        self.officer = seat()
        self._ledger = self.officer.screens._bench.ledger.id

    def begin(self) -> None:
        self.officer.waits_for_the_parcels(len(BARCODES))
        self.officer.waits_until(lambda: state_of_mandate(self.officer) == HOLDS)
        self._centre.go_away()
        is_alone(self.officer)

    def first_without_the_service(self) -> None:
        next_day(self.officer)
        decides(self.officer, "C-1", "hold", reason="H01", remark="no invoice")
        releases(self.officer, "C-2")

    def second_with_a_reboot(self) -> None:
        next_day(self.officer)
        self._starts_again()
        decides(self.officer, "C-1", "lift", reason="L01")
        decides(self.officer, "C-3", "seize", reason="S08", legal_basis="ZZ-34")

    def third_somebody_elsewhere_decides(self) -> None:
        """An agency holds what was released here."""
        next_day(self.officer)
        self._centre.agency_holds("C-2", [SHIRTS], act_id="agency-1")

    def fourth_with_a_power_cut(self) -> None:
        """A moment after the screen has said "recorded"."""
        next_day(self.officer)
        decides(self.officer, "C-4", "hold", reason="H01")
        self._files.power_fails()
        self._starts_again(self._files.power_is_back)
        assert self.officer.recorded() == 5
        self.officer.opens(BARCODES["C-4"])
        assert self.officer.standing() == "undecided hold waiting"

    def fifth_with_a_wrong_clock(self) -> None:
        next_day(self.officer)
        clock = self.officer.clock
        clock.set(clock.now() - timedelta(days=3))
        self.officer.waits_until(lambda: "The clock of this bench is slow by 3 d" in self.officer.says())
        decides(self.officer, "C-5", "hold", reason="H01")

    def sixth_with_a_newer_program(self) -> None:
        """The clock is right again, and the ledger has another schema."""
        next_day(self.officer)
        clock = self.officer.clock
        clock.set(clock.now() + timedelta(days=3))
        opens_with = Ledger.open.__func__.__kwdefaults__  # type: ignore[attr-defined]
        self._monkeypatch.setitem(opens_with, "migrations", LATER)
        self._starts_again()
        assert "clock" not in self.officer.says()
        assert (self.officer.recorded(), self.officer.screens._bench.ledger.id) == (6, self._ledger)
        decides(self.officer, "C-5", "lift", reason="L01")

    def seventh_to_ninth(self) -> None:
        next_day(self.officer)
        releases(self.officer, "C-1")
        next_day(self.officer)
        releases(self.officer, "C-6")
        assert self.officer.recorded() == 9

    def tenth_with_an_ended_mandate(self) -> None:
        next_day(self.officer, 1.5)
        officer = self.officer
        assert state_of_mandate(officer) == EXPIRED
        officer.opens(BARCODES["C-7"])
        officer.presses("release")
        assert officer.in_the_way() == "The mandate has expired: the central service must be heard again."
        assert officer.recorded() == 9
        assert self._centre.kinds() == []

    def the_line_is_back(self) -> None:
        """The mandate comes anew with it, and the parcel that an agency held meanwhile is recalled."""
        officer = self.officer
        self._centre.come_back()
        officer.screens.line.wake()
        officer.waits_until(lambda: officer.in_the_way() == "Nothing stands in the way of a release.")
        officer.releases()
        officer.waits_out_the_time_to_annul()
        officer.waits_until(lambda: kinds_of_attention(officer) == {"recall"})
        assert officer.dialogs() == []

    def _starts_again(self, meanwhile: Callable[[], object] | None = None) -> None:
        self.officer = self._seat(meanwhile)
        is_alone(self.officer)


# --- what an officer does -----------------------------------------------------------------------------------


def next_day(officer: Officer, days: float = 1.0) -> None:
    officer.clock.advance(days * DAY_S)


def is_alone(officer: Officer) -> None:
    """The bench has seen that nobody answers, and goes on."""
    officer.screens.line.wake()
    officer.waits_until(lambda: not officer.screens.line.is_up())


def decides(officer: Officer, consignment: str, kind: str, **more: str) -> None:
    officer.opens(BARCODES[consignment])
    officer.decides(kind, **more)


def releases(officer: Officer, consignment: str) -> None:
    officer.opens(BARCODES[consignment])
    officer.releases()


def state_of_mandate(officer: Officer) -> str:
    return officer.screens.desk.mandate.card().state


def kinds_of_attention(officer: Officer) -> set[str]:
    return {each.kind for each in officer.screens.desk.line.attention(20)}


# --- what has come out of it --------------------------------------------------------------------------------


def everything_has_arrived(officer: Officer, centre: Centre) -> None:
    ledger = officer.screens._bench.ledger
    officer.waits_until(lambda: ledger.counts().waiting == 0)
    assert officer.fates() == {"acknowledged": 10}
    assert ledger.verify().faults == ()
    events = sorted(centre.events(), key=lambda event: event.sequence)
    assert len({event.id for event in events}) == len(events) == 10
    officer.waits_until(centre.is_gapless)
    for consignment, kinds in SENT.items():
        assert centre.kinds(consignment) == kinds
        assert centre.standing(consignment) == STANDINGS[consignment]
    # The wrong clock of the fifth day changed no order, and the reckoned time of the service only went on.
    told = [event.service_time for event in events if event.service_time is not None]
    assert len(told) == 10
    assert told == sorted(told)
