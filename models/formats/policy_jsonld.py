"""A policy for the shop's web page: schema.org ``MerchantReturnPolicy`` as JSON-LD.

A search engine understands less than a policy can say: the usual case (unused goods, a
change of mind, a receipt) for the whole shop, for departments, categories and customer
tiers, and seasons. Where it cannot say exactly what holds, the page promises no more than
the counter gives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from models.rules.conditions import Among, Between
from models.rules.facts import Asked, Facts, SoldLine, Visit
from models.rules.terms import OUR_FAULT
from models.rules.windows import ALWAYS, NEVER, Moments, last_day
from models.values import ONE, ZERO
from models.values.codes import Condition, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from models.rules.policy import Policy, Terms
    from models.rules.terms import Fee
    from models.rules.windows import Window
    from models.values import Currency

CONTEXT: Final = "https://schema.org"
ABOUT: Final = ("department", "category", "tier")
"""The facts by which a policy is split into several."""
STATES: Final[Mapping[str, frozenset[Condition]]] = {
    "NewCondition": frozenset({Condition.SEALED, Condition.AS_NEW}),
    "UsedCondition": frozenset({Condition.OPENED, Condition.USED}),
    "DamagedCondition": frozenset({Condition.DAMAGED}),
}
CREDIT: Final = frozenset({"store-credit", "gift-card"})
A_YEAR: Final = 366

Subject = dict[str, str]
"""What one of them is about: its department, its category, its tier; nothing for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What a page says of the shop itself.

    ``country`` is its ISO 3166 code, ``link`` the page with the whole policy; ``by_mail``
    says that goods may also be sent back.
    """

    country: str
    currency: Currency
    link: str = ""
    by_mail: bool = False


def merchant_return_policy(policy: Policy, shop: Shop, day: date) -> dict[str, Any]:
    """As it stands for goods sold on ``day``; seasons that are over by then are left out.

    The first policy of the graph is the whole shop's, each other one an exception with a
    name of its own.
    """
    graph = [_said(policy, shop, subject, day) for subject in _subjects(policy)]
    return {"@context": CONTEXT, "@graph": graph}


def _said(policy: Policy, shop: Shop, subject: Subject, day: date) -> dict[str, Any]:
    always = replace(
        policy,
        clauses=tuple(c for c in policy.clauses if all(w.fact != "sold" for w in c.when)),
    )
    facts = _facts(subject, day)
    terms = always.terms_for(facts)
    window = _window(always, facts)
    said: dict[str, Any] = {
        "@type": "MerchantReturnPolicy",
        "name": ": ".join(filter(None, (policy.name, ", ".join(subject.values())))),
        "applicableCountry": shop.country,
        **({"merchantReturnLink": shop.link} if shop.link else {}),
        **window,
    }
    if subject.get("tier"):
        said["validForMemberTier"] = {"@type": "MemberProgramTier", "name": subject["tier"]}
    if window["returnPolicyCategory"] != _schema("MerchantReturnNotPermitted"):
        methods = ["ReturnInStore", *(["ReturnByMail"] if shop.by_mail else [])]
        said |= {
            "returnMethod": [_schema(method) for method in methods],
            "refundType": [_schema(each) for each in _refund_types(terms)],
            "itemCondition": [_schema(each) for each in _states(terms)],
            **_fees(terms, facts, shop.currency),
        }
    seasons = [*_seasons(policy, always, subject, day)]
    return said | ({"returnPolicySeasonalOverride": seasons} if seasons else {})


def _subjects(policy: Policy) -> list[Subject]:
    """The whole shop, then every combination of words that a clause gives its own terms."""
    found: list[Subject] = [{}]
    for clause in policy.clauses:
        words = {c.fact: sorted(c.words) for c in clause.when if isinstance(c, Among)}
        if clause.when and {c.fact for c in clause.when} <= {*ABOUT, "sold"}:
            facts: list[str] = [fact for fact in ABOUT if fact in words]
            for chosen in product(*(words[fact] for fact in facts)):
                subject: Subject = dict(zip(facts, chosen, strict=True))
                if subject not in found and all(chosen):
                    found.append(subject)
    return found


def _facts(subject: Subject, sold: date) -> Facts:
    """The usual case: one of it, unused, with its receipt, brought back for no fault."""
    line = SoldLine(sold=ONE, paid=ZERO, sold_on=sold, **subject)  # type: ignore[arg-type]
    asked = Asked(quantity=ONE, reason=Reason.CHANGED_MIND, condition=Condition.AS_NEW)
    return Facts(line, asked, Visit(today=sold))


def _window(policy: Policy, facts: Facts) -> dict[str, Any]:
    """The category, and until when: so many days, or a date where one is fixed."""
    window = _possible(policy.terms_for(facts))
    if window is None:
        return {"returnPolicyCategory": _schema("MerchantReturnNotPermitted")}
    sold = facts.line.sold_on
    last = _last_day(policy, window, sold)
    if last in (ALWAYS, NEVER):
        which = "UnlimitedWindow" if last == ALWAYS else "NotPermitted"
        return {"returnPolicyCategory": _schema(f"MerchantReturn{which}")}
    until: str | int = last.isoformat()
    if not _is_fixed(window, sold):
        days = (sold + timedelta(n) for n in range(A_YEAR))
        until = max(0, min((_last_day(policy, window, day) - day).days for day in days))
    return {
        "returnPolicyCategory": _schema("MerchantReturnFiniteReturnWindow"),
        "merchantReturnDays": until,
    }


def _possible(terms: Terms) -> Window | None:
    """The window of a refund, or of an exchange where there is none; nothing for neither."""
    reasons = terms.value("reasons")
    if (
        terms.value("final_sale")
        or terms.value("never_taken")
        or (reasons is not None and Reason.CHANGED_MIND not in reasons)
    ):
        return None
    window: Window = terms.value("window")
    if window.possible and not terms.value("never_refunded"):
        return window
    exchange: Window = terms.value("exchange.window") or window
    return exchange if exchange.possible else None


def _last_day(policy: Policy, window: Window, sold: date) -> date:
    """Of goods handed over when they are sold; hours count as the whole days in them."""
    return last_day(
        _in_days(window),
        Moments(sold=sold, today=sold),
        day_one=policy.day_of_sale_counts,
        works=lambda day: True,
    )


def _in_days(window: Window) -> Window:
    if window.hours is not None:
        window = replace(window, hours=None, days=window.hours // 24)
    other = window.other
    return window if other is None else replace(window, other=_in_days(other))


def _is_fixed(window: Window, sold: date) -> bool:
    """Whether a day of the calendar has a part in it for goods sold on that day."""
    if window.until is not None or (window.not_before or sold) > sold:
        return True
    return window.other is not None and _is_fixed(window.other, sold)


def _refund_types(terms: Terms) -> list[str]:
    types = []
    if terms.value("window").possible and not terms.value("never_refunded"):
        ways = {terms.value("refund.to"), *terms.value("refund.choices")}
        types += ["FullRefund"] if ways - CREDIT else []
        types += ["StoreCreditRefund"] if ways & CREDIT else []
    exchange = terms.value("exchange.window") or terms.value("window")
    return [*types, "ExchangeRefund"] if exchange.possible else types


def _states(terms: Terms) -> list[str]:
    accepted = terms.value("conditions")
    return [name for name, of in STATES.items() if accepted is None or of & accepted]


def _fees(terms: Terms, facts: Facts, currency: Currency) -> dict[str, Any]:
    """What somebody pays who changed their mind, and whether the shop's own fault is free."""
    fees: list[Fee] = [
        given.value
        for _, given in terms.all_of("fee")
        if not any(condition.holds(facts) for condition in given.value.waived)
    ]
    free = _schema("FreeReturn")
    if not fees:
        return {"returnFees": free}
    said: dict[str, Any] = {"returnFees": _schema("RestockingFees")}
    if all(OUR_FAULT in fee.waived for fee in fees):
        said["itemDefectReturnFees"] = free
    match fees:
        case [fee] if not fee.tiers and fee.flat is None:
            said["restockingFee"] = _number(fee.percent)
        case [fee] if not fee.tiers and not fee.percent and fee.flat is not None:
            value = f"{currency.decimal(fee.flat):f}"
            amount = {"@type": "MonetaryAmount", "currency": currency.code, "value": value}
            said["restockingFee"] = amount
    return said


def _number(percent: Decimal) -> int | float:
    """A share as JSON writes it; nothing is reckoned with it."""
    return int(percent) if percent == percent.to_integral_value() else float(percent)


def _seasons(
    policy: Policy, always: Policy, subject: Subject, day: date
) -> Iterator[dict[str, Any]]:
    """Where goods sold between two days have a window of their own.

    As it is for goods sold on the first of them, which is the first to end.
    """
    between = {
        (condition.least, condition.most)
        for clause in policy.clauses
        for condition in clause.when
        if isinstance(condition, Between) and condition.fact == "sold"
    }
    for least, most in sorted(between, key=lambda bounds: bounds[0] or 0):
        start = date.fromordinal(least) if least else day
        if most is not None and most < day.toordinal():
            continue
        facts = _facts(subject, start)
        window = _window(policy, facts)
        if window != _window(always, facts):
            yield {
                "@type": "MerchantReturnPolicySeasonalOverride",
                "startDate": start.isoformat(),
                **({"endDate": date.fromordinal(most).isoformat()} if most else {}),
                **window,
            }


def _schema(name: str) -> str:
    return f"{CONTEXT}/{name}"
