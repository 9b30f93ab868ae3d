"""The contract over HTTP: routes, tokens and roles, problem documents. Whatever comes in, the service goes
on.
"""

import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from functools import partial
from http import HTTPStatus
from itertools import groupby
from typing import Final, TypeVar

import anyio
import anyio.to_thread
import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from workstation.central.answers import ANSWERS, Answer
from workstation.central.cursors import Expired, Malformed
from workstation.central.database import READERS
from workstation.central.door import Presented, admitted
from workstation.central.requests import (
    PROBLEM_MEDIA,
    Call,
    Stopped,
    accepts_gzip,
    bearer_token,
    read_body,
    stop_unknown_token,
    stop_wrong_role,
)
from workstation.central.store import LIMITS, CentralStore
from workstation.central.tokens import Caller
from workstation.contract.endpoints import ENDPOINTS, PUT_IMAGE, READ_EVENTS, Endpoint
from workstation.contract.messages import ProblemDocument
from workstation.domain.problems import Unavailable

T = TypeVar("T")

log: Final = logging.getLogger(__name__)

RETRY_AFTER_S: Final = 5

_EXPIRED: Final[Mapping[str, str]] = {
    "cursor.epoch": "The cursor belongs to another epoch of the service.",
    "cursor.scope": "The cursor belongs to another scope.",
    "cursor.too_old": "The cursor is older than what the service remembers.",
    "cursor.ahead": "The cursor is ahead of the service.",
}


class _Service:
    """Serves the endpoints of one store. Work on the database runs on a few threads, the event loop never
    waits.
    """

    def __init__(self, store: CentralStore) -> None:
        self._store = store
        self._threads = anyio.CapacityLimiter(READERS)

    def routes(self) -> list[Route]:
        """A route for each path; one path may have several methods."""
        by_path = groupby(sorted(ENDPOINTS, key=lambda e: e.path), key=lambda e: e.path)
        return [self._route(path, tuple(some)) for path, some in by_path]

    def _route(self, path: str, some: Sequence[Endpoint]) -> Route:
        by_method = {endpoint.method: endpoint for endpoint in some}

        async def serve(request: Request) -> Response:
            method = "GET" if request.method == "HEAD" else request.method
            return await self._serve(by_method[method], request)

        # An id may hold a slash.
        return Route(path.replace("{id}", "{id:path}"), serve, methods=list(by_method))

    async def _serve(self, endpoint: Endpoint, request: Request) -> Response:
        try:
            answer = await self._answer(endpoint, request)
        except Stopped as stopped:
            return _problem(stopped.problem, stopped.headers)
        except Expired as expired:
            now = "Read from the beginning." if endpoint is READ_EVENTS else "Take a new snapshot."
            return _short_problem(HTTPStatus.GONE, expired.code, f"{_EXPIRED[expired.code]} {now}")
        except Malformed as malformed:
            return _short_problem(
                HTTPStatus.BAD_REQUEST, "cursor.malformed", f"Not a usable cursor: {malformed}."
            )
        except Unavailable as unavailable:
            log.warning("%s: %s", endpoint.name, unavailable.code)
            headers = {"Retry-After": str(RETRY_AFTER_S)}
            return _short_problem(
                HTTPStatus.SERVICE_UNAVAILABLE, unavailable.code, unavailable.title, headers
            )
        except ClientDisconnect:
            return _Silence()
        except Exception:  # the service's funnel: logged, answered, the next one is served
            log.exception("%s failed", endpoint.name)
            return _short_problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "The service has a fault.")
        return Response(answer.body, int(answer.status), dict(answer.headers), answer.media_type)

    async def _answer(self, endpoint: Endpoint, request: Request) -> Answer:
        token = bearer_token(request.headers.get("authorization", ""))
        caller = await self._on_thread(partial(self._store.caller, token))
        if caller is None:
            stop_unknown_token()
        if caller.role not in endpoint.roles:
            stop_wrong_role(caller.role)
        limit = LIMITS.image_bytes if endpoint is PUT_IMAGE else LIMITS.request_bytes
        has_body = endpoint.method not in {"GET", "DELETE"}
        body, sha256 = await _body_of(request, limit) if has_body else (b"", None)
        presented = _presented(request, sha256)
        return await self._on_thread(partial(self._work, endpoint, request, caller, presented, body))

    def _work(
        self, endpoint: Endpoint, request: Request, caller: Caller, presented: Presented, body: bytes
    ) -> Answer:
        call = Call(
            caller=admitted(self._store, endpoint, caller, presented),
            path=request.path_params,
            query=request.query_params.multi_items(),
            headers=request.headers,
            body=body,
        )
        answer = ANSWERS[endpoint.name](self._store, call)
        if answer.packable and accepts_gzip(request.headers.get("accept-encoding", "")):
            return answer.packed()
        return answer

    async def _on_thread(self, work: Callable[[], T]) -> T:
        return await anyio.to_thread.run_sync(work, limiter=self._threads)


class _Silence(Response):
    """No answer: nobody is there any more, and the connection is already closed."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send nothing."""


async def _body_of(request: Request, limit: int) -> tuple[bytes, bytes]:
    """The body as it is read, and the SHA-256 of what came: a signature is over that."""
    sha256 = hashlib.sha256()

    async def hashed() -> AsyncIterator[bytes]:
        async for chunk in request.stream():
            sha256.update(chunk)
            yield chunk

    body = await read_body(hashed(), request.headers, limit)
    return body, sha256.digest()


def _presented(request: Request, sha256: bytes | None) -> Presented:
    """The request as it came: what the framework has decoded was never signed."""
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return Presented(
        method=request.method,
        path=path.decode("latin-1"),
        query=query.decode("latin-1"),
        headers={name: ", ".join(request.headers.getlist(name)) for name in request.headers},
        sha256=sha256,
    )


def _problem(problem: ProblemDocument, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(problem), problem.status, dict(headers or {}), PROBLEM_MEDIA)


def _short_problem(
    status: HTTPStatus, code: str, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    return _problem(
        ProblemDocument(title=status.phrase, status=status.value, detail=detail, code=code), headers
    )


async def _no_route(_request: Request, error: Exception) -> Response:
    """Starlette's own refusals (no such path, no such method) as problem documents."""
    status = HTTPStatus(
        error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    )
    codes = {HTTPStatus.NOT_FOUND: "path.unknown", HTTPStatus.METHOD_NOT_ALLOWED: "method.unknown"}
    headers = error.headers if isinstance(error, HTTPException) else None
    words = "The contract knows no such path or method: see docs/openapi.yaml."
    return _short_problem(status, codes.get(status, "request"), words, headers)


def application(store: CentralStore) -> Starlette:
    """The central service on this store as an ASGI application. The store is its maker's to close."""
    handlers: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        HTTPException: _no_route
    }
    service = Starlette(routes=_Service(store).routes(), exception_handlers=dict(handlers))
    service.router.redirect_slashes = False
    return service
