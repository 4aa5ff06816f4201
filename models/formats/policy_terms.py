"""Terms of a clause as a person writes them, each by its shape; and written back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from models.formats.policy_conditions import read_conditions, read_proofs, write_conditions
from models.formats.policy_reading import closest, in_order, listed
from models.formats.policy_windows import read_stages, read_window, write_stage, write_window
from models.rules.terms import (
    OPEN,
    PAID_BY,
    TERMS,
    Allowance,
    Fee,
    Inspection,
    Per,
    Receipted,
    Shape,
    Tier,
    Velocity,
    term_of,
)
from models.values import Message
from models.values.codes import Capture, Decider

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.formats.policy_reading import Spot
    from models.rules.terms import Term
    from models.values import Currency

NAMES: Final = (
    *TERMS,
    *(f"capture.{capture}" for capture in Capture),
    *(f"refund.instead.{kind}" for kind in PAID_BY),
)
"""Every name that is not the shop's own; ``fee.`` and ``velocity.`` take any."""
GROUPS: Final = {*OPEN, *(name.rpartition(".")[0] for name in (*TERMS, *OPEN))} - {""}
"""What stands before a dot: written as a table of its own."""


def read_terms(entries: Mapping[str, Spot]) -> dict[str, Any]:
    """The terms of a clause by their names; families are nested tables."""
    terms: dict[str, Any] = {}
    for name, spot in entries.items():
        _read_into(terms, name, spot)
    return terms


def write_terms(terms: Mapping[str, Any], currency: Currency) -> dict[str, Any]:
    """Raise ``KeyError`` for a name that is no term's."""
    written: dict[str, Any] = {}
    places = {name: place for place, name in enumerate((*TERMS, *OPEN))}
    for name in sorted(
        terms, key=lambda n: (places.get(n, places.get(n.rpartition(".")[0], 0)), n)
    ):
        *groups, own = name.split(".")
        table = written
        for group in groups:
            table = table.setdefault(group, {})
        table[own] = _written(terms[name], term_of(name), currency)
    return written


def _read_into(terms: dict[str, Any], name: str, spot: Spot) -> None:
    if name in terms:
        spot.wrong(Message("policy-term-twice", {"word": name}))
    elif name == "capture" and isinstance(spot.value, str | list):
        terms |= {f"capture.{each.option(tuple(Capture))}": True for each in spot.many()}
    elif name in GROUPS:
        for own, each in spot.table().items():
            _read_into(terms, f"{name}.{own}", each)
    else:
        try:
            terms[name] = _read(spot, term_of(name))
        except KeyError:
            _unknown_term(spot, name)


def _unknown_term(spot: Spot, name: str) -> None:
    near = closest(name, {*NAMES, *GROUPS})
    spot.wrong(
        Message("policy-term-near", {"word": name, "near": near})
        if near
        else Message(
            "policy-term-unknown",
            {"word": name, "known": listed(dict.fromkeys(n.split(".")[0] for n in NAMES))},
        )
    )


def _read(spot: Spot, term: Term) -> Any:
    """By the term's shape; ``false`` means as if no clause had said anything."""
    if spot.value is False and term.default is None:
        return None
    match term.shape:
        case Shape.OPTION:
            return spot.option(term.options)
        case Shape.SOME:
            if "gift" in term.options and "receipt" in term.options:
                return frozenset(read_proofs(spot))
            return frozenset(each.option(term.options) for each in spot.many())
        case Shape.ORDER:
            return _read_order(spot, term)
        case shape:
            return _READERS[shape](spot)


def _read_order(spot: Spot, term: Term) -> tuple[str, ...]:
    order: list[str] = []
    for each in spot.many():
        option = each.option(term.options)
        if option in order:
            each.wrong(Message("policy-word-twice"))
        order.append(option)
    return tuple(order)


def _read_fee(spot: Spot) -> Fee | None:
    """A rate alone, or a table; no fee at all where the rate is nothing."""
    if not isinstance(spot.value, Mapping):
        percent = spot.percent()
        return Fee(percent=percent) if percent else None
    entries = spot.entries("percent", "flat", "tiers", "per", "most", "waived")
    given: dict[str, Any] = {}
    if "percent" in entries:
        given["percent"] = entries["percent"].percent()
    for name in ("flat", "most"):
        if name in entries:
            given[name] = entries[name].money()
    if "tiers" in entries:
        given["tiers"] = _read_tiers(entries["tiers"])
    if "per" in entries:
        given["per"] = entries["per"].option(tuple(Per))
    if "waived" in entries:
        given["waived"] = tuple(
            condition for each in entries["waived"].many() for condition in _read_waiver(each)
        )
    if not entries.keys() & {"percent", "flat", "tiers"}:
        spot.wrong(Message("policy-fee-empty"))
    return Fee(**given)


def _read_tiers(spot: Spot) -> tuple[Tier, ...]:
    """Rates until so many days after the sale, ascending; only the last may have no end."""
    spots = spot.many()
    tiers = []
    for each in spots:
        entries = each.entries("days", "percent")
        if "percent" not in entries:
            each.wrong(Message("policy-key-missing", {"key": "percent"}))
        if "days" not in entries and each is not spots[-1]:
            each.wrong(Message("policy-tier-end"))
        tiers.append(
            Tier(
                entries["days"].count() if "days" in entries else None,
                entries["percent"].percent() if "percent" in entries else Decimal(0),
            )
        )
    ends = {each.path: tier.days for each, tier in zip(spots, tiers, strict=True)}
    in_order(spots, lambda each: ends[each.path], Message("policy-tiers-order"))
    return tuple(tiers)


