"""Enrolment of a bench with its key, and what bench and central service compare of a ledger afterwards."""

from datetime import UTC, datetime
from typing import Final

from workstation.domain.value import Value

ENROLMENT: Final = "enrolment"
HOLDINGS: Final = "ledgers"
OWN_EVENTS: Final = "own_events"
"""Capabilities, as the service's information names them."""

ACTIVE: Final = "active"
REPLACED: Final = "replaced"
REVOKED: Final = "revoked"

UNVERIFIED: Final = frozenset(
    {
        "unreadable",
        "envelope",
        "too_large",
        "hash_mismatch",
        "particular_mismatch",
        "signature",
        "not_storable",
    }
)
"""Codes of refusals after which the service does not hold the entry under its hash: it proves nothing."""

_PROOF: Final = "workstation enrolment 1"


class Enrolment(Value):
    """A bench tells the service the key that signs its ledger and its requests.

    `signed_from` is the sequence from which on each entry of the ledger is signed with a key. `proof` is the
    signature, base64, by the secret half of `public_key` over `signed_text`. `made` has whole seconds.
    """

    bench: str
    office: str
    ledger: str
    public_key: str
    signed_from: int
    made: datetime
    proof: str = ""

    def signed_text(self) -> bytes:
        """What `proof` signs: a fixed first line and the other fields, a line each, in this order."""
        made = self.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        fields = (self.bench, self.office, self.ledger, self.public_key, str(self.signed_from), made)
        return "\n".join((_PROOF, *fields)).encode("utf-8")


class Enrolled(Value):
    """The key is known. `service_keys` are the public keys with which the service signs mandates; `clock` is
    its UTC time now.
    """

    bench: str
    ledger: str
    state: str = ACTIVE
    service_keys: tuple[str, ...] = ()
    clock: datetime | None = None


class HeldEntry(Value):
    """One place in a ledger and the hashes of what is held there: more than one where the ledger forked."""

    sequence: int
    hashes: tuple[str, ...] = ()


class LedgerHolding(Value):
    """What the service holds of a ledger, of the places after `after` up to `last`; with `more` there are
    places behind `last` that another question tells of.

    Only entries whose hash the service has verified count, refused ones too. `before` is how many places up
    to `after` are held. `ranges` are the first and last places of what is held without a gap, forked ones
    included; `count` is how many places they are. `hash` is the SHA-256 over a line (place, space, hash, line
    feed) for each place that is not forked, in their order. `forks` are the forked ones among them, `forked`
    says how many the whole ledger has. `entries` are all of them, where that was asked for.
    """

    ledger: str
    after: int = 0
    last: int = 0
    more: bool = False
    before: int = 0
    count: int = 0
    ranges: tuple[tuple[int, int], ...] = ()
    hash: str = ""
    forks: tuple[HeldEntry, ...] = ()
    forked: int = 0
    entries: tuple[HeldEntry, ...] = ()


class Alarm(Value):
    """What only a copied, restored or forged ledger makes (`fork`, `id_reused`, `signature`), a bench that
    annuls more than it may (`mandate.annul`), or one that enrolled for another office than before (`office`,
    of no place and no events): a person must look at each. `events` are the service's numbers of the events
    that it is about, the newest last.
    """

    number: str
    at: datetime
    kind: str
    bench: str = ""
    ledger: str = ""
    sequence: int = 0
    events: tuple[str, ...] = ()
    words: str = ""


class AlarmPage(Value):
    """Alarms after a number, the oldest first; `more`: ask again after the last of them."""

    alarms: tuple[Alarm, ...] = ()
    more: bool = False
