"""Key strokes to reads: tells a reader's burst from a person's typing, and loses neither.

A keyboard-wedge reader types like a person, only faster and evenly. Each stroke that could begin a read
is held back until the events' own timestamps show what it is: a burst becomes one `Read`, everything
else comes back as `Typed`, in order, to be replayed as if nothing had happened. A person waits for one
stroke at most `max_gap_ms`; what is too fast for fingers is waited for a little longer (pace.py). Two
characters and a terminator at a reader's pace are a reader's, too: a
scratched label that gives `12345` must not press Enter on the screen. Such a read says what is wrong
with it. What joins a read at its pace, be it one space, is of the same label: a read of its own, `joined`,
that types and presses nothing and takes back what the one before it said.

How the screen uses it: an application-wide event filter turns key presses and releases into strokes,
feeds them, and acts on the outcomes in order. It lets an event pass only when the outcomes are exactly
`(Typed((stroke,)),)`; otherwise it swallows the event and replays what comes back, past its own filter,
to the widget with the focus. While strokes are held (`hold_ms` is not None) it calls `tick` when that
much time has gone by *and* no key event is waiting: a busy program must look at its queue first,
because a timer may fire before key events that are older than it.

A key that asks for an act (F2, Ctrl+L) passes at once, so that it is still a shortcut, but what it asks for
is done only `act_ms` later: where another key follows sooner, a `Withdrawn` comes with that key. Readers
send control characters of a label as function keys, also as the first of a label: none may release goods.
"""

from typing import Final, Literal

import msgspec

from workstation.barcode.after_read import AfterRead, elapsed_ms
from workstation.barcode.keyboard import PhysicalKeyboard
from workstation.barcode.keys_down import KeysDown
from workstation.barcode.pace import Pace
from workstation.barcode.reads import BarcodeRead, Flaw, KeyStroke, Sort, is_act, is_chord_of_terminator
from workstation.barcode.rebuild import Rebuilding
from workstation.host.settings import ReaderProfile

LONGEST_READ: Final = 8192
"""Characters kept of one read; no symbol holds more (QR 40-L: 7089 digits; ISO/IEC 18004)."""

SURE_LENGTH: Final = 12
"""So many characters, beyond any person's fingers, are a read even where their terminator did not come."""


class Undecided(msgspec.Struct, frozen=True):
    """The stroke is held back: it will come again as `Typed`, or within a `Read`."""


class Swallowed(msgspec.Struct, frozen=True):
    """The stroke belonged to a read that is over (its key's release, a second terminator): nothing to do."""


class Withdrawn(msgspec.Struct, frozen=True):
    """The key before, which asked for an act, was followed at a reader's pace: the act is not to be done."""


class Typed(msgspec.Struct, frozen=True):
    """A person's strokes, oldest first, to be delivered as if nothing had happened."""

    strokes: tuple[KeyStroke, ...]


class Read(msgspec.Struct, frozen=True):
    """A barcode read. None of its strokes may reach a widget."""

    read: BarcodeRead


Outcome = Undecided | Swallowed | Withdrawn | Typed | Read
Outcomes = tuple[Outcome, ...]


