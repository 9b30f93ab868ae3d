"""What comes over HTTP, read within bounds: parameters, bodies, gzip, ranges, tokens."""

import re
import zlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Final, NoReturn, TypeVar

import msgspec

from workstation.central.cursors import Cursor, Malformed, cursor_of
from workstation.central.documents import column_text
from workstation.central.tokens import Caller
from workstation.contract.messages import InvalidParameter, ProblemDocument, Scope
from workstation.domain.problems import harmless

REPEATED_LIMIT: Final = 200
DAYS_LIMIT: Final = 36_500
PROBLEM_MEDIA: Final = "application/problem+json"

T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 - not an error of ours: the answer to a request that cannot be served
    """A request that ends here with a problem document."""

    def __init__(self, problem: ProblemDocument, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.headers = dict(headers or {})


def stop(
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    invalid: Sequence[InvalidParameter] = (),
    clock: datetime | None = None,
) -> NoReturn:
    """End the request with this problem (RFC 9457)."""
    problem = ProblemDocument(
        title=status.phrase,
        status=status.value,
        detail=harmless(detail),
        code=code,
        invalid_params=tuple(invalid),
        clock=clock,
    )
    raise Stopped(problem, headers)


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read: what an endpoint needs of it."""

    caller: Caller
    path: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a repeated query parameter."""
        found = tuple(value for key, value in self.query if key == name and value)
        if len(found) > REPEATED_LIMIT:
            _invalid(name, f"at most {REPEATED_LIMIT} are taken")
        if any(value != column_text(value) for value in found):
            _invalid(name, "too long, or with characters that no code has")
        return found

    def text(self, name: str) -> str:
        """A query parameter; empty if it is not there."""
        return next((value for key, value in self.query if key == name), "")

    def number(self, name: str, default: int, highest: int, lowest: int = 0) -> int:
        """A whole number within bounds; more than the highest means the highest."""
        given = self.text(name)
        if not given:
            return default
        if not re.fullmatch(r"\d{1,18}", given, re.ASCII) or int(given) < lowest:
            _invalid(name, f"not a whole number of at least {lowest}")
        return min(int(given), highest)

    def cursor(self, name: str) -> Cursor | None:
        """A cursor of this service; none if the parameter is not there."""
        given = self.text(name)
        try:
            return cursor_of(given) if given else None
        except Malformed as error:
            _invalid(name, str(error))

    def scope(self) -> Scope:
        """The scope that the query names."""
        days = self.number("days", 0, DAYS_LIMIT)
        return Scope(offices=self.values("office"), lanes=self.values("lane"), days=days)

    def lines(self) -> list[bytes]:
        """The documents of an NDJSON body. Only line feeds separate: U+2028 may stand in a text."""
        return [line for raw in self.body.split(b"\n") if (line := raw.strip())]

    def message(self, kind: type[T]) -> T:
        """The body as a message of the contract."""
        try:
            return msgspec.json.decode(self.body, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            stop(
                HTTPStatus.BAD_REQUEST,
                "body.unreadable",
                f"The body is not what this endpoint takes: {error}",
            )


def _invalid(name: str, reason: str) -> NoReturn:
    parameter = InvalidParameter(name=name, reason=harmless(reason))
    stop(HTTPStatus.BAD_REQUEST, "parameter.invalid", f"{name}: {reason}", invalid=(parameter,))


# --- who calls ----------------------------------------------------------------------------------------------


def bearer_token(authorization: str) -> str:
    """The token of an Authorization header (RFC 6750 section 2.1)."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        headers = {"WWW-Authenticate": 'Bearer realm="central service"'}
        stop(HTTPStatus.UNAUTHORIZED, "token.missing", "A bearer token is needed.", headers=headers)
    return token.strip()


def stop_unknown_token() -> NoReturn:
    """End the request: nobody knows this token."""
    headers = {"WWW-Authenticate": 'Bearer realm="central service", error="invalid_token"'}
    stop(HTTPStatus.UNAUTHORIZED, "token.unknown", "The bearer token is unknown or revoked.", headers=headers)


def stop_wrong_role(role: str) -> NoReturn:
    """End the request: the token's role may not do this."""
    headers = {"WWW-Authenticate": 'Bearer realm="central service", error="insufficient_scope"'}
    stop(HTTPStatus.FORBIDDEN, "token.role", f"A token of role {role} may not do this.", headers=headers)


# --- bodies -------------------------------------------------------------------------------------------------


async def read_body(chunks: AsyncIterator[bytes], headers: Mapping[str, str], limit: int) -> bytes:
    """The body, unpacked if it is gzip, never more than `limit` bytes of it in memory."""
    unpack = _unpacking(headers.get("content-encoding", ""), limit)
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:19]) > limit:
        _stop_too_large(limit)
    body = bytearray()
    async for chunk in chunks:
        body += unpack(chunk, limit + 1 - len(body))
        if len(body) > limit:
            _stop_too_large(limit)
    unpack(b"", 0)
    return bytes(body)


def _stop_too_large(limit: int) -> NoReturn:
    # The connection stays open and the rest is thrown away as it comes: closed at once, the caller would be
    # cut off in
    # the middle of sending and never read this.
    words = f"The body is larger than {limit:,} bytes."
    stop(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body.too_large", words)


def _unpacking(encoding: str, limit: int) -> Callable[[bytes, int], bytes]:
    """How chunks are unpacked: (chunk, room) -> bytes; an empty chunk says that the body is at its end."""
    if encoding.strip().lower() in {"", "identity"}:
        return lambda chunk, _room: chunk
    if encoding.strip().lower() not in {"gzip", "x-gzip"}:
        headers = {"Accept-Encoding": "gzip"}
        stop(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "body.encoding", "Only gzip is unpacked.", headers=headers)
    unpacker = zlib.decompressobj(wbits=31)

    def unpack(chunk: bytes, room: int) -> bytes:
        try:
            unpacked = unpacker.decompress(chunk, room) if chunk else b""
        except zlib.error:
            stop(HTTPStatus.BAD_REQUEST, "body.gzip", "The body is not sound gzip.")
        if unpacker.unconsumed_tail:
            _stop_too_large(limit)
        if unpacker.unused_data or (not chunk and not unpacker.eof):
            stop(HTTPStatus.BAD_REQUEST, "body.gzip", "The gzip body is cut off, or something follows it.")
        return unpacked

    return unpack


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether the caller takes gzip (RFC 9110 section 12.5.3)."""
    for part in accept_encoding.lower().split(","):
        coding, _, parameters = part.strip().partition(";")
        if coding.strip() in {"gzip", "*"}:
            return re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", parameters) is None
    return False


# --- ranges -------------------------------------------------------------------------------------------------


def range_of(header: str, size: int) -> tuple[int, int] | None:
    """First byte and length that a Range header asks for; none for the whole (no range, several, not
    understood).

    Raises ValueError for a range that lies outside (RFC 9110 section 14.1.2).
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip(), re.ASCII)
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        length = min(int(match[2]), size)
        first, last = size - length, size - 1
    else:
        first = int(match[1])
        last = min(int(match[2]), size - 1) if match[2] else size - 1
        if match[2] and int(match[2]) < first:
            return None
    if first >= size or last < first:
        raise ValueError("range outside")
    return first, last - first + 1


def matches(if_none_match: str, etag: str) -> bool:
    """Whether an If-None-Match header names this entity tag, compared weakly (RFC 9110 section 8.8.3.2)."""
    given = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return "*" in given or etag.removeprefix("W/") in given
