"""Pull: the queue fills page by page, follows the service, and survives whatever the line and the service
do.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from tests.central.making import document
from tests.fakes.clock import FakeClock
from tests.fakes.disk import Disk
from tests.fakes.faulty_line import (
    FaultyLine,
    Forward,
    Reply,
    Request,
    changed,
    cut_off,
    lose_request,
    says,
    sign_in_page,
)
from tests.sync.bench import Bench, agency_act
from workstation.cache.writer import CacheWriter
from workstation.central.store import CentralStore
from workstation.contract.messages import Scope
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.problems import Unavailable
from workstation.sync import pull
from workstation.sync.news import AttentionRaised, CacheChanged
from workstation.sync.problems import Expired
from workstation.sync.pull import HistoryLost

GOODS = (ScopeEntry(goods="g1"),)


def fill(service: CentralStore, count: int) -> list[str]:
    ids = [f"C{n}" for n in range(1, count + 1)]
    service.put_consignments([document(id) for id in ids])
    return sorted(ids)


def paths(line: FaultyLine) -> list[str]:
    return [path.rpartition("/")[2] for path in line.paths() if "information" not in path]


# --- filling and following ----------------------------------------------------------------------------------


def test_the_queue_fills_page_by_page_and_then_follows_the_changes(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    ids = fill(service, 8)
    bench.pull()
    assert bench.ids() == ids
    assert paths(service_line) == ["snapshot"] * 3 + ["changes"]
    progress = [
        (news.sent, news.total) for news in bench.news if isinstance(news, CacheChanged) and not news.complete
    ]
    assert progress == [(3, 8), (6, 8)]
    assert CacheChanged(sent=8, total=8) in bench.news
    service.put_consignments([document("C9"), document("C1", lane="green")])
    bench.pull()
    assert bench.ids() == [*ids, "C9"]
    assert bench.consignment("C1").risk.lane == "green"
    assert paths(service_line)[-1] == "changes"


def test_nothing_new_changes_nothing(service: CentralStore, bench: Bench) -> None:
    fill(service, 2)
    bench.pull()
    told = len(bench.news)
    bench.pull()
    assert len(bench.news) == told


def test_what_leaves_the_scope_leaves_the_queue(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench(scope=Scope(lanes=("red",)))
    fill(service, 3)
    bench.pull()
    service.put_consignments([document("C2", lane="green")])
    service.withdraw("C3")
    bench.pull()
    assert bench.ids() == ["C1"]


def test_work_goes_on_between_pages(service: CentralStore, bench: Bench) -> None:
    fill(service, 8)
    seen: list[int] = []
    bench.pull(lambda: seen.append(len(bench.ids())))
    assert seen[:3] == [3, 6, 8]


# --- faults -----------------------------------------------------------------------------------------------


def test_a_bench_that_is_ended_between_the_last_page_and_the_end_of_the_snapshot_goes_on(
    service: CentralStore, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = fill(service, 4)
    with monkeypatch.context() as power:
        power.setattr(CacheWriter, "finish_snapshot", lost_power)
        with pytest.raises(SystemExit):
            bench.pull()
    service.put_consignments([document("C9")])
    bench.pull()
    assert bench.ids() == [*ids, "C9"]


def lost_power(_writer: CacheWriter) -> None:
    raise SystemExit


@pytest.mark.parametrize("fault", [cut_off, lose_request, sign_in_page, says(503)])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_pull_that_breaks_goes_on_where_it_stopped(
    service: CentralStore, service_line: FaultyLine, bench: Bench, fault: object, at: int
) -> None:
    ids = fill(service, 8)
    epoch = bench.client.service_information().information.epoch
    good = [changed(lambda body: body)] * at
    service_line.then += [*good, fault]  # type: ignore[list-item]
    with pytest.raises(Unavailable):
        bench.pulling.run(epoch, lambda: None)
    bench.pull()
    assert bench.ids() == ids
    # Every page was asked for once, and the one that broke twice.
    assert paths(service_line) == ["snapshot"] * (4 if at < 3 else 3) + ["changes"] * (1 if at < 3 else 2)


def test_a_bad_document_is_refused_alone(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    fill(service, 3)
    service_line.then += [
        changed(lambda body: body),  # service information
        changed(lambda body: body.replace(b'"id":"C2"', b'"id":["C2"]')),
    ]
    bench.pull()
    assert bench.ids() == ["C1", "C3"]
    assert next(news.refused for news in bench.news if isinstance(news, CacheChanged)) == 1


def test_a_page_that_leads_nowhere_ends_the_pull(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    fill(service, 8)
    first: list[bytes] = []

    def same_page(body: bytes) -> bytes:
        first.append(body)
        return first[0]

    epoch = bench.client.service_information().information.epoch
    service_line.always = changed(same_page)
    with pytest.raises(Unavailable, match="leads nowhere"):
        bench.pulling.run(epoch, lambda: None)


def large_unless(most: int) -> Callable[..., bytes]:
    """A service whose pages of more than `most` consignments grow beyond every limit."""

    def answer(request: Request, forward: Forward) -> bytes:
        asked = int(parse_qs(urlsplit(request.target).query).get("limit", ["0"])[0])
        return Reply(200, b" " * 20_000_001).raw() if asked > most else forward().raw()

    return answer


def test_a_page_that_is_too_large_is_asked_for_in_smaller_parts(
    service: CentralStore, service_line: FaultyLine, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench(page_size=10)
    ids = fill(service, 8)
    service_line.always = large_unless(2)
    between: list[int] = []
    bench.pull(lambda: between.append(len(bench.ids())))
    assert bench.ids() == ids
    # 10, 5, and 2 four times; then the changes, again from 2.
    assert paths(service_line) == ["snapshot"] * 6 + ["changes"]
    assert between[:2] == [0, 0]
    # The next pull begins with what was meant.
    service_line.always = None
    bench.pull()
    assert "limit=10" in service_line.requests[-1].target


def test_one_consignment_that_is_too_large_stops_the_pull_in_words(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    fill(service, 2)
    epoch = bench.client.service_information().information.epoch
    service_line.always = large_unless(0)
    with pytest.raises(Unavailable) as met:
        bench.pulling.run(epoch, lambda: None)
    assert met.value.code == "answer.too_large"
    assert paths(service_line) == ["snapshot"] * 2


def test_after_many_pages_everything_else_has_its_turn(
    service: CentralStore, bench: Bench, monkeypatch
) -> None:
    monkeypatch.setattr(pull, "_PAGES_AT_ONCE", 2)
    ids = fill(service, 14)
    epoch = bench.client.service_information().information.epoch
    bench.writes.to_ledger(lambda ledger: ledger.meet_epoch(epoch))
    assert [bench.pulling.run(epoch, lambda: None) for _ in range(3)] == [False, False, True]
    assert bench.ids() == ids


def test_pages_that_bring_nothing_lead_nowhere_and_keep_what_they_reached(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    fill(service, 1)
    bench.pull()
    epoch = bench.client.service_information().information.epoch
    numbers = count()

    def nothing(_request: Request, _forward: Forward) -> bytes:
        page = {"epoch": epoch, "cursor": f"empty-{next(numbers)}", "more": True, "consignments": []}
        return Reply(200, msgspec.json.encode(page)).raw()

    service_line.always = nothing
    with pytest.raises(Unavailable, match="leads nowhere"):
        bench.pulling.run(epoch, lambda: None)
    assert next(numbers) == 21
    with pytest.raises(Unavailable, match="leads nowhere"):
        bench.pulling.run(epoch, lambda: None)
    assert "since=empty-19" in service_line.requests[-21].target


def test_a_low_disk_stops_the_pull_after_the_page_that_came(
    service: CentralStore, bench: Bench, disk: Disk
) -> None:
    ids = fill(service, 8)

    def fill_up() -> None:
        disk.free = 0

    with pytest.raises(Unavailable) as met:
        bench.pull(fill_up)
    assert met.value.code == "disk.low"
    assert bench.cache.folder in disk.asked
    disk.free = 1_000_000_000
    bench.pull()
    assert bench.ids() == ids


# --- a service that lost or rebuilt its history ------------------------------------------------------------


def test_another_epoch_means_a_new_snapshot_and_everything_offered_again(
    service: CentralStore, bench: Bench
) -> None:
    ids = fill(service, 5)
    bench.pull()
    hold = bench.decide("hold")
    bench.push()
    service.begin_epoch()
    service.put_consignments([document("C6")])
    bench.pull()
    assert bench.ids() == [*ids, "C6"]
    assert bench.states() == {hold: "waiting"}
    bench.push()
    assert bench.states() == {hold: "acknowledged"}


def test_the_old_queue_stays_readable_until_the_new_snapshot_is_complete(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    ids = fill(service, 8)
    bench.pull()
    service.begin_epoch()
    service_line.then += [changed(lambda body: body)] * 3 + [lose_request]
    with pytest.raises(Unavailable):
        bench.pull()
    assert bench.ids() == ids
    bench.pull()
    assert bench.ids() == ids


def test_a_cursor_ahead_of_the_service_means_that_it_lost_something(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    fill(service, 2)
    bench.pull()
    epoch = bench.client.service_information().information.epoch
    service_line.then.append(says(410, {"status": 410, "code": "cursor.ahead"}))
    with pytest.raises(HistoryLost):
        bench.pulling.run(epoch, lambda: None)
    bench.pull()
    assert bench.ids() == ["C1", "C2"]
    assert paths(service_line)[-2:] == ["snapshot", "changes"]


def test_a_document_older_than_what_was_known_means_that_the_service_lost_something(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    fill(service, 1)
    bench.pull()
    service.put_consignments([document("C1", lane="blue"), document("C1", lane="red", version=2)])
    bench.pull()
    bench.decide("hold")
    service.put_consignments([document("C1", lane="green", version=3)])
    epoch = bench.client.service_information().information.epoch
    service_line.then.append(changed(lambda body: body.replace(b'"change":', b'"change":1,"was":')))
    with pytest.raises(HistoryLost):
        bench.pulling.run(epoch, lambda: None)


def test_an_expired_cursor_means_a_new_snapshot_and_nothing_else(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    fill(service, 4)
    bench.pull()
    epoch = bench.client.service_information().information.epoch
    service_line.then.append(says(410, {"status": 410, "code": "cursor.too_old"}))
    with pytest.raises(Expired):
        bench.pulling.run(epoch, lambda: None)
    bench.pull()
    assert len(bench.ids()) == 4


# --- what was decided here --------------------------------------------------------------------------------


def hold_of_agency(id: str, consignment: str = "C1", **more: object) -> bytes:
    act = Act(id=id, kind="hold", scope=GOODS, owner="NVWA", agency="NVWA", reason="food", **more)  # type: ignore[arg-type]
    return agency_act(consignment, act)


def test_a_changed_risk_after_a_decision_is_shown_once(service: CentralStore, bench: Bench) -> None:
    fill(service, 2)
    bench.pull()
    bench.decide("hold", "C1")
    service.put_consignments([document("C1", lane="yellow"), document("C2", lane="yellow")])
    bench.pull()
    assert bench.attention() == [("changed", "C1")]
    (attention,) = bench.ledger.attention(10)
    facts = [text for name, text in attention.facts]
    assert facts == ["risk", "risk.lane", "red", "yellow"]
    assert AttentionRaised(kind="changed", consignment="C1") in bench.news


def test_own_acts_coming_back_are_no_change(service: CentralStore, bench: Bench) -> None:
    fill(service, 1)
    bench.pull()
    bench.decide("hold")
    bench.push()
    bench.pull()
    assert bench.attention() == []
    assert bench.consignment().acts[0].outcome == "accepted"
    assert bench.shown() == ("held", "")


def test_a_hold_that_a_release_here_had_not_seen_is_a_conflict_and_a_recall(
    service: CentralStore, bench: Bench
) -> None:
    fill(service, 1)
    bench.pull()
    release = bench.decide("release")
    service.put_acts([hold_of_agency("hold-1")])
    bench.pull()
    assert bench.attention() == [("recall", "C1"), ("conflict", "C1")]
    recall, conflict = bench.ledger.attention(10)
    assert dict(conflict.facts)["missed"] == "hold-1"
    assert conflict.event == recall.event == release
    bench.push()
    bench.pull()
    assert bench.shown() == ("held", "")
    assert len(bench.attention()) == 2


def test_an_acknowledge_of_both_ends_conflict_and_recall(service: CentralStore, bench: Bench) -> None:
    fill(service, 1)
    bench.pull()
    release = bench.decide("release")
    service.put_acts([hold_of_agency("hold-1")])
    bench.pull()
    acknowledge = bench.decide("acknowledge", names=(release, "hold-1"))
    bench.push()
    assert bench.states()[acknowledge] == "acknowledged"
    assert bench.attention() == []


def test_a_recall_ends_when_its_hold_is_lifted(service: CentralStore, bench: Bench) -> None:
    fill(service, 1)
    bench.pull()
    release = bench.decide("release")
    bench.push()
    service.put_acts([hold_of_agency("hold-1", seen=(release,))])
    bench.pull()
    assert bench.attention() == [("recall", "C1")]
    lift = Act(id="lift-1", kind="lift", names=("hold-1",), seen=("hold-1",), owner="NVWA", agency="NVWA")
    service.put_acts([agency_act("C1", lift)])
    bench.pull()
    assert bench.attention() == []


def test_a_decision_made_while_a_page_is_under_way_is_compared_with_it(
    service: CentralStore, bench: Bench, clock: FakeClock
) -> None:
    fill(service, 8)
    bench.pull()
    service.put_consignments([document(f"C{n}", lane="yellow") for n in range(1, 9)])
    done: list[str] = []

    def decide_once() -> None:
        if not done:
            done.append(bench.decide("release", "C8"))

    bench.pull(decide_once)
    assert bench.attention() == [("changed", "C8")]


def test_a_cache_that_burnt_is_pulled_anew_and_shows_what_is_pending(
    service: CentralStore, make_bench: Callable[..., Bench], tmp_path: Path
) -> None:
    fill(service, 3)
    with make_bench() as bench:
        bench.pull()
        bench.decide("hold", "C2")
        bench.decided.look_again(["C2"])
        assert bench.shown("C2") == ("held", "hold")
    for file in (tmp_path / "bench-1").iterdir():
        if file.is_file() and not file.name.startswith("ledger"):
            file.unlink()
    again = make_bench()
    again.pull()
    assert again.ids() == ["C1", "C2", "C3"]
    assert again.shown("C2") == ("held", "hold")
