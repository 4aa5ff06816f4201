"""Cases found by what somebody remembers, and listed by what is to be done about them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services import case_search
from models.services.case_facts import entitle, escalate, name_customer
from models.services.case_promises import promise
from models.services.case_search import case_coded, find_cases
from models.services.case_views import CaseCounts, count_cases, list_cases
from models.services.cases import add_note, close_case, put_aside
from models.services.personal import forget_person
from models.services.search import CaseNamed, look_up
from models.services.tickets import begin_serving, call_next, draw_ticket
from models.values import Refused
from models.values.cases import AsideFor, CaseKind
from models.values.shop import Role
from tests.builders import MANAGER, NOON, a_customer
from tests.cases import in_another_store
from tests.drawers import SARI_PIN, a_person
from tests.persons import somebody
from tests.prints import later
from tests.queues import call, draw
from tests.services.test_cases import aside, at_another_register, begin

if TYPE_CHECKING:
    from models.db import Shop


def found(shop: Shop, typed: str) -> list[str]:
    return [each.code for each in shop.read(lambda unit: find_cases(unit, typed)).cases]


def test_any_word_leads_to_a_case(shop: Shop) -> None:
    person = somebody(shop)
    first, second = begin(shop, title="A kettle that leaks"), begin(shop, title="Café au lait")
    shop.run(lambda unit: name_customer(unit, first.id, person.id))
    shop.run(lambda unit: add_note(unit, first.id, "It drips at the spout"))
    shop.run(lambda unit: close_case(unit, first.id))
    name = person.name.split()[0]
    for typed in ("KETT", "spout", f"{name} kettle drip", "k1", " K000001 ", "k0001"):
        assert found(shop, typed) == [first.code], typed
    assert found(shop, "café") == [second.code]
    for typed in ("", "?!", "kettle lait", "k9", "K0", "'; DROP"):
        assert found(shop, typed) == [], typed


def test_open_cases_come_before_closed_ones(shop: Shop) -> None:
    codes = []
    for _ in range(3):
        codes.append(begin(shop, title="Kettle").code)
        later(shop, timedelta(minutes=1))
    shop.run(lambda unit: close_case(unit, 3))
    assert found(shop, "kettle") == [codes[1], codes[0], codes[2]]


def test_a_ticket_leads_to_its_case(shop: Shop) -> None:
    drawn = shop.run(lambda unit: draw_ticket(unit, CaseKind.COMPLAINT)).ticket
    shop.run(lambda unit: call_next(unit, ()))
    case = shop.run(lambda unit: begin_serving(unit, drawn.id))
    assert found(shop, drawn.called.lower()) == ["K000001"]
    assert shop.read(lambda unit: case_coded(unit, "k000001")) == case.case_id
    for other in ("k1", "K000002", "kettle", drawn.called):
        assert shop.read(lambda unit, other=other: case_coded(unit, other)) is None  # type: ignore[misc]


@pytest.mark.parametrize("newest", [(1, 1000), (2, 3, 1000)])
def test_of_a_word_in_very_many_none_is_lost(
    shop: Shop, newest: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few are looked at before the others: nothing else says kettle and lid."""
    monkeypatch.setattr(case_search, "NEWEST", newest)
    for title in ("Kettle lid", "Kettle", "Kettle", "Lid", "Lid", "Blender"):
        case = begin(shop, title=title)
        shop.run(lambda unit, case=case: add_note(unit, case.id, "Gone through with her"))  # type: ignore[misc]
        shop.run(lambda unit, case=case: close_case(unit, case.id))  # type: ignore[misc]
        later(shop, timedelta(minutes=1))
    assert found(shop, "kettle lid") == ["K000001"]
    assert found(shop, "kettle") == ["K000003", "K000002", "K000001"]
    assert found(shop, "through lid") == ["K000005", "K000004", "K000001"]
    assert found(shop, "blender kettle") == []


