"""What the demo's shelves talk about: goods that are cheaper now, and what goes with which."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.demo.goods import BATIK, BLENDER, PHONE, PHONE_CASE, SOCKS
from models.services.bulk import insert_rows
from models.services.pairings import pair_product
from models.tables.promotions import Promotion
from models.values.products import Pairing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.demo.goods import Good
    from models.unit import Unit


class Offer(NamedTuple):
    """So much off all goods whose names begin so, in hundredths of a per cent."""

    name: str
    of: str
    percent: int
    days_ago: int
    days_left: int


CHINO: Final = "Celana chino pria Sandya"
BETTER_BLENDER: Final = "Blender Mirano 2 L kaca"
OFFERS: Final = (
    Offer("Pekan celana", CHINO, 2000, 3, 6),
    Offer("Dapur hemat", BETTER_BLENDER, 1000, 9, 12),
    Offer("Pesta handuk", "Handuk tangan 35×75", 1500, 1, 20),
    Offer("Gajian November", "Tablet", 500, 40, -10),
)
"""The last is over."""
GOES_WITH: Final = {
    BLENDER.name: ("Mixer tangan", "Ketel listrik"),
    PHONE.name: (PHONE_CASE.name, "Kaca pelindung layar", "Power bank"),
    BATIK.name: (CHINO, SOCKS.name),
    CHINO: (BATIK.name, "Ikat pinggang", SOCKS.name),
}
BETTER: Final = {
    BLENDER.name: (BETTER_BLENDER,),
    CHINO: ("Celana chino pria Cempaka",),
    PHONE.name: ("Ponsel Vioma Pro 256 GB",),
}
"""By the beginnings of names, as a buyer writes them on a list."""


def store_offers(unit: Unit, goods: Sequence[Good], today: date) -> None:
    """Promotions that run ``today``, and one that is over."""
    insert_rows(
        unit.connection,
        Promotion,
        ("name", "product_id", "percent", "from_on", "until_on"),
        (
            (
                offer.name,
                good.id,
                offer.percent,
                (today - timedelta(offer.days_ago)).isoformat(),
                (today + timedelta(offer.days_left)).isoformat(),
            )
            for offer in OFFERS
            for good in _called(goods, offer.of)
        ),
    )


def store_pairings(manager: Unit, goods: Sequence[Good]) -> None:
    """Named by the manager, each product once with the first of each name."""
    for kind, named in ((Pairing.GOES_WITH, GOES_WITH), (Pairing.BETTER_MODEL, BETTER)):
        for of, others in named.items():
            for good in _called(goods, of):
                ids = [_first(goods, other) for other in others]
                known = [each for each in ids if each is not None and each != good.id]
                pair_product(manager, good.id, kind, known)


def _called(goods: Iterable[Good], beginning: str) -> list[Good]:
    return [good for good in goods if good.name.startswith(beginning)]


def _first(goods: Iterable[Good], beginning: str) -> int | None:
    return next((good.id for good in goods if good.name.startswith(beginning)), None)
