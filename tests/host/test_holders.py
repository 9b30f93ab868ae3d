"""The accounts of one machine see who holds the bench; none of them can do more than be seen."""

import fcntl
import os
from datetime import UTC, datetime

import pytest

from workstation.domain.problems import Refused
from workstation.host.holders import hold_bench

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
OTHER = 12345

pytestmark = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="another account's files")


@pytest.fixture
def other(tmp_path):
    """Another account's mark, which it holds as long as the file is open."""
    path = tmp_path / f"held-{OTHER}.json"
    path.write_text('{"account":"root","bench":"B7","since":"2026-11-24 08:00 UTC"}', encoding="utf-8")
    os.chown(path, OTHER, OTHER)
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def test_the_first_account_holds_the_bench_and_lets_go(tmp_path):
    first = hold_bench(tmp_path, "B7", NOW, refuses=True)
    assert first.remarks == ()
    (mark,) = tmp_path.iterdir()
    assert mark.stat().st_mode & 0o777 == 0o644
    assert "2026-11-24 09:30 UTC" in mark.read_text(encoding="utf-8")
    first.release()
    hold_bench(tmp_path, "B7", NOW, refuses=True).release()


def test_a_second_account_is_told_who_holds_it_by_whose_file_it_is(tmp_path, other):
    with pytest.raises(Refused) as refused:
        hold_bench(tmp_path, "B7", NOW, refuses=True)
    assert refused.value.code == "bench.held"
    assert dict(refused.value.values) == {"account": str(OTHER), "since": "2026-11-24 08:00 UTC"}


@pytest.mark.expected_log("another account")
def test_it_may_lift_the_refusal(tmp_path, other):
    second = hold_bench(tmp_path, "B7", NOW, refuses=False)
    assert [(remark.code, remark.value) for remark in second.remarks] == [("bench.held", str(OTHER))]
    second.release()


def test_a_mark_that_nobody_holds_any_more_says_nothing(tmp_path, other):
    other.close()
    hold_bench(tmp_path, "B7", NOW, refuses=True).release()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 5000, b'{"account":7}'])
def test_whatever_a_held_mark_says_only_its_owner_is_named(tmp_path, other, content):
    (tmp_path / f"held-{OTHER}.json").write_bytes(content)
    with pytest.raises(Refused) as refused:
        hold_bench(tmp_path, "B7", NOW, refuses=True)
    assert refused.value.values["account"] == str(OTHER)


@pytest.mark.expected_log("could not be marked")
@pytest.mark.parametrize("trap", ["link", "pipe", "others file", "no folder"])
def test_a_trap_in_the_folder_stops_nobody(tmp_path, trap):
    folder, target = tmp_path / "machine", tmp_path / "target"
    target.write_text("precious", encoding="utf-8")
    own = folder / "held-0.json"
    if trap != "no folder":
        folder.mkdir()
    if trap == "link":
        own.symlink_to(target)
    elif trap == "pipe":
        os.mkfifo(own)
        os.mkfifo(folder / "held-9.json")
    elif trap == "others file":
        own.write_text("theirs", encoding="utf-8")
        os.chown(own, OTHER, OTHER)
    hold_bench(folder, "B7", NOW, refuses=True).release()
    assert target.read_text(encoding="utf-8") == "precious"
    if trap == "others file":
        assert own.read_text(encoding="utf-8") == "theirs"
