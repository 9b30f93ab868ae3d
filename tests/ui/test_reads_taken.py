"""Every read gets its answer, and no order of reads, keys and news decides on a parcel that is not there."""

import pytest
from msgspec.structs import replace

from tests.fakes.desk_consignments import consignment, opened
from tests.ui.test_inspection import Bench
from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import NotFound
from workstation.desk.read_answer import Answer
from workstation.domain.consignment import Identifier, Parcel
from workstation.domain.interlock import AtHand
from workstation.domain.problems import Refused

ONE, TWO, SACK, ROUTING = "C-1", "C-2", "SACK", "(421)840SW1A1AA"
FIRST_PIECE, SECOND_PIECE, NUMBER = "RB123456785GB", "RB123456799GB", "ORDER-1"


@pytest.fixture
def bench(background):
    return at_bench(background)


def at_bench(tasks, workplace="examination"):
    """Two consignments of one parcel, each found by its id, and one of two pieces."""
    bench = Bench(tasks, workplace)
    for id in (ONE, TWO):
        single = consignment(
            id=id,
            conditions=(),
            identifiers=(Identifier(value=id, belongs_to="parcel", of="P-1"),),
            parcels=(Parcel(id="P-1"),),
        )
        bench.opening.cached[id] = replace(opened(single), at_hand=AtHand())
    return bench


def reads(bench, text, after_ms=5_000, **more):
    """A read, long after the one before; what was answered."""
    bench.now_ms += after_ms
    times = {"started_ms": bench.now_ms, "ended_ms": bench.now_ms + 60}
    bench.read(text, **times, **more)
    bench.now_ms += 60
    return bench.answers[-1].answer


def settled(bench, qtbot):
    """What is said once nothing is under way."""
    bench.settle(qtbot)
    return bench.said()


def lies(bench):
    """Which consignment is open, and which of its parcels lie here."""
    shown = bench.inspection.open_consignment
    return (shown.id, shown.at_hand.parcels) if shown is not None else None


def two_pieces(bench):
    """A consignment whose two parcels have a barcode each, and a number in common."""
    both = consignment(
        id="C-5",
        conditions=(),
        identifiers=(
            Identifier(value=FIRST_PIECE, belongs_to="parcel", of="P-1"),
            Identifier(value=SECOND_PIECE, belongs_to="parcel", of="P-2"),
            Identifier(value=NUMBER, belongs_to="consignment"),
        ),
    )
    for text, found_by in ((FIRST_PIECE, "parcel"), (SECOND_PIECE, "parcel"), (NUMBER, "consignment")):
        bench.opening.by_text[text] = replace(opened(both), found_by=found_by, at_hand=AtHand())
    bench.opening.cached["C-5"] = replace(opened(both), at_hand=AtHand())


# --- an answer to each ------------------------------------------------------------------------------------


def test_read_and_done_needs_nothing_else(bench, qtbot):
    assert reads(bench, ONE) is Answer.FOUND
    assert lies(bench) == (ONE, ("P-1",))
    bench.settle(qtbot)
    assert bench.notes.noted == [("presented", ONE, ("P-1",))]


@pytest.mark.parametrize(
    "text, answer",
    [
        (ONE, Answer.FOUND),
        (SACK, Answer.SEVERAL),
        ("RB900069728CN", Answer.NOT_FOUND),
        ("RB900069729CN", Answer.BAD_CHECK_DIGIT),
        ("just a text", Answer.NOT_FOUND),
        (ROUTING, Answer.NO_IDENTIFIER),
        ("LOC-7", Answer.LABEL),
        ("seal-0815", Answer.LABEL),
        ("BAG-12", Answer.LABEL),
        ("BADGE-7", Answer.LABEL),
    ],
)
def test_each_read_is_answered_once_with_its_own_answer(bench, qtbot, text, answer):
    bench.opening.several[SACK] = (ONE, TWO)
    assert reads(bench, text) is answer
    bench.settle(qtbot)
    assert [each.answer for each in bench.answers] == [answer]
    assert bench.answers[0].raw == text


def test_a_flawed_read_is_answered_and_what_lay_here_does_not_count_any_more(bench):
    reads(bench, ONE)
    assert reads(bench, "LX4", flaw="too_short") is Answer.FLAWED
    bench.inspection.open_id(ONE)
    assert lies(bench) == (ONE, ())