def test_a_list_that_is_full_holds_the_newest_and_what_is_open(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "NEWEST", (2, 1000))
    monkeypatch.setattr(case_search, "MOST_LISTED", 2)
    first = begin(shop, title="Kettle")
    for _ in range(4):
        later(shop, timedelta(minutes=1))
        begin(shop, title="Kettle")
    for number in (2, 3, 4, 5):
        later(shop, timedelta(minutes=1))
        shop.run(lambda unit, number=number: close_case(unit, number))  # type: ignore[misc]
    listed = shop.read(lambda unit: find_cases(unit, "kettle"))
    assert [each.code for each in listed.cases] == [first.code, "K000005"]
    assert listed.more


def test_what_is_for_one_person_leads_nobody_else_there(shop: Shop) -> None:
    clerk = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    other = a_person(shop, "Dewi", "8", Role.CLERK, SARI_PIN)
    case = begin(shop)
    shop.run(lambda unit: add_note(unit, case.id, "Smile", for_staff_id=clerk.staff_id))
    for person, expected in ((clerk, [case.code]), (MANAGER, [case.code]), (other, [])):
        shop.person = person
        assert found(shop, "smile") == expected


def test_another_store_s_case_is_found_by_its_code_only(shop: Shop) -> None:
    case = begin(shop, title="Kettle")
    far = in_another_store(shop)
    assert found(far, "kettle") == []
    assert found(far, case.code) == [case.code]


def test_words_that_are_gone_are_found_no_more(shop: Shop) -> None:
    person = somebody(shop)
    case = begin(shop, title=f"Kettle of {person.name}")
    shop.run(lambda unit: name_customer(unit, case.id, person.id))
    shop.run(lambda unit: add_note(unit, case.id, "Two children"))
    assert found(shop, "children") == [case.code]
    shop.run(lambda unit: forget_person(unit, person.number, "Asked"))
    for typed in ("children", person.name, "kettle"):
        assert found(shop, typed) == []
    shop.run(lambda unit: entitle(unit, case.id, "Blender"))
    assert found(shop, "blender") == [case.code]


def test_lists_are_counted(shop: Shop) -> None:
    clerk = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    there = at_another_register(shop)
    there.person = clerk
    mine = begin(shop)
    waits = aside(there, begin(there), AsideFor.CUSTOMER)
    sold = aside(there, begin(there))
    shop.run(lambda unit: escalate(unit, mine.id, "He shouts"))
    for case, days in ((waits, 0.1), (sold, 2)):
        by_when = NOON + timedelta(days=days)
        shop.run(
            lambda unit, case=case, by_when=by_when: promise(unit, case.id, "Call", by_when)  # type: ignore[misc]
        )
    closed = begin(there)
    there.run(lambda unit: close_case(unit, closed.id))
    assert shop.read(count_cases) == CaseCounts(
        open=3, mine=3, escalated=1, due=1, promised=1, for_customer=1, for_shop=1
    )
    there_counted = there.read(count_cases)
    assert (there_counted.mine, there_counted.promised, there_counted.open) == (2, 0, 3)
    (up,) = shop.read(lambda unit: list_cases(unit, escalated=True)).cases
    assert up.code == mine.code
    oldest = shop.read(lambda unit: list_cases(unit, by_age=True)).cases
    assert [each.code for each in oldest] == [mine.code, waits.code, sold.code]


@pytest.mark.parametrize("words", [" ".join(f"word{n}" for n in range(30)), "a" * 500])
def test_however_much_is_typed_it_is_looked_for(shop: Shop, words: str) -> None:
    a_customer(shop)
    begin(shop, title="Kettle")
    shop.run(lambda unit: put_aside(unit, 1, AsideFor.SHOP))
    assert found(shop, words) == []


def test_a_ticket_leads_to_the_case_that_it_was_called_for(shop: Shop) -> None:
    draw(shop)
    with pytest.raises(Refused, match="nothing-found"):
        shop.read(lambda unit: look_up(unit, "A 1"))
    called = call(shop)
    case_id = shop.run(lambda unit: begin_serving(unit, called.id)).case_id
    assert shop.read(lambda unit: look_up(unit, "A 1")) == CaseNamed(case_id=case_id)
    assert shop.read(lambda unit: look_up(unit, "a1")) == CaseNamed(case_id=case_id)
    shop.run(lambda unit: close_case(unit, case_id))
    with pytest.raises(Refused, match="nothing-found"):
        shop.read(lambda unit: look_up(unit, "A 1"))
