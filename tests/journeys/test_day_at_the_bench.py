"""A day at the bench: the real window, the real service over HTTP, from a parcel's barcode to the receipt."""

from decimal import Decimal

import msgspec
import pytest

from tests.fakes.faulty_line import Forward, Reply, Request
from tests.journeys import parcels
from tests.journeys.parcels import OFFICE, RECEPTACLE, SHIRTS, VAPES, parcel
from workstation.domain.act import FoundGoods
from workstation.domain.consignment import Identifier
from workstation.domain.event import FOUND_GOODS, REMARK
from workstation.domain.value import Quantity

pytestmark = pytest.mark.journey

FIRST, SECOND = "RB123456785GB", "LX473124829NL"


def without_changes(request: Request, forward: Forward) -> bytes:
    """A line on which the pull does not come through."""
    return b"" if "changes" in request.path else forward().raw()


@pytest.fixture
def day(seat, centre):
    """An officer at a bench whose queue has filled, with nothing open."""
    centre.put_image(parcels.image())
    shared = Identifier(value=RECEPTACLE, kind="upu_s9_receptacle", belongs_to="receptacle")
    first = parcel("C-1", FIRST, images=(parcels.image_of(parcels.image()),))
    second = parcel("C-2", SECOND)
    centre.put(
        msgspec.structs.replace(first, identifiers=(*first.identifiers, shared)),
        msgspec.structs.replace(second, identifiers=(*second.identifiers, shared)),
        *parcels.others(),
    )
    officer = seat()
    officer.waits_for_the_parcels(14)
    yield officer
    assert officer.dialogs() == []


# --- a parcel comes down the line ---------------------------------------------------------------------------


def test_a_barcode_opens_declaration_and_image_side_by_side_with_why_it_was_selected(day):
    day.opens(FIRST)
    day.waits_until(lambda: day.images == [parcels.image_of(parcels.image()).sha256])
    assert day.number() == "RB 123 456 785 GB"
    assert day.standing() == "undecided"
    for words in ("Sender seen in three seizures", "Weigh item 2", "Cotton shirts", "Electronic cigarettes"):
        assert words in day.declaration()


@pytest.mark.parametrize("place", ["search", "queue", "declaration", "delivery"])
def test_a_barcode_read_types_and_presses_nothing_wherever_the_keyboard_is(day, centre, place):
    day.waits_for_the_queue(14)
    day.opens(SECOND)
    day.presses(place)
    day.opens(FIRST)
    assert day.open_id() == "C-1"
    assert day.screens.queue.filters.search.text() == ""
    assert len(day.queue()) == 14
    assert day.recorded() == 0


def test_a_barcode_read_in_the_middle_of_a_remark_cancels_the_hold_and_types_nothing(day, centre):
    day.opens(FIRST)
    day.fills("hold", reason="H01", remark="the invoice")
    assert day.form.remark.toPlainText() == "the invoice"
    day.opens(SECOND)
    assert day.open_id() == "C-2"
    assert day.form.kind == ""
    assert "RB 123 456 785 GB: Cancelled: another barcode was read. Nothing was recorded." in day.says()
    assert day.recorded() == 0
    day.opens(FIRST)
    assert day.standing() == "undecided"
    assert day.form.remark.toPlainText() == "the invoice"
    assert day.form.note.words().endswith(" is here again.")
    day.presses("hold", "escape")
    assert day.recorded() == 0
    day.opens(SECOND)
    day.opens(FIRST)
    assert day.form.remark.toPlainText() == "the invoice"
    day.presses("throw_away")
    day.opens(SECOND)
    day.opens(FIRST)
    assert day.form.kind == ""


def test_the_same_parcel_read_again_leaves_the_form_as_it_is(day):
    day.opens(FIRST)
    day.fills("hold", reason="H01")
    day.opens(FIRST)
    assert (day.open_id(), day.form.kind, day.recorded()) == ("C-1", "hold", 0)
    assert "Cancelled" not in day.says()
    day.confirms()
    assert day.recorded() == 1


def test_a_number_that_several_share_gives_a_short_list_and_opens_none(day):
    day.reads(RECEPTACLE)
    matches = day.screens.matches
    day.waits_until(matches.isVisible)
    assert day.open_id() == ""
    day.presses("down", "enter")
    day.waits_until(lambda: day.open_id() in ("C-1", "C-2"))
    assert not matches.isVisible()
    assert "Found by the barcode of its receptacle" not in day.in_the_way()


