"""A barcode or an id leads to one consignment, to a short list, or to none; never to a guess."""

from functools import partial

import pytest
from msgspec.structs import replace

from tests.fakes.work import calls_of
from tests.journeys.parcels import SHIRTS, VAPES, parcel
from workstation.desk.open import LONGEST_LIST, MOST_ASKED, NotFound, Opened, Several
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Identifier, Parcel, RiskAssessment
from workstation.domain.problems import Unavailable

FIRST, SECOND = "RB123456785GB", "LX473124829NL"
SSCC = "376130321109103420"


def numbered(id: str, *numbers: tuple[str, str], score: int = 50):
    """A consignment with these numbers, each with what it belongs to."""
    identifiers = tuple(Identifier(value=value, belongs_to=belongs_to) for value, belongs_to in numbers)
    return parcel(id, "unused", identifiers=identifiers, risk=RiskAssessment(lane="red", score=score))


# --- by barcode -------------------------------------------------------------------------------------------


def test_a_parcels_barcode_opens_its_consignment(desk):
    desk.pulls(parcel("C-1", FIRST), parcel("C-2", SECOND))
    answer = desk.opening.by_barcode(FIRST)
    assert isinstance(answer, Opened)
    assert (answer.consignment.id, answer.consignment.found_by) == ("C-1", "parcel")
    assert answer.consignment.barcode == FIRST


@pytest.mark.parametrize(
    "read",
    ["rb123456785gb", " RB123456785GB ", "RB 123 456 785 GB", "]C0RB123456785GB", "\u202eRB123456785GB\x00"],
)
def test_small_letters_blanks_and_the_readers_own_prefix_do_not_matter(desk, read):
    desk.pulls(parcel("C-1", FIRST))
    answer = desk.opening.by_barcode(read)
    assert isinstance(answer, Opened)
    assert answer.consignment.barcode == read


@pytest.mark.parametrize(
    "read", [SSCC, f"00{SSCC}", f"(00){SSCC}", f"]C100{SSCC}", f"]C100{SSCC}403421\x1d37100", f"\x1d00{SSCC}"]
)
def test_a_logistic_label_is_found_however_its_reader_writes_it(desk, read):
    desk.pulls(numbered("C-1", (SSCC, "parcel")))
    answer = desk.opening.by_barcode(read)
    assert isinstance(answer, Opened)
    assert answer.consignment.id == "C-1"


def test_one_label_that_bears_two_parcels_own_numbers_opens_neither(desk):
    desk.pulls(numbered("C-1", (SSCC, "parcel")), numbered("C-2", (f"00{SSCC}", "parcel")))
    answer = desk.opening.by_barcode(f"00{SSCC}")
    assert isinstance(answer, Several)
    assert {each.id for each in answer.choices} == {"C-1", "C-2"}


def test_a_plate_of_two_pieces_opens_neither(desk):
    desk.pulls(parcel("C-1", FIRST), parcel("C-2", SECOND))
    answer = desk.opening.by_barcode(f"[)>\x1e06\x1d1J{FIRST}\x1d1J{SECOND}\x1e\x04")
    assert isinstance(answer, Several)
    assert {each.id for each in answer.choices} == {"C-1", "C-2"}


@pytest.mark.parametrize("thing", ["receptacle", "master", "filing"])
def test_the_whole_text_goes_before_what_is_within_it_and_no_pieces_own(desk, thing):
    desk.pulls(numbered("C-1", (SSCC, thing)), numbered("C-2", (f"00{SSCC}", "parcel")))
    answer = desk.opening.by_barcode(f"00{SSCC}")
    assert isinstance(answer, Opened)
    assert answer.consignment.id == "C-2"


def test_a_piece_within_what_the_whole_text_is_the_receptacle_of_is_offered_too(desk):
    desk.pulls(numbered("C-1", (SSCC, "parcel")), numbered("C-2", (f"00{SSCC}", "receptacle")))
    answer = desk.opening.by_barcode(f"00{SSCC}")
    assert isinstance(answer, Several)
    assert [each.id for each in answer.choices] == ["C-1", "C-2"]


def test_a_number_of_several_opens_none_and_lists_them_the_nearest_and_gravest_first(desk):
    desk.pulls(
        numbered("C-1", ("SHARED-0001", "master"), score=99),
        numbered("C-2", ("SHARED-0001", "receptacle"), score=10),
        numbered("C-3", ("SHARED-0001", "receptacle"), score=80),
        numbered("C-4", ("SHARED-0001", "parcel"), score=1),
    )
    answer = desk.opening.by_barcode("SHARED-0001")
    assert isinstance(answer, Several)
    assert [choice.id for choice in answer.choices] == ["C-4", "C-3", "C-2", "C-1"]
    assert [choice.belongs_to for choice in answer.choices] == [
        "parcel",
        "receptacle",
        "receptacle",
        "master",
    ]
    assert answer.more == 0


