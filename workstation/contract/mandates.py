"""Mandates as they go over the wire: issued from a rule, signed, and read again by whoever has the key."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import msgspec

from workstation.contract.signing import is_signed
from workstation.domain.mandate import ANY_KIND, Grant, Mandate
from workstation.domain.value import Value

MANDATES: Final = "mandates"
"""The capability of a service that issues them."""

DAY_S: Final = 86_400

DOCUMENT_LIMIT: Final = 100_000
"""Characters of a mandate's document. More is nobody's mandate."""

_LONGEST_S: Final = 3660 * DAY_S
_CLOCKS_APART: Final = timedelta(minutes=5)
"""A bench reckons the service's clock: what was issued a moment ago must hold there already."""


class SignedMandate(Value):
    """A mandate as it was issued. `document` is the exact JSON text of a `Mandate`; `signature` (base64) is
    the Ed25519 signature of `key` (64 hex digits) over its UTF-8 bytes.
    """

    document: str
    key: str
    signature: str

    def is_signed_by(self, keys: Collection[str]) -> bool:
        """Whether one of these keys has signed exactly this document."""
        return self.key in keys and is_signed(self.key, self.document.encode(), self.signature)

    def read(self) -> Mandate | None:
        """The mandate in it; none where it cannot be read. Says nothing of the signature."""
        if len(self.document) > DOCUMENT_LIMIT:
            return None
        try:
            found = msgspec.json.decode(self.document, type=Mandate)
        except (msgspec.MsgspecError, RecursionError):
            return None
        times = (found.issued, found.valid_from, found.valid_until)
        return found if found.id and found.officer and all(time.tzinfo for time in times) else None


class MandateRule(Value):
    """What the mandates of one officer, or of every officer without a rule, are issued from.

    A mandate holds for `valid_s` seconds and is issued anew when half of them are over, so that a bench that
    goes off line then still has the other half. All else as in `Mandate`.
    """

    valid_s: int = 30 * DAY_S
    offline_s: int = 10 * DAY_S
    offices: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = (Grant(kind=ANY_KIND),)
    may_leave_before_acknowledged: bool = False
    over_holds: tuple[str, ...] = ()
    may_annul: tuple[str, ...] = ()

    def mandate(self, id: str, officer: str, issued: datetime) -> Mandate:
        """The mandate that this rule gives an officer at this moment."""
        return Mandate(
            id=id,
            officer=officer,
            issued=issued,
            valid_from=issued - _CLOCKS_APART,
            valid_until=issued + timedelta(seconds=self.valid_s),
            offices=self.offices,
            offline_s=self.offline_s,
            grants=self.grants,
            may_leave_before_acknowledged=self.may_leave_before_acknowledged,
            over_holds=self.over_holds,
            may_annul=self.may_annul,
        )

    def is_sound(self) -> bool:
        """Whether mandates can be issued from it: times are above nothing and below what a calendar ends at,
        and each grant is of some kind.
        """
        return (
            0 < self.valid_s <= _LONGEST_S
            and 0 <= self.offline_s <= _LONGEST_S
            and all(grant.kind for grant in self.grants)
            and len(msgspec.json.encode(self)) < DOCUMENT_LIMIT // 2
        )

    def is_behind(self, mandate: Mandate, now: datetime) -> bool:
        """Whether a mandate still says what the rule says, and has not used up the first half of its time."""
        same = self.mandate(mandate.id, mandate.officer, mandate.issued) == mandate
        return same and mandate.issued <= now < mandate.issued + timedelta(seconds=self.valid_s / 2)


EVERY_ACT: Final = MandateRule()
"""What holds where nobody has put in a rule: every act, on line and off line, ten days off line."""
