"""The settings of one bench: what there is, within which bounds, and what holds when several sources speak.

The order is policy, then the bench's own settings, then the default. A value that cannot be used gives
a remark and the default, never a crash: a bench must start. Keys are dotted (`reader.max_gap_ms`) in
policies, remarks and `SettingsStore.change`. Two settings are interlocks: a value of theirs that cannot be
used is taken as the strictest, never as less than was meant.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from msgspec import Meta

from workstation.domain.remark import Remark

SCHEMA: Final = 1
"""Version of the settings file that this program writes."""

_HTTPS_OR_LOOPBACK: Final = (
    r"^(https://[^/@\s]+(/[^\s]*)?|http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?(/[^\s]*)?)?$"
)
"""A bearer token travels on these requests: in the clear only within this machine. No credentials in it."""

MOST_MEAN_MS: Final = 75
MOST_GAP_MS: Final = 250
"""A reader slower than this is told from a person only by a prefix: a fast burst of typing is 80 to 100 ms a
stroke (RESEARCH.md, part one, section 2.2).
"""

SHORTEST_LABEL_PREFIX: Final = 3
"""Characters: with fewer, labels would take carriers' numbers for the administration's own."""

_STRICTEST: Final[dict[str, object]] = {"workplace": "examination", "unread_parcels": "never"}
"""What holds where nobody knows what was meant."""

Code = Annotated[str, Meta(min_length=1, max_length=64)]
Url = Annotated[str, Meta(max_length=300, pattern=_HTTPS_OR_LOOPBACK)]
FilePath = Annotated[str, Meta(max_length=1000)]
PublicKey = Annotated[str, Meta(max_length=64, pattern=r"^[0-9A-Fa-f]{64}$")]


class ReaderProfile(msgspec.Struct, frozen=True, kw_only=True):
    """How this bench's handheld reader types (RESEARCH.md, part one, section 2.2).

    `max_gap_ms` is the longest pause between two of its key strokes, `mean_gap_ms` the slowest mean speed
    over a read; above `MOST_GAP_MS` and `MOST_MEAN_MS` only with a prefix that nobody types. `min_length`
    is the shortest barcode: what is shorter, from two characters on, and ends at a reader's speed is told
    as too short. `terminator` is what it sends at the end: `enter` (CR, LF or both), `tab`, `any` of these,
    or `none` (the read ends by silence). `prefix`, if set, is sent before each read and is taken off; a
    read without it is told, too. `layout` is `us` where the reader sends the keys of a US keyboard whatever
    the bench is set to, `host` where it was set to the bench's own layout; `caps_lock` whether it makes up
    for Caps Lock itself (`compensated`). `separator` is the character that it sends for the GS1 separator
    0x1D, where it sends one that can be printed. `port` is a serial reader's port (empty: none; `auto`: the
    first USB one), `baud` its speed where a cable with a converter needs one. For `again_ms` after a read
    the same barcode again is noted, not acted on.
    """

    name: Annotated[str, Meta(max_length=64)] = "wired"
    max_gap_ms: Annotated[int, Meta(ge=5, le=1000)] = 50
    mean_gap_ms: Annotated[int, Meta(ge=1, le=1000)] = 30
    min_length: Annotated[int, Meta(ge=3, le=100)] = 6
    terminator: Literal["enter", "tab", "any", "none"] = "any"
    prefix: Annotated[str, Meta(max_length=8)] = ""
    layout: Literal["us", "host"] = "us"
    caps_lock: Literal["ignored", "compensated"] = "ignored"
    separator: Annotated[str, Meta(max_length=1)] = ""
    port: Annotated[str, Meta(max_length=200)] = ""
    baud: Annotated[int, Meta(ge=300, le=921_600)] = 9600
    again_ms: Annotated[int, Meta(ge=0, le=10_000)] = 1500


WIRED: Final = ReaderProfile()
BLUETOOTH: Final = ReaderProfile(name="bluetooth", max_gap_ms=120, mean_gap_ms=60)


class LabelPrefixes(msgspec.Struct, frozen=True, kw_only=True):
    """How the administration's own labels begin, which are no parcel's: storage places, seals, evidence bags
    and officers' badges. Upper and lower case are alike.
    """

    place: tuple[Code, ...] = ("LOC-", "PLACE-")
    seal: tuple[Code, ...] = ("SEAL-",)
    evidence_bag: tuple[Code, ...] = ("BAG-",)
    badge: tuple[Code, ...] = ("BADGE-",)


class QueueView(msgspec.Struct, frozen=True, kw_only=True):
    """How the queue was left: columns in order, sort, filters. Empty filters let everything through."""

    columns: tuple[Code, ...] = ()
    sort: Annotated[str, Meta(max_length=64)] = ""
    descending: bool = True
    lanes: tuple[Code, ...] = ()
    offices: tuple[Code, ...] = ()
    standings: tuple[Code, ...] = ()
    categories: tuple[Code, ...] = ()
    states: tuple[Code, ...] = ()
    text: Annotated[str, Meta(max_length=200)] = ""


class CacheScope(msgspec.Struct, frozen=True, kw_only=True):
    """Which consignments this bench keeps: filed in the last `days`, in these lanes (none named: all)."""

    days: Annotated[int, Meta(ge=1, le=3650)] = 30
    lanes: tuple[Code, ...] = ()


class Drills(msgspec.Struct, frozen=True, kw_only=True):
    """Whether officers may cut this bench off on purpose, to practise, and after how many hours a drill ends
    by itself.
    """

    allowed: bool = True
    hours: Annotated[int, Meta(ge=1, le=24)] = 8


class Care(msgspec.Struct, frozen=True, kw_only=True):
    """Care for those who read images: after so many minutes of reading without a pause one is suggested (0:
    never), and into so many of a hundred consignments' images a threat is mixed to practise on (0: none).
    """

    pause_after_minutes: Annotated[int, Meta(ge=0, le=240)] = 20
    training_images: Annotated[int, Meta(ge=0, le=20)] = 0


class Images(msgspec.Struct, frozen=True, kw_only=True):
    """How much memory images may take that are ready to be seen: those on the screen, which may take more,
    the next of the queue and the last ones.
    """

    memory_mb: Annotated[int, Meta(ge=64, le=65_536)] = 512


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How long what was typed and read at the bench is kept in its ledger: after so many days remarks, found
    goods and barcode reads of what is acknowledged are erased (0: never).
    """

    remark_days: Annotated[int, Meta(ge=0, le=36_500)] = 0