def test_of_very_many_the_first_are_listed_and_the_rest_counted(desk):
    desk.pulls(*(numbered(f"C-{n}", ("BAG-000001", "receptacle")) for n in range(LONGEST_LIST + 7)))
    answer = desk.opening.by_barcode("BAG-000001")
    assert isinstance(answer, Several)
    assert (len(answer.choices), answer.more) == (LONGEST_LIST, 7)


def test_a_number_that_one_consignment_has_twice_opens_it_by_the_nearer_one(desk):
    desk.pulls(numbered("C-1", ("TWICE-00001", "master"), ("TWICE-00001", "parcel")))
    answer = desk.opening.by_barcode("TWICE-00001")
    assert isinstance(answer, Opened)
    assert answer.consignment.found_by == "parcel"


def test_an_unknown_barcode_says_what_it_can_be(desk):
    desk.pulls(parcel("C-1", FIRST))
    answer = desk.opening.by_barcode(SECOND)
    assert isinstance(answer, NotFound)
    assert [candidate.kind for candidate in answer.candidates] == ["upu_s10"]


@pytest.mark.parametrize(
    "read",
    [
        "",
        " ",
        "\x1d",
        "]C1",
        "' OR 1=1 --",
        "%",
        "*",
        "9" * 100_000,
    ],
)
def test_hostile_text_opens_nothing(desk, read):
    desk.pulls(parcel("C-1", FIRST), numbered("C-2", ("", "parcel")))
    assert isinstance(desk.opening.by_barcode(read), NotFound)


WAYBILL, PIECE = "3318810025", "JJD014600012794402457"


def test_a_number_that_was_read_twice_in_one_opens_its_consignment(desk):
    desk.pulls(parcel("C-1", FIRST))
    answer = desk.opening.by_barcode(FIRST + FIRST)
    assert isinstance(answer, Opened)
    assert answer.consignment.id == "C-1"


def test_two_barcodes_of_one_label_in_one_read_open_its_consignment(desk):
    desk.pulls(numbered("C-1", (FIRST, "parcel"), ("1Z5R89390357567127", "parcel")))
    answer = desk.opening.by_barcode(f"1Z5R89390357567127{FIRST}")
    assert isinstance(answer, Opened)
    assert answer.consignment.id == "C-1"


def test_barcodes_of_two_parcels_in_one_read_open_a_list_and_never_the_first(desk):
    desk.pulls(parcel("C-1", FIRST), parcel("C-2", SECOND))
    answer = desk.opening.by_barcode(FIRST + SECOND)
    assert isinstance(answer, Several)
    assert {choice.id for choice in answer.choices} == {"C-1", "C-2"}


def test_any_barcode_of_a_label_opens_the_consignment_that_names_it(desk):
    desk.pulls(numbered("C-1", (WAYBILL, "parcel"), (PIECE, "parcel")))
    for read in (WAYBILL, PIECE, f"]C0{PIECE}", PIECE.removeprefix("J")):
        assert isinstance(desk.opening.by_barcode(read), Opened)
    routing = desk.opening.by_barcode("2LKW:KWIKCO+57000001")
    assert isinstance(routing, NotFound)
    assert {each.kind for each in routing.candidates} == {"routing_code"}


# --- at the central service -------------------------------------------------------------------------------


def test_a_barcode_that_the_cache_does_not_have_is_asked_for_and_then_opened(desk):
    desk.pulls(parcel("C-1", FIRST))
    desk.there[SECOND] = parcel("C-2", SECOND)
    answer = desk.opening.at_central_service(SECOND)
    assert isinstance(answer, Opened)
    assert answer.consignment.id == "C-2"
    assert desk.asked == [SECOND]


def test_every_form_of_it_is_asked_for_before_it_is_given_up(desk):
    desk.pulls()
    assert isinstance(desk.opening.at_central_service(f"00{SSCC}"), NotFound)
    assert desk.asked == [f"00{SSCC}", SSCC]


@pytest.mark.parametrize(
    "read, asked",
    [
        (f"]C1{SECOND}", [SECOND]),
        (SECOND + SECOND, [SECOND]),
        (SECOND + FIRST, [SECOND, FIRST]),
        (f"]C100{SSCC}", [f"00{SSCC}", SSCC]),
    ],
)
def test_no_form_is_asked_for_that_nobody_can_be_known_by(desk, read, asked):
    desk.pulls()
    assert isinstance(desk.opening.at_central_service(read), NotFound)
    assert desk.asked == asked


def test_a_read_of_many_numbers_asks_for_few(desk):
    desk.pulls()
    many = "\x1d".join(f"91ORDER{at}" for at in range(40))
    desk.opening.at_central_service(f"]C1{many}")
    assert len(desk.asked) <= MOST_ASKED


def test_nothing_more_is_asked_once_nobody_waits_for_the_answer(desk):
    desk.pulls()
    answer = desk.opening.at_central_service(f"00{SSCC}", lambda: not desk.asked)
    assert (type(answer), desk.asked) == (NotFound, [f"00{SSCC}"])


def test_of_two_barcodes_in_one_read_both_are_asked_for(desk):
    desk.pulls()
    desk.there[SECOND], desk.there[FIRST] = parcel("C-2", SECOND), parcel("C-1", FIRST)
    answer = desk.opening.at_central_service(SECOND + FIRST)
    assert isinstance(answer, Several)
    assert desk.asked == [SECOND, FIRST]


