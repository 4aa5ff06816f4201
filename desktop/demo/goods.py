"""The goods of the demo shop: about two thousand, each with a price and codes to scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.demo.assortment import DEPARTMENTS
from desktop.demo.kinds import CLOTHING, ELECTRONICS, FOOD, HOME, PPN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from desktop.demo.kinds import Category, Department, Kind

PRODUCTS = 2000
INDONESIA, OWN_CODES = "899", "20"
"""How GS1 begins the codes of Indonesian makers, and those a shop gives out itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    id: int
    sku: str
    name: str
    department: str
    category: str
    """Its code."""
    barcodes: tuple[str, ...]
    price: int
    """In rupiah, tax included; of one kilogram where it is weighed."""
    tax_rate: int
    serialised: bool = False
    weighed: bool = False
    three_for_two: bool = False
    often: float = 1.0
    brand: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Goods of the tour, the same in every demo shop whatever is drawn."""

    name: str
    department: str
    category: str
    price: int
    tax_rate: int = PPN
    serialised: bool = False
    three_for_two: bool = False
    brand: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


WARRANTY = (("warranty", "1 tahun"),)
BLENDER = Known(
    "Blender Mirano BL-152",
    ELECTRONICS,
    "dapur-listrik",
    350_000,
    brand="Mirano",
    attributes=WARRANTY,
)
RICE_COOKER = Known(
    "Penanak nasi Kirana RC-18",
    ELECTRONICS,
    "dapur-listrik",
    429_000,
    brand="Kirana",
    attributes=WARRANTY,
)
PHONE = Known(
    "Ponsel Vioma Neo 128 GB",
    ELECTRONICS,
    "ponsel",
    2_499_000,
    serialised=True,
    brand="Vioma",
    attributes=(("carrier", "bebas"), ("warranty", "2 tahun")),
)
PHONE_CASE = Known("Casing HP bening Teknora", ELECTRONICS, "aksesori", 45_000, brand="Teknora")
SOCKS = Known(
    "Kaus kaki Langkah olahraga",
    CLOTHING,
    "pelengkap",
    25_000,
    three_for_two=True,
    brand="Langkah",
)
TOWEL = Known("Handuk mandi 70×140", HOME, "kamar-mandi", 75_000, three_for_two=True)
BATIK = Known(
    "Kemeja batik pria Sandya cokelat L",
    CLOTHING,
    "pria",
    189_900,
    brand="Sandya",
    attributes=(("colour", "cokelat"), ("size", "L")),
)
RICE = Known(
    "Beras Dua Merpati 5 kg",
    FOOD,
    "bahan-pokok",
    74_500,
    tax_rate=0,
    brand="Dua Merpati",
)

DELIVERY = Good(
    id=0,
    sku="ONGKIR",
    name="Ongkos kirim",
    department="",
    category="",
    barcodes=(),
    price=18_000,
    tax_rate=PPN,
)
"""No goods, and on no shelf: what an order costs to bring."""

KNOWN = (BLENDER, RICE_COOKER, PHONE, PHONE_CASE, TOWEL, BATIK, RICE, SOCKS)
CARRIERS = ("bebas", "bebas", "bebas", "Nusatel")
"""Mobile networks of a telephone: any, or the one that it is locked to."""


def check_digit(digits: str) -> str:
    """The thirteenth digit of an EAN-13 that begins with these twelve."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-weighted % 10)


def ean13(digits: str) -> str:
    return digits + check_digit(digits)


def make_goods(draw: Random) -> tuple[Good, ...]:
    """The known goods first, then what is drawn of the assortment."""
    offered = list(_offered(draw))
    weighed = [offer for offer in offered if offer[2].weighed]
    packed = [offer for offer in offered if not offer[2].weighed]
    chosen = sorted(draw.sample(range(len(packed)), PRODUCTS - len(weighed) - len(KNOWN)))
    known = [_known(number, good) for number, good in enumerate(KNOWN, 1)]
    drawn = [*(packed[place] for place in chosen), *weighed]
    first = len(known) + 1
    return (*known, *(_good(draw, number, *offer) for number, offer in enumerate(drawn, first)))


