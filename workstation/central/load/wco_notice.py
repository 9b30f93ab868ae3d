"""Notifications about a declaration in the WCO Data Model 3.6 (message RES): what they say is put beside
the document.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element

import msgspec

from workstation.central.additions import Addition
from workstation.central.load.records import Notice
from workstation.central.load.wco_time import instant_of
from workstation.central.load.xml_tree import Tree, Unreadable
from workstation.domain.consignment import Condition, Revenue, Step
from workstation.domain.value import Amount

STEPS: Final = {
    "01": "accepted",
    "02": "received",
    "05": "control",
    "06": "documents_requested",
    "08": "released",
    "09": "cleared",
}
"""Function codes of the response and the step that each is; any other is the step `notification_NN`."""

CONDITIONS: Final = {"05": "examination", "06": "document"}
"""Customs means to examine, or asks for documents: the goods cannot be released until that is done."""

ENDS_CONDITIONS: Final = frozenset({"08", "09"})
DEBT: Final = "13"


def notice_of(tree: Tree, response: Element, file: str, size: int) -> Notice:
    """What a notification says, and of which declaration. Raises Unreadable if it names none or has no
    number.
    """
    line = tree.line(response)
    code = tree.text(response, "FunctionCode")
    reference = tree.text(response, "FunctionalReferenceID")
    mrn, lrn = tree.text(response, "Declaration/ID"), tree.text(response, "Declaration/FunctionalReferenceID")
    numbers = tuple(number for number in (mrn, lrn) if number)
    if not (code and reference and numbers):
        raise Unreadable(
            line, "the notification lacks its function code, its reference or the declaration's number"
        )
    at = _instant(tree, response, "Declaration/AcceptanceDateTime/DateTimeString") or _instant(
        tree, response, "IssueDateTime/DateTimeString"
    )
    addition = Addition(
        key=f"wco-{reference}",
        conditions=_conditions(tree, response, code, reference),
        steps=(Step(kind=STEPS.get(code, f"notification_{code}"), at=at),) if at else (),
        revenue=_revenue(tree, response) if code == DEBT else None,
        satisfies=tuple(CONDITIONS.values()) if code in ENDS_CONDITIONS else (),
        lrn=lrn,
        mrn=mrn,
    )
    return Notice(file=file, line=line, position=size, numbers=numbers, addition=addition)


def _instant(tree: Tree, response: Element, path: str) -> datetime | None:
    text = instant_of(tree.text(response, path))
    return msgspec.convert(text, datetime) if text else None


def _conditions(tree: Tree, response: Element, code: str, reference: str) -> tuple[Condition, ...]:
    if code not in CONDITIONS:
        return ()
    said = (
        tree.text(each, leaf)
        for each in response.iterfind("AdditionalInformation")
        for leaf in ("StatementDescription", "StatementCode")
    )
    return (
        Condition(
            id=f"wco-{reference}",
            kind=CONDITIONS[code],
            owner=tree.text(tree.root, "ResponsibleAgencyName"),
            words=" · ".join(dict.fromkeys(words for words in said if words)),
            due=_instant(tree, response, "AdditionalInformation/LimitDateTime/DateTimeString"),
        ),
    )


def _revenue(tree: Tree, response: Element) -> Revenue | None:
    """The debt: duties (tax types A...), taxes (all others) and their sum, where one currency says it."""
    duties: list[tuple[str, Decimal]] = []
    taxes: list[tuple[str, Decimal]] = []
    for fee in response.iter("DutyTaxFee"):
        amount = tree.amount(fee, "Payment/PaymentAmount")
        try:
            value = Decimal(amount["value"]) if amount else None
        except InvalidOperation:
            value = None
        if amount and value is not None and value.is_finite():
            kind = duties if tree.text(fee, "TypeCode").startswith("A") else taxes
            kind.append((amount.get("currency", ""), value))
    if len({currency for currency, _ in (*duties, *taxes)}) != 1:
        return None
    due = _sum((*duties, *taxes))
    return Revenue(
        payment_state="due" if due is not None and due.value else "not_due",
        duty=_sum(duties),
        tax=_sum(taxes),
        amount_due=due,
    )


def _sum(amounts: Iterable[tuple[str, Decimal]]) -> Amount | None:
    listed = list(amounts)
    if not listed:
        return None
    return Amount(value=sum((value for _, value in listed), Decimal(0)), currency=listed[0][0])
