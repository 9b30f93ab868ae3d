"""What nobody declared: made of what was read, opened at once, and linked by the officer who knows better."""

import msgspec
import pytest
from msgspec.structs import replace

from tests.fakes.clock import START
from tests.journeys.parcels import parcel
from workstation.barcode.identify import NEVER_ONE_PARCEL, UNKNOWN
from workstation.barcode.labels import Label
from workstation.cache.queue import QueueFilter
from workstation.desk.line import LineDesk, LineState
from workstation.desk.noting import Noting
from workstation.desk.open import Opened
from workstation.desk.parcel_read import parcels_named
from workstation.desk.provisional import MOST_READS, ProvisionalDesk
from workstation.desk.shift import Period, ShiftDesk
from workstation.desk.shown import QueueRows
from workstation.desk.sightings import SightingDesk
from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.consignment import Identifier, Link, Parcel
from workstation.domain.event import Photograph, ReadMeaning
from workstation.domain.problems import Refused
from workstation.ledger.recording import new_id

BARCODE, PLATE, OTHER = "LX123456785CN", "JJD014600012794402457", "RB123456785GB"
READS = (
    ReadMeaning(text=BARCODE, kind="upu_s10", value=BARCODE),
    ReadMeaning(text=PLATE),
    ReadMeaning(text="LOC-7", kind="place", value="LOC-7"),
)


@pytest.fixture
def at(desk):
    desk.works_at("document")
    desk.is_cache_full = False

    def to_cache(work):
        if not desk.is_cache_full:
            work(desk.cache.writer())

    rows = QueueRows(desk.ledger, desk.cache.reader, to_cache, desk.clock.now)
    noting = Noting(desk.ledger, lambda: desk.officer, desk.mandate.bearing, desk._hear, "examination")
    desk.sightings = SightingDesk(noting, desk.ledger, desk.cache.reader, rows.show)
    desk.provisional = ProvisionalDesk(
        noting,
        desk.ledger,
        desk.cache.reader,
        lambda: new_id(desk.clock.now(), lambda size: bytes(range(size))),
        rows.show,
    )
    return desk


def states(at):
    reader = at.cache.reader()
    return {row.id: row.state for row in reader.rows(reader.queue_ids(QueueFilter()))}


def test_it_is_made_of_what_was_read_and_opens_by_each_barcode(at):
    photograph = Photograph(body=b"\xff\xd8 an image")
    made = at.provisional.make(READS, place="LOC-7", photograph=photograph, remark="Found in cage A.")
    opened = at.opens(made)
    assert [each.value for each in opened.consignment.identifiers] == [BARCODE, PLATE]
    assert (opened.consignment.parcels[0].location, opened.remarks) == ("LOC-7", ())
    read = at.opening.by_barcode(PLATE)
    assert isinstance(read, Opened)
    assert (read.consignment.id, read.consignment.found_by) == (made, "label")
    assert states(at) == {made: "not_declared"}
    (entry,) = at.sent()
    assert [each.kind for each in entry.particulars] == ["label_reads", "photograph", "remark"]
    assert (entry.event.workplace, entry.event.line, at.told) == ("examination", "on", 1)
    (image,) = opened.consignment.images
    assert entry.event.images_shown == (image.sha256,)
    assert at.ledger.notes.photograph((made,), image.sha256) == photograph.body


def test_it_opens_where_the_cache_takes_nothing_and_after_the_cache_is_gone(at):
    at.is_cache_full = True
    made = at.provisional.make(READS)
    assert states(at) == {}
    assert at.opens(made).consignment.provisional
    at.sightings.located(made, (made,), "LOC-9")
    assert at.opens(made).consignment.parcels[0].location == "LOC-9"


def test_no_more_barcodes_are_kept_than_a_label_can_have(at):
    reads = [ReadMeaning(text=f"X{n}") for n in range(90)]
    made = at.provisional.make([*reads, *reads])
    assert len(at.opens(made).consignment.identifiers) == MOST_READS


def test_what_it_may_be_is_listed_with_the_piece_itself_first(at):
    master = Identifier(value=PLATE, belongs_to="master")
    own = Identifier(value=BARCODE, belongs_to="parcel", of="P-1")
    at.pulls(
        parcel("C-1", OTHER, identifiers=(master,)),
        parcel("C-2", BARCODE, identifiers=(own,)),
        parcel("C-3", OTHER),
    )
    made = at.provisional.make(READS)
    assert [(each.id, each.belongs_to) for each in at.provisional.matches(made)] == [
        ("C-2", "parcel"),
        ("C-1", "master"),
    ]
    assert at.provisional.matches("C-9") == ()


