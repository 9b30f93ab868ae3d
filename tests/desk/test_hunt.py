"""The hunt at the desk: a real cache and a real ledger, each read answered, finds that stay found."""

import pytest

from tests.journeys.parcels import RECEPTACLE, parcel
from workstation.barcode.reads import BarcodeRead
from workstation.desk.hunt import ABSENT, FOUND, MOST, MOST_PARCELS, OPEN, Here, Hunt, HuntDesk, Key, Sought
from workstation.desk.noting import Noting
from workstation.desk.queue import QueueFilter, QueueSort
from workstation.desk.read_answer import Answer
from workstation.desk.sightings import SightingDesk
from workstation.domain.consignment import Identifier, Parcel, Transport
from workstation.host.settings import LabelPrefixes

SHIRT, VAPE, OTHER = "RB123456785GB", "RR473124829CZ", "CP123456785DE"
PLATE = "JJD014600012794402457"
MASTER = "020-81140743"


def expected(id="P-1", **changes):
    return Parcel(id=id, presence="expected", **changes)


def own(value, of="P-1", belongs_to="parcel"):
    return Identifier(value=value, belongs_to=belongs_to, of=of)


def read(text, at_ms=10_000, **more):
    return BarcodeRead(text=text, started_ms=at_ms, ended_ms=at_ms + 40, **more)


class Hunter:
    """An officer in the cage. `desk` is the workplace that the hunt is at."""

    def __init__(self, desk, clock, owners=None):
        self.desk, self.clock, self.at_ms = desk, clock, 10_000
        noting = Noting(desk.ledger, lambda: desk.officer, desk.mandate.bearing, desk._hear)
        self.sightings = SightingDesk(noting, desk.ledger, desk.cache.reader, lambda _id: None)
        here = Here(officer="officer-a", bench="BENCH-4")
        self.hunts = HuntDesk(
            desk.cache.reader, self.sightings.known, owners or desk.opening.owners, lambda: here, clock.now
        )
        self.hunt: Hunt = self.hunts.begin(Sought(), LabelPrefixes(), 1_500)

    def looks_for(self, *, lanes=(), one=""):
        found = QueueFilter(lanes=lanes)
        sought = self.hunts.look_for_one(one) if one else self.hunts.look_for(found, QueueSort())
        self.hunt = self.hunts.begin(sought, LabelPrefixes(), 1_500)
        return sought

    def reads(self, text, after_ms=2_000, **more):
        self.at_ms += after_ms
        return self.hunt.take(read(text, self.at_ms, **more))

    def finds(self, text):
        """Reads it, and it is recorded."""
        answer = self.reads(text)
        assert answer.answer is Answer.WANTED
        self.records(answer.parcel)
        return answer

    def records(self, found):
        events = self.sightings.presented(found.consignment, (found.parcel,), place=found.place)
        self.hunt.settle(found.key, recorded=True)
        return events

    def states(self):
        return {each.key: each.state for each in self.hunt.parcels()}


@pytest.fixture
def hunter(desk, clock):
    desk.pulls(
        parcel("C-1", SHIRT, parcels=(expected(),), identifiers=(own(SHIRT), own(PLATE))),
        parcel(
            "C-2",
            VAPE,
            parcels=(expected("A"), expected("B")),
            identifiers=(
                own(VAPE, of="A"),
                own("RR473124846CZ", of="B"),
                own("H-77", of="", belongs_to="consignment"),
            ),
            transport=Transport(master_document=MASTER, receptacle=RECEPTACLE),
        ),
        parcel("C-3", OTHER, parcels=(expected(),), risk=parcel("x", "x").risk.__class__(lane="green")),
    )
    return Hunter(desk, clock)


