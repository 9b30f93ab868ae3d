"""How one list of ids became another, as few ranges removed and inserted; for a worker's thread."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MOST_RANGES: Final = 64
"""More ranges than this cost the view more than one reset that puts selection and scroll back."""


@dataclass(frozen=True)
class IdChanges:
    """What leads from the old list to `ids`.

    `removed` are (first, count) in the old list, the last range first, as they are applied; `inserted` are
    (first, count) in the new list, the first range first. `is_reset` says that there are too many to be
    worth it, or that the filter is another.
    """

    ids: "array[int]"
    removed: tuple[tuple[int, int], ...] = ()
    inserted: tuple[tuple[int, int], ...] = ()
    is_reset: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether both lists are the same."""
        return not (self.removed or self.inserted or self.is_reset)


def changes_between(old: "array[int]", new: "array[int]") -> IdChanges:
    """The ranges to remove from `old` and to insert so that `new` comes out. An id that moved is removed
    and inserted.
    """
    start, end = _common_ends(old, new)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if not before and not after:
        return IdChanges(new)
    if not before:
        return IdChanges(new, inserted=((start, len(after)),))
    if not after:
        return IdChanges(new, removed=((start, len(before)),))
    staying = _staying(before, after)
    removed = _ranges([each not in staying for each in before], start)
    inserted = _ranges([each not in staying for each in after], start)
    if len(removed) + len(inserted) > MOST_RANGES:
        return IdChanges(new, is_reset=True)
    return IdChanges(new, tuple(reversed(removed)), tuple(inserted))


def _common_ends(old: "array[int]", new: "array[int]") -> tuple[int, int]:
    """How many ids are the same at the start and, of the rest, at the end."""
    shorter = min(len(old), len(new))
    start = _same(old, new, shorter)
    rest = shorter - start
    end = _same(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1], rest) if rest else 0
    return start, end


def _same(one: "array[int]", other: "array[int]", limit: int) -> int:
    """Length of the common start, at most `limit`: halved until the place of the first difference is
    found.
    """
    left, right = memoryview(one).cast("B"), memoryview(other).cast("B")
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if left[low * 8 : middle * 8] == right[low * 8 : middle * 8]:
            low = middle
        else:
            high = middle - 1
    return low


def _staying(before: Sequence[int], after: Sequence[int]) -> frozenset[int]:
    """The most ids that are in both lists in the same order: the longest rising run of their old places."""
    place = {each: at for at, each in enumerate(before)}
    both = [each for each in after if each in place]
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int] = []
    for at, each in enumerate(both):
        where = bisect_left(tails, place[each])
        previous.append(tail_at[where - 1] if where else -1)
        if where == len(tails):
            tails.append(place[each])
            tail_at.append(at)
        else:
            tails[where], tail_at[where] = place[each], at
    kept = set()
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        kept.add(both[at])
        at = previous[at]
    return frozenset(kept)


def _ranges(marked: Sequence[bool], offset: int) -> list[tuple[int, int]]:
    """The runs of marked places as (first, count)."""
    found: list[tuple[int, int]] = []
    first = -1
    for at, mark in enumerate((*marked, False)):
        if mark and first < 0:
            first = at
        elif not mark and first >= 0:
            found.append((offset + first, at - first))
            first = -1
    return found
