"""What a bench notes without moving goods: found again by consignment, whatever becomes of the ledger."""

import hashlib
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.fakes.clock import START, FakeClock
from tests.ledger.bench import answer, draft
from tests.ledger.test_archive import archived
from workstation.contract.messages import StoredEvent
from workstation.contract.signing import KeySigner
from workstation.domain.consignment import Link
from workstation.domain.event import LABEL_READS, PHOTOGRAPH, BenchEvent, Photograph, ReadMeaning
from workstation.domain.noted import Noted
from workstation.ledger.earlier import returned
from workstation.ledger.recovery.rescue import Rescue, mark_damaged
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft

OpenLedger = Callable[..., Ledger]
DAY = timedelta(days=1)
LONG_AGO = START - DAY
READ = ReadMeaning(text="RB123456785GB", kind="upu_s10", value="RB123456785GB", source="wedge")


def note(ledger: Ledger, kind: str, consignment: str = "C-1", **more: Any) -> BenchEvent:
    return ledger.record(EventDraft(kind=kind, officer="officer-a", consignment=consignment, **more)).event


def found(ledger: Ledger, id: str = "P-1", **more: Any) -> BenchEvent:
    """A parcel that nobody declared, with a photograph of 300 kB."""
    text = msgspec.json.encode((READ,)).decode()
    photograph = msgspec.json.encode(Photograph(body=os.urandom(300_000))).decode()
    particulars = ((LABEL_READS, text), (PHOTOGRAPH, photograph))
    return note(ledger, "provisional", id, place="LOC-7", particulars=particulars, **more)


def settle(ledger: Ledger, clock: FakeClock, *refused: str) -> None:
    due = [each.event.id for each in ledger.due(100, clock.now())]
    ledger.settle(
        answer(*((each, "refused" if each in refused else "accepted") for each in due)), clock.now()
    )


def kinds(noted: Noted) -> list[str]:
    return [each.kind for each in noted.sightings]


def test_sightings_are_found_by_consignment_in_their_order(
    ledger: Ledger, open_ledger: OpenLedger, clock: FakeClock
) -> None:
    note(ledger, "presented", parcel="1", place="LOC-1")
    note(ledger, "missing", "C-2", parcel="1")
    note(ledger, "located", parcel="1", place="LOC-2")
    ledger.close()
    ledger = open_ledger()
    noted = ledger.notes.noted("C-1")
    assert [(each.kind, each.parcel, each.place) for each in noted.sightings] == [
        ("presented", "1", "LOC-1"),
        ("located", "1", "LOC-2"),
    ]
    assert noted.sightings[0].bench == "bench-4"
    assert kinds(ledger.notes.noted("C-3")) == kinds(ledger.notes.noted("")) == []


def test_what_the_service_refused_has_no_effect(ledger: Ledger, clock: FakeClock) -> None:
    seen, made = note(ledger, "presented"), found(ledger)
    linked = note(ledger, "linked", "P-1", linked="C-1")
    assert ledger.notes.linked_to("C-1") == ("P-1",)
    settle(ledger, clock, seen.id, linked.id)
    assert kinds(ledger.notes.noted("C-1")) == []
    assert ledger.notes.linked_to("C-1") == ()
    assert ledger.notes.turned_out(["P-1"]) == {}
    assert [each.id for each in ledger.notes.open_made()] == ["P-1"]
    assert made.kind == "provisional"


def test_an_opening_that_was_asked_for_comes_with_its_words(ledger: Ledger) -> None:
    note(ledger, "opening_asked", particulars=(("remark", "Look behind the lining."),), seen=("a",))
    (asked,) = ledger.notes.noted("C-1").openings
    assert (asked.words, asked.owner, asked.seen) == ("Look behind the lining.", "NL000432", ("a",))


