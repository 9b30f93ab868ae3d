"""The central service is asked one question at a time, and only what somebody still wants to know."""

from threading import Event

import pytest

from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import NotFound
from workstation.domain.problems import Unavailable
from workstation.ui.asking import Asking
from workstation.ui.last_read import LastRead


class SlowService:
    """Answers nothing before it is let; `wanted` says of each question whether its answer was still wanted
    when it was let.
    """

    def __init__(self):
        self.gate, self.asked, self.wanted = Event(), [], []
        self.problem = None

    def ask(self, text, is_wanted):
        self.asked.append(text)
        self.gate.wait(10)
        self.wanted.append(is_wanted())
        if self.problem is not None:
            raise self.problem
        return NotFound(raw=text)


class Bench:
    def __init__(self, qtbot, tasks):
        self.qtbot, self.tasks = qtbot, tasks
        self.service, self.last = SlowService(), LastRead()
        self.asking = Asking(self.service.ask, self.last, tasks)
        self.answers, self.failures = [], []

    def reads(self, *texts):
        for text in texts:
            read = BarcodeRead(text=text)
            self.last.note(read)
            self.asking.ask(read, self.hears, self.failures.append)

    def hears(self, found):
        assert isinstance(found, NotFound)
        self.answers.append(found.raw)

    def hears_it_asked(self):
        self.qtbot.waitUntil(lambda: bool(self.service.asked))

    def settles(self):
        self.service.gate.set()
        self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)


@pytest.fixture
def bench(qtbot, background):
    made = Bench(qtbot, background)
    yield made
    made.settles()


def test_of_reads_that_came_while_it_was_asked_the_newest_is_asked_for(bench):
    bench.reads("first")
    bench.hears_it_asked()
    bench.reads("second", "third")
    assert bench.tasks.under_way == 1
    bench.settles()
    assert bench.service.asked == ["first", "third"]
    assert bench.service.wanted == [False, True]
    assert bench.answers == ["third"]


def test_once_something_else_was_read_the_answer_is_wanted_no_more(bench):
    bench.reads("first")
    bench.hears_it_asked()
    bench.last.forget()
    bench.settles()
    assert (bench.service.wanted, bench.answers) == ([False], [])
    bench.reads("second")
    bench.settles()
    assert bench.answers == ["second"]


def test_what_waits_is_not_asked_once_something_else_was_read(bench):
    bench.reads("first")
    bench.hears_it_asked()
    bench.reads("second")
    bench.last.note(BarcodeRead(text="known here"))
    bench.settles()
    assert bench.service.asked == ["first"]


def test_after_a_question_that_failed_the_next_is_asked(bench):
    bench.service.problem = Unavailable("The central service cannot be reached.")
    bench.reads("first")
    bench.hears_it_asked()
    bench.reads("second")
    bench.settles()
    assert bench.service.asked == ["first", "second"]
    assert bench.failures == [bench.service.problem] * 2