def test_once_linked_it_is_the_declared_one_and_keeps_what_was_held(at):
    at.pulls(parcel("C-1", OTHER, parcels=(Parcel(id="P-1"),)))
    made = at.provisional.make(READS, place="LOC-7")
    vapes = FoundGoods(id="f-1", description="vapes")
    at.decides("hold", made, reason="H01", found=(vapes,), scope=(ScopeEntry(goods="f-1"),))
    at.provisional.link(made, "C-1")
    assert states(at) == {"C-1": ""}
    assert at.shown("C-1") == ("held", "hold")
    for opened in (at.opens(made), at.opens("C-1")):
        assert (opened.id, opened.consignment.linked) == ("C-1", (made,))
        assert opened.with_pending.standing == "held"
        assert opened.consignment.parcels[0].location == "LOC-7"
    read = at.opening.by_barcode(PLATE)
    assert isinstance(read, Opened)
    assert read.consignment.id == "C-1"
    line = LineDesk(at.ledger, at.cache.reader, LineState, lambda: None)
    assert line.numbers({made}) == {made: OTHER}
    assert line.standings({made}) == {made: "held"}


def test_what_was_raised_while_it_was_undeclared_ends_with_what_is_decided_on_the_declared_one(at):
    at.pulls(parcel("C-1", OTHER, parcels=(Parcel(id="P-1"),)))
    made = at.provisional.make(READS, place="LOC-7")
    vapes, scope = FoundGoods(id="f-1", description="vapes"), (ScopeEntry(goods="f-1"),)
    released = at.decides("release", made, found=(vapes,), scope=scope)
    hold = Act(id="h-1", kind="hold", scope=scope, agency="medicines", owner="medicines", at=START)
    at.ledger.raise_attention("recall", made, key="recall:h-1", event=released.event_id)
    at.provisional.link(made, "C-1")
    at.hears_again(parcel("C-1", OTHER, parcels=(Parcel(id="P-1"),), acts=(hold,)))
    at.decides("acknowledge", "C-1", names=(released.event_id, "h-1"))
    assert at.ledger.attention(10) == ()


@pytest.mark.parametrize("one, other", [("C-1", "C-2"), ("made", "made"), ("made", "C-9"), ("C-9", "C-1")])
def test_only_what_was_made_here_or_elsewhere_is_linked_and_only_to_what_was_declared(at, one, other):
    at.pulls(parcel("C-1", OTHER), parcel("C-2", BARCODE))
    made = at.provisional.make(READS)
    recorded = at.ledger.counts().recorded
    with pytest.raises(Refused) as refusal:
        at.provisional.link(made if one == "made" else one, made if other == "made" else other)
    assert refusal.value.code == "provisional.no_link"
    assert at.ledger.counts().recorded == recorded


def test_only_its_own_office_links_what_was_found(at):
    found = replace(parcel("P-9", BARCODE), provisional=True, office="XX000009")
    # Seen here since, which makes it nobody's but its maker's.
    seen = replace(found.parcels[0], seen_bench=at.ledger.bench, seen_at=at.clock.now())
    at.pulls(replace(found, parcels=(seen,)), parcel("C-1", BARCODE))
    recorded = at.ledger.counts().recorded
    with pytest.raises(Refused) as refusal:
        at.provisional.link("P-9", "C-1")
    assert refusal.value.code == "provisional.other_office"
    assert at.ledger.counts().recorded == recorded


@pytest.mark.parametrize("kind", sorted(NEVER_ONE_PARCEL - {UNKNOWN}))
def test_what_is_never_one_parcels_own_number_is_not_this_ones(at, kind):
    made = at.provisional.make([ReadMeaning(text="A-1", kind=kind, value="A-1")])
    assert parcels_named("A-1", at.opens(made).consignment) == ()


