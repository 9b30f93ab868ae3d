"""The mandate of the officer at work: fetched from a real service, believed only by its pinned keys."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.central.making import document
from tests.fakes.clock import START, FakeClock
from tests.sync.bench import Bench
from workstation.central.serve import ServiceThread
from workstation.central.store import CentralStore
from workstation.contract.mandates import EVERY_ACT, MandateRule, SignedMandate
from workstation.contract.signing import KeySigner
from workstation.domain.mandate import Grant
from workstation.ledger.mandates import SERVICE_KEYS
from workstation.sync.mandates import EVERY_S, MandateFetch, judged
from workstation.sync.news import AttentionRaised, MandateChanged

REFUSED = "a mandate is not taken"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[CentralStore]:
    opened = CentralStore.open(f"sqlite:///{tmp_path / 'central.db'}", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def bench(tmp_path: Path, store: CentralStore, clock: FakeClock) -> Iterator[Bench]:
    with (
        ServiceThread(store) as service,
        Bench(tmp_path / "bench", service.address, store.add_token("b", "bench"), clock) as made,
    ):
        yield made


Fetching = Callable[..., MandateFetch]


@pytest.fixture
def fetching(bench: Bench, store: CentralStore, clock: FakeClock) -> Fetching:
    """A fetcher for officer A, enrolled unless other keys are said."""

    def made(keys: tuple[str, ...] | None = None, *, fixed: tuple[str, ...] = ()) -> MandateFetch:
        told = store.mandates.public_keys() if keys is None else keys
        bench.ledger.known.put(SERVICE_KEYS, msgspec.json.encode(told).decode())
        fetch = MandateFetch(bench.writes, clock, bench.news.append, fixed_keys=fixed)
        fetch.work_for(lambda: "officer-a")
        return fetch

    return made


def test_it_is_fetched_and_told_once_and_again_when_another_was_issued(
    bench: Bench, store: CentralStore, clock: FakeClock, fetching: Fetching
) -> None:
    fetch = fetching()
    fetch.run(bench.client)
    kept = bench.ledger.mandates.of("officer-a")
    assert kept is not None
    assert kept.signed == store.mandates.current("officer-a")[1]
    clock.advance(EVERY_S)
    fetch.run(bench.client)
    assert bench.news == [MandateChanged(officer="officer-a")]
    clock.advance(1)
    store.mandates.put_rule(MandateRule(grants=(Grant(kind="hold"),)))
    fetch.run(bench.client)
    assert bench.ledger.mandates.of("officer-a") == kept
    clock.advance(EVERY_S)
    fetch.run(bench.client)
    changed = bench.ledger.mandates.of("officer-a")
    assert changed is not None
    assert changed.mandate.grants == (Grant(kind="hold"),)
    assert len(bench.news) == 2


def test_another_officer_s_is_fetched_at_once(bench: Bench, fetching: Fetching) -> None:
    fetch = fetching()
    at_work = ["officer-a"]
    fetch.work_for(lambda: at_work[0])
    fetch.run(bench.client)
    at_work[0] = "officer-b"
    fetch.run(bench.client)
    at_work[0] = ""
    fetch.run(bench.client)
    assert [news.officer for news in bench.news if isinstance(news, MandateChanged)] == [
        "officer-a",
        "officer-b",
    ]


def test_before_the_enrolment_nothing_is_asked_for(bench: Bench, fetching: Fetching) -> None:
    fetching(()).run(bench.client)
    assert not bench.ledger.mandates.any()
    assert bench.news == []


@pytest.mark.expected_log(REFUSED)
def test_a_key_that_was_not_told_is_not_believed_and_a_person_looks(
    bench: Bench, store: CentralStore, clock: FakeClock, fetching: Fetching
) -> None:
    fetch = fetching(("ab" * 32,))
    fetch.run(bench.client)
    assert not bench.ledger.mandates.any()
    assert bench.attention() == [("mandate", "")]
    clock.advance(EVERY_S)
    fetch.run(bench.client)
    assert bench.news == [AttentionRaised(kind="mandate", consignment="")]
    # The enrolment tells the new key: now it is believed, and nobody need look any more.
    bench.ledger.known.put(SERVICE_KEYS, " ".join(store.mandates.public_keys()))
    clock.advance(EVERY_S)
    fetch.run(bench.client)
    assert bench.ledger.mandates.any()
    assert bench.attention() == []


@pytest.mark.expected_log(REFUSED)
def test_policy_s_keys_stand_before_those_of_the_enrolment(
    bench: Bench, store: CentralStore, fetching: Fetching
) -> None:
    fetching(fixed=("AB" * 32,)).run(bench.client)
    assert not bench.ledger.mandates.any()
    own = tuple(key.upper() for key in store.mandates.public_keys())
    fetching((), fixed=own).run(bench.client)
    assert bench.ledger.mandates.any()


SIGNER = KeySigner(bytes(32))


def answer(officer: str = "officer-a", id: str = "m-1", *, signature: str = "", document: str = "") -> bytes:
    text = document or msgspec.json.encode(EVERY_ACT.mandate(id, officer, START)).decode()
    signed = SignedMandate(
        document=text, key=SIGNER.public_key, signature=signature or SIGNER.sign(text.encode())
    )
    return msgspec.json.encode(signed)


@pytest.mark.parametrize(
    "body, code",
    [
        (answer(), ""),
        (answer("officer-b"), "mandate.officer"),
        (answer(signature=SIGNER.sign(b"something else")), "mandate.signature"),
        (answer(signature="no base64"), "mandate.signature"),
        (answer(document="{}"), "mandate.unreadable"),
        (answer(document='{"id":"m"}'), "mandate.unreadable"),
        (b"<html>", "mandate.unreadable"),
        (b"{}", "mandate.unreadable"),
    ],
)
def test_what_is_not_what_it_should_be_is_not_believed(body: bytes, code: str) -> None:
    assert judged(body, "officer-a", {SIGNER.public_key})[2] == code


@pytest.mark.expected_log(REFUSED)
def test_an_id_that_is_used_again_keeps_its_first_content(bench: Bench, fetching: Fetching) -> None:
    class Service:
        def __init__(self, *bodies: bytes) -> None:
            self.bodies = list(bodies)

        def mandate(self, _officer: str, _known: str) -> bytes:
            return self.bodies.pop(0)

    other = msgspec.json.encode(MandateRule(offline_s=1).mandate("m-1", "officer-a", START)).decode()
    service = Service(answer(), answer(document=other))
    fetch = fetching((SIGNER.public_key,))
    fetch.run(service)  # type: ignore[arg-type]
    bench.clock.advance(EVERY_S)
    fetch.run(service)  # type: ignore[arg-type]
    kept = bench.ledger.mandates.of("officer-a")
    assert kept is not None
    assert kept.mandate.offline_s == EVERY_ACT.offline_s
    assert bench.attention() == [("mandate", "")]


def test_a_service_that_was_restored_has_the_mandate_back_with_the_act_that_names_it(
    bench: Bench, store: CentralStore, tmp_path: Path, fetching: Fetching
) -> None:
    store.mandates.put_rule(MandateRule(grants=(Grant(kind="hold"),)))
    fetching().run(bench.client)
    kept = bench.ledger.mandates.of("officer-a")
    assert kept is not None
    with closing(sqlite3.connect(tmp_path / "central.db")) as database:
        database.execute("DELETE FROM mandate")
        database.commit()
    acts: dict[str, Any] = {"mandate": kept.mandate.id, "service_time": START, "line": "on", "lane": "red"}
    store.put_consignments([document("C1")])
    bench.pull()
    ids = [bench.decide(kind, reason="R1", seen=(), **acts) for kind in ("hold", "release")]
    bench.push()
    assert bench.states() == {ids[0]: "acknowledged", ids[1]: "refused"}
    refused = next(row for row in bench.ledger.deliveries(None, 10) if row.event_id == ids[1])
    assert refused.code == "mandate.kind"
