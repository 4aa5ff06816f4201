"""``konter decide``: one decision, as an object for scripts or as a person would read it."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from desktop.policies import read_text
from models.formats.given_facts import NAMES, WrongFact
from models.formats.policy_toml import parse_policy
from models.rules.laws import law_of
from models.rules.plain import plain_clause
from models.services.trials import Trial, decide_trial
from models.values import Money, Quantity, TenderKind
from models.values.codes import (
    USUAL_CONDITION,
    Answer,
    Condition,
    Proof,
    Reason,
    Remedy,
)
from receipts.calm import alternative, calm_words
from receipts.cures import cure_words
from receipts.language import Language
from receipts.policy_words import clause_text
from receipts.sentences import ANSWERS, TENDERS, sentence, word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from models.db import Shop
    from models.rules.alternatives import Alternative
    from models.rules.findings import Cure, Finding
    from models.rules.policy import Policy
    from models.services.decisions import Decision
    from models.values import Currency
    from models.values.shop import ShopFacts

T = TypeVar("T", bound=StrEnum)
V = TypeVar("V")


RECEIPTS = {"full": Proof.RECEIPT, **{proof.value: proof for proof in Proof}}
NOT_KNOWN = "-"


def asked_on_command_line(
    wanted: Mapping[str, Any], policy: Path | None, shop: ShopFacts
) -> Trial:
    """The trial that the words mean.

    Raise ``typer.BadParameter`` for a word that cannot be, :class:`models.values.Refused`
    for a policy file that can't be used.
    """
    reason = wanted["reason"]
    why = None if reason == NOT_KNOWN else _one_of(Reason, "--reason", reason)
    condition = wanted["condition"]
    state = USUAL_CONDITION.get(why, Condition.AS_NEW) if why else None
    if condition:
        state = _one_of(Condition, "--condition", condition)
    return Trial(
        sale=wanted["sale"],
        line=wanted["line"],
        quantity=_read("--quantity", wanted["quantity"], Quantity.of),
        reason=why,
        condition=state,
        on=_read("--on", wanted["on"], date.fromisoformat) if wanted["on"] else None,
        proof=_read("--receipt", wanted["receipt"], RECEIPTS.__getitem__),
        tender=_one_of(TenderKind, "--tender", wanted["tender"]) if wanted["tender"] else "",
        remedy=_one_of(Remedy, "--remedy", wanted["remedy"]),
        with_customer=not wanted["no_customer"],
        policy=read_policy_file(policy, shop) if policy else None,
        facts=dict(_pair(given) for given in wanted["fact"]),
    )


def read_policy_file(path: Path, shop: ShopFacts) -> Policy:
    """A policy from a TOML file, under the law of the shop's country.

    Raise :class:`models.values.Refused` with every mistake in it.
    """
    return parse_policy(read_text(path), shop.currency, law=law_of(shop.country))


def tell_decision(shop: Shop, trial: Trial, *, as_json: bool, language: str) -> str:
    """The decision as text for the standard output."""
    words = _read("--language", language, lambda code: Language.of(code, shop.facts.currency))
    try:
        decision = shop.read(lambda unit: decide_trial(unit, trial))
    except WrongFact as why:
        if why.known:
            raise typer.BadParameter(f"--fact {why}: it cannot be that.") from why
        names = ", ".join((*NAMES, "attribute.…", "captured.…"))
        raise typer.BadParameter(f"'{why.name}' is no fact. Facts are: {names}.") from why
    if as_json:
        made = as_object(decision, shop.facts.currency, words)
        return json.dumps(made, ensure_ascii=False, indent=2)
    return in_words(decision, words)


def _one_of(codes: type[T], option: str, text: str) -> T:
    try:
        return codes(text)
    except ValueError as why:
        known = ", ".join(code.value for code in codes if code.value)
        raise typer.BadParameter(f"{option} {text}: one of {known}.") from why


def _read(option: str, text: str, read: Callable[[str], V]) -> V:
    try:
        return read(text)
    except (ValueError, KeyError) as why:
        raise typer.BadParameter(f"{option} {text} cannot be read.") from why


def _pair(given: str) -> tuple[str, str]:
    name, equals, text = given.partition("=")
    if not equals:
        raise typer.BadParameter(f"--fact {given}: write it as KEY=VALUE.")
    return name.strip(), text.strip()


def as_object(decision: Decision, currency: Currency, language: Language) -> dict[str, Any]:
    """The decision as plain values: amounts as decimal strings in major units.

    ``gross`` is what the customer gets back before cash rounding, fees already taken off;
    ``tax`` is contained in it, ``net`` the rest; ``fee`` is everything that was kept.
    """
    (line,) = decision.lines
    made = line.decision

    def amount(money: Money) -> str:
        return f"{currency.decimal(money):f}"

    return {
        "answer": decision.answer.value,
        "version": decision.policy,
        "findings": [
            {
                "code": finding.message.code,
                "answer": finding.answer.value,
                "clause": finding.clause or None,
                "version": finding.version or None,
                "cure": finding.cure and _plain_cure(finding.cure, amount),
                "text": sentence(language, finding.message),
                "clause_text": quoted(decision, finding, language) or None,
            }
            for finding in made.findings
        ],
        "refund": {
            "gross": amount(made.refund),
            "net": amount(made.refund - made.tax),
            "tax": amount(made.tax),
            "fee": amount(made.fee),
            "currency": currency.code,
        },
        "kept": [{"name": part.name, "amount": amount(part.amount)} for part in made.kept],
        "tenders": [
            {"kind": part.kind.value, "amount": amount(part.amount)} for part in decision.plan
        ],
        "alternatives": [
            {
                "kind": other.kind.value,
                "answer": other.answer.value,
                "until": other.until and other.until.isoformat(),
            }
            for other in line.alternatives
        ],
        "disposition": made.disposition.value,
        "say": to_say(decision, language),
    }


def in_words(decision: Decision, language: Language) -> str:
    """The same for a person: the answer, every reason with its clause, money, other ways."""
    say = language.say
    (line,) = decision.lines
    told = [f"{line.description}: {word(language, ANSWERS, decision.answer)}"]
    for finding in line.decision.findings:
        told.append(f"  {sentence(language, finding.message)}")
        if finding.clause:
            told.append(
                "    "
                + say(
                    "Policy {version}, clause {clause}: {text}",
                    version=finding.version,
                    clause=finding.clause,
                    text=quoted(decision, finding, language),
                )
            )
        if finding.cure is not None and finding.answer is not Answer.ACCEPT:
            told.append(f"    → {cure_words(language, finding.cure.kind, finding.cure.facts)}")
    if decision.plan:
        told.append(say("Refund: {amount}", amount=language.money(decision.to_pay)))
        told += [
            f"  {word(language, TENDERS, part.kind)}: {language.money(part.amount)}"
            for part in decision.plan
        ]
    if line.alternatives:
        told.append(say("What else is possible:"))
        told += [f"  {text}" for text in other_ways(line.alternatives, language)]
    told.append(say("To say: {words}", words=to_say(decision, language)))
    return "\n".join(told)


def to_say(decision: Decision, language: Language) -> str:
    """What the clerk can read out, calmly."""
    (line,) = decision.lines
    gravest = next(
        (f for f in line.decision.findings if f.answer is decision.answer),
        None,
    )
    reason = sentence(language, gravest.message) if gravest else ""
    return calm_words(
        language, decision.answer, reason, other_ways(line.alternatives, language)
    )


def other_ways(offered: tuple[Alternative, ...], language: Language) -> list[str]:
    """What else the customer can have, in words."""
    return [alternative(language, other.message(language.code)) for other in offered]


def quoted(decision: Decision, finding: Finding, language: Language) -> str:
    """What the clause says that a finding names."""
    clause = decision.clauses.get((finding.version, finding.clause))
    return clause_text(language, clause.text, *plain_clause(clause)) if clause else ""


def _plain_cure(cure: Cure, amount: Callable[[Money], str]) -> dict[str, Any]:
    return {"kind": cure.kind.value, **{k: _plain(v, amount) for k, v in cure.facts.items()}}


def _plain(value: object, amount: Callable[[Money], str]) -> Any:
    match value:
        case Money():
            return amount(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one, amount) for one in value]
        case _:
            return value if isinstance(value, int) else str(value)
