"""`workstation barcode identify`: the same answer as at the bench, for people and for programs."""

import contextlib
import io
import json
import subprocess
import sys

import pytest

from workstation.cli import main


def identified(capsys, *arguments: str) -> list[dict]:
    assert main(["barcode", "identify", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_each_text_gets_its_candidates_in_order(capsys, tmp_path):
    first, second = identified(capsys, "--home", str(tmp_path), "RB123456785GB", "986578788855")
    (best,) = first["candidates"]
    assert first["text"] == "RB123456785GB"
    assert (best["kind"], best["value"], best["check_digit"]) == ("upu_s10", "RB123456785GB", "right")
    assert best["parts"] == {"service_indicator": "RB", "serial": "12345678", "issuing_post": "GB"}
    assert best["confidence"] == "certain"
    assert best["reason"]
    assert [each["kind"] for each in second["candidates"]] == ["fedex_12", "gls"]


def test_a_wrong_check_digit_is_told_as_wrong(capsys, tmp_path):
    (told,) = identified(capsys, "--home", str(tmp_path), "RB123456786US")
    assert [(each["kind"], each["check_digit"]) for each in told["candidates"]] == [("upu_s10", "wrong")]


def test_the_separator_of_gs1_data_may_be_written_out(capsys, tmp_path):
    (told,) = identified(capsys, "--home", str(tmp_path), "]C142078745<GS>9400111206206406260787")
    assert told["text"] == "]C142078745\x1d9400111206206406260787"
    assert told["candidates"][0]["kind"] == "usps_20_22_26"
    assert "9400111206206406260787" in told["lookup_forms"]


def test_two_barcodes_in_one_read_are_both_told(capsys, tmp_path):
    (told,) = identified(capsys, "--home", str(tmp_path), "1Z5R89390357567127RB123456785GB")
    assert told["codes"] == ["1Z5R89390357567127", "RB123456785GB"]
    assert [each["kind"] for each in told["candidates"]] == ["ups_1z", "upu_s10"]


def test_texts_come_from_standard_input_line_by_line(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("RB123456785GB\r\n\n3318810025\n"))
    told = identified(capsys, "--home", str(tmp_path), "-")
    assert [each["candidates"][0]["kind"] for each in told] == ["upu_s10", "unknown", "dhl_express_10"]


def test_how_the_administrations_labels_begin_is_the_benchs_setting(capsys, tmp_path):
    (told,) = identified(capsys, "--home", str(tmp_path), "LOC-A-12")
    assert told["candidates"][0]["kind"] == "place"
    settings = {"schema": 1, "labels": {"place": ["RACK"]}}
    (tmp_path / "live").mkdir()
    (tmp_path / "live" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    both = identified(capsys, "--home", str(tmp_path), "LOC-A-12", "RACK7")
    assert [each["candidates"][0]["kind"] for each in both] == ["unknown", "place"]


def test_a_person_reads_lines_in_which_no_label_can_move_the_cursor(capsys, tmp_path):
    hostile = "RB123456785GB\x1b[2J\u202e"
    assert main(["barcode", "identify", "--home", str(tmp_path), hostile, "RB123456785GB"]) == 0
    told = capsys.readouterr().out
    assert "upu_s10  RB123456785GB  certain, check digit right: postal item (UPU S10)" in told
    assert "issuing_post: GB" in told
    assert told.isascii()
    assert all(each.isprintable() for line in told.splitlines() for each in line)


def test_bytes_that_are_no_text_have_an_answer(capsys, tmp_path):
    (told,) = identified(capsys, "--home", str(tmp_path), "RB\udcff123")
    assert told["candidates"][0]["kind"] == "unknown"


def test_a_line_longer_than_any_barcode_is_one_text(capsys, tmp_path, monkeypatch):
    lines = f"{'9' * 9_999}\n{'RB123456785GB' * 5_000}\nRB123456785GB\n{'7' * 10_000}"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    told = identified(capsys, "--home", str(tmp_path), "-")
    assert [len(each["text"]) for each in told] == [9_999, 10_000, 13, 10_000]
    assert [each["candidates"][0]["kind"] for each in told] == ["unknown", "unknown", "upu_s10", "unknown"]


def test_of_no_text_there_is_no_answer(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert identified(capsys, "--home", str(tmp_path), "-") == []


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_each_answer_comes_as_soon_as_its_text_and_a_reader_who_has_enough_is_no_failure(tmp_path, form):
    command = [
        sys.executable,
        "-m",
        "workstation",
        "barcode",
        "identify",
        "--home",
        str(tmp_path),
        *form,
        "-",
    ]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("RB123456785GB\n")
        process.stdin.flush()
        first = "".join(process.stdout.readline() for _ in range(3))
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write("3318810025\n" * 2_000)
            process.stdin.close()
        process.stdin = None
        said = process.stderr.read()
    assert "RB123456785GB" in first
    assert (process.returncode, said) == (0, "")


def test_nothing_is_made_in_the_home(capsys, tmp_path):
    identified(capsys, "--home", str(tmp_path / "none"), "RB123456785GB")
    assert not (tmp_path / "none").exists()
