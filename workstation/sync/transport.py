"""The line to the central service: one method for each endpoint of the contract. The only module that uses
httpx.
"""

import contextlib
import logging
import math
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote, urlsplit

import msgspec

from workstation import __version__
from workstation.contract import endpoints
from workstation.contract.endpoints import Endpoint
from workstation.contract.mandates import SignedMandate
from workstation.contract.messages import BatchAnswer, Page, Scope, ServiceInformation
from workstation.domain.problems import Problem, Refused, Unavailable
from workstation.domain.reference import ReferenceList
from workstation.host.clock import Clock, SystemClock
from workstation.identity.token import Token
from workstation.ledger.values import Outgoing
from workstation.sync import answers, problems
from workstation.sync.answers import Answer
from workstation.sync.unpacking import unpacked
from workstation.sync.wire import Wire

if TYPE_CHECKING:
    import httpx

    from workstation.sync.request_signing import RequestSigning

_SMALL: Final = 4_000_000
_PAGE: Final = 20_000_000
"""A page of the service ends at 16 MB. More than this would also stop the screen while it is taken apart."""
_WITHIN_S: Final = 300.0
"""An answer that still trickles after this is given up: a read's time limit alone would let it go on for
ever.
"""


class ServiceHeard(NamedTuple):
    """Service information, with the service's clock minus the bench's at the middle of the round trip."""

    information: ServiceInformation
    clock_offset_ms: int | None
    round_trip_ms: float


_SLOW: Final = (endpoints.SNAPSHOT, endpoints.IMAGE)
"""What the service may have to look for before its first byte."""


class TimeLimits(NamedTuple):
    """Seconds for connecting, for each read and write, and for a whole answer. `small` is for reads of what
    is answered at once (who answers, events, changes): by them a frozen service is noticed; a page of the
    snapshot and an image may take their time.
    """

    connect: float = 10.0
    read: float = 30.0
    whole: float = _WITHIN_S
    small: float = 10.0

    def of(self, endpoint: Endpoint) -> tuple[float, float, float, float]:
        """The library's four limits (connect, read, write, pool) for a request of this kind."""
        read = self.read if endpoint in _SLOW else min(self.small, self.read)
        return self.connect, read, self.read, self.read


TIME_LIMITS: Final = TimeLimits()


