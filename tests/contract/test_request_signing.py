"""Signed requests: RFC 9421's own example, and what is refused."""

import base64
import hashlib

import pytest
from msgspec.structs import replace

from workstation.contract.request_signing import (
    Malformed,
    RequestSignature,
    content_digest,
    is_digest,
    read_signature,
    signature_base,
    signed_headers,
)
from workstation.contract.signing import KeySigner

# RFC 9421 appendix B.1.4 (key) and B.2.6 (signature).
RFC_SEED = base64.b64decode("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF")[-32:]
RFC_INPUT = (
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473'
    ';keyid="test-key-ed25519"'
)
RFC_SIGNATURE = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
RFC_VALUES = {
    "date": "Tue, 20 Apr 2021 02:07:55 GMT",
    "@method": "POST",
    "@path": "/foo",
    "@authority": "example.com",
    "content-type": "application/json",
    "content-length": "18",
}
SIGNER = KeySigner(bytes(range(32)))
BODY = b'{"events":[]}'


def test_the_example_of_the_rfc_is_signed_to_the_byte() -> None:
    base = signature_base(list(RFC_VALUES.items()), RFC_INPUT.partition("=")[2])
    assert KeySigner(RFC_SEED).sign(base) == RFC_SIGNATURE


def test_the_example_of_the_rfc_is_read_and_is_right() -> None:
    said = read_signature(RFC_INPUT, f"sig-b26=:{RFC_SIGNATURE}:", "sig-b26")
    assert said is not None
    assert (said.key, said.created, said.expires) == ("test-key-ed25519", 1618884473, None)
    # The key goes by a name there; here by itself.
    named = replace(said, key=KeySigner(RFC_SEED).public_key)
    assert named.is_right(RFC_VALUES.get)
    assert not named.is_right({**RFC_VALUES, "@path": "/bar"}.get)
    assert not named.is_right({k: v for k, v in RFC_VALUES.items() if k != "date"}.get)


def test_the_digest_is_that_of_rfc_9530() -> None:
    body = b'{"hello": "world"}\n'  # appendix D
    digest = content_digest(hashlib.sha256(body).digest())
    assert digest == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    assert is_digest(f"sha-512=:AAAA:, {digest}", hashlib.sha256(body).digest())
    assert not is_digest(digest, hashlib.sha256(b"other").digest())


def read_back(body: bytes = BODY) -> tuple[RequestSignature, dict[str, str | None]]:
    headers = signed_headers(SIGNER, "POST", "/v1/events", "a=b&c", body, 1_790_000_000)
    said = read_signature(headers["Signature-Input"], headers["Signature"])
    assert said is not None
    values: dict[str, str | None] = {
        "@method": "POST",
        "@path": "/v1/events",
        "@query": "?a=b&c",
        "content-digest": headers.get("Content-Digest"),
    }
    return said, values


def test_what_is_signed_is_right_and_covers_the_body() -> None:
    said, values = read_back()
    assert said.key == SIGNER.public_key
    assert said.covers(body=True)
    assert said.is_right(values.get)
    for name in values:
        assert not said.is_right({**values, name: "another"}.get), name


def test_without_a_body_there_is_no_digest() -> None:
    said, values = read_back(b"")
    assert said.is_right(values.get)
    assert said.covers(body=False)
    assert not said.covers(body=True)


@pytest.mark.parametrize("apart, fresh", [(-301, False), (-300, True), (0, True), (300, True), (301, False)])
def test_it_is_fresh_for_five_minutes_both_ways(apart: int, fresh: bool) -> None:
    said, _values = read_back()
    assert said.is_fresh(1_790_000_000 + apart) is fresh


def test_it_expires_when_it_says_so() -> None:
    said = read_signature('bench=("@method");created=100;expires=110;keyid="k"', "bench=:AAAA:")
    assert said is not None
    assert said.is_fresh(110)
    assert not said.is_fresh(111)


def test_another_signature_beside_it_is_passed_over() -> None:
    proxy = 'proxy=("@authority");created=1;keyid="p", bench=("@method");created=100;keyid="k"'
    said = read_signature(proxy, "proxy=:BBBB:, bench=:AAAA:")
    assert said is not None
    assert (said.key, said.signature) == ("k", "AAAA")
    assert read_signature('proxy=("@authority");created=1;keyid="p"', "proxy=:BBBB:") is None
    assert read_signature("", "") is None


@pytest.mark.parametrize(
    "signature_input, signature",
    [
        ('bench=("@method");created=1;keyid="k"', ""),
        ("", "bench=:AAAA:"),
        ('bench=("@method" "@method");created=1;keyid="k"', "bench=:AAAA:"),
        ('bench=("@query-param";name="a");created=1;keyid="k"', "bench=:AAAA:"),
        ('bench=("@method");keyid="k"', "bench=:AAAA:"),
        ('bench=("@method");created=1', "bench=:AAAA:"),
        ('bench=("@method");created=soon;keyid="k"', "bench=:AAAA:"),
        ('bench=("@method");created=1;keyid="k";alg="hmac-sha256"', "bench=:AAAA:"),
        ('bench=("@method");created=1;keyid="k" bench', "bench=:AAAA:"),
        ('bench=("@method");created=1;keyid="k"', "bench=AAAA"),
        ('bench=("@method");created=1;keyid="k"' + " " * 5000, "bench=:AAAA:"),
        ("bench=();created=1", "bench=:AAAA:"),
    ],
)
def test_what_is_no_signature_is_said_to_be_none(signature_input: str, signature: str) -> None:
    with pytest.raises(Malformed):
        read_signature(signature_input, signature)
