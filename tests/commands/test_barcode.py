"""`workstation barcode identify`: the same answer as at the bench, for people and for programs."""

import io
import json

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


def test_nothing_is_made_in_the_home(capsys, tmp_path):
    identified(capsys, "--home", str(tmp_path / "none"), "RB123456785GB")
    assert not (tmp_path / "none").exists()
