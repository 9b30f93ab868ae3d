"""The rest of the declaration: parties, money, transport, filings, parcels, scan images."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from workstation.desk.open import OpenConsignment
from workstation.domain.consignment import Document, Filing, Parcel, Party, ScanImage
from workstation.ui.declaration import words
from workstation.ui.declaration.code_words import document_words, filing_words, procedure_words
from workstation.ui.declaration.goods import gross_mass
from workstation.ui.declaration.heading import Pen
from workstation.ui.declaration.lines import Cell, Line, ours, pair, section, text
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated, shown
from workstation.ui.parts.words import presence_word

translate = QCoreApplication.translate

_FIRST_ROLES = ("consignor", "consignee", "seller", "platform", "buyer", "importer", "declarant")


def parties(opened: OpenConsignment) -> Iterator[Line]:
    """Who is who: role, name, address, AEO status."""
    known = opened.consignment.parties
    if not known:
        return
    yield section(translate("Declaration", "Parties"), formats.count(len(known)))
    for party in sorted(known, key=_role_order):
        yield _party(party)


def _role_order(party: Party) -> int:
    return _FIRST_ROLES.index(party.role) if party.role in _FIRST_ROLES else len(_FIRST_ROLES)


def _party(party: Party) -> Line:
    cells = [text(party.name or "–", face="strong")]
    if party.address is not None:
        place = party.address
        town = " ".join(part for part in (place.postcode, place.city) if part)
        written = ", ".join(part for part in (place.line, town, place.country) if part)
        if written:
            cells.append(text(written))
    if party.id:
        cells.append(Cell(isolated(shown(party.id, 80)), "soft", "identifier"))
    if party.aeo_status:
        status = words.word(words.AEO, party.aeo_status)
        if party.aeo_mutual_recognition:
            said = translate("Declaration", "{status}, recognised by {country}")
            status = said.format(status=status, country=shown(party.aeo_mutual_recognition, 8))
        cells.append(Cell(status, "good", "small"))
    return Line(
        "pair", label=words.word(words.ROLES, party.role), cells=tuple(cells), copied=shown(party.name)
    )


def money(opened: OpenConsignment) -> Iterator[Line]:
    """Value, freight, insurance; duty and tax; who pays and whether it is paid."""
    value, revenue = opened.consignment.valuation, opened.consignment.revenue
    if value is None and revenue is None:
        return
    yield section(translate("Declaration", "Value and revenue"))
    if value is not None:
        yield pair(translate("Declaration", "value"), Cell(formats.money(value.intrinsic), face="strong"))
        if value.freight is not None:
            yield pair(translate("Declaration", "freight"), Cell(formats.money(value.freight)))
        if value.insurance is not None:
            yield pair(translate("Declaration", "insurance"), Cell(formats.money(value.insurance)))
    if revenue is None:
        return
    if revenue.duty is not None:
        yield pair(translate("Declaration", "duty"), Cell(formats.money(revenue.duty)))
    if revenue.tax is not None:
        yield pair(translate("Declaration", "tax"), Cell(formats.money(revenue.tax)))
    if revenue.model or revenue.tax_identifier:
        cells = [Cell(words.word(words.REVENUE_MODELS, revenue.model) or formats.ABSENT)]
        if revenue.tax_identifier:
            cells.append(Cell(isolated(shown(revenue.tax_identifier, 60)), face="identifier"))
        yield pair(translate("Declaration", "who pays"), *cells, copied=shown(revenue.tax_identifier))
    if revenue.payment_state or revenue.amount_due is not None:
        yield _payment(opened)


def _payment(opened: OpenConsignment) -> Line:
    revenue = opened.consignment.revenue
    state = revenue.payment_state if revenue else ""
    ink = {"paid": "good", "not_due": "good", "due": "attention"}.get(state, "text")
    said = words.word(words.PAYMENT_STATES, state) or formats.ABSENT
    if revenue is not None and revenue.amount_due is not None:
        said = f"{said} · {formats.money(revenue.amount_due)}"
    cells = [Cell(said, ink, "strong")]
    if revenue is not None and revenue.paid_evidence:
        cells.append(text(revenue.paid_evidence, "soft", "small"))
    return pair(translate("Declaration", "payment"), *cells)


def transport(opened: OpenConsignment, pen: Pen) -> Iterator[Line]:
    """How it comes, and the documents it refers to."""
    consignment, way = opened.consignment, opened.consignment.transport
    papers = (*consignment.previous_documents, *consignment.additional_documents)
    if way is None and not papers:
        return
    yield section(translate("Declaration", "Transport and documents"))
    if way is not None:
        facts = (
            words.word(words.TRANSPORT_MODES, way.mode),
            shown(way.carrier, 80),
            shown(way.departure_country, 8),
        )
        if any(facts):
            yield pair(translate("Declaration", "transport"), Cell(" · ".join(f for f in facts if f)))
        for label, number in (
            (translate("Declaration", "house document"), way.house_document),
            (translate("Declaration", "master document"), way.master_document),
            (translate("Declaration", "receptacle"), way.receptacle),
        ):
            if number:
                yield pair(label, Cell(isolated(shown(number)), face="identifier"))
        if way.arrival_office:
            yield pair(
                translate("Declaration", "office of arrival"),
                text(pen.in_words("offices", way.arrival_office)),
                text(way.arrival_office, "soft", "small"),
            )
    for paper in consignment.previous_documents:
        yield _document(translate("Declaration", "previous document"), paper)
    for paper in consignment.additional_documents:
        yield _document(translate("Declaration", "document"), paper)


def _document(label: str, paper: Document) -> Line:
    kind = document_words(paper.type, paper.category)
    cells = [Cell(isolated(shown(paper.id)) or formats.ABSENT, face="identifier")]
    if kind:
        cells.append(text(kind, "soft", "small"))
    return pair(label, *cells, copied=shown(paper.id))


def filings(opened: OpenConsignment, pen: Pen) -> Iterator[Line]:
    """Each declaration with its document version and numbers."""
    known = opened.consignment.filings
    if not known:
        return
    yield section(translate("Declaration", "Filings"), formats.count(len(known)))
    for filing in known:
        yield _filing(filing, pen)
    if opened.consignment.procedures:
        codes = (ours(procedure_words(code)) for code in opened.consignment.procedures)
        yield pair(translate("Declaration", "procedures"), *codes)


def _filing(filing: Filing, pen: Pen) -> Line:
    kind = " ".join(part for part in (filing.data_set, filing.type) if part)
    version = translate("Declaration", "version {version}").format(version=formats.count(filing.version))
    cells = [text(" · ".join(part for part in (kind, version) if part), face="strong")]
    meant = filing_words(filing.data_set, filing.type)
    if meant:
        cells.append(ours(meant, "soft", "small"))
    numbers = (("MRN", filing.mrn), ("LRN", filing.lrn), ("UCR", filing.ucr))
    cells += [
        Cell(isolated(f"{name} {shown(number, 80)}"), face="identifier") for name, number in numbers if number
    ]
    about = []
    if filing.lodged is not None:
        about.append(
            translate("Declaration", "lodged {when}").format(when=formats.instant(filing.lodged, pen.zone))
        )
    if filing.declarant:
        about.append(shown(filing.declarant, 80))
    if filing.procedures:
        about.append(", ".join(procedure_words(code) for code in filing.procedures[:12]))
    if about:
        cells.append(ours(" · ".join(about), "soft", "small"))
    return Line(
        "pair",
        label=shown(filing.id, 60),
        cells=tuple(cells),
        copied=shown(filing.mrn or filing.lrn or filing.id),
    )


def parcels(opened: OpenConsignment) -> Iterator[Line]:
    """Each physical piece: where it is, how heavy and large, its barcodes."""
    known = opened.consignment.parcels
    if not known:
        return
    yield section(translate("Declaration", "Parcels"), formats.count(len(known)))
    barcodes: dict[str, list[str]] = {}
    for each in opened.consignment.identifiers:
        if each.belongs_to == "parcel":
            barcodes.setdefault(each.of, []).append(formats.identifier(each.value, each.kind))
    alone = len(known) == 1
    for parcel in known:
        own = [*barcodes.get(parcel.id, ()), *(barcodes.get("", ()) if alone else ())]
        yield _parcel(parcel, own)


def _parcel(parcel: Parcel, barcodes: list[str]) -> Line:
    facts = [presence_word(parcel.presence)]
    if parcel.location:
        facts.append(shown(parcel.location, 60))
    ink = "problem" if parcel.presence == "missing" else "text"
    cells = [Cell(" · ".join(facts), ink, "strong")]
    body = [gross_mass(parcel.gross_mass_kg)] if parcel.gross_mass_kg is not None else []
    if parcel.size is not None:
        size = parcel.size
        edges = " × ".join(formats.count(edge) for edge in (size.length_mm, size.width_mm, size.height_mm))
        body.append(isolated(translate("Declaration", "{edges} mm").format(edges=edges)))
    if parcel.package_type:
        body.append(shown(parcel.package_type, 40))
    if body:
        cells.append(Cell(" · ".join(body)))
    cells += [Cell(barcode, face="identifier") for barcode in barcodes[:20]]
    label = formats.identifier(parcel.id[:60])
    return Line("pair", label=label, cells=tuple(cells), copied=barcodes[0] if barcodes else "")


def images(opened: OpenConsignment, pen: Pen) -> Iterator[Line]:
    """Each scan image and what algorithms believe to see in it, and photographs of what nobody declared."""
    known = opened.consignment.images
    scans = [each for each in known if not each.is_photograph]
    photographs = [each for each in known if each.is_photograph]
    if scans:
        yield section(translate("Declaration", "Scan images"), formats.count(len(scans)))
        yield from (_image(image, pen) for image in scans)
    if photographs:
        yield section(translate("Declaration", "Photographs"), formats.count(len(photographs)))
        yield from (_image(image, pen) for image in photographs)


def _image(image: ScanImage, pen: Pen) -> Line:
    facts = [formats.instant(image.acquired, pen.zone)] if image.acquired else []
    if image.machine:
        facts.append(shown(image.machine, 60))
    if image.parcel:
        facts.append(translate("Declaration", "parcel {parcel}").format(parcel=shown(image.parcel, 40)))
    cells = [ours(" · ".join(facts) or formats.ABSENT)]
    for seen in image.detections[:20]:
        said = shown(seen.words or seen.kind, 80)
        if seen.confidence > 0:
            said = f"{said} {formats.percent(seen.confidence)}"
        if seen.algorithm:
            said = f"{said} · {shown(seen.algorithm, 40)}"
        cells.append(Cell(said, "attention", "small"))
    return Line("pair", label=words.word(words.VIEWS, image.view), cells=tuple(cells), copied=image.sha256)