def test_what_the_central_service_knew_is_answered_a_second_time(bench, qtbot):
    late = consignment(id="C-9", identifiers=(Identifier(value="RB900069728CN", belongs_to="parcel"),))
    bench.opening.at_service["RB900069728CN"] = replace(opened(late), at_hand=AtHand())
    reads(bench, "RB900069728CN")
    bench.settle(qtbot)
    assert [each.answer for each in bench.answers] == [Answer.NOT_FOUND, Answer.FOUND]
    assert lies(bench)[0] == "C-9"


def test_what_nobody_knows_is_told_once_the_service_cannot_say(bench, qtbot):
    unknown: list[BarcodeRead] = []
    bench.inspection.nobody_knows.connect(unknown.append)
    reads(bench, "RB900069728CN")
    assert unknown == []
    bench.settle(qtbot)
    assert [each.text for each in unknown] == ["RB900069728CN"]


MISREAD = "RB123456786GB"


@pytest.mark.parametrize(
    "text, flaw, answer",
    [
        (MISREAD, "", Answer.BAD_CHECK_DIGIT),
        ("LX4", "too_short", Answer.FLAWED),
        ("LX47", "cut_off", Answer.FLAWED),
    ],
)
def test_a_misread_leaves_a_form_and_takes_the_parcel_from_its_hand(bench, qtbot, text, flaw, answer):
    reads(bench, ONE)
    bench.screen.writing = True
    assert reads(bench, text, flaw=flaw) is answer
    bench.settle(qtbot)
    assert (lies(bench), bench.screen.writing) == ((ONE, ()), True)
    reads(bench, ONE)
    assert (lies(bench), bench.screen.writing) == ((ONE, ("P-1",)), True)
    reads(bench, text, flaw=flaw)
    assert reads(bench, TWO) is Answer.WRONG_PARCEL
    assert not bench.screen.writing


@pytest.mark.parametrize("text", [TWO, SACK, "RB900069728CN", "just a text"])
def test_whatever_cancels_a_form_is_answered_as_the_wrong_parcel(bench, text):
    bench.opening.several[SACK] = (ONE, TWO)
    reads(bench, ONE)
    bench.screen.writing = True
    assert reads(bench, text) is Answer.WRONG_PARCEL
    assert bench.answers[-1].words.startswith("Cancelled, nothing recorded: ")
    assert not bench.screen.writing


@pytest.mark.parametrize("text, flaw", [(MISREAD, ""), ("LX4", "too_short")])
def test_where_no_parcels_lie_a_misread_cancels_too_for_nothing_would_stop_the_form(
    background, qtbot, text, flaw
):
    bench = at_bench(background, "document")
    reads(bench, ONE)
    bench.screen.writing = True
    assert reads(bench, text, flaw=flaw) is Answer.WRONG_PARCEL
    assert not bench.screen.writing
    bench.settle(qtbot)


def test_several_that_the_service_knows_cancel_a_form_that_was_kept(bench, qtbot):
    bench.opening.at_service[MISREAD] = bench.opening.cached[TWO]
    reads(bench, ONE)
    bench.screen.writing = True
    reads(bench, MISREAD)
    bench.opening.several[MISREAD] = (ONE, TWO)
    bench.settle(qtbot)
    assert (bench.answers[-1].answer, bench.screen.writing) == (Answer.WRONG_PARCEL, False)


@pytest.mark.parametrize("text", [MISREAD, ROUTING, "4006381333931"])
def test_what_is_misread_or_names_no_parcel_is_no_undeclared_parcel(bench, qtbot, text):
    reads(bench, text)
    for said in (bench.said(), settled(bench, qtbot)):
        assert "read" in said.do_now.lower()
        assert "Nobody declared it" not in said.do_now


def test_it_is_said_whether_the_central_service_was_asked(bench, qtbot):
    reads(bench, "RB900069728CN")
    assert bench.answers[-1].words == "Asking the central service."
    bench.settle(qtbot)
    assert "could not be asked" in bench.said().safe
    assert "Nobody declared it" in bench.said().do_now


@pytest.mark.parametrize("workplace", ["document", "image"])
def test_where_no_parcel_lies_nobody_is_told_to_take_one_in(background, qtbot, workplace):
    bench = at_bench(background, workplace)
    reads(bench, "RB900069728CN")
    bench.settle(qtbot)
    assert bench.said().do_now == "Read another barcode of it, or search."


# --- the same again ---------------------------------------------------------------------------------------


