"""Decisions a second on one core: Konter's rules beside two general engines of rules.

``python -m tests.benchmarks.decisions [--lines 2000] [--rounds 20]``

The same lines go through the same fifteen plain rules (windows by department, final sales,
fees, limits), written for each engine as its manual shows. All three must come to the same
answers and fees; Konter also says which clause said so, what would cure it, the amounts, the
tax and the tender. The best of the rounds counts, by processor time.
"""

from __future__ import annotations

import argparse
import time
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import rule_engine
from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_NUMERIC, FIELD_TEXT
from business_rules.variables import (
    BaseVariables,
    numeric_rule_variable,
    string_rule_variable,
)

from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.facts import Asked, Facts, SoldLine, Visit
from models.rules.policy import Policy
from models.rules.returns import judge_line
from models.rules.terms import Fee
from models.rules.windows import Window
from models.values import ONE, Money
from models.values.codes import Answer, Condition, Decider, Reason
from tests.benchmarks.figures import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.rules.findings import LineDecision

TODAY = date(2026, 11, 20)
DAYS = {
    "home": 30, "electronics": 14, "toys": 45, "clothing": 50, "garden": 55, "books": 7,
    "sport": 40,
}  # fmt: skip
FINAL = ("food", "vouchers")
FEES = {("electronics", "opened"): 15, ("garden", "used"): 20}
DAMAGED = ("clothing", "damaged")
LINE, CASE = 100_000, 300_000
HOW_MANY_RULES = len(DAYS) + len(FINAL) + len(FEES) + 4


class Found(NamedTuple):
    """What every engine must say of a line; the fee in per cent, 0 where it is refused."""

    answer: Answer
    fee: int


class Engine(NamedTuple):
    """``take`` makes of the facts what the engine reads, ``decide`` is what is timed."""

    name: str
    take: Callable[[Facts], Any]
    decide: Callable[[Any], Any]
    say: Callable[[Any], Found]


def some_lines(how_many: int) -> list[Facts]:
    """Of every department, young and old, dear and cheap: the same in each run."""
    chance = Random(7)
    return [
        Facts(
            SoldLine(
                sold=ONE,
                paid=Money(100 * chance.randrange(1, 1200)),
                sold_on=TODAY - timedelta(chance.randrange(60)),
                department=chance.choice([*DAYS, *FINAL]),
                tender="cash",
                staff=chance.random() < 0.05,
            ),
            Asked(
                quantity=ONE,
                reason=Reason.CHANGED_MIND,
                condition=chance.choice([*Condition]),
            ),
            Visit(today=TODAY, case_value=Money(100 * chance.randrange(1200, 3100))),
        )
        for _ in range(how_many)
    ]


def konter() -> Engine:
    contents: list[tuple[dict[str, str], dict[str, Any]]] = [
        ({}, {"limit.line": Money(LINE), "limit.case": Money(CASE)}),
        ({"staff": "yes"}, {"decided_by": Decider.MANAGER}),
        ({"department": DAMAGED[0], "condition": DAMAGED[1]}, {"never_taken": True}),
    ]
    for department, days in DAYS.items():
        contents.append(({"department": department}, {"window": Window(days=days)}))
    for department in FINAL:
        contents.append(({"department": department}, {"final_sale": True}))
    for (department, condition), percent in FEES.items():
        when = {"department": department, "condition": condition}
        contents.append((when, {"fee.handling": Fee(percent=Decimal(percent))}))
    policy = Policy(
        number=1,
        clauses=tuple(
            Clause(
                number=number,
                when=tuple(Among(fact, frozenset({word})) for fact, word in when.items()),
                terms=terms,
            )
            for number, (when, terms) in enumerate(contents, 1)
        ),
    )

    def found(decision: LineDecision) -> Found:
        fees = [one.message.facts for one in decision.findings if one.message.code == "fee"]
        kept = bool(decision.kept) and decision.answer is not Answer.REFUSE
        return Found(decision.answer, int(str(fees[0]["percent"])) if kept else 0)

    return Engine("konter", lambda facts: facts, lambda facts: judge_line(facts, policy), found)


def as_table(facts: Facts) -> dict[str, Any]:
    return {
        "department": facts.line.department,
        "condition": str(facts.asked.condition),
        "staff": "yes" if facts.line.staff else "no",
        "age": facts.age,
        "paid": facts.value.minor,
        "case_value": facts.visit.case_value.minor,
    }


def gravest(followed: Sequence[tuple[Answer, int]]) -> Found:
    answer = max((each for each, _ in followed), key=lambda a: a.gravity, default=Answer.ACCEPT)
    return Found(answer, 0 if answer is Answer.REFUSE else sum(fee for _, fee in followed))


