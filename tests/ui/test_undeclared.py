"""A parcel that nobody declared, on the screen: its barcodes, its photograph, its link to a declaration."""

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDir, QMimeData, QPoint, QPointF, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMainWindow, QSplitter, QVBoxLayout, QWidget

from tests.fakes.desk_consignments import opened
from tests.fakes.provisional import FakeAtWork, FakeFinding, FakeProvisional, choice
from workstation.barcode.reads import BarcodeRead
from workstation.central.events import EVENT_BYTES
from workstation.desk.provisional import MOST_READS
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.domain.event import Photograph
from workstation.domain.problems import Unavailable
from workstation.host.settings import LabelPrefixes
from workstation.ui.linking import Linking
from workstation.ui.messages import Messages
from workstation.ui.parts.photograph import MOST_BYTES
from workstation.ui.parts.shortcuts import Shortcuts
from workstation.ui.provisional.words import LONGEST
from workstation.ui.read_route import ReadRoute
from workstation.ui.undeclared import Undeclared

SHOWN = "Photograph of the parcel"
"""What is said of the preview where it shows one."""
NUMBER, PLATE, KNOWN = "LX123456785CN", "JJD014600012794402457", "RB123456785GB"
RECEPTACLE, ROUTING = "BEBRUABOLPBBAEN60073003000227", "2LKW:KWIKCO+57000001"
DISK_FULL = Unavailable("The disk is full.", do_now="Call IT.", code="disk.full")


class Bench:
    """A window with both screens over it, and an officer's hands."""

    def __init__(self, qtbot, tasks):
        self.qtbot, self.tasks, self.messages = qtbot, tasks, Messages()
        self.desk, self.at_work = FakeProvisional(), FakeAtWork()
        self.finding = FakeFinding(**{KNOWN: "parcel", "M020": "master"})
        self.elsewhere: list[BarcodeRead] = []
        self.answers: list[ReadAnswer] = []
        self.at_ms = 0
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        frame = QWidget()
        QVBoxLayout(frame).addWidget(QSplitter(frame))
        self.window.setCentralWidget(frame)
        self.route = ReadRoute(self.elsewhere.append, self.window)
        self.route.answered.connect(self.answers.append)
        self.route.taken.connect(self.at_work.last.note_elsewhere)
        keys = Shortcuts(self.window, lambda: False)
        self.undeclared = Undeclared(
            self.desk,
            self.finding,
            self.at_work,
            tasks=tasks,
            messages=self.messages,
            labels=LabelPrefixes(),
            parent=self.parent,
        )
        self.linking = Linking(
            self.desk, self.finding, self.at_work, tasks=tasks, messages=self.messages, parent=self.parent
        )
        for each, name in ((self.undeclared, "undeclared"), (self.linking, "link")):
            each.stand_over(self.window, keys, self.route)
            keys.on(name, each.begin)
        keys.on("confirm", self._must_not_decide)
        self.window.resize(1366, 700)
        self.window.show()

    def _must_not_decide(self):
        raise AssertionError("the decision's key was pressed")

    def reads(self, *texts, **more):
        for text in texts:
            self.at_ms += 2_000
            read = BarcodeRead(text=text, started_ms=self.at_ms, ended_ms=self.at_ms + 40, **more)
            self.route.take(read)

    def settle(self):
        self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)

    def begins_with(self, text=NUMBER):
        read = BarcodeRead(text=text)
        self.at_work.last.note(read)
        self.undeclared.offer(read)
        self.undeclared.begin()

    def confirms(self):
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def presses_for_photograph(self, name):
        self.undeclared.photograph_keys()[name]()

    def said(self, screen=None):
        return (screen or self.undeclared.screen)._note.text()

    def kept(self):
        return self.undeclared.screen._reads.stringList()


@pytest.fixture
def bench(qtbot, dressed, english, background):
    made = Bench(qtbot, background)
    yield made
    made.undeclared.close()
    made.linking.close()


