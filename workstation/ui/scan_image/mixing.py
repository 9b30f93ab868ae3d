"""What may be shown in place of an image: for training images, which are made elsewhere."""

from typing import Protocol

from workstation.domain.consignment import Detection, ScanImage
from workstation.ui.scan_image.loading import Ready


class Mixing(Protocol):
    """Says what to show; `ui.training_images.MixedImages` is one."""

    def instead(self, image: ScanImage, ready: Ready) -> Ready | None:
        """The image itself, or another in its place; none while that is being made."""

    def frames(self, image: ScanImage) -> tuple[Detection, ...]:
        """What to frame in it, beside what algorithms saw."""


class AsTheyAre:
    """Shows every image as it is."""

    def instead(self, image: ScanImage, ready: Ready) -> Ready | None:
        """The image itself."""
        return ready

    def frames(self, image: ScanImage) -> tuple[Detection, ...]:
        """Nothing."""
        return ()
