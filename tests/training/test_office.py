"""Filling a training service."""

import hashlib

from workstation.domain.consignment import Consignment
from workstation.training.office import Filled, fill


def test_each_image_is_there_before_the_consignment_that_names_it():
    images: set[str] = set()
    consignments: list[Consignment] = []
    told: list[tuple[int, int]] = []

    def put(consignment: Consignment) -> None:
        assert {image.sha256 for image in consignment.images} <= images
        consignments.append(consignment)

    filled = fill(
        put,
        lambda data: images.add(hashlib.sha256(data).hexdigest()),
        seed=7,
        count=12,
        progress=lambda done, total: told.append((done, total)),
    )
    assert isinstance(filled, Filled)
    assert (filled.consignments, filled.images) == (12, len(images))
    assert len(images) > 0
    assert len(consignments) == 12
    assert told[0] == (1, 12)
    assert told[-1] == (12, 12)
