"""A case's page: what goes with it, who may have it, in as few questions as there may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from models.services.case_facts import link_to
from models.services.case_pages import open_case_page
from models.services.case_views import list_cases
from models.services.cases import add_note, open_case
from models.values import Refused
from models.values.cases import CaseKind
from models.values.shop import Role
from tests.builders import a_customer
from tests.cases import in_another_store
from tests.drawers import SARI_PIN, a_person
from tests.services.test_cases import at_another_register, begin

if TYPE_CHECKING:
    from models.db import Shop


def asked_of(shop: Shop) -> list[str]:
    """Statements that the database is given from now on."""
    said: list[str] = []

    @event.listens_for(shop.engine, "before_cursor_execute")
    def count(_connection: object, _cursor: object, said_: str, *_: object) -> None:
        if said_.lstrip().upper().startswith(("SELECT", "WITH")):
            said.append(said_)

    return said


def test_what_a_case_goes_on_with_stands_beside_it(shop: Shop) -> None:
    budi = a_customer(shop, "Budi")
    cases = [
        shop.run(lambda unit: open_case(unit, CaseKind.COMPLAINT, customer_id=budi)).case
        for _ in range(4)
    ]
    first, second, third, other = cases
    shop.run(lambda unit: link_to(unit, second.id, first.id))
    shop.run(lambda unit: link_to(unit, other.id, second.id))
    page = shop.read(lambda unit: open_case_page(unit, other.id))
    assert [each.code for each in page.earlier] == [first.code, second.code]
    assert [each.code for each in page.offered] == [third.code]
    assert (page.here, page.elsewhere, page.of_this_store) == (True, False, True)
    page = shop.read(lambda unit: open_case_page(unit, second.id))
    assert [each.code for each in page.later] == [other.code]


def test_another_register_sees_where_it_is_in_hand(shop: Shop) -> None:
    case = begin(shop)
    there = at_another_register(shop)
    there.person = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    page = there.read(lambda unit: open_case_page(unit, case.id))
    assert (page.here, page.elsewhere, page.coaches, page.files) == (False, True, False, False)
    assert [code for _, code in page.registers] == ["1"]
    assert [name for _, name in page.people] == ["Ann Lee", "Sari"]
    far = in_another_store(shop)
    assert not far.read(lambda unit: open_case_page(unit, case.id)).of_this_store
    with pytest.raises(Refused, match="case-unknown"):
        shop.read(lambda unit: open_case_page(unit, 9))


def test_as_many_questions_for_many_rows_as_for_one(shop: Shop) -> None:
    case = begin(shop)
    shop.run(lambda unit: add_note(unit, case.id, "One"))
    shop.read(list_cases)
    said = asked_of(shop)
    shop.read(lambda unit: open_case_page(unit, case.id))
    one = len(said)
    shop.read(list_cases)
    listed = len(said) - one
    for _ in range(20):
        begin(shop)
        shop.run(lambda unit: add_note(unit, case.id, "Another"))
    said.clear()
    shop.read(lambda unit: open_case_page(unit, case.id))
    assert len(said) == one
    shop.read(list_cases)
    assert len(said) == one + listed
