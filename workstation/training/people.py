"""Senders, receivers and carriers of training consignments: plainly made-up names, in several scripts."""

from random import Random
from typing import Final

from workstation.domain.consignment import Address, Party
from workstation.domain.value import Value
from workstation.training.reference import COUNTRY

_LATIN = (
    ("Alba", "Bruno", "Carla", "Diego", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Luis"),
    ("Example", "Sample", "Testwell", "Mustermann", "Ejemplo", "Specimen", "Modèle", "Örnek", "Przykład"),
)
_ARABIC = (
    ("نور", "سامي", "ليلى", "كريم", "هدى", "ياسر"),
    ("المثال", "التجريبي", "النموذج", "العيّنة"),
)
_CYRILLIC = (("Анна", "Борис", "Вера", "Глеб", "Дина"), ("Примерова", "Тестова", "Образцова"))
_CHINESE = (("示例", "测试", "样本"), ("一", "二", "三", "小明", "小红"))
_SCRIPTS: Final = ((_LATIN, 62, " "), (_ARABIC, 16, " "), (_CYRILLIC, 12, " "), (_CHINESE, 10, ""))

_STREETS = ("Example Street", "Sample Road", "Calle Ejemplo", "Rue du Modèle", "Teststraße", "شارع المثال")
_CITIES = ("Sampleton", "Exampleville", "Testhaven", "Port Specimen", "Musterstadt")


class Origin(Value):
    """Where training parcels come from: ISO 3166, a made-up IMPC, how often, how companies are called."""

    country: str
    impc: str
    weight: int
    cities: tuple[str, ...]
    companies: tuple[str, ...]


ORIGINS: Final[tuple[Origin, ...]] = (
    Origin(
        country="CN",
        impc="CNXXXA",
        weight=46,
        cities=("示例市", "Test Bay", "样本区"),
        companies=(
            "示例贸易有限公司",
            "测试电子商务有限公司",
            "Sample Trading Co. Ltd.",
            "Example Factory Store",
        ),
    ),
    Origin(
        country="HK",
        impc="HKXXXA",
        weight=8,
        cities=("Example Harbour",),
        companies=("Specimen Logistics Ltd.", "樣本貿易公司"),
    ),
    Origin(
        country="TR",
        impc="TRXXXA",
        weight=8,
        cities=("Örnekköy",),
        companies=("Örnek Tekstil A.Ş.", "Deneme Ticaret Ltd."),
    ),
    Origin(
        country="AE",
        impc="AEXXXA",
        weight=6,
        cities=("مدينة المثال",),
        companies=("مؤسسة المثال للتجارة", "Sample Gulf Trading FZE"),
    ),
    Origin(
        country="US",
        impc="USXXXA",
        weight=9,
        cities=("Sampletown",),
        companies=("Example Outlet Inc.", "Sample Parts LLC"),
    ),
    Origin(
        country="GB",
        impc="GBXXXA",
        weight=9,
        cities=("Exampleton",),
        companies=("Specimen Books Ltd.", "Example & Sample Ltd."),
    ),
    Origin(
        country="IN",
        impc="INXXXA",
        weight=6,
        cities=("Namunapur",),
        companies=("Namuna Exports Pvt. Ltd.", "Sample Remedies Ltd."),
    ),
    Origin(
        country="KZ",
        impc="KZXXXA",
        weight=4,
        cities=("Примерск",),
        companies=("ТОО «Образец»", "ИП Тестов"),
    ),
    Origin(
        country="CH",
        impc="CHXXXA",
        weight=4,
        cities=("Musterlingen",),
        companies=("Muster Versand AG",),
    ),
)
_ORIGIN_WEIGHTS: Final = tuple(origin.weight for origin in ORIGINS)

PLATFORMS: Final = ("Example Marketplace", "SampleMall", "Specimen Shop")


def origin_of(dice: Random) -> Origin:
    """Where a parcel comes from."""
    return dice.choices(ORIGINS, _ORIGIN_WEIGHTS)[0]


def person(dice: Random, role: str) -> Party:
    """Somebody at home in the training country."""
    (given, family), _, between = dice.choices(_SCRIPTS, [weight for _, weight, _ in _SCRIPTS])[0]
    address = Address(
        line=f"{dice.choice(_STREETS)} {dice.randrange(1, 200)}",
        city=dice.choice(_CITIES),
        postcode=f"{dice.randrange(100, 100_000):05d}",
        country=COUNTRY,
    )
    return Party(role=role, name=f"{dice.choice(given)}{between}{dice.choice(family)}", address=address)


def company(dice: Random, role: str, origin: Origin, *, aeo: bool = False) -> Party:
    """A company that sends; a trusted one has an AEO status that the training country recognises."""
    number = dice.randrange(1, 400)
    address = Address(
        line=f"{dice.randrange(1, 900)} {dice.choice(_STREETS)}",
        city=dice.choice(origin.cities),
        postcode=f"{dice.randrange(10_000, 1_000_000)}",
        country=origin.country,
    )
    return Party(
        role=role,
        id=f"{origin.country}TEST{number:08d}",
        name=f"{dice.choice(origin.companies)} {number}",
        address=address,
        aeo_status=dice.choice(("AEOF", "AEOC")) if aeo else "",
        aeo_mutual_recognition=COUNTRY if aeo else "",
    )