def test_one_that_turned_out_already_is_not_linked_to_another(at):
    at.pulls(parcel("C-1", OTHER), parcel("C-2", BARCODE))
    made = at.provisional.make(READS)
    at.provisional.link(made, "C-1")
    recorded = at.ledger.counts().recorded
    for again in ("C-2", "C-1"):
        with pytest.raises(Refused) as refusal:
            at.provisional.link(made, again)
        assert refusal.value.code == "provisional.linked"
    assert (at.ledger.counts().recorded, at.opens(made).id) == (recorded, "C-1")


def test_a_link_that_is_taken_back_gives_both_their_own_again(at):
    at.pulls(parcel("C-1", OTHER, parcels=(Parcel(id="P-1"),)))
    made = at.provisional.make(READS, place="LOC-7")
    vapes = FoundGoods(id="f-1", description="vapes")
    at.decides("hold", made, reason="H01", found=(vapes,), scope=(ScopeEntry(goods="f-1"),))
    assert at.provisional.links_to("C-1") == ()
    link = at.provisional.link(made, "C-1")
    (linked,) = at.provisional.links_to("C-1")
    assert (linked.id, linked.number, linked.place) == (made, BARCODE, "LOC-7")
    assert linked.at is not None
    at.provisional.unlink(made, "C-1", "The label of the parcel next to it was read.")
    assert states(at) == {"C-1": "not_presented", made: "not_declared"}
    assert (at.shown("C-1")[0], at.shown(made)[0]) == ("undecided", "held")
    declared, found = at.opens("C-1"), at.opens(made)
    assert (declared.consignment.linked, declared.with_pending.standing) == ((), "undecided")
    assert (found.id, found.with_pending.standing) == (made, "held")
    assert parcels_named(PLATE, declared.consignment) == ()
    assert at.provisional.links_to("C-1") == ()
    entry = at.sent()[-1]
    assert (entry.event.kind, entry.event.consignment, entry.event.names) == ("unlinked", made, (link,))
    assert [(each.kind, each.text) for each in entry.particulars] == [
        ("remark", "The label of the parcel next to it was read.")
    ]
    at.provisional.link(made, "C-1")
    assert at.opens(made).id == "C-1"


@pytest.mark.parametrize(
    "reason, consignment, code",
    [
        ("  ", "C-1", "provisional.no_reason"),
        ("wrong label", "C-2", "provisional.not_linked"),
        ("wrong label", "C-9", "provisional.not_linked"),
    ],
)
def test_no_link_is_taken_back_without_a_reason_or_where_there_is_none(at, reason, consignment, code):
    at.pulls(parcel("C-1", OTHER), parcel("C-2", BARCODE))
    made = at.provisional.make(READS)
    at.provisional.link(made, "C-1")
    recorded = at.ledger.counts().recorded
    with pytest.raises(Refused) as refusal:
        at.provisional.unlink(made, consignment, reason)
    assert refusal.value.code == code
    assert (at.ledger.counts().recorded, at.opens(made).id) == (recorded, "C-1")


@pytest.mark.parametrize("office, is_ours", [("XX000009", False), ("ZZ000100", True)])
def test_a_link_of_another_bench_is_taken_back_by_its_office_alone(at, office, is_ours):
    link = Link(id="L-1", consignment="P-9", linked="C-1", at=at.clock.now(), bench="bench-8", office=office)
    at.pulls(replace(parcel("C-1", BARCODE), linked=("P-9",), links=(link,)))
    (linked,) = at.provisional.links_to("C-1")
    assert (linked.id, linked.number, linked.is_here) == ("P-9", "P-9", False)
    if is_ours:
        at.provisional.unlink("P-9", "C-1", "It lies here still.")
        assert at.opens("C-1").consignment.linked == ()
        assert at.ledger.notes.let_go() == {"P-9"}
    else:
        with pytest.raises(Refused) as refusal:
            at.provisional.unlink("P-9", "C-1", "It lies here still.")
        assert refusal.value.code == "provisional.other_office"
        assert at.opens("C-1").consignment.linked == ("P-9",)


# --- sightings ----------------------------------------------------------------------------------------------