class CentralClient:
    """Asks the central service. Any thread may use it; each call blocks until answered, or raises a
    Problem.

    Unavailable: no answer, or none that can be used; worth trying again. SignInNeeded: the token. Expired:
    a new snapshot is needed. TooLarge, Refused: asking again is of no use. The token is asked for at each
    request and never shown.
    """

    def __init__(
        self,
        url: str,
        token: Callable[[], Token | None],
        *,
        proxy: str = "system",
        ca_file: str = "",
        client_certificate: str = "",
        client_key: str = "",
        clock: Clock | None = None,
        limits: TimeLimits = TIME_LIMITS,
    ) -> None:
        """`proxy` is `system`, `none` or a URL; `ca_file` a PEM bundle in place of the system's trust
        store.
        """
        self._url = _checked_url(url)
        self._token = token
        self._proxy = proxy
        self._tls_files = (ca_file, client_certificate, client_key)
        self._clock = clock or SystemClock()
        self._limits = limits
        self._gate: Callable[[], None] = _is_open
        self._tell_time: Callable[[datetime], object] = _nobody
        self._signing: RequestSigning | None = None
        self._wire = Wire()
        self._making = threading.Lock()
        self._client: httpx.Client | None = None

    def ask_first(self, gate: Callable[[], None]) -> None:
        """From now on ask this before each request; it raises what forbids one."""
        self._gate = gate

    def sign_with(self, signing: "RequestSigning | None") -> None:
        """From now on sign each request with the bench's key."""
        self._signing = signing

    def tell_time(self, hear: Callable[[datetime], object]) -> None:
        """From now on tell this what the service's clock shows, whenever it is asked for."""
        self._tell_time = hear

    def token_mark(self) -> str:
        """Tells the token of now from another; empty: there is none."""
        return token.mark() if (token := self._token()) is not None else ""

    def stop(self) -> None:
        """End requests under way, and begin none any more. May be called from any thread."""
        self._wire.stop()

    def close(self) -> None:
        """Close the connections. Call it when no request is under way."""
        with self._making:
            if self._client is not None:
                self._client.close()
                self._client = None

    # --- the endpoints ------------------------------------------------------------------------------------

    def service_information(self) -> ServiceHeard:
        """Who answers, and how far apart the clocks are."""
        began, started = self._clock.now(), time.perf_counter()
        answer = self._ask(endpoints.SERVICE_INFORMATION, limit=_SMALL)
        elapsed_ms = (time.perf_counter() - started) * 1000
        information = answers.information_of(answer.body)
        offset = None
        if information.clock is not None and information.clock.tzinfo is not None:
            self._tell_time(information.clock + timedelta(milliseconds=elapsed_ms / 2))
            offset = round((information.clock - began).total_seconds() * 1000 - elapsed_ms / 2)
        return ServiceHeard(information, offset, elapsed_ms)

    def snapshot(self, scope: Scope, after: str, limit: int) -> Page:
        """A page of the snapshot; `after` is the cursor of the page before, empty for the first."""
        query = [*_scope_query(scope, limit), *([("after", after)] if after else [])]
        return answers.page_of(self._ask(endpoints.SNAPSHOT, query=query).body, limit)

    def changes(self, scope: Scope, since: str, limit: int) -> Page:
        """A page of what changed since the cursor. Raises Expired when the service no longer knows it."""
        query = [*_scope_query(scope, limit), ("since", since)]
        return answers.page_of(self._ask(endpoints.CHANGES, query=query).body, limit)

    def consignment(self, id: str) -> bytes | None:
        """The document of one consignment; none if the service has none of this id."""
        answer = self._ask_or_none(endpoints.CONSIGNMENT, place={"id": id})
        return answers.document_of(answer.body) if answer else None

    def by_barcode(self, barcode: str) -> tuple[bytes, ...]:
        """Documents of the consignments that have this barcode (normalised), best first."""
        return answers.matches_of(self._ask(endpoints.BY_BARCODE, query=[("barcode", barcode)]).body)

    def image(self, sha256: str, start: int, limit: int, received: Callable[[bytes], None]) -> bool:
        """Hand the image's bytes from `start` on to `received`, piece by piece; false if the service has no
        such image.

        Raises Unavailable where it breaks off (what was received may be kept, and the rest asked for
        later), and when it grows beyond `limit` bytes in all.
        """
        headers = (
            {"Range": f"bytes={start}-", "Accept-Encoding": "identity"}
            if start
            else {"Accept-Encoding": "identity"}
        )
        pieces = _Pieces(start, received)
        answer = self._ask_or_none(
            endpoints.IMAGE, place={"sha256": sha256}, headers=headers, limit=limit, sink=pieces
        )
        return answer is not None

    def send_events(self, entries: Sequence[Outgoing], mandates: Sequence[SignedMandate] = ()) -> BatchAnswer:
        """Send events of one ledger, and the mandates that they name. Raises TooLarge where the batch must be
        made smaller.
        """
        body = b'{"events":[' + b",".join(entry.encoded() for entry in entries) + b"]"
        body += b',"mandates":' + msgspec.json.encode(mandates) + b"}" if mandates else b"}"
        return answers.batch_answer_of(self._ask(endpoints.SEND_EVENTS, body=body, limit=_SMALL).body)

    def reference_list(self, name: str, etag: str) -> tuple[ReferenceList, str] | None:
        """A coded list and its ETag; none if it is still the one with this `etag`."""
        headers = {"If-None-Match": etag} if etag else {}
        answer = self._ask(endpoints.REFERENCE_LIST, place={"name": name}, headers=headers, limit=_SMALL)
        if answer.status == 304:
            return None
        return answers.reference_of(answer.body, name), answer.etag

    def mandate(self, officer: str, known: str) -> bytes | None:
        """The signed mandate of an officer, as it came; none if it is still the one with this id."""
        headers = {"If-None-Match": f'W/"{known}"'} if known else {}
        answer = self._ask(endpoints.MANDATE, place={"officer": officer}, headers=headers, limit=_SMALL)
        return None if answer.status == 304 else answer.body

    def ask(
        self,
        endpoint: Endpoint,
        place: Mapping[str, str],
        query: Sequence[tuple[str, str]] = (),
        *,
        body: bytes | None = None,
        within_s: float,
    ) -> bytes:
        """Any endpoint of small answers, given up after `within_s` seconds; the answer is the caller's to
        read.
        """
        asked = self._ask(endpoint, place=place, query=query, body=body, limit=_SMALL, within_s=within_s)
        return asked.body

    # --- one request --------------------------------------------------------------------------------------

    def _ask_or_none(self, endpoint: Endpoint, **more: Any) -> Answer | None:
        try:
            return self._ask(endpoint, **more)
        except Refused as problem:
            if problem.values.get("status") == "404":
                return None
            raise

    def _ask(
        self,
        endpoint: Endpoint,
        *,
        place: Mapping[str, str] | None = None,
        query: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        limit: int = _PAGE,
        sink: "_Pieces | None" = None,
        within_s: float = math.inf,
    ) -> Answer:
        if self._wire.is_stopped():
            raise problems.stopped()
        self._gate()
        token = self._token()
        if token is None:
            raise problems.no_token()
        sent = {"Authorization": token.header(), "Accept": "application/json", **(headers or {})}
        if body is not None:
            sent["Content-Type"] = endpoint.takes_media
        asked: dict[str, Any] = {"params": list(query), "headers": sent, "content": body}
        asked["timeout"] = self._limits.of(endpoint)
        url = self._url + _path_of(endpoint, place or {})
        taken: dict[str, Any] = {"within_s": within_s, "limit": limit, "sink": sink}
        exchange = partial(self._exchanged, endpoint.method, url, asked, **taken)
        answer = exchange()
        if self._signing is not None and self._signing.must_repeat(answer):
            answer = exchange()
        problem = answers.problem_of(answer, self._clock.now())
        if problem is not None:
            raise problem
        return answer

    def _exchanged(
        self, method: str, url: str, asked: Mapping[str, Any], *, within_s: float, **take: Any
    ) -> Answer:
        """The answer to one request, signed as it is sent, whatever it says."""
        client = self._opened()
        try:
            request = client.build_request(method, url, **asked)
            if self._signing is not None:
                signed = self._signing.headers(method, request.url.raw_path, asked["content"] or b"")
                request.headers.update(signed)
            with (
                self._wire.within(min(within_s, self._limits.whole)),
                contextlib.closing(client.send(request, stream=True)) as response,
            ):
                return self._received(response, **take)
        except Problem:
            raise
        except Exception as error:
            met = problems.stopped() if self._wire.is_stopped() else _problem_of(error)
            if met is None:
                raise
            # Without its cause: the library's errors hold the request, and with it the token.
            raise met from None

    def _received(self, response: "httpx.Response", limit: int, sink: "_Pieces | None") -> Answer:
        """Read the answer piece by piece, whatever length it claims to have."""
        pieces: list[bytes] = []
        keep = pieces.append
        if sink is not None and sink.begins(response.status_code, response.headers.get("content-range", "")):
            keep = sink.received
        packed = response.headers.get("content-encoding", "")
        try:
            # Without a size: gathering pieces would lose what came before a break.
            for piece in unpacked(response.iter_raw(), packed, limit):
                keep(piece)
        except Unavailable as problem:
            if response.is_success or not problem.code.startswith("answer."):
                raise
            # The status says what is the matter, whatever came with it.
            pieces.clear()
        return Answer(
            status=response.status_code,
            body=b"".join(pieces),
            etag=response.headers.get("etag", "")[:200],
            content_range=response.headers.get("content-range", "")[:100],
            retry_after=response.headers.get("retry-after", "")[:40],
        )

    def _opened(self) -> "httpx.Client":
        """The client, made at the first request: the library takes a quarter of a second to load."""
        with self._making:
            if self._client is None:
                self._client = _new_client(self._url, self._proxy, self._tls_files, self._limits, self._wire)
            return self._client


