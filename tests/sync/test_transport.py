"""The line: whatever comes over it becomes a value of the contract or a problem in words, never anything
else.
"""

import gzip
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.faulty_line import (
    Fault,
    FaultyLine,
    Reply,
    lose_request,
    problem,
    says,
    sign_in_page,
)
from workstation.contract import endpoints
from workstation.contract.messages import Page, Scope
from workstation.contract.reading import read_consignment
from workstation.domain.problems import Problem, Refused, SignInNeeded, Unavailable
from workstation.identity.token import Token
from workstation.sync.loop import SyncPace
from workstation.sync.problems import Expired, TooLarge, retry_after_s
from workstation.sync.transport import CentralClient, TimeLimits

TOKEN = Token("t0ken-of-the-bench")


@pytest.fixture
def line() -> Iterator[FaultyLine]:
    with FaultyLine() as faulty:
        yield faulty


@pytest.fixture
def client(line: FaultyLine) -> Iterator[CentralClient]:
    made = CentralClient(
        line.address, lambda: TOKEN, clock=FakeClock(), limits=TimeLimits(connect=5, read=0.3, whole=0.6)
    )
    yield made
    made.close()


def page(**fields: object) -> dict[str, object]:
    return {"epoch": "e1", "cursor": "c1", "more": False, "consignments": [], **fields}


def snapshot(client: CentralClient) -> Page:
    return client.snapshot(Scope(), "", 100)


# --- what is sent -------------------------------------------------------------------------------------------


def test_scope_cursor_and_token_are_sent(line: FaultyLine, client: CentralClient) -> None:
    line.then += [says(200, page()), says(200, page())]
    client.snapshot(Scope(offices=("NL000432", "NL000510"), lanes=("red",), days=30), "", 250)
    client.changes(Scope(), "c/1+ü", 250)
    first, second = line.requests
    assert first.target == "/v1/snapshot?office=NL000432&office=NL000510&lane=red&days=30&limit=250"
    assert second.target == "/v1/changes?limit=250&since=c%2F1%2B%C3%BC"
    assert first.headers["authorization"] == f"Bearer {TOKEN.text}"
    assert first.headers["accept-encoding"] == "gzip"


def test_an_id_with_a_slash_stays_one_part_of_the_path(line: FaultyLine, client: CentralClient) -> None:
    line.then.append(says(200, {"id": "A/B ?"}))
    assert client.consignment("A/B ?") == b'{"id":"A/B ?"}'
    assert line.requests[0].target == "/v1/consignments/A%2FB%20%3F"


def test_without_a_token_nothing_is_sent(line: FaultyLine) -> None:
    client = CentralClient(line.address, lambda: None)
    with pytest.raises(SignInNeeded):
        client.service_information()
    assert line.requests == []


@pytest.mark.parametrize(
    "url", ["http://central.example", "https://user:pw@central.example", "ftp://x", "central", ""]
)
def test_a_token_travels_only_encrypted_or_within_this_machine(url: str) -> None:
    with pytest.raises(Refused) as refused:
        CentralClient(url, lambda: TOKEN)
    assert refused.value.code == "line.address"
    assert "pw" not in refused.value.title


# --- what goes wrong ----------------------------------------------------------------------------------------

CUT_OFF = Reply(200, b'{"epoch":"e1","cur', length=500)

