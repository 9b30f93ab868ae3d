"""The screen for a parcel that nobody is known to have declared: its barcodes, where it was found, a
photograph, a remark; and what makes a provisional consignment of it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QStandardPaths, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.event import Photograph, ReadMeaning
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.formats import count
from workstation.ui.parts.sections import Panel, SectionHeader
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.provisional.page import in_a_row, page_of
from workstation.ui.provisional.preview import Preview, Taken, image_or_file
from workstation.ui.provisional.words import row_words
from workstation.ui.theme import Sizes

LONGEST_PLACE: Final = 64
LONGEST_REMARK: Final = 500
WIDEST_EMS: Final = 70


class UndeclaredScreen(Panel):
    """Collects what is known of the parcel in the hand. What is done with it is another's (ui/undeclared.py).

    Signals:
        made(): the officer wants the provisional consignment.
        given_up(): the officer does not.
        photograph_given(what): a `QImage`, or the `Path` of a file.
        photograph_dropped(): none goes with it.
        barcode_dropped(place): the barcode at this place of the list is not the parcel's after all.
    """

    made = Signal()
    given_up = Signal()
    photograph_given = Signal(object)
    photograph_dropped = Signal()
    barcode_dropped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("A parcel that nobody declared"))
        self._taken: Taken | None = None
        self._folder = ""
        """Where the last photograph was found: the next one of a camera lies beside it."""
        self._reads = QStringListModel(self)
        self.reads = QListView(self)
        self.place, self.remark = QLineEdit(self), QLineEdit(self)
        self._header = SectionHeader(self.tr("Barcodes of this parcel"), self)
        self._drop = ActionButton(self.tr("Take this one off"), self, key="Del", flat=True)
        self._note = PlainLabel("", self, lines=True)
        self.preview = Preview(self)
        self._file = ActionButton(self.tr("From a file"), self, key=key_of("undeclared_file"))
        self._paste = ActionButton(self.tr("Paste"), self, key=key_of("undeclared_paste"))
        self._none = ActionButton(self.tr("No photograph"), self, key=key_of("undeclared_none"), flat=True)
        self._make = ActionButton(
            self.tr("Make a provisional consignment"), self, key=key_of("confirm"), tone="accent"
        )
        self._give_up = ActionButton(self.tr("Give up"), self, key="Esc", flat=True)
        self._set_up_fields()
        self._lay_out()
        self._connect()

    def _set_up_fields(self) -> None:
        self.reads.setModel(self._reads)
        self.reads.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.reads.setUniformItemSizes(True)
        self.reads.setAccessibleName(self.tr("Barcodes of this parcel"))
        for field, words, longest in (
            (self.place, self.tr("Where it was found"), LONGEST_PLACE),
            (self.remark, self.tr("Remark"), LONGEST_REMARK),
        ):
            field.setMaxLength(longest)
            field.setAccessibleName(words)
        self.place.setPlaceholderText(self.tr("Read the label of a place, or type it"))

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        page = page_of(self, WIDEST_EMS)
        grid = QGridLayout(page)
        grid.setSpacing(sizes.gap)
        title = PlainLabel(self.tr("A parcel that nobody declared"), page)
        title.set_role("large")
        said = PlainLabel(
            self.tr(
                "Read every barcode of its label. It can be held, seized and put away like any other, "
                "and is linked when its data come."
            ),
            page,
            lines=True,
        )
        said.set_role("soft")
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._header)
        left.addWidget(self.reads, 1)
        left.addLayout(in_a_row(self._drop))
        left.addWidget(self._note)
        for field, words in ((self.place, self.tr("Where it was found")), (self.remark, self.tr("Remark"))):
            left.addWidget(PlainLabel(words, page))
            left.addWidget(field)
        right.addWidget(SectionHeader(self.tr("Photograph"), page))
        right.addWidget(self.preview, 1)
        right.addLayout(in_a_row(self._file, self._paste, self._none))
        grid.addWidget(title, 0, 0, 1, 2)
        grid.addWidget(said, 1, 0, 1, 2)
        grid.addLayout(left, 2, 0)
        grid.addLayout(right, 2, 1)
        grid.addLayout(in_a_row(self._make, self._give_up), 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self._make.clicked.connect(self.made)
        self._give_up.clicked.connect(self.given_up)
        self._file.clicked.connect(self.choose_file)
        self._paste.clicked.connect(self.paste)
        self._none.clicked.connect(self.drop_photograph)
        self._drop.clicked.connect(self.drop_barcode)
        self.preview.given.connect(self.photograph_given)

    # --- what is shown ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Another parcel: nothing is known of it yet."""
        self.place.clear()
        self.remark.clear()
        self.drop_photograph()
        self.show_reads(())
        self.say("")

    def show_reads(self, reads: Sequence[ReadMeaning]) -> None:
        """The barcodes by now."""
        self._reads.setStringList([row_words(each) for each in reads])
        self._header.set_remark(count(len(reads)))
        self.reads.setCurrentIndex(self._reads.index(len(reads) - 1))
        self._drop.setEnabled(bool(reads))

    @Slot()
    def drop_barcode(self) -> None:
        """The marked barcode, which is the newest at first, is not the parcel's."""
        place = self.reads.currentIndex().row()
        if place >= 0:
            self.barcode_dropped.emit(place)

    def say(self, words: str, role: str = "soft") -> None:
        """One sentence about what just happened."""
        self._note.set_role(role)
        self._note.setText(words)

    def show_photograph(self, taken: Taken) -> None:
        """This photograph goes with it."""
        self._taken = taken
        self.preview.show_image(taken.image)

    @Slot()
    def drop_photograph(self) -> None:
        """No photograph goes with it."""
        self._taken = None
        self.preview.show_image(None)
        self.photograph_dropped.emit()

    def photograph(self) -> Photograph | None:
        """The photograph that goes with it."""
        return self._taken.photograph if self._taken is not None else None

    def let_make(self, may: bool) -> None:
        """Whether the key works: not while it is being recorded."""
        self._make.setEnabled(may)

    # --- where photographs come from ----------------------------------------------------------------------

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file; nothing waits meanwhile, and the reader reads on."""
        dialog = QFileDialog(self, self.tr("A photograph of the parcel"), self._folder or _pictures())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Photographs") + " (*.jpg *.jpeg *.png)")
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    @Slot(str)
    def _take_file(self, path: str) -> None:
        self._folder = str(Path(path).parent)
        self.photograph_given.emit(Path(path))

    @Slot()
    def paste(self) -> None:
        """Take the image on the clipboard, or the file that lies there."""
        what = image_or_file(QGuiApplication.clipboard().mimeData())
        if isinstance(what, QImage | Path):
            self.photograph_given.emit(what)
        else:
            self.say(self.tr("There is no photograph on the clipboard."), "attention")

    # --- keys ---------------------------------------------------------------------------------------------

    def take_keyboard(self) -> None:
        """The keyboard goes to the place, which is what is typed most."""
        self.place.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up, Del takes the marked barcode off; no other key leaves this screen."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.drop_barcode()
        event.accept()


def _pictures() -> str:
    """The officer's own folder of pictures, or his folder where he has none."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return pictures if pictures and Path(pictures).is_dir() else QDir.homePath()
