"""Images: fetched ahead, resumed, verified; one that is not what its hash says is left alone and said."""

import hashlib
from collections.abc import Callable, Iterator

import msgspec
import pytest
from msgspec.structs import replace

from tests.central.making import consignment, document
from tests.fakes.disk import Disk
from tests.fakes.faulty_line import FaultyLine, Forward, Reply, Request, changed, cut_off, lose_request
from tests.sync.bench import Bench
from workstation.central.store import CentralStore
from workstation.domain.consignment import RiskAssessment, ScanImage
from workstation.domain.problems import Unavailable
from workstation.sync import images
from workstation.sync.image_line import ImageLine
from workstation.sync.news import ImageArrived, ImageFailed, LineState


def put(service: CentralStore, id: str, body: bytes, score: int = 50) -> str:
    """A consignment with one image at the service; the image's SHA-256."""
    sha256 = hashlib.sha256(body).hexdigest()
    service.put_image(body)
    image = ScanImage(sha256=sha256, size_bytes=len(body))
    risk = RiskAssessment(lane="red", score=score)
    service.put_consignments([msgspec.json.encode(replace(consignment(id, images=(image,)), risk=risk))])
    return sha256


@pytest.fixture
def fetched(bench: Bench) -> Callable[[], list[str]]:
    """Fetches all that is to be had; the images that arrived, in order."""

    def fetch() -> list[str]:
        bench.images.look_ahead()
        while bench.images.fetch_one(64_000_000):
            pass
        return [news.sha256 for news in bench.news if isinstance(news, ImageArrived)]

    return fetch


def failures(bench: Bench) -> list[str]:
    return [news.code for news in bench.news if isinstance(news, ImageFailed)]


def test_images_come_in_the_order_of_the_queue(service: CentralStore, bench: Bench, fetched) -> None:
    low, high = put(service, "C1", b"low" * 99, 20), put(service, "C2", b"high" * 99, 90)
    bench.pull()
    assert fetched() == [high, low]
    assert bench.cache.reader().image(high) == b"high" * 99


def test_the_image_on_the_screen_comes_first(service: CentralStore, bench: Bench, fetched) -> None:
    low, high = put(service, "C1", b"low", 20), put(service, "C2", b"high", 90)
    bench.pull()
    bench.images.want(low)
    assert fetched() == [low, high]


def test_an_image_goes_on_where_it_broke_off(
    service: CentralStore, service_line: FaultyLine, bench: Bench, fetched
) -> None:
    sha256 = put(service, "C1", bytes(range(256)) * 10)
    bench.pull()
    service_line.then += [cut_off, lose_request]
    for _ in range(2):
        with pytest.raises(Unavailable):
            fetched()
    assert fetched() == [sha256]
    ranges = [r.headers.get("range", "") for r in service_line.requests if "/images/" in r.path]
    assert ranges == ["", "bytes=1280-", "bytes=1280-"]


def test_an_image_that_is_not_what_its_hash_says_is_tried_three_times_and_no_more(
    service: CentralStore, service_line: FaultyLine, bench: Bench, fetched
) -> None:
    sha256 = put(service, "C1", b"the image")
    bench.pull()
    service_line.always = changed(lambda _body: b"another image")
    for _ in range(6):
        assert fetched() == []
        bench.clock.advance(200)
    assert failures(bench) == ["image.wrong_hash"] * 3
    assert bench.images.fault_of(sha256) == "image.wrong_hash"
    assert bench.cache.reader().image(sha256) is None


def test_one_bad_image_does_not_keep_the_others_back(
    service: CentralStore, service_line: FaultyLine, bench: Bench, fetched
) -> None:
    bad, good = put(service, "C1", b"bad", 90), put(service, "C2", b"good", 20)
    bench.pull()

    def spoil_bad(request: Request, forward: Forward) -> bytes:
        return Reply(200, b"spoilt").raw() if bad in request.path else forward().raw()

    service_line.always = spoil_bad
    assert fetched() == [good]


def test_an_image_that_the_service_does_not_have_yet_is_asked_for_again_later(
    service: CentralStore, service_line: FaultyLine, bench: Bench, fetched
) -> None:
    body = b"comes later"
    sha256 = hashlib.sha256(body).hexdigest()
    service.put_consignments([document("C1", images=(ScanImage(sha256=sha256, size_bytes=11),))])
    bench.pull()
    assert fetched() == fetched() == []
    assert failures(bench) == ["image.not_found"]
    service.put_image(body)
    bench.clock.advance(600)
    assert fetched() == [sha256]
    assert bench.images.fault_of(sha256) == ""


def test_an_image_larger_than_the_budget_is_not_fetched(service: CentralStore, bench: Bench, fetched) -> None:
    sha256 = put(service, "C1", b"x" * 20_000)
    bench.pull()
    assert fetched() == []
    bench.images.want(sha256)
    assert fetched() == []
    assert bench.images.fault_of(sha256) == "image.too_large"


