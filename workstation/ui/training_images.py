"""Training images on the screen: what is shown in place of an image, and what the decision keys answer."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal, Slot

from workstation.desk.open import OpenConsignment
from workstation.desk.training_images import Told, Training, TrainingImages
from workstation.domain.consignment import Detection, ScanImage
from workstation.domain.mark import Mark
from workstation.imaging.appearance import automatic_window
from workstation.imaging.pyramid import build_pyramid
from workstation.ui.messages import Message, Messages
from workstation.ui.scan_image.loading import Ready, ReadyImage
from workstation.ui.tasks import IMAGE, Tasks

KEY: Final = "training_image"
MIXED: Final = "training:"
"""How the name of an image begins that is not the parcel's own: no SHA-256 does. So no decision names it as
shown, and no mark on it is one on the parcel's image.
"""
MOST_AROUND: Final = 4
"""A frame of so many times the threat's own area is still about it."""
KINDS: Final[dict[str, Any]] = {
    "pistol": QT_TRANSLATE_NOOP("TrainingImages", "pistol"),
    "knife": QT_TRANSLATE_NOOP("TrainingImages", "knife"),
    "ammunition": QT_TRANSLATE_NOOP("TrainingImages", "box of ammunition"),
    "grenade": QT_TRANSLATE_NOOP("TrainingImages", "grenade"),
    "lithium_hidden": QT_TRANSLATE_NOOP("TrainingImages", "bundle of lithium cells"),
    "powder_block": QT_TRANSLATE_NOOP("TrainingImages", "pressed block of powder"),
    "vials": QT_TRANSLATE_NOOP("TrainingImages", "set of vials"),
}


class _Made(NamedTuple):
    """A view with a threat in it, and the box around that."""

    image: ReadyImage
    box: tuple[int, int, int, int]


