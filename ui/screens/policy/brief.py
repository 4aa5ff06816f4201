"""A term's value in as few words as a cell has room for, and what a row is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models.rules.conditions import Among, sort_of
from models.rules.facts import Sort
from models.rules.terms import (
    Allowance,
    Fee,
    ORIGINAL,
    Inspection,
    Shape,
    Stage,
    Velocity,
    term_of,
)
from models.rules.windows import Start, Which, Window
from models.values import Money, Quantity
from models.values.codes import Decider
from ui import words
from ui.screens.policy import names
from ui.screens.policy.columns import CAPTURES, SETTINGS, Column, column_of
from ui.words import say, say_many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from models.rules.conditions import Condition
    from models.rules.outline import Conditions, Row


def percent(rate: Decimal) -> str:
    return say("{rate} %", rate=rate)


def window(value: Window | None) -> str:
    if value is None:
        return say("as for a refund")
    limit = _limit(value)
    if value.start is Start.DELIVERY:
        limit = say("{limit} from delivery", limit=limit)
    if value.not_before:
        limit = say("{limit}, counted from {day}", limit=limit, day=value.not_before)
    if value.other is None:
        return limit
    other = window(value.other)
    if value.which is Which.LATER:
        return say("{one} or {other}, the later", one=limit, other=other)
    return say("{one} or {other}, the earlier", one=limit, other=other)


def _limit(value: Window) -> str:
    if value.no_limit:
        return say("no limit")
    if value.until is not None:
        return say("until {day}", day=value.until)
    if value.days is not None:
        return say_many("{count} day", "{count} days", value.days)
    if value.hours is not None:
        return say_many("{count} hour", "{count} hours", value.hours)
    if value.months is not None:
        return say_many("{count} month", "{count} months", value.months)
    return say("none")


def stages(value: tuple[Stage, ...]) -> str:
    return ", ".join(map(_stage, value)) or say("refused")


def _stage(value: Stage) -> str:
    who = names.small(names.option("decided_by", value.decider))
    if value.days is not None:
        until = say("to day {day}", day=value.days)
    else:
        until = say_many("{count} day late", "{count} days late", value.late or 0)
    if not value.lost:
        return f"{who} {until}"
    lost = say("less {share}", share=percent(value.lost))
    return f"{lost} {until}" if value.decider is Decider.CLERK else f"{who} {until}, {lost}"


def fee(value: Fee | None) -> str:
    if value is None:
        return say("no fee")
    parts = [percent(value.percent)] if value.percent else []
    parts += [percent(tier.percent) for tier in value.tiers]
    if value.flat:
        parts.append(words.money(value.flat))
    return " + ".join(parts) if not value.tiers else ", ".join(parts)


def _some(name: str, value: frozenset[str] | tuple[str, ...] | None) -> str:
    if value is None:
        return say("all")
    codes = value if isinstance(value, tuple) else _in_order(name, value)
    return ", ".join(names.option(name, code) for code in codes) or say("none")


def _in_order(name: str, codes: frozenset[str]) -> list[str]:
    order = [*names.OPTIONS.get(name, names.WAYS)]
    return sorted(codes, key=lambda code: order.index(code) if code in order else len(order))


def allowance(value: Allowance | None) -> str:
    if value is None:
        return say("no limit")
    return say("{most} in {days} days", most=_most(value.count, value.value), days=value.days)


def velocity(value: Velocity | None) -> str:
    if value is None:
        return say("no limit")
    most = percent(value.share) if value.share else _most(value.count, value.value)
    return say("above {most} in {days} days", most=most, days=value.days)


def _most(count: int | None, value: Money | None) -> str:
    parts = [str(count)] if count is not None else []
    parts += [words.money(value)] if value is not None else []
    return ", ".join(parts)


def inspection(value: Inspection | None) -> str:
    if value is None:
        return say("not held")
    return say_many("held {count} day", "held {count} days", value.days)


def value_words(name: str, value: Any) -> str:
    """A term's value in a few words; ``name`` may also be a setting of the whole policy."""
    if name in SETTINGS:
        return (say("yes") if value else say("no")) if isinstance(value, bool) else value
    if name == CAPTURES:
        return _some(CAPTURES, value)
    match term_of(name).shape:
        case Shape.FLAG:
            return say("yes") if value else say("no")
        case Shape.OPTION:
            return names.option(name, value) if value else say("not said")
        case Shape.SOME | Shape.ORDER:
            return _some(name, value)
        case Shape.MONEY:
            return say("no limit") if value is None else words.money(value)
        case Shape.COUNT:
            return say("no limit") if value is None else str(value)
        case Shape.WORDS:
            return " / ".join(value.values()) if value else say("not said")
        case shape:
            said: str = _SHAPED[shape](value)
            return said


_SHAPED: Mapping[Shape, Callable[[Any], str]] = {
    Shape.WINDOW: window,
    Shape.STAGES: stages,
    Shape.FEE: fee,
    Shape.ALLOWANCE: allowance,
    Shape.VELOCITY: velocity,
    Shape.INSPECTION: inspection,
}


