"""Marks and verdicts of a decision are kept by the service and served with its act, to every bench."""

import json
from typing import Any, Final

import msgspec
import pytest

from tests.central.making import TestLedger, document
from workstation.central.store import CentralStore
from workstation.contract.reading import read_consignment
from workstation.domain.act import Act
from workstation.domain.event import MARK_WORDS
from workstation.domain.mark import NOT_DECLARED, DetectionJudged, MarkWords, RecordedMark

IMAGE: Final = "ab" * 32
BOX: Final = RecordedMark(id="M-1", image=IMAGE, shape="box", points=((1, 2), (30, 40)), goods="g1")
ARROW: Final = RecordedMark(
    id="M-2", image=IMAGE, shape="arrow", points=((0, 0), (9, 9)), view=1, goods=NOT_DECLARED
)
JUDGED: Final = (DetectionJudged(image=IMAGE, detection="D-1", verdict="cleared"),)
WORDS: Final = (MARK_WORDS, msgspec.json.encode((MarkWords(mark="M-2", words="a cable"),)).decode())


@pytest.fixture
def ledger() -> TestLedger:
    return TestLedger()


def marked(ledger: TestLedger, **more: Any) -> bytes:
    return ledger.entry("hold", marks=(BOX, ARROW), judged=JUDGED, texts=[WORDS], owner="XX000001", **more)


def sent(store: CentralStore, *entries: bytes) -> list[str]:
    return [each.outcome for each in store.receive_events(entries, token="test", bench="")]


def act_in(store: CentralStore, id: str = "C1") -> Act:
    body = store.consignment(id)
    assert body is not None
    reading = read_consignment(body)
    assert reading.remarks == ()
    assert reading.consignment is not None
    (act,) = reading.consignment.acts
    return act


def test_another_bench_sees_what_was_marked_and_judged(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document()])
    assert sent(store, marked(ledger)) == ["accepted"]
    act = act_in(store)
    assert act.marks == (BOX, msgspec.structs.replace(ARROW, words="a cable"))
    assert act.judged == JUDGED


def test_words_that_come_later_are_put_to_their_marks(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document()])
    whole = json.loads(marked(ledger))
    bare = json.dumps({**whole, "particulars": []}).encode()
    assert sent(store, bare) == ["accepted"]
    assert [each.words for each in act_in(store).marks] == ["", ""]
    assert sent(store, json.dumps(whole).encode()) == ["already_known"]
    assert [each.words for each in act_in(store).marks] == ["", "a cable"]
