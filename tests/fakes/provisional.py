"""A desk of provisional consignments in memory, what leads to consignments, and what the officer works on."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from tests.fakes.desk_consignments import opened
from workstation.barcode.identify import candidates
from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import Choice, NotFound, OpenConsignment, Opened, Several
from workstation.desk.provisional import Linked
from workstation.domain.event import Photograph, ReadMeaning
from workstation.domain.problems import Problem, Unavailable
from workstation.ui.last_read import LastRead


class FakeProvisional:
    """Keeps what was made and linked; `problem` keeps it from being recorded."""

    def __init__(self, *choices: Choice) -> None:
        self.made: list[tuple[tuple[ReadMeaning, ...], str, Photograph | None, str]] = []
        self.linked: list[tuple[str, str]] = []
        self.links: tuple[Linked, ...] = ()
        self.parted: list[tuple[str, str, str]] = []
        self.choices = choices
        self.problem: Problem | None = None

    def make(
        self,
        reads: Sequence[ReadMeaning],
        *,
        place: str = "",
        photograph: Photograph | None = None,
        remark: str = "",
    ) -> str:
        self._may_be_recorded()
        self.made.append((tuple(reads), place, photograph, remark))
        return "P-NEW"

    def matches(self, _id: str) -> tuple[Choice, ...]:
        return self.choices

    def link(self, provisional: str, consignment: str) -> str:
        self._may_be_recorded()
        self.linked.append((provisional, consignment))
        return "event 1"

    def links_to(self, _consignment: str) -> tuple[Linked, ...]:
        return self.links

    def unlink(self, provisional: str, consignment: str, reason: str) -> str:
        self._may_be_recorded()
        self.parted.append((provisional, consignment, reason))
        return "event 2"

    def _may_be_recorded(self) -> None:
        if self.problem is not None:
            raise self.problem


class FakeFinding:
    """What barcodes lead to: `owners` says whose number each is (`parcel`, `receptacle` ...)."""

    def __init__(self, **owners: str) -> None:
        self.owners = owners
        self.shared: dict[str, tuple[Choice, ...]] = {}
        self.at_service: dict[str, str] = {}
        self.asked: list[tuple[str, bool]] = []

    def by_barcode(self, raw: str, other: str = "") -> Opened | Several | NotFound:
        if raw in self.shared:
            return Several(raw=raw, choices=self.shared[raw])
        if raw not in self.owners:
            return NotFound(raw=raw, candidates=candidates(raw))
        return Opened(consignment=replace(opened(), found_by=self.owners[raw], barcode=raw))

    def at_central_service(self, raw: str, is_wanted: Callable[[], bool]) -> Opened | Several | NotFound:
        self.asked.append((raw, is_wanted()))
        if raw not in self.at_service:
            raise Unavailable("The central service cannot be reached.")
        self.owners[raw] = self.at_service[raw]
        return self.by_barcode(raw)


class FakeAtWork:
    """The consignment on the screens, and what was asked of them."""

    def __init__(self) -> None:
        self.open_consignment: OpenConsignment | None = None
        self.opened: list[str] = []
        self.read: list[str] = []
        self.last = LastRead()

    def open_id(self, consignment_id: str) -> None:
        self.opened.append(consignment_id)

    def open_read(self, read: BarcodeRead) -> None:
        self.read.append(read.text)

    def was_label(self, read: BarcodeRead) -> None:
        self.last.was_label(read)

    def lies_here(self, *reads: BarcodeRead, of: str = "") -> bool:
        return self.last.lies_here(reads, of)

    @property
    def here(self) -> str:
        """The barcode of the parcel that lies here, as far as is known."""
        return self.last.read.text if self.last.read is not None else ""

    def lay_aside(self) -> None:
        self.open_consignment = None


def choice(id: str, identifier: str = "RB123456785GB", belongs_to: str = "parcel") -> Choice:
    """A declared consignment of a short list."""
    return Choice(id=id, identifier=identifier, lane="red", score=80, goods="vapes", belongs_to=belongs_to)
