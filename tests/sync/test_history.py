"""A service that lost what it knew is offered everything again; one that says so without end is not."""

import pytest

from tests.central.making import document
from tests.sync.bench import Bench
from workstation.central.store import CentralStore
from workstation.domain.problems import Unavailable
from workstation.sync.history import LOSSES_WITHIN_S, MOST_LOSSES, History

pytestmark = pytest.mark.expected_log("began a new epoch|lost a part of its history|not believed for a while")


def heard_by(bench: Bench) -> History:
    return History(bench.writes, bench.decided, bench.clock)


@pytest.fixture
def history(service: CentralStore, bench: Bench) -> History:
    """Of a bench with one decision that the service has acknowledged, in its epoch e0."""
    service.put_consignments([document("C1")])
    bench.pull()
    bench.decide("hold")
    bench.push()
    made = heard_by(bench)
    made.meet("e0")
    bench.push()
    assert is_acknowledged(bench)
    return made


def is_acknowledged(bench: Bench) -> bool:
    return list(bench.states().values()) == ["acknowledged"]


def lose(history: History, bench: Bench, times: int) -> None:
    """The service begins anew so often, and gets everything each time."""
    for n in range(times):
        history.meet(f"lost-{n}")
        assert not is_acknowledged(bench)
        bench.push()


def refusal(history: History) -> str:
    with pytest.raises(Unavailable) as met:
        history.check()
    return met.value.code


def test_the_same_epoch_again_means_nothing(history: History, bench: Bench) -> None:
    for _ in range(20):
        history.meet("e0")
    assert is_acknowledged(bench)
    history.check()


def test_a_few_times_are_believed_and_no_more(history: History, bench: Bench) -> None:
    lose(history, bench, MOST_LOSSES)
    history.check()
    for n in range(20):
        history.meet(f"again-{n}")
    assert is_acknowledged(bench)
    assert refusal(history) == "service.unsettled"


def test_a_lost_part_counts_as_a_new_epoch_does(history: History, bench: Bench) -> None:
    lose(history, bench, MOST_LOSSES - 1)
    history.begin_anew()
    assert not is_acknowledged(bench)
    bench.push()
    history.begin_anew()
    assert is_acknowledged(bench)
    assert refusal(history) == "service.unsettled"


def test_a_service_is_believed_again_after_a_while(history: History, bench: Bench) -> None:
    lose(history, bench, MOST_LOSSES)
    history.meet("another")
    bench.clock.advance(LOSSES_WITHIN_S - 1)
    history.meet("another")
    assert refusal(history) == "service.unsettled"
    bench.clock.advance(1)
    history.meet("another")
    history.check()
    assert history.epoch == "another"
    assert not is_acknowledged(bench)


def test_what_an_unbelieved_epoch_acknowledged_is_offered_again_though_the_old_one_is_back(
    history: History, bench: Bench
) -> None:
    lose(history, bench, MOST_LOSSES)
    history.meet("another")
    bench.clock.advance(LOSSES_WITHIN_S)
    history.meet(history.epoch)
    history.check()
    assert not is_acknowledged(bench)


def test_losses_far_apart_are_all_believed(history: History, bench: Bench) -> None:
    for n in range(3 * MOST_LOSSES):
        bench.clock.advance(LOSSES_WITHIN_S / MOST_LOSSES)
        history.meet(f"lost-{n}")
        assert not is_acknowledged(bench)
        bench.push()
    history.check()


def test_a_program_that_starts_again_offers_what_was_not_believed(history: History, bench: Bench) -> None:
    lose(history, bench, MOST_LOSSES)
    believed = history.epoch
    history.meet("another")
    again = heard_by(bench)
    again.meet(believed)
    again.check()
    assert not is_acknowledged(bench)
