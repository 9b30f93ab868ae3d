"""`workstation ledger erase` and `archive`: what IT takes out of a ledger, with the program closed."""

import argparse
import contextlib
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.commands.homes import SOUND, add_home, home_in, keys_in
from workstation.domain.problems import Refused
from workstation.host.paths import Home

if TYPE_CHECKING:
    from workstation.ledger.archive import Run
    from workstation.ledger.export import Wanted
    from workstation.ledger.store import Ledger

_MOST_DAYS: Final = 36_500


def add_retention(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `erase` and `archive` to the commands on the ledger."""
    erase = verbs.add_parser("erase", help="erase old remarks, found goods and barcode reads")
    add_home(erase)
    erase.add_argument("--older-than", type=_days, required=True, metavar="DAYS")
    erase.set_defaults(command=_erase)
    archive = verbs.add_parser("archive", help="put the settled beginning into a file, and take it out")
    add_home(archive)
    archive.add_argument("--out", type=Path, required=True, metavar="FILE", help="never over another")
    archive.add_argument(
        "--before", type=_date, required=True, metavar="DATE", help="what was recorded before (YYYY-MM-DD)"
    )
    archive.add_argument(
        "--without-texts",
        action="store_true",
        help="leave remarks and reads out, for good, where no recovery key is set to seal them to",
    )
    archive.set_defaults(command=_archive)


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f"give a number of days, 1 to {_MOST_DAYS}")
    return int(text)


def _date(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError("give a date as 2026-11-27") from None


@contextlib.contextmanager
def _opened(home: Home) -> "Iterator[Ledger]":
    """The ledger as the program opens it, in the program's place. Raises Refused while the program runs."""
    from workstation.host.clock import SystemClock
    from workstation.host.instance import take_instance
    from workstation.identity.keyring_store import system_keyring
    from workstation.identity.signing import open_signer
    from workstation.ledger.reader import LedgerReader
    from workstation.ledger.store import Ledger

    key = keys_in(home).ledger
    home.prepare()
    with take_instance(home):
        with LedgerReader.open(home.folder, key) as reader:
            whose = reader.whose
        ledger = Ledger.open(home.folder, key, bench=whose.bench, office=whose.office, clock=SystemClock())
        try:
            ledger.sign_with(open_signer(home, keyring=system_keyring))
            yield ledger
        finally:
            ledger.close()


def _now(ledger: "Ledger") -> datetime:
    """The earlier of the machine's time and the service's as it is reckoned: a clock that was set forward
    makes nothing old.
    """
    from workstation.host.clock import SystemClock, boot_id
    from workstation.identity.service_time import KNOWN, ServiceTime

    clock = SystemClock()
    reckoned = ServiceTime(ledger.known.get(KNOWN), clock, boot_id()).now()
    return min(clock.now(), reckoned) if reckoned is not None else clock.now()


# --- erase --------------------------------------------------------------------------------------------------


def _erase(parsed: argparse.Namespace) -> int:
    erased = 0
    with _opened(home_in(parsed)) as ledger:
        before = _now(ledger) - timedelta(days=parsed.older_than)
        after: int | None = 0
        while after is not None:
            due, after = ledger.erasure.due(before, after)
            ledger.erasure.erase(due)
            erased += len(due)
        earlier: str | None = ""
        while earlier is not None:
            earlier = ledger.erasure.erase_earlier(before, earlier)
        ledger.marks.forget_saved_before(before)
        ledger.erasure.end()
    print(f"Entries whose texts were erased: {erased}. Their hashes stay, and the ledger verifies.")
    return SOUND


# --- archive ------------------------------------------------------------------------------------------------


def _archive(parsed: argparse.Namespace) -> int:
    from workstation.ledger.archive import checkpoint_draft
    from workstation.ledger.instants import milliseconds

    home = home_in(parsed)
    wanted, officer = _asked_for(home, without_texts=parsed.without_texts)
    with _opened(home) as ledger:
        _must_be_old_enough(parsed.before, _now(ledger))
        run = ledger.trimming.run_before(parsed.before)
        if run is None:
            print(
                "Nothing can be archived: already the first entry is newer, waits or needs a person's look."
            )
            print("No file was made.")
            return SOUND
        if ledger.verify().faults:
            raise _not_sound(home)
        sha256 = _written(home, parsed.out, run, wanted)
        event = ledger.record(checkpoint_draft(run, sha256, officer)).event.id
        ledger.trimming.trim(run, event, sha256, milliseconds(wanted.made))
    print(f"Archived: entries {run.first} to {run.last}, in {parsed.out}.")
    print(f"SHA-256 of the file: {sha256}. A signed entry of the ledger says so.")
    print("Keep the file: what is in it is nowhere else on this bench.")
    return SOUND


def _asked_for(home: Home, *, without_texts: bool) -> "tuple[Wanted, str]":
    """What goes into the file, and who the checkpoint is recorded for. Raises Refused
    (`archive.no_recovery_key`).
    """
    from workstation.host.clock import SystemClock
    from workstation.host.policy import read_policy
    from workstation.host.settings_store import SettingsStore
    from workstation.identity.officer import account_officer
    from workstation.identity.wrapping import TEXTS, recovery_key_of, seal
    from workstation.ledger.export import Wanted

    settings = SettingsStore(home.settings, read_policy()).settings
    officer = settings.officer or account_officer("").id
    made = SystemClock().now()
    if settings.recovery_key:
        recipient = recovery_key_of(settings.recovery_key)
        sealing = Wanted(
            made=made, kind="archive", texts="sealed", seal=lambda texts: seal(texts, recipient, TEXTS)
        )
        return sealing, officer
    if not without_texts:
        raise Refused(
            "No recovery key is set to seal remarks and barcode reads to.",
            safe="Nothing was changed.",
            do_now="Set recovery_key, or archive --without-texts: they are then lost.",
            code="archive.no_recovery_key",
        )
    return Wanted(made=made, kind="archive"), officer


def _written(home: Home, out: Path, run: "Run", wanted: "Wanted") -> str:
    """Write the archive, on the disk when this returns; its SHA-256."""
    import dataclasses

    from workstation.host.files import new_file
    from workstation.ledger.reader import LedgerReader

    hashed = hashlib.sha256()
    with LedgerReader.open(home.folder, keys_in(home).ledger) as reader, new_file(out) as file:
        for line in reader.lines(dataclasses.replace(wanted, last=run.last)):
            hashed.update(line)
            file.write(line)
    return hashed.hexdigest()


def _must_be_old_enough(before: datetime, now: datetime) -> None:
    from workstation.ledger.watching import RECENT

    if before > now - RECENT:
        raise Refused(
            "What was recorded in the last {days} days cannot be archived: goods may still be called back.",
            safe="Nothing was changed.",
            do_now="Name an earlier date.",
            code="archive.too_recent",
            values={"days": RECENT.days},
        )


def _not_sound(home: Home) -> Refused:
    return Refused(
        "The ledger {file} is not as it was written; nothing is taken out of it.",
        safe="Nothing was changed.",
        do_now="Run: workstation ledger verify, and call whoever looks after the ledgers.",
        code="archive.not_sound",
        values={"file": home.ledger},
    )
