"""A number that two consignments' parcels bear: the officer says which one lies here, and nothing is recorded
on the other.
"""

import msgspec
import pytest

from tests.journeys.parcels import OFFICE, parcel
from workstation.desk.read_answer import Answer
from workstation.domain.consignment import Identifier
from workstation.domain.event import ReadMeaning
from workstation.identity.officer import Officer

OWN, SHARED = "RB123456785GB", "LX473124829NL"


@pytest.fixture
def day(seat, centre):
    for id in ("C-1", "C-2"):
        numbers = [Identifier(value=SHARED, kind="upu_s10", belongs_to="parcel", of="P-1")]
        if id == "C-1":
            numbers.append(Identifier(value=OWN, kind="upu_s10", belongs_to="parcel", of="P-1"))
        centre.put(parcel(id, SHARED, identifiers=tuple(numbers)))
    officer = seat()
    officer.waits_for_the_parcels(2)
    return officer


def chooses(day, consignment):
    """Reads the label and goes to this one in the short list, by the arrows."""
    day.reads(SHARED)
    day.waits_until(day.screens.matches.isVisible)
    if day.screens.matches._list.marked() != consignment:
        day.presses("down")
    day.presses("enter")
    day.waits_until(lambda: day.open_id() == consignment)


def heard(day):
    return [each.answer for each in day.answers]


def meaning_of(submission):
    (said,) = (each.text for each in submission.particulars if each.kind == "barcode_meaning")
    return msgspec.json.decode(said, type=ReadMeaning)


@pytest.mark.parametrize("chosen, other", [("C-1", "C-2"), ("C-2", "C-1")])
def test_only_what_was_chosen_is_at_hand_and_the_record_says_among_how_many(day, centre, chosen, other):
    chooses(day, chosen)
    assert heard(day) == [Answer.SEVERAL, Answer.FOUND]
    assert day.answers[-1].words == "You chose it among 2 consignments."
    day.releases()
    day.screens.inspection.open_id(other)
    day.presses("release")
    assert (day.form.kind, day.recorded()) == ("release", 1)
    day.presses("confirm", "escape")
    assert day.recorded() == 1
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.kinds() == ["release"])
    (said,) = centre.submissions()
    assert (said.event.consignment, said.event.possession) == (chosen, "read")
    assert (meaning_of(said).among, meaning_of(said).chosen) == (2, chosen)
    presented = [each.event.consignment for each in centre.everything() if each.event.kind == "presented"]
    assert set(presented) <= {chosen}


def test_before_anything_is_chosen_neither_is_at_hand(day):
    day.reads(SHARED)
    day.waits_until(day.screens.matches.isVisible)
    for id in ("C-1", "C-2"):
        day.screens.inspection.open_id(id)
        day.presses("release")
        assert (day.form.kind, day.recorded()) == ("release", 0)
        day.presses("escape")


def test_the_same_label_asks_again_and_what_was_typed_is_kept(day):
    chooses(day, "C-1")
    day.fills("hold", reason="H01")
    chooses(day, "C-2")
    day.screens.inspection.open_id("C-1")
    day.presses("confirm", "confirm")
    assert (day.form.kind, day.recorded()) == ("hold", 0)
    chooses(day, "C-1")
    assert day.form.kind == "hold"
    day.presses("confirm")
    day.waits_until(lambda: day.recorded() == 1)


def test_another_number_of_the_label_that_only_one_has_ends_the_choice(day, centre):
    chooses(day, "C-2")
    day.opens(OWN)
    day.releases()
    day.screens.inspection.open_id("C-2")
    day.presses("release", "confirm")
    assert day.recorded() == 1
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.kinds() == ["release"])
    (said,) = centre.submissions()
    assert (said.event.consignment, meaning_of(said).among) == ("C-1", 0)


def test_after_a_restart_nothing_is_at_hand_and_the_label_asks_again(day, seat):
    chooses(day, "C-1")
    officer = seat()
    officer.waits_for_the_parcels(2)
    officer.screens.inspection.open_id("C-1")
    officer.presses("release")
    assert (officer.form.kind, officer.recorded()) == ("release", 0)
    officer.presses("escape")
    chooses(officer, "C-1")
    officer.releases()
    assert officer.recorded() == 1


def test_what_was_read_and_chosen_ends_when_nobody_is_at_work(day):
    chooses(day, "C-1")
    signed_in = day.screens._bench.signed_in
    at_work = signed_in.required()
    signed_in.sign_out()
    signed_in.sign_in(at_work)
    day.waits_until(lambda: not day.screens.inspection.open_consignment.at_hand.parcels)
    day.presses("release")
    assert (day.form.kind, day.recorded()) == ("release", 0)
    day.presses("escape")
    chooses(day, "C-1")
    day.releases()
    assert day.recorded() == 1


def test_what_one_officer_read_is_not_at_hand_for_the_next(day):
    day.opens(OWN)
    day.screens._bench.signed_in.sign_in(Officer(id="officer-b", name="Officer B", office=OFFICE))
    day.waits_until(lambda: not day.screens.inspection.open_consignment.at_hand.parcels)
    assert day.screens.inspection.last_read() is None
    day.opens(OWN)
    assert day.screens.inspection.open_consignment.at_hand.parcels == ("P-1",)
