"""Keys decide on the parcel that lies on the bench: a read puts the one before it away."""

import pytest
from msgspec.structs import replace

from tests.fakes.clock import START
from tests.fakes.desk_consignments import consignment, hold, opened
from tests.fakes.desk_deciding import FakeDeciding, disk_full
from workstation.barcode.identify import candidates
from workstation.barcode.reads import BarcodeRead
from workstation.desk.attention import Matter, Story, ToldAct
from workstation.desk.decide import Recorded
from workstation.desk.open import Choice, NotFound, Opened, Several
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Identifier
from workstation.domain.interlock import Workplace
from workstation.domain.problems import Refused, Unavailable
from workstation.host.settings import LabelPrefixes, Settings
from workstation.ui.inspection import Inspection, Views
from workstation.ui.messages import Kind, Messages
from workstation.ui.own_labels import AtThisBench


def choice(consignment_id):
    return Choice(
        id=consignment_id,
        identifier=consignment_id,
        lane="red",
        score=90,
        goods="toys",
        belongs_to="receptacle",
    )


class FakeOpening:
    """A cache in which barcodes and ids lead to what the test put there."""

    def __init__(self):
        self.cached = {}
        self.several = {}
        self.by_text = {}
        self.at_service = {}
        self.damage = None

    def put(self, consignment_id):
        made = consignment(id=consignment_id, conditions=())
        own = Identifier(value=consignment_id, belongs_to="parcel", of=made.parcels[0].id)
        self.cached[consignment_id] = opened(replace(made, identifiers=(*made.identifiers, own)))

    def by_id(self, consignment_id):
        if self.damage is not None:
            raise self.damage
        return self.cached.get(consignment_id)

    def by_barcode(self, raw, other=""):
        if raw in self.several:
            choices = tuple(choice(each) for each in self.several[raw])
            return Several(raw=raw, choices=choices)
        found = self.by_text.get(raw) or self.by_id(raw)
        return (
            Opened(consignment=found) if found is not None else NotFound(raw=raw, candidates=candidates(raw))
        )

    def at_central_service(self, raw, is_wanted=lambda: True):
        if raw not in self.at_service:
            raise Unavailable("The central service cannot be reached.")
        self.cached[raw] = self.at_service[raw]
        return self.by_barcode(raw)


class Screen:
    """Shows the consignment it is given; a form on it is cancelled with words."""

    def __init__(self):
        self.shown = None
        self.at_hand = []
        self.cancelled = []
        self.asks_who, self.badges = False, []
        self.writing, self.asks_place, self.places = False, False, []
        self.takes_labels, self.labels = False, []

    def show_consignment(self, opened):
        self.shown = opened.id if opened is not None else None
        if opened is not None:
            self.at_hand.append(opened.at_hand)

    def cancel_because(self, reason):
        self.cancelled.append(reason)
        self.writing = False

    def is_writing(self):
        return self.writing

    def take_place(self, code):
        if self.asks_place:
            self.places.append(code)
        return self.asks_place

    def take_label(self, label):
        taken = self.writing and self.takes_labels
        if taken and label not in self.labels:
            self.labels.append(label)
        return taken

    def drop_label(self, code):
        self.labels = [each for each in self.labels if each.value != code]

    def takes_badge(self):
        return self.asks_who

    def take_badge(self, id):
        self.badges.append(id)


class FakeNotes:
    """Keeps what was noted of parcels; the second time nothing is new."""

    def __init__(self):
        self.noted = []
        self.problem = None

    def _note(self, *what):
        if self.problem is not None:
            raise self.problem
        if what in self.noted:
            return ()
        self.noted.append(what)
        return (f"n-{len(self.noted)}",)

    def presented(self, consignment, parcels):
        return self._note("presented", consignment, tuple(parcels))

    def located(self, consignment, parcels, place):
        return self._note("located", consignment, tuple(parcels), place)

    def labelled(self, consignment, parcel, label, read):
        return self._note("labelled", consignment, parcel, label.code, read.text)