def test_every_barcode_of_its_label_goes_into_the_provisional_consignment(bench):
    bench.begins_with(NUMBER)
    bench.reads(PLATE, "loc-7")
    bench.undeclared.screen.remark.setText("  torn open ")
    bench.confirms()
    ((reads, place, photograph, remark),) = bench.desk.made
    assert [each.text for each in reads] == [NUMBER, PLATE]
    assert (place, photograph, remark) == ("LOC-7", None, "torn open")
    assert bench.at_work.opened == ["P-NEW"]
    assert bench.at_work.here == PLATE
    assert not bench.undeclared.is_on
    assert bench.messages.newest.what.startswith("Recorded:")


def test_each_barcode_is_kept_once_and_shown_as_printed(bench):
    bench.begins_with(NUMBER)
    bench.reads(PLATE, PLATE, NUMBER)
    assert bench.kept() == ["LX 123 456 785 CN", PLATE]
    assert [each.answer for each in bench.answers] == [Answer.NOT_FOUND, Answer.AGAIN, Answer.AGAIN]


@pytest.mark.parametrize(
    "text, answer",
    [
        (RECEPTACLE, Answer.NO_IDENTIFIER),
        (ROUTING, Answer.NO_IDENTIFIER),
        ("LX123456786CN", Answer.BAD_CHECK_DIGIT),
        ("SEAL-99", Answer.LABEL),
        ("M020", Answer.NO_IDENTIFIER),
    ],
)
def test_what_is_no_parcels_own_number_is_told_and_not_kept(bench, text, answer):
    bench.begins_with(NUMBER)
    bench.reads(text)
    assert len(bench.kept()) == 1
    assert bench.answers[-1].answer is answer
    assert bench.said()


def test_a_read_with_a_flaw_is_told_and_not_kept(bench):
    bench.begins_with(NUMBER)
    bench.reads("LX1", flaw="cut_off")
    assert (len(bench.kept()), bench.answers[-1].answer) == (1, Answer.FLAWED)


def test_a_parcel_that_is_declared_after_all_opens_and_nothing_is_made(bench):
    bench.begins_with(NUMBER)
    bench.reads(KNOWN)
    assert bench.at_work.read == [KNOWN]
    assert not bench.undeclared.is_on
    assert bench.messages.newest.what == "This barcode is known: no provisional consignment was made."
    assert bench.desk.made == []


def test_a_text_that_others_nobody_declared_bear_as_well_is_kept(bench):
    bench.finding.owners["SHOP 4711"] = "label"
    bench.begins_with(NUMBER)
    bench.reads("SHOP 4711")
    assert bench.kept() == ["LX 123 456 785 CN", "SHOP4711"]
    assert bench.undeclared.is_on


def test_the_reader_goes_back_to_its_way_when_it_is_given_up(bench):
    bench.begins_with(NUMBER)
    QTest.keyClick(bench.undeclared.screen.place, Qt.Key.Key_Escape)
    bench.reads(PLATE)
    assert [each.text for each in bench.elsewhere] == [PLATE]
    assert bench.messages.newest.what == "Given up: nothing was recorded."


def test_it_begins_afresh_for_the_next_parcel(bench):
    bench.begins_with(NUMBER)
    bench.reads("LOC-7")
    bench.undeclared.give_up()
    bench.begins_with(PLATE)
    assert bench.kept() == [PLATE]
    assert bench.undeclared.screen.place.text() == ""


def test_what_was_offered_is_forgotten_with_the_next_read(bench):
    bench.undeclared.offer(BarcodeRead(text=NUMBER))
    bench.undeclared.forget_offer()
    bench.undeclared.begin()
    assert bench.kept() == []


def test_a_parcel_without_any_label_can_be_taken_in(bench):
    bench.undeclared.begin()
    bench.confirms()
    assert bench.desk.made == [((), "", None, "")]
    assert bench.at_work.here == ""


def test_it_does_not_begin_while_a_parcel_is_open(bench):
    bench.at_work.open_consignment = opened()
    bench.undeclared.begin()
    assert not bench.undeclared.is_on
    assert bench.messages.newest.what.startswith("This parcel is known.")


