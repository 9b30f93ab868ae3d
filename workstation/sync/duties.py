"""What the sync thread does besides sending and pulling: each duty in its place of a cycle, as often as it is
due.

A duty needs a capability that the service's information names; a service without it is not asked. Where the
line is down, or the bench is not let in, that stops the cycle like everything else. Where the service answers
and only this duty cannot be done, it is tried again later: the queue is renewed and decisions go out.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from workstation.domain.problems import Problem, Refused
from workstation.host.clock import Clock

log: Final = logging.getLogger(__name__)

AGAIN_S: Final = 60.0
"""When a duty that the service could not do is tried again, unless it comes more often by itself."""

_OF_THIS_DUTY: Final = frozenset({"service.failing", "answer.unreadable", "answer.too_large"})
"""Codes of problems that an answer of the service itself has, about one request."""

HEARD: Final = "heard"
"""After the service said who it is, before anything is sent."""
SENT: Final = "sent"
"""After events were sent and answered; and when its time has come."""
IDLE: Final = "idle"
"""Before the pull: what decisions need."""
EACH: Final = "each"
"""At the end of each cycle, also while a long pull is under way."""


class Duty(NamedTuple):
    """One thing to do: `place` in the cycle, at least `every_s` seconds apart, only where the service has the
    capability `needs` (empty: any service). `run` may say what of the `LineState` is otherwise now.
    """

    name: str
    place: str
    every_s: float
    run: "Callable[[], Mapping[str, Any] | None]"
    needs: str = ""


class Duties:
    """Keeps when each duty is due. For the sync thread."""

    def __init__(self, duties: Iterable[Duty], clock: Clock) -> None:
        self._duties = tuple(duties)
        self._clock = clock
        self._due_at: dict[str, float] = {}
        self._capabilities: Collection[str] = ()

    def heard(self, capabilities: Collection[str]) -> None:
        """The service answers, and can do this: do what is due before anything else is asked of it."""
        self._capabilities = capabilities
        self.run(HEARD)

    def run(self, place: str, *, at_once: bool = False) -> Mapping[str, Any]:
        """Do what is due in this place of the cycle; `at_once`: whether due or not. What of the `LineState`
        is otherwise now.
        """
        changes: dict[str, Any] = {}
        for duty in self._duties:
            if duty.place != place or (duty.needs and duty.needs not in self._capabilities):
                continue
            if at_once or self._clock.monotonic() >= self._due_at.get(duty.name, 0.0):
                pause_s = duty.every_s
                try:
                    changes |= duty.run() or {}
                except Problem as problem:
                    if place == HEARD or not _is_of_this_duty(problem):
                        raise
                    log.info("a duty cannot be done now", extra={"kind": duty.name, "code": problem.code})
                    pause_s = min(pause_s, AGAIN_S)
                self._due_at[duty.name] = self._clock.monotonic() + pause_s
        return changes

    def forget(self) -> None:
        """Everything is due: the service is another, or has lost its history."""
        self._due_at.clear()


def _is_of_this_duty(problem: Problem) -> bool:
    """Whether the service answered, and it is this request alone that it cannot serve."""
    return isinstance(problem, Refused) or problem.code in _OF_THIS_DUTY
