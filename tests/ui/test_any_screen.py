"""Whichever screen takes the reads, and whatever it does with them, no decision is recorded on a parcel that
is not the one on the bench: as `test_any_order`, with a hunt, what nobody declared, and links.
"""

from collections import defaultdict

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from tests.fakes.clock import FakeClock
from tests.fakes.hunt import FakeHunts, FakeSightings
from tests.fakes.provisional import FakeProvisional, choice
from tests.ui.telling import telling
from tests.ui.test_any_order import OTHER_TEXTS, PARCELS, AtWork
from workstation.barcode.reads import BarcodeRead
from workstation.desk.queue import QueueFilter, QueueSort
from workstation.domain.consignment import Identifier
from workstation.host.settings import LabelPrefixes
from workstation.ui.hunting import Hunting
from workstation.ui.linking import Linking
from workstation.ui.messages import Messages
from workstation.ui.parts.shortcuts import Shortcuts
from workstation.ui.read_route import ReadRoute
from workstation.ui.undeclared import Undeclared

SEEDS, LINES, STEPS = 6, 14, 80

UNDECLARED = {
    "U-1": ("LX123456785CN", "JJD014600012794402457"),
    "U-2": ("RR473124829CZ", "JVGL0999999990"),
}
BARCODES = {number: id for id, number in PARCELS.items()} | {
    number: id for id, numbers in UNDECLARED.items() for number in numbers
}
"""Which thing each barcode is on; any other text is a thing by itself."""


class ProvisionalAtBench(FakeProvisional):
    """What is made and linked can be opened at once, and waits for the same slow disk as decisions."""

    def __init__(self, work):
        super().__init__(*map(choice, PARCELS))
        self.work = work

    def make(self, reads, **more):
        self.work.desk.gate.wait()
        super().make(reads, **more)
        id, opening = f"P-{len(self.made)}", self.work.opening
        numbers = [each.text for each in reads]
        self.work.things[id] = {BARCODES.get(each, each) for each in numbers}
        opening.cached[id] = self.work.document(id, *numbers, provisional=True)
        opening.by_text |= dict.fromkeys(numbers, opening.cached[id])
        return id

    def link(self, provisional, consignment):
        self.work.desk.gate.wait()
        opening, things = self.work.opening, self.work.things
        numbers = [
            each.value
            for id in (consignment, provisional)
            for each in opening.cached[id].consignment.identifiers
        ]
        things[consignment] |= things[provisional]
        opening.cached[consignment] = opening.cached[provisional] = self.work.document(consignment, *numbers)
        opening.by_text |= dict.fromkeys(numbers, opening.cached[consignment])
        return super().link(provisional, consignment)


class FilterOfTheQueue:
    """The queue as it is."""

    def chosen_view(self):
        return QueueFilter(), QueueSort()


