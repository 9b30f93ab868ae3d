"""The sheet says of each reader what is wrong with it, and gives the profile that makes up for it."""

import random
import string
from itertools import pairwise

import msgspec
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.barcode.sheet_reads import (
    AZERTY,
    QWERTZ,
    SHEET,
    TABLES,
    reads_of,
    sent_by,
    sheet_read,
    typed_on,
)
from workstation.barcode.calibration import CHECKING, Sitting
from workstation.barcode.reads import typed_read
from workstation.barcode.sheet import QUIET_MODULES, SYMBOLS, modules_of
from workstation.host.settings import BLUETOOTH, WIRED, ReaderProfile

BOTH = ("everything", "separator")
LINES = ("separator", "letters_1", "letters_2", "figures", "signs")


def found(reads, profile=WIRED):
    sitting = Sitting(TABLES)
    for read in reads:
        sitting.hear(read)
    return sitting.verdict(profile)


def codes(verdict, severity=None):
    return {each.code for each in verdict.findings if severity is None or each.severity == severity}


def values(verdict, code):
    (finding,) = [each for each in verdict.findings if each.code == code]
    return finding.values


@pytest.mark.parametrize("names", [BOTH, LINES])
def test_a_reader_as_it_comes_needs_nothing(names):
    verdict = found(reads_of(*names))
    assert (verdict.severity, verdict.profile) == ("good", WIRED)
    assert codes(verdict) == {
        "layout.right",
        "lost.none",
        "terminator.enter",
        "separator.right",
        "aim.none",
        "speed.wired",
    }


def test_nothing_is_said_before_anything_is_read_nor_of_what_is_no_symbol():
    sitting = Sitting(TABLES)
    assert sitting.hear(sheet_read("RB123456785GB")) is None
    assert sitting.hear(sheet_read("00376130321109103420")) is None
    assert sitting.hear(sheet_read("x" * 5000)) is None
    assert sitting.hear(typed_read(SHEET["figures"].text, 1)) is None
    verdict = sitting.verdict(BLUETOOTH)
    assert (verdict.findings, verdict.profile) == ((), BLUETOOTH)


def test_the_separator_is_not_known_before_a_symbol_with_one_was_read():
    assert codes(found(reads_of("figures")), "again") == {"separator.not_read"}


# --- layouts ----------------------------------------------------------------------------------------------


def test_a_bench_with_another_keyboard_does_no_harm_where_the_keys_are_known():
    reads = [sheet_read(each.text, typed=typed_on(AZERTY, each.text)) for each in reads_of(*BOTH)]
    verdict = found(reads, ReaderProfile(layout="host"))
    assert "layout.keys" in codes(verdict, "good")
    assert (verdict.severity, verdict.profile.layout) == ("good", "us")


@pytest.mark.parametrize("table", [AZERTY, QWERTZ])
def test_a_reader_set_to_the_benchs_own_keyboard_is_saved_so(table):
    reads = [
        sheet_read(sent_by(table, each.text), typed=each.text) for each in reads_of("everything", *LINES)
    ]
    verdict = found(reads)
    assert codes(verdict, "saved") == {"layout.host"}
    assert verdict.profile.layout == "host"


@pytest.mark.parametrize("name", ["French", "German"])
@pytest.mark.parametrize("names", [BOTH, LINES])
def test_a_reader_set_to_a_keyboard_that_the_bench_has_not_must_be_set(name, names):
    verdict = found(reads_of(*names, by=lambda text: sent_by(TABLES[name], text)))
    assert codes(verdict, "set") == {"layout.foreign"}
    assert values(verdict, "layout.foreign") == (name,)
    assert verdict.profile == WIRED


def test_without_physical_keys_the_benchs_keyboard_is_known_by_its_table():
    reads = reads_of(*BOTH, by=lambda text: typed_on(AZERTY, text), has_keys=False)
    verdict = found(reads)
    assert values(verdict, "layout.repaired") == ("French",)
    assert verdict.severity == "good"


def test_a_keyboard_that_no_table_has_is_shown_by_its_wrong_characters():
    strange = str.maketrans("AEIOU", "ÁÉÍÓÚ")
    verdict = found(reads_of(*LINES, by=lambda text: text.translate(strange)))
    assert values(verdict, "wrong.characters") == ("A → Á", "E → É", "I → Í", "O → Ó", "U → Ú")
    assert verdict.severity == "set"