def by_rule_engine() -> Engine:
    """Expressions in its own language, over tables."""
    texts: list[tuple[str, tuple[Answer, int]]] = [
        (f"paid > {LINE}", (Answer.OVERRIDE, 0)),
        (f"case_value > {CASE}", (Answer.OVERRIDE, 0)),
        ('staff == "yes"', (Answer.OVERRIDE, 0)),
        (
            f'department == "{DAMAGED[0]}" and condition == "{DAMAGED[1]}"',
            (Answer.REFUSE, 0),
        ),
    ]
    for department, days in DAYS.items():
        texts.append((f'department == "{department}" and age > {days}', (Answer.REFUSE, 0)))
    for department in FINAL:
        texts.append((f'department == "{department}"', (Answer.REFUSE, 0)))
    for (department, condition), percent in FEES.items():
        text = f'department == "{department}" and condition == "{condition}"'
        texts.append((text, (Answer.ACCEPT, percent)))
    rules = [(rule_engine.Rule(text), follows) for text, follows in texts]

    def decide(line: dict[str, Any]) -> list[tuple[Answer, int]]:
        return [follows for rule, follows in rules if rule.matches(line)]

    return Engine("rule-engine", as_table, decide, gravest)


class Variables(BaseVariables):  # type: ignore[misc]
    def __init__(self, line: dict[str, Any]) -> None:
        self.line = line

    @string_rule_variable  # type: ignore[untyped-decorator]
    def department(self) -> Any:
        return self.line["department"]

    @string_rule_variable  # type: ignore[untyped-decorator]
    def condition(self) -> Any:
        return self.line["condition"]

    @string_rule_variable  # type: ignore[untyped-decorator]
    def staff(self) -> Any:
        return self.line["staff"]

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def age(self) -> Any:
        return self.line["age"]

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def paid(self) -> Any:
        return self.line["paid"]

    @numeric_rule_variable  # type: ignore[untyped-decorator]
    def case_value(self) -> Any:
        return self.line["case_value"]


class Actions(BaseActions):  # type: ignore[misc]
    def __init__(self) -> None:
        self.followed: list[tuple[Answer, int]] = []

    @rule_action(params={"answer": FIELD_TEXT, "fee": FIELD_NUMERIC})  # type: ignore[untyped-decorator]
    def follow(self, answer: str, fee: int) -> None:
        self.followed.append((Answer(answer), fee))


def by_business_rules() -> Engine:
    """Conditions as data, variables and actions as classes."""

    def rule(answer: Answer, fee: int = 0, **when: str | int) -> dict[str, Any]:
        return {
            "conditions": {
                "all": [
                    {
                        "name": name,
                        "operator": "equal_to" if isinstance(value, str) else "greater_than",
                        "value": value,
                    }
                    for name, value in when.items()
                ]
            },
            "actions": [{"name": "follow", "params": {"answer": str(answer), "fee": fee}}],
        }

    rules = [
        rule(Answer.OVERRIDE, paid=LINE),
        rule(Answer.OVERRIDE, case_value=CASE),
        rule(Answer.OVERRIDE, staff="yes"),
        rule(Answer.REFUSE, department=DAMAGED[0], condition=DAMAGED[1]),
        *(rule(Answer.REFUSE, department=name, age=days) for name, days in DAYS.items()),
        *(rule(Answer.REFUSE, department=name) for name in FINAL),
        *(
            rule(Answer.ACCEPT, percent, department=name, condition=condition)
            for (name, condition), percent in FEES.items()
        ),
    ]

    def decide(line: dict[str, Any]) -> list[tuple[Answer, int]]:
        actions = Actions()
        run_all(rules, Variables(line), actions, stop_on_first_trigger=False)
        return actions.followed

    return Engine("business-rules", as_table, decide, gravest)


def measure(engine: Engine, lines: Sequence[Facts], rounds: int) -> list[Found]:
    taken = [engine.take(facts) for facts in lines]
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for line in taken:
            engine.decide(line)
        best = min(best, time.process_time() - began)
    say(f"{engine.name:<16}{len(lines) / best:>12,.0f} decisions/s")
    return [engine.say(engine.decide(line)) for line in taken]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--lines", type=int, default=2000)
    words.add_argument("--rounds", type=int, default=20)
    asked = words.parse_args()
    lines = some_lines(asked.lines)
    say(f"{asked.lines:,} lines by {HOW_MANY_RULES} rules, best of {asked.rounds} rounds")
    engines = (konter(), by_rule_engine(), by_business_rules())
    ours, *others = [measure(engine, lines, asked.rounds) for engine in engines]
    for engine, theirs in zip(engines[1:], others, strict=True):
        if theirs != ours:
            raise SystemExit(f"{engine.name} decided otherwise")


if __name__ == "__main__":
    main()