class Bench:
    """One screen and what opens consignments on it."""

    def __init__(self, tasks, workplace="examination", settings=None):
        self.opening, self.screen, self.messages = FakeOpening(), Screen(), Messages()
        self.notes = FakeNotes()
        self.tasks, self.deciding = tasks, FakeDeciding()
        self.inspection = Inspection(
            opening=self.opening,
            deciding=self.deciding,
            tasks=tasks,
            messages=self.messages,
            views=Views((self.screen,), self.screen, self.screen),
            here=AtThisBench(Workplace(kind=workplace), settings or Settings(), self.notes),
        )
        self.answers: list[ReadAnswer] = []
        self.now_ms = 0
        self.inspection.answered.connect(self.answers.append)
        self.away = []
        self.turned = []
        self.inspection.put_away.connect(self._put_away)
        self.inspection.opened.connect(self._turn)
        for consignment_id in ("C-1", "C-2"):
            self.opening.put(consignment_id)

    def _put_away(self):
        self.away.append(self.screen.shown)

    def _turn(self, opened):
        self.turned.append(opened.id)

    def read(self, barcode, **more):
        self.inspection.open_read(BarcodeRead(text=barcode, **more))

    def settle(self, qtbot):
        qtbot.waitUntil(lambda: self.tasks.under_way == 0)

    def said(self):
        return self.messages.newest


@pytest.fixture
def bench(background):
    return Bench(background)


def test_an_unknown_barcode_puts_the_parcel_before_it_away(bench, qtbot):
    bench.read("C-1")
    assert bench.screen.shown == "C-1"
    bench.read("UNKNOWN")
    assert (bench.screen.shown, bench.inspection.open_consignment) == (None, None)
    assert bench.away == [None]
    bench.settle(qtbot)
    assert bench.screen.shown is None
    assert bench.said().what == "No consignment has the barcode UNKNOWN."


def test_a_barcode_that_several_share_opens_none_and_leaves_none_open(bench):
    bench.opening.several["SACK"] = ("C-1", "C-2")
    bench.read("C-1")
    bench.read("SACK")
    assert bench.screen.shown is None


@pytest.mark.parametrize(
    "flaw, words",
    [
        ("cut_off", "The barcode was cut off: read it again."),
        ("too_short", "Too short to be a barcode: read it again."),
        ("no_prefix", "The reader did not send its prefix: read the barcode again."),
    ],
)
def test_a_read_that_means_nothing_leaves_none_open_and_says_why(bench, flaw, words):
    bench.read("C-1")
    bench.read("C-2", flaw=flaw)
    assert bench.screen.shown is None
    assert (bench.said().what, bench.said().kind) == (words, Kind.PROBLEM)
    assert len(bench.screen.cancelled) == 2


def test_a_chosen_row_that_left_the_cache_leaves_none_open(bench):
    bench.read("C-1")
    bench.inspection.open_id("C-9")
    assert bench.screen.shown is None
    bench.inspection.open_id("C-2")
    assert bench.messages.unseen == ()


def test_a_late_answer_of_the_service_does_not_take_the_place_of_what_was_chosen_meanwhile(bench, qtbot):
    bench.opening.at_service["C-9"] = opened(consignment(id="C-9"))
    bench.read("C-9")
    bench.inspection.open_id("C-2")
    bench.settle(qtbot)
    assert bench.screen.shown == "C-2"


def test_news_of_the_open_one_shows_it_again_without_turning_to_it(bench):
    bench.read("C-1")
    bench.opening.cached["C-1"] = opened(consignment(id="C-1"), change=99)
    bench.inspection.refresh(frozenset({"C-1"}))
    assert bench.screen.shown == "C-1"
    assert bench.turned == ["C-1"]


def test_what_nobody_had_declared_turns_into_its_declaration_before_the_officers_eyes(bench):
    bench.read("C-1")
    bench.opening.cached["C-1"] = opened(consignment(id="C-2"))
    bench.inspection.refresh(frozenset({"C-1", "C-2"}))
    assert (bench.screen.shown, bench.turned) == ("C-2", ["C-1", "C-2"])
    assert bench.said().what.startswith("This parcel was declared meanwhile.")


def test_a_release_that_waits_is_not_called_released(bench):
    bench.read("C-1")
    bench.inspection.tell_recorded(
        Recorded(event_id="e-1", sequence=1, kind="release", consignment="C-1", annul_within_s=5.0)
    )
    assert bench.said().safe == "It is not released before the central service has acknowledged it."


def test_an_act_on_a_consignment_that_left_the_cache_is_not_passed_over_in_silence(bench):
    recorded = Recorded(event_id="e-1", sequence=1, kind="release", consignment="C-8", annul_within_s=5.0)
    bench.inspection.annul(recorded)
    assert bench.said().what == "This consignment is not in the cache any more."


def conflict(consignment_id, *missed):
    stories = tuple(Story(release=ToldAct(id="r-1"), missed=ToldAct(id=each)) for each in missed)
    return Matter(kind="recall", consignment=consignment_id, at=START, ids=(1,), stories=stories)


