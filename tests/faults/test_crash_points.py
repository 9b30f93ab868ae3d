"""Power cuts: the ledger's files as they would be after one at each write that matters, opened again.

What was confirmed is there; what was not is absent or complete; and recording goes on. A file is cut at each
frame, in the middle of each, and with one frame missing before others that arrived, for a disk keeps no
order between two flushes.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import answer, draft, opened
from workstation.ledger import anchor
from workstation.ledger.database import MIGRATIONS, make_database
from workstation.ledger.store import Ledger

DATABASE, LOG, ANCHOR = "ledger.db", "ledger.db-wal", "ledger.anchor"
PAGE: Final = 4096
LOG_HEADER: Final = 32
FRAME: Final = 24 + PAGE
"""A frame of the log: its header and one page (https://sqlite.org/fileformat2.html, "The WAL Format")."""

Disk = Mapping[str, bytes]
"""What is on the disk in the ledger's folder. The index of the log is in memory alone and is lost."""


def on_disk(folder: Path) -> Disk:
    return {
        name: (folder / name).read_bytes() for name in (DATABASE, LOG, ANCHOR) if (folder / name).exists()
    }


# --- how a write can end ------------------------------------------------------------------------------------


def cut_at(places: Sequence[int], before: bytes, after: bytes) -> Iterator[bytes]:
    """The new content up to each place, and the old one behind it."""
    for place in places:
        if 0 <= place <= len(after) and before[:place] != after[:place]:
            yield after[:place] + before[place:]


def without_one(frames: Sequence[range], before: bytes, after: bytes) -> Iterator[bytes]:
    """The new content but for one frame that did not arrive."""
    for frame in frames:
        old = before[frame.start : frame.stop].ljust(len(frame), b"\0")
        if old != after[frame.start : frame.stop]:
            yield after[: frame.start] + old + after[frame.stop :]


def logs_between(before: bytes, after: bytes) -> Iterator[bytes]:
    """The log as it may be when the power fails while it is written."""
    starts = range(LOG_HEADER, len(after), FRAME)
    places = [0, 16, LOG_HEADER]
    for start in starts:
        places += [start + 12, start + 24, start + 24 + PAGE // 2, start + FRAME - 1, start + FRAME]
    yield from cut_at(places, before, after)
    yield from without_one([range(start, start + FRAME) for start in starts], before, after)


def pages_between(before: bytes, after: bytes) -> Iterator[bytes]:
    """The database as it may be when the power fails while the log is copied home."""
    pages = [range(start, start + PAGE) for start in range(0, len(after), PAGE)]
    places = [place for page in pages for place in (page.start + PAGE // 3, page.stop)]
    yield from cut_at(places, before, after)
    yield from without_one(pages, before, after)


def anchors_between(before: bytes, after: bytes) -> Iterator[bytes]:
    """The anchor's slot while it is written: a sector is written whole or spoilt."""
    half = anchor.SLOT_BYTES
    yield from cut_at([*range(0, 2 * half, 64), 2 * half], before, after)
    for start in (0, half):
        if before[start : start + half] != after[start : start + half]:
            yield after[:start] + b"\xff" * half + after[start + half :]


# --- opened again -------------------------------------------------------------------------------------------


class Reopening:
    """Opens what a power cut left, each time in a folder of its own."""

    def __init__(self, root: Path, clock: FakeClock) -> None:
        self._folders = (root / f"cut-{n}" for n in itertools.count())
        self._clock = clock
        self.count = 0

    def expect(self, disk: Disk, confirmed: Sequence[str], begun: str = "", **more: Any) -> None:
        """What was confirmed is there; what was begun, whole or not at all; and recording goes on."""
        folder = next(self._folders)
        folder.mkdir()
        for name, content in disk.items():
            (folder / name).write_bytes(content)
        with closing(opened(folder, self._clock, **more)) as ledger:
            found = ids(ledger)
            assert found in ([*confirmed], [*confirmed, begun])
            assert ledger.remarks == ()
            further = ledger.record(draft("seize", "C-9")).event.id
            assert ids(ledger) == [*found, further]
            assert ledger.verify().faults == ()
        self.count += 1


def ids(ledger: Ledger) -> list[str]:
    return [row.event_id for row in reversed(ledger.deliveries(None, 1000))]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def reopening(tmp_path: Path, clock: FakeClock) -> Reopening:
    return Reopening(tmp_path, clock)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ledger"
    made.mkdir()
    return made


@pytest.fixture
def ledger(folder: Path, clock: FakeClock) -> Iterator[Ledger]:
    made = opened(folder, clock)
    yield made
    made.close()


class Steps:
    """Copies the disk at the steps of one recording: `committed` before the anchor is written, `anchored`
    before it is flushed.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.committed: Disk = {}
        self.anchored: Disk = {}
        move_to, flush_data = anchor.Anchor.move_to, anchor._flush_data

        def moves_to(slots: anchor.Anchor, head: anchor.Head) -> None:
            self.committed = on_disk(folder)
            move_to(slots, head)

        def flushes(file: int) -> None:
            self.anchored = on_disk(folder)
            flush_data(file)

        monkeypatch.setattr(anchor.Anchor, "move_to", moves_to)
        monkeypatch.setattr(anchor, "_flush_data", flushes)


@pytest.fixture
def steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Steps:
    return Steps(folder, monkeypatch)


# --- recording ----------------------------------------------------------------------------------------------


def copied_home(ledger: Ledger) -> None:
    """Copy the log into the database, so that the next entry begins the log anew over the old frames."""
    ledger._access.writer.execute("PRAGMA wal_checkpoint(FULL)").fetchall()


def as_it_is(_ledger: Ledger) -> None:
    """Nothing happened before."""


@pytest.mark.parametrize(
    "earlier, before_it, remark",
    [
        (0, as_it_is, "no invoice"),
        (1, as_it_is, "x" * 30_000),
        (6, copied_home, "no invoice"),
        (7, copied_home, "x" * 30_000),
    ],
    ids=["the first", "a large one", "after the log was copied home", "a large one after that"],
)
def test_a_power_cut_while_a_decision_is_recorded(
    ledger: Ledger,
    folder: Path,
    reopening: Reopening,
    steps: Steps,
    earlier: int,
    before_it: Callable[[Ledger], None],
    remark: str,
) -> None:
    confirmed = [ledger.record(draft(consignment=f"C-{n}")).event.id for n in range(earlier)]
    before_it(ledger)
    before = on_disk(folder)
    recorded = ledger.record(draft(particulars=(("remark", remark),), last_read="RB123456785GB")).event.id
    committed, anchored, after = steps.committed, steps.anchored, on_disk(folder)
    assert before[DATABASE] == after[DATABASE]
    for log in logs_between(before.get(LOG, b""), committed[LOG]):
        reopening.expect({**before, LOG: log}, confirmed, recorded)
    reopening.expect(committed, [*confirmed, recorded])
    assert anchored[ANCHOR] != before[ANCHOR]
    for slots in anchors_between(before[ANCHOR], anchored[ANCHOR]):
        reopening.expect({**committed, ANCHOR: slots}, [*confirmed, recorded])
    reopening.expect(after, [*confirmed, recorded])
    assert reopening.count > 20


def test_a_power_cut_while_the_log_is_copied_home(ledger: Ledger, folder: Path, reopening: Reopening) -> None:
    confirmed = [
        ledger.record(draft(consignment=f"C-{n}", particulars=(("remark", "x" * 900),))).event.id
        for n in range(25)
    ]
    before = on_disk(folder)
    copied_home(ledger)
    after = on_disk(folder)
    assert before[DATABASE] != after[DATABASE]
    for database in pages_between(before[DATABASE], after[DATABASE]):
        reopening.expect({**after, DATABASE: database}, confirmed)
    assert reopening.count > 20


def test_a_power_cut_while_an_answer_is_settled(
    ledger: Ledger, folder: Path, reopening: Reopening, clock: FakeClock
) -> None:
    confirmed = [ledger.record(draft(consignment=f"C-{n}")).event.id for n in range(3)]
    before = on_disk(folder)
    said = answer((confirmed[0], "accepted"), (confirmed[1], "refused"), (confirmed[2], "accepted"))
    ledger.settle(said, clock.now())
    after = on_disk(folder)
    for log in logs_between(before[LOG], after[LOG]):
        reopening.expect({**after, LOG: log}, confirmed)


def test_a_settled_answer_is_there_whole_or_not_at_all(
    ledger: Ledger, folder: Path, tmp_path: Path, clock: FakeClock
) -> None:
    first, second = (ledger.record(draft(consignment=f"C-{n}")).event.id for n in range(2))
    before = on_disk(folder)
    ledger.settle(answer((first, "accepted"), (second, "refused")), clock.now())
    after = on_disk(folder)
    for n, log in enumerate(logs_between(before[LOG], after[LOG])):
        place = tmp_path / f"settled-{n}"
        place.mkdir()
        for name, content in {**after, LOG: log}.items():
            (place / name).write_bytes(content)
        with closing(opened(place, clock)) as again:
            counts = again.counts()
            assert (counts.waiting, counts.acknowledged, counts.refused, counts.attention) in (
                (2, 0, 0, 0),
                (0, 1, 1, 1),
            )


# --- the beginning, and an update of the program ------------------------------------------------------------


def test_a_power_cut_while_the_ledger_is_begun(
    folder: Path, reopening: Reopening, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []

    def makes(path: Path, *more: Any) -> None:
        make_database(path, *more)
        made.append(path.read_bytes())

    monkeypatch.setattr("workstation.ledger.opening.make_database", makes)
    opened(folder, clock).close()
    monkeypatch.undo()
    (database,) = made
    slots = (folder / ANCHOR).read_bytes()
    # Under its own name it is whole: before the renaming there is only the unfinished file.
    for cut in (0, PAGE // 2, PAGE, len(database) // 2, len(database)):
        reopening.expect({f"{DATABASE}.unfinished": database[:cut]}, [])
    for cut in (0, 1, anchor.SLOT_BYTES - 1, anchor.SLOT_BYTES, len(slots) - 1, len(slots)):
        reopening.expect({DATABASE: database, ANCHOR: slots[:cut]}, [])
    reopening.expect({DATABASE: database}, [])


LATER: Final = (
    *MIGRATIONS,
    ("CREATE TABLE later (name TEXT PRIMARY KEY)", "ALTER TABLE event ADD COLUMN later BLOB"),
    ("CREATE TABLE later_still (name TEXT PRIMARY KEY)",),
)


def test_a_power_cut_while_an_updated_program_changes_the_schema(
    ledger: Ledger, folder: Path, reopening: Reopening, clock: FakeClock
) -> None:
    confirmed = [ledger.record(draft(consignment=f"C-{n}")).event.id for n in range(5)]
    ledger.close()
    before = on_disk(folder)
    with closing(opened(folder, clock, migrations=LATER)):
        after = on_disk(folder)
    for log in logs_between(before.get(LOG, b""), after[LOG]):
        reopening.expect({**before, LOG: log}, confirmed, migrations=LATER)
    reopening.expect(after, confirmed, migrations=LATER)
