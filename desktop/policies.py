"""What ``konter policy`` does: versions as words and as files, and files as drafts."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import date
from getpass import getpass
from typing import TYPE_CHECKING

import typer
from babel.core import get_global

from desktop.command_line import REFUSED, Chosen, opened_shop, told
from models.formats.policy_jsonld import Shop as PageOf
from models.formats.policy_jsonld import merchant_return_policy
from models.formats.policy_toml import document_line, parse_policy, policy_toml
from models.rules.floor import weaknesses
from models.rules.laws import law_of
from models.rules.plain import plain_condition, plain_term
from models.rules.terms import TERMS
from models.services.drafts import (
    draft_in_force,
    has_second_manager,
    review_draft,
    send_draft,
    start_draft,
)
from models.services.exports import JSON_LD, TOML, note_policy_export
from models.services.people import sign_off, sign_on
from models.services.policies import list_versions, open_version, policy_on
from models.services.setup import currency_of
from models.values import Currency, Refused, refuse
from receipts.language import LANGUAGES, Language
from receipts.policy_words import clause_words
from receipts.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.db import Shop
    from models.rules.clauses import Clause
    from models.rules.policy import Policy
    from models.unit import Unit
    from models.values import Message
    from models.values.shop import ShopFacts

NO_SHOP = Currency("XXX", 2)
"""What amounts of a file are in where nobody says: any currency with two decimals."""
IN_FORCE, OTHER = "*", " "
ORDER = {name: place for place, name in enumerate(TERMS)}
"""Terms are said in the order of their table; fees and the like after them."""


def list_all() -> None:
    """A line for each version; a star before the one in force today."""
    with opened_shop() as shop, shop.unit(writes=False) as unit:
        today = policy_on(unit, unit.today).number
        for version in list_versions(unit):
            mark = IN_FORCE if version.number == today else OTHER
            review = f"reviewed by {version.reviewer}" if version.reviewer else "not reviewed"
            facts = (
                f"{mark} {version.number}",
                f"from {version.in_force_from}",
                version.name or "without a name",
                f"by {version.author}, {review}",
                version.reason,
            )
            _tell("  ".join(fact for fact in facts if fact))


def show(number: int | None, on: str, code: str) -> None:
    if number is not None and on:
        raise typer.BadParameter("Give --version or --on, not both.")
    if code not in LANGUAGES:
        raise typer.BadParameter(f"--language {code}: one of {', '.join(LANGUAGES)}.")
    day = _day("--on", on)
    with opened_shop() as shop, shop.unit(writes=False) as unit:
        policy = _version(unit, number, day)
        language = Language.of(code, shop.facts.currency)
        version = next(each for each in list_versions(unit) if each.number == policy.number)
        _tell(
            language.say(
                "Policy {number}, in force from {day}. {name}",
                number=version.number,
                day=version.in_force_from,
                name=version.name,
            ).strip()
        )
    _tell(
        language.say("The day of sale is day one of a window.")
        if policy.day_of_sale_counts
        else language.say("The day after the sale is day one of a window.")
    )
    _tell(
        language.say("Goods sold under older terms get today's where those are kinder.")
        if policy.kinder_today
        else language.say("Goods sold under older terms keep those.")
    )
    for clause in policy.clauses:
        _tell(f"{clause.number:>3}  {clause_in_words(language, clause)}")
        if text := clause.text.get(code) or clause.text.get("en"):
            _tell(f"     “{text}”")
    for weakness in weaknesses(policy):
        said = sentence(language, weakness.message)
        _tell(
            "  !  " + language.say("Clause {clause}: {why}", clause=weakness.clause, why=said)
        )


def export(file: Path | None, number: int | None, *, as_json_ld: bool) -> None:
    with opened_shop() as shop:
        policy = shop.read(lambda unit: _version(unit, number, None))
        today = shop.read(lambda unit: unit.today)
        text = _json_ld(policy, shop, today) if as_json_ld else _toml(policy, shop)
        form = JSON_LD if as_json_ld else TOML
        shop.run(lambda unit: note_policy_export(unit, policy.number, form))
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as why:
        raise refuse("policy-file-unwritable", path=str(file)) from why
    _tell(f"Version {policy.number} of the policy was written to {file}.")


def check(file: Path, country: str, currency: str) -> int:
    """Say what is wrong with a file, line by line; its exit code."""
    text = read_text(file)
    country, money = _measures(country, currency)
    policy = _sound(file, text, money, country)
    if policy is None:
        return REFUSED
    clauses = "1 clause" if len(policy.clauses) == 1 else f"{len(policy.clauses)} clauses"
    weak = _tell_weak(file, text, policy)
    note = f" {weak} weaker than the law: it needs a reason to be put in force." if weak else ""
    _tell(f"{file}: {clauses}, no mistakes.{note}")
    return 0


def import_file(file: Path, badge: str, from_: str, reason: str, *, pin_stdin: bool) -> int:
    """Make a draft of a file; nothing at all where anything is refused."""
    day = _day("--from", from_)
    text = read_text(file)
    with opened_shop() as shop:
        policy = _sound(file, text, shop.facts.currency, shop.facts.country)
        if policy is None:
            return REFUSED
        _tell_weak(file, text, policy)
        pin = sys.stdin.readline().strip() if pin_stdin else getpass(f"PIN of badge {badge}: ")
        with signed_on(shop, badge, pin):
            draft_id, number = shop.run(lambda unit: _take_in(unit, policy, day, reason))
    if number is not None:
        _tell(f"{file} is version {number} of the policy, in force from {day}.")
        return 0
    then = f", and can then be put in force from {day}" if day else ""
    _tell(f"{file} is draft {draft_id} now. It waits for its review in the editor{then}.")
    return 0


def clause_in_words(language: Language, clause: Clause) -> str:
    """Whom it is about, and its terms in the order of their table."""
    names = sorted(clause.terms, key=lambda name: (ORDER.get(name, len(ORDER)), name))
    return clause_words(
        language,
        [plain_condition(condition) for condition in clause.when],
        [(name, plain_term(name, clause.terms[name])) for name in names],
    )


def read_text(file: Path) -> str:
    """Raise :class:`models.values.Refused` where it can't be read, or is no UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as why:
        raise refuse("policy-file-unreadable", path=str(file)) from why


