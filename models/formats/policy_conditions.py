"""Conditions of a clause as a person writes them: ``department = ["Toys", "Games"]``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from models.formats.policy_reading import closest, listed
from models.rules.conditions import ATTRIBUTE, PLACES, SORTS, Among, Between, sort_of
from models.rules.facts import OPTIONS, Sort
from models.rules.terms import PAID_BY
from models.values import Message, Money, Quantity
from models.values.codes import Proof

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.formats.policy_reading import Spot
    from models.rules.conditions import Condition
    from models.values import Currency

WORDS: Final[Mapping[str, tuple[str, ...]]] = {**OPTIONS, "tender": PAID_BY}
"""The words that a fact can have, where they are not the shop's own."""
MAY_BE_EMPTY: Final = frozenset({"coupon", "condition", "reason", "standing", "tender"})
"""Facts of those that can be nothing, asked for as ``""``; a shop's own words always can."""
OTHER_PROOF: Final = (Proof.CARD, Proof.LOYALTY, Proof.EMAIL)
BOUNDS: Final = ("from", "over", "to", "under")


def read_conditions(spot: Spot) -> tuple[Condition, ...]:
    """Every condition of a ``when`` table, in the order of specificity."""
    found: list[Condition] = []
    for fact, entry in spot.table().items():
        if fact == "attribute":
            found += [
                _attribute(each, ATTRIBUTE + own.casefold())
                for own, each in entry.table().items()
            ]
        elif fact in SORTS:
            found.append(_condition(entry, fact))
        else:
            _unknown_fact(entry, fact)
    return tuple(sorted(found, key=_place))


def write_conditions(conditions: Iterable[Condition], currency: Currency) -> dict[str, Any]:
    """Raise ``ValueError`` for two conditions on one fact: a clause has one at most."""
    when: dict[str, Any] = {}
    for condition in sorted(conditions, key=_place):
        fact, table = condition.fact, when
        if fact.startswith(ATTRIBUTE):
            fact, table = fact.removeprefix(ATTRIBUTE), when.setdefault("attribute", {})
        if fact in table:
            raise ValueError(f"two conditions on {condition.fact}")
        table[fact] = _written(condition, currency)
    return when


def read_proofs(spot: Spot) -> list[Proof]:
    """Kinds of proof; ``other`` is short for those that are neither receipt nor none."""
    proofs: list[Proof] = []
    for each in spot.many():
        if each.value == "other":
            proofs += OTHER_PROOF
        else:
            proofs.append(each.option(tuple(Proof)))
    return proofs


def _place(condition: Condition) -> tuple[int, str]:
    fact = condition.fact
    return PLACES["attribute" if fact.startswith(ATTRIBUTE) else fact], fact


def _unknown_fact(spot: Spot, fact: str) -> None:
    near = closest(fact, SORTS)
    spot.wrong(
        Message("policy-fact-near", {"word": fact, "near": near})
        if near
        else Message("policy-fact-unknown", {"word": fact, "known": listed(SORTS)})
    )


def _condition(spot: Spot, fact: str) -> Condition:
    sort = SORTS[fact]
    if sort in _NUMBERS:
        return _between(spot, fact, _NUMBERS[sort])
    if sort is Sort.FLAG:
        return Among(fact, frozenset("yes" if e.flag() else "no" for e in _some(spot)))
    if fact == "proof":
        return Among(fact, frozenset(proof for e in _some(spot) for proof in read_proofs(e)))
    options = WORDS.get(fact)
    if options is None:
        return Among(fact, frozenset(each.text().casefold() for each in _some(spot)))
    if fact in MAY_BE_EMPTY:
        options = (*options, "")
    return Among(fact, frozenset(each.option(options) for each in _some(spot)))


def _attribute(spot: Spot, fact: str) -> Condition:
    """Words, or a number that the attribute's text is read as."""
    value = spot.value
    if isinstance(value, Mapping | Decimal) or type(value) is int:
        return _between(spot, fact, _thousandths)
    return Among(fact, frozenset(each.text().casefold() for each in _some(spot)))


def _some(spot: Spot) -> list[Spot]:
    several = spot.many()
    if not several:
        spot.wrong(Message("policy-list-empty"))
    return several


def _between(spot: Spot, fact: str, number: Callable[[Spot], int]) -> Between:
    """One value, or the bounds of a table: ``from`` and ``to`` are in, the others are out."""
    if not isinstance(spot.value, Mapping):
        exact = number(spot)
        return Between(fact, exact, exact)
    ends = spot.entries(*BOUNDS)
    least = [number(ends[n]) + step for n, step in (("from", 0), ("over", 1)) if n in ends]
    most = [number(ends[n]) - step for n, step in (("to", 0), ("under", 1)) if n in ends]
    if not spot.value:
        spot.wrong(Message("policy-bounds-missing"))
    elif least and most and max(least) > min(most):
        spot.wrong(Message("policy-bounds-empty"))
    return Between(fact, max(least, default=None), min(most, default=None))


def _thousandths(spot: Spot) -> int:
    return spot.quantity().thousandths


_NUMBERS: Final[Mapping[Sort, Callable[[Spot], int]]] = {
    Sort.MONEY: lambda spot: spot.money().minor,
    Sort.QUANTITY: _thousandths,
    Sort.NUMBER: lambda spot: spot.count(),
    Sort.DATE: lambda spot: spot.day().toordinal(),
}


def _written(condition: Condition, currency: Currency) -> Any:
    if isinstance(condition, Between):
        return _written_bounds(condition, currency)
    if sort_of(condition.fact) is Sort.FLAG:
        return _one_or_list([word == "yes" for word in sorted(condition.words)])
    if condition.words == frozenset(OTHER_PROOF) and condition.fact == "proof":
        return "other"
    return _one_or_list(sorted(map(str, condition.words)))


def _one_or_list(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else list(values)


def _written_bounds(condition: Between, currency: Currency) -> Any:
    """Each bound by whichever of its two names makes the rounder number."""
    least, most = condition.least, condition.most
    sort = sort_of(condition.fact)
    if least is not None and least == most:
        return _number(least, sort, currency)
    bounds: dict[str, Any] = {}
    if least is not None:
        over = sort is not Sort.DATE and _zeros(least - 1) > _zeros(least)
        bounds["over" if over else "from"] = _number(least - over, sort, currency)
    if most is not None:
        under = sort is not Sort.DATE and _zeros(most + 1) > _zeros(most)
        bounds["under" if under else "to"] = _number(most + under, sort, currency)
    return bounds


def _zeros(number: int) -> int:
    """How many zeros a number ends in; nothing itself counts as not round."""
    text = str(abs(number))
    return len(text) - len(text.rstrip("0")) if number > 0 else 0


def _number(figure: int, sort: Sort, currency: Currency) -> Any:
    match sort:
        case Sort.MONEY:
            return currency.decimal(Money(figure))
        case Sort.DATE:
            return date.fromordinal(figure)
        case Sort.NUMBER:
            return figure
        case _:
            return Quantity(figure).number
