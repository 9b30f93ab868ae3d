"""No order of reads, keys, clicks in the queue, news, drafts and slow disks records a decision on a parcel
that is not the one on the bench.
"""

import random

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_deciding import FakeDeciding
from tests.ui.robots_consignment import CTRL, DecisionRobot
from tests.ui.test_inspection import FakeNotes, FakeOpening
from workstation.barcode.reads import BarcodeRead
from workstation.domain.consignment import Identifier, Parcel
from workstation.domain.interlock import AtHand
from workstation.host.settings import Settings
from workstation.ui.inspection import Inspection, Views
from workstation.ui.messages import Messages
from workstation.ui.own_labels import AtThisBench

PARCELS = {"C-1": "RB123456785GB", "C-2": "LX473124829NL", "C-3": "EE473124829NL"}
SHARED, ITS_OWNERS = "CP473124829NL", ("C-1", "C-2")
"""A number that parcels of two consignments bear."""
OTHER_TEXTS = ("RB900069728CN", "SACK", "just a text", "(421)840SW1A1AA", "RB900069729CN")
LABELS = ("LOC-7", "SEAL-1", "BAG-1", "BADGE-1")
LINES, STEPS = 90, 40


class WatchedDeciding(FakeDeciding):
    """Tells of each decision that came to the disk, or was refused there, in their order."""

    def __init__(self):
        super().__init__()
        self.outcomes = []

    def record(self, draft, opened, last_read, images):
        try:
            recorded = super().record(draft, opened, last_read, images)
        except Exception:
            self.outcomes.append((draft, False))
            raise
        self.outcomes.append((draft, True))
        return recorded


class AtWork:
    """An officer who does anything at all. `lies` is the consignment whose parcel was read last: it alone
    lies on the bench. `pressed` is what lay there at each moment when a decision went to the disk.
    """

    def __init__(self, qtbot, tasks, seed):
        self.dice = random.Random(seed)
        self.tasks, self.qtbot = tasks, qtbot
        self.desk = WatchedDeciding()
        self.opening = FakeOpening()
        self.opening.several["SACK"] = self.opening.several[SHARED] = ITS_OWNERS
        for id, number in PARCELS.items():
            self.opening.cached[id] = self.document(id, number)
            self.opening.by_text[number] = self.opening.cached[id]
        self.robot = DecisionRobot(qtbot, tasks, self.desk)
        self.here = AtThisBench(self.desk.workplace, Settings(), FakeNotes())
        self.pressed = []
        self.robot.screen._recording._last_read = self.note_press
        self.lies = self.last = ""
        self.now_ms = 10_000
        self.inspection = Inspection(
            opening=self.opening,
            deciding=self.desk,
            tasks=tasks,
            messages=Messages(),
            views=Views((self.robot.screen,), self.robot.screen, self.robot.screen.by_reader),
            here=self.here,
        )
        self.robot.screen.decided.connect(self.inspection.tell_recorded)

    def document(self, id, number, **more):
        single = consignment(
            2,
            id=id,
            conditions=(),
            identifiers=tuple(
                Identifier(value=each, belongs_to="parcel", of="P-1")
                for each in (number, *([SHARED] if id in ITS_OWNERS else []))
            ),
            parcels=(Parcel(id="P-1"),),
            **more,
        )
        return replace(opened(single), at_hand=AtHand())

    def note_press(self):
        self.pressed.append(self.lies)
        return self.here.last_read()

    # --- anything at all ----------------------------------------------------------------------------------

    def reads_a_parcel(self):
        self.lies = self.dice.choice(list(PARCELS))
        self.reads(PARCELS[self.lies])

    def reads_what_two_bear(self):
        # Within a moment of itself it says nothing new, and what was chosen still lies there.
        if self.last != SHARED:
            self.lies = ""
            self.reads(SHARED)

    def chooses_of_the_list(self):
        chosen = self.dice.choice(ITS_OWNERS)
        if self.last == SHARED:
            self.lies = chosen
        self.inspection.open_match(chosen)

    def reads_something_else(self):
        self.lies = ""
        self.reads(self.dice.choice(OTHER_TEXTS))

    def reads_a_flawed_one(self):
        self.lies = ""
        self.reads("RB1", flaw="too_short")

    def reads_a_label(self):
        before = self.last
        self.reads(self.dice.choice(LABELS))
        self.last = before

    def reads(self, text, **more):
        self.last = text
        self.now_ms += self.dice.choice((40, 900, 5_000))
        self.inspection.open_read(
            BarcodeRead(text=text, started_ms=self.now_ms, ended_ms=self.now_ms + 30, **more)
        )

    def clicks_in_the_queue(self):
        self.inspection.open_id(self.dice.choice(list(PARCELS)))

    def hears_news(self):
        id = self.dice.choice(list(PARCELS))
        change = self.dice.randrange(1, 1_000_000)
        self.opening.cached[id] = replace(self.document(id, PARCELS[id], change=change), change=change)
        self.opening.by_text[PARCELS[id]] = self.opening.cached[id]
        self.inspection.refresh(frozenset({id}))

    def looks_again(self):
        self.inspection.look_again()

    def another_screen_reads(self):
        self.lies = self.last = ""
        self.inspection.read_elsewhere(BarcodeRead(text=self.dice.choice(OTHER_TEXTS)))

    def presses(self):
        key = self.dice.choice((Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_Escape))
        self.robot.press(key)

    def fills_and_confirms(self):
        form = self.robot.form
        if form.kind in ("hold", "seize"):
            form.reason.choose("H10" if form.kind == "hold" else "S10")
            form.legal_basis.choose("T-1" if form.kind == "seize" else "")
        self.robot.press(Qt.Key.Key_Return, CTRL)

    def the_disk_waits(self):
        self.desk.gate.clear()

    def the_disk_goes_on(self):
        self.desk.gate.set()
        self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)

    def does_anything(self):
        steps = (
            *(self.reads_a_parcel,) * 5,
            *(self.clicks_in_the_queue,) * 3,
            *(self.reads_what_two_bear,) * 2,
            *(self.chooses_of_the_list,) * 3,
            *(self.presses,) * 5,
            *(self.fills_and_confirms,) * 5,
            self.reads_something_else,
            self.reads_a_flawed_one,
            self.reads_a_label,
            self.hears_news,
            self.looks_again,
            self.another_screen_reads,
            self.the_disk_waits,
            *(self.the_disk_goes_on,) * 2,
        )
        self.dice.choice(steps)()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_each_decision_is_on_the_parcel_that_lay_there(
    dressed, english, qtbot, background, seed
):
    recorded = 0
    for line in range(LINES // 6):
        work = AtWork(qtbot, background, seed * 1_000 + line)
        for _ in range(STEPS):
            work.does_anything()
        work.the_disk_goes_on()
        assert len(work.pressed) == len(work.desk.outcomes)
        for lay, (draft, is_recorded) in zip(work.pressed, work.desk.outcomes, strict=True):
            if is_recorded and draft.kind in ("release", "hold", "seize"):
                recorded += 1
                assert draft.consignment == lay, f"seed {seed}, line {line}: {draft}"
                assert draft.exception == ""
        work.robot.window.close()
    assert recorded >= 3, "hardly anything was recorded: this shows nothing"
