"""What nobody has declared: a consignment is made of the parcel that lies here, and linked when its data has
come.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from workstation.barcode.identify import lookup_forms
from workstation.cache.store import CacheReader
from workstation.desk.noting import Noting
from workstation.desk.open import Choice, several
from workstation.domain.consignment import Consignment
from workstation.domain.event import LABEL_READS, PHOTOGRAPH, REMARK, Photograph, ReadMeaning
from workstation.domain.link import may_link
from workstation.domain.problems import Refused
from workstation.domain.provisional import LINKED, PROVISIONAL
from workstation.ledger.store import Ledger
from workstation.sync.known_here import known_here

MOST_READS: Final = 30
"""Barcodes of one parcel that are kept; no label has as many. With the longest of them and a photograph the
event is still smaller than the central service takes.
"""


class ProvisionalDesk:
    """`make` and `link` are for the ledger's writer, `matches` for any thread. `show(consignment)` brings the
    queue up to date with what was recorded about it.
    """

    def __init__(
        self,
        noting: Noting,
        ledger: Ledger,
        reader: Callable[[], CacheReader],
        new_id: Callable[[], str],
        show: Callable[[str], None],
    ) -> None:
        self._noting = noting
        self._ledger = ledger
        self._reader = reader
        self._new_id = new_id
        self._show = show

    def make(
        self,
        reads: Sequence[ReadMeaning],
        *,
        place: str = "",
        photograph: Photograph | None = None,
        remark: str = "",
    ) -> str:
        """A provisional consignment of the parcel that has these barcodes and was found at this place; its
        id, under which it opens at once.
        """
        kept = tuple(dict.fromkeys(reads))[:MOST_READS]
        particulars = [(LABEL_READS, msgspec.json.encode(kept).decode())]
        shown: tuple[str, ...] = ()
        if photograph is not None:
            particulars.append((PHOTOGRAPH, msgspec.json.encode(photograph).decode()))
            shown = (hashlib.sha256(photograph.body).hexdigest(),)
        if remark.strip():
            particulars.append((REMARK, remark))
        id = self._new_id()
        self._noting.note(PROVISIONAL, id, place=place, images_shown=shown, particulars=particulars)
        self._show(id)
        return id

    def matches(self, id: str) -> tuple[Choice, ...]:
        """The declared consignments that one of its barcodes may mean, those whose own parcel it names
        first.
        """
        made = self._document(id)
        if made is None:
            return ()
        reader = self._reader()
        found: dict[str, str] = {}
        for identifier in made.identifiers:
            for match in reader.find(lookup_forms(identifier.value)):
                if match.id != id:
                    found.setdefault(match.id, match.belongs_to)
        return several(reader, "", found).choices

    def link(self, provisional: str, consignment: str) -> str:
        """This provisional consignment turned out to be that one: what was recorded on it counts for that one
        from now on. The event's id. Raises Refused where it turned out to be one already: nothing undoes a
        link, and what was recorded would count for two.
        """
        made, declared = self._document(provisional), self._document(consignment)
        if made is None or declared is None or not made.provisional or declared.provisional:
            raise Refused(
                "These two cannot be linked: one must be made at a bench, the other declared.",
                safe="Nothing was recorded.",
                code="provisional.no_link",
            )
        if self._ledger.notes.turned_out((provisional,)):
            # In the same turn of the writer as the record: the bench itself may have linked it a moment ago.
            raise Refused(
                "This parcel is linked to its declaration already.",
                safe="Nothing was recorded.",
                code="provisional.linked",
            )
        own = self._ledger.notes.made(provisional)
        # Who has seen it since is not who made it.
        as_made = own if own is not None else replace(made, parcels=())
        if not may_link(as_made, self._ledger.bench, self._ledger.office):
            raise Refused(
                "It was found at another office: only a bench of that office can link it.",
                safe="Nothing was recorded.",
                do_now="Tell that office which consignment it is.",
                code="provisional.other_office",
            )
        noted = self._noting.note(LINKED, provisional, linked=consignment)
        self._show(provisional)
        self._show(consignment)
        return noted

    def _document(self, id: str) -> Consignment | None:
        here = known_here(self._reader(), self._ledger, id)
        return here.consignment if here is not None else None
