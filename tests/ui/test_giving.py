"""Money without goods at the counter, asked without a window on real records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models.services.approvals import Approval
from models.tables.giving import Goodwill, PriceCorrection
from models.values import ZERO, Money, refuse
from models.values.codes import Answer, CorrectionReason, GoodwillReason, RefundBy
from tests.builders import a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, bela, sari
from tests.ui.test_returns_presenter import Desk
from ui.screens.returns.giving_state import What, WithoutGoods
from ui.screens.returns.state import Stage

if TYPE_CHECKING:
    from models.db import Shop

TERMS = (
    'window = "30 days"\n'
    'refund.choices = ["cash", "store-credit"]\n'
    "correction.clerk = 2\n"
    "correction.manager = 8\n"
    "goodwill.clerk = 5\n"
    "goodwill.manager = 20\n"
    'goodwill.ways = ["store-credit", "cash"]\n'
)
BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="A good customer")


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services and the walks."""
    return "sqlite"


@pytest.fixture
def desk(shop: Shop) -> Desk:
    in_force(shop, TERMS)
    kettle, teapot = a_product(shop), a_product(shop, "Teapot")
    pot = a_line(teapot, sku="TEAPOT", description="Teapot")
    a_customer(shop)
    a_customer(shop, "Budi Hartono")
    a_sale(shop, a_line(kettle), number="S-1")
    a_sale(shop, a_line(kettle), pot, number="S-2")
    bela(shop)
    sari(shop)
    return Desk(shop)


def entered(desk: Desk) -> WithoutGoods:
    assert desk.state.giving is not None
    return desk.state.giving


def answer(desk: Desk) -> Answer | None:
    decided = entered(desk).decided
    return decided.answer if decided else None


def ask_back(desk: Desk, amount: int, number: str = "S-1") -> None:
    """So much of the price of the only line, which the shelf promised for less."""
    desk.counter.enter(number)
    desk.counter.giving.begin()
    desk.counter.giving.set_amount(Money(amount))
    desk.counter.giving.set_reason(CorrectionReason.SHELF_PRICE)


def ask_goodwill(desk: Desk, amount: int) -> None:
    desk.counter.giving.begin()
    desk.counter.giving.set_amount(Money(amount))
    desk.counter.giving.set_reason(GoodwillReason.LONG_WAIT)


def given(desk: Desk) -> tuple[int, int]:
    """How many corrections, and how many payments of goodwill."""
    with desk.shop.unit(writes=False) as unit:
        read = unit.connection
        return (
            read.scalar(select(func.count()).select_from(PriceCorrection)) or 0,
            read.scalar(select(func.count()).select_from(Goodwill)) or 0,
        )


def corrected(desk: Desk) -> Money:
    sale = desk.state.sale
    assert sale is not None
    return sale.lines[0].corrected


def test_the_only_line_is_meant_and_what_is_missing_is_asked_for(desk: Desk) -> None:
    desk.counter.enter("S-1")
    desk.counter.giving.begin()
    assert (entered(desk).what, answer(desk)) == (What.CORRECTION, Answer.ASK)
    assert entered(desk).line_id is not None
    desk.counter.giving.set_amount(Money(150))
    assert answer(desk) is Answer.ASK
    desk.counter.giving.set_reason("other")
    assert answer(desk) is Answer.ASK
    desk.counter.giving.set_note("A scratch")
    assert answer(desk) is Answer.ACCEPT


def test_of_several_lines_one_is_chosen_or_scanned(desk: Desk) -> None:
    desk.counter.enter("S-2")
    desk.counter.giving.begin()
    assert entered(desk).line_id is None
    assert entered(desk).decided is None
    desk.counter.enter("TEAPOT")
    assert desk.state.stage is Stage.GIVING
    sale = desk.state.sale
    assert sale is not None
    kettle, teapot = sale.lines
    assert entered(desk).line_id == teapot.line_id
    desk.counter.giving.choose_line(kettle.line_id)
    desk.counter.giving.choose_line(kettle.line_id)
    assert entered(desk).line_id == kettle.line_id


