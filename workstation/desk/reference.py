"""The reference lists as last received, kept in memory: reasons, legal bases, kinds of act, offices,
thresholds.
"""

from collections.abc import Callable, Mapping

from workstation.cache.store import CacheReader
from workstation.domain.reference import LIST_NAMES, Coded, ReferenceList


class Lists:
    """Reference lists for the screens; `refresh` reads them again from the cache (a point look-up each)."""

    def __init__(self, reader: Callable[[], CacheReader]) -> None:
        self._reader = reader
        self._lists: dict[str, ReferenceList] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read every list from the cache again; a list that is not there yet stays as it was."""
        reader = self._reader()
        for name in LIST_NAMES:
            cached = reader.reference(name)
            if cached is not None:
                self._lists[name] = cached[0]

    def all(self) -> Mapping[str, ReferenceList]:
        """Lists by name; one that never came is absent."""
        return self._lists

    def reasons_for(self, kind: str) -> tuple[Coded, ...]:
        """The reasons that may be given for this kind of act."""
        rows = self._lists.get("reasons", ReferenceList(name="reasons")).rows
        return tuple(row for row in rows if not row.kinds or kind in row.kinds)

    def legal_bases_for(self, kind: str) -> tuple[Coded, ...]:
        """The legal bases that may be named for this kind of act."""
        rows = self._lists.get("legal_bases", ReferenceList(name="legal_bases")).rows
        return tuple(row for row in rows if not row.kinds or kind in row.kinds)

    def words(self, name: str, code: str, language: str) -> str:
        """A code in words; an unknown code is shown as it is."""
        found = self._lists.get(name)
        row = found.row(code) if found else None
        return row.in_words(language) if row else code
