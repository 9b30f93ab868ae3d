"""The photograph of a parcel that nobody declared, from its key to the screen; it is read beside."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage

from workstation.domain.problems import Problem
from workstation.ui.parts.problem_words import message_words, title_words
from workstation.ui.provisional.preview import Taken, taken_from_file, taken_from_image
from workstation.ui.provisional.screen import UndeclaredScreen
from workstation.ui.tasks import IMAGE, Tasks


class Photographing(QObject):
    """Takes what is given to the screen; `is_on`: whether that is shown."""

    def __init__(
        self, screen: UndeclaredScreen, tasks: Tasks, is_on: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._screen, self._tasks, self._is_on = screen, tasks, is_on
        self._photographs, self._awaited = 0, 0
        """How many photographs were given, and the number of the one that is being read; 0: none is."""
        screen.photograph_given.connect(self._take_photograph)
        screen.photograph_dropped.connect(self._await_no_photograph)

    @property
    def is_awaited(self) -> bool:
        """Whether one is still being read."""
        return bool(self._awaited)

    def keys(self) -> dict[str, Callable[[], None]]:
        """What the keys for a photograph do while the screen is shown."""
        return {
            "undeclared_paste": partial(self._photograph, self._screen.paste),
            "undeclared_file": partial(self._photograph, self._screen.choose_file),
            "undeclared_none": partial(self._photograph, self._screen.drop_photograph),
        }

    def _photograph(self, act: Callable[[], None]) -> None:
        if self._is_on():
            act()

    @Slot(object)
    def _take_photograph(self, what: QImage | Path) -> None:
        work = partial(taken_from_file, what) if isinstance(what, Path) else partial(taken_from_image, what)
        self._screen.say(self.tr("Reading the photograph …"))
        self._photographs += 1
        self._awaited = self._photographs
        self._tasks.run(
            work,
            owner=self,
            done=partial(self._show_photograph, self._awaited),
            failed=partial(self._tell_no_photograph, self._awaited),
            kind=IMAGE,
        )

    @Slot()
    def _await_no_photograph(self) -> None:
        self._awaited = 0

    def _show_photograph(self, number: int, taken: Taken) -> None:
        # Another parcel may be in the hand by now, or another photograph be wanted, or none.
        if self._is_on() and number == self._awaited:
            self._awaited = 0
            self._screen.show_photograph(taken)
            self._screen.say(self.tr("The photograph goes with it. Nothing but its pixels is kept."), "good")

    def _tell_no_photograph(self, number: int, error: BaseException) -> None:
        is_awaited = number == self._awaited
        if is_awaited:
            self._awaited = 0
        if not isinstance(error, Problem):
            raise error
        if self._is_on() and is_awaited:
            self._screen.say(" ".join((title_words(error), message_words(error))), "problem")
