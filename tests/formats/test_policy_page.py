"""The reference of policy files says what the program does: its tables, examples, mistakes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.formats.policy_conditions import WORDS
from models.formats.policy_toml import parse_policy, policy_toml
from models.rules.clauses import Clause
from models.rules.facts import FACTS, Sort
from models.rules.policy import Policy
from models.rules.terms import OPEN, PAID_BY, TERMS, Shape, Term
from models.values import Currency, Refused
from models.values.codes import Capture
from receipts.language import Language
from receipts.policy_mistakes import MISTAKES

PAGE = (Path(__file__).parents[2] / "docs/policy-files.md").read_text("utf-8")
DOLLAR = Currency("USD")
ASKED = {
    Sort.WORD: "word",
    Sort.WORDS: "word",
    Sort.FLAG: "true or false",
    Sort.NUMBER: "whole number",
    Sort.QUANTITY: "number",
    Sort.MONEY: "amount",
    Sort.DATE: "date",
}
VALUES = {
    Shape.WINDOW: "window",
    Shape.STAGES: "stages",
    Shape.FLAG: "true or false",
    Shape.OPTION: "one of",
    Shape.SOME: "list of",
    Shape.ORDER: "list, in order, of",
    Shape.FEE: "fee",
    Shape.MONEY: "amount",
    Shape.COUNT: "whole number",
    Shape.ALLOWANCE: "allowance",
    Shape.VELOCITY: "velocity",
    Shape.INSPECTION: "inspection",
    Shape.WORDS: "text",
}
NAMED = {
    "fee": "fee.NAME",
    "velocity": "velocity.NAME",
    "capture": "capture.WHAT",
    "refund.instead": "refund.instead.KIND",
}


def rows(section: str) -> list[list[str]]:
    """The cells of the first table under a heading, its head left out."""
    table = PAGE.split(f"\n## {section}\n")[1].split("\n|", 1)[1].split("\n\n")[0]
    lines = table.splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def codes(words: object) -> str:
    return ", ".join(f"`{word}`" for word in words)  # type: ignore[attr-defined]


def value_of(name: str, term: Term) -> str:
    if term.shape in (Shape.OPTION, Shape.SOME, Shape.ORDER):
        return f"{VALUES[term.shape]} {codes(term.options)}"
    return VALUES[term.shape]


def default_of(name: str, term: Term) -> str:
    """As a file writes it; a dash where a clause would write ``false`` to come back to it."""
    if term.default is None:
        return "–"
    clause = Clause(number=1, terms={name: term.default})
    written = policy_toml(Policy(number=1, clauses=(clause,)), DOLLAR)
    return f"`{written.splitlines()[-1].partition(' = ')[2]}`"


def examples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_every_fact_stands_there_in_its_order() -> None:
    expected = [
        [
            f"`{fact.name}`" if fact.name != "attribute" else "`attribute.NAME`",
            codes(WORDS[fact.name]) if fact.name in WORDS
            else "word or number" if fact.name == "attribute"
            else ASKED[fact.sort],
        ]
        for fact in FACTS
    ]  # fmt: skip
    assert [row[:2] for row in rows("Facts")] == expected


def test_every_term_stands_there_with_its_default() -> None:
    expected = [
        [f"`{name}`", value_of(name, term), default_of(name, term)]
        for name, term in TERMS.items()
    ] + [
        [f"`{NAMED[name]}`", value_of(name, term), "–" if term.default is None else "`false`"]
        for name, term in OPEN.items()
    ]
    assert [row[:3] for row in rows("Terms")] == expected


def test_what_families_take_is_named() -> None:
    assert f"`WHAT` is one of {codes(Capture)}." in " ".join(PAGE.split())
    assert f"`KIND` is one of {codes(PAID_BY)}." in " ".join(PAGE.split())


@pytest.mark.parametrize("text", examples())
def test_every_example_can_be_used(text: str) -> None:
    """Those without a clause are lines of one."""
    whole = text if "[[clause]]" in text else f"[[clause]]\nnumber = 1\n{text}"
    assert parse_policy(whole, DOLLAR).clauses


def test_mistakes_are_said_as_the_page_shows() -> None:
    section = PAGE.split("\n## Mistakes\n")[1]
    wrong, said = re.findall(r"```\n(.*?)```", section, re.DOTALL)[:2]
    with pytest.raises(Refused) as caught:
        parse_policy(wrong, DOLLAR)
    language = Language.of("en", DOLLAR)
    sentences = [
        language.say(str(MISTAKES[message.code]), **message.facts)
        for message in caught.value.messages
    ]
    assert sentences == said.splitlines()