# --- case -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "turn, code", [(str.swapcase, "swapped"), (str.upper, "upper"), (str.lower, "lower")]
)
@pytest.mark.parametrize("names", [BOTH, LINES])
def test_a_reader_that_changes_case_must_be_set(turn, code, names):
    verdict = found(reads_of(*names, by=turn))
    assert codes(verdict, "set") == {f"case.{code}"}


def test_a_symbol_of_capitals_alone_says_only_that_they_were_turned():
    assert "case.turned" in codes(found(reads_of("letters_1", by=str.lower)), "set")


def test_caps_lock_at_the_bench_does_no_harm_where_the_keys_are_known():
    verdict = found([sheet_read(each.text, typed=each.text.swapcase()) for each in reads_of(*BOTH)])
    assert {"caps_lock.on", "layout.right"} <= codes(verdict, "good")
    assert verdict.severity == "good"


def test_a_reader_that_makes_up_for_caps_lock_is_saved_so():
    verdict = found([sheet_read(each.text.swapcase(), typed=each.text) for each in reads_of(*BOTH)])
    assert codes(verdict, "saved") == {"caps_lock.compensated"}
    assert verdict.profile.caps_lock == "compensated"


def test_without_physical_keys_swapped_case_may_be_caps_lock():
    verdict = found(reads_of(*BOTH, by=str.swapcase, has_keys=False))
    assert codes(verdict, "set") == {"case.maybe_caps_lock"}


def test_a_shift_that_is_lost_now_and_then_is_a_reader_that_is_too_fast():
    verdict = found(reads_of("letters_1", by=lambda text: text.replace("C", "c").replace("K", "k")))
    assert "case.some" in codes(verdict, "set")


# --- lost, doubled, added ---------------------------------------------------------------------------------


def without(*places):
    return lambda text: "".join(each for at, each in enumerate(text) if at not in places)


def test_characters_lost_in_one_read_ask_for_another():
    verdict = found(reads_of("everything", by=without(5, 40)))
    assert "lost.once" in codes(verdict, "again")
    assert values(verdict, "lost.once") == ("# F", "2")


def test_characters_lost_here_and_there_are_a_reader_that_is_too_fast():
    reads = [*reads_of("everything", by=without(5, 40)), *reads_of("everything", by=without(71))]
    verdict = found(reads)
    assert values(verdict, "lost.some") == ("e", "2", "2")
    assert verdict.severity == "set"


def test_characters_lost_at_the_same_place_are_keys_that_are_not_there():
    verdict = found(reads_of("everything", "everything", by=without(64, 66)))
    assert values(verdict, "lost.same") == ("^ `", "2", "2")


def test_a_first_character_lost_again_and_again_has_words_of_its_own():
    assert "lost.first" in codes(found(reads_of("letters_1", "figures", by=without(0))), "set")


@pytest.mark.parametrize("seed", range(20))
def test_a_reader_that_loses_a_tenth_is_known_all_the_same(seed):
    chance = random.Random(seed)

    def losing(text):
        return "".join(each for each in text if chance.random() > 0.1)

    verdict = found(reads_of(*LINES, "everything", "everything", by=losing))
    assert verdict.severity == "set"
    assert codes(verdict, "set") & {"lost.some", "lost.same", "lost.first"}
    assert "layout.right" in codes(verdict)


def test_a_reader_that_sends_each_character_twice_must_be_set():
    verdict = found(reads_of(*BOTH, by=lambda text: "".join(each * 2 for each in text)))
    assert codes(verdict, "set") == {"doubled.characters"}


def test_a_bouncing_reader_that_doubles_some_must_be_set():
    verdict = found(reads_of("letters_2", by=lambda text: text.replace("Q", "QQ").replace("6", "66")))
    assert codes(verdict, "set") == {"doubled.characters"}


@pytest.mark.parametrize("between", ["", " ", "]C0"])
def test_a_reader_that_sends_the_code_twice_must_be_set(between):
    verdict = found(reads_of(*BOTH, by=lambda text: text + between + text))
    assert codes(verdict, "set") == {"doubled.code"}


