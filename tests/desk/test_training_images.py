"""Training images: chosen by policy, the same threat in every view, found or not for the officer alone."""

import random
from datetime import timedelta
from functools import partial

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from tests.fakes.clock import FakeClock
from tests.fakes.desk_consignments import consignment, hold, opened
from tests.fakes.kept import FakeKept, at_once
from tests.journeys.parcels import parcel as parcel_of
from workstation.desk.training_images import KEPT_FOR, MOST_KEPT, Library, TrainingImages
from workstation.domain.consignment import PHOTOGRAPHED, ScanImage
from workstation.domain.problems import Refused
from workstation.host.resources import resource
from workstation.identity.officer import Officer
from workstation.imaging.pixels import ScanPixels
from workstation.training.xray import draw_alone


class Bench:
    """A bench whose policy is so many training images of 100."""

    def __init__(self, share, library, kept=None, seed=1):
        self.clock, self.kept = FakeClock(), kept or FakeKept()
        self.begun: set[str] = set()
        self.officer = Officer(id="A", name="A", office="ZZ000100")
        self.training = TrainingImages(
            share,
            kept=self.kept,
            officer=lambda: self.officer,
            clock=self.clock,
            write_later=at_once,
            begun=lambda consignment: consignment in self.begun,
            library=lambda: library,
            dice=random.Random(seed),
        )

    def trains(self, opened):
        training = self.training.of(opened)
        assert training is not None
        return training

    def answer(self, key, consignment="C-1"):
        self.training.of(case(consignment))
        told = self.training.answer(consignment, key)
        self.training.end(consignment)
        return told


@pytest.fixture(scope="module")
def library():
    files = {}
    for kind in ("pistol", "vials"):
        for view in draw_alone(1, kind, pitch_mm=0.5):
            files[f"{kind}-1.{view.name}"] = view.tiff
    return Library({name: partial(bytes, data) for name, data in files.items()})


def case(id="C-1", views=("top",), **changes):
    """A consignment with these views."""
    images = tuple(ScanImage(sha256=f"{n:064x}", view=view) for n, view in enumerate(views))
    made = opened(consignment(1, id=id, images=images))
    return replace(made, id=id, **{"acts": (), **changes})


def parcel(rows=800, columns=900):
    plane = np.full((rows, columns), 65535, dtype=np.uint16)
    plane[20:-20, 20:-20] = 50_000
    return ScanPixels(energies=(plane, plane), pitch_mm=0.5)


def test_where_policy_says_none_there_is_none(library):
    bench = Bench(0, library)
    assert all(bench.training.of(case(f"C-{n}")) is None for n in range(200))


def test_as_many_of_a_hundred_as_policy_says(library):
    bench = Bench(20, library)
    chosen = [bench.training.of(case(f"C-{n}")) is not None for n in range(1_000)]
    assert 150 <= sum(chosen) <= 250


def test_the_same_consignment_is_asked_for_once(library):
    bench = Bench(20, library)
    first = [bench.training.of(case(f"C-{n}")) for n in range(100)]
    assert any(first)
    assert [bench.training.of(case(f"C-{n}")) for n in range(100)] == first


@pytest.mark.parametrize("views", [(), (PHOTOGRAPHED,)])
def test_without_a_scan_image_there_is_none(library, views):
    assert Bench(100, library).training.of(case(views=views)) is None


def test_what_others_acted_on_is_work_alone(library):
    bench = Bench(100, library)
    acts = opened(consignment(1), [(hold(goods=("g1",)), "acknowledged")]).acts
    assert bench.training.of(case("C-1", acts=acts)) is None
    assert bench.training.of(case("C-2")) is not None
    assert bench.training.of(case("C-2", acts=acts)) is None
    assert not bench.training.is_on("C-2")


def test_what_an_officer_has_begun_is_work_alone(library):
    bench = Bench(100, library)
    bench.begun = {"C-1"}
    assert bench.training.of(case("C-1")) is None
    assert bench.training.of(case("C-2")) is not None


def test_it_is_on_until_its_own_images_are_shown_and_never_again(library):
    bench = Bench(100, library)
    assert bench.training.of(case()) is not None
    assert bench.training.is_on("C-1")
    bench.training.end("C-1")
    assert not bench.training.is_on("C-1")
    assert bench.training.of(case()) is None


def test_each_view_has_the_same_threat(library):
    training = Bench(100, library).trains(case(views=("top", "side")))
    top, side = training.mix(parcel(), "top"), training.mix(parcel(rows=120), "side")
    assert top is not None
    assert side is not None
    assert training.kind in ("pistol", "vials")
    assert top.box[0] == pytest.approx(side.box[0], abs=3)
    assert top.box[2] == pytest.approx(side.box[2], abs=6)
    assert side.box[3] < top.box[3]