def test_an_image_is_never_larger_than_memory_allows_whatever_the_service_says(
    service: CentralStore, bench: Bench, fetched, monkeypatch
) -> None:
    monkeypatch.setattr(images, "_LARGEST", 1_000)
    sha256, small = put(service, "C1", b"x" * 1_001), put(service, "C2", b"y" * 1_000)
    bench.pull()
    bench.images.want(sha256)
    assert fetched() == [small]
    assert bench.images.fault_of(sha256) == "image.too_large"


def test_an_image_on_the_screen_stays_wanted_while_the_disk_is_low(
    service: CentralStore, service_line: FaultyLine, bench: Bench, fetched, disk: Disk
) -> None:
    first, wanted = put(service, "C1", b"first", 90), put(service, "C2", b"wanted", 20)
    bench.pull()
    bench.images.want(wanted)
    disk.free = 0
    asked = len(service_line.requests)
    with pytest.raises(Unavailable) as met:
        fetched()
    assert met.value.code == "disk.low"
    assert len(service_line.requests) == asked
    disk.free = 1_000_000_000
    assert fetched() == [wanted, first]


def test_fetching_ahead_keeps_within_the_budget(service: CentralStore, bench: Bench, fetched) -> None:
    wanted = [put(service, f"C{n}", bytes([n]) * 4000, 90 - n) for n in range(1, 5)]
    bench.pull()
    assert fetched() == wanted[:2]
    bench.images.want(wanted[3])
    assert fetched() == [*wanted[:2], wanted[3]]
    assert bench.cache.reader().totals().images_bytes <= 10_000


# --- in the order of the queue as it is shown ---------------------------------------------------------------


def refs_of(bench: Bench, *ids: str) -> tuple[int, ...]:
    return tuple(bench.cache.reader().refs_of(ids)[id_] for id_ in ids)


def test_the_next_of_the_queue_as_it_is_shown_come_before_those_of_a_higher_score(
    service: CentralStore, bench: Bench, fetched
) -> None:
    high, low, middle = (
        put(service, f"C{n}", bytes([n]) * 99, score) for n, score in ((1, 90), (2, 10), (3, 50))
    )
    bench.pull()
    bench.images.order((), refs_of(bench, "C2", "C3"))
    assert fetched() == [low, middle, high]


def test_another_order_holds_for_what_is_fetched_next(service: CentralStore, bench: Bench) -> None:
    first, second, third = (put(service, f"C{n}", bytes([n]) * 99, 90 - n) for n in range(1, 4))
    bench.pull()
    bench.images.look_ahead()
    assert bench.images.fetch_one(64_000_000)
    bench.images.order((), refs_of(bench, "C3"))
    assert bench.images.fetch_one(64_000_000)
    assert [each.sha256 for each in bench.news if isinstance(each, ImageArrived)] == [first, third]
    assert bench.images.wait_of(second).state == "in_line"


def test_the_next_of_the_queue_come_though_the_budget_was_turned_over_before(
    service: CentralStore, bench: Bench, fetched
) -> None:
    images = [put(service, f"C{n}", bytes([n]) * 4000, 90 - n) for n in range(1, 6)]
    bench.pull()
    assert fetched() == images[:2]
    bench.images.order((), refs_of(bench, "C4", "C5"))
    assert fetched() == [*images[:2], images[3], images[4]]
    reader = bench.cache.reader()
    assert reader.has_images(images[3:]) == set(images[3:])
    assert reader.totals().images_bytes <= 10_000


def test_what_was_fetched_ahead_and_pushed_out_is_not_fetched_ahead_again(
    service: CentralStore, bench: Bench, fetched
) -> None:
    images = [put(service, f"C{n}", bytes([n]) * 4000, 90 - n) for n in range(1, 6)]
    bench.pull()
    for ids in (("C4", "C5"), ("C2", "C3"), ("C4", "C5"), ("C2", "C3")):
        bench.images.order((), refs_of(bench, *ids))
        brought = fetched()
    assert sorted(brought) == sorted({*brought})
    bench.images.want(images[3])
    assert fetched()[-1] == images[3]


def test_sizes_that_were_told_too_small_never_lead_over_the_budget(
    service: CentralStore, bench: Bench, fetched
) -> None:
    for n in range(1, 6):
        body = bytes([n]) * 4000
        service.put_image(body)
        image = ScanImage(sha256=hashlib.sha256(body).hexdigest(), size_bytes=1)
        service.put_consignments([document(f"C{n}", images=(image,))])
    bench.pull()
    bench.images.order((), refs_of(bench, *(f"C{n}" for n in range(1, 6))))
    fetched()
    assert bench.cache.reader().totals().images_bytes <= 10_000