def test_one_acknowledgement_names_the_release_and_all_that_it_missed(bench, qtbot):
    acts = [(Act(id=each, kind="hold"), "known") for each in ("h-1", "h-2")]
    acts.append((Act(id="r-1", kind="release", scope=(ScopeEntry(goods="g1"),)), "acknowledged"))
    bench.opening.cached["C-2"] = opened(consignment(id="C-2", conditions=()), acts=acts)
    bench.read("C-1")
    bench.inspection.acknowledge(conflict("C-2", "h-1", "h-2"))
    bench.settle(qtbot)
    (draft,) = bench.deciding.recorded
    assert (draft.kind, draft.consignment, draft.names) == ("acknowledge", "C-2", ("r-1", "h-1", "h-2"))
    assert bench.screen.shown == "C-1"


@pytest.mark.parametrize("consignment_id", ["C-9", "C-1"])
def test_what_the_cache_does_not_have_is_acknowledged_too(bench, qtbot, consignment_id):
    bench.inspection.acknowledge(conflict(consignment_id, "h-1"))
    bench.settle(qtbot)
    assert bench.deciding.unseen == [(consignment_id, ("r-1", "h-1"))]


def recorded(consignment_id="C-1", kind="release"):
    return Recorded(event_id="e-1", sequence=1, kind=kind, consignment=consignment_id)


def test_what_was_recorded_is_not_said_of_the_next_parcel(bench):
    bench.read("C-1")
    bench.inspection.tell_recorded(recorded())
    bench.read("C-2")
    assert bench.said() is None


@pytest.mark.parametrize(
    "state, safe",
    [
        ("waiting", "It is not released before the central service has acknowledged it."),
        ("acknowledged", "The central service has acknowledged it."),
        ("refused", None),
    ],
)
def test_what_was_promised_is_said_until_the_centre_has_answered(bench, state, safe):
    bench.read("C-1")
    bench.inspection.tell_recorded(recorded())
    document = bench.opening.cached["C-1"].consignment
    release = Act(id="e-1", kind="release", scope=(ScopeEntry(goods="g1"),), outcome="pending")
    bench.opening.cached["C-1"] = opened(document, acts=[(release, state)])
    bench.inspection.refresh(frozenset({"C-2"}))
    assert bench.said() is not None
    bench.inspection.refresh(frozenset({"C-1"}))
    assert (bench.said().safe if bench.said() else None) == safe


@pytest.mark.parametrize("state", ["waiting", "acknowledged"])
def test_a_release_whose_goods_are_held_since_is_not_said_any_more(bench, state):
    bench.read("C-1")
    bench.inspection.tell_recorded(recorded())
    document = bench.opening.cached["C-1"].consignment
    release = Act(id="e-1", kind="release", scope=(ScopeEntry(goods="g1"),), outcome="pending")
    bench.opening.cached["C-1"] = opened(document, acts=[(release, state)])
    bench.inspection.refresh(frozenset({"C-1"}))
    assert bench.said() is not None
    bench.opening.cached["C-1"] = opened(document, acts=[(release, state), (hold(goods=["g1"]), "known")])
    bench.inspection.refresh(frozenset({"C-1"}))
    assert bench.said() is None


def test_what_stood_in_the_way_is_not_said_when_it_is_looked_at_again(bench):
    bench.read("C-1")
    bench.messages.tell_problem(Refused("A hold stands.", code="decision.obstacle"))
    bench.inspection.look_again()
    assert bench.messages.unseen == ()


def test_what_the_disk_did_not_take_is_said_not_to_be_recorded(bench, qtbot):
    bench.deciding.problem = disk_full()
    bench.inspection.acknowledge(conflict("C-1", "h-1"))
    bench.inspection.annul(recorded())
    bench.settle(qtbot)
    assert bench.said().what == "Not recorded: The disk is full."
    assert bench.said().code == "disk.full"


def test_a_parcel_that_is_not_open_any_more_is_called_by_its_number_too(bench):
    bench.read("C-2")
    bench.inspection.tell_recorded(recorded(kind="annul"))
    assert bench.said().what == "Recorded here: annulment of RB 123 456 785 GB · piece 1 of 2."


