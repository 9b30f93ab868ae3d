"""An officer decides once, on what is shown, with a key pressed on purpose; the reader never decides."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QWidget

from tests.fakes.desk_consignments import NOW, OFFICE, consignment, hold, opened, partly_seized
from tests.fakes.desk_deciding import FakeDeciding, disk_full
from tests.ui.robots_consignment import CTRL, DecisionRobot
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Condition
from workstation.domain.decision import OBSTACLES
from workstation.ui.decision.choice import Choice, ChoiceField
from workstation.ui.decision.scope import NOT_A_NUMBER, read_number
from workstation.ui.decision.words import OBSTACLE_WORDS, condition_in_short

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


def free(**changes):
    """A consignment that nothing stands in the way of."""
    return opened(consignment(conditions=(), **changes))


def act(kind, act_id, *, goods=("g1", "g2"), **more):
    scope = tuple(ScopeEntry(goods=each) for each in goods)
    return Act(id=act_id, kind=kind, scope=scope, owner=OFFICE, office=OFFICE, at=NOW, **more)


def own_hold(act_id="own", **more):
    return hold(owner=OFFICE, act_id=act_id, reason="H10", **more)


# --- release ------------------------------------------------------------------------------------------


def test_a_release_is_recorded_at_once_with_every_item_and_its_quantity(officer, desk):
    officer.open(free())
    officer.press(F2)
    draft = officer.wait_for_decision()
    assert draft.kind == "release"
    assert [entry.goods for entry in draft.scope] == [f"g{n}" for n in range(1, 11)]
    assert draft.scope[1].quantity.value == Decimal(40)
    assert desk.last_reads == ["RB123456785GB"]
    assert desk.images == [("a" * 64,)]


def test_a_release_can_be_annulled_for_a_while_and_a_hold_cannot(officer):
    officer.open(free())
    officer.press(F2)
    officer.wait_for_decision()
    assert [recorded.annul_within_s for recorded in officer.offered] == [5.0]


def test_f2_pressed_twice_records_once(officer, desk):
    officer.open(free())
    desk.gate.clear()
    officer.press(F2)
    officer.press(F2)
    desk.gate.set()
    officer.wait_for_decision()
    officer.press(F2)
    assert len(desk.recorded) == 1
    assert officer.failed == []


def test_a_key_held_down_decides_once(officer, desk):
    officer.open(free())
    for repeated in (False, True, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, F2, Qt.KeyboardModifier.NoModifier, "", repeated)
        QApplication.sendEvent(officer.window.windowHandle(), event)
    officer.wait_for_decision()
    assert len(desk.recorded) == 1


def test_recorded_is_said_only_when_it_is_on_the_disk(officer, desk):
    officer.open(free())
    desk.gate.clear()
    officer.press(F2)
    assert officer.notice() == "Being recorded …"
    assert not officer.screen.keys.hold.isEnabled()
    desk.gate.set()
    officer.wait_for_decision()
    assert officer.notice() == "Recorded here: release."


def test_after_a_decision_the_keys_rest_until_the_consignment_is_shown_with_it(officer, desk):
    shown = free()
    officer.open(shown)
    officer.press(F2)
    officer.wait_for_decision()
    assert not officer.screen.keys.hold.isEnabled()
    released = act("release", "e-1", goods=[f"g{n}" for n in range(1, 11)], outcome="pending")
    officer.open(opened(shown.consignment, acts=[(released, "waiting")]))
    assert officer.screen.keys.hold.isEnabled()
    assert not officer.screen.keys.release.isEnabled()
    assert officer.in_the_way() == "The release waits for the central service: not released yet."
    officer.open(opened(shown.consignment, acts=[(released, "acknowledged")]))
    assert officer.in_the_way() == "Everything is released."


def released_by(act_id, state):
    release = act("release", act_id, goods=[f"g{n}" for n in range(1, 11)], outcome="pending")
    return opened(consignment(conditions=()), acts=[(release, state)])


@pytest.mark.parametrize(
    "state, words",
    [
        ("waiting", "The release is already recorded and waits for the central service."),
        ("acknowledged", "It is already released."),
    ],
)
def test_a_second_release_is_no_failure_it_is_said_that_there_is_one(officer, desk, state, words):
    officer.open(released_by("r", state))
    officer.press(F2)
    assert officer.notice() == words
    assert (officer.failed, desk.recorded) == ([], [])


def test_a_release_that_was_annulled_or_refused_is_not_called_recorded_any_more(officer):
    for number, state in enumerate(("waiting", "refused"), 1):
        officer.open(free())
        officer.press(F2)
        officer.wait_for_decision(number)
        officer.open(released_by(f"e-{number}", "waiting"))
        assert officer.notice() == "Recorded here: release."
        release = released_by(f"e-{number}", state).acts[0].act
        acts = [(release, state)]
        if state == "waiting":
            acts.append((act("annul", "x", goods=(), names=(release.id,), seen=(release.id,)), "waiting"))
        officer.open(opened(consignment(conditions=()), acts=acts))
        assert officer.notice() == ""


def test_the_next_parcel_can_be_decided_while_the_last_is_still_being_written(officer, desk):
    officer.open(free())
    desk.gate.clear()
    officer.press(F2)
    officer.open(free(id="C-2"))
    officer.press(F2)
    desk.gate.set()
    officer.wait_for_decision(2)
    assert [draft.consignment for draft in desk.recorded] == ["C-2026-000123", "C-2"]


def test_what_is_asked_for_is_said_where_a_release_does_not_wait_for_it(officer, desk):
    asked = Condition(id="K", kind="examination", words="Open and examine.", blocking=False)
    officer.open(opened(consignment(conditions=(asked,))))
    assert officer.in_the_way().splitlines() == [
        "Nothing stops a release, but this is asked for:",
        "Open and examine.",
    ]
    officer.press(F2)
    assert officer.wait_for_decision().kind == "release"


def test_a_condition_without_words_is_named_in_the_officers_language():
    def no_code(_name, code):
        return code

    kinds = [condition_in_short(Condition(id="x", kind=kind), no_code) for kind in ("document", "vet check")]
    assert kinds == ["document asked for", "vet check"]


def test_a_condition_stands_in_the_way_and_is_named(officer, desk):
    officer.open(opened())
    assert "VAT of 29.60 EUR is not paid." in officer.in_the_way()
    assert not officer.screen.keys.release.isEnabled()
    officer.press(F2)
    assert [problem.code for problem in officer.failed] == ["decision.obstacle"]
    assert desk.recorded == []


def test_only_what_nothing_holds_is_released_and_the_key_says_how_much(officer):
    officer.open(opened(consignment(conditions=()), acts=[(hold(), "known")]))
    assert officer.screen.keys.release.words() == "Release 9/10"
    officer.press(F2)
    draft = officer.wait_for_decision()
    assert "g2" not in {entry.goods for entry in draft.scope}


def test_where_everything_is_held_the_holds_are_named_with_their_owner(officer):
    every = hold(goods=[f"g{n}" for n in range(1, 11)])
    officer.open(opened(consignment(conditions=()), acts=[(every, "known")]))
    assert "Medicines Agency" in officer.in_the_way()
    assert not officer.screen.keys.release.isEnabled()


def test_a_full_disk_is_told_and_the_officer_can_press_again(officer, desk):
    officer.open(free())
    desk.problem = disk_full()
    officer.press(F2)
    officer.qtbot.waitUntil(lambda: len(officer.failed) == 1)
    assert officer.notice() == "Not recorded: The disk is full."
    desk.problem = None
    officer.press(F2)
    officer.wait_for_decision()


def test_a_bug_while_recording_reaches_the_funnel_and_frees_the_keys(officer, desk, qtbot):
    officer.open(free())
    desk.problem = ZeroDivisionError("a bug")
    with qtbot.captureExceptions() as caught:
        officer.press(F2)
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert officer.screen.keys.release.isEnabled()


# --- who must not decide ------------------------------------------------------------------------------


def test_no_button_can_be_pressed_by_enter_or_space(officer, desk):
    officer.open(free())
    for button in officer.screen.findChildren(QPushButton):
        assert button.focusPolicy() is Qt.FocusPolicy.NoFocus
        assert not button.autoDefault()
    officer.elsewhere.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        officer.press(key)
    assert desk.recorded == []
    assert officer.form.kind == ""


def test_typing_anywhere_decides_nothing(officer, desk):
    officer.open(free())
    officer.elsewhere.setFocus()
    officer.type("release hold seize 234")
    assert desk.recorded == []
    assert officer.elsewhere.text() == "release hold seize 234"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter], ids=["return", "enter"])
def test_the_enter_of_a_reader_confirms_no_form_wherever_it_lands(officer, desk, key):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H10")
    assert officer.missing() == ""
    form = officer.form
    for field in (form.reason.line, form.legal_basis.line, form.remark, form.table, form.found.description):
        field.setFocus()
        officer.press(key)
    assert desk.recorded == []
    assert form.kind == "hold"


def test_a_barcode_read_closes_an_open_form_loudly_and_records_nothing(officer, desk):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H10")
    officer.screen.cancel_because("Another barcode was read.")
    assert officer.form.kind == ""
    kept = "What you typed is kept: it is here again when you open it."
    assert officer.cancelled == [f"RB 123 456 785 GB · piece 1 of 2: Another barcode was read. {kept}"]
    assert officer.notice() == officer.cancelled[0]
    officer.confirm()
    assert desk.recorded == []


def test_a_read_without_an_open_form_says_nothing(officer):
    officer.open(free())
    officer.screen.cancel_because("Another barcode was read.")
    assert officer.cancelled == []


def test_another_consignment_closes_the_form_of_the_first(officer, desk):
    officer.open(free())
    officer.press(F3)
    officer.open(free(id="C-2"))
    assert officer.form.kind == ""
    assert len(officer.cancelled) == 1
    assert desk.recorded == []


# --- hold ---------------------------------------------------------------------------------------------


def test_a_hold_needs_a_reason_and_is_confirmed_by_control_and_enter(officer):
    officer.open(free())
    officer.press(F3)
    assert "A reason must be chosen." in officer.missing()
    assert not officer.form.confirm_button.isEnabled()
    officer.type("licence")
    assert officer.missing() == ""
    officer.confirm()
    draft = officer.wait_for_decision()
    assert (draft.kind, draft.reason, len(draft.scope)) == ("hold", "H20", 10)
    assert officer.offered == []


def test_the_same_key_confirms_but_not_in_the_moment_it_opened_the_form(officer, desk):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H10")
    officer.press(F3)
    assert desk.recorded == []
    officer.qtbot.waitUntil(lambda: not officer.screen._pages.is_just_opened())
    officer.press(F3)
    officer.wait_for_decision()


def test_a_reason_may_ask_for_a_remark(officer):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H21")
    assert officer.missing() == "This reason needs a remark."
    officer.form.remark.setFocus()
    officer.type("Shop price 89 EUR")
    officer.confirm()
    assert officer.wait_for_decision().remark == "Shop price 89 EUR"


def test_a_part_of_a_quantity_is_held(officer):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H10")
    for row in range(10):
        officer.tick(row, row == 1)
    officer.quantity(1, "12")
    officer.confirm()
    draft = officer.wait_for_decision()
    assert [(entry.goods, entry.quantity.value) for entry in draft.scope] == [("g2", Decimal(12))]


@pytest.mark.parametrize("typed", ["0", "41", "1e9", "abc", "-2", "nan"])
def test_a_quantity_that_cannot_be_stands_in_the_way(officer, typed):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H10")
    officer.form.scope.setData(officer.form.scope.index(1, 1), typed)
    assert "The quantity must be above zero and not more than is declared." in officer.missing()
    officer.confirm()
    assert officer.form.kind == "hold"


def test_without_goods_there_is_no_hold(officer):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H10")
    officer.form.scope.choose_all(False)
    assert officer.missing() == "No goods are chosen."


def test_escape_leaves_the_form_and_the_keyboard_goes_back_to_where_it_was(officer, desk):
    officer.open(free())
    officer.elsewhere.setFocus()
    officer.type("half a word")
    officer.press(F3)
    assert officer.form.reason.line.hasFocus()
    officer.press(Qt.Key.Key_Escape)
    assert officer.form.kind == ""
    assert officer.elsewhere.hasFocus()
    assert officer.elsewhere.text() == "half a word"
    assert desk.recorded == []


def test_another_key_does_not_throw_away_what_is_typed(officer):
    officer.open(free())
    officer.press(F3)
    officer.form.remark.setPlainText("three bottles")
    officer.press(F4)
    officer.press(F2)
    assert officer.form.kind == "hold"
    assert officer.form.remark.toPlainText() == "three bottles"
    assert {problem.code for problem in officer.failed} == {"decision.form_open"}


def test_an_untouched_form_gives_way_to_another(officer):
    officer.open(free())
    officer.press(F3)
    officer.press(F4)
    assert officer.form.kind == "seize"


def test_news_about_the_same_consignment_keep_what_is_typed(officer):
    shown = free()
    officer.open(shown)
    officer.press(F3)
    officer.form.reason.choose("H10")
    officer.form.remark.setPlainText("three bottles")
    officer.form.scope.setData(officer.form.scope.index(1, 1), "12")
    officer.open(replace(shown, change=9000))
    assert officer.form.kind == "hold"
    draft = officer.form.draft()
    assert (draft.reason, draft.remark) == ("H10", "three bottles")
    assert draft.scope[1].quantity.value == Decimal(12)


def test_a_hold_that_could_not_be_written_stays_in_the_form(officer, desk):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H10")
    officer.form.remark.setPlainText("three bottles")
    desk.problem = disk_full()
    officer.confirm()
    officer.qtbot.waitUntil(lambda: len(officer.failed) == 1)
    assert officer.form.kind == "hold"
    assert officer.form.remark.toPlainText() == "three bottles"
    desk.problem = None
    officer.confirm()
    assert officer.wait_for_decision().remark == "three bottles"


# --- seize, found goods -------------------------------------------------------------------------------


def test_a_seizure_needs_its_legal_basis(officer):
    officer.open(free())
    officer.press(F4)
    officer.form.reason.choose("S10")
    assert officer.missing() == "This needs a legal basis."
    officer.form.legal_basis.choose("T-1")
    officer.confirm()
    assert officer.wait_for_decision().legal_basis == "T-1"


def test_goods_that_no_line_declares_are_seized_with_an_id_made_here(officer):
    officer.open(free())
    officer.press(F4)
    officer.form.reason.choose("S10")
    officer.form.legal_basis.choose("T-1")
    officer.form.scope.choose_all(False)
    officer.form.found.description.setFocus()
    officer.type("Bottles without label")
    assert "What was found needs a description and how many." in officer.missing()
    officer.press(Qt.Key.Key_Tab)
    officer.type("12")
    officer.confirm()
    draft = officer.wait_for_decision()
    assert [(f.id, f.description, f.quantity.value) for f in draft.found] == [
        ("found-1", "Bottles without label", Decimal(12))
    ]
    assert [entry.goods for entry in draft.scope] == ["found-1"]


def test_found_goods_that_are_unticked_again_are_not_recorded(officer):
    officer.open(free())
    officer.press(F4)
    officer.form.found.description.setText("Bottles")
    officer.form.found.quantity.setText("3")
    officer.form.found.add()
    officer.tick(10, False)
    assert officer.form.draft().found == ()


def test_what_is_seized_already_is_not_seized_again_by_itself(officer):
    officer.open(partly_seized())
    officer.press(F4)
    chosen = {row.goods: row.chosen for row in officer.form.scope.rows}
    assert chosen["found-1"] is False
    assert chosen["g1"] is True


# --- lift, acknowledge --------------------------------------------------------------------------------


def test_a_hold_of_the_own_office_is_lifted_by_name(officer):
    officer.open(opened(acts=[(hold(), "known"), (own_hold(goods=["g1", "g3"]), "known")]))
    officer.press(Qt.Key.Key_L, CTRL)
    officer.confirm()
    draft = officer.wait_for_decision()
    assert (draft.kind, draft.names) == ("lift", ("own",))
    assert [entry.goods for entry in draft.scope] == ["g1", "g3"]


def test_of_several_own_holds_one_has_to_be_chosen(officer):
    officer.open(opened(acts=[(own_hold("one"), "known"), (own_hold("two", seen=("one",)), "known")]))
    officer.press(Qt.Key.Key_L, CTRL)
    assert "The act that this is about must be named." in officer.missing()
    officer.form.act.choose("two")
    officer.confirm()
    assert officer.wait_for_decision().names == ("two",)


def test_a_hold_of_somebody_else_cannot_be_lifted_here(officer, desk):
    officer.open(opened(acts=[(hold(), "known")]))
    assert officer.screen.keys.lift.isHidden()
    officer.press(Qt.Key.Key_L, CTRL)
    assert officer.notice() == "The hold belongs to: Medicines Agency. Only they lift it."
    assert officer.form.kind == ""


def test_without_an_open_hold_and_without_a_conflict_the_keys_for_them_say_so(officer):
    officer.open(free())
    officer.press(Qt.Key.Key_L, CTRL)
    assert officer.notice() == "No hold is open on this consignment."
    officer.press(Qt.Key.Key_K, CTRL)
    assert officer.notice() == "There is no conflict here to acknowledge."


def test_a_release_that_missed_a_hold_is_acknowledged_naming_both(officer):
    officer.open(opened(acts=[(act("release", "r"), "known"), (act("hold", "h"), "known")]))
    assert not officer.screen.keys.acknowledge.isHidden()
    officer.press(Qt.Key.Key_K, CTRL)
    officer.confirm()
    draft = officer.wait_for_decision()
    assert draft.kind == "acknowledge"
    assert set(draft.names) == {"r", "h"}


# --- the panel ----------------------------------------------------------------------------------------


def test_without_a_consignment_no_key_does_anything(officer, desk):
    officer.screen.show_consignment(None)
    for key in (F2, F3, F4):
        officer.press(key)
    assert officer.form.kind == ""
    assert desk.recorded == []
    assert officer.in_the_way() == "No consignment is open."


def test_the_panel_says_on_what_is_decided(officer):
    officer.open(free())
    assert officer.screen.keys.number.text() == "RB 123 456 785 GB · 1/2"


def test_an_open_form_takes_room_from_the_declaration_and_gives_it_back(qtbot, background, desk):
    robot = DecisionRobot(qtbot, background, desk)
    splitter = QSplitter(Qt.Orientation.Vertical)
    qtbot.addWidget(splitter)
    splitter.addWidget(QWidget())
    splitter.addWidget(robot.screen)
    splitter.resize(420, 800)
    splitter.show()
    splitter.setSizes([600, 200])
    before = splitter.sizes()
    robot.open(free())
    robot.screen.acts()["hold"]()
    QApplication.sendPostedEvents()
    assert splitter.sizes()[1] > before[1]
    robot.screen.leaving.leave()
    assert splitter.sizes() == before


def test_on_a_small_screen_an_open_form_does_not_make_the_window_higher(qtbot, background, desk):
    robot = DecisionRobot(qtbot, background, desk)
    splitter, above = QSplitter(Qt.Orientation.Vertical), QWidget()
    above.setMinimumHeight(100)
    qtbot.addWidget(splitter)
    splitter.addWidget(above)
    splitter.addWidget(robot.screen)
    splitter.resize(420, 440)
    splitter.show()
    robot.open(free())
    robot.screen.acts()["hold"]()
    QApplication.sendPostedEvents()
    assert splitter.minimumSizeHint().height() <= 440
    assert splitter.height() == 440
    assert robot.screen.height() > 300


def test_the_tabulator_goes_round_in_an_open_form(officer, qtbot):
    officer.open(free())
    officer.press(F3)
    form = officer.form
    fields = [form.reason.line, form.remark, form.place.line, form.table, *form.found.fields]
    seen = []
    for _ in range(2 * len(fields)):
        seen.append(officer.window.focusWidget())
        officer.press(Qt.Key.Key_Tab)
    assert [each for each in seen if each is not form.legal_basis.line][: len(fields)] == fields
    assert form.table.currentIndex().isValid()
    officer.press(Qt.Key.Key_Backtab)
    assert form.isAncestorOf(officer.window.focusWidget())


def test_what_fits_no_reason_is_said(officer):
    officer.open(free())
    officer.press(F3)
    officer.type("lv")
    assert officer.form.reason._label.text() == "Reason: nothing fits what is typed"
    officer.press(Qt.Key.Key_Backspace)
    officer.press(Qt.Key.Key_Backspace)
    assert officer.form.reason._label.text() == "Reason"


def test_what_is_typed_after_the_reason_is_the_remark(officer):
    officer.open(free())
    officer.press(F3)
    officer.type("phys")
    officer.press(Qt.Key.Key_Tab)
    officer.type("Damaged seal")
    officer.confirm()
    draft = officer.wait_for_decision()
    assert (draft.reason, draft.legal_basis, draft.remark) == ("H10", "", "Damaged seal")


def test_a_legal_basis_that_is_asked_for_comes_before_the_remark(officer):
    officer.open(free())
    officer.press(F4)
    officer.type("prohibited")
    officer.press(Qt.Key.Key_Tab)
    assert officer.window.focusWidget() is officer.form.legal_basis.line


def test_what_is_typed_and_chooses_nothing_is_not_thrown_away_in_silence(officer, desk):
    officer.open(free())
    officer.press(F3)
    officer.form.reason.choose("H10")
    officer.form.legal_basis.line.setFocus()
    officer.type("Damaged seal")
    officer.confirm()
    words = "Legal basis: choose a row, or take away what is typed there."
    assert officer.missing() == words
    assert officer.form.missing.text() == words
    assert not officer.form.confirm_button.isEnabled()
    assert (officer.form.kind, desk.recorded) == ("hold", [])
    officer.form.legal_basis.line.selectAll()
    officer.press(Qt.Key.Key_Backspace)
    officer.confirm()
    assert officer.wait_for_decision().reason == "H10"


def test_hostile_texts_in_a_declaration_do_not_break_the_panel(officer):
    text = "<b>x</b>\u202e" + "y" * 1_000_000
    item = replace(consignment().goods_items[0], description=text)
    officer.open(
        opened(consignment(goods_items=(item,)), acts=[(own_hold(goods=["g1"], remark=text), "known")])
    )
    officer.press(F3)
    name = officer.form.scope.rows[0].name
    assert len(name) < 200
    assert "\u202e" not in officer.in_the_way() + name


def test_every_obstacle_there_is_has_the_same_words_on_the_screen():
    assert OBSTACLE_WORDS == OBSTACLES


def test_a_release_that_somebody_holds_since_is_not_said_to_be_recorded_well(officer):
    shown = free()
    officer.open(shown)
    officer.press(F2)
    officer.wait_for_decision()
    released = act("release", "e-1", goods=[f"g{n}" for n in range(1, 11)], outcome="pending")
    officer.open(opened(shown.consignment, acts=[(released, "waiting")]))
    assert officer.notice() == "Recorded here: release."
    officer.open(opened(shown.consignment, acts=[(released, "acknowledged"), (own_hold(), "known")]))
    assert officer.notice() == ""


def test_what_stood_in_the_way_is_not_said_any_more_when_it_is_gone(officer):
    shown = free()
    officer.open(opened(shown.consignment, acts=[(own_hold(goods=[f"g{n}" for n in range(1, 11)]), "known")]))
    officer.press(F2)
    assert officer.notice() == "Something still stands in the way of a release."
    officer.open(shown)
    assert officer.notice() == ""


def test_another_form_is_not_spoken_of_when_it_is_closed(officer):
    officer.open(free())
    officer.press(F3)
    officer.form.remark.setFocus()
    officer.type("x")
    officer.press(F4)
    assert officer.notice() == "Another decision is being made."
    officer.press(Qt.Key.Key_Escape)
    assert officer.notice() == ""


# --- choosing and numbers -----------------------------------------------------------------------------


@pytest.fixture
def field(qtbot):
    field = ChoiceField("Reason")
    field.offer(
        [Choice("A", "Physical examination"), Choice("B", "Laboratory sample"), Choice("C", "Physical count")]
    )
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.line.setFocus()
    return field


def test_typing_finds_and_one_that_is_left_is_chosen(field, qtbot):
    qtbot.keyClicks(field.line, "phys")
    assert field.chosen() == ""
    qtbot.keyClicks(field.line, " cou")
    assert field.chosen() == "C"


def test_the_arrows_choose(field, qtbot):
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.chosen() == "B"
    assert field.line.text() == "Laboratory sample"
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.chosen() == "A"


def test_what_fits_nothing_chooses_nothing_and_stays_typed(field, qtbot):
    qtbot.keyClicks(field.line, "zebra")
    field.line.clearFocus()
    assert field.chosen() == ""
    assert field.line.text() == "zebra"


def test_the_list_is_only_there_with_the_keyboard(field, qtbot):
    assert field.list.isVisible()
    field.line.clearFocus()
    assert not field.list.isVisible()


def test_a_number_is_read_as_the_officers_language_writes_it(english):
    assert read_number(" 1.5 ") == Decimal("1.5")
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert read_number("1,5") == Decimal("1.5")
    for none in ("", "abc", "1,5,5", "inf", "sNaN"):
        assert read_number(none).compare_total(NOT_A_NUMBER) == 0
