"""What of some products can be sold in this store now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.tables.goods import StockMovement

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.unit import Unit
    from models.values import Quantity


def on_hand(unit: Unit, product_ids: Collection[int]) -> dict[int, Quantity]:
    """By product, as goods that came in and went out are on record; what never did is left
    out."""
    rows = unit.connection.execute(
        select(StockMovement.product_id, func.sum(StockMovement.quantity).label("quantity"))
        .where(
            StockMovement.product_id.in_(product_ids),
            StockMovement.store_id == unit.station.store_id,
            StockMovement.bucket == "sellable",
        )
        .group_by(StockMovement.product_id)
    )
    return {row.product_id: row.quantity for row in rows}