def test_the_same_barcode_within_a_moment_is_not_acted_on(bench):
    reads(bench, ONE)
    turned = len(bench.turned)
    assert reads(bench, ONE, after_ms=900) is Answer.AGAIN
    assert bench.answers[-1].words == "The same barcode again: not acted on."
    assert reads(bench, ONE, after_ms=900) is Answer.AGAIN
    assert len(bench.turned) == turned
    assert reads(bench, ONE, after_ms=1_600) is Answer.FOUND
    assert lies(bench) == (ONE, ("P-1",))


def test_within_a_moment_it_is_no_repeat_if_something_else_was_opened(bench):
    reads(bench, ONE)
    bench.inspection.open_id(TWO)
    assert reads(bench, ONE, after_ms=200) is Answer.FOUND
    assert lies(bench) == (ONE, ("P-1",))


def test_another_barcode_within_a_moment_is_acted_on(bench):
    reads(bench, ONE)
    assert reads(bench, TWO, after_ms=100) is Answer.FOUND
    assert reads(bench, ONE, after_ms=100) is Answer.FOUND
    assert lies(bench) == (ONE, ("P-1",))


# --- never the wrong parcel -------------------------------------------------------------------------------


def test_another_parcel_cancels_what_is_being_written(bench):
    reads(bench, ONE)
    bench.screen.writing = True
    assert reads(bench, TWO) is Answer.WRONG_PARCEL
    assert bench.answers[-1].words == "Cancelled, nothing recorded: C-1"
    assert lies(bench) == (TWO, ("P-1",))
    assert not bench.screen.writing


@pytest.mark.parametrize("text", [SACK, "RB900069728CN"])
def test_so_does_whatever_else_may_be_another_parcel(bench, text):
    bench.opening.several[SACK] = (ONE, TWO)
    reads(bench, ONE)
    bench.screen.writing = True
    assert reads(bench, text) is Answer.WRONG_PARCEL
    assert (lies(bench), bench.screen.writing) == (None, False)


def test_the_same_parcel_read_again_leaves_what_is_being_written(bench):
    reads(bench, ONE)
    bench.screen.writing = True
    cancelled = len(bench.screen.cancelled)
    assert reads(bench, ONE) is Answer.FOUND
    assert (bench.screen.writing, len(bench.screen.cancelled)) == (True, cancelled)


def test_a_form_opened_from_the_queue_waits_for_the_parcels_own_barcode(bench):
    bench.inspection.open_id(ONE)
    bench.screen.writing = True
    assert lies(bench) == (ONE, ())
    assert reads(bench, ONE) is Answer.FOUND
    assert (lies(bench), bench.screen.writing) == ((ONE, ("P-1",)), True)


def test_another_piece_of_the_same_consignment_cancels_too(bench):
    two_pieces(bench)
    reads(bench, FIRST_PIECE)
    bench.screen.writing = True
    assert reads(bench, SECOND_PIECE) is Answer.WRONG_PARCEL
    assert lies(bench) == ("C-5", ("P-2",))
    assert bench.screen.cancelled[-1] == "Cancelled: another parcel of it was read. Nothing was recorded."


def test_another_piece_cancels_though_something_else_was_read_between(bench):
    two_pieces(bench)
    reads(bench, FIRST_PIECE)
    bench.screen.writing = True
    reads(bench, ROUTING)
    assert (lies(bench), bench.screen.writing) == (("C-5", ()), True)
    assert reads(bench, SECOND_PIECE) is Answer.WRONG_PARCEL


def chosen_from_a_short_list(bench):
    bench.opening.several[FIRST_PIECE] = ("C-5", ONE)
    reads(bench, FIRST_PIECE)
    bench.inspection.open_match("C-5")


def taken_by_another_screen(bench):
    read = BarcodeRead(text=FIRST_PIECE)
    bench.inspection.read_elsewhere(read)
    assert bench.inspection.lies_here(read)
    bench.inspection.open_id("C-5")


def declared_meanwhile(bench):
    """The piece had a provisional consignment, which turned out to be the one of two pieces."""
    number = Identifier(value=FIRST_PIECE, belongs_to="parcel", of="P-7")
    made = consignment(id="P-9", conditions=(), identifiers=(number,), parcels=(Parcel(id="P-7"),))
    declared, bench.opening.by_text[FIRST_PIECE] = bench.opening.by_text[FIRST_PIECE], opened(made)
    reads(bench, FIRST_PIECE)
    bench.opening.by_text[FIRST_PIECE], bench.opening.cached["P-9"] = declared, declared
    bench.inspection.refresh(frozenset({"P-9"}))


