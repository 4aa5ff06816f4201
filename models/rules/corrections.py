"""Some of a price given back without goods: how much, and who may say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules.findings import BY_MANAGER, Cure
from models.rules.worth import tax_of, worth_of
from models.values import NOTHING, ZERO, Money
from models.values.codes import Answer, CorrectionReason, CureKind, GoodwillReason

if TYPE_CHECKING:
    from models.rules.facts import SoldLine
    from models.rules.findings import Judging

ENTRY = Cure(CureKind.ENTRY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be given without goods, and why, as far as it is known."""

    amount: Money
    reason: CorrectionReason | GoodwillReason | None = None
    note: str = ""
    """In the clerk's own words; needed where no other reason says it."""


def most_of(line: SoldLine) -> Money:
    """What can still be given back of a line's price: that of the units that are kept."""
    if line.left <= NOTHING:
        return ZERO
    return max(min(worth_of(line, line.left), line.room), ZERO)


def tax_within(line: SoldLine, amount: Money) -> Money:
    """The tax contained in so much of the price of the units that are kept."""
    return tax_of(line, line.left).proportion(amount, worth_of(line, line.left))


def judge_correction(judging: Judging, wish: Wish) -> None:
    """Never more than is left of the price, and by whom the policy says."""
    line = judging.facts.line
    most = most_of(line)
    if line.left <= NOTHING:
        judging.find(Answer.REFUSE, "nothing-left")
    elif wish.amount > most:
        judging.find(
            Answer.REFUSE, "more-than-paid", None, ENTRY, amount=wish.amount, most=most
        )
    judge_wish(judging, wish)
    judge_sum(judging, "correction", wish.amount)


def judge_wish(judging: Judging, wish: Wish) -> None:
    """What is missing in the request itself."""
    if wish.amount <= ZERO:
        judging.find(Answer.ASK, "amount-missing", None, ENTRY)
    if wish.reason is None:
        judging.find(Answer.ASK, "giving-reason-missing", None, ENTRY)
    elif wish.reason.value == "other" and not wish.note:
        judging.find(Answer.ASK, "giving-note-missing", None, ENTRY)


def judge_sum(judging: Judging, family: str, amount: Money) -> None:
    """Up to the clerk's limit the clerk, up to the manager's a manager, beyond it nobody.

    Where no limit lets a clerk decide alone, a manager decides; exactly a limit is within.
    """
    clerk, most = judging.terms[f"{family}.clerk"], judging.terms[f"{family}.manager"]
    if most.value is not None and amount > most.value:
        judging.find(Answer.REFUSE, "sum-above-all", most, amount=amount, most=most.value)
    elif clerk.value is None:
        judging.find(Answer.OVERRIDE, "sum-by-manager", None, BY_MANAGER)
    elif amount > clerk.value:
        judging.find(
            Answer.OVERRIDE,
            "sum-above-clerk",
            clerk,
            BY_MANAGER,
            amount=amount,
            most=clerk.value,
        )
