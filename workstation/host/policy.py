r"""What the administration's IT has fixed for this machine: it wins over every setting of the bench.

Windows: values under HKEY_LOCAL_MACHINE\Software\Policies\BorderWorkstation, a group of settings as
a subkey. Elsewhere: /etc/border-workstation/policy.json. The variable BORDER_WORKSTATION_POLICY may
name one more file, for tests and trials; it lies *below* the machine's policy, so that an account
cannot lift what IT has fixed.

A policy that is there but cannot be read stops the program (Refused): going on without it could mean
another central service or another trust store than IT decided.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from workstation.domain.problems import Refused
from workstation.host.files import read_plain
from workstation.host.paths import APPLICATION

REGISTRY_KEY: Final = r"Software\Policies\BorderWorkstation"
POLICY_FILE: Final = Path("/etc") / APPLICATION / "policy.json"
POLICY_VARIABLE: Final = "BORDER_WORKSTATION_POLICY"

_LONGEST_FILE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Policy:
    """Fixed values by dotted key (`reader.max_gap_ms`), as found; settings.py judges them.

    `sources` says where they come from, for the screen of settings.
    """

    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    sources: tuple[str, ...] = ()

    def over(self, lower: "Policy") -> "Policy":
        """This policy laid over a weaker one."""
        return Policy(MappingProxyType({**lower.values, **self.values}), (*self.sources, *lower.sources))


def read_policy(environment: Mapping[str, str] | None = None, machine_file: Path = POLICY_FILE) -> Policy:
    """The policy that holds on this machine; an empty one where IT has set none.

    Raises Refused (`policy.unreadable`) when a policy is there and cannot be read.
    """
    named = (os.environ if environment is None else environment).get(POLICY_VARIABLE, "")
    lower = policy_from_file(Path(named), must_exist=True) if named else Policy()
    machine = _policy_from_registry() if sys.platform == "win32" else policy_from_file(machine_file)
    return machine.over(lower)


def policy_from_file(path: Path, *, must_exist: bool = False) -> Policy:
    """The policy in a JSON file; groups may be objects or dotted keys. Raises Refused if it is unreadable."""
    try:
        text = read_plain(path, _LONGEST_FILE + 1)
        document = msgspec.json.decode(text, type=dict[str, object])
    except FileNotFoundError as error:
        if must_exist:
            raise _unreadable(path, "it is not there") from error
        return Policy()
    except OSError as error:
        raise _unreadable(path, error.strerror or type(error).__name__) from error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise _unreadable(path, "it is not a JSON object") from error
    return Policy(MappingProxyType(flattened(document)), (str(path),))


def flattened(document: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """`document` with dotted keys in place of nested objects."""
    flat: dict[str, object] = {}
    for key, value in document.items():
        if isinstance(value, Mapping):
            flat |= flattened(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _unreadable(path: Path, reason: str) -> Refused:
    return Refused(
        "The policy {file} cannot be read: {reason}.",
        safe="Nothing was started.",
        do_now="Call IT: the program does not run without the policy that was set for it.",
        code="policy.unreadable",
        values={"file": path, "reason": reason},
    )


def _policy_from_registry() -> Policy:
    """Values and subkeys of the machine's policy key (Windows); a missing key is an empty policy."""
    if sys.platform == "win32":
        try:
            found = flattened(_registry_tree(REGISTRY_KEY))
        except FileNotFoundError:
            return Policy()
        except OSError as error:
            raise _unreadable(Path(REGISTRY_KEY), error.strerror or type(error).__name__) from error
        return Policy(MappingProxyType(found), (f"HKLM\\{REGISTRY_KEY}",))
    else:  # noqa: RET505 - mypy knows the other system's branch by this shape only
        return Policy()


def _registry_tree(path: str) -> dict[str, object]:
    r"""Values and subkeys of HKLM\`path`; raises FileNotFoundError where it is missing."""
    tree: dict[str, object] = {}
    if sys.platform == "win32":
        import winreg

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, access) as key:
            subkeys, values, _ = winreg.QueryInfoKey(key)
            for index in range(values):
                name, value, _ = winreg.EnumValue(key, index)
                tree[name] = value
            for index in range(subkeys):
                name = winreg.EnumKey(key, index)
                tree[name] = _registry_tree(rf"{path}\{name}")
    return tree
