"""kill -9 of benches and service at random moments, over a line that does everything that lines do: each
decision that was confirmed is at the service exactly once, and no other is half there.

`SOAK_KILLS` in the environment says how many kills the long form makes, `SOAK_SEED` which.
"""

import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
import pytest

from tests.faults.bench_and_service import Orders, Victim, preload, serve_for_ever, work
from tests.faults.faulty_proxy import FaultyProxy
from tests.journeys.parcels import parcel
from workstation.central.cursors import cursor_of
from workstation.central.store import CentralStore
from workstation.contract.messages import Submission
from workstation.domain.event import canonical, hash_of
from workstation.host.clock import SystemClock
from workstation.host.paths import Profile, home_of
from workstation.identity.keys import open_keys
from workstation.ledger.store import Ledger
from workstation.training import reference

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a system without SIGKILL"),
]

KILLS: Final = int(os.environ.get("SOAK_KILLS", "50"))
SEED: Final = int(os.environ.get("SOAK_SEED", "20261127"))
DRAINED_WITHIN_S: Final = 150.0 + KILLS / 2
"""The more kills, the more may wait at the end: benches live too shortly to send all that they decide."""
BENCHES: Final = ("BENCH-1", "BENCH-2")
OFFICE: Final = "ZZ000100"


class Stage:
    """Two benches, a service, and a bad line for each bench."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.database = f"sqlite:///{folder / 'central.db'}"
        self.consignments = tuple(f"C-{n}" for n in range(1, 13))
        with closing(CentralStore.open(self.database)) as store:
            store.put_reference(reference.lists())
            store.put_consignments(
                [msgspec.json.encode(parcel(each, f"RB{n:09}GB")) for n, each in enumerate(self.consignments)]
            )
            tokens = {name: store.add_token(name, "bench", name) for name in BENCHES}
        self.service = Victim(serve_for_ever, self.database)
        self.lines = {name: FaultyProxy(seed + n) for n, name in enumerate(BENCHES)}
        self.benches = {
            name: Victim(
                work,
                Orders(
                    home=folder / name,
                    bench=name,
                    address=self.lines[name].address,
                    token=tokens[name],
                    consignments=self.consignments,
                    seed=seed,
                ),
            )
            for name in BENCHES
        }

    def service_begins(self) -> None:
        self.service.begin()
        address = self.service.waits_for("ready").what
        for line in self.lines.values():
            line.upstream = address

    def bench_begins(self, name: str, *, decides: bool = True) -> None:
        bench = self.benches[name]
        (orders,) = bench.arguments
        bench.arguments = (orders._replace(seed=self.dice.randrange(1 << 30), decides=decides),)
        bench.begin()

    def kill_one(self) -> None:
        """One of them, at a moment that nobody chose, and it begins again."""
        name = self.dice.choice((*BENCHES, *BENCHES, "service"))
        for each in BENCHES:  # whatever was said meanwhile
            while self.benches[each].hears(0) is not None:
                """Until it is silent."""
        if name == "service":
            self.benches[self.dice.choice(BENCHES)].hears(self.dice.random() * 0.2)
            self.service.is_killed()
            self.service_begins()
            return
        for _ in range(self.dice.choice((0, 0, 1, 2, 3, 8, 20))):
            self.benches[name].hears(0.5)
        self.benches[name].hears(self.dice.random() * 0.05)
        self.benches[name].is_killed()
        self.bench_begins(name)

    def comes_to_rest(self) -> None:
        """The line is good, the service is back, and every bench sends what it has."""
        self.service.is_killed()
        for name, line in self.lines.items():
            line.is_faulty = False
            self.benches[name].is_killed()
            self.bench_begins(name, decides=False)
        for bench in self.benches.values():
            bench.waits_for("alone")
        self.service_begins()
        for bench in self.benches.values():
            bench.waits_for("drained", DRAINED_WITHIN_S)
        self.service.is_killed()

    def close(self) -> None:
        for victim in (*self.benches.values(), self.service):
            victim.ends()

    # --- what is so at the end ----------------------------------------------------------------------------

    def at_service(self) -> list[Submission]:
        with closing(CentralStore.open(self.database)) as store:
            found: list[Submission] = []
            page = store.events(None, 200)
            while page.events:
                found += [msgspec.json.decode(each.submission, type=Submission) for each in page.events]
                page = store.events(cursor_of(page.cursor), 200)
            return found

    def ledger_of(self, name: str) -> Ledger:
        home = home_of(Profile.TRAINING, self.folder / name)
        keys = open_keys(home)
        return Ledger.open(home.folder, keys.ledger, bench=name, office=OFFICE, clock=SystemClock())


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    preload()
    made = Stage(tmp_path, SEED)
    with made.lines["BENCH-1"], made.lines["BENCH-2"]:
        try:
            yield made
        finally:
            made.close()


def test_each_confirmed_decision_is_at_the_service_exactly_once(stage: Stage) -> None:
    stage.service_begins()
    for name in BENCHES:
        stage.bench_begins(name)
        stage.benches[name].waits_for("recorded")
    for line in stage.lines.values():
        line.is_faulty = True
    for _ in range(KILLS):
        stage.kill_one()
    stage.comes_to_rest()

    arrived = stage.at_service()
    counted = Counter(each.event.id for each in arrived)
    assert set(counted.values()) == {1}
    for name in BENCHES:
        bench = stage.benches[name]
        confirmed = [said.what for said in bench.told if said.word == "recorded"]
        assert len(confirmed) == len(set(confirmed)) > 0
        assert {said.what for said in bench.told if said.word == "refused"} <= {"decision.stale"}
        with closing(stage.ledger_of(name)) as ledger:
            assert ledger.verify().faults == ()
            counts = ledger.counts()
            kept = [row.event_id for row in reversed(ledger.deliveries(None, 1_000_000))]
            assert (counts.waiting, counts.refused) == (0, 0)
        mine = [each for each in arrived if each.event.bench == name]
        assert set(confirmed) <= set(kept)
        # What was durable and killed before it was said: at most one a kill, and whole.
        assert len(kept) - len(confirmed) <= bench.kills
        assert sorted(each.event.sequence for each in mine) == list(range(1, len(kept) + 1))
        assert {each.event.id for each in mine} == set(kept)
        assert all(each.hash == hash_of(canonical(each.event)) for each in mine)
        assert all(len(each.particulars) == len(each.event.particulars) for each in mine)
    met = sum((line.met for line in stage.lines.values()), Counter[str]())
    assert len(met) > 5
    if "SOAK_KILLS" in os.environ:
        sys.stdout.write(f"\n{KILLS} kills, {len(arrived)} decisions, each once; the line: {dict(met)}\n")
