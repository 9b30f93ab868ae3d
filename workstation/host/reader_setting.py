"""The reader profile among the settings of a bench: what holds, what IT has fixed, and a new one kept."""

from pathlib import Path
from typing import Final

import msgspec

from workstation.host.settings import ReaderProfile
from workstation.host.settings_store import SettingsStore
from workstation.host.window_layout import LayoutFile

_GROUP: Final = "reader"


class ReaderSetting:
    """The profile of the bench's reader, and the file of its health. `keep` waits for the disk; calls may
    come from any thread.
    """

    def __init__(self, store: SettingsStore, folder: Path) -> None:
        self._store = store
        self.health: Final = LayoutFile(folder / "reader.health")
        """How the reader fares (barcode/health.py), as bytes; losing it costs nothing."""

    @property
    def profile(self) -> ReaderProfile:
        """What holds now."""
        return self._store.settings.reader

    def fixed(self) -> frozenset[str]:
        """Names of the profile's values that the policy fixes."""
        names = ReaderProfile.__struct_fields__
        return frozenset(name for name in names if self._store.is_fixed(f"{_GROUP}.{name}"))

    def within_policy(self, profile: ReaderProfile) -> ReaderProfile:
        """This profile with what the policy fixes."""
        held = {name: getattr(self.profile, name) for name in self.fixed()}
        return msgspec.structs.replace(profile, **held)

    def keep(self, profile: ReaderProfile) -> ReaderProfile:
        """Keep what is new in the profile, but for what the policy fixes; what holds afterwards, on the disk.
        No mean pause is kept above the longest one.

        Raises Refused (`settings.unusable`) for a value that cannot be used, Unavailable when the disk fails.
        """
        within = self.within_policy(profile)
        if within.mean_gap_ms > within.max_gap_ms and not self._store.is_fixed(f"{_GROUP}.mean_gap_ms"):
            within = msgspec.structs.replace(within, mean_gap_ms=within.max_gap_ms)
        held, wanted = (msgspec.structs.asdict(each) for each in (self.profile, within))
        changed = {f"{_GROUP}.{name}": value for name, value in wanted.items() if value != held[name]}
        return self._store.change(changed).reader if changed else self.profile
