"""Marks are kept beside the chain as an officer makes them, are that officer's alone, and go into it with a
decision.
"""

import contextlib
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.fakes.clock import START, FakeClock
from tests.ledger.bench import answer, opened
from tests.ledger.bench import draft as decision
from workstation.domain.event import MARK_WORDS
from workstation.domain.mark import Mark, MarkWords, RecordedMark, verdict_on
from workstation.ledger.marks import KeptMark
from workstation.ledger.recovery.rescue import Rescue
from workstation.ledger.store import Ledger

PAGE = 4096
IMAGE = "ab" * 32


def kept(id: str = "M-1", body: bytes = b"{}", minutes: int = 0, **more: str) -> KeptMark:
    saved = START + timedelta(minutes=minutes)
    whose = {"consignment": "C-1", "officer": "officer-a", "kind": "mark"} | more
    return KeptMark(id=id, saved=saved, body=body, **whose)


def ids(ledger: Ledger, consignment: str = "C-1", officer: str = "officer-a") -> list[str]:
    return [each.id for each in ledger.marks.of(consignment, officer)]


def test_a_mark_is_there_again_after_the_program_was_killed(open_ledger) -> None:
    open_ledger().marks.write([kept(body=b"box")])
    # Not closed: another ledger opens the files as they are.
    assert open_ledger().marks.of("C-1", "officer-a") == (kept(body=b"box"),)


def test_the_newer_stands_in_place_of_the_older_and_an_empty_one_is_gone(ledger: Ledger) -> None:
    ledger.marks.write([kept("M-2"), kept("M-1"), kept("M-1", kind="verdict")])
    ledger.marks.write([kept("M-1", b"new", minutes=1), kept("M-2", b""), kept("M-9", b"")])
    assert ledger.marks.of("C-1", "officer-a") == (
        kept("M-1", b"new", minutes=1),
        kept("M-1", kind="verdict"),
    )


def test_all_of_a_change_is_kept_or_nothing(ledger: Ledger) -> None:
    ledger.marks.write([kept("M-1", b"old")])
    with pytest.raises(Exception, match="ledger"):
        ledger.marks.write([kept("M-1", b""), kept("M-2"), kept("M-2")])
    assert ledger.marks.of("C-1", "officer-a") == (kept("M-1", b"old"),)


def test_another_officers_marks_are_never_given(ledger: Ledger) -> None:
    ledger.marks.write([kept()])
    assert ids(ledger, officer="officer-b") == []
    assert ids(ledger, consignment="C-2") == []
    ledger.marks.write([kept(body=b"", officer="officer-b")])
    assert ids(ledger) == ["M-1"]


def test_what_nobody_touched_for_long_can_be_thrown_away(ledger: Ledger) -> None:
    ledger.marks.write([kept("M-1"), kept("M-2", minutes=2)])
    assert ledger.marks.forget_saved_before(START + timedelta(minutes=1)) == 1
    assert ids(ledger) == ["M-2"]


def test_a_mark_is_no_entry_of_the_chain_and_stays_when_one_is_made(ledger: Ledger) -> None:
    ledger.marks.write([kept()])
    assert ledger.head.sequence == 0
    ledger.record(decision("hold"))
    assert ids(ledger) == ["M-1"]
    assert ledger.verify().faults == ()


# --- in an entry --------------------------------------------------------------------------------------------

DRAWN = (
    Mark(id="M-1", image=IMAGE, shape="box", points=((1.2, 2.0), (30.6, 40.0)), goods="g1"),
    Mark(id="M-2", image=IMAGE, shape="text", points=((5.0, 5.0),), words="Jane Doe's watch"),
)
JUDGED = (verdict_on(f"{IMAGE}:D-1", "accepted"),)


def test_an_entry_holds_marks_in_the_chain_and_their_words_beside_it(ledger: Ledger) -> None:
    ledger.record(decision("hold", marks=DRAWN, judged=JUDGED, last_read="RB1"))
    (sent,) = ledger.due(1, START)
    assert sent.event.marks == (
        RecordedMark(id="M-1", image=IMAGE, shape="box", points=((1, 2), (31, 40)), goods="g1"),
        RecordedMark(id="M-2", image=IMAGE, shape="text", points=((5, 5),)),
    )
    assert sent.event.judged == JUDGED
    assert b"Jane" not in sent.body
    # The last barcode read is named by its key: it stays the last.
    assert [each.kind for each in sent.particulars] == [MARK_WORDS, "barcode_read"]
    assert sent.event.last_read == sent.particulars[-1].key
    words = msgspec.json.decode(sent.particulars[0].text, type=tuple[MarkWords, ...])
    assert words == (MarkWords(mark="M-2", words="Jane Doe's watch"),)
    (own,) = ledger.acts_on("C-1")
    assert [each.words for each in own.act.marks] == ["", "Jane Doe's watch"]
    assert own.act.judged == JUDGED


def test_marks_without_words_make_no_particular(ledger: Ledger) -> None:
    assert ledger.record(decision("hold", marks=DRAWN[:1])).particulars == ()


def test_policy_erases_the_words_and_leaves_where_was_marked(ledger: Ledger) -> None:
    recorded = ledger.record(decision("hold", marks=DRAWN))
    ledger.settle(answer((recorded.event.id, "accepted")), START)
    due, _after = ledger.erasure.due(START + timedelta(days=400))
    ledger.erasure.erase(due)
    ledger.erasure.end()
    assert b"Jane" not in msgspec.json.encode(ledger.acts_on("C-1"))
    (own,) = ledger.acts_on("C-1")
    assert [(each.id, each.goods) for each in own.act.marks] == [("M-1", "g1"), ("M-2", "")]
    assert ledger.verify().faults == ()


# --- in a damaged ledger ------------------------------------------------------------------------------------


@pytest.mark.expected_log("the ledger")
def test_marks_are_found_again_in_a_damaged_ledger(tmp_path: Path, clock: FakeClock) -> None:
    with contextlib.closing(opened(tmp_path, clock)) as ledger:
        ledger.record(decision("hold"))
        ledger.marks.write([kept(f"M-{n:02}", b"b" * 100) for n in range(50)])
        ledger.marks.write([kept("M-00", b"")])
        assert not ledger.drafts.unfinished("officer-a", 9)
    file = tmp_path / "ledger.db"
    content = bytearray(file.read_bytes())
    content[2 * PAGE + 50] ^= 0x10  # the root of the entries
    file.write_bytes(content)
    with contextlib.closing(opened(tmp_path, clock, rescue=Rescue(backups=()))) as again:
        assert again.remarks
        assert ids(again) == [f"M-{n:02}" for n in range(1, 50)]
        assert again.drafts.unfinished("officer-a", 9) == ()
