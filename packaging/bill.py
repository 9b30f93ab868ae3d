"""The bill of materials of a build: `sbom.cdx.json` (CycloneDX 1.6) and the folder `licences`.

Made from what PyInstaller says it took, not from what was meant to be taken: every Python package with a file
in the build, every Debian package whose library was copied, and what lies inside packages with a version of
its own (packaging/licences/list.toml).
"""

import ast
import ctypes
import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
LICENCES = HERE / "licences"
NO_COMPONENTS = frozenset({"workstation", "pyinstaller", "pyinstaller-hooks-contrib"})
"""The program itself, and the maker of the build, whose bootloader stands under what lies inside."""

GPL_ALONE = re.compile(r"libreadline|libgdbm")
"""Debian packages of libraries that may not lie beside a program under another licence."""

_LICENCE_FILE = re.compile(r"(licen[sc]e|copying|notice|patents)", re.IGNORECASE)


class Component(NamedTuple):
    """One thing in a build."""

    name: str
    version: str
    licence: str = ""
    purl: str = ""
    note: str = ""


def sources(work: Path, number: int) -> set[Path]:
    """The files that PyInstaller put into the build of this number (in the order of editions.py)."""
    found: set[Path] = set()
    for kind in ("COLLECT", "PYZ"):
        listed = ast.literal_eval((work / f"{kind}-{number:02}.toc").read_text(encoding="utf-8"))
        found.update(Path(source).resolve() for source in _second_of_three(listed) if source)
    return found


def _second_of_three(listed: object) -> Iterator[str]:
    """Every (name in the build, source, type) in PyInstaller's nested lists: the source."""
    if isinstance(listed, tuple) and len(listed) == 3 and all(isinstance(each, str) for each in listed):
        yield listed[1]
    elif isinstance(listed, list | tuple):
        for each in listed:
            yield from _second_of_three(each)


def packages(taken: set[Path]) -> list[importlib.metadata.Distribution]:
    """The installed Python packages that have a file among those taken."""
    found = {}
    for each in importlib.metadata.distributions():
        name, root = normal(each.metadata["Name"]), Path(str(each.locate_file(""))).resolve()
        if name not in NO_COMPONENTS and any(root / file in taken for file in each.files or ()):
            found[name] = each
    return [found[name] for name in sorted(found)]