# --- when it will be here -----------------------------------------------------------------------------------


def test_an_image_says_how_many_come_before_it_and_how_long_that_takes(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    first, second, third = (put(service, f"C{n}", bytes([n]) * 3000, 90 - n) for n in range(1, 4))
    bench.pull()

    def slow(_request: Request, forward: Forward) -> bytes:
        bench.clock.advance(3)
        return forward().raw()

    service_line.always = slow
    bench.images.look_ahead()
    assert bench.images.wait_of(second).place == 1
    assert bench.images.wait_of(second).seconds(3000) is None
    assert bench.images.fetch_one(64_000_000)
    wait = bench.images.wait_of(third)
    assert (wait.state, wait.place, wait.before_bytes) == ("in_line", 1, 3000)
    assert wait.bytes_per_s == pytest.approx(1000)
    assert wait.seconds(3000) == pytest.approx(6)
    bench.images.want(third)
    assert bench.images.wait_of(third).seconds(3000) == pytest.approx(3)
    assert bench.images.wait_of(first).state == "not_asked"


def test_an_image_that_is_coming_counts_what_is_here_of_it(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    sha256 = put(service, "C1", bytes(range(256)) * 10)
    bench.pull()
    bench.images.want(sha256)
    waits = []

    def ask(_request: Request, forward: Forward) -> bytes:
        waits.append(bench.images.wait_of(sha256))
        return forward().raw()

    service_line.then += [cut_off]
    service_line.always = ask
    with pytest.raises(Unavailable):
        bench.images.fetch_one(64_000_000)
    assert bench.images.fetch_one(64_000_000)
    assert [(wait.state, wait.received) for wait in waits] == [("coming", 1280)]


def test_what_is_on_the_screen_stays_first_when_the_line_breaks(
    service: CentralStore, service_line: FaultyLine, bench: Bench, fetched
) -> None:
    put(service, "C1", b"high" * 99, 90)
    low = put(service, "C2", b"low" * 99, 20)
    bench.pull()
    bench.images.want(low)
    service_line.then += [lose_request]
    with pytest.raises(Unavailable):
        fetched()
    assert fetched()[0] == low


def test_what_the_officer_left_is_not_waited_for(service: CentralStore, bench: Bench, fetched) -> None:
    left, here = put(service, "C1", b"left", 10), put(service, "C2", b"here", 20)
    bench.pull()
    bench.images.want(left)
    bench.images.want(here)
    bench.images.order((here,), ())
    assert fetched() == [here, left]


def test_a_large_image_that_is_fetched_ahead_stands_back_and_goes_on_later(
    service: CentralStore, service_line: FaultyLine, bench: Bench, monkeypatch
) -> None:
    monkeypatch.setattr(images, "_RATHER_FINISHED", 100)
    large, wanted = put(service, "C1", bytes(8_000), 90), put(service, "C2", b"wanted", 10)
    bench.pull()

    def opened_meanwhile(_request: Request, forward: Forward) -> Iterator[bytes]:
        seen = len(service_line.requests)
        bench.images.want(wanted)
        answer = forward().raw()
        yield answer[:-7_000]
        service_line.wait_for_requests(seen + 1)
        yield answer[-7_000:]

    bench.images.look_ahead()
    service_line.then += [opened_meanwhile]
    while bench.images.fetch_one(64_000_000):
        pass
    assert [each.sha256 for each in bench.news if isinstance(each, ImageArrived)] == [wanted, large]
    asked = [r.headers.get("range", "") for r in service_line.requests if "/images/" in r.path]
    assert asked[0] == asked[1] == ""
    assert asked[2].startswith("bytes=")
    assert bench.cache.reader().image(large) == bytes(8_000)


# --- before the line has found the service ----------------------------------------------------------------


def test_what_is_asked_before_the_line_is_there_is_asked_when_it_is(
    service: CentralStore, bench: Bench, fetched
) -> None:
    low, high = put(service, "C1", b"low", 20), put(service, "C2", b"high", 90)
    bench.pull()
    state, woken = [LineState(phase="starting")], []
    line = ImageLine(lambda: state[0])
    line.order((low,), refs_of(bench, "C2"))
    line.fetch_now(low)
    line.fetch_now(high)
    line.order((low,), refs_of(bench, "C2"))
    assert line.wait_of(low).state == "not_asked"
    line.connect(bench.images, lambda: woken.append(True))
    assert woken == [True]
    assert line.wait_of(low).state == "in_line"
    for phase, said in (("pulling", "pulling"), ("off_line", "line_down"), ("drill", "line_down")):
        state[0] = LineState(phase=phase)
        assert line.wait_of(low).state == said
    assert fetched() == [low, high]
