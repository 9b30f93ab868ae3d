"""The contract over HTTP: who may call, what comes back, and that no request stops the next one."""

import gzip
import hashlib
import json
import socket
from collections.abc import Iterator
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.central.conftest import Line
from tests.central.making import WHOLE, TestLedger, coded_lists, consignment, document
from tests.fakes.clock import START, FakeClock
from workstation.central.serve import ServiceThread
from workstation.central.store import LIMITS, CentralStore
from workstation.contract.endpoints import ENDPOINTS
from workstation.contract.messages import (
    BatchAnswer,
    EventPage,
    Maintenance,
    Matches,
    Page,
    ProblemDocument,
    PutAnswer,
    PutOutcome,
    ServiceInformation,
)
from workstation.domain.act import Act
from workstation.domain.consignment import Consignment
from workstation.domain.reference import ReferenceList

T = TypeVar("T")

PICTURE = bytes(range(256)) * 8
SHA256 = hashlib.sha256(PICTURE).hexdigest()


def problem(answer: httpx.Response, status: int, code: str) -> ProblemDocument:
    """The problem document of an answer, which must be one of this status and code."""
    assert answer.headers["content-type"] == "application/problem+json"
    said = msgspec.json.decode(answer.content, type=ProblemDocument)
    assert (answer.status_code, said.status, said.code) == (status, status, code)
    assert said.title
    assert said.detail
    return said


def read(answer: httpx.Response, kind: type[T]) -> T:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return msgspec.json.decode(answer.content, type=kind)


def ndjson(*lines: bytes) -> bytes:
    return b"\n".join(lines) + b"\n"


class Lines:
    """A service that many tests ask and none changes, with a line of each role."""

    def __init__(self, store: CentralStore, address: str) -> None:
        self.store = store
        self.address = address
        self.bench = Line(address, store.add_token("bench", "bench"))
        self.national = Line(address, store.add_token("national", "national"))


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lines]:
    store = CentralStore.open(
        f"sqlite:///{tmp_path_factory.mktemp('lines') / 'central.db'}", clock=FakeClock()
    )
    store.put_image(PICTURE, "image/tiff")
    with ServiceThread(store) as service:
        made = Lines(store, service.address)
        # The first request starts the service's worker thread, which lives as long as the service.
        assert made.bench.get("/v1/service-information").status_code == 200
        yield made
        made.bench.http.close()
        made.national.http.close()
    store.close()


@pytest.fixture
def picture(lines: Lines) -> str:
    assert lines.store.image(SHA256) is not None
    return f"/v1/images/{SHA256}"


# --- who may call -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
@pytest.mark.parametrize("authorization", ["", "Bearer", "Basic dTpw", "Bearer unknown", "Bearer é"])
def test_no_endpoint_answers_without_a_known_token(lines: Lines, endpoint: Any, authorization: str) -> None:
    path = endpoint.path.replace("{id}", "C1").replace("{sha256}", SHA256).replace("{name}", "acts")
    headers = [(b"authorization", authorization.encode())] if authorization else []
    with httpx.Client(trust_env=False) as client:
        answer = client.request(endpoint.method, f"{lines.address}{path}", headers=headers)
    problem(
        answer,
        401,
        "token.unknown"
        if len(authorization.split()) == 2 and "Basic" not in authorization
        else "token.missing",
    )
    assert answer.headers["www-authenticate"].startswith("Bearer ")


def test_a_revoked_token_is_unknown(store: CentralStore, bench: Line) -> None:
    assert bench.get("/v1/service-information").status_code == 200
    assert store.revoke("bench one") == 1
    problem(bench.get("/v1/service-information"), 401, "token.unknown")


def test_a_token_is_not_in_the_database(store: CentralStore, tmp_path: Any) -> None:
    token = store.add_token("bench two", "bench")
    written = b"".join(file.read_bytes() for file in tmp_path.glob("central.db*"))
    assert token.encode() not in written
    assert hashlib.sha256(token.encode()).hexdigest().encode() in written


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_each_role_may_do_its_own_and_no_more(lines: Lines, endpoint: Any) -> None:
    path = endpoint.path.replace("{id}", "C1").replace("{sha256}", SHA256).replace("{name}", "acts")
    for role, line in (("bench", lines.bench), ("national", lines.national)):
        answer = line.http.request(endpoint.method, path)
        if role in endpoint.roles:
            assert answer.status_code not in {401, 403}
        else:
            problem(answer, 403, "token.role")
            assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]


