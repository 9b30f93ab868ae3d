"""Seals and evidence bags in a decision's form: which forms take them, how many, how one is taken off."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from tests.fakes.desk_consignments import OFFICE, consignment, hold, opened
from tests.fakes.desk_deciding import FakeDeciding
from tests.ui.robots_consignment import DecisionRobot
from workstation.domain.event import ReadMeaning
from workstation.domain.interlock import Workplace
from workstation.ui.decision.labels import MOST_LABELS

SEAL = ReadMeaning(text="seal-1", kind="seal", value="SEAL-1", source="wedge")
BAG = ReadMeaning(text="BAG-1", kind="evidence_bag", value="BAG-1", source="serial")


@pytest.fixture
def desk():
    return FakeDeciding()


@pytest.fixture
def officer(dressed, english, qtbot, background, desk):
    return DecisionRobot(qtbot, background, desk)


def takes(officer, *labels):
    return [officer.screen.by_reader.take_label(each) for each in labels]


@pytest.mark.parametrize("key", [Qt.Key.Key_F3, Qt.Key.Key_F4])
def test_a_hold_and_a_seizure_take_them_and_each_is_once_in_the_draft(officer, key):
    officer.open(opened(consignment(conditions=()))).press(key)
    assert officer.form.labels.isHidden()
    assert takes(officer, SEAL, BAG, replace(SEAL, text="SEAL-1", source="typed")) == [True, True, True]
    assert officer.form.labels.isVisible()
    assert officer.form.draft().labels == (SEAL, BAG)
    assert officer.form.is_touched()


def test_without_a_form_or_in_one_about_an_act_they_are_not_taken(officer):
    acts = [(hold(OFFICE, act_id="own", reason="H10"), "known")]
    officer.open(opened(acts=acts))
    assert takes(officer, SEAL) == [False]
    officer.screen.acts()["lift"]()
    assert officer.form.kind == "lift"
    assert takes(officer, SEAL) == [False]


def test_a_desk_without_parcels_takes_none(officer, desk):
    desk.workplace = Workplace(kind="document")
    officer.open(opened(consignment(conditions=()))).press(Qt.Key.Key_F3)
    assert takes(officer, SEAL) == [False]


def test_what_is_more_than_any_decision_is_about_is_not_taken(officer):
    officer.open(opened(consignment(conditions=()))).press(Qt.Key.Key_F3)
    many = [replace(SEAL, value=f"SEAL-{n}") for n in range(MOST_LABELS + 1)]
    assert takes(officer, *many) == [True] * MOST_LABELS + [False]
    assert takes(officer, many[0]) == [True]


def test_the_marked_one_is_taken_off_by_its_button_and_what_is_a_parcels_goes_by_its_code(officer):
    officer.open(opened(consignment(conditions=()))).press(Qt.Key.Key_F3)
    takes(officer, SEAL, BAG)
    officer.form.labels.button.click()
    assert officer.form.labels.read == (SEAL,)
    takes(officer, BAG)
    officer.screen.by_reader.drop_label("SEAL-1")
    assert officer.form.labels.read == (BAG,)
    officer.screen.by_reader.drop_label("SEAL-1")
    assert officer.form.labels.words() == ("Evidence bag BAG-1",)
