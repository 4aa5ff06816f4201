"""Terms and conditions in codes and facts, so that any language can say them in plain words.

Each message stands for a phrase that needs no head (“14 days”, “above Rp 2.000.000 a manager
decides”). Its facts are amounts, days, options by their code, and messages again; several of
them stand in a tuple, in the order in which they are said.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from models.rules.conditions import ATTRIBUTE, Among, sort_of
from models.rules.facts import OPTIONS, Sort
from models.rules.terms import OUR_FAULT, Fee, Receipted, Shape, term_of
from models.rules.windows import Start, Which, Window
from models.values import Message, Money, Quantity
from models.values.codes import Proof

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from models.rules.clauses import Clause
    from models.rules.conditions import Between, Condition
    from models.rules.terms import Allowance, Inspection, Stage, Velocity

FAMILIES: Final = {"fee", "velocity", "capture", "refund.instead"}
FACT_OF: Final = {
    "reasons": "reason",
    "conditions": "condition",
    "proof": "proof",
    "refund.choices": "tender",
    "refund.order": "tenders",
    "goodwill.ways": "tender",
    "defect.remedies": "remedies",
    "refund.to": "tender",
    "refund.beyond": "tender",
    "refund.instead": "tender",
    "disposition": "disposition",
}
"""What the options of a term are called among the facts of its message."""


def plain_term(name: str, value: Any) -> Message:
    """One term's value as a phrase; raise ``KeyError`` for a name that is no term's."""
    term = term_of(name)
    family, _, own = name.rpartition(".")
    if family not in FAMILIES:
        family, own = name, ""
    if value is None:
        return Message(f"{family}.none", {"fee": own} if family == "fee" else {})
    say = _BY_SHAPE[term.shape]
    return say(family, own, value)


def plain_clause(clause: Clause) -> tuple[list[Message], list[tuple[str, Message]]]:
    """What a clause is about, and its terms by name, as phrases."""
    about = [plain_condition(condition) for condition in clause.when]
    return about, [(name, plain_term(name, value)) for name, value in clause.terms.items()]


def plain_condition(condition: Condition) -> Message:
    """One condition of a clause as a phrase: “Electronics”, “price over Rp 500.000”."""
    if isinstance(condition, Among):
        return _among(condition)
    name, sort = condition.fact, sort_of(condition.fact)
    if sort is Sort.DATE:
        return _days_of_sale(condition)
    if sort is Sort.NUMBER:
        facts = {"least": condition.least, "most": condition.most}
        return Message(f"when.{name}{_sides(condition)}", _given(facts))
    return _figures(condition, _NUMBER_OF.get(sort, _plain_number))


def _option(family: str, own: str, value: Any) -> Message:
    fact = FACT_OF.get(family)
    if fact is None or value == "original":
        return Message(f"{family}.{value}")
    return Message(family, {fact: str(value)} | ({"paid_with": own} if own else {}))


def _several(family: str, own: str, value: Collection[str]) -> Message:
    """Options in the order of the term, or in their own where the order is what counts."""
    if family == "proof" and Proof.NONE in value:
        return Message("proof.without")
    if not value:
        return Message(f"{family}.nothing")
    term = term_of(family)
    order = value if term.shape is Shape.ORDER else term.options
    return Message(family, {FACT_OF[family]: tuple(str(o) for o in order if o in value)})


def _flag(family: str, own: str, value: bool) -> Message:
    return Message(f"{family}.{'yes' if value else 'no'}", {"what": own} if own else {})


def _money(family: str, own: str, value: Money) -> Message:
    return Message(family, {"amount": value})


def _count(family: str, own: str, value: int) -> Message:
    return Message(family, {"count": value}) if value else Message(f"{family}.nothing")


def _texts(family: str, own: str, value: Mapping[str, str]) -> Message:
    return Message(family, {"text": dict(value)})


def _window(family: str, own: str, value: Window) -> Message:
    if not value.possible and value.other is None:
        return Message("window.impossible" if family == "window" else "impossible")
    return _length(value)


def _length(window: Window) -> Message:
    parts = [_limit(window)]
    if window.start is Start.DELIVERY:
        parts.append(Message("from-delivery"))
    if window.not_before is not None:
        parts.append(Message("counts-from", {"day": window.not_before}))
    if window.to_working_day:
        parts.append(Message("to-working-day"))
    if window.other is not None:
        code = "or-later" if window.which is Which.LATER else "or-earlier"
        parts.append(Message(code, {"window": _length(window.other)}))
    return _all(parts)


def _limit(window: Window) -> Message:
    if window.no_limit:
        return Message("no-end")
    if window.until is not None:
        return Message("until", {"day": window.until})
    if window.days is not None:
        return Message("days", {"count": window.days})
    if window.months is not None:
        years, rest = divmod(window.months, 12)
        return (
            Message("months", {"count": window.months})
            if rest or not years
            else Message("years", {"count": years})
        )
    if window.hours is not None:
        return Message("hours", {"count": window.hours})
    return Message("impossible")


def _stages(family: str, own: str, value: tuple[Stage, ...]) -> Message:
    if not value:
        return Message(f"{family}.nothing")
    return Message(family, {"stages": tuple(_stage(stage) for stage in value)})


def _stage(stage: Stage) -> Message:
    how = [Message(f"decides.{stage.decider}")]
    if stage.lost:
        how.append(Message("lost", {"percent": stage.lost}))
    if stage.days is not None:
        return Message("stage-days", {"count": stage.days, "how": _all(how)})
    return Message("stage-late", {"count": stage.late or 0, "how": _all(how)})


def _fee(family: str, own: str, value: Fee) -> Message:
    parts = []
    if value.tiers:
        parts.append(_tiers(value))
    elif value.percent or value.flat is None:
        parts.append(Message("percent", {"percent": value.percent}))
    if value.flat is not None:
        parts.append(Message(f"flat.{value.per}", {"amount": value.flat}))
    if value.most is not None:
        parts.append(Message("at-most", {"amount": value.most}))
    if value.waived == (OUR_FAULT,):
        parts.append(Message("not-our-fault"))
    elif value.waived:
        parts.append(Message("waived", {"cases": tuple(map(plain_condition, value.waived))}))
    return Message(family, {"fee": own, "parts": tuple(parts)})


def _tiers(fee: Fee) -> Message:
    said = [
        Message("percent", {"percent": tier.percent})
        if tier.days is None
        else Message("tier", {"percent": tier.percent, "count": tier.days})
        for tier in fee.tiers
    ]
    if fee.percent and fee.tiers[-1].days is not None:
        said.append(Message("percent", {"percent": fee.percent}))
    return Message("tiers", {"stages": tuple(said)})


def _allowance(family: str, own: str, value: Allowance) -> Message:
    parts = []
    if value.count is not None:
        counted = "times" if family.startswith("goodwill") else "returns"
        parts.append(Message(counted, {"count": value.count, "days": value.days}))
    if value.value is not None:
        parts.append(Message("amount", {"amount": value.value, "days": value.days}))
    return Message(family, {"parts": tuple(parts)})


def _velocity(family: str, own: str, value: Velocity) -> Message:
    cases = []
    if value.count is not None:
        cases.append(Message("returns", {"count": value.count, "days": value.days}))
    if value.value is not None:
        cases.append(Message("amount", {"amount": value.value, "days": value.days}))
    if value.share is not None:
        cases.append(Message("share", {"percent": value.share, "days": value.days}))
    code = family if value.receipt is Receipted.ANY else f"{family}.{value.receipt}"
    how = Message(f"decides.{value.decider}")
    return Message(code, {"cases": tuple(cases), "how": how})


def _inspection(family: str, own: str, value: Inspection) -> Message:
    return Message(f"{family}.credit" if value.credit else family, {"count": value.days})


_BY_SHAPE: Final[Mapping[Shape, Callable[[str, str, Any], Message]]] = {
    Shape.WINDOW: _window,
    Shape.STAGES: _stages,
    Shape.FLAG: _flag,
    Shape.OPTION: _option,
    Shape.SOME: _several,
    Shape.ORDER: _several,
    Shape.FEE: _fee,
    Shape.MONEY: _money,
    Shape.COUNT: _count,
    Shape.ALLOWANCE: _allowance,
    Shape.VELOCITY: _velocity,
    Shape.INSPECTION: _inspection,
    Shape.WORDS: _texts,
}


def _all(parts: list[Message]) -> Message:
    return parts[0] if len(parts) == 1 else Message("all", {"parts": tuple(parts)})


def _among(condition: Among) -> Message:
    name, words = condition.fact, tuple(sorted(condition.words))
    if name.startswith(ATTRIBUTE):
        attribute = name.removeprefix(ATTRIBUTE)
        return Message("when.attribute", {"attribute": attribute, "words": words})
    if sort_of(name) is Sort.FLAG:
        return Message(f"when.{name}.{words[0]}") if len(words) == 1 else Message("when.any")
    if name == "country":
        return Message("when.country", {"words": tuple(word.upper() for word in words)})
    if name == "tender":
        return Message("when.tender", {"paid_with": words})
    if name in OPTIONS:
        known = tuple(str(o) for o in OPTIONS[name] if o in condition.words)
        return Message(f"when.{name}", {name: known})
    return Message(f"when.{name}", {"words": words})


def _days_of_sale(condition: Between) -> Message:
    facts = {
        "first": None if condition.least is None else date.fromordinal(condition.least),
        "last": None if condition.most is None else date.fromordinal(condition.most),
    }
    return Message(f"when.{condition.fact}{_sides(condition)}", _given(facts))


def _figures(condition: Between, number: Callable[[int], object]) -> Message:
    """“from” and “up to” name the bound itself, “over” and “under” the rounder one beside."""
    fact = condition.fact.removeprefix(ATTRIBUTE)
    least, most = condition.least, condition.most
    over = least is not None and _is_rounder(least - 1, least)
    under = most is not None and _is_rounder(most + 1, most)
    if least is not None and least == most:
        return Message("when.exactly", {"fact": fact, "least": number(least)})
    if least is not None and most is not None and not over and not under:
        facts = {"fact": fact, "least": number(least), "most": number(most)}
        return Message("when.between", facts)
    parts = []
    if least is not None:
        code, bound = ("when.over", least - 1) if over else ("when.from", least)
        parts.append(Message(code, {"fact": fact, "least": number(bound)}))
    if most is not None:
        code, bound = ("when.under", most + 1) if under else ("when.to", most)
        parts.append(Message(code, {"fact": fact, "most": number(bound)}))
    return _all(parts) if parts else Message("when.any")


def _is_rounder(one: int, other: int) -> bool:
    """Whether a person would rather write this number: it ends in more noughts."""
    return one >= 0 and _noughts(one) > _noughts(other)


def _noughts(number: int) -> int:
    written = str(number)
    return len(written) - len(written.rstrip("0")) + (number == 0)


def _plain_number(thousandths: int) -> Decimal:
    return Decimal(thousandths).scaleb(-3).normalize()


_NUMBER_OF: Final[Mapping[Sort, Callable[[int], object]]] = {
    Sort.MONEY: Money,
    Sort.QUANTITY: Quantity,
}


def _sides(condition: Between) -> str:
    if condition.least is None and condition.most is None:
        return ".any"
    if condition.least is None:
        return ".to"
    if condition.most is None:
        return ".from"
    return ".on" if condition.least == condition.most else ".between"


def _given(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: fact for name, fact in facts.items() if fact is not None}
