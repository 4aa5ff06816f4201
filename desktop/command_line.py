"""The same program without a window: set-up, demo, imports, the tour."""

from __future__ import annotations

import sys
import time
from contextlib import closing, contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from desktop import places, settings
from desktop.day_command import day
from desktop.journal_commands import journal
from desktop.people_commands import people
from desktop.person_commands import person
from desktop.policy_commands import policy
from models.values import Refused, now_utc
from receipts.language import Language
from receipts.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from models.db import Shop

REFUSED, WRONG_USE, STOPPED = 1, 2, 130

told = Console(soft_wrap=True, highlight=False)
wrong = Console(stderr=True, soft_wrap=True, highlight=False)

app = typer.Typer(
    name="konter",
    help="The service counter of a shop. Without a command, the window opens.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)
imports = typer.Typer(help="Take in the shop's own sales.", no_args_is_help=True)
app.add_typer(imports, name="import")
app.add_typer(policy, name="policy")
app.add_typer(people, name="people")
app.add_typer(person, name="person")
app.add_typer(journal, name="journal")
app.command("day")(day)


class Chosen:
    """What stands before the command: the records to work on."""

    database: str | None = None
    register: str | None = None

    @classmethod
    def url(cls) -> str:
        kept = settings.load(places.settings_file())
        return cls.database or kept.database or places.shop_url()


def run_command(arguments: Sequence[str]) -> int:
    """Carry out one command; its exit code."""
    try:
        outcome = app(list(arguments), prog_name="konter", standalone_mode=False)
    except Refused as why:
        return tell_refusal(why)
    except typer.Abort:
        wrong.print("Stopped. Nothing was changed.")
        return REFUSED
    except typer.TyperException as why:
        wrong.print(f"{why.format_message()} See konter --help.", markup=False)
        return WRONG_USE
    if outcome == STOPPED:  # typer makes an exit code of Ctrl+C, and says nothing
        wrong.print("Stopped. What was not finished was not kept.")
    return outcome if isinstance(outcome, int) else 0


def tell_refusal(why: Refused) -> int:
    """Every reason as a sentence, on the error output."""
    english = Language.of("en")
    for message in why.messages:
        wrong.print(sentence(english, message), markup=False)
    return REFUSED


@app.callback(invoke_without_command=True)
def before_any_command(
    context: typer.Context,
    database: Annotated[
        str | None,
        typer.Option(help="The shop's records: sqlite:///shop.db or postgresql://…"),
    ] = None,
    register: Annotated[
        str | None, typer.Option(help="The code of the register this machine stands at.")
    ] = None,
) -> None:
    Chosen.database, Chosen.register = database, register
    if context.invoked_subcommand is None:
        _window(demo=False)


@app.command()
def run(
    demo: Annotated[bool, typer.Option(help="On the demo shop, made on first use.")] = False,
) -> None:
    """Open the counter. Where there is no display, play the tour instead."""
    _window(demo=demo)


@app.command()
def setup(
    name: Annotated[str, typer.Option(help="The shop's name.")],
    country: Annotated[str, typer.Option(help="Two letters: ID, PH, GB.")],
    currency: Annotated[str, typer.Option(help="Three letters: IDR, PHP, GBP.")],
    time_zone: Annotated[str, typer.Option(help="Such as Asia/Jakarta.")],
    language: Annotated[str, typer.Option(help="en, id or fil.")],
    manager: Annotated[str, typer.Option(help="The first manager's name.")],
    badge: Annotated[str, typer.Option(help="The code on the manager's badge.")] = "1",
    address: Annotated[str, typer.Option(help="Printed on papers.")] = "",
    tax_number: Annotated[str, typer.Option(help="Printed on papers.")] = "",
    pin_stdin: Annotated[
        bool, typer.Option(help="Read the manager's PIN from the standard input.")
    ] = False,
) -> None:
    """Set up a new shop: the same as the first start of the window."""
    from desktop.opening import create_shop
    from models.services.setup import SetUp

    pin = sys.stdin.readline().strip() if pin_stdin else getpass("PIN of the manager: ")
    answers = SetUp(
        name=name,
        country=country,
        currency=currency,
        time_zone=time_zone,
        language=language,
        manager=manager,
        pin=pin,
        badge=badge,
        address=address,
        tax_number=tax_number,
    )
    create_shop(Chosen.url(), answers)
    how = "konter, with the same --database" if Chosen.database else "konter"
    told.print(f"{name} is set up. Open its counter with: {how}", markup=False)


@app.command()
def demo() -> None:
    """Make the demo shop: a department store with a year of sales, never the same as yours."""
    from desktop.opening import make_demo

    url = Chosen.database or places.demo_url()
    began = time.perf_counter()
    with progress_bar("Making the demo shop") as advance:
        made = make_demo(url, now_utc(), advance)
    if made:
        told.print(f"The demo shop was made in {time.perf_counter() - began:.1f} s.")
    else:
        told.print("The demo shop is here already.")
    told.print("Open its counter with: konter run --demo")


@app.command()
def tour(
    out: Annotated[Path, typer.Option(help="The folder for the shop, pictures and papers.")],
) -> int:
    """Play a day at the counter by key presses; keep pictures and every kind of paper."""
    from desktop.tour import play

    return play(out, told.print)


@app.command()
def decide(
    sale: Annotated[str, typer.Option(help="The receipt's number.")],
    line: Annotated[int, typer.Option(help="Which of its lines, from 1.")],
    quantity: Annotated[str, typer.Option(help="How many of it: 1, 0.75.")],
    reason: Annotated[
        str, typer.Option(help="Why it comes back; - for not known yet.")
    ] = "changed-mind",
    condition: Annotated[
        str, typer.Option(help="What state it is in; what is usual for the reason if left out.")
    ] = "",
    on: Annotated[str, typer.Option(help="The day it is brought back: 2026-11-22.")] = "",
    receipt: Annotated[
        str, typer.Option(help="What is shown: full, gift, card, loyalty, e-mail or none.")
    ] = "full",
    tender: Annotated[
        str, typer.Option(help="What the customer would rather have the money by: cash …")
    ] = "",
    remedy: Annotated[str, typer.Option(help="refund, exchange or repair.")] = "refund",
    no_customer: Annotated[bool, typer.Option(help="As if nobody knew the customer.")] = False,
    policy: Annotated[
        Path | None, typer.Option(help="Decide under this policy instead: a TOML file.")
    ] = None,
    fact: Annotated[
        list[str] | None, typer.Option(help="KEY=VALUE in the place of what is on record.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print an object.")] = False,
    language: Annotated[str, typer.Option(help="en, id or fil.")] = "en",
) -> None:
    """What the counter would say of a line, and why. Changes nothing."""
    from desktop.decide import asked_on_command_line, tell_decision

    wanted = {
        "sale": sale,
        "line": line,
        "quantity": quantity,
        "reason": reason,
        "condition": condition,
        "on": on,
        "receipt": receipt,
        "tender": tender,
        "remedy": remedy,
        "no_customer": no_customer,
        "fact": fact or [],
    }
    with opened_shop() as shop:
        trial = asked_on_command_line(wanted, policy, shop.facts)
        told.print(
            tell_decision(shop, trial, as_json=as_json, language=language),
            markup=False,
            highlight=False,
        )


@imports.command("csv")
def import_csv(
    files: Annotated[list[Path], typer.Argument(help="The till's own files.")],
    map_file: Annotated[
        Path | None, typer.Option("--map", help="Which column is what: a TOML file.")
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Try it, and change nothing.")] = False,
) -> int:
    """Take in sales from CSV files: each file as a whole, or not at all."""
    from desktop.imports import import_files

    with opened_shop() as shop:
        return import_files(shop, files, map_file, dry_run=dry_run)


@imports.command("promotions")
def import_promotions(
    file: Annotated[
        Path,
        typer.Argument(help="name, sku or category, percent or price, from, until."),
    ],
) -> int:
    """Take in what is cheaper for some days, from a CSV file; again, and nothing is twice."""
    from desktop.imports import import_promotions_of

    with opened_shop() as shop:
        return import_promotions_of(shop, file)


@app.command()
def process(
    file: Annotated[
        Path,
        typer.Argument(
            help="One JSON object a line: docs/process.md.", exists=True, dir_okay=False
        ),
    ],
    badge: Annotated[str, typer.Option(help="The badge of who does it.")],
    approver: Annotated[
        str, typer.Option(help="The badge of the manager who approves voids.")
    ] = "",
    language: Annotated[str, typer.Option(help="en, id or fil.")] = "en",
) -> None:
    """Carry out requests from a file, one result a line. Each happens once, however often
    the file is given. PINs are read from the standard input, the approver's second."""
    from desktop.processing import process_file

    pin = sys.stdin.readline().strip()
    second = sys.stdin.readline().strip() if approver else ""
    with opened_shop() as shop:
        process_file(shop, file, (badge, pin), (approver, second), language)


@app.command()
def verify(
    head: Annotated[
        str, typer.Option(help="The seal of the journal as a Z prints it; spaces do not count.")
    ] = "",
    count: Annotated[
        int | None, typer.Option(help="The number of journal entries on the same Z.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print an object.")] = False,
) -> int:
    """Check all records: journal, papers, money and stock. Changes nothing.

    The exit code is 1 where anything is wrong; the first wrong row is said first.
    """
    from desktop.verifying import known_head, verify_shop

    known = known_head(head, count)
    with opened_shop() as shop:
        return verify_shop(shop, known, as_json=as_json)


@app.command()
def grant(
    role: Annotated[
        str, typer.Argument(help="A role of PostgreSQL; made where there is none.")
    ],
) -> None:
    """As the owner of the records: let a role work at a counter and change no history."""
    from models.services.grants import grant_counter

    with opened_shop() as shop:
        new = shop.run(lambda unit: grant_counter(unit, role))
    if new:
        told.print(f"The role {role} was made. It has no password yet.", markup=False)
    told.print(
        f"{role} may work at a counter, add to history and change nothing of it. Grant it "
        "again after each upgrade.",
        markup=False,
    )


@contextmanager
def opened_shop() -> Iterator[Shop]:
    from models.db import open_shop

    with closing(open_shop(Chosen.url(), register=Chosen.register)) as shop:
        shop.machine = True
        yield shop


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the error output, told done and total."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=wrong,
        transient=True,
        disable=not wrong.is_terminal,  # a log gets the sentences alone
    ) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _window(*, demo: bool) -> None:
    from desktop.window import has_display, open_window

    if has_display():
        raise typer.Exit(open_window(Chosen.database, Chosen.register, demo=demo))
    out = Path("tour")
    told.print(
        f"There is no display here, so the tour is played instead, into {out.absolute()}."
    )
    from desktop.tour import play

    raise typer.Exit(play(out, told.print))
