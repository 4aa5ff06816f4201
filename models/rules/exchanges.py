"""Other goods instead: what may go out for what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.defects import is_put_right
from models.rules.findings import Cure
from models.values.codes import Answer, CureKind, Obtained, Remedy

if TYPE_CHECKING:
    from models.rules.facts import Instead
    from models.rules.findings import Judging

ENTRY = Cure(CureKind.ENTRY)


def judge_exchange(judging: Judging) -> None:
    """Once only, the same product, the same value or dearer; what becomes of a difference.

    Goods that were not right may be exchanged again.
    """
    asked, line, terms = judging.facts.asked, judging.facts.line, judging.terms
    got_in_exchange = line.obtained is Obtained.EXCHANGED and not is_put_right(judging)
    if asked.remedy is Remedy.REFUND:
        if got_in_exchange and terms.value("exchange.no_refund"):
            cure = Cure(CureKind.EXCHANGE)
            judging.find(
                Answer.REFUSE, "no-refund-of-exchanged", terms["exchange.no_refund"], cure
            )
        return
    if asked.remedy is not Remedy.EXCHANGE:
        return
    if got_in_exchange and terms.value("exchange.once"):
        judging.find(Answer.REFUSE, "exchanged-once", terms["exchange.once"])
    if asked.instead is not None:
        _judge_instead(judging, asked.instead)


def _judge_instead(judging: Judging, instead: Instead) -> None:
    terms, worth = judging.terms, judging.gross
    if terms.value("exchange.same_product") and not instead.same_product:
        given = terms["exchange.same_product"]
        judging.find(Answer.REFUSE, "same-product-only", given, ENTRY)
    value = terms["exchange.value"]
    if value.value == "same" and instead.value != worth:
        judging.find(Answer.REFUSE, "same-value-only", value, ENTRY, worth=worth)
    if value.value == "same-or-dearer" and instead.value < worth:
        judging.find(Answer.REFUSE, "cheaper-not-offered", value, ENTRY, worth=worth)
    difference = terms["exchange.difference"]
    if difference.value == "forfeited" and instead.value < worth:
        kept = judging.keep("difference", worth - instead.value, difference)
        judging.find(Answer.ACCEPT, "difference-forfeited", difference, amount=kept)
