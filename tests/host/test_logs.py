"""The log names and never describes: identifiers and codes, whatever a careless call or a library says."""

import errno
import json
import logging
import os
import stat
from typing import cast

import pytest

from workstation.domain.problems import Unavailable
from workstation.host import logs
from workstation.host.logs import FIELDS, allowed, line_of, start_logs, told
from workstation.host.paths import Profile, home_of

SECRET = "Jane Example, 1 Invented Street"
log = logging.getLogger("workstation.tests.logs")


@pytest.fixture
def home(tmp_path):
    home = home_of(Profile.TRAINING, tmp_path)
    home.prepare()
    return home


def lines(home) -> list[dict]:
    return [json.loads(line) for line in (home.logs / "workstation.log").read_text("utf-8").splitlines()]


def failing_with(secret: str) -> Exception:
    try:
        try:
            int(secret)
        except ValueError as inner:
            raise RuntimeError(f"no consignment for {secret}") from inner
    except RuntimeError as error:
        return error
    raise AssertionError("the text is a number")


def test_a_line_carries_the_allowed_fields_and_the_time(home):
    running = start_logs(home)
    log.info("pushed", extra={"event": "0190-ab", "count": 3, "ms": 12.5, "status": 200})
    running.stop()
    (line,) = lines(home)
    assert line["message"] == "pushed"
    assert (line["event"], line["count"], line["ms"], line["status"]) == ("0190-ab", 3, 12.5, 200)
    assert line["at"].endswith("+00:00")
    assert line["level"] == "INFO"


@pytest.mark.expected_log
def test_no_call_however_careless_writes_what_a_declaration_says(home):
    running = start_logs(home)
    log.warning("opened %s", SECRET)
    log.warning("opened", extra={"consignee": SECRET, "consignment": SECRET, "officer": SECRET + "\n"})
    log.warning({"name": SECRET})
    log.error("failed", exc_info=failing_with(SECRET))
    running.stop()
    text = (home.logs / "workstation.log").read_text("utf-8")
    assert "Jane" not in text
    assert "Invented" not in text
    assert "opened %s" in text
    assert lines(home)[1]["consignment"] == "withheld"


@pytest.mark.expected_log
def test_an_exception_is_told_by_its_type_its_places_and_what_caused_it(home):
    running = start_logs(home)
    log.error("failed", exc_info=failing_with(SECRET))
    running.stop()
    error = lines(home)[0]["error"]
    assert error["type"] == "builtins.RuntimeError"
    assert error["because"]["type"] == "builtins.ValueError"
    assert error["places"][-1].endswith("failing_with")
    assert "tests/host/test_logs.py:" in error["places"][-1]


def test_a_problem_and_a_failed_disk_give_their_codes():
    problem = told(Unavailable("The disk is full: {file}.", code="disk.full", values={"file": SECRET}))
    assert problem["code"] == "disk.full"
    assert SECRET not in json.dumps(problem)
    assert told(OSError(errno.ENOSPC, SECRET))["errno"] == errno.ENOSPC


def test_several_errors_at_once_are_all_told():
    group = told(ExceptionGroup("both", [ValueError("x"), KeyError("y")]))
    assert [entry["type"] for entry in cast(list, group["errors"])] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]


@pytest.mark.parametrize(
    "value", ["NL000510", "0190-ab_c", "ledger.db", "application/json", 7, 1.5, True, None]
)
def test_ids_codes_and_numbers_may_be_written(value):
    assert allowed(value) == value


@pytest.mark.parametrize(
    "value", [SECRET, "Jané", "a b", "", "x" * 101, ["a"], {"a": 1}, b"x", "a\nb", "a\u202eb"]
)
def test_everything_else_is_withheld(value):
    assert allowed(value) == "withheld"


def test_no_field_that_describes_a_person_or_goods_is_on_the_list():
    assert not FIELDS & {
        "name",
        "consignee",
        "address",
        "description",
        "remark",
        "text",
        "phone",
        "email",
        "url",
    }


def test_a_line_stays_one_line_whatever_the_message():
    record = logging.LogRecord("x", logging.INFO, "p", 1, "a\nb\x1b[31m\u2028" + "z" * 1000, None, None)
    line = line_of(record)
    assert "\n" not in line
    assert line.isascii()
    assert len(json.loads(line)["message"]) == 200


def test_the_file_is_for_the_owners_eyes_and_rotates(home, monkeypatch):
    monkeypatch.setattr(logs, "LARGEST_FILE", 2000)
    running = start_logs(home)
    for count in range(100):
        log.info("pushed", extra={"count": count})
    running.stop()
    files = sorted(path.name for path in home.logs.iterdir())
    assert files == ["workstation.log", *(f"workstation.log.{number}" for number in range(1, 6))]
    assert lines(home)[-1]["count"] == 99
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in home.logs.iterdir()} == {0o600}


def test_a_folder_that_is_gone_loses_lines_not_acts(home):
    running = start_logs(home)
    home.logs.rmdir()
    log.info("pushed")
    running.stop()
    assert running.lost == 1


def test_stopping_twice_is_stopping_once_and_gives_the_root_logger_back(home):
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    running = start_logs(home)
    running.stop()
    running.stop()
    assert (root.level, list(root.handlers)) == before


def test_logging_never_waits_for_the_disk(home, monkeypatch):
    monkeypatch.setattr(logs, "_WAITING_RECORDS", 5)
    running = start_logs(home)
    running._listener.stop()
    for count in range(9):
        log.info("pushed", extra={"count": count})
    assert running.lost == 4
    running._listener.start()
    running.stop()
    assert [line["count"] for line in lines(home)] == [0, 1, 2, 3, 4]


@pytest.mark.expected_log
def test_of_libraries_only_what_goes_wrong_is_written(home):
    running = start_logs(home)
    logging.getLogger("httpx").info("HTTP Request: %s", "GET")
    logging.getLogger("httpx").warning("gone wrong")
    log.info("pulled")
    running.stop()
    assert [line["message"] for line in lines(home)] == ["gone wrong", "pulled"]
