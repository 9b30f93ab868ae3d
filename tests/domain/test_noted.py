"""What was noted of a consignment beside its document: provisional ones that it turned out to be, and
openings that were asked for.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes.clock import START
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.asked_opening import AskedOpening, opening_of, with_openings
from workstation.domain.consignment import (
    Condition,
    Consignment,
    GoodsItem,
    Identifier,
    Parcel,
    ScanImage,
)
from workstation.domain.event import (
    FIRST_PREVIOUS,
    LABEL_READS,
    PHOTOGRAPH,
    REMARK,
    BenchEvent,
    Particular,
    ParticularHash,
    ReadMeaning,
)
from workstation.domain.mark import RecordedMark
from workstation.domain.noted import Found, Noted, parcel_found, with_noted
from workstation.domain.provisional import OPENING_ASKED, PROVISIONAL, provisional_consignment
from workstation.domain.sighting import LOCATED, Sighting
from workstation.domain.value import Quantity

LATER = START + timedelta(hours=1)


def event(kind: str, **more: Any) -> BenchEvent:
    fields: dict[str, Any] = {
        "bench": "b1",
        "office": "O1",
        "ledger": "l",
        "officer": "o1",
        "consignment": "P1",
    }
    made: dict[str, Any] = {"id": "e1", "sequence": 1, "previous": FIRST_PREVIOUS, "bench_time": START}
    return BenchEvent(kind=kind, **fields | made | more)


def read_of(*meanings: ReadMeaning) -> tuple[Particular, ...]:
    text = msgspec.json.encode(meanings).decode()
    return (Particular(key="p0", kind=LABEL_READS, salt="00" * 16, text=text),)


LABEL = (
    ReadMeaning(text="rb123456785gb", kind="upu_s10", value="RB123456785GB"),
    ReadMeaning(text="GBLALADEFRAAAUN61234001110100", kind="upu_s9_receptacle"),
    ReadMeaning(text="26GB0000000000000A1", kind="eu_mrn"),
    ReadMeaning(text="4012345678901", kind="gtin"),
    ReadMeaning(text="BAG-7", kind="evidence_bag"),
    ReadMeaning(text="just a text", kind="unknown"),
)


def provisional(*meanings: ReadMeaning, id: str = "P1", **more: Any) -> Consignment:
    return provisional_consignment(
        event(PROVISIONAL, **{"consignment": id, "place": "LOC-1"} | more), read_of(*meanings)
    )


def test_a_provisional_consignment_has_what_was_read_where_it_was_found() -> None:
    made = provisional(*LABEL)
    assert (made.provisional, made.office, made.arrived) == (True, "O1", START)
    (parcel,) = made.parcels
    assert (parcel.id, parcel.presence, parcel.location, parcel.seen_bench) == (
        "P1",
        "presented",
        "LOC-1",
        "b1",
    )
    assert [(each.value, each.belongs_to, each.of) for each in made.identifiers] == [
        ("RB123456785GB", "parcel", "P1"),
        ("GBLALADEFRAAAUN61234001110100", "receptacle", ""),
        ("26GB0000000000000A1", "filing", ""),
        ("just a text", "label", "P1"),
    ]


def test_erased_or_unreadable_reads_leave_it_without_numbers() -> None:
    assert provisional_consignment(event(PROVISIONAL)).identifiers == ()
    odd = Particular(key="p0", kind=LABEL_READS, salt="00" * 16, text="{")
    assert provisional_consignment(event(PROVISIONAL), (odd,)).identifiers == ()


DECLARED = Consignment(
    id="C1",
    parcels=(Parcel(id="p1"), Parcel(id="p2")),
    identifiers=(
        Identifier(value="RB 123 456 785 GB", belongs_to="parcel", of="p2"),
        Identifier(value="LX123456785GB", belongs_to="parcel", of="p1"),
    ),
    goods_items=(
        GoodsItem(id="g1", parcel="p1", quantity=Quantity(value=Decimal(2))),
        GoodsItem(id="g2", parcel="p2"),
    ),
)


def test_a_linked_one_gives_its_numbers_and_where_it_was_seen_to_the_parcel_that_it_was() -> None:
    located = Sighting(id="s1", kind=LOCATED, consignment="P1", at=LATER, place="LOC-9", bench="b1")
    found = Found(consignment=provisional(*LABEL), sightings=(located,))
    told = with_noted(DECLARED, Noted(linked=(found,)))
    assert told.linked == ("P1",)
    assert [(p.id, p.presence, p.location) for p in told.parcels] == [
        ("p1", "expected", ""),
        ("p2", "presented", "LOC-9"),
    ]
    added = told.identifiers[len(DECLARED.identifiers) :]
    assert [(each.value, each.belongs_to, each.of) for each in added] == [
        ("GBLALADEFRAAAUN61234001110100", "receptacle", ""),
        ("26GB0000000000000A1", "filing", ""),
        ("just a text", "label", ""),
    ]
    assert with_noted(told, Noted(linked=(found,))) == told


def test_where_nobody_can_say_which_parcel_it_was_none_is_taken_for_it() -> None:
    stranger = provisional(ReadMeaning(text="1Z5R89390357567127", kind="ups_1z"))
    assert parcel_found(DECLARED, stranger) is None
    told = with_noted(DECLARED, Noted(linked=(Found(consignment=stranger),)))
    assert told.parcels == DECLARED.parcels
    added = told.identifiers[-1]
    assert (added.value, added.belongs_to) == ("1Z5R89390357567127", "consignment")


def test_an_air_waybill_that_nobody_declared_for_it_is_no_linked_parcels_own() -> None:
    waybill = provisional(ReadMeaning(text="176-12345675", kind="iata_awb"))
    assert waybill.identifiers[0].belongs_to == "consignment"
    single = replace(DECLARED, parcels=DECLARED.parcels[:1])
    told = with_noted(single, Noted(linked=(Found(consignment=waybill),)))
    assert told.identifiers[-1].belongs_to == "label"


def test_a_text_of_no_known_form_says_which_parcel_it_was_where_the_declaration_has_it() -> None:
    own = Identifier(value="pk 4711", belongs_to="parcel", of="p2")
    declared = replace(DECLARED, identifiers=(*DECLARED.identifiers, own))
    assert parcel_found(declared, provisional(ReadMeaning(text="PK-4711"))) == "p2"


@pytest.mark.parametrize("parcels, parcel", [((), ""), ((Parcel(id="p7"),), "p7")])
def test_of_one_piece_it_is_that_one(parcels: tuple[Parcel, ...], parcel: str) -> None:
    assert parcel_found(Consignment(id="C1", parcels=parcels), provisional(*LABEL)) == parcel


# --- openings -----------------------------------------------------------------------------------------------


def asked(**more: Any) -> AskedOpening:
    return AskedOpening(id="o1", consignment="C1", at=START, owner="O1", words="look inside", **more)


def examined(*goods: str, **more: Any) -> Act:
    fields: dict[str, Any] = {
        "id": "a1",
        "kind": "release",
        "at": LATER,
        "workplace": "examination",
        "possession": "read",
    }
    return Act(scope=tuple(ScopeEntry(goods=each) for each in goods), **fields | more)


def state(*acts: Act, opening: AskedOpening | None = None) -> str:
    (condition,) = with_openings(replace(DECLARED, acts=acts), [opening or asked()]).conditions
    return condition.state


def test_an_opening_is_a_blocking_condition_of_the_office_that_asks() -> None:
    said = Particular(key="p0", kind=REMARK, salt="00" * 16, text="look inside")
    opening = opening_of(event(OPENING_ASKED, id="o1", consignment="C1"), (said,))
    assert opening == asked()
    (condition,) = with_openings(DECLARED, [asked(), asked()]).conditions
    assert condition == Condition(
        id="o1", kind="examination", owner="O1", words="look inside", blocking=True, asked=True
    )
    assert opening_of(event("release")) is None
    assert opening_of(event(OPENING_ASKED, consignment="")) is None


def test_a_release_or_seizure_with_the_parcel_at_hand_at_an_examination_bench_is_the_opening() -> None:
    assert state(examined("g1", "g2")) == "satisfied"
    assert state(examined("g1", "g2", kind="seize")) == "satisfied"
    assert state(examined("g1"), examined("g2", id="a2")) == "satisfied"
    assert state(examined("g1", "g2", possession="exception")) == "satisfied"


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "hold"},
        {"workplace": "document"},
        {"workplace": "image"},
        {"workplace": ""},
        {"possession": "absent"},
        {"possession": ""},
        {"outcome": "refused"},
        {"at": START - timedelta(seconds=1)},
        {"at": None},
        {"seen": ("not here",)},
    ],
    ids=str,
)
def test_anything_else_is_not(more: dict[str, Any]) -> None:
    assert state(examined("g1", "g2", **more)) == "open"


def test_goods_that_were_not_decided_on_keep_it_open() -> None:
    assert state() == "open"
    assert state(examined("g1")) == "open"
    assert state(examined("g1"), opening=asked(parcel="p1")) == "satisfied"
    assert state(examined("g1"), opening=asked(parcel="p2")) == "open"


def test_an_opening_of_a_parcel_that_is_not_known_here_is_one_of_all() -> None:
    assert state(examined("g1"), opening=asked(parcel="p9")) == "open"
    found = Found(
        consignment=provisional(*LABEL), openings=(replace(asked(), parcel="P1", consignment="P1"),)
    )
    for goods, expected in (("g1", "open"), ("g2", "satisfied")):  # it was p2 with g2 in it
        told = with_noted(replace(DECLARED, acts=(examined(goods),)), Noted(linked=(found,)))
        assert [condition.state for condition in told.conditions] == [expected]


def test_a_release_that_was_taken_back_opens_it_again() -> None:
    annulled = Act(id="a2", kind="annul", names=("a1",), seen=("a1",), at=LATER)
    assert state(examined("g1", "g2"), annulled) == "open"


def test_what_the_image_desk_had_seen_is_no_answer_to_it() -> None:
    hold = Act(id="h1", kind="hold", seen=("a1",), at=LATER)
    assert state(examined("g1", "g2"), hold, opening=asked(seen=("h1",))) == "open"
    assert state(examined("g1", "g2"), opening=asked(seen=("a1",))) == "open"


def test_a_document_that_has_the_condition_already_gets_its_state_alone() -> None:
    once = with_openings(DECLARED, [asked()])
    assert with_openings(once, [asked()]) == once
    done = with_openings(replace(once, acts=(examined("g1", "g2"),)), [asked()])
    assert [condition.state for condition in done.conditions] == ["satisfied"]
    waived = replace(DECLARED, conditions=(replace(once.conditions[0], state="waived"),))
    assert with_openings(waived, [asked()]) == waived


@given(data=st.data())
def test_nothing_hangs_on_the_order_in_which_it_was_noted(data: Any) -> None:
    finds = [
        Found(consignment=provisional(*LABEL[:2])),
        Found(consignment=provisional(*LABEL[2:], id="P2", place="LOC-2")),
        Found(consignment=provisional(ReadMeaning(text="LX123456785GB"), id="P3"), openings=(asked(),)),
    ]
    openings = [replace(asked(), id=f"o{n}", at=START + timedelta(minutes=n % 2)) for n in range(3)]
    once = with_noted(DECLARED, Noted(openings=tuple(openings), linked=tuple(finds)))
    shuffled = Noted(
        openings=tuple(data.draw(st.permutations(openings + openings))),
        linked=tuple(data.draw(st.permutations(finds + finds))),
    )
    assert with_noted(DECLARED, shuffled) == once


# --- photographs -------------------------------------------------------------------------------------------


SHOWN = "5d" * 32
PHOTO = ParticularHash(key="p1", kind=PHOTOGRAPH, sha256="0" * 64)


@pytest.mark.parametrize(
    "shown, described, named",
    [
        ((SHOWN,), (PHOTO,), [SHOWN]),
        ((SHOWN, "6e" * 32), (PHOTO,), [SHOWN]),
        ((SHOWN,), (), []),
        ((), (PHOTO,), []),
        (("../secret",), (PHOTO,), []),
        ((SHOWN.upper(),), (PHOTO,), []),
    ],
)
def test_a_provisional_one_names_its_photograph_where_its_event_has_one(
    shown: tuple[str, ...], described: tuple[ParticularHash, ...], named: list[str]
) -> None:
    images = provisional(images_shown=shown, particulars=described).images
    assert [image.sha256 for image in images] == named
    assert all(image.is_photograph and image.media_type == "image/jpeg" for image in images)


def test_the_photograph_goes_to_the_declared_one_behind_its_scan_images_and_once() -> None:
    made = provisional(*LABEL, images_shown=(SHOWN,), particulars=(PHOTO,))
    declared = Consignment(id="C1", images=(ScanImage(sha256="7f" * 32),), parcels=(Parcel(id="p1"),))
    once = with_noted(declared, Noted(linked=(Found(consignment=made),)))
    assert [(each.sha256, each.parcel) for each in once.images] == [("7f" * 32, ""), (SHOWN, "p1")]
    assert with_noted(once, Noted(linked=(Found(consignment=made),))).images == once.images


def test_marks_of_an_opening_speak_over_a_link_of_what_was_found() -> None:
    box = RecordedMark(id="M", image="ab" * 32, shape="box", points=((1, 1), (2, 2)), goods="g1")
    found = Found(consignment=provisional(*LABEL), openings=(replace(asked(), marks=(box,)),))
    (condition,) = with_noted(DECLARED, Noted(linked=(found,))).conditions
    assert condition.marks == (replace(box, goods=f"{found.consignment.id}/g1"),)