# --- what benches read --------------------------------------------------------------------------------------


def test_the_service_says_who_it_is(store: CentralStore, bench: Line) -> None:
    planned = Maintenance(starts=START, ends=START, words="move")
    store.announce([planned])
    said = read(bench.get("/v1/service-information"), ServiceInformation)
    assert (said.versions, said.limits, said.clock) == (("v1",), LIMITS, START)
    assert (said.epoch, said.name) == (store.state().epoch, "Test service")
    assert said.maintenance == (planned,)


def test_a_bench_pulls_its_scope_and_then_its_changes(store: CentralStore, bench: Line) -> None:
    store.put_consignments([document("C1"), document("C2", lane="green"), document("C3")])
    scope = {"office": ["XX000001"], "lane": ["red", "yellow"], "days": "30", "limit": "1"}
    first = read(bench.get("/v1/snapshot", params=scope), Page)
    assert (first.total, first.sent, first.more, first.clock) == (2, 1, True, START)
    second = read(bench.get("/v1/snapshot", params=scope | {"after": first.cursor}), Page)
    assert (second.sent, second.more) == (2, False)
    store.put_consignments([document("C3", lane="blue", version=2)])
    store.put_consignments([document("C4")])
    changes = read(bench.get("/v1/changes", params=scope | {"since": second.cursor}), Page)
    assert [gone.id for gone in changes.gone] == ["C3"]
    assert changes.more
    rest = read(bench.get("/v1/changes", params=scope | {"since": changes.cursor}), Page)
    assert [msgspec.json.decode(body, type=Consignment).id for body in rest.consignments] == ["C4"]


def test_an_expired_cursor_is_gone(store: CentralStore, bench: Line) -> None:
    page = read(bench.get("/v1/snapshot"), Page)
    store.begin_epoch()
    problem(bench.get("/v1/changes", params={"since": page.cursor}), 410, "cursor.epoch")
    problem(bench.get("/v1/snapshot", params={"after": page.cursor}), 400, "cursor.malformed")


@pytest.mark.parametrize(
    "path, parameter",
    [
        ("/v1/snapshot?limit=0", "limit"),
        ("/v1/snapshot?limit=-1", "limit"),
        ("/v1/snapshot?limit=ten", "limit"),
        ("/v1/snapshot?days=1.5", "days"),
        ("/v1/snapshot?days=٣", "days"),
        ("/v1/snapshot?after=nonsense", "after"),
        ("/v1/changes?since=nonsense", "since"),
        ("/v1/snapshot?lane=a%00b", "lane"),
        ("/v1/snapshot?office=" + "x" * 201, "office"),
        ("/v1/snapshot?" + "&".join(f"lane={n}" for n in range(201)), "lane"),
    ],
)
def test_a_wrong_parameter_is_named(lines: Lines, path: str, parameter: str) -> None:
    said = problem(lines.bench.get(path), 400, "parameter.invalid")
    assert [each.name for each in said.invalid_params] == [parameter]


def test_a_missing_parameter_is_said(lines: Lines) -> None:
    problem(lines.bench.get("/v1/changes"), 400, "parameter.missing")
    problem(lines.bench.get("/v1/consignments"), 400, "parameter.missing")


def test_a_consignment_is_read_by_its_id_whatever_the_id(store: CentralStore, bench: Line) -> None:
    ids = ["C1", "a/b", "a b", "é", "x?y#z", "..", "100%"]
    store.put_consignments([document(id) for id in ids])
    for id in ids:
        answer = bench.get(f"/v1/consignments/{quote(id, safe='')}") if id != ".." else None
        assert answer is None or read(answer, Consignment).id == id
    problem(bench.get("/v1/consignments/unknown"), 404, "not_found")


def test_a_barcode_gives_every_match_or_none(store: CentralStore, bench: Line) -> None:
    store.put_consignments([document("C1"), document("C2")])
    assert (
        len(read(bench.get("/v1/consignments", params={"barcode": "parcel-c1"}), Matches).consignments) == 1
    )
    assert read(bench.get("/v1/consignments", params={"barcode": "?"}), Matches).consignments == ()


