"""The last barcode read at this bench: what says which parcel lies here."""

from workstation.barcode.reads import BarcodeRead
from workstation.desk.parcel_read import at_hand
from workstation.domain.consignment import Consignment
from workstation.domain.interlock import AtHand


class LastRead:
    """Kept once, for everybody who asks. Labels of the administration's own, and repeats, leave it as it
    is.
    """

    def __init__(self) -> None:
        self._read: BarcodeRead | None = None
        self._heard: BarcodeRead | None = None

    @property
    def read(self) -> BarcodeRead | None:
        """The last read that may be a parcel's; none before the first, or since one went elsewhere."""
        return self._read

    def note(self, read: BarcodeRead) -> None:
        """This may be a parcel's: what lay here before does not count any more."""
        self._read = read

    def forget(self) -> None:
        """What lies here is not known any more."""
        self._read = self._heard = None

    def at_hand(self, consignment: Consignment) -> AtHand:
        """What it says of this consignment."""
        return at_hand(self._read, consignment)

    def is_repeat(self, read: BarcodeRead, within_ms: int) -> bool:
        """Whether this is the read before again, within a moment, and nothing happened between; hears it."""
        before, self._heard = self._heard, read
        if before is None or (before.text, before.source) != (read.text, read.source):
            return False
        return 0 <= read.started_ms - before.ended_ms <= within_ms

    def break_repeat(self) -> None:
        """Something happened: the same barcode would say something new."""
        self._heard = None
