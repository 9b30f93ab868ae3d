"""Fills a training service with an office of consignments, so that there is work at the first start."""

from collections.abc import Callable
from datetime import datetime

from workstation.domain.consignment import Consignment
from workstation.domain.value import Value
from workstation.training.consignments import START, make


class Filled(Value):
    """What an office was filled with."""

    consignments: int = 0
    images: int = 0
    image_bytes: int = 0


def fill(
    put_consignment: Callable[[Consignment], object],
    put_image: Callable[[bytes], object],
    seed: int,
    count: int,
    *,
    start: datetime = START,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Filled:
    """Put `count` consignments of a seed with their images, each image before the consignment that names it.

    The callables are the service's own; `progress` is told how many of how many are there. Drawing takes
    most of the time, some 0.1 s an image, and about one consignment in three has one.
    """
    images = size = 0
    for done, made in enumerate(make(seed, count, start=start), start=1):
        for image in made.images:
            put_image(image)
            images += 1
            size += len(image)
        put_consignment(made.document)
        progress(done, count)
    return Filled(consignments=count, images=images, image_bytes=size)
