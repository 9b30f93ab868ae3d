"""One program per profile: a lock that the operating system lets go of, however the program ends."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from workstation.domain.problems import Refused
from workstation.host.files import open_plain, problem_of
from workstation.host.locks import lock_now
from workstation.host.paths import Home


class InstanceLock:
    """Held from start to end of the program. Take it with `take_instance`; release it last."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        """Let the next start have the profile. Said twice is said once."""
        if self._handle is not None:
            os.close(self._handle)  # closing releases the lock on every system
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def take_instance(home: Home) -> InstanceLock:
    """Take the profile of `home` (which is prepared) for this process.

    Raises Refused (`instance.second`) when the program already runs with this profile, Unavailable when the
    lock's file cannot be used.
    """
    handle = _opened(home.lock)
    if lock_now(handle):
        return InstanceLock(handle)
    os.close(handle)
    raise Refused(
        "The program is already running on this machine with the {profile} profile.",
        safe="The running one is not disturbed.",
        do_now="Use its window. If there is none, wait a minute, or call IT to end it.",
        code="instance.second",
        values={"profile": home.profile.value},
    )


def _opened(path: Path) -> int:
    try:
        return open_plain(path, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise problem_of(error, path) from error
