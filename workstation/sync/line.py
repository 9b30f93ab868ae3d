"""The line to the central service from before it exists: found, connected and kept on a thread of its own.

What speaks HTTP is imported there, so that the window does not wait for it.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from workstation.contract.leases import CAPABILITY as LEASES
from workstation.contract.mandates import MANDATES
from workstation.contract.messages import Scope
from workstation.contract.signing import Signer
from workstation.domain.problems import Problem, Refused, Unavailable
from workstation.domain.value import Value
from workstation.host.clock import Clock, boot_id
from workstation.host.settings import Settings
from workstation.identity.service_time import KEPT_EVERY_S, KNOWN, ServiceTime
from workstation.identity.token import Token
from workstation.ledger.store import Ledger
from workstation.sync.backoff import Backoff
from workstation.sync.drill import Drill
from workstation.sync.image_line import ImageLine
from workstation.sync.mandates import MandateFetch
from workstation.sync.news import (
    NO_TRY,
    LineChanged,
    LineState,
    Listener,
    News,
    PresenceChanged,
    PresenceState,
    stopped_by,
    tries_in,
)
from workstation.sync.presence import Presence
from workstation.sync.revocation import Revocation
from workstation.sync.writes import Writes

if TYPE_CHECKING:
    from workstation.sync.duties import Duty
    from workstation.sync.lookup import Lookup
    from workstation.sync.loop import SyncLoop, SyncPace
    from workstation.sync.request_signing import RequestSigning
    from workstation.sync.transport import CentralClient

STOP_WITHIN_S: Final = 5.0
FIND_AGAIN_S: Final = 5.0
"""The first pause after the address could not be had: each attempt may ask the officer for the keyring."""
LEAVE_WITHIN_S: Final = 1.0
"""For giving back what is leased; what is not given back ends by itself."""


class LineAddress(Value):
    """Where the central service is, and the token for it."""

    url: str
    token: Token


class Line:
    """Starts the sync loop when the address is known. Every method may be called from any thread.

    `address` may take its time (the training profile starts its own service in it); a `Problem` that it
    raises is the line's state. `listener` and `funnel` as in `SyncLoop`; without a `pace` the settings say
    it.
    """

    def __init__(
        self,
        address: Callable[[], LineAddress],
        writes: Writes,
        settings: Settings,
        *,
        clock: Clock,
        listener: Listener,
        funnel: Callable[[BaseException], None],
        pace: "SyncPace | None" = None,
        signer: Signer | None = None,
    ) -> None:
        self._address = address
        self._signer = signer
        self._pace = pace
        self._writes = writes
        self._settings = settings
        self._clock = clock
        self._hear = listener
        self._funnel = funnel
        self.revocation = Revocation(writes)
        self.drill = Drill(writes.ledger, writes.to_ledger, clock)
        self.presence = Presence(
            settings.bench, settings.offices, clock, self._tell_presence, self._wake_if_up
        )
        self.service_time = _service_time(writes.ledger, clock)
        self.mandates = MandateFetch(writes, clock, listener, fixed_keys=settings.mandate_keys)
        self._state = LineState()
        self.images = ImageLine(self.state)
        self._lock = threading.Lock()
        self._loop: SyncLoop | None = None
        self._lookup: Lookup | None = None
        self._stopping = False
        self._again = threading.Event()
        self._thread = threading.Thread(target=self._connect, name="line", daemon=True)

    def start(self) -> None:
        """Begin to look for the service."""
        self._thread.start()

    def _connect(self) -> None:
        """Until it is found: a keyring that is locked now may be open in a minute."""
        backoff = Backoff(first_s=FIND_AGAIN_S if self._pace is None else self._pace.retry_s)
        while not self._stopping:
            self._again.clear()
            try:
                self._begin(self._address())
            except Problem as problem:
                seconds = backoff.after_failure()
                self._tell_not_found(problem, seconds, backoff.failures)
                if isinstance(problem, Refused):
                    return
                self._again.wait(seconds)
            except Exception as error:  # noqa: BLE001 - the thread's own funnel
                self._funnel(error)
                return
            else:
                return

    def _tell_not_found(self, problem: Problem, seconds: float, failures: int) -> None:
        is_refused = isinstance(problem, Refused)
        tries = NO_TRY if is_refused else tries_in(seconds, self._clock, failures)
        phase = "refused" if is_refused else "off_line"
        self._state = replace(self._state, phase=phase, **stopped_by(problem), **tries)
        self._listener(LineChanged(state=self._state))

    def _begin(self, address: LineAddress) -> None:
        from workstation.sync.lookup import Lookup
        from workstation.sync.loop import SyncLoop, SyncPace
        from workstation.sync.transport import CentralClient

        chosen = self._settings
        client = CentralClient(
            address.url,
            lambda: address.token,
            proxy=chosen.proxy,
            ca_file=chosen.ca_file,
            client_certificate=chosen.client_certificate,
            client_key=chosen.client_key,
            clock=self._clock,
        )
        client.ask_first(self._before_each)
        client.tell_time(self._hear_time)
        signing = self._signing()
        client.sign_with(signing)
        loop = SyncLoop(
            client,
            self._writes,
            Scope(offices=chosen.offices, lanes=chosen.scope.lanes, days=chosen.scope.days),
            clock=self._clock,
            listener=self._listener,
            funnel=self._funnel,
            duties=self._duties(client, signing),
            pace=self._pace
            or SyncPace(
                page_size=chosen.pages.pull,
                batch_size=chosen.pages.push,
                image_budget_bytes=chosen.image_cache_mb * 1_000_000,
            ),
        )
        with self._lock:
            if self._stopping:
                client.close()
                return
            self._loop, self._lookup = loop, Lookup(client, self._writes, clock=self._clock)
            loop.start()
        self.images.connect(loop.images, loop.wake)

    def _signing(self) -> "RequestSigning | None":
        from workstation.sync.request_signing import RequestSigning

        if self._signer is None:
            return None
        return RequestSigning(self._signer, self.service_time, self._clock)

    def _duties(self, client: "CentralClient", signing: "RequestSigning | None") -> "tuple[Duty, ...]":
        """What the sync thread does besides sending and pulling, in this order."""
        from workstation.sync.duties import EACH, IDLE, Duty
        from workstation.sync.own_ledger import duties_of_ledger
        from workstation.sync.retention import EVERY_S, erase_old

        days = self._settings.retention.remark_days
        return (
            *duties_of_ledger(client, self._writes, signing, clock=self._clock, listener=self._listener),
            Duty("mandate", IDLE, 0.0, partial(self.mandates.run, client), MANDATES),
            Duty("erase", EACH, EVERY_S, partial(erase_old, self._writes, self.service_time, days)),
            Duty("presence", EACH, 0.0, partial(self.presence.run, client), LEASES),
        )

    def stop(self, within_s: float = STOP_WITHIN_S) -> bool:
        """End what is under way; whether it ended in time. What was recorded is on the disk."""
        if self.is_up():
            self.presence.leave(LEAVE_WITHIN_S)
        with self._lock:
            self._stopping = True
            self._again.set()
            loop = self._loop
        ended = loop.stop(within_s) if loop is not None else True
        if self._thread.ident is not None:  # a line that was never started has nothing to wait for
            self._thread.join(within_s)
        return ended and not self._thread.is_alive()

    def state(self) -> LineState:
        """How the line stands; its times are those of `now`."""
        return self._as_seen(self._loop.state() if self._loop is not None else self._state)

    def now(self) -> datetime:
        """What time it is for the officer: the service's, as it is reckoned here, which no change of the
        bench's clock moves; before the service was ever heard, the bench's own.
        """
        return self.service_time.now() or self._clock.now()

    def alone(self) -> timedelta | None:
        """For how long the service has not been heard, restarts included; none: never heard."""
        heard = self.state().last_heard
        return None if heard is None else max(self.now() - heard, timedelta())

    def _as_seen(self, state: LineState) -> LineState:
        now, elapsed = self.now(), self._clock.monotonic()
        # Before the first answer since the start: when it was heard by the program before this one.
        heard = self.service_time.heard()
        if state.heard_s is not None:
            heard = now + timedelta(seconds=state.heard_s - elapsed)
        tried = None if state.next_try_s is None else now + timedelta(seconds=state.next_try_s - elapsed)
        compared = state.compared_at and state.compared_at + (now - self._clock.now())
        return replace(state, last_heard=heard, next_try=tried, compared_at=compared)

    def _listener(self, news: News) -> None:
        if isinstance(news, LineChanged):
            self.revocation.hear(news.state)
            news = LineChanged(state=self._as_seen(news.state))
        self._hear(news)

    def is_up(self) -> bool:
        """Whether the service was heard when it was last asked."""
        return self.state().phase in ("on_line", "pulling")

    def _before_each(self) -> None:
        """Before each request, also where none gets through: what was reckoned of the service's time is kept
        for the next start.
        """
        self._keep_time(KEPT_EVERY_S)
        self.drill.gate()

    def _hear_time(self, at: datetime) -> None:
        self.service_time.hear(at)
        self._keep_time(0.0)

    def _keep_time(self, every_s: float) -> None:
        text = self.service_time.to_keep(every_s)
        if text:
            # A disk that does not take it stops what must be written, and says so; no request waits for this.
            with suppress(Problem):
                self._writes.to_ledger(lambda ledger: ledger.known.put(KNOWN, text))

    def _wake_if_up(self) -> None:
        if self.is_up():
            self.wake()

    def _tell_presence(self, state: PresenceState) -> None:
        self._listener(PresenceChanged(state=state))

    def clock_offset_ms(self) -> int | None:
        """The service's clock minus the bench's, as last heard."""
        return self.state().clock_offset_ms

    def wake(self) -> None:
        """There is something to send."""
        if self._loop is not None:
            self._loop.wake()

    def try_now(self) -> None:
        """Somebody asks for it, or there is reason to think that the line is back."""
        self._again.set()
        self.wake()

    def lookup(self, form: str) -> tuple[str, ...]:
        """Ask the service for a barcode; ids that are in the cache afterwards. Raises Unavailable off
        line.
        """
        if self._lookup is None or not self.is_up():
            raise Unavailable(
                "The central service cannot be asked now.",
                safe="The cache was searched.",
                do_now="It is asked again when the barcode is read again.",
                code="line.down",
            )
        return self._lookup(form)


def _service_time(ledger: Ledger, clock: Clock) -> ServiceTime:
    """The service's time as the ledger knows it: what was kept of it, and its newest entry."""
    return ServiceTime(ledger.known.get(KNOWN), clock, boot_id(), ledger.entries.newest_service_time())
