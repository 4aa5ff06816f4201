"""What would be decided of whatever a yes is asked for, and what the yes is bound to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.approval_bodies import RemedyAsked, VoidAsked
from models.services.complaint_remedies import remedy_sought
from models.services.corrections import CorrectionAsked, correction_sought
from models.services.decisions import Decision, ReturnAsked, decide_sale
from models.services.exchange_decisions import (
    ExchangeAsked,
    ExchangeDecided,
    decide_exchange_of,
)
from models.services.giving import Giving
from models.services.goodwill import GoodwillAsked, goodwill_sought
from models.services.no_receipt import WithoutSale, decide_without_sale, skus_of
from models.services.sold import load_sale
from models.services.sought import Sought, of_exchange, of_goods, of_return
from models.services.voids import find_voidable, void_sought
from models.values import Message, refuse
from models.values.codes import Answer, Remedy
from models.values.rights import Right

if TYPE_CHECKING:
    from models.rules.findings import Finding
    from models.services.approval_bodies import Wanted
    from models.unit import Unit

Decided = Decision | ExchangeDecided | Giving


def right_for(asked: Wanted) -> Right:
    """Who could do it at all may ask for a yes to it."""
    return Right.GIVE if isinstance(asked, GoodwillAsked | CorrectionAsked) else Right.SERVE


def decide_wanted(unit: Unit, asked: Wanted) -> tuple[Decided | None, Sought]:
    """As whoever is signed on in ``unit`` would be told; none for a void or a remedy.

    Raise :class:`models.values.Refused` as the decision does, and for a void or a
    remedy that cannot be.
    """
    match asked:
        case ReturnAsked():
            if asked.remedy is not Remedy.REFUND:
                raise refuse("nothing-coming-back")
            sale = load_sale(unit, asked.sale_id)
            decision = decide_sale(unit, asked, sale)
            return decision, of_return(asked, decision, sale)
        case ExchangeAsked():
            sale = load_sale(unit, asked.back.sale_id)
            decided = decide_exchange_of(unit, replace(asked, paid=()), sale)
            return decided, of_exchange(asked, decided, sale)
        case WithoutSale():
            decision = decide_without_sale(unit, asked)
            skus = skus_of(unit, asked)
            return decision, of_goods(asked, decision, skus, unit.station.register_id)
        case GoodwillAsked():
            return goodwill_sought(unit, asked)
        case CorrectionAsked():
            return correction_sought(unit, asked)
        case VoidAsked():
            came = find_voidable(unit, asked.slip.strip().upper())
            return None, void_sought(unit, came)
        case RemedyAsked():
            return None, remedy_sought(unit, asked.complaint_id)


def money_of(decided: Decided | None) -> object:
    """What must be as it was seen."""
    match decided:
        case ExchangeDecided():
            return decided.difference, decided.decision.plan, decided.out
        case Decision():
            return decided.refund, decided.plan
        case Giving():
            return decided.amount, decided.plan
        case None:
            return None


def needs_yes(decided: Decided | None) -> bool:
    """Whether a yes is needed and can mend it; always for a void or a remedy."""
    match decided:
        case None:
            return True
        case ExchangeDecided():
            return decided.decision.needs_approval
        case _:
            return decided.needs_approval


def hindrances(decided: Decided | None) -> tuple[Message, ...]:
    """Why no manager's yes can be enough; nothing where one can."""
    match decided:
        case None:
            return ()
        case ExchangeDecided():
            return hindrances(decided.decision)
        case Giving():
            return _not_mended(decided.findings)
        case Decision():
            findings = tuple(f for line in decided.lines for f in line.decision.findings)
            return (*_not_mended(findings), *decided.faults)


def _not_mended(findings: tuple[Finding, ...]) -> tuple[Message, ...]:
    return tuple(f.message for f in findings if f.answer in (Answer.ASK, Answer.REFUSE))
