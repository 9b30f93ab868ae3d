"""Whether an act now stands in a conflict: a hint to its bench that a person must acknowledge both sides."""

from sqlalchemy import Connection, select

from workstation.central import schema
from workstation.central.acts import decoded
from workstation.central.links import Links, counted_acts, links_around
from workstation.contract.reading import read_consignment
from workstation.domain.decision import goods_of
from workstation.domain.standing import standing_of


def is_in_conflict(connection: Connection, act_id: str) -> bool:
    """Whether this act is a side of a conflict, on its own consignment or on one that it counts for."""
    wanted = select(schema.act.c.consignment).where(schema.act.c.id == act_id)
    consignment = connection.execute(wanted).scalar_one_or_none()
    if consignment is None:
        return False
    return is_side_of_one(connection, act_id, consignment, links_around(connection, [consignment]))


def is_side_of_one(connection: Connection, act_id: str, consignment: str, links: Links) -> bool:
    """The same for an act of which it is known which consignment it is on, and what that is linked with."""
    counted = counted_acts(connection, links.onward(consignment), links)
    return any(_is_side(connection, act_id, each, acts) for each, acts in counted.items())


def _is_side(connection: Connection, act_id: str, consignment: str, documents: list[bytes]) -> bool:
    if len(documents) < 2:
        return False
    known = schema.consignment.c
    body = connection.execute(select(known.document).where(known.id == consignment)).scalar_one_or_none()
    document = read_consignment(body).consignment if body else None
    conflicts = standing_of(goods_of(document) if document else (), decoded(documents)).conflicts
    return any(act_id == each.release or act_id in each.missed for each in conflicts)
