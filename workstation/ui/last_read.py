"""The last barcode read at this bench: what says which parcel lies here."""

from collections.abc import Iterable

from msgspec.structs import replace

from workstation.barcode.reads import BarcodeRead
from workstation.desk.parcel_read import at_hand
from workstation.domain.consignment import Consignment
from workstation.domain.interlock import AtHand


class LastRead:
    """Kept once, for everybody who asks, and fed by every read, whoever takes it. Labels of the
    administration's own, and repeats, leave it as it is.
    """

    def __init__(self) -> None:
        self._read: BarcodeRead | None = None
        self._newest: BarcodeRead | None = None
        self._before: BarcodeRead | None = None
        self._heard: BarcodeRead | None = None

    @property
    def read(self) -> BarcodeRead | None:
        """The last read that may be a parcel's; none before the first, or since one went elsewhere."""
        return self._read

    def note(self, read: BarcodeRead) -> None:
        """This may be a parcel's: what lay here before does not count any more."""
        self._read = self._newest = read

    def is_among(self, count: int) -> None:
        """The last read belongs to so many consignments: it says of none that it lies here before one of them
        is chosen. The same label read again asks again: that several bear its number is why nobody can know
        that it is the same parcel.
        """
        self._put_right(among=count, chosen="")

    def choose(self, consignment: str) -> BarcodeRead | None:
        """Of several that the last read belongs to the officer says that this one lies here; the read with
        that. None where the last read is another one, and nothing was to be chosen.
        """
        if self._read is None or not self._read.among:
            return None
        self._put_right(chosen=consignment)
        return self._read

    def _put_right(self, **more: int | str) -> None:
        if self._read is not None:
            is_newest = self._newest is self._read
            self._read = replace(self._read, **more)
            self._newest = self._read if is_newest else self._newest

    def note_elsewhere(self, read: BarcodeRead) -> None:
        """A screen that has borrowed the reader takes this one: what lies here is not known, unless that
        screen says so (`lies_here`).
        """
        self._read = self._heard = None
        self._before, self._newest = self._newest, read

    def was_label(self, read: BarcodeRead) -> None:
        """What such a screen took last is a label of the administration's own: no other parcel came."""
        if self._newest is read:
            self._newest = self._before

    def lies_here(self, reads: Iterable[BarcodeRead], of: str = "") -> bool:
        """These are barcodes of one parcel, taken by such a screen. Whether it lies here: whether the newest
        read of all is one of them; then that one is the last read, and speaks of no other consignment than
        `of`, where that is said.
        """
        newest = self._newest
        if newest is None or newest.flaw or newest.text not in {each.text for each in reads}:
            return False
        self._read = newest
        self._put_right(chosen=of)
        return True

    def forget(self) -> None:
        """What lies here is not known any more."""
        self._read = self._newest = self._heard = None

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
