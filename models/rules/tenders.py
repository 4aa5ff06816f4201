"""By which tenders may the money of a line go back? What the policy says, before any sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from models.rules.captures import is_held
from models.rules.conditions import Among
from models.rules.findings import BY_MANAGER, Cure
from models.rules.terms import RefundWay
from models.values import TenderKind
from models.values.codes import Answer, CureKind, Proof, RefundBy, Remedy

if TYPE_CHECKING:
    from datetime import date

    from models.rules.findings import Judging
    from models.rules.policy import Terms

REFUND: Final = Remedy.REFUND
GIFT_RECEIPT: Final = Proof.GIFT_RECEIPT
AS_VALUE: Final = frozenset({RefundBy.STORE_CREDIT, RefundBy.GIFT_CARD})
"""What can be spent here, and is nobody's money."""


def way_under(terms: Terms) -> RefundWay:
    """What the terms say of tenders; remembered with them."""
    if terms.way is None:
        terms.way = RefundWay(
            to=RefundBy(terms.value("refund.to")),
            choices=frozenset(map(RefundBy, terms.value("refund.choices"))),
            order=tuple(map(TenderKind, terms.value("refund.order"))),
            instead=tuple(
                sorted(
                    (TenderKind(name), RefundBy(given.value))
                    for name, given in terms.all_of("refund.instead")
                )
            ),
            cash_most=terms.value("refund.cash_most"),
            beyond=RefundBy(terms.value("refund.beyond")),
            voucher_months=terms.value("refund.voucher_months"),
        )
    way: RefundWay = terms.way
    return way


def judge_tender(judging: Judging) -> RefundWay:
    """The way of this line; says so where what is asked for is not offered, or not yet."""
    facts, terms = judging.facts, judging.terms
    way = way_under(terms)
    if facts.asked.proof is GIFT_RECEIPT:
        way = _for_the_taker(way, judging)
    if facts.asked.remedy is not REFUND:
        return _not_in_money(way) if _uncleared_cheque(judging) else way
    held = terms.given["inspection"].value
    if held and held.credit and is_held(judging):
        return replace(way, to=RefundBy.STORE_CREDIT, choices=frozenset())
    uncleared = _uncleared_cheque(judging)
    if uncleared:
        way = replace(way, choices=way.choices | {RefundBy.STORE_CREDIT})
    wished = facts.asked.refund_by
    if wished and wished not in way.choices and not _is_the_way(wished, way, judging):
        offered = sorted(way.choices | {way.to})
        judging.find(
            Answer.OVERRIDE,
            "tender-not-offered",
            terms["refund.to"],
            Cure(CureKind.TENDER, {"any_of": tuple(offered)}),
            tender=wished,
        )
        judging.find(
            Answer.OVERRIDE,
            "tender-by-manager",
            terms["refund.to"],
            BY_MANAGER,
        )
    elif uncleared and RefundBy.STORE_CREDIT not in (wished, way.to):
        clear_days = terms["refund.cheque_days"]
        on = _cheque_on(judging) + timedelta(clear_days.value)
        cure = Cure(CureKind.WAIT, {"until": on, "meanwhile": RefundBy.STORE_CREDIT})
        judging.find(Answer.REFUSE, "cheque-not-clear", clear_days, cure, clear_on=on)
    return way


def _for_the_taker(way: RefundWay, judging: Judging) -> RefundWay:
    """Whoever was given the goods paid for none of it: nothing goes back on what the buyer
    paid with, and nothing out in cash, unless a clause about gift receipts says so."""
    to, choices = way.to, way.choices
    if to not in AS_VALUE and not _about_gifts(judging, "refund.to"):
        to = RefundBy.STORE_CREDIT
    if not _about_gifts(judging, "refund.choices"):
        choices = choices & AS_VALUE - {to}
    if to is not way.to:
        judging.find(Answer.ACCEPT, "gift-as-credit", judging.terms["proof"])
    return replace(way, to=to, choices=choices)


def _about_gifts(judging: Judging, term: str) -> bool:
    """Whether the clause that gives the term speaks of gift receipts."""
    clause = judging.policy.clause(judging.terms[term].clause)
    return clause is not None and any(
        isinstance(condition, Among)
        and condition.fact == "proof"
        and GIFT_RECEIPT.value in condition.words
        for condition in clause.when
    )


def _uncleared_cheque(judging: Judging) -> bool:
    """Whether a cheque paid for it that the bank may still send back."""
    days = judging.terms.given["refund.cheque_days"].value
    if not days or TenderKind.CHEQUE not in _kinds_paid(judging):
        return False
    since = (judging.facts.visit.today - _cheque_on(judging)).days
    return bool(since < days)


def _cheque_on(judging: Judging) -> date:
    """The bank counts from the cheque, however old the goods are that it paid for."""
    line = judging.facts.line
    return line.cheque_on or line.sold_on


def _not_in_money(way: RefundWay) -> RefundWay:
    """What an exchange leaves over is no way around the bank."""
    return replace(way, to=RefundBy.STORE_CREDIT, choices=frozenset())


def _kinds_paid(judging: Judging) -> set[TenderKind]:
    line = judging.facts.line
    return {TenderKind(kind) for kind in line.tenders | {line.tender} if kind}


def _is_the_way(wished: str, way: RefundWay, judging: Judging) -> bool:
    if way.to is not RefundBy.ORIGINAL or wished == RefundBy.ORIGINAL:
        return wished == way.to
    instead = {paid.value: by.value for paid, by in way.instead}
    return wished in {instead.get(kind, kind) for kind in _kinds_paid(judging)}
