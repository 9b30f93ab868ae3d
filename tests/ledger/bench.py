"""What the tests of the ledger say again and again: a bench, its drafts, the service's answers."""

from pathlib import Path
from typing import Any

from tests.fakes.clock import FakeClock
from workstation.contract.messages import BatchAnswer, Outcome
from workstation.domain.act import ScopeEntry
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))


def opened(folder: Path, clock: FakeClock, key: bytes = KEY, **more: Any) -> Ledger:
    return Ledger.open(folder, key, bench="bench-4", office="NL000432", clock=clock, **more)


def draft(kind: str = "hold", consignment: str = "C-1", **more: Any) -> EventDraft:
    return EventDraft(
        kind=kind,
        officer=more.pop("officer", "officer-a"),
        consignment=consignment,
        scope=(ScopeEntry(goods="goods-1"),),
        owner="NL000432" if kind in ("hold", "lift") else "",
        reason="R2",
        **more,
    )


def answer(*outcomes: tuple[str, str] | Outcome) -> BatchAnswer:
    """An answer of the service: pairs of event id and outcome, or whole outcomes."""
    return BatchAnswer(
        epoch="epoch-1",
        outcomes=tuple(
            o if isinstance(o, Outcome) else Outcome(id=o[0], outcome=o[1], number=f"N-{o[0][-4:]}")
            for o in outcomes
        ),
    )
