"""How long it takes to list, to find and to tell a case among 100,000.

``python -m tests.benchmarks.cases URL [--cases 100000] [--open 300] [--looks 50]``

The shop is a new one, set up at that empty place. Titles and notes are of the same made-up
words as in :mod:`tests.benchmarks.knowledge`; one case has a story of 500 entries.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from models.services.case_pages import open_case_page
from models.services.case_search import find_cases
from models.services.case_views import count_cases, list_cases
from models.services.cases import add_note, open_case
from models.tables.base import insertion
from models.tables.cases import Case, CaseEntry
from models.tables.people import Customer
from models.values.cases import CaseKind
from receipts.case_stories import story_lines
from receipts.language import Language
from tests.benchmarks.figures import Times, say
from tests.benchmarks.knowledge import Speaker
from tests.builders import MANAGER, NOON, a_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.db import Shop

STORY = 500
CUSTOMERS = 5_000
SPOKEN = 100_000
"""Words that are spoken once, and picked from after that."""


def fill(shop: Shop, cases: int, still_open: int) -> None:
    """Two notes in each; those that are open are spread over all that time."""
    draw, spoken = Random(3), Speaker(2).says(SPOKEN).split()

    def says(words: int) -> str:
        return " ".join(draw.choices(spoken, k=words))

    kinds, every = list(CaseKind), max(1, cases // still_open)
    rows, entries, customers = [], [], []
    for number in range(1, CUSTOMERS + 1):
        customers.append({"id": number, "number": f"B-{number}", "name": says(2)})
    for number in range(1, cases + 1):
        at = NOON - timedelta(minutes=5 * (cases - number))
        aside = number % every == 0
        rows.append(
            {
                "id": number,
                "code": f"K{number:06}",
                "kind": draw.choice(kinds),
                "channel": "counter",
                "state": "aside" if aside else "closed",
                "title": says(4)[:120],
                "store_id": shop.station.store_id,
                "register_id": shop.station.register_id,
                "staff_id": MANAGER.staff_id,
                "customer_id": draw.randint(1, CUSTOMERS),
                "opened_at": at,
                "changed_at": at,
                "aside_for": "shop" if aside else None,
                "promise": "",
                "closed_at": None if aside else at,
            }
        )
        entries += [
            {
                "case_id": number,
                "at": at,
                "staff_id": MANAGER.staff_id,
                "register_id": shop.station.register_id,
                "what": "note",
                "words": says(12),
            }
            for _ in range(2)
        ]
    with shop.unit() as unit:
        unit.connection.execute(insertion(Customer), customers)
        unit.connection.execute(insertion(Case), rows)
        unit.connection.execute(insertion(CaseEntry), entries)
        if unit.connection.dialect.name == "postgresql":
            unit.connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('counter_case', 'id'), {cases})"
            )


def timed(looks: int, look: Callable[[], Any]) -> Times:
    times = Times()
    for _ in range(looks):
        times.take(look)
    return times


def measure(shop: Shop, looks: int) -> None:
    speaker = Speaker(5)
    say(f"open cases:         {timed(looks, lambda: shop.read(list_cases))}")
    say(f"counts of tabs:     {timed(looks, lambda: shop.read(count_cases))}")
    code = partial(find_cases, typed="K000017")
    say(f"found by code:      {timed(looks, lambda: shop.read(code))}")
    for begun in ("b", "ba", "ba re", "b r k"):
        look = partial(shop.read, partial(find_cases, typed=begun))
        say(f"found by {begun!r}: {timed(looks, look)}")
    for words in (1, 2, 3):
        typed = iter([speaker.says(words) for _ in range(looks)])
        found = timed(looks, partial(_find_next, shop, typed))
        say(f"found by {words} word(s): {found}")
    case = shop.run(lambda unit: open_case(unit, CaseKind.COMPLAINT)).case
    for _ in range(STORY - 1):
        shop.run(lambda unit: add_note(unit, case.id, speaker.says(12)))
    language = Language.of("en", shop.facts.currency)
    page = shop.read(lambda unit: open_case_page(unit, case.id))
    say(
        f"page, {len(page.story.told)} entries:  "
        f"{timed(looks, lambda: shop.read(lambda unit: open_case_page(unit, case.id)))}"
    )
    say(f"its sentences:      {timed(looks, lambda: story_lines(language, page.story))}")


def _find_next(shop: Shop, typed: Iterator[str]) -> None:
    shop.read(partial(find_cases, typed=next(typed)))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url")
    words.add_argument("--cases", type=int, default=100_000)
    words.add_argument("--open", type=int, default=300)
    words.add_argument("--looks", type=int, default=50)
    asked = words.parse_args()
    with closing(a_shop(asked.url, cash=None)) as shop:
        fill(shop, asked.cases, asked.open)
        say(f"{asked.cases:,} cases on {shop.engine.dialect.name}, {asked.open} of them open")
        measure(shop, asked.looks)


if __name__ == "__main__":
    main()
