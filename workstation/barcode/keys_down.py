"""The keys that are down: their release and repeats go where their press went."""

from collections.abc import Iterable

from workstation.barcode.reads import KEY_SHIFT, SHIFT, KeyStroke


class KeysDown:
    """What was seen of each key of one keyboard."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._swallowed: set[int] = set()
        self.unseen: dict[tuple[int, int], bool] = {}
        """Releases whose press was not seen, by key and time, until their burst is over; and whether Shift
        was held for the press.
        """
        self._shift_waits = False
        """Whether Shift went down and no key has been seen since: it is held, or was, for the next one."""
        self._shift_up_ms = -1

    def press(self, stroke: KeyStroke) -> None:
        """A key went down."""
        self._swallowed.discard(stroke.physical_key)
        self._seen.add(stroke.physical_key)
        self._shift_waits = stroke.key == KEY_SHIFT

    def note_unseen(self, stroke: KeyStroke) -> None:
        """This release stands for its press. Readers let go of a key and its Shift at once, and the Shift may
        be told first.
        """
        was_just_held = 0 <= stroke.timestamp_ms - self._shift_up_ms <= 1
        shifted = bool(stroke.modifiers & SHIFT) or self._shift_waits or was_just_held
        self.unseen[stroke.physical_key, stroke.timestamp_ms] = shifted
        self._shift_waits = False

    def knows(self, stroke: KeyStroke) -> bool:
        """Whether this key's press was seen."""
        return stroke.physical_key in self._seen or stroke.physical_key in self._swallowed

    def swallow(self, stroke: KeyStroke) -> None:
        """The press was swallowed: what else comes of this key until it is up is swallowed, too."""
        if not stroke.is_release and not stroke.is_composed:
            self._swallowed.add(stroke.physical_key)

    def take_away(self, strokes: Iterable[KeyStroke]) -> None:
        """These, in order, belonged to a read; what is still down after them is swallowed."""
        for stroke in strokes:
            if stroke.is_release and not stroke.is_auto_repeat:
                self.come_up(stroke)
            else:
                self.swallow(stroke)

    def come_up(self, stroke: KeyStroke) -> None:
        """The key is up."""
        if stroke.key == KEY_SHIFT:
            self._shift_up_ms = stroke.timestamp_ms
        self._seen.discard(stroke.physical_key)
        self._swallowed.discard(stroke.physical_key)

    def is_swallowed(self, stroke: KeyStroke) -> bool:
        """Whether this repeat or release is one of a key that was swallowed; a release ends that."""
        is_swallowed = stroke.physical_key in self._swallowed
        if stroke.is_release and not stroke.is_auto_repeat:
            self.come_up(stroke)
        return is_swallowed
