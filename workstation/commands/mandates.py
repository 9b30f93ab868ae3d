"""`workstation central mandate`: what mandates are issued from, put in and shown at the service itself."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from workstation.contract.mandates import DOCUMENT_LIMIT, MandateRule
from workstation.domain.mandate import Grant
from workstation.domain.problems import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.central.store import CentralStore

DONE: Final = 0


def add_mandates(
    central: "argparse._SubParsersAction[argparse.ArgumentParser]", need: "Callable[[], None]"
) -> None:
    """Add the command to those of the central service; `need` refuses where the build has none."""

    def run(parsed: argparse.Namespace) -> int:
        need()
        return _mandate(parsed)

    mandate = central.add_parser("mandate", help="say what officers may decide, or show it")
    mandate.add_argument("--database", required=True, metavar="URL")
    mandate.add_argument(
        "--officer", default="", metavar="ID", help="none: every officer who has no rule of their own"
    )
    which = mandate.add_mutually_exclusive_group(required=True)
    which.add_argument("--file", type=Path, metavar="RULE.json", help="put this rule in")
    which.add_argument("--show", action="store_true", help="print the rule, and the keys that sign")
    which.add_argument("--drop", action="store_true", help="the officer has no rule of their own any more")
    mandate.set_defaults(command=run)


def _mandate(parsed: argparse.Namespace) -> int:
    from workstation.central.store import CentralStore

    # Before the database is opened: a rule that cannot be used changes nothing.
    rule = _rule_in(parsed.file) if parsed.file is not None else None
    store = CentralStore.open(parsed.database, may_make=False)
    try:
        if rule is not None:
            store.mandates.put_rule(rule, parsed.officer)
            print(f"The rule is in. Benches fetch the next mandate of {_whose(parsed.officer)}.")
        elif parsed.drop:
            _drop(store, parsed.officer)
        else:
            _show(store, parsed.officer)
    finally:
        store.close()
    return DONE


def _show(store: "CentralStore", officer: str) -> None:
    rule = msgspec.json.encode(_plain(store.mandates.rule(officer)), order="sorted")
    print(msgspec.json.format(rule, indent=2).decode())
    for key in store.mandates.public_keys():
        print(f"signed with {key}")


def _drop(store: "CentralStore", officer: str) -> None:
    if not store.mandates.drop_rule(officer):
        raise Refused("There is no rule for {officer}.", values={"officer": _whose(officer)})
    print(f"The rule for {_whose(officer)} is gone.")


def _plain(rule: MandateRule) -> dict[str, object]:
    """Every field, those with their default value too."""
    fields = {name: getattr(rule, name) for name in rule.__struct_fields__}
    grants = [{name: getattr(grant, name) for name in grant.__struct_fields__} for grant in rule.grants]
    return {**fields, "grants": grants}


def _whose(officer: str) -> str:
    return officer or "every officer without a rule"


def _rule_in(path: Path) -> MandateRule:
    try:
        with path.open("rb") as file:
            text = file.read(DOCUMENT_LIMIT + 1)
        # Strict in what stands there: a misspelt field would give everybody more than was meant.
        rule = msgspec.json.decode(text, type=MandateRule)
        unknown = _unknown_in(msgspec.json.decode(text))
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _unusable(path, str(error)) from error
    if unknown or not rule.is_sound():
        raise _unusable(path, f"not known: {', '.join(sorted(unknown))}" if unknown else "out of bounds")
    return rule


def _unknown_in(plain: dict[str, Any]) -> set[str]:
    grants: list[dict[str, Any]] = plain.get("grants", [])
    named = {name for grant in grants for name in grant} - set(Grant.__struct_fields__)
    return named | (set(plain) - set(MandateRule.__struct_fields__))


def _unusable(path: Path, reason: str) -> Refused:
    return Refused(
        "The rule in {file} cannot be used: {reason}.",
        safe="Nothing was changed.",
        do_now="Look at the section on mandates in docs/central-service.md.",
        code="rule.unusable",
        values={"file": path, "reason": reason[:200]},
    )
