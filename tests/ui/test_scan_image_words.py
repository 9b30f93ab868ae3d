"""Why an image is not shown, in the officer's words."""

from typing import get_args

import pytest

from workstation.imaging.pixels import Unreadable, UnreadableImage
from workstation.ui.scan_image.words import UNREADABLE_WORDS, why_missing


def test_each_reason_has_its_words_and_none_is_left_over():
    assert set(UNREADABLE_WORDS) == set(get_args(Unreadable))


@pytest.mark.parametrize("code", get_args(Unreadable))
def test_the_reason_is_said_and_that_the_work_goes_on(qapp, code):
    said, goes_on = why_missing(UnreadableImage(code, "An English sentence for IT."))
    assert said == UNREADABLE_WORDS[code]
    assert goes_on == "Declaration and decision work without it."
