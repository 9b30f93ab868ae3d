"""XML from outside, parsed safely: no document type, no entities, no network; elements know their lines."""

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

DEPTH_LIMIT: Final = 100
"""Deeper than any message of the WCO Data Model."""


class Unreadable(Exception):  # noqa: N818
    """Not well-formed, or with a document type or entities. `line` says where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class Tree:
    """The elements of one file by their local names, with the lines they begin on, and which of them were
    read.

    What nobody has read at the end has no place of its own in the contract, and is kept beside it.
    """

    def __init__(self, root: Element, lines: dict[int, int]) -> None:
        self.root = root
        self._lines = lines
        self._read: set[int] = set()

    def line(self, element: Element) -> int:
        """The line on which an element begins."""
        return self._lines.get(id(element), 0)

    def text(self, element: Element | None, path: str) -> str:
        """The text of the first element at this path, which counts as read; empty if there is none."""
        found = element.find(path) if element is not None else None
        if found is None:
            return ""
        self._read.add(id(found))
        return (found.text or "").strip()

    def amount(self, element: Element | None, path: str) -> dict[str, str] | None:
        """An amount with its currency (WCO currencyID), as it stands there."""
        text = self.text(element, path)
        found = element.find(path) if element is not None else None
        if found is None or not text:
            return None
        currency = found.get("currencyID", "")
        return {"value": text, "currency": currency} if currency else {"value": text}

    def unread(self, element: Element, path: str = "") -> Iterator[tuple[str, str]]:
        """Every leaf below that nobody has read: its path and its text."""
        for child in element:
            below = f"{path}/{child.tag}" if path else str(child.tag)
            if len(child):
                yield from self.unread(child, below)
            elif id(child) not in self._read and (child.text or "").strip():
                yield below, (child.text or "").strip()


def parse(body: bytes) -> Tree:
    """Parse one file. Raises Unreadable."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    lines: dict[int, int] = {}

    class Builder(TreeBuilder):
        """Notes the line of each element, and forgets its namespace: the WCO Data Model needs none."""

        depth = 0

        def start(self, tag: Any, attrs: Any) -> Element:
            self.depth += 1
            if self.depth > DEPTH_LIMIT:
                raise ValueError(f"nested deeper than {DEPTH_LIMIT} levels")
            element = super().start(tag.rpartition("}")[2], attrs)
            lines[id(element)] = parser.parser.CurrentLineNumber
            return element

        def end(self, tag: Any) -> Element:
            self.depth -= 1
            return super().end(tag.rpartition("}")[2])

    parser: Any = DefusedXMLParser(target=Builder(), forbid_dtd=True)
    try:
        parser.feed(body)
        root = parser.close()
    except ParseError as error:
        raise Unreadable(error.position[0], f"the XML is not well-formed: {error}") from error
    except DefusedXmlException as error:
        reason = f"the XML has a {type(error).__name__.removesuffix('Forbidden')}, which is not allowed"
        raise Unreadable(parser.parser.CurrentLineNumber, reason) from error
    except (ValueError, LookupError, RecursionError) as error:
        raise Unreadable(1, f"the XML cannot be read: {error}") from error
    return Tree(root, lines)
