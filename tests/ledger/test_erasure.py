"""Erasing by policy: texts of what is settled and old go, the chain verifies, the export says so."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.fakes.clock import START, FakeClock
from tests.ledger.bench import KEY, answer, draft, opened
from workstation.contract.messages import StoredEvent
from workstation.ledger.earlier import returned
from workstation.ledger.export import Wanted
from workstation.ledger.reader import LedgerReader
from workstation.ledger.store import Ledger

DAYS = timedelta(days=1)
PAGE = 4096
SECRET = "two knives in a lamp"


@pytest.fixture
def recorded(ledger: Ledger, clock: FakeClock) -> list[str]:
    """Ids of five entries with a remark and a read, a day apart; all but the last two are acknowledged."""
    ids = []
    for n in range(5):
        said = (("remark", f"{n} {SECRET}"),)
        ids.append(ledger.record(draft(consignment=f"C-{n}", particulars=said, last_read="RB12345")).event.id)
        clock.advance(86_400)
    ledger.settle(answer(*((each, "accepted") for each in ids[:3]), (ids[3], "refused")), clock.now())
    return ids


def erase(ledger: Ledger, before_day: float) -> tuple[int, ...]:
    due, after = ledger.erasure.due(START + before_day * DAYS)
    assert after is None
    ledger.erasure.erase(due)
    ledger.erasure.end()
    return due


def texts(ledger: Ledger) -> dict[int, int]:
    """How many texts each entry still has."""
    with ledger._access.looking() as connection:
        rows = connection.execute("SELECT sequence, count(text) FROM particular GROUP BY sequence")
        return dict(rows.fetchall())


def test_what_is_old_and_acknowledged_is_erased_and_the_chain_verifies(
    ledger: Ledger, recorded: list[str]
) -> None:
    assert erase(ledger, 1.5) == (1, 2)
    assert texts(ledger) == {1: 0, 2: 0, 3: 2, 4: 2, 5: 2}
    assert ledger.verify().faults == ()
    assert erase(ledger, 1.5) == ()


def test_what_waits_was_refused_or_is_in_attention_keeps_its_texts(
    ledger: Ledger, recorded: list[str]
) -> None:
    ledger.raise_attention("changed", "C-1", key="changed:1")
    assert erase(ledger, 365) == (1, 3)
    assert texts(ledger) == {1: 0, 2: 2, 3: 0, 4: 2, 5: 2}
    ledger.end_attention_by_key(("changed:1",), "officer-a")
    assert erase(ledger, 365) == (2,)


def test_what_is_offered_again_meanwhile_keeps_its_texts(ledger: Ledger, recorded: list[str]) -> None:
    due, _ = ledger.erasure.due(START + 365 * DAYS)
    ledger.mark_unsent(recorded[:1])
    ledger.erasure.erase(due)
    assert texts(ledger) == {1: 2, 2: 0, 3: 0, 4: 2, 5: 2}


def test_a_clock_that_was_set_back_makes_nothing_old(ledger: Ledger, clock: FakeClock) -> None:
    clock.set(START - 3650 * DAYS)
    sent = ledger.record(draft(particulars=(("remark", SECRET),), service_time=START))
    ledger.settle(answer((sent.event.id, "accepted")), clock.now())
    assert erase(ledger, -1) == ()
    assert erase(ledger, 1) == (1,)


def test_acts_of_an_earlier_ledger_lose_their_texts_too(
    ledger: Ledger, clock: FakeClock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What the central service gave back of a bench that was made anew is this bench's to erase."""
    before = opened(tmp_path_factory.mktemp("before"), clock)
    given = []
    for n in range(3):
        sent = before.record(draft(consignment=f"C-{n}", particulars=(("remark", SECRET),)))
        submission = before.due(10, clock.now())[-1].encoded()
        outcome = "refused" if n == 2 else "accepted"
        raw = msgspec.Raw(submission)
        given.append(returned(StoredEvent(number=f"N-{n}", received=START, outcome=outcome, submission=raw)))
        clock.advance(86_400)
        assert sent.event.sequence == n + 1
    before.close()
    ledger.earlier.put(each for each in given if each is not None)
    assert ledger.earlier.count() == 3
    assert ledger.erasure.erase_earlier(START + 0.5 * DAYS) is None
    remarks = {each.act.remark for n in (1, 2) for each in ledger.acts_on(f"C-{n}")}
    assert (remarks, ledger.acts_on("C-0")[0].act.remark) == ({SECRET}, "")
    ledger.erasure.erase_earlier(START + 365 * DAYS)
    assert [ledger.acts_on(f"C-{n}")[0].act.remark for n in (1, 2)] == ["", SECRET]


def test_many_are_found_some_at_a_time(ledger: Ledger, clock: FakeClock) -> None:
    ids = [ledger.record(draft(particulars=(("remark", "x"),))).event.id for _ in range(450)]
    ledger.settle(answer(*((each, "accepted") for each in ids)), clock.now())
    after: int | None = 0
    rounds = []
    while after is not None:
        due, after = ledger.erasure.due(START + DAYS, after)
        rounds.append(len(due))
    assert rounds == [200, 200, 50]


def test_the_export_says_what_was_erased(ledger: Ledger, recorded: list[str], folder: Path) -> None:
    erase(ledger, 0.5)
    with LedgerReader.open(folder, KEY) as reader:
        lines = b"".join(reader.lines(Wanted(made=START, texts="plain"))).decode().splitlines()
    assert [line for line in lines if line.startswith("erased")] == [
        "erased\t1\tp0\tremark",
        "erased\t1\tp1\tbarcode_read",
    ]
    assert len([line for line in lines if line.startswith("text\t")]) == 8


def test_what_was_erased_is_not_found_in_the_decrypted_file(
    ledger: Ledger, recorded: list[str], folder: Path
) -> None:
    """Whoever has the key finds nothing of it in free pages or in the log."""
    ledger.erasure.end()
    assert f"0 {SECRET}" in decrypted(folder)
    erase(ledger, 365)
    assert f"0 {SECRET}" not in decrypted(folder)
    assert f"4 {SECRET}" in decrypted(folder)


def decrypted(folder: Path) -> str:
    """Every page of the file as it is, free ones and free parts too; the log has nothing in it.

    SQLCipher 4 under a raw key: AES-256-CBC, at the end of each page its IV and an HMAC, 80 bytes together;
    before the first page 16 bytes of salt.
    """
    assert (folder / "ledger.db-wal").stat().st_size == 0
    content = (folder / "ledger.db").read_bytes()
    pages = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body, iv = page[16 if start == 0 else 0 : PAGE - 80], page[PAGE - 80 : PAGE - 64]
        decryptor = Cipher(algorithms.AES(KEY), modes.CBC(iv)).decryptor()
        pages.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(pages).decode("latin-1")
