"""Draws the threats that are mixed into training images, resources/projections/*.tiff.

    python packaging/projections.py [FOLDER]

A bench's build has no part that draws X-ray images: it carries these, as a machine would see each thing alone
in its beam, from above and from the side. Same program, same bytes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from workstation.training.xray import draw_alone

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "resources" / "projections"
PITCH_MM: Final = 0.5
"""Of one pixel: a little coarser than a parcel machine's, and half the bytes of its own."""
KINDS: Final = ("pistol", "knife", "ammunition", "grenade", "lithium_hidden", "powder_block", "vials")
"""What fits into a parcel beside its goods."""
EACH: Final = 2


def drawn() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file."""
    for kind in KINDS:
        for number in range(1, EACH + 1):
            for view in draw_alone(number, kind, pitch_mm=PITCH_MM):
                yield f"{kind}-{number}.{view.name}.tiff", view.tiff


def main(folder: Path) -> int:
    """Write them all; the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in drawn():
        (folder / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
