"""Background work comes home to the screen's thread, and no error is ever lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from workstation.ui.tasks import READ, WRITE, Tasks


class Owner(QObject):
    """Somebody who asked for work and keeps what came back, and on which thread."""

    def __init__(self):
        super().__init__()
        self.results, self.errors, self.threads = [], [], []

    def keep(self, result):
        self.results.append(result)
        self.threads.append(QThread.currentThread())

    def keep_error(self, error):
        self.errors.append(error)


@pytest.fixture
def funnel():
    return []


@pytest.fixture
def tasks(qapp, funnel):
    with ThreadPoolExecutor(2) as read, ThreadPoolExecutor(1) as write:
        tasks = Tasks({READ: read, WRITE: write}, funnel.append)
        yield tasks
        tasks.close()


def fail(problem):
    raise problem


def test_a_result_is_delivered_on_the_screens_thread(tasks, qtbot):
    owner = Owner()
    tasks.run(threading.get_ident, owner=owner, done=owner.keep)
    qtbot.waitUntil(lambda: len(owner.results) == 1)
    assert owner.results != [threading.get_ident()]
    assert owner.threads == [owner.thread()]


def test_a_result_never_comes_home_before_run_has_returned(tasks, qtbot):
    owner = Owner()
    ticket = tasks.run(int, owner=owner, done=owner.keep)
    assert ticket
    assert owner.results == []
    qtbot.waitUntil(lambda: owner.results == [0])


def test_an_error_is_told_to_who_asked(tasks, qtbot, funnel):
    owner = Owner()
    problem = OSError("disk")
    tasks.run(partial(fail, problem), owner=owner, failed=owner.keep_error)
    qtbot.waitUntil(lambda: owner.errors == [problem])
    assert funnel == []


def test_an_error_that_nobody_takes_reaches_the_funnel(tasks, qtbot, funnel):
    problem = OSError("disk")
    tasks.run(partial(fail, problem), owner=Owner())
    qtbot.waitUntil(lambda: funnel == [problem])


def test_an_error_reaches_the_funnel_though_its_owner_is_gone(tasks, qtbot, funnel):
    owner = Owner()
    gate = threading.Event()
    problem = OSError("the act was not written")

    def write():
        gate.wait()
        raise problem

    tasks.run(write, owner=owner, failed=owner.keep_error, kind=WRITE)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: funnel == [problem])


def test_a_result_is_dropped_when_its_owner_is_gone(tasks, qtbot):
    owner, other = Owner(), Owner()
    gate = threading.Event()
    tasks.run(gate.wait, owner=owner, done=owner.keep, kind=WRITE)
    tasks.run(int, owner=other, done=other.keep, kind=WRITE)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: other.results == [0])
    assert owner.results == []
    assert tasks.under_way == 0


def test_two_thousand_results_all_come_home_once(tasks, qtbot):
    owner = Owner()
    for number in range(2_000):
        tasks.run(partial(int, number), owner=owner, done=owner.keep)
    qtbot.waitUntil(lambda: len(owner.results) == 2_000, timeout=20_000)
    assert sorted(owner.results) == list(range(2_000))


def test_cancelled_work_tells_nobody(tasks, qtbot, funnel):
    owner = Owner()
    gate = threading.Event()
    tasks.run(gate.wait, owner=owner, kind=WRITE)
    ticket = tasks.run(int, owner=owner, done=owner.keep, kind=WRITE)
    tasks.cancel(ticket)
    gate.set()
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    assert owner.results == []
    assert funnel == []


def test_news_from_another_thread_arrive_on_the_screens_thread_in_order(tasks, qtbot):
    owner = Owner()
    tasks.news.connect(owner.keep)
    sender = threading.Thread(target=lambda: [tasks.post(number) for number in range(100)])
    sender.start()
    sender.join()
    qtbot.waitUntil(lambda: len(owner.results) == 100)
    assert owner.results == list(range(100))
    assert set(owner.threads) == {owner.thread()}


def test_after_closing_no_result_is_delivered_but_an_error_still_is(tasks, qtbot, funnel):
    owner = Owner()
    gate = threading.Event()
    problem = OSError("disk")

    def write():
        gate.wait()
        raise problem

    tasks.run(write, owner=owner, failed=owner.keep_error, kind=WRITE)
    tasks.run(int, owner=owner, done=owner.keep, kind=WRITE)
    tasks.close()
    assert tasks.run(int, owner=owner, done=owner.keep) == 0
    gate.set()
    qtbot.waitUntil(lambda: funnel == [problem])
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    assert owner.results == []


def test_a_widgets_method_is_refused_as_work(tasks):
    owner = Owner()
    with pytest.raises(TypeError, match="another thread"):
        tasks.run(owner.keep, owner=owner)


def test_only_the_screens_thread_starts_tasks(tasks):
    owner = Owner()
    with ThreadPoolExecutor(1) as other:
        attempt = other.submit(partial(tasks.run, int, owner=owner))
        with pytest.raises(RuntimeError, match="screen's thread"):
            attempt.result()


class Painted(QWidget):
    """A widget that says when it is painted."""

    def __init__(self, seen):
        super().__init__()
        self._seen = seen

    def paintEvent(self, event):  # noqa: N802 - Qt's name
        self._seen.append("painted")


def test_work_after_painting_starts_when_what_is_to_be_painted_is(tasks, qtbot):
    seen: list[str] = []
    widget = Painted(seen)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: bool(seen))
    seen.clear()
    widget.update()
    tasks.run(partial(seen.append, "begun"), owner=widget, after_painting=True)
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    assert seen == ["painted", "begun"]


def test_work_that_waits_for_the_painting_is_begun_before_later_work_of_its_kind(tasks, qtbot):
    seen: list[str] = []
    owner = Owner()
    tasks.run(partial(seen.append, "noted"), owner=owner, kind=WRITE, after_painting=True)
    tasks.run(partial(seen.append, "decided"), owner=owner, kind=WRITE)
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    assert seen == ["noted", "decided"]


@pytest.mark.parametrize("end", ["cancel", "close"])
def test_work_that_waits_for_the_painting_can_be_given_up(tasks, qtbot, end):
    seen: list[str] = []
    owner = Owner()
    ticket = tasks.run(partial(seen.append, "begun"), owner=owner, kind=WRITE, after_painting=True)
    if end == "cancel":
        tasks.cancel(ticket)
        tasks.run(partial(seen.append, "other"), owner=owner, kind=WRITE)
        qtbot.waitUntil(lambda: seen == ["other"])
    else:
        tasks.close()
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    assert "begun" not in seen
