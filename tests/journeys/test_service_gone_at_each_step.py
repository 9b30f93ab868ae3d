"""The same story with the service gone, or the line in trouble, at each step: nothing lost, nothing twice."""

from functools import partial

import pytest

from tests.fakes.faulty_line import (
    Forward,
    Reply,
    Request,
    cut_off,
    cut_off_silently,
    lose_answer,
    lose_request,
    reset,
    says,
    sign_in_page,
)
from tests.journeys import parcels
from tests.journeys.centre import Centre
from tests.journeys.story import (
    ELSEWHERE,
    ELSEWHERE_BARCODE,
    STEPS,
    Story,
    only_for_events,
    parcels_of_the_story,
)

pytestmark = pytest.mark.journey


def fails_after_all(_request: Request, forward: Forward) -> bytes:
    """The service does what was asked, and then a proxy before it answers with an error of its own."""
    forward()
    return Reply(502, b"<h1>Bad gateway</h1>", {"Content-Type": "text/html"}).raw()


TROUBLES = {
    "connections torn down": reset,
    "requests lost": lose_request,
    "answers cut off": cut_off,
    "answers lost to decisions that were carried out": only_for_events(lose_answer),
    "answers cut off to decisions that were carried out": only_for_events(cut_off_silently),
    "errors after decisions were carried out": only_for_events(fails_after_all),
    "errors of the service": says(500, b"<h1>Internal error</h1>"),
    "a sign-in page with status 200": sign_in_page,
}


@pytest.fixture
def story(seat, centre):
    centre.put(*parcels_of_the_story())
    officer = seat()
    officer.waits_for_the_parcels(5)
    return Story(officer, centre)


def test_the_story_on_a_good_line(story):
    story.tell()
    story.has_come_out_right()


@pytest.mark.parametrize("step", STEPS)
def test_the_service_is_stopped_while_the_officer(story, step):
    story.tell(troubled=(step,))
    story.has_come_out_right()


@pytest.mark.parametrize("fault", TROUBLES.values(), ids=TROUBLES)
def test_at_every_step_there_are(story, fault):
    story.tell(troubled=STEPS, trouble=partial(Centre.trouble, fault=fault))
    story.has_come_out_right()


def test_a_whole_day_without_the_service_is_delivered_when_it_is_back(story, centre):
    centre.go_away()
    officer = story.officer
    for step in ("holds", "lifts", "releases", "annuls", "seizes"):
        getattr(story, step)()
    assert officer.screens.desk.line.counts().waiting == 6
    assert centre.events() == []
    centre.come_back()
    officer.screens.line.wake()
    officer.waits_until(lambda: len(centre.events()) == 6)
    # The strictest first across consignments; on each of them in the order in which it was decided.
    assert centre.kinds()[0] == "seize"
    assert centre.kinds("C-1") == ["hold", "lift", "release"]
    assert centre.kinds("C-2") == ["release", "annul"]


def test_the_snapshot_breaks_off_half_way_and_the_queue_fills_all_the_same(seat, centre):
    centre.put(*parcels_of_the_story(), *parcels.others(20))
    pages = iter([None, None])

    def breaks_after_two_pages(request, forward):
        if "snapshot" not in request.path:
            return forward().raw()
        return forward().raw() if next(pages, "none") is None else b""

    centre.line.always = breaks_after_two_pages
    officer = seat()
    officer.waits_until(lambda: officer.line().startswith("off line"))
    centre.come_back()
    officer.screens.line.wake()
    officer.waits_for_the_parcels(25)
    snapshots = [r.target for r in centre.line.requests if "snapshot" in r.path]
    assert sum("after" not in target for target in snapshots) == 1
    officer.opens(ELSEWHERE_BARCODE)
    assert officer.open_id() == ELSEWHERE


def test_a_bench_that_starts_without_the_service_works_with_what_it_has(story, centre, seat):
    centre.go_away()
    again = seat()
    again.opens(ELSEWHERE_BARCODE)
    assert again.open_id() == ELSEWHERE
    again.decides("hold", reason="H01")
    centre.come_back()
    again.screens.line.wake()
    again.waits_until(lambda: again.standing() == "held")
    assert centre.kinds() == ["hold"]


def test_an_unknown_barcode_without_the_service_says_so_and_what_to_do(story, centre):
    officer = story.officer
    centre.go_away()
    officer.waits_until(lambda: officer.line().startswith("off line"))
    officer.reads("EE473124829NL")
    officer.waits_until(lambda: "could not be asked" in officer.says())
    assert "Read another barcode of it" in officer.says()
    assert officer.dialogs() == []


def test_a_token_that_is_revoked_is_told_and_decisions_are_kept(story, centre):
    officer = story.officer
    centre.store.revoke("bench")
    officer.waits_until(lambda: officer.line().startswith("refused"))
    officer.opens(ELSEWHERE_BARCODE)
    officer.decides("hold", reason="H01")
    assert "1 waiting" in officer.line()
    assert centre.events() == []
