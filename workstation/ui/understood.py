"""What the officer is told where a read was understood in another way than the reader's profile says."""

from PySide6.QtCore import QCoreApplication

from workstation.barcode.reads import BarcodeRead
from workstation.desk.understand import BY_OTHER_WAY
from workstation.ui.messages import Kind, Message
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.keyboard_words import keyboard_words
from workstation.ui.parts.shortcuts import key_of

_KEY = "reader.layout"


def understood(read: BarcodeRead) -> Message | None:
    """That the reader is not set up for this bench, and what the barcode was taken for; None where it is."""
    translate = QCoreApplication.translate
    if not read.through:
        return None
    if read.through == BY_OTHER_WAY:
        what = translate("Understood", "The reader and its profile do not agree on the keyboard layout.")
    else:
        what = translate("Understood", "This barcode was read through a {layout} keyboard layout.").format(
            layout=keyboard_words(read.through)
        )
    return Message(
        what=what,
        safe=translate("Understood", "It was taken for {barcode}.").format(barcode=identifier(read.text)),
        do_now=translate("Understood", "Do the reader check ({key}), or tell IT.").format(
            key=key_of("reader_check")
        ),
        kind=Kind.ATTENTION,
        key=_KEY,
    )