def normal(name: str) -> str:
    """A package's name as lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def debian_packages(taken: Iterable[Path]) -> list[Component]:
    """The Debian packages of the libraries that were copied from the system; none elsewhere."""
    libraries = [str(path) for path in taken if path.is_relative_to("/usr/lib")]
    if not libraries or shutil.which("dpkg-query") is None:
        return []
    # Some packages still say /lib, which is a link to /usr/lib.
    libraries += [path.removeprefix("/usr") for path in libraries]
    owners = subprocess.run(
        ["dpkg-query", "--search", *libraries], capture_output=True, text=True, check=False
    )
    names = {line.rpartition(": ")[0].split(",")[0] for line in owners.stdout.splitlines() if ": " in line}
    if not names:
        return []
    shown = "${Package} ${Version} ${Architecture}\n"
    listed = subprocess.run(
        ["dpkg-query", "--show", f"--showformat={shown}", *sorted(names)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        Component(name, version, purl=f"pkg:deb/debian/{name}@{quote(version)}?arch={machine}")
        for name, version, machine in sorted({tuple(line.split()) for line in listed.stdout.splitlines()})
    ]


def inside() -> list[Component]:
    """What lies inside packages, with the versions that they say themselves."""
    from cryptography.hazmat.backends.openssl import backend
    from PySide6.QtCore import qVersion
    from sqlcipher3 import dbapi2

    database = dbapi2.connect(":memory:")
    database.execute(f"PRAGMA key = \"x'{'00' * 32}'\"")
    versions = {
        "Python": platform.python_version(),
        "Qt": qVersion(),
        "SQLCipher": database.execute("PRAGMA cipher_version").fetchone()[0],
        "OpenSSL in SQLCipher": database.execute("PRAGMA cipher_provider_version").fetchone()[0],
        "OpenSSL in cryptography": backend.openssl_version_text(),
        "zint": _zint_version(),
        **_codec_versions(),
        "PyInstaller's bootloader": importlib.metadata.version("pyinstaller"),
    }
    database.close()
    return [
        Component(
            each["name"], versions[each["name"]].removeprefix("OpenSSL "), each["licence"], note=each["where"]
        )
        for each in listed()["inside"]
    ]


def _codec_versions() -> dict[str, str]:
    """The libraries that decode what comes from outside, as imagecodecs names them (`libpng 1.6.55`). Of
    Zstandard it says another version than it brings.
    """
    import imagecodecs

    told = {
        "libdeflate": imagecodecs.deflate_version(),
        "libpng": imagecodecs.png_version(),
        "libjpeg-turbo": imagecodecs.jpeg8_version(),
        "OpenJPEG": imagecodecs.jpeg2k_version(),
        "CharLS": imagecodecs.jpegls_version(),
    }
    own = importlib.metadata.version("imagecodecs")
    return {name: text.split(" ", 1)[1].split("/")[0] for name, text in told.items()} | {
        "Zstandard": f"{own} of imagecodecs"
    }


def _zint_version() -> str:
    """What the library says of itself (its number 21600 is 2.16.0); where the package hides that, the
    package's own version.
    """
    import zxingcpp.zxingcpp

    try:
        number = int(ctypes.CDLL(zxingcpp.zxingcpp.__file__).ZBarcode_Version())
    except (OSError, AttributeError):
        return f"{importlib.metadata.version('zxing-cpp')} of zxing-cpp"
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def listed() -> dict:
    """What packaging/licences/list.toml says."""
    return tomllib.loads((LICENCES / "list.toml").read_text(encoding="utf-8"))


def components(taken: set[Path]) -> list[Component]:
    """Everything in a build. SystemExit for a licence that nobody has looked at, or that does not fit."""
    licences = listed()["packages"]
    found = []
    for each in packages(taken):
        name = normal(each.metadata["Name"])
        if name not in licences:
            sys.exit(f"bill: {name} is in the build but not in packaging/licences/list.toml")
        found.append(Component(name, each.version, licences[name], f"pkg:pypi/{name}@{each.version}"))
    libraries = debian_packages(taken)
    for library in libraries:
        if GPL_ALONE.match(library.name):
            sys.exit(f"bill: {library.name} stands under the GPL alone (editions.py should leave it out)")
    return [*found, *inside(), *libraries]


def sbom(name: str, version: str, found: Iterable[Component]) -> dict:
    """A CycloneDX 1.6 document (ECMA-424) of these components; the same build gives the same bytes."""
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": made.isoformat().replace("+00:00", "Z"),
            "component": {"type": "application", "bom-ref": name, "name": name, "version": version},
        },
        "components": [_entry(each) for each in found],
    }


def _entry(component: Component) -> dict:
    entry = {
        "type": "library",
        "bom-ref": component.purl or component.name,
        "name": component.name,
        "version": component.version,
    }
    if component.licence:
        kind = "expression" if " WITH " in component.licence else "license"
        entry["licenses"] = [{kind: component.licence if kind == "expression" else {"id": component.licence}}]
    if component.purl:
        entry["purl"] = component.purl
    if component.note:
        entry["description"] = component.note
    return entry


def copy_licences(taken: set[Path], target: Path) -> None:
    """Every licence text of what was taken, by package, and those that packages do not bring themselves."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(LICENCES / "texts", target)
    shutil.copyfile(LICENCES / "list.toml", target / "list.toml")
    for each in packages(taken):
        folder = target / normal(each.metadata["Name"])
        for file in each.files or ():
            source = Path(str(each.locate_file(file)))
            is_text = source.suffix not in {".py", ".pyc", ".so"} and source.is_file()
            if is_text and any(_LICENCE_FILE.search(part) for part in file.parts[-2:]):
                folder.mkdir(exist_ok=True)
                shutil.copyfile(source, folder / source.name)
    for each in debian_packages(taken):
        copyright_file = Path("/usr/share/doc") / each.name / "copyright"
        if copyright_file.exists():
            shutil.copyfile(copyright_file, target / f"{each.name}.txt")


def write(work: Path, number: int, build: Path, version: str) -> int:
    """Write bill and licences of the build of this number into its folder; how many components it has."""
    taken = sources(work, number)
    found = components(taken)
    document = sbom(build.name, version, found)
    (build / "sbom.cdx.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    copy_licences(taken, build / "licences")
    return len(found)
