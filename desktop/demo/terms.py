"""The demo shop's return policy, in force since its first day."""

from __future__ import annotations

from decimal import Decimal

from desktop.demo.kinds import CLOTHING, ELECTRONICS, FOOD, HOME
from models.rules.policy import Clause, Policy

SHOP_DAYS, ELECTRONICS_DAYS = 30, 14

POLICY = Policy(
    number=1,
    clauses=(
        Clause(
            number=1,
            window_days=SHOP_DAYS,
            final_sale=False,
            opened_fee_percent=Decimal(0),
            cash_instead=True,
        ),
        Clause(
            number=2,
            department=ELECTRONICS,
            window_days=ELECTRONICS_DAYS,
            opened_fee_percent=Decimal(15),
            cash_instead=False,
        ),
        Clause(number=3, department=FOOD, final_sale=True),
        Clause(number=4, department=CLOTHING, window_days=SHOP_DAYS),
        Clause(number=5, department=HOME, opened_fee_percent=Decimal(0)),
    ),
)
