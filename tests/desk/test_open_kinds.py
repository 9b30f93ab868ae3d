"""No two kinds of number are confused once the cache decides, however much they look alike."""

import json
from pathlib import Path

from tests.desk.test_open import numbered
from workstation.barcode.identify import lookup_forms
from workstation.desk.open import NotFound, Opened, Several
from workstation.domain.identifiers import normalised

PUBLISHED = json.loads((Path(__file__).parents[1] / "barcode" / "published.json").read_text(encoding="utf-8"))
PARCELS = [row for row in PUBLISHED if row["valid"] and row["kind"] not in {"gtin", "eu_ioss"}]


def test_each_published_number_opens_its_own_consignment_and_no_other(desk):
    numbers = {normalised(row["value"]): f"C-{place}" for place, row in enumerate(PARCELS)}
    desk.pulls(*(numbered(id, (number, "parcel")) for number, id in numbers.items()))
    several = 0
    for number, id in numbers.items():
        for read in (number, number.lower(), f"]C0{number}", " ".join(number)):
            answer = desk.opening.by_barcode(read)
            if within := {numbers[form] for form in lookup_forms(read) if form in numbers} - {id}:
                # A postal code and the number, published once more without it: here they are two parcels.
                assert isinstance(answer, Several), read
                assert {each.id for each in answer.choices} == {id, *within}, read
                several += 1
                continue
            assert isinstance(answer, Opened), read
            assert answer.consignment.id == id, read
    assert several < len(numbers) / 10


def test_a_number_that_is_not_known_opens_nothing_whatever_it_looks_like(desk):
    numbers = [normalised(row["value"]) for row in PARCELS]
    known, unknown = numbers[::2], set(numbers[1::2])
    desk.pulls(*(numbered(f"C-{place}", (number, "parcel")) for place, number in enumerate(known)))
    opened = [each for each in unknown if not isinstance(desk.opening.by_barcode(each), NotFound)]
    # Labels that hold another's number in them: the same parcel's, as its carrier prints it.
    within = [each for each in opened if any(number in each for number in known)]
    assert opened == within
