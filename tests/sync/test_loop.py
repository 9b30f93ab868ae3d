"""The sync thread: it fills, sends and follows by itself, says how the line stands, and nothing ends it but
stop.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest

from tests.central.making import coded_lists, document
from tests.fakes.clock import FakeClock
from tests.fakes.disk import Disk
from tests.fakes.faulty_line import (
    FaultyLine,
    changed,
    lose_answer,
    lose_request,
    problem,
    says,
    sign_in_page,
)
from tests.sync.bench import Bench
from workstation.central.store import CentralStore
from workstation.domain.problems import Unavailable
from workstation.host.clock import Clock, SystemClock
from workstation.identity.token import Token
from workstation.ledger.values import DeliveryCounts
from workstation.sync import pull
from workstation.sync.backoff import Backoff
from workstation.sync.history import LOSSES_WITHIN_S, MOST_LOSSES
from workstation.sync.loop import SyncLoop
from workstation.sync.news import CacheChanged, LineChanged, LineState, News, ReferenceChanged

WITHIN_S = 20.0


class Watch:
    """Waits for what the sync thread tells: after each news the condition is looked at again."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._told = threading.Condition()
        self.bugs: list[BaseException] = []
        self.loop: SyncLoop | None = None

    def hear(self, news: News) -> None:
        with self._told:
            self._bench.news.append(news)
            self._told.notify_all()

    def catch(self, error: BaseException) -> None:
        with self._told:
            self.bugs.append(error)
            self._told.notify_all()

    def until(self, is_so: Callable[[], bool]) -> None:
        with self._told:
            assert self._told.wait_for(is_so, WITHIN_S), f"never so; {self.state()}, {self.bugs}"

    def state(self) -> LineState:
        assert self.loop is not None
        return self.loop.state()

    def counts(self) -> DeliveryCounts:
        return self._bench.ledger.counts()


@contextmanager
def running(bench: Bench, clock: Clock | None = None, **pace: Any) -> Iterator[Watch]:
    watch = Watch(bench)
    bench.news = []
    watch.loop = bench.loop(watch.catch, clock or SystemClock(), hear=watch.hear, **pace)
    watch.loop.start()
    try:
        yield watch
    finally:
        assert watch.loop.stop(WITHIN_S)


def test_the_queue_fills_and_decisions_go_out_by_themselves(service: CentralStore, bench: Bench) -> None:
    service.put_reference(coded_lists())
    service.put_consignments([document(f"C{n}") for n in range(1, 9)])
    with running(bench) as watch:
        watch.until(lambda: len(bench.ids()) == 8 and watch.state().phase == "on_line")
        assert ReferenceChanged(name="reasons") in bench.news
        assert watch.state().last_heard is not None
        assert watch.state().clock_offset_ms is not None
        event = bench.decide("hold", "C1", reason="R1")
        assert watch.loop is not None
        watch.loop.wake()
        watch.until(lambda: bench.states()[event] == "acknowledged")
        assert watch.bugs == []


def test_reasons_are_here_before_the_first_consignment(service: CentralStore, bench: Bench) -> None:
    service.put_reference(coded_lists())
    service.put_consignments([document("C1")])
    with running(bench) as watch:
        watch.until(lambda: bench.ids() == ["C1"])
        first = next(news for news in bench.news if isinstance(news, CacheChanged))
        assert bench.news.index(ReferenceChanged(name="reasons")) < bench.news.index(first)
        assert bench.cache.reader().reference("reasons") is not None


def test_a_consignment_put_in_later_arrives_by_itself(service: CentralStore, bench: Bench) -> None:
    with running(bench) as watch:
        watch.until(lambda: watch.state().phase == "on_line")
        service.put_consignments([document("C1")])
        watch.until(lambda: bench.ids() == ["C1"])