@pytest.mark.parametrize("way", [chosen_from_a_short_list, taken_by_another_screen, declared_meanwhile])
def test_another_piece_cancels_whichever_way_the_first_was_opened(bench, way):
    two_pieces(bench)
    way(bench)
    assert lies(bench) == ("C-5", ("P-1",))
    bench.screen.writing = True
    assert reads(bench, SECOND_PIECE) is Answer.WRONG_PARCEL
    assert (lies(bench), bench.screen.writing) == (("C-5", ("P-2",)), False)


def test_the_same_piece_under_another_id_is_no_other_piece(bench):
    two_pieces(bench)
    reads(bench, FIRST_PIECE)
    bench.screen.writing = True
    before = bench.opening.cached["C-5"]
    renamed = tuple(
        replace(each, of={"P-1": "P-11", "P-2": "P-12"}.get(each.of, ""))
        for each in before.consignment.identifiers
    )
    parcels = (Parcel(id="P-11"), Parcel(id="P-12"))
    document = replace(before.consignment, identifiers=renamed, parcels=parcels)
    bench.opening.cached["C-5"] = bench.opening.by_text[FIRST_PIECE] = replace(before, consignment=document)
    bench.inspection.refresh(frozenset({"C-5"}))
    assert reads(bench, FIRST_PIECE) is Answer.FOUND
    assert (lies(bench), bench.screen.writing) == (("C-5", ("P-11",)), True)


def test_the_number_of_several_parcels_says_that_it_is_no_parcels_own(bench, qtbot):
    two_pieces(bench)
    assert reads(bench, NUMBER) is Answer.FOUND
    assert lies(bench) == ("C-5", ())
    assert "consignment of several parcels" in bench.said().what
    bench.settle(qtbot)
    assert bench.notes.noted == []


def test_a_receptacles_number_opens_and_says_that_no_parcel_was_read(bench):
    bench.opening.by_text[SACK] = replace(bench.opening.cached[ONE], found_by="receptacle")
    assert reads(bench, SACK) is Answer.FOUND
    assert lies(bench) == (ONE, ())
    assert bench.answers[-1].words.startswith("This is the number of a receptacle.")


def test_what_stands_on_a_label_beside_the_number_leaves_the_parcel_open_but_not_at_hand(bench, qtbot):
    reads(bench, ONE)
    bench.screen.writing = True
    reads(bench, ROUTING)
    bench.settle(qtbot)
    assert (lies(bench), bench.screen.writing) == ((ONE, ()), True)
    reads(bench, ONE)
    assert lies(bench) == (ONE, ("P-1",))


def test_a_row_of_the_queue_is_not_at_hand_and_the_parcel_read_last_still_is(bench):
    reads(bench, ONE)
    bench.inspection.open_id(TWO)
    assert lies(bench) == (TWO, ())
    bench.inspection.open_id(ONE)
    assert lies(bench) == (ONE, ("P-1",))


def shared(bench):
    """One number that is the own one of two consignments' parcels."""
    bench.opening.several[NUMBER] = (ONE, TWO)
    for id in (ONE, TWO):
        before = bench.opening.cached[id].consignment
        own = Identifier(value=NUMBER, belongs_to="parcel", of="P-1")
        both = replace(before, identifiers=(*before.identifiers, own))
        bench.opening.cached[id] = replace(bench.opening.cached[id], consignment=both)


def test_of_several_none_is_at_hand_before_one_is_chosen_and_then_that_one_alone(bench, qtbot):
    shared(bench)
    assert reads(bench, NUMBER) is Answer.SEVERAL
    bench.inspection.open_id(TWO)
    assert lies(bench) == (TWO, ())
    reads(bench, NUMBER)
    bench.inspection.open_match(TWO)
    assert (lies(bench), bench.answers[-1].answer) == ((TWO, ("P-1",)), Answer.FOUND)
    bench.inspection.open_id(ONE)
    assert lies(bench) == (ONE, ())
    bench.inspection.open_id(TWO)
    assert lies(bench) == (TWO, ("P-1",))
    bench.settle(qtbot)
    assert bench.notes.noted == [("presented", TWO, ("P-1",))]


