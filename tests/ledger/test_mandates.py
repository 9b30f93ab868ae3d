"""Mandates are kept as they were signed: the newest of an officer, none replaced, all that events name."""

from datetime import timedelta
from typing import Any

import msgspec

from tests.fakes.clock import START
from workstation.contract.mandates import EVERY_ACT, MandateRule, SignedMandate
from workstation.contract.signing import KeySigner
from workstation.domain.mandate import Mandate
from workstation.ledger.mandates import SERVICE_KEYS, KeptMandate
from workstation.ledger.store import Ledger

SIGNER = KeySigner(bytes(32))


def made(
    id: str = "m-1", officer: str = "officer-a", days: int = 0, rule: MandateRule = EVERY_ACT
) -> KeptMandate:
    mandate = rule.mandate(id, officer, START + timedelta(days=days))
    return KeptMandate(mandate=mandate, signed=signed(mandate))


def signed(mandate: Mandate) -> SignedMandate:
    document = msgspec.json.encode(mandate)
    return SignedMandate(document=document.decode(), key=SIGNER.public_key, signature=SIGNER.sign(document))


def keep(ledger: Ledger, kept: KeptMandate) -> bool:
    return ledger.mandates.keep(kept.mandate, kept.signed, START)


def test_the_newest_mandate_of_an_officer_is_the_one_that_holds(open_ledger: Any) -> None:
    ledger: Ledger = open_ledger()
    assert (ledger.mandates.of("officer-a"), ledger.mandates.any()) == (None, False)
    newer, older, other = made("m-2", days=2), made("m-1"), made("m-3", "officer-b", days=3)
    for each in (newer, older, other):
        assert keep(ledger, each)
        assert ledger.mandates.of(each.mandate.officer) == (other if each is other else newer)
    assert ledger.mandates.any()
    again: Ledger = open_ledger()
    assert again.mandates.of("officer-a") == newer


def test_an_id_keeps_its_first_content(ledger: Ledger) -> None:
    first, forged = made(), made(rule=MandateRule(offline_s=1))
    assert keep(ledger, first)
    assert keep(ledger, first)
    assert not keep(ledger, forged)
    assert ledger.mandates.of("officer-a") == first


def test_what_events_name_is_found_as_it_was_signed(ledger: Ledger) -> None:
    first, second = made(), made("m-2", "officer-b")
    keep(ledger, first)
    keep(ledger, second)
    assert ledger.mandates.named(["m-2", "", "unknown", "m-1", "m-2"]) == (first.signed, second.signed)
    assert ledger.mandates.named([""]) == ()


def test_a_mandate_holds_no_more_when_its_key_is_not_believed(ledger: Ledger) -> None:
    forged, other = made("m-9", days=900), KeySigner(bytes(31) + b"1")
    keep(ledger, forged)
    ledger.known.put(SERVICE_KEYS, other.public_key)
    assert (ledger.mandates.of("officer-a"), ledger.mandates.any()) == (None, False)
    document = msgspec.json.encode(made().mandate)
    own = SignedMandate(document=document.decode(), key=other.public_key, signature=other.sign(document))
    ledger.mandates.keep(made().mandate, own, START)
    assert ledger.mandates.of("officer-a") == KeptMandate(mandate=made().mandate, signed=own)
    ledger.mandates.fix_keys([SIGNER.public_key.upper()])
    assert ledger.mandates.of("officer-a") == forged
    assert ledger.mandates.named(["m-9"]) == (forged.signed,)