def test_a_parcel_that_the_bench_does_not_know_yet_is_asked_for_at_the_service(day, centre):
    centre.line.always = lambda request, forward: (
        centre.line.hang(request, forward) if "changes" in request.path else forward().raw()
    )
    centre.put(parcel("C-9", "EE473124829NL"))
    day.reads("EE473124829NL")
    assert "No consignment has the barcode" in day.says()
    day.waits_until(lambda: day.open_id() == "C-9")
    assert "No consignment" not in day.says()


# --- release ------------------------------------------------------------------------------------------------


def test_a_release_is_released_only_when_the_service_has_acknowledged_it(day, centre):
    day.opens(FIRST)
    day.releases()
    assert day.notice() == "Recorded here: release."
    assert day.standing() == "undecided release waiting"
    assert centre.kinds() == []
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: day.standing() == "released")
    (event,) = centre.events()
    assert (event.kind, event.consignment, event.bench, event.officer) == (
        "release",
        "C-1",
        "BENCH-4",
        "officer-a",
    )
    assert [(entry.goods, entry.quantity.value) for entry in event.scope] == [
        (SHIRTS, Decimal(3)),
        (VAPES, Decimal(40)),
    ]
    assert [(shown.filing, shown.version) for shown in event.document_versions] == [("F-1", 2)]
    assert centre.standing("C-1") == "released"
    day.presses("delivery")
    said = "release RB 123 456 785 GB, acknowledged"
    day.waits_until(lambda: any(each.startswith(said) for each in day.deliveries()))


def test_a_release_carries_the_barcode_and_the_images_that_the_officer_had_before_the_eyes(day, centre):
    day.opens(FIRST)
    sha256 = parcels.image_of(parcels.image()).sha256
    day.waits_until(lambda: day.images == [sha256])
    day.releases()
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.kinds() == ["release"])
    (said,) = centre.submissions()
    assert said.event.images_shown == (sha256,)
    assert {each.kind for each in said.particulars} == {"barcode_read", "barcode_meaning"}
    assert (said.event.workplace, said.event.possession) == ("examination", "read")


def test_a_release_annulled_in_time_leaves_the_goods_undecided_and_both_facts_at_the_service(day, centre):
    day.opens(FIRST)
    day.releases()
    day.presses("annul")
    day.waits_until(lambda: centre.kinds() == ["release", "annul"])
    day.waits_until(lambda: day.standing() == "undecided")
    release, annulment = centre.events()
    assert annulment.names == (release.id,)
    assert centre.standing("C-1") == "undecided"
    day.releases()
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: day.standing() == "released")
    assert centre.kinds() == ["release", "annul", "release"]


def test_two_parcels_released_in_a_row_can_be_annulled_one_by_one(day, centre):
    for barcode in (FIRST, SECOND):
        day.opens(barcode)
        day.releases()
    day.presses("annul")
    day.waits_until(lambda: centre.kinds("C-2") == ["release", "annul"])
    assert centre.kinds("C-1") == []
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.standing("C-1") == "released")
    assert centre.standing("C-2") == "undecided"


def test_the_readers_enter_releases_nothing_and_f2_pressed_twice_releases_once(day, centre):
    day.opens(FIRST)
    assert day.recorded() == 0
    day.presses("release", "release")
    day.waits_until(lambda: day.recorded() == 1)
    day.presses("release")
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: day.standing() == "released")
    assert centre.kinds() == ["release"]


# --- hold and lift ------------------------------------------------------------------------------------------


def test_a_hold_with_its_reason_goes_at_once_and_its_owner_lifts_it(day, centre):
    day.opens(FIRST)
    day.decides("hold", reason="H01", remark="invoice is missing")
    day.waits_until(lambda: day.standing() == "held")
    (hold,) = centre.events()
    assert (hold.kind, hold.reason, hold.owner) == ("hold", "H01", OFFICE)
    (said,) = centre.submissions()
    assert [each.text for each in said.particulars if each.kind == REMARK] == ["invoice is missing"]
    assert "invoice is missing" not in str(hold)
    assert "hold: Airport mail centre · Documents are missing" in day.declaration()
    day.decides("lift", reason="L01")
    day.waits_until(lambda: day.standing() == "undecided")
    assert centre.kinds() == ["hold", "lift"]
    assert centre.events()[1].names == (hold.id,)
    assert centre.standing("C-1") == "undecided"


