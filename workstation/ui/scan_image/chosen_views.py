"""Which views there are of the open consignment, and which of them the officer chose to see."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from workstation.domain.consignment import Detection, ScanImage
from workstation.ui.scan_image.loading import Ready, ReadyImage
from workstation.ui.scan_image.words import title_of, view_words

SIDE_BY_SIDE: Final = (-1, 0)
"""The choice of views that shows the first two together; any other is a file's place and a view in it."""


class SeenView(NamedTuple):
    """One view of one file. `place` is the file's place among the consignment's, `view` counts from 0 in it.
    `ready` is none until it was read; until then a file counts as one view.
    """

    image: ScanImage
    place: int
    view: int = 0
    ready: Ready | None = None
    names: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows; those that the declaration tells where they say it of this view."""
        width, height = self.ready.size if self.ready and self.view else (self.image.width, self.image.height)
        return max(1, width), max(1, height)

    @property
    def detections(self) -> tuple[Detection, ...]:
        """What algorithms saw in this view, as the declaration and the file itself tell; the declaration
        speaks of a file's first view.
        """
        declared = self.image.detections if self.view == 0 else ()
        return (*declared, *(self.ready.detections if isinstance(self.ready, ReadyImage) else ()))

    def title(self, among: Sequence[ScanImage]) -> str:
        """What the view is called: as its file, and where that has several by the view's own name, or its
        place where the names do not tell the views apart.
        """
        file = title_of(self.image, among)
        if len(self.names) < 2:
            return file
        own = self.names[self.view]
        if own and self.names.count(own) == 1:
            words = view_words(own)
        else:
            said = QCoreApplication.translate("ScanImage", "view {place} of {count}")
            words = said.format(place=self.view + 1, count=len(self.names))
        return file if words == file else f"{file} · {words}"


class ChosenViews:
    """The views in the files' order, and the choice among them. `ready` gives what was read of a file."""

    def __init__(self, ready: Callable[[str], Ready | None]) -> None:
        self._ready = ready
        self.images: tuple[ScanImage, ...] = ()
        self._choice = SIDE_BY_SIDE

    def open(self, images: Sequence[ScanImage], *, is_another: bool) -> None:
        """These are the open consignment's files; of another one the first two views are seen."""
        self.images = tuple(images)
        if is_another:
            self._choice = SIDE_BY_SIDE

    def all(self) -> tuple[SeenView, ...]:
        """Every view that is known of."""
        return tuple(view for place, image in enumerate(self.images) for view in self._of(place, image))

    def _of(self, place: int, image: ScanImage) -> tuple[SeenView, ...]:
        ready = self._ready(image.sha256)
        if not isinstance(ready, ReadyImage):
            return (SeenView(image, place, ready=ready),)
        names = tuple(each.pyramid.pixels.view for each in ready.views)
        return tuple(SeenView(image, place, each.view, each, names) for each in ready.views)

    def chosen(self, room: int) -> tuple[SeenView, ...]:
        """The one that is seen alone, else the first ones, for which there is `room`."""
        every = self.all()
        alone = [each for each in every if (each.place, each.view) == self._choice]
        return tuple(alone) or every[:room]

    def go_on(self) -> bool:
        """From side by side to each view alone, and back; false where there is but one."""
        order = [SIDE_BY_SIDE, *((each.place, each.view) for each in self.all())]
        if len(order) < 3:
            return False
        at = order.index(self._choice) if self._choice in order else 0
        self._choice = order[(at + 1) % len(order)]
        return True
