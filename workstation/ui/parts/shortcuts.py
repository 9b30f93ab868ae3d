"""Every key of the program in one table. No bare Alt: readers type it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True)
class Shortcut:
    """One act of the keyboard: its name in the program, its keys, its group in the overview, its words."""

    name: str
    keys: tuple[str, ...]
    group: Any
    words: Any


DECIDE: Final[Any] = QT_TRANSLATE_NOOP("Shortcuts", "Decide")
QUEUE: Final[Any] = QT_TRANSLATE_NOOP("Shortcuts", "Queue")
WINDOW: Final[Any] = QT_TRANSLATE_NOOP("Shortcuts", "Window")
READER: Final[Any] = QT_TRANSLATE_NOOP("Shortcuts", "Reader and parcels")
IMAGE: Final[Any] = QT_TRANSLATE_NOOP("Shortcuts", "Scan image")
MARKS: Final[Any] = QT_TRANSLATE_NOOP("Shortcuts", "Marks on the image")

SHORTCUTS: Final = (
    Shortcut("release", ("F2",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Release")),
    Shortcut("hold", ("F3",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Hold")),
    Shortcut("seize", ("F4",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Seize")),
    Shortcut("lift", ("Ctrl+L",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Lift a hold")),
    Shortcut("acknowledge", ("Ctrl+K",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Acknowledge a conflict")),
    Shortcut("recall", ("Ctrl+R",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Open the recalled parcel")),
    Shortcut(
        "recall_acknowledge",
        ("Ctrl+Shift+R",),
        DECIDE,
        QT_TRANSLATE_NOOP("Shortcuts", "Acknowledge a recall"),
    ),
    Shortcut("recall_next", ("Ctrl+Shift+Down",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "The next recall")),
    Shortcut("annul_act", ("Ctrl+Shift+N",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Annul what was sent")),
    Shortcut("opening", ("Ctrl+O",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Send for opening (image desk)")),
    Shortcut("confirm", ("Ctrl+Enter", "Ctrl+Return"), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Confirm")),
    Shortcut(
        "throw_away",
        ("Ctrl+Shift+Backspace",),
        DECIDE,
        QT_TRANSLATE_NOOP("Shortcuts", "Throw the draft away"),
    ),
    Shortcut("annul", ("Ctrl+Z",), DECIDE, QT_TRANSLATE_NOOP("Shortcuts", "Annul a release not yet sent")),
    Shortcut("search", ("Ctrl+F",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Search")),
    Shortcut("queue", ("F6",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Go to the queue")),
    Shortcut("next", ("Ctrl+Down",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Open the next consignment")),
    Shortcut("previous", ("Ctrl+Up",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Open the one before")),
    Shortcut("lane_red", ("Ctrl+1",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Red lane on or off")),
    Shortcut("lane_yellow", ("Ctrl+2",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Yellow lane on or off")),
    Shortcut("lane_blue", ("Ctrl+3",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Blue lane on or off")),
    Shortcut("lane_green", ("Ctrl+4",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Green lane on or off")),
    Shortcut("standing_undecided", ("Ctrl+5",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Undecided on or off")),
    Shortcut("standing_held", ("Ctrl+6",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Held on or off")),
    Shortcut("standing_seized", ("Ctrl+7",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Seized on or off")),
    Shortcut("standing_released", ("Ctrl+8",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Released on or off")),
    Shortcut(
        "state_not_presented", ("Ctrl+9",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Not presented on or off")
    ),
    Shortcut(
        "state_not_declared",
        ("Ctrl+Shift+Y",),
        QUEUE,
        QT_TRANSLATE_NOOP("Shortcuts", "Not declared on or off"),
    ),
    Shortcut("offices", ("Ctrl+Shift+O",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Choose offices")),
    Shortcut("categories", ("Ctrl+Shift+K",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Choose categories")),
    Shortcut("clear_filter", ("Ctrl+0",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Show everything")),
    Shortcut("sort", ("Ctrl+T",), QUEUE, QT_TRANSLATE_NOOP("Shortcuts", "Choose the order")),
    Shortcut("type_number", ("Ctrl+N",), READER, QT_TRANSLATE_NOOP("Shortcuts", "Type a number")),
    Shortcut("hunt", ("Ctrl+H",), READER, QT_TRANSLATE_NOOP("Shortcuts", "Hunt for what the queue shows")),
    Shortcut("hunt_one", ("Ctrl+Shift+H",), READER, QT_TRANSLATE_NOOP("Shortcuts", "Hunt for this one")),
    Shortcut(
        "undeclared", ("Ctrl+U",), READER, QT_TRANSLATE_NOOP("Shortcuts", "A parcel that nobody declared")
    ),
    Shortcut(
        "undeclared_paste",
        ("Ctrl+Shift+V",),
        READER,
        QT_TRANSLATE_NOOP("Shortcuts", "There: paste a photograph"),
    ),
    Shortcut(
        "undeclared_file",
        ("Ctrl+Shift+F",),
        READER,
        QT_TRANSLATE_NOOP("Shortcuts", "There: photograph from a file"),
    ),
    Shortcut(
        "undeclared_none", ("Ctrl+Shift+X",), READER, QT_TRANSLATE_NOOP("Shortcuts", "There: no photograph")
    ),
    Shortcut(
        "link", ("Ctrl+Shift+U",), READER, QT_TRANSLATE_NOOP("Shortcuts", "Link it, or take a link back")
    ),
    Shortcut("image", ("F7",), IMAGE, QT_TRANSLATE_NOOP("Shortcuts", "Go to the scan image")),
    Shortcut("detach", ("Shift+F7",), IMAGE, QT_TRANSLATE_NOOP("Shortcuts", "Image in its own window")),
    Shortcut("declaration", ("Ctrl+D",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Go to the declaration")),
    Shortcut("delivery", ("F9",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "What was recorded and delivered")),
    Shortcut("try_now", ("Ctrl+F9",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Try the line now")),
    Shortcut("readiness", ("F5",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "How long you can work alone")),
    Shortcut("drill", ("Ctrl+Shift+D",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "There: drill on or off")),
    Shortcut("reader_check", ("Ctrl+Shift+B",), READER, QT_TRANSLATE_NOOP("Shortcuts", "Reader check")),
    Shortcut("reader_save", ("Ctrl+S",), READER, QT_TRANSLATE_NOOP("Shortcuts", "There: save the profile")),
    Shortcut("reader_sheet", ("Ctrl+P",), READER, QT_TRANSLATE_NOOP("Shortcuts", "There: sheet as PDF")),
    Shortcut("shift", ("Shift+F9",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "End-of-shift sheet")),
    Shortcut("seen", ("Ctrl+M",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Message seen")),
    Shortcut("theme", ("Ctrl+Shift+L",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "Light or dark")),
    Shortcut("overview", ("F1",), WINDOW, QT_TRANSLATE_NOOP("Shortcuts", "All keys")),
)
"""F8 is missing on purpose: some readers send it for the group separator of GS1 barcodes."""

IMAGE_KEYS: Final[tuple[tuple[str, Any], ...]] = (
    ("G", QT_TRANSLATE_NOOP("Shortcuts", "Grey or colour")),
    ("I", QT_TRANSLATE_NOOP("Shortcuts", "Negative")),
    ("1 – 5", QT_TRANSLATE_NOOP("Shortcuts", "Windows, from everything to behind metal")),
    ("0", QT_TRANSLATE_NOOP("Shortcuts", "Automatic window")),
    ("F", QT_TRANSLATE_NOOP("Shortcuts", "The whole image")),
    ("Z", QT_TRANSLATE_NOOP("Shortcuts", "One to one")),
    ("+  −", QT_TRANSLATE_NOOP("Shortcuts", "Larger, smaller")),
    ("← ↑ ↓ →", QT_TRANSLATE_NOOP("Shortcuts", "Move; with Shift: window and level")),
    ("D", QT_TRANSLATE_NOOP("Shortcuts", "Detections on or off")),
    ("V", QT_TRANSLATE_NOOP("Shortcuts", "Views side by side or each alone")),
    ("L", QT_TRANSLATE_NOOP("Shortcuts", "Compare with earlier images, or no more")),
    ("PgUp PgDn", QT_TRANSLATE_NOOP("Shortcuts", "While comparing: the earlier image before, after")),
    ("K", QT_TRANSLATE_NOOP("Shortcuts", "Views move and grow together, or not")),
    ("E", QT_TRANSLATE_NOOP("Shortcuts", "While held: edges")),
    ("O", QT_TRANSLATE_NOOP("Shortcuts", "While held: organic only")),
    ("M", QT_TRANSLATE_NOOP("Shortcuts", "While held: metal only")),
    ("P", QT_TRANSLATE_NOOP("Shortcuts", "While held: high penetration")),
    ("B", QT_TRANSLATE_NOOP("Shortcuts", "While held: brighter")),
    ("Space", QT_TRANSLATE_NOOP("Shortcuts", "While held: magnifier")),
)
"""What the scan image does with a key while it has the keyboard (ui/scan_image/keys.py), for the overview."""

MARK_KEYS: Final[tuple[tuple[str, Any], ...]] = (
    ("Q U Y W T", QT_TRANSLATE_NOOP("Shortcuts", "Box, ellipse, polygon, arrow, text")),
    ("R S", QT_TRANSLATE_NOOP("Shortcuts", "Measure a length, a region")),
    ("← ↑ ↓ →", QT_TRANSLATE_NOOP("Shortcuts", "Move it; with Shift: size")),
    ("Enter", QT_TRANSLATE_NOOP("Shortcuts", "Set it; then link it to goods")),
    ("N", QT_TRANSLATE_NOOP("Shortcuts", "The next mark or detection")),
    ("A C", QT_TRANSLATE_NOOP("Shortcuts", "Accept, clear a detection")),
    ("Del", QT_TRANSLATE_NOOP("Shortcuts", "Remove a mark")),
    ("Ctrl+Z", QT_TRANSLATE_NOOP("Shortcuts", "Take back; with Shift: make again")),
    ("H X", QT_TRANSLATE_NOOP("Shortcuts", "Hide marks; the list of marks")),
)
"""What keys do to marks while the image has the keyboard (ui/scan_image/marks/keys.py)."""

BY_NAME: Final = {shortcut.name: shortcut for shortcut in SHORTCUTS}


def key_of(name: str) -> str:
    """The first key of an act, as portable text, for the cap on its button."""
    return BY_NAME[name].keys[0]


NOTHING_ELSE: Final[Mapping[str, Callable[[], Any]]] = {}


class Shortcuts(QObject):
    """The table at work: one QShortcut for each key, for the whole program, held keys not repeated for
    acts.
    """

    def __init__(self, window: QWidget, uncover: Callable[[], bool]) -> None:
        """`uncover` takes away what covers the screens, and is true where something did: then the key has
        done its work.
        """
        super().__init__(window)
        self._window, self._uncover = window, uncover
        self._hold_back: Callable[[Callable[[], object]], object] = _at_once
        self._only: frozenset[str] | None = None
        self._instead: Mapping[str, Callable[[], Any]] = NOTHING_ELSE

    def hold_back_by(self, hold_back: Callable[[Callable[[], object]], object]) -> None:
        """From now on whatever a key asks for goes through `hold_back`, which does it when the key is known
        to be a person's and no label's.
        """
        self._hold_back = hold_back

    def keep_to(
        self, names: frozenset[str] | None, instead: Mapping[str, Callable[[], Any]] = NOTHING_ELSE
    ) -> None:
        """From now on the keys of these acts alone do something; None: all do. `instead` says what else some
        of them do meanwhile.
        """
        self._only, self._instead = names, instead

    def on(self, name: str, slot: Callable[[], Any]) -> None:
        """Call `slot` when the keys of this act are pressed, whatever has the focus. One slot for an act."""
        repeats = name in ("next", "previous")
        for keys in BY_NAME[name].keys:
            shortcut = QShortcut(QKeySequence(keys), self._window)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.setAutoRepeat(repeats)
            shortcut.activated.connect(partial(self._act, name, slot))

    def _act(self, name: str, slot: Callable[[], Any]) -> None:
        self._hold_back(partial(self._do, name, slot))

    def _do(self, name: str, slot: Callable[[], Any]) -> None:
        if self._only is not None and name not in self._only:
            return
        # No key acts behind an open menu, and no second menu opens over it.
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        if not self._uncover():
            self._instead.get(name, slot)()


def _at_once(act: Callable[[], object]) -> None:
    act()
