"""The end-of-shift sheet: seen as a table, worked by keys, written as a PDF where the officer says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.clock import FakeClock
from tests.fakes.shift import FakeShift, line
from tests.ui.telling import telling
from workstation.desk.shift import BEGAN, HALF_DAY, SINCE, TODAY, Totals
from workstation.domain.problems import Unavailable
from workstation.ui.shift.screen import ShiftScreen
from workstation.ui.shift.words import became, decision, paper_of, totals_words


class ShiftRobot:
    """An officer at the end of a shift."""

    def __init__(self, screen, source, qtbot, tasks):
        self.screen, self.source, self.qtbot, self.tasks = screen, source, qtbot, tasks

    def opens(self):
        self.screen.show()
        self.screen.go_to_list()
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)

    def presses(self, *keys):
        for key in keys:
            QTest.keyClick(self.screen.table, key)
            self.settle()

    def rows(self):
        model = self.screen.model
        columns = range(model.columnCount())
        return [[model.index(row, at).data() for at in columns] for row in range(model.rowCount())]

    def note(self):
        return self.screen._note.text()


@pytest.fixture
def officer(qtbot, dressed, background):
    clock, source = FakeClock(), FakeShift()
    screen = ShiftScreen(source, background, lambda: telling(clock))
    qtbot.addWidget(screen)
    screen.resize(380, 700)
    return ShiftRobot(screen, source, qtbot, background)


def test_each_decision_says_what_became_of_it(officer):
    officer.source.lines = [
        line(1),
        line(2, kind="hold", state="waiting", receipt="", second="officer-b"),
        line(3, kind="seize", state="refused", words="No legal basis.", attention=("refused",)),
        line(4, number="", attention=("recall", "conflict", "changed")),
    ]
    officer.opens()
    assert officer.rows() == [
        ["RB 123 456 785 GB", "release", "07:31", "acknowledged, receipt A-00001"],
        ["RB 123 456 785 GB", "hold, with officer-b (unproven)", "07:32", "waiting since 07:32"],
        ["RB 123 456 785 GB", "seizure", "07:33", "refused: No legal basis."],
        [
            "number not known here (c-000004)",
            "release",
            "07:34",
            "recall, changed since · acknowledged, receipt A-00004",
        ],
    ]
    assert officer.screen._totals.text() == "4 decided · 2 acknowledged · 1 waiting · 1 refused"


def test_an_acknowledgement_is_no_decision_and_a_release_that_a_hold_overruled_is_not_well(qapp):
    seen = line(kind="acknowledge")
    assert decision(seen) == "both noted"
    released = line(overruled="held")
    assert became(released, telling(FakeClock())).startswith("a hold stands · acknowledged")
    assert totals_words(Totals(decided=3, noted=1, acknowledged=4)) == (
        "3 decided · 1 noted · 4 acknowledged · 0 waiting"
    )
    assert totals_words(Totals(decided=3, seen=40, waiting=3)) == (
        "3 decided · 40 parcels seen · 0 acknowledged · 3 waiting"
    )


def test_its_time_is_chosen_by_single_keys(officer):
    officer.opens()
    officer.presses(Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_A)
    assert [(period.kind, everybody) for period, everybody in officer.source.asked] == [
        (BEGAN, False),
        (TODAY, False),
        (HALF_DAY, False),
        (BEGAN, False),
        (BEGAN, True),
    ]


def test_a_day_is_typed(officer):
    officer.opens()
    officer.presses(Qt.Key.Key_4)
    officer.screen._day.setDate(officer.screen._day.date().addDays(-3))
    officer.settle()
    period, _everybody = officer.source.asked[-1]
    assert (period.kind, period.day.isoformat()) == (SINCE, "2026-10-30")


def test_a_decisions_consignment_is_opened(officer):
    officer.source.lines = [line(1), line(2)]
    opened: list[str] = []
    officer.screen.consignment_chosen.connect(opened.append)
    officer.opens()
    officer.presses(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert opened == ["c-000002"]


def test_it_is_written_where_the_field_says_and_the_officer_is_told_where(officer, tmp_path):
    officer.source.lines = [line(1)]
    officer.opens()
    assert officer.screen.place.text().endswith("shift-BENCH-4-2026-11-02-0800.pdf")
    officer.screen.place.setText(str(tmp_path / "sheet"))
    officer.presses(Qt.Key.Key_P)
    assert officer.note() == f"Written: {tmp_path / 'sheet.pdf'}"
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_a_place_that_cannot_be_written_is_told_in_words(officer, tmp_path):
    officer.opens()
    officer.screen.place.setText(str(tmp_path / "nowhere" / "sheet.pdf"))
    officer.presses(Qt.Key.Key_P)
    assert "nowhere" in officer.note()


def test_what_cannot_be_read_is_told_and_what_is_shown_stays(officer):
    told: list[BaseException] = []
    officer.screen.reading_failed.connect(told.append)
    officer.source.lines = [line(1)]
    officer.opens()
    officer.source.broken = Unavailable("The ledger is locked.")
    officer.screen.refresh()
    officer.settle()
    assert told == [officer.source.broken]
    assert len(officer.rows()) == 1


def test_why_decisions_wait_is_told_on_screen_and_paper(officer):
    officer.source.lines = [line(1, state="waiting")]
    officer.source.problem = "The central service cannot be reached."
    officer.opens()
    assert officer.screen._totals.text().endswith("1 waiting\nThe central service cannot be reached.")
    paper = paper_of(officer.source.sheet(None), telling(FakeClock()))
    assert dict(paper.facts)["Why some wait"] == "The central service cannot be reached."


def test_nothing_is_read_while_nobody_looks(officer):
    officer.screen.refresh()
    officer.settle()
    assert officer.source.asked == []


def test_the_paper_holds_numbers_and_codes_by_officer_and_nobodys_goods(officer):
    officer.source.lines = [line(1), line(2, state="waiting")]
    paper = paper_of(officer.source.sheet(None), telling(FakeClock()))
    assert dict(paper.facts) == {
        "Decisions of": "officer-7",
        "Bench": "BENCH-4 · Airport express hub",
        "Time": "2026-11-02 00:00 to 08:00",
        "In all": "2 decided · 1 acknowledged · 1 waiting",
        "Ledger": "ledger-1",
    }
    (section,) = paper.sections
    assert (section.heading, section.summary) == ("officer-7", "2 decided · 1 acknowledged · 1 waiting")
    assert [row[0] for row in section.rows] == ["RB 123 456 785 GB"] * 2
