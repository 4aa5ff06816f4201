"""A customer signs a slip: once, for ever but for its lines, and the journal vouches for it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.rules.signatures import MOST_DRAWN, MOST_KEPT, fitted
from models.services.case_facts import rate
from models.services.case_views import case_story
from models.services.cases import close_case, open_case
from models.services.customer_side import CustomerHere, customer_here, shop_sign
from models.services.papers import open_any
from models.services.personal import export_person, forget_person
from models.services.signatures import set_when_to_sign, sign, when_to_sign
from models.services.tickets import begin_serving, call_next, draw_ticket
from models.tables.journal import JournalEntry
from models.values import Refused
from models.values.cases import CaseKind, Smile
from models.values.signatures import LONGEST_PATH, WIDEST, Drawing, Signs
from receipts.case_stories import story_line
from receipts.language import Language
from tests.builders import NOON, a_sale
from tests.cases import in_another_store
from tests.persons import somebody
from tests.services.test_cases import at_another_register
from tests.services.test_returns import asking, take
from tests.services.verified import nothing_is_wrong, verified

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.signatures import Signed
    from models.values.signatures import Point

HAND: list[list[Point]] = [[(40, 50), (60, 20), (90, 80)], [(100, 30)], [(95, 60), (140, 55)]]


@pytest.fixture
def slip(shop: Shop) -> str:
    return a_slip(shop)


def a_slip(shop: Shop, customer_id: int | None = None) -> str:
    a_sale(shop, customer_id=customer_id)
    return take(shop, asking(shop, "1")).slip.head.number


def signing(
    shop: Shop, slip: str, request: str = "s-1", hand: list[list[Point]] | None = None
) -> Signed:
    drawn = HAND if hand is None else hand
    return shop.run(lambda unit: sign(unit, request, slip, drawn))


def codes(of: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        of()
    return [each.code for each in refused.value.messages]


def test_a_drawing_stands_in_its_own_corner_and_reads_back() -> None:
    drawing = fitted(HAND)
    assert drawing is not None
    assert drawing.path == "M0 30l20 -30 30 60M60 10l0 0M55 40l45 -5"
    assert (drawing.width, drawing.height) == (101, 61)
    assert Drawing.read(drawing.width, drawing.height, drawing.path) == drawing


def test_a_large_and_trembling_hand_is_made_to_fit() -> None:
    wild = [[(x * 3, (x * 7919) % 1801) for x in range(MOST_DRAWN)]]
    drawing = fitted(wild)
    assert drawing is not None
    assert max(drawing.width, drawing.height) == WIDEST + 1
    assert sum(map(len, drawing.strokes)) <= MOST_KEPT
    assert len(drawing.path) <= LONGEST_PATH
    with pytest.raises(ValueError, match="too much"):
        fitted([*wild, [(1, 1)]])
    with pytest.raises(ValueError, match="too much"):
        fitted([[(place, 1)] for place in range(200)])


@pytest.mark.parametrize("path", ["", "M1 2", "M1 2l3", "M1 2L3 4", "M1 2l3 4<script>", "l1 1"])
def test_what_is_no_drawing_is_not_read_as_one(path: str) -> None:
    with pytest.raises(ValueError, match="not a drawing"):
        Drawing.read(1, 1, path)


def test_it_lies_beside_the_paper_which_stays_as_it_was(shop: Shop, slip: str) -> None:
    before = shop.read(lambda unit: open_any(unit, slip))
    assert before.signature is None
    signed = signing(shop, slip)
    after = shop.read(lambda unit: open_any(unit, slip))
    assert after.paper == before.paper
    assert after.signature == signed.signature
    assert signed.signature.drawing == fitted(HAND)
    assert signed.signature.signed_at == NOON
    nothing_is_wrong(shop)


def test_a_paper_is_signed_once(shop: Shop, slip: str) -> None:
    signed = signing(shop, slip)
    assert signing(shop, slip) == signed
    other = [[(0, 0), (9, 9)]]
    assert codes(lambda: signing(shop, slip, "s-1", other)) == ["request-changed"]
    assert codes(lambda: signing(shop, slip, "s-2")) == ["signature-there"]
    with shop.unit(writes=False) as unit:
        events = unit.connection.scalars(select(JournalEntry.event)).all()
    assert events.count("PaperSigned") == 1


def test_nothing_drawn_and_papers_of_elsewhere_are_refused(shop: Shop, slip: str) -> None:
    assert codes(lambda: signing(shop, slip, hand=[])) == ["signature-empty"]
    assert codes(lambda: signing(shop, slip, hand=[[(5, 5), (5, 5)]])) == ["signature-empty"]
    long = [[(x, x) for x in range(MOST_DRAWN + 1)]]
    assert codes(lambda: signing(shop, slip, hand=long)) == ["signature-too-long"]
    assert codes(lambda: signing(shop, "R1-999999")) == ["nothing-found"]
    there = at_another_register(shop)
    assert codes(lambda: signing(there, slip)) == ["signature-not-here"]
    ticket = shop.run(lambda unit: draw_ticket(unit, CaseKind.RETURN)).paper
    assert codes(lambda: signing(shop, ticket.head.number)) == ["signature-not-here"]
    nobody = replace(shop, person=None)
    assert codes(lambda: signing(nobody, slip)) == ["sign-on-needed"]


def test_the_story_of_the_case_says_it(shop: Shop) -> None:
    case = shop.run(lambda unit: open_case(unit, CaseKind.RETURN)).case
    slip = a_slip(shop)
    signing(shop, slip)
    story = shop.read(lambda unit: case_story(unit, case.id))
    english = Language.of("en")
    assert f"The customer signed {slip}" in [
        story_line(english, story.people, each) for each in story.told
    ]
    nothing_is_wrong(shop)


def test_it_is_given_to_the_person_and_forgotten_with_them(shop: Shop) -> None:
    wulan = somebody(shop)
    slip = a_slip(shop, wulan.id)
    signing(shop, slip)
    (given,) = shop.run(lambda unit: export_person(unit, wulan.number)).tables["signature"]
    assert given["path"] == "M0 30l20 -30 30 60M60 10l0 0M55 40l45 -5"
    forgotten = shop.run(lambda unit: forget_person(unit, wulan.number, "asked for it"))
    assert forgotten.counts["signature"] == 1
    left = shop.read(lambda unit: open_any(unit, slip)).signature
    assert left is not None
    assert left.drawing is None
    nothing_is_wrong(shop)


@pytest.mark.parametrize(
    "wrong",
    [
        "DELETE FROM signature",
        "UPDATE signature SET path = 'M1 1l2 2'",
        "UPDATE signature SET digest = digest",
        "UPDATE signature SET document_id = document_id",
        "INSERT INTO signature (document_id, request_id, width, height, path, digest, "
        "signed_at, register_id, staff_id) SELECT document_id, 'x', width, height, path, "
        "digest, signed_at, register_id, staff_id FROM signature",
        "DELETE FROM signing_terms",
        "UPDATE signing_terms SET signs = 'never'",
    ],
)
def test_the_database_keeps_it(shop: Shop, slip: str, wrong: str) -> None:
    signing(shop, slip)
    shop.run(lambda unit: set_when_to_sign(unit, Signs.ALWAYS))
    with pytest.raises(DBAPIError), shop.engine.begin() as connection:
        connection.execute(text(wrong))


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        ("UPDATE signature SET path = 'M1 1l2 2'", "signature-differs"),
        ("UPDATE signature SET width = width + 1", "signature-differs"),
        ("UPDATE signature SET path = '•••', digest = '{other}'", "signature-differs"),
        ("DELETE FROM signature", "signature-missing"),
    ],
)
def test_an_edit_behind_the_counter_is_found(
    shop: Shop, slip: str, edit: str, fault: str
) -> None:
    signing(shop, slip)
    with shop.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE signature DISABLE TRIGGER ALL"))
        else:
            for name in ("no_delete", "no_update", "blanked"):
                connection.execute(text(f"DROP TRIGGER signature_{name}"))
        connection.execute(text(edit.replace("{other}", "0" * 64)))
    assert [each.code for each in verified(shop).faults] == [fault]


def test_when_customers_sign_is_the_stores_own_setting(shop: Shop) -> None:
    assert shop.read(when_to_sign) is Signs.NEVER
    for signs in (Signs.MONEY, Signs.MONEY, Signs.ALWAYS):
        shop.run(lambda unit, signs=signs: set_when_to_sign(unit, signs))  # type: ignore[misc]
        assert shop.read(when_to_sign) is signs
    assert in_another_store(shop).read(when_to_sign) is Signs.NEVER
    with shop.unit(writes=False) as unit:
        bodies = unit.connection.scalars(
            select(JournalEntry.body).where(JournalEntry.event == "SigningTermsChanged")
        ).all()
    assert [json.loads(body)["signs"] for body in bodies] == ["money", "always"]


def test_who_stands_here_is_known_by_their_ticket_until_a_minute_after_goodbye(
    shop: Shop,
) -> None:
    assert shop.read(customer_here) == CustomerHere()
    drawn = shop.run(lambda unit: draw_ticket(unit, CaseKind.RETURN)).ticket
    shop.run(lambda unit: call_next(unit, (CaseKind.RETURN,)))
    case_id = shop.run(lambda unit: begin_serving(unit, drawn.id)).case_id
    here = shop.read(customer_here)
    assert here == CustomerHere(case_id=case_id, ticket=drawn.called)
    shop.run(lambda unit: close_case(unit, case_id))
    assert shop.read(customer_here) == CustomerHere()
    left = shop.read(lambda unit: customer_here(unit, case_id))
    assert (left.case_id, left.leaves, left.rated) == (case_id, True, False)
    shop.run(lambda unit: rate(unit, case_id, Smile.GOOD))
    assert shop.read(lambda unit: customer_here(unit, case_id)).rated
    shop.clock = lambda: NOON + timedelta(seconds=61)
    assert shop.read(lambda unit: customer_here(unit, case_id)) == CustomerHere()


def test_the_shops_name_hangs_out_while_nobody_is_signed_on(shop: Shop) -> None:
    nobody = replace(shop, person=None)
    sign = nobody.read(shop_sign)
    assert (sign.name, sign.language, sign.logo) == (shop.facts.name, "en", b"")