@contextmanager
def signed_on(shop: Shop, badge: str, pin: str) -> Iterator[None]:
    shop.person = shop.run(lambda unit: sign_on(unit, badge, pin))
    try:
        yield
    finally:
        shop.run(sign_off)
        shop.person = None


def _take_in(
    unit: Unit, policy: Policy, day: date | None, reason: str
) -> tuple[int, int | None]:
    """The draft's number; the version's where nobody else can review it."""
    draft = start_draft(unit, None, policy)
    send_draft(unit, draft.draft_id, reason)
    if day is None or has_second_manager(unit):
        return draft.draft_id, None
    review_draft(unit, draft.draft_id, True, reason, seen=draft.edition)
    return draft.draft_id, draft_in_force(unit, draft.draft_id, day, reason).number


def _version(unit: Unit, number: int | None, day: date | None) -> Policy:
    if number is not None:
        return open_version(unit, number)
    return policy_on(unit, day or unit.today)


def _toml(policy: Policy, shop: Shop) -> str:
    language = Language.of("en", shop.facts.currency)
    comments = {clause.number: clause_in_words(language, clause) for clause in policy.clauses}
    return policy_toml(policy, shop.facts.currency, comments)


def _json_ld(policy: Policy, shop: Shop, day: date) -> str:
    page = PageOf(country=shop.facts.country, currency=shop.facts.currency)
    made = merchant_return_policy(policy, page, day)
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _sound(file: Path, text: str, currency: Currency, country: str) -> Policy | None:
    """The policy, or nothing once its mistakes were told."""
    try:
        return parse_policy(text, currency, law=law_of(country))
    except Refused as why:
        for message in why.messages:
            _tell_at(file, message.facts.get("line", 1), message)
        return None


def _tell_weak(file: Path, text: str, policy: Policy) -> int:
    """Name the terms weaker than the law, where they stand; how many there are."""
    found = weaknesses(policy)
    places = {clause.number: place for place, clause in enumerate(policy.clauses)}
    for weakness in found:
        path: tuple[str | int, ...] = (
            "clause",
            places[weakness.clause],
            *weakness.term.split("."),
        )
        _tell_at(file, document_line(text, path), weakness.message)
    return len(found)


def _tell_at(file: Path, line: object, message: Message) -> None:
    """As compilers do it, so that an editor can jump to the line."""
    said = sentence(Language.of("en"), message).removeprefix(f"Line {line}: ")
    _tell(f"{file}:{line}: {said}")


def _measures(country: str, currency: str) -> tuple[str, Currency]:
    """The country and currency that a file is checked by: as said, or the shop's."""
    facts = None if country and currency else _shop_facts()
    if country and country.upper() not in get_global("territory_currencies"):
        raise refuse("country-unknown", code=country)
    money = currency_of(currency) if currency else facts.currency if facts else NO_SHOP
    return country.upper() or (facts.country if facts else ""), money


def _shop_facts() -> ShopFacts | None:
    try:
        with opened_shop() as shop:
            return shop.facts
    except Refused as why:
        if Chosen.database is None and why.messages[0].code == "shop-missing":
            return None
        raise


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as why:
        raise typer.BadParameter(f"{option} {text}: write the day as 2026-12-01.") from why


def _tell(text: str) -> None:
    told.print(text, markup=False, emoji=False)
