"""The central service of a journey: the real one over HTTP, a line to it that can fail, and what it holds."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.fakes.clock import FakeClock
from tests.fakes.faulty_line import Fault, FaultyLine
from workstation.central.serve import ServiceThread
from workstation.central.store import CentralStore
from workstation.contract.messages import ConsignmentAct, Submission
from workstation.contract.reading import read_consignment
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Consignment
from workstation.domain.decision import goods_of
from workstation.domain.event import BenchEvent
from workstation.domain.note import NOTES
from workstation.domain.standing import standing_of
from workstation.training import reference

STAND_IN = "http://127.0.0.1:9"
"""Nobody listens at the discard port."""


class Centre:
    """A context manager. `line` is the way to it: its `always` and `then` make it fail."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.clock = clock
        self.store = CentralStore.open(f"sqlite:///{folder / 'central.db'}", clock=clock, name="Centre")
        self.store.put_reference(reference.lists())
        self.token = self.store.add_token("bench", "bench")
        self.line = FaultyLine()
        self._service: ServiceThread | None = None

    def __enter__(self) -> "Centre":
        self.line.__enter__()
        self.come_back()
        return self

    def __exit__(self, *_details: object) -> None:
        self.go_away()
        self.line.__exit__()
        self.store.close()

    @property
    def is_there(self) -> bool:
        """Whether the service runs."""
        return self._service is not None

    # --- troubles -----------------------------------------------------------------------------------------

    def go_away(self) -> None:
        """Stop the service."""
        self.line.upstream = STAND_IN
        if self._service is not None:
            self._service.stop()
            self._service = None

    def come_back(self) -> None:
        """Start it again, and let the line pass everything."""
        self.line.always = None
        if self._service is None:
            self._service = ServiceThread(self.store)
            self.line.upstream = self._service.start()

    def trouble(self, fault: Fault) -> None:
        """From now on every request meets this fault."""
        self.line.always = fault

    # --- what a national system does ----------------------------------------------------------------------

    def put(self, *documents: Consignment | bytes) -> None:
        """Put in consignments."""
        bodies = [each if isinstance(each, bytes) else msgspec.json.encode(each) for each in documents]
        outcomes = self.store.put_consignments(bodies)
        assert {each.outcome for each in outcomes} <= {"stored", "already_known"}, outcomes

    def put_image(self, content: bytes) -> None:
        """Put in a scan image."""
        self.store.put_image(content, "image/tiff")

    def agency_holds(self, consignment: str, goods: Sequence[str], *, act_id: str, **more: object) -> None:
        """An agency holds goods."""
        fields: dict[str, object] = {
            "owner": "medicines",
            "agency": "medicines",
            "reason": "H04",
            "at": self.clock.now(),
        }
        scope = tuple(ScopeEntry(goods=each) for each in goods)
        act = Act(id=act_id, kind="hold", scope=scope, **fields | more)  # type: ignore[arg-type]
        body = msgspec.json.encode(ConsignmentAct(consignment=consignment, act=act))
        (outcome,) = self.store.put_acts([body])
        assert outcome.outcome == "stored", outcome

    def agency_acknowledges(self, consignment: str, names: Sequence[str]) -> None:
        """Somebody elsewhere says that both decisions are known."""
        act = Act(id="ack-1", kind="acknowledge", names=tuple(names), seen=tuple(names), agency="narcotics")
        body = msgspec.json.encode(ConsignmentAct(consignment=consignment, act=act))
        (outcome,) = self.store.put_acts([body])
        assert outcome.outcome == "stored", outcome

    # --- what it holds ------------------------------------------------------------------------------------

    def everything(self) -> list[Submission]:
        """Every event it accepted, in its own order, notes of parcels too."""
        page = self.store.events(None, 1000)
        return [msgspec.json.decode(each.submission, type=Submission) for each in page.events]

    def submissions(self, consignment: str = "") -> list[Submission]:
        """Every decision it accepted (about one consignment), in its own order; notes of parcels beside."""
        decided = [each for each in self.everything() if each.event.kind not in NOTES]
        return [each for each in decided if consignment in ("", each.event.consignment)]

    def is_gapless(self) -> bool:
        """Whether it has every entry of the one bench's ledger once, notes too."""
        sequences = sorted(each.event.sequence for each in self.everything())
        return sequences == list(range(1, len(sequences) + 1))

    def events(self, consignment: str = "") -> list[BenchEvent]:
        """The same without what describes."""
        return [each.event for each in self.submissions(consignment)]

    def kinds(self, consignment: str = "") -> list[str]:
        """Kinds of these events."""
        return [event.kind for event in self.events(consignment)]

    def acts(self, consignment: str) -> tuple[Act, ...]:
        """The acts on a consignment as it serves them."""
        body = self.store.consignment(consignment)
        known = read_consignment(body).consignment if body is not None else None
        return known.acts if known is not None else ()

    def standing(self, consignment: str) -> str:
        """Where the goods stand there."""
        body = self.store.consignment(consignment)
        known = read_consignment(body).consignment if body is not None else None
        assert known is not None
        return standing_of(goods_of(known), known.acts).standing.value
