"""What nobody has declared: a consignment is made of the parcel that lies here, and linked when its data has
come.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import replace

from workstation.barcode.identify import lookup_forms
from workstation.cache.store import CacheReader
from workstation.desk.noting import Noting
from workstation.desk.open import Choice, several
from workstation.domain.consignment import Consignment, Identifier, Link, called_by
from workstation.domain.event import LABEL_READS, PHOTOGRAPH, REMARK, Photograph, ReadMeaning
from workstation.domain.link import may_link
from workstation.domain.problems import Refused
from workstation.domain.provisional import LINKED, PROVISIONAL, UNLINKED
from workstation.domain.value import Value
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft
from workstation.sync.known_here import known_here

MOST_READS: Final = 30
"""Barcodes of one parcel that are kept; no label has as many. With the longest of them and a photograph the
event is still smaller than the central service takes.
"""


class Linked(Value):
    """A provisional consignment that turned out to be another, since `at`: its number and of what kind that
    is, and the place where it was seen last. `is_here`: this bench has it; else only its id is known.
    """

    id: str
    number: str
    kind: str = ""
    place: str = ""
    at: datetime | None = None
    is_here: bool = True


def _joins(link: Link, provisional: str, declared: str) -> bool:
    return (link.consignment, link.linked, link.ended) == (provisional, declared, False)


class ProvisionalDesk:
    """`make`, `link` and `unlink` are for the ledger's writer, the rest for any thread. `show(consignment)`
    brings the queue up to date with what was recorded about it.
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
        from now on. The event's id. Raises Refused where it turned out to be one already: that link must be
        taken back first, or what was recorded would count for two.
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
        if not self._may_link(made):
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

    def links_to(self, consignment: str) -> tuple[Linked, ...]:
        """The provisional consignments that turned out to be this one, each with what is known of it. For any
        thread.
        """
        declared = self._document(consignment)
        return tuple(self._linked(declared, each) for each in declared.linked) if declared is not None else ()

    def _linked(self, declared: Consignment, provisional: str) -> Linked:
        made = self._document(provisional)
        links = [each for each in declared.links if _joins(each, provisional, declared.id)]
        named = called_by(made) if made is not None else Identifier(value=provisional)
        return Linked(
            id=provisional,
            number=named.value,
            kind=named.kind,
            place=next((each.location for each in made.parcels), "") if made is not None else "",
            at=max((each.at for each in links), default=None),
            is_here=made is not None,
        )

    def unlink(self, provisional: str, consignment: str, reason: str) -> str:
        """It did not turn out to be that one: every link that says so is taken back, for this reason in
        words. What was recorded on the provisional one counts for it alone again, what was recorded on the
        declared one stays there. The event's id. Raises Refused.
        """
        if not reason.strip():
            raise Refused(
                "Say in words why the link is wrong.",
                safe="Nothing was recorded.",
                code="provisional.no_reason",
            )
        declared = self._document(consignment)
        links = declared.links if declared is not None else ()
        wrong = [each for each in links if _joins(each, provisional, consignment)]
        if declared is None or provisional not in declared.linked or not wrong:
            raise Refused(
                "Nothing is known here of a link between these two.",
                safe="Nothing was recorded.",
                do_now="Open the declaration again when the line is up.",
                code="provisional.not_linked",
            )
        if not self._may_link(self._as_found(provisional, wrong)):
            raise Refused(
                "It was found at another office: only a bench of that office can take the link back.",
                safe="Nothing was recorded.",
                do_now="Tell that office that the link is wrong.",
                code="provisional.other_office",
            )
        # The links that others made are kept with the event: a cache that tells them may be lost.
        self._ledger.notes.learn_links(wrong)
        draft = EventDraft(
            kind=UNLINKED,
            officer="",
            consignment=provisional,
            names=tuple(each.id for each in wrong),
            particulars=((REMARK, reason),),
        )
        noted = self._noting.record(draft)
        self._show(provisional)
        self._show(consignment)
        return noted

    def _as_found(self, provisional: str, links: Sequence[Link]) -> Consignment:
        """The provisional one; where it is not here, of the office of those who linked it, which had to be
        its own.
        """
        found = self._document(provisional)
        return found if found is not None else Consignment(id=provisional, office=links[-1].office)

    def _may_link(self, provisional: Consignment) -> bool:
        own = self._ledger.notes.made(provisional.id)
        # Who has seen it since is not who made it.
        as_made = own if own is not None else replace(provisional, parcels=())
        return may_link(as_made, self._ledger.bench, self._ledger.office)

    def _document(self, id: str) -> Consignment | None:
        here = known_here(self._reader(), self._ledger, id)
        return here.consignment if here is not None else None