FAULTS: dict[str, tuple[Fault, type[Problem], str]] = {
    "nothing": (lose_request, Unavailable, "line.cut_off"),
    "cut off": (lambda _r, _f: CUT_OFF.raw(), Unavailable, "line.cut_off"),
    "cut off without a length": (says(200, b'{"epoch":"e1","cur'), Unavailable, "answer.unreadable"),
    "twice the body": (says(200, b'{"epoch":"e1","cursor":"c"}' * 2), Unavailable, "answer.unreadable"),
    "not HTTP": (lambda _r, _f: b"SSH-2.0-OpenSSH_9.2\r\n", Unavailable, "line.cut_off"),
    "web page with 200": (sign_in_page, Unavailable, "answer.web_page"),
    "web page with 403": (says(403, b"<html>no</html>"), Unavailable, "answer.web_page"),
    "proxy's own 404": (says(404, b"not here"), Unavailable, "service.failing"),
    "redirect": (says(302, b"", Location="https://portal.example/"), Unavailable, "answer.redirect"),
    "wrong gzip": (says(200, b"not gzip at all", Content_Encoding="gzip"), Unavailable, "answer.unreadable"),
    "gzip cut off": (
        says(200, gzip.compress(b'{"epoch":"e1","cursor":"c"}')[:-9], Content_Encoding="gzip"),
        Unavailable,
        "answer.unreadable",
    ),
    "something after the gzip": (
        says(200, gzip.compress(b'{"epoch":"e1","cursor":"c"}') + b"more", Content_Encoding="gzip"),
        Unavailable,
        "answer.unreadable",
    ),
    "packed as nobody asked": (
        says(200, {"epoch": "e1", "cursor": "c"}, Content_Encoding="br"),
        Unavailable,
        "answer.unreadable",
    ),
    "503 packed as nobody asked": (says(503, b"\x0b", Content_Encoding="br"), Unavailable, "service.busy"),
    "401 wrongly packed": (says(401, b"oops", Content_Encoding="gzip"), SignInNeeded, "token.refused"),
    "503 without end": (says(503, b" " * 21_000_000), Unavailable, "service.busy"),
    "empty": (says(200, b""), Unavailable, "answer.unreadable"),
    "empty, said to be packed": (says(200, b"", Content_Encoding="gzip"), Unavailable, "answer.unreadable"),
    "a list": (says(200, []), Unavailable, "answer.unreadable"),
    "no cursor": (says(200, {"epoch": "e1"}), Unavailable, "answer.unreadable"),
    "epoch of a wrong type": (says(200, page(epoch=7)), Unavailable, "answer.unreadable"),
    "more of a wrong type": (says(200, page(more="yes")), Unavailable, "answer.unreadable"),
    "consignments of a wrong type": (
        says(200, page(consignments={"id": "C1"})),
        Unavailable,
        "answer.unreadable",
    ),
    "an endless cursor": (says(200, page(cursor="c" * 4_001)), Unavailable, "answer.unreadable"),
    "an endless epoch": (says(200, page(epoch="e" * 201)), Unavailable, "answer.unreadable"),
    "more consignments than asked for": (
        says(200, page(consignments=[{}] * 20_001)),
        Unavailable,
        "answer.unreadable",
    ),
    "more tombstones than asked for": (
        says(200, page(gone=[{"id": "C1"}] * 20_001)),
        Unavailable,
        "answer.unreadable",
    ),
    "too many parts": (
        says(200, b'{"epoch":"e1","cursor":"c1","x":[' + b"1," * 2_000_000 + b"1,1]}"),
        Unavailable,
        "answer.unreadable",
    ),
    "large, and not quite JSON": (
        says(200, b'{"epoch":"e1","cursor":"c1","x":NaN,"y":"' + b"y" * 8_000_000 + b'"}'),
        Unavailable,
        "answer.too_large",
    ),
    "nested without end": (says(200, b"[" * 200_000), Unavailable, "answer.unreadable"),
    "invalid UTF-8": (says(200, b'{"epoch":"\xff","cursor":"c"}'), Unavailable, "answer.unreadable"),
    "500": (says(500, b"oops"), Unavailable, "service.failing"),
    "503": (problem(503, "busy"), Unavailable, "service.busy"),
    "429": (problem(429, "slow_down"), Unavailable, "service.busy"),
    "401": (problem(401, "token.unknown"), SignInNeeded, "token.unknown"),
    "403": (problem(403, "token.role"), SignInNeeded, "token.role"),
    "410": (problem(410, "cursor.too_old"), Expired, "cursor.too_old"),
    "cursor.malformed": (problem(400, "cursor.malformed"), Expired, "cursor.malformed"),
    "413": (says(413, b"<html>too large</html>"), TooLarge, "request.too_large"),
    "400": (problem(400, "parameter.invalid"), Refused, "parameter.invalid"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_a_problem_in_words(line: FaultyLine, client: CentralClient, name: str) -> None:
    fault, kind, code = FAULTS[name]
    line.then.append(fault)
    with pytest.raises(Problem) as met:
        snapshot(client)
    assert (type(met.value), met.value.code) == (kind, code)
    assert met.value.title
    assert met.value.safe
    assert TOKEN.text not in f"{met.value!r}{met.value}"
    assert met.value.__cause__ is None or TOKEN.text not in repr(met.value.__cause__)


def test_nobody_listening_is_unavailable() -> None:
    with FaultyLine() as gone:
        address = gone.address
    client = CentralClient(address, lambda: TOKEN)
    with pytest.raises(Unavailable) as met:
        snapshot(client)
    assert met.value.code == "line.unreachable"
    client.close()


def test_a_frozen_service_is_noticed_by_what_is_answered_at_once() -> None:
    """A poll each five seconds, and ten for its first byte; a page of the snapshot may take its time."""
    limits = TimeLimits()
    assert SyncPace().poll_s + limits.small <= 15
    small = (endpoints.SERVICE_INFORMATION, endpoints.SEND_EVENTS, endpoints.CHANGES)
    assert {limits.of(endpoint)[1] for endpoint in small} == {limits.small}
    assert {limits.of(endpoint)[1] for endpoint in (endpoints.SNAPSHOT, endpoints.IMAGE)} == {limits.read}


def test_a_service_that_never_answers_is_given_up(line: FaultyLine, client: CentralClient) -> None:
    line.then.append(line.hang)
    with pytest.raises(Unavailable) as met:
        snapshot(client)
    assert met.value.code == "line.timeout"


HEAD = b"HTTP/1.1 200 Said\r\n"
GZIP_HEADER = gzip.compress(b"")[:10]
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"


@pytest.mark.parametrize(
    "head, drop",
    [
        (HEAD + b"X-Long: ", b"x"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", b"x"),
        (HEAD + b"Content-Length: 9999\r\n\r\n", b" "),
        (HEAD + b"Content-Length: 9999\r\nContent-Encoding: gzip\r\n\r\n" + GZIP_HEADER, EMPTY_BLOCK),
    ],
    ids=["a header", "answers before the answer", "the size of a chunk", "the content", "packed nothing"],
)
def test_an_answer_that_trickles_is_given_up(
    line: FaultyLine, client: CentralClient, head: bytes, drop: bytes
) -> None:
    line.then.append(line.trickle(head, drop))
    with pytest.raises(Unavailable) as met:
        snapshot(client)
    assert met.value.code == "line.timeout"
    # The connection was given up with it, and the next answer is no part of this one.
    line.then.append(says(200, page()))
    assert snapshot(client).cursor == "c1"


def test_an_answer_without_end_is_not_read_to_its_end(line: FaultyLine, client: CentralClient) -> None:
    bomb = gzip.compress(b" " * 70_000_000)
    line.then.append(says(200, bomb, Content_Encoding="gzip"))
    with pytest.raises(Unavailable) as met:
        snapshot(client)
    assert met.value.code == "answer.too_large"


@pytest.mark.parametrize(
    "said, seconds",
    [
        ("7", 7.0),
        ("86400", 3600.0),
        ("9" * 30, None),
        ("Mon, 02 Nov 2026 08:00:30 GMT", 30.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600.0),
        ("Mon, 02 Nov 2026 08:00:30 +999999999999999", None),
        ("soon", None),
        ("-5", None),
    ],
)
def test_the_service_says_when_to_come_back(
    line: FaultyLine, client: CentralClient, said: str, seconds: float | None
) -> None:
    line.then.append(problem(503, "busy", Retry_After=said))
    with pytest.raises(Unavailable) as met:
        snapshot(client)
    assert retry_after_s(met.value) == seconds


def test_stop_ends_a_request_under_way(line: FaultyLine) -> None:
    client = CentralClient(line.address, lambda: TOKEN, limits=TimeLimits(read=600))
    line.then.append(line.hang)
    met: list[Problem] = []

    def ask() -> None:
        try:
            snapshot(client)
        except Problem as problem:
            met.append(problem)

    asking = threading.Thread(target=ask)
    asking.start()
    line.wait_for_requests(1)
    client.stop()
    asking.join(10)
    assert [problem.code for problem in met] == ["line.stopped"]
    client.close()


# --- what is not quite right --------------------------------------------------------------------------------


def test_odd_parts_around_the_documents_do_not_stop_a_page(line: FaultyLine, client: CentralClient) -> None:
    odd = page(total="many", sent=-5, clock="noon", gone=[{"id": "C9"}, 7, {"id": 3}], new_field={})
    line.then.append(says(200, {**odd, "consignments": [{"id": "C1"}]}))
    read = snapshot(client)
    assert (read.epoch, read.cursor, read.total, read.clock) == ("e1", "c1", 0, None)
    assert [gone.id for gone in read.gone] == ["C9"]
    assert [bytes(raw) for raw in read.consignments] == [b'{"id": "C1"}']


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "9" * 400])
def test_a_document_with_an_impossible_number_does_not_take_its_page_along(
    line: FaultyLine, client: CentralClient, number: str
) -> None:
    documents = f'[{{"id":"C1","change":{number}}},{{"id":"C2","change":5}}]'
    body = f'{{"epoch":"e1","cursor":"c1","consignments":{documents}}}'
    line.then.append(says(200, body.encode()))
    first, second = (read_consignment(raw) for raw in snapshot(client).consignments)
    assert first.consignment is not None
    assert first.consignment.id == "C1"
    assert [remark.field for remark in first.remarks] == ["change"]
    assert second.consignment is not None
    assert second.consignment.change == 5


def test_a_text_of_a_megabyte_is_for_the_reader_of_the_document(
    line: FaultyLine, client: CentralClient
) -> None:
    line.then.append(says(200, page(consignments=[{"id": "C1", "office": "x" * 1_000_000}])))
    (raw,) = snapshot(client).consignments
    assert [remark.code for remark in read_consignment(raw).remarks] == ["text.too_long"]


def test_outcomes_that_cannot_be_read_are_left_out(line: FaultyLine, client: CentralClient) -> None:
    outcomes = [
        {"id": "e1", "outcome": "accepted", "number": 17},
        5,
        {"id": "e2"},
        {"outcome": "refused"},
        {"id": "x" * 300, "outcome": "refused"},
    ]
    line.then.append(says(200, {"epoch": "e1", "outcomes": outcomes}))
    answer = client.send_events(())
    assert [(o.id, o.outcome, o.number) for o in answer.outcomes] == [("e1", "accepted", "17")]


def test_words_of_an_outcome_are_cut_before_they_are_kept_for_ever(
    line: FaultyLine, client: CentralClient
) -> None:
    said = dict.fromkeys(("code", "number", "words"), "x" * 2000)
    outcomes = [
        {"id": "e1", "outcome": "refused", **said},
        {"id": "e2", "outcome": "accepted", "number": "7"},
    ]
    line.then.append(says(200, {"epoch": "e1", "outcomes": outcomes}))
    first, second = client.send_events(()).outcomes
    assert [len(text) for text in (first.code, first.number, first.words)] == [200, 200, 1_000]
    assert second.number == "7"


@pytest.mark.parametrize("epoch", ["e" * 201, ""])
def test_an_epoch_that_can_be_none_is_not_taken(line: FaultyLine, client: CentralClient, epoch: str) -> None:
    line.then += [says(200, {"epoch": epoch}), says(200, {"epoch": epoch, "outcomes": []})]
    with pytest.raises(Unavailable, match="no epoch"):
        client.service_information()
    if epoch:
        with pytest.raises(Unavailable, match="epoch that can be none"):
            client.send_events(())


def test_half_a_surrogate_pair_is_made_visible_where_it_would_stop_everything(
    line: FaultyLine, client: CentralClient
) -> None:
    line.then += [
        says(200, b'{"name":"reasons","rows":[{"code":"R1","words":{"en":"a\\ud83d\\ude00 \\ud800b"}}]}'),
        says(200, b'{"epoch":"e1","outcomes":[{"id":"e1","outcome":"refused","words":"no \\udc00"}]}'),
        says(200, b'{"epoch":"e1","cursor":"c1","gone":[{"id":"C\\ud800"}]}'),
    ]
    found = client.reference_list("reasons", "")
    assert found is not None
    assert found[0].rows[0].words == {"en": "a\U0001f600 \ufffdb"}
    (outcome,) = client.send_events(()).outcomes
    assert outcome.words == "no \ufffd"
    assert [gone.id for gone in snapshot(client).gone] == ["C\ufffd"]


def test_rows_of_a_list_that_cannot_be_read_are_left_out(line: FaultyLine, client: CentralClient) -> None:
    rows = [{"code": "R1"}, {"code": 5}, "R3", {"code": "R4", "valid_from": "never"}]
    line.then.append(says(200, {"name": "reasons", "rows": rows}, ETag='"v1"'))
    found = client.reference_list("reasons", "")
    assert found is not None
    assert [row.code for row in found[0].rows] == ["R1"]
    assert found[1] == '"v1"'


def test_another_list_than_asked_for_is_not_taken(line: FaultyLine, client: CentralClient) -> None:
    line.then.append(says(200, {"name": "offices", "rows": []}))
    with pytest.raises(Unavailable):
        client.reference_list("reasons", "")


@pytest.mark.parametrize("headers", [{}, {"Content_Encoding": "gzip"}, {"Content_Encoding": "br"}])
def test_a_list_that_has_not_changed_is_not_sent_again(
    line: FaultyLine, client: CentralClient, headers: dict[str, str]
) -> None:
    line.then.append(says(304, **headers))
    assert client.reference_list("reasons", '"v1"') is None
    assert line.requests[0].headers["if-none-match"] == '"v1"'


# --- clock, images ------------------------------------------------------------------------------------------


def test_the_services_clock_is_compared_with_the_benchs(line: FaultyLine, client: CentralClient) -> None:
    ahead = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)  # the bench's clock says 08:00
    line.then.append(says(200, {"epoch": "e1", "clock": ahead, "limits": {"batch_events": "many"}}))
    heard = client.service_information()
    assert heard.clock_offset_ms is not None
    assert abs(heard.clock_offset_ms - 7_200_000) <= heard.round_trip_ms
    assert heard.information.limits.batch_events == 200


