"""Encrypted files: their key, their transactions, their errors in words."""

import contextlib
from pathlib import Path

import pytest

from workstation.domain.problems import Unavailable
from workstation.host.encrypted import Damaged, connect, engine_of, in_words, problem_of

KEY = bytes(range(32))


def test_a_file_opens_with_its_key_alone(tmp_path: Path) -> None:
    path = tmp_path / "été #1?.db"
    with_key = connect(path, KEY, cache_mb=1, create=True)
    with_key.execute("CREATE TABLE t(a)")
    with_key.close()
    assert b"SQLite format" not in path.read_bytes()
    with pytest.raises(Damaged):
        connect(path, bytes(32), cache_mb=1)
    again = connect(path, KEY, cache_mb=1)
    assert again.execute("SELECT count(*) FROM t").fetchone() == (0,)
    again.close()


def test_a_wrong_key_says_nothing_on_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.db").write_bytes(b"something else" * 1000)
    with pytest.raises(Damaged) as problem:
        connect(tmp_path / "a.db", KEY, cache_mb=1)
    assert "a.db" in problem.value.title
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_not_there_is_not_made_by_accident(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as problem:
        connect(tmp_path / "none.db", KEY, cache_mb=1)
    assert problem.value.code == "file.not_opened"
    assert list(tmp_path.iterdir()) == []


def test_a_key_of_another_length_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="5 bytes"):
        connect(tmp_path / "a.db", b"short", cache_mb=1, create=True)


def test_a_reading_connection_refuses_to_write(tmp_path: Path) -> None:
    writing = connect(tmp_path / "a.db", KEY, cache_mb=1, create=True)
    writing.execute("CREATE TABLE t(a)")
    reading = connect(tmp_path / "a.db", KEY, cache_mb=1, read_only=True)
    with pytest.raises(Unavailable) as problem, in_words(tmp_path / "a.db"):
        reading.execute("INSERT INTO t VALUES (1)")
    assert problem.value.code == "file.denied"
    reading.close()
    writing.close()


def test_sqlalchemy_and_the_driver_share_one_transaction(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY, cache_mb=1, create=True)
    engine = engine_of(connection)
    with engine.begin() as began:
        began.exec_driver_sql("CREATE TABLE t(a)")
        connection.executemany("INSERT INTO t VALUES (?)", [(1,), (2,)])
    with contextlib.suppress(LookupError), engine.begin():
        connection.execute("INSERT INTO t VALUES (3)")
        raise LookupError
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    engine.dispose()
    connection.close()


def test_errors_of_sqlalchemy_become_the_same_problems_and_bugs_stay_bugs(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db", KEY, cache_mb=1, create=True)
    connection.execute("CREATE TABLE t(a)")
    connection.execute("PRAGMA query_only = ON")
    engine = engine_of(connection)
    with pytest.raises(Unavailable), in_words(tmp_path / "a.db"), engine.connect() as one:
        one.exec_driver_sql("INSERT INTO t VALUES (1)")
    with pytest.raises(Exception, match="no such table") as bug, in_words(tmp_path / "a.db"):
        connection.execute("SELECT * FROM none")
    assert problem_of(bug.value, tmp_path) is None
    assert problem_of(ValueError("no database error"), tmp_path) is None
    engine.dispose()
    connection.close()


def test_a_locked_file_is_said_to_be_in_use(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first = connect(path, KEY, cache_mb=1, create=True)
    first.execute("BEGIN IMMEDIATE")
    second = connect(path, KEY, cache_mb=1)
    second.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(Unavailable) as problem, in_words(path):
        second.execute("BEGIN IMMEDIATE")
    assert problem.value.code == "file.locked"
    second.close()
    first.close()