def test_what_is_large_comes_as_gzip_to_whoever_takes_it(store: CentralStore, bench: Line) -> None:
    store.put_consignments([document(f"C{number}") for number in range(50)])
    packed = bench.get("/v1/snapshot", headers={"Accept-Encoding": "gzip, br"})
    plain = bench.get("/v1/snapshot", headers={"Accept-Encoding": "identity"})
    refused = bench.get("/v1/snapshot", headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert int(packed.headers["content-length"]) * 3 < int(plain.headers["content-length"])
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert packed.json() == plain.json()


# --- images and lists ---------------------------------------------------------------------------------------


def test_an_image_is_its_bytes_for_ever(lines: Lines, picture: str) -> None:
    answer = lines.bench.get(picture)
    assert answer.content == PICTURE
    assert answer.headers["etag"] == f'"{SHA256}"'
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["accept-ranges"] == "bytes"
    again = lines.bench.get(picture, headers={"If-None-Match": f'"other", W/"{SHA256}"'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "asked, first, last",
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=2000-", 2000, 2047),
        ("bytes=-48", 2000, 2047),
        ("bytes=2000-999999", 2000, 2047),
        ("bytes=-999999", 0, 2047),
    ],
)
def test_a_part_of_an_image_is_served(lines: Lines, picture: str, asked: str, first: int, last: int) -> None:
    answer = lines.bench.get(picture, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == PICTURE[first : last + 1]
    assert answer.headers["content-range"] == f"bytes {first}-{last}/2048"


@pytest.mark.parametrize("asked", ["bytes=2048-", "bytes=9999-10000", "bytes=-0"])
def test_a_part_beyond_the_image_is_refused(lines: Lines, picture: str, asked: str) -> None:
    answer = lines.bench.get(picture, headers={"Range": asked})
    problem(answer, 416, "range")
    assert answer.headers["content-range"] == "bytes */2048"


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=x-y", "bytes=-"])
def test_a_range_that_is_not_understood_gives_the_whole(lines: Lines, picture: str, asked: str) -> None:
    assert lines.bench.get(picture, headers={"Range": asked}).content == PICTURE


def test_a_range_of_another_image_gives_the_whole(lines: Lines, picture: str) -> None:
    answer = lines.bench.get(picture, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (answer.status_code, answer.content) == (200, PICTURE)


def test_an_image_said_twice_is_kept_once_and_an_empty_one_not_at_all(national: Line) -> None:
    stored = national.post("/v1/images", content=PICTURE, headers={"Content-Type": "image/tiff"})
    assert read(stored, PutOutcome) == PutOutcome(id=SHA256, outcome="stored")
    assert read(national.post("/v1/images", content=PICTURE), PutOutcome).outcome == "already_known"
    assert read(national.post("/v1/images", content=b""), PutOutcome).code == "image.empty"


@pytest.mark.parametrize("name", ["0" * 64, "x", "0" * 63, "%00"])
def test_an_unknown_image_is_not_found(lines: Lines, name: str) -> None:
    problem(lines.bench.get(f"/v1/images/{name}"), 404, "not_found")


def test_a_list_is_sent_again_only_when_it_has_changed(store: CentralStore, bench: Line) -> None:
    acts, _ = coded_lists()
    store.put_reference([acts])
    first = bench.get("/v1/reference-lists/acts")
    assert read(first, ReferenceList) == acts
    etag = first.headers["etag"]
    same = bench.get("/v1/reference-lists/acts", headers={"If-None-Match": etag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    store.put_reference([msgspec.structs.replace(acts, version="2")])
    newer = bench.get("/v1/reference-lists/acts", headers={"If-None-Match": etag})
    assert read(newer, ReferenceList).version == "2"
    problem(bench.get("/v1/reference-lists/nothing"), 404, "not_found")


def test_a_national_system_keeps_the_lists(store: CentralStore, national: Line, bench: Line) -> None:
    acts, _ = coded_lists()
    body = msgspec.json.encode(acts)
    assert national.http.put("/v1/reference-lists/acts", content=body).status_code == 204
    assert read(bench.get("/v1/reference-lists/acts"), ReferenceList) == acts
    problem(national.http.put("/v1/reference-lists/reasons", content=body), 400, "list.name")
    problem(national.http.put("/v1/reference-lists/acts", content=b"{"), 400, "body.unreadable")
    store.put_consignments([document("C1")])
    entry = TestLedger().entry("hold", owner="A")
    answer = bench.post("/v1/events", content=b'{"events": [' + entry + b"]}")
    assert [each.code for each in read(answer, BatchAnswer).outcomes] == ["reason.missing"]


# --- events and what is put in ------------------------------------------------------------------------------


def test_a_batch_is_answered_one_by_one_and_read_by_the_national_system(
    store: CentralStore, bench: Line, national: Line
) -> None:
    store.put_consignments([document("C1")])
    ledger = TestLedger()
    good = ledger.entry("release")
    body = b'{"events": [' + good + b', {"no": "event"}]}'
    said = read(bench.post("/v1/events", content=body), BatchAnswer)
    assert (said.epoch, said.clock) == (store.state().epoch, START)
    assert [outcome.outcome for outcome in said.outcomes] == ["accepted", "refused"]
    again = read(
        bench.post("/v1/events", content=gzip.compress(body), headers={"Content-Encoding": "gzip"}),
        BatchAnswer,
    )
    assert [outcome.outcome for outcome in again.outcomes] == ["already_known", "refused"]
    page = read(national.get("/v1/events"), EventPage)
    assert [bytes(each.submission) for each in page.events] == [good]
    assert read(national.get("/v1/events", params={"since": page.cursor}), EventPage).events == ()


def test_a_token_speaks_only_for_its_bench(bench: Line) -> None:
    body = b'{"events": [' + TestLedger(bench="bench-2").entry() + b"]}"
    answer = bench.post("/v1/events", content=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "token.bench")


def test_a_national_system_puts_in_documents_acts_and_payments(national: Line) -> None:
    lines = ndjson(document("C1"), b"{", msgspec.json.encode(consignment("C2", additional_documents=())))
    said = read(national.post("/v1/consignments", content=lines), PutAnswer)
    assert [outcome.outcome for outcome in said.outcomes] == ["stored", "refused", "stored"]
    act = msgspec.json.encode({"consignment": "C1", "act": Act(id="A-1", kind="hold", scope=WHOLE)})
    assert read(national.post("/v1/acts", content=ndjson(act)), PutAnswer).outcomes[0].outcome == "stored"
    paid = ndjson(b'{"consignment": "C1", "state": "paid"}')
    assert read(national.post("/v1/payments", content=paid), PutAnswer).outcomes[0].outcome == "stored"
    now = read(national.get("/v1/consignments/C1"), Consignment)
    assert [act.id for act in now.acts] == ["A-1"]
    assert now.revenue is not None


def test_a_line_separator_in_a_text_does_not_cut_the_line(national: Line) -> None:
    line = json.dumps({"id": "C1", "office": "a\u2028b\u0085c"}, ensure_ascii=False).encode()
    said = read(national.post("/v1/consignments", content=ndjson(line, b"", line)), PutAnswer)
    assert [outcome.outcome for outcome in said.outcomes] == ["stored", "already_known"]


def test_a_consignment_is_withdrawn_once(national: Line) -> None:
    national.post("/v1/consignments", content=document("C1"))
    assert national.http.delete("/v1/consignments/C1").status_code == 204
    problem(national.http.delete("/v1/consignments/C1"), 404, "not_found")


# --- what no request should be ------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"events": 5}', b"\xff\xfe", b"[" * 100_000])
def test_a_batch_that_is_none_is_a_bad_request(lines: Lines, body: bytes) -> None:
    problem(lines.bench.post("/v1/events", content=body), 400, "body.unreadable")


def test_too_many_events_at_once_are_too_many(lines: Lines) -> None:
    body = b'{"events": [' + b",".join([b"{}"] * (LIMITS.batch_events + 1)) + b"]}"
    problem(lines.bench.post("/v1/events", content=body), 413, "batch.too_large")


def test_a_body_too_large_is_refused_however_it_comes(lines: Lines) -> None:
    large = b" " * (LIMITS.request_bytes + 1)
    problem(lines.bench.post("/v1/events", content=large), 413, "body.too_large")

    def without_length() -> Iterator[bytes]:
        yield from (large[:1_000_000] for _ in range(9))

    problem(lines.bench.post("/v1/events", content=without_length()), 413, "body.too_large")


@pytest.mark.parametrize("size", [LIMITS.request_bytes + 1, 500_000_000])
def test_a_small_gzip_body_that_grows_too_large_is_refused(lines: Lines, size: int) -> None:
    bomb = gzip.compress(b" " * size, compresslevel=9)
    answer = lines.bench.post("/v1/events", content=bomb, headers={"Content-Encoding": "gzip"})
    problem(answer, 413, "body.too_large")


@pytest.mark.parametrize(
    "body", [b"no gzip", gzip.compress(b"{}")[:-4], gzip.compress(b"{}") + b"more", b""], ids=range(4)
)
def test_a_broken_gzip_body_is_a_bad_request(lines: Lines, body: bytes) -> None:
    problem(
        lines.bench.post("/v1/events", content=body, headers={"Content-Encoding": "gzip"}), 400, "body.gzip"
    )


def test_an_unknown_packing_is_refused(lines: Lines) -> None:
    answer = lines.bench.post("/v1/events", content=b"x", headers={"Content-Encoding": "br"})
    problem(answer, 415, "body.encoding")


@pytest.mark.parametrize("path", ["/", "/v1", "/v2/snapshot", "/v1/snapshot/", "/v1/consignment/C1", "/docs"])
def test_an_unknown_path_is_not_found(lines: Lines, path: str) -> None:
    problem(lines.bench.get(path), 404, "path.unknown")


def test_an_unknown_method_is_not_allowed(lines: Lines) -> None:
    answer = lines.bench.http.put("/v1/events", content=b"{}")
    problem(answer, 405, "method.unknown")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_head_is_answered_without_a_body(lines: Lines) -> None:
    answer = lines.bench.http.head("/v1/service-information")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.expected_log("send_events: database.unavailable")
def test_a_locked_database_is_unavailable_and_served_again_when_it_is_free(
    store: CentralStore, bench: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    with monkeypatch.context() as patched:
        patched.setattr("workstation.central.database.BUSY_TIMEOUT_MS", 1)
        with store._database.engine.connect() as other:
            other.exec_driver_sql("COMMIT")
            other.exec_driver_sql("BEGIN IMMEDIATE")
            answer = bench.post("/v1/events", content=b'{"events": [' + TestLedger().entry() + b"]}")
            other.exec_driver_sql("ROLLBACK")
            other.exec_driver_sql("BEGIN")
        said = problem(answer, 503, "database.unavailable")
        assert answer.headers["retry-after"] == "5"
        assert "sqlite" not in said.detail.lower()
    again = bench.post("/v1/events", content=b'{"events": [' + TestLedger().entry() + b"]}")
    assert read(again, BatchAnswer).outcomes[0].outcome == "accepted"


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
        b"GET /v1/snapshot HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
    ],
    ids=["TLS", "length", "chunk", "long", "cut off"],
)
@pytest.mark.expected_log("Invalid HTTP request received|Exception in ASGI application")
def test_what_is_no_http_does_not_stop_the_service(lines: Lines, sent: bytes) -> None:
    parts = urlsplit(lines.address)
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as other:
        other.sendall(sent)
    assert lines.bench.get("/v1/service-information").status_code == 200


def test_no_query_and_no_body_makes_the_service_fail(store: CentralStore) -> None:
    store.put_consignments([document("C1")])
    tokens = {role: store.add_token(role, role) for role in ("bench", "national")}
    with (
        ServiceThread(store) as service,
        httpx.Client(base_url=service.address, trust_env=False) as client,
    ):

        @given(
            endpoint=st.sampled_from(ENDPOINTS),
            values=st.lists(st.text(max_size=30), min_size=6, max_size=6),
            body=st.binary(max_size=100) | st.text(max_size=50).map(str.encode),
        )
        def check(endpoint: Any, values: list[str], body: bytes) -> None:
            path = endpoint.path
            for name in ("{id}", "{sha256}", "{name}"):
                path = path.replace(name, quote(values[0], safe="") or "x")
            query: list[Any] = [(each.name, values[n + 1]) for n, each in enumerate(endpoint.parameters[:5])]
            answer = client.request(
                endpoint.method,
                path,
                params=query,
                content=body,
                headers={"Authorization": f"Bearer {tokens[endpoint.roles[0]]}"},
            )
            assert answer.status_code < 500
            if answer.status_code >= 400:
                problem(answer, answer.status_code, answer.json()["code"])

        check()
