"""What the handheld reader answers in an open form: where the parcel is put, what it is sealed with, who the
second officer is.
"""

from workstation.domain.event import ReadMeaning
from workstation.ui.decision.form import DecisionForm


class FormByReader:
    """Hands what was read to the form that asks for it. What is being recorded already takes nothing."""

    def __init__(self, form: DecisionForm) -> None:
        self._form = form

    def is_writing(self) -> bool:
        """Whether a decision is being written in the form."""
        return bool(self._form.kind)

    def take_place(self, code: str) -> bool:
        """A shelf's label was read; whether the form asks where the parcel is put, and has taken it."""
        asks = self._asks() and not self._form.place.isHidden()
        if asks:
            self._form.place.take(code)
            self._form.show_field(self._form.place)
        return asks

    def take_label(self, label: ReadMeaning) -> bool:
        """A seal's or an evidence bag's label was read; whether it goes with the decision of this form."""
        taken = self._asks() and not self._form.place.isHidden() and self._form.labels.take(label)
        if taken:
            self._form.show_field(self._form.labels)
        return taken

    def drop_label(self, code: str) -> None:
        """What was taken for a label is a parcel's barcode."""
        if self._asks():
            self._form.labels.drop(code)

    def takes_badge(self) -> bool:
        """Whether the form asks who the second officer is."""
        return self._asks() and not self._form.second.isHidden()

    def take_badge(self, id: str) -> None:
        """The second officer's badge was read."""
        self._form.second.setText("".join(sign for sign in id if sign.isprintable()).strip())

    def _asks(self) -> bool:
        return self.is_writing() and self._form.isEnabled()