def test_the_parcels_of_the_filter_are_looked_for_each_piece_for_itself(hunter):
    sought = hunter.looks_for(lanes=("red",))
    assert {each.key for each in sought.parcels} == {Key("C-1", "P-1"), Key("C-2", "A"), Key("C-2", "B")}
    assert [(each.piece, each.pieces) for each in sought.parcels if each.consignment == "C-2"] == [
        (1, 2),
        (2, 2),
    ]
    assert hunter.hunt.counts().open == 3


def test_a_wanted_parcel_is_found_by_any_barcode_of_its_label_and_counts_once(hunter):
    hunter.looks_for(lanes=("red",))
    first, second = hunter.reads(PLATE), hunter.reads(SHIRT)
    assert (first.answer, second.answer) == (Answer.WANTED, Answer.AGAIN)
    assert (second.parcel.by, second.parcel.bench, second.parcel.at) == (
        "officer-a",
        "BENCH-4",
        hunter.clock.now(),
    )
    assert hunter.hunt.counts().found == 1


def test_one_that_is_none_of_them_is_not_wanted(hunter):
    hunter.looks_for(lanes=("red",))
    assert hunter.reads(OTHER).answer is Answer.NOT_WANTED


def test_a_number_that_nobody_is_known_to_have_asks_for_another_barcode(hunter):
    hunter.looks_for(lanes=("red",))
    assert hunter.reads("LX123456785CN").answer is Answer.NOT_FOUND


def test_a_misread_label_is_read_again(hunter):
    hunter.looks_for(lanes=("red",))
    assert hunter.reads(SHIRT.replace("5GB", "6GB")).answer is Answer.BAD_CHECK_DIGIT
    assert hunter.reads("RB12345", flaw="cut_off").answer is Answer.FLAWED


@pytest.mark.parametrize("number, belongs_to", [(RECEPTACLE, "receptacle"), (MASTER, "master")])
def test_what_holds_a_wanted_parcel_says_so_and_counts_as_nothing(hunter, number, belongs_to):
    hunter.looks_for(lanes=("red",))
    answer = hunter.reads(number)
    assert (answer.answer, answer.belongs_to, answer.inside) == (Answer.NO_IDENTIFIER, belongs_to, 2)
    assert hunter.hunt.counts().found == 0


def test_a_number_that_all_pieces_have_finds_none_of_them(hunter):
    hunter.looks_for(lanes=("red",))
    assert hunter.reads("H-77").answer is Answer.SEVERAL
    assert hunter.reads(VAPE).parcel.piece == 1
    assert hunter.hunt.counts().found == 1


def test_a_number_of_several_consignments_is_never_taken_for_the_wanted_one(hunter, desk):
    desk.hears_again(parcel("C-9", SHIRT, parcels=(expected(),)))
    hunter.looks_for(one="C-1")
    assert hunter.reads(SHIRT).answer is Answer.SEVERAL
    assert hunter.reads(PLATE).answer is Answer.WANTED


def test_a_places_label_says_where_what_is_found_lies(hunter):
    hunter.looks_for(lanes=("red",))
    answer = hunter.reads("loc-7")
    assert (answer.answer, answer.kind, hunter.hunt.place) == (Answer.LABEL, "place", "LOC-7")
    assert hunter.finds(SHIRT).parcel.place == "LOC-7"
    assert hunter.sightings.known("C-1").parcels[0].location == "LOC-7"


def test_seals_bags_and_badges_are_no_parcels_and_no_places(hunter):
    hunter.looks_for(lanes=("red",))
    kinds = [hunter.reads(label).kind for label in ("SEAL-1", "BAG-1", "BADGE-1")]
    assert (kinds, hunter.hunt.place) == (["seal", "evidence_bag", "badge"], "")


def test_a_barcode_that_a_parcel_has_is_the_parcels_whatever_it_begins_with(hunter, desk):
    desk.hears_again(parcel("C-8", "LOC-123456", parcels=(expected(),)))
    hunter.looks_for(one="C-8")
    assert hunter.reads("LOC-123456").answer is Answer.WANTED


