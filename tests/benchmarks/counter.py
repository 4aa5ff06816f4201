"""From a receipt's number to its sale, decision and painted screen, on a big shop.

``python -m tests.benchmarks.counter URL [--sales 300]``

The shop is one made by ``tests.benchmarks.million``. The real window is driven off screen:
a number is entered, the sale is shown and painted; its first line is chosen with a reason,
the decision is shown and painted. Both together are the time all in. Beside it the longest
that the ui thread was busy at a stretch.
"""

from __future__ import annotations

import argparse
import os
import time
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.tables.people import Staff
from models.tables.sales import Sale
from models.values.codes import Answer, Reason
from models.values.shop import Person, Role
from tests.benchmarks.figures import median_and_p95, say
from tests.benchmarks.million import number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.program import Program
    from models.db import Shop
    from ui.screens.returns.screen import CounterScreen

WARM_UP = 20


class Loop:
    """The event loop, run by hand, so that its longest stretch can be seen."""

    def __init__(self, app: object) -> None:
        self._app = app
        self.stretches: list[float] = []

    def until(self, so: Callable[[], bool]) -> None:
        from PySide6.QtCore import QCoreApplication, QEventLoop

        while not so():
            began = time.perf_counter()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            self.stretches.append(time.perf_counter() - began)


def one_return(program: Program, loop: Loop, number: str) -> float:
    """Enter, open, choose, decide, paint; seconds."""
    from ui.screens.returns.screen import CounterScreen

    screen = program.shell.findChild(CounterScreen)
    if screen is None:
        raise LookupError("the counter is not open")
    began = time.perf_counter()
    screen.enter(number)
    loop.until(lambda: screen.state.sale is not None and screen.state.sale.number == number)
    first = screen.state.sale.lines[0] if screen.state.sale else None
    if first is None:
        raise LookupError(number)
    screen.sale.rows[0].click()
    screen.coming.reason_chosen.emit(first.line_id, Reason.CHANGED_MIND.value)
    loop.until(lambda: decided(screen))
    screen.repaint()
    spent = time.perf_counter() - began
    screen.decision.close_sale.click()
    loop.until(lambda: screen.state.sale is None and not screen.state.busy)
    return spent


def decided(screen: CounterScreen) -> bool:
    decision = screen.state.decision
    return decision is not None and decision.answer in (Answer.ACCEPT, Answer.REFUSE)


def some_person(shop: Shop) -> Person:
    with shop.unit(writes=False) as unit:
        row = unit.connection.execute(select(Staff.id, Staff.name, Staff.role)).first()
    if row is None:
        raise LookupError("the shop has no staff")
    return Person(staff_id=row.id, name=row.name, role=Role(row.role), language="en")


def measure(url: str, how_many: int) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.program import Opening, Program
    from desktop.settings import Settings
    from ui.screens.returns.screen import CounterScreen

    app = QApplication([])
    program = Program(app, Opening(url=url, language="en"), Settings(), keep=False)
    program.start()
    loop = Loop(app)
    loop.until(lambda: program.shop is not None)
    shop = program.shop
    if shop is None:
        raise LookupError(url)
    program.sign_on_as(some_person(shop))
    loop.until(lambda: program.shell.findChild(CounterScreen) is not None)
    with shop.unit(writes=False) as unit:
        sales = unit.connection.scalar(select(func.count()).select_from(Sale)) or 0
    numbers = [number_of(sale) for sale in Random(3).sample(range(1, sales + 1), how_many)]
    for number in numbers[:WARM_UP]:
        one_return(program, loop, number)
    loop.stretches.clear()
    seconds = [one_return(program, loop, number) for number in numbers]
    say(f"{sales:,} sales, {how_many:,} entered at the window, {shop.engine.dialect.name}")
    say(f"number to sale, decision, painted: {median_and_p95(seconds)}")
    say(f"longest stretch on the ui thread:  {1000 * max(loop.stretches):.1f} ms")
    program.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("url")
    options.add_argument("--sales", type=int, default=300)
    asked = options.parse_args()
    measure(asked.url, asked.sales)


if __name__ == "__main__":
    main()
