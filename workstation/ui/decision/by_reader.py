"""What the handheld reader answers in an open form: where the parcel is put, who the second officer is."""

from workstation.ui.decision.form import DecisionForm
from workstation.ui.parts.sections import Panel


class FormByReader(Panel):
    """A panel with a decision's form."""

    form: DecisionForm

    def is_writing(self) -> bool:
        """Whether a decision is being written in the form."""
        return bool(self.form.kind)

    def take_place(self, code: str) -> bool:
        """A shelf's label was read; whether the form asks where the parcel is put, and has taken it. What is
        being recorded already takes nothing.
        """
        asks = self.is_writing() and not self.form.place.isHidden() and self.form.isEnabled()
        if asks:
            self.form.place.take(code)
        return asks

    def takes_badge(self) -> bool:
        """Whether the form asks who the second officer is."""
        return self.is_writing() and not self.form.second.isHidden()

    def take_badge(self, id: str) -> None:
        """The second officer's badge was read."""
        self.form.second.setText("".join(sign for sign in id if sign.isprintable()).strip())
