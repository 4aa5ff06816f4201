"""``konter policy``: the words of its commands; :mod:`desktop.policies` carries them out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import Annotated

import typer

from desktop.policy_replay import replay_command

policy = typer.Typer(
    help="The shop's terms: look at them, write them as a file, check a file, take one in.",
    no_args_is_help=True,
)

policy.command("replay")(replay_command)

Version = Annotated[
    int | None, typer.Option(help="The version's number; the one in force today if left out.")
]
Tongue = Annotated[str, typer.Option(help="en, id or fil.")]


class FileFormat(StrEnum):
    TOML = "toml"
    JSON_LD = "jsonld"


@policy.command("list")
def list_() -> None:
    """Every version that was ever put in force, the newest first."""
    from desktop import policies

    policies.list_all()


@policy.command()
def show(
    version: Version = None,
    on: Annotated[str, typer.Option(help="In force on that day: 2026-11-22.")] = "",
    language: Tongue = "en",
) -> None:
    """A version in plain words, clause by clause."""
    from desktop import policies

    policies.show(version, on, language)


@policy.command()
def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; the standard output if left out.")
    ] = None,
    version: Version = None,
    format_: Annotated[
        FileFormat,
        typer.Option("--format", help="TOML to edit, or JSON-LD for the shop's web page."),
    ] = FileFormat.TOML,
) -> None:
    """Write a version as a file, over one that is there."""
    from desktop import policies

    policies.export(file, version, as_json_ld=format_ is FileFormat.JSON_LD)


@policy.command()
def check(
    file: Annotated[Path, typer.Argument(help="A policy as TOML.")],
    country: Annotated[
        str, typer.Option(help="Whose law is the floor: ID, PH, DE; the shop's if left out.")
    ] = "",
    currency: Annotated[
        str, typer.Option(help="What amounts are in: IDR, PHP; the shop's if left out.")
    ] = "",
) -> int:
    """Name every mistake with its line, and every term weaker than the law.

    Needs no shop. The exit code is 1 where there are mistakes.
    """
    from desktop import policies

    return policies.check(file, country, currency)


@policy.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A policy as TOML.")],
    badge: Annotated[str, typer.Option(help="The badge of the manager who takes it in.")],
    from_: Annotated[
        str, typer.Option("--from", help="The day it is in force from: 2026-12-01.")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why; kept in the journal.")] = "",
    pin_stdin: Annotated[
        bool, typer.Option(help="Read the PIN from the standard input.")
    ] = False,
) -> int:
    """Take a file in as a draft, and send it to a second person for review.

    The day is used at once only where there is no second manager, and then needs a reason.
    """
    from desktop import policies

    return policies.import_file(file, badge, from_, reason, pin_stdin=pin_stdin)
