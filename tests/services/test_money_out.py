"""Money goes out: from a drawer that is open and holds it, as credit, or otherwise than the
terminal would have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from models.services.card_lives import life_today
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.drawer_ledger import cash_held
from models.services.requests import list_unconfirmed
from models.services.returns import take_return
from models.services.search import CardNamed, look_up
from models.services.terminal import (
    count_awaiting,
    decline_refund,
    list_awaiting,
    settle_refund,
)
from models.services.value_card_views import show_card
from models.tables.drawers import DrawerEntry
from models.tables.returns import GoodsReturn, Refund
from models.tables.sales import Tender
from models.values import ONE, Money, Refused, TenderKind
from models.values.codes import Capture, Condition, Reason, RefundBy
from tests.builders import a_drawer, a_sale, a_shop, in_force, sale_id_of

if TYPE_CHECKING:
    from typing import Any

    from models.db import Shop
    from models.services.decisions import Decision
    from models.services.returns import ReturnTaken
    from models.services.terminal import RefundDeclined

VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
ALL_WAYS = 'window = "30 days"\nrefund.choices = ["cash", "store-credit", "transfer"]'


@pytest.fixture
def cash() -> None:
    """Each test says itself what is in the drawer."""


def asked(shop: Shop, by: RefundBy | None = None, number: str = "S-1") -> ReturnAsked:
    sale_id = sale_id_of(shop, number)
    with shop.unit(writes=False) as unit:
        line_id = unit.connection.scalar(
            text("SELECT id FROM sale_line WHERE sale_id = :sale"), {"sale": sale_id}
        )
    line = ComingBack(
        line_id=line_id,
        quantity=ONE,
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    return ReturnAsked(sale_id=sale_id, lines=(line,), refund_by=by)


def decided(shop: Shop, by: RefundBy | None = None) -> Decision:
    return shop.read(lambda unit: decide_return(unit, asked(shop, by)))


def taken(shop: Shop, by: RefundBy | None = None, request: str = "") -> ReturnTaken:
    """The return of the one sale, as the clerk saw it decided."""
    body, seen = asked(shop, by), decided(shop, by)
    return shop.run(lambda unit: take_return(unit, request or str(uuid4()), body, seen))


def refunds(shop: Shop) -> list[tuple[Any, ...]]:
    with shop.unit(writes=False) as unit:
        rows = select(Refund.kind, Refund.amount, Refund.status).order_by(Refund.id)
        return [tuple(row) for row in unit.connection.execute(rows)]


def refunded(shop: Shop) -> Money:
    with shop.unit(writes=False) as unit:
        return unit.connection.execute(select(Tender.refunded)).scalar_one()


def held(shop: Shop) -> Money:
    return shop.read(lambda unit: cash_held(unit, lock=False))


def declined(shop: Shop, by: RefundBy, why: str = "card blocked") -> str:
    (waiting,) = shop.read(list_awaiting)
    with pytest.raises(Refused) as told:
        shop.run(lambda unit: decline_refund(unit, str(uuid4()), waiting.refund_id, why, by))
    return told.value.messages[0].code


def test_the_same_reference_once_more_is_no_news(shop: Shop) -> None:
    a_sale(shop, tenders=(VISA,))
    taken(shop)
    (waiting,) = shop.read(list_awaiting)
    refund = waiting.refund_id
    first = shop.run(lambda unit: settle_refund(unit, refund, "T-1"))
    assert shop.run(lambda unit: settle_refund(unit, refund, " T-1 ")) == first
    with pytest.raises(Refused, match="refund-settled"):
        shop.run(lambda unit: settle_refund(unit, refund, "T-2"))


def test_no_cash_without_an_open_drawer(shop: Shop) -> None:
    a_sale(shop)
    assert [each.code for each in decided(shop).notices] == ["shift-needed"]
    with pytest.raises(Refused, match="shift-needed"):
        taken(shop)
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(GoodsReturn.id))) == 0
    a_drawer(shop, Money(1000))
    assert decided(shop).notices == ()
    taken(shop)
    assert held(shop) == Money(0)


def test_a_refund_in_cash_is_booked_to_the_shift_that_pays_it(shop: Shop) -> None:
    a_sale(shop)
    a_drawer(shop, Money(5000))
    taken(shop)
    with shop.unit(writes=False) as unit:
        entry = unit.connection.execute(
            select(DrawerEntry.amount, DrawerEntry.balance, DrawerEntry.return_id).where(
                DrawerEntry.kind == "refund"
            )
        ).one()
        assert entry == (
            Money(-1000),
            Money(4000),
            unit.connection.scalar(select(GoodsReturn.id)),
        )


def test_what_the_drawer_lacks_goes_out_as_store_credit(shop: Shop) -> None:
    a_sale(shop)
    a_drawer(shop, Money(400))
    seen = decided(shop)
    assert [(part.kind, part.amount) for part in seen.plan] == [
        ("store-credit", Money(600)),
        ("cash", Money(400)),
    ]
    (notice,) = seen.notices
    assert (notice.code, notice.facts) == ("drawer-lacks", {"lacking": Money(600)})
    done = taken(shop)
    assert held(shop) == Money(0)
    assert [each.voucher.amount for each in done.vouchers] == [600]
    assert refunds(shop) == [
        ("store-credit", Money(600), "paid"),
        ("cash", Money(400), "paid"),
    ]
    assert refunded(shop) == Money(1000)


def test_cash_taken_out_since_is_seen_before_it_is_promised(shop: Shop) -> None:
    a_sale(shop)
    a_sale(shop, number="S-2")
    a_drawer(shop, Money(1500))
    seen = decided(shop)
    body, other = asked(shop), asked(shop, number="S-2")
    look = shop.read(lambda unit: decide_return(unit, other))
    shop.run(lambda unit: take_return(unit, "first", body, seen))
    with pytest.raises(Refused, match="decision-changed"):
        shop.run(lambda unit: take_return(unit, "second", other, look))
    assert held(shop) == Money(500)


@pytest.mark.parametrize("by", [RefundBy.STORE_CREDIT, RefundBy.GIFT_CARD])
def test_credit_is_issued_once_however_often_it_is_asked(shop: Shop, by: RefundBy) -> None:
    in_force(shop, f'window = "30 days"\nrefund.to = "{by}"\nrefund.voucher_months = 12')
    a_sale(shop)
    first = taken(shop, request="once")
    body = asked(shop)
    with shop.unit(writes=False) as unit:
        seen = decide_return(unit, body)
    again = shop.run(lambda unit: take_return(unit, "once", body, seen))
    assert again.vouchers == first.vouchers
    (opened,) = first.vouchers
    voucher = opened.voucher
    assert (voucher.kind, voucher.amount, voucher.slip) == (by, 1000, first.slip.head.number)
    assert voucher.expires_on == "2027-11-05"
    card = shop.read(lambda unit: show_card(unit, voucher.card, life_today(unit)))
    assert (card.balance, card.usable) == (Money(1000), True)
    assert refunds(shop) == [(by, Money(1000), "paid")]
    named = CardNamed(number=voucher.card)
    assert shop.read(lambda unit: look_up(unit, voucher.card)) == named
    assert shop.read(lambda unit: look_up(unit, voucher.head.number)) == named


def test_where_the_law_forbids_an_end_the_voucher_has_none(empty_database_url: str) -> None:
    shop = a_shop(empty_database_url, country="PH", currency="PHP")
    in_force(shop, 'window = "30 days"\nrefund.to = "store-credit"\nrefund.voucher_months = 12')
    a_sale(shop)
    assert [each.voucher.expires_on for each in taken(shop).vouchers] == [""]
    shop.close()


class TestDeclined:
    """The terminal said no."""

    @pytest.fixture(autouse=True)
    def _waiting(self, shop: Shop) -> None:
        in_force(shop, ALL_WAYS)
        a_sale(shop, tenders=(VISA,))
        taken(shop)

    def other(self, shop: Shop, by: RefundBy, why: str = "card blocked") -> Any:
        (waiting,) = shop.read(list_awaiting)
        return shop.run(
            lambda unit: decline_refund(unit, str(uuid4()), waiting.refund_id, why, by)
        )

    def test_it_says_what_else_the_policy_allows(self, shop: Shop) -> None:
        (waiting,) = shop.read(list_awaiting)
        assert waiting.otherwise == (
            RefundBy.CASH,
            RefundBy.STORE_CREDIT,
            RefundBy.TRANSFER,
        )
        assert shop.read(count_awaiting) == 1

    def test_the_money_is_paid_in_cash_and_the_no_is_kept(self, shop: Shop) -> None:
        a_drawer(shop, Money(5000))
        done = self.other(shop, RefundBy.CASH, "blocked: 4111 1111 1111 1111")
        assert (done.kind, done.amount, done.voucher) == (TenderKind.CASH, Money(1000), None)
        assert held(shop) == Money(4000)
        assert refunds(shop) == [
            ("credit", Money(1000), "declined"),
            ("cash", Money(1000), "paid"),
        ]
        with shop.unit(writes=False) as unit:
            why = unit.connection.scalars(select(Refund.why)).all()
        assert why == ["blocked: Visa •••• 1111", ""]
        assert refunded(shop) == Money(1000)
        assert shop.read(count_awaiting) == 0

    def test_or_as_store_credit(self, shop: Shop) -> None:
        done = self.other(shop, RefundBy.STORE_CREDIT)
        assert done.voucher.amount == 1000
        assert refunds(shop)[1] == ("store-credit", Money(1000), "paid")
        assert refunded(shop) == Money(1000)

    @pytest.mark.parametrize("by", [RefundBy.CASH, RefundBy.STORE_CREDIT, RefundBy.TRANSFER])
    def test_a_lost_answer_is_not_paid_twice(self, shop: Shop, by: RefundBy) -> None:
        a_drawer(shop, Money(5000))
        (waiting,) = shop.read(list_awaiting)

        def decline(request: str, why: str = "card blocked") -> RefundDeclined:
            return shop.run(
                lambda unit: decline_refund(unit, request, waiting.refund_id, why, by)
            )

        first = decline("d-1")
        assert decline("d-1") == first
        assert len(refunds(shop)) == 2
        assert held(shop) == Money(4000 if by is RefundBy.CASH else 5000)
        with pytest.raises(Refused, match="request-changed"):
            decline("d-1", why="another reason")
        with pytest.raises(Refused, match="refund-settled"):
            decline("d-2")

    def test_what_was_never_shown_is_told_after_a_crash(self, shop: Shop) -> None:
        (waiting,) = shop.read(list_awaiting)
        by = RefundBy.STORE_CREDIT
        shop.run(lambda unit: decline_refund(unit, "d-1", waiting.refund_id, "blocked", by))
        told = shop.read(list_unconfirmed)
        assert ("d-1", waiting.slip) in [(one.request_id, one.document) for one in told]

    def test_or_by_transfer_which_waits_in_its_turn(self, shop: Shop) -> None:
        self.other(shop, RefundBy.TRANSFER)
        (waiting,) = shop.read(list_awaiting)
        assert waiting.kind is TenderKind.TRANSFER
        assert waiting.otherwise == (RefundBy.CASH, RefundBy.STORE_CREDIT)
        shop.run(lambda unit: settle_refund(unit, waiting.refund_id, "T-1"))
        assert refunds(shop)[1] == ("transfer", Money(1000), "paid")

    @pytest.mark.parametrize(
        ("by", "why", "code"),
        [
            (RefundBy.CASH, "blocked", "shift-needed"),
            (RefundBy.CASH, "  ", "decline-reason-missing"),
            (RefundBy.CHEQUE, "blocked", "tender-not-allowed"),
        ],
    )
    def test_refused_it_still_waits(
        self, shop: Shop, by: RefundBy, why: str, code: str
    ) -> None:
        assert declined(shop, by, why) == code
        assert refunds(shop) == [("credit", Money(1000), "awaiting")]

    def test_never_more_cash_than_the_drawer_holds(self, shop: Shop) -> None:
        a_drawer(shop, Money(999))
        assert declined(shop, RefundBy.CASH) == "drawer-short"
        assert refunds(shop) == [("credit", Money(1000), "awaiting")]
        assert held(shop) == Money(999)

    def test_it_happens_once(self, shop: Shop) -> None:
        (waiting,) = shop.read(list_awaiting)
        self.other(shop, RefundBy.STORE_CREDIT)
        for again in (
            lambda unit: decline_refund(
                unit, str(uuid4()), waiting.refund_id, "x", RefundBy.TRANSFER
            ),
            lambda unit: settle_refund(unit, waiting.refund_id, "T-1"),
        ):
            with pytest.raises(Refused, match="refund-settled"):
                shop.run(again)
        assert len(refunds(shop)) == 2

    def test_a_cards_number_is_no_reference(self, shop: Shop) -> None:
        (waiting,) = shop.read(list_awaiting)
        with pytest.raises(Refused, match="card-number-refused"):
            shop.run(lambda unit: settle_refund(unit, waiting.refund_id, "4111 1111 1111 1111"))


def test_no_number_of_a_card_is_kept_with_what_was_seen(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"\ncapture.certificate = true\nrefund.to = "store-credit"')
    a_sale(shop)
    body = asked(shop)
    line = replace(body.lines[0], captured={Capture.CERTIFICATE: "4111111111111111"})
    body = replace(body, lines=(line,))
    seen = shop.read(lambda unit: decide_return(unit, body))
    shop.run(lambda unit: take_return(unit, "r", body, seen))
    with shop.unit(writes=False) as unit:
        kept = unit.connection.scalar(text("SELECT captured FROM return_line"))
    assert kept == '{"certificate":"Visa •••• 1111"}'


def test_nothing_found_does_not_echo_a_card(shop: Shop) -> None:
    with pytest.raises(Refused) as told:
        shop.read(lambda unit: look_up(unit, "4111 1111 1111 1111"))
    assert told.value.messages[0].facts == {"text": "Visa •••• 1111"}
