"""`workstation image`: what a file of a scan image holds, and the picture of it, without a window.

For IT and integrators, who find out here why a bench does not show an image; docs/scan-images.md.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

import msgspec

from workstation.host.files import new_file, problem_of, read_plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workstation.imaging.appearance import Appearance
    from workstation.imaging.pixels import ScanPixels
    from workstation.imaging.scan_file import ScanFile, SeenByAlgorithm

SHOWN: Final = 0
NOT_SHOWN: Final = 1

LARGEST_FILE: Final = 2_000_000_000
"""Bytes that are read: more than any image within the limit of pixels needs."""

Look = Literal["standard", "grey", "negative", "edges", "organic", "metal", "penetration"]


class _ToldView(msgspec.Struct):
    name: str
    width: int
    height: int
    bits: int
    energies: int
    energies_kev: tuple[float, ...]
    pitch_mm: float | None
    is_coloured: bool


class _Told(msgspec.Struct):
    """What is in the file; where it cannot be shown, `code` and `reason` say why."""

    file: str
    sha256: str
    bytes: int
    is_shown: bool
    format: str = ""
    views: tuple[_ToldView, ...] = ()
    detections: tuple["SeenByAlgorithm", ...] = ()
    facts: dict[str, str] = {}
    code: str = ""
    reason: str = ""


class _ToldReader(msgspec.Struct):
    name: str
    package: str
    version: str
    format: str
    fault: str


class _ToldReaders(msgspec.Struct):
    formats: tuple[str, ...]
    installed: tuple[_ToldReader, ...]
    folder: str
    python: str


def add_image(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `image` and what follows it."""
    image = commands.add_parser("image", help="look into a scan image's file without a window")
    verbs = image.add_subparsers(title="commands", metavar="COMMAND", required=True)
    info = verbs.add_parser("info", help="say what is in the file, or why it cannot be shown")
    _add_file(info)
    info.add_argument("--json", action="store_true", help="print the result for a program to read")
    info.set_defaults(command=_info)
    render = verbs.add_parser("render", help="write what an officer would see, pixel for pixel, as a PNG")
    _add_file(render)
    render.add_argument("--out", type=Path, required=True, metavar="PNG", help="never over another file")
    render.add_argument("--view", choices=get_args(Look), default="standard", help="how it is looked at")
    render.add_argument(
        "--window",
        nargs=2,
        type=_transmission,
        metavar=("C", "W"),
        help="centre and width of what is spread from black to white, of 65536 (everything: 32768 65536)",
    )
    render.add_argument(
        "--number", type=int, default=1, metavar="N", help="which of the file's views, from 1 (1)"
    )
    render.set_defaults(command=_render)
    readers = verbs.add_parser("readers", help="say which formats are read, and which readers are installed")
    readers.add_argument("--json", action="store_true", help="print the result for a program to read")
    readers.set_defaults(command=_readers)


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the image; bare pixels with their sidecar in FILE.json"
    )


def _transmission(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 131_072:
        raise ValueError
    return value


# --- info ---------------------------------------------------------------------------------------------------


def _info(parsed: argparse.Namespace) -> int:
    from workstation.imaging.pixels import UnreadableImage

    data = _read(parsed.file)
    told = _Told(
        file=str(parsed.file), sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), is_shown=False
    )
    try:
        file = _scan_file(parsed.file, data)
    except UnreadableImage as fault:
        told.code, told.reason = fault.code, fault.sentence
    else:
        told.is_shown, told.format = True, file.format
        told.views = tuple(_told_view(view) for view in file.views)
        told.detections, told.facts = file.detections, dict(file.facts)
    if parsed.json:
        print(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())
    elif told.is_shown:
        print("\n".join(_lines(told)))
    else:
        print(f"{_plainly(told.file)}: {_plainly(told.reason)}", file=sys.stderr)
    return SHOWN if told.is_shown else NOT_SHOWN


def _told_view(view: "ScanPixels") -> _ToldView:
    return _ToldView(
        name=view.view,
        width=view.width,
        height=view.height,
        bits=view.bits,
        energies=len(view.energies),
        energies_kev=view.energies_kev,
        pitch_mm=view.pitch_mm,
        is_coloured=view.colour is not None,
    )


def _lines(told: _Told) -> Iterator[str]:
    """The same for a person: nothing that a file holds reaches the terminal as a control character."""
    yield f"{_plainly(told.file)}: {_plainly(told.format)}, {told.bytes} bytes"
    yield f"  SHA-256 {told.sha256}"
    for number, view in enumerate(told.views, 1):
        yield f"  view {number}{_named(view.name)}: {_view_words(view)}"
    if not told.views:
        yield "  no picture: the report of an algorithm about another image"
    for each in told.detections:
        yield f"  {_detection_words(each)}"
    for name, value in told.facts.items():
        yield f"  {_plainly(name)}: {_plainly(value)}"


def _named(name: str) -> str:
    return f" ({_plainly(name)})" if name else ""


def _view_words(view: _ToldView) -> str:
    if view.is_coloured:
        energies = "coloured by the machine's software"
    else:
        energies = "two energies" if view.energies == 2 else "one energy"
    kev = f" ({' and '.join(f'{each:g}' for each in view.energies_kev)} keV)" if view.energies_kev else ""
    pitch = "pitch not said" if view.pitch_mm is None else f"a pixel is {view.pitch_mm:g} mm"
    return f"{view.width} x {view.height}, {view.bits} bits, {energies}{kev}, {pitch}"


