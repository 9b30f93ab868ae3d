"""Bench and service compare what they hold of a ledger: what one has lost comes back, and a fork is told."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.central.making import document
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_line import FaultyLine
from tests.sync.bench import Bench
from workstation.central.serve import ServiceThread
from workstation.central.store import CentralStore
from workstation.identity.token import Token
from workstation.sync.comparing import EVERY_S
from workstation.sync.duties import SENT, Duties, Duty

pytestmark = pytest.mark.expected_log(
    "does not hold what it acknowledged|new epoch|alarm fork|two entries in one place|this ledger has not"
)


class Service:
    """A service whose database can be copied, and put back as it was: a restore from a backup."""

    def __init__(self, folder: Path, line: FaultyLine, clock: FakeClock) -> None:
        self._folder = folder
        self.line = line
        self._clock = clock
        self._stack = ExitStack()
        self.store: CentralStore

    def start(self) -> None:
        self.store = CentralStore.open(f"sqlite:///{self._folder / 'central.db'}", clock=self._clock)
        self._stack.callback(self.store.close)
        self.line.upstream = self._stack.enter_context(ServiceThread(self.store)).address

    def stop(self) -> None:
        self._stack.close()

    def back_up(self) -> None:
        self.stop()
        shutil.copy(self._folder / "central.db", self._folder / "backup.db")
        self.start()

    def restore(self, *, new_epoch: bool) -> None:
        self.stop()
        for left in self._folder.glob("central.db*"):
            left.unlink()
        shutil.copy(self._folder / "backup.db", self._folder / "central.db")
        self.start()
        if new_epoch:
            self.store.begin_epoch()


@pytest.fixture
def central(tmp_path: Path, clock: FakeClock) -> Iterator[Service]:
    folder = tmp_path / "service"
    folder.mkdir()
    with FaultyLine() as line:
        made = Service(folder, line, clock)
        made.start()
        made.store.put_consignments([document(f"C{n}") for n in range(1, 10)])
        yield made
        made.stop()


MakeBench = Callable[..., Bench]


@pytest.fixture
def make(central: Service, tmp_path: Path, clock: FakeClock) -> Iterator[MakeBench]:
    with ExitStack() as opened:

        def made(folder: str = "bench-1", *, key: int = 1, token: str = "") -> Bench:
            token = token or central.store.add_token("bench-1", "bench", "bench-1")
            address = central.line.address
            bench = opened.enter_context(Bench(tmp_path / folder, address, token, clock, key=key))
            bench.enrol()
            return bench

        yield made


@pytest.fixture
def bench(make: MakeBench) -> Bench:
    made = make()
    made.pull()
    return made


def decide_and_send(bench: Bench, *consignments: str) -> None:
    for each in consignments:
        bench.decide("hold", each)
    bench.push()


def stored_ids(central: Service) -> list[str]:
    events = central.store.events(None, 200).events
    return [msgspec.json.decode(each.submission)["event"]["id"] for each in events]


def test_a_new_ledger_and_a_grown_one_agree(bench: Bench, central: Service) -> None:
    assert bench.compare() == (0, 0)
    decide_and_send(bench, "C1", "C2")
    assert bench.compare() == (2, 0)
    bench.decide("hold", "C3")
    assert bench.compare() == (2, 0)
    bench.push()
    assert bench.compare() == (3, 0)
    asked = [r.target.partition("?")[2] for r in central.line.requests if "/v1/ledgers/" in r.target]
    # After each sending only what is new is asked for.
    assert asked == ["after=0", "after=0", "after=2&up_to=2", "after=2", "after=2", "after=3&up_to=3"]


@pytest.mark.parametrize("new_epoch", [False, True])
def test_a_service_restored_from_a_backup_gets_back_what_it_lost(
    bench: Bench, central: Service, new_epoch: bool
) -> None:
    decide_and_send(bench, "C1", "C2")
    assert bench.compare() == (2, 0)
    central.back_up()
    decide_and_send(bench, "C3", "C4")
    assert bench.compare() == (4, 0)
    central.restore(new_epoch=new_epoch)
    assert len(stored_ids(central)) == 2
    if new_epoch:
        bench.writes.to_ledger(lambda ledger: ledger.meet_epoch(central.store.state().epoch))
        bench.push()
    else:
        # Nothing else has changed: the comparison alone finds it.
        assert bench.compare() == (2, 2)
        assert sorted(bench.states().values()) == ["acknowledged"] * 2 + ["waiting"] * 2
        bench.push()
    assert bench.compare() == (4, 0)
    assert sorted(stored_ids(central)) == sorted(bench.states())
    assert len(set(stored_ids(central))) == 4


@pytest.mark.parametrize("new_epoch", [False, True])
@pytest.mark.expected_log("it is sent again")
def test_it_gets_back_of_the_ledgers_before_this_one_too_what_it_lost(
    make: MakeBench, central: Service, new_epoch: bool
) -> None:
    """The machine was installed anew since: the new one alone still has what the old one decided."""
    old = make()
    old.pull()
    decide_and_send(old, "C1")
    central.back_up()
    decide_and_send(old, "C2", "C3")
    old.__exit__()
    anew = make("anew", key=2)
    anew.pull()
    anew.own.run()
    assert anew.ledger.earlier.count() == 3
    decide_and_send(anew, "C4")
    before = stored_ids(central)
    central.restore(new_epoch=new_epoch)
    anew.token = Token(central.store.add_token("bench-1", "bench", "bench-1"))
    anew.enrol()
    anew.decide("hold", "C5")
    if new_epoch:
        anew.writes.to_ledger(lambda ledger: ledger.meet_epoch(central.store.state().epoch))
    else:
        assert anew.compare() == (0, 1)
    assert anew.ledger.counts().waiting == 5
    # What is new here goes before what only may be lost.
    assert [each.event.consignment for each in anew.ledger.due(9, anew.clock.now())][2:] == ["C1", "C2", "C3"]
    anew.push()
    assert anew.ledger.counts().waiting == 0
    assert set(before) < set(stored_ids(central))
    assert len(stored_ids(central)) == 5


def test_refused_ones_are_given_back_too(bench: Bench, central: Service) -> None:
    bench.decide("hold", "C1")
    central.back_up()
    bench.decide("release", "C2", scope=())
    bench.push()
    assert sorted(bench.states().values()) == ["acknowledged", "refused"]
    assert bench.compare() == (2, 0)
    central.restore(new_epoch=False)
    assert bench.compare() == (0, 2)
    bench.push()
    assert bench.compare() == (2, 0)
    assert sorted(bench.states().values()) == ["acknowledged", "refused"]


def test_a_service_that_forgets_without_end_is_not_sent_to_without_end(
    bench: Bench, central: Service, clock: FakeClock
) -> None:
    central.back_up()
    decide_and_send(bench, "C1")
    differing = []
    for _ in range(8):
        central.restore(new_epoch=False)
        bench.enrol()
        differing.append(bench.compare()[1])
        bench.push()
    assert differing == [1] * 8
    assert list(bench.states().values()) == ["acknowledged"]
    clock.advance(EVERY_S)
    bench.compare()
    bench.push()
    assert bench.compare() == (1, 0)


def test_a_lost_place_in_the_middle_is_found_by_the_hour(
    bench: Bench, central: Service, clock: FakeClock
) -> None:
    decide_and_send(bench, "C1", "C2", "C3")
    assert bench.compare() == (3, 0)
    with central.store._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM act WHERE id = (SELECT id FROM event WHERE sequence = 2)")
        connection.exec_driver_sql("DELETE FROM event WHERE sequence = 2")
    assert bench.compare() == (2, 1)
    bench.push()
    assert bench.compare() == (3, 0)


def test_another_hash_at_the_service_is_found_though_the_counts_agree(
    bench: Bench, central: Service, clock: FakeClock
) -> None:
    decide_and_send(bench, *(f"C{1 + n % 9}" for n in range(30)))
    assert bench.compare() == (30, 0)
    with central.store._database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE act SET id = 'x' WHERE id = (SELECT id FROM event WHERE sequence = 17)"
        )
        connection.exec_driver_sql(
            "UPDATE event SET fingerprint = 'f' || fingerprint, id = 'x' WHERE sequence = 17"
        )
    clock.advance(EVERY_S)
    assert bench.compare() == (30, 1)
    assert ("fork", "") in bench.attention()
    # What the service does not hold it is offered again: both are kept from then on.
    bench.push()
    assert len(central.store.benches.alarms(0, 10).alarms) == 1


# --- copied and restored ledgers ----------------------------------------------------------------------------


def copy_of(folder: Path, name: str) -> Path:
    """The bench's files as a disk image has them."""
    copy = folder.with_name(name)
    shutil.copytree(folder, copy)
    return copy