class PageSizes(msgspec.Struct, frozen=True, kw_only=True):
    """How much is asked for or sent at once; the service's own limits go before."""

    pull: Annotated[int, Meta(ge=1, le=10_000)] = 1000
    push: Annotated[int, Meta(ge=1, le=1000)] = 100
    history: Annotated[int, Meta(ge=10, le=1000)] = 100


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """Where a rolling backup of the ledger goes (empty: none is made), how often while anything is recorded,
    and how many are kept there.
    """

    folder: FilePath = ""
    minutes: Annotated[int, Meta(ge=5, le=1440)] = 60
    keep: Annotated[int, Meta(ge=1, le=100)] = 3


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """A folder in which the accounts of this machine see who holds the bench (empty: they do not), and
    whether a second one is refused or only told.
    """

    folder: FilePath = ""
    held: Literal["refuse", "tell"] = "refuse"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be set at a bench. Empty texts mean: not set.

    `central_url` is the central service; `offices` the customs offices worked for, `bench` this bench's id;
    `officer` the officer that acts carry while nobody signs in inside the program. `proxy` is `system`,
    `none` or a URL; `ca_file` a PEM bundle in place of the system's trust store; `client_certificate` and
    `client_key` PEM files for mutual TLS. `recovery_key` is the administration's public recovery key (PEM
    file, or base64), to which the ledger's key is wrapped. `mandate_keys` are the public keys (64 hex digits
    each) that may sign mandates; none: those that the enrolment told. `undo_seconds` is how long a release
    waits before it is sent. `alone_days` is for how many days the administration lets benches work from what
    was last heard. `workplace` says what is done at this bench: at an `examination` bench the parcel lies
    there and its barcode must have been read before a decision (`unread_parcels`: whether a coded reason may
    stand for it, as a torn label); at a `document` or `image` desk no parcel does. `image_cache_mb` is the
    budget for scan images; `language` a tag as `nl` or `pt_BR`.
    """

    central_url: Url = ""
    offices: tuple[Code, ...] = ()
    bench: Annotated[str, Meta(max_length=64)] = ""
    officer: Annotated[str, Meta(max_length=64)] = ""
    proxy: Annotated[
        str, Meta(max_length=300, pattern=r"^(system|none|https?://[^\s]+|socks5h?://[^\s]+)$")
    ] = "system"
    ca_file: FilePath = ""
    client_certificate: FilePath = ""
    client_key: FilePath = ""
    recovery_key: FilePath = ""
    workplace: Literal["examination", "document", "image"] = "examination"
    unread_parcels: Literal["never", "reasoned"] = "reasoned"
    reader: ReaderProfile = WIRED
    labels: LabelPrefixes = LabelPrefixes()
    sounds: bool = True
    mandate_keys: tuple[PublicKey, ...] = ()
    undo_seconds: Annotated[int, Meta(ge=0, le=60)] = 5
    alone_days: Annotated[int, Meta(ge=1, le=90)] = 10
    drill: Drills = Drills()
    care: Care = Care()
    theme: Literal["dark", "light"] = "dark"
    language: Annotated[str, Meta(pattern=r"^([a-z]{2,3}([-_][A-Za-z]{2,4})?)?$")] = ""
    queue: QueueView = QueueView()
    scope: CacheScope = CacheScope()
    pages: PageSizes = PageSizes()
    retention: Retention = Retention()
    images: Images = Images()
    image_cache_mb: Annotated[int, Meta(ge=64, le=1_000_000)] = 2048
    backup: Backup = Backup()
    machine: Machine = Machine()


S = TypeVar("S", bound=msgspec.Struct)


def settled(own: Mapping[str, object], fixed: Mapping[str, object]) -> tuple[Settings, tuple[Remark, ...]]:
    """The settings that hold, and what had to be passed over.

    `own` are the bench's values as the file has them, `fixed` the policy's by dotted key.
    """
    remarks: list[Remark] = []
    settings = _settle(Settings, own, fixed, "", remarks)
    settings = _within_bounds(settings, own, fixed, remarks)
    return settings, tuple(remarks)


def is_unmistakable(prefix: str) -> bool:
    """Whether no person types this before what they write: a control character is in it (STX)."""
    return not prefix.isprintable()


def keys(kind: type[msgspec.Struct] = Settings, prefix: str = "") -> Iterator[str]:
    """Every dotted key that can be set, in the order of the declaration."""
    for entry in msgspec.structs.fields(kind):
        if _is_group(entry.type):
            yield from keys(entry.type, f"{prefix}{entry.name}.")
        else:
            yield f"{prefix}{entry.name}"


def _settle(
    kind: type[S],
    own: Mapping[str, object],
    fixed: Mapping[str, object],
    prefix: str,
    remarks: list[Remark],
) -> S:
    values: dict[str, object] = {}
    for entry in msgspec.structs.fields(kind):
        key = f"{prefix}{entry.name}"
        given = own.get(entry.name)
        if _is_group(entry.type):
            if given is not None and not isinstance(given, Mapping):
                remarks.append(_unusable("settings.unusable", key, "not a group of settings"))
                given = None
            values[entry.name] = _settle(entry.type, given or {}, fixed, f"{key}.", remarks)
        elif key in fixed:
            _take(values, entry, fixed[key], remarks, ("policy.unusable", key, False))
        elif entry.name in own:
            _take(values, entry, given, remarks, ("settings.unusable", key, True))
    return kind(**values)


def _take(
    values: dict[str, object],
    entry: msgspec.structs.FieldInfo,
    given: object,
    remarks: list[Remark],
    said: tuple[str, str, bool],
) -> None:
    """Put `given` among `values` if it can be used; else a remark, and the default holds, or for an interlock
    the strictest value.

    Policies are read leniently: a registry knows numbers and texts only, and people write `Never`.
    """
    code, key, strict = said
    if not strict and isinstance(given, str) and key in _STRICTEST:
        given = given.strip().casefold()
    try:
        values[entry.name] = msgspec.convert(given, entry.type, strict=strict)
    except msgspec.ValidationError as error:
        remarks.append(_unusable(code, key, str(error)))
        if key in _STRICTEST:
            values[entry.name] = _STRICTEST[key]


# --- what values mean together ----------------------------------------------------------------------------


def _within_bounds(
    settings: Settings, own: Mapping[str, object], fixed: Mapping[str, object], remarks: list[Remark]
) -> Settings:
    """The settings with defaults in place of what would let a person's typing pass for a read, a label for a
    parcel, or one label for another.
    """
    while slip := next(_slips(settings, fixed), None):
        key, reason = slip
        group, _, name = key.partition(".")
        at = getattr(settings, group)
        default = getattr(type(at)(), name)
        if key == "reader.mean_gap_ms":
            default = min(default, settings.reader.max_gap_ms)
        settings = msgspec.structs.replace(
            settings, **{group: msgspec.structs.replace(at, **{name: default})}
        )
        of_own = own.get(group)
        if key in fixed:
            remarks.append(_unusable("policy.unusable", key, reason))
        elif isinstance(of_own, Mapping) and name in of_own:
            remarks.append(_unusable("settings.unusable", key, reason))
    return settings


def _slips(settings: Settings, fixed: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Keys whose value cannot stand beside the others, and why."""
    yield from _of_reader(settings.reader)
    yield from _of_labels(settings.labels, fixed)


