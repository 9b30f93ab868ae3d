"""News of the line reach the officer: each outage is told once, and told again when there is another."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.fakes.clock import START
from tests.fakes.desk_deciding import FakeLists
from tests.ui.test_readiness import FRESH
from workstation.desk.readiness import Holding
from workstation.domain.problems import Unavailable
from workstation.sync.news import CacheChanged, LineChanged, LineState, MandateChanged
from workstation.ui.messages import Messages
from workstation.ui.news import NewsRound, Readers


class Screen:
    """Takes what news bring to a screen; these tests look at the messages."""

    looked_again = 0

    def look_again(self):
        self.looked_again += 1

    def refresh(self, _ids=frozenset()):
        pass

    def show_line(self, state):
        pass

    def show_progress(self, sent, total):
        pass

    def take_lists(self, lists):
        pass

    def tell_readiness(self, hear):
        pass


@pytest.fixture
def messages(qapp):
    return Messages()


@pytest.fixture
def screen():
    return Screen()


@pytest.fixture
def news(messages, screen: Any):
    lists: Any = FakeLists()
    news = NewsRound(Readers(screen, screen, screen, screen, screen, lists, screen), messages)
    yield news
    news.stop()


DOWN = LineState(phase="off_line", problem_words="The central service cannot be reached ({reason}).")
UP = LineState(phase="on_line", last_heard=START)


def test_every_outage_is_told_once_and_no_longer_than_it_lasts(news, messages):
    for _outage in range(2):
        news.take(LineChanged(state=DOWN))
        assert messages.newest.key == "line"
        messages.set_aside()
        news.take(LineChanged(state=DOWN))
        assert messages.newest is None
        news.take(LineChanged(state=DOWN))
        news.take(LineChanged(state=UP))


def test_what_may_be_decided_is_looked_at_again_when_the_line_or_the_mandate_is_another(news, screen):
    for told in (UP, DOWN, DOWN, UP):
        news.take(LineChanged(state=told))
    assert screen.looked_again == 2
    news.take(MandateChanged(officer="officer-a"))
    assert screen.looked_again == 3


def test_a_drill_is_told_as_what_it_is_and_once(news, messages):
    drill = LineState(phase="drill", problem="line.drill", problem_words="A drill is on.")
    news.take(LineChanged(state=drill))
    assert (messages.newest.key, messages.newest.what) == ("line", "A drill is on.")
    messages.set_aside()
    news.take(LineChanged(state=drill))
    assert messages.newest is None


REVOKED = LineState(phase="refused", problem="bench.revoked", problem_words="It was revoked.")


def ready(*ended):
    """A bench of which these have run out."""
    return replace(FRESH, holdings=tuple(Holding(name=name, left=timedelta()) for name in ended))


def test_a_bench_out_of_service_is_never_told_to_go_on(news, messages):
    news.take(LineChanged(state=REVOKED))
    told = messages.newest
    assert "taken out of service" in told.what
    assert "Keep the parcels" in told.do_now
    assert "go on" not in f"{told.safe} {told.do_now}"
    news.hear_readiness(ready("bench"))
    news.take(LineChanged(state=DOWN))
    assert messages.newest.what == told.what


@pytest.mark.parametrize("ended, why", [("mandate", "mandate has run out"), ("disk", "disk is full")])
def test_who_can_look_only_is_not_told_to_go_on(news, messages, ended, why):
    news.take(LineChanged(state=DOWN))
    assert "You can go on" in messages.newest.safe
    news.hear_readiness(ready(ended))
    assert messages.newest.safe.startswith("You can look, not decide")
    assert why in messages.newest.safe
    news.hear_readiness(ready())
    assert "You can go on" in messages.newest.safe


def test_a_bench_that_is_filled_for_the_first_time_is_looked_at_with_each_page(news, screen):
    page = CacheChanged(stored=("C-1",), sent=1, total=2, complete=False)
    news.hear_readiness(FRESH)
    news.take(page)
    assert screen.looked_again == 0
    news.hear_readiness(replace(FRESH, totals=replace(FRESH.totals, complete=False)))
    news.take(page)
    assert screen.looked_again == 1


def test_the_end_of_a_drill_is_told(news, messages):
    news.take(
        LineChanged(state=LineState(phase="drill", problem="line.drill", problem_words="A drill is on."))
    )
    news.take(LineChanged(state=UP))
    assert messages.newest.what == "The drill has ended."


def test_what_was_told_of_an_outage_goes_with_it(news, messages):
    news.take(LineChanged(state=DOWN))
    news.take(LineChanged(state=UP))
    assert messages.newest is None


def test_a_full_disk_is_no_longer_said_once_it_takes_pages_again(news, messages):
    full = LineState(phase="on_line", problem="disk.low", problem_words="Only {free} MB are free.")
    messages.tell_problem(Unavailable("The disk is full.", code="disk.full"))
    news.take(LineChanged(state=full))
    assert [message.key for message in messages.unseen] == ["disk.full", "hindrance"]
    news.take(LineChanged(state=UP))
    assert (messages.newest, messages.unseen) == (None, ())
