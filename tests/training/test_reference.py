"""The coded lists of the training country."""

from datetime import date

from workstation.barcode.labels import label_of
from workstation.domain.act import ACT_EFFECTS, Effect
from workstation.domain.reference import LIST_NAMES
from workstation.host.settings import LabelPrefixes
from workstation.training.reference import AGENCIES, COUNTRY, OFFICES, lists

BY_NAME = {each.name: each for each in lists()}


def test_the_lists_are_there_with_version_and_source():
    assert tuple(BY_NAME) == LIST_NAMES
    assert all(each.version and each.source and each.rows for each in lists())
    assert all(len({row.code for row in each.rows}) == len(each.rows) for each in lists())


def test_every_row_has_words_in_four_languages():
    for each in lists():
        for row in each.rows:
            assert set(row.words) == {"en", "fr", "es", "ar"}
            assert all(row.words.values())


def test_the_acts_have_the_effects_that_the_rule_knows():
    assert {row.code: Effect(row.effect) for row in BY_NAME["acts"].rows} == ACT_EFFECTS


def test_there_are_reasons_for_each_kind_of_act_and_a_legal_basis_for_each_that_needs_one():
    kinds = {kind for row in BY_NAME["reasons"].rows for kind in row.kinds}
    assert kinds == set(ACT_EFFECTS)
    needing = {kind for row in BY_NAME["reasons"].rows if row.needs_legal_basis for kind in row.kinds}
    assert needing <= {kind for row in BY_NAME["legal_bases"].rows for kind in row.kinds}
    assert all(row.needs_legal_basis for row in BY_NAME["reasons"].rows if row.kinds == ("seize",))


def test_offices_and_agencies_are_on_the_list():
    codes = {row.code for row in BY_NAME["offices"].rows}
    assert set(OFFICES) | set(AGENCIES) <= codes
    assert {row.parent for row in BY_NAME["offices"].rows} <= codes | {""}


def test_thresholds_are_dated():
    here = [row for row in BY_NAME["thresholds"].rows if row.country == COUNTRY]
    assert {row.code for row in here if row.is_valid(date(2026, 11, 2))} == {"ZZ-duty", "ZZ-gift"}
    assert all(row.amount is not None and row.valid_from is not None for row in BY_NAME["thresholds"].rows)


def test_why_a_parcel_was_not_read_has_a_coded_reason():
    assert {"torn_label", "no_label", "reader_broken"} <= {row.code for row in BY_NAME["exceptions"].rows}


def test_every_storage_place_is_read_as_a_place_by_a_bench_as_it_comes():
    for row in BY_NAME["places"].rows:
        label = label_of(row.code, LabelPrefixes())
        assert label is not None
        assert (label.kind, label.code) == ("place", row.code)
