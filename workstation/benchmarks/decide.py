"""How long a decision takes from confirmed to durable, beside a bare append and fsync of the same bytes.

Durable means: signed, in the encrypted ledger with its write-ahead log flushed, and its head in the anchor,
flushed too: two flushes where the bare file needs one. Both are measured in turns of a hundred, so that
both meet the same disk. Where a flush takes under 0.05 ms there is no disk behind it (a memory disk, a lying
cache) and the figures are void.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from workstation.barcode.identify import meaning_of
from workstation.barcode.reads import BarcodeRead
from workstation.benchmarks.prepared import folder_of
from workstation.benchmarks.report import Figures, Options, median, percentile
from workstation.contract.signing import SEED_BYTES, KeySigner
from workstation.domain.act import ScopeEntry
from workstation.domain.event import BARCODE_MEANING, READ, REMARK, DocumentVersion, canonical
from workstation.domain.interlock import EXAMINATION
from workstation.domain.value import Quantity
from workstation.host.clock import SystemClock
from workstation.host.files import flush
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft

CONSIGNMENTS: Final = 2000
"""Decisions recorded, each on a consignment of its own; `--times` sets another number."""

_MOST_TIMES: Final = 4.0
_SHORTEST_FLUSH_MS: Final = 0.05
_TURN: Final = 100
_WARM_UP: Final = 50
_BARCODE: Final = "RB123456785GB"
_MEANING: Final = msgspec.json.encode(meaning_of(BarcodeRead(text=_BARCODE))).decode()


def measure(options: Options) -> Figures:
    """Record decisions below the home of the benchmarks and flush as many bare appends."""
    decisions = options.times or options.consignments or CONSIGNMENTS
    folder = folder_of(options.home)
    folder.mkdir(parents=True, exist_ok=True)
    recorded: list[float] = []
    appended: list[float] = []
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix="decide-") as place,
        _ledger(Path(place)) as ledger,
        _bare_file(Path(place) / "bare") as bare,
    ):
        body = b""
        for number in range(_WARM_UP):
            body = canonical(ledger.record(_draft(number)).event)
            _append(bare, body)
        for first in range(0, decisions, _TURN):
            drafts = [_draft(number) for number in range(first, min(first + _TURN, decisions))]
            recorded += [_elapsed_ms(partial(ledger.record, draft)) for draft in drafts]
            appended += [_elapsed_ms(partial(_append, bare, body)) for _ in drafts]
    return _found(recorded, appended, len(body))


def _found(recorded: Sequence[float], appended: Sequence[float], event_bytes: int) -> Figures:
    bare_ms = median(appended)
    is_void = bare_ms < _SHORTEST_FLUSH_MS
    void = f"void: a flush here takes {bare_ms:.3f} ms, so that nothing is behind it that could be measured"
    return Figures(
        name="decide",
        figures={
            "decisions": len(recorded),
            "event_bytes": event_bytes,
            "decision_p50_ms": round(median(recorded), 3),
            "decision_p99_ms": round(percentile(recorded, 0.99), 3),
            "decision_longest_ms": round(max(recorded), 3),
            "bare_fsync_p50_ms": round(bare_ms, 3),
            "bare_fsync_p99_ms": round(percentile(appended, 0.99), 3),
            "ratio_to_bare_fsync": round(median(recorded) / bare_ms, 2),
        },
        targets={} if is_void else {"ratio_to_bare_fsync": _MOST_TIMES},
        remarks=(void,) if is_void else (),
    )


@contextlib.contextmanager
def _ledger(folder: Path) -> Iterator[Ledger]:
    ledger = Ledger.open(folder, os.urandom(32), bench="bench-1", office="NL000432", clock=SystemClock())
    ledger.sign_with(KeySigner(os.urandom(SEED_BYTES)))
    try:
        yield ledger
    finally:
        ledger.close()


@contextlib.contextmanager
def _bare_file(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def _append(handle: int, body: bytes) -> None:
    os.write(handle, body)
    flush(handle)


def _draft(number: int) -> EventDraft:
    """A hold as an officer makes it at an examination bench: three goods items, two images seen, a remark,
    the parcel's barcode read, and what it was taken for.
    """
    quantity = Quantity(value=Decimal(number % 9 + 1))
    return EventDraft(
        kind="hold",
        officer="officer-a",
        consignment=f"measured-{number}",
        scope=tuple(ScopeEntry(goods=f"goods-{n}", quantity=quantity) for n in range(3)),
        seen=(f"act-{number}",),
        owner="NL000432",
        reason="R2",
        legal_basis="UCC-46",
        document_versions=(DocumentVersion(filing=f"filing-{number}", version=1),),
        images_shown=("0" * 64, "f" * 64),
        particulars=((REMARK, "shape at the left is not what is declared"), (BARCODE_MEANING, _MEANING)),
        last_read=_BARCODE,
        clock_offset_ms=-42,
        workplace=EXAMINATION,
        possession=READ,
    )


def _elapsed_ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
