"""What an officer has typed is kept while it is typed, and is here again when the consignment is."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.desk_consignments import NOW, OFFICE, consignment, hold, opened
from tests.fakes.desk_deciding import LISTS, FakeDeciding, disk_full
from tests.fakes.drafts import FakeDrafts
from tests.ui.robots_consignment import DecisionRobot
from workstation.desk.drafts import FormDraft, TypedChoice, Unfinished
from workstation.domain.act import FoundGoods
from workstation.ui.decision.drafting import KEEP_MS

pytestmark = pytest.mark.usefixtures("dressed", "english")

ID = "C-2026-000123"
F2, F3, F4, ESCAPE = Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_Escape


@pytest.fixture
def desk():
    return FakeDeciding()


@pytest.fixture
def drafts():
    return FakeDrafts()


@pytest.fixture
def officer(qtbot, background, desk, drafts):
    robot = DecisionRobot(qtbot, background, desk, drafts=drafts)
    yield robot
    desk.gate.set()


def free(**changes):
    return opened(consignment(conditions=(), **changes))


def begin(officer, kind=F4, reason="S10", remark="Under the lid"):
    officer.press(kind)
    officer.form.reason.choose(reason)
    officer.form.remark.setFocus()
    officer.type(remark)


def comes_back(qtbot, background, desk, drafts):
    """Another bench window, as after the process was killed."""
    return DecisionRobot(qtbot, background, desk, drafts=drafts)


def kept(officer, drafts):
    officer.qtbot.waitUntil(lambda: bool(drafts.kept))
    return next(iter(drafts.kept.values())).form


def test_what_is_typed_is_kept_a_moment_later_without_anything_pressed(officer, drafts):
    assert KEEP_MS <= 300
    officer.open(free())
    officer.press(F4)
    officer.form.remark.setFocus()
    officer.type("U")
    assert drafts.saved == []
    assert kept(officer, drafts).remark == "U"


def test_typing_without_a_pause_is_kept_all_the_same(officer, drafts):
    officer.open(free())
    officer.press(F4)
    officer.form.remark.setFocus()

    def typing_goes_on():
        officer.type("a")
        return len(drafts.saved) == 2

    officer.qtbot.waitUntil(typing_goes_on)


def test_a_form_that_nobody_touched_is_no_draft(officer, drafts):
    officer.open(free())
    officer.press(F4)
    officer.screen.cancel_because("Another barcode was read.")
    assert (drafts.saved, officer.cancelled) == (
        [],
        ["RB 123 456 785 GB · piece 1 of 2: Another barcode was read."],
    )


def test_everything_that_was_typed_is_here_again(officer, drafts, qtbot, background, desk):
    officer.open(free())
    begin(officer)
    officer.form.legal_basis.line.setFocus()
    officer.type("medicines")
    officer.tick(0, False)
    officer.quantity(1, "3")
    found = officer.form.found
    for field, text in zip(found.fields, ("Tablets", "40", "3004"), strict=True):
        field.setFocus()
        officer.type(text)
    found.add()
    found.description.setFocus()
    officer.type("A knife")
    before = officer.form.draft()
    officer.window.close()
    assert drafts.kept
    again = comes_back(qtbot, background, desk, drafts)
    again.open(free())
    assert again.form.draft() == before
    assert again.form.found.description.text() == "A knife"
    assert again.form.note.words().startswith("Your draft of ")
    assert again.form.note.words().endswith(" is here again.")


def test_words_that_chose_nothing_are_here_again(officer, drafts, qtbot, background, desk):
    officer.open(free())
    officer.press(F3)
    officer.type("l")
    assert officer.form.reason.chosen() == ""
    officer.screen.cancel_because("Another barcode was read.")
    officer.open(free())
    assert officer.form.reason.line.text() == "l"


def test_a_barcode_read_keeps_what_was_typed_and_says_so(officer, drafts):
    officer.open(free())
    begin(officer)
    officer.screen.cancel_because("Another barcode was read.")
    assert officer.cancelled[0].endswith("What you typed is kept: it is here again when you open it.")
    assert kept(officer, drafts).remark == "Under the lid"
    officer.open(free())
    assert (officer.form.kind, officer.form.remark.toPlainText()) == ("seize", "Under the lid")


def test_another_consignment_has_its_own_form(officer, drafts):
    officer.open(free())
    begin(officer)
    other = opened(consignment(id="C-2", conditions=()))
    officer.open(other)
    assert officer.form.kind == ""
    officer.open(free())
    assert officer.form.remark.toPlainText() == "Under the lid"


def test_a_draft_takes_no_keyboard_and_its_key_confirms_nothing_unseen(officer, drafts, desk):
    officer.open(free())
    begin(officer, F3, "H10", "Look at it")
    officer.screen.cancel_because("Another barcode was read.")
    officer.elsewhere.setFocus()
    officer.open(free())
    assert officer.elsewhere.hasFocus()
    officer.press(F3)
    officer.press(F3)
    assert desk.recorded == []
    assert officer.form.isAncestorOf(officer.window.focusWidget())
    officer.qtbot.waitUntil(lambda: not officer.screen._pages.is_just_opened())
    officer.press(F3)
    assert officer.wait_for_decision().remark == "Look at it"
    assert drafts.kept == {}


def test_a_keyboard_that_was_in_the_form_before_confirms_no_draft(officer, desk):
    officer.open(free())
    begin(officer, F3, "H10", "Look at it")
    officer.open(opened(consignment(id="C-2", conditions=())))
    officer.press(F3)
    officer.screen.cancel_because("Another barcode was read.")
    officer.open(free())
    officer.press(F3)
    officer.qtbot.waitUntil(lambda: not officer.screen._pages.is_just_opened())
    assert desk.recorded == []
    assert officer.form._scroll.verticalScrollBar().value() == 0
    assert officer.window.focusWidget() is officer.form.reason.line


def test_a_window_that_comes_back_has_not_been_looked_at(officer, desk):
    officer.open(free())
    begin(officer, F3, "H10", "Look at it")
    officer.screen.cancel_because("Another barcode was read.")
    officer.form.remark.setFocus()
    officer.open(free())
    officer.screen._drafting._follow_keyboard(None, officer.form.remark)
    officer.confirm()
    assert desk.recorded == []


def test_escape_leaves_a_draft_that_was_brought_back_wherever_the_keyboard_is(officer, drafts):
    officer.open(free())
    begin(officer)
    officer.screen.cancel_because("Another barcode was read.")
    officer.elsewhere.setFocus()
    officer.open(free())
    officer.press(ESCAPE)
    assert (officer.form.kind, list(drafts.kept)) == ("", [free().id])
    officer.open(None).open(free())
    assert officer.form.remark.toPlainText() == "Under the lid"


def brought_back(officer):
    """A seizure that was begun, left for another parcel, and is here again."""
    officer.open(free())
    begin(officer)
    officer.screen.cancel_because("Another barcode was read.")
    officer.open(free())


def test_escape_keeps_a_draft_that_was_gone_into_too(officer, drafts):
    brought_back(officer)
    officer.press(F4)
    officer.form.remark.setFocus()
    officer.type("!")
    officer.press(ESCAPE)
    assert officer.form.kind == ""
    assert "Your draft is kept" in officer.notice()
    officer.open(None).open(free())
    assert officer.form.remark.toPlainText().count("!") == 1


def test_throwing_away_is_a_key_of_its_own(officer, drafts):
    brought_back(officer)
    officer.screen.acts()["throw_away"]()
    assert (officer.form.kind, drafts.kept) == ("", {})
    officer.press(F3)
    officer.screen.acts()["throw_away"]()
    assert officer.form.kind == "hold"


def test_another_decision_is_not_held_up_by_a_draft_that_nobody_went_into(officer, drafts):
    brought_back(officer)
    officer.press(F3)
    assert (officer.form.kind, officer.failed, list(drafts.kept)) == ("hold", [], [free().id])
    assert officer.form.remark.toPlainText() == ""


def test_a_release_over_a_draft_takes_a_second_key_and_a_worn_one_is_none(officer, drafts, desk):
    brought_back(officer)
    officer.press(F2)
    officer.press(F2)
    assert (officer.form.kind, desk.recorded) == ("", [])
    assert "press its key once more" in officer.notice()
    officer.qtbot.waitUntil(lambda: not officer.screen._pages.is_just_opened())
    officer.press(F2)
    assert officer.wait_for_decision().kind == "release"


def test_escape_elsewhere_leaves_no_form_that_was_gone_into(officer):
    officer.open(free())
    officer.press(F3)
    officer.elsewhere.setFocus()
    officer.press(ESCAPE)
    assert officer.form.kind == "hold"


def test_a_recorded_decision_has_no_draft_any_more(officer, drafts):
    officer.open(free())
    begin(officer, F3, "H10")
    officer.confirm()
    officer.wait_for_decision()
    assert drafts.kept == {}
    officer.open(free())
    assert officer.form.kind == ""


def test_what_is_being_recorded_is_not_kept_once_more(officer, drafts, desk):
    officer.open(free())
    begin(officer, F3, "H10")
    desk.gate.clear()
    officer.confirm()
    saved = len(drafts.saved)
    officer.screen.cancel_because("Another barcode was read.")
    officer.open(free())
    assert len(drafts.saved) == saved
    desk.gate.set()
    officer.wait_for_decision()
    assert drafts.kept == {}


def test_a_decision_that_could_not_be_recorded_is_a_draft_again(officer, drafts, desk):
    officer.open(free())
    begin(officer, F3, "H10")
    desk.problem = disk_full()
    officer.confirm()
    officer.qtbot.waitUntil(lambda: bool(officer.failed))
    assert len(drafts.saved) == 2
    assert officer.form.remark.toPlainText() == "Under the lid"


def test_leaving_on_purpose_throws_the_draft_away(officer, drafts):
    officer.open(free())
    begin(officer)
    kept(officer, drafts)
    officer.press(ESCAPE)
    assert drafts.kept == {}
    officer.open(free())
    assert officer.form.kind == ""


def test_a_draft_that_was_brought_back_can_be_thrown_away(officer, drafts, qtbot):
    officer.open(free())
    begin(officer)
    officer.screen.cancel_because("Another barcode was read.")
    officer.open(free())
    qtbot.mouseClick(officer.form.note.button, Qt.MouseButton.LeftButton)
    assert (officer.form.kind, drafts.kept) == ("", {})


def test_everything_taken_back_is_no_draft(officer, drafts):
    officer.open(free())
    officer.press(F3)
    officer.form.remark.setFocus()
    officer.type("x")
    kept(officer, drafts)
    QTest.keyClick(officer.form.remark, Qt.Key.Key_Backspace)
    officer.qtbot.waitUntil(lambda: drafts.kept == {})


def test_a_form_brought_back_says_nothing_when_another_is_opened(officer, drafts):
    officer.open(free())
    begin(officer)
    officer.open(opened(consignment(id="C-2", conditions=())))
    officer.press(F3)
    assert officer.form.note.words() == ""


# --- the consignment changed meanwhile ------------------------------------------------------------------


def left(drafts, **form):
    form = {"kind": "hold", "remark": "Look"} | form
    drafts.kept[ID] = Unfinished(consignment=ID, saved=NOW, form=FormDraft(**form))


def test_a_consignment_that_changed_is_said_to_have(officer, drafts):
    officer.open(free())
    begin(officer)
    officer.screen.cancel_because("Another barcode was read.")
    officer.open(opened(consignment(conditions=()), acts=[(hold(), "known")]))
    assert "The consignment has changed since: look at it again." in officer.form.note.words()
    assert officer.form.remark.toPlainText() == "Under the lid"


def test_goods_that_are_gone_are_counted_and_the_others_are_as_they_were(officer, drafts):
    officer.open(free())
    begin(officer)
    officer.tick(1, False)
    officer.screen.cancel_because("Another barcode was read.")
    whole = consignment(conditions=())
    officer.open(opened(replace(whole, goods_items=whole.goods_items[1:])))
    assert "Goods that are no longer in this consignment: 1." in officer.form.note.words()
    assert [row.chosen for row in officer.form.scope.rows][:2] == [False, True]


def test_a_reason_that_is_not_on_the_list_any_more_leaves_its_words(officer, drafts):
    left(drafts, reason=TypedChoice(code="H99", text="An old reason"))
    officer.open(free())
    assert "Its reason is not on the list any more." in officer.form.note.words()
    assert officer.form.reason.line.text() == "An old reason"
    assert officer.form.reason.chosen() == ""
    assert officer.form.remark.toPlainText() == "Look"


def test_a_lift_whose_hold_is_gone_is_still_here_with_its_remark(officer, drafts):
    left(drafts, kind="lift", act=TypedChoice(code="own", text="the hold"))
    officer.open(free())
    assert officer.form.kind == "lift"
    assert "What it was about is not open any more." in officer.form.note.words()
    assert officer.form.remark.toPlainText() == "Look"
    assert not officer.form.confirm_button.isEnabled()


def test_a_lift_whose_hold_is_open_names_it_again(officer, drafts):
    own = hold(owner=OFFICE, act_id="own", reason="H10")
    left(drafts, kind="lift", act=TypedChoice(code="own", text="the hold"))
    officer.open(opened(consignment(conditions=()), acts=[(own, "known")]))
    draft = officer.form.draft()
    assert draft is not None
    assert draft.names == ("own",)


def test_what_was_typed_before_the_parcel_was_declared_is_here_with_its_declaration(officer, drafts):
    form = FormDraft(kind="hold", remark="Look")
    drafts.kept["P-1"] = Unfinished(consignment="P-1", saved=NOW, form=form)
    officer.open(free(linked=("P-0", "P-1")))
    assert (officer.form.kind, officer.form.remark.toPlainText()) == ("hold", "Look")
    assert [*drafts.kept] == [ID]


def test_a_draft_of_a_kind_that_this_program_does_not_know_stays_where_it_is(officer, drafts):
    left(drafts, kind="refer")
    officer.open(free())
    assert officer.form.kind == ""
    assert drafts.kept


def test_news_of_the_consignment_while_a_form_is_open_make_no_draft(officer, drafts):
    officer.open(free())
    officer.press(F3)
    officer.open(opened(consignment(conditions=()), acts=[(hold(), "known")]))
    officer.screen.cancel_because("Another barcode was read.")
    assert drafts.saved == []


def test_a_draft_of_another_day_says_its_day(officer, drafts):
    form = FormDraft(kind="hold", remark="Look")
    saved = NOW - timedelta(days=2)
    drafts.kept[ID] = Unfinished(consignment=ID, saved=saved, form=form, is_of_today=False)
    officer.open(free())
    assert saved.astimezone().strftime("%Y-%m-%d") in officer.form.note.words()


def test_found_goods_keep_their_id(officer, drafts):
    knife = FoundGoods(id="found-77", description="A knife")
    left(drafts, kind="seize", found=(knife,))
    officer.open(free())
    draft = officer.form.draft()
    assert draft is not None
    assert draft.found == (knife,)
    assert "S10" in {row.code for row in LISTS["reasons"].rows}
