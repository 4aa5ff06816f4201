"""``konter person``: the words of its commands; :mod:`desktop.persons` carries them out."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import Annotated

import typer

person = typer.Typer(
    help="What is kept about people; give one customer their data, or forget them.",
    no_args_is_help=True,
)

Who = Annotated[str, typer.Argument(help="The customer's number at the till, phone or e-mail.")]
Badge = Annotated[str, typer.Option(help="The badge of who does it.")]
PinStdin = Annotated[bool, typer.Option(help="Read the PIN from the standard input.")]


@person.command()
def kept(
    language: Annotated[str, typer.Option(help="en, id or fil.")] = "en",
) -> None:
    """What is kept about whom, why, how long, and what happens then. Needs no shop."""
    from desktop import persons

    persons.tell_kept(language)


@person.command()
def export(
    who: Who,
    badge: Badge,
    out: Annotated[
        Path | None, typer.Option(help="Where to; the standard output if left out.")
    ] = None,
    pin_stdin: PinStdin = False,
) -> None:
    """Everything on record about one customer, as JSON. The journal has that it was given."""
    from desktop import persons

    persons.export(who, badge, out, pin_stdin=pin_stdin)


@person.command()
def forget(
    who: Who,
    badge: Badge,
    reason: Annotated[str, typer.Option(help="Why, without naming them.")],
    dry_run: Annotated[
        bool, typer.Option(help="Say what would be forgotten, and change nothing.")
    ] = False,
    pin_stdin: PinStdin = False,
) -> None:
    """Make a pseudonym of one customer, for good. Totals, papers' amounts and the journal
    stay as they are."""
    from desktop import persons

    persons.forget(who, badge, reason, dry_run=dry_run, pin_stdin=pin_stdin)