def _path_of(endpoint: Endpoint, place: Mapping[str, str]) -> str:
    path = endpoint.path
    for name, value in place.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


def _nobody(_at: datetime) -> None:
    """Nobody is told."""


def _is_open() -> None:
    """Nothing forbids a request."""


class _Pieces:
    """Where an image's bytes go, if the answer is the part that was asked for."""

    def __init__(self, start: int, received: Callable[[bytes], None]) -> None:
        self._start = start
        self._skip = 0
        self._received = received

    def begins(self, status: int, content_range: str) -> bool:
        """Whether what follows are the image's bytes. A service that ignores ranges sends it whole: the
        start is skipped.
        """
        if status == 206:
            if not content_range.startswith(f"bytes {self._start}-"):
                raise problems.unreadable("another part of the image than was asked for")
            return True
        self._skip = self._start
        return status == 200

    def received(self, piece: bytes) -> None:
        """Hand on what is new."""
        if self._skip:
            skipped = min(self._skip, len(piece))
            self._skip -= skipped
            piece = piece[skipped:]
        if piece:
            self._received(piece)


def _scope_query(scope: Scope, limit: int) -> list[tuple[str, str]]:
    query = [("office", office) for office in scope.offices] + [("lane", lane) for lane in scope.lanes]
    if scope.days:
        query.append(("days", str(scope.days)))
    return [*query, ("limit", str(limit))]