def test_two_reads_in_one_pull_of_the_trigger_are_doubled_output_and_two_pulls_are_not():
    text = SHEET["letters_1"].text
    first = sheet_read(text, at_ms=1000, gaps_ms=0)
    assert "doubled.read" in codes(found([first, sheet_read(text, at_ms=1200, gaps_ms=0)]), "set")
    assert "doubled.read" not in codes(found([first, sheet_read(text, at_ms=1900, gaps_ms=0)]))


# --- separator, terminator, prefix ------------------------------------------------------------------------


def test_the_sheets_symbols_are_read_back_as_they_are_written():
    for each in SYMBOLS:
        rows = np.array(modules_of(each))
        image = np.where(np.kron(rows, np.ones((4, 4) if len(rows) > 1 else (60, 3))) > 0, 0, 255)
        quiet = 4 * QUIET_MODULES[each.symbology]
        (came,) = zxingcpp.read_barcodes(np.pad(image, quiet, constant_values=255).astype(np.uint8))
        assert came.bytes.decode() == each.text
        assert came.symbology_identifier in {"]d1", "]C0", "]C1"}
        assert (came.symbology_identifier == "]C1") == each.gs1


def test_no_character_of_the_sheet_stands_twice_in_a_row_so_that_doubling_shows():
    assert all(before != after for each in SYMBOLS for before, after in pairwise(each.text))


def test_the_lines_together_hold_every_letter_and_figure():
    assert set("".join(SHEET[name].text for name in LINES)) > set(string.ascii_uppercase + string.digits)


def test_a_separator_sent_as_another_sign_is_saved():
    verdict = found(reads_of(*BOTH, by=lambda text: text.replace("\x1d", "|")))
    assert codes(verdict, "saved") == {"separator.saved"}
    assert verdict.profile.separator == "|"


@pytest.mark.parametrize("came", ["029", "G", "<GS>"])
def test_a_separator_that_no_profile_can_know_again_must_be_set(came):
    verdict = found(reads_of("separator", by=lambda text: text.replace("\x1d", came)))
    assert values(verdict, "separator.other") == (came,)
    assert verdict.severity == "set"


def test_a_lost_separator_must_be_set_and_is_no_lost_character():
    verdict = found(reads_of(*BOTH, by=lambda text: text.replace("\x1d", "")))
    assert codes(verdict, "set") == {"separator.lost"}


def test_fnc1_counts_more_than_a_plain_separator():
    reads = [*reads_of("separator"), *reads_of("everything", by=without(97))]
    assert "separator.right" in codes(found(reads), "good")


@pytest.mark.parametrize("ended_by, code", [("enter", "enter"), ("tab", "tab")])
@pytest.mark.parametrize("before", ["any", "none", "enter", "tab"])
def test_a_terminator_that_it_sends_is_one_that_the_profile_knows(ended_by, code, before):
    verdict = found(reads_of(*BOTH, ended_by=ended_by), ReaderProfile(terminator=before))
    assert f"terminator.{code}" in codes(verdict, "good")
    assert verdict.profile.terminator == (before if before == ended_by else "any")


def test_a_reader_without_a_terminator_is_saved_so():
    verdict = found(reads_of(*BOTH, ended_by="silence"))
    assert codes(verdict, "saved") == {"terminator.none"}
    assert verdict.profile.terminator == "none"


def test_a_terminator_that_comes_now_and_then_must_be_set():
    reads = [*reads_of("everything"), *reads_of("separator", ended_by="silence")]
    assert "terminator.mixed" in codes(found(reads), "set")


def test_an_aim_identifier_is_welcome_and_no_prefix():
    reads = [sheet_read("]d1" + SHEET["everything"].text), sheet_read("]C1" + SHEET["separator"].text)]
    verdict = found(reads)
    assert values(verdict, "aim.sent") == ("]d1", "]C1")
    assert (verdict.severity, verdict.profile) == ("good", WIRED)


