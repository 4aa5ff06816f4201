"""``konter policy replay``: what a draft would have changed, as tables or as an object."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path  # noqa: TC003  (typer reads it)
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from models.rules.policy import Policy
    from models.rules.replays import Clauses, Group, Outcome, ReplayedLine, Sums
    from models.services.replay import Replay
    from models.values import Currency, Money
    from receipts.language import Language


def replay_command(
    policy: Annotated[Path, typer.Option(help="The draft: a TOML file.")],
    since: Annotated[
        str, typer.Option(help="The first day: 2026-01-01. A year ago if left out.")
    ] = "",
    xlsx: Annotated[
        Path | None, typer.Option(help="Write the figures and every decision to this file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print an object.")] = False,
) -> None:
    """Decide the returns and sales on record again under a draft. Changes nothing."""
    from desktop.command_line import opened_shop, progress_bar, told
    from desktop.decide import read_policy_file
    from desktop.replay_book import save_replay
    from models.services.exports import note_replay_export
    from models.services.replay import replay
    from receipts.language import Language

    begun = _day(since) if since else None
    with opened_shop() as shop:
        draft = read_policy_file(policy, shop.facts)
        with progress_bar("Deciding again") as advance:
            done = shop.read(lambda unit: replay(unit, draft, begun, advance))
        language = Language.of("en", shop.facts.currency)
        if done is not None and xlsx is not None:
            title, rows = _title(draft, policy), len(done.rows)
            shop.run(lambda unit: note_replay_export(unit, title, rows))
    if done is None:
        raise typer.Abort
    if xlsx is not None:
        save_replay(done, _title(draft, policy), xlsx, language)
    if as_json:
        made = as_object(done, language.currency)
        told.print(json.dumps(made, ensure_ascii=False, indent=2), markup=False)
        return
    for part in in_words(done, _title(draft, policy), language):
        told.print(part, markup=False)
    if xlsx is not None:
        told.print(f"Every decision is in {xlsx}.", markup=False)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as why:
        raise typer.BadParameter(f"--since {text}: write a day as 2026-01-31.") from why


def _title(draft: Policy, file: Path) -> str:
    return draft.name or file.name


def in_words(done: Replay, title: str, language: Language) -> list[str | Table]:
    """What a person reads, from the whole to its parts."""
    from desktop.replay_book import said_period, said_skipped
    from receipts.sentences import REASONS, word

    whole = done.figures.whole
    told: list[str | Table] = [f"{title}. {said_period(done, language)}."]
    skipped = said_skipped(done, language)
    if skipped:
        told.append(skipped)
    if not whole.decisions and not whole.sold:
        return [*told, "Nothing is on record in this time, so there is nothing to decide."]
    told.append(_whole_table(whole, language))
    if whole.decisions:
        told.append(_turned(done))
        told.append(_matrix_table(done, language))
        reasons = {word(language, REASONS, k): g for k, g in done.figures.by_reason.items()}
        told.append(_groups_table("Reason", reasons, language))
    told.append(_groups_table("Department", done.figures.by_department, language))
    return told


def _turned(done: Replay) -> str:
    from models.services.replay import Turn

    whole, turned = done.figures.whole, done.figures.turned
    kinder, stricter = turned.get(Turn.KINDER, 0), turned.get(Turn.STRICTER, 0)
    return (
        f"Decisions: {whole.decisions}, of which {whole.changed} would change: "
        f"{kinder} in the customer's favour, {stricter} against."
    )


def _table(title: str, *heads: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left", no_wrap=bool(place))
    return table


def _whole_table(whole: Group, language: Language) -> Table:
    table = _table("", "", "In force", "Draft", "Difference")
    one, other = whole.in_force, whole.draft
    for name, before, after in (
        ("Refunded", one.refunded, other.refunded),
        ("Fees kept", one.fees, other.fees),
    ):
        change = language.money(after - before)
        table.add_row(name, language.money(before), language.money(after), change)
    for name, was, will_be in (
        ("Approvals needed", one.approvals, other.approvals),
        ("Refused", one.refused, other.refused),
        (f"Of {whole.sold} lines sold, could come back", one.returnable, other.returnable),
    ):
        table.add_row(name, str(was), str(will_be), f"{will_be - was:+}")
    table.add_row("Customers touched", "", "", str(whole.customers))
    return table


def _matrix_table(done: Replay, language: Language) -> Table:
    from models.values.codes import Answer
    from receipts.sentences import ANSWERS, word

    names = {answer: word(language, ANSWERS, answer) for answer in Answer}
    table = _table("From answer (down) to answer (across)", "", *names.values())
    for one in Answer:
        counts = [done.figures.matrix.get((one, other), 0) for other in Answer]
        if any(counts):
            table.add_row(names[one], *(str(count) if count else "·" for count in counts))
    return table


def _groups_table(what: str, groups: Mapping[str, Group], language: Language) -> Table:
    """As many columns as a window of 80 letters holds; the workbook has them all."""
    heads = ("Decisions", "Changed", "Refunded", "Difference", "Fees")
    table = _table(f"By {what.lower()}", what, *heads)
    for name, group in groups.items():
        one, other = group.in_force, group.draft
        table.add_row(
            name or "–",
            str(group.decisions),
            str(group.changed),
            language.amount(one.refunded),
            language.amount(other.refunded - one.refunded),
            language.amount(other.fees - one.fees),
        )
    return table


def as_object(done: Replay, currency: Currency) -> dict[str, Any]:
    """Plain values: amounts as decimal strings in major units, days as ISO dates.

    ``lines`` are the decisions that change.
    """
    figures = done.figures

    def amount(money: Money) -> str:
        return f"{currency.decimal(money):f}"

    def sums(one: Sums) -> dict[str, Any]:
        return {
            "refunded": amount(one.refunded),
            "fees": amount(one.fees),
            "approvals": one.approvals,
            "refused": one.refused,
            "returnable": one.returnable,
        }

    def group(of: Group) -> dict[str, Any]:
        return {
            "decisions": of.decisions,
            "changed": of.changed,
            "customers": of.customers,
            "sold": of.sold,
            "in_force": sums(of.in_force),
            "draft": sums(of.draft),
        }

    def outcome(one: Outcome) -> dict[str, Any]:
        return {
            "answer": one.answer.value,
            "refund": amount(one.refund),
            "fee": amount(one.fee),
            "clauses": _clauses(one.clauses),
        }

    def line(row: ReplayedLine) -> dict[str, Any]:
        return {
            "slip": row.slip,
            "sale": row.sale,
            "day": row.day.isoformat(),
            "item": row.description,
            "department": row.department,
            "reason": row.reason,
            "customer": row.customer,
            "in_force": outcome(row.in_force),
            "draft": outcome(row.draft),
        }

    return {
        "since": done.since.isoformat(),
        "until": done.until.isoformat(),
        "currency": currency.code,
        "skipped": done.skipped,
        **group(figures.whole),
        "turned": {turn.value: count for turn, count in figures.turned.items()},
        "matrix": [
            {"in_force": one.value, "draft": other.value, "decisions": count}
            for (one, other), count in sorted(figures.matrix.items())
        ],
        "departments": {name: group(of) for name, of in figures.by_department.items()},
        "reasons": {name: group(of) for name, of in figures.by_reason.items()},
        "lines": [line(row) for row in done.rows if row.changed],
    }


def _clauses(named: Clauses) -> list[dict[str, int]]:
    """A draft's clauses have version 0."""
    return [{"version": version, "clause": number} for version, number in named]
