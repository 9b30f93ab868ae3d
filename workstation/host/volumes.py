"""What kind of place a folder is: on this machine's own disk, or on the network, synchronised, roaming.

A database on a network share loses its locks and its flushes (sqlite.org, "How To Corrupt", section
2.1), and one in a synchronised or roaming folder turns up on a second machine: either may cost
decisions, so both are refused.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final

from workstation.domain.problems import Refused

_NETWORK_FILE_SYSTEMS: Final = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "davfs", "coda"),
        *("ceph", "glusterfs", "lustre", "gfs2", "ocfs2", "gpfs", "pvfs2", "beegfs"),
        *("fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.glusterfs"),
        *("fuse.gcsfuse", "fuse.cephfs", "fuse.onedriver", "fuse.google-drive-ocamlfuse", "fuse.smbnetfs"),
    }
)
"""Types in /proc/mounts behind which another machine stands (proc(5), mount(8))."""

_DRIVE_REMOTE: Final = 4
"""GetDriveTypeW: a network drive, however it was mapped (learn.microsoft.com, fileapi.h)."""

_SYNCHRONISED: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


@dataclass(frozen=True, slots=True)
class Surroundings:
    r"""What the operating system says about its disks: real on a machine, given in a test.

    `platform` as sys.platform, `mounts` the text of /proc/mounts, `drive_type` Windows' answer for `X:\`.
    """

    platform: str
    environment: Mapping[str, str]
    mounts: str = ""
    drive_type: Callable[[str], int] = lambda _root: 0

    @classmethod
    def of_this_machine(cls) -> "Surroundings":
        """What holds here and now."""
        mounts = ""
        if sys.platform == "linux":
            mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        return cls(sys.platform, dict(os.environ), mounts, _drive_type)


def refusal(folder: Path, here: Surroundings) -> Refused | None:
    """Why the program may not keep its files in `folder`; None if it may.

    Links are followed first. On macOS nothing is known about the volume, and nothing refused.
    """
    if here.platform == "win32":
        return _windows_refusal(_plain_windows_path(os.path.realpath(folder)), here)
    if here.platform == "linux":
        file_system = file_system_of(PurePosixPath(folder.resolve()), here.mounts)
        if file_system in _NETWORK_FILE_SYSTEMS:
            return _network(folder)
    return None


def file_system_of(folder: PurePosixPath, mounts: str) -> str:
    """Type of the file system that `folder` lies on by a text like /proc/mounts; empty if none fits.

    The longest mount point counts, of equal ones the last, which covers the earlier.
    """
    found, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePosixPath(_unescaped(fields[1]))
        if folder.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = fields[2], len(point.parts)
    return found


def _unescaped(field: str) -> str:
    """A field of /proc/mounts with its octal escapes undone (space, tab, newline, backslash; proc(5))."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), field)


def _windows_refusal(folder: PureWindowsPath, here: Surroundings) -> Refused | None:
    if folder.drive.startswith("\\\\") or here.drive_type(folder.anchor) == _DRIVE_REMOTE:
        return _network(folder)
    for name in ("APPDATA", *_SYNCHRONISED):
        place = here.environment.get(name, "")
        if place and folder.is_relative_to(PureWindowsPath(place)):
            return Refused(
                "The folder {folder} follows its owner from machine to machine ({name}).",
                safe="Nothing was changed.",
                do_now="Choose a folder that stays on this machine, with --home, or leave --home out.",
                code="home.roaming",
                values={"folder": folder, "name": name},
            )
    return None


def _plain_windows_path(path: str) -> PureWindowsPath:
    r"""`path` without the prefix of long paths (`\\?\C:\x` is C:\x, `\\?\UNC\server\x` is \\server\x)."""
    if path.startswith("\\\\?\\UNC\\"):
        return PureWindowsPath("\\\\" + path[8:])
    return PureWindowsPath(path.removeprefix("\\\\?\\"))


def _network(folder: PurePath) -> Refused:
    return Refused(
        "The folder {folder} lies on a network drive.",
        safe="Nothing was changed.",
        do_now="Choose a folder on this machine's own disk, with --home, or leave --home out.",
        code="home.network",
        values={"folder": folder},
    )


def _drive_type(root: str) -> int:
    r"""Windows' type of the drive with this root folder (`X:\`); 0 (unknown) elsewhere."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    else:  # noqa: RET505 - mypy knows the other system's branch by this shape only
        return 0