def test_a_receptacles_number_that_the_data_call_a_parcels_is_no_find(hunter, desk):
    said = Identifier(value=RECEPTACLE, kind="upu_s9_receptacle", belongs_to="parcel", of="P-1")
    desk.hears_again(parcel("C-8", RECEPTACLE, identifiers=(said,), parcels=(expected(),)))
    hunter.looks_for(one="C-8")
    assert hunter.reads(RECEPTACLE).answer is Answer.NO_IDENTIFIER
    assert hunter.sightings.known("C-8").parcels[0].presence == "expected"


def test_a_reader_held_still_reads_twice_and_the_answer_stands(hunter):
    hunter.looks_for(lanes=("red",))
    hunter.reads(SHIRT)
    again, later = hunter.reads(SHIRT, after_ms=300), hunter.reads(SHIRT, after_ms=5_000)
    assert (again.answer, again.is_same_read) == (Answer.AGAIN, True)
    assert (later.answer, later.is_same_read) == (Answer.AGAIN, False)


def test_what_the_keyboard_layout_made_of_it_is_looked_up_too(hunter):
    hunter.looks_for(lanes=("red",))
    assert hunter.reads("rb&é\"'(-_ç(gb", as_typed=SHIRT).answer is Answer.WANTED


def test_what_two_ways_of_reading_the_strokes_say_is_never_taken_for_the_wanted_one(hunter):
    hunter.looks_for(one="C-1")
    assert hunter.reads(SHIRT, as_typed=OTHER).answer is Answer.SEVERAL
    assert hunter.hunt.counts().found == 0


def test_five_reads_in_a_second_are_each_answered_in_their_order(hunter):
    hunter.looks_for(lanes=("red",))
    texts = (SHIRT, OTHER, VAPE, "RR473124846CZ", PLATE)
    answers = [hunter.reads(text, after_ms=200).answer for text in texts]
    wanted = Answer.WANTED
    assert answers == [wanted, Answer.NOT_WANTED, wanted, wanted, Answer.AGAIN]


def test_a_find_that_could_not_be_recorded_is_looked_for_again(hunter):
    hunter.looks_for(lanes=("red",))
    key = hunter.reads(SHIRT).parcel.key
    hunter.hunt.settle(key, recorded=False)
    assert hunter.states()[key] == OPEN
    assert hunter.reads(SHIRT).answer is Answer.WANTED


def test_the_finds_outlive_the_program_and_the_list_is_asked_anew(hunter, desk, clock):
    hunter.looks_for(lanes=("red",))
    hunter.reads("LOC-7")
    hunter.finds(SHIRT)
    desk.ledger.close()
    desk.ledger = desk.opened_ledger()
    after = Hunter(desk, clock, owners=lambda _raw, _other: {})
    after.looks_for(lanes=("red",))
    assert after.states() == {Key("C-1", "P-1"): FOUND, Key("C-2", "A"): OPEN, Key("C-2", "B"): OPEN}
    again = after.reads(SHIRT)
    assert (again.answer, again.parcel.by, again.parcel.place) == (Answer.AGAIN, "officer-a", "LOC-7")


def test_one_that_is_said_missing_is_missing_until_it_is_read(hunter):
    hunter.looks_for(lanes=("red",))
    key = Key("C-1", "P-1")
    hunter.sightings.missing(*key[:1], (key.parcel,))
    hunter.hunt.give_up(key)
    assert (hunter.states()[key], hunter.hunt.counts().open) == (ABSENT, 2)
    hunter.looks_for(lanes=("red",))
    assert hunter.states()[key] == ABSENT
    hunter.finds(SHIRT)
    assert hunter.states()[key] == FOUND


@pytest.mark.parametrize("recorded, then", [(True, FOUND), (False, ABSENT)])
def test_one_that_is_read_before_it_is_written_down_as_missing_is_found(hunter, recorded, then):
    hunter.looks_for(lanes=("red",))
    key = Key("C-1", "P-1")
    assert hunter.hunt.is_open(key)
    hunter.reads(SHIRT)
    hunter.hunt.give_up(key)
    assert (hunter.states()[key], hunter.hunt.is_open(key)) == (FOUND, False)
    hunter.hunt.settle(key, recorded=recorded)
    assert hunter.states()[key] == then


