"""Decide a line of a sale without taking it: for scripts, support and a draft of a policy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from models.formats.given_facts import give_fact
from models.rules.alternatives import alternatives
from models.rules.facts import NOBODY, Facts
from models.rules.refunds import Due, PaidBy
from models.rules.returns import judge_return
from models.rules.worth import part_of
from models.services import refunds
from models.services.decisions import (
    ComingBack,
    DecidedLine,
    Decision,
    ReturnAsked,
    clauses_named,
    facts_of,
)
from models.services.policies import policies_for
from models.services.rights import needs
from models.services.sales import find_sale
from models.services.sold import load_sale
from models.values import TenderKind, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.codes import Proof, RefundBy, Remedy
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.rules.facts import SoldLine
    from models.rules.policy import Policy
    from models.services.sold import SoldSale
    from models.unit import Unit
    from models.values import Quantity
    from models.values.codes import Condition, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One line of a sale, as somebody might bring it back.

    ``line`` counts from 1 in the order of the receipt. ``facts`` stand in the place of those
    on record, by their names. Under ``policy`` the versions on record do not count.
    """

    sale: str
    line: int
    quantity: Quantity
    reason: Reason | None = None
    condition: Condition | None = None
    serial: str = ""
    on: date | None = None
    proof: Proof = Proof.RECEIPT
    tender: str = ""
    remedy: Remedy = Remedy.REFUND
    with_customer: bool = True
    policy: Policy | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@needs(Right.LOOK, machine=True)
def decide_trial(unit: Unit, trial: Trial) -> Decision:
    """What would be said; changes nothing.

    Raise :class:`models.values.Refused` for a sale or line that is not on record, and
    :class:`models.formats.given_facts.WrongFact`.
    """
    sale_id = find_sale(unit, trial.sale)
    if sale_id is None:
        raise refuse("sale-unknown", number=mask_card_numbers(trial.sale))
    sale = load_sale(unit, sale_id)
    if not 1 <= trial.line <= len(sale.lines):
        raise refuse("sale-line-unknown", number=trial.sale, line=trial.line)
    if trial.on is not None:
        clock = unit.now.astimezone(unit.shop.zone).timetz()
        unit = replace(unit, now=datetime.combine(trial.on, clock))
    of_sale, today = policies = _policies(unit, sale, trial)
    facts = _facts(unit, trial, sale, policies)
    (decided,) = judge_return([(facts.line, facts.asked)], facts.visit, of_sale, today)
    tenders = _tenders(sale, trial, facts.line)
    dues = [] if decided.way is None else [Due(decided.refund, decided.way)]
    by = RefundBy(trial.tender) if trial.tender in tuple(RefundBy) else None
    plan = refunds.plan_anywhere(unit, sale_id, tenders, dues, by)
    row = sale.lines[trial.line - 1]
    return Decision(
        answer=decided.answer,
        lines=(
            DecidedLine(
                line_id=row.id,
                description=row.description,
                decision=decided,
                alternatives=alternatives(
                    decided, facts.line, facts.asked, facts.visit, of_sale, today
                ),
            ),
        ),
        policy=decided.version,
        clauses=clauses_named([decided], policies),
        refund=decided.refund,
        plan=plan.parts,
        choices=plan.choices,
        tenders=plan.tenders,
    )


def _policies(unit: Unit, sale: SoldSale, trial: Trial) -> tuple[Policy, Policy]:
    if trial.policy is not None:
        return trial.policy, trial.policy
    return policies_for(unit, sale.sold_on)


def _facts(unit: Unit, trial: Trial, sale: SoldSale, policies: Sequence[Policy]) -> Facts:
    """What is on record, then what was given, then what follows from it."""
    known = sale if trial.with_customer else replace(sale, customer_id=None, customer="")
    coming = ComingBack(
        line_id=sale.lines[trial.line - 1].id,
        quantity=trial.quantity,
        reason=trial.reason,
        condition=trial.condition,
        serial=trial.serial,
    )
    asked = ReturnAsked(
        sale_id=sale.sale_id, lines=(coming,), remedy=trial.remedy, proof=trial.proof
    )
    pairs, visit = facts_of(unit, asked, known, policies)
    facts = Facts(*pairs[0], visit)
    facts = replace(facts, asked=replace(facts.asked, refund_by=trial.tender))
    if not trial.with_customer:
        facts = replace(facts, visit=replace(visit, visitor=NOBODY))
    for name, text in trial.facts.items():
        facts = give_fact(facts, name, text, unit.shop.currency)
    if "case_value" in trial.facts:
        return facts
    worth = part_of(facts.line.paid, facts.line, facts.asked.quantity)
    return replace(facts, visit=replace(facts.visit, case_value=worth))


def _tenders(sale: SoldSale, trial: Trial, line: SoldLine) -> tuple[PaidBy, ...]:
    """How the sale was paid; where tender or price was given, by that tender alone."""
    if not sale.tenders or not trial.facts.keys() & {"tender", "price", "value"}:
        return sale.tenders
    kind = TenderKind(line.tender)
    label = "" if "tender" in trial.facts else sale.tenders[0].label
    return (PaidBy(tender_id=None, kind=kind, label=label, paid=line.paid, left=line.paid),)
