"""Cases at the counter, for tests that talk about what is done in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.cases import open_case
from models.values.cases import CaseKind

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.cases import CaseSeen


def a_case(
    shop: Shop, kind: CaseKind = CaseKind.INQUIRY, customer_id: int | None = None
) -> CaseSeen:
    """In hand at the shop's register from now on."""
    return shop.run(lambda unit: open_case(unit, kind, customer_id=customer_id)).case
