"""The rules of the coded lists as they are now."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import select

from workstation.central import schema
from workstation.central.database import Database
from workstation.central.rules import CodedRules
from workstation.domain.interlock import EXCEPTIONS
from workstation.domain.reference import ReferenceList


class RuleBook:
    """Keeps the rules, and reads the lists again only when one has changed. May be used from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: tuple[tuple[str, ...], CodedRules] | None = None

    def current(self) -> CodedRules:
        """The rules of the lists `acts`, `reasons` and `exceptions`."""
        known = schema.reference_list.c
        wanted = (
            select(known.name, known.etag)
            .where(known.name.in_(("acts", "reasons", EXCEPTIONS)))
            .order_by(known.name)
        )
        with self._database.reading() as connection:
            etags = tuple(row.etag for row in connection.execute(wanted))
            read = self._read
            if read is not None and read[0] == etags:
                return read[1]
            rows = connection.execute(select(known.name, known.document))
            lists: Mapping[str, ReferenceList] = {
                row.name: msgspec.json.decode(row.document, type=ReferenceList) for row in rows
            }
        rules = CodedRules(lists)
        self._read = (etags, rules)
        return rules
