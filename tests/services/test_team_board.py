"""The counter as whoever leads it sees it: everything that waits, serves, ages and is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from models.services.case_promises import promise
from models.services.cases import close_case, put_aside
from models.services.complaints import ComplaintAsked, begin_complaint
from models.services.people import sign_off, sign_on
from models.services.questions import FollowUp, ask_question
from models.services.team_board import board, due_today
from models.services.tickets import begin_serving
from models.values import Refused
from models.values.cases import AsideFor, CaseKind, Smile
from models.values.complaints import ComplaintKind
from models.values.questions import QuestionKind
from tests.builders import MANAGER, NOON, PIN
from tests.cases import a_case
from tests.drawers import BELA_PIN, bela, sari
from tests.prints import another_register, at_register, later
from tests.queues import call, draw, serve
from tests.team import signed_on

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.team_board import Board

MINUTE = timedelta(minutes=1)


def look(shop: Shop) -> Board:
    return shop.read(board)


def promised(shop: Shop, words: str, by: timedelta, whose: int | None = None) -> None:
    """In a case of its own."""
    key = a_case(shop).id
    shop.run(lambda unit: promise(unit, key, words, NOON + by, whose))


def test_a_ticket_is_drawn_called_served_and_rated(shop: Shop) -> None:
    draw(shop)
    later(shop, 4 * MINUTE)
    waits = look(shop).waiting[0]
    assert (waits.kind, waits.count, waits.since) == (CaseKind.RETURN, 1, NOON)
    called = call(shop)
    (told,) = look(shop).serving
    assert (told.ticket, told.case, told.register) == (called.called, None, "1")
    later(shop, MINUTE)
    case_id = shop.run(lambda unit: begin_serving(unit, called.id)).case_id
    (told,) = look(shop).serving
    assert told.case
    assert (told.case.id, told.ticket, told.person) == (case_id, called.called, "Ann Lee")
    assert told.since == NOON + 5 * MINUTE
    later(shop, 6 * MINUTE)
    shop.run(lambda unit: close_case(unit, case_id, Smile.GOOD))
    day = look(shop).day
    assert (day.served, day.wait, day.service) == (1, 4 * MINUTE, 6 * MINUTE)
    assert (day.closed, dict(day.smiles)) == (1, {"good": 1, "fair": 0, "bad": 0})
    shop.clock = lambda: NOON + timedelta(1)
    assert (look(shop).day.served, look(shop).day.closed, look(shop).day.wait) == (0, 0, None)


def test_who_is_on_and_whose_drawer_it_is(shop: Shop) -> None:
    second = bela(shop)
    another_register(shop)
    shop.run(lambda unit: sign_on(unit, "1", PIN))
    there = at_register(shop)
    there.person = second
    there.run(lambda unit: sign_on(unit, "2", BELA_PIN))
    told = [
        (each.register, each.person, each.signed_on, each.drawer) for each in look(shop).on_duty
    ]
    assert told == [("1", "Ann Lee", True, True), ("2", "Bela", True, False)]
    there.run(sign_off)
    there.close()
    assert [each.person for each in look(shop).on_duty] == ["Ann Lee"]


def test_open_cases_by_their_age(shop: Shop) -> None:
    for days in (0, 0, 1, 4, 30):
        shop.clock = lambda days=days: NOON - timedelta(days)  # type: ignore[misc]
        case = a_case(shop)
        shop.run(lambda unit, key=case.id: put_aside(unit, key, AsideFor.SHOP))  # type: ignore[misc]
    shop.clock = lambda: NOON
    assert look(shop).ages == (2, 1, 1, 1)


def test_what_is_due_and_by_whom(shop: Shop) -> None:
    clerk = sari(shop)
    shop.person = MANAGER
    promised(shop, "Call today", timedelta(hours=3), clerk.staff_id)
    promised(shop, "Send it", timedelta(hours=5))
    promised(shop, "Next week", timedelta(days=6))
    key = a_case(shop).id
    shop.run(
        lambda unit: ask_question(
            unit,
            key,
            QuestionKind.OTHER,
            "When is it back?",
            FollowUp(on=NOON.date(), staff_id=clerk.staff_id),
        )
    )
    due = look(shop).due
    assert [(each.promise, each.promised_by) for each in due.promises] == [
        ("Call today", "Sari"),
        ("Send it", "Ann Lee"),
    ]
    assert [each.follow_up_by for each in due.follow_ups] == ["Sari"]
    with signed_on(shop, clerk):
        mine = shop.read(due_today)
        assert [each.promise for each in mine.promises] == ["Call today"]
        assert len(mine.follow_ups) == 1
    assert [each.promise for each in shop.read(due_today).promises] == ["Send it"]


def test_a_complaint_whose_limit_nears(shop: Shop) -> None:
    key = a_case(shop).id
    asked = ComplaintAsked(case_id=key, kind=ComplaintKind.GOODS, severity=3, said="It leaks")
    shop.run(lambda unit: begin_complaint(unit, asked))
    assert look(shop).complaints == ()
    shop.clock = lambda: NOON + timedelta(hours=3, minutes=50)
    assert [each.said for each in look(shop).complaints] == ["It leaks"]


def test_a_clerk_does_not_see_it(shop: Shop) -> None:
    sari(shop)
    with pytest.raises(Refused, match="right-missing"):
        look(shop)


class Queries:
    """Counts what is asked of the database."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.count = shop, 0

    def _one_more(self, *_: Any) -> None:
        self.count += 1

    def __enter__(self) -> Queries:
        event.listen(self.shop.engine, "before_cursor_execute", self._one_more)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.shop.engine, "before_cursor_execute", self._one_more)


def asked(shop: Shop) -> int:
    with Queries(shop) as queries:
        look(shop)
    return queries.count


def test_however_much_there_is_it_asks_as_often(shop: Shop) -> None:
    draw(shop)
    serve(shop, 5 * MINUTE)
    few = asked(shop)
    another_register(shop)
    there = at_register(shop)
    there.person = MANAGER
    for _ in range(3):
        draw(shop)
        draw(shop, CaseKind.COMPLAINT)
        serve(there, MINUTE)
        promised(shop, "Call", timedelta(hours=9))
    there.close()
    assert len(look(shop).due.promises) == 3
    assert asked(shop) == few <= 32
