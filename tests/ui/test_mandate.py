"""Before an act the panel says whether it is within the mandate; who the second officer is, it asks."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from tests.fakes.desk_consignments import NOW, OFFICE, consignment, hold, opened
from tests.fakes.desk_deciding import FakeDeciding
from tests.ui.robots_consignment import CTRL, SHIFT, DecisionRobot
from workstation.desk import mandate as desk_mandate
from workstation.desk.decide import Recorded
from workstation.desk.mandate import KindOnCard, MandateCard
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.mandate import Grant
from workstation.ui.mandate_watch import MandateWatch
from workstation.ui.messages import Messages
from workstation.ui.parts.mandate_words import STATE_WORDS, in_short, rows_of
from workstation.ui.recorded import ToldOfRecorded

pytestmark = pytest.mark.usefixtures("dressed", "english")

F2, F3, F4 = Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4


@pytest.fixture
def desk():
    return FakeDeciding()


@pytest.fixture
def officer(qtbot, background, desk):
    robot = DecisionRobot(qtbot, background, desk)
    yield robot
    desk.gate.set()


def free(*acts):
    """A consignment that nothing stands in the way of but these acts."""
    return opened(consignment(conditions=()), acts=[(each, "known") for each in acts])


def whole(kind, act_id, **more):
    scope = tuple(ScopeEntry(goods=f"g{number}") for number in range(1, 11))
    return Act(id=act_id, kind=kind, scope=scope, at=NOW, **more)


# --- before the act -----------------------------------------------------------------------------------------


def test_what_the_mandate_does_not_cover_is_said_before_a_key_is_pressed(officer, desk):
    desk.under(grants=(Grant(kind="release"), Grant(kind="hold", lanes=("green",))))
    officer.open(free())
    assert officer.in_the_way().splitlines() == [
        "Nothing stands in the way of a release.",
        "hold: The mandate does not cover this act in this lane.",
        "seizure: The mandate does not cover this kind of act.",
    ]
    officer.press(F3)
    assert "The mandate does not cover this act in this lane." in officer.missing()
    assert not officer.form.confirm_button.isEnabled()


def test_what_is_true_of_every_act_is_said_once(officer, desk):
    desk.under(valid_s=1)
    desk.bearing = replace(desk.bearing, service_time=NOW + timedelta(days=1))
    officer.open(free())
    assert officer.in_the_way() == "The mandate has expired: the central service must be heard again."
    assert not officer.screen.keys.release.isEnabled()
    officer.press(F2)
    assert [problem.code for problem in officer.failed] == ["decision.obstacle"]
    assert desk.recorded == []


def test_beside_each_consignment_stands_how_the_mandate_stands(officer, desk):
    officer.open(free())
    assert officer.screen.keys.mandate.text() == "Without a mandate: none was issued here."
    desk.under()
    officer.open(free())
    assert "Your mandate holds, off line until" in officer.screen.keys.mandate.text()


# --- the second officer -------------------------------------------------------------------------------------


def test_a_form_asks_for_the_second_officer_only_where_one_is_needed(officer, desk):
    desk.under(grants=(Grant(kind="*"), Grant(kind="seize", needs_second=True)))
    officer.open(free())
    officer.press(F3)
    assert officer.form.second.isHidden()
    officer.press(Qt.Key.Key_Escape)
    officer.press(F4)
    assert not officer.form.second.isHidden()
    officer.form.reason.choose("S10")
    officer.form.legal_basis.choose("T-1")
    assert officer.missing() == "The mandate asks for a second officer for this act."
    officer.form.second.setFocus()
    officer.type("officer-a")
    assert officer.missing() == "The second officer must be another person."
    officer.form.second.clear()
    officer.type(" officer-b")
    officer.confirm()
    assert officer.wait_for_decision().second == "officer-b"


def test_a_release_that_needs_a_second_officer_asks_who(officer, desk):
    desk.under(grants=(Grant(kind="release", needs_second=True),))
    officer.open(free())
    assert officer.in_the_way().splitlines()[0] == "A release needs a second officer: its key asks who."
    assert officer.screen.keys.release.isEnabled()
    officer.press(F2)
    assert officer.form.kind == "release"
    assert desk.recorded == []
    officer.type("officer-b")
    officer.confirm()
    draft = officer.wait_for_decision()
    assert (draft.kind, draft.second, len(draft.scope)) == ("release", "officer-b", 10)


def test_the_key_that_asked_confirms_when_it_is_pressed_again(officer, desk):
    desk.under(grants=(Grant(kind="release", needs_second=True),))
    officer.open(free())
    officer.press(F2)
    officer.type("officer-b")
    officer.qtbot.waitUntil(lambda: not officer.screen._pages.is_just_opened())
    officer.press(F2)
    assert officer.wait_for_decision().second == "officer-b"


def test_a_badge_is_taken_while_a_form_asks_who_wherever_the_keyboard_is(officer, desk):
    desk.under(grants=(Grant(kind="release", needs_second=True),))
    officer.open(free())
    by_reader = officer.screen.by_reader
    assert not by_reader.takes_badge()
    officer.press(F2)
    officer.form.remark.setFocus()
    assert by_reader.takes_badge()
    by_reader.take_badge("\x1dofficer-b\r")
    officer.confirm()
    assert officer.wait_for_decision().second == "officer-b"


def test_what_is_being_recorded_takes_no_badge(officer, desk):
    desk.under(grants=(Grant(kind="release", needs_second=True),))
    officer.open(free())
    officer.press(F2)
    officer.type("officer-b")
    desk.gate.clear()
    officer.confirm()
    assert officer.screen.by_reader.is_writing()
    assert not officer.screen.by_reader.takes_badge()
    desk.gate.set()
    assert officer.wait_for_decision().second == "officer-b"


def test_the_second_officer_is_asked_for_first_and_said_to_be_unproven(officer, desk):
    desk.under(grants=(Grant(kind="*"), Grant(kind="seize", needs_second=True)))
    officer.open(free())
    officer.press(F3)
    assert officer.form._unproven.isHidden()
    officer.press(Qt.Key.Key_Escape)
    officer.press(F4)
    assert officer.window.focusWidget() is officer.form.second
    assert officer.form.second.y() < officer.form.reason.y()
    assert officer.form._unproven.isVisible()
    officer.press(Qt.Key.Key_Tab)
    assert officer.window.focusWidget() is officer.form.reason.line


def test_a_second_officer_whom_the_bench_does_not_know_is_confirmed_twice(officer, desk):
    desk.under(grants=(Grant(kind="release", needs_second=True),))
    officer.open(free())
    officer.press(F2)
    officer.type("zz")
    officer.confirm()
    officer.confirm()
    assert "zz" in officer.form.missing.text()
    assert officer.form.missing.text().endswith(
        "is not known at this bench. Is it right? Then confirm once more."
    )
    assert desk.recorded == []
    officer.type("y")
    assert officer.form.missing.text() == ""
    officer.qtbot.waitUntil(lambda: not officer.form._settling.isActive())
    officer.confirm()
    assert "zzy" in officer.form.missing.text()
    officer.qtbot.waitUntil(lambda: not officer.form._settling.isActive())
    officer.confirm()
    assert officer.wait_for_decision().second == "zzy"


@pytest.mark.parametrize("typed", ["officer b", "off\u200bicer"])
def test_what_can_be_no_officers_id_is_refused(officer, desk, typed):
    desk.under(grants=(Grant(kind="release", needs_second=True),))
    officer.open(free())
    officer.press(F2)
    officer.form.second.setText(typed)
    officer.confirm()
    assert officer.missing() == "This cannot be the id of a second officer: it has a space or a sign in it."
    assert (desk.recorded, officer.form.confirm_button.isEnabled()) == ([], False)


# --- acts that only a mandate allows ------------------------------------------------------------------------


def test_the_hold_of_another_owner_can_be_lifted_within_a_mandate(officer, desk):
    officer.open(free(hold()))
    assert officer.screen.keys.lift.isHidden()
    desk.under(over_holds=("AG-MEDICINES",))
    officer.open(free(hold()))
    assert not officer.screen.keys.lift.isHidden()
    officer.press(Qt.Key.Key_L, CTRL)
    assert officer.form.kind == "lift"
    officer.confirm()
    assert officer.wait_for_decision().names == (hold().id,)


def test_a_seizure_can_be_annulled_within_a_mandate(officer, desk):
    seizure = whole("seize", "s-1", owner=OFFICE, office=OFFICE)
    officer.open(free(seizure))
    assert officer.screen.keys.annul.isHidden()
    officer.press(Qt.Key.Key_N, CTRL | SHIFT)
    assert [problem.code for problem in officer.failed] == ["decision.nothing_to_name"]
    desk.under(may_annul=("seize",))
    officer.open(free(seizure))
    officer.screen.keys.annul.click()
    assert officer.form.kind == "annul"
    officer.confirm()
    draft = officer.wait_for_decision()
    assert (draft.kind, draft.names) == ("annul", ("s-1",))


# --- after a release ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "leave, first, then",
    [
        (
            "now",
            "By your mandate the goods may leave now.",
            "The central service has not acknowledged the release yet.",
        ),
        (
            "annulment",
            "The release waits for the central service: not released yet.",
            "The goods stay for as long as it can be annulled here.",
        ),
        (
            "acknowledged",
            "The release waits for the central service: not released yet.",
            "The goods stay until it has acknowledged the release.",
        ),
    ],
)
def test_the_panel_says_of_a_release_that_waits_whether_the_goods_may_leave(officer, leave, first, then):
    release = whole("release", "e-1", outcome="pending")
    waits = opened(consignment(conditions=()), acts=[(release, "waiting")])
    officer.open(replace(waits, leave=leave))
    assert officer.in_the_way().splitlines() == [first, then]


@pytest.mark.parametrize(
    "may, seconds, bar",
    [
        (True, 5.0, "By your mandate the goods may leave once it cannot be annulled here any more."),
        (True, 0.0, "By your mandate the goods may leave now; it goes to the central service by itself."),
        (False, 5.0, "It is not released before the central service has acknowledged it."),
    ],
)
def test_after_a_release_the_bar_promises_what_is_true_at_each_moment(qapp, may, seconds, bar):
    messages = Messages()
    recorded = Recorded(
        event_id="e-1",
        sequence=1,
        kind="release",
        consignment="C-1",
        may_leave=may,
        annul_within_s=seconds,
    )
    ToldOfRecorded(messages, lambda _id: None).tell(recorded, "RB")
    assert messages.newest is not None
    assert messages.newest.safe == bar


# --- as time goes -------------------------------------------------------------------------------------------


def test_a_mandate_that_runs_out_is_said_once_and_the_screens_look_again(qapp):
    card = MandateCard(state=desk_mandate.HOLDS, officer="officer-a")
    messages, done = Messages(), []
    watch = MandateWatch(
        lambda: card, messages, lambda: done.append("changed"), lambda: done.append("passed")
    )
    watch.look()
    assert (messages.unseen, done) == ((), ["passed"])
    card = replace(card, state=desk_mandate.EXPIRED)
    watch.look()
    watch.look()
    said = "Your mandate has expired: the central service must be heard."
    assert [each.what for each in messages.unseen] == [said]
    assert done == ["passed", "changed", "passed"]
    card = replace(card, state=desk_mandate.HOLDS)
    watch.look()
    assert (messages.unseen, done[-1]) == ((), "changed")


def test_what_the_mandate_covers_only_at_times_names_the_act(officer, desk):
    desk.under(line="off", grants=(Grant(kind="*"), Grant(kind="release", off_line=False)))
    officer.open(free())
    words = "release: The mandate covers this act only while the central service is heard."
    assert officer.in_the_way() == words


# --- the card -----------------------------------------------------------------------------------------------


def test_the_card_tells_each_kind_of_act_and_until_when():
    card = MandateCard(
        state=desk_mandate.HOLDS,
        officer="officer-a",
        valid_until=NOW + timedelta(days=30),
        off_line_until=NOW + timedelta(days=10),
        offices=(OFFICE,),
        kinds=(
            KindOnCard(kind="release", grants=(Grant(kind="*"),)),
            KindOnCard(
                kind="seize",
                grants=(Grant(kind="seize", lanes=("red",), off_line=False, needs_second=True),),
            ),
            KindOnCard(kind="annul"),
        ),
        over_holds=("AG-MEDICINES",),
        may_annul=("seize",),
    )
    said = {row.label: row.value for row in rows_of(card)}
    assert said["Release"] == "on line and off line"
    assert said["Seizure"] == "only on line, lanes: red, with a second officer"
    assert said["Annulment"] == "not covered"
    assert (said["Lifts also holds of"], said["Annuls"]) == ("AG-MEDICINES", "seizure")
    assert said["Released goods"] == "stay until the central service has acknowledged the release"
    assert {"Holds until", "Off line until", "In the offices"} <= said.keys()


@pytest.mark.parametrize("state", sorted(STATE_WORDS))
def test_every_state_of_a_mandate_is_told(state):
    card = MandateCard(state=state, officer="officer-a")
    is_bad = state not in (desk_mandate.HOLDS, desk_mandate.UNKNOWN)
    assert rows_of(card)[0].role == ("attention" if is_bad else "")
    words, role = in_short(card)
    assert words
    assert role == ("attention" if is_bad else "soft")