class MixedImages(QObject):
    """Mixes a threat into the views of a consignment where the desk says so, until a decision key is pressed.

    That key answers that it was a training image, shows where the threat is and records nothing; the next one
    brings the parcel's own images, and from then on the keys decide.

    Signals:
        changed(): other images than before are to be shown.
    """

    changed = Signal()

    def __init__(
        self, desk: TrainingImages, tasks: Tasks, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._messages = desk, tasks, messages
        self._training: Training | None = None
        self._made: dict[str, _Made] = {}
        self._under_way: dict[str, int] = {}
        self._told: Told | None = None

    def show_consignment(self, opened: OpenConsignment | None) -> None:
        """This one is shown from now on. To be told before the image is."""
        training = self._desk.of(opened) if opened is not None else None
        if training is not self._training:
            self._forget()
            self._training = training
            self._messages.withdraw(KEY)

    def _forget(self) -> None:
        for id in self._under_way.values():
            self._tasks.cancel(id)
        self._training, self._told = None, None
        self._made, self._under_way = {}, {}

    @property
    def is_told(self) -> bool:
        """Whether the frames around the threat are to be seen."""
        return self._told is not None

    @property
    def is_on(self) -> bool:
        """Whether the images on the screen are not the parcel's own."""
        return self._training is not None

    # --- what is shown ------------------------------------------------------------------------------------

    def instead(self, image: ScanImage, ready: Ready) -> Ready | None:
        """What to show in place of this view; none while that is being made."""
        training = self._training
        if training is None or not isinstance(ready, ReadyImage) or ready.view:
            return ready
        made = self._made.get(image.sha256)
        if made is not None:
            return made.image
        if image.sha256 not in self._under_way:
            self._under_way[image.sha256] = self._tasks.run(
                partial(_mix, training, ready, image.view),
                owner=self,
                done=partial(self._keep, training, image.sha256),
                failed=partial(self._not_made, training),
                kind=IMAGE,
            )
        return None

    def frames(self, image: ScanImage) -> tuple[Detection, ...]:
        """Once it was told, where the threat is in this view."""
        made = self._made.get(image.sha256)
        if self._told is None or made is None:
            return ()
        return (Detection(id=KEY, kind=_called(self._told.kind), box=made.box),)

    def _keep(self, training: Training, sha256: str, made: _Made | None) -> None:
        if training is not self._training:
            return
        self._under_way.pop(sha256, None)
        if made is None:
            self._end()
        else:
            self._made[sha256] = made
            self.changed.emit()

    def _not_made(self, training: Training, error: BaseException) -> None:
        if training is self._training:
            self._end()
        raise error

    def _end(self) -> None:
        """The parcel's own images."""
        if self._training is not None:
            self._desk.end(self._training.consignment)
        self._forget()
        self.changed.emit()

    # --- what the keys answer -----------------------------------------------------------------------------

    def takes(self, key: str) -> bool:
        """A key of the decision was pressed, or a mark was set (`mark`): whether it was about a training
        image, and did nothing else.
        """
        training = self._training
        if training is None:
            return False
        if not self._made:  # nobody has seen anything of it
            self._end()
            return False
        if self._told is None:
            self._told = self._desk.answer(training.consignment, key)
            self._messages.tell(_answer(self._told))
            self.changed.emit()
        else:
            self._end()
            own = QCoreApplication.translate(
                "TrainingImages", "This is the parcel's own image. Decide on it."
            )
            self._messages.tell(Message(what=own, key=KEY, code="training_image.over"))
        return True

    @Slot(object)
    def heed_mark(self, mark: Mark) -> None:
        """The officer has marked something on an image that is not the parcel's own: who frames the threat,
        or points at it, has found it.
        """
        made = self._made.get(mark.image.removeprefix(MIXED)) if mark.image.startswith(MIXED) else None
        if self._told is None and made is not None and _hits(mark.points, made.box):
            self.takes("mark")


def _hits(points: Sequence[tuple[float, float]], box: tuple[int, int, int, int]) -> bool:
    """Whether a mark with these points is about what lies in the box: its head or its middle is in there, or
    it goes around it and not around half the parcel.
    """
    left, top, width, height = box
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    for x, y in (points[-1], (min(xs) + wide / 2, min(ys) + high / 2)):
        if left <= x <= left + width and top <= y <= top + height:
            return True
    x, y = left + width / 2, top + height / 2
    is_around = min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)
    return is_around and wide * high <= MOST_AROUND * width * height


def _mix(training: Training, ready: ReadyImage, view: str) -> _Made | None:
    # A threat in one view of a file and in none of the others would be none to practise on.
    made = training.mix(ready.pyramid.pixels, view) if not ready.others else None
    if made is None:
        return None
    image = ReadyImage(
        sha256=f"{MIXED}{ready.sha256}",
        pyramid=build_pyramid(made.pixels),
        automatic=automatic_window(made.pixels),
    )
    return _Made(image, made.box)


def _called(kind: str) -> str:
    known = KINDS.get(kind)
    return QCoreApplication.translate("TrainingImages", known) if known else kind


def _answer(told: Told) -> Message:
    translate = QCoreApplication.translate
    if told.found is None:
        what = translate("TrainingImages", "This was a training image. In it: {thing}.")
    elif told.found:
        what = translate("TrainingImages", "Well seen: this was a training image. In it: {thing}.")
    else:
        what = translate("TrainingImages", "This was a training image. Look at the frame: {thing}.")
    lately = ""
    if told.of:
        lately = translate("TrainingImages", "Lately you found {found} of {all}; nobody else is told.")
        lately = lately.format(found=told.found_lately, all=told.of)
    return Message(
        what=what.format(thing=_called(told.kind)),
        safe=" ".join((translate("TrainingImages", "Nothing was recorded."), lately)).strip(),
        do_now=translate("TrainingImages", "Press the key again to see the parcel's own image."),
        key=KEY,
        code="training_image.told",
    )
