"""A bench and a service as processes that are killed again and again.

The bench is the real one without its window: its files, keys, threads, desk and line. It decides on and on,
and tells each decision only after the desk has said that it is recorded. Both are begun as copies of a
process that has everything loaded, so that they live and die quickly.
"""

import random
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, NamedTuple

from workstation.barcode.reads import BarcodeRead
from workstation.bench import Around, Bench, Start
from workstation.central.serve import serve
from workstation.desk.decide import Recorded
from workstation.desk.desk import Desk
from workstation.desk.open import OpenConsignment
from workstation.domain.act import Effect
from workstation.domain.decision import DecisionDraft
from workstation.domain.problems import Problem
from workstation.domain.standing import Standing
from workstation.host.paths import Profile, home_of
from workstation.host.policy import read_policy
from workstation.host.settings_store import SettingsStore
from workstation.identity.token import Token
from workstation.sync.line import LineAddress
from workstation.sync.loop import SyncPace
from workstation.sync.news import LineChanged

PATIENCE_S: Final = 60.0
_READ: Final = BarcodeRead(text="RB123456785GB")


class Told(NamedTuple):
    """What a process says: `ready`, `recorded` with the decision's id, `refused` with why, `alone` when it
    has seen that there is no service, `waiting` with how many and how the line stands, `drained` when none.
    """

    word: str
    what: str = ""


class Orders(NamedTuple):
    """What a bench is to do. `decides`: whether it goes on deciding, or only sends what waits."""

    home: Path
    bench: str
    address: str
    token: str
    consignments: Sequence[str]
    seed: int
    decides: bool = True


# --- inside the processes -----------------------------------------------------------------------------------


def serve_for_ever(database: str, say: Connection) -> None:
    """The service, until it is killed."""
    serve(database, ready=lambda address: say.send(Told("ready", address)))


def work(orders: Orders, say: Connection) -> None:
    """A bench at work, until it is killed, or until nothing waits."""
    home = home_of(Profile.TRAINING, orders.home)
    home.prepare()
    store = SettingsStore(home.settings, read_policy())
    store.change({"officer": "officer-a", "bench": orders.bench, "undo_seconds": 1, "workplace": "document"})
    place = LineAddress(url=orders.address, token=Token(orders.token))
    pace = SyncPace(poll_s=0.1, retry_s=0.02, refused_s=0.1)
    around = Around(address=lambda: place, pace=pace)
    bench = Bench.open(Start(profile="training", home=orders.home), around)

    def hear(news: object) -> None:
        if isinstance(news, LineChanged) and news.state.phase == "off_line" and not orders.decides:
            is_alone.set()

    is_alone = threading.Event()
    line = bench.begin(hear)
    desk = Desk(bench.below(line))
    line.start()
    say.send(Told("ready", bench.ledger.id))
    if orders.decides:
        _decide_on_and_on(bench, desk, orders, say)
    # What an answer passed over is asked for again after a minute, or when the line was gone and is back.
    is_alone.wait(PATIENCE_S)
    say.send(Told("alone"))
    look = threading.Event()
    while (counts := bench.ledger.counts()).waiting:
        state = line.state()
        say.send(Told("waiting", f"{counts.waiting} {state.phase} {state.problem}"))
        look.wait(0.5)
        line.wake()  # as the return of the network does: pauses have grown, and are kept across restarts
    bench.close()
    say.send(Told("drained", f"{counts.recorded} {counts.acknowledged} {counts.refused}"))


def _decide_on_and_on(bench: Bench, desk: Desk, orders: Orders, say: Connection) -> None:
    dice = random.Random(orders.seed)
    write = bench.executors["write"]
    pause = threading.Event()
    while True:
        pause.wait(dice.random() * 0.02)
        opened = desk.opening.by_id(dice.choice(orders.consignments))
        if opened is None or "reasons" not in desk.lists.all():
            desk.lists.refresh()
            continue  # the first snapshot is not here yet
        draft = _draft(desk, opened, dice)
        if draft is None or desk.deciding.obstacles(draft, opened):
            continue
        try:
            recorded: Recorded = write.submit(desk.deciding.record, draft, opened, _READ, ()).result()
        except Problem as problem:
            say.send(Told("refused", problem.code))
            continue
        say.send(Told("recorded", recorded.event_id))


def _draft(desk: Desk, opened: OpenConsignment, dice: random.Random) -> DecisionDraft | None:
    """What an officer may decide here: lift an own hold, else release what is undecided, or hold."""
    holds = [shown for shown in opened.acts if shown.in_force and shown.act.does() is Effect.HOLD]
    scope = desk.deciding.whole_scope(opened)
    if holds:
        reason = desk.deciding.reasons_for("lift")[0].code
        return DecisionDraft(kind="lift", consignment=opened.id, names=(holds[0].act.id,), reason=reason)
    if opened.with_pending.standing is Standing.UNDECIDED and dice.random() < 0.5:
        return DecisionDraft(kind="release", consignment=opened.id, scope=scope)
    remark = dice.choice(("", "no invoice", "smells of tobacco " * 20))
    reason = next(row.code for row in desk.deciding.reasons_for("hold") if not row.needs_remark)
    return DecisionDraft(kind="hold", consignment=opened.id, scope=scope, reason=reason, remark=remark)


# --- outside ------------------------------------------------------------------------------------------------

_FORKS: Final[Any] = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
"""Windows has no copies of a process; there nothing is killed here either."""


class Victim:
    """A process that is killed and begun again. `told` is every word that it ever said."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        self._work = work
        self.arguments = arguments
        self.told: list[Told] = []
        self.kills = 0
        self._process: Any = None
        self._heard: Connection | None = None

    def begin(self) -> None:
        self._heard, says = _FORKS.Pipe(duplex=False)
        self._process = _FORKS.Process(target=self._work, args=(*self.arguments, says), daemon=True)
        self._process.start()
        says.close()

    def hears(self, within_s: float) -> Told | None:
        """The next word, if one comes in time."""
        assert self._heard is not None
        try:
            if not self._heard.poll(within_s):
                return None
            said: Told = self._heard.recv()
        except (EOFError, OSError):
            return None
        self.told.append(said)
        return said

    def waits_for(self, word: str, within_s: float = PATIENCE_S) -> Told:
        """Until it says this word."""
        ends = time.monotonic() + within_s
        while time.monotonic() < ends and (said := self.hears(PATIENCE_S)) is not None:
            if said.word == word:
                return said
        raise AssertionError(f"never said {word}, but {self.told[-5:]}")

    def is_killed(self) -> None:
        """kill -9; what it had said before counts, also what nobody had read yet."""
        self._process.kill()
        self._process.join()
        while self.hears(0) is not None:
            """Until the pipe is empty."""
        self.kills += 1

    def ends(self) -> None:
        """If it still lives, it does so no longer."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._heard is not None:
            self._heard.close()


def preload() -> None:
    """Let the process that all others are copies of load everything once."""
    _FORKS.set_forkserver_preload(
        [
            __name__,
            "httpx",
            "workstation.central.api",
            "workstation.host.codes",
            "workstation.sync.lookup",
            "workstation.sync.loop",
            "workstation.sync.transport",
        ]
    )
