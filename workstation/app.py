"""The only place that builds screens and connects them; start and stop read top to bottom."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QApplication

# What is painted first. The other screens are imported where they are built, after the first painting.
from workstation.bench import Bench, Start
from workstation.host.display import has_screen
from workstation.host.window_layout import LayoutFile
from workstation.ui.ending import ends_when_asked
from workstation.ui.front import Front, FrontNeeds
from workstation.ui.main_window import Parts
from workstation.ui.messages import Kind
from workstation.ui.qt_messages import qt_messages_logged
from workstation.ui.second_start import ShowsWhenAsked
from workstation.ui.tidying import keep_for_good

if TYPE_CHECKING:
    from workstation.desk.decide import Recorded
    from workstation.desk.open import OpenConsignment, Several

SCREEN_TURN_S: Final = 0.002
"""How long another thread may keep the interpreter while the screen's thread waits for it."""


def run(start: Start) -> int:
    """Run the bench until its window is closed; the exit code of the command."""
    if not has_screen():
        if start.screenshot is None:
            sys.stderr.write("There is no screen here: start the program in a desktop session.\n")
            return 2
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(SCREEN_TURN_S)
    bench = Bench.open(start)
    try:
        with qt_messages_logged(), ends_when_asked(0 if start.screenshot is None else 1):
            window = BenchWindow(bench, QApplication(["workstation"]))
            code = window.run(start.screenshot)
            window.close()
            return code
    finally:
        if not bench.close():
            # The interpreter would wait for its threads, and the window is gone: nothing is left to be seen.
            os._exit(1)