Offer = tuple["Department", "Category", "Kind", str, str, str, int]
"""With its brand, its variant, its name and its price."""


def _offered(draw: Random) -> Iterator[Offer]:
    """Every name the shop could put on a shelf, with its price."""
    taken = {good.name for good in KNOWN}
    for department in DEPARTMENTS:
        for category in department.categories:
            for kind in category.kinds:
                for brand in ("",) if kind.weighed else department.brands:
                    level = draw.random()
                    for place, variant in enumerate(kind.variants):
                        parts = (kind.name, brand, variant)
                        name = " ".join(part for part in parts if part)
                        if name not in taken:
                            price = _price(kind, level, place)
                            yield department, category, kind, brand, variant, name, price


def _price(kind: Kind, level: float, place: int) -> int:
    """Between the kind's two prices; a dear brand's small size costs less than its large."""
    if kind.graded and len(kind.variants) > 1:
        level = (place + 0.25 + 0.5 * level) / len(kind.variants)
    exact = kind.low + (kind.high - kind.low) * level
    if exact < 20_000:
        return _ending(exact, 1_000, (0, 500, 900))
    if exact < 100_000:
        return _ending(exact, 1_000, (500, 900))
    return _ending(exact, 10_000, (4_900, 9_000, 9_900))


def _ending(exact: float, step: int, endings: tuple[int, ...]) -> int:
    base = int(exact) // step * step
    return min((base + ending for ending in endings), key=lambda price: abs(price - exact))


def _known(number: int, good: Known) -> Good:
    department = next(each for each in DEPARTMENTS if each.name == good.department)
    return Good(
        id=number,
        sku=f"{department.letters}-{number:05}",
        name=good.name,
        department=good.department,
        category=good.category,
        barcodes=(ean13(f"{INDONESIA}3000{number:05}"),),
        price=good.price,
        tax_rate=good.tax_rate,
        serialised=good.serialised,
        three_for_two=good.three_for_two,
        brand=good.brand,
        attributes=good.attributes,
    )


def _good(
    draw: Random,
    number: int,
    department: Department,
    category: Category,
    kind: Kind,
    brand: str,
    variant: str,
    name: str,
    price: int,
) -> Good:
    maker = f"{INDONESIA}{3001 + draw.randrange(60)}"
    if kind.weighed:
        codes: tuple[str, ...] = (ean13(f"{OWN_CODES}{number:05}00000"),)
    elif draw.random() < 0.05:  # the maker changed the pack: two codes for one article
        codes = (ean13(f"{maker}{number:05}"), ean13(f"{maker}{number + 50_000:05}"))
    else:
        codes = (ean13(f"{maker}{number:05}"),)
    return Good(
        id=number,
        sku=f"{department.letters}-{number:05}",
        name=name,
        department=department.name,
        category=category.code,
        barcodes=codes,
        price=price,
        tax_rate=kind.tax_rate,
        serialised=kind.serialised,
        weighed=kind.weighed,
        three_for_two=kind.three_for_two,
        often=kind.often,
        brand=brand,
        attributes=_attributes(draw, department, kind, variant),
    )


def _attributes(
    draw: Random, department: Department, kind: Kind, variant: str
) -> tuple[tuple[str, str], ...]:
    known = {}
    if kind.fits:
        known["colour"], _, known["size"] = variant.rpartition(" ")
    if department.name == ELECTRONICS:
        known["warranty"] = "2 tahun" if kind.serialised else "1 tahun"
    if kind.kilograms:
        known["weight"] = str(kind.kilograms + draw.randrange(8))
    if kind.locked:
        known["carrier"] = draw.choice(CARRIERS)
    return tuple(known.items())
