"""Hunt mode, built and connected: it borrows the reader, answers each read over the whole window, and has
each find recorded. Nothing else opens meanwhile.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from workstation.barcode.reads import BarcodeRead
from workstation.desk.hunt import Hunt, Key, Sought, WantedParcel
from workstation.desk.queue import QueueFilter, QueueSort
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.domain.consignment import Consignment
from workstation.domain.problems import Problem
from workstation.host.settings import LabelPrefixes
from workstation.sync.news import CacheChanged
from workstation.ui.covering import ALWAYS, Covering
from workstation.ui.hunt.screen import HuntScreen
from workstation.ui.messages import Messages
from workstation.ui.parts.problem_words import message_words, not_recorded, title_words
from workstation.ui.parts.story import Telling
from workstation.ui.tasks import READ, WRITE, Tasks

KEYS: Final = ALWAYS | {"hunt"}
"""What a key may do during a hunt. All others wait until it is over, the page of all keys, too: nothing may
lie over an answer.
"""

EARLY: Final = 500
"""Reads that may come while the list is still being made; each is answered when it is there."""


class HuntsMade(Protocol):
    """What makes lists and begins hunts; `desk.hunt.HuntDesk` is one. The lists on a reader's thread."""

    def look_for(self, chosen: QueueFilter, sort: QueueSort) -> Sought:
        """The parcels of the queue's filter."""

    def look_for_one(self, consignment_id: str) -> Sought:
        """The parcels of one consignment."""

    def as_they_are(self, ids: Iterable[str]) -> tuple[Consignment, ...]:
        """These consignments as they are known now."""

    def begin(self, sought: Sought, labels: LabelPrefixes, again_ms: int) -> Hunt:
        """A hunt for these parcels."""


class SightingsRecorded(Protocol):
    """What records where parcels were seen; `desk.sightings.SightingDesk` is one. On the ledger's writer."""

    def presented(self, consignment: str, parcels: Sequence[str], *, place: str = "") -> tuple[str, ...]:
        """These parcels lie here. Raises `Problem`."""

    def missing(self, consignment: str, parcels: Sequence[str]) -> tuple[str, ...]:
        """These parcels were looked for and not found. Raises `Problem`."""


class HuntedQueue(Protocol):
    """Whose filter says what is looked for; the queue's screen is one."""

    def chosen_view(self) -> tuple[QueueFilter, QueueSort]:
        """Filter and order as they are on the screen."""


