"""The place of the WCO Unified File Format (UFF), whose specification is not public.

The makers of machines have it (UFF 2.0 of 2019, UFF 3.0.0 of 2025). A reader of theirs comes as a plug-in; it
is asked before this module is. Until then a file that is one, or lies in a container as such files do, is
told apart from one that is no scan image at all.
"""

from __future__ import annotations

import re

from workstation.imaging.pixels import UnreadableImage

NAME = "UFF"
_LOOKED_AT = 512
_NAMED = re.compile(
    rb"\Auff\b|unified[ _-]?file[ _-]?format|[<:]uff\b|(?<![a-z])uff[ _/-]?v?\d", re.IGNORECASE
)
_CONTAINERS = {b"PK\x03\x04": "ZIP", b"\x89HDF\r\n\x1a\n": "HDF5"}


def refuse_uff(data: bytes) -> None:
    """Raise `UnreadableImage` (`needs_vendor`) for what says that it is UFF, and for containers."""
    if _NAMED.search(data[:_LOOKED_AT]):
        raise needs_vendor()
    for magic, container in _CONTAINERS.items():
        if data.startswith(magic):
            raise UnreadableImage(
                "needs_vendor",
                f"The file is a {container} container, as UFF and other formats of machine makers may be:"
                " the maker's reader is needed.",
            )


def needs_vendor() -> UnreadableImage:
    """Why a UFF file cannot be shown."""
    return UnreadableImage(
        "needs_vendor",
        "The file is in the WCO Unified File Format (UFF): the reader of the machine's maker is needed.",
    )
