"""Goods that were not right: the path of a defect, which the law holds up from below.

A claim stands in the shop's own window or the law's, whichever is later, whatever else the
shop says (final sale, reasons, lateness). It is put right by the remedies that the policy
names in their order, as far as the law allows them to come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.findings import BY_MANAGER, Cure
from models.rules.terms import SHOPS_FAULT
from models.rules.timing import moments_of
from models.rules.windows import ALWAYS, NEVER, last_day
from models.values.codes import Answer, CureKind, Remedy

if TYPE_CHECKING:
    from datetime import date

    from models.rules.findings import Judging
    from models.rules.policy import Given
    from models.rules.windows import Window

REMEDY_OF = {
    "repair": Remedy.REPAIR,
    "replace": Remedy.EXCHANGE,
    "refund": Remedy.REFUND,
}
CURE_OF = {"repair": CureKind.REPAIR, "replace": CureKind.EXCHANGE, "refund": CureKind.TENDER}


def judge_defect(judging: Judging) -> bool:
    """Decide the line as a defect; say whether there is a claim at all."""
    facts, law = judging.facts, judging.policy.law
    if facts.asked.reason not in SHOPS_FAULT or facts.age < 0:
        return False
    given = judging.terms["defect.window"]
    today = facts.visit.today
    shops, laws = _shops_end(judging), _laws_end(judging, law.defect)
    if today <= max(shops, laws):
        _say_defect(judging, given, shops, laws)
        _judge_remedy(judging)
        return True
    claim = _laws_end(judging, law.claim)
    if today <= claim:
        source = law.source("claim")
        judging.find(
            Answer.OVERRIDE, "claim-by-law", None, BY_MANAGER, last_day=claim, source=source
        )
        return True
    return False


def is_put_right(judging: Judging) -> bool:
    """Whether the goods were the shop's fault and a defect is still put right for certain."""
    facts = judging.facts
    if facts.asked.reason not in SHOPS_FAULT or facts.age < 0:
        return False
    laws = _laws_end(judging, judging.policy.law.defect)
    return facts.visit.today <= max(_shops_end(judging), laws)


def judge_withdrawal(judging: Judging) -> bool:
    """A distance sale may be withdrawn within the law's days; say whether this one is."""
    facts, law = judging.facts, judging.policy.law
    far = facts.line.channel.casefold() in law.distance_channels
    if not far or facts.age < 0 or judging.terms.value("distance_exempt"):
        return False
    last = _laws_end(judging, law.distance)
    if facts.visit.today > last:
        return False
    judging.last_day = last
    judging.find(
        Answer.ACCEPT, "withdrawal-by-law", None, last_day=last, source=law.source("distance")
    )
    return True


def offered_remedies(judging: Judging) -> tuple[tuple[str, ...], bool]:
    """The remedies in order, and whether the customer may choose between them."""
    law = judging.policy.law
    shops = judging.terms.value("defect.remedies")
    if law.customer_chooses:
        return tuple(dict.fromkeys((*law.remedies, *shops))), True
    chooses = judging.terms.value("defect.choice") == "customer"
    if law.remedies:
        lawful = tuple(one for one in shops if one in law.remedies)
        return lawful or law.remedies, chooses
    return shops, chooses


def _judge_remedy(judging: Judging) -> None:
    order, chooses = offered_remedies(judging)
    offered = order if chooses else order[:1]
    asked = judging.facts.asked.remedy
    if not order or asked in {REMEDY_OF[one] for one in offered}:
        return
    judging.find(
        Answer.OVERRIDE,
        "remedy-first",
        judging.terms["defect.remedies"],
        Cure(CURE_OF[order[0]], {"remedy": order[0]}),
        remedy=order[0],
    )


def _say_defect(judging: Judging, given: Given, shops: date, laws: date) -> None:
    """By the shop's own window while that lasts, else by the law's."""
    last = max(shops, laws)
    if last == ALWAYS:
        judging.find(Answer.ACCEPT, "defect-always", given)
        return
    judging.last_day = last
    if judging.facts.visit.today <= shops:
        judging.find(Answer.ACCEPT, "defect", given, last_day=last)
    else:
        source = judging.policy.law.source("defect")
        judging.find(Answer.ACCEPT, "defect-by-law", None, last_day=last, source=source)


def _shops_end(judging: Judging) -> date:
    window = judging.terms.value("defect.window")
    return _end(judging, window, day_one=judging.policy.day_of_sale_counts)


def _laws_end(judging: Judging, window: Window | None) -> date:
    """The law counts from the day after, however the shop counts."""
    return _end(judging, window, day_one=False)


def _end(judging: Judging, window: Window | None, *, day_one: bool) -> date:
    if window is None:
        return NEVER
    facts = judging.facts
    return last_day(window, moments_of(facts), day_one=day_one, works=facts.visit.works)