def _read_waiver(spot: Spot) -> tuple[Any, ...]:
    conditions = read_conditions(spot)
    if isinstance(spot.value, Mapping) and (len(spot.value) != 1 or len(conditions) > 1):
        spot.wrong(Message("policy-waiver-one"))
    return conditions


def _read_allowance(spot: Spot) -> Allowance:
    entries = spot.entries("days", "count", "value")
    _need_days(spot, entries)
    if not entries.keys() & {"count", "value"}:
        spot.wrong(Message("policy-no-measure", {"known": "count, value"}))
    return Allowance(
        days=_days(entries),
        count=entries["count"].count() if "count" in entries else None,
        value=entries["value"].money() if "value" in entries else None,
    )


def _read_velocity(spot: Spot) -> Velocity:
    entries = spot.entries("days", "count", "value", "share", "receipt", "decided_by")
    _need_days(spot, entries)
    if not entries.keys() & {"count", "value", "share"}:
        spot.wrong(Message("policy-no-measure", {"known": "count, value, share"}))
    given: dict[str, Any] = {"days": _days(entries)}
    if "count" in entries:
        given["count"] = entries["count"].count()
    if "value" in entries:
        given["value"] = entries["value"].money()
    if "share" in entries:
        given["share"] = entries["share"].percent()
    if "receipt" in entries:
        given["receipt"] = entries["receipt"].option(tuple(Receipted))
    if "decided_by" in entries:
        given["decider"] = entries["decided_by"].option(tuple(Decider))
    return Velocity(**given)


def _read_inspection(spot: Spot) -> Inspection:
    entries = spot.entries("days", "credit")
    _need_days(spot, entries)
    credit = entries["credit"].flag() if "credit" in entries else False
    return Inspection(days=_days(entries), credit=credit)


def _need_days(spot: Spot, entries: Mapping[str, Spot]) -> None:
    if isinstance(spot.value, Mapping) and "days" not in entries:
        spot.wrong(Message("policy-key-missing", {"key": "days"}))


def _days(entries: Mapping[str, Spot]) -> int:
    return entries["days"].count(1) if "days" in entries else 1


_READERS: Final[Mapping[Shape, Callable[[Spot], Any]]] = {
    Shape.WINDOW: read_window,
    Shape.STAGES: read_stages,
    Shape.FLAG: lambda spot: spot.flag(),
    Shape.FEE: _read_fee,
    Shape.MONEY: lambda spot: spot.money(),
    Shape.COUNT: lambda spot: spot.count(),
    Shape.ALLOWANCE: _read_allowance,
    Shape.VELOCITY: _read_velocity,
    Shape.INSPECTION: _read_inspection,
    Shape.WORDS: lambda spot: spot.words(),
}


def _written(value: Any, term: Term, currency: Currency) -> Any:
    if value is None:
        return False
    match term.shape:
        case Shape.WINDOW:
            return write_window(value)
        case Shape.STAGES:
            return [write_stage(stage) for stage in value]
        case Shape.OPTION:
            return str(value)
        case Shape.SOME:
            return [str(option) for option in term.options if option in value]
        case Shape.ORDER:
            return [str(option) for option in value]
        case Shape.MONEY:
            return currency.decimal(value)
        case Shape.FEE:
            return _written_fee(value, currency)
        case Shape.ALLOWANCE | Shape.VELOCITY:
            return _written_measure(value, currency)
        case Shape.INSPECTION:
            return {"days": value.days, **({"credit": True} if value.credit else {})}
        case Shape.WORDS:
            return dict(value)
        case Shape.FLAG | Shape.COUNT:
            return value


def _written_fee(fee: Fee, currency: Currency) -> Any:
    if fee == Fee(percent=fee.percent):
        return fee.percent
    written: dict[str, Any] = {"percent": fee.percent} if fee.percent else {}
    if fee.flat is not None:
        written["flat"] = currency.decimal(fee.flat)
    if fee.tiers:
        written["tiers"] = [
            ({} if tier.days is None else {"days": tier.days}) | {"percent": tier.percent}
            for tier in fee.tiers
        ]
    if fee.per is not Per.LINE:
        written["per"] = str(fee.per)
    if fee.most is not None:
        written["most"] = currency.decimal(fee.most)
    if fee.waived != Fee().waived:
        written["waived"] = [write_conditions([one], currency) for one in fee.waived]
    return written


def _written_measure(measure: Allowance | Velocity, currency: Currency) -> dict[str, Any]:
    """Days, and whatever else is not as it would be if it were left out."""
    written: dict[str, Any] = {"days": measure.days}
    if measure.count is not None:
        written["count"] = measure.count
    if measure.value is not None:
        written["value"] = currency.decimal(measure.value)
    if isinstance(measure, Velocity):
        if measure.share is not None:
            written["share"] = measure.share
        if measure.receipt is not Receipted.ANY:
            written["receipt"] = str(measure.receipt)
        if measure.decider is not Decider.MANAGER:
            written["decided_by"] = str(measure.decider)
    return written
