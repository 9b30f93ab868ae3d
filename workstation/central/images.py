"""Images as the service keeps them: their bytes, once, under their SHA-256."""

import hashlib
from typing import Final

from sqlalchemy import Connection, insert, select

from workstation.central import schema
from workstation.central.documents import column_text

_LONGEST_TYPE: Final = 100


def keep_image(connection: Connection, content: bytes, media_type: str) -> tuple[str, bool]:
    """Keep these bytes; their SHA-256, and whether they were not here before."""
    sha256 = hashlib.sha256(content).hexdigest()
    table = schema.image
    if connection.execute(select(table.c.size).where(table.c.sha256 == sha256)).first() is not None:
        return sha256, False
    kept = {"sha256": sha256, "media_type": column_text(media_type, _LONGEST_TYPE), "size": len(content)}
    connection.execute(insert(table).values(content=content, **kept))
    return sha256, True
