"""Locks on open files, which the system lets go of however the program ends; and whose files are."""

import getpass
import os
import sys

_PLACE = 1 << 20
"""Windows keeps others from reading what is locked: one byte far behind the content is."""


def lock_now(handle: int, *, shared: bool = False) -> bool:
    """Whether this process now holds the lock on the open file; False at once if another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _PLACE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def account_of(uid: int) -> str:
    """Name of the account with this number; the number where it has none."""
    if sys.platform != "win32":
        import pwd

        try:
            return pwd.getpwuid(uid).pw_name
        except KeyError:
            return str(uid)
    else:
        return str(uid)


def own_account() -> str:
    """Name of the account that this process runs in."""
    return getpass.getuser() if sys.platform == "win32" else account_of(os.geteuid())
