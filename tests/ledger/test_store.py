"""The ledger: what was confirmed is there after a restart, and whatever was altered or cut shows."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ledger.bench import KEY, OTHER_KEY, answer, draft
from workstation.domain.event import FIRST_PREVIOUS, canonical, hash_of
from workstation.domain.problems import Refused
from workstation.host.encrypted import connect
from workstation.ledger.database import MIGRATIONS
from workstation.ledger.store import Ledger

OpenLedger = Callable[..., Ledger]
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def damaged_copy(folder: Path, change: str) -> None:
    """Change the closed ledger with its own key, as somebody with the key but without the anchor's code
    could.
    """
    connection = connect(folder / "ledger.db", KEY, cache_mb=1)
    connection.execute(change)
    connection.close()


# --- recording ---------------------------------------------------------------------------------------------


def test_a_recorded_hold_is_there_after_a_restart_with_all_that_was_said_of_it(
    open_ledger: OpenLedger,
) -> None:
    first = open_ledger()
    recorded = first.record(
        draft(particulars=(("remark", "smells of tobacco"),), last_read="RB123456785GB", seen=("act-1",))
    )
    first.close()
    again = open_ledger()
    (held,) = again.acts_on("C-1")
    assert held.state == "waiting"
    assert held.act.remark == "smells of tobacco"
    assert held.act.seen == ("act-1",)
    (sent,) = again.due(10, recorded.event.bench_time)
    assert (sent.event, sent.hash, sent.particulars) == (recorded.event, recorded.hash, recorded.particulars)
    assert again.id == recorded.event.ledger


def test_entries_form_a_chain_from_the_first(ledger: Ledger) -> None:
    first, second = ledger.record(draft()), ledger.record(draft("release", "C-2"))
    assert UUID7.fullmatch(first.event.id)
    assert UUID7.fullmatch(ledger.id)
    assert (first.event.sequence, first.event.previous) == (1, FIRST_PREVIOUS)
    assert (second.event.sequence, second.event.previous) == (2, first.hash)
    assert hash_of(canonical(second.event)) == second.hash


def test_what_describes_stands_in_the_chain_only_as_a_salted_hash(ledger: Ledger) -> None:
    same = [
        ledger.record(draft(particulars=(("remark", "red suitcase"),), last_read="raw read"))
        for _ in range(2)
    ]
    for submission in same:
        assert b"red suitcase" not in canonical(submission.event)
        assert b"raw read" not in canonical(submission.event)
        assert tuple(p.hashed() for p in submission.particulars) == submission.event.particulars
        (read,) = [p for p in submission.particulars if p.key == submission.event.last_read]
        assert read.text == "raw read"
    assert same[0].event.particulars != same[1].event.particulars


def test_the_file_gives_nothing_away_without_the_key(ledger: Ledger, folder: Path) -> None:
    ledger.record(draft(particulars=(("remark", "red suitcase"),)))
    for file in folder.iterdir():
        if file.is_file():
            assert b"red suitcase" not in file.read_bytes()
            assert b"officer-a" not in file.read_bytes()


# --- what start notices ------------------------------------------------------------------------------------


def test_a_zero_length_file_is_damage_and_not_an_empty_ledger(open_ledger: OpenLedger, folder: Path) -> None:
    open_ledger().close()
    (folder / "ledger.db").write_bytes(b"")
    with pytest.raises(Refused, match="it is empty") as refused:
        open_ledger()
    assert refused.value.code == "ledger.damaged"
    assert (folder / "ledger.db").read_bytes() == b""


def test_a_missing_file_is_not_replaced_by_an_empty_ledger(open_ledger: OpenLedger, folder: Path) -> None:
    open_ledger().close()
    (folder / "ledger.db").unlink()
    with pytest.raises(Refused) as refused:
        open_ledger()
    assert refused.value.code == "ledger.missing"
    assert not (folder / "ledger.db").exists()


def test_a_wrong_key_is_told_apart_from_a_destroyed_file(open_ledger: OpenLedger, folder: Path) -> None:
    open_ledger().close()
    with pytest.raises(Refused) as wrong:
        open_ledger(OTHER_KEY)
    assert wrong.value.code == "ledger.wrong_key"
    file = folder / "ledger.db"
    file.write_bytes(b"\0" * file.stat().st_size)
    with pytest.raises(Refused) as destroyed:
        open_ledger()
    assert destroyed.value.code == "ledger.damaged"


def test_what_reads_much_keeps_no_look_up_of_the_screen_waiting(ledger: Ledger) -> None:
    ledger.record(draft(consignment="C-1"))
    with ledger._access.reading() as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (1,)
        assert len(ledger.acts_on("C-1")) == 1
        assert ledger.known.get("nothing") == ""


def test_a_ledger_of_a_newer_program_is_left_alone(open_ledger: OpenLedger, folder: Path) -> None:
    open_ledger().close()
    damaged_copy(folder, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(Refused) as refused:
        open_ledger()
    assert refused.value.code == "ledger.newer_schema"


def test_a_database_of_another_kind_is_not_taken_for_a_ledger(open_ledger: OpenLedger, folder: Path) -> None:
    open_ledger().close()
    damaged_copy(folder, "PRAGMA application_id = 7")
    with pytest.raises(Refused) as refused:
        open_ledger()
    assert refused.value.code == "ledger.not_a_ledger"


def test_a_missing_anchor_is_remarked(open_ledger: OpenLedger, folder: Path) -> None:
    ledger = open_ledger()
    assert ledger.remarks == ()
    ledger.record(draft())
    ledger.close()
    (folder / "ledger.anchor").unlink()
    again = open_ledger()
    assert [remark.code for remark in again.remarks] == ["ledger.anchor_missing"]
    again.close()
    assert open_ledger().remarks == ()


def test_entries_cut_from_the_end_show_at_start(open_ledger: OpenLedger, folder: Path) -> None:
    ledger = open_ledger()
    for _ in range(3):
        ledger.record(draft())
    ledger.close()
    damaged_copy(folder, "DELETE FROM event WHERE sequence = 3")
    with pytest.raises(Refused, match="newest entries are missing") as refused:
        open_ledger()
    assert refused.value.code == "ledger.tail_missing"


def test_a_write_ahead_log_cut_at_its_end_shows_at_start(
    open_ledger: OpenLedger, folder: Path, tmp_path_factory
) -> None:
    ledger = open_ledger()
    for _ in range(3):
        ledger.record(draft())
    # As a power cut leaves it: copied while open, so that closing does not fold the log into the database.
    copy = tmp_path_factory.mktemp("after_power_cut")
    for name in ("ledger.db", "ledger.db-wal", "ledger.anchor"):
        (copy / name).write_bytes((folder / name).read_bytes())
    log = copy / "ledger.db-wal"
    log.write_bytes(log.read_bytes()[:-2000])
    with pytest.raises(Refused) as refused:
        Ledger.open(copy, KEY, bench="bench-4", office="NL000432", clock=ledger._clock)
    assert refused.value.code == "ledger.tail_missing"


@pytest.mark.parametrize(
    "change, code",
    [
        (
            "UPDATE event SET body = replace(body, 'officer-a', 'officer-b') WHERE sequence = 2",
            "ledger.entry_altered",
        ),
        ("UPDATE event SET kind = 'release' WHERE sequence = 2", "ledger.entry_altered"),
        ("DELETE FROM event WHERE sequence = 2", "ledger.entry_missing"),
        ("UPDATE ledger SET id = 'another'", "ledger.anchor_other_ledger"),
    ],
)
def test_a_change_among_the_newest_entries_shows_at_start(
    open_ledger: OpenLedger, folder: Path, change: str, code: str
) -> None:
    ledger = open_ledger()
    for _ in range(3):
        ledger.record(draft())
    ledger.close()
    damaged_copy(folder, change)
    with pytest.raises(Refused) as refused:
        open_ledger()
    assert refused.value.code == code


def test_a_power_cut_between_commit_and_anchor_loses_nothing(open_ledger: OpenLedger, folder: Path) -> None:
    ledger = open_ledger()
    ledger.record(draft())
    anchor = (folder / "ledger.anchor").read_bytes()
    second = ledger.record(draft())
    ledger.close()
    (folder / "ledger.anchor").write_bytes(anchor)
    again = open_ledger()
    assert again.head.hash == second.hash
    assert again.remarks == ()


def test_a_torn_anchor_write_leaves_the_head_before(open_ledger: OpenLedger, folder: Path) -> None:
    ledger = open_ledger()
    ledger.record(draft())
    ledger.record(draft())
    ledger.close()
    content = bytearray((folder / "ledger.anchor").read_bytes())
    content[20:60] = b"x" * 40  # slot 0 holds entry 2
    (folder / "ledger.anchor").write_bytes(content)
    assert open_ledger().head.sequence == 2


# --- the full check ----------------------------------------------------------------------------------------


def faults(ledger: Ledger) -> list[tuple[str, int]]:
    return [(fault.code, fault.sequence) for fault in ledger.verify().faults]


def test_a_whole_ledger_verifies(ledger: Ledger) -> None:
    for n in range(5):
        ledger.record(draft(particulars=(("remark", f"remark {n}"),)))
    assert ledger.verify().entries == 5
    assert faults(ledger) == []


@pytest.mark.parametrize(
    "change, found",
    [
        (
            "UPDATE event SET body = replace(body, 'R2', 'R9') WHERE sequence = 3",
            [("entry.altered", 3), ("entry.reordered", 4)],
        ),
        ("DELETE FROM event WHERE sequence = 3", [("entry.missing", 3)]),
        ("UPDATE particular SET text = 'other words' WHERE sequence = 3", [("particular.altered", 3)]),
        ("DELETE FROM particular WHERE sequence = 3", [("particular.missing", 3)]),
        ("UPDATE particular SET text = NULL, salt = NULL WHERE sequence = 3", []),
    ],
    ids=["altered", "removed", "remark altered", "remark removed", "remark erased by policy"],
)
def test_the_full_check_says_which_entry(
    open_ledger: OpenLedger, folder: Path, change: str, found: list[tuple[str, int]]
) -> None:
    ledger = open_ledger()
    for n in range(80):
        ledger.record(draft(particulars=(("remark", f"remark {n}"),)))
    ledger.close()
    damaged_copy(folder, change)
    again = open_ledger()  # beyond the tail that start checks
    assert faults(again) == found


def test_a_flipped_bit_in_an_old_page_shows_in_the_full_check(open_ledger: OpenLedger, folder: Path) -> None:
    ledger = open_ledger()
    for n in range(300):
        ledger.record(draft(consignment=f"C-{n}", particulars=(("remark", "x" * 200),)))
    ledger.close()
    file = folder / "ledger.db"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert ("page.damaged", 0) in faults(open_ledger())


# --- migrations --------------------------------------------------------------------------------------------


def test_a_ledger_is_copied_before_its_schema_changes_and_keeps_its_entries(
    open_ledger: OpenLedger, folder: Path
) -> None:
    ledger = open_ledger()
    recorded = ledger.record(draft())
    ledger.settle(answer((recorded.event.id, "accepted")), recorded.event.bench_time)
    ledger.close()
    later = (*MIGRATIONS, ("ALTER TABLE event ADD COLUMN later BLOB",))
    migrated = open_ledger(migrations=later)
    assert [row.event_id for row in migrated.deliveries(None, 5)] == [recorded.event.id]
    assert faults(migrated) == []
    copy = connect(folder / "ledger-copies" / f"ledger.schema-{len(MIGRATIONS)}.db", KEY, cache_mb=1)
    assert copy.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert copy.execute("SELECT id FROM event").fetchall() == [(recorded.event.id,)]
    copy.close()


def test_a_migration_that_fails_half_way_leaves_the_ledger_as_it_was(open_ledger: OpenLedger) -> None:
    ledger = open_ledger()
    ledger.record(draft())
    ledger.close()
    broken = (
        *MIGRATIONS,
        ("ALTER TABLE event ADD COLUMN later BLOB", "ALTER TABLE nothing ADD COLUMN x"),
    )
    with pytest.raises(Exception, match=r"ledger\.db could not be used"):
        open_ledger(migrations=broken)
    again = open_ledger()
    assert again.counts().recorded == 1
