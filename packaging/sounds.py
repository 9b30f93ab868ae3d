"""Makes the sounds that answer a barcode read, resources/sounds/*.wav, from the notes written here.

    python packaging/sounds.py [FOLDER]

Eyes are on the parcel and hands are full: an officer must know by ear alone what became of a read. So no two
sounds have the same rhythm and the same direction, and each carries harmonics: a hall's noise and an ear that
has lost its high notes leave one of them to be heard. Good news rises, bad news falls, what needs a second
look stays level. All lie between 200 and 2,400 Hz, where ears are still good at sixty and cheap loudspeakers
still speak; nothing is longer than a second, since the next read may come then.
"""

import math
import sys
import wave
from array import array
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "resources" / "sounds"
RATE: Final = 22_050
"""Samples a second: enough for the third harmonic of the highest note."""
LOUDEST: Final = 0.8
"""Of the full scale: the sum of the harmonics never clips."""
EDGE_MS: Final = 6
"""Each note rises and falls within this time, so that it does not click."""


class Note(NamedTuple):
    """A tone of `hertz` (0: a pause) for so many milliseconds."""

    hertz: float
    ms: int


SOFT: Final = (1.0, 0.25, 0.1)
"""Shares of fundamental, second and third harmonic: a flute's."""
HARD: Final = (1.0, 0.5, 0.6, 0.3, 0.4)
"""A reed's, which is heard through machines."""


def _pause(ms: int) -> Note:
    return Note(0, ms)


SCORES: Final[dict[str, tuple[tuple[Note, ...], tuple[float, ...]]]] = {
    # Rising: found.
    "found": ((Note(880, 70), Note(1319, 130)), SOFT),
    "wanted": ((Note(784, 80), Note(988, 80), Note(1175, 80), Note(1568, 360)), SOFT),
    "several": ((Note(784, 70), _pause(50), Note(988, 70), _pause(50), Note(1175, 110)), SOFT),
    # Falling: nothing there, and worse.
    "not_found": ((Note(659, 140), Note(440, 260)), SOFT),
    "not_wanted": ((Note(494, 60), Note(392, 60), Note(294, 120)), SOFT),
    "bad_check_digit": (
        (Note(740, 70), _pause(40), Note(587, 70), _pause(40), Note(466, 70), _pause(40), Note(370, 180)),
        HARD,
    ),
    # Level: look at what was read.
    "no_identifier": ((Note(330, 320),), HARD),
    "flawed": ((Note(247, 110), _pause(70), Note(247, 110)), HARD),
    "label": ((Note(1568, 45), _pause(45), Note(1568, 45)), SOFT),
    "again": ((Note(1047, 35),), SOFT),
    # Up and down, again and again: stop.
    "wrong_parcel": (tuple(Note(hertz, 120) for hertz in (1175, 587) * 4), HARD),
}


def samples(notes: tuple[Note, ...], harmonics: tuple[float, ...]) -> "array[int]":
    """The notes as 16-bit samples, one channel."""
    made = array("h")
    full = LOUDEST * 32_767 / sum(harmonics)
    edge = RATE * EDGE_MS / 1000
    for note in notes:
        count = RATE * note.ms // 1000
        for at in range(count):
            envelope = min(1.0, at / edge, (count - 1 - at) / edge)
            turn = 2 * math.pi * note.hertz * at / RATE
            value = sum(share * math.sin(turn * order) for order, share in enumerate(harmonics, 1))
            made.append(round(full * envelope * value) if note.hertz else 0)
    return made


def write(folder: Path) -> None:
    """All sounds as WAV files into this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (notes, harmonics) in SCORES.items():
        frames = samples(notes, harmonics)
        if sys.byteorder == "big":
            frames.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
            file.writeframes(frames.tobytes())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