def test_what_could_not_be_recorded_stays_on_the_screen_and_can_be_tried_again(bench):
    bench.desk.problem = DISK_FULL
    bench.begins_with(NUMBER)
    bench.confirms()
    assert bench.undeclared.is_on
    assert bench.said().startswith("Not recorded: The disk is full.")
    bench.desk.problem = None
    bench.confirms()
    assert len(bench.desk.made) == 1


def test_confirmed_twice_is_made_once(bench):
    bench.begins_with(NUMBER)
    bench.undeclared.make()
    bench.undeclared.make()
    bench.settle()
    assert len(bench.desk.made) == 1


WRONG_DIGIT = "LX123456786CN"


@pytest.mark.parametrize(
    "text, more",
    [(WRONG_DIGIT, {}), ("LX1", {"flaw": "cut_off"}), (RECEPTACLE, {}), (NUMBER, {"flaw": "cut_off"})],
)
def test_what_was_read_after_its_barcodes_may_be_another_parcels(bench, text, more):
    bench.begins_with(NUMBER)
    bench.reads(text, **more)
    bench.confirms()
    assert (bench.at_work.opened, bench.at_work.here) == (["P-NEW"], "")
    assert "before you decide" in bench.messages.newest.what


def test_a_label_and_a_barcode_again_leave_the_parcel_where_it_lies(bench):
    bench.begins_with(NUMBER)
    bench.reads(PLATE, "LOC-7", NUMBER, "SEAL-99")
    assert [each.kind for each in bench.answers if each.answer is Answer.LABEL] == ["place", "seal"]
    bench.confirms()
    assert (bench.at_work.opened, bench.at_work.here) == (["P-NEW"], NUMBER)


def test_another_parcel_read_while_the_first_is_written_is_told_loudly_and_does_not_lie_under_it(bench):
    bench.begins_with(NUMBER)
    bench.undeclared.make()
    bench.reads(NUMBER, "SEAL-99")
    bench.reads(KNOWN)
    bench.settle()
    assert [each.answer for each in bench.answers] == [Answer.AGAIN, Answer.LABEL, Answer.WRONG_PARCEL]
    assert [each.kind for each in bench.answers] == ["", "seal", ""]
    assert (bench.at_work.opened, bench.at_work.here) == (["P-NEW"], "")


def test_what_was_opened_while_it_was_written_stays_open(bench):
    bench.begins_with(NUMBER)
    bench.undeclared.make()
    bench.at_work.open_consignment = opened()
    bench.settle()
    assert (len(bench.desk.made), bench.at_work.opened, bench.undeclared.is_on) == (1, [], False)


def test_what_the_central_service_alone_knows_is_no_undeclared_parcel(bench):
    bench.finding.at_service[PLATE] = "parcel"
    bench.begins_with(NUMBER)
    bench.reads(PLATE)
    bench.settle()
    assert (bench.at_work.read, bench.undeclared.is_on, bench.desk.made) == ([PLATE], False, [])


def test_what_the_service_knows_opens_nothing_where_something_else_was_read_since(bench):
    bench.finding.at_service[PLATE] = "parcel"
    bench.begins_with(NUMBER)
    bench.reads(PLATE, WRONG_DIGIT)
    bench.settle()
    assert (bench.at_work.read, bench.undeclared.is_on, bench.desk.made) == ([], False, [])
    assert bench.messages.newest.what.startswith("The central service knows one of its barcodes")


def test_each_barcode_is_asked_for_one_after_the_other_and_none_once_it_was_given_up(bench):
    bench.begins_with(NUMBER)
    bench.reads(PLATE, "AB-1", "AB-2")
    assert bench.tasks.under_way == 1
    bench.settle()
    assert bench.finding.asked == [(PLATE, True), ("AB-1", True), ("AB-2", True)]
    bench.finding.at_service["AB-4"] = "parcel"
    bench.reads("AB-4", "AB-5")
    bench.undeclared.give_up()
    bench.settle()
    assert ("AB-5", True) not in bench.finding.asked
    assert (bench.at_work.read, bench.undeclared.is_on) == ([], False)


