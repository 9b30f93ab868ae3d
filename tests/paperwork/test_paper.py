"""Paper says plainly what it was given, on as many pages as it takes, whatever the text."""

import re
import stat
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workstation.domain.problems import Unavailable
from workstation.paperwork.paper import Paper, PaperColumn, PaperSection, pdf_of
from workstation.paperwork.shift_sheet import documents_folder, file_name, save_sheet

COLUMNS = (PaperColumn(title="Parcel", share=2), PaperColumn(title="Decision", share=3))


def paper(rows=1, text="release", **more):
    section = PaperSection(
        heading="officer-a", rows=tuple((f"RB {n:09} GB", text) for n in range(rows)), summary="all"
    )
    fields = {"title": "Sheet", "columns": COLUMNS, "sections": (section,), "page_words": "{page} of {pages}"}
    return Paper(**fields | more)


def pages_of(pdf):
    return len(re.findall(rb"/Type /Page\n", pdf))


def streams_of(pdf):
    """What is drawn, page by page and font by font: everything but dates and ids."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return [unpacked(each) for each in found if b"xpacket" not in each]


def unpacked(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


@pytest.fixture(autouse=True)
def fonts(qapp):
    """Fonts come with the application."""


def test_a_sheet_is_a_pdf_of_a4_pages_with_its_fonts_in_it():
    pdf = pdf_of(paper())
    assert pdf.startswith(b"%PDF-1.")
    assert (pages_of(pdf), b"/FontFile" in pdf) == (1, True)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", pdf)
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == [595, 842]


def test_rows_go_on_as_many_pages_as_they_take():
    assert pages_of(pdf_of(paper(rows=200))) > pages_of(pdf_of(paper(rows=80))) > 1


def test_the_same_paper_is_drawn_the_same():
    assert streams_of(pdf_of(paper(rows=80))) == streams_of(pdf_of(paper(rows=80)))
    assert streams_of(pdf_of(paper(rows=80))) != streams_of(pdf_of(paper(rows=80, text="hold")))


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> &amp; <img src='file:///etc/hostname'>",
        "x" * 5_000,
        "إفراج عن الطرد",
        "turned \u202eright\u202c and \x00 hidden\x07",
        "",
        "two\nlines",
    ],
)
@pytest.mark.parametrize("right_to_left", [False, True])
def test_no_text_breaks_a_sheet(text, right_to_left):
    pdf = pdf_of(paper(rows=3, text=text, right_to_left=right_to_left, facts=(("fact", text),), foot=text))
    assert pages_of(pdf) == 1


def test_markup_is_drawn_as_the_characters_that_it_is():
    assert streams_of(pdf_of(paper(text="<b>release</b>"))) != streams_of(pdf_of(paper(text="release")))


def test_it_is_mirrored_where_one_reads_from_the_right():
    assert streams_of(pdf_of(paper(right_to_left=True))) != streams_of(pdf_of(paper()))


# --- as a file ----------------------------------------------------------------------------------------------


def test_it_is_written_for_its_owner_alone_and_overwrites_nothing(tmp_path: Path):
    first = save_sheet(paper(), tmp_path / "sheet.pdf")
    second = save_sheet(paper(), tmp_path / "sheet.pdf")
    assert (first.name, second.name) == ("sheet.pdf", "sheet-2.pdf")
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["sheet-2.pdf", "sheet.pdf"]


def test_what_has_no_ending_gets_one(tmp_path: Path):
    assert save_sheet(paper(), tmp_path / "my sheet").name == "my sheet.pdf"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(Unavailable):
        save_sheet(paper(), tmp_path / "nowhere" / "sheet.pdf")


def test_its_name_says_bench_and_minute_and_nobodys_name():
    made = datetime(2026, 11, 2, 16, 5, tzinfo=UTC)
    assert file_name("BENCH-4", made) == "shift-BENCH-4-2026-11-02-1605.pdf"
    assert file_name("../Böse Bank", made) == "shift-B-se-Bank-2026-11-02-1605.pdf"
    assert file_name("", made) == "shift-bench-2026-11-02-1605.pdf"
    assert documents_folder().is_absolute()
