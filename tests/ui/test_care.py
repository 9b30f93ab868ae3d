"""Training images are seen like any other, answered by the decision keys, and never decided on; a decision on
what a filter shows alone is told so.
"""

import random
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal

from tests.fakes.clock import FakeClock
from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_deciding import FakeDeciding
from tests.fakes.desk_images import FakeImages, pixels, unreadable
from tests.fakes.kept import FakeKept, at_once
from tests.ui.robots_consignment import DecisionRobot, ImageRobot
from workstation.desk.training_images import Library, TrainingImages
from workstation.domain.consignment import ScanImage
from workstation.domain.mark import Mark
from workstation.host.settings import Care as CareSettings
from workstation.identity.officer import Officer
from workstation.imaging.scan_file import ScanFile
from workstation.training.xray import draw_alone
from workstation.ui.care import Care
from workstation.ui.messages import Messages
from workstation.ui.scan_image.layer import words_of

pytestmark = pytest.mark.usefixtures("dressed")

TOP, SIDE, SMALL = "a" * 64, "b" * 64, "c" * 64
F2, F3, F4 = Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4


class Around(QObject):
    """What else is heard."""

    touched = Signal()
    opened = Signal(object)
    put_away = Signal()
    passing = Signal(object)


def around() -> Any:
    """Stands for reader and inspection, of which signals alone are heard."""
    return Around()


class Bench:
    """The image, the decision and the care for who looks at them, of a policy of so many of 100."""

    def __init__(self, qtbot, tasks, share):
        self.qtbot, self.messages, self.kept, self.around = qtbot, Messages(), FakeKept(), around()
        self.source = (
            FakeImages()
            .put(TOP, replace(pixels(), pitch_mm=0.6))
            .put(SIDE, replace(pixels(640, 300, seed=3), pitch_mm=0.6))
            .put(SMALL, replace(pixels(60, 60), pitch_mm=0.6))
        )
        files = {f"pistol-1.{view.name}": view.tiff for view in draw_alone(1, "pistol", pitch_mm=0.7)}
        library = Library({name: partial(bytes, data) for name, data in files.items()})
        clock = FakeClock()
        self.training = TrainingImages(
            share,
            kept=self.kept,
            officer=lambda: Officer(id="A", name="A", office="ZZ000100"),
            clock=clock,
            write_later=at_once,
            begun=lambda consignment: False,
            library=lambda: library,
            dice=random.Random(4),
        )
        self.care = Care(CareSettings(training_images=share), clock, self.messages, self.training, tasks)
        self.image = ImageRobot(qtbot, tasks, self.source)
        self.desk = FakeDeciding()
        self.decision = DecisionRobot(qtbot, tasks, self.desk, images=())
        self.decision.screen._recording._images_shown = self.image.screen.shown_images
        self.care.stand_by(
            self.image.screen, self.decision.screen, self.around, self.around, self.around.passing
        )

    def open(self, *images, id="C-1", painted=None):
        views = ("top", "side")
        named = tuple(
            ScanImage(sha256=sha, view=view, width=640, height=480)
            for sha, view in zip(images, views, strict=False)
        )
        case = opened(consignment(1, id=id, images=named, conditions=()))
        before = len(self.image.painted)
        for each in (self.care.mixed, self.decision.screen, self.image.screen):
            each.show_consignment(case)
        wanted = len(images) if painted is None else painted
        self.qtbot.waitUntil(lambda: len(self.image.painted) >= before + wanted)
        return case

    def press(self, key):
        self.decision.press(key)

    @property
    def names(self):
        """The images on the screen."""
        return [pane.image.sha256 for pane in self.image.screen.panes if pane.image is not None]

    def see_own(self):
        self.qtbot.waitUntil(lambda: bool(self.image.screen.shown_images()))


@pytest.fixture
def build(qtbot, background):
    return lambda share: Bench(qtbot, background, share)


def test_a_training_image_looks_like_one_of_the_parcel_and_counts_as_none(build):
    bench = build(100)
    bench.open(TOP, SIDE)
    assert bench.names == [f"training:{TOP}", f"training:{SIDE}"]
    assert [state.split(" · ")[0] for state in bench.image.states()] == ["from above", "from the side"]
    assert bench.image.screen.shown_images() == ()
    own = bench.source.answers[TOP].energies[0]
    shown = bench.image.screen.panes[0].scan.pyramid.pixels.energies[0]
    assert (shown < own).any()
    assert not (shown > own).any()


def test_nothing_is_mixed_into_a_file_of_several_views_for_one_alone_would_have_it(build):
    bench = build(100)
    several = tuple(replace(pixels(seed=place), pitch_mm=0.6) for place in (1, 2))
    bench.source.put(TOP, ScanFile("TIFF", several))
    bench.open(TOP, painted=2)
    bench.see_own()
    assert bench.names == [TOP, TOP]
    bench.press(F2)
    bench.qtbot.waitUntil(lambda: len(bench.decision.decided) == 1)


