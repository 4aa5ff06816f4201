"""A counter that dies in the middle of a return: at each statement, at the commit, after it.

Run as a program by the test beside it: one child a moment of death, each on its own sale.
"""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import event

from models.db import open_shop
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.returns import take_return
from models.services.sales import find_sale, open_sale
from models.values import ONE
from models.values.codes import Condition, Reason
from tests.builders import MANAGER, NOON
from tests.engines import share_statements
from tests.processes import die, dies

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.decisions import Decision

AFTER_THE_COMMIT = 999


def asked_about(shop: Shop, number: str) -> tuple[ReturnAsked, Decision]:
    """The only unit of a sale, and what is said of it."""
    sale_id = shop.read(lambda unit: find_sale(unit, number)) or 0
    sale = shop.read(lambda unit: open_sale(unit, sale_id))
    line = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=ONE,
        reason=Reason.FAULTY,
        condition=Condition.USED,
    )
    asked = ReturnAsked(sale_id=sale_id, lines=(line,))
    return asked, shop.read(lambda unit: decide_return(unit, asked))


def rehearse(url: str) -> None:
    """A return that is undone: no child has to compile again what it says to the database."""
    share_statements()
    with closing(open_shop(url, clock=lambda: NOON)) as shop, suppress(InterruptedError):
        shop.person = MANAGER
        asked, seen = asked_about(shop, "S-1")
        with shop.unit() as unit:
            take_return(unit, "rehearsal", asked, seen)
            raise InterruptedError


def take_and_die(url: str, number: str, moment: int) -> None:
    """Take the only unit of a sale; die before the statement of that number, or after all."""
    shop = open_shop(url, clock=lambda: NOON)
    shop.person = MANAGER
    asked, seen = asked_about(shop, number)
    told = 0

    def count(*_: object) -> None:
        nonlocal told
        told += 1
        if told == moment:
            die()

    event.listen(shop.engine, "before_cursor_execute", count)
    event.listen(shop.engine, "commit", count)
    shop.run(lambda unit: take_return(unit, f"request-{number}", asked, seen))
    if moment == AFTER_THE_COMMIT:
        die()
    shop.close()


def main(url: str) -> None:
    """Die one statement later each time, until a return goes through; then after it."""
    rehearse(url)
    moment = 1
    while dies(partial(take_and_die, url, f"S-{moment}", moment)):
        moment += 1
    after = partial(take_and_die, url, f"S-{AFTER_THE_COMMIT}", AFTER_THE_COMMIT)
    if not dies(after):
        sys.exit("nobody died after the commit")
    print(moment)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
