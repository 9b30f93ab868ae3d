"""What the mandate lets an officer decide at the desk, and what of it goes into the entry."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.desk.workplace import Workplace
from tests.fakes.clock import START, FakeClock
from tests.journeys.parcels import OFFICE, goods, parcel
from workstation.contract.mandates import DAY_S, MandateRule, SignedMandate
from workstation.contract.signing import KeySigner
from workstation.desk import mandate as card
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.decision import DecisionDraft
from workstation.domain.event import BenchEvent
from workstation.domain.mandate import Grant
from workstation.domain.problems import Refused
from workstation.domain.standing import Standing

FIRST = "RB123456785GB"
SIGNER = KeySigner(bytes(32))
SERVICE = START + timedelta(seconds=90)
"""The service's clock at the beginning: the bench's is slow."""


def gives(desk: Workplace, officer: str = "officer-a", **rule: Any) -> str:
    """The service is heard, and gives this officer a mandate; its id."""
    desk.time.hear(SERVICE)
    id = f"m-{officer}-{len(rule)}"
    mandate = MandateRule(**rule).mandate(id, officer, SERVICE)
    text = msgspec.json.encode(mandate).decode()
    signed = SignedMandate(document=text, key=SIGNER.public_key, signature=SIGNER.sign(text.encode()))
    assert desk.ledger.mandates.keep(mandate, signed, desk.clock.now())
    return id


def entry(desk: Workplace) -> BenchEvent:
    """The newest entry of the ledger."""
    newest = desk.ledger.head.sequence
    return next(
        each.event for each in desk.ledger.due(100, desk.clock.now()) if each.event.sequence == newest
    )


def in_the_way(desk: Workplace, kind: str, **more: Any) -> set[str]:
    opened = desk.opens("C-1", desk.reads(desk.number_on()))
    scope = desk.deciding.whole_scope(opened) if kind in ("hold", "seize", "release") else ()
    draft = replace(DecisionDraft(kind=kind, consignment="C-1", scope=scope), **more)
    return {each.code for each in desk.deciding.obstacles(draft, opened)}


@pytest.fixture
def desk(desk: Workplace) -> Workplace:
    desk.pulls(parcel("C-1", FIRST))
    return desk


def test_a_bench_that_never_had_a_mandate_decides_without_one(desk: Workplace) -> None:
    assert desk.mandate.card() == card.MandateCard(state=card.UNKNOWN, officer="officer-a")
    desk.decides("hold", reason="H01")
    assert (entry(desk).mandate, entry(desk).line, entry(desk).service_time) == ("", "on", None)


def test_the_entry_says_under_which_mandate_and_when_by_the_service_s_time(
    desk: Workplace, clock: FakeClock
) -> None:
    id = gives(desk)
    clock.advance(60)
    clock.set(START - timedelta(days=40))
    desk.is_up = False
    desk.decides("hold", reason="H01", second="officer-b")
    said = entry(desk)
    assert (said.mandate, said.line, said.second) == (id, "off", "officer-b")
    assert said.service_time == SERVICE + timedelta(seconds=60)
    assert said.bench_time == START - timedelta(days=40)


def test_what_is_not_within_is_said_before_and_refused_after(desk: Workplace) -> None:
    gives(desk, grants=(Grant(kind="release"), Grant(kind="hold", needs_second=True)))
    assert in_the_way(desk, "hold", reason="H01") == {"mandate.needs_second"}
    assert in_the_way(desk, "hold", reason="H01", second="officer-a") == {"mandate.second_same"}
    assert in_the_way(desk, "hold", reason="H01", second="officer-b") == set()
    with pytest.raises(Refused) as refused:
        desk.decides("seize", reason="S01", legal_basis="x")
    assert "mandate.kind" in in_the_way(desk, "seize", reason="S01", legal_basis="x")
    assert refused.value.code.startswith("decision.")
    assert desk.ledger.head.sequence == 0


def test_off_line_it_holds_for_as_long_as_it_says_whatever_the_bench_s_clock_shows(
    desk: Workplace, clock: FakeClock
) -> None:
    gives(desk, offline_s=2 * DAY_S)
    desk.is_up = False
    clock.set(START + timedelta(days=200))
    clock.advance(2 * DAY_S)
    assert in_the_way(desk, "release") == set()
    assert desk.mandate.card().state == card.HOLDS
    clock.advance(1)
    assert in_the_way(desk, "release") == {"mandate.offline_too_long"}
    assert desk.mandate.card().state == card.ALONE_TOO_LONG
    assert desk.mandate.left() == timedelta()
    desk.is_up = True
    desk.time.hear(SERVICE + timedelta(days=3))
    assert in_the_way(desk, "release") == set()
    desk.time.hear(SERVICE + timedelta(days=31))
    assert in_the_way(desk, "release") == {"mandate.expired"}


def test_an_officer_without_one_decides_nothing_where_others_have_theirs(desk: Workplace) -> None:
    gives(desk)
    desk.officer = replace(desk.officer, id="officer-b")
    assert in_the_way(desk, "release") == {"mandate.none"}
    assert desk.mandate.card().state == card.NONE
    gives(desk, "officer-b")
    assert in_the_way(desk, "release") == set()


def test_a_bench_knows_the_officers_who_were_given_a_mandate_for_it(desk: Workplace) -> None:
    gives(desk, "officer-b")
    assert desk.deciding.knows_officer("officer-b")
    assert not desk.deciding.knows_officer("zz")


def test_taking_back_a_release_that_was_not_sent_needs_none(desk: Workplace) -> None:
    gives(desk, grants=(Grant(kind="release"),))
    recorded = desk.decides("release")
    opened = desk.opens()
    desk.deciding.record(desk.deciding.annulment_of(recorded), opened, None, ())
    assert (entry(desk).kind, entry(desk).mandate) == ("annul", "")
    assert desk.opens().with_pending.standing is Standing.UNDECIDED


def test_a_mandate_over_an_owner_lifts_its_hold_in_its_name(desk: Workplace) -> None:
    whole = tuple(ScopeEntry(goods=item.id) for item in goods())
    hold = Act(id="h", kind="hold", scope=whole, owner="medicines", agency="medicines")
    desk.hears_again(parcel("C-1", FIRST, acts=(hold,)))
    gives(desk)
    assert in_the_way(desk, "lift", reason="L01", names=("h",)) == {"owner.other"}
    desk.officer = replace(desk.officer, id="officer-b")
    gives(desk, "officer-b", over_holds=("medicines",))
    desk.decides("lift", reason="L01", names=("h",))
    assert entry(desk).owner == "medicines"
    assert desk.opens().with_pending.standing is Standing.UNDECIDED


def test_a_seizure_is_annulled_within_a_mandate_only(desk: Workplace) -> None:
    whole = tuple(ScopeEntry(goods=item.id) for item in goods())
    desk.hears_again(parcel("C-1", FIRST, acts=(Act(id="s", kind="seize", scope=whole),)))
    gives(desk)
    assert in_the_way(desk, "annul", names=("s",)) == {"mandate.needed"}
    desk.officer = replace(desk.officer, id="officer-b")
    gives(desk, "officer-b", may_annul=("seize",))
    desk.decides("annul", names=("s",))
    assert (entry(desk).owner, entry(desk).mandate) == ("", "m-officer-b-1")
    assert desk.opens().with_pending.standing is Standing.UNDECIDED


@pytest.mark.parametrize("may", [True, False])
def test_a_release_says_whether_the_goods_may_leave_before_the_answer(desk: Workplace, may: bool) -> None:
    gives(desk, may_leave_before_acknowledged=may)
    recorded = desk.decides("release")
    assert recorded.may_leave is may
    assert desk.opens().leave == ("annulment" if may else "acknowledged")
    desk.hears_again(parcel("C-1", FIRST, acts=(Act(id="h", kind="hold", owner="medicines"),)))
    assert desk.opens().leave == ""


def test_no_goods_may_leave_from_a_bench_that_was_taken_out_of_service(desk: Workplace) -> None:
    gives(desk, may_leave_before_acknowledged=True)
    desk.is_revoked = True
    assert not desk.decides("release").may_leave
    assert desk.opens().leave == "acknowledged"
    assert not desk.mandate.card().may_leave_before_acknowledged


def test_goods_leave_when_the_release_cannot_be_annulled_and_the_mandate_still_holds(
    desk: Workplace, clock: FakeClock
) -> None:
    gives(desk, may_leave_before_acknowledged=True, valid_s=60)
    recorded = desk.decides("release")
    assert recorded.annul_within_s > 0
    assert desk.opens().leave == "annulment"
    clock.advance(seconds=recorded.annul_within_s)
    assert desk.opens().leave == "now"
    clock.advance(seconds=60)
    assert desk.mandate.card().state == card.EXPIRED
    assert desk.opens().leave == "acknowledged"


def test_the_card_tells_each_kind_and_until_when(desk: Workplace, clock: FakeClock) -> None:
    seizing = Grant(kind="seize", off_line=False, needs_second=True)
    gives(desk, grants=(Grant(kind="*"), seizing), offices=(OFFICE,), over_holds=("medicines",))
    clock.advance(3600)
    shown = desk.mandate.card()
    assert [each.kind for each in shown.kinds] == ["release", "hold", "lift", "seize", "annul", "acknowledge"]
    assert shown.kinds[3].grants == (seizing,)
    assert (shown.valid_until, shown.off_line_until) == (
        SERVICE + timedelta(days=30),
        SERVICE + timedelta(days=10),
    )
    assert shown.left == timedelta(days=10, seconds=-3600)
    assert desk.mandate.alone() == timedelta(seconds=3600)