def _checked_url(url: str) -> str:
    """The address without a slash at its end. Raises Refused for one over which a token must not travel."""
    parts = urlsplit(url)
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if (
        parts.hostname
        and not parts.username
        and (parts.scheme == "https" or (parts.scheme == "http" and loopback))
    ):
        return url.rstrip("/")
    raise Refused(
        "The address of the central service cannot be used: {url}.",
        safe="Nothing was sent.",
        do_now="Call IT: the address must begin with https:// and hold no password.",
        code="line.address",
        values={"url": url.rsplit("@", 1)[-1]},
    )


def _new_client(
    url: str, proxy: str, tls_files: tuple[str, str, str], limits: TimeLimits, wire: Wire
) -> "httpx.Client":
    import httpx

    # It says each request at INFO: a poll every five seconds would push out of the log what IT looks for.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        transport = httpx.HTTPTransport(
            verify=_trust(*tls_files) if url.startswith("https:") else False,
            proxy=_proxy_for(url, proxy),
            trust_env=False,
        )
        # httpx has no door of its own to this setting of httpcore's pools.
        pool: Any = transport._pool
        pool._network_backend = wire.over(pool._network_backend)
        return httpx.Client(
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(limits.read, connect=limits.connect),
            headers={"User-Agent": f"workstation/{__version__}", "Accept-Encoding": "gzip"},
        )
    except (OSError, ValueError) as error:
        raise Refused(
            "The settings of the line to the central service cannot be used ({reason}).",
            safe="Everything recorded here is kept.",
            do_now="Call IT: a certificate file or the proxy's address is wrong.",
            code="line.settings",
            values={"reason": type(error).__name__},
        ) from None


def _trust(ca_file: str, certificate: str, key: str) -> ssl.SSLContext:
    """Trust as the operating system does, or a bundle in its place; with a client certificate where there
    is one.
    """
    if ca_file:
        context = ssl.create_default_context(cafile=ca_file)
    else:
        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if certificate:
        context.load_cert_chain(Path(certificate), Path(key) if key else None)
    return context


def _proxy_for(url: str, proxy: str) -> str | None:
    if proxy == "none":
        return None
    if proxy != "system":
        return proxy
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in ("127.0.0.1", "localhost", "::1") or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


def _problem_of(error: Exception) -> Unavailable | None:
    """What an error of the library or the network means; none for a bug."""
    import httpx

    if isinstance(error, httpx.DecodingError):
        return problems.unreadable("wrongly packed")
    if isinstance(error, httpx.TimeoutException):
        return problems.unreachable("line.timeout", "no answer in time")
    if isinstance(error, httpx.ProxyError):
        return problems.unreachable("line.proxy", "the proxy refuses")
    if isinstance(error, httpx.RemoteProtocolError):
        return problems.unreachable("line.cut_off", "the answer broke off")
    if isinstance(error, httpx.ConnectError):
        cause = _tls_cause(error)
        if cause is not None:
            return problems.untrusted(cause.verify_message)
        return problems.unreachable("line.unreachable", "no connection")
    if isinstance(error, (httpx.TransportError, httpx.InvalidURL, OSError)):
        return problems.unreachable("line.broken", type(error).__name__)
    return None


def _tls_cause(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        error = error.__cause__ or error.__context__
    return None
