"""Between a decision's form and its draft: what is typed there now, and how it is filled in again."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from workstation.desk.drafts import DraftLine, FormDraft, TypedChoice
from workstation.desk.open import OpenConsignment
from workstation.domain.event import newest
from workstation.ui.decision.choice import ChoiceField
from workstation.ui.decision.form import SCOPED, DecisionForm
from workstation.ui.parts.text import shown

translate = QCoreApplication.translate


def typed_in(form: DecisionForm, opened: OpenConsignment) -> FormDraft:
    """Everything that the officer has chosen and typed."""
    rows = form.scope.rows
    return FormDraft(
        kind=form.kind,
        act=_typed_choice(form.act),
        reason=_typed_choice(form.reason),
        legal_basis=_typed_choice(form.legal_basis),
        remark=form.remark.toPlainText(),
        place=_typed_choice(form.place),
        labels=form.labels.read,
        lines=tuple(
            DraftLine(goods=row.goods, chosen=row.chosen, typed=row.typed, is_meant=row.is_meant)
            for row in rows
        ),
        found=tuple(row.found for row in rows if row.found is not None),
        begun=tuple(field.text() for field in form.found.fields),
        shown=shown_of(opened),
    )


def shown_of(opened: OpenConsignment) -> tuple[str, ...]:
    """What the officer sees of a consignment: its filings with their versions, and the newest acts."""
    filings = tuple(f"{filing.id} {filing.version}" for filing in opened.consignment.filings)
    return (*filings, *newest(opened.all_acts()))


def fill_in(form: DecisionForm, draft: FormDraft, opened: OpenConsignment) -> tuple[str, ...]:
    """Fill the open form with what still fits; what does not, in sentences."""
    lost: list[str] = []
    if form.kind not in SCOPED and not _take_up(form.act, draft.act):
        lost.append(translate("Draft", "What it was about is not open any more."))
    if not _take_up(form.reason, draft.reason):
        lost.append(translate("Draft", "Its reason is not on the list any more."))
    if not _take_up(form.legal_basis, draft.legal_basis):
        lost.append(translate("Draft", "Its legal basis is not on the list any more."))
    if form.kind in SCOPED:
        lost += _fill_scope(form, draft)
    form.remark.setPlainText(draft.remark)
    if draft.place.code or draft.place.text:
        form.place.take(draft.place.code or draft.place.text)
    form.labels.show_read(draft.labels)
    if draft.shown != shown_of(opened):
        lost.append(translate("Draft", "The consignment has changed since: look at it again."))
    return tuple(lost)


def _typed_choice(field: ChoiceField) -> TypedChoice:
    return TypedChoice(code=field.chosen(), text=field.line.text())


def _take_up(field: ChoiceField, kept: TypedChoice) -> bool:
    """Choose again what was chosen, or type again what was typed; whether it still can be chosen."""
    if kept.code:
        field.choose(kept.code)
        if field.chosen() == kept.code:
            return True
    field.type_again(kept.text)
    return not kept.code


def _fill_scope(form: DecisionForm, draft: FormDraft) -> Sequence[str]:
    known = {row.goods for row in form.scope.rows}
    for found in draft.found:
        if found.id not in known:
            form.scope.add_found(found, f"+  {shown(found.description, 120)}")
    missing = form.scope.take_up(
        {each.goods: (each.chosen, each.typed, each.is_meant) for each in draft.lines}
    )
    form.found.write(draft.begun)
    if missing:
        return [translate("Draft", "Goods that are no longer in this consignment: %n.", "", missing)]
    return ()
