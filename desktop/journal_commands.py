"""``konter journal``: what auditors do without a window."""

from __future__ import annotations

import sys
from datetime import date
from getpass import getpass
from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import Annotated

import typer

from models.values.events import EventGroup  # noqa: TC001

journal = typer.Typer(help="Everything that happened, in one chain.", no_args_is_help=True)


@journal.command("export")
def export(
    file: Annotated[
        Path, typer.Argument(help="The workbook to write, over one that is there.")
    ],
    badge: Annotated[str, typer.Option(help="The badge of who may read the journal.")],
    from_: Annotated[str, typer.Option("--from", help="The first day: 2026-01-01.")] = "",
    until: Annotated[str, typer.Option(help="The last day.")] = "",
    group: Annotated[EventGroup | None, typer.Option(help="Only events of this group.")] = None,
    text: Annotated[
        str, typer.Option(help="Only what names this slip, sale or card: R1-000042.")
    ] = "",
    language: Annotated[str, typer.Option(help="en, id or fil.")] = "en",
    pin_stdin: Annotated[
        bool, typer.Option(help="Read the PIN from the standard input.")
    ] = False,
) -> None:
    """Write entries to a workbook, the newest first. The journal keeps who did, and which."""
    from desktop.command_line import opened_shop, progress_bar, told
    from desktop.journal_book import save_journal
    from desktop.policies import signed_on
    from models.services.journal_views import Filter
    from models.values.events import events_of
    from receipts.language import LANGUAGES, Language

    if language not in LANGUAGES:
        raise typer.BadParameter(f"--language {language}: one of {', '.join(LANGUAGES)}.")
    wanted = Filter(
        events=events_of(group) if group else (),
        since=_day("--from", from_),
        until=_day("--until", until),
        text=text,
    )
    with opened_shop() as shop:
        spoken = Language.of(language, shop.facts.currency)
        pin = sys.stdin.readline().strip() if pin_stdin else getpass(f"PIN of badge {badge}: ")
        with signed_on(shop, badge, pin), progress_bar("Writing the journal") as advance:
            written = save_journal(shop, wanted, file, spoken, advance)
    entries = "1 entry" if written == 1 else f"{written} entries"
    told.print(f"{entries} of the journal were written to {file}.", markup=False)


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as why:
        raise typer.BadParameter(f"{option} {text}: write the day as 2026-12-01.") from why
