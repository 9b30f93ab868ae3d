"""Training consignments: consistent, plausible, not all honest, and the same for the same seed."""

import hashlib
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from msgspec.structs import replace

from workstation.contract.reading import read_consignment
from workstation.domain.consignment import (
    Consignment,
    Filing,
    GoodsItem,
    Identifier,
    Party,
    RiskAssessment,
    Transport,
)
from workstation.domain.identifiers import KINDS, CheckDigit, check_digit
from workstation.domain.quality import remarks_of
from workstation.domain.standing import Goods, Standing, standing_of
from workstation.domain.value import Amount
from workstation.host.codes import load_code_lists
from workstation.training.consignments import START, complete, make, make_documents
from workstation.training.reference import AGENCIES, lists
from workstation.training.stories import Story

COUNT = 1_500
ENCODE = msgspec.json.encode
PRINT_HASH = """
import hashlib, sys, msgspec
from workstation.training.consignments import make
said = hashlib.sha256()
for made in make(5, 6):
    said.update(msgspec.json.encode(made))
    for image in made.images:
        said.update(image)
print(said.hexdigest())
"""


@pytest.fixture(scope="module")
def documents() -> list[Consignment]:
    return list(make_documents(7, COUNT))


def test_the_same_seed_gives_the_same_bytes_in_another_process():
    command = [sys.executable, "-c", PRINT_HASH]
    first, second = (
        subprocess.run(
            command, check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    )
    assert len(first.strip()) == 64
    assert first == second


def test_a_consignment_depends_on_its_place_alone(documents):
    assert list(make_documents(7, 3, first=100)) == documents[100:103]
    assert list(make_documents(8, 3, first=100)) != documents[100:103]


def test_a_document_differs_only_by_its_images_when_they_are_drawn(documents):
    for made, without in zip(make(7, 25), documents, strict=False):
        plain = replace(
            made.document,
            images=(),
            steps=tuple(s for s in made.document.steps if s.kind not in {"imaged", "presented"}),
        )
        assert plain == without


def test_every_document_is_read_by_the_contract_as_it_was_made(documents):
    for document in documents:
        reading = read_consignment(ENCODE(document))
        assert reading.consignment == document
        assert {r.code for r in reading.remarks} <= {"text.control_characters"}


def test_lanes_come_in_realistic_proportions(documents):
    lanes = Counter(document.risk.lane for document in documents)
    assert 0.54 < lanes["green"] / COUNT < 0.64
    assert 0.10 < lanes["blue"] / COUNT < 0.20
    assert 0.12 < lanes["yellow"] / COUNT < 0.22
    assert 0.06 < lanes["red"] / COUNT < 0.14
    for document in documents:
        assert 0 < document.risk.score < 100
        assert bool(document.risk.hits) == (document.risk.lane != "green")
        assert all(hit.words and hit.instruction for hit in document.risk.hits)


def test_no_rule_adds_more_than_there_is_of_the_score(documents):
    completed = [complete(replace(BARE, id=str(n)), suspicion=n % 3) for n in range(200)]
    for document in (*documents, *completed):
        assert sum(hit.score for hit in document.risk.hits) <= document.risk.score < 100


def test_nothing_is_asked_for_that_a_bench_cannot_do_and_a_condition_says_what_a_release_does(documents):
    """A bench records decisions, with a remark on a hold and a seizure: no result for each goods item."""
    asked = [hit.instruction for d in documents for hit in d.risk.hits]
    conditions = [c for d in documents for c in d.conditions]
    asked += [c.words for c in conditions]
    assert [words for words in asked if "record" in words.casefold()] == []
    assert {c.kind for c in conditions if not c.blocking} == {"examination", "identity"}
    assert not [c for c in conditions if not c.blocking and "before release" in c.words]


def test_every_number_has_its_form_and_a_right_check_digit(documents):
    kinds = Counter[str]()
    for document in documents:
        for identifier in document.identifiers:
            if identifier.kind in KINDS:
                assert check_digit(identifier.kind, identifier.value) in {CheckDigit.RIGHT, CheckDigit.NONE}
                kinds[identifier.kind] += 1
    assert {
        "upu_s10",
        "upu_s9_receptacle",
        "iata_awb",
        "sscc18",
        "iso6346",
        "eu_mrn",
        "dhl_express_10",
        "dhl_licence_plate",
        "fedex_12",
        "fedex_34",
        "ups_1z",
    } <= set(kinds)


def test_no_barcode_is_on_two_parcels_and_many_share_a_receptacle(documents):
    of_parcels = [
        i.value for d in documents for i in d.identifiers if i.belongs_to in {"parcel", "consignment"}
    ]
    assert len(of_parcels) == len(set(of_parcels))
    receptacles = Counter(i.value for d in documents for i in d.identifiers if i.belongs_to == "receptacle")
    assert max(receptacles.values()) > 3
    filings = Counter(d.filings[0].id for d in documents)
    assert max(filings.values()) > 1


def test_every_parcel_can_be_found_and_every_goods_item_is_in_one(documents):
    for document in documents:
        parcels = {parcel.id for parcel in document.parcels}
        assert {i.of for i in document.identifiers if i.belongs_to == "parcel"} == parcels
        assert {item.parcel for item in document.goods_items} == parcels
        assert {item.filing for item in document.goods_items} == {document.filings[0].id}
    assert max(len(document.parcels) for document in documents) == 3


def test_some_parcels_are_still_expected_some_missing_and_the_rest_lie_in_known_places(documents):
    places = {row.code for each in lists() if each.name == "places" for row in each.rows}
    parcels = [parcel for document in documents for parcel in document.parcels]
    assert {parcel.presence for parcel in parcels} == {"expected", "presented", "missing"}
    assert {parcel.location for parcel in parcels if parcel.presence == "presented"} <= places
    assert {parcel.location for parcel in parcels if parcel.presence != "presented"} == {""}
    targeted = [d for d in documents if d.risk.lane in {"red", "yellow"}]
    assert any(p.presence == "expected" for d in targeted for p in d.parcels)


def test_nothing_has_happened_after_the_start(documents):
    for document in documents:
        instants = [step.at for step in document.steps] + [act.at for act in document.acts]
        assert all(at is not None and at < START for at in instants)
        assert [s.at for s in document.steps[:2]] == sorted(s.at for s in document.steps[:2])
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert all(
        d.arrived is None or d.arrived > later - timedelta(days=3) for d in make_documents(7, 50, start=later)
    )


def test_a_remark_names_what_is_wrong_and_most_papers_are_clean(documents):
    codes, reference = load_code_lists(), {each.name: each for each in lists()}
    found = [remarks_of(d, codes, reference, now=START) for d in documents]
    said = Counter(r.code for remarks in found for r in remarks)
    assert sum(not remarks for remarks in found) > 0.7 * COUNT
    assert {
        "description.vague",
        "hs_code.missing",
        "value.just_under_threshold",
        "mass.items_under_parcels",
        "mass.net_over_gross",
        "tax_identifier.member_state",
        "value.round",
    } <= set(said)
    assert not {
        c for c in said if c.startswith(("identifier.", "parcel.", "goods.", "currency.", "date.", "code."))
    }


def test_split_orders_go_to_one_person_and_stay_just_under_the_threshold():
    made = [m for m in make(7, 600, images=False) if m.story == Story.SPLIT]
    orders: dict[tuple[str, str], list[Consignment]] = {}
    for document in (each.document for each in made):
        orders.setdefault((document.parties[0].name, document.parties[1].name), []).append(document)
    assert len(orders) >= 2
    assert all(len(pieces) >= 2 for pieces in orders.values())
    for pieces in orders.values():
        assert len({p.goods_items[0].description for p in pieces}) == 1
        assert {hit.rule for p in pieces for hit in p.risk.hits} & {"SPL-010"}


def test_every_story_is_told_and_the_document_never_says_which():
    made = list(make(7, COUNT, images=False))
    assert {m.story for m in made} == {story.value for story in Story}
    hidden = next(m for m in made if m.story == Story.HIDDEN)
    assert hidden.truths
    body = ENCODE(hidden.document).decode()
    assert all(truth not in body for truth in hidden.truths)


def test_agencies_hold_with_owner_reason_and_legal_basis_and_some_have_lifted(documents):
    reference = {each.name: each for each in lists()}
    holds = [act for d in documents for act in d.acts if act.kind == "hold"]
    assert {hold.owner for hold in holds} <= set(AGENCIES)
    assert len({hold.owner for hold in holds}) >= 3
    for hold in holds:
        assert reference["reasons"].row(hold.reason) is not None
        assert reference["legal_bases"].row(hold.legal_basis) is not None
        assert reference["offices"].row(hold.owner) is not None
    stood = Counter(standing_of([Goods(id=g.id) for g in d.goods_items], d.acts).standing for d in documents)
    assert set(stood) == {Standing.HELD, Standing.RELEASED, Standing.UNDECIDED}
    assert any(act.kind == "lift" for d in documents for act in d.acts)
    for document in documents:
        shown = {c.id: c.state for c in document.conditions if c.kind == "hold"}
        assert set(shown) == {act.id for act in document.acts if act.kind == "hold"}


def test_who_pays_is_said_and_paid_in_most_cases(documents):
    models = Counter(document.revenue.model for document in documents)
    states = Counter(document.revenue.payment_state for document in documents)
    assert set(models) == {"vendor", "intermediary", "buyer"}
    assert set(states) == {"paid", "due", "deferred", "not_due"}
    assert {document.immediate_release_category for document in documents} >= {"2", "3"}
    assert any(party.aeo_status for document in documents for party in document.parties)


def test_names_are_in_several_scripts(documents):
    names = "".join(party.name for document in documents for party in document.parties)
    for first, last in (("A", "z"), ("\u0620", "\u064a"), ("\u0410", "\u044f"), ("\u4e00", "\u9fff")):
        assert any(first <= character <= last for character in names)


def test_brief_documents_are_of_the_size_of_most_declarations():
    size = sum(len(ENCODE(d)) for d in make_documents(7, 400, brief=True)) / 400
    assert 1_300 < size < 1_800


def test_images_are_of_what_is_in_the_parcel_and_named_by_their_hash():
    hidden = next(
        m for m in make(7, 300, images=False) if m.story == Story.HIDDEN and m.document.risk.lane == "red"
    )
    place = int(hidden.document.id[-7:])
    (made,) = make(7, 1, first=place)
    assert len(made.images) == len(made.document.images) >= 1
    for data, image in zip(made.images, made.document.images, strict=True):
        assert hashlib.sha256(data).hexdigest() == image.sha256
        assert len(data) == image.size_bytes
        assert image.parcel in {parcel.id for parcel in made.document.parcels}
        for detection in image.detections:
            assert detection.box is not None
            left, top, width, height = detection.box
            assert 0 <= left <= left + width <= image.width
            assert 0 <= top <= top + height <= image.height
            assert 0 < detection.confidence < 1


# --- completing real declarations ---

BARE = Consignment(
    id="97061800",
    office="30",
    goods_items=(
        GoodsItem(
            id="1", hs_code="440890", net_mass_kg=Decimal("108.0"), value=Amount(value=Decimal(372254))
        ),
    ),
)


def test_what_is_absent_is_invented_and_named():
    done = complete(BARE, 3)
    assert set(done.completed) == {
        "arrived",
        "filings",
        "parcels",
        "goods_items.parcel",
        "identifiers",
        "transport",
        "parties",
        "risk",
        "steps",
    }
    assert done.office == "30"
    assert done.risk.lane
    assert done.goods_items == (replace(BARE.goods_items[0], parcel=done.parcels[0].id),)
    assert check_digit("upu_s10", done.identifiers[0].value) is CheckDigit.RIGHT
    assert [party.role for party in done.parties] == ["consignor", "consignee"]
    assert read_consignment(ENCODE(done)).consignment == done


def test_completing_is_the_same_each_time_and_twice_is_once():
    assert complete(BARE, 3) == complete(BARE, 3)
    assert complete(complete(BARE, 3), 4) == complete(BARE, 3)
    assert complete(BARE, 3) != complete(BARE, 4)


def test_what_was_declared_is_never_changed():
    given = replace(
        BARE,
        arrived=START,
        identifiers=(Identifier(value="X1", belongs_to="parcel", of="P-1"),),
        filings=(Filing(id="F"),),
        parties=(Party(role="exporter", name="Test Exporter"),),
        transport=Transport(mode="4"),
        risk=RiskAssessment(lane="as received", score=1),
    )
    done = complete(given, 3)
    assert set(done.completed) == {"parcels", "goods_items.parcel", "parties", "steps"}
    for field in ("arrived", "identifiers", "filings", "transport", "risk", "office"):
        assert getattr(done, field) == getattr(given, field)
    assert done.parties[0] == given.parties[0]


def test_what_a_file_knew_makes_a_stricter_lane_likelier():
    strict = [complete(replace(BARE, id=str(n)), suspicion=2).risk.lane for n in range(200)]
    plain = [complete(replace(BARE, id=str(n))).risk.lane for n in range(200)]
    assert strict.count("red") > 140
    assert plain.count("green") > 90
