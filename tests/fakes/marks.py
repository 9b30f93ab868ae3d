"""A book of marks in memory, with the desk's undo and redo; a test may let its writing wait or fail."""

import threading
from collections.abc import Mapping

from workstation.domain.mark import Mark
from workstation.domain.problems import Problem

State = tuple[tuple[Mark, ...], dict[str, str]]


class FakeMarkBook:
    """Satisfies `MarkBook`. `gate` holds every writing back, `problem` is raised by the next one."""

    def __init__(self) -> None:
        self.states: dict[str, list[State]] = {}
        self.undone: dict[str, list[State]] = {}
        self.written: list[str] = []
        self.problem: Problem | None = None
        self.gate = threading.Event()
        self.gate.set()

    def _state(self, consignment: str) -> State:
        return self.states.get(consignment, [((), {})])[-1]

    def of(self, consignment: str) -> tuple[Mark, ...]:
        return self._state(consignment)[0]

    def judgements(self, consignment: str) -> Mapping[str, str]:
        return dict(self._state(consignment)[1])

    def put(self, consignment: str, mark: Mark) -> None:
        marks, said = self._state(consignment)
        by_id = {each.id: each for each in marks} | {mark.id: mark}
        self._write(consignment, f"put {mark.shape}", (tuple(by_id.values()), said))

    def remove(self, consignment: str, id: str) -> None:
        marks, said = self._state(consignment)
        self._write(consignment, "remove", (tuple(each for each in marks if each.id != id), said))

    def judge(self, consignment: str, detection: str, verdict: str) -> None:
        marks, said = self._state(consignment)
        self._write(consignment, f"judge {verdict}", (marks, said | {detection: verdict}))

    def undo(self, consignment: str) -> bool:
        self._wait("undo")
        states = self.states.get(consignment, [])
        if len(states) < 2:
            return False
        self.undone.setdefault(consignment, []).append(states.pop())
        return True

    def redo(self, consignment: str) -> bool:
        self._wait("redo")
        if not self.undone.get(consignment):
            return False
        self.states[consignment].append(self.undone[consignment].pop())
        return True

    def _write(self, consignment: str, what: str, state: State) -> None:
        self._wait(what)
        self.states.setdefault(consignment, [((), {})]).append(state)
        self.undone.pop(consignment, None)

    def _wait(self, what: str) -> None:
        self.gate.wait(10)
        if self.problem is not None:
            problem, self.problem = self.problem, None
            raise problem
        self.written.append(what)
