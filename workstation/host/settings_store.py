"""The settings file of a profile: read with migrations that roll back, changed durably, free of policy."""

import contextlib
import copy
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from workstation.domain.problems import Refused, Unavailable
from workstation.domain.remark import Remark
from workstation.host.files import problem_of, read_plain, replace_durably
from workstation.host.policy import Policy
from workstation.host.settings import SCHEMA, Settings, keys, settled

Document = dict[str, object]
Migration = Callable[[Document], Document]

MIGRATIONS: Final[dict[int, Migration]] = {}
"""By the version they start from: each gives the next version's document. Never changed once released."""

_LONGEST_FILE: Final = 1_000_000


class SettingsStore:
    """The settings that hold for one profile, and the file behind the bench's own part of them.

    Unknown keys of the file are kept when it is written (a newer program may have put them there);
    values that the policy fixes are never written. Calls may come from any thread; `change` waits for
    the disk.
    """

    def __init__(self, path: Path, policy: Policy, migrations: Mapping[int, Migration] | None = None) -> None:
        self._path = path
        self._policy = policy
        self._lock = threading.Lock()
        self._own, first = _read(path, MIGRATIONS if migrations is None else migrations)
        self._settings, remarks = settled(self._own, policy.values)
        unknown = tuple(
            Remark(code="policy.unknown", field=key, severity="doubt")
            for key in policy.values
            if key not in set(keys())
        )
        self._remarks = (*first, *remarks, *unknown)

    @property
    def settings(self) -> Settings:
        """What holds now."""
        return self._settings

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was passed over when the settings were read, for IT: code, key, reason."""
        return self._remarks

    @property
    def policy(self) -> Policy:
        """Where fixed values come from."""
        return self._policy

    def is_fixed(self, key: str) -> bool:
        """Whether IT has fixed `key` (dotted), or anything in the group `key`, for this machine."""
        return any(fixed == key or fixed.startswith(f"{key}.") for fixed in self._policy.values)

    def change(self, changes: Mapping[str, object]) -> Settings:
        """Set values by dotted key, or a whole group by its name; what holds afterwards, durably on the disk.

        Raises Refused for a key that the policy fixes (`settings.fixed`) or a value that cannot be used
        (`settings.unusable`), KeyError for a key that does not exist, Unavailable when the disk fails;
        nothing is changed then.
        """
        flat = _flat(changes)
        with self._lock:
            own = copy.deepcopy(self._own)
            for key, value in flat.items():
                if key in self._policy.values:
                    if value != _at(self._settings, key):
                        raise _fixed(key)
                    continue
                _put(own, key, value)
            settings, remarks = settled(own, self._policy.values)
            for remark in remarks:
                if remark.field in flat:
                    raise _unusable(remark)
            replace_durably(self._path, msgspec.json.format(msgspec.json.encode(own), indent=2) + b"\n")
            self._own, self._settings = own, settings
        return settings


def migrated(
    document: Document, migrations: Mapping[int, Migration], current: int = SCHEMA
) -> tuple[Document, tuple[Remark, ...]]:
    """`document` brought to version `current`, or as it was, with a remark, when a step fails.

    A document of a newer program is read as far as it is understood.
    """
    version = document.get("schema", 1)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return document, (Remark(code="settings.schema", field="schema", severity="wrong"),)
    if version > current:
        return document, (Remark(code="settings.newer", field="schema", value=str(version), severity="hint"),)
    step = copy.deepcopy(document)
    try:
        for start in range(version, current):
            step = migrations[start](step)
            step["schema"] = start + 1
    except Exception as error:  # noqa: BLE001 - the funnel of a step is its remark: the bench starts
        reason = f"{version} to {current}: {type(error).__name__}"
        return document, (Remark(code="settings.migration", field="schema", value=reason, severity="wrong"),)
    return step, ()


def _read(path: Path, migrations: Mapping[int, Migration]) -> tuple[Document, tuple[Remark, ...]]:
    """The bench's own values, and remarks. A file that is no JSON object is put aside, not overwritten."""
    try:
        text = read_plain(path, _LONGEST_FILE + 1)
    except FileNotFoundError:
        return {"schema": SCHEMA}, ()
    except OSError as error:
        raise problem_of(error, path) from error
    try:
        if len(text) > _LONGEST_FILE:
            raise msgspec.DecodeError("too long")
        document = msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        aside = path.with_suffix(".broken.json")
        with contextlib.suppress(Unavailable):
            replace_durably(aside, text)
        return {"schema": SCHEMA}, (Remark(code="settings.broken", value=aside.name, severity="wrong"),)
    return migrated(document, migrations)


def _flat(changes: Mapping[str, object]) -> dict[str, object]:
    """`changes` by the dotted keys of single settings, as plain JSON values."""
    known = set(keys())
    flat: dict[str, object] = {}
    for key, value in changes.items():
        plain = msgspec.to_builtins(value)
        if key in known:
            flat[key] = plain
        elif isinstance(plain, dict) and all(f"{key}.{name}" in known for name in plain):
            flat |= {f"{key}.{name}": part for name, part in plain.items()}
        else:
            raise KeyError(key)
    return flat


def _put(own: Document, key: str, value: object) -> None:
    *groups, name = key.split(".")
    place = own
    for group in groups:
        inner = place.get(group)
        if not isinstance(inner, dict):
            inner = {}
            place[group] = inner
        place = inner
    place[name] = value


def _at(settings: Settings, key: str) -> object:
    value: object = settings
    for name in key.split("."):
        value = getattr(value, name)
    return msgspec.to_builtins(value)


def _fixed(key: str) -> Refused:
    return Refused(
        "The setting {key} is fixed by the administration's IT.",
        safe="Nothing was changed.",
        do_now="Ask IT if it must be another.",
        code="settings.fixed",
        values={"key": key},
    )


def _unusable(remark: Remark) -> Refused:
    return Refused(
        "This value cannot be used for {key}: {reason}.",
        safe="Nothing was changed.",
        do_now="Enter another value.",
        code="settings.unusable",
        values={"key": remark.field, "reason": remark.value},
    )
