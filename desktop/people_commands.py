"""``konter people``: who works here, added, disabled and unlocked without a window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from models.values.shop import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.staff import Colleague, ColleagueChanged
    from models.unit import Unit

people = typer.Typer(
    help="Who works here. PINs are read from the standard input, one a line: first that of "
    "whoever does it.",
    no_args_is_help=True,
)
By = Annotated[str, typer.Option("--badge", help="The badge of who does it.")]
Whose = Annotated[str, typer.Argument(help="The badge of whom it is about.")]


@people.command("list")
def list_() -> None:
    """Everybody: badge, name, role, and whether the badge is disabled or locked."""
    from desktop.command_line import opened_shop
    from models.services.staff import list_people

    with opened_shop() as shop:
        for each in shop.read(list_people):
            _tell(each)


@people.command()
def add(
    new: Annotated[str, typer.Argument(help="The new badge.")],
    name: Annotated[str, typer.Argument(help="Whose it is.")],
    badge: By,
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.CLERK,
    language: Annotated[str, typer.Option(help="en, id or fil.")] = "en",
) -> None:
    """Add somebody. The second line of the standard input is their PIN."""
    from models.services.staff import add_person

    own, pin = _line(), _line()
    _carry_out(
        badge,
        own,
        lambda unit: add_person(
            unit, badge=new, name=name, role=role, language=language, pin=pin
        ),
    )


@people.command()
def disable(whose: Whose, badge: By) -> None:
    """They may do nothing from now on, at no counter."""
    from models.services.staff import disable_person, find_badge

    _carry_out(
        badge, _line(), lambda unit: disable_person(unit, find_badge(unit, whose).staff_id)
    )


@people.command()
def enable(whose: Whose, badge: By) -> None:
    """They may do again what their role may do."""
    from models.services.staff import enable_person, find_badge

    _carry_out(
        badge, _line(), lambda unit: enable_person(unit, find_badge(unit, whose).staff_id)
    )


@people.command()
def unlock(whose: Whose) -> None:
    """Let a badge that is locked after wrong PINs sign on again.

    Needs nobody else's badge, so that a shop's only manager is not locked out for ever; the
    journal says that it was done at the machine that keeps the records.
    """
    from desktop.command_line import opened_shop
    from models.services.staff import find_badge, unlock_person

    with opened_shop() as shop:
        done = shop.run(lambda unit: unlock_person(unit, find_badge(unit, whose).staff_id))
    _tell(done.colleague)


def _carry_out(badge: str, pin: str, use_case: Callable[[Unit], ColleagueChanged]) -> None:
    from desktop.command_line import opened_shop
    from desktop.policies import signed_on

    with opened_shop() as shop, signed_on(shop, badge, pin):
        done = shop.run(use_case)
    _tell(done.colleague)


def _line() -> str:
    return sys.stdin.readline().strip()


def _tell(colleague: Colleague) -> None:
    states = [
        word
        for word, holds in (("disabled", not colleague.active), ("locked", colleague.locked))
        if holds
    ]
    typer.echo("\t".join((colleague.badge, colleague.name, colleague.role, *states)))
