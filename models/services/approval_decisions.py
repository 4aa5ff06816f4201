"""What would be decided of whatever a yes is asked for."""

from __future__ import annotations

from models.services.decisions import Decision
from models.services.exchange_decisions import ExchangeDecided
from models.services.giving import Giving

Decided = Decision | ExchangeDecided | Giving
