"""The reader check, built and connected: it borrows the reader, hears it patiently, and keeps the profile
that fits; and the reader's health, counted from every read.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from msgspec.structs import asdict, replace
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from workstation.barcode.calibration import CHECKING, Sitting
from workstation.barcode.health import Health
from workstation.barcode.layouts import by_us_character
from workstation.barcode.reads import BarcodeRead
from workstation.barcode.sheet import SYMBOLS, SheetSymbol
from workstation.barcode.wedge import Wedge
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.domain.problems import Problem
from workstation.host.reader_setting import ReaderSetting
from workstation.host.settings import ReaderProfile
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.covering import ALWAYS, Covering
from workstation.ui.parts.problem_words import message_words, title_words
from workstation.ui.parts.shortcuts import Shortcuts
from workstation.ui.parts.text import isolated
from workstation.ui.read_route import ReadRoute
from workstation.ui.reader_check.screen import ReaderCheckScreen
from workstation.ui.reader_check.sheet import reader_sheet, sheet_place, write_sheet
from workstation.ui.reader_check.words import proof_words, symbol_words, unknown_words
from workstation.ui.tasks import READ, Tasks

KEYS: Final = ALWAYS - {"type_number"} | {"reader_check", "reader_save", "reader_sheet", "overview", "seen"}
"""What a key may do during the check. A number that is typed says nothing of the reader."""

KEPT_EVERY: Final = 20
"""Reads between two writings of the reader's health."""


