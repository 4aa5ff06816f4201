"""Whoever guesses in several windows at once gets no more tries than in one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models.rules.pins import MOST_TRIES
from models.services.people import sign_on
from models.services.sign_on_trials import digest_of
from models.tables.base import add_row, rows_of
from models.tables.people import SignOnTrial
from models.values import Refused
from tests.builders import NOON
from tests.processes import all_at_once

if TYPE_CHECKING:
    from models.db import Shop

ROOT = Path(__file__).parents[2]
WINDOWS, TRIES = 4, 3
A_DAY_AGO = NOON.replace(day=NOON.day - 1)


def test_one_try_is_left_for_all_windows_together(shop: Shop, database_url: str) -> None:
    """The last wait is long over in each of them, and every PIN is wrong."""
    with shop.unit() as unit:
        add_row(
            unit.connection,
            SignOnTrial,
            badge=digest_of(unit, "1"),
            wrong=MOST_TRIES - 1,
            last_at=A_DAY_AGO,
        )
    told = all_at_once("tests.services.test_guessing", *[[database_url]] * WINDOWS)
    heard = [line for out in told for line in out.split()]
    assert sorted(heard) == ["sign-on-locked"] * (WINDOWS * TRIES - 1) + ["sign-on-wrong"]
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(SignOnTrial.wrong)) == MOST_TRIES


def test_a_turn_is_given_back(shop: Shop) -> None:
    """Right or wrong, the next one is let in: on PostgreSQL from another connection too."""
    for pin in ("9042", "2468", "9042"):
        try:
            shop.run(lambda unit, p=pin: sign_on(unit, "1", p))  # type: ignore[misc]
        except Refused:
            shop.engine.dispose()
    with shop.unit() as unit:
        unit.connection.execute(update(rows_of(SignOnTrial)).values(last_at=A_DAY_AGO))
        unit.take_turn(digest_of(unit, "1"))


def guess(url: str) -> None:
    from models.db import open_shop

    shop = open_shop(url, clock=lambda: NOON)
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    for number in range(TRIES):
        try:
            shop.run(lambda unit, n=number: sign_on(unit, "1", f"904{n}"))  # type: ignore[misc]
        except Refused as why:
            print(why.messages[0].code)  # noqa: T201
    shop.close()


if __name__ == "__main__":
    guess(sys.argv[1])
