"""The sheet read through real key events: every layout of bench and reader, on each platform."""

import pytest

from tests.barcode.keyboards import LAYOUTS, US, US_SHIFTED, Keyboard
from tests.barcode.sheet_reads import SHEET
from workstation.barcode.calibration import CHECKING, Sitting
from workstation.barcode.keyboard import PhysicalKeyboard
from workstation.barcode.layouts import by_us_character
from workstation.barcode.wedge import Read, Wedge
from workstation.host.settings import WIRED

NAMES = ("everything", "everything", "separator")
DEAD = set("[]{}^`~'\"@:=+&#;|\\")
"""Signs on keys that bear accents on some keyboard: Windows tells of no key that waits for its letter."""

SET_TO = ["fr", "be", "ch", "de", "es", "it", "gb", "se", "tr", "cz", "ru", "il"]


class ForeignReader(Keyboard):
    """A reader that is set to another country's keyboard, at a bench with a US one."""

    def __init__(self, layout: str):
        super().__init__("x11", "us")
        plain, shifted, *_ = LAYOUTS[layout]
        self.key_of = dict(zip((*shifted, *plain), (*US_SHIFTED, *US), strict=True))

    def types(self, character):
        yield from super().types(self.key_of.get(character, character))


def verdict_of(keyboard, names=NAMES):
    sitting = Sitting(by_us_character())
    wedge = Wedge(CHECKING, PhysicalKeyboard(keyboard.platform))
    for name in names:
        keyboard.now_ms += 2_000
        outcomes = [each for stroke in keyboard.sends(SHEET[name].text) for each in wedge.feed(stroke)]
        (read,) = [each.read for each in outcomes if isinstance(each, Read)]
        assert sitting.hear(read) is not None
    return sitting.verdict(WIRED)


def codes(verdict):
    return {each.code for each in verdict.findings}


@pytest.mark.parametrize("caps", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("platform", ["x11", "windows", "macos"])
def test_a_us_reader_is_right_whatever_the_benchs_keyboard_and_caps_lock(platform, layout, caps):
    verdict = verdict_of(Keyboard(platform, layout, caps=caps))
    assert verdict.profile == WIRED
    assert ("layout.right" if layout in {"us", "pl"} else "layout.keys") in codes(verdict)
    wrong = [each for each in verdict.findings if each.severity != "good"]
    if platform != "windows":
        assert wrong == []
    for finding in wrong:
        assert finding.code == "lost.bench"
        assert set(finding.values[0].split()) <= DEAD


@pytest.mark.parametrize("layout", SET_TO)
def test_a_reader_that_is_set_to_another_keyboard_is_found_out(layout):
    verdict = verdict_of(ForeignReader(layout))
    (finding,) = [each for each in verdict.findings if each.group == "layout"]
    assert finding.code == "layout.foreign"
    assert layout in finding.values
    assert verdict.severity == "set"