def test_the_same_label_read_again_asks_again_and_a_repeat_within_a_moment_changes_nothing(bench):
    shared(bench)
    reads(bench, NUMBER)
    bench.inspection.open_match(ONE)
    assert (reads(bench, NUMBER, after_ms=100), lies(bench)) == (Answer.AGAIN, (ONE, ("P-1",)))
    assert (reads(bench, NUMBER), lies(bench)) == (Answer.SEVERAL, None)
    bench.inspection.open_id(ONE)
    assert lies(bench) == (ONE, ())


@pytest.mark.parametrize("text, flaw", [(ROUTING, ""), ("LX4", "too_short"), ("RB900069728CN", "")])
def test_another_read_ends_the_choice(bench, text, flaw):
    shared(bench)
    reads(bench, NUMBER)
    bench.inspection.open_match(ONE)
    reads(bench, text, flaw=flaw)
    bench.inspection.open_id(ONE)
    assert lies(bench) == (ONE, ())


def test_a_choice_from_a_list_older_than_the_last_read_puts_nothing_in_the_hand(bench):
    shared(bench)
    reads(bench, NUMBER)
    reads(bench, ROUTING)
    bench.inspection.open_match(ONE)
    assert lies(bench) == (ONE, ())


def test_news_of_the_chosen_one_leave_it_in_the_hand_also_where_it_was_declared_meanwhile(bench):
    shared(bench)
    reads(bench, NUMBER)
    bench.inspection.open_match(ONE)
    declared = replace(bench.opening.cached[ONE].consignment, id="C-9", linked=(ONE,))
    bench.opening.cached[ONE] = replace(bench.opening.cached[ONE], id="C-9", consignment=declared)
    bench.inspection.refresh(frozenset({ONE}))
    assert lies(bench) == ("C-9", ("P-1",))


def test_a_receptacles_number_says_of_the_chosen_one_that_no_parcel_was_read(bench):
    bench.opening.several[SACK] = (ONE, TWO)
    reads(bench, SACK)
    bench.inspection.open_match(ONE)
    assert lies(bench) == (ONE, ())
    assert bench.said().what.startswith("This is the number of a receptacle.")


def test_news_that_take_the_number_away_take_the_parcel_from_the_hand(bench):
    reads(bench, ONE)
    others = (Identifier(value="RB900069728CN", belongs_to="parcel", of="P-1"),)
    document = replace(bench.opening.cached[ONE].consignment, identifiers=others)
    bench.opening.cached[ONE] = replace(bench.opening.cached[ONE], consignment=document, change=99)
    bench.inspection.refresh(frozenset({ONE}))
    assert lies(bench) == (ONE, ())


def test_news_of_the_same_leave_it_in_the_hand(bench):
    reads(bench, ONE)
    bench.opening.cached[ONE] = replace(bench.opening.cached[ONE], change=99)
    bench.inspection.refresh(frozenset({ONE}))
    bench.inspection.look_again()
    assert lies(bench) == (ONE, ("P-1",))


def test_where_a_parcel_was_seen_is_no_news_and_what_was_declared_anew_is(bench):
    reads(bench, ONE)
    before = bench.opening.cached[ONE]
    seen = replace(before.consignment, change=7, parcels=(Parcel(id="P-1", presence="presented"),))
    bench.opening.cached[ONE] = replace(before, consignment=seen, change=7)
    bench.inspection.refresh(frozenset({ONE}))
    assert bench.inspection.open_consignment.change == 7
    assert bench.messages.unseen == ()
    bench.opening.cached[ONE] = replace(before, consignment=replace(seen, goods_items=()), change=8)
    bench.inspection.refresh(frozenset({ONE}))
    assert bench.said().what == "The central service changed this consignment."


def test_a_late_answer_puts_nothing_in_the_hand_of_what_was_opened_meanwhile(bench, qtbot):
    late = consignment(id="C-9", identifiers=(Identifier(value="RB900069728CN", belongs_to="parcel"),))
    bench.opening.at_service["RB900069728CN"] = opened(late)
    reads(bench, "RB900069728CN")
    reads(bench, ONE)
    bench.settle(qtbot)
    assert lies(bench) == (ONE, ("P-1",))
    assert Answer.FOUND not in [a.answer for a in bench.answers if a.raw == "RB900069728CN"]


