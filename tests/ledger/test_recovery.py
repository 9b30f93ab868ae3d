"""A damaged ledger is copied aside and recovered, and what is missing is told in words."""

import contextlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import KEY, OTHER_KEY, answer, draft, opened
from workstation.contract.signing import KeySigner
from workstation.domain.problems import Refused, Unavailable
from workstation.ledger.archive import checkpoint_draft
from workstation.ledger.gaps import Received, from_figures, in_figures, ranges_of
from workstation.ledger.reader import LedgerReader
from workstation.ledger.recovery.aside import piece_of
from workstation.ledger.recovery.rescue import Rescue
from workstation.ledger.store import Ledger
from workstation.ledger.values import Outgoing

SIGNER = KeySigner(bytes(range(32)))
RESCUE = Rescue(signer=lambda: SIGNER)
PAGE = 4096
ENTRIES = 40

pytestmark = pytest.mark.expected_log("the ledger")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of forty signed entries, two of them acknowledged; attention, a fact; closed, so without a
    log.
    """
    folder = tmp_path_factory.mktemp("written")
    clock = FakeClock()
    ledger = opened(folder, clock)
    ledger.sign_with(SIGNER)
    with contextlib.closing(ledger):
        for n in range(ENTRIES):
            remark = "x" * (9000 if n == 7 else 100)
            ledger.record(draft(consignment=f"C-{n % 5}", particulars=(("remark", remark),)))
        first = [each.event.id for each in ledger.due(2, clock.now())]
        ledger.settle(answer(*((each, "accepted") for each in first)), clock.now())
        ledger.raise_attention("changed", "C-1", key="changed:1")
        ledger.known.put("epoch", "epoch-1")
    return folder


@pytest.fixture
def folder(tmp_path: Path, written: Path) -> Path:
    home = tmp_path / "home"
    shutil.copytree(written, home)
    return home


@pytest.fixture
def recovered(folder: Path, clock: FakeClock) -> Iterator[Callable[..., Ledger]]:
    """Opens the ledger as the bench does at its start."""
    ledgers: list[Ledger] = []

    def open_it(rescue: Rescue = RESCUE, key: bytes = KEY) -> Ledger:
        ledgers.append(opened(folder, clock, key, rescue=rescue))
        ledgers[-1].sign_with(SIGNER)
        return ledgers[-1]

    yield open_it
    for ledger in ledgers:
        ledger.close()


def sequences(ledger: Ledger) -> list[int]:
    return [row.sequence for row in reversed(ledger.deliveries(None, 1000))]


def aside(folder: Path) -> Path:
    (found,) = folder.glob("ledger-damaged-*")
    return found


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 0x10
    file.write_bytes(content)


def codes(ledger: Ledger) -> list[str]:
    return [fault.code for fault in ledger.verify().faults]


def test_a_whole_ledger_is_not_recovered(folder: Path, recovered) -> None:
    ledger = recovered()
    assert ledger.remarks == ()
    assert list(folder.glob("ledger-damaged-*")) == []
    assert sequences(ledger) == list(range(1, ENTRIES + 1))


def pages_of(file: Path) -> int:
    return file.stat().st_size // PAGE


# A flipped bit spoils 32 bytes: the beginning of a page leads to all that is on it, the code at its end to
# nothing, and elsewhere one entry suffers, or none.
@pytest.mark.parametrize("place, most", [(20, 8), (1900, 1), (4050, 0)])
def test_whichever_page_has_a_flipped_bit_the_other_entries_are_there_afterwards(
    written: Path, tmp_path: Path, clock: FakeClock, place: int, most: int
) -> None:
    for page in range(pages_of(written / "ledger.db")):
        home = tmp_path / f"page-{page}"
        shutil.copytree(written, home)
        flip(home / "ledger.db", page * PAGE + place)
        with contextlib.closing(opened(home, clock, rescue=RESCUE)) as found:
            noticed = "page.damaged" in codes(found)
        with contextlib.closing(opened(home, clock, rescue=RESCUE)) as ledger:
            kept = sequences(ledger)
            missing = [n for first, last in ledger.gaps.ranges() for n in range(first, last + 1)]
            assert sorted([*kept, *missing]) == list(range(1, len(kept) + len(missing) + 1)), page
            assert len(missing) <= most, page
            assert set(codes(ledger)) <= {"entry.missing", "particular.missing"}, page
            assert noticed or list(home.glob("ledger-damaged-*")), page


def test_what_stood_beside_the_entries_is_kept(folder: Path, recovered) -> None:
    flip(folder / "ledger.db", 2 * PAGE + 50)  # the root of the entries
    ledger = recovered()
    assert [each.consignment for each in ledger.attention(10)] == ["C-1"]
    assert ledger.known.get("epoch") == "epoch-1"
    assert ledger.counts().acknowledged == 2
    assert ledger.counts().waiting == ENTRIES - 2 + 1
    assert [remark.code for remark in ledger.remarks] == ["ledger.recovered"]


@pytest.mark.parametrize("kept_pages", [0, 1, 3, 20])
def test_a_cut_tail_continues_the_same_chain_and_says_what_is_missing(
    folder: Path, recovered, kept_pages: int
) -> None:
    with contextlib.closing(recovered()) as before:
        ledger_id, head = before.id, before.head
    os.truncate(folder / "ledger.db", kept_pages * PAGE)
    ledger = recovered()
    assert ledger.id == ledger_id
    missing = ledger.gaps.ranges()
    assert missing
    assert ledger.head.sequence == ENTRIES + 1
    (said,) = ledger.due(100, ledger._clock.now())[-1:]
    assert (said.event.kind, said.event.previous) == ("recovery", head.hash)
    assert ledger.remarks[0].code == "ledger.recovered_in_part"
    assert ledger.remarks[0].value == in_figures(missing)
    (attention,) = [each for each in ledger.attention(10) if each.kind == "ledger"]
    assert dict(attention.facts)["missing"] == in_figures(missing)
    text = (aside(folder) / "RECOVERY.txt").read_text(encoding="utf-8")
    assert in_figures(missing) in text
    assert "officer-a" not in text
    assert set(codes(ledger)) == {"entry.missing"}


def test_what_was_recorded_after_a_recovery_is_there_after_the_next_start(folder: Path, recovered) -> None:
    os.truncate(folder / "ledger.db", 0)
    with contextlib.closing(recovered()) as ledger:
        ledger.record(draft())
    again = recovered()
    assert again.remarks == ()
    assert sequences(again) == [ENTRIES + 1, ENTRIES + 2]
    assert len(list(folder.glob("ledger-damaged-*"))) == 1


def test_the_damaged_files_are_kept_as_they_were_found(folder: Path, recovered) -> None:
    os.truncate(folder / "ledger.db", 30 * PAGE)
    found = {name: (folder / name).read_bytes() for name in ("ledger.db", "ledger.anchor")}
    recovered()
    place = aside(folder)
    assert place.stat().st_mode & 0o777 == 0o700
    assert {name: (place / name).read_bytes() for name in found} == found


def test_a_copy_fills_what_is_missing(folder: Path, recovered, tmp_path: Path) -> None:
    backups = tmp_path / "second place"
    backups.mkdir()
    shutil.copy(folder / "ledger.db", backups / "ledger-1.db")
    with contextlib.closing(recovered()) as ledger:
        ledger.record(draft())
    os.truncate(folder / "ledger.db", 0)
    ledger = recovered(Rescue(backups=(backups,), signer=lambda: SIGNER))
    assert ledger.gaps.ranges() == ((ENTRIES + 1, ENTRIES + 1),)
    assert sequences(ledger) == [*range(1, ENTRIES + 1), ENTRIES + 2]
    assert "copy ledger-1.db" in (aside(folder) / "RECOVERY.txt").read_text(encoding="utf-8")
    assert ledger.counts().waiting == ENTRIES - 2 + 1


def test_a_lost_file_is_recovered_from_a_copy_whole(folder: Path, recovered, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "second place")
    (folder / "ledger.db").unlink()
    ledger = recovered(Rescue(backups=(tmp_path / "second place",), signer=lambda: SIGNER))
    assert ledger.gaps.ranges() == ()
    assert codes(ledger) == []
    assert [remark.code for remark in ledger.remarks] == ["ledger.recovered"]


def test_a_copy_that_is_no_ledger_is_of_no_use_and_no_harm(folder: Path, recovered, tmp_path: Path) -> None:
    backups = tmp_path / "second place"
    backups.mkdir()
    (backups / "other.db").write_bytes(os.urandom(50_000))
    os.truncate(folder / "ledger.db", 0)
    ledger = recovered(Rescue(backups=(backups, tmp_path / "unplugged"), signer=lambda: SIGNER))
    assert sequences(ledger) == [ENTRIES + 1]


def test_entries_in_the_log_are_recovered_around_a_flipped_bit(
    folder: Path, recovered, clock: FakeClock, tmp_path: Path
) -> None:
    with contextlib.closing(recovered()) as ledger:
        for _ in range(20):
            ledger.record(draft(particulars=(("remark", "y" * 500),)))
        for name in ("ledger.db", "ledger.db-wal", "ledger.anchor"):
            shutil.copy(folder / name, tmp_path / name)
    log = tmp_path / "ledger.db-wal"
    flip(log, 32 + 6 * (24 + PAGE) + 2000)  # from here on SQLite reads nothing of it
    with contextlib.closing(opened(tmp_path, clock, rescue=RESCUE)) as ledger:
        missing = ledger.gaps.ranges()
        assert sum(last - first + 1 for first, last in missing) <= 1
        assert ledger.head.sequence == ENTRIES + 21


def test_a_wrong_key_is_no_damage_and_nothing_is_touched(folder: Path, recovered) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(Refused) as refused:
        recovered(key=OTHER_KEY)
    assert refused.value.code == "ledger.wrong_key"
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert list(folder.glob("ledger-damaged-*")) == []


def test_a_lost_file_under_a_wrong_key_is_not_begun_anew(folder: Path, recovered) -> None:
    (folder / "ledger.db").unlink()
    with pytest.raises(Refused) as refused:
        recovered(key=OTHER_KEY)
    assert refused.value.code == "ledger.wrong_key"


def test_without_its_anchor_a_ledger_whose_end_is_known_goes_on(folder: Path, recovered) -> None:
    with contextlib.closing(recovered()) as before:
        ledger_id = before.id
    (folder / "ledger.anchor").unlink()
    flip(folder / "ledger.db", 30 * PAGE + 1900)
    recovered().verify()
    ledger = recovered()
    assert ledger.id == ledger_id
    assert ledger.head.sequence == ENTRIES + 1


def test_without_its_anchor_a_ledger_whose_end_is_lost_is_left_and_a_new_one_begun(
    folder: Path, recovered
) -> None:
    with contextlib.closing(recovered()) as before:
        ledger_id = before.id
    (folder / "ledger.anchor").write_bytes(bytes(1024))
    os.truncate(folder / "ledger.db", 30 * PAGE)
    ledger = recovered()
    assert ledger.id != ledger_id
    assert ledger.head.sequence == 1
    assert ledger.remarks[0].code == "ledger.begun_anew"
    rows = ledger._access.writer.execute("SELECT ledger, outcome FROM earlier").fetchall()
    assert rows
    assert {row[0] for row in rows} == {ledger_id}
    (attention,) = [each for each in ledger.attention(10) if each.kind == "ledger"]
    assert dict(attention.facts)["before"] == ledger_id


def test_what_waits_of_a_ledger_that_was_left_is_sent_as_it_was_recorded(
    folder: Path, recovered, clock: FakeClock
) -> None:
    with contextlib.closing(recovered()) as before:
        waiting = {each.event.id: each.body for each in before.due(1000, clock.now())}
    (folder / "ledger.anchor").write_bytes(bytes(1024))
    os.truncate(folder / "ledger.db", 40 * PAGE)
    ledger = recovered()
    sent = ledger.due(1000, clock.now())
    assert len(sent) > 20
    assert sent[-1].event.kind == "recovery"
    assert all(waiting[each.event.id] == each.body for each in sent[:-1])
    ids = [each.event.id for each in sent]
    assert ids[0] in {each.act.id for each in ledger.acts_on(sent[0].event.consignment)}
    assert ids[0] in {act.id for acts in ledger.pending_acts().values() for act in acts}
    ledger.postpone(ids[:1], clock.now() + timedelta(seconds=60), "no answer")
    assert [each.event.kind for each in ledger.due(1000, clock.now())] == ["recovery"]
    clock.advance(61)
    settled = ledger.settle(
        answer(*((each, "accepted") for each in ids[:5]), (ids[5], "refused")), clock.now()
    )
    assert [each.id for each in settled.accepted] == ids[:5]
    assert [each.id for each in settled.refused] == ids[5:6]
    assert [each.event.id for each in ledger.due(1000, clock.now())] == ids[6:]
    assert [each.event for each in ledger.attention(10) if each.kind == "refused"] == ids[5:6]


def test_the_services_receipts_fill_the_gap_and_nothing_else_does(
    folder: Path, recovered, written: Path, tmp_path: Path, clock: FakeClock
) -> None:
    with contextlib.closing(recovered()) as whole:
        entries = whole.due(1000, clock.now())
    os.truncate(folder / "ledger.db", 0)
    ledger = recovered()
    wrong = [
        Received(entry=Outgoing(event=each.event, hash=each.hash, body=each.body, signature="AAAA"))
        for each in entries
    ]
    assert ledger.gaps.fill_from(wrong) == 0
    assert ledger.gaps.fill_from(Received(entry=each, number="N-1") for each in entries) == len(entries)
    assert ledger.gaps.ranges() == ranges_of(
        n for n in range(1, ENTRIES + 1) if n not in {each.event.sequence for each in entries}
    )
    assert ledger.gaps.fill_from(Received(entry=each) for each in entries) == 0
    assert set(codes(ledger)) == {"entry.missing"}
    assert ledger.counts().waiting == 1


def test_when_the_last_entry_is_back_the_attention_ends(folder: Path, recovered, clock: FakeClock) -> None:
    with contextlib.closing(recovered()) as whole:
        whole.mark_unsent()
        entries = whole.due(1000, clock.now())
    os.truncate(folder / "ledger.db", 0)
    ledger = recovered()
    assert [each.kind for each in ledger.attention(10)] == ["ledger"]
    *most, last = [
        Received(entry=each, state="refused" if each.event.sequence == 3 else "acknowledged")
        for each in sorted(entries, key=lambda each: each.event.sequence)
    ]
    ledger.gaps.fill_from(most)
    assert [each.kind for each in ledger.attention(10)] == ["ledger"]
    assert ledger.counts().acknowledged == ENTRIES - 2
    ledger.gaps.fill_from([last])
    assert ledger.attention(10) == ()
    assert codes(ledger) == []
    assert ledger.counts().refused == 1


@pytest.mark.parametrize("checkpoint_is_lost", [False, True])
def test_what_was_archived_is_not_missing_and_does_not_come_back_from_an_older_copy(
    folder: Path, recovered, clock: FakeClock, tmp_path: Path, checkpoint_is_lost: bool
) -> None:
    backups = tmp_path / "second place"
    backups.mkdir()
    with contextlib.closing(recovered()) as ledger:
        ledger.settle(answer(*((e.event.id, "accepted") for e in ledger.due(1000, clock.now()))), clock.now())
        shutil.copy(folder / "ledger.db", backups / "ledger-1.db")
        run = ledger.trimming.run_before(clock.now() + timedelta(days=1))
        assert run is not None
        event = ledger.record(checkpoint_draft(run, "0" * 64, "it")).event.id
        ledger.trimming.trim(run, event, "0" * 64, 0)
        ledger.record(draft())
        if checkpoint_is_lost:
            ledger._access.writer.execute("DELETE FROM checkpoint")
    flip(folder / "ledger.db", 2 * PAGE + 4050)
    again = recovered(Rescue(backups=(backups,), signer=lambda: SIGNER))
    assert again.remarks
    assert again.gaps.ranges() == ()
    assert sequences(again)[0] == run.last + 1
    assert codes(again) == []


def test_a_recovery_that_the_disk_did_not_allow_changes_nothing_and_is_made_at_the_next_start(
    folder: Path, recovered, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.truncate(folder / "ledger.db", 30 * PAGE)
    found = (folder / "ledger.db").read_bytes()
    with monkeypatch.context() as failing:
        failing.setattr("workstation.ledger.recovery.rebuilding._swap", _fail)
        with pytest.raises(Unavailable):
            recovered()
    assert (folder / "ledger.db").read_bytes() == found
    recovered()
    assert len(list(folder.glob("ledger-damaged-*"))) == 1
    assert (aside(folder) / "RECOVERY.txt").exists()


def test_a_recovery_that_a_power_cut_ended_half_way_loses_nothing(
    folder: Path, recovered, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(recovered()) as ledger:
        for _ in range(20):
            ledger.record(draft())
        for name in ("ledger.db", "ledger.db-wal", "ledger.anchor"):
            shutil.copy(folder / name, tmp_path / name)
    flip(tmp_path / "ledger.db-wal", 32 + 6 * (24 + PAGE) + 2000)

    def cut(_made: Path, database: Path) -> None:
        database.with_name("ledger.db-wal").unlink()
        raise OSError(5, "the power went")

    with monkeypatch.context() as failing:
        failing.setattr("workstation.ledger.recovery.rebuilding._swap", cut)
        with pytest.raises(Unavailable):
            opened(tmp_path, clock, rescue=RESCUE)
    with contextlib.closing(opened(tmp_path, clock, rescue=RESCUE)) as again:
        missing = again.gaps.ranges()
        assert sum(last - first + 1 for first, last in missing) <= 1
    assert all((each / "RECOVERY.txt").exists() for each in tmp_path.glob("ledger-damaged-*"))


def _fail(*_paths: Path) -> None:
    raise OSError(28, "no space")


def test_without_rescue_a_damaged_ledger_is_refused_as_ever(folder: Path, clock: FakeClock) -> None:
    os.truncate(folder / "ledger.db", 0)
    with pytest.raises(Refused):
        opened(folder, clock)
    assert (folder / "ledger.db").stat().st_size == 0


class BadSectors(io.BytesIO):
    """A file on a disk that no longer reads two of its sectors."""

    def read(self, size: int | None = -1, /) -> bytes:
        start, length = self.tell(), size or 0
        if any(start < bad + PAGE and bad < start + length for bad in (3 * PAGE, 7 * PAGE)):
            raise OSError(5, "the disk does not read it")
        return super().read(length)


def test_what_the_disk_no_longer_reads_is_stepped_over_when_it_is_copied_aside() -> None:
    content = os.urandom(10 * PAGE + 100)
    copied = piece_of(BadSectors(content), 0, len(content))
    expected = bytearray(content)
    for bad in (3 * PAGE, 7 * PAGE):
        expected[bad : bad + PAGE] = bytes(PAGE)
    assert copied == bytes(expected)


def test_ranges_are_written_and_read() -> None:
    ranges = ranges_of([1, 2, 3, 7, 9, 10])
    assert in_figures(ranges) == "1-3,7,9-10"
    assert from_figures("1-3,7,9-10") == ranges
    assert from_figures("") == ()


def test_a_ledger_that_is_gone_with_its_anchor_is_missed_and_begun_anew_in_words(
    folder: Path, recovered
) -> None:
    with contextlib.closing(recovered()) as before:
        ledger_id = before.id
    for file in folder.glob("ledger.*"):
        file.unlink()
    ledger = recovered()
    assert ledger.id != ledger_id
    assert [remark.code for remark in ledger.remarks] == ["ledger.begun_anew"]
    (attention,) = [each for each in ledger.attention(10) if each.kind == "ledger"]
    assert dict(attention.facts)["before"] == ledger_id
    assert ledger_id in (aside(folder) / "RECOVERY.txt").read_text(encoding="utf-8")
    with LedgerReader.open(folder, KEY) as reader:
        assert reader.begun_after() == (ledger_id,)
    ledger.close()
    assert recovered().remarks == ()


def test_what_a_copy_has_of_a_ledger_that_is_gone_with_its_anchor_is_sent(
    folder: Path, recovered, tmp_path: Path, clock: FakeClock
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    with contextlib.closing(recovered()) as before:
        waiting = {each.event.id for each in before.due(1000, clock.now())}
    shutil.copy(folder / "ledger.db", copies / "friday.db")
    for file in folder.glob("ledger.*"):
        file.unlink()
    ledger = recovered(Rescue(backups=(copies,), signer=lambda: SIGNER))
    sent = [each.event for each in ledger.due(1000, clock.now())]
    assert sent[-1].kind == "recovery"
    assert {each.id for each in sent[:-1]} == waiting


def test_to_look_at_a_ledger_that_is_gone_with_its_anchor_says_that_it_is_missing(
    folder: Path, recovered
) -> None:
    recovered().close()
    for file in folder.glob("ledger.*"):
        file.unlink()
    with pytest.raises(Refused) as refused:
        LedgerReader.open(folder, KEY)
    assert refused.value.code == "ledger.missing"


@pytest.mark.parametrize("trace", ["begun.json", "ledger.key.wrapped"])
def test_a_trace_of_a_ledger_without_its_id_is_enough_to_miss_it(
    tmp_path: Path, recovered, folder: Path, trace: str
) -> None:
    for file in folder.iterdir():
        file.unlink()
    (folder / trace).write_bytes(b"{")
    ledger = recovered()
    assert [remark.code for remark in ledger.remarks] == ["ledger.begun_anew"]
    (attention,) = ledger.attention(10)
    assert dict(attention.facts)["before"] == "unknown"
