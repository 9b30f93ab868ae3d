"""`workstation ledger`: look at a bench's ledger, check it, hand it on."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from workstation.commands.homes import FAULTS, SOUND, add_home, home_in, open_in
from workstation.commands.retention import add_retention
from workstation.host.paths import Home

if TYPE_CHECKING:
    from workstation.ledger.values import Fault, Verified

_SHOWN: Final = 20
"""Faults that are told one by one; more say no more."""


def add_ledger(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `ledger` and what follows it."""
    ledger = commands.add_parser("ledger", help="check and hand on what was recorded at this bench")
    verbs = ledger.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = verbs.add_parser(
        "verify", help="say which entry, if any, was altered, removed, reordered or is missing at the end"
    )
    add_home(verify)
    verify.add_argument("--json", action="store_true", help="print the result for a program to read")
    verify.set_defaults(command=_verify)
    export = verbs.add_parser("export", help="write a plain file that a third party can check by itself")
    add_home(export)
    export.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the file to write; never over another"
    )
    export.add_argument(
        "--with-texts",
        action="store_true",
        help="with remarks, found goods and barcode reads; else only their hashes leave",
    )
    export.set_defaults(command=_export)
    add_retention(verbs)


# --- verify -------------------------------------------------------------------------------------------------


class _Told(msgspec.Struct):
    code: str
    words: str
    sequence: int
    last: int


class _Result(msgspec.Struct):
    ledger: str
    bench: str
    office: str
    is_sound: bool
    first: int
    entries: int
    keys: tuple[tuple[int, str], ...]
    faults: tuple[_Told, ...]
    begun_after: tuple[str, ...]


def _verify(parsed: argparse.Namespace) -> int:
    from workstation.ledger.verification import sentence_of

    home = home_in(parsed)
    with open_in(home) as ledger:
        verified = ledger.verify()
        keys = ledger.public_keys()
        faults = (*verified.faults, *_key_faults(home, keys))
        whose, begun_after = ledger.whose, ledger.begun_after()
    if parsed.json:
        told = tuple(_Told(each.code, sentence_of(each), each.sequence, each.last) for each in faults)
        result = _Result(*whose, not faults, verified.first, verified.entries, keys, told, begun_after)
        print(msgspec.json.encode(result).decode())
    else:
        print(f"Ledger {whose.id} of bench {whose.bench}, office {whose.office}.")
        for left in begun_after:
            print(
                f"It was begun anew because the end of the ledger before it was lost ({left}): RECOVERY.txt."
            )
        for line in _told_of(verified, faults, keys):
            print(line)
    return FAULTS if faults else SOUND


def _key_faults(home: Home, keys: tuple[tuple[int, str], ...]) -> "tuple[Fault, ...]":
    """Whether the newest entries are signed by the key that this account has, where it has one."""
    from workstation.identity.keyring_store import system_keyring
    from workstation.identity.signing import public_key_kept
    from workstation.ledger.values import Fault

    kept = public_key_kept(home, keyring=system_keyring)
    if not kept or not keys or keys[-1][1] == kept:
        return ()
    return (Fault(code="key.other", sequence=keys[-1][0]),)


def _told_of(
    verified: "Verified", faults: "tuple[Fault, ...]", keys: tuple[tuple[int, str], ...]
) -> list[str]:
    from workstation.ledger.verification import sentence_of

    lines = []
    if verified.first > 1:
        lines.append(f"Archived before: entries 1 to {verified.first - 1}.")
    lines.append(f"Entries checked: {verified.entries}.")
    lines += [f"From entry {first} on they are signed with the key {key}." for first, key in keys]
    if not keys:
        lines.append("No entry is signed: they were recorded before this bench had a key.")
    if not faults:
        return [*lines, "Nothing was altered, removed or reordered, and nothing is missing at the end."]
    lines += [sentence_of(fault) for fault in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"Faults that are not listed: {len(faults) - _SHOWN}.")
    return [*lines, "Call whoever looks after the ledgers. Do not delete anything."]


# --- export -------------------------------------------------------------------------------------------------


def _export(parsed: argparse.Namespace) -> int:
    from workstation.host.clock import SystemClock
    from workstation.host.files import new_file
    from workstation.ledger.export import Wanted

    with open_in(home_in(parsed)) as ledger, new_file(parsed.out) as file:
        wanted = Wanted(
            made=SystemClock().now(),
            texts="plain" if parsed.with_texts else "none",
            head=ledger.anchored,
        )
        file.writelines(ledger.lines(wanted))
    print(f"Written: {parsed.out}. It is checked with docs/check-ledger.sh, without this program.")
    return SOUND