def test_a_parcel_is_presented_once_and_again_where_it_lies_elsewhere(at):
    at.pulls(parcel("C-1", OTHER, parcels=(Parcel(id="P-1"), Parcel(id="P-2"))))
    assert states(at) == {"C-1": "not_presented"}
    assert len(at.sightings.presented("C-1", ("P-1", "P-1"))) == 1
    assert states(at) == {"C-1": "not_presented"}
    assert len(at.sightings.presented("C-1", ("P-1", "P-2"))) == 1
    assert states(at) == {"C-1": ""}
    assert at.sightings.presented("C-1", ("P-1", "P-2")) == ()
    assert len(at.sightings.presented("C-1", ("P-1",), place="LOC-1")) == 1
    assert at.sightings.located("C-1", ("P-1",), "LOC-1") == ()
    assert len(at.sightings.located("C-1", ("P-1",), "LOC-2")) == 1
    at.clock.advance(60)
    assert len(at.sightings.missing("C-1", ("P-1",))) == 1
    assert at.sightings.missing("C-1", ("P-1",)) == ()
    known = at.sightings.known("C-1")
    assert [(each.presence, each.location) for each in known.parcels] == [("missing", ""), ("presented", "")]
    assert states(at) == {"C-1": "not_presented"}


def test_what_another_bench_saw_is_seen_here_again(at):
    seen = Parcel(id="P-1", presence="presented", seen_bench="BENCH-9", seen_at=at.clock.now())
    at.pulls(parcel("C-1", OTHER, parcels=(seen,)))
    at.clock.advance(60)
    assert len(at.sightings.presented("C-1", ())) == 1
    assert at.sightings.presented("C-1", ()) == ()


def test_one_piece_that_nobody_listed_is_seen_as_one(at):
    at.pulls(parcel("C-1", OTHER, parcels=()))
    assert len(at.sightings.presented("C-1", ())) == 1
    assert at.sightings.presented("C-1", ("",)) == ()
    assert at.opens().consignment.parcels[0].presence == "presented"


def test_the_one_piece_stays_presented_when_a_list_of_parcels_comes(at):
    at.pulls(parcel("C-1", BARCODE, parcels=()))
    assert len(at.sightings.presented("C-1", ("C-1",))) == 1
    at.hears_again(parcel("C-1", BARCODE, parcels=(Parcel(id="P-1", presence="expected"),)))
    assert [(each.id, each.presence) for each in at.opens().consignment.parcels] == [("P-1", "presented")]
    assert at.sightings.presented("C-1", ("C-1",)) == at.sightings.presented("C-1", ("P-1",)) == ()


def test_a_seal_is_recorded_with_what_was_read(at):
    at.pulls(parcel("C-1", OTHER))
    read = ReadMeaning(text="seal-0007", source="wedge")
    at.sightings.labelled("C-1", "P-1", Label(kind="seal", code="SEAL-0007"), read)
    (entry,) = at.sent()
    meaning = msgspec.json.decode(entry.particulars[0].text, type=ReadMeaning)
    assert (meaning.text, meaning.kind, meaning.value) == ("seal-0007", "seal", "SEAL-0007")
    assert (entry.event.kind, entry.event.parcel) == ("labelled", "P-1")


def test_who_asks_for_an_opening_had_seen_the_acts_that_were_there(at):
    at.pulls(parcel("C-1", OTHER))
    held = at.decides("hold", reason="H01")
    (asked,) = at.sightings.ask_for_opening("C-1", "Look behind the lining.")
    (condition,) = at.opens().consignment.conditions
    assert (condition.id, condition.words, condition.state) == (asked, "Look behind the lining.", "open")
    assert next(each.event.seen for each in at.sent() if each.event.id == asked) == (held.event_id,)


def test_the_shift_sheet_counts_what_was_seen_and_lists_what_was_found(at):
    at.pulls(parcel("C-1", OTHER, parcels=(Parcel(id="P-1"),)))
    at.sightings.presented("C-1", ("P-1",))
    at.sightings.located("C-1", ("P-1",), "LOC-2")
    at.decides("hold", reason="H01")
    made = at.provisional.make(READS)
    line = LineDesk(at.ledger, at.cache.reader, LineState, lambda: None)
    sheet = ShiftDesk(at.ledger, line.numbers, LineState, lambda: "officer-a", at.clock).sheet(Period())
    assert [(each.kind, each.number) for each in sheet.lines()] == [("hold", OTHER), ("provisional", BARCODE)]
    totals = sheet.totals
    assert (totals.decided, totals.noted, totals.seen, totals.consignments) == (1, 1, 1, 2)
    assert sheet.parts[0].totals == totals
    assert made in {each.consignment for each in sheet.lines()}