def test_a_ledger_that_was_copied_forks_and_both_benches_are_told(
    make: MakeBench, central: Service, tmp_path: Path, clock: FakeClock
) -> None:
    token = central.store.add_token("bench-1", "bench", "bench-1")
    original = make(token=token)
    original.pull()
    decide_and_send(original, "C1")
    original.__exit__()
    copy_of(tmp_path / "bench-1", "copy")
    original, copy = make(token=token), make("copy", token=token)
    assert original.ledger.id == copy.ledger.id
    decide_and_send(original, "C2")
    assert original.compare() == (2, 0)
    assert original.attention() == []
    decide_and_send(copy, "C3")
    # Both have their effect: nobody is refused for having come second.
    assert list(copy.states().values()) == list(original.states().values()) == ["acknowledged"] * 2
    for bench in (copy, original):
        bench.compare()
        assert bench.attention() == [("fork", "")]
        bench.pull()
    assert [act.kind for id in ("C2", "C3") for act in copy.consignment(id).acts] == ["hold", "hold"]
    # Ended by a person it stays ended, until there are more.
    (attention,) = copy.ledger.attention(10)
    copy.ledger.end_attention(attention.id, "it")
    copy.compare()
    assert copy.attention() == []
    decide_and_send(original, "C4")
    decide_and_send(copy, "C5")
    copy.compare()
    assert copy.attention() == [("fork", "")]


