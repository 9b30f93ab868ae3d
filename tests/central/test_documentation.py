"""What docs/central-service.md shows does work, and it names every code that the service gives."""

import re
from pathlib import Path

import msgspec
import pytest

from workstation.central import acts, answers, api, benches, door, events, intake, requests, rules
from workstation.central.store import CentralStore
from workstation.contract.endpoints import ENDPOINTS, Endpoint
from workstation.contract.request_signing import signed_headers
from workstation.contract.signing import KeySigner, is_signed
from workstation.domain.consignment import Condition, Parcel
from workstation.domain.event import ReadMeaning
from workstation.domain.note import NOTES

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "central-service.md").read_text(encoding="utf-8")


def shown(beginning: str) -> bytes:
    """The example document that begins so."""
    found = re.search(rf"^{re.escape(beginning)}.*$", TEXT, re.MULTILINE)
    assert found is not None
    return found[0].encode()


def test_the_documents_shown_are_stored_as_the_page_says(store: CentralStore) -> None:
    (stored,) = store.put_consignments([shown('{"id":"26XX-0001"')])
    assert (stored.outcome, stored.code) == ("stored", "")
    (act,) = store.put_acts([shown('{"consignment":"26XX-0001"')])
    assert (act.outcome, act.code) == ("stored", "")
    assert len(store.by_barcode("RB123456785GB")) == 1


def test_every_kind_of_note_is_explained_and_what_is_shown_of_them_can_be_read() -> None:
    assert [kind for kind in NOTES if f"| `{kind}` |" not in TEXT] == []
    condition = msgspec.json.decode(shown('{"id":"019ac3b2'), type=Condition)
    assert (condition.kind, condition.asked, condition.blocking) == ("examination", True, True)
    (parcel,) = msgspec.json.decode(
        re.search(r'`"parcels":(\[.*\])`', TEXT)[1],  # type: ignore[index]
        type=tuple[Parcel, ...],
    )
    assert (parcel.presence, parcel.location, parcel.seen_bench) == ("presented", "LOC-SHELF-03", "bench-4")
    reads = re.search(r'"kind":"label_reads","salt":"…","text":"((?:[^"\\]|\\.)*)"', TEXT)
    assert reads is not None
    text = msgspec.json.decode(f'"{reads[1]}"', type=str)
    (read,) = msgspec.json.decode(text, type=tuple[ReadMeaning, ...])
    assert (read.kind, read.value) == ("upu_s10", "RB123456785GB")


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_endpoint_is_named(endpoint: Endpoint) -> None:
    assert f"{endpoint.method} {endpoint.path}" in TEXT


def test_the_signed_request_shown_is_right() -> None:
    fields = dict(re.findall(r"^(Content-Digest|Signature-Input|Signature): (.*)$", TEXT, re.MULTILINE))
    shown_base = re.search(r'^"@method": POST\n(?:".*\n)+', TEXT, re.MULTILINE)
    signer = KeySigner(bytes(range(32)))
    assert fields == signed_headers(signer, "POST", "/v1/events", "", b'{"events":[]}', 1_790_000_000)
    assert shown_base is not None
    signature = fields["Signature"].removeprefix("bench=:").removesuffix(":")
    assert is_signed(signer.public_key, shown_base[0].rstrip("\n").encode(), signature)


def test_every_code_of_a_refusal_or_problem_is_named() -> None:
    sources = [
        Path(str(module.__file__)).read_text(encoding="utf-8")
        for module in (acts, answers, api, benches, door, events, intake, requests, rules)
    ]
    codes = {code for source in sources for code in re.findall(r'code="([a-z_.]+)"', source)}
    codes |= {
        code for source in sources for code in re.findall(r'stop\(\s*HTTPStatus\.\w+,\s*"([a-z_.]+)"', source)
    }
    codes |= set(rules.REFUSALS)
    codes |= {code for source in sources for code in re.findall(r'EnrolmentRefused\("([a-z_.]+)"', source)}
    assert len(codes) > 25
    assert sorted(code for code in codes if f"`{code}`" not in TEXT and code != "internal") == []
