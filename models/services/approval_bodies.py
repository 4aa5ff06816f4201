"""What somebody asks a yes for, as plain data and back."""

from __future__ import annotations

from dataclasses import dataclass

from models.services.corrections import CorrectionAsked
from models.services.decisions import ReturnAsked
from models.services.exchange_decisions import ExchangeAsked
from models.services.goodwill import GoodwillAsked
from models.services.no_receipt import WithoutSale


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidAsked:
    """A return, exchange or payment of today is to be undone; ``slip`` is its number."""

    slip: str


Wanted = ReturnAsked | ExchangeAsked | WithoutSale | GoodwillAsked | CorrectionAsked | VoidAsked
"""What a yes can be asked for; an exchange without its payments."""
