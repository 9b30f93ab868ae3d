"""What is recorded says how the parcel was known to lie here; without it a bench records nothing."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from tests.domain.test_noted import event as event_of
from tests.domain.test_noted import read_of
from tests.journeys.parcels import OFFICE, RECEPTACLE, SHIRTS, VAPES, goods, parcel
from workstation.barcode.identify import meaning_of
from workstation.barcode.reads import BarcodeRead
from workstation.desk.parcel_read import at_hand, parcels_named
from workstation.desk.understand import Understanding
from workstation.domain.asked_opening import AskedOpening, with_openings
from workstation.domain.consignment import Condition, Consignment, Identifier, Parcel
from workstation.domain.decision import DecisionDraft
from workstation.domain.event import ReadMeaning
from workstation.domain.identifiers import normalised
from workstation.domain.interlock import AtHand
from workstation.domain.noted import Found, Noted, with_noted
from workstation.domain.problems import Refused
from workstation.domain.provisional import PROVISIONAL, provisional_consignment
from workstation.host.settings import LabelPrefixes

FIRST, SECOND, OTHER = "RB123456785GB", "LX473124829NL", "RB900069728CN"
ORDER, MRN = "ORDER-4711", "26GB00006012345678"
CARRIERS = "1Z999AA10123456784"


def two_pieces(id="C-2"):
    """Shirts in one parcel, vapes in the other; one order, one receptacle, one filing."""
    shirts, vapes = goods()
    return parcel(
        id,
        FIRST,
        identifiers=(
            Identifier(value=FIRST, kind="upu_s10", belongs_to="parcel", of="P-1"),
            Identifier(value=SECOND, kind="upu_s10", belongs_to="parcel", of="P-2"),
            Identifier(value=ORDER, belongs_to="consignment"),
            Identifier(value=RECEPTACLE, kind="upu_s9_receptacle", belongs_to="receptacle"),
            Identifier(value=MRN, kind="eu_mrn", belongs_to="filing", of="F-1"),
        ),
        parcels=(Parcel(id="P-1"), Parcel(id="P-2")),
        goods_items=(replace(shirts, parcel="P-1"), replace(vapes, parcel="P-2")),
    )


@pytest.fixture
def at(desk):
    """An examination bench with one consignment of a single parcel and one of two."""
    desk.pulls(parcel("C-1", OTHER), two_pieces())
    return desk


def newest(at):
    """The newest event and its particulars by kind."""
    sent = at.ledger.due(100, at.clock.now())[-1]
    return sent.event, {each.kind: each.text for each in sent.particulars}


# --- whose barcode it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw, named",
    [
        (FIRST, ("P-1",)),
        ("lx 473 124 829 nl", ("P-2",)),
        (ORDER, ()),
        (RECEPTACLE, ()),
        (MRN, ()),
        (OTHER, ()),
        ("", ()),
    ],
)
def test_of_several_parcels_only_an_own_barcode_says_which(raw, named):
    assert parcels_named(raw, two_pieces()) == named


def test_the_number_of_a_consignment_is_its_single_parcels_own():
    single = replace(two_pieces(), parcels=(Parcel(id="P-1"),))
    assert parcels_named(ORDER, single) == ("P-1",)
    for other in (RECEPTACLE, MRN):
        assert parcels_named(other, single) == ()


def test_a_piece_that_no_document_lists_is_called_by_its_consignment():
    bare = Consignment(id="C-9", identifiers=(Identifier(value=ORDER),))
    assert parcels_named(ORDER, bare) == ("C-9",)


def test_a_number_on_two_parcels_names_both_and_one_of_no_known_parcel_none():
    both = replace(
        two_pieces(),
        identifiers=tuple(Identifier(value=FIRST, belongs_to="parcel", of=of) for of in ("P-1", "P-2")),
    )
    assert parcels_named(FIRST, both) == ("P-1", "P-2")
    unknown = replace(both, identifiers=(Identifier(value=FIRST, belongs_to="parcel", of="P-9"),))
    assert parcels_named(FIRST, unknown) == ()


def test_a_label_with_two_pieces_numbers_names_neither_and_with_a_piece_and_its_shipments_the_piece():
    plain, whole = "006141411234567890", "00006141411234567890"

    def pieces(*numbers):
        said = (Identifier(value=value, belongs_to="parcel", of=of) for value, of in numbers)
        return replace(two_pieces(), identifiers=tuple(said))

    two = pieces((plain, "P-1"), (whole, "P-2"))
    assert parcels_named(whole, two) == ()
    assert at_hand(BarcodeRead(text=whole), two) == AtHand()
    assert parcels_named(plain, pieces((plain, "P-1"))) == ("P-1",)
    assert parcels_named(whole, pieces((plain, "P-1"), (whole, "P-1"), (whole, "P-2"))) == ("P-1",)


@pytest.mark.parametrize(
    "number, kind",
    [
        (RECEPTACLE, "upu_s9_receptacle"),
        (RECEPTACLE, ""),
        (MRN, "eu_mrn"),
        (MRN, ""),
        ("5901234123457", "gtin"),
        ("CSQU3054383", ""),
        ("LOC-SHELF-03", "place"),
    ],
)
@pytest.mark.parametrize("belongs_to", ["parcel", "consignment"])
def test_what_is_never_one_parcels_number_names_none_whatever_the_data_say(number, kind, belongs_to):
    said = Identifier(value=number, kind=kind, belongs_to=belongs_to, of="P-1")
    for known in (two_pieces(), replace(two_pieces(), parcels=(Parcel(id="P-1"),))):
        assert parcels_named(number, replace(known, identifiers=(said,))) == ()
        assert at_hand(BarcodeRead(text=number), replace(known, identifiers=(said,))) == AtHand()


def test_a_number_of_no_known_form_counts_where_the_data_say_that_it_is_the_parcels():
    said = Identifier(value="5901234123457", kind="yunexpress", belongs_to="parcel", of="P-1")
    assert parcels_named("5901234123457", replace(two_pieces(), identifiers=(said,))) == ("P-1",)


def test_a_label_of_the_administrations_own_names_none_whoever_is_known_by_it(at):
    at.pulls(parcel("C-1", "LOC-SHELF-03"))
    understanding = Understanding(at.cache.reader, LabelPrefixes())
    for source in ("wedge", "serial", "typed"):
        read = understanding.of(BarcodeRead(text="loc-shelf-03", source=source))
        assert at_hand(read, at.opens("C-1").consignment) == AtHand()
    assert not understanding.of(BarcodeRead(text=FIRST)).is_own_label


@pytest.mark.parametrize(
    "read, said",
    [
        (None, AtHand()),
        (BarcodeRead(text=FIRST), AtHand(possession="read", parcels=("P-1",))),
        (BarcodeRead(text=FIRST, source="serial"), AtHand(possession="read", parcels=("P-1",))),
        (BarcodeRead(text=FIRST, source="typed"), AtHand(possession="typed", parcels=("P-1",))),
        (BarcodeRead(text="RY123456785GB", as_typed=FIRST), AtHand(possession="read", parcels=("P-1",))),
        (BarcodeRead(text=FIRST + FIRST), AtHand(possession="read", parcels=("P-1",))),
        (BarcodeRead(text=FIRST + SECOND), AtHand()),
        (BarcodeRead(text=FIRST + OTHER), AtHand()),
        (BarcodeRead(text=FIRST, flaw="cut_off"), AtHand()),
        (BarcodeRead(text=OTHER), AtHand()),
        (BarcodeRead(text=FIRST, among=2), AtHand()),
        (BarcodeRead(text=FIRST, among=2, chosen="C-1"), AtHand()),
        (BarcodeRead(text=FIRST, among=2, chosen="C-2"), AtHand(possession="read", parcels=("P-1",))),
        (
            BarcodeRead(text=FIRST, among=2, chosen="C-2", source="typed"),
            AtHand(possession="typed", parcels=("P-1",)),
        ),
        (BarcodeRead(text=FIRST + OTHER, among=2, chosen="C-2"), AtHand()),
    ],
)
def test_what_the_last_read_says_of_a_consignment(read, said):
    assert at_hand(read, two_pieces()) == said


# --- what is recorded -------------------------------------------------------------------------------------


def test_a_decision_says_where_it_was_made_and_that_the_parcel_was_read(at):
    at.decides("hold", reason="H02", read="rb 900 069 728 cn")
    event, said = newest(at)
    assert (event.workplace, event.possession, event.exception) == ("examination", "read", "")
    meaning = msgspec.json.decode(said["barcode_meaning"], type=ReadMeaning)
    assert meaning == ReadMeaning(
        text="rb 900 069 728 cn", kind="upu_s10", value=OTHER, check_digit="right", source="wedge"
    )


@pytest.mark.parametrize("kind, more", [("hold", {"reason": "H02"}), ("release", {})])
@pytest.mark.parametrize("read", ["", FIRST, "no number at all"])
def test_without_the_parcels_barcode_nothing_is_recorded(at, kind, more, read):
    with pytest.raises(Refused) as refused:
        at.decides(kind, read=read, **more)
    assert refused.value.code == "decision.parcel.not_read"
    assert at.ledger.acts_on("C-1") == ()


@pytest.mark.parametrize("read", [ORDER, RECEPTACLE, MRN])
def test_a_number_that_is_no_parcels_own_never_counts(at, read):
    with pytest.raises(Refused) as refused:
        at.decides("hold", "C-2", reason="H02", read=read)
    assert refused.value.code == "decision.parcel.not_read"


def test_the_screens_word_that_it_lies_here_is_not_believed(at):
    opened = at.opens("C-1", at.reads(OTHER))
    assert opened.at_hand.parcels == ("P-1",)
    draft = DecisionDraft(kind="release", consignment="C-1", scope=at.deciding.whole_scope(opened))
    with pytest.raises(Refused):
        at.deciding.record(draft, opened, at.reads(FIRST), ())
    assert at.ledger.acts_on("C-1") == ()


@pytest.mark.parametrize(
    "read, named",
    [
        (BarcodeRead(text=OTHER + OTHER), OTHER + OTHER),
        (BarcodeRead(text=OTHER + CARRIERS), OTHER + CARRIERS),
        (BarcodeRead(text=FIRST, as_typed=OTHER), OTHER),
    ],
    ids=["the same twice", "two of one label", "chosen from a short list"],
)
def test_whatever_says_that_the_parcel_lies_here_is_kept_as_what_was_read_of_it(at, read, named):
    two_numbers = (Identifier(value=each, belongs_to="parcel", of="P-1") for each in (OTHER, CARRIERS))
    at.pulls(parcel("C-1", OTHER, identifiers=tuple(two_numbers), parcels=(Parcel(id="P-1"),)), two_pieces())
    opened = at.opens("C-1", read)
    scope = at.deciding.whole_scope(opened)
    draft = DecisionDraft(kind="hold", consignment="C-1", scope=scope, reason="H02")
    at.deciding.record(draft, opened, read, ())
    sent = at.ledger.due(100, at.clock.now())[-1]
    of_it = {each.key: each.text for each in sent.particulars if each.kind == "barcode_read"}
    assert (sent.event.possession, of_it) == ("read", {sent.event.last_read: named})
    meaning = next(each.text for each in sent.particulars if each.kind == "barcode_meaning")
    assert msgspec.json.decode(meaning, type=ReadMeaning).text == named


def test_what_was_chosen_among_several_is_recorded_and_counts_for_no_other(at):
    at.pulls(parcel("C-1", OTHER), parcel("C-2", OTHER))
    read = BarcodeRead(text=OTHER, among=2, chosen="C-1")
    drafts = {}
    for id in ("C-1", "C-2"):
        opened = at.opens(id, read)
        scope = at.deciding.whole_scope(opened)
        drafts[id] = opened, DecisionDraft(kind="hold", consignment=id, scope=scope, reason="H02")
    at.deciding.record(drafts["C-1"][1], drafts["C-1"][0], read, ())
    event, said = newest(at)
    meaning = msgspec.json.decode(said["barcode_meaning"], type=ReadMeaning)
    assert (event.consignment, event.possession) == ("C-1", "read")
    assert (meaning.text, meaning.among, meaning.chosen) == (OTHER, 2, "C-1")
    with pytest.raises(Refused) as refused:
        at.deciding.record(drafts["C-2"][1], drafts["C-2"][0], read, ())
    assert refused.value.code == "decision.parcel.not_read"
    assert at.ledger.acts_on("C-2") == ()


BAG = ReadMeaning(text="bag-12", kind="evidence_bag", value="BAG-12", source="wedge")


def labels_noted(at):
    """The parcels that the bag was noted with, each with the label."""
    sent = [each for each in at.ledger.due(100, at.clock.now()) if each.event.kind == "labelled"]
    return [(each.event.consignment, each.event.parcel, *said_of_labels(each)) for each in sent]


def said_of_labels(submission):
    texts = [each.text for each in submission.particulars if each.kind == "label"]
    return [msgspec.json.decode(each, type=ReadMeaning) for each in texts]


@pytest.mark.parametrize(
    "id, read, parcels",
    [
        ("C-1", BarcodeRead(text=OTHER), ["P-1"]),
        ("C-2", BarcodeRead(text=SECOND), ["P-2"]),
        ("C-1", None, [""]),
        ("C-2", None, []),
    ],
    ids=["single", "piece", "torn label", "torn label of a piece"],
)
def test_bags_that_were_read_for_a_decision_are_in_it_and_noted_with_the_parcel(at, id, read, parcels):
    exception = "" if read is not None else at.deciding.exceptions()[0].code
    opened = at.opens(id, read)
    draft = DecisionDraft(
        kind="hold",
        consignment=id,
        scope=at.deciding.whole_scope(opened),
        reason="H02",
        exception=exception,
        labels=(BAG,),
    )
    at.deciding.record(draft, opened, read, ())
    (act,) = [each for each in at.ledger.due(100, at.clock.now()) if each.event.kind == "hold"]
    assert said_of_labels(act) == [BAG]
    assert labels_noted(at) == [(id, parcel, BAG) for parcel in parcels]


@pytest.mark.parametrize(
    "read, possession",
    [(None, "exception"), (BarcodeRead(text=OTHER, source="typed"), "typed")],
    ids=["torn", "typed"],
)
def test_a_reasoned_exception_is_marked_so(at, read, possession):
    (reason, *_) = at.deciding.exceptions()
    opened = at.opens("C-1", read)
    draft = DecisionDraft(
        kind="release", consignment="C-1", scope=at.deciding.whole_scope(opened), exception=reason.code
    )
    at.deciding.record(draft, opened, read, ())
    (entry,) = at.ledger.acts_on("C-1")
    act = entry.act
    assert (act.possession, act.exception, act.read) == (possession, reason.code, False)


def test_a_reason_is_not_recorded_of_a_parcel_that_was_read(at):
    at.decides("hold", reason="H02", exception=at.deciding.exceptions()[0].code)
    event, _said = newest(at)
    assert (event.possession, event.exception) == ("read", "")


def test_where_policy_allows_none_there_is_none_to_choose(at):
    at.works_at("examination", may_be_unread=False)
    assert at.deciding.exceptions() == ()


@pytest.mark.parametrize("kind", ["document", "image"])
def test_a_desk_without_parcels_records_that_none_lay_there(at, kind):
    at.works_at(kind)
    at.decides("hold", "C-2", reason="H02", read="", place="LOC-7", exception="torn_label")
    event, _said = newest(at)
    assert (event.workplace, event.possession) == (kind, "absent")
    assert (event.exception, event.place) == ("", "")


def test_a_lift_needs_no_parcel_and_says_so(at):
    hold = at.decides("hold", reason="H02")
    at.decides("lift", names=(hold.event_id,), reason="L01", read="")
    event, _said = newest(at)
    assert (event.kind, event.possession) == ("lift", "absent")


# --- presented parcels ------------------------------------------------------------------------------------


def test_a_release_covers_what_is_here_and_the_other_parcel_stays_open(at):
    at.decides("release", "C-2", read=FIRST)
    standing = at.opens("C-2").with_pending
    assert {g.goods: g.standing.value for g in standing.goods} == {SHIRTS: "released", VAPES: "undecided"}


def test_one_that_was_presented_before_is_released_with_it(at):
    at.sightings.presented("C-2", ("P-1",))
    at.decides("release", "C-2", read=SECOND)
    assert at.opens("C-2").with_pending.standing.value == "released"


def seen_elsewhere(at):
    """The second parcel was presented at another bench, weeks ago."""
    weeks_ago = at.clock.now() - timedelta(days=20)
    second = Parcel(id="P-2", presence="presented", seen_bench="BENCH-99", seen_at=weeks_ago)
    at.hears_again(replace(two_pieces(), change=2, parcels=(Parcel(id="P-1"), second)))


def test_one_that_was_presented_at_another_bench_stays_open_until_it_is_read_here(at):
    seen_elsewhere(at)
    at.decides("release", "C-2", read=FIRST)
    standing = at.opens("C-2").with_pending
    assert {g.goods: g.standing.value for g in standing.goods} == {SHIRTS: "released", VAPES: "undecided"}
    at.sightings.presented("C-2", ("P-2",))
    at.decides("release", "C-2", read=SECOND)
    assert at.opens("C-2").with_pending.standing.value == "released"


def test_a_seizure_covers_only_what_is_here(at):
    seen_elsewhere(at)
    with pytest.raises(Refused) as refused:
        at.decides("seize", "C-2", reason="S01", legal_basis="LB1", read=FIRST)
    assert refused.value.code == "decision.parcel.not_presented"
    only = tuple(e for e in at.deciding.whole_scope(at.opens("C-2")) if e.goods == SHIRTS)
    at.decides("seize", "C-2", reason="S01", legal_basis="LB1", read=FIRST, scope=only)
    acts = [e.act for e in at.ledger.acts_on("C-2") if e.act.kind == "seize"]
    assert [entry.goods for act in acts for entry in act.scope] == [SHIRTS]
    asked = AskedOpening(id="o-1", consignment="C-2", at=at.clock.now() - timedelta(hours=1), parcel="P-2")
    known = replace(at.opens("C-2").consignment, acts=tuple(acts))
    assert [each.state for each in with_openings(known, [asked]).conditions if each.asked] == ["open"]


def test_a_hold_covers_what_is_still_to_come_and_never_only_that(at):
    whole = at.deciding.whole_scope(at.opens("C-2"))
    with pytest.raises(Refused) as refused:
        at.decides("hold", "C-2", reason="H02", read=FIRST, scope=tuple(e for e in whole if e.goods == VAPES))
    assert refused.value.code == "decision.parcel.left_out"
    at.decides("hold", "C-2", reason="H02", read=FIRST, place="LOC-7")
    assert at.opens("C-2").with_pending.standing.value == "held"
    where = {each.id: each.location for each in at.opens("C-2").consignment.parcels}
    assert where == {"P-1": "LOC-7", "P-2": ""}


def test_a_release_of_what_is_not_here_is_refused(at):
    scope = at.deciding.whole_scope(at.opens("C-2"))
    with pytest.raises(Refused) as refused:
        at.decides("release", "C-2", read=FIRST, scope=scope)
    assert refused.value.code == "decision.parcel.not_presented"


def test_what_is_noted_of_a_parcel_does_not_make_the_screen_stale(at):
    opened = at.opens("C-1", at.reads(OTHER))
    at.sightings.presented("C-1", ("P-1",))
    draft = DecisionDraft(kind="release", consignment="C-1", scope=at.deciding.whole_scope(opened))
    assert at.deciding.record(draft, opened, at.reads(OTHER), ()).kind == "release"


# --- what nobody declared ---------------------------------------------------------------------------------


SHARED = ("CUST-77-2026", "HUB-FRA-03", "https://track.example/p?n=1", "12345678")


@pytest.mark.parametrize("text", SHARED)
def test_a_text_that_many_labels_bear_is_never_a_declared_parcels_own(text):
    meanings = tuple(meaning_of(BarcodeRead(text=each)) for each in (FIRST, *SHARED))
    made = provisional_consignment(event_of(PROVISIONAL, consignment="P-9"), read_of(*meanings))
    read, own = BarcodeRead(text=text), BarcodeRead(text=FIRST)
    here = AtHand(possession="read", parcels=("P-9",))
    assert (at_hand(read, made), at_hand(own, made)) == (here, here)
    single = parcel("C-1", OTHER)
    told = with_noted(single, Noted(linked=(Found(consignment=made),)))
    assert normalised(text) in {normalised(each.value) for each in told.identifiers}
    assert at_hand(read, told) == AtHand()
    assert at_hand(own, told) == AtHand(possession="read", parcels=(single.parcels[0].id,))


# --- where it is put, and openings ------------------------------------------------------------------------


def test_where_a_held_parcel_is_put_stands_in_the_hold_and_in_the_document(at):
    at.decides("hold", reason="H02", place="LOC-7")
    (entry,) = (e for e in at.ledger.acts_on("C-1") if e.act.kind == "hold")
    assert entry.act.place == "LOC-7"
    (piece,) = at.opens("C-1").consignment.parcels
    assert (piece.location, piece.presence) == ("LOC-7", "presented")


def test_an_image_desk_sends_for_opening(at):
    at.works_at("image")
    said = DecisionDraft(kind="opening_asked", consignment="C-1", remark="dense block")
    opened = at.opens()
    assert at.deciding.obstacles(said, opened) == ()
    recorded = at.deciding.record(said, opened, None, ())
    event, particulars = newest(at)
    assert (recorded.kind, recorded.event_id) == ("opening_asked", event.id)
    assert (event.kind, particulars["remark"]) == ("opening_asked", "dense block")


def test_a_remark_that_is_a_book_is_not_sent(at):
    at.works_at("image")
    said = DecisionDraft(kind="opening_asked", consignment="C-1", remark="x" * 4_001)
    assert [each.code for each in at.deciding.obstacles(said, at.opens())] == ["remark.too_long"]


@pytest.mark.parametrize("remark", ["", "  ", "\n", "... -"])
def test_without_a_word_on_what_to_look_for_nothing_is_sent_for_opening(at, remark):
    at.works_at("image")
    said = DecisionDraft(kind="opening_asked", consignment="C-1", remark=remark)
    assert [each.code for each in at.deciding.obstacles(said, at.opens())] == ["remark.needed"]
    with pytest.raises(Refused) as refused:
        at.deciding.record(said, at.opens(), None, ())
    assert refused.value.code == "decision.remark.needed"


def test_the_bench_with_the_parcel_releases_over_what_was_asked_and_no_desk_does(at):
    asked = Condition(id="e-1", kind="examination", owner=OFFICE, asked=True)
    at.hears_again(parcel("C-1", OTHER, change=2, conditions=(asked,)))
    at.works_at("document")
    with pytest.raises(Refused) as refused:
        at.decides("release", read="")
    assert refused.value.code == "decision.condition.open"
    at.works_at("examination")
    assert at.decides("release").kind == "release"