class BenchWindow(Front):
    """The screens of one bench, and what one says to the other."""

    def __init__(self, bench: Bench, application: QApplication) -> None:
        self._bench, self._application = bench, application
        needs = FrontNeeds(
            queue=bench.queue,
            executors=bench.executors,
            layout=LayoutFile(bench.home.folder / "window.layout"),
            now=bench.now,
            report=bench.funnel.report,
            theme=bench.settings.theme,
            language=bench.settings.language,
            training=bench.start.profile == "training",
        )
        super().__init__(application, needs)
        self.strip.show_officer(bench.signed_in.required().name, bench.settings.bench)

    def build(self) -> None:
        """Build all that the queue does not need."""
        self._build_screens()
        self._connect_screens()
        self.strip.show_line(self.line.state())
        self.delivery.refresh()

    def _build_screens(self) -> None:
        from workstation.desk.desk import Desk
        from workstation.ui.alone import Alone
        from workstation.ui.care import Care
        from workstation.ui.decision.screen import DecisionScreen
        from workstation.ui.declaration.screen import DeclarationScreen
        from workstation.ui.floor import Floor
        from workstation.ui.images import Images
        from workstation.ui.inspection import Inspection, Views
        from workstation.ui.matches.screen import MatchesScreen
        from workstation.ui.message_bar import MessageBar
        from workstation.ui.news import NewsRound, Readers
        from workstation.ui.own_labels import AtThisBench
        from workstation.ui.reading import Reading
        from workstation.ui.records import Records
        from workstation.ui.theme_switch import ThemeSwitch

        bench, tasks, now = self._bench, self.tasks, self._bench.now
        self.line = bench.begin(tasks.post)
        desk = self.desk = Desk(bench.below(self.line))
        self.declaration = DeclarationScreen(desk.lists, now)
        self.images = Images(desk, tasks, self.queue.model, bench.settings.images, bench.new_id, self)
        self.image = self.images.screen
        self.records = Records(desk, tasks, now, bench.officer_id, self.window)
        self.delivery = self.records.delivery
        self.message_bar = MessageBar(self.messages, bench.clock)
        self.matches = MatchesScreen()
        here = AtThisBench(desk.deciding.workplace, bench.settings, desk.sightings)
        self.decision = DecisionScreen(
            tasks,
            desk.deciding,
            desk.lists,
            desk.drafts,
            last_read=here.last_read,
            images_shown=self.image.shown_images,
            new_id=bench.new_id,
        )
        self.care = Care(bench.settings.care, bench.clock, self.messages, desk.training, tasks, self)
        showing = (self.strip, self.declaration, self.decision, self.care.mixed, *self.images.views)
        self.inspection = Inspection(
            opening=desk.opening,
            deciding=desk.deciding,
            tasks=tasks,
            messages=self.messages,
            views=Views(showing, self.decision, self.decision.by_reader),
            here=here,
            parent=self,
        )
        self.window.furnish(
            Parts(self.delivery, self.image, self.message_bar, self.declaration, self.matches, self.decision)
        )
        self.alone = Alone(desk, tasks, now, self.window)
        readers = Readers(
            self.queue, self.delivery, self.strip, self.image, self.inspection, desk.lists, self.alone
        )
        self.dress = ThemeSwitch(self._application, bench.keep, self)
        self.news = NewsRound(readers, self.messages, self)
        self.reading = Reading(self._application, bench.settings, self.inspection, self, bench.reader_setting)
        self.reader = self.reading.reader
        self.floor = Floor(desk, tasks, self.messages, self.records.telling, bench.settings, self)

    def _connect_screens(self) -> None:
        from workstation.ui.start_check import StartCheck
        from workstation.ui.watches import Watches

        inspection, decision = self.inspection, self.decision
        self.alone.stand_by(self.strip, self.queue, self.declaration, decision, self._take_error)
        self.alone.begin(inspection, self.reader)
        self.reading.understand_by(self.desk.understanding.of)
        for chosen in (self.queue.consignment_chosen, self.delivery.consignment_chosen):
            chosen.connect(inspection.open_id)
        self.floor.stand_by(self.window, self.queue, inspection, self.reading.route, self.news.acted)
        self.matches.match_chosen.connect(inspection.open_match)
        self.matches.given_up.connect(self.window.show_declaration)
        self.window.let_detach(self.image.tool_bar)
        inspection.opened.connect(self._show_opened)
        self.images.stand_by(inspection)
        inspection.put_away.connect(self.window.show_declaration)
        inspection.put_away.connect(self.queue.show_none_open)
        inspection.several_found.connect(self._show_several)
        inspection.acted.connect(self.news.acted)
        decision.decided.connect(inspection.tell_recorded)
        decision.annul_offered.connect(self._offer_annulment)
        self.delivery.acknowledgement_asked.connect(inspection.acknowledge)
        self.delivery.counted.connect(self.strip.show_counts)
        for failed in (decision.failed, self.delivery.reading_failed, self.images.marking.failed):
            failed.connect(self._take_error)
        self.tasks.news.connect(self.news.take)
        self._bench.funnel.tell(self.tasks.post)
        self._bench.signed_in.tell(self.tasks.post)
        decision.cancelled.connect(self._tell_cancelled)
        decision.form_closed.connect(partial(self.messages.withdraw, "decision.form_open"))
        self.check = StartCheck(self.tasks, self.messages, self._bench.verify_ledger, self)
        show_clock = self.strip.status.show_clock
        self.watches = Watches(self._bench.clock, self.line, self.messages, show_clock, self)
        self.care.stand_by(self.image, decision, inspection, self.reader, self.images.marking.keeper.passing)
        self.watches.watch_mandate(self.desk.mandate.card, inspection)
        for name, slot in {**decision.acts(), "theme": self.dress.switch}.items():
            self.window.on_key(name, slot)

    def run(self, screenshot: Path | None) -> int:
        """Show the window, start the line, and come back when the window is closed."""
        self.furnished.connect(keep_for_good)
        if screenshot is not None:
            from workstation.ui.screenshot import Screenshot

            self.furnish()
            self._shot = Screenshot(
                screenshot, self.window, self.queue, self.image, self.inspection, self._is_filled, self
            )
            self._shot.finished.connect(QCoreApplication.exit)
            self._shot.start()
        else:
            self.window.when_closed(QCoreApplication.quit)
            self.window.fill_small_screen()
            self._asked_again = ShowsWhenAsked(self._bench.home, self.window)
        self.show()
        return self._application.exec()

    def show(self) -> None:
        """Show the window, then start the line; what happens next is up to whoever runs the event loop."""
        self.window.show()
        self.furnished.connect(self._start_line)
        if self.is_furnished:
            self._start_line()

    def _start_line(self) -> None:
        self.line.start()
        self.watches.start()
        self.check.begin(self._bench.remarks())

    def close(self) -> None:
        """Take the screens down; what they had begun is heard by the funnel only."""
        if self.is_furnished:
            self.reading.stop()
            self.news.stop()
            self.alone.stop()
            self.watches.stop()
            self.check.stop()
        self.window.close()
        self.tasks.close()
        self._bench.funnel.tell(None)
        self._bench.signed_in.tell(None)

    def _is_filled(self) -> bool:
        wanted = self._bench.start.consignments if self._bench.start.profile == "training" else 1
        return (
            self.line.state().phase == "on_line"
            and self._bench.cache.reader().totals().consignments >= wanted
        )

    @Slot(str)
    def _tell_cancelled(self, reason: str) -> None:
        self.messages.say(reason, Kind.ATTENTION, key="cancelled")

    @Slot(object)
    def _show_opened(self, opened: "OpenConsignment") -> None:
        self.window.show_declaration()
        self.queue.show_open(opened.id, opened.ref)

    @Slot(object)
    def _show_several(self, several: "Several") -> None:
        self.window.show_matches()
        self.matches.show_matches(several)

    @Slot(object)
    def _offer_annulment(self, recorded: "Recorded") -> None:
        self.message_bar.show_countdown(
            self.inspection.name_of_recorded(recorded),
            recorded.annul_within_s,
            partial(self.inspection.annul, recorded),
            key=recorded.event_id,
        )
