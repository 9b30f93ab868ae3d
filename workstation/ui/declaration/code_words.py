"""Words for the codes of documents and procedures, from lists whose source is known; the code stays beside
them, and a code of another list stands alone.
"""

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.ui.parts.text import shown

# UN/EDIFACT data element 1001, document name code, which the WCO Data Model uses too; European Union code
# lists put an N before it (Regulation (EU) 2015/2447, Annex B, data elements 12 01, 12 03 and 12 05), and
# 337 and 355 are named here as they are used there.
DOCUMENTS: Final[dict[str, Any]] = {
    "271": QT_TRANSLATE_NOOP("Declaration", "packing list"),
    "325": QT_TRANSLATE_NOOP("Declaration", "pro forma invoice"),
    "337": QT_TRANSLATE_NOOP("Declaration", "temporary storage declaration"),
    "355": QT_TRANSLATE_NOOP("Declaration", "entry summary declaration"),
    "380": QT_TRANSLATE_NOOP("Declaration", "commercial invoice"),
    "703": QT_TRANSLATE_NOOP("Declaration", "house waybill"),
    "704": QT_TRANSLATE_NOOP("Declaration", "master bill of lading"),
    "705": QT_TRANSLATE_NOOP("Declaration", "bill of lading"),
    "714": QT_TRANSLATE_NOOP("Declaration", "house bill of lading"),
    "730": QT_TRANSLATE_NOOP("Declaration", "road consignment note"),
    "740": QT_TRANSLATE_NOOP("Declaration", "air waybill"),
    "741": QT_TRANSLATE_NOOP("Declaration", "master air waybill"),
    "750": QT_TRANSLATE_NOOP("Declaration", "despatch note of a post parcel"),
    "785": QT_TRANSLATE_NOOP("Declaration", "cargo manifest"),
    "830": QT_TRANSLATE_NOOP("Declaration", "export declaration"),
    "851": QT_TRANSLATE_NOOP("Declaration", "phytosanitary certificate"),
    "853": QT_TRANSLATE_NOOP("Declaration", "veterinary certificate"),
    "861": QT_TRANSLATE_NOOP("Declaration", "certificate of origin"),
    "911": QT_TRANSLATE_NOOP("Declaration", "import licence"),
    "935": QT_TRANSLATE_NOOP("Declaration", "customs invoice"),
}
# Box 40 of the European Union's single administrative document.
CATEGORIES: Final[dict[str, Any]] = {
    "X": QT_TRANSLATE_NOOP("Declaration", "summary declaration"),
    "Y": QT_TRANSLATE_NOOP("Declaration", "initial declaration"),
    "Z": QT_TRANSLATE_NOOP("Declaration", "previous document"),
}
# Regulation (EU) 2015/2447, Annex B, data element 11 09: the first two figures are the procedure that is
# asked for, the last two the one before it.
PROCEDURES: Final[dict[str, Any]] = {
    "07": QT_TRANSLATE_NOOP("Declaration", "free circulation, warehoused for tax"),
    "40": QT_TRANSLATE_NOOP("Declaration", "free circulation and home use"),
    "42": QT_TRANSLATE_NOOP("Declaration", "free circulation, onward supply free of tax"),
    "44": QT_TRANSLATE_NOOP("Declaration", "end-use"),
    "51": QT_TRANSLATE_NOOP("Declaration", "inward processing"),
    "53": QT_TRANSLATE_NOOP("Declaration", "temporary admission"),
    "61": QT_TRANSLATE_NOOP("Declaration", "re-import for home use"),
    "71": QT_TRANSLATE_NOOP("Declaration", "customs warehousing"),
}
# The same, data element 11 10: what is to be known besides.
ADDITIONAL: Final[dict[str, Any]] = {
    "C07": QT_TRANSLATE_NOOP("Declaration", "goods of negligible value"),
    "C08": QT_TRANSLATE_NOOP("Declaration", "from one private person to another"),
    "F48": QT_TRANSLATE_NOOP("Declaration", "tax by the import one-stop shop"),
    "F49": QT_TRANSLATE_NOOP("Declaration", "tax by the special arrangements"),
}
# Regulation (EU) 2015/2446, Annex B: the columns of the data requirements.
DATA_SETS: Final[dict[str, Any]] = {
    "H1": QT_TRANSLATE_NOOP("Declaration", "free circulation or end-use"),
    "H6": QT_TRANSLATE_NOOP("Declaration", "postal traffic, free circulation"),
    "H7": QT_TRANSLATE_NOOP("Declaration", "low value, free of import duty"),
    "I1": QT_TRANSLATE_NOOP("Declaration", "simplified import"),
}
# Regulation (EU) 2015/2447, Annex B, data elements 11 01 and 11 02, written together.
TYPES: Final[dict[str, Any]] = {
    "IMA": QT_TRANSLATE_NOOP("Declaration", "import, standard declaration"),
    "IMB": QT_TRANSLATE_NOOP("Declaration", "import, simplified declaration"),
    "IMC": QT_TRANSLATE_NOOP("Declaration", "import, simplified declaration in regular use"),
    "IMD": QT_TRANSLATE_NOOP("Declaration", "import, standard declaration before arrival"),
}
_NO_PROCEDURE: Final = "00"


def _beside(code: str, table: dict[str, Any], key: str) -> str:
    """The code, and after it its words."""
    known = table.get(key)
    written = shown(code, 40)
    return f"{written} {QCoreApplication.translate('Declaration', known)}" if known else written


def document_words(kind: str, category: str = "") -> str:
    """Type and category of a document, each as its code with the words after it."""
    plain = kind[1:] if kind[:1] == "N" else kind
    parts = (_beside(kind, DOCUMENTS, plain), _beside(category, CATEGORIES, category))
    return " · ".join(part for part in parts if part)


def procedure_words(code: str) -> str:
    """A procedure code of four figures, or an additional one, with its words after it."""
    if code in ADDITIONAL:
        return _beside(code, ADDITIONAL, code)
    asked, before = code[:2], code[2:]
    if len(code) != 4 or asked not in PROCEDURES or (before != _NO_PROCEDURE and before not in PROCEDURES):
        return shown(code, 40)
    words = QCoreApplication.translate("Declaration", PROCEDURES[asked])
    if before != _NO_PROCEDURE:
        after = QCoreApplication.translate("Declaration", PROCEDURES[before])
        said = QCoreApplication.translate("Declaration", "{procedure}, after {earlier}")
        words = said.format(procedure=words, earlier=after)
    return f"{code} {words}"


def filing_words(data_set: str, kind: str) -> str:
    """What data set and type of a filing mean; empty where neither is of a known list."""
    known = (DATA_SETS.get(data_set), TYPES.get(kind))
    return " · ".join(QCoreApplication.translate("Declaration", each) for each in known if each)
