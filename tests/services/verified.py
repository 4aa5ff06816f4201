"""What ``konter verify`` says of a shop, in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.verify import verify_records

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.verify import Verified
    from models.services.verify_chain import Head


def verified(shop: Shop, known: Head | None = None) -> Verified:
    return shop.read(lambda unit: verify_records(unit, known))


def nothing_is_wrong(shop: Shop) -> Verified:
    found = verified(shop)
    assert found.faults == ()
    return found
