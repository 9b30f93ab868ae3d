"""The views as large as they can be, beside or below each other, and what stands beside all of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from workstation.ui.scan_image.looking import arranged


class ViewsRow(QHBoxLayout):
    """`views` holds the panes. What is put beside has the room that it wants while it is shown. `compared` is
    a view of something else that stands among them, after the last.
    """

    def __init__(self) -> None:
        super().__init__()
        self.views = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.views.setSpacing(2)
        self.setSpacing(0)
        self.addLayout(self.views, 1)
        self._beside: list[QWidget] = []
        self._sizes: tuple[tuple[int, int], ...] = ()
        self._room = QSize()
        self.compared: QWidget | None = None
        self._compared_size = (1, 1)

    def put_beside(self, widget: QWidget) -> None:
        """Give a widget room beside the views."""
        self._beside.append(widget)
        self.addWidget(widget)
        widget.installEventFilter(self)

    def compare_with(self, view: QWidget | None, size: tuple[int, int]) -> None:
        """Let this one, whose image has this width and height, stand after the first view; none: no more."""
        if self.compared is not None and view is None:
            self.compared.hide()
        self.compared, self._compared_size = view, size
        if view is not None:
            self.views.addWidget(view, 1)
            view.show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """What stands beside the views came or went: they have other room."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.turn(self._sizes, self._room)
        return False

    def turn(self, sizes: Sequence[tuple[int, int]], room: QSize) -> None:
        """Views of these widths and heights have this room, with what stands beside them: turn them as they
        are largest, each with room by its own size.
        """
        self._sizes, self._room = tuple(sizes), room
        places = list(range(len(sizes)))
        if self.compared is not None:
            sizes = [*sizes, self._compared_size]
            places.append(self.views.indexOf(self.compared))
        if len(sizes) < 2:
            return
        taken = sum(each.sizeHint().width() for each in self._beside if not each.isHidden())
        is_beside, shares = arranged(sizes, max(1, room.width() - taken), max(1, room.height()))
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        self.views.setDirection(direction)
        for place, share in zip(places, shares, strict=True):
            self.views.setStretch(place, max(1, round(100 * share)))