def test_what_nobody_declared_is_made_again_as_it_was_made(ledger: Ledger) -> None:
    found(ledger)
    made = ledger.notes.made("P-1")
    assert made is not None
    assert (made.provisional, made.parcels[0].location) == (True, "LOC-7")
    assert [(each.value, each.belongs_to) for each in made.identifiers] == [("RB123456785GB", "parcel")]
    assert ledger.notes.open_made() == (made,)
    assert ledger.notes.made("C-1") is None


def test_acts_on_a_linked_one_count_for_the_declared_one_before_and_after(ledger: Ledger) -> None:
    found(ledger)
    held = ledger.record(draft("hold", "P-1")).event
    assert ledger.acts_on("C-1") == ()
    assert [each.act.id for each in ledger.acts_on("C-1", ("P-1",))] == [held.id]
    note(ledger, "linked", "P-1", linked="C-1")
    lifted = ledger.record(draft("lift", "C-1", names=(held.id,))).event
    later = ledger.record(draft("hold", "P-1")).event
    assert [each.act.id for each in ledger.acts_on("C-1")] == [held.id, lifted.id, later.id]
    assert [each.act.kind for each in ledger.acts_on("P-1")] == ["hold", "hold"]
    goods = [entry.goods for entry in held.scope]
    assert [entry.goods for entry in ledger.acts_on("P-1")[0].act.scope] == goods != []
    assert [entry.goods for entry in ledger.acts_on("C-1")[0].act.scope] == [f"P-1/{each}" for each in goods]
    assert ledger.notes.open_made() == ()
    assert ledger.notes.turned_out(["P-1", "C-1", "C-2"]) == {"P-1": "C-1"}
    assert ledger.notes.links() == {"P-1": "C-1"}


def test_of_two_links_the_last_counts_and_one_made_here_before_one_that_was_told(ledger: Ledger) -> None:
    found(ledger)
    ledger.notes.learn_links([Link(id="", consignment="P-1", linked="C-9", at=LONG_AGO)])
    assert ledger.notes.turned_out(["P-1"]) == {"P-1": "C-9"}
    assert ledger.notes.open_made() == ()
    note(ledger, "linked", "P-1", linked="C-1")
    note(ledger, "linked", "P-1", linked="C-2")
    assert ledger.notes.turned_out(["P-1"]) == {"P-1": "C-2"}


def test_notes_are_no_acts_and_wait_apart_from_decisions(ledger: Ledger, clock: FakeClock) -> None:
    note(ledger, "presented")
    found(ledger)
    clock.advance(60)
    counts = ledger.counts()
    assert (counts.recorded, counts.waiting, counts.notes_waiting, counts.oldest_waiting) == (2, 0, 2, None)
    held = ledger.record(draft("hold", "P-1")).event
    counts = ledger.counts()
    assert (counts.waiting, counts.notes_waiting, counts.oldest_waiting) == (1, 2, held.happened())
    assert [*ledger.pending_acts()] == ["P-1"]
    assert [each.act.kind for each in ledger.acts_on("C-1")] == []
    assert ledger.notes.waiting() == {"C-1"}
    settle(ledger, clock)
    counts = ledger.counts()
    assert (counts.waiting, counts.notes_waiting, counts.acknowledged) == (0, 0, 3)
    assert ledger.notes.waiting() == frozenset()


def test_an_undeclared_one_is_held_ready_until_it_is_linked_and_then_what_it_turned_out_to_be(
    ledger: Ledger, clock: FakeClock
) -> None:
    found(ledger)
    ledger.record(draft("hold", "P-1"))
    settle(ledger, clock)
    clock.advance(100 * 86_400)
    ledger.record(draft("hold", "C-5"))
    assert ledger.watching.held_ready() == {"P-1", "C-5"}
    note(ledger, "linked", "P-1", linked="C-1")
    assert ledger.watching.held_ready() == {"C-1", "C-5"}
    settle(ledger, clock)
    clock.advance(100 * 86_400)
    ledger.record(draft("hold", "C-6"))
    assert ledger.watching.held_ready() == {"C-6"}
    assert ledger.watching.acted_on(["C-1", "C-2"]) == {"C-1"}


