"""``konter day``: the figures of a business day as a PDF, without a window."""

from __future__ import annotations

import sys
from datetime import date
from getpass import getpass
from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import Annotated

import typer


def day(
    pdf: Annotated[Path, typer.Option(help="The file to write, over one that is there.")],
    badge: Annotated[str, typer.Option(help="The badge of who may read the journal.")],
    on: Annotated[
        str, typer.Option("--on", help="The business day: 2026-12-01; today unless said.")
    ] = "",
    here: Annotated[
        bool, typer.Option("--here", help="Only this store, not the whole shop.")
    ] = False,
    pin_stdin: Annotated[
        bool, typer.Option(help="Read the PIN from the standard input.")
    ] = False,
) -> None:
    """Sum one business day up on a numbered paper: money out, why, and how the drawers were."""
    from desktop.command_line import opened_shop, told
    from desktop.policies import signed_on
    from models.services.day_summaries import business_day_now, make_day_summary
    from models.services.documents import count_print
    from models.values import refuse
    from models.values.printing import usual_sheet
    from receipts.papers import document_of
    from receipts.pdf import render

    wanted = _day(on)
    with opened_shop() as shop:
        pin = sys.stdin.readline().strip() if pin_stdin else getpass(f"PIN of badge {badge}: ")
        with signed_on(shop, badge, pin):
            summed = wanted or shop.read(business_day_now)
            made = shop.run(lambda unit: make_day_summary(unit, summed, whole_shop=not here))
            copy = shop.run(lambda unit: count_print(unit, made.code))
            document = document_of(made.paper, copy)
            try:
                pdf.write_bytes(render(document, usual_sheet(made.kind)))
            except OSError as why:
                raise refuse("no-permission", place=str(pdf)) from why
    told.print(f"{made.code}, the summary of {summed}, was written to {pdf}.", markup=False)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as why:
        raise typer.BadParameter(f"--on {text}: write the day as 2026-12-01.") from why
