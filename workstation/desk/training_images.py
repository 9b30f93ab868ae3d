"""Training images: a threat mixed into what the viewer shows of a consignment, by policy, for officers to
practise on. Nothing is decided on such an image; whether the threat was found is kept for the officer alone.
"""

import logging
import random
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

import msgspec

from workstation.desk.open import OpenConsignment
from workstation.domain.problems import Unavailable
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.host.resources import resource
from workstation.identity.officer import Officer
from workstation.imaging.formats import read_scan_image
from workstation.imaging.pixels import ScanPixels
from workstation.imaging.projection import Mixed, Way, mixed

log: Final = logging.getLogger(__name__)

FOUND_BY: Final = frozenset({"hold", "seize", "opening", "mark"})
"""Keys of an officer who has seen something: who stops the parcel, or marks the place, has found it."""
OVERLOOKED_BY: Final = frozenset({"release", "lift"})
KEPT_FOR: Final = timedelta(days=90)
MOST_KEPT: Final = 500
FOLDER: Final = "projections"
_REMEMBERED: Final = 2_000
"""Consignments that were asked for in this run: none is asked for twice."""


class Result(Value):
    """One training image that an officer answered."""

    at: datetime
    kind: str
    found: bool


class Told(Value):
    """What was mixed in, whether it was found (None: another key was pressed), and how often this officer
    found one lately at this bench.
    """

    kind: str
    found: bool | None
    found_lately: int = 0
    of: int = 0


class Kept(Protocol):
    """Keeps texts by name; `ledger.known.Known` is one."""

    def get(self, name: str) -> str:
        """The text, or an empty one."""

    def put(self, name: str, value: str) -> None:
        """Keep it; on the ledger's writer."""


class Library:
    """The threats that can be mixed in, by name: two views of each, read when they are wanted."""

    def __init__(self, files: Mapping[str, Callable[[], bytes]]) -> None:
        """`files` reads each by its name: `pistol-1.top`, `pistol-1.side`."""
        self._files = files
        self.names = sorted({name.rpartition(".")[0] for name in files})

    @classmethod
    def with_the_program(cls) -> "Library":
        """Those that come with it (packaging/projections.py)."""
        return cls({path.stem: path.read_bytes for path in resource(FOLDER).glob("*.tiff")})

    def threat(self, name: str, view: str) -> ScanPixels:
        """One of them, seen from the side or from above. Raises as `read_scan_image`."""
        side = f"{name}.side"
        return read_scan_image(
            self._files[side if view == "side" and side in self._files else f"{name}.top"]()
        )


class Training:
    """One consignment into whose images a threat is mixed: the same one, laid the same way, into each view.
    `mix` is for an image thread.
    """

    def __init__(self, consignment: str, library: Library, names: list[str], way: Way) -> None:
        """`names` are tried in this order, until one fits into the parcel."""
        self.consignment = consignment
        self._library, self._names, self._way = library, names, way
        self._chosen = ""
        self._choosing = threading.Lock()

    @property
    def kind(self) -> str:
        """What was mixed in, once it was."""
        return self._chosen.rpartition("-")[0]

    def mix(self, pixels: ScanPixels, view: str) -> Mixed | None:
        """One view with the threat in it; None where none can be mixed in truthfully."""
        with self._choosing:
            if self._chosen:
                threat = self._library.threat(self._chosen, view)
                return mixed(pixels, threat, self._way, must_fit=False)
            for name in self._names:
                made = mixed(pixels, self._library.threat(name, view), self._way)
                if made is not None:
                    self._chosen = name
                    return made
        return None


