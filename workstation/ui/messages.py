"""What the officer is told: what just happened, what is safe, what to do now. Never over anything, never
with the focus.
"""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Signal

from workstation.domain.problems import Conflict, Problem, Refused
from workstation.domain.value import Value
from workstation.ui.parts.problem_words import said


class Kind(StrEnum):
    """How a message is meant; `attention` and `problem` stay until they are seen."""

    INFO = "info"
    GOOD = "good"
    ATTENTION = "attention"
    PROBLEM = "problem"


LASTING: Final = frozenset({Kind.ATTENTION, Kind.PROBLEM})


class Message(Value):
    """One message, in words that are ready to be shown.

    A later message with the same `key` takes the place of an earlier one (the line that is down, said
    once). `code` is a
    stable word for tests and logs.
    """

    what: str
    safe: str = ""
    do_now: str = ""
    kind: Kind = Kind.INFO
    key: str = ""
    code: str = ""


OF_ONE_CONSIGNMENT: Final = frozenset(
    {
        "gone",
        "recorded",
        "news",
        "annul",
        "decision.obstacle",
        "decision.form_open",
        "decision.incomplete",
        "decision.nothing_to_name",
        "decision.hold_of_others",
    }
)
"""Keys of messages that nobody needs to have seen once another consignment is open: nothing was lost."""

OF_THE_WORK_BEFORE: Final = frozenset({"cancelled", "declared", "undeclared"})
"""Keys of lasting messages about what was worked on before: over once a decision is recorded after them, or a
second consignment is open. They tell of nothing that was lost.
"""

OF_A_FULL_DISK: Final = ("disk.full", "disk.low")
"""Keys of messages that are over when the disk takes something again, whether or not they were seen."""

MOST_KEPT: Final = 200
"""Lasting messages kept unseen; older ones of the same kind are dropped first, and the count says so."""


class Messages(QObject):
    """The messages of one window, kept apart from the bar that shows them so that nothing said before it
    opens is lost.

    `newest` is what was said last. `unseen` are lasting messages nobody has confirmed, oldest first.

    Signals:
        changed(): newest or unseen are no longer what they were.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: Message | None = None
        self._unseen: list[Message] = []
        self._before: frozenset[str] = frozenset()
        """Keys of `OF_THE_WORK_BEFORE` that were told before another consignment was opened."""

    @property
    def newest(self) -> Message | None:
        """What was said last; None before anything was, or when it was withdrawn."""
        return self._newest

    @property
    def unseen(self) -> tuple[Message, ...]:
        """Lasting messages that nobody has confirmed, the oldest first."""
        return tuple(self._unseen)

    def tell(self, message: Message) -> None:
        """Say something now."""
        if message.key:
            self._unseen = [other for other in self._unseen if other.key != message.key]
            self._before -= {message.key}
        if message.kind in LASTING and message not in self._unseen:
            self._unseen.append(message)
            del self._unseen[:-MOST_KEPT]
        self._newest = message
        self.changed.emit()

    def say(self, what: str, kind: Kind = Kind.INFO, *, key: str = "") -> None:
        """Say one sentence."""
        self.tell(Message(what=what, kind=kind, key=key))

    def tell_problem(self, problem: Problem, *, key: str = "") -> None:
        """Say what a problem says, translated."""
        kind = Kind.ATTENTION if isinstance(problem, Refused | Conflict) else Kind.PROBLEM
        self.tell(message_of(problem, kind, key or problem.code))

    def see(self, message: Message) -> None:
        """The officer has seen this message."""
        if message in self._unseen:
            self._unseen.remove(message)
        if self._newest == message:
            self._newest = None
        self.changed.emit()

    def set_aside(self) -> None:
        """What was said last is no longer shown; it stays unseen if it lasts."""
        self._newest = None
        self.changed.emit()

    def withdraw(self, *keys: str) -> None:
        """What the messages with these keys said is over (the line is up again): no longer shown."""
        before = len(self._unseen)
        self._unseen = [message for message in self._unseen if message.key not in keys]
        if self._newest is not None and self._newest.key in keys:
            self._newest = None
        elif len(self._unseen) == before:
            return
        self.changed.emit()

    def turn_page(self) -> None:
        """Another consignment is open: what was said of the one before alone is no longer shown."""
        self.withdraw(*OF_ONE_CONSIGNMENT, *self._before)
        self._before = frozenset(each.key for each in self._unseen) & OF_THE_WORK_BEFORE

    def work_goes_on(self) -> None:
        """Something was decided since: nobody still needs to see what became of the work before."""
        self.withdraw("decision.incomplete", *OF_THE_WORK_BEFORE)


def message_of(problem: Problem, kind: Kind = Kind.PROBLEM, key: str = "") -> Message:
    """A problem as a message: its sentences translated (context `Problem`), its values filled in."""
    what, safe, do_now = (
        said(sentence, problem.values) for sentence in (problem.what, problem.safe, problem.do_now)
    )
    return Message(what=what, safe=safe, do_now=do_now, kind=kind, key=key, code=problem.code)
