"""Bearer tokens: who calls, and in which role. Only their hashes are kept."""

import hashlib
import secrets
from typing import Final

from sqlalchemy import Connection, insert, select, update

from workstation.central import schema
from workstation.central.documents import column_text
from workstation.domain.problems import Refused
from workstation.domain.value import Value

ROLES: Final = ("bench", "national")
TOKEN_BYTES: Final = 32


class Caller(Value):
    """Whom a token stands for. `bench` is the only bench it speaks for (empty: any); `token` is its hash."""

    name: str
    role: str
    bench: str = ""
    token: str = ""


def hash_of_token(token: str) -> str:
    """What is kept of a token. It has 256 random bits: no salt and no slow hash is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def add_token(connection: Connection, caller: Caller, now_s: int) -> str:
    """Make a token. It is told only here. Refuses an unknown role."""
    if caller.role not in ROLES:
        raise Refused("{role} is not a role.", do_now="Use bench or national.", values={"role": caller.role})
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(
        insert(schema.token).values(
            hash=hash_of_token(token),
            name=column_text(caller.name),
            role=caller.role,
            bench=column_text(caller.bench),
            made=now_s,
            revoked=False,
        )
    )
    return token


def caller_of(connection: Connection, token: str) -> Caller | None:
    """Whom the token stands for; none if it is unknown or revoked."""
    known, hashed = schema.token.c, hash_of_token(token)
    wanted = select(known.name, known.role, known.bench).where(known.hash == hashed, known.revoked.is_(False))
    row = connection.execute(wanted).first()
    return Caller(name=row.name, role=row.role, bench=row.bench, token=hashed) if row else None


def revoke(connection: Connection, name: str) -> int:
    """Revoke every token of this name; how many there were."""
    known = schema.token
    still_valid = (known.c.name == column_text(name)) & known.c.revoked.is_(False)
    return connection.execute(update(known).where(still_valid).values(revoked=True)).rowcount
