"""What ``konter person`` does: tell what is kept, give one person's data, forget them."""

from __future__ import annotations

import json
import os
import sys
from getpass import getpass
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from desktop.command_line import opened_shop, told
from desktop.policies import signed_on
from models.db import wipe_traces
from models.services.kept import KEPT, Until
from models.services.personal import export_person, forget_person, try_forgetting
from models.values import refuse
from receipts.language import LANGUAGES, Language, mark
from receipts.person_sentences import (
    KEPT_ABOUT,
    KEPT_DAYS,
    KEPT_LONG,
    KEPT_THEN,
    KEPT_WHAT,
    KEPT_WHY,
)

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

    from models.db import Shop
    from models.services.person_records import PersonRecord
    from models.services.personal import Forgotten

HEADS = (
    mark("What is kept"),
    mark("About"),
    mark("Why"),
    mark("How long"),
    mark("Then"),
)


def tell_kept(code: str) -> None:
    """The table of what is kept, in plain words."""
    if code not in LANGUAGES:
        raise typer.BadParameter(f"“{code}” is none of {', '.join(LANGUAGES)}.")
    language = Language.of(code)
    table = Table(*(language.say(head) for head in HEADS), show_lines=True)
    for row in KEPT:
        table.add_row(
            *(
                language.say(words)
                for words in (
                    KEPT_WHAT[row.what],
                    KEPT_ABOUT[row.about],
                    KEPT_WHY[row.why],
                )
            ),
            _how_long(language, row.long),
            language.say(KEPT_THEN[row.then]),
        )
    told.print(table)


def _how_long(language: Language, long: timedelta | Until) -> str:
    if isinstance(long, Until):
        return language.say(KEPT_LONG[long])
    return language.say_counted(KEPT_DAYS, days=long.days)


def export(who: str, badge: str, out: Path | None, *, pin_stdin: bool) -> None:
    """Write one customer's data; a file only its owner can read.

    Raise :class:`models.values.Refused` where it cannot be written: then nothing was given,
    and the journal says nothing.
    """
    pin = _pin(badge, pin_stdin=pin_stdin)
    with opened_shop() as shop, signed_on(shop, badge, pin):
        if out is None:
            written = shop.run(lambda unit: export_person(unit, who))
            sys.stdout.write(_text(written))
            return
        counts = _export_into(shop, who, out)
    told.print(f"{sum(counts.values())} rows were written to {out}.", markup=False)


def _export_into(shop: Shop, who: str, out: Path) -> dict[str, int]:
    try:
        place = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as why:
        raise refuse("no-permission", place=str(out)) from why
    with os.fdopen(place, "w", encoding="utf-8") as file:
        written = shop.run(lambda unit: export_person(unit, who))
        file.write(_text(written))
    return written.counts


def _text(written: PersonRecord) -> str:
    return json.dumps(written.to_json(), ensure_ascii=False, indent=2) + "\n"


def forget(who: str, badge: str, reason: str, *, dry_run: bool, pin_stdin: bool) -> None:
    """Forget one customer, or say what that would do."""
    pin = _pin(badge, pin_stdin=pin_stdin)
    with opened_shop() as shop, signed_on(shop, badge, pin):
        if dry_run:
            _tell_forgotten(shop, shop.run(lambda unit: try_forgetting(unit, who, reason)))
            told.print("Nothing was changed: this was a dry run.")
            return
        forgotten = shop.run(lambda unit: forget_person(unit, who, reason))
        _tell_forgotten(shop, forgotten)
        if not wipe_traces(shop.engine):
            _tell(
                "Another counter was reading all the while, so the database's own log is "
                "emptied only when all counters are closed. Close them once today."
            )


def _tell_forgotten(shop: Shop, forgotten: Forgotten) -> None:
    if forgotten.before:
        _tell(f"{forgotten.pseudonym} was forgotten before. Nothing was changed.")
        return
    _tell(f"The customer is {forgotten.pseudonym} from now on, on papers as well.")
    for table, number in forgotten.counts.items():
        _tell(f"{table}: {number} deleted or blanked")
    language = Language.of("en", shop.facts.currency)
    for card in forgotten.cards_left:
        balance = language.money(card.balance)
        _tell(
            f"Card •••• {card.last_four} keeps its balance of {balance}: it stays good by its "
            "number, which only the customer's voucher says now."
        )
    for place, number in forgotten.still_named.items():
        _tell(
            f"{place}: {number} entries still name the customer in words that somebody of the "
            "staff wrote. They cannot be changed: tell the customer so."
        )


def _pin(badge: str, *, pin_stdin: bool) -> str:
    return sys.stdin.readline().strip() if pin_stdin else getpass(f"PIN of badge {badge}: ")


def _tell(text: str) -> None:
    told.print(text, markup=False)
