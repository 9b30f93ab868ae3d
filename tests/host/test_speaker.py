"""Each answer has a sound of its own, the newest is heard at once, and a machine without a loudspeaker is
silent.
"""

import json
import re
from array import array
from collections import deque
from itertools import combinations, pairwise
from threading import Event
from typing import Any

import pytest

from tests.packaging.made import module
from workstation.desk.read_answer import Answer
from workstation.host import speaker as speakers
from workstation.host.logs import line_of
from workstation.host.resources import resource
from workstation.host.speaker import NoLoudspeakerError, Speaker, frames_of, opened, played

PATIENCE_S = 10
BLOCK = 441
NAMES = sorted(answer.value for answer in Answer)


def sound(name):
    return frames_of(resource(f"sounds/{name}.wav"))


class Loudspeaker:
    """A device that takes samples when the test says so."""

    def __init__(self, *, fails_at=""):
        self.fails_at, self.starts = fails_at, 0
        self.frames: Any = None
        self.started, self.stopped, self.closed = Event(), Event(), Event()

    def start(self, frames, /):
        if self.fails_at == "start":
            raise NoLoudspeakerError("unplugged")
        self.frames, self.starts = frames, self.starts + 1
        self.started.set()

    def stop(self):
        self.stopped.set()

    def close(self):
        self.closed.set()

    def hears(self, samples):
        return self.frames.send(samples)


@pytest.fixture
def speaker_with():
    made = []

    def speaker(open_device):
        made.append(Speaker(open_device))
        return made[-1]

    yield speaker
    for each in made:
        each.close()


def heard(device, blocks=200):
    return b"".join(device.hears(BLOCK) for _ in range(blocks))


# --- the sounds themselves ----------------------------------------------------------------------------------


