"""Why an act is refused: by what it says, its mandate and what it had seen; never by where goods stand when
it comes.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import msgspec

from workstation.central.documents import Refusal
from workstation.domain.act import ACT_EFFECTS, NAMES_ACTS, Act, Effect
from workstation.domain.event import (
    EXCEPTION,
    POSSESSIONS,
    READ,
    REMARK,
    SAYS_POSSESSION,
    TYPED,
    BenchEvent,
)
from workstation.domain.interlock import DOCUMENT, EXAMINATION, EXCEPTIONS, IMAGE, NEEDS_PARCEL
from workstation.domain.mandate import MANDATE_WORDS, OFF_LINE, ON_LINE, Mandate, MandateFacts, within
from workstation.domain.provisional import PROVISIONAL, names_itself
from workstation.domain.reference import Coded, ReferenceList
from workstation.domain.value import Quantity

NEEDS_SCOPE: Final = frozenset({Effect.RELEASE, Effect.HOLD, Effect.SEIZE})
"""Effects on goods: their acts list the goods, never "all"."""

ENDS: Final = frozenset({Effect.LIFT, Effect.ANNUL})
"""Effects that end another act; of a hold only for its owner."""

HIGHEST_QUANTITY: Final = Decimal(10) ** 15
"""Beyond this nothing is counted or weighed, and sums of decimals overflow in the end."""

LOWEST_EXPONENT: Final = -15
"""A finer part of one than this is nobody's money."""

REFUSALS: Final[Mapping[str, str]] = {
    "consignment.missing": "The act does not say which consignment it is about.",
    "scope.empty": "The act lists no goods.",
    "scope.quantity": "A quantity is not above zero, or beyond range.",
    "provisional.id": "A consignment that a bench makes has the id of its event, a UUIDv7.",
    "names.missing": "The act names no act that it is about.",
    "names.itself": "The act names or has seen itself.",
    "reason.missing": "The act has no reason.",
    "legal_basis.missing": "The act has no legal basis, which its kind or its reason needs.",
    "remark.missing": "The act has no remark, which its reason needs.",
    "mandate.circumstances": "The act names a mandate, and not when, or whether on line, it was decided.",
    "office.other": "The act is by the right of an office that its bench was never enrolled for.",
    "owner.other": "The act is for an owner whose holds neither its office nor its mandate is over.",
    **{code: words for code, words in MANDATE_WORDS.items() if code != "mandate.none"},
}
"""Every code with its words. They are the codes of the bench's own obstacles where both know the rule."""


UNKNOWN_MANDATE: Final = Refusal(
    code="mandate.unknown", words="The mandate that the act names is not known here: it was not judged by it."
)
WITHOUT_MANDATE: Final = Refusal(
    code="mandate.missing", words="The act names no mandate, though its bench or officer had been given one."
)
BEYOND_MANDATE: Final = Refusal(
    code="mandate.annul", words="The act annuls what its mandate does not let it annul."
)
UNREASONED: Final = Refusal(
    code="possession.unreasoned",
    words="A bench decided and says neither that the parcel's barcode was read nor a known reason.",
)
"""What is said of an act that is accepted all the same."""

AHEAD: Final = Refusal(
    code="clock.ahead", words="What a bench saw was later than it came here: its clock is ahead."
)
"""What is said of a note that is accepted all the same, and counts as of little after it came."""

OLDER_SCHEMA: Final = Refusal(
    code="schema.older",
    words="The ledger went back to a version that does not say whether a parcel was there.",
)
"""What is said of a ledger that said more before."""

OTHERS_ID: Final = "provisional.id"
"""Code of the refusal of a `provisional` event that does not make a consignment of its own id."""


def refusal(code: str) -> Refusal:
    """The refusal with this code."""
    return Refusal(code=code, words=REFUSALS[code])


def structural_refusal(act: Act) -> Refusal | None:
    """What any act must say, whoever made it."""
    effect = act.does()
    if act.id in act.seen or act.id in act.names:
        return refusal("names.itself")
    if effect in NEEDS_SCOPE and not act.scope:
        return refusal("scope.empty")
    quantities = [*(entry.quantity for entry in act.scope), *(found.quantity for found in act.found)]
    if not all(map(_is_possible, quantities)):
        return refusal("scope.quantity")
    if effect in NAMES_ACTS and not act.names:
        return refusal("names.missing")
    return None


def note_refusal(event: BenchEvent) -> Refusal | None:
    """What an event that moves no goods must say."""
    if event.kind == PROVISIONAL and not names_itself(event):
        return refusal(OTHERS_ID)
    return None


def mandate_refusal(act: Act, event: BenchEvent, mandate: Mandate | None) -> Refusal | None:
    """Why this officer's act is not within the mandate that it names; `mandate` is none where it names none,
    or one that the service does not know: then it is not judged by one.

    Who ends a hold says for which owner (`owner`): another than the own office takes a mandate over it.
    """
    # Without them a mandate that has run out, or is for on line only, would be judged by nothing.
    if event.mandate and (event.line not in (ON_LINE, OFF_LINE) or _service_time(event) is None):
        return refusal("mandate.circumstances")
    if mandate is not None:
        codes = within(mandate, facts_of(event))
        if codes:
            return refusal(codes[0])
    own = act.owner in ("", event.office)
    if act.does() in ENDS and not own and not (mandate is not None and mandate.is_over(act.owner)):
        return refusal("owner.other")
    return None