def test_what_stood_in_the_way_of_one_parcel_is_not_said_of_the_next_but_a_failure_stays(bench):
    bench.read("C-1")
    bench.messages.tell_problem(Refused("A hold stands.", code="decision.obstacle"))
    bench.messages.tell_problem(Unavailable("The disk is full.", code="disk.full"))
    bench.read("C-2")
    assert [message.what for message in bench.messages.unseen] == ["The disk is full."]


DAMAGE = Refused("The ledger cannot be used: it is damaged.", code="ledger.damaged")
STEPS = {
    "read": lambda bench: bench.read("C-2"),
    "chosen": lambda bench: bench.inspection.open_id("C-2"),
    "news": lambda bench: bench.inspection.refresh(frozenset({"C-1"})),
    "annul": lambda bench: bench.inspection.annul(recorded()),
    "acknowledge": lambda bench: bench.inspection.acknowledge(conflict("C-1", "h-1")),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_ledger_damaged_while_running_is_told_as_what_it_is_and_nothing_stays_open(bench, step):
    bench.read("C-1")
    bench.opening.damage = DAMAGE
    STEPS[step](bench)
    assert (bench.screen.shown, bench.inspection.open_consignment) == (None, None)
    assert (bench.said().what, bench.said().code) == (DAMAGE.what, "ledger.damaged")


def test_what_was_recorded_is_told_also_when_it_cannot_be_read_again(bench, qtbot):
    bench.read("C-1")
    bench.opening.damage = DAMAGE
    with qtbot.waitSignal(bench.inspection.acted):
        bench.inspection.tell_recorded(recorded("C-2"))
    assert [message.code for message in bench.messages.unseen] == []
    bench.inspection.refresh(frozenset({"C-2"}))
    assert bench.said().code == "ledger.damaged"


def test_a_decision_that_the_disk_took_ends_what_was_said_of_a_full_disk(bench):
    bench.read("C-1")
    bench.messages.tell_problem(Unavailable("The disk is full.", code="disk.full"))
    bench.inspection.tell_recorded(recorded())
    assert bench.messages.unseen == ()


# --- the second officer's badge ---------------------------------------------------------------------------


def test_the_id_of_an_officer_who_is_known_here_is_a_badge_where_one_is_asked_for(bench):
    bench.inspection.open_id("C-1")
    bench.screen.asks_who = True
    bench.read(" officer-b")
    assert bench.screen.badges == [" officer-b"]
    assert bench.screen.shown == "C-1"
    assert bench.screen.cancelled == []
    assert bench.inspection.last_read() is None


@pytest.mark.parametrize("text", ["SHOP47110815", "4711-0815-XY", "OFFICER-42", "A" * 8000])
def test_a_text_of_no_known_form_is_another_parcel_where_badges_have_a_prefix(bench, qtbot, text):
    bench.inspection.open_id("C-1")
    bench.screen.asks_who = bench.screen.writing = True
    bench.read(text)
    bench.settle(qtbot)
    assert (bench.screen.badges, len(bench.screen.cancelled)) == ([], 1)
    assert bench.answers[0].answer is Answer.WRONG_PARCEL


@pytest.mark.parametrize("text", ["5901234123457", "IM3720000224", "LOC-7"])
def test_what_stands_beside_a_parcels_number_is_no_badge(bench, text):
    bench.inspection.open_id("C-1")
    bench.screen.asks_who = True
    bench.read(text)
    assert bench.screen.badges == []


@pytest.mark.parametrize("text, badges", [("OFFICER-42", ["OFFICER-42"]), ("RB900069728CN", [])])
def test_where_badges_have_no_prefix_what_can_be_no_parcels_number_is_one(background, qtbot, text, badges):
    bench = Bench(background, settings=Settings(labels=LabelPrefixes(badge=())))
    bench.inspection.open_id("C-1")
    bench.screen.asks_who = True
    bench.read(text)
    assert bench.screen.badges == badges
    bench.settle(qtbot)


@pytest.mark.parametrize("barcode", ["RB900069728CN", "RB900069729CN"])
def test_what_looks_like_a_parcels_number_is_no_badge_though_it_is_not_known(bench, qtbot, barcode):
    bench.inspection.open_id("C-1")
    bench.screen.asks_who = True
    bench.read(barcode)
    bench.settle(qtbot)
    assert (bench.screen.badges, len(bench.screen.cancelled)) == ([], 1)


def test_a_parcel_that_is_read_there_is_a_parcel(bench):
    bench.inspection.open_id("C-1")
    bench.screen.asks_who = True
    bench.read("C-2")
    assert bench.screen.badges == []
    assert len(bench.screen.cancelled) == 1
