"""From an answer's status and bytes to the contract's values, trusting nothing that came over the line."""

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from workstation.contract.messages import (
    BatchAnswer,
    Gone,
    Matches,
    Outcome,
    Page,
    ProblemDocument,
    ServiceInformation,
)
from workstation.domain.problems import Problem
from workstation.domain.reference import ReferenceList
from workstation.sync import problems

S = TypeVar("S", bound=msgspec.Struct)

_MALFORMED: Final = "cursor.malformed"
"""A 400: the service cannot read the cursor that it, or one before it, gave. Only a new snapshot gives one
that it can.
"""
_ID_LIMIT: Final = 200
_CURSOR_LIMIT: Final = 4_000
_WORDS_LIMIT: Final = 1_000
_PAGE_LIMIT: Final = 20_000
"""Documents, and tombstones, that are read from one page even where fewer were asked for."""

_PARTS_LIMIT: Final = 2_000_000
"""Commas in the largest answer that can be one: a page of 16 MB has some 800,000."""

_TOLERATED: Final = 8_000_000
"""Bytes that the tolerant parser reads: it holds the interpreter, and with it the screen."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LONE: Final = re.compile(
    rb"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]..", re.DOTALL
)
"""Half of a surrogate pair without the other, as JSON writes it: no file and no request can hold it."""


class Answer(NamedTuple):
    """One answer as it came: never more than the limit that was set for it."""

    status: int
    body: bytes
    etag: str = ""
    content_range: str = ""
    retry_after: str = ""


def problem_of(answer: Answer, now: datetime) -> Problem | None:
    """What an answer that is not a success means; none for 2xx and 304.

    Only a problem document of the service itself (RFC 9457, with the answer's own status) counts as a
    lasting refusal: a proxy's 404 or 403 page says nothing about the service.
    """
    status = answer.status
    if 200 <= status < 300 or status == 304:
        return None
    if 300 <= status < 400:
        return problems.redirected(status)
    document = _document_of(answer)
    code = document.code if document else ""
    if status == 401 or (status == 403 and document):
        return problems.not_let_in(status, code)
    if status == 410 or code == _MALFORMED:
        return problems.expired(code)
    if status == 413:
        return problems.too_large()
    if status in (408, 425, 429) or status >= 500:
        return problems.failing(status, _retry_after(answer.retry_after, now))
    if document is None:
        return problems.web_page(status) if _is_markup(answer.body) else problems.failing(status, None)
    return problems.refused(status, code, document.detail or document.title)


def _document_of(answer: Answer) -> ProblemDocument | None:
    try:
        document = msgspec.json.decode(answer.body, type=ProblemDocument)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return document if document.status == answer.status else None


def _retry_after(text: str, now: datetime) -> float | None:
    """Seconds of a Retry-After (RFC 9110 section 10.2.3), within reason."""
    if re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return min(float(text), problems.LONGEST_RETRY_S)
    try:
        until = parsedate_to_datetime(text)
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        return min(max((until - now).total_seconds(), 0.0), problems.LONGEST_RETRY_S)
    except (ValueError, OverflowError):
        return None


def _is_markup(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


# --- messages ---------------------------------------------------------------------------------------------


def page_of(body: bytes, asked: int) -> Page:
    """A page of at most `asked` documents. What stands around them may have wrong types; epoch and cursor
    must be right.
    """
    if body.count(b",") > _PARTS_LIMIT:
        raise problems.unreadable("a page of too many parts")
    try:
        page = msgspec.json.decode(body, type=Page)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        page = _page_value_by_value(_object(body))
    if not page.epoch or not page.cursor:
        raise problems.unreadable("a page without epoch or cursor")
    if len(page.cursor) > _CURSOR_LIMIT or len(page.epoch) > _ID_LIMIT:
        raise problems.unreadable("a page whose epoch or cursor is too long")
    if max(len(page.consignments), len(page.gone)) > max(2 * asked, _PAGE_LIMIT):
        raise problems.unreadable("more on a page than was asked for")
    return page


def _page_value_by_value(plain: Mapping[str, Any]) -> Page:
    documents, gone, more = plain.get("consignments"), plain.get("gone"), plain.get("more", False)
    if not isinstance(more, bool) or not isinstance(documents if documents is not None else [], list):
        # Taken for an empty last page, it would end the pull before its end.
        raise problems.unreadable("a page whose parts have wrong types")
    return Page(
        epoch=_text(plain.get("epoch")),
        cursor=_text(plain.get("cursor")),
        more=more,
        consignments=tuple(msgspec.Raw(_again(document)) for document in documents or ()),
        gone=tuple(
            Gone(id=id_, reason=_text(each.get("reason")) or "left_scope")
            for each in (gone if isinstance(gone, list) else ())
            if isinstance(each, dict) and (id_ := _text(each.get("id")))
        ),
        total=_whole(plain.get("total")),
        sent=_whole(plain.get("sent")),
        clock=_instant(plain.get("clock")),
    )


def information_of(body: bytes) -> ServiceInformation:
    """What the service says of itself; parts of wrong types are left at their defaults."""
    information = _fitting(body, ServiceInformation)
    if not information.epoch or len(information.epoch) > _ID_LIMIT:
        raise problems.unreadable("no epoch, or none that can be one")
    return information


def batch_answer_of(body: bytes) -> BatchAnswer:
    """Outcomes of a batch. One that cannot be read is left out: its event stays waiting."""
    try:
        answer = msgspec.json.decode(body, type=BatchAnswer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        answer = _batch_answer_value_by_value(_object(body))
    if len(answer.epoch) > _ID_LIMIT:
        raise problems.unreadable("an epoch that can be none")
    return msgspec.structs.replace(answer, outcomes=tuple(map(_bounded, answer.outcomes)))


def _bounded(outcome: Outcome) -> Outcome:
    """The outcome with its texts cut: they go into the ledger, which is kept for ever."""
    if max(map(len, (outcome.code, outcome.number, outcome.words))) <= _ID_LIMIT:
        return outcome
    return msgspec.structs.replace(
        outcome,
        code=outcome.code[:_ID_LIMIT],
        number=outcome.number[:_ID_LIMIT],
        words=outcome.words[:_WORDS_LIMIT],
    )


def _batch_answer_value_by_value(plain: Mapping[str, Any]) -> BatchAnswer:
    outcomes = plain.get("outcomes")
    if not isinstance(outcomes, list):
        raise problems.unreadable("no outcomes")
    return BatchAnswer(
        epoch=_text(plain.get("epoch")),
        outcomes=tuple(o for o in map(_outcome, outcomes) if o is not None),
        clock=_instant(plain.get("clock")),
    )


def _outcome(plain: object) -> Outcome | None:
    if not isinstance(plain, dict):
        return None
    id_, outcome = _text(plain.get("id")), _text(plain.get("outcome"))
    if not id_ or not outcome or len(id_) > _ID_LIMIT:
        return None
    number = plain.get("number")
    return Outcome(
        id=id_,
        outcome=outcome,
        code=_text(plain.get("code")),
        words=_text(plain.get("words")),
        number=str(number) if isinstance(number, int) and not isinstance(number, bool) else _text(number),
        conflict=plain.get("conflict") is True,
        received=_instant(plain.get("received")),
    )


def matches_of(body: bytes) -> tuple[bytes, ...]:
    """Documents of the consignments that have a barcode."""
    try:
        return tuple(bytes(raw) for raw in msgspec.json.decode(body, type=Matches).consignments)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        documents = _object(body).get("consignments")
    if not isinstance(documents, list):
        raise problems.unreadable("no consignments")
    return tuple(map(_again, documents))


def document_of(body: bytes) -> bytes:
    """One consignment's document: a JSON object; what is in it is the reader's to judge."""
    _object(body)
    return body


def reference_of(body: bytes, name: str) -> ReferenceList:
    """A coded list. A row that cannot be read is left out rather than the list."""
    try:
        found = msgspec.json.decode(body, type=ReferenceList)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        found = _fitting(body, ReferenceList)
    if found.name != name:
        raise problems.unreadable("another list than was asked for")
    return found


def _fitting(body: bytes, kind: type[S]) -> S:
    """The body as this struct, with those of its fields, and elements of its lists, that fit."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        plain = _object(_LONE.sub(rb"\\ufffd", body))
    values: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name not in plain:
            continue
        given = plain[field.encode_name]
        try:
            values[field.name] = msgspec.convert(given, field.type)
        except msgspec.ValidationError:
            if isinstance(given, list):
                values[field.name] = _fitting_elements(given, field.type)
    try:
        return kind(**values)
    except TypeError as error:
        raise problems.unreadable("a part is missing") from error


def _fitting_elements(given: list[Any], kind: Any) -> Any:
    found: list[Any] = []
    for element in given:
        try:
            found.extend(msgspec.convert([element], kind))
        except msgspec.ValidationError:
            continue
    return tuple(found)


# --- JSON that is not quite JSON --------------------------------------------------------------------------


def _object(body: bytes) -> dict[str, Any]:
    """The body as plain objects, NaN and numbers of any size included; raises Unavailable for what is no
    object.
    """
    if _is_markup(body):
        raise problems.web_page(200)
    if len(body) > _TOLERATED:
        # So that the pull asks for less at once, and one bad number does not stop it for ever.
        raise problems.beyond_limit(_TOLERATED)
    try:
        plain = json.loads(body, parse_constant=str, parse_int=_number, parse_float=_float)
    except (ValueError, RecursionError) as error:
        raise problems.unreadable("broken off, or not JSON") from error
    if not isinstance(plain, dict):
        raise problems.unreadable("not an object")
    return plain


def _number(text: str) -> int | str:
    # Kept as text where no field could hold it: the reader of the document then remarks on it, value and all.
    return int(text) if len(text) <= 18 else text


def _float(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text


def _again(document: object) -> bytes:
    """A document of a page that had to be read by the tolerant parser, as JSON again."""
    return json.dumps(document, ensure_ascii=True, allow_nan=False).encode("ascii")


def _text(value: object) -> str:
    """The text, without halves of surrogate pairs."""
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else ""


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53 else 0


def _instant(value: object) -> datetime | None:
    try:
        found = msgspec.convert(value, datetime)
    except msgspec.ValidationError:
        return None
    return found if found.tzinfo is not None else None
