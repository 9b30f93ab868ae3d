"""The whole declaration as lines, in the order in which an officer needs them."""

from collections.abc import Iterator
from itertools import chain

from workstation.desk.open import OpenConsignment
from workstation.ui.declaration import goods, heading, history, particulars
from workstation.ui.declaration.heading import Pen
from workstation.ui.declaration.lines import Line


def lines_of(opened: OpenConsignment, pen: Pen) -> Iterator[Line]:
    """Line by line, made only as far as they are asked for: the first screenful is painted before the rest is
    written.
    """
    names = goods.item_names(opened.consignment.goods_items)
    return chain(
        heading.heading(opened, pen, names),
        heading.why_it_is_here(opened, names),
        goods.goods(opened),
        goods.quality(opened),
        particulars.parties(opened),
        particulars.money(opened),
        particulars.parcels(opened),
        particulars.transport(opened, pen),
        particulars.filings(opened, pen),
        heading.identifiers(opened),
        particulars.images(opened, pen),
        history.acts(opened, pen, names),
        history.steps(opened, pen),
        goods.unknown(opened),
    )


def as_text(opened: OpenConsignment, pen: Pen) -> str:
    """The whole declaration as plain text."""
    out: list[str] = []
    for line in lines_of(opened, pen):
        if line.kind == "section":
            out.append("")
        out.append(line.spoken())
    return "\n".join(out)