def test_the_master_documents_number_at_the_service_says_nothing_of_the_parcel(bench):
    bench.finding.at_service[PLATE] = "master"
    bench.begins_with(NUMBER)
    bench.reads(PLATE)
    bench.settle()
    assert bench.undeclared.is_on


def test_no_more_barcodes_than_a_label_can_have(bench):
    bench.undeclared.begin()
    bench.reads(*(f"AB-{at:09}" for at in range(MOST_READS + 5)))
    assert len(bench.kept()) == MOST_READS


def test_hostile_text_is_shown_harmless_and_bounded(bench):
    bench.begins_with("=cmd|' /C calc'!A0\u202e<b>x</b>" + "9" * 300)
    (row,) = bench.kept()
    assert "\u202e" not in row
    assert len(row) < 100
    bench.reads("9" * 10_000)
    assert len(bench.kept()) == 1


def test_the_largest_that_can_be_made_is_small_enough_for_the_service(bench):
    bench.undeclared.begin()
    bench.reads(*(f"{at:03}" + "\x1d" * (LONGEST - 3) for at in range(MOST_READS)))
    assert len(bench.kept()) == MOST_READS
    bench.confirms()
    (reads, *_rest) = bench.desk.made[0]
    said = msgspec.json.encode(msgspec.json.encode(reads).decode())
    photograph = msgspec.json.encode(Photograph(body=bytes(MOST_BYTES)))
    assert len(said) + len(photograph) < EVENT_BYTES - 20_000


# --- photographs --------------------------------------------------------------------------------------------


def picture(path=None):
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#aa3311"))
    if path is not None:
        assert image.save(str(path))
    return image


def test_a_photograph_from_a_file_goes_with_it(bench, tmp_path):
    picture(tmp_path / "p.jpg")
    bench.begins_with(NUMBER)
    bench.undeclared.screen.photograph_given.emit(tmp_path / "p.jpg")
    bench.settle()
    assert bench.undeclared.screen.preview.accessibleName() == SHOWN
    bench.confirms()
    assert bench.desk.made[0][2].body.startswith(b"\xff\xd8")


def test_one_is_pasted_from_the_clipboard(bench):
    QGuiApplication.clipboard().setImage(picture())
    bench.begins_with(NUMBER)
    bench.presses_for_photograph("undeclared_paste")
    bench.settle()
    assert bench.undeclared.screen.photograph() is not None
    QGuiApplication.clipboard().clear()


def test_a_clipboard_without_one_says_so(bench):
    QGuiApplication.clipboard().setText("no photograph")
    bench.begins_with(NUMBER)
    bench.presses_for_photograph("undeclared_paste")
    assert bench.said() == "There is no photograph on the clipboard."


def test_a_file_is_chosen_in_a_window_that_nothing_waits_for(bench, tmp_path):
    picture(tmp_path / "p.jpg")
    bench.begins_with(NUMBER)
    bench.presses_for_photograph("undeclared_file")
    (dialog,) = bench.undeclared.screen.findChildren(QFileDialog)
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    assert dialog.directory().absolutePath() in (pictures, QDir.homePath())
    bench.reads(PLATE)
    assert len(bench.kept()) == 2
    dialog.fileSelected.emit(str(tmp_path / "p.jpg"))
    dialog.close()
    bench.settle()
    assert bench.undeclared.screen.preview.accessibleName() == SHOWN
    bench.presses_for_photograph("undeclared_none")
    assert bench.undeclared.screen.photograph() is None
    bench.presses_for_photograph("undeclared_file")
    again = bench.undeclared.screen.findChildren(QFileDialog)[-1]
    assert again.directory().absolutePath() == str(tmp_path)
    again.close()


def test_the_keys_for_a_photograph_do_nothing_elsewhere(bench):
    bench.presses_for_photograph("undeclared_file")
    assert bench.undeclared.screen.findChildren(QFileDialog) == []


