"""`workstation keys`: the administration's recovery key, and a ledger opened with it."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.commands.homes import add_folder
from workstation.domain.problems import Problem, Refused
from workstation.host.paths import Home, Profile, home_of

if TYPE_CHECKING:
    from workstation.identity.keyring_store import Keyring

DONE: Final = 0


def add_keys(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `keys` and what follows it."""
    keys = commands.add_parser("keys", help="the recovery key, with which no lost account loses a ledger")
    verbs = keys.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = verbs.add_parser("new-recovery", help="make the administration's recovery key: two files")
    new.add_argument(
        "--out-private", type=Path, required=True, metavar="FILE", help="stays with the administration"
    )
    new.add_argument("--out-public", type=Path, required=True, metavar="FILE", help="for every bench")
    new.add_argument(
        "--passphrase", action="store_true", help="ask for a passphrase to encrypt the private one with"
    )
    new.set_defaults(command=_new_recovery)
    wrap = verbs.add_parser("wrap", help="keep this bench's ledger key, sealed to the recovery key")
    add_folder(wrap, "the folder that the bench was started with")
    wrap.add_argument(
        "--recovery-key", required=True, metavar="PUBLIC", help="PEM file, or base64 of the key"
    )
    wrap.set_defaults(command=_wrap)
    recover = verbs.add_parser("recover", help="open a ledger whose keyring is lost, in this account")
    add_folder(recover, "the folder with the ledger (its `live` lies in it)")
    recover.add_argument("--private-key", type=Path, required=True, metavar="FILE")
    recover.add_argument(
        "--wrapped", type=Path, metavar="FILE", help="where it is not beside the ledger (ledger.key.wrapped)"
    )
    recover.set_defaults(command=_recover)
    unseal = verbs.add_parser("unseal", help="open the texts of an archive of a ledger")
    unseal.add_argument("--archive", type=Path, required=True, metavar="FILE")
    unseal.add_argument("--private-key", type=Path, required=True, metavar="FILE")
    unseal.add_argument("--out", type=Path, required=True, metavar="FILE", help="never over another")
    unseal.set_defaults(command=_unseal)


def _new_recovery(parsed: argparse.Namespace) -> int:
    from workstation.host.files import new_file
    from workstation.identity.wrapping import name_of, new_recovery_pair, recovery_key_of

    passphrase = _asked_twice() if parsed.passphrase else b""
    private, public = new_recovery_pair(passphrase)
    with new_file(parsed.out_private) as secret, new_file(parsed.out_public, 0o644) as shown:
        secret.write(private)
        shown.write(public)
    print(f"Recovery key {name_of(recovery_key_of(str(parsed.out_public)))}")
    print(f"Private: {parsed.out_private}. Keep it where no bench can read it, and a copy elsewhere.")
    print(f"Public: {parsed.out_public}. Set it as recovery_key in the policy of every bench.")
    return DONE


def _wrap(parsed: argparse.Namespace) -> int:
    from workstation.commands.homes import keys_in
    from workstation.identity.wrapping import wrap_ledger_key

    home = home_of(Profile.LIVE, parsed.home)
    name = wrap_ledger_key(home.ledger_key_wrapped, keys_in(home).ledger, parsed.recovery_key)
    print(f"Written: {home.ledger_key_wrapped}, for the recovery key {name}.")
    return DONE


def _recover(parsed: argparse.Namespace) -> int:
    from workstation.host.instance import take_instance
    from workstation.identity.keyring_store import system_keyring
    from workstation.identity.wrapping import read_private_key, unwrap_ledger_key
    from workstation.ledger.reader import no_ledger

    home = home_of(Profile.LIVE, parsed.home)
    if not home.ledger.exists():
        raise no_ledger(home.folder)
    home.prepare()
    with take_instance(home):
        kept = system_keyring()
        if _has_its_key(home, kept):
            print(f"This account has the key of {home.ledger} already: nothing was changed.")
            return DONE
        private = read_private_key(parsed.private_key, _asked)
        _adopt(home, unwrap_ledger_key(parsed.wrapped or home.ledger_key_wrapped, private), kept)
    print(f"This account has the key of the ledger {home.ledger} again; nothing in it was changed.")
    print("Whether it is whole: workstation ledger verify. A damaged one is recovered at the next start.")
    print("The cache is fetched anew, and the bench signs with a new key from here on.")
    print("Give it a token (workstation connect …), then start it: what was waiting is sent.")
    return DONE


def _has_its_key(home: Home, kept: "Keyring") -> bool:
    from workstation.identity.keys import open_keys
    from workstation.ledger.reader import must_fit

    try:
        must_fit(home.folder, open_keys(home, keyring=lambda: kept).ledger)
    except Problem as problem:
        if problem.code not in {"keys.lost", "keys.wrong", "keys.record_missing", "ledger.wrong_key"}:
            raise
        return False
    return True


def _adopt(home: Home, ledger_key: bytes, kept: "Keyring") -> None:
    from workstation.cache.files import CacheFiles
    from workstation.identity.keys import adopt_ledger_key
    from workstation.ledger.reader import must_fit

    must_fit(home.folder, ledger_key)
    adopt_ledger_key(home, ledger_key, keyring=lambda: kept)
    CacheFiles(home.folder).throw_away()


def _unseal(parsed: argparse.Namespace) -> int:
    from workstation.host.files import new_file, open_plain, problem_of
    from workstation.identity.wrapping import TEXTS, read_private_key, unseal
    from workstation.ledger.export import with_texts

    private = read_private_key(parsed.private_key, _asked)
    try:
        archive = os.fdopen(open_plain(parsed.archive, os.O_RDONLY), "rb")
    except OSError as error:
        raise problem_of(error, parsed.archive) from error
    with archive, new_file(parsed.out) as file:
        try:
            file.writelines(with_texts(archive, lambda sealed: unseal(sealed, private, TEXTS)))
        except ValueError as error:
            raise _no_archive(parsed.archive) from error
    print(f"Written: {parsed.out}, with what was typed and read. Whoever may not see it must not get it.")
    return DONE


def _no_archive(place: Path) -> Refused:
    return Refused(
        "{file} is no archive or export of a ledger, or it is not whole.",
        safe="Nothing was written.",
        do_now="Name the file that `workstation ledger archive` wrote, or another copy of it.",
        code="archive.none",
        values={"file": place},
    )


def _asked() -> bytes:
    """A passphrase, which never stands in a command line."""
    from getpass import getpass

    typed = getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline()
    return typed.rstrip("\r\n").encode()


def _asked_twice() -> bytes:
    first = _asked()
    if sys.stdin.isatty() and _asked() != first:
        raise Refused("The two passphrases differ.", safe="Nothing was made.", do_now="Type it again.")
    if not first:
        raise Refused("The passphrase is empty.", safe="Nothing was made.", do_now="Type one.")
    return first