def test_only_what_fits_into_the_parcel_is_mixed_in(library):
    # The vials take 516 rows, the pistol 260.
    kinds = set()
    for seed in range(6):
        training = Bench(100, library, seed=seed).trains(case())
        assert training.mix(parcel(rows=400, columns=600), "top") is not None
        kinds.add(training.kind)
    assert kinds == {"pistol"}
    assert Bench(100, library).trains(case()).mix(parcel(rows=60, columns=60), "top") is None


@pytest.mark.parametrize(
    "key, found",
    [
        ("hold", True),
        ("seize", True),
        ("opening", True),
        ("mark", True),
        ("release", False),
        ("lift", False),
        ("acknowledge", None),
    ],
)
def test_who_stops_the_parcel_has_found_it_and_who_releases_it_has_not(library, key, found):
    assert Bench(100, library).answer(key).found is found


def test_an_officer_is_told_how_often_lately_and_nobody_elses(library):
    bench = Bench(100, library)
    bench.answer("hold", "C-1")
    told = bench.answer("release", "C-2")
    assert (told.found_lately, told.of) == (1, 2)
    bench.officer = Officer(id="B", name="B", office="ZZ000100")
    told = bench.answer("hold", "C-3")
    assert (told.found_lately, told.of) == (1, 1)
    assert sorted(bench.kept.texts) == ["training_images.A", "training_images.B"]


def test_it_is_known_after_a_restart_and_forgotten_after_three_months(library):
    bench = Bench(100, library)
    bench.answer("hold")
    again = Bench(100, library, bench.kept)
    again.clock.advance(KEPT_FOR.total_seconds() - 1)
    told = again.answer("hold")
    assert (told.found_lately, told.of) == (2, 2)
    again.clock.advance(2)
    told = again.answer("release", "C-2")
    assert (told.found_lately, told.of) == (1, 2)
    assert "C-1" not in bench.kept.texts["training_images.A"]


def test_what_is_old_is_forgotten_even_where_training_images_were_turned_off(library):
    bench = Bench(100, library)
    bench.answer("hold")
    again = Bench(0, library, bench.kept)
    again.clock.advance(KEPT_FOR.total_seconds() + 1)
    again.training.of(case())
    assert bench.kept.texts == {"training_images.A": ""}


@pytest.mark.expected_log("there are no training images")
def test_an_installation_without_threats_has_no_training_images_and_work_goes_on(tmp_path, library, caplog):
    bench = Bench(100, library)
    bench.training._make_library = lambda: Library(
        {"none": resource("projections", root=tmp_path).read_bytes}
    )
    assert bench.training.of(case()) is None
    assert "there are no training images" in caplog.text


def test_what_is_kept_is_bounded_and_survives_nonsense(library):
    kept = FakeKept()
    kept.put("training_images.A", "nonsense")
    bench = Bench(100, library, kept)
    for number in range(MOST_KEPT + 5):
        bench.clock.advance(timedelta(minutes=1).total_seconds())
        bench.answer("hold", f"C-{number}")
    assert len(msgspec.json.decode(kept.get("training_images.A"))) == MOST_KEPT


def test_those_that_come_with_the_program_have_both_views():
    library = Library.with_the_program()
    assert len(library.names) >= 10
    for name in library.names[:3]:
        assert library.threat(name, "top").height > library.threat(name, "side").height
        assert library.threat(name, "elsewhere").size == library.threat(name, "top").size


def test_whatever_the_screens_do_nothing_is_decided_on_a_training_image(desk):
    desk.pulls(parcel_of("C-1", "RB123456785GB"), parcel_of("C-2", "LX473124829NL"))
    desk.practised_on.add("C-1")
    for kind in ("release", "hold", "seize"):
        with pytest.raises(Refused) as refused:
            desk.decides(kind, "C-1", reason="H01")
        assert refused.value.code == "decision.training_image"
    assert list(desk.sent()) == []
    released = desk.decides("release", "C-2")
    desk.practised_on.add("C-2")
    desk.decides("annul", "C-2", names=(released.event_id,))
    desk.practised_on.clear()
    assert desk.decides("hold", "C-1", reason="H01").consignment == "C-1"


def test_the_tally_lies_in_the_ledger_file_and_nothing_sends_it(desk, library):
    training = TrainingImages(
        100,
        kept=desk.ledger.known,
        officer=lambda: desk.officer,
        clock=desk.clock,
        write_later=at_once,
        begun=lambda consignment: False,
        library=lambda: library,
    )
    training.of(case())
    assert training.answer("C-1", "hold").of == 1
    other = desk.opened_ledger()
    assert other.known.get(f"training_images.{desk.officer.id}")
    assert other.known.get("training_images.another") == ""
    other.close()
    assert list(desk.sent()) == []
