"""Where the parcel is put: a storage place, read from the shelf's label, chosen, or typed."""

from workstation.domain.interlock import LONGEST_PLACE
from workstation.ui.decision.choice import ChoiceField


class PlaceField(ChoiceField):
    """A field to choose from that also takes a code which is on no list: shelves have labels of their own."""

    def chosen(self) -> str:
        """The code of the chosen row, else what is typed; empty if nothing is."""
        return super().chosen() or self.line.text().strip().upper()[: LONGEST_PLACE + 1]

    def loose_words(self) -> str:
        """Whatever is typed is a place."""
        return ""

    def take(self, code: str) -> None:
        """A shelf's label was read."""
        self.choose(code)
        if not super().chosen():
            self.type_again(code)
        self.changed.emit()

    def _tell(self, *, fits: bool) -> None:
        super()._tell(fits=True)
