"""Short sounds through the machine's loudspeaker, off everybody's thread. A machine without one is silent."""

import logging
import sys
import time
import wave
from array import array
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Final, Protocol

from workstation.domain.problems import Unavailable
from workstation.host.resources import resource

log = logging.getLogger(__name__)

RATE: Final = 22_050
"""Samples a second of every sound (packaging/sounds.py)."""
BUFFER_MS: Final = 60
"""How much is handed over ahead: a busy screen's thread may hold the interpreter for less."""
LINGER_S: Final = 10.0
"""So long after a sound the device runs on in silence: waking, some lose the beginning of the next."""
AGAIN_AFTER_S: Final = 60.0
"""After a device that could not be opened the next is looked for so much later: one may be plugged in."""
PATIENCE_S: Final = 2.0
"""How long `close` waits for a driver that does not come back."""

Frames = Generator[bytes, int, None]
"""Is sent how many samples are wanted, and yields at most as many, 16 bits each; none is silence."""


class Device(Protocol):
    """A loudspeaker; `miniaudio.PlaybackDevice` is one."""

    def start(self, callback_generator: Frames, /) -> None:
        """Take samples from now on. Raises what the driver says."""

    def stop(self) -> None:
        """Take none any more."""

    def close(self) -> None:
        """Give the device back."""


class NoLoudspeakerError(Exception):
    """There is no loudspeaker, or it cannot be used."""


class Speaker:
    """Plays one sound at a time, the newest at once in place of the one before: it is about the newest read.

    Its thread begins with the first sound. A device that is not there, or goes, is told in one line of the
    log, and silence follows; nobody waits for it and nothing fails by it.
    """

    def __init__(self, open_device: Callable[[], Device] | None = None) -> None:
        self._open = open_device or open_loudspeaker
        self._asked: SimpleQueue[str | None] = SimpleQueue()
        self._turn: deque[bytes] = deque(maxlen=1)
        """The sound that is played next; taken by the device's own thread."""
        self._thread: Thread | None = None
        self._starting = Lock()
        self._device: Device | None = None
        self._is_running = False
        self._silent_until = 0.0
        self._is_told = self._is_closed = False
        self._sounds: dict[str, bytes] = {}

    def play(self, name: str) -> None:
        """Play resources/sounds/`name`.wav. From any thread; comes back at once. After `close`
        nothing is heard.
        """
        with self._starting:
            if self._is_closed:
                return
            if self._thread is None:
                self._thread = Thread(target=self._work, name="sounds", daemon=True)
                self._thread.start()
        self._asked.put(name)

    def close(self) -> None:
        """Be silent, and give the device back. A driver that hangs is left behind."""
        with self._starting:
            thread, self._is_closed = self._thread, True
        if thread is not None:
            self._asked.put(None)
            thread.join(PATIENCE_S)

    # --- on its own thread --------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            try:
                name = self._asked.get(timeout=LINGER_S if self._is_running else None)
            except Empty:
                self._rest()
                continue
            if name is None:
                self._give_up()
                return
            try:
                self._begin(name)
            except NoLoudspeakerError as problem:
                self._give_up()
                self._silent_until = time.monotonic() + AGAIN_AFTER_S
                if not self._is_told:
                    self._is_told = True
                    # What the driver says of it may name the account: the type of what was raised will do.
                    log.info("no sound", exc_info=problem)

    def _begin(self, name: str) -> None:
        if time.monotonic() < self._silent_until:
            return
        self._turn.append(self._frames_of(name))
        if self._device is None:
            self._device = self._open()
        if not self._is_running:
            frames = played(self._turn)
            next(frames)
            with driver_errors_told():
                self._device.start(frames)
            self._is_running, self._is_told = True, False

    def _frames_of(self, name: str) -> bytes:
        if name not in self._sounds:
            try:
                self._sounds[name] = frames_of(resource(f"sounds/{name}.wav"))
            except Unavailable as problem:
                log.warning("a sound cannot be read", extra={"kind": name, "code": problem.code})
                self._sounds[name] = b""
        return self._sounds[name]

    def _rest(self) -> None:
        self._is_running = False
        if self._device is not None:
            try:
                with driver_errors_told():
                    self._device.stop()
            except NoLoudspeakerError:
                self._give_up()

    def _give_up(self) -> None:
        device, self._device, self._is_running = self._device, None, False
        self._turn.clear()
        if device is not None:
            device.close()


def played(turn: "deque[bytes]") -> Frames:
    """What a device plays: the newest sound of `turn` from its beginning, then silence until there is one."""
    sound, at = b"", 0
    wanted = yield b""
    while True:
        if turn:
            sound, at = turn.popleft(), 0
        part = sound[at : at + 2 * wanted]
        at += len(part)
        wanted = yield part


def frames_of(file: Path) -> bytes:
    """The samples of a WAV file: one channel, 16 bits, `RATE` a second. ValueError for another kind."""
    with wave.open(str(file), "rb") as sound:
        if (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) != (1, 2, RATE):
            msg = f"not the kind of sound that is played: {file.name}"
            raise ValueError(msg)
        frames = array("h", sound.readframes(sound.getnframes()))
    if sys.byteorder == "big":
        frames.byteswap()
    return frames.tobytes()


# --- the machine's loudspeaker ------------------------------------------------------------------------------


@contextmanager
def driver_errors_told() -> Iterator[None]:
    """What miniaudio raises becomes `NoLoudspeakerError`."""
    import miniaudio

    try:
        yield
    except miniaudio.MiniaudioError as error:
        raise NoLoudspeakerError(", ".join(str(part) for part in error.args)) from error


def open_loudspeaker() -> Device:
    """The system's own choice of a loudspeaker. Raises `NoLoudspeakerError`.

    ALSA writes twenty lines to standard error where there is no sound card, so it is asked only where there
    is one; and the null device, which plays to nobody, is never taken for a loudspeaker.
    """
    import miniaudio

    kinds = miniaudio.Backend
    wanted = [kinds.WASAPI, kinds.DSOUND, kinds.COREAUDIO, kinds.PULSEAUDIO]
    if any(Path("/dev/snd").glob("pcm*p")):
        wanted.append(kinds.ALSA)
    return opened(wanted)


def opened(backends: list[object]) -> Device:
    """The default device of the first of these of miniaudio's backends that has one. Raises
    `NoLoudspeakerError`.
    """
    import miniaudio

    with driver_errors_told():
        return miniaudio.PlaybackDevice(  # type: ignore[no-any-return]
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=BUFFER_MS,
            backends=backends,
            app_name="Inspection workstation",
        )