def test_a_hold_without_a_reason_is_not_recorded_and_the_panel_says_what_is_missing(day):
    day.opens(FIRST)
    day.fills("hold")
    day.presses("confirm")
    assert "A reason must be chosen." in day.form.obstacles()
    assert (day.form.kind, day.recorded()) == ("hold", 0)
    day.presses("escape")


def test_what_is_held_cannot_be_released_and_the_panel_says_whose_hold_it_is(day, centre):
    day.opens(FIRST)
    day.decides("hold", reason="H02")
    day.waits_until(lambda: day.standing() == "held")
    day.presses("release")
    assert "hold: Airport mail centre · Value is doubtful" in day.in_the_way()
    assert day.recorded() == 1


# --- seizure ------------------------------------------------------------------------------------------------


def test_a_part_is_seized_with_goods_that_nobody_declared_and_the_rest_is_released(day, centre):
    day.opens(FIRST)
    day.fills("seize", reason="S08", legal_basis="ZZ-34")
    day.unticks(0)
    day.takes_only(1, "30")
    day.finds("Bottles without label", "12")
    day.confirms()
    day.waits_until(lambda: day.standing().startswith("seized"))
    (said,) = centre.submissions()
    (found,) = [
        msgspec.json.decode(p.text, type=FoundGoods) for p in said.particulars if p.kind == FOUND_GOODS
    ]
    assert (found.description, found.quantity) == ("Bottles without label", Quantity(value=Decimal(12)))
    assert (said.event.reason, said.event.legal_basis) == ("S08", "ZZ-34")
    assert [(entry.goods, entry.quantity and entry.quantity.value) for entry in said.event.scope] == [
        (VAPES, Decimal(30)),
        (found.id, Decimal(12)),
    ]
    assert centre.standing("C-1") == "seized"
    assert "Bottles without label" in day.declaration()


def test_a_seizure_without_its_legal_basis_is_not_recorded(day):
    day.opens(FIRST)
    day.fills("seize", reason="S08")
    day.presses("confirm")
    assert "This needs a legal basis." in day.form.obstacles()
    assert day.recorded() == 0
    day.presses("escape")


# --- others decide too --------------------------------------------------------------------------------------


def test_an_agencys_hold_arrives_while_the_parcel_lies_on_the_bench_and_stops_the_release(day, centre):
    day.opens(FIRST)
    centre.agency_holds("C-1", [VAPES], act_id="agency-1")
    day.waits_until(lambda: day.standing().startswith("held"))
    assert "Medicines Agency" in day.declaration()
    day.presses("lift")
    assert "The hold belongs to: Medicines Agency. Only they lift it." in day.says()
    assert day.recorded() == 0


def test_a_release_that_missed_a_hold_is_told_as_a_story_until_it_is_acknowledged(day, centre):
    day.opens(FIRST)
    centre.line.always = without_changes
    centre.agency_holds("C-1", [VAPES], act_id="agency-1")
    day.releases()
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.kinds() == ["release"])
    centre.line.always = None
    day.waits_until(lambda: day.standing().startswith("held"))
    day.presses("delivery")
    day.waits_until(lambda: any(card.startswith("Recall") for card in day.cards()))
    (card,) = day.cards()
    assert "While you were away, Medicines Agency held it at" in card
    assert "you released it at" in card
    assert "the parcel was last read at bench BENCH-4" in card
    (release,) = centre.events()
    day.presses_on_card("Recall", "Acknowledge")
    day.waits_until(lambda: centre.kinds() == ["release", "acknowledge"])
    assert set(centre.events()[1].names) == {release.id, "agency-1"}
    assert centre.standing("C-1") == "held"
    day.waits_until(lambda: day.cards() == [])


