"""Files that must survive a power cut, an antivirus and a full disk."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.disk import Disk
from workstation.cache.files import CacheFiles
from workstation.domain.problems import Problem, Unavailable
from workstation.host import files
from workstation.host.files import (
    WAITS_S,
    NotAPlainFile,
    open_plain,
    problem_of,
    replace_durably,
    sweep_unfinished,
    with_patience,
)
from workstation.host.instance import take_instance
from workstation.host.paths import Profile, home_of
from workstation.host.policy import Policy, policy_from_file
from workstation.host.settings_store import SettingsStore
from workstation.host.window_layout import LayoutFile
from workstation.identity.keys import open_keys
from workstation.ledger.anchor import Anchor, Head, read_anchor


class Disturbed:
    """An operation that another program disturbs a number of times, as an antivirus on Windows does."""

    def __init__(self, times: int, winerror: int = 32) -> None:
        self.left = times
        self.winerror = winerror

    def __call__(self) -> str:
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "The process cannot access the file")
            error.winerror = self.winerror  # type: ignore[attr-defined,unused-ignore]
            raise error
        return "done"


def test_a_file_is_replaced_whole_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "settings.json"
    replace_durably(path, b"old")
    replace_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_replacement_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "taken"
    path.mkdir()
    (path / "inside").write_text("kept")
    with pytest.raises(Unavailable) as caught:
        replace_durably(path, b"new")
    assert str(path) in caught.value.title
    assert (path / "inside").read_text() == "kept"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_a_problem_that_names_the_file(tmp_path):
    with pytest.raises(Unavailable) as caught:
        replace_durably(tmp_path / "gone" / "a.json", b"x")
    assert caught.value.code == "file.missing"
    assert "a.json" in caught.value.title


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_locked_by_an_antivirus_is_tried_again(tmp_path, winerror):
    waited: list[float] = []
    assert with_patience(Disturbed(3, winerror), tmp_path / "ledger.db", sleep=waited.append) == "done"
    assert waited == list(WAITS_S[:3])


def test_a_file_that_stays_locked_is_named_after_a_bounded_time(tmp_path):
    waited: list[float] = []
    with pytest.raises(Unavailable) as caught:
        with_patience(Disturbed(1000), tmp_path / "ledger.db", sleep=waited.append)
    assert caught.value.code == "file.locked"
    assert "ledger.db" in caught.value.title
    assert sum(waited) < 3


def test_a_permission_that_is_missing_for_good_is_not_waited_for(tmp_path):
    def denied() -> None:
        raise PermissionError(errno.EACCES, "no")

    waited: list[float] = []
    with pytest.raises(Unavailable) as caught:
        with_patience(denied, tmp_path / "a", sleep=waited.append)
    assert (caught.value.code, waited) == ("file.denied", [])


def test_what_can_be_had_again_leaves_the_room_that_is_kept(tmp_path, monkeypatch):
    disk = Disk(free=300_000_000)
    monkeypatch.setattr("workstation.host.files.shutil.disk_usage", disk.usage)
    files.leave_room(tmp_path, 300_000_000)
    disk.free -= 1
    with pytest.raises(Unavailable) as caught:
        files.leave_room(tmp_path, 300_000_000)
    assert caught.value.code == "disk.low"
    assert caught.value.title.startswith("Only 299 MB are free on the disk of ")
    assert str(tmp_path) in caught.value.title
    assert caught.value.safe
    assert caught.value.do_now
    assert disk.asked == [tmp_path, tmp_path]


def test_a_disk_that_does_not_say_how_full_it_is_is_a_problem_in_words(tmp_path):
    files.leave_room(tmp_path, 0)
    with pytest.raises(Unavailable) as caught:
        files.leave_room(tmp_path / "gone", 0)
    assert caught.value.code == "file.missing"
    assert "gone" in caught.value.title


@pytest.mark.parametrize(
    "number, code",
    [
        (errno.ENOSPC, "disk.full"),
        (errno.EROFS, "file.denied"),
        (errno.EIO, "disk.failed"),
        (errno.ENOENT, "file.missing"),
    ],
)
def test_each_failure_of_the_disk_has_its_own_words(tmp_path, number, code):
    problem = files.problem_of(OSError(number, "x"), tmp_path / "anchor")
    assert problem.code == code
    assert "anchor" in problem.title
    assert problem.safe
    assert problem.do_now


def test_what_a_power_cut_left_half_written_is_swept_away(tmp_path):
    (tmp_path / ".settings.json.1a2b3c4d.unfinished").write_bytes(b"half")
    (tmp_path / "settings.json").write_bytes(b"whole")
    assert sweep_unfinished(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


# --- what is no file --------------------------------------------------------------------------------------

KEY = bytes(32)
HEAD = Head(ledger="L", sequence=0, hash="")
OPENED_AT_START: dict[str, Callable[[Path], object]] = {
    "anchor": lambda path: read_anchor(path, KEY),
    "anchor to write": lambda path: Anchor(path, KEY).open(),
    "new anchor": lambda path: Anchor(path, KEY).create(HEAD),
    "settings": lambda path: SettingsStore(path, Policy()),
    "policy": policy_from_file,
}


@pytest.mark.skipif(os.name != "posix", reason="named pipes in a folder")
@pytest.mark.parametrize("what", OPENED_AT_START)
def test_a_pipe_in_place_of_a_file_is_said_at_once_and_not_waited_for(tmp_path, what):
    path = tmp_path / "place"
    os.mkfifo(path)
    with pytest.raises(Problem) as caught:
        OPENED_AT_START[what](path)
    assert str(path) in caught.value.title
    assert caught.value.code in {"file.not_plain", "policy.unreadable"}


@pytest.mark.skipif(os.name != "posix", reason="named pipes in a folder")
def test_a_pipe_in_place_of_lock_or_key_is_said_at_once(tmp_path):
    home = home_of(Profile.TRAINING, tmp_path)
    home.prepare()
    for path, use in ((home.lock, take_instance), (home.training_key, open_keys)):
        os.mkfifo(path)
        with pytest.raises(Unavailable) as caught:
            use(home)
        assert caught.value.code == "file.not_plain"


@pytest.mark.skipif(os.name != "posix", reason="named pipes in a folder")
def test_a_pipe_in_place_of_the_layout_costs_the_layout_only(tmp_path):
    os.mkfifo(tmp_path / "layout")
    assert LayoutFile(tmp_path / "layout").load() == b""


@pytest.mark.skipif(os.name != "posix", reason="named pipes in a folder")
def test_a_pipe_in_place_of_what_names_the_cache_costs_the_cache_only(tmp_path):
    os.mkfifo(tmp_path / "cache.current")
    assert CacheFiles(tmp_path).current() is None


@pytest.mark.skipif(os.name != "posix", reason="devices")
def test_a_device_is_not_opened_also_through_a_link(tmp_path):
    (tmp_path / "link").symlink_to(os.devnull)
    with pytest.raises(NotAPlainFile) as caught:
        open_plain(tmp_path / "link", os.O_RDONLY)
    assert problem_of(caught.value, tmp_path / "link").code == "file.not_plain"


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
def test_a_new_anchor_is_not_written_over_what_a_link_leads_to(tmp_path):
    (tmp_path / "other").write_text("of somebody else")
    (tmp_path / "anchor").symlink_to(tmp_path / "other")
    with pytest.raises(Unavailable):
        Anchor(tmp_path / "anchor", KEY).create(HEAD)
    assert (tmp_path / "other").read_text() == "of somebody else"
