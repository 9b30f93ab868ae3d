"""Reference lists: fetched again only where the service has another one."""

import logging
from typing import Final

from workstation.domain.problems import Refused
from workstation.domain.reference import LIST_NAMES
from workstation.host.clock import Clock
from workstation.sync.news import Listener, ReferenceChanged
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

log: Final = logging.getLogger(__name__)


def fetch_lists(client: CentralClient, writes: Writes, listener: Listener, clock: Clock) -> None:
    """Fetch every list that changed. One that the service does not have, or refuses, keeps none of the
    others back. When each was last heard of is kept with them.
    """
    heard: list[str] = []
    for name in LIST_NAMES:
        known = writes.reader().reference(name)
        try:
            found = client.reference_list(name, known[1] if known else "")
        except Refused as problem:
            log.info("a reference list cannot be had", extra={"kind": name, "code": problem.code})
            continue
        heard.append(name)
        if found is not None:
            reference, etag = found
            writes.to_cache(lambda cache, r=reference, e=etag: cache.put_reference(r, e))  # type: ignore[misc]
            listener(ReferenceChanged(name=name))
    now = clock.now()
    writes.to_cache(lambda cache: cache.note_references(heard, now))
