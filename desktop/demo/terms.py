"""The demo shop's return policy, in force since its first day."""

from __future__ import annotations

from decimal import Decimal

from desktop.demo.kinds import CLOTHING, ELECTRONICS, FOOD
from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.policy import Policy
from models.rules.terms import Fee
from models.rules.windows import Window
from models.values import Money
from models.values.codes import Condition, RefundBy

SHOP_DAYS, ELECTRONICS_DAYS, CLOTHING_DAYS = 30, 14, 30
OPENED = frozenset({Condition.OPENED, Condition.USED, Condition.DAMAGED})


def department(name: str) -> Among:
    return Among("department", frozenset({name.casefold()}))


POLICY = Policy(
    number=1,
    name="Toko Melati",
    clauses=(
        Clause(
            number=1,
            terms={
                "window": Window(days=SHOP_DAYS),
                "exchange.window": Window(days=2 * SHOP_DAYS),
                "refund.choices": frozenset({RefundBy.CASH}),
                "limit.line": Money(5_000_000),
            },
        ),
        Clause(
            number=2,
            when=(department(ELECTRONICS),),
            terms={
                "window": Window(days=ELECTRONICS_DAYS),
                "repair.window": Window(months=12),
                "refund.choices": frozenset[RefundBy](),
            },
        ),
        Clause(
            number=3,
            when=(department(ELECTRONICS), Among("condition", OPENED)),
            terms={"fee.opened": Fee(percent=Decimal(15))},
        ),
        Clause(number=4, when=(department(FOOD),), terms={"final_sale": True}),
        Clause(
            number=5,
            when=(department(CLOTHING),),
            terms={"window": Window(days=CLOTHING_DAYS)},
        ),
    ),
)