def office_refusal(
    act: Act, event: BenchEvent, mandate: Mandate | None, offices: Collection[str]
) -> Refusal | None:
    """Why the act has no right from the office that its envelope names. `offices` are those that its ledger
    was ever enrolled for, which is done before its events are sent; none: never enrolled, and nothing is
    known.
    """
    if not offices or event.office in offices:
        return None
    by_office = act.does() in ENDS and act.owner == event.office != ""
    return refusal("office.other") if by_office or (mandate is not None and mandate.offices) else None


def facts_of(event: BenchEvent) -> MandateFacts:
    """What a mandate is asked about, as the envelope tells it. When the service was last heard it does not
    tell: that is judged at the bench alone.
    """
    return MandateFacts(
        kind=event.kind,
        officer=event.officer,
        office=event.office,
        lane=event.lane,
        category=event.category,
        line=event.line,
        second=event.second,
        service_time=_service_time(event),
    )


def _service_time(event: BenchEvent) -> datetime | None:
    return event.service_time if event.service_time and event.service_time.tzinfo else None


def takes_mandate(act: Act) -> bool:
    """Whether a bench with a mandate names it in such an act: in an acknowledgement and in taking back a
    release it does not.
    """
    return act.does() in NEEDS_SCOPE or act.does() is Effect.LIFT


def annuls_too_much(act: Act, mandate: Mandate | None, named: Iterable[Act]) -> bool:
    """Whether an annulment names something that its mandate does not let it annul; without one, anything but
    a release. It is no refusal: which of
    the named acts are known here hangs on what has arrived; a release may have been annulled before it was
    sent.
    """
    if act.does() is not Effect.ANNUL:
        return False
    effects = {each.does() for each in named if each.id in act.names} - {Effect.RELEASE}
    return any(mandate is None or not mandate.annuls(effect) for effect in effects)


def is_countable(value: Decimal) -> bool:
    """Whether it is a number that can be counted with: finite, and of no more digits than anything has."""
    if not value.is_finite():
        return False
    exponent = value.as_tuple().exponent
    return abs(value) < HIGHEST_QUANTITY and isinstance(exponent, int) and exponent >= LOWEST_EXPONENT


def _is_possible(quantity: Quantity | None) -> bool:
    return quantity is None or (quantity.value.is_finite() and 0 < quantity.value < HIGHEST_QUANTITY)


class CodedRules:
    """What the reference lists `acts`, `reasons` and `exceptions` ask of an act. An unknown code of the first
    two asks nothing: it is kept.
    """

    def __init__(self, lists: Mapping[str, ReferenceList]) -> None:
        self._kinds = {row.code: row for row in lists["acts"].rows} if "acts" in lists else {}
        self._reasons = {row.code: row for row in lists["reasons"].rows} if "reasons" in lists else {}
        known = {row.code: row for row in lists[EXCEPTIONS].rows} if EXCEPTIONS in lists else None
        self._exceptions = known
        """None: the list is not here, and any code is taken for one."""

    def with_effect(self, act: Act) -> Act:
        """The act with the effect that the coded list gives its kind, where the kind alone says none."""
        row = self._kinds.get(act.kind)
        if act.effect or act.kind in ACT_EFFECTS or row is None or not row.effect:
            return act
        return msgspec.structs.replace(act, effect=row.effect)

    def refusal_of(self, act: Act, event: BenchEvent) -> Refusal | None:
        """Why this officer's act is refused, or none."""
        if not event.consignment:
            return refusal("consignment.missing")
        return structural_refusal(act) or self._coded_refusal(act, event)

    def is_unreasoned(self, act: Act, event: BenchEvent) -> bool:
        """Whether an act on goods does not say that their parcel was read, or why not, in the words that the
        contract has for it. It is no refusal: the goods may have left.
        """
        if act.does() not in NEEDS_PARCEL:
            return False
        if event.schema < SAYS_POSSESSION:
            # That version has no such words: whoever has them says a lower number than is true.
            return any((event.workplace, event.possession, event.exception))
        if event.workplace in (DOCUMENT, IMAGE):
            return event.possession not in POSSESSIONS
        if event.workplace != EXAMINATION or event.possession not in (READ, TYPED, EXCEPTION):
            return True
        return event.possession != READ and not self._is_exception(event)

    def _is_exception(self, event: BenchEvent) -> bool:
        if self._exceptions is None or not event.exception:
            return bool(event.exception.strip())
        return _valid(self._exceptions.get(event.exception), event.happened().date()) is not None

    def _coded_refusal(self, act: Act, event: BenchEvent) -> Refusal | None:
        kind = self._kinds.get(act.kind)
        if kind is not None and kind.needs_reason and not act.reason:
            return refusal("reason.missing")
        # The day of the decision, not of its arrival: a bench may have been off line while the list changed.
        reason = _valid(self._reasons.get(act.reason), event.happened().date())
        if not act.legal_basis and any(row is not None and row.needs_legal_basis for row in (kind, reason)):
            return refusal("legal_basis.missing")
        # The envelope tells that there was a remark even after policy has erased its text.
        if reason is not None and reason.needs_remark and all(p.kind != REMARK for p in event.particulars):
            return refusal("remark.missing")
        return None


def _valid(row: Coded | None, day: date) -> Coded | None:
    return row if row is not None and row.is_valid(day) else None
