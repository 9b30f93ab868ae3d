"""Ten thousand sessions of a person at the keyboard, and ten thousand reads as slow as the profile allows.

How a person types: some 200 ms from key to key at 60 words a minute, 80 to 100 ms in a fast burst, two keys
rolled over in less, a key that is held repeats some 30 times a second after half a second, and what is pasted
is one chord. Each session draws its own pace.
"""

import random
from collections.abc import Iterator

import pytest

from tests.barcode.reader import both_ways, burst, key, reads, through, typed
from workstation.barcode.reads import CONTROL, KeyStroke
from workstation.barcode.wedge import Outcome, Wedge
from workstation.domain import identifiers
from workstation.host.settings import BLUETOOTH, WIRED, ReaderProfile

SESSIONS = READS = 10_000
SLOW = ReaderProfile(
    name="custom", max_gap_ms=200, mean_gap_ms=110, min_length=8, terminator="tab", prefix="\x02"
)
"""As slow as a person who types fast: only with a prefix that nobody types."""

SENTENCE = (
    "opened checked two boxes of cables no invoice RB123456785GB held until the agency answers Gerät"
    " 3318810025 façade 1Z5R89390357567127 see photo ok nothing found weight differs 2,4 kg"
)
WORDS = SENTENCE.split()


class Typist:
    """A person: a pace of their own, words, corrections, rolled pairs, held keys, a paste, Enter."""

    def __init__(self, dice: random.Random, at_ms: int) -> None:
        self._dice = dice
        self._pace_ms = dice.uniform(95, 420)
        self._at_ms = at_ms

    def session(self) -> list[KeyStroke]:
        """Some moments of work, with the releases of the keys."""
        strokes: list[KeyStroke] = []
        moments = (self._word, self._word, self._word, self._roll, self._held, self._paste, self._enter)
        for _ in range(self._dice.randint(2, 6)):
            strokes += self._dice.choice(moments)()
        strokes += self._enter()
        return strokes

    def _wait(self, low: float, high: float) -> int:
        self._at_ms += round(self._dice.uniform(low, high))
        return self._at_ms

    def _word(self) -> list[KeyStroke]:
        """A word at this person's pace, now and then in a fast burst."""
        if self._dice.random() < 0.25:
            low, high = 80.0, 100.0
        else:
            low, high = 0.75 * self._pace_ms, 1.6 * self._pace_ms
        text = self._dice.choice(WORDS) + self._dice.choice((" ", ". ", "\b\b", "\t"))
        return [key(character, self._wait(max(low, 78.0), high)) for character in text]

    def _roll(self) -> list[KeyStroke]:
        """Two keys of two fingers, nearly at once, and what follows at the usual pace."""
        pair = self._dice.choice(("th", "er", "io", "we", "12"))
        return [key(pair[0], self._wait(150, 400)), key(pair[1], self._wait(12, 60)), *self._word()]

    def _held(self) -> list[KeyStroke]:
        held = self._dice.choice("0x-. ")
        first = key(held, self._wait(200, 600))
        self._at_ms += 500
        return [first, *(key(held, self._wait(28, 36), is_auto_repeat=True) for _ in range(20))]

    def _paste(self) -> list[KeyStroke]:
        return [key("v", self._wait(300, 900), modifiers=CONTROL)]

    def _enter(self) -> list[KeyStroke]:
        return [key("\r", self._wait(140, 700))]


@pytest.mark.parametrize("profile", [WIRED, BLUETOOTH], ids=lambda each: each.name)
def test_of_ten_thousand_typing_sessions_none_is_taken_for_a_read(profile):
    dice = random.Random(20261127)
    wedge = Wedge(profile)
    at_ms = 0
    for number in range(SESSIONS):
        session = Typist(dice, at_ms).session()
        at_ms = session[-1].timestamp_ms + 2000
        outcomes = through(wedge, session)
        assert reads(outcomes) == [], f"session {number}"
        assert typed(outcomes) == session, f"session {number}"


def numbers(dice: random.Random) -> Iterator[str]:
    """Numbers of many lengths, as they stand on labels."""
    while True:
        yield identifiers.make_s10("RB", dice.randrange(10**8), "GB")
        yield identifiers.make_sscc(dice.randrange(10), "4012345", dice.randrange(10**9))
        yield identifiers.make_ups("TST123", "03", dice.randrange(10**7))
        yield identifiers.make_fedex34(f"1001{dice.randrange(10**16):016d}", dice.randrange(10**13))
        yield identifiers.make_dhl10(dice.randrange(10**9))
        yield identifiers.make_mrn(2026, "NL", f"{dice.randrange(10**12):012d}R")
        yield "]C1003761303211091034204021234\x1d37"


def slowest(text: str, profile: ReaderProfile, dice: random.Random, at_ms: int) -> list[KeyStroke]:
    """The text with the slowest mean that the profile allows, unevenly: some pauses as long as it allows."""
    gaps = len(text) - 1
    left = profile.mean_gap_ms * gaps
    pauses = []
    for still in range(gaps, 0, -1):
        least = max(1, left - (still - 1) * profile.max_gap_ms)
        most = min(profile.max_gap_ms, left - (still - 1))
        wanted = dice.choice((most, profile.mean_gap_ms, dice.randint(least, most)))
        pauses.append(min(max(wanted, least), most))
        left -= pauses[-1]
    dice.shuffle(pauses)
    end = "\t" if profile.terminator == "tab" else dice.choice("\r\n\t")
    times = [at_ms]
    for pause in (*pauses, dice.randint(0, profile.max_gap_ms)):
        times.append(times[-1] + pause)
    assert times[-2] - at_ms == profile.mean_gap_ms * gaps
    return [key(character, at) for character, at in zip(text + end, times, strict=True)]


@pytest.mark.parametrize("profile", [WIRED, BLUETOOTH, SLOW], ids=lambda each: each.name)
def test_of_ten_thousand_reads_at_the_slowest_speed_allowed_none_is_missed(profile):
    dice = random.Random(20261128)
    wedge = Wedge(profile)
    at_ms = 0
    for text, _ in zip(numbers(dice), range(READS), strict=False):
        strokes = slowest(profile.prefix + text, profile, dice, at_ms)
        outcomes = through(wedge, strokes)
        assert reads(outcomes) == [text]
        assert typed(outcomes) == []
        at_ms = strokes[-1].timestamp_ms + dice.randint(1000, 3000)


def test_a_reader_may_read_while_somebody_types_before_and_after_it():
    dice = random.Random(20261129)
    wedge = Wedge(WIRED)
    at_ms = 0
    for text, _ in zip(numbers(dice), range(1000), strict=False):
        before = Typist(dice, at_ms).session()
        read = both_ways(burst(text + "\r", at_ms=before[-1].timestamp_ms + 400, gap_ms=6))
        outcomes: list[Outcome] = through(wedge, [*before, *read])
        assert reads(outcomes) == [text]
        assert typed(outcomes) == before
        at_ms = read[-1].timestamp_ms + 1000
