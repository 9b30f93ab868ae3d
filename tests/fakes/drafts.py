"""The desk's drafts in memory: of one officer, at a time that a test sets."""

from tests.fakes.desk_consignments import NOW
from workstation.desk.drafts import FormDraft, Unfinished


class FakeDrafts:
    """Satisfies `DraftDesk`. `saved` is every form in the order it was kept, `kept` what is there now."""

    def __init__(self) -> None:
        self.saved: list[FormDraft] = []
        self.kept: dict[str, Unfinished] = {}

    def save(self, consignment: str, form: FormDraft) -> None:
        self.saved.append(form)
        self.kept[consignment] = Unfinished(consignment=consignment, saved=NOW, form=form)

    def forget(self, consignment: str) -> None:
        self.kept.pop(consignment, None)

    def recorded(self, consignment: str, kind: str) -> None:
        if consignment in self.kept and self.kept[consignment].form.kind == kind:
            del self.kept[consignment]

    def of(self, consignment: str) -> Unfinished | None:
        return self.kept.get(consignment)
