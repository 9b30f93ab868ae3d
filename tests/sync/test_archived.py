"""What the service hears of an archive: the checkpoint, as an event that it keeps; nothing else changes."""

from datetime import timedelta

import msgspec
import pytest

from tests.central.making import document
from tests.fakes.clock import START, FakeClock
from tests.sync.bench import Bench
from workstation.central.store import CentralStore
from workstation.contract.signing import KeySigner
from workstation.ledger.archive import checkpoint_draft


@pytest.fixture
def archived(service: CentralStore, bench: Bench, clock: FakeClock) -> Bench:
    """A bench that sent two decisions and archived the first."""
    service.put_consignments([document("C1"), document("C2")])
    bench.pull()
    bench.ledger.sign_with(KeySigner(b"1" * 32))
    bench.decide("hold", "C1")
    clock.advance(86_400)
    bench.decide("release", "C2")
    bench.push()
    run = bench.ledger.trimming.run_before(START + timedelta(hours=1))
    assert run is not None
    event = bench.ledger.record(checkpoint_draft(run, "0" * 64, "it")).event.id
    bench.ledger.trimming.trim(run, event, "0" * 64, 0)
    return bench


def test_the_checkpoint_is_kept_and_acknowledged(service: CentralStore, archived: Bench) -> None:
    assert archived.push() == 1
    kept = msgspec.json.decode(service.events().events[-1].submission)
    assert kept["event"]["kind"] == "checkpoint"
    assert '"sequence":1,' in kept["particulars"][0]["text"]
    assert archived.ledger.counts().waiting == 0


def test_a_service_that_lost_its_history_gets_what_is_left(service: CentralStore, archived: Bench) -> None:
    archived.push()
    offered = archived.ledger.mark_unsent()
    assert offered == 2
    assert archived.push() == 2
    counts = archived.ledger.counts()
    assert (counts.recorded, counts.acknowledged, counts.waiting) == (3, 3, 0)
