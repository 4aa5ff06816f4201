"""Goods, reasons and conditions that the shop takes back at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.findings import Cure
from models.values.codes import Answer, CureKind, Remedy

if TYPE_CHECKING:
    from models.rules.findings import Judging


def judge_kind(judging: Judging) -> None:
    """Final sales, kinds never taken back, services that are never refunded."""
    terms, line = judging.terms, judging.facts.line
    if terms.value("final_sale"):
        judging.find(
            Answer.REFUSE, "final-sale", terms["final_sale"], department=line.department
        )
    if terms.value("never_taken"):
        judging.find(Answer.REFUSE, "never-taken", terms["never_taken"])
    if terms.value("never_refunded") and judging.facts.asked.remedy is Remedy.REFUND:
        judging.find(Answer.REFUSE, "never-refunded", terms["never_refunded"])


def judge_reason(judging: Judging) -> None:
    reason, accepted = judging.facts.asked.reason, judging.terms["reasons"]
    if reason is not None and reason not in accepted.value:
        cure = Cure(CureKind.EXCHANGE) if _could_exchange(judging) else None
        judging.find(Answer.REFUSE, "reason-not-accepted", accepted, cure, reason=reason)


def judge_condition(judging: Judging) -> None:
    condition, accepted = judging.facts.asked.condition, judging.terms["conditions"]
    if condition is not None and condition not in accepted.value:
        judging.find(Answer.REFUSE, "condition-not-accepted", accepted, condition=condition)


def _could_exchange(judging: Judging) -> bool:
    window = judging.terms.value("exchange.window")
    return (
        judging.facts.line.charge is None
        and judging.facts.asked.remedy is Remedy.REFUND
        and window is not None
        and window.possible
    )