def test_after_a_read_that_could_not_be_looked_up_the_one_before_is_not_at_hand(bench):
    reads(bench, ONE)
    bench.opening.damage = Refused("The cache is damaged.", code="cache.damaged")
    bench.read(TWO)
    assert lies(bench) is None
    bench.opening.damage = None
    bench.inspection.open_id(ONE)
    assert lies(bench) == (ONE, ())


@pytest.mark.parametrize(
    "step, what",
    [("read_elsewhere", [BarcodeRead(text=ONE)]), ("lay_aside", []), ("lose_reads", [])],
)
def test_what_another_screen_read_is_not_what_lies_here(bench, step, what):
    reads(bench, ONE)
    getattr(bench.inspection, step)(*what)
    bench.inspection.open_id(ONE)
    assert lies(bench) == (ONE, ())
    assert bench.inspection.last_read() is None


def test_a_number_typed_in_by_hand_is_marked_so(bench):
    reads(bench, ONE, source="typed")
    assert bench.inspection.open_consignment.at_hand == AtHand(possession="typed", parcels=("P-1",))


@pytest.mark.parametrize("workplace", ["document", "image"])
def test_a_desk_notes_no_parcel_as_presented(background, qtbot, workplace):
    bench = at_bench(background, workplace)
    assert reads(bench, ONE) is Answer.FOUND
    assert reads(bench, "LOC-7") is Answer.LABEL
    bench.settle(qtbot)
    assert bench.notes.noted == []


def test_the_rows_of_what_was_noted_are_read_again(bench, qtbot):
    with qtbot.waitSignal(bench.inspection.acted) as acted:
        reads(bench, ONE)
    assert acted.args == [ONE]
    reads(bench, TWO)
    reads(bench, ONE)
    bench.settle(qtbot)
    assert bench.notes.noted == [("presented", ONE, ("P-1",)), ("presented", TWO, ("P-1",))]


def test_a_disk_that_takes_no_note_is_told_and_the_parcel_stays_open(bench, qtbot):
    bench.notes.problem = Refused("The disk is full.", code="disk.full")
    reads(bench, ONE)
    bench.settle(qtbot)
    assert bench.said().what == "The disk is full."
    assert lies(bench) == (ONE, ("P-1",))


# --- labels of the administration's own -------------------------------------------------------------------


@pytest.mark.parametrize("label", ["LOC-7", "SEAL-1", "BAG-1", "BADGE-1"])
def test_a_label_never_counts_as_a_parcel(bench, label):
    reads(bench, ONE)
    bench.screen.writing = True
    assert reads(bench, label) is Answer.LABEL
    assert (lies(bench), bench.screen.writing) == ((ONE, ("P-1",)), True)
    assert bench.inspection.last_read().text == ONE


def test_what_the_cache_knows_is_a_parcel_whatever_it_begins_with(bench):
    bench.opening.by_text["LOC-1234567"] = bench.opening.cached[TWO]
    reads(bench, ONE)
    assert reads(bench, "LOC-1234567") is Answer.FOUND
    assert bench.inspection.open_consignment.id == TWO


def test_a_shelf_read_after_the_parcel_says_where_it_was_put(bench, qtbot):
    reads(bench, ONE)
    reads(bench, "loc-7")
    bench.settle(qtbot)
    assert bench.notes.noted[-1] == ("located", ONE, ("P-1",), "LOC-7")
    assert "LOC-7" in bench.said().what


def test_a_shelf_answers_the_form_that_asks_for_it(bench, qtbot):
    reads(bench, ONE)
    bench.screen.writing = bench.screen.asks_place = True
    reads(bench, "LOC-7")
    bench.settle(qtbot)
    assert bench.screen.places == ["LOC-7"]
    assert bench.notes.noted == [("presented", ONE, ("P-1",))]


@pytest.mark.parametrize("label", ["LOC-7", "SEAL-1", "BAG-1"])
def test_a_label_without_a_parcel_at_hand_asks_for_it_first(bench, qtbot, label):
    bench.inspection.open_id(ONE)
    reads(bench, label)
    bench.settle(qtbot)
    assert bench.notes.noted == []
    assert "Read the parcel first." in bench.said().what


def test_seals_and_bags_are_noted_with_the_parcel(bench, qtbot):
    reads(bench, ONE)
    reads(bench, "SEAL-0815")
    reads(bench, "BAG-3")
    bench.settle(qtbot)
    assert bench.notes.noted[1:] == [
        ("labelled", ONE, "P-1", "SEAL-0815", "SEAL-0815"),
        ("labelled", ONE, "P-1", "BAG-3", "BAG-3"),
    ]


