"""The paths of version 1, once: the service routes by them, the bench calls them, openapi.py describes
them.
"""

from typing import Final

from workstation.contract import enrolment as of_benches
from workstation.contract import leases as of_leases
from workstation.contract import messages as m
from workstation.contract.mandates import MandateRule, SignedMandate
from workstation.domain.consignment import Consignment
from workstation.domain.reference import ReferenceList
from workstation.domain.value import Value


class Parameter(Value):
    """A query or path parameter of an endpoint."""

    name: str
    words: str
    where: str = "query"
    required: bool = False
    repeated: bool = False
    kind: str = "string"


class Endpoint(Value):
    """One endpoint: who may call it (`bench`, `national`), what it takes, what it gives."""

    name: str
    method: str
    path: str
    words: str
    parameters: tuple[Parameter, ...] = ()
    takes: type | None = None
    gives: type | None = None
    takes_media: str = "application/json"
    gives_media: str = "application/json"
    roles: tuple[str, ...] = ("bench",)
    statuses: tuple[int, ...] = (200, 401, 403)


_SCOPE = (
    Parameter(name="office", words="Customs office code; repeat for several; none for all.", repeated=True),
    Parameter(name="lane", words="Lane; repeat for several; none for all.", repeated=True),
    Parameter(name="days", words="How many days back from now; 0 for no limit.", kind="integer"),
    Parameter(name="limit", words="Consignments a page at most; the service may give fewer.", kind="integer"),
)

