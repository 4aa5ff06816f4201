"""What stands in the cells: a term's value in as few words as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.rules.conditions import Among
from models.rules.edits import in_order
from models.rules.plain import plain_condition, plain_term
from models.rules.terms import Stage, term_of
from models.rules.windows import Window
from models.values.codes import Decider, Proof, RefundBy
from receipts.sentences import beginning, within
from ui import words
from ui.screens.policy import names
from ui.screens.policy.columns import CAPTURES, SETTINGS, Column, column_of
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from models.rules.conditions import Condition
    from models.rules.outline import Conditions, Row
    from models.rules.terms import Fee


def value_words(name: str, value: Any) -> str:
    """A term's value as a phrase; ``name`` may also be a setting of the whole policy."""
    if name in SETTINGS:
        return (say("Yes") if value else say("No")) if isinstance(value, bool) else value
    if name == CAPTURES:
        return ", ".join(names.option(CAPTURES, code) for code in sorted(value))
    return words.phrase(plain_term(name, value))


def in_plain_words(row: Row) -> str:
    """What matters most of a row, in one breath."""
    said = []
    for name in sorted(row.terms, key=names.place):
        given = row.given(name)
        if given is None or not (name in _FIRST or name.startswith("fee.")):
            continue
        if given.value is not False:
            said.append(words.term_words(name, plain_term(name, given.value)))
    return beginning("; ".join(said)) + "." if said else ""


_FIRST = frozenset(
    {"never_taken", "final_sale", "window", "late", "limit.line", "limit.case", "decided_by"}
)


def about(when: Conditions, spelling: Mapping[str, str]) -> str:
    """What a row is about; ``spelling`` gives words of the shop's own as people write them."""
    if not when:
        return say("Whole shop")
    phrases = [_condition(each, spelling) for each in reversed(in_order(when))]
    return " · ".join(phrases)


def _condition(asked: Condition, spelling: Mapping[str, str]) -> str:
    if isinstance(asked, Among) and asked.fact not in names.OPTIONS:
        spelt = frozenset(spelling.get(word, word) for word in asked.words)
        asked = Among(asked.fact, spelt)
    return words.phrase(plain_condition(asked))


def cell(row: Row, column: Column) -> str:
    """What a row says in a column: first what matters most, not what goes without saying."""
    held = {
        name: given.value
        for name in row.terms
        if column_of(name) is column and (given := row.given(name)) is not None
    }
    return _CELLS[column](row, held) or "–"


def own_in(row: Row, column: Column) -> bool:
    """Whether the row says anything of its own in that column."""
    return any(column_of(name) is column for name in row.own)


def _value(row: Row, name: str) -> Any:
    given = row.given(name)
    return given.value if given else None


def _window(row: Row, held: Mapping[str, Any]) -> str:
    for never in ("never_taken", "final_sale"):
        if held.get(never):
            return value_words(never, value=True)
    return value_words("window", _value(row, "window") or Window())


def _late(row: Row, held: Mapping[str, Any]) -> str:
    """The first step, and how many follow."""
    steps = held.get("late") or ()
    more = f" +{len(steps) - 1}" if len(steps) > 1 else ""
    return _step(steps[0]) + more if steps else ""


def _step(step: Stage) -> str:
    how = names.option("decided_by", step.decider)
    if step.lost and step.decider is Decider.CLERK:
        how = say("less {rate}%", rate=step.lost)
    if step.days is not None:
        return say("{how} to day {day}", how=how, day=step.days)
    return say("{how} for {days} more", how=how, days=step.late)


def _fees(row: Row, held: Mapping[str, Any]) -> str:
    return ", ".join(_fee(fee) for _, fee in sorted(held.items()) if fee is not None)


def _fee(fee: Fee) -> str:
    rates: list[Decimal] = [tier.percent for tier in fee.tiers]
    rates += [fee.percent] if fee.percent else []
    parts = [say("{rate}%", rate=rate) for rate in rates]
    return " + ".join(parts + ([words.money(fee.flat)] if fee.flat else []))


def _exchange(row: Row, held: Mapping[str, Any]) -> str:
    return value_words("exchange.window", _value(row, "exchange.window"))


def _proof(row: Row, held: Mapping[str, Any]) -> str:
    """The first two, as no cell has room for more."""
    accepted = _value(row, "proof")
    if accepted == term_of("proof").default:
        return say("Any")
    if Proof.NONE in accepted:
        return say("None needed")
    named = [names.option("proof", code) for code in Proof if code in accepted]
    more = f" +{len(named) - 2}" if len(named) > 2 else ""
    return ", ".join(named[:2]) + more


def _refund(row: Row, held: Mapping[str, Any]) -> str:
    first = _value(row, "refund.to")
    chosen = [code for code in RefundBy if code in held.get("refund.choices", ())]
    ways = [first, *(code for code in chosen if code != first)]
    named = [_way(code) for code in ways]
    return beginning(", ".join(named[:1] + [within(name) for name in named[1:]]))


def _way(code: str) -> str:
    return say("As paid") if code == RefundBy.ORIGINAL else names.option("refund.to", code)


def _needs(row: Row, held: Mapping[str, Any]) -> str:
    """The first two; the rest is counted."""
    prefix = f"{CAPTURES}."
    codes = [name.removeprefix(prefix) for name in sorted(held) if name.startswith(prefix)]
    named = [names.option(CAPTURES, code) for code in codes if held[prefix + code]]
    more = f" +{len(named) - 2}" if len(named) > 2 else ""
    return ", ".join(named[:1] + [within(name) for name in named[1:2]]) + more


def _above(row: Row, held: Mapping[str, Any]) -> str:
    decider = held.get("decided_by", Decider.CLERK)
    if decider != Decider.CLERK:
        return names.option("decided_by", decider)
    limits = [held[name] for name in ("limit.line", "limit.case") if held.get(name) is not None]
    return words.money(min(limits)) if limits else ""


def _more(row: Row, held: Mapping[str, Any]) -> str:
    return f"+{len(held)}" if held else ""


_CELLS: Mapping[Column, Callable[[Row, Mapping[str, Any]], str]] = {
    Column.WINDOW: _window,
    Column.LATE: _late,
    Column.FEE: _fees,
    Column.EXCHANGE: _exchange,
    Column.PROOF: _proof,
    Column.REFUND: _refund,
    Column.NEEDS: _needs,
    Column.ABOVE: _above,
    Column.MORE: _more,
}
