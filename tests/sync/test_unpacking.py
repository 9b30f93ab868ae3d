"""Packed answers: unpacked piece by piece, to their end and not beyond a limit, whoever packed them."""

import gzip
from collections.abc import Iterable, Iterator

import pytest

from workstation.domain.problems import Unavailable
from workstation.sync.unpacking import unpacked

NOTHING = gzip.compress(b"")


def in_pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


def unzip(pieces: Iterable[bytes], limit: int = 10_000_000) -> bytes:
    return b"".join(unpacked(pieces, "gzip", limit))


def refusal(pieces: Iterable[bytes], limit: int = 10_000_000, encoding: str = "gzip") -> str:
    with pytest.raises(Unavailable) as met:
        list(unpacked(pieces, encoding, limit))
    return met.value.code


@pytest.mark.parametrize("size", [1, 7, 1_000, 1_000_000])
def test_what_was_packed_in_several_parts_is_whole(size: int) -> None:
    text = bytes(range(256)) * 10_000
    packed = gzip.compress(text) + NOTHING + gzip.compress(b"and the end")
    assert unzip(in_pieces(packed, size)) == text + b"and the end"


@pytest.mark.parametrize("encoding", ["gzip", " GZIP ", "x-gzip"])
def test_the_coding_has_two_names_and_no_case(encoding: str) -> None:
    assert list(unpacked([gzip.compress(b"text")], encoding, 100)) == [b"text"]


@pytest.mark.parametrize("encoding", ["", "identity", "gzip"])
def test_nothing_is_nothing_however_it_is_said_to_be_packed(encoding: str) -> None:
    assert list(unpacked([], encoding, 100)) == []


@pytest.mark.parametrize(
    "packed",
    [
        b"not packed at all",
        gzip.compress(b"text")[:-1],
        gzip.compress(b"text")[:3],
        gzip.compress(b"text") + b"x",
        gzip.compress(b"text") + b"and more",
        gzip.compress(b"text").replace(b"\x04", b"\x05"),
    ],
    ids=["not packed", "end missing", "beginning alone", "a byte more", "bytes more", "wrong length"],
)
def test_what_is_wrongly_packed_is_not_taken(packed: bytes) -> None:
    assert refusal([packed]) == "answer.unreadable"


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_no_other_coding_was_asked_for(encoding: str) -> None:
    assert refusal([b"x"], encoding=encoding) == "answer.unreadable"


def test_a_bomb_is_unpacked_in_small_pieces_and_only_to_the_limit() -> None:
    received: list[int] = []

    def receive() -> None:
        for piece in unpacked([gzip.compress(b" " * 50_000_000)], "gzip", 3_500_000):
            received.append(len(piece))  # noqa: PERF401 - what came before the end is looked at

    with pytest.raises(Unavailable, match="larger than 3500000 bytes"):
        receive()
    assert received == [1_000_000] * 3


def test_bytes_that_unpack_to_nothing_count_too() -> None:
    much = [b"\x00\x00\x00\xff\xff" * 1_000] * 300
    assert refusal([NOTHING[:10]], 1_000_000) == "answer.unreadable"
    assert refusal([NOTHING[:10], *much], 1_000_000) == "answer.too_large"


def test_parts_without_content_are_not_gone_through_without_end() -> None:
    assert unzip([NOTHING * 1_000]) == b""
    assert refusal([NOTHING * 1_001]) == "answer.unreadable"


def test_what_is_not_packed_has_its_limit_as_well() -> None:
    assert list(unpacked([b"12345", b"67890"], "", 10)) == [b"12345", b"67890"]
    assert refusal([b"12345", b"678901"], 10, "") == "answer.too_large"