class TrainingImages:
    """Says into which consignment's images a threat is mixed, and keeps who found it. For the screen's
    thread.

    `share` of 100 consignments with scan images and without any act get one. `write_later` hands work to the
    ledger's writer; `begun` says of a consignment whether somebody has begun work on it. Results are this
    officer's at this bench: nothing of them is sent, and no command or screen shows them to anybody else.
    """

    def __init__(
        self,
        share: int,
        *,
        kept: Kept,
        officer: Callable[[], Officer],
        clock: Clock,
        write_later: Callable[[Callable[[], object]], None],
        begun: Callable[[str], bool],
        library: Callable[[], Library] = Library.with_the_program,
        dice: random.Random | None = None,
    ) -> None:
        self._share, self._kept, self._officer, self._clock = share, kept, officer, clock
        self._write_later, self._begun = write_later, begun
        self._make_library = library
        self._library: Library | None = None
        self._dice = dice or random.SystemRandom()
        self._asked: dict[str, Training | None] = {}
        self._on: dict[str, Training] = {}
        self._results: dict[str, tuple[Result, ...]] = {}

    def of(self, opened: OpenConsignment) -> Training | None:
        """What is mixed into its images, decided the first time that it is opened; none once it is over. What
        has acts on it already, a hold of others or one's own, or was begun, is work alone.
        """
        self._forget_old()
        if self._share <= 0:
            return None
        if opened.id not in self._asked:
            chosen = self._chosen(opened)
            self._remember(opened.id, chosen)
            if chosen is not None:
                self._on[opened.id] = chosen
        elif opened.acts:
            self._on.pop(opened.id, None)
        return self._on.get(opened.id)

    def _chosen(self, opened: OpenConsignment) -> Training | None:
        scans = [image for image in opened.consignment.images if not image.is_photograph]
        if not scans or opened.acts or self._dice.random() * 100 >= self._share or self._begun(opened.id):
            return None
        if self._library is None:
            try:
                self._library = self._make_library()
            except Unavailable as problem:
                # Nobody's work may stop for want of something to practise on.
                log.warning("there are no training images", extra={"code": problem.code})
                self._share = 0
                return None
        way = Way(
            along=self._dice.random(),
            across=self._dice.random(),
            mirrored=self._dice.random() < 0.5,
            upside_down=self._dice.random() < 0.5,
        )
        names = list(self._library.names)
        self._dice.shuffle(names)
        return Training(opened.id, self._library, names, way)

    def _remember(self, consignment: str, chosen: Training | None) -> None:
        self._asked[consignment] = chosen
        while len(self._asked) > _REMEMBERED:
            gone = next(iter(self._asked))
            del self._asked[gone]
            self._on.pop(gone, None)

    def is_on(self, consignment: str) -> bool:
        """Whether its images are not its own now: nothing may be decided on it. For any thread."""
        return consignment in self._on

    def end(self, consignment: str) -> None:
        """Its own images are shown from now on."""
        self._on.pop(consignment, None)

    def answer(self, consignment: str, key: str) -> Told:
        """A decision key was pressed on it. It is still on until `end`."""
        kind = self._on[consignment].kind
        found = True if key in FOUND_BY else False if key in OVERLOOKED_BY else None
        if found is None:
            return Told(kind=kind, found=None)
        return self._keep(kind, found=found)

    def _forget_old(self) -> None:
        """The first time in this run that this officer opens anything, also where policy has turned training
        images off since.
        """
        officer = self._officer().id
        if officer not in self._results:
            before = self._of_officer(officer)
            if len(lately := self._lately(before)) < len(before):
                self._write(officer, lately)

    def _lately(self, results: tuple[Result, ...]) -> tuple[Result, ...]:
        now = self._clock.now()
        return tuple(each for each in results if now - each.at <= KEPT_FOR)

    def _write(self, officer: str, results: tuple[Result, ...]) -> None:
        self._results[officer] = results
        text = msgspec.json.encode(results).decode() if results else ""
        self._write_later(lambda: self._kept.put(_name(officer), text))

    def _keep(self, kind: str, *, found: bool) -> Told:
        officer, newest = self._officer().id, Result(at=self._clock.now(), kind=kind, found=found)
        results = (*self._lately(self._of_officer(officer)), newest)[-MOST_KEPT:]
        self._write(officer, results)
        return Told(kind=kind, found=found, found_lately=sum(each.found for each in results), of=len(results))

    def _of_officer(self, officer: str) -> tuple[Result, ...]:
        if officer not in self._results:
            text = self._kept.get(_name(officer))
            try:
                self._results[officer] = msgspec.json.decode(text, type=tuple[Result, ...]) if text else ()
            except msgspec.DecodeError:
                self._results[officer] = ()
        return self._results[officer]


def _name(officer: str) -> str:
    return f"training_images.{officer}"