class Wedge:
    """The state machine for one keyboard, used from one thread; it keeps four `LONGEST_READ` at most."""

    def __init__(self, profile: ReaderProfile, keyboard: PhysicalKeyboard | None = None) -> None:
        self._profile = profile
        self._meaning = Rebuilding(profile, keyboard or PhysicalKeyboard())
        self._held: list[KeyStroke] = []
        self._content: list[KeyStroke] = []
        """Characters of the burst so far: those among the held, and before them the `_early` ones."""
        self._early = 0
        """How many of `_content` were given back as typing by a tick that came too soon."""
        self._pace = Pace(profile)
        self._overflowing = False
        self._after = AfterRead(profile)
        self._joined = False
        """Whether the burst began at the pace of a read before it."""
        self._keys = KeysDown()

    def use_keyboard(self, keyboard: PhysicalKeyboard) -> None:
        """The strokes come from this one: what was printed is rebuilt from its physical keys."""
        self._meaning = Rebuilding(self._profile, keyboard)

    @property
    def hold_ms(self) -> int | None:
        """After so long without a stroke `tick` is due; None when nothing is held."""
        return self._patience_ms() + 1 if self._held else None

    @property
    def act_ms(self) -> int:
        """What a key asks for is done after so long without another."""
        return self._profile.max_gap_ms + 1

    def feed(self, stroke: KeyStroke) -> Outcomes:
        """One key event; what became of it, and of strokes held before it, in order."""
        if stroke.is_auto_repeat or (stroke.is_release and not self._comes_up_unseen(stroke)):
            return self._accompany(stroke)
        if not stroke.is_release and not stroke.is_composed:
            self._keys.press(stroke)
        before: Outcomes = ()
        if self._meaning.sort(stroke) is not Sort.MODIFIER and self._after.withdraws(stroke.timestamp_ms):
            before = (Withdrawn(),)
        if self._content and not self._joins(stroke.timestamp_ms):
            before += self._end_by_silence()
        outcomes = self._press(stroke)
        if is_act(stroke) and outcomes[-1:] and isinstance(outcomes[-1], Typed):
            self._after.ask(stroke.timestamp_ms)
        return before + outcomes

    def tick(self, now_ms: int) -> Outcomes:
        """Time has passed: `now_ms` on the clock of the events' timestamps. Call it when no key event waits.

        Should one have waited all the same, the rest of its burst still makes one whole read
        (`already_typed` then says how many characters had been given back).
        """
        if not self._content or self._joins(now_ms):
            return ()
        early, pace = self._content, self._pace
        outcomes = self._end_by_silence()
        if not any(isinstance(outcome, Read) for outcome in outcomes):
            self._content, self._early, self._pace = early, len(early), pace
        return outcomes

    def give_back(self) -> Outcomes:
        """End waiting at once: what is held is typing. For the moment the window loses the keyboard; where it
        has it back at once (a dialog came up), the rest of a burst still makes one whole read.
        """
        return self._end_as_typing_so_far(goes_on=not (self._joined or self._is_burst()))

    # --- a key goes down --------------------------------------------------------------------------

    def _press(self, stroke: KeyStroke) -> Outcomes:
        sort = self._meaning.sort(stroke)
        if sort is Sort.OTHER and self._meaning.is_separator_key(stroke) and self._is_fast():
            sort = Sort.CONTENT
        if sort is Sort.TAB and self._profile.terminator == "enter" and self._content:
            sort = Sort.CONTENT
        if sort in {Sort.ENTER, Sort.TAB}:
            return self._terminator(stroke, "enter" if sort is Sort.ENTER else "tab")
        if sort is Sort.CONTENT and (self._content or self._meaning.may_begin(stroke)):
            return self._collect(stroke)
        if is_chord_of_terminator(stroke) and self._content:
            return self._end_as_typing(stroke)
        if sort is Sort.MODIFIER or self._joined or self._is_fast():
            return self._go_along(stroke)
        return self._command(stroke)

    def _collect(self, stroke: KeyStroke) -> Outcomes:
        if len(self._content) >= LONGEST_READ:
            if not self._overflowing and not self._is_burst():
                return self._end_as_typing(stroke)
            self._overflowing = True
            self._content[-1] = stroke  # only its time counts from here on
            return (Swallowed(),)
        if self._content:
            self._pace.add(elapsed_ms(self._content[-1].timestamp_ms, stroke.timestamp_ms))
        else:
            self._joined = self._after.joins(stroke.timestamp_ms)
        self._content.append(stroke)
        self._held.append(stroke)
        return (Undecided(),)

    def _go_along(self, stroke: KeyStroke) -> Outcomes:
        """A stroke that decides nothing: held with those that are held, so that it never overtakes them."""
        if not self._held:
            return (Typed((stroke,)),)
        if len(self._held) < 4 * LONGEST_READ:
            self._held.append(stroke)
            return (Undecided(),)
        return (Swallowed(),) if self._overflowing else self._end_as_typing(stroke)

    def _terminator(self, stroke: KeyStroke, name: Literal["enter", "tab"]) -> Outcomes:
        if self._content and (self._joined or self._is_burst() or self._keeps_pace(stroke)):
            self._held.append(stroke)
            return self._end_as_read(stroke.timestamp_ms, name)
        if self._early == len(self._content) and self._after.lingers(stroke.timestamp_ms):
            self._forget()
            self._after.go_on(stroke.timestamp_ms)
            self._keys.swallow(stroke)
            return (Swallowed(),)
        return self._end_as_typing(stroke)

    def _command(self, stroke: KeyStroke) -> Outcomes:
        """A function key, an arrow, a shortcut: a person's, unless it comes at the pace of a read that just
        ended. Readers send control characters of a label as function keys: no label may release goods.
        """
        if not self._after.follows(stroke.timestamp_ms):
            return self._end_as_typing_so_far(stroke, goes_on=is_act(stroke))
        self._after.go_on(stroke.timestamp_ms)
        self._keys.swallow(stroke)
        return (Swallowed(),)

    # --- a key goes up, or repeats ----------------------------------------------------------------

    def _accompany(self, stroke: KeyStroke) -> Outcomes:
        """A release or a repeat decides nothing: it goes where its key's press went, and never overtakes."""
        if self._keys.is_swallowed(stroke):
            return (Swallowed(),)
        return self._go_along(stroke)

    def _comes_up_unseen(self, stroke: KeyStroke) -> bool:
        """Whether an input method took the press of this key (a dead key, the letters of a syllable): its
        release is all that is seen of it, and stands for it.
        """
        if self._keys.knows(stroke) or not self._meaning.keyboard.tells_releases:
            return False
        if self._meaning.sort(stroke) not in {Sort.CONTENT, Sort.ENTER, Sort.TAB}:
            return False
        self._keys.note_unseen(stroke)
        return True

    # --- the burst ends ---------------------------------------------------------------------------

    def _end_by_silence(self) -> Outcomes:
        characters = len(self._content)
        is_sure = characters >= SURE_LENGTH and self._pace.is_sure(characters, self._span_ms())
        if self._overflowing or (self._is_burst() and (self._profile.terminator == "none" or is_sure)):
            return self._end_as_read(self._content[-1].timestamp_ms, "silence")
        return self._end_as_typing()

    def _end_as_typing(self, *more: KeyStroke) -> Outcomes:
        """What is held is a person's, unless it joined a read."""
        if self._joined:
            self._held += more
            return self._end_as_read((more or self._content)[-1].timestamp_ms, "silence")
        strokes = (*self._held, *more)
        self._forget()
        return (Typed(strokes),) if strokes else ()

    def _end_as_typing_so_far(self, *more: KeyStroke, goes_on: bool) -> Outcomes:
        """What is held goes its way; where it `goes_on` all the same, it is still the first of a read."""
        early, pace = self._content, self._pace
        outcomes = self._end_as_typing(*more)
        if goes_on:
            self._content, self._early, self._pace = early, len(early), pace
        return outcomes

    def _end_as_read(self, ended_ms: int, ended_by: Literal["enter", "tab", "silence"]) -> Outcomes:
        pressed = {s.physical_key for s in self._held if not s.is_release and not s.is_auto_repeat}
        pressed |= {key for key, _at in self._keys.unseen}
        own = tuple(stroke for stroke in self._held if stroke.physical_key in pressed)
        foreign = tuple(stroke for stroke in self._held if stroke.physical_key not in pressed)
        strokes = (*self._content[: self._early], *own)
        characters = strokes if ended_by == "silence" else strokes[:-1]
        texts = self._meaning.texts(characters, self._keys.unseen)
        is_another = self._joined and not self._after.says_the_same(texts.printed)
        is_cut = ended_by == "silence" and self._profile.terminator != "none"
        is_part = is_cut or self._after.is_rest(self._content[0].timestamp_ms)
        read = BarcodeRead(
            text=texts.printed[: LONGEST_READ - 1],
            started_ms=self._content[0].timestamp_ms,
            ended_ms=ended_ms,
            ended_by=ended_by,
            strokes=strokes,
            already_typed=self._early,
            flaw="joined" if is_another else "cut_off" if is_part else self._flaw(),
            as_typed=texts.other[: LONGEST_READ - 1],
            tells_keys=any(self._meaning.keyboard.position(stroke) for stroke in self._content),
        )
        self._keys.take_away(own)
        self._forget()
        self._after.end(ended_ms, None if is_another else texts.printed, is_cut=is_cut and not is_another)
        # A key that a person pressed before the burst and let go within it must still come up in its widget.
        return (Typed(foreign), Read(read)) if foreign else (Read(read),)

    def _forget(self) -> None:
        self._held, self._content, self._early = [], [], 0
        self._pace = Pace(self._profile)
        self._overflowing = self._joined = False
        self._keys.unseen.clear()

    # --- time and speed ---------------------------------------------------------------------------

    def _is_burst(self) -> bool:
        """Whether the characters are a barcode: long enough, fast enough, with the prefix if one is set."""
        if not self._content or self._flaw() not in {"", "cut_off"}:
            return False
        return self._overflowing or self._pace.makes_a_read(len(self._content), self._span_ms())

    def _flaw(self) -> Flaw:
        """What keeps the characters, a reader's or not, from being a barcode."""
        if not self._meaning.has_prefix(self._content):
            return "no_prefix"
        if self._meaning.count(self._content) < self._profile.min_length:
            return "too_short"
        return "cut_off" if self._overflowing else ""

    def _keeps_pace(self, terminator: KeyStroke) -> bool:
        """Whether two characters or more and their terminator came at a reader's pace, which no person's
        fingers keep up. One character and Enter can be a person's.
        """
        characters, first_ms = len(self._content), self._content[0].timestamp_ms
        span = elapsed_ms(first_ms, terminator.timestamp_ms)
        return self._is_fast() and span <= self._profile.mean_gap_ms * characters

    def _is_fast(self) -> bool:
        """Whether the characters so far, two or more, came at a reader's pace: what joins them is its own."""
        return self._pace.is_fast(len(self._content), self._span_ms())

    def _span_ms(self) -> int:
        content = self._content
        return elapsed_ms(content[0].timestamp_ms, content[-1].timestamp_ms) if content else 0

    def _joins(self, timestamp_ms: int) -> bool:
        return 0 <= elapsed_ms(self._content[-1].timestamp_ms, timestamp_ms) <= self._patience_ms()

    def _patience_ms(self) -> int:
        return self._pace.patience_ms(len(self._content), self._span_ms())
