"""The full check: signatures, archived beginnings, what was agreed with the service; each fault in words."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.ledger.bench import KEY, OTHER_KEY, draft
from workstation.contract.signing import KeySigner
from workstation.domain.problems import Refused
from workstation.ledger.database import open_database, transaction
from workstation.ledger.reader import LedgerReader
from workstation.ledger.store import Ledger
from workstation.ledger.values import Fault
from workstation.ledger.verification import sentence_of

OpenLedger = Callable[..., Ledger]
FIRST, SECOND = KeySigner(b"1" * 32), KeySigner(b"2" * 32)


def change(folder: Path, *statements: str) -> None:
    """Change the closed ledger as somebody would who has its key, but not the bench's signing key."""
    connection = open_database(folder / "ledger.db", KEY)
    with transaction(connection):
        for statement in statements:
            connection.execute(statement)
    connection.close()


def faults(folder: Path) -> list[tuple[str, int, int]]:
    with LedgerReader.open(folder, KEY) as reader:
        return [(each.code, each.sequence, each.last) for each in reader.verify().faults]


def filled(open_ledger: OpenLedger, entries: int = 80) -> None:
    """Two entries of before the bench had a key, then signed ones; the key changes in the middle."""
    ledger = open_ledger()
    for n in range(entries):
        if n == 2:
            ledger.sign_with(FIRST)
        if n == entries // 2:
            ledger.sign_with(SECOND)
        ledger.record(draft(particulars=(("remark", f"remark {n}"),)))
    ledger.close()


def test_a_ledger_whose_key_changed_is_sound(open_ledger: OpenLedger, folder: Path) -> None:
    filled(open_ledger)
    assert faults(folder) == []
    with LedgerReader.open(folder, KEY) as reader:
        assert reader.public_keys() == ((3, FIRST.public_key), (41, SECOND.public_key))


@pytest.mark.parametrize(
    "statement, found",
    [
        ("UPDATE event SET signature = '' WHERE sequence = 5", [("entry.unsigned", 5, 0)]),
        (
            "UPDATE event SET signature = (SELECT max(signature) FROM event) WHERE sequence = 5",
            [("entry.signature", 5, 0)],
        ),
        ("UPDATE event SET signature = 'no signature' WHERE sequence = 5", [("entry.signature", 5, 0)]),
        ("UPDATE signing_key SET first = 42 WHERE first = 41", [("entry.signature", 41, 0)]),
        ("DELETE FROM signing_key WHERE first = 3", [("entry.signature", n, 0) for n in range(3, 41)]),
        ("DELETE FROM event WHERE sequence BETWEEN 5 AND 9", [("entry.missing", 5, 9)]),
        ("DELETE FROM event WHERE sequence <= 9", [("entry.missing", 1, 9)]),
        ("DELETE FROM event WHERE sequence >= 79", [("tail.missing", 79, 80)]),
        (
            f"INSERT INTO checkpoint VALUES (0, '{'0' * 64}', 0, 'nobody', '', 0)",
            [("checkpoint.unproved", 0, 0)],
        ),
        (
            """INSERT INTO known VALUES ('agreed', '{"sequence":90,"hash":"x","events":1}')""",
            [("agreed.missing", 81, 90)],
        ),
        (
            """INSERT INTO known VALUES ('agreed', '{"sequence":7,"hash":"x"}')""",
            [("agreed.differs", 7, 0)],
        ),
        ("""INSERT INTO known VALUES ('agreed', 'not JSON')""", []),
    ],
)
def test_what_was_done_to_the_ledger_is_said(
    open_ledger: OpenLedger, folder: Path, statement: str, found: list[tuple[str, int, int]]
) -> None:
    filled(open_ledger)
    change(folder, statement)
    assert faults(folder) == found


def test_what_was_removed_beside_a_known_gap_is_no_part_of_it(open_ledger: OpenLedger, folder: Path) -> None:
    filled(open_ledger)
    gone = "DELETE FROM event WHERE sequence BETWEEN 60 AND 66"
    change(folder, gone, "INSERT INTO known VALUES ('missing', '3,61-63')")
    assert faults(folder) == [
        ("entry.missing", 60, 0),
        ("entry.missing", 61, 63),
        ("entry.missing", 64, 66),
    ]
    with pytest.raises(Refused, match="an entry is missing"):
        open_ledger()
    change(folder, "UPDATE known SET value = '60-66' WHERE name = 'missing'")
    assert open_ledger().head.sequence == 80


def test_an_entry_made_up_with_the_ledgers_key_alone_shows_at_start(
    open_ledger: OpenLedger, folder: Path
) -> None:
    filled(open_ledger)
    ledger = open_ledger()
    ledger.record(draft("release"))  # whoever has the ledger's key alone: chained, but not signed
    ledger.close()
    assert faults(folder) == [("entry.unsigned", 81, 0)]
    with pytest.raises(Refused, match="an entry is not signed") as refused:
        open_ledger()
    assert refused.value.code == "ledger.entry_unsigned"


def test_what_was_agreed_with_the_service_holds(open_ledger: OpenLedger, folder: Path) -> None:
    ledger = open_ledger()
    recorded = [ledger.record(draft()) for _ in range(3)]
    said = msgspec.json.encode({"sequence": 2, "hash": recorded[1].hash, "events": 2}).decode()
    ledger.known.put("agreed", said)
    ledger.close()
    assert faults(folder) == []


def test_a_reader_looks_on_while_the_program_records(open_ledger: OpenLedger, folder: Path) -> None:
    ledger = open_ledger()
    ledger.record(draft())
    with LedgerReader.open(folder, KEY) as reader:
        ledger.record(draft())
        verified = reader.verify()
        assert (verified.entries, verified.faults) == (2, ())
        assert reader.whose == (ledger.id, "bench-4", "NL000432")
    ledger.record(draft())


def test_a_reader_tells_a_wrong_key_from_a_destroyed_file(open_ledger: OpenLedger, folder: Path) -> None:
    codes = []

    def look(key: bytes = KEY) -> None:
        with pytest.raises(Refused) as refused:
            LedgerReader.open(folder, key)
        codes.append(refused.value.code)

    look()
    open_ledger().close()
    look(OTHER_KEY)
    (folder / "ledger.db").write_bytes(b"x" * 8192)
    look()
    (folder / "ledger.db").write_bytes(b"")
    look()
    (folder / "ledger.db").unlink()
    look()
    assert codes == [
        "ledger.none",
        "ledger.wrong_key",
        "ledger.damaged",
        "ledger.damaged",
        "ledger.missing",
    ]


@pytest.mark.parametrize(
    "fault, words",
    [
        (Fault(code="entry.altered", sequence=7), "Entry 7 was altered."),
        (Fault(code="entry.missing", sequence=7, last=9), "Entries 7 to 9 were removed."),
        (
            Fault(code="agreed.missing", sequence=7, last=9),
            "Entries 7 to 9 are missing at the end: the central service has them.",
        ),
        (
            Fault(code="tail.missing", sequence=7, last=9),
            "Entries 7 to 9 are missing at the end: they were recorded and are no longer there.",
        ),
    ],
)
def test_faults_are_said_in_sentences(fault: Fault, words: str) -> None:
    assert sentence_of(fault) == words
