"""The declaration tells what was drawn on the images: by a decision, and by who asked for the parcel to be
opened.
"""

import pytest
from msgspec.structs import replace

from tests.fakes.desk_consignments import NOW, consignment, hold, opened
from tests.fakes.desk_deciding import FakeLists
from workstation.domain.consignment import Condition
from workstation.domain.mark import NOT_DECLARED, RecordedMark, verdict_on
from workstation.ui.declaration.content import as_text
from workstation.ui.declaration.heading import Pen
from workstation.ui.declaration.marked import MOST

pytestmark = pytest.mark.usefixtures("dressed", "english")

MARK = RecordedMark(id="M-1", image="ab" * 32, shape="box", points=((1, 1), (9, 9)))
MARKS = (
    replace(MARK, goods="g2"),
    replace(MARK, goods=NOT_DECLARED, words="a\u202ewire"),
    MARK,
    replace(MARK, goods="FOUND/1"),
)


def written(what) -> str:
    """The whole declaration as text, without a screen."""
    return as_text(
        what, Pen(now=NOW, zone=None, coded=lambda name, code: FakeLists().words(name, code, "en"))
    )


def test_an_act_tells_each_mark_with_what_it_speaks_of_and_what_was_written_at_it() -> None:
    said = written(opened(acts=[(replace(hold(), marks=MARKS), "known")]))
    told = [part for part in said.replace("\n", " · ").split(" · ") if "marked" in part]
    assert told == [
        "marked on the image, item 2",
        "marked on the image, not declared: \u2068a‹U+202E›wire\u2069",
        "marked on the image, linked to nothing",
        "marked on the image, item +",
    ]


def test_of_many_marks_the_number_of_the_others_is_told() -> None:
    said = written(opened(acts=[(replace(hold(), marks=MARKS[:1] * (MOST + 3)), "known")]))
    assert said.count("marked on the image") == MOST
    assert "and more marks: 3" in said


def test_an_act_tells_how_many_detections_were_accepted_and_cleared() -> None:
    verdicts = tuple(verdict_on(f"D-{n}", said) for n, said in enumerate(("accepted", "cleared", "cleared")))
    said = written(opened(acts=[(replace(hold(), judged=verdicts), "known")]))
    assert "detections accepted: 1, cleared: 2" in said
    assert "detections" not in written(opened(acts=[(hold(), "known")]))


def test_who_opens_the_parcel_reads_what_the_image_desk_marked() -> None:
    asked = Condition(id="K", kind="examination", words="What is it?", asked=True, marks=MARKS[:1])
    said = written(opened(consignment(conditions=(asked,))))
    assert "What is it? · marked on the image, item 2" in said
