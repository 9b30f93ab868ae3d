"""The declaration says everything that is known, what matters for the decision first, and hides nothing."""

import json
import unicodedata
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from tests.fakes.desk_consignments import (
    NOW,
    OTHER_OFFICE,
    consignment,
    goods_items,
    hold,
    opened,
    partly_seized,
    remark,
)
from tests.fakes.desk_deciding import FakeLists
from tests.ui.robots_consignment import CTRL, SHIFT, DeclarationRobot
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Condition, GoodsItem, Party, RiskAssessment, RuleHit
from workstation.domain.remark import REMARKS
from workstation.domain.value import Amount, Quantity
from workstation.host.resources import read_bytes
from workstation.ui.declaration.arrange import Arranger, Faces
from workstation.ui.declaration.code_words import document_words, filing_words, procedure_words
from workstation.ui.declaration.content import as_text, lines_of
from workstation.ui.declaration.heading import Pen
from workstation.ui.declaration.lines import Cell, Line
from workstation.ui.declaration.remark_words import REMARK_WORDS, item_index, place_words, remark_words
from workstation.ui.declaration.words import IDENTIFIERS

pytestmark = pytest.mark.usefixtures("dressed", "english")


@pytest.fixture
def declaration(qtbot):
    return DeclarationRobot(qtbot)


def written(what):
    """The whole declaration as text, without a screen."""
    pen = Pen(now=NOW, zone=None, coded=lambda name, code: FakeLists().words(name, code, "en"))
    return as_text(what, pen)


# --- the order of things ------------------------------------------------------------------------------------


def test_holds_and_reasons_are_read_before_the_goods_and_the_goods_before_the_rest(declaration):
    declaration.open(opened(acts=[(hold(), "known")]))
    order = declaration.order_of(
        "RB 123 456 785 GB", "hold:", "Why it is here", "Goods", "Parties", "Filings"
    )
    assert order == sorted(order)


def test_the_heaviest_rule_hit_comes_first_with_its_instruction_and_its_goods(declaration):
    lines = declaration.open(opened()).lines()
    first = lines[lines.index("Why it is here") + 1]
    assert "three seizures of nicotine liquids" in first
    assert "→ Look for liquids in unlabelled bottles" in first
    assert "item 2" in first


def test_an_open_hold_names_its_owner_and_since_when_it_stands(declaration):
    declaration.open(opened(acts=[(hold(), "known")]))
    assert "Medicines Agency" in declaration.line_with("hold:")
    assert "since 2026-11-02\u00a005:50" in declaration.line_with("hold:")


def test_a_condition_says_until_when_and_what_is_late_says_so():
    late = Condition(id="K", kind="examination", owner=OTHER_OFFICE, due=NOW - timedelta(hours=1))
    text = written(opened(consignment(conditions=(late,))))
    assert "examination: open · Medicines Agency" in text
    assert "1\u00a0h\u00a0overdue" in text


@pytest.mark.parametrize(
    "blocking, words",
    [(True, "a release waits for it"), (False, "a release goes through without it: see to it first")],
)
def test_an_open_condition_says_whether_a_release_waits_for_it(blocking, words):
    asked = Condition(id="K", kind="examination", words="Open it.", blocking=blocking)
    line = next(_line_of(asked))
    assert words in line.spoken()
    assert line.ink == "attention"
    done = replace(asked, state="satisfied")
    assert "release" not in next(_line_of(done)).spoken()


def _line_of(condition):
    """The line of a condition."""
    pen = Pen(now=NOW, zone=None, coded=lambda _name, code: code)
    lines = lines_of(opened(consignment(conditions=(condition,))), pen)
    return (line for line in lines if line.label == "examination")


