"""Benches made ready for measuring, kept between runs: making a million consignments takes minutes."""

import os
import shutil
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from workstation.benchmarks.consignments import pages
from workstation.benchmarks.report import say
from workstation.cache.files import SCHEMA_VERSION
from workstation.cache.store import CacheStore
from workstation.contract.messages import Page, Scope
from workstation.host.paths import Home, Profile, home_of
from workstation.identity.keys import open_keys

KEY: Final = b"benchmark key, nothing secret!!!"
"""What is measured is made up, so its key may be read by anybody."""
MADE_AT: Final = datetime(2026, 11, 24, tzinfo=UTC)
CONTENTS: Final = 1
"""Grows when consignments.py makes other ones: prepared caches are then made anew."""

_READY: Final = "ready"


def folder_of(home: Path | None) -> Path:
    """Where prepared benches are kept: under `home`, else in the account's own folder for caches."""
    if home is not None:
        return home / "benchmarks"
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "workstation" / "benchmarks"


def new_home(root: Path) -> Home:
    """A home of the training profile under `root`, with the known key: that profile needs no keyring."""
    home = home_of(Profile.TRAINING, root)
    home.prepare()
    open_keys(home, random=lambda count: (KEY * 2)[:count])
    return home


def prepared_home(consignments: int, *, home: Path | None = None, seed: int = 1) -> Path:
    """`--home` of a training bench whose cache holds so many consignments; made if it is not there yet."""
    root = folder_of(home) / f"bench-{consignments}-{seed}-{CONTENTS}.{SCHEMA_VERSION}"
    if not (root / _READY).exists():
        if root.exists():
            shutil.rmtree(root)
        root.mkdir(parents=True)
        fill(new_home(root).folder, consignments, seed=seed)
        (root / _READY).touch()
    return root


def fill(folder: Path, consignments: int, *, seed: int = 1) -> None:
    """Fill the cache in this folder with so many consignments, through its own writer."""
    started = time.monotonic()
    store = CacheStore.open(folder, KEY)
    try:
        writer = store.writer()
        writer.begin_snapshot(Scope(), "measured")
        decoder = msgspec.json.Decoder(Page)
        for body in pages(consignments, seed=seed):
            page = decoder.decode(body)
            writer.apply_page(page, pulled_at=MADE_AT + timedelta(seconds=page.sent))
            if page.sent % 50_000 == 0:
                say(f"{page.sent} of {consignments} consignments made, {time.monotonic() - started:.0f} s")
        writer.finish_snapshot()
    finally:
        store.close()
