"""Benches and their keys at the service's door: who is let in, what is held of a ledger, and how a bench gets
back its own.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest
from msgspec.structs import replace

from tests.central.making import TestLedger, document, event_id
from tests.central.noting import P1, served
from tests.fakes.clock import START, FakeClock
from workstation.central.store import CentralStore
from workstation.cli import main
from workstation.contract.enrolment import AlarmPage, Enrolled, Enrolment, HeldEntry, LedgerHolding
from workstation.contract.messages import BatchAnswer, EventPage, ProblemDocument, Submission
from workstation.contract.request_signing import signed_headers
from workstation.contract.signing import KeySigner
from workstation.domain.event import canonical

pytestmark = pytest.mark.expected_log("a signature was not taken")


class Machine:
    """A bench as the service meets it: a token, a key and a ledger, and a line of its own."""

    def __init__(
        self,
        address: str,
        token: str,
        clock: FakeClock,
        *,
        bench: str = "bench-1",
        ledger: str = "ledger-1",
        key: int = 1,
    ) -> None:
        self.http = httpx.Client(base_url=address, trust_env=False, timeout=30)
        self.token = token
        self.clock = clock
        self.bench = bench
        self.ledger = TestLedger(bench, ledger)
        self.signer = KeySigner(bytes([key]) * 32)
        self.signs = True

    def enrolment(self, signed_from: int = 1) -> Enrolment:
        asked = Enrolment(
            bench=self.bench,
            office="XX000001",
            ledger=self.ledger.ledger,
            public_key=self.signer.public_key,
            signed_from=signed_from,
            made=self.clock.now(),
        )
        return replace(asked, proof=self.signer.sign(asked.signed_text()))

    def enrol(self, signed_from: int = 1) -> httpx.Response:
        return self.say(
            "POST", "/v1/enrolments", msgspec.json.encode(self.enrolment(signed_from)), sign=False
        )

    def say(
        self, method: str, target: str, body: bytes = b"", *, sign: bool | None = None, **headers: str
    ) -> httpx.Response:
        parts = urlsplit(target)
        fields: dict[str, str] = {"Authorization": f"Bearer {self.token}"}
        if self.signs if sign is None else sign:
            created = int(self.clock.now().timestamp())
            fields |= signed_headers(self.signer, method, parts.path, parts.query, body, created)
        return self.http.request(method, target, content=body, headers=fields | headers)

    def entry(self, kind: str = "hold", *, signed: bool = True, **more: Any) -> bytes:
        made = self.ledger.submission(kind, **{"owner": "A"} | more)
        signature = self.signer.sign(canonical(made.event)) if signed else ""
        return msgspec.json.encode(replace(made, signature=signature))

    def send(self, *entries: bytes, sign: bool | None = None) -> list[tuple[str, str]]:
        answer = self.say("POST", "/v1/events", b'{"events":[' + b",".join(entries) + b"]}", sign=sign)
        assert answer.status_code == 200, answer.text
        return [(o.outcome, o.code) for o in msgspec.json.decode(answer.content, type=BatchAnswer).outcomes]

    def holding(self, query: str = "") -> LedgerHolding:
        answer = self.say("GET", f"/v1/ledgers/{self.ledger.ledger}{query}")
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=LedgerHolding)

    def own(self, query: str = "") -> EventPage:
        answer = self.say("GET", f"/v1/own-events{query}")
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=EventPage)


def code_of(answer: httpx.Response) -> tuple[int, str]:
    if answer.status_code < 400:
        return answer.status_code, ""
    return answer.status_code, msgspec.json.decode(answer.content, type=ProblemDocument).code


class Machines:
    """Makes machines, each with a new token unless one is given."""

    def __init__(self, store: CentralStore, address: str, clock: FakeClock) -> None:
        self._store, self._address, self._clock = store, address, clock
        self.made: list[Machine] = []

    def __call__(self, *, bench: str = "bench-1", token: str = "", **more: Any) -> Machine:
        token = token or self._store.add_token(bench, "bench", bench)
        self.made.append(Machine(self._address, token, self._clock, bench=bench, **more))
        return self.made[-1]


@pytest.fixture
def machines(store: CentralStore, address: str, clock: FakeClock) -> Iterator[Machines]:
    made = Machines(store, address, clock)
    yield made
    for machine in made.made:
        machine.http.close()


@pytest.fixture
def enrolled(machines: Machines) -> Machine:
    machine = machines()
    assert code_of(machine.enrol()) == (200, "")
    return machine


# --- enrolling ----------------------------------------------------------------------------------------------


def test_enrolling_again_is_the_same_answer(store: CentralStore, enrolled: Machine) -> None:
    for _ in range(3):
        answer = enrolled.enrol()
        assert msgspec.json.decode(answer.content, type=Enrolled) == Enrolled(
            bench="bench-1",
            ledger="ledger-1",
            service_keys=store.mandates.public_keys(),
            clock=START,
        )


@pytest.mark.parametrize(
    "change, code",
    [
        ({"proof": ""}, "enrolment.proof"),
        ({"signed_from": 2}, "enrolment.proof"),
        ({"bench": ""}, "enrolment.malformed"),
        ({"public_key": "A" * 64}, "enrolment.malformed"),
        ({"ledger": "l\x00"}, "enrolment.malformed"),
        ({"signed_from": 0}, "enrolment.malformed"),
    ],
)
def test_what_cannot_be_enrolled_is_refused(machines: Machines, change: dict[str, Any], code: str) -> None:
    machine = machines()
    asked = msgspec.json.encode(replace(machine.enrolment(), **change))
    assert code_of(machine.say("POST", "/v1/enrolments", asked, sign=False)) == (400, code)


def test_a_token_enrols_its_own_bench_and_one_key_only(machines: Machines, enrolled: Machine) -> None:
    other_key = machines(token=enrolled.token, ledger="ledger-2", key=2)
    refusal = other_key.enrol()
    assert code_of(refusal) == (403, "enrolment.other_key")
    assert "IT must issue a new token" in refusal.text
    assert code_of(machines(token=enrolled.token, bench="bench-9", key=3).enrol())[1] == "token.bench"
    assert code_of(enrolled.say("GET", "/v1/snapshot")) == (200, "")


def test_a_machine_installed_anew_with_a_new_token_takes_the_place_of_the_old(
    machines: Machines, enrolled: Machine
) -> None:
    anew = machines(ledger="ledger-2", key=2)
    assert code_of(anew.say("GET", "/v1/service-information", sign=False)) == (200, "")
    assert code_of(anew.enrol()) == (200, "")
    assert code_of(anew.say("GET", "/v1/snapshot")) == (200, "")
    for refused in (enrolled.say("GET", "/v1/snapshot"), enrolled.enrol()):
        assert code_of(refused) == (403, "bench.replaced")
    # The disk of the old machine with the new token: the key was replaced, whatever the token.
    enrolled.token = anew.token
    assert code_of(enrolled.say("GET", "/v1/snapshot")) == (403, "bench.replaced")


def test_the_key_of_another_bench_is_not_enrolled(machines: Machines, enrolled: Machine) -> None:
    copy = machines(bench="bench-2", ledger="ledger-2")
    assert code_of(copy.enrol()) == (403, "enrolment.of_other")


def test_a_bench_that_got_another_name_enrols_once_the_old_one_is_revoked(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    renamed = machines(bench="bench-2")
    assert code_of(renamed.enrol())[1] == "enrolment.of_other"
    assert store.benches.revoke("bench-1") == 1
    assert code_of(renamed.enrol()) == (200, "")
    assert renamed.send(renamed.entry()) == [("accepted", "")]


def test_what_waited_under_the_name_before_is_taken_from_its_own_ledger_alone(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    assert enrolled.send(enrolled.entry()) == [("accepted", "")]
    waiting = enrolled.entry()
    store.benches.revoke("bench-1")
    other = machines(bench="bench-3", ledger="ledger-3", key=3)
    assert code_of(other.enrol()) == (200, "")
    renamed = machines(bench="bench-2")
    assert code_of(renamed.enrol()) == (200, "")
    body = b'{"events":[' + waiting + b"]}"
    assert code_of(other.say("POST", "/v1/events", body)) == (403, "token.bench")
    assert renamed.send(waiting) == [("accepted", "")]
    stranger = machines(bench="bench-9", ledger="ledger-1").entry(sequence=4)
    body = b'{"events":[' + stranger + b"]}"
    assert code_of(renamed.say("POST", "/v1/events", body)) == (403, "token.bench")


def test_nobody_else_writes_into_a_ledger_below_what_is_signed(machines: Machines) -> None:
    own = machines(ledger="ledger-1")
    assert code_of(own.enrol(signed_from=100)) == (200, "")
    other = machines(bench="bench-2", ledger="ledger-2", key=2)
    assert code_of(other.enrol()) == (200, "")
    strangers = (machines(bench="bench-2"), machines(bench="bench-8"))
    of_other, of_nobody = (b'{"events":[' + each.entry(signed=False) + b"]}" for each in strangers)
    assert code_of(other.say("POST", "/v1/events", of_other)) == (403, "token.bench")
    assert code_of(strangers[1].say("POST", "/v1/events", of_nobody, sign=False)) == (403, "token.bench")
    assert own.send(own.entry(signed=False)) == [("accepted", "")]


def test_a_bench_lifts_no_hold_by_the_right_of_another_office(machines: Machines, enrolled: Machine) -> None:
    other = machines(bench="bench-2", ledger="ledger-2", key=2)
    assert code_of(other.enrol()) == (200, "")
    hold = other.entry("hold", office="NARC")
    about: dict[str, Any] = {"names": (event_id(hold),), "seen": (event_id(hold),), "owner": "NARC"}
    ended = [
        enrolled.entry("lift", office="NARC", **about),
        enrolled.entry("annul", office="NARC", **about),
        enrolled.entry("lift", **about | {"owner": "XX000001"}),
    ]
    refused = ("refused", "office.other")
    assert enrolled.send(*ended) == [refused, refused, ("accepted", "")]
    stranger = machines(bench="bench-9", ledger="ledger-9", key=9)
    assert stranger.send(stranger.entry("lift", office="NARC", **about, signed=False), sign=False) == [
        ("accepted", "")
    ]


@pytest.mark.expected_log("alarm link.foreign")
def test_a_bench_links_nothing_by_the_right_of_another_office(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    other = machines(bench="bench-2", ledger="ledger-2", key=2)
    assert code_of(other.enrol()) == (200, "")
    made = other.entry("provisional", consignment=P1, office="NARC")
    link = enrolled.entry("linked", consignment=P1, linked="C1", office="NARC")
    assert (other.send(made), enrolled.send(link)) == ([("accepted", "")], [("accepted", "")])
    store.put_consignments([document("C1")])
    assert (served(store).linked, served(store, P1).provisional) == ((), True)
    assert [(each.kind, each.bench) for each in store.benches.alarms(0, 9).alarms] == [
        ("link.foreign", "bench-1")
    ]


@pytest.mark.expected_log("alarm office")
def test_a_bench_that_moved_may_send_what_waited_and_its_move_is_an_alarm(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    waiting = enrolled.entry("lift", names=("any",), seen=("any",), owner="XX000001")
    moved = replace(enrolled.enrolment(), office="XX000002")
    moved = replace(moved, proof=enrolled.signer.sign(moved.signed_text()))
    for _ in range(2):
        body = msgspec.json.encode(moved)
        assert code_of(enrolled.say("POST", "/v1/enrolments", body, sign=False)) == (200, "")
    assert [(each.kind, each.bench) for each in store.benches.alarms(0, 9).alarms] == [("office", "bench-1")]
    assert enrolled.send(waiting) == [("accepted", "")]


def test_a_token_of_no_bench_enrols_any_number(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    token = store.add_token("training", "bench")
    for number in (2, 3):
        machine = machines(bench=f"T-{number}", token=token, ledger=f"t-{number}", key=number)
        assert code_of(machine.enrol()) == (200, "")
        assert machine.send(machine.entry()) == [("accepted", "")]
        assert [each.number for each in machine.own().events] == [str(number - 1)]


def test_a_token_of_no_bench_takes_no_machines_place(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    thief = machines(token=store.add_token("any bench", "bench"), ledger="ledger-2", key=2)
    for _ in range(2):
        assert code_of(thief.enrol()) == (403, "enrolment.own_token")
        body = b'{"events":[' + thief.entry() + b"]}"
        assert code_of(thief.say("POST", "/v1/events", body)) == (401, "signature.missing")
        store.benches.revoke("bench-1")
    assert store.events().events == ()


# --- the door -----------------------------------------------------------------------------------------------


def test_a_bench_that_never_enrolled_needs_no_signature(machines: Machines) -> None:
    machine = machines()
    machine.signs = False
    assert machine.send(machine.entry(signed=False)) == [("accepted", "")]
    machine.signs = True  # with a key that the service does not know
    assert machine.send(machine.entry()) == [("accepted", "")]


def test_an_enrolled_bench_is_let_in_only_with_its_signature(machines: Machines, enrolled: Machine) -> None:
    assert code_of(enrolled.say("GET", "/v1/snapshot?lane=red&lane=yellow")) == (200, "")
    assert code_of(enrolled.say("GET", "/v1/consignments/a%2Fb%20c")) == (404, "not_found")
    assert code_of(enrolled.say("GET", "/v1/snapshot", sign=False)) == (401, "signature.missing")
    assert code_of(enrolled.say("GET", "/v1/service-information", sign=False)) == (200, "")
    other = machines(token=enrolled.token, key=2)
    assert code_of(other.say("GET", "/v1/snapshot")) == (401, "signature.wrong")


def test_another_body_path_or_query_is_not_what_was_signed(enrolled: Machine) -> None:
    body = b'{"events":[]}'
    for method, target in (("GET", "/v1/events"), ("POST", "/v1/acts"), ("POST", "/v1/events?a=b")):
        path, _, query = target.partition("?")
        headers = signed_headers(enrolled.signer, method, path, query, body, int(START.timestamp()))
        answer = enrolled.say("POST", "/v1/events", body, sign=False, **headers)
        assert code_of(answer) == (401, "signature.wrong")
    signed = signed_headers(enrolled.signer, "POST", "/v1/events", "", body, int(START.timestamp()))
    assert code_of(enrolled.say("POST", "/v1/events", body, sign=False, **signed)) == (200, "")
    answer = enrolled.say("POST", "/v1/events", b'{"events":[1]}', sign=False, **signed)
    assert code_of(answer) == (401, "signature.wrong")
    without = signed_headers(enrolled.signer, "POST", "/v1/events", "", b"", int(START.timestamp()))
    assert code_of(enrolled.say("POST", "/v1/events", body, sign=False, **without))[1] == "signature.wrong"
    garbled = {**signed, "Signature-Input": "bench=("}
    assert code_of(enrolled.say("POST", "/v1/events", body, sign=False, **garbled))[1] == "signature.wrong"


def test_a_stale_signature_is_told_the_services_time(enrolled: Machine, clock: FakeClock) -> None:
    enrolled.clock = FakeClock(START + timedelta(days=3))
    answer = enrolled.say("GET", "/v1/snapshot")
    assert code_of(answer) == (401, "signature.stale")
    assert msgspec.json.decode(answer.content, type=ProblemDocument).clock == clock.now()


def test_events_of_an_enrolled_bench_need_its_key_whatever_the_token(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    forger = machines(token=store.add_token("any bench", "bench"), key=2)
    body = b'{"events":[' + enrolled.entry() + b"]}"
    for sign in (False, True):
        answer = forger.say("POST", "/v1/events", body, sign=sign)
        assert code_of(answer) == (401, "signature.missing")
    assert store.events().events == ()


def test_a_national_system_needs_no_signature(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    national = machines(token=store.add_token("national", "national"))
    assert code_of(national.say("GET", "/v1/events", sign=False)) == (200, "")
    assert code_of(national.say("GET", "/v1/ledgers/ledger-1", sign=False)) == (200, "")
    assert code_of(enrolled.say("GET", "/v1/alarms")) == (403, "token.role")


def test_a_revoked_bench_is_out_at_once_until_it_has_a_new_token(
    store: CentralStore,
    database_url: str,
    machines: Machines,
    enrolled: Machine,
    capsys: pytest.CaptureFixture[str],
) -> None:
    waiting = enrolled.entry()
    assert main(["central", "benches", "--database", database_url, "--revoke", "bench-1"]) == 0
    assert capsys.readouterr().out == "bench-1 is revoked.\n"
    assert main(["central", "benches", "--database", database_url, "--revoke", "bench-1"]) == 1
    for path in ("/v1/service-information", "/v1/snapshot"):
        assert code_of(enrolled.say("GET", path)) == (403, "bench.revoked")
    assert code_of(enrolled.enrol()) == (403, "bench.revoked")
    again = machines()
    assert code_of(again.say("GET", "/v1/snapshot", sign=False)) == (401, "signature.missing")
    assert code_of(again.enrol()) == (200, "")
    assert again.send(waiting) == [("accepted", "")]


# --- signed events ------------------------------------------------------------------------------------------


@pytest.mark.expected_log("alarm signature")
def test_what_is_not_signed_as_its_ledger_is_is_refused_and_takes_no_place(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    store.put_consignments([document("C1")])
    real = msgspec.json.decode(enrolled.entry(), type=Submission)
    forged = replace(real, signature=KeySigner(bytes([9]) * 32).sign(canonical(real.event)))
    for bad in (forged, replace(real, signature=""), replace(real, signature="rubbish")):
        assert enrolled.send(msgspec.json.encode(bad)) == [("refused", "signature")]
    assert enrolled.holding().count == 0
    # The real one is not in the way of what was said in its name.
    assert enrolled.send(msgspec.json.encode(real)) == [("accepted", "")]
    assert enrolled.send(msgspec.json.encode(forged)) == [("refused", "signature")]
    alarms = store.benches.alarms(0, 100).alarms
    assert {(each.kind, each.ledger, each.sequence) for each in alarms} == {("signature", "ledger-1", 1)}
    assert [len(each.events) for each in alarms] == [1, 1, 1]


@pytest.mark.expected_log("alarm signature")
def test_entries_of_before_the_key_need_no_signature(machines: Machines) -> None:
    machine = machines()
    old = machine.entry(signed=False)
    assert code_of(machine.enrol(signed_from=2)) == (200, "")
    assert machine.send(old, machine.entry(signed=False)) == [("accepted", ""), ("refused", "signature")]
    # A bench cannot take back from which entry on it signs.
    assert code_of(machine.enrol(signed_from=50)) == (200, "")
    assert machine.send(machine.entry(signed=False)) == [("refused", "signature")]


def test_entries_signed_with_a_key_that_was_replaced_stay_good(machines: Machines, enrolled: Machine) -> None:
    waiting = enrolled.entry()
    newer = machines(key=2)
    assert code_of(newer.enrol(signed_from=2)) == (200, "")
    assert newer.send(waiting) == [("accepted", "")]


@pytest.mark.expected_log("alarm signature")
def test_what_was_signed_before_any_key_that_is_known_is_not_refused(machines: Machines) -> None:
    """The service was restored from a copy of before the first key, and the bench has another one since."""
    machine = machines()
    old = [machine.entry() for _ in range(2)]
    newer = machines(key=2)
    assert code_of(newer.enrol(signed_from=2)) == (200, "")
    assert newer.send(*old) == [("accepted", ""), ("refused", "signature")]


# --- what is held -------------------------------------------------------------------------------------------


def test_what_is_held_is_told_by_ranges_and_hash(enrolled: Machine) -> None:
    entries = [enrolled.entry() for _ in range(6)]
    enrolled.send(*entries[:2], *entries[3:])
    said = [msgspec.json.decode(entry, type=Submission) for entry in entries]
    lines = "".join(f"{each.event.sequence} {each.hash}\n" for each in (*said[:2], *said[3:]))
    assert enrolled.holding() == LedgerHolding(
        ledger="ledger-1",
        last=6,
        count=5,
        ranges=((1, 2), (4, 6)),
        hash=hashlib.sha256(lines.encode()).hexdigest(),
    )
    part = enrolled.holding("?after=1&up_to=4&entries=true")
    assert (part.before, part.last, part.count, part.ranges) == (1, 4, 2, ((2, 2), (4, 4)))
    assert part.entries == tuple(HeldEntry(sequence=n, hashes=(said[n - 1].hash,)) for n in (2, 4))
    assert enrolled.holding("?after=6") == LedgerHolding(
        ledger="ledger-1", after=6, last=6, before=5, hash=hashlib.sha256(b"").hexdigest()
    )


def test_more_than_one_answer_holds_is_told_in_several(
    enrolled: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.central.holdings.PLACES", 2)
    enrolled.send(*(enrolled.entry() for _ in range(5)))
    found, after = [], 0
    while True:
        part = enrolled.holding(f"?after={after}")
        found.append((part.before, part.ranges, part.more))
        after = part.last
        if not part.more:
            break
    assert found == [(0, ((1, 2),), True), (2, ((3, 4),), True), (4, ((5, 5),), False)]


@pytest.mark.expected_log("alarm fork")
def test_a_fork_is_held_twice_and_told(
    store: CentralStore, database_url: str, enrolled: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    first = enrolled.entry()
    enrolled.ledger.sequence = 0
    second = enrolled.entry(id="another-id")
    assert enrolled.send(first, second) == [("accepted", ""), ("accepted", "fork")]
    third = enrolled.entry()
    enrolled.send(third)
    held = enrolled.holding()
    hashes = tuple(msgspec.json.decode(entry, type=Submission).hash for entry in (first, second, third))
    assert (held.count, held.ranges, held.forked) == (2, ((1, 2),), 1)
    assert held.forks == (HeldEntry(sequence=1, hashes=hashes[:2]),)
    assert held.hash == hashlib.sha256(f"2 {hashes[2]}\n".encode()).hexdigest()
    assert enrolled.holding("?after=1").forked == 1
    assert main(["central", "benches", "--database", database_url]) == 0
    out = capsys.readouterr().out
    assert re.search(r"bench-1 +XX000001 +active +ledger-1 .* 3 +0 +1 *\n", out)
    assert re.search(r"fork: .*ledger-1.* 1, events 1, 2", out)


def test_alarms_are_told_page_by_page_to_the_national_role(store: CentralStore, machines: Machines) -> None:
    national = machines(token=store.add_token("national", "national"))
    assert msgspec.json.decode(national.say("GET", "/v1/alarms", sign=False).content) == {}
    answer = national.say("GET", "/v1/alarms?after=3&limit=1", sign=False)
    assert msgspec.json.decode(answer.content, type=AlarmPage) == AlarmPage()


def test_the_ledger_of_another_bench_is_not_told(machines: Machines, enrolled: Machine) -> None:
    other = machines(bench="bench-2", ledger="ledger-2", key=2)
    assert code_of(other.enrol()) == (200, "")
    assert code_of(other.say("GET", "/v1/ledgers/ledger-1")) == (403, "token.bench")


# --- own events ---------------------------------------------------------------------------------------------


def test_a_bench_gets_back_its_own_events_and_nobody_elses(
    store: CentralStore, machines: Machines, enrolled: Machine
) -> None:
    refused = enrolled.entry("release", scope=())
    assert enrolled.send(enrolled.entry(), refused) == [("accepted", ""), ("refused", "scope.empty")]
    store.receive_events([TestLedger("bench-2", "ledger-9").entry("hold", owner="A")])
    anew = machines(ledger="ledger-2", key=2)
    anew.enrol()
    anew.send(anew.entry())
    pages = [anew.own("?limit=2")]
    assert pages[0].more
    pages.append(anew.own(f"?limit=2&since={pages[0].cursor}"))
    assert [(e.number, e.outcome, e.code) for page in pages for e in page.events] == [
        ("1", "accepted", ""),
        ("2", "refused", "scope.empty"),
        ("4", "accepted", ""),
    ]
    assert [e.number for e in anew.own("?without=ledger-2").events] == ["1", "2"]
    assert [e.number for e in anew.own("?ledger=ledger-2").events] == ["4"]
    assert code_of(anew.say("GET", "/v1/own-events?since=rubbish")) == (400, "parameter.invalid")
    store.begin_epoch()
    assert code_of(anew.say("GET", f"/v1/own-events?since={pages[1].cursor}")) == (410, "cursor.epoch")


def test_a_service_that_was_restored_begins_a_new_epoch(
    store: CentralStore, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = store.state().epoch
    assert main(["central", "restored", "--database", database_url]) == 0
    assert store.state().epoch != before
    assert "every bench compares" in capsys.readouterr().out