def test_a_clerk_gives_back_a_part_of_the_price_and_a_later_return_pays_less(
    desk: Desk,
) -> None:
    ask_back(desk, 150)
    decided = entered(desk).decided
    assert decided is not None
    assert (decided.most, decided.to_pay) == (Money(1000), Money(150))
    desk.counter.giving.confirm()
    assert desk.state.stage is Stage.PAPER
    assert desk.state.taken is not None
    assert desk.state.taken.slip.head.number == "C1-000001"
    desk.counter.start()
    desk.bring("S-1")
    assert corrected(desk) == Money(150)
    assert desk.state.decision is not None
    assert desk.state.decision.refund == Money(850)


def test_never_more_than_the_policy_or_the_price_allows(desk: Desk) -> None:
    ask_back(desk, 1001)
    assert answer(desk) is Answer.REFUSE
    desk.counter.giving.confirm(BY_BELA)
    desk.counter.giving.set_amount(Money(900))
    assert answer(desk) is Answer.REFUSE
    desk.counter.giving.confirm(BY_BELA)
    assert given(desk) == (0, 0)


def test_beyond_the_clerk_a_manager_approves_at_the_counter(desk: Desk) -> None:
    ask_back(desk, 300)
    assert answer(desk) is Answer.OVERRIDE
    desk.counter.giving.confirm()
    assert desk.state.asking
    assert desk.state.asking.here
    desk.counter.giving.confirm(Approval(badge="2", pin="0000", reason="Yes"))
    assert desk.said
    assert given(desk) == (0, 0)
    assert entered(desk).amount == Money(300)
    desk.counter.giving.confirm(BY_BELA)
    assert desk.state.stage is Stage.PAPER
    assert given(desk) == (1, 0)


def test_no_manager_is_called_for_what_has_no_reason(desk: Desk) -> None:
    desk.counter.enter("S-1")
    desk.counter.giving.begin()
    desk.counter.giving.set_amount(Money(300))
    desk.counter.giving.confirm(BY_BELA)
    desk.counter.giving.set_reason("other")
    desk.counter.giving.confirm(BY_BELA)
    assert (desk.state.said, given(desk)) == (None, (0, 0))


def test_an_answer_that_was_lost_is_asked_for_again_and_nothing_is_given_twice(
    desk: Desk,
) -> None:
    ask_back(desk, 150)
    desk.work.lost = refuse("database-busy")
    desk.counter.giving.confirm()
    assert (desk.state.stage, given(desk)) == (Stage.GIVING, (1, 0))
    desk.counter.giving.confirm()
    assert (desk.state.stage, given(desk)) == (Stage.PAPER, (1, 0))


def test_the_same_for_the_next_customer_is_given_once_more(desk: Desk) -> None:
    for _ in range(2):
        ask_goodwill(desk, 400)
        desk.counter.giving.confirm()
        desk.counter.start()
    assert given(desk) == (0, 2)


def test_back_at_the_return_nothing_is_lost_on_either_side(desk: Desk) -> None:
    desk.bring("S-2")
    before = desk.state
    desk.counter.giving.begin()
    assert entered(desk).line_id == before.coming[0].line_id
    desk.counter.giving.set_amount(Money(150))
    desk.counter.giving.back()
    assert (desk.state.stage, desk.state.coming) == (Stage.RETURN, before.coming)
    assert desk.state.decision == before.decision
    desk.counter.giving.begin()
    assert entered(desk).amount == Money(150)


def test_a_return_beside_it_waits_and_is_brought_back_at_the_price_of_now(desk: Desk) -> None:
    desk.bring("S-1")
    desk.counter.giving.begin()
    desk.counter.giving.set_amount(Money(150))
    desk.counter.giving.set_reason(CorrectionReason.PRICE_MATCH)
    desk.counter.giving.confirm()
    assert (desk.state.stage, desk.said) == (Stage.PAPER, ["return-put-aside"])
    desk.counter.undo()
    assert (desk.state.stage, desk.state.giving) == (Stage.RETURN, None)
    assert corrected(desk) == Money(150)
    assert desk.state.decision is not None
    assert desk.state.decision.refund == Money(850)