SERVICE_INFORMATION: Final = Endpoint(
    name="service_information",
    method="GET",
    path="/v1/service-information",
    words="Versions served, capabilities, limits, epoch, clock, planned maintenance.",
    gives=m.ServiceInformation,
    roles=("bench", "national"),
)
SNAPSHOT: Final = Endpoint(
    name="snapshot",
    method="GET",
    path="/v1/snapshot",
    words="Every consignment of a scope, page by page; resumable after any page.",
    parameters=(
        *_SCOPE,
        Parameter(name="after", words="Cursor of the page before; none for the first page."),
    ),
    gives=m.Page,
    statuses=(200, 400, 401, 403, 410),
)
CHANGES: Final = Endpoint(
    name="changes",
    method="GET",
    path="/v1/changes",
    words="Changes in a scope since a cursor, tombstones included. 410: take a new snapshot.",
    parameters=(*_SCOPE, Parameter(name="since", words="Cursor stored with the page before.", required=True)),
    gives=m.Page,
    statuses=(200, 400, 401, 403, 410),
)
CONSIGNMENT: Final = Endpoint(
    name="consignment",
    method="GET",
    path="/v1/consignments/{id}",
    words="One consignment by its id.",
    parameters=(Parameter(name="id", words="Consignment id.", where="path", required=True),),
    gives=Consignment,
    roles=("bench", "national"),
    statuses=(200, 401, 403, 404),
)
BY_BARCODE: Final = Endpoint(
    name="by_barcode",
    method="GET",
    path="/v1/consignments",
    words="Consignments that have this barcode; several may match, none is an empty list.",
    parameters=(Parameter(name="barcode", words="The barcode in its normalised form.", required=True),),
    gives=m.Matches,
    statuses=(200, 400, 401, 403),
)
IMAGE: Final = Endpoint(
    name="image",
    method="GET",
    path="/v1/images/{sha256}",
    words="The bytes of an image by their SHA-256. Immutable; ranges are served (RFC 9110 section 14).",
    parameters=(Parameter(name="sha256", words="SHA-256, 64 hex digits.", where="path", required=True),),
    gives_media="application/octet-stream",
    statuses=(200, 206, 304, 401, 403, 404, 416),
)
SEND_EVENTS: Final = Endpoint(
    name="send_events",
    method="POST",
    path="/v1/events",
    words="Bench events of one ledger in its order; each is answered. Sending again changes nothing.",
    takes=m.EventBatch,
    gives=m.BatchAnswer,
    statuses=(200, 400, 401, 403, 413),
)
READ_EVENTS: Final = Endpoint(
    name="read_events",
    method="GET",
    path="/v1/events",
    words="Every accepted event since a cursor, for a national system. 410: read from the beginning.",
    parameters=(
        Parameter(name="since", words="Cursor of the page before; none for the first."),
        Parameter(name="limit", words="Events a page at most.", kind="integer"),
    ),
    gives=m.EventPage,
    roles=("national",),
    statuses=(200, 400, 401, 403, 410),
)
REFERENCE_LIST: Final = Endpoint(
    name="reference_list",
    method="GET",
    path="/v1/reference-lists/{name}",
    words="A coded list with ETag; 304 when it has not changed.",
    parameters=(
        Parameter(
            name="name",
            words="acts, reasons, legal_bases, offices, thresholds, exceptions or places.",
            where="path",
            required=True,
        ),
    ),
    gives=ReferenceList,
    roles=("bench", "national"),
    statuses=(200, 304, 401, 403, 404),
)
PUT_REFERENCE_LIST: Final = Endpoint(
    name="put_reference_list",
    method="PUT",
    path="/v1/reference-lists/{name}",
    words="A coded list in place of the one of the same name; benches fetch it when its ETag has changed.",
    parameters=(Parameter(name="name", words="Name of the list.", where="path", required=True),),
    takes=ReferenceList,
    roles=("national",),
    statuses=(204, 400, 401, 403, 413),
)
MANDATE: Final = Endpoint(
    name="mandate",
    method="GET",
    path="/v1/mandates/{officer}",
    words="What an officer may decide, signed by the service, with ETag; 304 when it has not changed.",
    parameters=(Parameter(name="officer", words="Officer id.", where="path", required=True),),
    gives=SignedMandate,
    statuses=(200, 304, 401, 403),
)
PUT_MANDATE_RULE: Final = Endpoint(
    name="put_mandate_rule",
    method="PUT",
    path="/v1/mandate-rules/{officer}",
    words="What an officer's mandates are issued from; benches fetch the next mandate by themselves.",
    parameters=(
        Parameter(
            name="officer",
            words="Officer id; `*` for everybody who has no rule.",
            where="path",
            required=True,
        ),
    ),
    takes=MandateRule,
    roles=("national",),
    statuses=(204, 400, 401, 403, 413),
)
PUT_CONSIGNMENTS: Final = Endpoint(
    name="put_consignments",
    method="POST",
    path="/v1/consignments",
    words="Consignments of a national system, one a line. A newer one replaces the older; acts stay.",
    takes=Consignment,
    takes_media="application/x-ndjson",
    gives=m.PutAnswer,
    roles=("national",),
    statuses=(200, 400, 401, 403, 413),
)
WITHDRAW_CONSIGNMENT: Final = Endpoint(
    name="withdraw_consignment",
    method="DELETE",
    path="/v1/consignments/{id}",
    words="Take a consignment out of every scope; benches get a tombstone, its acts stay.",
    parameters=(Parameter(name="id", words="Consignment id.", where="path", required=True),),
    roles=("national",),
    statuses=(204, 401, 403, 404),
)
PUT_ACTS: Final = Endpoint(
    name="put_acts",
    method="POST",
    path="/v1/acts",
    words="Acts of agencies, one a line (NDJSON). An id already known is not stored twice.",
    takes=m.ConsignmentAct,
    takes_media="application/x-ndjson",
    gives=m.PutAnswer,
    roles=("national",),
    statuses=(200, 400, 401, 403, 413),
)
PUT_PAYMENTS: Final = Endpoint(
    name="put_payments",
    method="POST",
    path="/v1/payments",
    words="Payment states, one a line (NDJSON).",
    takes=m.Payment,
    takes_media="application/x-ndjson",
    gives=m.PutAnswer,
    roles=("national",),
    statuses=(200, 400, 401, 403, 413),
)
PUT_IMAGE: Final = Endpoint(
    name="put_image",
    method="POST",
    path="/v1/images",
    words="The bytes of one image; the answer's id is their SHA-256. Before the consignment that names it.",
    takes_media="application/octet-stream",
    gives=m.PutOutcome,
    roles=("national",),
    statuses=(200, 400, 401, 403, 413),
)

