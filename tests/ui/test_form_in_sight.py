"""What is typed in is seen, what is missing is said and gone to, and a form leaves no trace of itself."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_deciding import FakeDeciding
from tests.ui.robots_consignment import DecisionRobot
from workstation.ui.decision.incomplete import FIELDS, fields_of

pytestmark = pytest.mark.usefixtures("dressed", "english")

F3, F4 = Qt.Key.Key_F3, Qt.Key.Key_F4


def free():
    return opened(consignment(conditions=()))


@pytest.fixture
def desk():
    return FakeDeciding()


@pytest.fixture
def officer(qtbot, background, desk):
    """A panel as low as on a screen of 1366 by 768."""
    robot = DecisionRobot(qtbot, background, desk)
    robot.window.resize(368, 420)
    QApplication.processEvents()
    return robot


def is_seen(officer, field):
    """Whether the whole field is within what the form shows of its fields."""
    view = officer.form._scroll.viewport()
    place = QRect(field.mapTo(view, QPoint(0, 0)), field.size())
    return view.rect().contains(place)


def open_form(officer, key):
    officer.press(key)
    QApplication.processEvents()
    officer.qtbot.waitUntil(lambda: not officer.screen._pages.is_just_opened())


def test_a_form_opens_at_its_top_however_often(officer):
    officer.open(free())
    for key in (F3, F3, F4, F3):
        open_form(officer, key)
        assert officer.form._scroll.verticalScrollBar().value() == 0
        assert officer.window.focusWidget() is officer.form.reason.line
        assert is_seen(officer, officer.form.reason.line)
        officer.form.found.fields[0].setFocus()
        QApplication.processEvents()
        assert officer.form._scroll.verticalScrollBar().value() > 0
        officer.press(Qt.Key.Key_Escape)


def test_what_is_typed_in_comes_back_into_sight(officer):
    officer.open(free())
    open_form(officer, F3)
    for field in (officer.form.reason.line, officer.form.remark, officer.form.place.line):
        field.setFocus()
        bar = officer.form._scroll.verticalScrollBar()
        bar.setValue(bar.maximum() if bar.value() == 0 else 0)
        officer.type("a")
        QApplication.processEvents()
        assert is_seen(officer, field)


def test_a_shelf_that_is_read_is_seen_to_be_taken(officer):
    officer.open(free())
    open_form(officer, F3)
    assert officer.screen.by_reader.take_place("LOC-7")
    assert is_seen(officer, officer.form.place.line)


def test_a_refused_confirmation_says_what_is_missing_and_goes_there(officer, desk):
    officer.open(free())
    open_form(officer, F4)
    officer.form.reason.choose("S10")
    officer.form.remark.setFocus()
    officer.press(F4)
    assert desk.recorded == []
    assert [each.code for each in officer.failed] == ["decision.incomplete"]
    assert officer.failed[0].values["missing"] == "This needs a legal basis."
    assert officer.window.focusWidget() is officer.form.legal_basis.line
    assert is_seen(officer, officer.form.legal_basis.line)


def test_what_is_typed_and_chooses_nothing_is_gone_to(officer):
    officer.open(free())
    open_form(officer, F3)
    officer.type("nothing that fits")
    officer.form.remark.setFocus()
    officer.press(F3)
    assert "choose a row" in officer.failed[0].values["missing"]
    assert officer.window.focusWidget() is officer.form.reason.line


def test_every_field_that_may_lack_something_is_one_of_the_form(officer):
    assert [name for name in FIELDS.values() if not isinstance(getattr(officer.form, name), QWidget)] == []
    assert fields_of(("reason.missing", "hold.open", "reason.unknown", "parcel.not_read")) == (
        "reason",
        "exception",
    )


class Left(QWidget):
    """A window that keeps its sizes when it is closed."""

    def __init__(self):
        super().__init__()
        self.splitter, self.kept = QSplitter(Qt.Orientation.Vertical, self), []
        QVBoxLayout(self).addWidget(self.splitter)

    def closeEvent(self, event):  # noqa: N802
        self.kept = self.splitter.sizes()
        event.accept()


def test_a_window_that_is_closed_over_an_open_form_keeps_the_sizes_without_it(qtbot, background, desk):
    robot, window = DecisionRobot(qtbot, background, desk), Left()
    qtbot.addWidget(window)
    window.splitter.addWidget(QWidget())
    window.splitter.addWidget(robot.screen)
    window.resize(420, 800)
    window.show()
    window.splitter.setSizes([600, 200])
    before = window.splitter.sizes()
    robot.open(free())
    robot.screen.acts()["hold"]()
    QApplication.sendPostedEvents()
    assert window.splitter.sizes() != before
    window.close()
    assert window.kept == before