def cell(row: Row, column: Column) -> str:
    """What a row says in a column: first what matters most, not what goes without saying."""
    given = {name: row.given(name) for name in row.terms if column_of(name) is column}
    held = {name: found.value for name, found in given.items() if found is not None}
    match column:
        case Column.WINDOW:
            return _window_cell(row)
        case Column.LATE:
            return _late_cell(held.get("late", ()))
        case Column.FEE:
            return ", ".join(fee(value) for _, value in sorted(held.items()) if value) or "–"
        case Column.NEEDS:
            asked = [name for name in sorted(held) if name.startswith("capture.")]
            parts = [names.term(name) for name in asked if held[name]]
            parts += [inspection(held["inspection"])] if held.get("inspection") else []
            return ", ".join(map(names.small, parts)) or "–"
        case Column.PROOF:
            proof = row.given("proof")
            return _proof_cell(proof.value if proof else frozenset())
        case Column.REFUND:
            to = row.given("refund.to")
            ways = [to.value] if to else []
            ways += _in_order("refund.choices", held.get("refund.choices", frozenset()))
            said = [say("as paid") if way == ORIGINAL else _way(way) for way in ways]
            return ", ".join(said)
        case Column.EXCHANGE:
            found = row.given("exchange.window")
            parts = [window(found.value if found else None)]
            parts += [names.term(name) for name in sorted(held) if held[name] is True]
            return ", ".join(parts)
        case Column.ABOVE:
            return _above_cell(held)
        case Column.MORE:
            return f"+{len(held)}" if held else "–"


def _way(code: str) -> str:
    return names.small(names.option("refund.to", code))


def _late_cell(value: tuple[Stage, ...]) -> str:
    """The first step, and how many follow."""
    if not value:
        return "–"
    more = f" +{len(value) - 1}" if len(value) > 1 else ""
    return _stage(value[0]) + more


def _proof_cell(accepted: frozenset[str]) -> str:
    """The first two, as no cell has room for more."""
    if accepted == term_of("proof").default:
        return say("any proof")
    if accepted > term_of("proof").default:
        return say("none needed")
    named = [names.small(names.option("proof", code)) for code in _in_order("proof", accepted)]
    more = f" +{len(named) - 2}" if len(named) > 2 else ""
    return ", ".join(named[:2]) + more or say("none accepted")


def _window_cell(row: Row) -> str:
    for never in ("never_taken", "final_sale"):
        found = row.given(never)
        if found and found.value:
            return names.term(never)
    found = row.given("window")
    return window(found.value if found else None)


def _above_cell(held: Mapping[str, Any]) -> str:
    decider = held.get("decided_by", Decider.CLERK)
    if decider is not Decider.CLERK:
        return names.small(names.option("decided_by", decider))
    limits = [held[name] for name in ("limit.line", "limit.case") if held.get(name) is not None]
    return words.money(min(limits)) if limits else "–"


def own_in(row: Row, column: Column) -> bool:
    """Whether the row says anything of its own in that column."""
    return any(column_of(name) is column for name in row.own)


def about(when: Conditions, spelling: Mapping[str, str]) -> str:
    """What a row is about; ``spelling`` gives words of the shop's own as people write them."""
    if not when:
        return say("Whole shop")
    ordered = sorted(when, key=lambda asked: (asked.fact != "department", asked.fact))
    said = " · ".join(condition_words(asked, spelling) for asked in ordered)
    return said[:1].upper() + said[1:]


def condition_words(asked: Condition, spelling: Mapping[str, str]) -> str:
    if isinstance(asked, Among):
        codes = [str(code) for code in _in_order(asked.fact, asked.words)]
        known = names.OPTIONS.get(asked.fact)
        called = [
            words.word(known, code) if known else spelling.get(code, code) for code in codes
        ]
        listed = _either(called)
        if known or asked.fact in ("department", "category"):
            return listed
        return say("{fact} {words}", fact=names.fact(asked.fact), words=listed)
    return _between(asked.fact, asked.least, asked.most)


def _either(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return say("{some} or {last}", some=", ".join(parts[:-1]), last=parts[-1])


def _between(fact: str, least: int | None, most: int | None) -> str:
    low = "" if least is None else number_words(fact, least)
    high = "" if most is None else number_words(fact, most)
    if fact == "sold":
        if low and high:
            return say("sold {low} – {high}", low=low, high=high)
        return say("sold from {low}", low=low) if low else say("sold until {high}", high=high)
    name = names.fact(fact)
    if low and high:
        return say("{fact} {low} – {high}", fact=name, low=low, high=high)
    if low:
        return say("{fact} from {low}", fact=name, low=low)
    return say("{fact} up to {high}", fact=name, high=high)


def number_words(fact: str, number: int) -> str:
    """A bound of a condition as people write what it counts."""
    match sort_of(fact):
        case Sort.DATE:
            return words.day(date.fromordinal(number))
        case Sort.MONEY:
            return words.money(Money(number))
        case Sort.NUMBER:
            return str(number)
        case _:
            return words.quantity(Quantity(number))