def test_a_declaration_that_changes_after_the_decision_shows_what_is_different(day, centre):
    day.opens(FIRST)
    day.decides("hold", reason="H02")
    day.waits_until(lambda: day.standing() == "held")
    centre.put(parcel("C-1", FIRST, goods_items=parcels.goods(vapes=400)))
    day.waits_until(lambda: "× 400" in day.declaration())
    day.presses("delivery")
    day.waits_until(lambda: any("Changed after the decision" in card for card in day.cards()))
    day.presses_on_card("Changed after", "Seen")
    day.waits_until(lambda: day.cards() == [])


def test_an_act_that_the_service_refuses_is_told_and_does_not_hold_up_the_others(day, centre):
    day.opens(FIRST)
    day.decides("hold", reason="H02")
    day.waits_until(lambda: day.standing() == "held")
    centre.line.always = _refusing("lift")
    day.decides("lift", reason="L01")
    day.opens(SECOND)
    day.releases()
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: day.standing() == "released")
    day.presses("delivery")
    day.waits_until(lambda: any("Refused" in card for card in day.cards()))
    # It comes back by itself once the last thing that was said has had its time.
    day.waits_until(lambda: "The central service refused a decision of this bench." in day.says())
    assert centre.kinds("C-2") == ["release"]
    assert centre.kinds("C-1") == ["hold"]
    day.opens(FIRST)
    assert day.standing() == "held"


def _refusing(kind):
    """A service that refuses acts of this kind, and passes the rest on."""

    def fault(request, forward):
        if not (request.method == "POST" and f'"kind":"{kind}"'.encode() in request.body):
            return forward().raw()
        batch = msgspec.json.decode(request.body)
        ids = [each["event"]["id"] for each in batch["events"]]
        outcomes = [
            {"id": id, "outcome": "refused", "code": "owner.other", "words": "Not yours."} for id in ids
        ]
        return Reply(200, msgspec.json.encode({"epoch": "", "outcomes": outcomes})).raw()

    return fault


# --- the queue ----------------------------------------------------------------------------------------------


def test_a_consignment_is_opened_from_the_queue_by_keyboard_and_the_queue_shows_what_waits(day, centre):
    day.waits_for_the_queue(14)
    day.presses("queue", "enter")
    day.waits_until(lambda: day.open_id() in ("C-1", "C-2"))
    barcode = day.number()
    day.presses("release")
    assert "not the last one read here" in "".join(day.form.obstacles())
    day.reads(barcode.replace(" ", ""))
    day.confirms()
    day.waits_until(lambda: "release" in day.queue()[barcode] or day.queue()[barcode] == "released")
    day.presses("search")
    day.types("electronic")
    day.presses("enter")
    day.waits_until(lambda: 2 <= len(day.queue()) < 14)
    assert barcode in day.queue()


def test_a_consignment_that_the_service_withdraws_leaves_the_queue_and_the_officer_is_told(day, centre):
    day.opens(FIRST)
    day.waits_for_the_queue(14)
    centre.store.withdraw("C-1")
    day.waits_until(lambda: "withdrawn this consignment" in day.says())
    day.waits_until(lambda: len(day.queue()) == 13)
    assert day.number() == "RB 123 456 785 GB"


def test_after_a_restart_the_bench_knows_what_it_recorded_and_sends_what_had_waited(day, centre, seat):
    centre.line.always = without_changes
    day.opens(FIRST)
    centre.go_away()
    day.decides("hold", reason="H01")
    again = seat()
    again.opens(FIRST)
    assert again.standing() == "undecided hold waiting"
    centre.come_back()
    again.waits_until(lambda: again.standing() == "held")
    assert centre.kinds() == ["hold"]


# --- what was found at the start ----------------------------------------------------------------------------


@pytest.mark.expected_log("the ledger is not as it was written")
def test_a_missing_seal_is_told_at_the_start_and_the_ledger_is_checked_behind_the_screens(
    day, seat, tmp_path
):
    day.opens(FIRST)
    day.releases()
    (tmp_path / "home" / "training" / "ledger.anchor").unlink()
    officer = seat()
    officer.waits_until(lambda: "The seal on this bench's ledger was missing" in officer.says())
    officer.screens._bench.ledger._access.writer.execute("UPDATE event SET kind = 'hold' WHERE sequence = 1")
    officer.screens.check.verify_now()
    officer.waits_until(lambda: "The ledger of this bench is not as it was written" in officer.says())
