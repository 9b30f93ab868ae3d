"""A rolling backup of the ledger in a second place: whole, checked, a few of them, and no hindrance."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import KEY, draft, opened
from workstation.domain.problems import Problem, Unavailable
from workstation.host.paths import Profile, home_of
from workstation.host.settings import Backup
from workstation.ledger.backup import LedgerBackup, backup_places, backups_of
from workstation.ledger.backup_rounds import RollingBackup
from workstation.ledger.recovery.rescue import Rescue
from workstation.ledger.store import Ledger


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "second place"
    place.mkdir()
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def backup(folder: Path, place: Path) -> LedgerBackup:
    return LedgerBackup(folder / "ledger.db", KEY, place, 2, 3600.0)


@pytest.fixture
def reported() -> list[BaseException]:
    return []


@pytest.fixture
def rolling(
    ledger: Ledger, backup: LedgerBackup, clock: FakeClock, reported: list[BaseException]
) -> Iterator[RollingBackup]:
    made = RollingBackup(ledger, backup, clock, lambda error, _where: reported.append(error))
    yield made
    assert reported == []


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_backup_has_what_was_recorded_and_opens_with_the_ledgers_key(
    ledger: Ledger, backup: LedgerBackup, place: Path, folder: Path, tmp_path: Path, clock: FakeClock
) -> None:
    recorded = [ledger.record(draft()).event.id for _ in range(3)]
    assert backup.make(clock.now()) == ledger.head
    (name,) = names(place)
    assert (place / name).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.glob("*backup*")] == []
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(place / name, elsewhere / "ledger.db")
    shutil.copy(folder / "ledger.anchor", elsewhere / "ledger.anchor")
    with contextlib.closing(opened(elsewhere, clock)) as copy:
        assert [row.event_id for row in reversed(copy.deliveries(None, 10))] == recorded
        assert copy.verify().faults == ()


def test_a_few_are_kept_and_those_of_other_ledgers_are_left_alone(
    ledger: Ledger, backup: LedgerBackup, place: Path, clock: FakeClock
) -> None:
    other = place / f"ledger-{'0' * 36}-0000000001-20260101T000000Z.db"
    other.write_bytes(b"another bench's")
    for _ in range(4):
        ledger.record(draft())
        backup.make(clock.now())
        clock.advance(60)
    assert other.exists()
    assert [name.split("-")[-2] for name in names(place) if name != other.name] == [
        "0000000003",
        "0000000004",
    ]
    assert backup.newest(ledger.id) == 4


def test_nothing_is_made_where_nothing_was_recorded(
    ledger: Ledger, rolling: RollingBackup, backup: LedgerBackup, place: Path
) -> None:
    rolling.make(backup)
    assert names(place) == []
    ledger.record(draft())
    rolling.make(backup)
    rolling.make(backup)
    assert len(names(place)) == 1


def test_how_old_the_backup_is_counts_from_when_it_had_everything(
    ledger: Ledger, rolling: RollingBackup, backup: LedgerBackup, clock: FakeClock
) -> None:
    assert rolling.is_kept
    assert rolling.age() is None
    ledger.record(draft())
    rolling.make(backup)
    clock.advance(60)
    assert rolling.age() == timedelta(seconds=60)
    rolling.make(backup)
    assert rolling.age() == timedelta()


def test_the_last_backup_is_made_at_the_end(ledger: Ledger, rolling: RollingBackup, place: Path) -> None:
    rolling.start()
    ledger.record(draft())
    rolling.stop()
    assert len(names(place)) == 1


@pytest.mark.expected_log("the ledger could not be backed up")
def test_a_missing_place_raises_attention_once_a_day_and_ends_it_when_it_is_back(
    ledger: Ledger, rolling: RollingBackup, backup: LedgerBackup, place: Path, clock: FakeClock
) -> None:
    ledger.record(draft())
    place.rename(place.with_name("unplugged"))
    for _ in range(3):
        rolling.make(backup)
    clock.advance(timedelta(days=1).total_seconds())
    rolling.make(backup)
    (told,) = ledger.attention(10)
    assert (told.kind, dict(told.facts)["code"]) == ("backup", "backup.no_place")
    ledger.record(draft())
    place.with_name("unplugged").rename(place)
    rolling.make(backup)
    assert ledger.attention(10) == ()
    assert len(names(place)) == 1


def test_a_place_that_takes_nothing_leaves_nothing_half_and_the_older_backups(
    ledger: Ledger, backup: LedgerBackup, place: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.record(draft())
    backup.make(clock.now())
    before = names(place)
    ledger.record(draft())
    with monkeypatch.context() as failing:
        failing.setattr("workstation.ledger.backup.flush", _full)
        with pytest.raises(Unavailable) as refused:
            backup.make(clock.now())
    assert refused.value.code == "disk.full"
    assert names(place) == before


def _full(_handle: int) -> None:
    raise OSError(28, "no space")


def test_a_damaged_ledger_is_never_backed_up_over_a_whole_one(
    ledger: Ledger, backup: LedgerBackup, place: Path, folder: Path, clock: FakeClock
) -> None:
    for _ in range(30):
        ledger.record(draft())
    backup.make(clock.now())
    before = names(place)
    ledger.close()
    content = bytearray((folder / "ledger.db").read_bytes())
    content[2 * 4096 + 100] ^= 1
    (folder / "ledger.db").write_bytes(content)
    with pytest.raises(Problem):
        backup.make(clock.now())
    assert names(place) == before


@pytest.mark.expected_log("the ledger")
def test_a_destroyed_ledger_comes_back_from_its_backup(
    ledger: Ledger, backup: LedgerBackup, place: Path, folder: Path, clock: FakeClock
) -> None:
    recorded = [ledger.record(draft()).event.id for _ in range(5)]
    backup.make(clock.now())
    ledger.close()
    (folder / "ledger.db").write_bytes(os.urandom(8192))
    with contextlib.closing(opened(folder, clock, rescue=Rescue(backups=(place,)))) as again:
        assert again.gaps.ranges() == ()
        assert [row.event_id for row in reversed(again.deliveries(None, 10))][:5] == recorded
        assert [remark.code for remark in again.remarks] == ["ledger.recovered"]


def test_policy_names_the_place_and_training_has_none(tmp_path: Path, place: Path) -> None:
    chosen = Backup(folder=str(place), minutes=30, keep=5)
    live, training = (home_of(profile, tmp_path) for profile in (Profile.LIVE, Profile.TRAINING))
    assert backup_places(live, chosen) == (place,)
    made = backups_of(live, KEY, chosen)
    assert made is not None
    assert made.every_s == 1800.0
    assert backups_of(training, KEY, chosen) is None
    assert backups_of(live, KEY, Backup()) is None


def test_without_a_place_nothing_is_begun(ledger: Ledger, clock: FakeClock) -> None:
    rolling = RollingBackup(ledger, None, clock, lambda *_bug: None)
    rolling.start()
    rolling.stop()
