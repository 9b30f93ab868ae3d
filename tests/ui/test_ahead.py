"""The next image is ready before it is asked for, within a budget, and never in the way of the open one."""

from array import array

import pytest
from msgspec.structs import replace

from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_images import FakeImages, not_here, pixels
from tests.ui.robots_consignment import ImageRobot
from workstation.desk.ahead import NextImages
from workstation.domain.consignment import ScanImage
from workstation.sync.image_waits import ImageWait
from workstation.ui.parts.table import Column, IdWindowModel
from workstation.ui.scan_image.ahead import LookingAhead
from workstation.ui.scan_image.loading import ReadyImages, make_ready
from workstation.ui.scan_image.wait_words import when_here

pytestmark = pytest.mark.usefixtures("dressed")

ROWS = 8
NAMES = [f"{number:02x}" * 32 for number in range(ROWS)]


def image(number):
    return ScanImage(sha256=NAMES[number], view="top", width=640, height=480)


def parcel(number):
    return replace(opened(consignment(id=f"C-{number}", images=(image(number),))), ref=100 + number)


class FakeNext:
    """The queue's images as the desk tells them; `away` are those that have not come."""

    def __init__(self):
        self.orders, self.away = [], set()

    def order(self, on_screen, refs):
        self.orders.append((tuple(on_screen), tuple(refs)))

    def next_images(self, refs):
        return tuple(self._of(ref - 100) for ref in refs)

    def _of(self, number):
        name = NAMES[number]
        is_here = name not in self.away
        return NextImages(
            consignment=f"C-{number}",
            here=(image(number),) if is_here else (),
            awaited=() if is_here else (name,),
            found=(f"C-{number}",),
        )


@pytest.fixture
def source():
    images = FakeImages()
    for name in NAMES:
        images.put(name, pixels())
    return images


@pytest.fixture
def viewer(qtbot, background, source):
    return ImageRobot(qtbot, background, source)


@pytest.fixture
def following():
    return FakeNext()


@pytest.fixture
def queue(qtbot):
    model = IdWindowModel((Column("id", "id"),), lambda refs: [], lambda row: ())
    model.replace(array("q", range(100, 100 + ROWS)))
    return model


@pytest.fixture
def ahead(background, viewer, following, queue):
    return LookingAhead(following, background, queue, viewer.screen.loading)


def look_at(viewer, ahead, number, images=None):
    viewer.open(parcel(number), images=images)
    ahead.look_from(parcel(number))


def is_ready(viewer, *numbers):
    return all(viewer.screen.loading.ready(NAMES[number]) is not None for number in numbers)


def test_the_next_five_are_ready_before_they_are_opened_and_no_more(viewer, ahead, source, following, qtbot):
    look_at(viewer, ahead, 1)
    qtbot.waitUntil(lambda: is_ready(viewer, 2, 3, 4, 5, 6))
    assert source.asked == NAMES[1:7]
    assert following.orders == [((NAMES[1],), tuple(range(101, 108)))]


def test_the_next_case_is_on_the_screen_at_once_without_a_word_of_waiting(viewer, ahead, source, qtbot):
    look_at(viewer, ahead, 0)
    qtbot.waitUntil(lambda: is_ready(viewer, 1))
    source.gate.clear()
    viewer.screen.show_consignment(parcel(1))
    assert viewer.words() == [""]
    source.gate.set()


def test_the_last_two_stay_ready(viewer, ahead, source, qtbot):
    for number in (7, 6, 5):
        look_at(viewer, ahead, number)
    assert is_ready(viewer, 5, 6, 7)
    assert source.asked == [NAMES[7], NAMES[6], NAMES[5]]


def test_what_is_not_in_the_list_leads_on_from_its_top(viewer, ahead, following, queue, qtbot):
    queue.replace(array("q", range(101, 100 + ROWS)))
    look_at(viewer, ahead, 0)
    qtbot.waitUntil(lambda: is_ready(viewer, 1, 2))
    assert following.orders[0][1] == (100, *range(101, 108))


def test_what_is_opened_goes_before_what_comes_next(viewer, ahead, source, qtbot):
    look_at(viewer, ahead, 0)
    qtbot.waitUntil(lambda: is_ready(viewer, 1))
    source.gate.clear()
    viewer.screen.show_consignment(parcel(7))
    begun = list(source.asked)
    source.gate.set()
    qtbot.waitUntil(lambda: NAMES[7] in viewer.painted)
    # One at most was under way when it was opened.
    assert source.asked.index(NAMES[7]) <= len(begun) + 1


