"""The shop's records. Importing this package makes every table known to ``Base``."""

from models.tables import (
    documents,
    drawers,
    goods,
    journal,
    people,
    policies,
    returns,
    sales,
    shop,
)

__all__ = [
    "documents",
    "drawers",
    "goods",
    "journal",
    "people",
    "policies",
    "returns",
    "sales",
    "shop",
]
