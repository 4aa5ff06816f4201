"""Word at the end of a shift: counted by itself, read by one, gone after a while."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.case_promises import promise
from models.services.cases import add_note
from models.services.coaching import coaching_for_me, confirm_coaching
from models.services.hand_over_notes import (
    KEPT,
    forget_notes_in_time,
    leave_note,
    note_seen,
    notes_waiting,
    still_open,
)
from models.services.team_waits import team_waits
from models.values import Refused
from models.values.team import StillOpen
from tests.builders import MANAGER, NOON
from tests.cases import a_case
from tests.drawers import bela, sari
from tests.prints import another_register, at_register, noted
from tests.processes import all_at_once
from tests.team import as_, signed_on

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.team import HandOverNote


def notes(shop: Shop) -> list[HandOverNote]:
    return list(shop.read(notes_waiting))


def test_it_waits_for_whoever_comes_next_until_one_has_read_it(shop: Shop) -> None:
    second = bela(shop)
    left = shop.run(lambda unit: leave_note(unit, " The printer jams. ")).id
    assert notes(shop) == []
    with signed_on(shop, second):
        (seen,) = notes(shop)
        assert (seen.words, seen.by, seen.at) == ("The printer jams.", "Ann Lee", NOON)
        assert shop.read(team_waits).notes == 1
        shop.run(lambda unit: note_seen(unit, left))
        assert not shop.run(lambda unit: note_seen(unit, left)).changed
        assert notes(shop) == []
    assert as_(shop, sari(shop), notes_waiting) == ()
    assert len(noted(shop, "HandOverNoteSeen")) == 1


def test_nobody_confirms_their_own(shop: Shop) -> None:
    left = shop.run(lambda unit: leave_note(unit, "Mine")).id
    assert not shop.run(lambda unit: note_seen(unit, left)).changed
    with signed_on(shop, bela(shop)):
        assert len(notes(shop)) == 1


def test_one_for_this_register_waits_here_alone(shop: Shop) -> None:
    second = bela(shop)
    another_register(shop)
    shop.run(lambda unit: leave_note(unit, "The scanner here", only_here=True))
    shop.run(lambda unit: leave_note(unit, "For the whole store"))
    with closing(at_register(shop)) as there:
        there.person = second
        assert [each.words for each in notes(there)] == ["For the whole store"]
    with signed_on(shop, second):
        assert [each.words for each in notes(shop)] == [
            "For the whole store",
            "The scanner here",
        ]


def test_what_is_open_is_counted(shop: Shop) -> None:
    assert shop.read(still_open) == StillOpen(drawer=True)
    today, later = a_case(shop).id, a_case(shop).id
    for key, days in ((today, timedelta(hours=2)), (later, timedelta(days=2))):
        shop.run(lambda unit, key=key, days=days: promise(unit, key, "Call", NOON + days))  # type: ignore[misc]
    assert shop.read(still_open) == StillOpen(cases=2, promises=1, drawer=True)
    shop.run(lambda unit: leave_note(unit, "Two cases"))
    with signed_on(shop, bela(shop)):
        assert notes(shop)[0].open == StillOpen(cases=2, promises=1, drawer=True)


def test_it_is_forgotten_read_or_not(shop: Shop) -> None:
    second = bela(shop)
    shop.run(lambda unit: leave_note(unit, "Ibu Wulan comes back"))
    shop.clock = lambda: NOON + KEPT - timedelta(1)
    assert shop.run(forget_notes_in_time) == 0
    with signed_on(shop, second):
        assert len(notes(shop)) == 1
        shop.clock = lambda: NOON + KEPT + timedelta(1)
        assert notes(shop) == []
    assert shop.run(forget_notes_in_time) == 1
    assert len(noted(shop, "HandOverNotesForgotten")) == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("  ", "hand-over-note-empty"),
        ("x" * 2001, "hand-over-note-long"),
        ("Card 4242 4242 4242 4242", "card-number-refused"),
    ],
    ids=["empty", "long", "card"],
)
def test_what_cannot_be_left(shop: Shop, words: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        shop.run(lambda unit: leave_note(unit, words))


def test_coaching_waits_for_one_person_alone(shop: Shop) -> None:
    clerk = sari(shop)
    shop.person = MANAGER
    case = a_case(shop)
    shop.run(lambda unit: add_note(unit, case.id, "Well calmed.", for_staff_id=clerk.staff_id))
    assert shop.read(coaching_for_me) == ()
    with signed_on(shop, clerk):
        (note,) = shop.read(coaching_for_me)
        assert (note.words, note.case, note.by) == ("Well calmed.", case.code, "Ann Lee")
        assert shop.read(team_waits).coaching == 1
        assert shop.run(lambda unit: confirm_coaching(unit, note.id)).changed
        assert not shop.run(lambda unit: confirm_coaching(unit, note.id)).changed
        assert shop.read(coaching_for_me) == ()
    with pytest.raises(Refused, match="coaching-unknown"):
        shop.run(lambda unit: confirm_coaching(unit, note.id))


def test_two_who_come_next_at_once_do_not_both_take_it(shop: Shop, database_url: str) -> None:
    second = bela(shop)
    another_register(shop)
    left = [str(shop.run(lambda unit: leave_note(unit, "Word")).id) for _ in range(6)]
    told = all_at_once(
        "tests.services.test_hand_over_notes",
        *[[database_url, code, str(second.staff_id), *left] for code in ("1", "2")],
    )
    assert sorted(line for out in told for line in out.split()) == sorted(left)


def counter(url: str, register: str, person: str, *left: str) -> None:
    from dataclasses import replace

    from models.db import open_shop

    with closing(open_shop(url, register=register, clock=lambda: NOON)) as shop:
        shop.person = replace(MANAGER, staff_id=int(person))
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        for each in left:
            if shop.run(lambda unit, each=each: note_seen(unit, int(each))).changed:  # type: ignore[misc]
                print(each)  # noqa: T201


if __name__ == "__main__":
    counter(*sys.argv[1:])