def test_seals_and_bags_go_with_the_decision_that_is_written_and_are_not_noted_before_it(bench, qtbot):
    reads(bench, ONE)
    bench.screen.writing = bench.screen.takes_labels = True
    reads(bench, "seal-0815", source="serial")
    assert bench.answers[-1].words.endswith("Taken into the decision.")
    reads(bench, "BAG-3")
    bench.settle(qtbot)
    assert bench.notes.noted == [("presented", ONE, ("P-1",))]
    assert [(each.kind, each.value, each.text, each.source) for each in bench.screen.labels] == [
        ("seal", "SEAL-0815", "seal-0815", "serial"),
        ("evidence_bag", "BAG-3", "BAG-3", "wedge"),
    ]


def test_what_turns_out_to_be_a_parcels_barcode_does_not_go_with_the_decision(bench, qtbot):
    late = consignment(id="C-9", identifiers=(Identifier(value="BAG-4711", belongs_to="parcel", of="P-1"),))
    bench.opening.at_service["BAG-4711"] = replace(opened(late), at_hand=AtHand())
    reads(bench, ONE)
    bench.screen.writing = bench.screen.takes_labels = True
    reads(bench, "BAG-4711")
    assert [each.value for each in bench.screen.labels] == ["BAG-4711"]
    bench.settle(qtbot)
    assert bench.screen.labels == []


def test_a_badge_with_its_prefix_names_the_second_officer(bench):
    reads(bench, ONE)
    bench.screen.asks_who = True
    assert reads(bench, "BADGE-officer-b") is Answer.LABEL
    assert bench.screen.badges == ["officer-b"]


@pytest.mark.parametrize("text", ["LOC-RETAILER-55", "BAG-4711", "SEAL-XX"])
def test_what_begins_like_a_label_and_the_service_knows_as_a_parcels_opens_it(bench, qtbot, text):
    reads(bench, ONE)
    late = consignment(id="C-9", identifiers=(Identifier(value=text, belongs_to="parcel", of="P-1"),))
    bench.opening.at_service[text] = replace(opened(late), at_hand=AtHand())
    bench.screen.writing = True
    assert reads(bench, text) is Answer.LABEL
    bench.settle(qtbot)
    assert (bench.answers[-1].answer, lies(bench)[0]) == (Answer.WRONG_PARCEL, "C-9")
    assert "is a parcel's barcode" in " ".join(each.what for each in bench.messages.unseen)


def test_a_label_that_is_a_parcels_is_only_told_once_the_next_parcel_was_read(bench, qtbot):
    reads(bench, ONE)
    late = consignment(id="C-9", identifiers=(Identifier(value="BAG-4711", belongs_to="parcel"),))
    bench.opening.at_service["BAG-4711"] = opened(late)
    reads(bench, "BAG-4711")
    reads(bench, TWO)
    bench.settle(qtbot)
    assert lies(bench) == (TWO, ("P-1",))
    assert "is a parcel's barcode" in " ".join(each.what for each in bench.messages.unseen)


def test_the_central_service_is_asked_once_for_each_label_and_never_for_a_badge(bench, qtbot):
    asked = []

    def nobody_has_it(raw, is_wanted):
        asked.append(raw)
        return NotFound(raw=raw)

    bench.inspection._labels._ask = nobody_has_it
    for label in ("LOC-7", "LOC-7", "BADGE-1", "SEAL-1"):
        reads(bench, label)
        bench.settle(qtbot)
    assert asked == ["LOC-7", "SEAL-1"]


def test_a_shelf_is_no_second_officer(bench):
    reads(bench, ONE)
    bench.screen.asks_who = True
    reads(bench, "LOC-7")
    assert bench.screen.badges == []


# --- what the ledger is told ------------------------------------------------------------------------------


def test_the_screens_know_of_every_change_of_what_lies_here(bench):
    reads(bench, ONE)
    shown = bench.screen.at_hand[-1]
    reads(bench, ROUTING)
    assert (shown.parcels, bench.screen.at_hand[-1].parcels) == (("P-1",), ())


def test_a_read_keeps_its_raw_text(bench):
    bench.read("c-1", source="serial")
    assert bench.inspection.last_read() == BarcodeRead(text="c-1", source="serial")