def test_without_the_line_the_question_fails_in_words(desk):
    def down(_form):
        raise Unavailable("The central service cannot be asked now.", code="line.down")

    desk.opening._lookup = down
    with pytest.raises(Unavailable, match="cannot be asked"):
        desk.opening.at_central_service(SECOND)


# --- what is opened ---------------------------------------------------------------------------------------


def test_an_id_that_nobody_knows_opens_nothing(desk):
    desk.pulls(parcel("C-1", FIRST))
    assert desk.opening.by_id("C-9") is None


def test_own_waiting_acts_are_shown_and_do_not_count_as_the_centres(desk):
    desk.pulls(parcel("C-1", FIRST))
    desk.decides("release")
    opened = desk.opens()
    assert [(shown.act.kind, shown.state) for shown in opened.acts] == [("release", "waiting")]
    assert (opened.standing.standing, opened.with_pending.standing) == ("undecided", "released")


def test_what_the_centre_has_acknowledged_counts_before_its_document_comes(desk):
    desk.pulls(parcel("C-1", FIRST))
    desk.is_answered(desk.decides("release"))
    opened = desk.opens()
    assert [(shown.state, shown.act.number) for shown in opened.acts] == [("acknowledged", "7")]
    assert opened.standing.standing == "released"


def test_an_act_that_both_know_is_shown_once_as_the_centre_tells_it(desk):
    desk.pulls(parcel("C-1", FIRST))
    desk.is_answered(desk.decides("hold", reason="H01"))
    (own,) = desk.opens().all_acts()
    desk.hears_again(parcel("C-1", FIRST, change=2, acts=(replace(own, number="8"),)))
    (shown,) = desk.opens().acts
    assert (shown.state, shown.act.number, shown.in_force) == ("known", "8", True)


def test_a_refused_act_stays_to_be_seen_and_has_no_effect(desk):
    desk.pulls(parcel("C-1", FIRST))
    desk.is_answered(desk.decides("hold", reason="H01"), "refused", code="reason.missing")
    opened = desk.opens()
    assert [(shown.state, shown.in_force) for shown in opened.acts] == [("refused", False)]
    assert opened.with_pending.standing == "undecided"


def test_a_lifted_hold_names_the_act_that_ended_it(desk):
    desk.pulls(parcel("C-1", FIRST))
    hold = desk.decides("hold", reason="H01")
    lift = desk.decides("lift", names=(hold.event_id,), reason="L01")
    ended = {shown.act.id: shown.ended_by for shown in desk.opens().acts}
    assert ended == {hold.event_id: lift.event_id, lift.event_id: ""}


def test_acts_on_another_consignment_are_not_shown(desk):
    desk.pulls(parcel("C-1", FIRST), parcel("C-2", SECOND))
    desk.decides("release", "C-2")
    assert desk.opens("C-1").acts == ()


def test_remarks_tell_what_could_not_be_read_and_what_is_not_known(desk):
    body = b'{"id":"C-1","identifiers":[{"value":"RB123456785GB"}],"risk":{"score":"many","model":"7b"}}'
    desk.pulls(parcel("C-2", SECOND))
    desk.cache.writer().put_one(body, pulled_at=desk.clock.now())
    remarks = {(remark.code, remark.field) for remark in desk.opens().remarks}
    assert {
        ("value.wrong_type", "risk.score"),
        ("field.unknown", "risk.model"),
        ("goods.missing", "goods_items"),
    } <= remarks


def test_a_part_released_leaves_the_rest_undecided(desk):
    desk.pulls(parcel("C-1", FIRST))
    desk.decides("release", scope=(ScopeEntry(goods=SHIRTS),))
    opened = desk.opens()
    assert {g.goods: g.standing.value for g in opened.with_pending.goods} == {
        SHIRTS: "released",
        VAPES: "undecided",
    }
    assert [entry.goods for entry in desk.deciding.releasable_scope(opened)] == [VAPES]


def test_an_agencys_hold_on_goods_that_no_line_declares_any_more_is_still_there(desk):
    hold = Act(id="a1", kind="hold", owner="medicines", scope=(ScopeEntry(goods="dropped"),))
    desk.pulls(parcel("C-1", FIRST, acts=(hold,)))
    assert desk.opens().standing.standing == "held"


def test_a_consignment_of_many_pieces_that_were_seen_here_is_work_by_the_piece(desk):
    took = {}
    for pieces in (40, 160):
        id, ids = f"C-{pieces}", [f"P-{number}" for number in range(pieces)]
        desk.pulls(parcel(id, FIRST, parcels=tuple(Parcel(id=each) for each in ids)))
        desk.sightings.presented(id, ids)
        # Opened once before: what is made once for all counts for none.
        assert {each.presence for each in desk.opens(id).consignment.parcels} == {"presented"}
        took[pieces] = calls_of(partial(desk.opens, id))
    assert took[160] < 5 * took[40]