class OnTheFloor(AtWork):
    """The same officer, who also hunts, takes in what nobody declared, and links it. `things` are the things
    whose decision a consignment's decisions are.
    """

    def __init__(self, qtbot, tasks, seed):
        super().__init__(qtbot, tasks, seed)
        self.things = defaultdict(set, {id: {id} for id in PARCELS})
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        frame = QWidget()
        QVBoxLayout(frame).addWidget(QSplitter(frame))
        self.window.setCentralWidget(frame)
        self.route = ReadRoute(self.inspection.open_read, self.window)
        self.build()
        self.window.show()

    def build(self):
        common = {"tasks": self.tasks, "messages": Messages(), "parent": self.window}
        desk, inspection = ProvisionalAtBench(self), self.inspection
        self.undeclared = Undeclared(desk, self.opening, inspection, labels=LabelPrefixes(), **common)
        self.linking = Linking(desk, self.opening, inspection, **common)
        documents = [self.opening.cached[id].consignment for id in PARCELS]
        clock = FakeClock()
        self.hunting = Hunting(
            FakeHunts(clock, *documents),
            FakeSightings(),
            telling=lambda: telling(clock),
            labels=LabelPrefixes(),
            again_ms=700,
            **common,
        )
        keys = Shortcuts(self.window, lambda: False)
        self.route.taken.connect(self.heed)
        for signal in (self.route.taken, inspection.opened):
            signal.connect(self.undeclared.forget_offer)
        inspection.nobody_knows.connect(self.undeclared.offer)
        for each, end in (
            (self.undeclared, self.undeclared.close),
            (self.linking, self.linking.close),
            (self.hunting, self.hunting.end),
        ):
            each.stand_over(self.window, keys, self.route)
            inspection.opened.connect(end)
        self.hunting.began.connect(inspection.lay_aside)

    def heed(self, read):
        """As `ui.reading.Reading` does."""
        if self.route.is_lent:
            self.inspection.read_elsewhere(read)

    def document(self, id, *numbers, **more):
        made = super().document(id, numbers[0] if numbers else "", **more)
        own = tuple(Identifier(value=each, belongs_to="parcel", of="P-1") for each in numbers)
        return replace(made, consignment=replace(made.consignment, identifiers=own))

    # --- anything at all ----------------------------------------------------------------------------------

    def reads(self, text, **more):
        self.now_ms += self.dice.choice((40, 900, 5_000))
        self.route.take(BarcodeRead(text=text, started_ms=self.now_ms, ended_ms=self.now_ms + 30, **more))

    def reads_something_else(self):
        self.lies = self.dice.choice(OTHER_TEXTS)
        self.reads(self.lies)

    def reads_an_undeclared_one(self):
        number = self.dice.choice([each for numbers in UNDECLARED.values() for each in numbers])
        self.lies = BARCODES[number]
        self.reads(number)

    def reads_one_that_the_service_has(self):
        number = self.dice.choice(UNDECLARED["U-2"])
        self.opening.at_service[number] = self.opening.cached["C-3"]
        self.things["C-3"].add("U-2")
        self.lies = "U-2"
        self.reads(number)

    def hears_news(self):
        """Only of what nothing was linked to: the fake's news know of no link."""
        id = self.dice.choice([each for each in PARCELS if self.things[each] == {each}] or [""])
        if id:
            self.inspection.refresh(frozenset({id}))

    def clicks_in_the_queue(self):
        self.inspection.open_id(self.dice.choice(list(self.opening.cached)))

    def takes_in_what_nobody_declared(self):
        """One after the other, as the keys are pressed."""
        self.the_disk_goes_on()
        self.inspection.lay_aside() if self.dice.random() < 0.3 else None
        self.reads_an_undeclared_one()
        self.settles()
        if not self.route.is_lent:
            self.undeclared.begin()

    def makes(self):
        if self.undeclared.is_on:
            self.undeclared.make()

    def takes_in_and_holds(self):
        """As fast as the keys are pressed, and with anything between."""
        self.takes_in_what_nobody_declared()
        self.is_disturbed()
        self.makes()
        self.is_disturbed()
        self.the_disk_goes_on()
        self.robot.press(Qt.Key.Key_F3)
        self.fills_and_confirms()
        self.is_disturbed()

    def is_disturbed(self):
        if self.dice.random() < 0.4:
            reads = (self.reads_something_else, self.reads_a_flawed_one, self.reads_a_label)
            self.dice.choice((*reads, self.reads_an_undeclared_one, self.does_anything))()

    def begins_to_link(self):
        if not self.route.is_lent:
            self.linking.begin()

    def links(self):
        if self.linking.is_on:
            self.linking.screen.chosen.emit(self.dice.choice(list(PARCELS)))

    def hunts(self):
        if self.hunting.is_on or not self.route.is_lent:
            self.hunting.switch(FilterOfTheQueue())

    def leaves_the_screen(self):
        for leave in (self.undeclared.give_up, self.linking.close, self.hunting.end):
            leave()

    def another_screen_reads(self):
        """The screens that do are here."""

    def settles(self):
        if self.desk.gate.is_set():
            self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)

    def does_anything(self):
        if self.dice.random() < 0.5:
            super().does_anything()
            return
        steps = (
            *(self.reads_an_undeclared_one,) * 4,
            *(self.takes_in_what_nobody_declared,) * 2,
            *(self.takes_in_and_holds,) * 3,
            *(self.makes,) * 5,
            *(self.begins_to_link,) * 2,
            *(self.links,) * 2,
            *(self.settles,) * 4,
            self.hunts,
            self.leaves_the_screen,
        )
        self.dice.choice(steps)()

    def ends(self):
        self.the_disk_goes_on()
        self.leaves_the_screen()
        self.window.close()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_screen_takes_the_reads_each_decision_is_on_the_parcel_that_lay_there(
    dressed, english, qtbot, background, seed
):
    on_declared = on_provisional = 0
    for line in range(LINES):
        work = OnTheFloor(qtbot, background, seed * 1_000 + line)
        for _ in range(STEPS):
            work.does_anything()
        work.ends()
        assert len(work.pressed) == len(work.desk.outcomes)
        for lay, (draft, is_recorded) in zip(work.pressed, work.desk.outcomes, strict=True):
            if is_recorded and draft.kind in ("release", "hold", "seize"):
                on_provisional += draft.consignment.startswith("P")
                on_declared += draft.consignment.startswith("C")
                assert lay in work.things[draft.consignment], f"seed {seed}, line {line}: {draft}"
                assert draft.exception == ""
        work.robot.window.close()
    assert min(on_declared, on_provisional) >= 2, "hardly anything was recorded: this shows nothing"