@pytest.mark.parametrize(
    "score, scores, there, not_there",
    [
        (98, (30, 20), ["R0 adds 30", "R1 adds 20", "These rules add 50 of the 98."], ["+30"]),
        (50, (30, 20), ["R0 adds 30"], ["These rules add"]),
        (40, (30, 20), ["R0", "R1"], ["adds", "These rules add", "+30"]),
        (60, (0, 0), ["R0"], ["adds", "These rules add", "+0"]),
        (60, (80, -30), ["R0"], ["adds", "These rules add"]),
    ],
    ids=["a part of it", "all of it", "more than it", "not told", "no part of a sum"],
)
def test_what_a_rule_adds_to_the_score_is_told_only_where_it_can_be_a_part_of_it(
    score, scores, there, not_there
):
    hits = tuple(RuleHit(rule=f"R{n}", words="w", score=each) for n, each in enumerate(scores))
    text = written(opened(consignment(risk=RiskAssessment(lane="red", score=score, hits=hits))))
    assert [each for each in there if each not in text] == []
    assert [each for each in not_there if each in text] == []


def test_a_release_that_waits_is_not_called_released(declaration):
    release = Act(
        id="r",
        kind="release",
        scope=tuple(ScopeEntry(goods=f"g{n}") for n in range(1, 11)),
        outcome="pending",
    )
    declaration.open(opened(acts=[(release, "waiting")]))
    badges = next(line for line in declaration.screen.model.lines if line.kind == "badges")
    assert (badges.standing, badges.pending) == ("undecided", "release")


def test_a_mixed_standing_is_told_in_counts_and_each_item_by_itself(declaration):
    declaration.open(partly_seized())
    assert "seized 2 · undecided 9" in declaration.text()
    goods = {line.label: line for line in declaration.screen.model.lines if line.kind == "goods"}
    assert goods["2"].standing == "seized"
    assert "a part of it" in goods["2"].spoken()
    assert goods["1"].pending == "release"
    assert "found here" in goods["+"].spoken()


def test_goods_that_a_later_version_dropped_stay_in_sight_while_they_are_held():
    gone = hold(goods=["g99"])
    text = written(opened(acts=[(gone, "known")]))
    assert "no line declares this any more: g99" in text


# --- everything is there ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fact",
    [
        "RB 123 456 799 GB", "26GB00006012345678", "CNBJSAGBLALACUN61234001100123",
        "category 3 low value, dutiable", "version 2", "H7 IMA", "LRN-TEST-0001", "Test Post Declarants",
        "4000 free circulation and home use, C07 goods of negligible value", "420 × 310 × 180 mm",
        "gross\u00a04.20\u00a0kg", "belt 2", "CT", "missing", "mail", "Test Air",
        "HAWB-TEST-77", "Example Receiver", "1 Sample Street, ZZ1 1ZZ Sampletown, GB",
        "AEO: simplifications and security, recognised by CN", "IM2760000012", "148.00 EUR", "6.20 EUR",
        "the vendor pays", "not paid · 29.60 EUR", "ENS-TEST-1", "N355", "INV-TEST-9", "R-NARC-014 adds 45",
        "XR-2", "battery 82 % · ATR 3", "X-rayed", "declaration lodged", "arrived", "change 4,711",
        "VAT of 29.60 EUR is not paid.", "8507 60", "× 40", "Import licence",
        "net\u00a01.90\u00a0kg / gross\u00a02.10\u00a0kg",
    ],
)  # fmt: skip
def test_nothing_of_the_data_model_is_left_out(fact):
    assert fact in written(opened())


@pytest.mark.parametrize(
    "kind, category, words",
    [
        ("380", "", "380 commercial invoice"),
        ("N355", "Z", "N355 entry summary declaration · Z previous document"),
        ("355", "", "355 entry summary declaration"),
        ("Y929", "Q", "Y929 · Q"),
        ("", "", ""),
    ],
)
def test_the_kind_of_a_document_is_told_in_words_beside_its_code(kind, category, words):
    assert document_words(kind, category) == words


@pytest.mark.parametrize(
    "code, words",
    [
        ("4000", "4000 free circulation and home use"),
        ("4071", "4071 free circulation and home use, after customs warehousing"),
        ("F48", "F48 tax by the import one-stop shop"),
        ("40", "40"),
        ("4099", "4099"),
        ("9900", "9900"),
        ("Tax Type 1", "Tax Type 1"),
    ],
)
def test_a_procedure_is_told_in_words_beside_its_code_and_never_guessed(code, words):
    assert procedure_words(code) == words


