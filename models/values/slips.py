"""The papers that a customer leaves the counter with."""

from __future__ import annotations

from models.values.exchange_papers import ExchangeSlip
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.papers import ReturnSlip
from models.values.void_papers import VoidSlip

PaidSlip = ReturnSlip | ExchangeSlip | CorrectionSlip | GoodwillSlip
"""It says what goes back to a customer, by which clauses and tenders."""
Slip = PaidSlip | VoidSlip