class Hunting(Covering):
    """A hunt from its key to its end.

    Signals:
        began(): the consignment that is open is to be put away; no key decides on it any more.
        acted(): something was recorded.
    """

    began = Signal()
    acted = Signal()

    def __init__(
        self,
        desk: HuntsMade,
        sightings: SightingsRecorded,
        *,
        tasks: Tasks,
        messages: Messages,
        telling: Callable[[], Telling],
        labels: LabelPrefixes,
        again_ms: int,
        parent: QObject,
    ) -> None:
        self.screen = HuntScreen(telling)
        super().__init__(self.screen, parent)
        self._desk, self._sightings = desk, sightings
        self._tasks, self._messages = tasks, messages
        self._labels, self._again_ms = labels, again_ms
        self._hunt: Hunt | None = None
        self._early: list[BarcodeRead] = []
        self._making, self._sitting = 0, 0
        self.screen.ended.connect(self.end)
        self.screen.missing_asked.connect(self._note_missing)
        tasks.news.connect(self._take_news)

    # --- begin and end ------------------------------------------------------------------------------------

    def switch(self, queue: HuntedQueue) -> None:
        """The hunt's key: begin one for what the queue shows, or end the one that is under way."""
        if self.is_on:
            self.end()
        else:
            self._begin(partial(self._desk.look_for, *queue.chosen_view()))

    def look_for_one(self, consignment_id: str) -> None:
        """Begin a hunt for the parcels of one consignment; nothing while another is under way."""
        if consignment_id and not self.is_on:
            self._begin(partial(self._desk.look_for_one, consignment_id))

    def _begin(self, work: Callable[[], Sought]) -> None:
        self._hunt, self._early = None, []
        self._sitting += 1
        self.screen.begin()
        self.put_on(KEYS, {})
        self.screen.take_keyboard()
        self.began.emit()
        self._making = self._tasks.run(
            work,
            owner=self,
            done=partial(self._take_list, self._sitting),
            failed=partial(self._miss_list, self._sitting),
            kind=READ,
        )

    def _take_list(self, sitting: int, sought: Sought) -> None:
        if sitting != self._sitting or not self.is_on:
            return
        self._hunt = self._desk.begin(sought, self._labels, self._again_ms)
        self.screen.show_sought(self._hunt, sought)
        early, self._early = self._early, []
        for read in early:
            self.take(read)

    def _miss_list(self, sitting: int, error: BaseException) -> None:
        # The hunt that asked may be over, and another under way.
        if sitting == self._sitting:
            self.end()
        if not isinstance(error, Problem):
            raise error
        self._messages.tell_problem(error)

    @Slot()
    def end(self) -> None:
        """The hunt is over: the window is as before, and the officer is told how it went."""
        if not self.is_on:
            return
        hunt, self._hunt = self._hunt, None
        self._tasks.cancel(self._making)
        self.take_off()
        if hunt is not None:
            self._messages.say(self.screen.end_words(hunt), key="hunt")

    # --- each read ----------------------------------------------------------------------------------------

    def take(self, read: BarcodeRead) -> None:
        """Answer one read, before the next is looked at."""
        hunt = self._hunt
        if hunt is None:
            self._early = [*self._early, read][:EARLY]
            return
        try:
            answer = hunt.take(read)
        except Problem as problem:
            self.end()
            self._messages.tell_problem(problem)
            return
        said = self.screen.show_answer(hunt, answer)
        self._route.answer(
            ReadAnswer(
                answer=answer.answer,
                raw=answer.raw,
                words=" ".join(said.lines),
                number=said.number,
                kind=answer.kind,
            )
        )
        if answer.answer is Answer.WANTED and answer.parcel is not None:
            self._record(hunt, answer.parcel)

    def _record(self, hunt: Hunt, parcel: WantedParcel) -> None:
        work = partial(self._sightings.presented, parcel.consignment, (parcel.parcel,), place=parcel.place)
        self._tasks.run(
            work,
            owner=self,
            done=partial(self._settle, hunt, parcel.key),
            failed=partial(self._tell_not_recorded, hunt, parcel),
            kind=WRITE,
        )

    def _settle(self, hunt: Hunt, key: Key, _events: tuple[str, ...]) -> None:
        hunt.settle(key, recorded=True)
        self._show(hunt)
        self.acted.emit()

    def _tell_not_recorded(self, hunt: Hunt, parcel: WantedParcel, error: BaseException) -> None:
        hunt.settle(parcel.key, recorded=False)
        if not isinstance(error, Problem):
            raise error
        if hunt is self._hunt:
            why = (title_words(error), message_words(error))
            self.screen.show_not_recorded(hunt, parcel, tuple(filter(None, why)))
        self._messages.tell_problem(not_recorded(error))

    # --- the list -----------------------------------------------------------------------------------------

    @Slot(object)
    def _note_missing(self, key: Key) -> None:
        hunt = self._hunt
        if hunt is not None and hunt.is_open(key):
            self._tasks.run(
                partial(self._sightings.missing, key.consignment, (key.parcel,)),
                owner=self,
                done=partial(self._give_up, hunt, key),
                failed=self._tell_failed,
                kind=WRITE,
            )

    def _give_up(self, hunt: Hunt, key: Key, _events: tuple[str, ...]) -> None:
        hunt.give_up(key)
        self._show(hunt)
        self.acted.emit()

    def _tell_failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._messages.tell_problem(not_recorded(error))

    def _show(self, hunt: Hunt) -> None:
        if hunt is self._hunt:
            self.screen.show_list(hunt)

    # --- what others found --------------------------------------------------------------------------------

    @Slot(object)
    def _take_news(self, news: object) -> None:
        hunt = self._hunt
        if hunt is None or not isinstance(news, CacheChanged):
            return
        touched = hunt.looks_for(news.stored)
        if touched:
            self._tasks.run(
                partial(self._desk.as_they_are, touched),
                owner=self,
                done=partial(self._hear, hunt),
                failed=self._tell_not_heard,
                kind=READ,
            )

    def _tell_not_heard(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._messages.tell_problem(error)

    def _hear(self, hunt: Hunt, consignments: tuple[Consignment, ...]) -> None:
        changed = hunt.hear(consignments)
        if changed and hunt is self._hunt:
            self.screen.show_found_elsewhere(hunt, changed)
