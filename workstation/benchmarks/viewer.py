"""How fast the scan viewer is: each frame of a window drag, of panning and zooming, the next case, the first
image; against pyqtgraph's stock image item on the same images in the same run.
"""

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from workstation.benchmarks.memory import resident_bytes
from workstation.benchmarks.report import MB, Figure, Figures, Options, median, percentile, say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workstation.benchmarks.viewer_frames import BenchView
    from workstation.imaging.pixels import ScanPixels
    from workstation.imaging.pyramid import Pyramid
    from workstation.imaging.scan_file import ScanFile

CONSIGNMENTS: Final = 7
"""Parcels decoded ahead: the next five and the last two."""
WINDOW: Final = (1600, 1000)
MEGAPIXELS: Final = (2, 10, 80)
PARCEL_MEGAPIXELS: Final = 4
FRAMES, STOCK_FRAMES = 60, 12
SHOWN_IN_A_ROW: Final = 500
SETTLED_AFTER: Final = 50
"""Images after which memory must not grow any more."""
MIDDLE: Final = 0.67
"""The worst zoom between the whole and 1:1: nearly 1.5 pixels of the finest level for each of the screen."""
ZOOMS: Final[dict[str, float | None]] = {"fit": None, "middle": MIDDLE, "one_to_one": 1.0}
_INSIDE: Final = "memory"


def measure(options: Options) -> Figures:
    """All rows of the table, the largest image last."""
    if options.inside == _INSIDE:
        return _memory_inside(options)
    from workstation.benchmarks.viewer_frames import BenchView, application

    keep = application()
    sizes = [size for size in MEGAPIXELS if not options.megapixels or size <= options.megapixels]
    sizes = sizes or [options.megapixels]
    figures: dict[str, Figure] = {"frames": options.times or FRAMES, **_copying()}
    figures |= _first_images(options)
    view = BenchView()
    for size in sizes:
        say(f"{size} megapixels")
        figures |= _window_frames(view, size, options)
    figures |= _moving_frames(view, sizes[-1], options)
    figures |= _next_case(view, options)
    view.close()
    figures |= _memory(options, sizes[-1])
    del keep
    return Figures(name="viewer", figures=figures, targets=_targets(sizes), remarks=_remarks())


def _targets(sizes: list[int]) -> dict[str, float]:
    """The most that each may take; against the stock item, the largest share of its time."""
    wanted: dict[str, float] = {}
    for size in sizes:
        for zoom in ZOOMS:
            at_middle = zoom == "middle"
            wanted[f"grey_{size}mp_{zoom}_median_ms"] = 8 if at_middle else 5
            wanted[f"grey_{size}mp_{zoom}_p95_ms"] = 12 if at_middle else 8
            wanted[f"colour_{size}mp_{zoom}_median_ms"] = 14 if at_middle else 10
    wanted |= {f"grey_{sizes[-1]}mp_{zoom}_share_of_stock": 0.1 for zoom in ZOOMS}
    wanted |= {f"{how}_{sizes[-1]}mp_{zoom}_p95_ms": 8 for how in ("pan", "zoom") for zoom in ZOOMS}
    return wanted | {
        "next_case_p95_ms": 33,
        "first_image_median_ms": 150,
        "longest_stall_decoding_ms": 16,
        "memory_times_raw": 2.5,
        "grown_in_a_row_mb": 32,
    }


def _remarks() -> tuple[str, ...]:
    from importlib.util import find_spec

    napari = (
        "is installed, but is not measured by this program" if find_spec("napari") else "is not installed"
    )
    return (
        "A frame is from the change until all of the view is painted in the window's memory, 1600 x 1000.",
        "Not in it: what brings pixels to a monitor.",
        f"stock: pyqtgraph.ImageItem; the faster of it as it is and with autoDownsample. napari {napari}.",
        "limit: the bytes that a frame must read and write, at this machine's rate of copying.",
    )


# --- images -----------------------------------------------------------------------------------------------


