"""What input methods make of keys: kept, as the keys are, until it is known whether they were a reader's."""

from itertools import count

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QInputMethodEvent

from workstation.barcode.reads import BarcodeRead, KeyStroke


class ComposedText:
    """Turns an input method's events into strokes and back. Such an event goes straight to the field with the
    focus, past its window; its keys' presses are not seen at all.
    """

    def __init__(self) -> None:
        self._serials = count(1)
        self._events: dict[int, QInputMethodEvent] = {}

    def stroke_of(self, event: QInputMethodEvent, timestamp_ms: int) -> KeyStroke:
        """The event as a stroke without a key. Qt tells no time of it: `timestamp_ms` is the newest key's."""
        serial = next(self._serials)
        self._events[serial] = QInputMethodEvent(event)
        return KeyStroke(event.commitString(), 0, 0, timestamp_ms, virtual_key=serial, is_composed=True)

    def forget(self, stroke: KeyStroke) -> None:
        """The event itself goes its way."""
        self._events.pop(stroke.virtual_key, None)

    def deliver(self, stroke: KeyStroke) -> None:
        """Give the event to the field that has the focus now."""
        event = self._events.pop(stroke.virtual_key, None)
        field = QGuiApplication.focusObject()
        if event is not None and field is not None:
            QCoreApplication.sendEvent(field, event)

    def clear(self, read: BarcodeRead) -> None:
        """The strokes were a reader's: nothing of them stays in an input method, or in the field as not yet
        decided.
        """
        self._events.clear()
        if not was_composed(read):
            return
        QGuiApplication.inputMethod().reset()
        field = QGuiApplication.focusObject()
        if field is not None:
            QCoreApplication.sendEvent(field, QInputMethodEvent())


def was_composed(read: BarcodeRead) -> bool:
    """Whether an input method had a hand in these strokes: its text, or keys of which only the release was
    seen.
    """
    pressed = {stroke.physical_key for stroke in read.strokes if not stroke.is_release}
    return any(stroke.is_composed or stroke.physical_key not in pressed for stroke in read.strokes)
