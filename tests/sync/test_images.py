"""Images: fetched ahead, resumed, verified; one that is not what its hash says is left alone and said."""

import hashlib
from collections.abc import Callable

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
from workstation.sync.news import ImageArrived, ImageFailed


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
