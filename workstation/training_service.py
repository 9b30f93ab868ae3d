"""The training profile's own central service: the embedded one, with made-up consignments put into it."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from workstation.central.serve import make_token, serve
from workstation.central.store import CentralStore
from workstation.contract.messages import Scope
from workstation.domain.consignment import Consignment
from workstation.training import office, reference
from workstation.training.embedded import READY

TOKEN_NAME = "training bench"  # noqa: S105 - who holds it, not the token


def serve_training(
    folder: Path, consignments: int, seed: int, *, say: Callable[[str], None], again_on: int = 0
) -> None:
    """Serve until standard input closes; the parcels are made while the service already answers.

    `say` is given one line, `ready URL TOKEN`. The same folder keeps its consignments from run to run.
    `again_on` is the port of one that died: then its token goes on to hold, and the line has none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database = f"sqlite:///{folder / 'central.db'}"
    store = CentralStore.open(database)
    stopping = threading.Event()
    filling = threading.Thread(target=_fill, args=(store, consignments, seed, stopping), name="filling")
    try:
        token = ""
        if not again_on:
            store.revoke(TOKEN_NAME)
            token = make_token(store, TOKEN_NAME, "bench")
        filling.start()
        serve(
            database,
            port=again_on,
            parent_pipe=True,
            ready=lambda address: say(f"{READY}{address} {token}"),
            lists=reference.lists(),
        )
    finally:
        stopping.set()
        filling.join()
        store.close()


class _Stopped(Exception):  # noqa: N818 - no error: the bench was closed while its parcels were made
    """Ends the filling."""


def _fill(store: CentralStore, consignments: int, seed: int, stopping: threading.Event) -> None:
    def put(consignment: Consignment) -> None:
        if stopping.is_set():
            raise _Stopped
        store.put_consignments([msgspec.json.encode(consignment)])

    if store.snapshot(Scope(), None, 1).total >= consignments:
        return
    with contextlib.suppress(_Stopped):
        office.fill(put, store.put_image, seed, consignments, start=store.now())