_LEASED = Parameter(name="id", words="Consignment id.", where="path", required=True)
ENROL: Final = Endpoint(
    name="enrol",
    method="POST",
    path="/v1/enrolments",
    words="A bench says the key that signs its ledger and, from then on, its requests. Needs no signature.",
    takes=of_benches.Enrolment,
    gives=of_benches.Enrolled,
    statuses=(200, 400, 401, 403, 413),
)
LEDGER_HOLDING: Final = Endpoint(
    name="ledger_holding",
    method="GET",
    path="/v1/ledgers/{ledger}",
    words="What is held of a ledger: counts, ranges and a hash, for comparing after each sending.",
    parameters=(
        Parameter(name="ledger", words="Ledger id.", where="path", required=True),
        Parameter(name="after", words="Places behind this one; none: from the first.", kind="integer"),
        Parameter(name="up_to", words="Places up to this one; none: to the last.", kind="integer"),
        Parameter(name="entries", words="`true`: name each place with its hash, at most 200."),
    ),
    gives=of_benches.LedgerHolding,
    roles=("bench", "national"),
    statuses=(200, 400, 401, 403),
)
OWN_EVENTS: Final = Endpoint(
    name="own_events",
    method="GET",
    path="/v1/own-events",
    words="Every event of the calling bench, refused ones too: for one that has lost its ledger.",
    parameters=(
        Parameter(name="since", words="Cursor of the page before; none for the first."),
        Parameter(name="ledger", words="Only events of this ledger."),
        Parameter(name="without", words="No events of this ledger."),
        Parameter(name="limit", words="Events a page at most.", kind="integer"),
    ),
    gives=m.EventPage,
    statuses=(200, 400, 401, 403, 410),
)
ALARMS: Final = Endpoint(
    name="alarms",
    method="GET",
    path="/v1/alarms",
    words="What only a copied, restored or forged ledger makes. A person must look at each.",
    parameters=(
        Parameter(
            name="after", words="Number of the last alarm known; none: from the first.", kind="integer"
        ),
        Parameter(name="limit", words="Alarms a page at most.", kind="integer"),
    ),
    gives=of_benches.AlarmPage,
    roles=("national",),
    statuses=(200, 400, 401, 403),
)
TAKE_LEASE: Final = Endpoint(
    name="take_lease",
    method="PUT",
    path="/v1/leases/{id}",
    words="This bench has the consignment open, for three minutes more. Answers who else has. Never a lock.",
    parameters=(_LEASED,),
    takes=of_leases.LeaseRequest,
    gives=of_leases.LeaseAnswer,
    statuses=(200, 400, 401, 403, 413),
)
GIVE_BACK_LEASE: Final = Endpoint(
    name="give_back_lease",
    method="DELETE",
    path="/v1/leases/{id}",
    words="This bench has put the consignment away.",
    parameters=(_LEASED, Parameter(name="bench", words="The bench that had it open.", required=True)),
    statuses=(204, 400, 401, 403),
)
LEASES: Final = Endpoint(
    name="leases",
    method="GET",
    path="/v1/leases",
    words="Which consignments benches of these offices have open now, the newest first, at most 1,000.",
    parameters=(
        Parameter(
            name="office", words="Office of the bench; repeat for several; none for all.", repeated=True
        ),
    ),
    gives=of_leases.Leases,
    roles=("bench", "national"),
    statuses=(200, 400, 401, 403),
)

ENDPOINTS: Final = (
    SERVICE_INFORMATION,
    SNAPSHOT,
    CHANGES,
    CONSIGNMENT,
    BY_BARCODE,
    IMAGE,
    SEND_EVENTS,
    READ_EVENTS,
    REFERENCE_LIST,
    PUT_REFERENCE_LIST,
    MANDATE,
    PUT_MANDATE_RULE,
    PUT_CONSIGNMENTS,
    WITHDRAW_CONSIGNMENT,
    PUT_ACTS,
    PUT_PAYMENTS,
    PUT_IMAGE,
    ENROL,
    LEDGER_HOLDING,
    OWN_EVENTS,
    ALARMS,
    TAKE_LEASE,
    GIVE_BACK_LEASE,
    LEASES,
)
