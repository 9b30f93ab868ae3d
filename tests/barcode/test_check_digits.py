"""Check digits reject what they promise to reject, measured through the classification itself."""

import random

import pytest

from tests.barcode.numbers import PATTERNS, is_taken, judged, made, misreads
from workstation.barcode.identify import candidates, is_doubtful, lookup_forms
from workstation.domain.identifiers import CheckDigit

NUMBERS = 12
"""Of each pattern; each is misread in every way, about a hundred."""

IDS = [f"{pattern.kind}-{len(pattern.template)}" for pattern in PATTERNS]
UNMISTAKABLE = ("upu_s10", "ups_1z", "iso6346", "eu_mrn")


@pytest.mark.parametrize("pattern", PATTERNS, ids=IDS)
def test_one_wrong_digit_is_rejected_at_the_rate_that_the_rule_promises(pattern):
    dice = random.Random(20261127)
    wrong = [each for _ in range(NUMBERS) for each in misreads(pattern, made(pattern, dice))]
    rejected = sum(not is_taken(pattern.kind, each) for each in wrong)
    if pattern.promise == 1:
        assert rejected == len(wrong)
    else:
        # A sample of some thousand ways, of which a rule lets some hundredth through.
        assert rejected / len(wrong) == pytest.approx(pattern.promise, abs=0.02)


@pytest.mark.parametrize("pattern", PATTERNS, ids=IDS)
def test_a_made_number_is_told_first_or_beside_others_that_are_as_sure(pattern):
    number = made(pattern, random.Random(7))
    best = candidates(number)[0]
    told = next(each for each in candidates(number) if each.kind == pattern.kind)
    assert told.check_digit is CheckDigit.RIGHT
    assert told.rank() <= best.rank() or best.is_sure()


@pytest.mark.parametrize("pattern", [each for each in PATTERNS if each.kind in UNMISTAKABLE])
def test_a_misread_of_letters_and_places_that_nothing_else_has_is_told(pattern):
    number = made(pattern, random.Random(11))
    wrong = next(each for each in misreads(pattern, number) if judged(pattern.kind, each) is CheckDigit.WRONG)
    assert is_doubtful(wrong)
    assert candidates(wrong)[0].confidence == "unlikely"


@pytest.mark.parametrize("pattern", PATTERNS, ids=IDS)
def test_small_letters_blanks_and_an_aim_prefix_change_nothing(pattern):
    number = made(pattern, random.Random(13))
    expected = {each.kind for each in candidates(number)}
    for read in (number.lower(), f" {number} ", f"]C0{number}", " ".join(number)):
        assert {each.kind for each in candidates(read)} == expected
        assert number in lookup_forms(read)