def test_one_is_dropped(bench, tmp_path):
    picture(tmp_path / "p.jpg")
    bench.begins_with(NUMBER)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "p.jpg"))])
    preview, none = bench.undeclared.screen.preview, Qt.KeyboardModifier.NoModifier
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    preview.dragEnterEvent(entering)
    assert entering.isAccepted()
    preview.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    bench.settle()
    assert preview.accessibleName() == SHOWN


def test_a_drop_of_anything_else_is_not_taken(bench):
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/p.jpg")])
    entering = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering.ignore()
    bench.undeclared.screen.preview.dragEnterEvent(entering)
    assert not entering.isAccepted()


def test_a_file_that_is_no_photograph_gets_a_sentence_and_the_rest_stays(bench, tmp_path):
    (tmp_path / "p.jpg").write_bytes(b"no photograph")
    bench.begins_with(NUMBER)
    bench.undeclared.screen.photograph_given.emit(tmp_path / "p.jpg")
    bench.settle()
    assert bench.said().startswith("This is no photograph that can be read here")
    assert bench.kept() == ["LX 123 456 785 CN"]


def test_nothing_is_made_without_the_photograph_that_is_still_being_read(bench, tmp_path):
    picture(tmp_path / "p.jpg")
    bench.begins_with(NUMBER)
    bench.undeclared.screen.photograph_given.emit(tmp_path / "p.jpg")
    bench.undeclared.make()
    assert bench.said() == "The photograph is still being read: confirm again when it is shown."
    bench.settle()
    assert bench.desk.made == []
    bench.confirms()
    assert bench.desk.made[0][2] is not None


def test_a_photograph_that_is_dropped_while_it_is_read_does_not_come(bench, tmp_path):
    picture(tmp_path / "p.jpg")
    bench.begins_with(NUMBER)
    bench.undeclared.screen.photograph_given.emit(tmp_path / "p.jpg")
    bench.presses_for_photograph("undeclared_none")
    bench.confirms()
    assert bench.desk.made[0][2] is None
    assert bench.undeclared.screen.preview.accessibleName() != SHOWN


def test_after_a_file_that_is_no_photograph_it_can_be_made_without(bench, tmp_path):
    (tmp_path / "p.jpg").write_bytes(b"no photograph")
    bench.begins_with(NUMBER)
    bench.undeclared.screen.photograph_given.emit(tmp_path / "p.jpg")
    bench.settle()
    bench.confirms()
    assert len(bench.desk.made) == 1


def test_a_photograph_that_comes_late_is_not_the_next_parcels(bench, tmp_path):
    picture(tmp_path / "p.jpg")
    bench.begins_with(NUMBER)
    bench.undeclared.screen.photograph_given.emit(tmp_path / "p.jpg")
    bench.undeclared.give_up()
    bench.begins_with(PLATE)
    bench.settle()
    assert bench.undeclared.screen.preview.accessibleName() != SHOWN


# --- its link to a declaration ------------------------------------------------------------------------------


def provisional():
    made = opened()
    return replace(made, id="P-1", consignment=replace(made.consignment, id="P-1", provisional=True))


def begins_to_link(bench, *choices):
    bench.desk.choices = choices
    bench.at_work.open_consignment = provisional()
    bench.linking.begin()
    bench.settle()


def test_it_is_linked_to_the_one_that_is_chosen(bench):
    begins_to_link(bench, choice("C-1"), choice("C-2"))
    QTest.keyClick(bench.linking.screen.list, Qt.Key.Key_Down)
    QTest.keyClick(bench.linking.screen.list, Qt.Key.Key_Return)
    bench.settle()
    assert bench.desk.linked == [("P-1", "C-2")]
    assert bench.at_work.opened == ["C-2"]
    assert not bench.linking.is_on


def test_none_of_them_opens_the_provisional_one_again(bench):
    begins_to_link(bench, choice("C-1"))
    QTest.keyClick(bench.linking.screen.list, Qt.Key.Key_Escape)
    assert bench.desk.linked == []
    assert bench.at_work.opened == ["P-1"]


