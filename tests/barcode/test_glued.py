"""A reader without a terminator, or one that reads twice, glues barcodes together: both are told."""

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.barcode.numbers import PATTERNS, made
from workstation.barcode.identify import candidates, codes_within, lookup_forms

UNMISTAKABLE = [each for each in PATTERNS if each.kind in {"upu_s10", "ups_1z", "iso6346", "eu_mrn"}]


@pytest.mark.parametrize("first, second", list(product(UNMISTAKABLE, UNMISTAKABLE)))
def test_two_numbers_that_are_unmistakable_are_told_apart(first, second):
    dice = random.Random(5)
    for _ in range(5):
        one, other = made(first, dice), made(second, dice)
        assert codes_within(one + other) == ((one, other) if one != other else (one,))
        assert {each.value for each in candidates(one + other)} >= {one, other}
        assert one not in lookup_forms(one + other)


@pytest.mark.parametrize("pattern", PATTERNS, ids=[f"{each.kind}-{len(each.template)}" for each in PATTERNS])
def test_a_number_read_twice_in_one_is_that_number(pattern):
    number = made(pattern, random.Random(3))
    assert codes_within(number + number) == (number,)
    assert number in lookup_forms(number + number)
    told = next(each for each in candidates(number + number) if each.value == number)
    assert told.confidence in {"likely", "possible"}
    assert "twice" in told.reason


def test_the_readers_own_prefix_between_two_barcodes_parts_them():
    assert codes_within("]C0ABC1234567]C0XYZ7654321") == ("ABC1234567", "XYZ7654321")


@pytest.mark.parametrize(
    "raw", ["", "RB123456785GB", "986578788855", "11111111111111111111", "ABCDEFGHABCDEFGH"]
)
def test_one_barcode_is_left_alone(raw):
    assert codes_within(raw) == ()


@given(st.text(max_size=300))
def test_any_text_has_at_most_its_own_characters_in_its_codes(raw):
    assert sum(map(len, codes_within(raw))) <= 3 * len(raw)