def test_a_ledger_that_was_restored_from_an_old_copy_gets_its_acts_back(
    make: MakeBench, central: Service, tmp_path: Path
) -> None:
    token = central.store.add_token("bench-1", "bench", "bench-1")
    bench = make(token=token)
    bench.pull()
    decide_and_send(bench, "C1")
    bench.__exit__()
    old = copy_of(tmp_path / "bench-1", "old")
    bench = make(token=token)
    decide_and_send(bench, "C2", "C3")
    bench.__exit__()
    shutil.rmtree(tmp_path / "bench-1")
    old.rename(tmp_path / "bench-1")
    restored = make(token=token)
    assert restored.compare() == (3, 2)
    assert restored.attention() == [("ledger", "")]
    restored.own.run()
    assert [entry.act.kind for entry in restored.ledger.acts_on("C2")] == ["hold"]
    assert restored.ledger.earlier.count() == 2


def test_a_ledger_whose_beginning_lies_in_an_archive_is_compared_from_there(
    bench: Bench, central: Service, clock: FakeClock
) -> None:
    decide_and_send(bench, "C1", "C2", "C3")
    assert bench.compare() == (3, 0)
    run = bench.ledger.trimming.run_before(clock.now() + timedelta(days=1))
    assert run is not None
    bench.ledger.trimming.trim(
        replace(run, first=1, last=2, hash=bench.ledger.comparing.hash_at(2)), "e", "s", 0
    )
    assert bench.compare() == (3, 0)
    clock.advance(EVERY_S)
    assert bench.compare() == (3, 0)
    assert bench.attention() == []
    decide_and_send(bench, "C4")
    assert bench.compare() == (4, 0)


def test_a_service_without_the_capability_is_not_asked(clock: FakeClock) -> None:
    asked: list[Any] = []
    duty = Duty("compare", SENT, 0.0, lambda: asked.append(1), "ledgers")
    duties = Duties((duty,), clock)
    duties.heard(("gzip",))
    assert duties.run(SENT, at_once=True) == {}
    assert asked == []
