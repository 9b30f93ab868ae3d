"""Where a bench keeps its files, and where it refuses to."""

import os
import stat
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from workstation.domain.problems import Refused, Unavailable
from workstation.host import volumes
from workstation.host.instance import take_instance
from workstation.host.paths import Profile, default_root, home_of
from workstation.host.volumes import Surroundings, file_system_of, refusal

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/bench\040four/local ext4 rw 0 0
//files/customs /mnt/share cifs rw 0 0
officer@host:/ /mnt/ssh fuse.sshfs rw 0 0
tmpfs /mnt/ssh/covered tmpfs rw 0 0
broken line
"""


def windows(environment: dict[str, str] | None = None, remote: str = "") -> Surroundings:
    return Surroundings("win32", environment or {}, drive_type=lambda root: 4 if root == remote else 3)


def windows_refusal(path: str, here: Surroundings) -> Refused | None:
    return volumes._windows_refusal(volumes._plain_windows_path(path), here)


def test_live_and_training_never_share_a_file(tmp_path):
    live, training = home_of(Profile.LIVE, tmp_path), home_of(Profile.TRAINING, tmp_path)
    names = [
        n for n in dir(type(live)) if isinstance(getattr(type(live), n), property) and "training" not in n
    ]
    paths = {getattr(home, name) for home in (live, training) for name in names}
    assert len(paths) == 2 * len(names)
    assert all(
        path.is_relative_to(tmp_path / "live") or path.is_relative_to(tmp_path / "training") for path in paths
    )


def test_the_live_profile_never_has_a_key_file(tmp_path):
    with pytest.raises(ValueError, match="never"):
        _ = home_of(Profile.LIVE, tmp_path).training_key
    assert home_of(Profile.TRAINING, tmp_path).training_key.parent == tmp_path / "training"


def test_a_home_does_not_change(tmp_path):
    home = home_of(Profile.LIVE, tmp_path)
    with pytest.raises(FrozenInstanceError):
        home.folder = tmp_path  # type: ignore[misc]


def test_a_relative_home_becomes_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert home_of(Profile.LIVE, Path("bench/../here")).folder == tmp_path / "here" / "live"


def test_the_default_is_the_local_folder_of_the_account():
    assert default_root().is_absolute()
    assert default_root().name == "border-workstation"
    assert home_of(Profile.LIVE).folder == default_root() / "live"


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_the_folders_are_for_the_owners_eyes_only(tmp_path):
    home = home_of(Profile.TRAINING, tmp_path / "new" / "place")
    home.prepare()
    home.logs.chmod(0o755)
    home.prepare()
    modes = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in (tmp_path / "new", *home.folders())}
    assert set(modes.values()) == {0o700}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can make another's folder")
def test_a_folder_of_another_account_is_refused(tmp_path):
    home = home_of(Profile.LIVE, tmp_path)
    home.folder.mkdir()
    os.chown(home.folder, 12345, 12345)
    with pytest.raises(Refused) as caught:
        home.prepare()
    assert caught.value.code == "home.foreign"
    assert caught.value.values["account"] == "12345"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can make another's folder")
def test_whose_folder_it_is_and_that_the_program_runs_there_is_told(tmp_path):
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    with take_instance(home):
        os.chown(home.folder, 12345, 12345)
        with pytest.raises(Refused) as caught:
            home.prepare()
    assert "where the program runs" in caught.value.title


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and modes")
@pytest.mark.parametrize("name", ["logs", "crashes", "ledger_copies", "folder"])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_in_place_of_a_folder_is_refused_and_what_it_leads_to_keeps_its_mode(tmp_path, name, is_there):
    home, elsewhere = home_of(Profile.LIVE, tmp_path / "data"), tmp_path / "elsewhere"
    if is_there:
        elsewhere.mkdir(mode=0o755)
    link = getattr(home, name)
    link.parent.mkdir(parents=True, mode=0o700)
    link.symlink_to(elsewhere)
    with pytest.raises(Refused) as caught:
        home.prepare()
    assert (caught.value.code, caught.value.values["folder"]) == ("home.link", str(link))
    assert elsewhere.exists() is is_there
    if is_there:
        assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755
        assert list(elsewhere.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_a_problem_that_names_it(tmp_path):
    (tmp_path / "live").write_text("a file")
    with pytest.raises(Refused) as caught:
        home_of(Profile.LIVE, tmp_path).prepare()
    assert "live" in caught.value.title


@pytest.mark.parametrize(
    "folder, file_system",
    [
        ("/var/lib/bench", "ext4"),
        ("/home/officer", "nfs4"),
        ("/home/bench four/local/live", "ext4"),
        ("/mnt/share", "cifs"),
        ("/mnt/shared", "ext4"),
        ("/mnt/ssh/x", "fuse.sshfs"),
        ("/mnt/ssh/covered/x", "tmpfs"),
    ],
)
def test_the_innermost_mount_decides_what_a_folder_lies_on(folder, file_system):
    assert file_system_of(PurePosixPath(folder), MOUNTS) == file_system


@pytest.mark.skipif(sys.platform == "win32", reason="Linux paths")
def test_a_network_folder_is_refused_also_through_a_link(tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    (tmp_path / "link").symlink_to(share)
    here = Surroundings("linux", {}, f"/dev/sda1 / ext4 rw 0 0\nserver:/x {share} nfs rw 0 0\n")
    with pytest.raises(Refused) as caught:
        home_of(Profile.LIVE, tmp_path / "link").prepare(here)
    assert caught.value.code == "home.network"
    assert "--home" in caught.value.message
    assert list(share.iterdir()) == []
    assert refusal(tmp_path, here) is None


@pytest.mark.parametrize("path", [r"\\files\customs\bench", r"\\?\UNC\files\customs\bench", r"H:\bench"])
def test_shares_and_mapped_drives_of_windows_are_refused(path):
    refused = windows_refusal(path, windows(remote="H:\\"))
    assert refused is not None
    assert refused.code == "home.network"


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\bench4\AppData\Roaming\bench",
        r"c:\users\BENCH4\appdata\roaming",
        r"C:\Users\bench4\OneDrive - Customs\bench",
    ],
)
def test_roaming_and_synchronised_folders_of_windows_are_refused(path):
    here = windows(
        {
            "APPDATA": r"C:\Users\bench4\AppData\Roaming",
            "OneDriveCommercial": r"C:\Users\bench4\OneDrive - Customs",
        }
    )
    refused = windows_refusal(path, here)
    assert refused is not None
    assert refused.code == "home.roaming"


@pytest.mark.parametrize("path", [r"C:\Users\bench4\AppData\Local\border-workstation", r"\\?\D:\bench"])
def test_the_machines_own_disk_is_welcome(path):
    assert windows_refusal(path, windows({"APPDATA": r"C:\Users\bench4\AppData\Roaming"})) is None
    assert PureWindowsPath(path).is_absolute()


def test_a_second_start_is_told_so_and_does_not_disturb_the_first(tmp_path):
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    with take_instance(home):
        with pytest.raises(Refused) as caught:
            take_instance(home)
        assert caught.value.code == "instance.second"
        assert "live" in caught.value.title
    take_instance(home).release()


def test_the_two_profiles_may_run_side_by_side(tmp_path):
    live, training = home_of(Profile.LIVE, tmp_path), home_of(Profile.TRAINING, tmp_path)
    live.prepare()
    training.prepare()
    with take_instance(live), take_instance(training):
        assert live.lock != training.lock


def test_a_program_that_was_killed_leaves_no_lock(tmp_path):
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    program = (
        "import os, sys; from pathlib import Path; from workstation.host.paths import *;"
        "from workstation.host.instance import take_instance;"
        "kept = take_instance(home_of(Profile.LIVE, Path(sys.argv[1]))); "
        "print('held', flush=True); os._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (9, "held")
    take_instance(home).release()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["ledger.db", "ledger.anchor", "keys.json", "kept.db", "cache-000001.db"])
@pytest.mark.parametrize("leads", ["somewhere", "nowhere"])
def test_a_file_behind_a_link_is_not_used(tmp_path: Path, name: str, leads: str) -> None:
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    target = tmp_path / "target"
    if leads == "somewhere":
        target.write_bytes(b"whole")
    (home.folder / name).symlink_to(target)
    with pytest.raises(Refused) as caught:
        home.prepare()
    assert caught.value.code == "home.link"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes there")
def test_a_pipe_in_place_of_a_database_is_told_at_once(tmp_path: Path) -> None:
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    os.mkfifo(home.ledger)
    with pytest.raises(Unavailable) as caught:
        home.prepare()
    assert caught.value.code == "file.not_plain"


@pytest.mark.parametrize("name", ["logs", "crashes", "ledger-copies"])
def test_a_file_in_place_of_a_folder_is_told_as_such(tmp_path: Path, name: str) -> None:
    home = home_of(Profile.LIVE, tmp_path)
    home.folder.mkdir(parents=True)
    (home.folder / name).write_bytes(b"")
    with pytest.raises(Refused) as caught:
        home.prepare()
    assert caught.value.code == "home.no_folder"