def test_what_is_still_open_outlives_an_archive_and_what_was_linked_goes(
    ledger: Ledger, folder: Path, open_ledger: OpenLedger, clock: FakeClock
) -> None:
    ledger.sign_with(KeySigner(b"1" * 32))
    found(ledger)
    held = ledger.record(draft("hold", "P-1")).event
    note(ledger, "located", "P-1", parcel="P-1", place="LOC-9")
    found(ledger, "P-2")
    note(ledger, "linked", "P-2", linked="C-2")
    ledger.record(draft("release", "C-3"))
    settle(ledger, clock)
    clock.advance(10 * 86_400)
    run, _content = archived(ledger, folder, 5)
    assert run.entries == 6
    ledger.close()
    ledger = open_ledger()
    ledger.sign_with(KeySigner(b"1" * 32))
    made = ledger.notes.made("P-1")
    assert made is not None
    assert made.identifiers[0].value == "RB123456785GB"
    assert ledger.notes.open_made() == (made,)
    assert [(each.act.id, each.state) for each in ledger.acts_on("P-1")] == [(held.id, "acknowledged")]
    assert kinds(ledger.notes.noted("P-1")) == ["located"]
    assert (ledger.notes.made("P-2"), ledger.acts_on("C-3")) == (None, ())
    note(ledger, "linked", "P-1", linked="C-1")
    assert [each.act.id for each in ledger.acts_on("C-1")] == [held.id]
    assert ledger.verify().faults == ()


def test_what_was_read_of_an_undeclared_one_is_not_erased_before_it_is_linked(
    ledger: Ledger, folder: Path, clock: FakeClock
) -> None:
    made = found(ledger)
    settle(ledger, clock)
    clock.advance(400 * 86_400)
    assert ledger.erasure.due(clock.now()) == ((), None)
    note(ledger, "linked", "P-1", linked="C-1")
    assert ledger.erasure.due(clock.now()) == ((made.sequence,), None)
    ledger.erasure.erase((made.sequence,))
    bare = ledger.notes.made("P-1")
    assert bare is not None
    assert bare.identifiers == ()


@pytest.mark.expected_log("the ledger")
def test_notes_come_back_with_a_recovery_and_with_a_ledger_that_was_begun_anew(
    ledger: Ledger, folder: Path, open_ledger: OpenLedger, clock: FakeClock
) -> None:
    for n in range(30):
        ledger.record(draft(consignment=f"C-{n + 10}"))
    found(ledger)
    note(ledger, "located", "P-1", parcel="P-1", place="LOC-9")
    made = ledger.notes.made("P-1")
    ledger.close()
    mark_damaged(folder / "ledger.db")
    recovered = open_ledger(rescue=Rescue())
    assert [each.code for each in recovered.remarks] == ["ledger.recovered"]
    assert recovered.notes.open_made() == (made,)
    recovered.close()
    (folder / "ledger.anchor").write_bytes(bytes(1024))
    mark_damaged(folder / "ledger.db")
    with (folder / "ledger.db").open("r+b") as file:
        file.seek(100)
        file.write(bytes(64))
    anew = open_ledger(rescue=Rescue())
    assert [each.code for each in anew.remarks] == ["ledger.begun_anew"]
    assert anew.notes.open_made() == (made,)
    assert kinds(anew.notes.noted("P-1")) == ["located"]


def test_notes_of_another_ledger_of_this_bench_come_back_from_the_service(
    ledger: Ledger, open_ledger: OpenLedger, tmp_path_factory: Any, clock: FakeClock
) -> None:
    found(ledger)
    note(ledger, "presented", parcel="1")
    note(ledger, "linked", "P-1", linked="C-1")
    stored = [
        StoredEvent(number=str(n), received=START, outcome="accepted", submission=msgspec.Raw(each.encoded()))
        for n, each in enumerate(ledger.due(10, clock.now()))
    ]
    other = Ledger.open(
        tmp_path_factory.mktemp("other"), bytes(range(32)), bench="bench-4", office="NL000432", clock=clock
    )
    try:
        other.earlier.put([each for one in stored if (each := returned(one)) is not None])
        assert other.notes.made("P-1") == ledger.notes.made("P-1")
        assert kinds(other.notes.noted("C-1")) == ["presented"]
        assert other.notes.linked_to("C-1") == ("P-1",)
        assert other.notes.turned_out(["P-1"]) == {"P-1": "C-1"}
        assert other.watching.acted_on(["C-1"]) == {"C-1"}
    finally:
        other.close()


