"""Law as a floor: what no policy may take from a customer, with its source.

Statutory packs are data. They hold what a counter can decide: until when a defect must be
put right, by which remedies and at whose choice, how long a distance sale can be withdrawn,
and whether a gift card may end. They are no legal advice; a shop's lawyer reads them with
the sources beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from models.rules.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The floor of one country or union.

    ``defect`` is until when a defect is put right for certain; after it and until ``claim``
    the customer may still have a claim, which a manager looks at. ``remedies`` are in the
    order in which they come; with ``customer_chooses`` any of them may be asked for.
    """

    code: str
    defect: Window | None = None
    claim: Window | None = None
    remedies: tuple[str, ...] = ()
    customer_chooses: bool = False
    distance: Window | None = None
    """Until when a distance sale may be withdrawn without a reason."""
    distance_channels: frozenset[str] = frozenset()
    sources: tuple[tuple[str, str], ...] = ()
    """What says so: the matter (defect, claim, remedies, distance, words, vouchers) and
    the source."""
    no_refund_words_forbidden: bool = False
    """Whether a paper may not say that goods cannot be returned."""
    gift_cards_expire: bool = True
    """Whether a gift card or store credit may end at all."""
    least_months: int = 0
    """How long one is good at least, where it may end."""

    def source(self, matter: str) -> str:
        return dict(self.sources).get(matter, "")

    def voucher_months(self, wanted: int | None) -> int | None:
        """How long a voucher is good of which the policy says ``wanted``; empty for ever."""
        if wanted is None or not self.gift_cards_expire:
            return None
        return max(wanted, self.least_months)


NEUTRAL: Final = Law(code="neutral")
"""Where no pack is known: the shop's own terms stand alone."""