def test_an_image_that_broke_off_goes_on_where_it_stopped(line: FaultyLine, client: CentralClient) -> None:
    received = bytearray()
    line.then += [
        lambda _r, _f: Reply(200, b"12345", length=10).raw(),
        says(206, b"67890", Content_Range="bytes 5-9/10"),
    ]
    with pytest.raises(Unavailable):
        client.image("ab" * 32, 0, 100, received.extend)
    assert bytes(received) == b"12345"
    assert client.image("ab" * 32, 5, 100, received.extend)
    assert line.requests[1].headers["range"] == "bytes=5-"
    assert bytes(received) == b"1234567890"


def test_a_service_without_ranges_sends_the_image_whole(line: FaultyLine, client: CentralClient) -> None:
    received = bytearray(b"12345")
    line.then.append(says(200, b"1234567890"))
    assert client.image("ab" * 32, 5, 100, received.extend)
    assert bytes(received) == b"1234567890"


def test_another_part_of_the_image_than_asked_for_is_not_taken(
    line: FaultyLine, client: CentralClient
) -> None:
    line.then.append(says(206, b"123", Content_Range="bytes 0-2/10"))
    with pytest.raises(Unavailable):
        client.image("ab" * 32, 5, 100, bytearray().extend)


def test_an_image_that_the_service_does_not_have(line: FaultyLine, client: CentralClient) -> None:
    line.then.append(problem(404, "not_found"))
    assert not client.image("ab" * 32, 0, 100, bytearray().extend)
