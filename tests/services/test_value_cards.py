"""Gift cards and store credit at the counter: nothing is spent twice, nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.services.approvals import Approval
from models.services.people import add_staff
from models.services.value_card_requests import (
    CardChanged,
    move_card,
    pay_by_card,
    sell_card,
    top_up_card,
    void_card,
)
from models.services.value_card_views import list_cards_of, show_card
from models.services.value_cards import (
    CardLife,
    IssuedCard,
    expire_cards,
    find_card,
    issue_credit,
    refund_to_card,
    spend_card,
)
from models.services.vouchers import open_voucher
from models.tables.base import add_numbered
from models.tables.journal import JournalEntry
from models.tables.returns import GoodsReturn
from models.tables.value_cards import ValueCard, ValueEntry
from models.values import Money, Refused, TenderKind
from models.values.shop import Role
from models.values.value_cards import CardState, EntryKind
from tests.builders import MANAGER, NOON, a_customer

if TYPE_CHECKING:
    from models.db import Shop

FOR_EVER = CardLife(months=None, expires_allowed=True)
A_YEAR = CardLife(months=12, expires_allowed=True)
NEVER_BY_LAW = CardLife(months=12, expires_allowed=False)
CREDIT, GIFT = TenderKind.STORE_CREDIT, TenderKind.GIFT_CARD
APPROVED = Approval(badge="9", pin="8642", reason="Wrong amount typed")


def a_card(shop: Shop, amount: int = 5000, life: CardLife = FOR_EVER) -> IssuedCard:
    return shop.run(lambda unit: issue_credit(unit, Money(amount), kind=CREDIT, life=life))


def spend(shop: Shop, number: str, amount: int, life: CardLife = FOR_EVER) -> Money:
    return shop.run(lambda unit: spend_card(unit, number, Money(amount), "S-9", life))


def balance_of(shop: Shop, number: str) -> Money:
    return shop.read(lambda unit: show_card(unit, number, FOR_EVER)).balance


def on_day(shop: Shop, later: timedelta) -> None:
    shop.clock = lambda: NOON + later


def another_manager(shop: Shop, role: Role = Role.MANAGER) -> None:
    with shop.unit() as unit:
        add_staff(unit.connection, badge="9", name="Dewi", role=role, language="en", pin="8642")


def test_store_credit_for_a_return_comes_with_its_paper(shop: Shop) -> None:
    customer = a_customer(shop)
    with shop.unit() as unit:
        returned = add_numbered(
            unit.connection,
            GoodsReturn,
            number="R1-000001",
            store_id=unit.station.store_id,
            taken_at=unit.now,
        )
    issued = shop.run(
        lambda unit: issue_credit(
            unit,
            Money(4999),
            kind=CREDIT,
            life=A_YEAR,
            return_id=returned,
            customer_id=customer,
        )
    )
    assert (issued.balance, issued.expires_on) == (Money(4999), date(2027, 11, 5))
    paper = shop.read(lambda unit: open_voucher(unit, "V1-000001"))
    assert (paper.voucher, paper.copy) == (issued.voucher, 0)
    assert paper.voucher.card == issued.number
    assert (paper.voucher.slip, paper.voucher.customer) == ("R1-000001", "Budi Santoso")
    (seen,) = shop.read(lambda unit: list_cards_of(unit, customer, A_YEAR))
    assert seen.number == issued.number


def test_a_card_is_spent_bit_by_bit(shop: Shop) -> None:
    card = a_card(shop)
    assert spend(shop, card.number, 1999) == Money(3001)
    assert spend(shop, card.number, 3001) == Money(0)
    with pytest.raises(Refused, match="value-card-short") as refusal:
        spend(shop, card.number, 1)
    assert refusal.value.messages[0].facts == {"last": card.number[-4:], "left": Money(0)}
    seen = shop.read(lambda unit: show_card(unit, card.number, FOR_EVER))
    assert [(entry.kind, entry.amount, entry.balance) for entry in seen.entries] == [
        (EntryKind.SPENT, Money(-3001), Money(0)),
        (EntryKind.SPENT, Money(-1999), Money(3001)),
        (EntryKind.ISSUED, Money(5000), Money(5000)),
    ]
    assert {entry.person for entry in seen.entries} == {"Ann Lee"}


def test_a_refund_goes_back_onto_a_card(shop: Shop) -> None:
    card = a_card(shop)
    spend(shop, card.number, 5000)
    shop.run(lambda unit: refund_to_card(unit, card.number, Money(1200), "R1-7", FOR_EVER))
    assert balance_of(shop, card.number) == Money(1200)


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_or_less_is_no_amount(shop: Shop, amount: int) -> None:
    with pytest.raises(Refused, match="value-card-amount"):
        a_card(shop, amount)
    card = a_card(shop)
    with pytest.raises(Refused, match="value-card-amount"):
        spend(shop, card.number, amount)


def test_only_cards_are_issued(shop: Shop) -> None:
    with pytest.raises(ValueError, match="no card for cash"):
        shop.run(lambda unit: issue_credit(unit, Money(1), kind=TenderKind.CASH, life=FOR_EVER))


def test_a_card_is_found_by_number_and_by_voucher(shop: Shop) -> None:
    card = a_card(shop)
    grouped = " ".join(card.number[n : n + 4] for n in range(0, 16, 4))
    with shop.unit(writes=False) as unit:
        for typed in (card.number, grouped, "v1-000001"):
            assert find_card(unit, typed) == card.number
        for typed in ("", "V1-000002", "S-9", "7000000000000000"):
            assert find_card(unit, typed) == ""


def test_the_number_of_a_payment_card_is_not_said_back(shop: Shop) -> None:
    with pytest.raises(Refused, match="value-card-unknown") as refusal:
        spend(shop, "4242 4242 4242 4242", 100)
    assert refusal.value.messages[0].facts == {"text": "Visa •••• 4242"}


def test_the_journal_tells_no_number(shop: Shop) -> None:
    card = a_card(shop)
    spend(shop, card.number, 100)
    with shop.unit(writes=False) as unit:
        told = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.body)
            .where(JournalEntry.event.startswith("ValueCard"))
            .order_by(JournalEntry.number)
        ).all()
    assert [row.event for row in told] == ["ValueCardIssued", "ValueCardSpent"]
    assert all(json.loads(row.body)["last"] == card.number[-4:] for row in told)
    assert not any(card.number in row.body for row in told)


def test_numbers_do_not_count_on(shop: Shop) -> None:
    numbers = [a_card(shop).number for _ in range(5)]
    assert len({number[:8] for number in numbers}) == 5


def test_a_card_past_its_last_day_is_refused_and_booked_off(shop: Shop) -> None:
    card, other = a_card(shop, life=A_YEAR), a_card(shop)
    on_day(shop, timedelta(365))
    assert spend(shop, card.number, 1000, A_YEAR) == Money(4000)
    assert shop.run(lambda unit: expire_cards(unit, A_YEAR)) == 0
    on_day(shop, timedelta(366))
    with pytest.raises(Refused, match="value-card-over") as refusal:
        spend(shop, card.number, 1000, A_YEAR)
    assert refusal.value.messages[0].facts["day"] == date(2027, 11, 5)
    assert shop.run(lambda unit: expire_cards(unit, A_YEAR)) == 1
    assert shop.run(lambda unit: expire_cards(unit, A_YEAR)) == 0
    assert balance_of(shop, card.number) == Money(0)
    assert balance_of(shop, other.number) == Money(5000)


def test_no_card_ends_where_the_law_forbids_it(shop: Shop) -> None:
    card = a_card(shop, life=A_YEAR)
    assert a_card(shop, life=NEVER_BY_LAW).expires_on is None
    on_day(shop, timedelta(1000))
    assert shop.run(lambda unit: expire_cards(unit, NEVER_BY_LAW)) == 0
    seen = shop.read(lambda unit: show_card(unit, card.number, NEVER_BY_LAW))
    assert (seen.usable, seen.over, seen.expires_on) == (True, False, None)
    assert spend(shop, card.number, 5000, NEVER_BY_LAW) == Money(0)


def test_money_onto_a_card_gives_it_new_time_and_never_less(shop: Shop) -> None:
    card = a_card(shop, life=A_YEAR)
    on_day(shop, timedelta(100))

    def ends_after(life: CardLife) -> date | None:
        shop.run(lambda unit: refund_to_card(unit, card.number, Money(1), "R1-1", life))
        return shop.read(lambda unit: show_card(unit, card.number, A_YEAR)).expires_on

    assert ends_after(CardLife(months=1, expires_allowed=True)) == date(2027, 11, 5)
    assert ends_after(A_YEAR) == date(2028, 2, 13)
    assert ends_after(FOR_EVER) is None


def test_the_day_is_the_shops_own(shop: Shop) -> None:
    """Summer time: a quarter to midnight in UTC is the next day in London."""
    shop.clock = lambda: datetime(2026, 6, 30, 23, 45, tzinfo=UTC)
    assert a_card(shop, life=A_YEAR).expires_on == date(2027, 7, 1)


def sold(shop: Shop, request: str = "r1", receipt: str = "T-1") -> CardChanged:
    return shop.run(
        lambda unit: sell_card(unit, request, Money(5000), receipt, FOR_EVER, kind=GIFT)
    )


def test_a_request_happens_once(shop: Shop) -> None:
    first = sold(shop)
    assert sold(shop) == first
    for request in ("r2", "r2", "r3"):
        loaded = shop.run(
            lambda unit, request=request: top_up_card(  # type: ignore[misc]
                unit, request, first.card.number, Money(100), "T-2", FOR_EVER
            )
        )
    paid = [
        shop.run(
            lambda unit: pay_by_card(unit, "r4", first.card.number, Money(200), "T-3", FOR_EVER)
        )
        for _ in range(2)
    ]
    assert loaded.card.balance == Money(5200)
    assert paid[0] == paid[1]
    assert balance_of(shop, first.card.number) == Money(5000)
    with pytest.raises(Refused, match="request-changed"):
        sold(shop, receipt="T-9")


@pytest.mark.parametrize("receipt", ["", "  "])
def test_no_value_comes_onto_a_card_for_nothing(shop: Shop, receipt: str) -> None:
    with pytest.raises(Refused, match="value-card-receipt-missing"):
        sold(shop, receipt=receipt)


def void(shop: Shop, number: str, approval: Approval = APPROVED) -> CardChanged:
    return shop.run(lambda unit: void_card(unit, "v1", number, approval, FOR_EVER))


def test_a_mistake_is_taken_back_with_a_managers_yes(shop: Shop) -> None:
    another_manager(shop)
    card = a_card(shop)
    seen = void(shop, card.number).card
    assert (seen.state, seen.balance, seen.usable) == (CardState.VOIDED, Money(0), False)
    assert (seen.entries[0].kind, seen.entries[0].approver) == (EntryKind.VOIDED, "Dewi")
    assert void(shop, card.number).card == seen
    with pytest.raises(Refused, match="value-card-voided"):
        spend(shop, card.number, 1)


@pytest.mark.parametrize(
    ("approval", "code"),
    [
        (replace(APPROVED, pin="0000"), "sign-on-wrong"),
        (replace(APPROVED, badge="77"), "sign-on-wrong"),
        (replace(APPROVED, reason=" "), "approval-reason-missing"),
        (Approval(badge="1", pin="2468", reason="Mine"), "approver-not-allowed"),
    ],
)
def test_without_a_managers_yes_a_card_stays(shop: Shop, approval: Approval, code: str) -> None:
    another_manager(shop)
    card = a_card(shop)
    with pytest.raises(Refused, match=code):
        void(shop, card.number, approval)
    assert balance_of(shop, card.number) == Money(5000)


def test_a_clerk_cannot_approve(shop: Shop) -> None:
    another_manager(shop, Role.SENIOR_CLERK)
    card = a_card(shop)
    with pytest.raises(Refused, match="approver-not-allowed"):
        void(shop, card.number)


def test_what_was_used_or_is_of_yesterday_is_not_taken_back(shop: Shop) -> None:
    another_manager(shop)
    used, old = a_card(shop), a_card(shop)
    spend(shop, used.number, 1)
    with pytest.raises(Refused, match="value-card-not-voidable"):
        void(shop, used.number)
    on_day(shop, timedelta(1))
    with pytest.raises(Refused, match="value-card-not-voidable"):
        void(shop, old.number)


def test_a_lost_card_is_blocked_and_its_money_is_on_a_new_one(shop: Shop) -> None:
    lost = a_card(shop, life=A_YEAR)
    spend(shop, lost.number, 1000)
    on_day(shop, timedelta(30))
    moved = [
        shop.run(lambda unit: move_card(unit, "m1", lost.number, A_YEAR)) for _ in range(2)
    ]
    assert moved[0] == moved[1]
    new = moved[0].card
    old = shop.read(lambda unit: show_card(unit, lost.number, A_YEAR))
    assert (new.balance, new.expires_on, new.usable) == (Money(4000), lost.expires_on, True)
    assert (old.balance, old.state, old.usable) == (Money(0), CardState.MOVED, False)
    assert (old.moved_to, new.moved_from) == (new.number, old.number)
    assert moved[0].paper.voucher.instead_of == lost.number[-4:]
    with pytest.raises(Refused, match="value-card-moved"):
        spend(shop, lost.number, 1)
    with pytest.raises(Refused, match="value-card-moved"):
        shop.run(lambda unit: move_card(unit, "m2", lost.number, A_YEAR))


def test_an_empty_card_is_not_moved(shop: Shop) -> None:
    card = a_card(shop)
    spend(shop, card.number, 5000)
    with pytest.raises(Refused, match="value-card-empty"):
        shop.run(lambda unit: move_card(unit, "m1", card.number, FOR_EVER))


ENTRY = (
    "INSERT INTO value_entry (card_id, seq, kind, amount, balance, at, register_id, staff_id,"
    " paper) VALUES "
)


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE value_entry SET amount = 1",
        "DELETE FROM value_entry",
        "DELETE FROM value_card",
        "UPDATE value_card SET number = '7000000000000000'",
        "UPDATE value_card SET return_id = 1",
        "UPDATE value_card SET state = 'moved'",
        "UPDATE value_card SET state = 'usable' WHERE state = 'voided'",
        ENTRY + "(1, 2, 'spent', -5001, -1, '2026-11-05 12:00', 1, 1, '')",
        ENTRY + "(1, 2, 'spent', -1000, 5000, '2026-11-05 12:00', 1, 1, '')",
        ENTRY + "(1, 3, 'spent', -1000, 4000, '2026-11-05 12:00', 1, 1, '')",
        ENTRY + "(1, 1, 'issued', 1000, 6000, '2026-11-05 12:00', 1, 1, '')",
        ENTRY + "(1, 2, 'issued', 1000, 6000, '2026-11-05 12:00', 1, 1, '')",
        ENTRY + "(1, 2, 'spent', 1000, 6000, '2026-11-05 12:00', 1, 1, '')",
        ENTRY + "(1, 2, 'voided', -5000, 0, '2026-11-05 12:00', 1, 1, '')",
    ],
)
def test_the_database_itself_keeps_the_ledger(shop: Shop, wrong: str) -> None:
    another_manager(shop)
    assert a_card(shop).balance == Money(5000)
    void(shop, a_card(shop).number)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(text(wrong))


def test_what_follows_the_last_entry_is_taken(shop: Shop) -> None:
    """The guard above refuses what is wrong, not everything."""
    card = a_card(shop)
    with shop.unit() as unit:
        right = "(1, 2, 'spent', -1000, 4000, '2026-11-05 12:00', 1, 1, '')"
        unit.connection.execute(text(ENTRY + right))
    assert balance_of(shop, card.number) == Money(4000)


def test_a_refused_payment_leaves_nothing_behind(shop: Shop) -> None:
    card = a_card(shop)

    def pay_and_fail(unit: object) -> None:
        spend_card(unit, card.number, Money(100), "S-9", FOR_EVER)  # type: ignore[arg-type]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shop.run(pay_and_fail)
    assert balance_of(shop, card.number) == Money(5000)
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(ValueEntry.id))) == 1
        assert unit.connection.scalar(select(func.count(ValueCard.id))) == 1


def test_nobody_signed_on_issues_nothing(shop: Shop) -> None:
    shop.person = None
    with pytest.raises(Refused, match="sign-on-needed"):
        a_card(shop)
    shop.person = MANAGER