def test_a_prefix_before_every_symbol_is_saved_also_with_an_aim_identifier():
    reads = [
        sheet_read("\x02]d1" + SHEET["everything"].text),
        sheet_read("\x02]C1" + SHEET["separator"].text),
    ]
    verdict = found(reads)
    assert codes(verdict, "saved") == {"prefix.saved"}
    assert verdict.profile.prefix == "\x02"


def test_a_prefix_that_can_be_a_code_letter_asks_for_another_kind_of_symbol():
    assert "prefix.more" in codes(found(reads_of("separator", by="j{}".format)), "again")
    verdict = found([*reads_of("separator", by="j{}".format), *reads_of("everything", by="w{}".format)])
    assert values(verdict, "prefix.differs") == ("j", "w")
    assert (verdict.severity, verdict.profile.prefix) == ("set", "")


def test_a_prefix_that_comes_no_more_leaves_the_profile():
    verdict = found(reads_of(*BOTH), ReaderProfile(prefix="\x02"))
    assert codes(verdict, "saved") == {"prefix.gone"}
    assert verdict.profile.prefix == ""


def test_characters_after_the_code_must_be_set():
    verdict = found(reads_of(*BOTH, by="{}#9".format))
    assert values(verdict, "suffix.more") == ("#9",)
    assert verdict.severity == "set"


# --- speed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "gap_ms, code, profile",
    [
        (4, "wired", WIRED),
        (22, "wired", WIRED),
        (40, "bluetooth", BLUETOOTH),
        (55, "custom", ReaderProfile(name="custom", max_gap_ms=90, mean_gap_ms=75)),
    ],
)
def test_the_profile_follows_the_readers_speed(gap_ms, code, profile):
    verdict = found(reads_of(*BOTH, gap_ms=gap_ms))
    assert f"speed.{code}" in codes(verdict)
    assert verdict.profile == profile


def test_a_single_long_pause_counts_too():
    text = SHEET["letters_1"].text
    verdict = found([sheet_read(text, gaps_ms=[3] * 14 + [70])])
    assert (values(verdict, "speed.bluetooth"), verdict.profile.max_gap_ms) == (("7", "70"), 120)


def test_a_reader_as_slow_as_a_person_must_be_set_unless_it_sends_a_prefix():
    verdict = found(reads_of(*BOTH, gap_ms=90))
    assert codes(verdict, "set") == {"speed.too_slow"}
    assert verdict.profile == WIRED
    marked = found(reads_of(*BOTH, by="\x02{}".format, gap_ms=90))
    assert (marked.severity, marked.profile.prefix, marked.profile.mean_gap_ms) == ("saved", "\x02", 120)


def test_a_serial_reader_has_no_keyboard_and_no_pauses():
    reads = [sheet_read(each.text, source="serial", strokes=()) for each in reads_of(*BOTH)]
    verdict = found(reads)
    assert "layout.serial" in codes(verdict, "good")
    assert not any(code.startswith("speed") for code in codes(verdict))
    assert (verdict.severity, verdict.profile) == ("good", WIRED)


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=300),
            st.text(max_size=300),
            st.sampled_from(["enter", "tab", "silence"]),
        ),
        max_size=4,
    ),
    st.sampled_from(sorted(SHEET)),
)
@settings(max_examples=40)
def test_whatever_is_read_the_check_says_something_and_gives_a_profile_that_can_be_kept(payloads, name):
    sitting = Sitting(TABLES)
    for before, after, ended_by in payloads:
        for text in (before, before + SHEET[name].text + after):
            sitting.hear(sheet_read(text, typed=after, ended_by=ended_by, gaps_ms=7))
    profile = sitting.verdict(WIRED).profile
    assert msgspec.convert(msgspec.to_builtins(profile), ReaderProfile) == profile


def test_beginning_anew_forgets_what_was_read():
    sitting = Sitting(TABLES)
    sitting.hear(reads_of("everything")[0])
    assert sitting.symbols_read == {"everything"}
    sitting.begin_anew()
    assert (sitting.symbols_read, sitting.verdict(WIRED).findings) == (frozenset(), ())


def test_the_check_hears_readers_that_no_profile_would():
    assert CHECKING.max_gap_ms > BLUETOOTH.max_gap_ms
    assert (CHECKING.terminator, CHECKING.prefix, CHECKING.layout) == ("none", "", "us")
