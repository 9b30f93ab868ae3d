"""A flipped bit or a cut tail anywhere in the ledger or its log is noticed: when it is opened, or by the full
check behind the screens. No byte is exempt: SQLCipher seals each page whole, and the log each frame.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import draft, opened
from workstation.domain.problems import Problem
from workstation.ledger.anchor import SLOT_BYTES

DATABASE, LOG, ANCHOR = "ledger.db", "ledger.db-wal", "ledger.anchor"
PAGE: Final = 4096
LOG_HEADER: Final = 32
FRAME_HEADER: Final = 24
FRAME: Final = FRAME_HEADER + PAGE
ENTRIES: Final = 12

Files = Mapping[str, bytes]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        name: (folder / name).read_bytes() for name in (DATABASE, LOG, ANCHOR) if (folder / name).exists()
    }


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def live(tmp_path: Path, clock: FakeClock) -> Files:
    """A ledger as it lies on the disk while the program runs: most of it in the log."""
    folder = tmp_path / "live"
    folder.mkdir()
    with closing(opened(folder, clock)) as ledger:
        for n in range(ENTRIES):
            ledger.record(draft(consignment=f"C-{n}", particulars=(("remark", "x" * 700),)))
        return files_of(folder)


@pytest.fixture
def closed(tmp_path: Path, clock: FakeClock) -> Files:
    """The same after the program has ended: the log was copied home."""
    folder = tmp_path / "closed"
    folder.mkdir()
    with closing(opened(folder, clock)) as ledger:
        for n in range(ENTRIES):
            ledger.record(draft(consignment=f"C-{n}", particulars=(("remark", "x" * 700),)))
    found = files_of(folder)
    assert LOG not in found
    return found


class Look:
    """Opens copies of a ledger, each in a folder of its own."""

    def __init__(self, root: Path, clock: FakeClock) -> None:
        self._root = root
        self._clock = clock
        self._count = 0

    def notices(self, files: Files) -> bool:
        """Whether opening or the full check says in words that something is wrong."""
        folder = self.put(files)
        try:
            ledger = opened(folder, self._clock)
        except Problem as problem:
            return bool(problem.title and problem.do_now)
        with closing(ledger):
            return ledger.verify().faults != ()

    def put(self, files: Files) -> Path:
        self._count += 1
        folder = self._root / f"copy-{self._count}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return folder


@pytest.fixture
def look(tmp_path: Path, clock: FakeClock) -> Look:
    return Look(tmp_path, clock)


def flipped(content: bytes, at: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 1 << (at % 8)
    return bytes(changed)


def places_in_pages(content: bytes) -> Iterator[int]:
    """In each page: its beginning, its middle, what fills it, and its seal at the end."""
    for start in range(0, len(content), PAGE):
        yield from (start + 3, start + PAGE // 2, start + PAGE - 90, start + PAGE - 5)


def places_in_frames(content: bytes) -> Iterator[int]:
    """In the log's header and in each frame: its header, its page, its last byte."""
    yield from (1, 9, 17, 29)
    for start in range(LOG_HEADER, len(content), FRAME):
        yield from (start + 2, start + FRAME_HEADER + PAGE // 3, start + FRAME - 1)


# --- the ledger ---------------------------------------------------------------------------------------------


def test_whole_ledgers_are_found_whole(live: Files, closed: Files, look: Look) -> None:
    assert not look.notices(live)
    assert not look.notices(closed)


def test_a_flipped_bit_in_any_page_is_noticed(closed: Files, look: Look) -> None:
    pages = closed[DATABASE]
    assert len(pages) >= 12 * PAGE
    missed = [
        at for at in places_in_pages(pages) if not look.notices({**closed, DATABASE: flipped(pages, at)})
    ]
    assert missed == []


def test_a_cut_tail_of_the_ledger_is_noticed(closed: Files, look: Look) -> None:
    pages = closed[DATABASE]
    cuts = [cut for start in range(0, len(pages), PAGE) for cut in (start, start + PAGE // 2)]
    missed = [cut for cut in cuts if not look.notices({**closed, DATABASE: pages[:cut]})]
    assert missed == []


# --- the log ------------------------------------------------------------------------------------------------


def test_a_flipped_bit_in_any_frame_of_the_log_is_noticed(live: Files, look: Look) -> None:
    log = live[LOG]
    assert len(log) > 40 * FRAME
    missed = [at for at in places_in_frames(log) if not look.notices({**live, LOG: flipped(log, at)})]
    assert missed == []


def test_a_cut_tail_of_the_log_is_noticed(live: Files, look: Look) -> None:
    log = live[LOG]
    cuts = [0, 16, *range(LOG_HEADER, len(log), FRAME), *range(LOG_HEADER + FRAME // 2, len(log), FRAME)]
    missed = [cut for cut in cuts if not look.notices({**live, LOG: log[:cut]})]
    assert missed == []


def test_a_log_that_is_gone_is_noticed(live: Files, look: Look) -> None:
    assert look.notices({DATABASE: live[DATABASE], ANCHOR: live[ANCHOR]})


# --- and afterwards -----------------------------------------------------------------------------------------


def test_a_flipped_bit_in_the_anchor_loses_nothing(closed: Files, look: Look, clock: FakeClock) -> None:
    slots = closed[ANCHOR]
    for at in range(0, 2 * SLOT_BYTES, 37):
        with closing(opened(look.put({**closed, ANCHOR: flipped(slots, at)}), clock)) as ledger:
            assert ledger.head.sequence == ENTRIES
            assert ledger.verify().faults == ()


def test_a_damaged_ledger_is_left_as_it_is_and_the_whole_one_records_again(
    closed: Files, look: Look, clock: FakeClock
) -> None:
    damaged = {**closed, DATABASE: flipped(closed[DATABASE], 700)}
    folder = look.put(damaged)
    with pytest.raises(Problem):
        opened(folder, clock)
    assert files_of(folder) == damaged
    (folder / DATABASE).write_bytes(closed[DATABASE])
    with closing(opened(folder, clock)) as ledger:
        assert ledger.record(draft()).event.sequence == ENTRIES + 1
        assert ledger.verify().faults == ()
