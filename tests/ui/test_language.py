"""The screens speak the language that policy or settings say, else the system's; without it, English."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QLineEdit

from tests.fakes.languages import MADE_UP, compiled, made_up, spoken
from tests.packaging.made import ROOT
from workstation.domain.problems import Unavailable
from workstation.sync.news import LineState, stopped_by
from workstation.sync.problems import unreachable
from workstation.ui.language import chosen, direction_of, speak
from workstation.ui.messages import message_of
from workstation.ui.parts import formats
from workstation.ui.parts.overview import ShortcutOverview
from workstation.ui.parts.problem_words import said
from workstation.ui.parts.words import standing_word
from workstation.ui.top_strip import TopStrip

translate = QCoreApplication.translate


@pytest.mark.parametrize(
    "wanted, available, expected",
    [
        (["de-DE", "de"], ["de"], "de"),
        (["de-Latn-AT", "de-AT", "de"], ["de"], "de"),
        (["pt-BR", "pt"], ["pt", "pt_BR"], "pt_BR"),
        (["fr-FR", "fr", "de"], ["de", "nl"], "de"),
        (["en-GB", "en", "de"], ["de"], ""),
        (["en-GB"], ["en_GB", "de"], "en_GB"),
        (["fr"], ["de"], ""),
        (["C"], ["de"], ""),
        ([], ["de"], ""),
        (["de"], [], ""),
        (["DE_de"], ["de"], "de"),
    ],
)
def test_the_first_language_wanted_that_can_be_spoken_is(wanted, available, expected):
    assert chosen(wanted, available) == expected


def test_german_is_spoken_with_its_plurals_problems_figures_and_qts_own_texts(qapp, tmp_path):
    with spoken(qapp, "de", compiled("de", tmp_path)) as translators:
        assert translators == 2
        assert standing_word("held") == "angehalten"
        assert translate("MessageBar", "%n unseen", "", 1) == "1 ungesehene"
        assert translate("Formats", "%n min", "", 5) == "5 min"
        assert formats.count(1_234_567) == "1.234.567"
        problem = Unavailable("The disk is full: {file} could not be written.", values={"file": "a.db"})
        assert message_of(problem).what == "Der Datenträger ist voll: a.db konnte nicht geschrieben werden."
        assert translate("QWidgetTextControl", "&Paste") == "Einf&ügen"
        assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert standing_word("held") == "held"


@pytest.mark.usefixtures("dressed")
def test_all_keys_go_onto_a_small_screen_in_german_too(qtbot, qapp, tmp_path):
    with spoken(qapp, "de", compiled("de", tmp_path)):
        page = ShortcutOverview()
        qtbot.addWidget(page)
        needed = page.sizeHint()
    assert (needed.width() <= 1366, needed.height() <= 740) == (True, True)


def test_what_stops_the_line_is_said_in_the_language_of_the_screen(qapp, tmp_path):
    state = LineState(phase="off_line", **stopped_by(unreachable("line.refused", "110")))
    assert said(state.problem_words, state.problem_values) == "The central service cannot be reached (110)."
    with spoken(qapp, "de", compiled("de", tmp_path)):
        assert (
            said(state.problem_words, state.problem_values)
            == "Der zentrale Dienst ist nicht erreichbar (110)."
        )
    assert said("", {}) == ""


def test_a_widget_made_afterwards_speaks_it_and_its_counts_too(qtbot, dressed, tmp_path):
    with spoken(dressed, "de", compiled("de", tmp_path)):
        strip = TopStrip(lambda: pytest.fail("no age is shown"))
        qtbot.addWidget(strip)
        assert strip._identifier.text() == "Strichcode lesen"


def test_a_language_read_from_the_right_turns_the_layout(qapp, tmp_path):
    with spoken(qapp, MADE_UP, made_up(tmp_path)):
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
        field = QLineEdit()
        assert field.isRightToLeft()
        field.deleteLater()
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("tag, is_from_the_right", [("ar", True), ("he", True), ("fa", True), ("de", False)])
def test_the_direction_is_the_languages(tag, is_from_the_right):
    assert (direction_of(tag) is Qt.LayoutDirection.RightToLeft) is is_from_the_right


@pytest.mark.parametrize("language", ["en", "en_GB", "fr", "xx"])
def test_without_a_translation_english_is_spoken_and_nothing_said(qapp, tmp_path, language):
    with spoken(qapp, language, compiled("de", tmp_path)) as translators:
        assert translators == 0
        assert standing_word("held") == "held"
        assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_language_without_a_translation_still_writes_figures_its_own_way(qapp, tmp_path):
    with spoken(qapp, "nl", compiled("de", tmp_path)):
        assert formats.count(1_000) == "1.000"


@pytest.mark.parametrize("content", [b"", b"not a translation"])
def test_a_file_that_is_no_translation_leaves_english(qapp, tmp_path, content):
    (tmp_path / "workstation_de.qm").write_bytes(content)
    with spoken(qapp, "de", tmp_path) as translators:
        assert translators == 0


def test_a_folder_that_is_missing_leaves_english(qapp, tmp_path):
    with spoken(qapp, "de", tmp_path / "nowhere") as translators:
        assert translators == 0


def test_with_nothing_set_the_systems_language_holds_and_its_ways_stay(qapp, tmp_path):
    before = QLocale()
    compiled("de", tmp_path)
    if chosen(QLocale.system().uiLanguages(), ["de"]):
        pytest.skip("the system speaks German here")
    assert speak(qapp, "", tmp_path) == ()
    assert QLocale() == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the language is no variable")
def test_the_systems_language_is_spoken_where_nothing_is_set(tmp_path):
    program = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from workstation.ui.language import speak; from workstation.ui.parts.words import standing_word\n"
        "a = QApplication([]); speak(a, '', Path(sys.argv[1])); print(standing_word('held'))"
    )
    surroundings = {**os.environ, "LC_ALL": "de_AT.UTF-8", "LANGUAGE": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program, str(compiled("de", tmp_path))],
        capture_output=True, text=True, check=True, env=surroundings,
    )  # fmt: skip
    assert done.stdout == "angehalten\n"
