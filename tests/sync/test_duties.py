"""What the sync thread does besides sending and pulling, and what of it stops the rest."""

import pytest

from tests.fakes.clock import FakeClock
from workstation.domain.problems import Problem
from workstation.sync import problems
from workstation.sync.duties import AGAIN_S, HEARD, IDLE, Duties, Duty


class Tries:
    """Counts, and raises what it is told to."""

    def __init__(self, problem: Problem | None) -> None:
        self.problem = problem
        self.times = 0

    def __call__(self) -> None:
        self.times += 1
        if self.problem is not None:
            raise self.problem


def duties(clock: FakeClock, *tries: Tries, place: str = IDLE) -> Duties:
    return Duties((Duty(f"duty-{n}", place, 3600.0, each) for n, each in enumerate(tries)), clock)


@pytest.mark.parametrize(
    "problem",
    [
        problems.failing(500, None),
        problems.unreadable("broken off"),
        problems.refused(404, "not_found", "none"),
    ],
)
def test_what_the_service_cannot_do_stops_nothing_else_and_is_tried_again_soon(problem: Problem) -> None:
    clock, failing, other = FakeClock(), Tries(problem), Tries(None)
    some = duties(clock, failing, other)
    some.run(IDLE)
    some.run(IDLE)
    assert (failing.times, other.times) == (1, 1)
    clock.advance(AGAIN_S)
    failing.problem = None
    some.run(IDLE)
    clock.advance(AGAIN_S)
    some.run(IDLE)
    assert (failing.times, other.times) == (2, 1)


@pytest.mark.parametrize(
    "problem",
    [
        problems.unreachable("line.unreachable", "no connection"),
        problems.web_page(200),
        problems.failing(503, 30.0),
        problems.not_let_in(401, "token.unknown"),
    ],
)
def test_a_line_that_is_down_stops_the_cycle(problem: Problem) -> None:
    some = duties(FakeClock(), Tries(problem))
    with pytest.raises(type(problem)):
        some.run(IDLE)


def test_who_is_not_let_in_by_its_enrolment_does_nothing_else() -> None:
    some = duties(FakeClock(), Tries(problems.refused(403, "enrolment.other_key", "no")), place=HEARD)
    with pytest.raises(Problem):
        some.heard(())