@pytest.mark.parametrize("fault", [lose_request, sign_in_page, says(500)])
def test_the_line_breaks_and_comes_back(
    service: CentralStore, service_line: FaultyLine, bench: Bench, fault: object
) -> None:
    service.put_consignments([document("C1")])
    with running(bench) as watch:
        watch.until(lambda: bench.ids() == ["C1"])
        service_line.always = fault  # type: ignore[assignment]
        watch.until(lambda: watch.state().phase == "off_line")
        assert watch.state().problem
        assert watch.state().next_try is not None
        event = bench.decide("hold")
        service_line.always = None
        watch.until(lambda: bench.states()[event] == "acknowledged")
        watch.until(lambda: watch.state().phase == "on_line")
        assert (watch.state().problem, watch.state().next_try) == ("", None)
        assert watch.bugs == []


def test_answers_lost_again_and_again_double_nothing(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    service.put_consignments([document(f"C{n}") for n in range(1, 6)])
    bench.pull()
    events = [bench.decide("hold", f"C{n}") for n in range(1, 6)]
    service_line.then += [says(500), lose_answer, lose_answer, lose_request, lose_answer]
    with running(bench) as watch:
        watch.until(lambda: watch.counts().acknowledged == 5)
    assert len(service.events().events) == len(events)


def test_a_refused_token_is_said_and_a_new_one_is_enough(service: CentralStore, bench: Bench) -> None:
    service.put_consignments([document("C1")])
    token, bench.token = bench.token, None
    with running(bench) as watch:
        watch.until(lambda: watch.state().phase == "refused")
        assert watch.state().problem == "token.missing"
        bench.token = token
        watch.until(lambda: bench.ids() == ["C1"])


@pytest.mark.expected_log("began a new epoch|lost a part of its history")
def test_a_service_that_began_anew_gets_everything_again(service: CentralStore, bench: Bench) -> None:
    service.put_consignments([document("C1")])
    with running(bench, information_s=0.0) as watch:
        watch.until(lambda: bench.ids() == ["C1"])
        event = bench.decide("hold")
        watch.until(lambda: bench.states()[event] == "acknowledged")
        service.begin_epoch()
        watch.until(lambda: any(row.attempts == 2 for row in bench.ledger.deliveries(None, 10)))
        watch.until(lambda: bench.states()[event] == "acknowledged")
        assert bench.ids() == ["C1"]


@pytest.mark.expected_log("lost a part of its history")
def test_a_service_restored_from_a_copy_gets_everything_again(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    service.put_consignments([document("C1")])
    with running(bench) as watch:
        watch.until(lambda: bench.ids() == ["C1"])
        event = bench.decide("hold")
        watch.until(lambda: bench.states()[event] == "acknowledged")

        def ahead_once(request, forward):
            if request.path == "/v1/changes":
                service_line.always = None
                return problem(410, "cursor.ahead")(request, forward)
            return forward().raw()

        service_line.always = ahead_once
        watch.until(lambda: any(row.attempts == 2 for row in bench.ledger.deliveries(None, 10)))
        watch.until(lambda: bench.states()[event] == "acknowledged" and watch.state().phase == "on_line")


def test_a_bug_in_a_listener_reaches_the_funnel_and_the_loop_goes_on(
    service: CentralStore, bench: Bench
) -> None:
    service.put_consignments([document("C1")])
    watch = Watch(bench)

    def listen(news: News) -> None:
        watch.hear(news)
        if isinstance(news, LineChanged):
            raise KeyError("a bug of the listener")

    watch.loop = bench.loop(watch.catch, SystemClock(), hear=listen)
    watch.loop.start()
    try:
        watch.until(lambda: bench.ids() == ["C1"] and bool(watch.bugs))
    finally:
        assert watch.loop.stop(WITHIN_S)
    assert {type(bug) for bug in watch.bugs} == {KeyError}


def full_disk(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A cache that takes no page while this is set."""
    writer = bench.cache.writer()
    store = writer.apply_page
    full = threading.Event()
    full.set()

    def store_or_not(*args, **more):
        if full.is_set():
            raise Unavailable("The disk is full.", code="disk.full")
        return store(*args, **more)

    monkeypatch.setattr(writer, "apply_page", store_or_not)
    return full


def test_a_full_disk_of_the_cache_is_no_broken_line(service: CentralStore, bench: Bench, monkeypatch) -> None:
    service.put_consignments([document("C1")])
    full = full_disk(bench, monkeypatch)
    with running(bench) as watch:
        watch.until(lambda: watch.state().problem == "disk.full")
        assert watch.state().phase == "on_line"
        full.clear()
        watch.until(lambda: bench.ids() == ["C1"] and watch.state().problem == "")


def test_a_full_disk_is_over_with_the_first_page_that_it_takes(
    service: CentralStore, bench: Bench, monkeypatch
) -> None:
    service.put_consignments([document(f"C{n}") for n in range(1, 6)])
    full = full_disk(bench, monkeypatch)
    with running(bench, page_size=1) as watch:
        watch.until(lambda: watch.state().problem == "disk.full")
        full.clear()
        watch.until(lambda: len(bench.ids()) == 5 and watch.state().phase == "on_line")
        states = [news.state for news in bench.news if isinstance(news, LineChanged)]
    filling = [state.problem for state in states if state.phase == "pulling"]
    assert filling == [""] * len(filling) != []


def test_the_next_pages_are_asked_for_at_once(service: CentralStore, bench: Bench, monkeypatch) -> None:
    monkeypatch.setattr(pull, "_PAGES_AT_ONCE", 2)
    service.put_consignments([document(f"C{n}") for n in range(1, 31)])
    with running(bench, poll_s=600.0) as watch:
        watch.until(lambda: len(bench.ids()) == 30 and watch.state().phase == "on_line")
        assert watch.bugs == []


def test_on_a_low_disk_nothing_is_fetched_and_decisions_go_out(
    service: CentralStore, bench: Bench, disk: Disk
) -> None:
    service.put_consignments([document("C1")])
    bench.pull()
    service.put_consignments([document("C2")])
    disk.free = 299_000_000
    with running(bench) as watch:
        watch.until(lambda: watch.state().problem == "disk.low")
        assert watch.state().phase == "on_line"
        assert watch.state().next_try is not None
        event = bench.decide("hold")
        watch.until(lambda: bench.states()[event] == "acknowledged")
        assert (bench.ids(), watch.state().problem) == (["C1"], "disk.low")
        disk.free = 300_000_000
        watch.until(lambda: bench.ids() == ["C1", "C2"] and watch.state().problem == "")
        assert watch.state().next_try is None
        assert watch.bugs == []


def test_a_long_pause_of_the_pull_is_none_for_what_was_held_back(
    service: CentralStore, bench: Bench, disk: Disk
) -> None:
    service.put_consignments([document("C1")])
    bench.pull()
    disk.free = 0
    release = bench.decide("release", hold_back_s=0.3)
    with running(bench, bench.clock, first_pause_s=60.0) as watch:
        watch.until(lambda: watch.state().problem == "disk.low")
        bench.clock.advance(0.3)
        watch.until(lambda: bench.states()[release] == "acknowledged")


@pytest.mark.expected_log("began a new epoch|lost a part of its history|not believed for a while")
def test_a_service_that_begins_anew_without_end_still_gets_what_is_decided(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    service.put_consignments([document("C1")])
    bench.pull()
    first = bench.decide("hold")
    bench.push()
    epochs = count()

    def another_epoch(body: bytes) -> bytes:
        return re.sub(rb'"epoch":"[^"]*"', b'"epoch":"e%d"' % next(epochs), body)

    service_line.always = changed(another_epoch)
    with running(bench, bench.clock, information_s=0.0) as watch:
        watch.until(lambda: watch.state().problem == "service.unsettled")
        assert watch.state().phase == "on_line"
        second = bench.decide("hold")
        assert watch.loop is not None
        watch.loop.wake()
        watch.until(lambda: bench.states()[second] == "acknowledged")
        sent = sum(b'"id":"%s"' % first.encode() in request.body for request in service_line.requests)
        # Once itself, once for the epoch that was another than in the ledger, and then as often as believed.
        assert 2 < sent <= 2 + MOST_LOSSES
        # It is believed again by itself, once it has not said so for a while.
        service_line.always = None
        before = len(service_line.paths("POST"))
        bench.clock.advance(LOSSES_WITHIN_S)
        watch.loop.wake()
        watch.until(lambda: watch.state().problem == "" and watch.counts().waiting == 0)
        assert len(service_line.paths("POST")) > before
        assert bench.ids() == ["C1"]
        assert watch.bugs == []


def test_stop_ends_a_request_that_hangs(service_line: FaultyLine, bench: Bench) -> None:
    service_line.always = service_line.hang
    with running(bench):
        service_line.wait_for_requests(1)


# --- when it tries again ----------------------------------------------------------------------------------


def test_pauses_double_to_a_minute_and_begin_anew_after_success() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [backoff.after_failure() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    backoff.after_success()
    assert backoff.after_failure() == 1


def test_chance_spreads_the_benches_and_never_undercuts_what_the_service_asked() -> None:
    assert Backoff(lambda: 1.0).after_failure() == 0.5
    assert Backoff(lambda: 1.0).after_failure(30.0) == 30.0


def test_a_wake_does_not_shorten_what_the_service_asked_for(service_line: FaultyLine, bench: Bench) -> None:
    clock = FakeClock()
    service_line.always = problem(503, "busy", Retry_After="3600")
    watch = Watch(bench)
    watch.loop = bench.loop(watch.catch, clock, hear=watch.hear)
    watch.loop.start()
    try:
        watch.until(lambda: watch.state().phase == "off_line")
        watch.loop.wake()
        watch.until(lambda: watch.state().next_try is not None)
        asked = len(service_line.requests)
    finally:
        assert watch.loop.stop(WITHIN_S)
    assert asked == 1


# --- enrolled benches ---------------------------------------------------------------------------------------


def test_an_enrolled_bench_compares_after_each_sending(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    service.put_consignments([document("C1")])
    bench = make_bench(key=1)
    with running(bench) as watch:
        watch.until(lambda: watch.state().phase == "on_line" and watch.state().compared_at is not None)
        bench.pull()
        bench.decide("hold")
        assert watch.loop is not None
        watch.loop.wake()
        watch.until(lambda: watch.state().compared_count == 1)
        assert watch.state().compared_differs == 0
        assert watch.bugs == []


def test_a_revoked_bench_says_so_and_is_never_on_line_until_it_may_come_back(
    service: CentralStore, service_line: FaultyLine, make_bench: Callable[..., Bench]
) -> None:
    service.put_consignments([document("C1")])
    bench = make_bench(key=1)
    with running(bench) as watch:
        watch.until(lambda: watch.state().phase == "on_line" and bench.ids() == ["C1"])
        service.benches.revoke("bench-1")
        watch.until(lambda: watch.state().phase == "refused")
        assert watch.state().problem == "bench.revoked"
        event, told = bench.decide("hold"), len(bench.news)
        service_line.wait_for_requests(len(service_line.requests) + 2)
        phases = {news.state.phase for news in bench.news[told:] if isinstance(news, LineChanged)}
        assert phases <= {"refused"}
        assert bench.states() == {event: "waiting"}
        bench.token = Token(service.add_token("bench 1 again", "bench", "bench-1"))
        assert watch.loop is not None
        watch.loop.wake()
        watch.until(lambda: bench.states() == {event: "acknowledged"})
        assert watch.bugs == []