def test_what_data_set_and_type_of_a_filing_mean_stands_beside_them():
    assert filing_words("H7", "IMA") == "low value, free of import duty · import, standard declaration"
    assert filing_words("KCS import", "") == ""
    assert "low value, free of import duty" in written(opened())


def test_every_kind_of_number_that_a_label_can_hold_has_words():
    kinds = {row["kind"] for row in json.loads(read_bytes("barcode/formats.json"))}
    assert kinds - set(IDENTIFIERS) == set()


def test_an_office_is_named_in_words_with_its_code(declaration):
    text = declaration.open(opened(acts=[(hold(), "known")])).text()
    assert "Sampletown Parcel Hub · GB000060" in text
    assert "Medicines Agency (AG-MEDICINES)" in text


def test_each_act_says_who_why_on_what_and_what_became_of_it():
    lift = Act(
        id="a-lift",
        kind="lift",
        names=("a-hold",),
        seen=("a-hold",),
        owner=OTHER_OFFICE,
        officer="officer-t9",
        at=NOW - timedelta(hours=1),
    )
    refused = Act(
        id="a-no",
        kind="release",
        scope=(ScopeEntry(goods="g1", quantity=Quantity(value=Decimal(2))),),
        outcome="refused",
        refusal="The mandate had run out.",
        at=NOW,
        officer="officer-t3",
        bench="bench-4",
    )
    text = written(opened(acts=[(hold(), "known"), (lift, "acknowledged"), (refused, "refused")]))
    assert "ended by lift of a hold" in text
    assert "officer-t9" in text
    assert "refused by the central service" in text
    assert "The mandate had run out." in text
    assert "on items 1 (× 2)" in text


def test_a_barcode_of_the_receptacle_says_that_it_was_not_the_parcels():
    assert "Found by the barcode of its receptacle" in written(opened(found_by="receptacle"))


def test_what_was_invented_for_training_says_so():
    assert "For training, fields invented: 2." in written(opened(consignment(completed=("a", "b"))))


def test_an_empty_declaration_is_shown_as_one(declaration):
    empty = consignment(
        identifiers=(), filings=(), parcels=(), transport=None, parties=(), goods_items=(), valuation=None,
        revenue=None, risk=RiskAssessment(), conditions=(), images=(), steps=(), previous_documents=(),
        additional_documents=(), procedures=(), immediate_release_category="", arrived=None,
    )  # fmt: skip
    text = declaration.open(opened(empty, remarks=[remark("goods.missing")])).text()
    assert "C-2026-000123" in text
    assert "No goods are declared." in text
    assert "No rule hit" in text


# --- remarks ------------------------------------------------------------------------------------------------


def test_every_remark_there_is_has_words():
    assert set(REMARK_WORDS) == set(REMARKS)


def test_a_remark_that_nobody_knows_is_shown_raw():
    assert remark_words("moon.phase") == "moon.phase"
    assert "moon.phase" in written(opened(remarks=[remark("moon.phase", "somewhere")]))


def test_a_remark_stands_on_the_field_it_is_about_and_beneath_it_in_words(declaration):
    declaration.open(opened())
    vague = next(line for line in declaration.screen.model.lines if line.label == "3")
    signs = {cell.text: cell.sign for cell in vague.cells}
    assert signs["gift"] == "doubt"
    assert signs["no HS code"] == "doubt"
    assert signs["× 1"] == ""
    assert "The HS code is missing." in vague.spoken()


def test_a_remark_on_many_places_is_said_once_with_its_places():
    many = [remark("address.incomplete", f"parties[{n}].address") for n in range(12)]
    text = written(opened(remarks=many))
    assert text.count("An address is not complete.") == 1
    assert "party 1" in text
    assert "and 4 more" in text


