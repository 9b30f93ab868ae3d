"""The central service's tables: facts as they came (events, acts, documents) and the few columns to find
them by.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

SCHEMA: Final = 4
"""Version of these tables. A service refuses a database whose version is newer than its own."""

TEXT_LIMIT: Final = 200
"""Longest text of a column that things are found by; documents keep the whole text."""

metadata = MetaData()

# SQLite makes a BIGINT primary key a second index beside its own row number; INTEGER is the row number, 64
# bit.
Number = BigInteger().with_variant(Integer(), "sqlite")

service = Table(
    "service",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("schema", Integer, nullable=False),
    Column("epoch", String(64), nullable=False),
    # The last numbers given out. They are raised in the transaction that uses them, under the one writer's
    # lock, so
    # that whoever sees number n sees every number below it.
    Column("change", BigInteger, nullable=False),
    Column("event", BigInteger, nullable=False),
    # Changes up to this one have no more rows in `scope_change`: an older cursor has expired.
    Column("trimmed", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("maintenance", LargeBinary, nullable=False),
)
"""One row: what the service knows of itself. `maintenance` is JSON of `Maintenance` values."""

consignment = Table(
    "consignment",
    metadata,
    # The change number with which it first came: the order of the snapshot.
    Column("position", Number, primary_key=True, autoincrement=False),
    Column("id", String(TEXT_LIMIT), nullable=False, unique=True),
    Column("change", BigInteger, nullable=False, unique=True),
    Column("withdrawn", Boolean, nullable=False),
    Column("office", String(TEXT_LIMIT), nullable=False),
    Column("lane", String(TEXT_LIMIT), nullable=False),
    # Arrival, else lodgement of the newest filing, in seconds since 1970; none: neither is known.
    Column("day", BigInteger),
    # The highest document version of its filings.
    Column("version", BigInteger, nullable=False),
    # SHA-256 of the document as received: the same document again changes nothing.
    Column("digest", LargeBinary, nullable=False),
    # JSON array of every act on it, or none: put into the document when it is served.
    Column("acts", LargeBinary),
    # The document as received, without `acts` and `change`, with what came beside it (payments,
    # notifications).
    Column("document", LargeBinary, nullable=False),
    # JSON object of the fields that notes make another than the document's, or none: put into it when it is
    # served.
    Column("beside", LargeBinary),
    # Withdrawn by who put it in, and not for what it turned out to be: that may be taken back.
    Column("ended", Boolean, nullable=False, server_default=false()),
    # Made of a `provisional` event: no document of this id has come.
    Column("provisional", Boolean, nullable=False, server_default=false()),
    Index("consignment_scope", "lane", "office", "day", "withdrawn"),
    Index("consignment_day", "day", "position"),
)

identifier = Table(
    "identifier",
    metadata,
    Column("value", String(TEXT_LIMIT), primary_key=True),
    Column("position", BigInteger, primary_key=True),
    # How close what the number names is to the consignment: 0 parcel, 1 consignment ... 4 filing.
    Column("rank", Integer, nullable=False),
    Index("identifier_position", "position"),
)
"""Every number by which a consignment can be found, in its normalised form."""

scope_change = Table(
    "scope_change",
    metadata,
    Column("change", BigInteger, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("office", String(TEXT_LIMIT), nullable=False),
    Column("lane", String(TEXT_LIMIT), nullable=False),
    Index("scope_change_position", "position", "change"),
)
"""Where a consignment was before a change that may have moved it out of a scope: what tombstones are made
of.
"""

event = Table(
    "event",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("id", String(TEXT_LIMIT), nullable=False),
    # SHA-256 of the event's canonical bytes; for one that could not be verified, of its bytes as they came,
    # after `raw:`.
    Column("fingerprint", String(80), nullable=False),
    Column("ledger", String(TEXT_LIMIT), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("code", String(64), nullable=False),
    Column("words", Text, nullable=False),
    Column("token", String(TEXT_LIMIT), nullable=False),
    Column("submission", LargeBinary, nullable=False),
    # The bench that the envelope names; empty for what could not be read, and for what came before schema 2.
    Column("bench", String(TEXT_LIMIT), nullable=False, server_default=""),
    UniqueConstraint("id", "fingerprint", name="event_said_once"),
    Index("event_ledger", "ledger", "sequence"),
    Index("event_bench", "bench", "number"),
)
"""Every event ever received, refused ones too, as it came. `received` is in milliseconds since 1970."""

act = Table(
    "act",
    metadata,
    Column("position", Number, primary_key=True, autoincrement=True),
    Column("id", String(TEXT_LIMIT), nullable=False, unique=True),
    # The consignment's id, not its position: an act may come before the data.
    Column("consignment", String(TEXT_LIMIT), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Index("act_consignment", "consignment", "position"),
)
"""Every act on a consignment, a bench's or an agency's, accepted or refused, as JSON of `Act`."""

note = Table(
    "note",
    metadata,
    # The number of its event.
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("kind", String(TEXT_LIMIT), nullable=False),
    Column("consignment", String(TEXT_LIMIT), nullable=False),
    # The consignment that the provisional one turned out to be; empty: the note links nothing.
    Column("linked", String(TEXT_LIMIT), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Index("note_consignment", "consignment"),
    Index("note_linked", "linked", sqlite_where=text("linked <> ''"), postgresql_where=text("linked <> ''")),
)
"""Events that move no goods and yet change what is served of a consignment: sightings, asked openings,
provisional consignments, links; as JSON of the domain's own values.
"""

addition = Table(
    "addition",
    metadata,
    Column("position", Number, primary_key=True, autoincrement=True),
    Column("consignment", String(TEXT_LIMIT), nullable=False),
    # Names what was said, so that it is kept once.
    Column("key", String(TEXT_LIMIT), nullable=False),
    Column("document", LargeBinary, nullable=False),
    UniqueConstraint("consignment", "key", name="addition_said_once"),
)
"""What was said of a consignment beside its document (payments, notifications): kept when a newer document
comes.
"""

image = Table(
    "image",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", String(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

reference_list = Table(
    "reference_list",
    metadata,
    Column("name", String(TEXT_LIMIT), primary_key=True),
    Column("etag", String(80), nullable=False),
    Column("document", LargeBinary, nullable=False),
)

token = Table(
    "token",
    metadata,
    # SHA-256 of the token: whoever reads the database cannot use it.
    Column("hash", String(64), primary_key=True),
    Column("name", String(TEXT_LIMIT), nullable=False),
    Column("role", String(16), nullable=False),
    Column("bench", String(TEXT_LIMIT), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("revoked", Boolean, nullable=False),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("bench", String(TEXT_LIMIT), nullable=False),
    Column("office", String(TEXT_LIMIT), nullable=False),
    Column("ledger", String(TEXT_LIMIT), nullable=False),
    Column("public_key", String(64), nullable=False),
    # Entries below this one are of before the ledger had the key.
    Column("signed_from", BigInteger, nullable=False),
    # Hash of the token that it was enrolled with: a token that is bound to a bench enrols one key only.
    Column("token", String(64), nullable=False),
    Column("enrolled", BigInteger, nullable=False),
    # `active`, `replaced` (the bench enrolled another key since) or `revoked`.
    Column("state", String(16), nullable=False),
    Column("ended", BigInteger),
    # When the bench last enrolled the same again, which it does at each start and every hour.
    Column("heard", BigInteger),
    UniqueConstraint("ledger", "public_key", name="enrolment_said_once"),
    Index("enrolment_key", "public_key"),
    Index("enrolment_bench", "bench", "state"),
)
"""Which key speaks for which bench and ledger. Never deleted: entries signed with a key that was replaced
stay good. Times are in milliseconds since 1970, here and below.
"""

enrolled_office = Table(
    "enrolled_office",
    metadata,
    Column("ledger", String(TEXT_LIMIT), primary_key=True),
    Column("office", String(TEXT_LIMIT), primary_key=True),
)
"""Offices that a ledger was enrolled for before the one in `enrolment`."""

alarm = Table(
    "alarm",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    # `fork`, `id_reused`, `signature` ...
    Column("kind", String(64), nullable=False),
    Column("bench", String(TEXT_LIMIT), nullable=False),
    Column("ledger", String(TEXT_LIMIT), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    # The numbers of the events that it is about, the newest last, separated by commas.
    Column("events", String(TEXT_LIMIT), nullable=False),
    Column("words", Text, nullable=False),
)
"""What only a copied, restored or forged ledger makes. A person at the service must look at each."""

mandate_rule = Table(
    "mandate_rule",
    metadata,
    # Empty: for every officer who has no rule of their own.
    Column("officer", String(TEXT_LIMIT), primary_key=True),
    Column("changed", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),
)
"""What mandates are issued from."""

mandate = Table(
    "mandate",
    metadata,
    Column("id", String(TEXT_LIMIT), primary_key=True),
    Column("officer", String(TEXT_LIMIT), nullable=False),
    Column("issued", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("signature", String(200), nullable=False),
    Column("key", String(64), nullable=False),
    Index("mandate_officer", "officer", "issued"),
)
"""Every mandate ever issued, as it was signed."""

mandate_given = Table(
    "mandate_given",
    metadata,
    # The bench, or for a caller that is none the hash of its token.
    Column("asker", String(TEXT_LIMIT), primary_key=True),
    Column("officer", String(TEXT_LIMIT), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("mandate_given_officer", "officer"),
)
"""Who was first given a mandate of which officer, and when."""

service_key = Table(
    "service_key",
    metadata,
    Column("public_key", String(64), primary_key=True),
    Column("purpose", String(16), nullable=False),
    Column("seed", LargeBinary, nullable=False),
    Column("made", BigInteger, nullable=False),
)
"""The service's own signing keys."""

lease = Table(
    "lease",
    metadata,
    Column("consignment", String(TEXT_LIMIT), primary_key=True),
    Column("bench", String(TEXT_LIMIT), primary_key=True),
    Column("office", String(TEXT_LIMIT), nullable=False),
    Column("officer", String(TEXT_LIMIT), nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Index("lease_until", "until"),
)
"""Who has which consignment open. Only ever a hint to people."""