def _detection_words(seen: "SeenByAlgorithm") -> str:
    words = [f"detection in view {seen.view + 1}: {_plainly(seen.kind)}"]
    if seen.confidence is not None:
        words.append(f"confidence {seen.confidence:g}")
    if seen.box is not None:
        words.append("box {} {} {} {}".format(*seen.box))
    if seen.polygon:
        words.append(f"polygon of {len(seen.polygon)} points")
    if seen.algorithm:
        words.append(f"by {_plainly(seen.algorithm)}")
    return ", ".join(words)


# --- render -------------------------------------------------------------------------------------------------


def _render(parsed: argparse.Namespace) -> int:
    from workstation.imaging.pixels import UnreadableImage

    data = _read(parsed.file)
    try:
        view = _chosen_view(_scan_file(parsed.file, data), parsed.number, parsed.view)
    except UnreadableImage as fault:
        print(f"{_plainly(str(parsed.file))}: {_plainly(fault.sentence)}", file=sys.stderr)
        return NOT_SHOWN
    picture = _picture(view, _appearance(parsed.view, parsed.window))
    import imagecodecs

    with new_file(parsed.out, 0o644) as file:
        file.write(imagecodecs.png_encode(picture, level=1))
    print(f"Written: {_plainly(str(parsed.out))}, {view.width} x {view.height}.")
    return SHOWN


def _chosen_view(file: "ScanFile", number: int, look: Look) -> "ScanPixels":
    """Raises `UnreadableImage` where there is nothing to look at in this way."""
    from workstation.imaging.filters import OF_MATERIAL
    from workstation.imaging.pixels import UnreadableImage

    if not file.views:
        raise UnreadableImage("no_picture", "The file is a report of an algorithm; no image is in it.")
    if not 1 <= number <= len(file.views):
        raise UnreadableImage("no_picture", f"The file has no view {number}; it has {len(file.views)}.")
    view = file.views[number - 1]
    if look in OF_MATERIAL and not view.is_dual_energy:
        raise UnreadableImage("unsupported", "The view has one energy: materials cannot be told apart in it.")
    return view


def _appearance(look: Look, window: list[float] | None) -> "Appearance":
    from workstation.imaging.appearance import WHOLE, Appearance, Window
    from workstation.imaging.filters import Filter

    chosen = WHOLE if window is None else Window(center=window[0], width=max(1.0, window[1]))
    if look in get_args(Filter):
        return Appearance(window=chosen, filter=cast("Filter", look))
    return Appearance(mode="grey" if look == "grey" else "colour", window=chosen, negative=look == "negative")


def _picture(view: "ScanPixels", appearance: "Appearance") -> "NDArray[np.uint8]":
    """Every pixel of the view as the screen would have it at 1:1, grey or red, green and blue."""
    import numpy as np

    from workstation.imaging.appearance import painted
    from workstation.imaging.pyramid import build_pyramid
    from workstation.imaging.sampling import Viewport, sample

    one_level = build_pyramid(view, smallest_edge=max(view.size))
    whole = Viewport(0, 0, view.width, view.height, columns=view.width, rows=view.height)
    screen = painted(sample(one_level, whole, quick=True), appearance)
    if screen.dtype == np.uint8:
        return cast("NDArray[np.uint8]", screen)
    colours = np.empty((*screen.shape, 3), dtype=np.uint8)
    for channel, shift in enumerate((16, 8, 0)):  # 0xFFRRGGBB
        colours[:, :, channel] = screen >> np.uint32(shift)
    return colours


# --- readers ------------------------------------------------------------------------------------------------


def _readers(parsed: argparse.Namespace) -> int:
    from workstation.imaging.formats import known_formats, plug_ins
    from workstation.imaging.plug_ins import reader_folder

    found = plug_ins()
    told = _ToldReaders(
        formats=known_formats(),
        installed=tuple(
            _ToldReader(
                name=each.name,
                package=each.package,
                version=each.version,
                format=each.reader.name if each.reader is not None else "",
                fault=each.fault,
            )
            for each in found
        ),
        folder=str(reader_folder() or ""),
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
    )
    if parsed.json:
        print(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())
    else:
        print(f"read here: {_plainly(', '.join(told.formats))}")
        for each in told.installed:
            state = f"cannot be loaded ({each.fault})" if each.fault else f"reads {each.format}"
            print(_plainly(f"installed: {each.name} ({each.package} {each.version}) {state}"))
        if told.folder:
            print(f"readers lie in {_plainly(told.folder)}, for Python {told.python}")
    return NOT_SHOWN if any(each.fault for each in told.installed) else SHOWN


# --- both ---------------------------------------------------------------------------------------------------


def _read(path: Path, most: int = LARGEST_FILE) -> bytes:
    """The bytes of a plain file. Raises Unavailable that names it."""
    try:
        return read_plain(path, most)
    except OSError as error:
        raise problem_of(error, path) from error


def _scan_file(path: Path, data: bytes) -> "ScanFile":
    """What is in the file, with its sidecar where it has one. Raises `UnreadableImage`."""
    from workstation.imaging.formats import read_scan_file
    from workstation.imaging.pixels import UnreadableImage
    from workstation.imaging.raw import LONGEST_SIDECAR, joined
    from workstation.imaging.uff import needs_vendor

    try:
        return read_scan_file(data)
    except UnreadableImage as fault:
        if fault.code != "unknown_format":
            raise
        sidecar = path.with_name(f"{path.name}.json")
        if sidecar.is_file():
            return read_scan_file(joined(_read(sidecar, LONGEST_SIDECAR + 1), data))
        if path.suffix.lower() == ".uff":
            raise needs_vendor() from None
        raise


def _plainly(text: str) -> str:
    """The text for a terminal: what is no sign of its own stands as its escape, and does nothing."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
