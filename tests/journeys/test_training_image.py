"""A training image in the whole program: seen, answered by the key, never decided on, its officer's own."""

import pytest

from tests.journeys import parcels
from tests.journeys.parcels import parcel
from workstation.desk.training_images import TrainingImages
from workstation.domain.mark import BOX, Mark

pytestmark = pytest.mark.journey

FIRST = "RB123456785GB"


@pytest.fixture
def day(seat, centre):
    """An officer whose administration lets every image be one to practise on."""
    centre.put_image(parcels.image())
    centre.put(parcel("C-1", FIRST, images=(parcels.image_of(parcels.image()),)), *parcels.others())
    officer = seat()
    officer.waits_for_the_parcels(13)
    desk: TrainingImages = officer.screens.desk.training
    desk._share = 100  # policy allows 20 at most, and no day is that long
    yield officer
    assert officer.dialogs() == []


def test_a_training_image_is_answered_by_the_key_and_the_parcel_is_decided_on_its_own(day, centre):
    own = parcels.image_of(parcels.image()).sha256
    day.opens(FIRST)
    day.waits_until(lambda: day.images == [f"training:{own}"])
    assert day.screens.image.shown_images() == ()
    day.presses("release")
    assert "training image" in day.says()
    day.presses("release")
    day.waits_until(lambda: day.screens.image.shown_images() == (own,))
    assert day.recorded() == 0
    day.presses("release")
    day.waits_until(lambda: day.recorded() == 1)
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: "release" in centre.kinds("C-1"))
    (event,) = (each for each in centre.events("C-1") if each.kind == "release")
    assert event.images_shown == (own,)
    kept = day.screens.desk.training._of_officer("officer-a")
    assert [(each.found, each.kind != "") for each in kept] == [(False, True)]


def test_who_marks_the_threat_has_found_it_and_no_mark_is_kept(day):
    own = parcels.image_of(parcels.image()).sha256
    day.opens(FIRST)
    day.waits_until(lambda: day.images == [f"training:{own}"])
    left, top, width, height = day.screens.care.mixed._made[own].box
    around = ((float(left), float(top)), (float(left + width), float(top + height)))
    day.screens.images.marking.keeper.put(Mark(id="m", image=f"training:{own}", shape=BOX, points=around))
    assert "Well seen" in day.says()
    day.presses("release")
    day.waits_until(lambda: day.screens.image.shown_images() == (own,))
    assert day.screens.desk.marks.of("C-1") == ()
    assert day.recorded() == 0