def test_goods_that_share_an_id_are_remarked_before_the_first_of_them():
    many = tuple(GoodsItem(id="g1", sequence=n, description="mug") for n in range(1, 501))
    twice = remark("goods.duplicate_id", "goods_items", "g1")
    lines = written(opened(consignment(goods_items=many), remarks=[twice])).splitlines()
    goods = next(at for at, line in enumerate(lines) if line.startswith("Goods:"))
    said = next(at for at, line in enumerate(lines) if line.startswith("Goods items have the same id"))
    assert said == goods + 1
    assert "g1" in lines[said + 1]


def test_an_unknown_field_is_shown_raw_at_the_end(declaration):
    lines = declaration.open(opened()).lines()
    assert lines[-1] == "risk.model_version: 7b"
    assert lines[-2].startswith("Sent, but not known")


@pytest.mark.parametrize(
    "path, item, words",
    [
        ("goods_items[2].hs_code", (2, "hs_code"), "goods item 3"),
        ("goods_items[0].documents[1].id", (0, "documents"), "goods item 1 · documents[1].id"),
        ("parties[0].address.country", None, "party 1"),
        ("valuation.intrinsic", None, "the value in all"),
        ("", None, ""),
        ("goods_items[99999999].x", None, "goods_items[99999999].x"),
    ],
)
def test_a_place_is_told_in_words(path, item, words):
    assert item_index(path) == item
    assert place_words(path) == words


# --- hostile input ------------------------------------------------------------------------------------------


def hostile(text):
    item = GoodsItem(id="g1", sequence=1, description=text, hs_code=text, origin=text)
    return consignment(
        goods_items=(item,),
        parties=(Party(role=text, name=text),),
        risk=RiskAssessment(lane=text, score=10**9, hits=(RuleHit(rule=text, words=text, instruction=text),)),
        conditions=(Condition(id="x", kind=text, words=text, owner=text, state=text),),
    )


def test_a_megabyte_of_text_is_cut_and_painted(declaration):
    lines = declaration.open(
        opened(hostile("x" * 1_000_000), acts=[(hold(remark="y" * 1_000_000), "known")])
    ).lines()
    assert max(len(line) for line in lines) < 4_000
    heights = [declaration.screen.list.line_painter.laid(row).height for row in range(len(lines))]
    assert max(heights) < 2_000


def test_markup_and_turning_marks_are_only_text(declaration):
    text = declaration.open(opened(hostile("<b>bold</b><img src=x>\u202eexe.\x00"))).text()
    assert "<b>bold</b><img src=x>‹U+202E›exe.‹U+0000›" in text
    assert "\u202e" not in text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=300))