def test_a_number_that_is_read_or_typed_adds_its_declaration_and_marks_it(bench):
    begins_to_link(bench, choice("C-1"))
    bench.reads(KNOWN)
    model = bench.linking.screen.list.model()
    assert model.rowCount() == 2
    assert bench.linking.screen.list.currentIndex().row() == 1
    bench.finding.shared["AWB"] = (choice("C-1"), choice("C-9"), choice("P-1"))
    bench.reads("AWB")
    assert model.rowCount() == 3


def test_a_number_that_nobody_has_says_so(bench):
    begins_to_link(bench)
    assert bench.said(bench.linking.screen).startswith("No declaration has one of its barcodes yet.")
    bench.reads(PLATE)
    bench.settle()
    assert bench.said(bench.linking.screen).startswith("No declaration here has this number, and the central")
    bench.reads(PLATE, flaw="cut_off")
    assert [each.answer for each in bench.answers] == [Answer.NOT_FOUND, Answer.FLAWED]


def test_a_declaration_that_the_service_alone_knows_comes_into_the_list_and_moves_no_mark(bench):
    begins_to_link(bench, choice("C-7"))
    bench.finding.at_service[KNOWN + "X"] = "parcel"
    bench.reads(KNOWN + "X")
    bench.settle()
    screen = bench.linking.screen
    assert (screen.list.model().rowCount(), screen.list.currentIndex().row()) == (2, 0)
    assert bench.answers[-1].answer is Answer.FOUND


def test_what_was_opened_while_the_link_was_written_stays_open(bench):
    begins_to_link(bench, choice("C-1"))
    bench.linking._link("C-1")
    bench.at_work.open_consignment = opened()
    bench.linking.close()
    bench.settle()
    assert (bench.desk.linked, bench.at_work.opened) == ([("P-1", "C-1")], [])


def test_one_whose_link_was_written_after_esc_opens_as_its_declaration(bench):
    begins_to_link(bench, choice("C-1"))
    bench.linking._link("C-1")
    bench.linking.close()
    bench.at_work.open_consignment = provisional()
    bench.settle()
    assert bench.at_work.opened == ["P-1", "C-1"]


def test_a_link_chosen_twice_is_recorded_once(bench):
    begins_to_link(bench, choice("C-1"), choice("C-2"))
    bench.linking._link("C-1")
    bench.linking._link("C-2")
    bench.settle()
    assert bench.desk.linked == [("P-1", "C-1")]


def test_the_link_of_before_does_not_end_the_next_one(bench):
    begins_to_link(bench, choice("C-1"))
    bench.linking._link("C-1")
    bench.linking.close()
    other = provisional()
    bench.at_work.open_consignment = replace(other, id="P-2")
    bench.linking.begin()
    bench.settle()
    assert bench.linking.is_on
    assert bench.at_work.opened == ["P-1"]


def test_only_a_provisional_consignment_is_linked(bench):
    bench.at_work.open_consignment = opened()
    bench.linking.begin()
    assert not bench.linking.is_on
    assert bench.messages.newest.what.startswith("Open the provisional consignment first, or the")


def test_a_link_that_could_not_be_recorded_stays_on_the_screen(bench):
    bench.desk.problem = DISK_FULL
    begins_to_link(bench, choice("C-1"))
    QTest.keyClick(bench.linking.screen.list, Qt.Key.Key_Return)
    bench.settle()
    assert bench.linking.is_on
    assert bench.said(bench.linking.screen).startswith("The disk is full.")


def test_a_barcode_that_is_not_the_parcels_is_taken_off_and_does_not_go_with_it(bench):
    bench.begins_with()
    bench.reads(PLATE)
    bench.undeclared.screen.reads.setFocus()
    QTest.keyClick(bench.undeclared.screen.reads, Qt.Key.Key_Delete)
    assert len(bench.kept()) == 1
    assert bench.said().startswith("Taken off: JJD")
    bench.confirms()
    ((reads, *_rest),) = bench.desk.made
    assert [each.text for each in reads] == [NUMBER]
