"""What comes beside a consignment's document (payments, notifications), and how it is put into the
document.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from workstation.central import schema
from workstation.central.acts import chunks
from workstation.central.documents import (
    RANKS,
    Fields,
    column_text,
    fields_of,
    object_of,
    raw,
    raw_list,
    text_of,
)
from workstation.contract.messages import Payment
from workstation.domain.consignment import Condition, Revenue, Step
from workstation.domain.identifiers import normalised
from workstation.domain.value import Value

MONEY_IS_SETTLED: Final = frozenset({"paid", "deferred", "not_due"})
"""Payment states that satisfy a condition to release of kind `payment`."""


class Addition(Value):
    """What was said of a consignment beside its document; said once by `key`.

    Conditions and steps are added unless the document has them; set fields of `revenue` replace the
    document's; open
    conditions of the kinds `satisfies` become satisfied, satisfied ones of the kinds `reopens` open again;
    `mrn` is given to the filing whose LRN is `lrn`. `at` is when money was so, UTC, where that was told.
    """

    key: str
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()
    revenue: Revenue | None = None
    satisfies: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()
    lrn: str = ""
    mrn: str = ""
    at: datetime | None = None


_ADDITION: Final = msgspec.json.Decoder(Addition)


def payment_as_addition(payment: Payment, key: str) -> Addition:
    """A payment state with its proof and amount. One that settles nothing blocks again what an earlier one
    had settled: a payment may be returned.
    """
    settled = payment.state in MONEY_IS_SETTLED
    return Addition(
        key=key,
        revenue=Revenue(
            payment_state=payment.state, paid_evidence=payment.evidence, amount_due=payment.amount
        ),
        satisfies=("payment",) if settled else (),
        reopens=("payment",) if payment.state and not settled else (),
        at=payment.at.replace(tzinfo=payment.at.tzinfo or UTC) if payment.at else None,
    )


def is_outdated(addition: Addition, earlier: Iterable[Addition]) -> bool:
    """Whether something that was said earlier tells of a later time: that stands, whichever came first."""
    times = [each.at for each in earlier if each.at is not None]
    return addition.at is not None and bool(times) and addition.at < max(times)


def additions_of(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[Addition]]:
    """What was said of these consignments beside their documents, in the order in which it was said."""
    found: dict[str, list[Addition]] = {}
    table = schema.addition.c
    for some in chunks(ids):
        wanted = (
            select(table.consignment, table.document)
            .where(table.consignment.in_(some))
            .order_by(table.position)
        )
        for consignment, document in connection.execute(wanted):
            found.setdefault(consignment, []).append(_ADDITION.decode(document))
    return found


def numbers_of(addition: Addition) -> tuple[tuple[str, int], ...]:
    """The numbers by which a consignment can be found since this was said, with their ranks."""
    value = column_text(normalised(addition.mrn))
    return ((value, RANKS["filing"]),) if value else ()


def with_additions(fields: Fields, additions: Iterable[Addition]) -> Fields:
    """The document's fields with what was said beside it, in the order in which it was said; what is
    outdated is left out.
    """
    grown = dict(fields)
    said: list[Addition] = []
    for addition in additions:
        if is_outdated(addition, said):
            continue
        said.append(addition)
        if addition.revenue is not None:
            grown["revenue"] = _merged(grown.get("revenue"), addition.revenue)
        if addition.conditions or addition.satisfies or addition.reopens:
            grown["conditions"] = _conditions(grown.get("conditions"), addition)
        if addition.steps:
            grown["steps"] = _steps(grown.get("steps"), addition.steps)
        if addition.mrn:
            grown["filings"] = _filings(grown.get("filings"), addition)
    return grown


def _merged(body: msgspec.Raw | None, revenue: Revenue) -> msgspec.Raw:
    # Default fields are not encoded: only what was said replaces. The proof of an earlier state proves no
    # later one.
    said = fields_of(msgspec.json.encode(revenue))
    present = object_of(body)
    if revenue.payment_state not in {"", text_of(present.get("payment_state"))}:
        present.pop("paid_evidence", None)
    return raw(present | said)


def _conditions(body: msgspec.Raw | None, addition: Addition) -> msgspec.Raw:
    present = raw_list(body)
    ids = {text_of(object_of(each).get("id")) for each in present}
    added = [raw(each) for each in addition.conditions if each.id not in ids]
    return raw([_moved(each, addition) for each in (*present, *added)])


def _moved(condition: msgspec.Raw, addition: Addition) -> msgspec.Raw:
    """The condition in the state that this addition gives it; a waived one stays waived."""
    fields = object_of(condition)
    state, kind = text_of(fields.get("state")), text_of(fields.get("kind"))
    if state in {"", "open"} and kind in addition.satisfies:
        return raw(fields | {"state": raw("satisfied")})
    if state == "satisfied" and kind in addition.reopens:
        return raw(fields | {"state": raw("open")})
    return condition


def _steps(body: msgspec.Raw | None, steps: tuple[Step, ...]) -> msgspec.Raw:
    present = raw_list(body)
    known = {(text_of(object_of(each).get("kind")), text_of(object_of(each).get("at"))) for each in present}
    added = [made for step in steps if (step.kind, text_of(object_of(made := raw(step))["at"])) not in known]
    return raw([*present, *added])


def _filings(body: msgspec.Raw | None, addition: Addition) -> msgspec.Raw:
    def named(filing: msgspec.Raw) -> msgspec.Raw:
        fields = object_of(filing)
        if text_of(fields.get("lrn")) != addition.lrn or text_of(fields.get("mrn")):
            return filing
        return raw(fields | {"mrn": raw(addition.mrn)})

    return raw([named(each) for each in raw_list(body)])
