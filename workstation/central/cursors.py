"""Cursors: where a bench or a national system stands in what the service tells. Opaque to them, checked
when they return.
"""

import base64
import binascii
import hashlib
from typing import Final

import msgspec

from workstation.contract.messages import Scope
from workstation.domain.value import Value

CURSOR_LIMIT: Final = 1000
_HIGHEST: Final = (1 << 63) - 1


class Expired(Exception):  # noqa: N818 - what the contract calls it: 410
    """The cursor names a past that the service does not have (any more): a new snapshot is needed. `code`
    says why.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Malformed(Exception):  # noqa: N818
    """The text is no cursor of this service."""


class SnapshotCursor(Value, tag_field="k", tag="s", omit_defaults=False):
    """After which position the snapshot goes on, and at which change it began. `day` is its earliest day
    (none: no limit).
    """

    epoch: str
    scope: str
    change: int
    position: int
    day: int | None = None
    total: int = 0
    sent: int = 0


class ChangesCursor(Value, tag_field="k", tag="c", omit_defaults=False):
    """Up to which change the bench knows its scope, and which days of it: from `day`, there from
    `position`, on.
    """

    epoch: str
    scope: str
    change: int
    day: int | None = None
    position: int = 0


class EventsCursor(Value, tag_field="k", tag="e", omit_defaults=False):
    """Up to which number a national system has read events."""

    epoch: str
    number: int


Cursor = SnapshotCursor | ChangesCursor | EventsCursor
_CURSOR: Final[msgspec.json.Decoder[Cursor]] = msgspec.json.Decoder(Cursor)


def text_of(cursor: Cursor) -> str:
    """The cursor as it is sent: JSON in base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).rstrip(b"=").decode()


def cursor_of(text: str) -> Cursor:
    """The cursor that this text is. Raises Malformed."""
    try:
        if len(text) > CURSOR_LIMIT:
            raise Malformed("too long")
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        body = base64.b64decode(padded, altchars=b"-_", validate=True)
        cursor = _CURSOR.decode(body)
    except (ValueError, binascii.Error, msgspec.MsgspecError, RecursionError) as error:
        raise Malformed("not a cursor of this service") from error
    numbers = [value for value in msgspec.structs.astuple(cursor) if isinstance(value, int)]
    if any(abs(number) > _HIGHEST for number in numbers):
        raise Malformed("a number is beyond range")
    return cursor


def scope_mark(scope: Scope) -> str:
    """A short mark of a scope: a cursor serves only the scope it was made for."""
    same = Scope(
        offices=tuple(sorted(set(scope.offices))), lanes=tuple(sorted(set(scope.lanes))), days=scope.days
    )
    return hashlib.sha256(msgspec.json.encode(same)).hexdigest()[:16]
