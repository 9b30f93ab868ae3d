"""`workstation central benches` and `restored`: which benches the service knows, and that it was restored."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workstation.central.benches import KnownBench
    from workstation.central.store import CentralStore
    from workstation.contract.enrolment import Alarm

DONE, FAILED = 0, 1

_TIME = "%Y-%m-%d %H:%M"
_HEAD = ("bench", "office", "state", "ledger", "key", "heard (UTC)", "events", "refused", "alarms")
_ALARMS_AT_ONCE = 500


def add_benches(
    central: "argparse._SubParsersAction[argparse.ArgumentParser]", need: "Callable[[], None]"
) -> None:
    """Add both commands to those of the central service; `need` refuses where the build has none."""

    def needing(command: "Callable[[argparse.Namespace], int]") -> "Callable[[argparse.Namespace], int]":
        def run(parsed: argparse.Namespace) -> int:
            need()
            return command(parsed)

        return run

    benches = central.add_parser("benches", help="list benches, their keys and alarms, or revoke one")
    benches.add_argument("--database", required=True, metavar="URL")
    benches.add_argument(
        "--revoke", metavar="BENCH", help="let this bench in no more, from the next request on"
    )
    benches.set_defaults(command=needing(_benches))
    restored = central.add_parser(
        "restored", help="say that the database was restored from a copy: every bench compares"
    )
    restored.add_argument("--database", required=True, metavar="URL")
    restored.set_defaults(command=needing(_restored))


def _benches(parsed: argparse.Namespace) -> int:
    store = _store(parsed.database)
    try:
        if parsed.revoke is not None:
            return _revoke(store, parsed.revoke)
        known, alarms = store.benches.known(), tuple(_alarms(store))
    finally:
        store.close()
    for line in _table([_HEAD, *map(_row, known)]):
        print(line)
    for alarm in alarms:
        print(
            f"{alarm.at.strftime(_TIME)} {alarm.kind}: bench {alarm.bench}, ledger {alarm.ledger}, place"
            f" {alarm.sequence}, events {', '.join(alarm.events)}. {alarm.words}"
        )
    return DONE


def _revoke(store: "CentralStore", bench: str) -> int:
    if not store.benches.revoke(bench):
        print("No key speaks for this bench: nothing was revoked.", file=sys.stderr)
        return FAILED
    print(f"{bench} is revoked.")
    return DONE


def _restored(parsed: argparse.Namespace) -> int:
    store = _store(parsed.database)
    try:
        store.begin_epoch()
    finally:
        store.close()
    print("A new epoch has begun: every bench compares, and sends again what is missing.")
    return DONE


def _store(database: str) -> "CentralStore":
    from workstation.central.store import CentralStore

    return CentralStore.open(database, may_make=False)


def _alarms(store: "CentralStore") -> "Iterator[Alarm]":
    after, more = 0, True
    while more:
        page = store.benches.alarms(after, _ALARMS_AT_ONCE)
        yield from page.alarms
        more = page.more
        after = int(page.alarms[-1].number) if page.alarms else after


def _row(bench: "KnownBench") -> tuple[str, ...]:
    counts = (str(bench.events), str(bench.refused), str(bench.alarms))
    heard = bench.heard.strftime(_TIME)
    return (bench.bench, bench.office, bench.state, bench.ledger, bench.fingerprint(), heard, *counts)


def _table(rows: list[tuple[str, ...]]) -> "Iterator[str]":
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
