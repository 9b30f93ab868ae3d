"""Where everything lies that the program keeps: one object for one profile on one bench.

The default is the local, non-roaming data folder of the operating-system account that runs the bench
(Windows: %LOCALAPPDATA%, Linux: ~/.local/share, macOS: Application Support). Not %PROGRAMDATA%: a bench
is one machine *and* one account, its keys lie in that account's keyring, and a folder of the account
needs no rights from an installer and is closed to the machine's other accounts by default. Not the
roaming %APPDATA%: a database that follows an account to another machine is two benches with one ledger.
"""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import platformdirs

from workstation.domain.problems import Refused
from workstation.host.files import NotAPlainFile, open_plain, problem_of
from workstation.host.locks import account_of, lock_now
from workstation.host.volumes import Surroundings, refusal

APPLICATION: Final = "border-workstation"
"""Name of the program's folders and policies on every system."""


_LOCK: Final = "instance.lock"


class Profile(StrEnum):
    """What the program is started for. The two never share a file."""

    LIVE = "live"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Home:
    """Everything that one profile keeps on this machine. A value: naming a path creates nothing."""

    folder: Path
    """The profile's own folder, an absolute path; nothing of this profile lies outside it."""
    profile: Profile

    @property
    def ledger(self) -> Path:
        """What happened at this bench (SQLCipher). Never thrown away."""
        return self.folder / "ledger.db"

    @property
    def ledger_anchor(self) -> Path:
        """Head of the ledger's chain (sequence, hash), written apart from the ledger."""
        return self.folder / "ledger.anchor"

    @property
    def ledger_key_wrapped(self) -> Path:
        """The ledger's key, sealed to the administration's recovery key."""
        return self.folder / "ledger.key.wrapped"

    @property
    def ledger_copies(self) -> Path:
        """Folder of copies of the ledger made before each migration."""
        return self.folder / "ledger-copies"

    @property
    def settings(self) -> Path:
        """The bench's settings (JSON)."""
        return self.folder / "settings.json"

    @property
    def logs(self) -> Path:
        """Folder of log files: identifiers and codes only."""
        return self.folder / "logs"

    @property
    def crashes(self) -> Path:
        """Folder of crash reports, without data."""
        return self.folder / "crashes"

    @property
    def lock(self) -> Path:
        """The single-instance lock."""
        return self.folder / _LOCK

    @property
    def training_key(self) -> Path:
        """Key file of the training profile, which alone may do without a keyring; the live one has none."""
        if self.profile is not Profile.TRAINING:
            msg = "the live profile has never a key file"
            raise ValueError(msg)
        return self.folder / "training.key"

    def folders(self) -> tuple[Path, ...]:
        """Every folder of this home, outermost first."""
        return (self.folder, self.logs, self.crashes, self.ledger_copies)

    def kept_files(self) -> Iterator[Path]:
        """The databases that are there, and what must lie beside them: never links, always plain files."""
        yield from (self.ledger, self.ledger_anchor, self.folder / "keys.json", self.folder / "begun.json")
        for pattern in ("ledger.db-*", "kept.db*", "cache-*.db*", "cache.current", "training.key"):
            yield from self.folder.glob(pattern)

    def prepare(self, surroundings: Surroundings | None = None) -> None:
        """Create the folders for the owner's eyes only (0700), once the place is known to be a safe one.

        Raises Refused on network, synchronised and roaming folders (`home.network`, `home.roaming`), on a
        folder of another account (`home.foreign`), on a link in place of one or of a file (`home.link`): what
        a link leads to is not the program's to change; and on what is no folder (`home.no_folder`).
        Unavailable when the disk does not allow it, and on a pipe or the like in place of a file
        (`file.not_plain`).
        """
        refused = refusal(self.folder, surroundings or Surroundings.of_this_machine())
        if refused is not None:
            raise refused
        for folder in self.folders():
            if _is_link(folder):
                raise _elsewhere(folder)
            if folder.exists() and not folder.is_dir():
                raise _no_folder(folder)
        for folder in self.folders():
            try:
                _create_private(folder)
            except OSError as error:
                raise problem_of(error, folder) from error
        self.look_at_files()

    def look_at_files(self) -> None:
        """Raise Refused (`home.link`) and Unavailable (`file.not_plain`) for what lies in place of a file."""
        for file in self.kept_files():
            if _is_link(file):
                raise _elsewhere_file(file)
            if file.exists() and not file.is_file() and not file.is_dir():
                raise problem_of(NotAPlainFile(), file)


