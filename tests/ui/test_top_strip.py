"""The strip says in one line what is on the bench and how the line stands."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.fakes.clock import START, FakeClock
from tests.fakes.desk_consignments import OFFICE, hold, opened
from tests.fakes.desk_deciding import FakeLists
from workstation.cache.values import Totals
from workstation.contract.messages import Maintenance
from workstation.desk.line import DeliveryCounts, LineState
from workstation.desk.open import OpenConsignment, ShownAct
from workstation.desk.readiness import DrillState, Readiness
from workstation.domain.act import Act
from workstation.domain.consignment import Consignment, Identifier, RiskAssessment
from workstation.domain.standing import ConsignmentStanding, GoodsStanding, Standing
from workstation.sync.loop import SyncPace
from workstation.ui.line_words import failures_words, maintenance_words, phase_words
from workstation.ui.parts import formats
from workstation.ui.top_strip import TopStrip

HELD = ConsignmentStanding(standing=Standing.HELD, open_holds=("h",))
HOLD = Act(id="h", kind="hold", owner="narcotics", at=START - timedelta(hours=2, minutes=10))
OPENED = OpenConsignment(
    ref=1,
    id="c-1",
    consignment=Consignment(
        id="c-1",
        identifiers=(Identifier(value="RB123456785GB", kind="upu_s10"),),
        risk=RiskAssessment(lane="red", score=87),
    ),
    standing=HELD,
    with_pending=HELD,
    acts=(ShownAct(act=HOLD, state="known", in_force=True),),
)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def strip(qtbot, dressed, clock):
    strip = TopStrip(clock.now)
    qtbot.addWidget(strip)
    strip.resize(1093, 48)
    strip.show()
    yield strip
    strip.stop()


def test_the_consignment_is_told_with_lane_score_standing_and_holds(strip):
    strip.show_consignment(OPENED)
    assert strip._identifier.text() == "RB 123 456 785 GB"
    assert strip._lane.accessibleName() == "lane red"
    assert strip._score.accessibleName() == "score 87"
    assert strip._standing.accessibleName() == "held"
    assert strip._holds.text() == "hold narcotics 2 h 10"


@pytest.mark.parametrize(
    "leave, said", [("now", "goods may leave"), ("acknowledged", "goods stay until acknowledged")]
)
def test_of_a_release_that_waits_it_says_whether_the_goods_may_leave(strip, leave, said):
    strip.show_consignment(
        replace(OPENED, standing=ConsignmentStanding(standing=Standing.UNDECIDED), leave=leave)
    )
    assert said in strip._holds.text()


def test_a_hold_is_told_until_the_centre_has_acknowledged_its_lift(strip):
    held = hold(owner="narcotics")
    lift = Act(id="l", kind="lift", names=(held.id,), seen=(held.id,), owner="narcotics", scope=held.scope)
    strip.show_consignment(opened(acts=[(held, "known"), (lift, "waiting")]))
    assert strip._holds.text().startswith("hold narcotics")
    strip.show_consignment(opened(acts=[(held, "known"), (lift, "acknowledged")]))
    assert strip._standing.accessibleName() == "undecided"
    assert strip._holds.text() == ""


def test_who_holds_is_called_by_name(strip):
    strip.show_consignment(opened(acts=[(hold(owner=OFFICE), "known"), (hold(act_id="b"), "known")]))
    strip.take_lists(FakeLists())
    assert "hold Sampletown Parcel Hub" in strip._holds.text()
    assert "hold Medicines Agency" in strip._holds.text()


def test_a_release_that_waits_is_not_a_released_consignment(strip):
    undecided = ConsignmentStanding(standing=Standing.UNDECIDED)
    waiting = ShownAct(act=Act(id="r", kind="release"), state="waiting", in_force=True)
    strip.show_consignment(replace(OPENED, standing=undecided, acts=(waiting,)))
    assert strip._standing.accessibleName() == "undecided release waiting"


def test_mixed_standings_are_told_as_counts(strip):
    goods = (
        GoodsStanding(goods="a", standing=Standing.HELD),
        GoodsStanding(goods="b", standing=Standing.RELEASED),
    )
    strip.show_consignment(replace(OPENED, standing=replace(HELD, goods=goods)))
    assert strip._standing.accessibleName() == "held · held 1, released 1"


@pytest.mark.parametrize(
    "state, words",
    [
        (
            LineState(phase="on_line", last_heard=START - timedelta(seconds=4)),
            "on line · 3 waiting · heard 4 s ago",
        ),
        (LineState(phase="off_line"), "off line · 3 waiting · never heard"),
        (
            LineState(phase="pulling", sent=34, total=100, last_heard=START),
            "filling, 34 % · 3 waiting · heard 0 s ago",
        ),
        (
            LineState(phase="on_line", last_heard=START - timedelta(minutes=3), problem="ledger.damaged"),
            "fault at this bench · 3 waiting · heard 3 min ago",
        ),
        (LineState(phase="something new", last_heard=START), "off line · 3 waiting · heard 0 s ago"),
    ],
)
def test_the_line_is_told_in_words(strip, state, words):
    strip.show_counts(DeliveryCounts(recorded=5, waiting=3))
    strip.show_line(state)
    assert strip.line_words() == words


def test_a_service_that_brings_nothing_for_two_polls_is_not_called_on_line(strip, clock):
    strip.show_line(LineState(phase="on_line", last_heard=START))
    clock.advance(2 * SyncPace().poll_s)
    strip._show_ages()
    assert strip.line_words().startswith("on line")
    clock.advance(1)
    strip._show_ages()
    assert strip.line_words() == "not heard for 11 s · 0 waiting"
    assert strip.status.icon._token == "attention"


def test_the_time_since_the_service_was_heard_grows_by_itself(strip, clock, qtbot):
    strip.show_line(LineState(phase="off_line", last_heard=START))
    strip.start()
    clock.advance(7200)
    qtbot.waitUntil(lambda: strip.line_words().endswith("heard 2 h ago"))


def test_what_needs_a_person_is_told_and_leads_to_it(strip):
    asked: list[bool] = []
    strip.delivery_asked.connect(lambda: asked.append(True))
    strip.show_counts(DeliveryCounts(attention=2))
    assert strip.status.attention.words() == "2 for attention"
    strip.status.attention.click()
    assert asked == [True]


def test_training_cannot_be_taken_for_live_work(qtbot, dressed, clock, strip):
    training = TopStrip(clock.now, training=True)
    qtbot.addWidget(training)
    assert not training._training.isHidden()
    assert strip._training.isHidden()


READY = Readiness(
    is_up=True,
    alone=timedelta(seconds=4),
    totals=Totals(complete=True),
    lists=(),
    holdings=(),
    left=timedelta(days=10),
    limit="consignments",
    free_bytes=0,
    drill=DrillState(),
    may_drill=True,
    drill_lasts=timedelta(hours=8),
)


def test_on_line_it_says_quietly_for_how_long_the_bench_could_go_on(strip):
    assert strip.status.ready_words() == ""
    strip.show_line(LineState(phase="on_line", last_heard=START))
    strip.show_readiness(READY)
    assert strip.status.ready_words() == "ready 10 d"
    strip.show_readiness(replace(READY, left=timedelta()))
    assert strip.status.ready_words() == "not ready"


def test_alone_it_says_since_when_and_for_how_long_and_the_line_does_not_say_it_again(strip, clock):
    strip.show_line(LineState(phase="off_line", last_heard=START - timedelta(hours=1)))
    strip.show_readiness(replace(READY, is_up=False, alone=timedelta(hours=1)))
    since = formats.time_of_day(START - timedelta(hours=1))
    assert strip.status.ready_words() == f"alone since {since} · good for 10 d"
    assert strip.line_words() == "off line · 0 waiting"
    clock.advance(23 * 3600)
    strip._show_ages()
    assert strip.status.ready_words() == "alone for 1 d · good for 9 d"


def test_a_drill_cannot_be_taken_for_an_outage(strip, clock):
    assert strip.status.drill.isHidden()
    drill = DrillState(is_on=True, officer="officer-a", left_s=8 * 3600)
    strip.show_line(LineState(phase="drill", problem="line.drill"))
    strip.show_readiness(replace(READY, is_up=False, drill=drill))
    assert strip.status.drill.text() == "DRILL 8 h"
    assert strip.line_words().startswith("cut off for a drill")
    clock.advance(3600)
    strip._show_ages()
    assert strip.status.drill.text() == "DRILL 7 h"


def test_where_it_is_narrow_the_strip_says_it_in_fewer_words_and_never_grows_the_window(strip, qtbot):
    strip.show_consignment(OPENED)
    strip.show_officer("Officer A", "BENCH-4")
    strip.show_counts(DeliveryCounts(waiting=3, attention=2))
    strip.show_line(LineState(phase="drill"))
    drill = DrillState(is_on=True, left_s=3600)
    strip.show_readiness(replace(READY, is_up=False, alone=timedelta(hours=1), drill=drill))
    assert strip.minimumSizeHint().width() <= 1093
    strip.resize(1600, 48)
    qtbot.waitUntil(lambda: "alone since" in strip.status.ready_words())
    strip.resize(strip.minimumSizeHint().width(), 48)
    qtbot.waitUntil(lambda: strip.status.ready_words() == "good for 10 d")


def test_a_wrong_clock_is_told_in_the_strip_until_it_is_right(strip):
    strip.show_line(LineState(phase="on_line", last_heard=START))
    strip.status.show_clock("this bench's clock is 3 d 2 h behind")
    assert not strip.status.clock.isHidden()
    assert strip.status.clock.text() == "this bench's clock is 3 d 2 h behind"
    strip.status.show_clock("")
    assert strip.status.clock.isHidden()


def test_what_waits_for_long_says_since_when(strip, clock):
    strip.show_counts(DeliveryCounts(recorded=5, waiting=3, oldest_waiting=START))
    strip.show_line(LineState(phase="off_line", last_heard=START))
    assert "the oldest" not in strip.line_words()
    clock.advance(7200)
    strip._show_ages()
    assert strip.line_words() == "off line · 3 waiting · the oldest 2 h · heard 2 h ago"


def planned(starts, hours=1):
    return Maintenance(starts=starts, ends=starts + timedelta(hours=hours), words="Update")


def test_a_planned_interruption_is_told_as_what_it_is(clock):
    state = LineState(phase="on_line", maintenance=(planned(START + timedelta(hours=14)),))
    first, then = (formats.time_of_day(START + timedelta(hours=hours)) for hours in (14, 15))
    assert maintenance_words(state, START) == f"planned interruption {first} to {then} (Update)"
    gone = replace(state, phase="off_line")
    during = START + timedelta(hours=14, minutes=30)
    assert phase_words(gone, START).words == "off line"
    assert phase_words(gone, during).words == "planned interruption"
    assert maintenance_words(gone, during) == f"planned interruption until {then} (Update)"
    assert maintenance_words(gone, START + timedelta(hours=15)) == ""
    later = maintenance_words(LineState(maintenance=(planned(START + timedelta(days=3)),)), START)
    assert formats.instant(START + timedelta(days=3)) in later


def test_a_service_that_asks_to_wait_is_no_fault(clock):
    state = LineState(phase="on_line", last_heard=START, problem="service.busy", failures=2)
    assert phase_words(state, START).words == "the service asks to wait"
    assert failures_words(state) == "attempts that failed in a row: 2"
    assert failures_words(LineState()) == ""