def _of_reader(reader: ReaderProfile) -> Iterator[tuple[str, str]]:
    if any(end in reader.prefix for end in "\r\n\t"):
        yield "reader.prefix", "a line end or tab ends a read"
    separator = reader.separator
    if separator and (separator.isalnum() or separator.isspace() or not separator.isprintable()):
        yield "reader.separator", "barcodes hold letters and figures themselves; line ends end a read"
    if not is_unmistakable(reader.prefix):
        reason = "as slow as a person: only with a prefix that nobody types, as STX"
        if reader.max_gap_ms > MOST_GAP_MS:
            yield "reader.max_gap_ms", reason
        if reader.mean_gap_ms > MOST_MEAN_MS:
            yield "reader.mean_gap_ms", reason
    if reader.mean_gap_ms > reader.max_gap_ms:
        yield "reader.mean_gap_ms", "above reader.max_gap_ms"


def _of_labels(labels: LabelPrefixes, fixed: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    begins: dict[str, tuple[str, ...]] = msgspec.structs.asdict(labels)
    for name, prefixes in begins.items():
        if any(len(each.strip()) < SHORTEST_LABEL_PREFIX for each in prefixes):
            yield f"labels.{name}", f"a label's beginning has {SHORTEST_LABEL_PREFIX} characters or more"
        elif not all(each.isascii() and each.isprintable() and each == each.strip() for each in prefixes):
            yield f"labels.{name}", "only plain letters, figures and signs"
    for one, other in combinations(begins, 2):
        pairs = ((a.upper(), b.upper()) for a in begins[one] for b in begins[other])
        if any(a.startswith(b) or b.startswith(a) for a, b in pairs):
            # The later of the two gives way, unless IT, or the program itself, has named it.
            asked = [each for each in (other, one) if begins[each] != getattr(LabelPrefixes(), each)]
            name = next((each for each in asked if f"labels.{each}" not in fixed), asked[0])
            yield f"labels.{name}", f"labels.{one} and labels.{other} begin alike"


def _unusable(code: str, key: str, reason: str) -> Remark:
    return Remark(code=code, field=key, value=reason[:200], severity="wrong")


def _is_group(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)
