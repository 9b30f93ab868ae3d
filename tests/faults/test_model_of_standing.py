"""Rule 4 of the design under everything that can happen to a line, a bench and a service.

Any order of acts, cuts, doublings, reorderings, restarts and restores; then everything is delivered, and all
replicas reach the same standing, no release stands over a hold that its officer had not seen, and no act is
lost or counted twice. `SOAK_EXAMPLES` in the environment makes it long.
"""

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.faults.world import (
    AGENCIES,
    CONSIGNMENTS,
    FAULTS,
    GOODS,
    GOODS_THERE,
    OFFICES,
    Replica,
    World,
    part,
)
from workstation.domain.act import Act, Effect, ScopeEntry
from workstation.domain.standing import ConsignmentStanding, Standing, standing_of

LONG = int(os.environ.get("SOAK_EXAMPLES", "0"))
"""How many examples the long form tries."""

IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of its own in it
"""Nothing here asks whether the disk keeps what it took; without one there is time for more histories."""

COUNTED: Counter[str] = Counter()
"""What was tried, for the figures of the long form."""

BENCH = st.sampled_from(sorted(OFFICES))
CONSIGNMENT = st.sampled_from(("C-1", "C-1", "C-1", "C-2"))
OFFICER = st.sampled_from(("officer-1", "officer-2"))
WHICH = st.integers(0, 50)
SCOPE = st.lists(
    st.sampled_from(sorted(GOODS)).flatmap(
        lambda goods: st.builds(part, st.just(goods), st.none() | st.integers(1, GOODS[goods]))
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda entry: entry.goods,
)
MAYBE_NONE: st.SearchStrategy[list[ScopeEntry]] = SCOPE | SCOPE | SCOPE | st.just([])
"""An act that lists no goods is refused, and stays in the graph."""
OPEN_LINE = st.lists(st.sampled_from(FAULTS), max_size=3)


# --- what must be so ----------------------------------------------------------------------------------------


def past_of(act: Act, acts: Sequence[Act]) -> set[str]:
    """Ids of what its officer had seen, followed act by act: not by the program's own graph."""
    by_id = {each.id: each for each in acts}
    reached: set[str] = set()
    ahead = [*act.seen, *act.names]
    while ahead:
        id = ahead.pop()
        if id not in reached:
            reached.add(id)
            ahead += [*by_id[id].seen, *by_id[id].names] if id in by_id else []
    return reached


def no_release_covers_what_it_had_not_seen(standing: ConsignmentStanding, acts: Sequence[Act]) -> None:
    """Whoever released goods knew of every hold and seizure there ever was on them."""
    by_id = {each.id: each for each in acts}
    for goods in standing.goods:
        if goods.standing is not Standing.RELEASED:
            continue
        stops = {
            act.id
            for act in acts
            if act.does() in (Effect.HOLD, Effect.SEIZE)
            and act.outcome != "refused"
            and goods.goods in [entry.goods for entry in act.scope]
        }
        assert goods.acts, "released by nobody"
        for release in goods.acts:
            assert stops <= past_of(by_id[release], acts), "a release over a hold that it had not seen"


def all_have_come_to_the_same(world: World) -> None:
    """After everything was delivered to everybody."""
    for consignment in CONSIGNMENTS:
        acts = world.acts_at_service(consignment)
        standing = world.standing(consignment)
        no_release_covers_what_it_had_not_seen(standing, acts)
        for bench in world.benches.values():
            assert {act.id for act in bench.acts(consignment)} == {act.id for act in acts}
            assert world.standing_at(bench, consignment) == standing


def nothing_is_lost_or_counted_twice(world: World) -> None:
    """Each act that a bench recorded is at the service once, and the bench knows what became of it."""
    acts = [act for consignment in CONSIGNMENTS for act in world.acts_at_service(consignment)]
    recorded = [id for bench in world.benches.values() for id in bench.recorded]
    assert Counter(act.id for act in acts) == Counter([*recorded, *world.agency_acts])
    outcomes = {act.id: act.outcome for act in acts}
    for bench in world.benches.values():
        rows = bench.ledger.deliveries(None, 10_000)
        assert [row.event_id for row in reversed(rows)] == bench.recorded
        said = {row.event_id: "accepted" if row.state == "acknowledged" else row.state for row in rows}
        assert said == {id: outcomes[id] for id in bench.recorded}
        assert bench.ledger.verify().faults == ()


def every_conflict_is_in_front_of_a_person(world: World) -> None:
    """Each release that missed a hold is in attention at the bench that released."""
    for consignment in CONSIGNMENTS:
        for conflict in world.standing(consignment).conflicts:
            for bench in world.benches.values():
                if conflict.release in bench.recorded:
                    keys = bench.ledger.attention_keys_on(consignment)
                    assert {f"conflict:{conflict.release}:{each}" for each in conflict.missed} <= set(keys)


def the_order_of_arrival_does_not_matter(world: World, seed: int) -> None:
    """A service that heard the same in another order says the same."""
    dice = random.Random(seed)

    def shuffled(lines: list[bytes]) -> list[bytes]:
        return dice.sample(lines, len(lines))

    with world.service_that_heard(shuffled) as other:
        for consignment in CONSIGNMENTS:
            here, there = world.standing(consignment), other.standing(consignment)
            assert there.goods == here.goods
            assert (there.standing, there.conflicts) == (here.standing, here.conflicts)


def has_come_out_right(world: World, seed: int = 1) -> None:
    """Everything that must be so at the end."""
    world.everything_arrives()
    all_have_come_to_the_same(world)
    nothing_is_lost_or_counted_twice(world)
    every_conflict_is_in_front_of_a_person(world)
    the_order_of_arrival_does_not_matter(world, seed)


# --- any order of anything ----------------------------------------------------------------------------------

Step = tuple[str, dict[str, Any]]


def _step(what: str, /, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(what), st.fixed_dictionaries(arguments))


DECIDES = _step(
    "decides",
    name=BENCH,
    kind=st.sampled_from(("release", "release", "hold", "seize")),
    officer=OFFICER,
    consignment=CONSIGNMENT,
    scope=MAYBE_NONE,
    held_back=st.booleans(),
)
NAMES_ANOTHER = _step(
    "names_another",
    name=BENCH,
    kind=st.sampled_from(("lift", "lift", "annul", "acknowledge")),
    officer=OFFICER,
    consignment=CONSIGNMENT,
    which=WHICH,
    also=WHICH,
    scope=st.just([]) | SCOPE,
)
AGENCY_DECIDES = _step(
    "agency_decides",
    agency=st.sampled_from(AGENCIES),
    kind=st.sampled_from(("hold", "hold", "seize", "lift", "annul")),
    consignment=CONSIGNMENT,
    scope=SCOPE,
    which=WHICH,
    saw=st.booleans(),
)
SENDS = _step("sends", name=BENCH, faults=OPEN_LINE, size=st.integers(1, 4))
PULLS = _step("pulls", name=BENCH)
STEP = st.one_of(
    *(DECIDES, DECIDES, DECIDES, NAMES_ANOTHER, NAMES_ANOTHER, SENDS, SENDS, PULLS, PULLS),
    AGENCY_DECIDES,
    _step("agency_arrives", which=WHICH),
    _step("delivers_late", name=BENCH, which=WHICH),
    _step("all_meet", names=st.permutations(sorted(OFFICES))),
    _step("time_goes_on", seconds=st.sampled_from((1, 6, 61))),
    _step("bench_restarts", name=BENCH, loses_copies=st.booleans()),
    _step("service_restarts"),
    _step("service_is_saved"),
    _step("service_is_restored", new_epoch=st.booleans()),
)
"""What may happen next. One rule over all of it: rules of their own would be left out of a history at
random, and most histories would have nothing to tell.
"""


class AnyOrder(RuleBasedStateMachine):
    """One thing after another."""

    @initialize(seed=st.integers(0, 1000), has_restores=st.booleans())
    def opens(self, seed: int, has_restores: bool) -> None:
        self._seed = seed
        # After a restore everything is sent again, which would hide what was lost before.
        self._has_restores = has_restores
        self._place = tempfile.TemporaryDirectory(prefix="model-", dir=IN_MEMORY)
        self.world = World(Path(self._place.name))

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        COUNTED["histories"] += 1
        COUNTED["acts of benches"] += sum(len(bench.recorded) for bench in self.world.benches.values())
        COUNTED["acts of agencies"] += len(self.world.agency_acts)
        try:
            has_come_out_right(self.world, self._seed)
        finally:
            self.world.close()
            self._place.cleanup()

    @rule(step=STEP)
    def happens(self, step: Step) -> None:
        what, arguments = step
        COUNTED[what.replace("_", " ")] += 1
        getattr(self, f"_{what}")(**arguments)

    @invariant()
    def no_release_stands_over_a_hold_that_it_had_not_seen(self) -> None:
        if not hasattr(self, "world"):
            return
        for consignment in CONSIGNMENTS:
            for acts in self.world.seen_everywhere(consignment):
                no_release_covers_what_it_had_not_seen(standing_of(GOODS_THERE, acts), acts)

    def _bench(self, name: str) -> Replica:
        return self.world.benches[name]

    # --- acts ---

    def _decides(
        self,
        name: str,
        kind: str,
        officer: str,
        consignment: str,
        scope: list[ScopeEntry],
        held_back: bool,
    ) -> None:
        hold_back_s = 5.0 if held_back and kind == "release" else 0.0
        self._bench(name).decides(kind, consignment, scope=scope, officer=officer, hold_back_s=hold_back_s)

    def _names_another(
        self,
        name: str,
        kind: str,
        officer: str,
        consignment: str,
        which: int,
        also: int,
        scope: list[ScopeEntry],
    ) -> None:
        bench = self._bench(name)
        known = [act.id for act in bench.acts(consignment)]
        if not known:
            return
        named = {known[which % len(known)]}
        if kind == "acknowledge":
            named.add(known[also % len(known)])
        scope = scope if kind == "lift" else []
        bench.decides(kind, consignment, names=sorted(named), scope=scope, officer=officer)

    def _agency_decides(
        self, agency: str, kind: str, consignment: str, scope: list[ScopeEntry], which: int, saw: bool
    ) -> None:
        known = [act.id for act in self.world.acts_at_service(consignment)]
        seen = known if saw else []
        if kind in ("hold", "seize"):
            self.world.agency_decides(agency, kind, consignment, scope=scope, seen=seen)
        elif known:
            self.world.agency_decides(agency, kind, consignment, names=[known[which % len(known)]], seen=seen)

    def _agency_arrives(self, which: int) -> None:
        self.world.agency_arrives(which)

    # --- the line ---

    def _sends(self, name: str, faults: list[str], size: int) -> None:
        self._bench(name).sends(*faults, size=size)

    def _delivers_late(self, name: str, which: int) -> None:
        self._bench(name).line.delivers_late(which)

    def _pulls(self, name: str) -> None:
        self._bench(name).hears()
        self._bench(name).pulls()

    def _all_meet(self, names: list[str]) -> None:
        for name in names:
            self._bench(name).hears()
            self._bench(name).sends()
            self._bench(name).pulls()

    def _time_goes_on(self, seconds: int) -> None:
        self.world.clock.advance(seconds)

    # --- bench and service ---

    def _bench_restarts(self, name: str, loses_copies: bool) -> None:
        self._bench(name).restarts(loses_copies=loses_copies)

    def _service_restarts(self) -> None:
        self.world.service_restarts()

    def _service_is_saved(self) -> None:
        self.world.service_is_saved()

    def _service_is_restored(self, new_epoch: bool) -> None:
        if self._has_restores:
            self.world.service_is_restored(new_epoch=new_epoch)


@pytest.mark.expected_log(
    "the central service began a new epoch|lost a part of its history|outcomes without|does not hold what"
    "|alarm mandate.annul"  # no bench of the model has a mandate
)
class TestAnyOrder(AnyOrder.TestCase):  # type: ignore[valid-type,misc]
    settings = settings(
        max_examples=LONG or 20,
        stateful_step_count=60 if LONG else 40,
        deadline=None,
        derandomize=not LONG,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
    )


@pytest.fixture(scope="module", autouse=True)
def figures() -> Iterator[None]:
    yield
    if LONG:
        sys.stdout.write(f"\n{dict(COUNTED)}, all came to the same\n")


# --- examples -----------------------------------------------------------------------------------------------


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    for bench in made.benches.values():
        bench.hears()
        bench.pulls()
    yield made
    made.close()


SHIRTS = (part("shirts"),)
ALL = (part("shirts"), part("shoes"))


@pytest.mark.expected_log("alarm mandate.annul")  # no bench of the model has a mandate
def test_a_release_by_one_who_saw_the_seizure_but_not_the_hold_covers_neither(world: World) -> None:
    a, b, c = (world.benches[name] for name in ("bench-a", "bench-b", "bench-c"))
    seizure = a.decides("seize", scope=SHIRTS)
    a.sends()
    b.pulls()
    c.decides("hold", scope=SHIRTS)  # has seen nothing
    b.decides("release", scope=ALL)
    annulment = a.decides("annul", names=[seizure])
    for order in (b, a, c):
        order.sends()
    has_come_out_right(world)
    stood = world.standing("C-1")
    assert stood.standing is Standing.HELD
    assert annulment in [act.id for act in world.acts_at_service("C-1")]
    assert len(stood.conflicts) == 1


def test_a_hold_and_then_a_release_by_the_same_officer_off_line(world: World) -> None:
    a, b = world.benches["bench-a"], world.benches["bench-b"]
    hold = a.decides("hold", scope=ALL)
    a.decides("release", scope=ALL)
    assert world.standing_at(a, "C-1").standing is Standing.HELD
    a.sends("answer lost", size=1)
    b.pulls()
    assert world.standing_at(b, "C-1").open_holds == (hold,)
    has_come_out_right(world)
    assert world.standing("C-1").standing is Standing.HELD
    assert world.standing("C-1").conflicts == ()


def test_of_two_agencies_holds_the_one_that_was_not_seen_stays(world: World) -> None:
    a = world.benches["bench-a"]
    first = world.agency_decides("medicines", "hold", scope=ALL)
    world.agency_arrives(0)
    second = world.agency_decides("narcotics", "hold", scope=SHIRTS, seen=[first])
    third = world.agency_decides("medicines", "lift", names=[first], seen=[first])
    world.agency_arrives(2)
    a.pulls()
    release = a.decides("release", scope=ALL)
    a.sends()
    has_come_out_right(world)
    stood = world.standing("C-1")
    assert stood.open_holds == (second,)
    assert [goods.standing for goods in stood.goods] == [Standing.HELD, Standing.RELEASED]
    assert [(each.release, each.missed) for each in stood.conflicts] == [(release, (second,))]
    assert third not in stood.without_effect


def test_parts_that_two_officers_released_unseen_are_not_added_up(world: World) -> None:
    a, b = world.benches["bench-a"], world.benches["bench-b"]
    a.decides("release", scope=[part("shirts", 6)])
    b.decides("release", scope=[part("shirts", 4)])
    b.sends("doubled")
    has_come_out_right(world)
    shirts = world.standing("C-1").goods[0]
    assert (shirts.standing, shirts.part) == (Standing.UNDECIDED, True)
    a.decides("release", scope=[part("shirts", 4)])
    has_come_out_right(world)
    assert world.standing("C-1").goods[0].standing is Standing.RELEASED


def test_a_part_that_is_held_holds_the_whole_until_it_is_lifted(world: World) -> None:
    a, c = world.benches["bench-a"], world.benches["bench-c"]
    hold = a.decides("hold", scope=[part("shirts", 3)])
    a.sends("answered in part")
    c.pulls()
    c.decides("release", scope=[part("shirts", 7)])
    c.sends("held up")
    a.decides("lift", names=[hold], scope=[part("shirts", 3)])
    a.decides("release", scope=[part("shirts")])
    has_come_out_right(world)
    assert world.standing("C-1").goods[0].standing is Standing.RELEASED


@pytest.mark.expected_log("began a new epoch|lost a part of its history|does not hold what")
@pytest.mark.parametrize("new_epoch", [True, False])
def test_what_a_restored_service_lost_is_there_again(world: World, new_epoch: bool) -> None:
    a, b = world.benches["bench-a"], world.benches["bench-b"]
    world.service_is_saved()
    hold = a.decides("hold", scope=ALL)
    a.sends()
    b.pulls()
    b.decides("lift", names=[hold])
    b.decides("release", scope=ALL)
    b.sends("answer lost")
    world.service_is_restored(new_epoch=new_epoch)
    b.sends()
    has_come_out_right(world)
    assert world.standing("C-1").standing is Standing.RELEASED


@pytest.mark.expected_log("began a new epoch|lost a part of its history|does not hold what")
@pytest.mark.parametrize("new_epoch", [True, False])
def test_a_refused_act_that_a_restored_service_lost_is_there_again(world: World, new_epoch: bool) -> None:
    a = world.benches["bench-a"]
    world.service_is_saved()
    empty = a.decides("hold", scope=())
    a.decides("release", scope=[part("shoes")])
    a.sends()
    assert [row.state for row in a.ledger.deliveries(None, 10)] == ["acknowledged", "refused"]
    world.service_is_restored(new_epoch=new_epoch)
    has_come_out_right(world)
    assert empty in [act.id for act in world.acts_at_service("C-1")]
    assert world.standing("C-1").goods[1].standing is Standing.RELEASED


def test_a_lift_of_anothers_hold_says_the_same_before_the_hold_is_known_and_after(world: World) -> None:
    a, c = world.benches["bench-a"], world.benches["bench-c"]
    hold = a.decides("hold", scope=SHIRTS)
    a.sends()
    c.pulls()
    c.decides("lift", names=[hold])  # of another office
    a.decides("lift", names=[hold])
    a.decides("release", scope=SHIRTS)
    a.sends()
    c.sends()
    for seed in range(6):
        has_come_out_right(world, seed)
