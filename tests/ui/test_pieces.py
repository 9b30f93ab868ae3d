"""Of a consignment of several pieces the screens name the one that lies here, and decide on its goods."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from tests.fakes.desk_consignments import NOW, OFFICE, consignment, opened
from tests.fakes.desk_deciding import FakeDeciding
from tests.ui.robots_consignment import DecisionRobot
from tests.ui.test_reads_taken import FIRST_PIECE, SECOND_PIECE, at_bench, reads, two_pieces
from workstation.desk.decide import Recorded
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Parcel
from workstation.domain.event import READ
from workstation.domain.interlock import AtHand
from workstation.ui.messages import Kind
from workstation.ui.parts.naming import called, called_in
from workstation.ui.top_strip import TopStrip

pytestmark = pytest.mark.usefixtures("dressed", "english")

F3 = Qt.Key.Key_F3
FIRST, SECOND = "RB 123 456 785 GB · piece 1 of 2", "RB 123 456 799 GB · piece 2 of 2"


def pieces(at_hand=(), acts=(), first="expected", **more):
    """Two parcels with a goods item in each; `at_hand` lie here."""
    here = "BENCH-4" if first == "presented" else ""
    both = consignment(
        2, conditions=(), parcels=(Parcel(id="P-1", presence=first, seen_bench=here), Parcel(id="P-2"))
    )
    one, two = both.goods_items
    document = replace(both, goods_items=(one, replace(two, parcel="P-2")))
    lies = AtHand(possession=READ, parcels=tuple(at_hand)) if at_hand else AtHand()
    return opened(document, acts, at_hand=lies, **more)


def act(kind, act_id, *goods, **more):
    scope = tuple(ScopeEntry(goods=each) for each in goods)
    return Act(id=act_id, kind=kind, scope=scope, owner=OFFICE, office=OFFICE, at=NOW, **more)


def plain(words):
    """Without the marks that keep a number's own direction."""
    return words.replace("\u2068", "").replace("\u2069", "")


def test_what_lies_here_gives_the_name_and_without_it_the_consignment_does():
    assert plain(called(pieces(["P-2"]))) == SECOND
    assert plain(called(pieces())) == "RB 123 456 785 GB"


def test_a_decision_is_called_by_the_pieces_that_it_is_about_whatever_lies_here_now():
    of_second = (act("release", "r2", "g2"), "waiting")
    of_both = (act("hold", "h", "g1", "g2"), "waiting")
    annuls = (act("annul", "a", names=("r2",)), "waiting")
    shown = pieces(["P-1"], acts=[of_second, of_both, annuls])
    names = {each: plain(called_in(shown, each)) for each in ("r2", "h", "a", "unknown")}
    assert names == {
        "r2": SECOND,
        "a": SECOND,
        "h": "RB 123 456 785 GB · all 2 pieces",
        "unknown": FIRST,
    }


def test_the_band_and_the_strip_name_the_piece_that_was_read(background, qtbot):
    bench = at_bench(background)
    two_pieces(bench)
    reads(bench, FIRST_PIECE)
    reads(bench, SECOND_PIECE)
    assert bench.answers[-1].number.endswith("799GB · piece 2 of 2")
    strip = TopStrip(lambda: NOW)
    qtbot.addWidget(strip)
    strip.show_consignment(bench.inspection.open_consignment)
    assert strip._identifier.text() == bench.answers[-1].number


def test_what_was_recorded_is_told_of_the_piece_that_it_was_recorded_of(background):
    bench = at_bench(background)
    two_pieces(bench)
    reads(bench, SECOND_PIECE)
    released = pieces(acts=[(act("release", "r2", "g2"), "waiting")])
    bench.opening.cached["C-5"] = replace(
        released, id="C-5", consignment=replace(released.consignment, id="C-5")
    )
    reads(bench, FIRST_PIECE)
    bench.inspection.tell_recorded(Recorded(event_id="r2", sequence=1, kind="release", consignment="C-5"))
    assert plain(bench.said().what) == f"Recorded here: release of {SECOND}."


@pytest.fixture
def officer(qtbot, background):
    return DecisionRobot(qtbot, background, FakeDeciding())


def ticked(officer):
    return [row.goods for row in officer.form.scope.rows if row.chosen]


def test_a_hold_begins_with_the_goods_of_the_piece_that_lies_here(officer):
    officer.open(pieces(["P-2"])).press(F3)
    assert ticked(officer) == ["g2"]
    assert plain(officer.form.title.text()) == f"Hold {SECOND}"
    assert [row.name.endswith(f"piece {n} of 2") for n, row in enumerate(officer.form.scope.rows, 1)] == [
        True
    ] * 2


def test_with_a_piece_that_was_presented_before_the_goods_of_both_are_ticked(officer):
    officer.open(pieces(["P-2"], first="presented")).press(F3)
    assert ticked(officer) == ["g1", "g2"]


def test_the_goods_follow_the_piece_that_is_read_into_the_form_but_not_against_the_officer(officer):
    officer.open(pieces()).press(F3)
    assert ticked(officer) == ["g1", "g2"]
    officer.open(pieces(["P-2"]))
    assert ticked(officer) == ["g2"]
    officer.form.scope.choose_all(True)
    officer.open(pieces(["P-2"], change=99))
    assert ticked(officer) == ["g1", "g2"]


def test_that_several_pieces_stay_open_is_said_once_with_each_of_them_below(officer):
    officer.open(pieces())
    lines = plain(officer.in_the_way()).splitlines()
    at = lines.index("Not presented here, and stay open:")
    assert lines[at + 1 : at + 3] == [FIRST, SECOND]
    assert sum("Not presented here" in line for line in lines) == 1


def test_of_a_piece_whose_goods_are_held_it_is_not_said_that_they_stay_open(officer):
    officer.open(pieces(["P-2"]))
    assert "Not presented here, and stays open: RB 123 456 785 GB · piece 1 of 2" in plain(
        officer.in_the_way()
    )
    officer.open(pieces(["P-2"], acts=[(act("hold", "h", "g1"), "acknowledged")]))
    assert "stays open" not in officer.in_the_way()


def test_what_is_recorded_ends_what_was_said_of_the_work_before(background):
    bench = at_bench(background)
    bench.messages.say("RB 1: Cancelled.", Kind.ATTENTION, key="cancelled")
    reads(bench, "C-1")
    bench.inspection.tell_recorded(Recorded(event_id="r", sequence=1, kind="hold", consignment="C-1"))
    assert [each.key for each in bench.messages.unseen] == []