def test_no_decision_waits_for_a_note_that_was_passed_over_and_decisions_go_first(
    ledger: Ledger, clock: FakeClock
) -> None:
    seen = note(ledger, "presented")
    held = ledger.record(draft("hold")).event
    assert [each.event.id for each in ledger.due(10, clock.now())] == [held.id, seen.id]
    ledger.postpone([seen.id], clock.now() + timedelta(seconds=60), "outcome.missing")
    assert [each.event.id for each in ledger.due(10, clock.now())] == [held.id]
    made = found(ledger)
    ledger.record(draft("hold", "P-1"))
    ledger.postpone([made.id], clock.now() + timedelta(seconds=60), "outcome.missing")
    assert [each.event.id for each in ledger.due(10, clock.now())] == [held.id]


def test_where_a_parcel_was_seen_keeps_no_consignment_from_being_withdrawn(ledger: Ledger) -> None:
    note(ledger, "presented", parcel="1")
    note(ledger, "located", parcel="1", place="LOC-1")
    assert ledger.watching.held_ready() == frozenset()


def test_what_was_noted_of_hundreds_of_pieces_is_asked_for_in_as_few_questions_as_of_one(
    ledger: Ledger,
) -> None:
    asked: dict[int, list[str]] = {1: [], 50: []}
    with ledger._access.looking() as looking:
        connection = looking
    for pieces, said in asked.items():
        for piece in range(pieces):
            note(ledger, "presented", f"C-{pieces}", parcel=f"{piece}")
        note(ledger, "opening_asked", f"C-{pieces}", particulars=(("remark", "look inside"),))
        connection.set_trace_callback(said.append)
        noted = ledger.notes.noted(f"C-{pieces}")
        connection.set_trace_callback(None)
        assert (len(noted.sightings), noted.openings[0].words) == (pieces, "look inside")
    assert len(asked[50]) == len(asked[1]) > 0


def test_a_photograph_is_found_by_its_hash_until_it_is_erased(ledger: Ledger, clock: FakeClock) -> None:
    body = os.urandom(300_000)
    texts = ((PHOTOGRAPH, msgspec.json.encode(Photograph(body=body)).decode()),)
    note(ledger, "provisional", "P-1", particulars=texts)
    found(ledger, "P-2")
    sha256 = hashlib.sha256(body).hexdigest()
    assert ledger.notes.photograph(("C-1", "P-1"), sha256) == body
    assert ledger.notes.photograph(("P-2", "C-1", ""), sha256) is None
    assert ledger.notes.photograph(("P-1",), "0" * 64) is None
    note(ledger, "linked", "P-1", linked="C-1")
    settle(ledger, clock)
    due, _ = ledger.erasure.due(clock.now() + DAY)
    ledger.erasure.erase(due)
    assert ledger.notes.photograph(("P-1",), sha256) is None


