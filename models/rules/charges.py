"""Charges that are no goods: delivery, wrapping, a deposit, a service.

What holds where no clause says more. A deposit is paid back whenever it comes back, as it
stands for goods of its own. Any other charge was paid for the whole sale: it comes back with
goods of that sale, or after them, when they were the shop's fault. A clause that asks for the
charge and names ``reasons`` says instead for which of them; ``never_refunded`` ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.rules.findings import BY_MANAGER, Cure
from models.rules.terms import SHOPS_FAULT
from models.values.codes import Answer, Capture, Charge, CureKind, GoodsBack

if TYPE_CHECKING:
    from models.rules.findings import Judging

ENTRY: Final = Cure(CureKind.ENTRY)
OF_A_PERSON: Final = frozenset(
    {Capture.IDENTITY, Capture.CUSTOMER, Capture.CARD, Capture.APPROVAL_NUMBER}
)
"""What can be seen or noted where there are no goods to look at."""


def judge_charge(judging: Judging) -> None:
    """Whether a charge is paid back; deposits always, others with the goods they were for."""
    facts = judging.facts
    if facts.line.charge is Charge.DEPOSIT:
        return
    if facts.asked.goods_back is GoodsBack.NONE:
        judging.find(Answer.OVERRIDE, "charge-alone", None, BY_MANAGER)
    elif facts.asked.reason not in (None, *SHOPS_FAULT) and not _has_a_clause(judging):
        judging.find(
            Answer.OVERRIDE, "charge-kept", None, BY_MANAGER, reason=facts.asked.reason
        )


def may_be_withdrawn(judging: Judging) -> bool:
    """The law gives back what was paid for the goods with all of them, and no work done."""
    charge, goods = judging.facts.line.charge, judging.facts.asked.goods_back
    return charge is None or (charge is not Charge.SERVICE and goods is GoodsBack.ALL)


def may_be_claimed(judging: Judging) -> bool:
    """A defect is one of goods: without them there is nothing wrong with a charge."""
    line, goods = judging.facts.line, judging.facts.asked.goods_back
    return line.charge is None or goods is not GoodsBack.NONE


def _has_a_clause(judging: Judging) -> bool:
    given = judging.terms.given["reasons"]
    clause = judging.policy.clause(given.clause) if given.clause else None
    return clause is not None and any(each.fact == "charge" for each in clause.when)