def picture(megapixels: float, energies: int, seed: int = 1) -> "ScanPixels":
    """A made-up scan image: slopes and steps under the noise of a detector, so that no table stays in the
    nearest cache by luck.
    """
    import numpy as np

    from workstation.imaging.pixels import ScanPixels

    width = round((megapixels * 1e6 * 1.6) ** 0.5)
    height = round(width / 1.6)
    noise = np.random.default_rng(seed).integers(0, 3000, (1024, 1024), dtype=np.uint16)
    high = np.empty((height, width), dtype=np.uint16)
    across = (np.arange(width) * 57_000 // width).astype(np.uint16)
    for top in range(0, height, 1024):
        for left in range(0, width, 1024):
            part = high[top : top + 1024, left : left + 1024]
            part[...] = noise[: part.shape[0], : part.shape[1]] + across[left : left + 1024]
            part[: part.shape[0] // 2, : part.shape[1] // 3] //= 4
    planes = [high]
    if energies == 2:
        planes.append((high.astype(np.uint32) ** 2 >> 16).astype(np.uint16))
    for plane in planes:
        plane.setflags(write=False)
    return ScanPixels(energies=tuple(planes))


class _Disk:
    """Files in a folder, by SHA-256; the `PixelSource` of the measured pane."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, count: int, megapixels: float) -> list[str]:
        """Dual-energy TIFF files, no two alike."""
        from workstation.training.xray_tiff import tiff_bytes

        hashes = []
        for seed in range(count):
            data = tiff_bytes(picture(megapixels, 2, seed).energies, "measured")
            hashes.append(hashlib.sha256(data).hexdigest())
            (self._folder / hashes[-1]).write_bytes(data)
        return hashes

    def scan_file(self, sha256: str) -> "ScanFile":
        """Read, verified, decoded."""
        from workstation.imaging.formats import read_scan_file

        return read_scan_file((self._folder / sha256).read_bytes(), sha256=sha256)


# --- the rows ---------------------------------------------------------------------------------------------


def _copying() -> dict[str, Figure]:
    """What memory gives: the rate of copying, and so the least that a frame can take that reads 16 bits a
    pixel and writes 8, or 16 and 8 and writes 32, and that is then copied into the window's 32 bits.
    """
    import numpy as np

    source = np.ones(64 * MB, dtype=np.uint8)
    target = np.empty_like(source)
    took = []
    for _ in range(7):
        started = time.perf_counter()
        np.copyto(target, source)
        took.append(time.perf_counter() - started)
    rate = 2 * source.nbytes / median(took)
    pixels = WINDOW[0] * WINDOW[1]
    return {
        "copied_gb_per_s": rate / 1e9,
        "limit_grey_ms": pixels * (2 + 1 + 1 + 4) / rate * 1000,
        "limit_colour_ms": pixels * (2 + 1 + 4 + 4 + 4) / rate * 1000,
    }


def _window_frames(view: "BenchView", size: int, options: Options) -> dict[str, Figure]:
    from workstation.benchmarks.viewer_frames import ready
    from workstation.imaging.pyramid import build_pyramid

    figures: dict[str, Figure] = {}
    count = options.times or FRAMES
    pixels = picture(size, 2)
    pyramid = build_pyramid(pixels)
    view.show(ready(f"dual-{size}", pyramid))
    for zoom, scale in ZOOMS.items():
        view.look(scale)
        for mode in ("grey", "colour"):
            took = view.window_frames(count, in_colour=mode == "colour").frames
            figures[f"{mode}_{size}mp_{zoom}_median_ms"] = median(took)
            figures[f"{mode}_{size}mp_{zoom}_p95_ms"] = percentile(took, 0.95)
    figures |= {f"blend_{size}mp_{zoom}_ms": _blending(pyramid, scale) for zoom, scale in ZOOMS.items()}
    for zoom, stock in _stock_frames(pixels.energies[0], options).items():
        figures[f"stock_{size}mp_{zoom}_median_ms"] = stock
        figures[f"grey_{size}mp_{zoom}_share_of_stock"] = (
            float(figures[f"grey_{size}mp_{zoom}_median_ms"]) / stock
        )
    return figures


def _blending(pyramid: "Pyramid", scale: float | None) -> float:
    """What comes once when a view of two energies rests: its pixels, blended. Milliseconds."""
    from workstation.imaging.sampling import Viewport, sample

    fitting = min(WINDOW[0] / pyramid.width, WINDOW[1] / pyramid.height)
    scale = scale or fitting
    columns, rows = (
        min(most, int(edge * scale))
        for most, edge in zip(WINDOW, (pyramid.width, pyramid.height), strict=True)
    )
    viewport = Viewport(0.3, 0.3, columns / scale, rows / scale, columns, rows)
    took = []
    for _ in range(9):
        started = time.perf_counter()
        sample(pyramid, viewport, quick=False)
        took.append((time.perf_counter() - started) * 1000)
    return median(took)


def _stock_frames(image: "NDArray[np.uint16]", options: Options) -> dict[str, float]:
    """The median frame of the faster of both ways to set it up, at each zoom."""
    from workstation.benchmarks.viewer_frames import StockView

    fastest: dict[str, float] = {}
    for is_downsampling in (False, True):
        stock = StockView(image, is_downsampling=is_downsampling)
        for zoom, scale in ZOOMS.items():
            stock.look(scale)
            took = median(stock.window_frames(options.times or STOCK_FRAMES).frames)
            fastest[zoom] = min(fastest.get(zoom, took), took)
        stock.close()
    return fastest


def _moving_frames(view: "BenchView", size: int, options: Options) -> dict[str, Figure]:
    """Pan and zoom the image shown, in colour."""
    figures: dict[str, Figure] = {}
    for zoom, scale in ZOOMS.items():
        for how, frames in (("pan", view.panned_frames), ("zoom", view.zoomed_frames)):
            view.look(scale)
            took = frames(options.times or FRAMES).frames
            figures[f"{how}_{size}mp_{zoom}_median_ms"] = median(took)
            figures[f"{how}_{size}mp_{zoom}_p95_ms"] = percentile(took, 0.95)
    return figures


def _next_case(view: "BenchView", options: Options) -> dict[str, Figure]:
    """One of the parcels decoded ahead after the other, each shown whole."""
    from workstation.benchmarks.viewer_frames import ready

    parcels = [ready(f"parcel-{number}", pyramid) for number, pyramid in enumerate(_parcels(options))]
    took = [view.show(parcel) for _ in range(4) for parcel in parcels]
    return {
        "parcels": len(parcels),
        "next_case_median_ms": median(took),
        "next_case_p95_ms": percentile(took, 0.95),
    }


def _parcels(options: Options) -> "Iterator[Pyramid]":
    from workstation.imaging.pyramid import build_pyramid

    size = min(PARCEL_MEGAPIXELS, options.megapixels or PARCEL_MEGAPIXELS)
    for seed in range(options.consignments or CONSIGNMENTS):
        yield build_pyramid(picture(size, 2, seed))


def _first_images(options: Options) -> dict[str, Figure]:
    """From the disk to the screen; before anything else, so that the first one finds nothing warm."""
    from workstation.benchmarks.viewer_frames import opened_from

    size = min(PARCEL_MEGAPIXELS, options.megapixels or PARCEL_MEGAPIXELS)
    with tempfile.TemporaryDirectory() as folder:
        disk = _Disk(Path(folder))
        opened = opened_from(disk, disk.write(1 + min(options.times or 12, 12), size))  # type: ignore[arg-type]
    return {
        "first_image_megapixels": size,
        "very_first_image_ms": opened.took[0],
        "first_image_median_ms": median(opened.took[1:]),
        "longest_stall_decoding_ms": opened.longest_stall_ms,
    }


# --- memory -----------------------------------------------------------------------------------------------


def _memory(options: Options, size: int) -> dict[str, Figure]:
    """In a process of its own, that does nothing else."""
    say("memory")
    command = [sys.executable, "-m", "workstation.benchmarks.command", "viewer", "--json"]
    command += ["--inside", _INSIDE, "--megapixels", str(size), "--times", str(options.times)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Figure] = msgspec.json.decode(done.stdout, type=dict[str, Any])["figures"]
    return found


def _memory_inside(options: Options) -> Figures:
    from workstation.benchmarks.viewer_frames import BenchView, application, ready
    from workstation.imaging.pyramid import build_pyramid

    keep = application()
    view = BenchView()
    view.show(ready("first", build_pyramid(picture(0.5, 2))))
    before = resident_bytes()
    images = [ready("large", build_pyramid(picture(options.megapixels, 2)))]
    images += [ready(f"parcel-{number}", pyramid) for number, pyramid in enumerate(_parcels(options))]
    for image in images:
        view.show(image)
    raw = sum(plane.nbytes for image in images for plane in image.pyramid.pixels.energies)
    figures: dict[str, Figure] = {
        "memory_raw_mb": raw / MB,
        "memory_times_raw": (resident_bytes() - before) / raw,
    }
    images.clear()
    figures |= _shown_in_a_row(view, options)
    view.close()
    del keep
    return Figures(name="viewer", figures=figures)


def _shown_in_a_row(view: "BenchView", options: Options) -> dict[str, Figure]:
    """Many images, each decoded, shown and let go."""
    from workstation.benchmarks.viewer_frames import ready
    from workstation.imaging.pyramid import build_pyramid

    count = SHOWN_IN_A_ROW if not options.times else min(SHOWN_IN_A_ROW, SETTLED_AFTER + options.times)
    settled = 0
    for number in range(count):
        view.show(ready(f"shown-{number}", build_pyramid(picture(2, 2, number))))
        view.window_frames(1, in_colour=True)
        if number == SETTLED_AFTER:
            settled = resident_bytes()
    return {"shown_in_a_row": count, "grown_in_a_row_mb": (resident_bytes() - settled) / MB}
