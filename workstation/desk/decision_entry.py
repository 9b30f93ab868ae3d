"""The ledger's entry that says a decision, and all that was on the screen and on the bench."""

from dataclasses import dataclass

import msgspec

from workstation.barcode.identify import meaning_of
from workstation.barcode.reads import BarcodeRead
from workstation.desk.marks import Drawn
from workstation.desk.open import OpenConsignment
from workstation.desk.parcel_read import read_of
from workstation.domain.act import Act, Effect
from workstation.domain.decision import Bearing, DecisionDraft, is_undo
from workstation.domain.event import (
    ABSENT,
    BARCODE_MEANING,
    BARCODE_READ,
    EXCEPTION,
    FOUND_GOODS,
    LABEL,
    REMARK,
    TYPED,
    DocumentVersion,
    newest,
)
from workstation.domain.interlock import Workplace, possession_of
from workstation.identity.officer import Officer
from workstation.ledger.values import EventDraft


@dataclass(frozen=True, kw_only=True)
class Around:
    """Under what circumstances it was decided: who, under which mandate, where, what was read there last, and
    which images were shown and what the officer had drawn on them. `hold_back_s` as in `EventDraft`.
    """

    officer: Officer
    bearing: Bearing
    workplace: Workplace
    last_read: BarcodeRead | None
    images: tuple[str, ...]
    drawn: Drawn
    hold_back_s: float


def entry_of(draft: DecisionDraft, opened: OpenConsignment, around: Around) -> EventDraft:
    """The entry; `opened.at_hand` is what the last read says."""
    bearing = around.bearing
    named = read_of(around.last_read, opened.consignment)
    possession = possession_of(draft.exception, opened.at_hand, around.workplace)
    # What only takes back a release that was not sent needs no mandate, and is not judged by one.
    # Without a reckoned time the service could not judge it by one, and would refuse it for ever.
    is_judged = bearing.service_time is not None and not is_undo(draft, opened.all_acts())
    mandate = bearing.mandate if is_judged else None
    return EventDraft(
        kind=draft.kind,
        officer=around.officer.id,
        consignment=draft.consignment,
        scope=draft.scope,
        seen=newest(opened.all_acts()),
        names=draft.names,
        owner=_owner_of(draft, opened, around.officer.office),
        reason=draft.reason,
        legal_basis=draft.legal_basis,
        mandate=mandate.id if mandate is not None else "",
        document_versions=tuple(
            DocumentVersion(filing=f.id, version=f.version) for f in opened.consignment.filings
        ),
        images_shown=around.images,
        particulars=_particulars(draft, named or around.last_read, is_of_it=named is not None),
        last_read=named.text if named is not None else "",
        clock_offset_ms=bearing.clock_offset_ms,
        hold_back_s=around.hold_back_s,
        lane=opened.consignment.risk.lane,
        category=opened.consignment.immediate_release_category,
        line=bearing.line,
        second=draft.second,
        service_time=bearing.service_time,
        workplace=around.workplace.kind,
        possession=possession,
        exception=draft.exception if possession in (TYPED, EXCEPTION) else "",
        place=draft.place if possession != ABSENT else "",
        marks=around.drawn.marks,
        judged=around.drawn.judged,
    )


def _owner_of(draft: DecisionDraft, opened: OpenConsignment, office: str) -> str:
    """For whom the act is: a hold is the own office's; who ends a hold says for whose, which takes a mandate
    where it is another's.
    """
    effect = Act(id="", kind=draft.kind).does()
    if effect is Effect.HOLD:
        return office
    named = (act for act in opened.all_acts() if act.id in draft.names)
    owners = {act.owner for act in named if act.does() is Effect.HOLD}
    if effect is Effect.LIFT and (office in owners or not owners):
        return office
    return min(owners, default="") if effect in (Effect.LIFT, Effect.ANNUL) else ""


def _particulars(
    draft: DecisionDraft, last_read: BarcodeRead | None, *, is_of_it: bool
) -> tuple[tuple[str, str], ...]:
    """What describes; also the seals and evidence bags, what the last barcode read was taken for, and its
    text where it was another parcel's.
    """
    rows = [(FOUND_GOODS, msgspec.json.encode(found).decode()) for found in draft.found]
    if draft.remark.strip():
        rows.append((REMARK, draft.remark))
    rows += [(LABEL, msgspec.json.encode(each).decode()) for each in draft.labels]
    if last_read is not None and last_read.text:
        if not is_of_it:
            rows.append((BARCODE_READ, last_read.text))
        rows.append((BARCODE_MEANING, msgspec.json.encode(meaning_of(last_read)).decode()))
    return tuple(rows)
