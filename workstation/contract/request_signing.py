"""Signed requests, once for bench and central service: HTTP Message Signatures (RFC 9421) with Ed25519, and
the body by its digest (RFC 9530).

Only what this contract needs of the two: one signature under the label `bench`, over method, path, query and,
where there is a body, its digest.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from workstation.contract.signing import Signer, is_signed
from workstation.domain.value import Value

T = TypeVar("T")

LABEL: Final = "bench"
TOLERANCE_S: Final = 300
"""How far `created` may be from the service's clock, both ways, in seconds."""

ALWAYS_COVERED: Final = ("@method", "@path", "@query")
DIGEST: Final = "content-digest"

_LONGEST: Final = 4_000
_KEY: Final = r"[a-z*][a-z0-9_.*-]*"
_PARAMETER: Final = rf";\s*{_KEY}(?:=(?:\"[^\"\\]*\"|-?\d{{1,15}}|\?[01]|:[A-Za-z0-9+/=]*:))?"
_INPUT: Final = re.compile(rf"({_KEY})=(\(([^()]*)\)((?:{_PARAMETER})*))", re.ASCII)
_BYTES: Final = re.compile(rf"({_KEY})=:([A-Za-z0-9+/=]*):", re.ASCII)
_COMPONENTS: Final = re.compile(r'"[a-z@][a-z0-9@-]*"(?: "[a-z@][a-z0-9@-]*")*', re.ASCII)


class Malformed(ValueError):  # noqa: N818 - the caller's mistake, answered as such
    """The signature's fields are not what RFC 9421 says, or say what this contract has no use for."""


class RequestSignature(Value):
    """A signature as it came: `parameters` is the text that was signed with the rest, `created` and `expires`
    are seconds since 1970 by the signer's reckoning.
    """

    components: tuple[str, ...]
    parameters: str
    signature: str
    key: str
    created: int
    expires: int | None = None

    def is_fresh(self, now_s: float) -> bool:
        """Whether it was made about now, and has not expired."""
        return abs(now_s - self.created) <= TOLERANCE_S and (self.expires is None or now_s <= self.expires)

    def covers(self, *, body: bool) -> bool:
        """Whether it covers all that this contract asks for."""
        return {*ALWAYS_COVERED, *([DIGEST] if body else [])} <= set(self.components)

    def is_right(self, value_of: Callable[[str], str | None]) -> bool:
        """Whether the key made it over these values; `value_of` gives that of a component, none where the
        request has no such part.
        """
        values = [(name, value_of(name)) for name in self.components]
        known = [(name, value) for name, value in values if value is not None]
        if len(known) < len(values):
            return False
        return is_signed(self.key, signature_base(known, self.parameters), self.signature)


def signature_base(components: Sequence[tuple[str, str]], parameters: str) -> bytes:
    """The bytes that are signed (RFC 9421 section 2.5)."""
    lines = [f'"{name}": {value}' for name, value in components]
    return "\n".join([*lines, f'"@signature-params": {parameters}']).encode("utf-8")


def content_digest(sha256: bytes) -> str:
    """The Content-Digest of a body with this SHA-256 (RFC 9530 section 2)."""
    return f"sha-256=:{base64.b64encode(sha256).decode('ascii')}:"


def is_digest(field: str, sha256: bytes) -> bool:
    """Whether a Content-Digest field names this SHA-256, besides whatever else it names."""
    found = dict(_members(_BYTES, field, lambda match: (match[1], match[2])))
    return found.get("sha-256") == base64.b64encode(sha256).decode("ascii")


def signed_headers(
    signer: Signer, method: str, path: str, query: str, body: bytes, created: int
) -> Mapping[str, str]:
    """The header fields that sign this request; `path` and `query` as they are sent, the query without its
    question mark. An empty body is no body.
    """
    digest = content_digest(hashlib.sha256(body).digest()) if body else ""
    components = [("@method", method), ("@path", path), ("@query", f"?{query}")]
    components += [(DIGEST, digest)] if digest else []
    names = " ".join(f'"{name}"' for name, _value in components)
    parameters = f'({names});created={created};keyid="{signer.public_key}";alg="ed25519"'
    signature = signer.sign(signature_base(components, parameters))
    fields = {"Signature-Input": f"{LABEL}={parameters}", "Signature": f"{LABEL}=:{signature}:"}
    return fields | ({"Content-Digest": digest} if digest else {})


def read_signature(signature_input: str, signature: str, label: str = LABEL) -> RequestSignature | None:
    """The signature under this label; none where there is none. Raises Malformed."""
    inputs = {match[1]: match for match in _members(_INPUT, signature_input, lambda match: match)}
    signatures = dict(_members(_BYTES, signature, lambda match: (match[1], match[2])))
    if label not in inputs and label not in signatures:
        return None
    if label not in inputs or label not in signatures or not _COMPONENTS.fullmatch(inputs[label][3]):
        raise Malformed("Signature-Input and Signature do not go together")
    names = tuple(inputs[label][3].replace('"', "").split(" "))
    given = _parameters(inputs[label][4])
    if len(set(names)) < len(names) or given.get("alg", '"ed25519"') != '"ed25519"':
        raise Malformed("a component named twice, or another algorithm")
    try:
        expires = int(given["expires"]) if "expires" in given else None
        created, key = int(given["created"]), given["keyid"].strip('"')
    except (KeyError, ValueError) as error:
        raise Malformed("created or keyid is missing") from error
    return RequestSignature(
        components=names,
        parameters=inputs[label][2],
        signature=signatures[label],
        key=key,
        created=created,
        expires=expires,
    )


def _parameters(text: str) -> Mapping[str, str]:
    pairs = (part.strip().partition("=") for part in text.split(";")[1:])
    return {name: value for name, _, value in pairs}


def _members(form: re.Pattern[str], field: str, value: Callable[[re.Match[str]], T]) -> list[T]:
    """The members of a dictionary field (RFC 8941 section 3.2), each of this form."""
    if len(field) > _LONGEST:
        raise Malformed("too long")
    found: list[T] = []
    rest = field.strip()
    while rest:
        match = form.match(rest)
        if match is None:
            raise Malformed("not a dictionary of signatures")
        found.append(value(match))
        after = rest[match.end() :].lstrip()
        if after and not after.startswith(","):
            raise Malformed("not a dictionary of signatures")
        rest = after[1:].lstrip()
    return found
