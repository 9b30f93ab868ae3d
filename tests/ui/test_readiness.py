"""The readiness page says for how long a bench can go on and what that rests on; the drill is begun there."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.fakes.clock import START, FakeClock
from workstation.cache.values import Totals
from workstation.desk.line import LineState
from workstation.desk.mandate import KindOnCard, MandateCard
from workstation.desk.readiness import DrillState, Holding, Images, ListAge, Readiness
from workstation.domain.mandate import Grant
from workstation.domain.problems import Unavailable
from workstation.ui.parts import formats
from workstation.ui.readiness.screen import ReadinessScreen
from workstation.ui.readiness.words import limit_words, rows, spoken

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRESH = Readiness(
    is_up=True,
    alone=timedelta(seconds=4),
    totals=Totals(consignments=1812, images=1640, complete=True),
    lists=(ListAge(name="reasons", age=HOUR), ListAge(name="thresholds")),
    holdings=(
        Holding(name="consignments", left=10 * DAY),
        Holding(name="list.reasons", left=10 * DAY),
        Holding(name="mandate", left=9 * DAY),
    ),
    left=9 * DAY,
    limit="mandate",
    free_bytes=78_900_000_000,
    drill=DrillState(),
    may_drill=True,
    drill_lasts=8 * HOUR,
    mandate_left=9 * DAY,
)
ALONE = replace(FRESH, is_up=False, alone=20 * HOUR)


class Source:
    """Satisfies `ReadinessSource`."""

    def __init__(self) -> None:
        self.readiness = FRESH
        self.looks: list[bool] = []
        self.broken: Unavailable | None = None

    def look(self, *, images: bool = False) -> Readiness:
        self.looks.append(images)
        if self.broken is not None:
            raise self.broken
        return replace(self.readiness, images=Images(1640, 1700)) if images else self.readiness

    def begin_drill(self) -> None:
        if self.broken is not None:
            raise self.broken
        drill = DrillState(is_on=True, officer="officer-a", left_s=8 * 3600)
        self.readiness = replace(self.readiness, drill=drill)

    def end_drill(self) -> None:
        self.readiness = replace(self.readiness, drill=DrillState())


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def screen(qtbot, dressed, source, background):
    screen = ReadinessScreen(source, background, FakeClock().now)
    qtbot.addWidget(screen)
    screen.resize(360, 600)
    yield screen
    screen.stop()


def looked(qtbot, screen: ReadinessScreen) -> None:
    with qtbot.waitSignal(screen.looked):
        screen.refresh()


def test_it_says_first_for_how_long_and_then_what_that_rests_on(qtbot, screen, source):
    with qtbot.waitSignal(screen.looked):
        screen.show()
    qtbot.waitUntil(lambda: screen.headline() == "Ready to work alone for 9 d")
    assert screen.facts() == {
        "central service": "heard 4 s ago",
        "limited by": "the mandate",
        "consignments": f"1,812 · holds until {formats.instant(START + 10 * DAY)}",
        "scan images": "1,640 of 1,700 that the queue names",
        "reasons": f"as of 1 h ago · until {formats.day(START + 10 * DAY)}",
        "thresholds": "age not known",
        "mandate": f"holds until {formats.instant(START + 9 * DAY)}",
        "free disk": "78.9 GB",
    }
    assert "Ready to work alone for 9 d. central service: heard 4 s ago" in screen._area.accessibleName()


def test_what_the_officer_may_decide_stands_below_it(qtbot, screen, source):
    seizing = KindOnCard(kind="seize", grants=(Grant(kind="seize", needs_second=True),))
    card = MandateCard(state="holds", officer="a", valid_until=START + 9 * DAY, kinds=(seizing,))
    source.readiness = replace(FRESH, card=card)
    with qtbot.waitSignal(screen.looked):
        screen.show()
    qtbot.waitUntil(lambda: screen.card() != {})
    assert screen.card() == {
        "Mandate": "holds",
        "Holds until": formats.instant(START + 9 * DAY),
        "Seizure": "on line and off line, with a second officer",
        "Annuls": "nothing that was sent",
        "Released goods": "stay until the central service has acknowledged the release",
    }
    source.readiness = replace(FRESH, card=MandateCard(state="none", officer="a"))
    looked(qtbot, screen)
    assert screen.card() == {"Mandate": "none for this officer: nothing can be decided"}


def test_images_are_counted_only_while_somebody_looks_and_seldom(qtbot, screen, source):
    looked(qtbot, screen)
    assert source.looks == [False]
    with qtbot.waitSignal(screen.looked):
        screen.show()
    looked(qtbot, screen)
    assert source.looks == [False, True, False]
    assert screen.facts()["scan images"] == "1,640 of 1,700 that the queue names"


def test_alone_it_says_since_when(qtbot, screen, source):
    source.readiness = ALONE
    with qtbot.waitSignal(screen.looked):
        screen.show()
    assert screen.headline() == "You can work alone for 9 d more"
    assert screen.facts()["central service"] == f"alone for 20 h, since {formats.instant(START - 20 * HOUR)}"
    assert screen.facts()["consignments"].startswith("1,812 · as of 20 h ago · holds until")


@pytest.mark.parametrize(
    "limit, complete, words",
    [
        ("consignments", False, "the consignments: they have not all come yet"),
        ("consignments", True, "the age of the consignments"),
        ("list.reasons", True, "the age of a list: reasons"),
        ("list.new", True, "the age of a list: new"),
        ("disk", True, "the disk: hardly anything is free"),
    ],
)
def test_what_ends_it_is_said_in_words(qapp, limit, complete, words):
    assert limit_words(replace(FRESH, limit=limit, totals=Totals(consignments=9, complete=complete))) == words


def test_a_bench_that_has_nothing_yet_says_so_and_how_far_it_is(qapp):
    empty = replace(FRESH, limit="consignments", totals=Totals(complete=True), left=timedelta())
    assert limit_words(empty) == "the consignments: nothing is here yet"
    filling = replace(empty, totals=Totals(consignments=235), sent=235, total=300)
    assert limit_words(filling) == "the consignments: still filling, 235 of 300"
    out = replace(FRESH, limit="bench")
    assert limit_words(out) == "this bench was taken out of service by the administration"


def test_a_list_that_is_too_old_says_so(qapp):
    old = replace(FRESH, holdings=(Holding(name="list.reasons", left=timedelta()),))
    (row,) = (row for row in rows(old, START) if row.label == "reasons")
    assert (row.value, row.role) == ("as of 1 h ago · holds no longer", "attention")


def test_a_bench_that_never_heard_the_service_says_so(qapp):
    never = replace(FRESH, is_up=False, alone=None, left=timedelta(), mandate_left=None, holdings=())
    said = spoken(never, START)
    assert said.startswith("Not ready to work alone. central service: never heard")
    assert "mandate" not in {row.label for row in rows(never, START)}


def test_the_ledgers_copy_is_told_where_one_is_kept(qapp):
    def copied(**more: Any) -> str:
        shown = rows(replace(FRESH, keeps_backup=True, **more), START)
        return next(row.value for row in shown if row.label == "ledger copied")

    assert copied() == "not yet"
    assert copied(backup=2 * HOUR) == "2 h ago"


def test_the_drill_is_begun_and_ended_by_its_button(qtbot, screen, source):
    with qtbot.waitSignal(screen.looked):
        screen.show()
    assert screen.drill.words() == "Begin a drill"
    with qtbot.waitSignal(screen.looked):
        screen.drill.click()
    assert screen.drill.words() == "End the drill"
    assert "begun by officer-a" in screen._drill_words.text()
    with qtbot.waitSignal(screen.looked):
        screen.switch_drill()
    assert screen.drill.words() == "Begin a drill"


def test_where_policy_allows_no_drill_there_is_no_button(qtbot, screen, source):
    source.readiness = replace(FRESH, may_drill=False)
    with qtbot.waitSignal(screen.looked):
        screen.show()
    assert screen.drill.isHidden()
    assert "switched off" in screen._drill_words.text()


def test_a_drill_that_could_not_be_recorded_is_told(qtbot, screen, source):
    with qtbot.waitSignal(screen.looked):
        screen.show()
    source.broken = Unavailable("The disk is full.", code="disk.full")
    with qtbot.waitSignal(screen.failed) as failed:
        screen.drill.click()
    assert failed.args == [source.broken]
    qtbot.waitUntil(screen.drill.isEnabled)


def test_what_cannot_be_read_is_told_once_until_it_can_be_read_again(qtbot, screen, source):
    told: list[BaseException] = []
    screen.failed.connect(told.append)
    for broken, looks, tells in ((True, 1, 1), (True, 2, 1), (False, 3, 1), (True, 4, 2)):
        source.broken = Unavailable("The cache is locked.") if broken else None
        screen.refresh()
        qtbot.waitUntil(
            lambda looks=looks, tells=tells: (
                (len(source.looks), len(told), screen._under_way) == (looks, tells, False)
            )
        )


def test_it_looks_again_when_the_line_stands_differently(qtbot, screen, source):
    for phase, looks in (("on_line", 1), ("on_line", 1), ("off_line", 2)):
        screen.show_line(LineState(phase=phase))
        qtbot.waitUntil(lambda looks=looks: len(source.looks) == looks)
