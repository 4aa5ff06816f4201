"""The shop's records. Importing this package makes every table known to ``Base``."""

from models.tables import (
    documents,
    drawers,
    exchanges,
    goods,
    goods_moves,
    identities,
    journal,
    people,
    policies,
    returns,
    sales,
    shop,
    suspended,
    value_cards,
    voids,
)

__all__ = [
    "documents",
    "drawers",
    "exchanges",
    "goods",
    "goods_moves",
    "identities",
    "journal",
    "people",
    "policies",
    "returns",
    "sales",
    "shop",
    "suspended",
    "value_cards",
    "voids",
]