class Checking(Covering):
    """A check from its key to its end.

    Signals:
        profile_kept(profile): a new profile holds from now on.
        hearing(profile): from now on reads are to be told from typing, and framed, as this profile says.
    """

    profile_kept = Signal(object)
    hearing = Signal(object)

    def __init__(
        self, setting: ReaderSetting, tasks: Tasks, now: Callable[[], datetime], parent: QObject
    ) -> None:
        self.screen = ReaderCheckScreen()
        super().__init__(self.screen, parent)
        self._setting, self._tasks, self._now = setting, tasks, now
        self._profile = setting.profile
        self._sitting = Sitting(by_us_character())
        self._is_proving = False
        self._health = Health.unpacked(setting.health.load())
        self._heard = 0
        self.screen.ended.connect(self.end)
        self.screen.save_asked.connect(self.save)
        self.screen.sheet_asked.connect(self.write_sheet)
        self.screen.anew_asked.connect(self.begin_anew)

    def check(
        self, window: QMainWindow, shortcuts: Shortcuts, reader: BarcodeReader, route: ReadRoute
    ) -> None:
        """From now on the key begins a check, which covers this window and borrows the reader; every read is
        counted.
        """
        self.stand_over(window, shortcuts, route)
        self._reader = reader
        route.taken.connect(self._count)
        route.answered.connect(self._count_answer)
        for name, slot in (
            ("reader_check", self.switch),
            ("reader_save", self.save),
            ("reader_sheet", self.write_sheet),
        ):
            shortcuts.on(name, slot)

    # --- begin and end ------------------------------------------------------------------------------------

    @Slot()
    def switch(self) -> None:
        """The check's key: begin one, or end the one that is under way. Nothing while somebody else has the
        reader.
        """
        if self.is_on:
            self.end()
        elif not self._route.is_lent:
            self.put_on(KEYS, {}, as_it_came=True)
            self.screen.take_keyboard()
            self.begin_anew()

    @Slot()
    def begin_anew(self) -> None:
        """Forget what was read, and hear the reader with the patient profile."""
        self._sitting.begin_anew()
        self._is_proving = False
        self._hear_with(replace(CHECKING, port=self._profile.port, baud=self._profile.baud))
        self.screen.say("")
        self.screen.show_step(0)
        self._show()

    @Slot()
    def end(self) -> None:
        """The check is over: the window is as before, and reads go where they went, with the profile kept."""
        if not self.is_on:
            return
        self._hear_with(self._profile)
        self.take_off()

    def _hear_with(self, profile: ReaderProfile) -> None:
        self._reader.use(Wedge(profile))
        self.hearing.emit(profile)

    def stop(self) -> None:
        """Keep what was counted."""
        if self._health.is_changed:
            self._setting.health.save(self._health.packed())

    # --- each read ----------------------------------------------------------------------------------------

    def take(self, read: BarcodeRead) -> None:
        """Say what one read of the sheet shows."""
        if self._is_proving:
            symbol = _symbol_in(read)
            words, role = proof_words(read.text, is_right=symbol is not None)
            self._answer(read, symbol, words)
            self.screen.say(words, role)
            return
        found = self._sitting.hear(read)
        symbol = next((each for each in SYMBOLS if found is not None and each.name == found.symbol), None)
        words = "" if found is not None else unknown_words(read.text)
        self._answer(read, symbol, words)
        self.screen.say(words, "attention")
        self._show()

    def _answer(self, read: BarcodeRead, symbol: SheetSymbol | None, words: str) -> None:
        """Every read is heard and seen to have come."""
        number = symbol_words(symbol, SYMBOLS.index(symbol) + 1) if symbol is not None else ""
        answer = Answer.LABEL if symbol is not None else Answer.NO_IDENTIFIER
        self._route.answer(ReadAnswer(answer=answer, raw=read.text, number=number, words=words))

    def _show(self) -> None:
        verdict = self._sitting.verdict(self._profile)
        held = self._setting.within_policy(verdict.profile)
        wanted, kept = (asdict(each) for each in (verdict.profile, held))
        fixed = tuple(name for name in wanted if wanted[name] != kept[name])
        self.screen.show_verdict(verdict, read=self._sitting.symbols_read, profile=self._profile, fixed=fixed)
        self.screen.show_health(self._health.days(), self._today().isoformat(), self._profile)

    def _today(self) -> date:
        return self._now().astimezone().date()

    # --- the profile --------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Keep the profile that fits, and use it at once."""
        if not self.is_on:
            return
        profile = self._setting.within_policy(self._sitting.verdict(self._profile).profile)
        if profile == self._profile:
            return
        self._tasks.run(
            partial(self._setting.keep, profile), owner=self, done=self._use, failed=self._miss, kind=READ
        )

    def _use(self, profile: ReaderProfile) -> None:
        self._profile = profile
        self._show()
        self.profile_kept.emit(profile)
        # Also where the check was left before the disk answered.
        self._hear_with(profile)
        if self.is_on:
            self._is_proving = True
            self.screen.say(self.tr("Saved, and in use. Read any symbol once more, to see it work."), "good")

    def _miss(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self.screen.say(" ".join(filter(None, (title_words(error), message_words(error)))), "problem")

    # --- the sheet ----------------------------------------------------------------------------------------

    @Slot()
    def write_sheet(self) -> None:
        """Write the sheet as a PDF among the documents of this account."""
        if not self.is_on:
            return
        work = partial(write_sheet, sheet_place(), reader_sheet())
        self._tasks.run(work, owner=self, done=self._tell_written, failed=self._miss, kind=READ)

    def _tell_written(self, place: Path) -> None:
        words = self.tr("Written: {file}. Print it at 100 %.")
        self.screen.say(words.format(file=isolated(str(place))), "good")

    # --- the reader's health ------------------------------------------------------------------------------

    @Slot(object)
    def _count(self, read: BarcodeRead) -> None:
        if self.is_on:
            return
        self._health.hear(read, self._today())
        self._heard += 1
        if self._heard % KEPT_EVERY == 0:
            self._tasks.run(partial(self._setting.health.save, self._health.packed()), owner=self, kind=READ)

    @Slot(object)
    def _count_answer(self, answer: ReadAnswer) -> None:
        if answer.answer is Answer.BAD_CHECK_DIGIT and not self.is_on:
            self._health.hear_misread(self._today())


def _symbol_in(read: BarcodeRead) -> SheetSymbol | None:
    """The symbol that was read as it is printed; an AIM identifier may stand before it."""
    return next((each for each in SYMBOLS if not read.flaw and read.text.endswith(each.text)), None)