def test_whatever_is_declared_nothing_hidden_reaches_the_screen(text):
    said = written(opened(hostile(text), remarks=[remark("description.vague", "goods_items[0].x", text)]))
    left = {c for c in said if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")} - {"\n"}
    assert left == set()
    assert not set(said) & set("\u202a\u202b\u202c\u202d\u202e\u200e\u200f")


def test_impossible_figures_are_shown_as_they_came():
    item = GoodsItem(id="g1", value=Amount(value=Decimal("1E+40"), currency="XXX"), net_mass_kg=Decimal("-3"))
    text = written(opened(consignment(goods_items=(item,))))
    assert "1E+40 XXX" in text
    assert "net\u00a0-3\u00a0kg" in text


def test_two_thousand_goods_items_do_not_delay_the_first_screenful(qtbot):
    robot = DeclarationRobot(qtbot)
    robot.open(opened(consignment(count=2_000)))
    assert robot.screen.model.rowCount() < 500
    qtbot.waitUntil(lambda: robot.screen.model.rowCount() > 2_000, timeout=20_000)


# --- hands --------------------------------------------------------------------------------------------------


def test_the_identifier_is_copied_as_it_is_in_the_data_not_as_it_is_printed(declaration):
    declaration.open(opened())
    declaration.mark("RB 123 456 785 GB")
    declaration.press(Qt.Key.Key_C, CTRL)
    assert declaration.copied() == "RB123456785GB"


def test_everything_is_copied_as_text(declaration):
    declaration.open(opened())
    declaration.press(Qt.Key.Key_C, CTRL | SHIFT)
    assert declaration.copied() == declaration.screen.text()
    assert "Example Receiver" in declaration.copied()


def test_the_arrows_go_by_lines_and_by_sections(declaration):
    declaration.open(opened())
    declaration.lines()
    declaration.press(Qt.Key.Key_Home)
    declaration.press(Qt.Key.Key_Right)
    assert declaration.marked() == "Why it is here"
    declaration.press(Qt.Key.Key_Right)
    assert declaration.marked().startswith("Goods")
    declaration.press(Qt.Key.Key_Down)
    assert "Cotton T-shirts" in declaration.marked()
    declaration.press(Qt.Key.Key_Left)
    assert declaration.marked().startswith("Goods")


def test_typed_letters_look_for_nothing_here(declaration):
    declaration.open(opened())
    declaration.press(Qt.Key.Key_Home)
    before = declaration.marked()
    for key in (Qt.Key.Key_G, Qt.Key.Key_P, Qt.Key.Key_Return):
        declaration.press(key)
    assert declaration.marked() == before


def test_news_about_the_open_consignment_move_nothing_and_another_one_begins_at_its_top(declaration):
    first = opened()
    declaration.open(first)
    declaration.mark("Parties")
    declaration.screen.list.verticalScrollBar().setValue(150)
    declaration.open(replace(first, change=5000))
    assert declaration.screen.list.verticalScrollBar().value() == 150
    assert declaration.marked().startswith("Parties")
    declaration.open(opened(consignment(id="C-2")))
    assert declaration.screen.list.verticalScrollBar().value() == 0


def test_far_down_in_a_long_declaration_news_move_nothing_either(declaration, qtbot):
    long = opened(consignment(count=300))
    declaration.open(long)
    declaration.lines()
    bar = declaration.screen.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 6_000)
    bar.setValue(5_000)
    declaration.open(replace(long, change=5000))
    assert bar.value() == 5_000


def test_no_consignment_has_no_scroll_bar(declaration):
    bar = declaration.screen.list.verticalScrollBar()
    assert not bar.isVisible()
    declaration.open(opened())
    assert bar.isVisible()
    declaration.screen.show_consignment(None)
    assert not bar.isVisible()


def test_no_consignment_shows_nothing(declaration):
    declaration.open(opened())
    declaration.screen.show_consignment(None)
    assert declaration.lines() == []
    assert declaration.screen.text() == ""


# --- laying out ---------------------------------------------------------------------------------------------


@pytest.fixture
def faces(qapp):
    return Faces(QFont(qapp.font()))


@pytest.mark.parametrize("width", [180, 320, 480, 1400])
@pytest.mark.parametrize("mirrored", [False, True], ids=["left to right", "right to left"])
def test_every_line_stays_within_its_width(faces, width, mirrored):
    arranger = Arranger(width, faces, mirrored)
    pen = Pen(now=NOW, zone=None, coded=lambda _name, code: code)
    for line in lines_of(partly_seized(), pen):
        laid = arranger.arranged(line)
        assert laid.height > 0
        for text in laid.texts:
            assert text.x >= -1
            assert text.x + text.words.textWidth() <= width + 1
            assert text.y + text.words.size().height() <= laid.height + 2


def test_a_right_to_left_screen_is_the_mirror_of_the_other(faces):
    line = Line("pair", label="label", cells=(Cell("value"),))
    left, right = (Arranger(400, faces, mirrored).arranged(line) for mirrored in (False, True))
    for one, other in zip(left.texts, right.texts, strict=True):
        assert one.x == pytest.approx(400 - other.x - other.words.textWidth())


def test_goods_stand_in_columns_only_where_there_is_room(faces):
    line = Line("goods", label="1", cells=tuple(Cell(f"c{n}") for n in range(6)), standing="undecided")
    narrow, wide = Arranger(320, faces, False), Arranger(1400, faces, False)
    assert not narrow.in_columns
    assert wide.in_columns
    assert len({text.y for text in wide.arranged(line).texts}) == 1
    assert len(goods_items(3)) == 3