def test_a_find_that_could_not_be_recorded_leaves_it_as_missing_as_it_was(hunter):
    hunter.looks_for(lanes=("red",))
    key = Key("C-1", "P-1")
    hunter.hunt.give_up(key)
    before = next(each for each in hunter.hunt.parcels() if each.key == key)
    hunter.reads(SHIRT)
    hunter.hunt.settle(key, recorded=False)
    assert next(each for each in hunter.hunt.parcels() if each.key == key) == before


def test_what_another_bench_finds_is_found_and_says_who_and_where(hunter, desk, clock):
    hunter.looks_for(lanes=("red",))
    seen = Parcel(
        id="P-1",
        presence="presented",
        location="LOC-2",
        seen_at=clock.now(),
        seen_by="officer-b",
        seen_bench="BENCH-9",
    )
    desk.hears_again(parcel("C-1", SHIRT, parcels=(seen,)))
    (changed,) = hunter.hunt.hear(hunter.hunts.as_they_are(hunter.hunt.looks_for(("C-1", "C-3"))))
    assert (changed.by, changed.bench, changed.place) == ("officer-b", "BENCH-9", "LOC-2")
    answer = hunter.reads(SHIRT)
    assert (answer.answer, answer.parcel.by) == (Answer.AGAIN, "officer-b")


def test_hearing_of_an_own_find_changes_nothing(hunter):
    hunter.looks_for(lanes=("red",))
    hunter.finds(SHIRT)
    assert hunter.hunt.hear(hunter.hunts.as_they_are(("C-1", "C-2"))) == ()


def test_a_parcel_that_has_left_is_not_looked_for(hunter, desk):
    gone = Parcel(id="P-1", presence="left")
    desk.hears_again(parcel("C-1", SHIRT, parcels=(gone,)))
    sought = hunter.looks_for(lanes=("red",))
    assert (len(sought.parcels), sought.left) == (2, 1)
    assert hunter.reads(SHIRT).answer is Answer.NOT_WANTED


def test_a_consignment_without_a_list_of_parcels_is_one_piece(hunter, desk):
    desk.hears_again(parcel("C-7", "CP999999999DE", parcels=(), identifiers=(own("AB-778899", of=""),)))
    hunter.looks_for(one="C-7")
    hunter.finds("AB-778899")
    hunter.looks_for(one="C-7")
    assert set(hunter.states().values()) == {FOUND}


def test_a_hunt_has_an_end_and_says_how_much_it_leaves_out(hunter, desk):
    def many(id, count):
        pieces = tuple(expected(f"P-{at}") for at in range(count))
        return parcel(id, f"{id}-12345", parcels=pieces, identifiers=(own(f"{id}-12345", of="P-0"),))

    desk.pulls(*(many(f"L-{at}", MOST_PARCELS // 2) for at in range(3)))
    sought = hunter.looks_for(lanes=("red",))
    assert (len(sought.parcels), len(sought.consignments), sought.more) == (MOST_PARCELS, 2, 1)
    desk.pulls(many("L-9", MOST_PARCELS + 1))
    assert len(hunter.looks_for(lanes=("red",)).parcels) == MOST_PARCELS + 1
    desk.pulls(*(many(f"S-{at}", 1) for at in range(MOST + 2)))
    sought = hunter.looks_for(lanes=("red",))
    assert (len(sought.parcels), sought.more) == (MOST, 2)


def test_it_is_known_without_the_cache_while_that_is_made_anew(hunter, desk):
    hunter.looks_for(lanes=("red",))
    desk.pulls()
    assert hunter.reads(SHIRT).answer is Answer.WANTED
