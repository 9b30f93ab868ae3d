"""One page over the whole window, in place of its columns: nothing beneath can be reached by key or mouse."""

from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget


class Cover:
    """Puts a page into a window's frame and hides the columns meanwhile; strip and bands above them stay."""

    def __init__(self, window: QMainWindow, page: QWidget) -> None:
        self._frame = window.centralWidget()
        self._page = page
        self._hidden: list[QSplitter] = []
        page.hide()
        rows = self._frame.layout() if self._frame is not None else None
        if isinstance(rows, QVBoxLayout):
            rows.addWidget(page, 1)

    @property
    def is_on(self) -> bool:
        """Whether the page is shown."""
        return not self._page.isHidden()

    def put_on(self) -> None:
        """The page is shown; the columns keep how they were."""
        for each in self._frame.children() if self._frame is not None else ():
            if isinstance(each, QSplitter) and not each.isHidden():
                self._hidden.append(each)
                each.hide()
        self._page.show()

    def take_off(self) -> None:
        """The columns are shown again."""
        self._page.hide()
        while self._hidden:
            self._hidden.pop().show()
