"""Who pays, how much, is it paid, and what of it stands in the way of a release (WCO standard 8)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final

from workstation.domain.consignment import Consignment
from workstation.domain.identifiers import CheckDigit, check_digit, normalised
from workstation.domain.remark import Remark, remark
from workstation.domain.value import Amount, Value


class Payer(StrEnum):
    """Who owes the money: the seller or its platform, the post or carrier, the buyer, nobody known."""

    VENDOR = "vendor"
    INTERMEDIARY = "intermediary"
    BUYER = "buyer"
    UNKNOWN = "unknown"


class PaymentState(StrEnum):
    """Whether it is paid. A state that is not on the list is `unknown` and its code is shown."""

    PAID = "paid"
    DUE = "due"
    DEFERRED = "deferred"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"


class RevenueView(Value):
    """What a screen says about money, in codes.

    `due` is what is still to be paid (amount due as sent, else duty and tax together; none when nothing
    says how much); `identifier_state` is `right`, `wrong_form`, `wrong_member_state`, `doubtful` (check
    digit), `other` (no scheme known here) or empty; `blocks` names what of it stands in the way of a
    release: `payment.due` or the id of an open blocking payment condition.
    """

    payer: Payer
    state: PaymentState
    model: str = ""
    state_code: str = ""
    tax_identifier: str = ""
    identifier_state: str = ""
    duty: Amount | None = None
    tax: Amount | None = None
    due: Amount | None = None
    evidence: str = ""
    blocks: tuple[str, ...] = ()


_PAYERS: Final = {
    "vendor": Payer.VENDOR,
    "platform": Payer.VENDOR,
    "seller": Payer.VENDOR,
    "ioss": Payer.VENDOR,
    "intermediary": Payer.INTERMEDIARY,
    "special_arrangements": Payer.INTERMEDIARY,
    "carrier": Payer.INTERMEDIARY,
    "buyer": Payer.BUYER,
    "consignee": Payer.BUYER,
}


def revenue_of(consignment: Consignment) -> RevenueView:
    """Who pays what for this consignment, and what of it blocks a release."""
    revenue = consignment.revenue
    conditions = tuple(
        c.id for c in consignment.conditions if c.kind == "payment" and c.blocking and c.state == "open"
    )
    if revenue is None:
        return RevenueView(payer=Payer.UNKNOWN, state=PaymentState.UNKNOWN, blocks=conditions)
    try:
        state = PaymentState(revenue.payment_state)
    except ValueError:
        state = PaymentState.UNKNOWN
    owed = revenue.amount_due or _together(revenue.duty, revenue.tax)
    due = owed if state in {PaymentState.DUE, PaymentState.UNKNOWN} else None
    blocks = conditions
    if not blocks and state is PaymentState.DUE and (due is None or due.value > 0):
        blocks = ("payment.due",)
    return RevenueView(
        payer=_PAYERS.get(revenue.model, Payer.UNKNOWN),
        state=state,
        model=revenue.model,
        state_code=revenue.payment_state,
        tax_identifier=revenue.tax_identifier,
        identifier_state=identifier_state(revenue.tax_identifier),
        duty=revenue.duty,
        tax=revenue.tax,
        due=due,
        evidence=revenue.paid_evidence,
        blocks=blocks,
    )


def _together(duty: Amount | None, tax: Amount | None) -> Amount | None:
    """Duty and tax in one amount where they are in one currency."""
    parts = [amount for amount in (duty, tax) if amount is not None]
    if not parts or len({amount.currency for amount in parts}) > 1:
        return None
    return Amount(value=sum((a.value for a in parts), Decimal(0)), currency=parts[0].currency)


# --- the tax identifier ---

_SCHEME = re.compile(r"(?:IM|IN|EU)[0-9]")
_SCHEME_FORM = re.compile(r"(?:IM|IN)[0-9]{10}|EU[0-9]{9}")


def identifier_state(tax_identifier: str) -> str:
    """What there is to say about an IOSS or OSS number: see `RevenueView.identifier_state`.

    Form and member state are sure (Regulation (EU) 2019/2026, Annex); the check digit is not published, so
    a wrong one is a doubt.
    """
    value = normalised(tax_identifier)
    if not value:
        return ""
    if not _SCHEME.match(value):
        return "other"
    if not _SCHEME_FORM.fullmatch(value):
        return "wrong_form"
    judged = check_digit("eu_ioss", value)
    if judged is None:
        return "wrong_member_state"
    return "doubtful" if judged is CheckDigit.WRONG else "right"


_REMARK_OF: Final = {
    "wrong_form": "tax_identifier.form",
    "wrong_member_state": "tax_identifier.member_state",
    "doubtful": "tax_identifier.check_digit",
}


def tax_identifier_remarks(consignment: Consignment) -> Iterator[Remark]:
    """Remarks on who pays: the number of the scheme, or that none is given where the vendor is to pay."""
    revenue = consignment.revenue
    if revenue is None:
        return
    code = _REMARK_OF.get(identifier_state(revenue.tax_identifier))
    if code is not None:
        yield remark(code, "revenue.tax_identifier", revenue.tax_identifier)
    if _PAYERS.get(revenue.model) is Payer.VENDOR and not revenue.tax_identifier.strip():
        yield remark("tax_identifier.missing", "revenue.tax_identifier", revenue.model)
    owed = revenue.amount_due or _together(revenue.duty, revenue.tax)
    if owed is not None and owed.value > 0 and not revenue.payment_state:
        yield remark("payment.unknown", "revenue.payment_state", f"{owed.value} {owed.currency}")
