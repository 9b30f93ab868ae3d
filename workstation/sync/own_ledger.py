"""What the sync thread does about this bench's own key and ledger, as duties."""

from workstation.contract.enrolment import ENROLMENT, HOLDINGS, OWN_EVENTS
from workstation.host.clock import Clock
from workstation.sync.comparing import EVERY_S, Comparing
from workstation.sync.decided import Decided
from workstation.sync.duties import HEARD, IDLE, SENT, Duty
from workstation.sync.enrolling import Enrolling
from workstation.sync.news import Listener
from workstation.sync.own_events import OwnEvents
from workstation.sync.request_signing import RequestSigning
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes


def duties_of_ledger(
    client: CentralClient,
    writes: Writes,
    signing: RequestSigning | None,
    *,
    clock: Clock,
    listener: Listener,
) -> tuple[Duty, ...]:
    """Enrol, bring back own events, compare. Without a key nothing tells the service whose events are own."""
    decided = Decided(writes, listener)
    own = OwnEvents(client, writes, decided)
    comparing = Comparing(client, writes, decided, own.want, clock=clock, listener=listener)
    compare = Duty("compare", SENT, EVERY_S, comparing.run, HOLDINGS)
    if signing is None:
        return (compare,)
    enrolling = Enrolling(client, writes, signing, clock=clock, listener=listener)
    return (
        Duty("enrol", HEARD, 0.0, enrolling.run, ENROLMENT),
        Duty("own events", IDLE, 0.0, own.run, OWN_EVENTS),
        compare,
    )