@pytest.mark.parametrize(
    "key, word, found", [(F2, "Look at the frame", 0), (F3, "Well seen", 1), (F4, "Well seen", 1)]
)
def test_the_first_key_answers_and_shows_where_the_second_brings_the_parcel_and_the_third_decides(
    build, key, word, found
):
    bench = build(100)
    bench.open(TOP)
    bench.press(key)
    told = bench.messages.newest
    assert word in told.what
    assert "pistol" in told.what
    assert f"found {found} of 1" in told.safe
    assert bench.names == [f"training:{TOP}"]
    assert [words_of(each) for each in bench.care.mixed.frames(ScanImage(sha256=TOP))] == ["pistol"]
    bench.press(key)
    bench.see_own()
    assert bench.names == [TOP]
    assert (bench.desk.recorded, bench.decision.screen.form.kind) == ([], "")
    bench.press(F2)
    bench.qtbot.waitUntil(lambda: len(bench.decision.decided) == 1)
    assert bench.desk.images == [(TOP,)]


def test_where_it_is_is_seen_by_who_has_taken_the_detections_away(build):
    bench = build(100)
    bench.open(TOP)
    bench.image.screen.tools.toggle_detections()
    bench.press(F2)
    assert bench.image.screen.tools.detections_shown


def test_the_buttons_answer_as_the_keys_do(build):
    bench = build(100)
    bench.open(TOP)
    bench.decision.screen.keys.buttons["release"].click()
    assert bench.messages.newest.code == "training_image.told"
    assert bench.desk.recorded == []


def test_who_goes_elsewhere_finds_it_again_and_nothing_was_kept(build):
    bench = build(100)
    bench.open(TOP)
    bench.open(SIDE, id="C-2")
    assert bench.kept.texts == {}
    bench.open(TOP)
    assert bench.names == [f"training:{TOP}"]


def test_where_no_threat_fits_the_parcels_own_image_is_shown_and_the_first_key_decides(build):
    bench = build(100)
    bench.open(SMALL)
    bench.see_own()
    assert bench.names == [SMALL]
    bench.press(F2)
    bench.qtbot.waitUntil(lambda: len(bench.decision.decided) == 1)
    assert bench.kept.texts == {}


def test_without_an_image_there_is_nothing_to_be_told(build):
    bench = build(100)
    bench.source.put(TOP, unreadable())
    bench.open(TOP, painted=0)
    bench.qtbot.waitUntil(lambda: "damaged" in bench.image.words()[0])
    bench.press(F2)
    bench.qtbot.waitUntil(lambda: len(bench.decision.decided) == 1)


def test_where_policy_says_none_the_parcels_own_images_are_shown(build):
    bench = build(0)
    bench.open(TOP, SIDE)
    assert sorted(bench.image.screen.shown_images()) == [TOP, SIDE]


# --- who marks the threat has found it ----------------------------------------------------------------------


def around_threat(bench, by):
    """A mark around the frame of the threat, so many pixels outside of it."""
    left, top, width, height = bench.care.mixed._made[TOP].box
    return (left - by, top - by), (left + width + by, top + height + by)


def marked(shape, *points, image=f"training:{TOP}"):
    return Mark(id="m", image=image, shape=shape, points=tuple(points))


@pytest.mark.parametrize("shape", ["box", "arrow", "text"])
def test_who_marks_the_threat_has_found_it(build, shape):
    bench = build(100)
    bench.open(TOP)
    first, last = around_threat(bench, 5)
    middle = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
    points = {"box": (first, last), "arrow": ((0.0, 0.0), middle), "text": (middle,)}[shape]
    bench.around.passing.emit(marked(shape, *points))
    assert "Well seen" in bench.messages.newest.what
    bench.around.passing.emit(marked(shape, *points))
    assert bench.names == [f"training:{TOP}"]
    bench.press(F2)
    bench.see_own()


def test_a_mark_elsewhere_around_everything_or_on_the_parcels_own_image_finds_nothing(build):
    bench = build(100)
    bench.open(TOP)
    first, last = around_threat(bench, 5)
    bench.around.passing.emit(marked("box", (0.0, 0.0), (8.0, 8.0)))
    bench.around.passing.emit(marked("box", (-2000.0, -2000.0), (2000.0, 2000.0)))
    bench.around.passing.emit(marked("box", first, last, image=TOP))
    assert bench.kept.texts == {}


# --- what a filter shows alone ------------------------------------------------------------------------------


def test_a_decision_on_a_filtered_image_alone_is_told_so(build):
    bench = build(0)
    bench.open(TOP)
    bench.image.screen.tools.toggle_negative()
    bench.press(F2)
    bench.qtbot.waitUntil(lambda: len(bench.decision.decided) == 1)
    assert "filter" in bench.decision.screen.keys.notice.text()


def test_on_the_standard_image_nothing_is_said_of_filters(build):
    bench = build(0)
    bench.open(TOP)
    bench.image.screen.tools.hold("edges")
    bench.image.screen.tools.let_go("edges")
    bench.press(F2)
    bench.qtbot.waitUntil(lambda: len(bench.decision.decided) == 1)
    assert "filter" not in bench.decision.screen.keys.notice.text()


def test_without_an_image_nothing_is_said_of_filters(build):
    bench = build(0)
    bench.open()
    bench.image.screen.tools.toggle_negative()
    bench.press(F2)
    bench.qtbot.waitUntil(lambda: len(bench.decision.decided) == 1)
    assert "filter" not in bench.decision.screen.keys.notice.text()