@pytest.mark.parametrize("comes_first", ["link", "taken back"])
def test_a_link_that_was_taken_back_counts_no_more_whichever_is_known_first(
    ledger: Ledger, open_ledger: OpenLedger, clock: FakeClock, comes_first: str
) -> None:
    found(ledger)
    held = ledger.record(draft("hold", "P-1")).event
    told = Link(id="L-1", consignment="P-1", linked="C-1", at=START)
    if comes_first == "link":
        ledger.notes.learn_links([told])
        assert ledger.notes.turned_out(["P-1"]) == {"P-1": "C-1"}
    note(ledger, "unlinked", "P-1", names=("L-1",))
    ledger.notes.learn_links([told])
    ledger.close()
    ledger = open_ledger()
    assert ledger.notes.turned_out(["P-1"]) == ledger.notes.links() == {}
    assert [each.id for each in ledger.notes.open_made()] == ["P-1"]
    assert ledger.notes.parted("P-1") == {"C-1"}
    assert ledger.acts_on("C-1") == ()
    assert [each.act.id for each in ledger.acts_on("P-1")] == [held.id]
    assert ledger.notes.waiting() == {"P-1", "C-1"}


def test_a_link_made_here_ends_when_others_are_told_to_have_taken_it_back(
    ledger: Ledger, clock: FakeClock
) -> None:
    found(ledger)
    link = note(ledger, "linked", "P-1", linked="C-1")
    assert ledger.notes.linked_to("C-1") == ("P-1",)
    told = Link(id=link.id, consignment="P-1", linked="C-1", at=START)
    ledger.notes.learn_links([Link(id=link.id, consignment="P-1", linked="C-1", at=START, ended=True)])
    ledger.notes.learn_links([told])
    assert ledger.notes.linked_to("C-1") == ()
    assert ledger.notes.turned_out(["P-1"]) == {}
    again = note(ledger, "linked", "P-1", linked="C-1")
    assert ledger.notes.turned_out(["P-1"]) == {"P-1": "C-1"}
    assert {each.id: each.ended for each in ledger.notes.links_of(["P-1"])["P-1"]} == {
        link.id: True,
        again.id: False,
    }


def test_a_link_stands_where_the_service_refused_that_it_was_taken_back(
    ledger: Ledger, clock: FakeClock
) -> None:
    found(ledger)
    link = note(ledger, "linked", "P-1", linked="C-1")
    back = note(ledger, "unlinked", "P-1", names=(link.id,))
    assert ledger.notes.turned_out(["P-1"]) == {}
    settle(ledger, clock, back.id)
    assert ledger.notes.turned_out(["P-1"]) == {"P-1": "C-1"}
    assert ledger.acts_on("P-1") == ()


def test_what_another_bench_made_is_known_to_be_let_go(ledger: Ledger) -> None:
    told = Link(id="L-1", consignment="P-9", linked="C-1", at=START)
    ledger.notes.learn_links([told])
    assert ledger.notes.let_go() == frozenset()
    note(ledger, "unlinked", "P-9", names=("L-1",))
    assert ledger.notes.let_go() == {"P-9"}
    note(ledger, "linked", "P-9", linked="C-2")
    assert ledger.notes.let_go() == frozenset()


def test_a_fact_of_an_earlier_version_still_says_what_it_turned_out_to_be(ledger: Ledger) -> None:
    found(ledger)
    ledger.known.put("linked:P-1", "C-1")
    assert ledger.notes.turned_out(["P-1"]) == ledger.notes.links() == {"P-1": "C-1"}
    ledger.notes.learn_links([Link(id="L-1", consignment="P-1", linked="C-1", at=START, ended=True)])
    assert ledger.notes.turned_out(["P-1"]) == {}


def test_taking_a_link_back_outlives_an_archive_and_a_ledger_begun_anew(
    ledger: Ledger, folder: Path, open_ledger: OpenLedger, clock: FakeClock
) -> None:
    ledger.sign_with(KeySigner(b"1" * 32))
    found(ledger)
    link = note(ledger, "linked", "P-1", linked="C-1")
    note(ledger, "unlinked", "P-1", names=(link.id,))
    for _ in range(3):
        ledger.record(draft("release", "C-3"))
    settle(ledger, clock)
    clock.advance(10 * 86_400)
    archived(ledger, folder, 5)
    assert [each.id for each in ledger.notes.open_made()] == ["P-1"]
    assert ledger.notes.links() == {}
    assert ledger.notes.parted("P-1") == {"C-1"}