def test_another_scan_puts_it_aside_and_undo_brings_it_back_as_it_was(desk: Desk) -> None:
    ask_goodwill(desk, 400)
    desk.counter.enter("S-1")
    assert (desk.state.stage, desk.said) == (Stage.RETURN, ["giving-put-aside"])
    desk.counter.undo()
    assert (desk.state.stage, entered(desk).amount) == (Stage.GIVING, Money(400))
    assert answer(desk) is Answer.ACCEPT


def test_esc_from_a_form_that_is_empty_leaves_nothing_to_bring_back(desk: Desk) -> None:
    desk.counter.giving.begin()
    desk.counter.giving.back()
    assert (desk.state.stage, desk.state.said) == (Stage.WAITING, None)


def test_goodwill_is_for_a_customer_who_is_named_or_chosen(desk: Desk) -> None:
    ask_goodwill(desk, 400)
    desk.counter.giving.name_customer("nobody")
    assert desk.said == ["nothing-found"]
    desk.counter.giving.name_customer("budi")
    assert len(entered(desk).named) == 2
    desk.counter.giving.choose_customer(entered(desk).named[0])
    customer = entered(desk).customer
    assert customer is not None
    desk.counter.giving.confirm()
    assert desk.state.taken is not None
    slip = desk.state.taken.slip
    assert (slip.head.number, slip.customer) == ("G1-000001", customer.title)
    assert len(desk.state.taken.vouchers) == 1


def test_a_name_taken_back_is_nobodys(desk: Desk) -> None:
    ask_goodwill(desk, 400)
    desk.counter.giving.name_customer("santoso")
    assert entered(desk).customer is not None
    desk.counter.giving.name_customer("")
    assert entered(desk).customer is None


def test_the_customer_chooses_the_way_and_another_kind_has_its_own(desk: Desk) -> None:
    ask_back(desk, 150)
    desk.counter.giving.set_by(RefundBy.STORE_CREDIT)
    decided = entered(desk).decided
    assert decided is not None
    assert [part.kind for part in decided.plan] == ["store-credit"]
    desk.counter.giving.set_what(What.GOODWILL)
    assert (entered(desk).by, entered(desk).reason) == (None, None)
    desk.counter.giving.set_reason(GoodwillReason.OTHER)
    desk.counter.giving.set_what(What.CORRECTION)
    assert entered(desk).reason is CorrectionReason.OTHER


def test_goodwill_may_be_about_a_line_or_none(desk: Desk) -> None:
    desk.counter.enter("S-1")
    desk.counter.giving.begin()
    line_id = entered(desk).line_id
    assert line_id is not None
    desk.counter.giving.set_what(What.GOODWILL)
    desk.counter.giving.choose_line(line_id)
    assert entered(desk).line_id is None
    desk.counter.giving.set_amount(Money(400))
    desk.counter.giving.set_reason(GoodwillReason.RUDE_SERVICE)
    desk.counter.giving.confirm()
    assert desk.state.taken is not None
    assert desk.state.taken.slip.sale_number == "S-1"
    desk.counter.start()
    desk.bring("S-1")
    assert corrected(desk) == ZERO


def test_an_answer_to_what_is_no_longer_entered_is_not_shown(desk: Desk) -> None:
    ask_goodwill(desk, 400)
    desk.work.waiting = []
    desk.counter.giving.set_amount(Money(450))
    desk.counter.giving.set_amount(Money(4000))
    desk.work.go_on()
    decided = entered(desk).decided
    assert decided is not None
    assert (decided.amount, decided.answer) == (Money(4000), Answer.REFUSE)


def test_pressed_twice_it_is_given_once(desk: Desk) -> None:
    ask_goodwill(desk, 400)
    desk.work.waiting = []
    desk.counter.giving.confirm()
    desk.counter.giving.confirm()
    desk.counter.giving.begin()
    desk.counter.giving.back()
    desk.work.go_on()
    assert (desk.state.stage, given(desk)) == (Stage.PAPER, (0, 1))