def test_an_image_that_is_being_made_ready_is_not_made_twice_when_it_is_opened(viewer, ahead, source, qtbot):
    viewer.open(parcel(0))
    source.gate.clear()
    ahead.look_from(parcel(0))
    qtbot.waitUntil(lambda: NAMES[1] in source.asked)
    viewer.screen.show_consignment(parcel(1))
    assert "being read" in viewer.words()[0]
    source.gate.set()
    qtbot.waitUntil(lambda: NAMES[1] in viewer.painted)
    assert source.asked.count(NAMES[1]) == 1


def test_what_comes_from_the_service_meanwhile_is_made_ready(viewer, ahead, following, source, qtbot):
    following.away = set(NAMES[1:])
    look_at(viewer, ahead, 0)
    qtbot.waitUntil(lambda: ahead._awaited == frozenset(NAMES[1:6]))
    following.away.discard(NAMES[2])
    viewer.screen.image_arrived(NAMES[2])
    qtbot.waitUntil(lambda: is_ready(viewer, 2))
    assert source.asked == [NAMES[0], NAMES[2]]


def test_what_fails_ahead_is_told_when_it_is_opened(viewer, ahead, source, qtbot):
    source.put(NAMES[1], not_here())
    look_at(viewer, ahead, 0)
    qtbot.waitUntil(lambda: is_ready(viewer, 2))
    assert viewer.words() == [""]
    viewer.screen.show_consignment(parcel(1))
    qtbot.waitUntil(lambda: viewer.words() == ["The image has not come yet."])


def test_the_budget_of_memory_holds_and_the_nearest_are_kept(qtbot, background, source, following, queue):
    size = make_ready(source, NAMES[0]).size_bytes
    source.asked.clear()
    viewer = ImageRobot(qtbot, background, source, memory_bytes=3 * size)
    ahead = LookingAhead(following, background, queue, viewer.screen.loading)
    look_at(viewer, ahead, 0)
    qtbot.waitUntil(lambda: is_ready(viewer, 1, 2))
    qtbot.waitUntil(lambda: background.under_way == 0)
    assert not is_ready(viewer, 3)
    # The first that found no room is the last that was tried.
    assert source.asked == NAMES[:4]


def test_what_is_wanted_soon_gives_way_from_its_end():
    source = FakeImages()
    for name in NAMES:
        source.put(name, pixels(64, 48))
    images = [make_ready(source, name) for name in NAMES]
    kept = ReadyImages(budget=2 * images[0].size_bytes)
    soon = NAMES[1:3]
    assert kept.keep(images[5], (), soon)
    assert kept.keep(images[0], (NAMES[0],), soon)
    assert kept.keep(images[1], (NAMES[0],), soon)
    assert kept.get(NAMES[5]) is None
    assert not kept.keep(images[2], (NAMES[0],), soon)
    assert kept.get(NAMES[1]) is not None


# --- when an image that is not here will be -----------------------------------------------------------------


@pytest.mark.parametrize(
    "wait, size, words",
    [
        (
            ImageWait(state="line_down", bytes_per_s=1e6),
            4_000_000,
            "The line to the central service is down.",
        ),
        (ImageWait(state="pulling"), 4_000_000, "The consignments come first."),
        (ImageWait(), 4_000_000, "It appears here by itself."),
        (ImageWait(state="coming"), 4_000_000, "It is being fetched."),
        (ImageWait(state="coming", received=1_000_000, bytes_per_s=1e6), 4_000_000, "some 3 s."),
        (ImageWait(state="in_line", bytes_per_s=1e6), 4_000_000, "It is the next to be fetched."),
        (
            ImageWait(state="in_line", place=3, before_bytes=12_000_000, bytes_per_s=1e6),
            4_000_000,
            "some 20 s.",
        ),
        (ImageWait(state="in_line", place=1, before_bytes=0, bytes_per_s=1e4), 4_000_000, "some 7 min."),
        (ImageWait(state="in_line", place=1, bytes_per_s=1e4), 0, "Images that are fetched before it: 1."),
    ],
)
def test_it_is_said_when_an_image_will_be_here(english, wait, size, words):
    said, when = when_here(wait, size)
    assert said == "The image has not come yet."
    assert words in when


def test_an_image_that_is_waited_for_says_anew_when_it_comes(viewer, source, qtbot):
    viewer.screen.loading._again.setInterval(1)
    source.put(NAMES[0], not_here())
    source.waits[NAMES[0]] = ImageWait(state="in_line")
    viewer.screen.show_consignment(parcel(0))
    pane = viewer.screen.panes[0]
    qtbot.waitUntil(lambda: "next to be fetched" in pane.accessibleDescription())
    source.waits[NAMES[0]] = ImageWait(state="line_down")
    qtbot.waitUntil(lambda: "line to the central service is down" in pane.accessibleDescription())
    viewer.screen.image_failed(NAMES[0], "image.not_found")
    qtbot.waitUntil(lambda: not viewer.screen.loading._again.isActive())
    assert viewer.words() == ["The central service does not have this image."]
