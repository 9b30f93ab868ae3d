"""When an image will be here: what comes before it, how much of it has come, and how fast images come."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from workstation.domain.value import Value
from workstation.host.clock import Clock

_FADES: Final = 0.7
"""What a fetch counts for beside the one after it: the line of a minute ago says less than that of now."""
_USUAL_BYTES: Final = 4_000_000
"""What an image is taken to have while nobody said its size, and none has come yet."""


class ImageWait(Value):
    """When an image that is not here will be.

    `state`: `coming` (its bytes are), `in_line` (others come before it), `pulling` (images come when the
    consignments are here), `line_down`, or `not_asked`. `place` is how many images come before it and
    `before_bytes` what of them is to come, `received` how much of it is here, `bytes_per_s` how fast images
    came of late (0: none came yet).
    """

    state: str = "not_asked"
    place: int = 0
    before_bytes: int = 0
    received: int = 0
    bytes_per_s: float = 0.0

    def seconds(self, size_bytes: int) -> float | None:
        """How long it takes for an image of this size; none where that cannot be told."""
        if self.state not in ("coming", "in_line") or self.bytes_per_s <= 0 or size_bytes <= 0:
            return None
        return (self.before_bytes + max(0, size_bytes - self.received)) / self.bytes_per_s


class Rate:
    """How fast images come. For the thread that fetches; `bytes_per_s` for any."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._bytes, self._seconds = 0.0, 0.0
        self._began: float | None = None
        self._taken = 0

    def begin(self) -> None:
        """An image is asked for."""
        self._began, self._taken = self._clock.monotonic(), 0

    def take(self, count: int) -> None:
        """So many bytes of it came."""
        self._taken += count

    def end(self) -> None:
        """It is here, or broke off; what came counts."""
        if self._began is not None and self._taken:
            passed = self._clock.monotonic() - self._began
            self._bytes = self._bytes * _FADES + self._taken
            self._seconds = self._seconds * _FADES + passed
        self._began = None

    @property
    def bytes_per_s(self) -> float:
        """Bytes a second, waiting for the first of them included; 0 where nothing is known."""
        began = self._began
        # Where nothing comes any more the rate falls, and the time that is told grows.
        seconds = self._seconds + (self._clock.monotonic() - began if began is not None else 0.0)
        came = self._taken if began is not None else 0
        return (self._bytes + came) / seconds if seconds > 0 else 0.0


def bytes_of(images: Iterable[str], sizes: Mapping[str, int]) -> int:
    """What these images have together; where one's size is not known, it is taken to be as the others are."""
    known = [size for size in sizes.values() if size > 0]
    usual = sum(known) // len(known) if known else _USUAL_BYTES
    return sum(sizes.get(sha256) or usual for sha256 in images)


def fitting(sizes: Mapping[str, int], budget_bytes: int, without: Collection[str] = ()) -> list[str]:
    """The first of these images, in their order, that go into a budget together; but for those `without`,
    which take no room.
    """
    found: list[str] = []
    left = budget_bytes
    for sha256, size in sizes.items():
        if sha256 in without:
            continue
        left -= size or bytes_of((sha256,), sizes)
        if left < 0:
            break
        found.append(sha256)
    return found