def test_every_answer_has_a_sound_and_no_sound_is_without_an_answer():
    assert sorted(path.stem for path in resource("sounds").glob("*.wav")) == NAMES
    assert sorted(module("sounds").SCORES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_what_the_script_makes(name):
    notes, harmonics = module("sounds").SCORES[name]
    made, kept = module("sounds").samples(notes, harmonics), array("h", sound(name))
    assert len(made) == len(kept)
    # Another mathematical library may round the last bit otherwise.
    assert max(abs(one - other) for one, other in zip(made, kept, strict=True)) <= 1


def strokes(name):
    """How many tones are heard one after the other, and which way they go: the sound as an ear keeps it."""
    notes = [note for note in module("sounds").SCORES[name][0] if note.hertz]
    ways = tuple(
        (later.hertz > earlier.hertz) - (later.hertz < earlier.hertz) for earlier, later in pairwise(notes)
    )
    return len(notes), ways


def test_no_two_sounds_have_the_same_number_of_tones_and_the_same_direction():
    alike = [
        (one, other)
        for one, other in combinations(NAMES, 2)
        if strokes(one) == strokes(other) and ratio(one, other) < 1.5
    ]
    assert alike == []


def ratio(one, other):
    """How far apart they are: the larger of their quotients of length and of pitch."""
    notes = [module("sounds").SCORES[name][0] for name in (one, other)]
    lengths = sorted(sum(note.ms for note in each) for each in notes)
    pitches = sorted(sum(note.hertz for note in each if note.hertz) for each in notes)
    return max(lengths[1] / lengths[0], pitches[1] / pitches[0])


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_over_before_the_next_read_and_is_loud_without_clipping(name):
    frames = array("h", sound(name))
    assert len(frames) <= speakers.RATE
    assert 14_000 < max(abs(sample) for sample in frames) < 32_767
    assert (frames[0], frames[-1]) == (0, 0)


def test_another_kind_of_sound_file_is_refused(tmp_path):
    import wave

    with wave.open(str(tmp_path / "stereo.wav"), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", "not compressed"))
        file.writeframes(bytes(8))
    with pytest.raises(ValueError, match=r"stereo\.wav"):
        frames_of(tmp_path / "stereo.wav")


# --- playing ------------------------------------------------------------------------------------------------


def test_a_sound_is_played_whole_and_then_there_is_silence(speaker_with):
    device = Loudspeaker()
    speaker_with(lambda: device).play("found")
    assert device.started.wait(PATIENCE_S)
    assert heard(device) == sound("found")


def test_the_newest_sound_is_heard_at_once_in_place_of_the_one_before():
    turn = deque([sound("wrong_parcel")], maxlen=1)
    frames = played(turn)
    next(frames)
    first = frames.send(BLOCK)
    turn.append(sound("found"))
    rest = b"".join(frames.send(BLOCK) for _ in range(200))
    assert (first, rest) == (sound("wrong_parcel")[: 2 * BLOCK], sound("found"))


def test_the_device_rests_when_nothing_was_played_for_a_while_and_wakes_for_the_next(
    speaker_with, monkeypatch
):
    monkeypatch.setattr(speakers, "LINGER_S", 0.01)
    device = Loudspeaker()
    speaker = speaker_with(lambda: device)
    speaker.play("found")
    assert device.stopped.wait(PATIENCE_S)
    device.started.clear()
    speaker.play("again")
    assert device.started.wait(PATIENCE_S)
    assert (heard(device), device.closed.is_set()) == (sound("again"), False)


def test_the_device_is_given_back_at_the_end_and_nothing_is_heard_after_it(speaker_with):
    device = Loudspeaker()
    speaker = speaker_with(lambda: device)
    speaker.play("found")
    speaker.close()
    speaker.play("found")
    assert (device.closed.is_set(), device.starts) == (True, 1)


def test_without_a_loudspeaker_there_is_silence_and_one_line_in_the_log(speaker_with, caplog):
    asked = []

    def none():
        asked.append(1)
        raise NoLoudspeakerError("no suitable audio backend found")

    caplog.set_level("INFO", logger="workstation")
    speaker = speaker_with(none)
    for _ in range(5):
        speaker.play("found")
    speaker.close()
    assert [record.getMessage() for record in caplog.records] == ["no sound"]
    assert json.loads(line_of(caplog.records[0]))["error"]["type"].endswith("NoLoudspeakerError")
    assert len(asked) == 1


def test_a_device_that_was_unplugged_is_given_back_and_another_is_looked_for_later(speaker_with, monkeypatch):
    monkeypatch.setattr(speakers, "AGAIN_AFTER_S", 0)
    gone, there = Loudspeaker(fails_at="start"), Loudspeaker()
    devices = [there, gone]
    speaker = speaker_with(devices.pop)
    speaker.play("found")
    assert gone.closed.wait(PATIENCE_S)
    speaker.play("not_found")
    assert there.started.wait(PATIENCE_S)
    assert heard(there) == sound("not_found")


@pytest.mark.expected_log("a sound cannot be read")
def test_a_sound_that_the_installation_lacks_is_told_and_the_others_are_heard(speaker_with):
    device = Loudspeaker()
    speaker = speaker_with(lambda: device)
    speaker.play("no_such_sound")
    speaker.play("found")
    assert device.started.wait(PATIENCE_S)
    speaker.close()
    assert (device.starts, speaker._sounds) == (1, {"no_such_sound": b"", "found": sound("found")})


# --- the real library ---------------------------------------------------------------------------------------


def test_the_library_takes_the_whole_sound_from_us(speaker_with):
    """With miniaudio's device that plays to nobody: no machine of a test needs a loudspeaker."""
    import miniaudio

    over = Event()

    def watched(frames):
        wanted = yield b""
        begun = False
        while True:
            part = frames.send(wanted)
            begun = begun or bool(part)
            if begun and not part:
                over.set()
            wanted = yield part

    class Watched:
        def __init__(self):
            self.device = opened([miniaudio.Backend.NULL])
            self.stop, self.close = self.device.stop, self.device.close

        def start(self, frames, /):
            frames = watched(frames)
            next(frames)
            self.device.start(frames)

    speaker_with(Watched).play("found")
    assert over.wait(PATIENCE_S)


def test_a_backend_that_this_machine_does_not_have_is_no_device():
    import miniaudio

    with pytest.raises(NoLoudspeakerError, match=re.compile("init|backend|device")):
        opened([miniaudio.Backend.CUSTOM])