def home_of(profile: Profile, root: Path | None = None) -> Home:
    """The home of `profile` under `root` (`--home DIR`), or under the account's local data folder."""
    base = default_root() if root is None else root
    return Home(folder=Path(os.path.abspath(base.expanduser())) / profile.value, profile=profile)  # noqa: PTH100


def default_root() -> Path:
    """The local, non-roaming data folder of this account for this program."""
    return platformdirs.user_data_path(APPLICATION, appauthor=False, roaming=False)


def _create_private(folder: Path) -> None:
    """Make `folder`, its missing parents too, readable by this account only; tighten one that exists."""
    for missing in reversed([parent for parent in folder.parents if not parent.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = folder.lstat().st_uid
    if sys.platform != "win32" and owner != os.geteuid():
        raise _foreign(folder, owner)
    # Windows: the account's local data folder is closed by its access list, which new folders inherit.
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            state = os.fstat(handle)
            if state.st_uid != os.geteuid():
                raise _foreign(folder, state.st_uid)
            if stat.S_IMODE(state.st_mode) & 0o077:
                os.fchmod(handle, 0o700)  # of what was looked at, whatever the name leads to by now
        finally:
            os.close(handle)


def _is_link(folder: Path) -> bool:
    """Whether the name itself leads elsewhere: a symbolic link, or a junction of Windows."""
    try:
        state = folder.lstat()
    except OSError:
        return False
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == junction


def _elsewhere(folder: Path) -> Refused:
    return Refused(
        "The folder {folder} is a link to another place; the program keeps nothing behind links.",
        safe="Nothing was changed, neither here nor there.",
        do_now="Call IT: take the link away; another place for all data is chosen with --home.",
        code="home.link",
        values={"folder": folder},
    )


def _elsewhere_file(file: Path) -> Refused:
    return Refused(
        "The file {file} is a link to another place; the program keeps nothing behind links.",
        safe="Nothing was changed, neither here nor there.",
        do_now="Call IT: put the file itself there; another place for all data is chosen with --home.",
        code="home.link",
        values={"file": file},
    )


def _no_folder(folder: Path) -> Refused:
    return Refused(
        "There is something at {folder} that is no folder.",
        safe="It was not touched, and nothing recorded is lost.",
        do_now="Call IT: take it away; the program makes the folder itself.",
        code="home.no_folder",
        values={"folder": folder},
    )


def _foreign(folder: Path, owner: int) -> Refused:
    values = {"folder": folder, "account": account_of(owner)}
    if _runs_in(folder):
        return Refused(
            "The folder {folder} belongs to the account {account} of this machine, where the program runs.",
            safe="The running one is not disturbed; nothing was changed.",
            do_now="Work in the account {account}, or choose another folder with --home.",
            code="home.foreign",
            values=values,
        )
    return Refused(
        "The folder {folder} belongs to the account {account} of this machine.",
        safe="Nothing was changed.",
        do_now="Start the program as the account {account}, or choose another folder with --home.",
        code="home.foreign",
        values=values,
    )


def _runs_in(folder: Path) -> bool:
    """Whether the lock of this home is seen to be held; False also where this account may not look."""
    try:
        handle = open_plain(folder / _LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not lock_now(handle, shared=True)
    finally:
        os.close(handle)
