"""A day of one cash box, on both databases: float, in, out, hand-over, count, Z."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.services.approvals import Approval
from models.services.documents import count_print, open_paper
from models.services.drawer_ledger import book_cash, cash_held
from models.services.drawer_reports import (
    close_drawer,
    count_drawer,
    open_closing,
    read_drawer,
)
from models.services.drawers import hand_over, look_at_drawer, move_cash, open_drawer
from models.services.requests import list_unconfirmed
from models.services.search import FiledPaper, look_up
from models.services.shifts import set_drawer_terms
from models.tables.drawers import DrawerEntry, Shift
from models.tables.journal import JournalEntry, JournalHead
from models.values import Money, Refused
from models.values.drawer_papers import CashKind, CashSum
from models.values.shop import Role
from tests.builders import MANAGER, NOON, PIN, a_shop
from tests.drawers import (
    BELA_PIN,
    SARI_PIN,
    a_person,
    begin,
    bela,
    close,
    count,
    limit,
    move,
    pieces_for,
    sari,
)

if TYPE_CHECKING:
    from datetime import datetime

    from models.db import Shop
    from models.services.drawers import OpenDrawer

BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="counted it with Sari")


@pytest.fixture
def cash() -> None:
    """The shop's drawer is not open yet: to open it is what is tried here."""


def the_drawer(shop: Shop) -> OpenDrawer:
    seen = shop.read(look_at_drawer).open
    assert seen is not None
    return seen


def held(shop: Shop) -> Money:
    return shop.read(lambda unit: cash_held(unit, lock=False))


def refused(shop: Shop, kind: CashKind, amount: int, reason: str = "why") -> str:
    with pytest.raises(Refused) as told:
        move(shop, kind, amount, reason)
    return told.value.messages[0].code


def at(shop: Shop, moment: datetime) -> None:
    shop.clock = lambda: moment


def test_cash_in_and_out_is_booked_to_the_shift(shop: Shop) -> None:
    begin(shop, 10_000)
    move(shop, CashKind.PAID_IN, 2_500, "change from the bank")
    move(shop, CashKind.PAID_OUT, 1_000, "window cleaner")
    move(shop, CashKind.PICKUP, 5_000, "")
    move(shop, CashKind.NO_SALE, 0, "a customer wanted change")
    with shop.unit() as unit:
        book_cash(unit, Money(700), CashKind.REFUND)
        book_cash(unit, Money(300), CashKind.PAYMENT)
        book_cash(unit, Money(0), CashKind.REFUND)

    drawer = the_drawer(shop)
    assert [(each.kind.value, each.amount.minor) for each in drawer.entries] == [
        ("payment", 300),
        ("refund", -700),
        ("no-sale", 0),
        ("pick-up", -5_000),
        ("paid-out", -1_000),
        ("paid-in", 2_500),
        ("float", 10_000),
    ]
    assert {each.person for each in drawer.entries} == {"Ann Lee"}
    assert held(shop) == Money(6_100)
    assert (drawer.business_day, drawer.turn) == (NOON.date(), 1)


def test_the_journal_calls_it_what_poslog_does(shop: Shop) -> None:
    begin(shop)
    for kind in (CashKind.PAID_IN, CashKind.PAID_OUT, CashKind.PICKUP):
        move(shop, kind, 100)
    move(shop, CashKind.NO_SALE)
    sari_here = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    shop.run(lambda unit: hand_over(unit, "h", "7", SARI_PIN))
    shop.person = sari_here
    shop.run(read_drawer)
    close(shop, 9_900)
    with shop.unit(writes=False) as unit:
        events = unit.connection.scalars(
            select(JournalEntry.event).order_by(JournalEntry.number)
        ).all()
    assert events[-10:] == [
        "TillOpen",
        "PaidIn",
        "PaidOut",
        "CashPickup",
        "NoSale",
        "OperatorHandOver",
        "XReport",
        "TillCount",
        "TillSettle",
        "PapersSealed",
    ]


def test_without_a_shift_no_cash_moves(shop: Shop) -> None:
    assert refused(shop, CashKind.PAID_IN, 100) == "shift-needed"
    with shop.unit() as unit:
        with pytest.raises(Refused, match="shift-needed"):
            book_cash(unit, Money(1), CashKind.REFUND)
        with pytest.raises(Refused, match="shift-needed"):
            cash_held(unit, lock=True)
        with pytest.raises(Refused, match="shift-needed"):
            count_drawer(unit, {})
    assert shop.read(look_at_drawer).open is None


def test_a_drawer_pays_no_more_than_it_holds(shop: Shop) -> None:
    begin(shop, 1_000)
    assert refused(shop, CashKind.PAID_OUT, 1_001) == "drawer-short"
    with shop.unit() as unit, pytest.raises(Refused, match="drawer-short"):
        book_cash(unit, Money(1_001), CashKind.REFUND)
    move(shop, CashKind.PICKUP, 1_000)
    assert held(shop) == Money(0)


def test_the_database_itself_refuses_a_negative_drawer(shop: Shop) -> None:
    begin(shop, 1_000)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(
            text(
                "INSERT INTO drawer_entry (drawer_id, shift_id, position, at, kind, amount, "
                "balance, reason, staff_id) "
                "VALUES (1, 1, 2, '2026-11-05 12:00', 'refund', -1001, -1, '', 1)"
            )
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE drawer_entry SET amount = 1",
        "DELETE FROM drawer_entry",
        "UPDATE drawer_count SET counted = 1",
        "DELETE FROM drawer_count",
        "UPDATE drawer SET closed_at = NULL, paper = NULL",
        "DELETE FROM drawer",
        "UPDATE shift SET approved_by = NULL",
        "DELETE FROM shift",
    ],
)
def test_what_happened_to_cash_cannot_be_rewritten(shop: Shop, change: str) -> None:
    begin(shop)
    close(shop, 10_000)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(text(change))


def test_a_reason_is_asked_for(shop: Shop) -> None:
    begin(shop)
    for kind, amount in ((CashKind.NO_SALE, 0), (CashKind.PAID_OUT, 5), (CashKind.PAID_IN, 5)):
        assert refused(shop, kind, amount, "  ") == "drawer-reason-missing"
    with pytest.raises(ValueError, match="by hand"):
        move(shop, CashKind.REFUND, 5)


def test_a_register_has_one_open_drawer(shop: Shop) -> None:
    begin(shop)
    with pytest.raises(Refused, match="drawer-open"):
        begin(shop)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(
            text(
                "INSERT INTO drawer (register_id, business_day, turn, opened_at) "
                "VALUES (1, '2026-11-09', 1, '2026-11-09 12:00')"
            )
        )


def test_asked_twice_it_happens_once(shop: Shop) -> None:
    for _ in range(2):
        shop.run(lambda unit: open_drawer(unit, "open", Money(1_000)))
        shop.run(lambda unit: move_cash(unit, "in", CashKind.PAID_IN, Money(50), "why"))
    assert held(shop) == Money(1_050)
    with pytest.raises(Refused, match="request-changed"):
        shop.run(lambda unit: move_cash(unit, "in", CashKind.PAID_OUT, Money(50), "why"))
    found = count(shop, 1_050)
    first = shop.run(lambda unit: close_drawer(unit, "close", found.count_id))
    again = shop.run(lambda unit: close_drawer(unit, "close", found.count_id))
    assert first.report == again.report
    assert shop.read(list_unconfirmed) == ()


def test_a_float_can_be_counted(shop: Shop) -> None:
    pieces = pieces_for(shop.facts.currency, 12_345)
    shop.run(lambda unit: open_drawer(unit, "open", pieces))
    assert held(shop) == Money(12_345)


def test_less_than_none_cannot_be_counted(shop: Shop) -> None:
    pieces = {piece: -1 for piece in pieces_for(shop.facts.currency, 100)}
    with pytest.raises(Refused, match="count-wrong"):
        shop.run(lambda unit: open_drawer(unit, "open", pieces))
    assert refused_amount(shop) == "cash-amount-wrong"


def refused_amount(shop: Shop) -> str:
    begin(shop)
    return refused(shop, CashKind.PICKUP, -1)


def test_the_expected_sum_comes_after_the_count(shop: Shop) -> None:
    begin(shop, 10_000)
    assert the_drawer(shop).held is None
    assert shop.run(read_drawer).expected is None
    shop.person = bela(shop)
    assert the_drawer(shop).held == Money(10_000)
    assert shop.run(read_drawer).expected == 10_000
    sari(shop)
    assert the_drawer(shop).held is None
    assert shop.run(read_drawer).expected is None
    found = count(shop, 9_700)
    assert (found.expected, found.counted) == (Money(10_000), Money(9_700))
    assert found.difference == Money(-300)
    assert not found.needs_manager


def test_counting_again_is_on_record(shop: Shop) -> None:
    begin(shop, 10_000)
    count(shop, 9_700)
    assert close(shop, 10_000).report.counts == 2


def test_the_z_says_it_all(shop: Shop) -> None:
    begin(shop, 10_000)
    move(shop, CashKind.PAID_IN, 500)
    move(shop, CashKind.PAID_OUT, 200)
    move(shop, CashKind.PAID_OUT, 100)
    closed = close(shop, 10_150)
    report = closed.report
    assert report.head.number == "Z1-000001"
    assert report.sums == (
        CashSum(kind="float", times=1, amount=10_000),
        CashSum(kind="paid-in", times=1, amount=500),
        CashSum(kind="paid-out", times=2, amount=-300),
    )
    assert (report.expected, report.counted, report.over_short) == (10_200, 10_150, -50)
    assert sum(each.amount for each in report.pieces) == 10_150
    assert [shift.over_short for shift in report.shifts] == [-50]
    with shop.unit(writes=False) as unit:
        entries = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.number, JournalEntry.hash).order_by(
                JournalEntry.number.desc()
            )
        ).all()
        newest = unit.connection.scalar(select(JournalHead.entries))
        total = unit.connection.scalar(select(func.sum(DrawerEntry.amount)))
    assert [entry.event for entry in entries[:2]] == ["PapersSealed", "TillSettle"]
    assert (report.journal_entries, report.journal_head) == tuple(entries[1][1:])
    assert newest == report.journal_entries + 1
    assert total == Money(10_150)
    assert shop.read(lambda unit: open_closing(unit, "Z1-000001")).report == report
    seen = shop.read(look_at_drawer)
    assert (seen.open, seen.last_paper) == (None, "Z1-000001")


def test_closings_are_numbered_without_gaps_and_readings_take_none(shop: Shop) -> None:
    limit(shop, 100)
    for place in range(1, 4):
        begin(shop, 1_000)
        assert shop.run(read_drawer).head.number == ""
        with pytest.raises(Refused, match="drawer-needs-manager"):
            close(shop, 500)
        report = close(shop, 1_000).report
        assert report.head.number == f"Z1-{place:06}"
        assert report.turn == place


def test_a_z_is_no_slip(shop: Shop) -> None:
    begin(shop)
    close(shop, 10_000)
    assert shop.read(lambda unit: look_up(unit, "Z1-000001")) == FiledPaper(code="Z1-000001")
    with pytest.raises(Refused, match="nothing-found"):
        shop.read(lambda unit: open_paper(unit, "Z1-000001"))
    with pytest.raises(Refused, match="nothing-found"):
        shop.read(lambda unit: open_closing(unit, "R1-000001"))


def test_a_printed_z_is_a_copy_the_next_time(shop: Shop) -> None:
    begin(shop)
    close(shop, 10_000)
    assert shop.run(lambda unit: count_print(unit, "Z1-000001")) == 0
    assert shop.read(lambda unit: open_closing(unit, "Z1-000001")).copy == 1


def test_beyond_the_limit_a_manager_approves(shop: Shop) -> None:
    limit(shop, 100)
    sari(shop)
    bela(shop)
    begin(shop, 10_000)
    found = count(shop, 9_899)
    assert found.needs_manager
    with pytest.raises(Refused, match="drawer-needs-manager"):
        shop.run(lambda unit: close_drawer(unit, "z", found.count_id))
    report = shop.run(lambda unit: close_drawer(unit, "z", found.count_id, BY_BELA)).report
    (shift,) = report.shifts
    assert (shift.person, shift.approved_by, shift.reason) == (
        "Sari",
        "Bela",
        "counted it with Sari",
    )
    with shop.unit(writes=False) as unit:
        events = unit.connection.scalars(
            select(JournalEntry.event).order_by(JournalEntry.number)
        ).all()
    assert "OperatorBypassApproval" in events


@pytest.mark.parametrize(
    ("approval", "code"),
    [
        (Approval(badge="7", pin=SARI_PIN, reason="me"), "approver-not-allowed"),
        (Approval(badge="9", pin="2465", reason="a colleague"), "approver-not-allowed"),
        (Approval(badge="2", pin="9999", reason="guessed"), "sign-on-wrong"),
        (Approval(badge="2", pin=BELA_PIN, reason=" "), "approval-reason-missing"),
    ],
    ids=["the clerk", "no manager", "wrong PIN", "no reason"],
)
def test_nobody_else_can(shop: Shop, approval: Approval, code: str) -> None:
    limit(shop, 0)
    sari(shop)
    bela(shop)
    a_person(shop, "Dewi", "9", Role.CLERK, "2465")
    begin(shop, 10_000)
    found = count(shop, 9_999)
    with pytest.raises(Refused, match=code):
        shop.run(lambda unit: close_drawer(unit, "z", found.count_id, approval))
    assert held(shop) == Money(10_000)


def test_a_manager_does_not_approve_a_difference_of_their_own(shop: Shop) -> None:
    """Neither as the one who closes, nor as the one whose shift it is."""
    limit(shop, 0)
    begin(shop, 10_000)
    own = Approval(badge="1", pin=PIN, reason="it is fine")
    found = count(shop, 9_999)
    with pytest.raises(Refused, match="approver-not-allowed"):
        shop.run(lambda unit: close_drawer(unit, "z", found.count_id, own))
    sari(shop)
    with pytest.raises(Refused, match="approver-not-allowed"):
        shop.run(lambda unit: close_drawer(unit, "z", found.count_id, own))


def test_a_count_is_of_this_moment(shop: Shop) -> None:
    begin(shop, 10_000)
    found = count(shop, 10_000)
    move(shop, CashKind.PAID_IN, 100)
    with pytest.raises(Refused, match="count-outdated"):
        shop.run(lambda unit: close_drawer(unit, "z", found.count_id))
    assert held(shop) == Money(10_100)


def test_a_drawer_changes_hands(shop: Shop) -> None:
    dewi = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    begin(shop, 10_000)
    found = count(shop, 9_950)
    given = shop.run(lambda unit: hand_over(unit, "h", "7", SARI_PIN, count_id=found.count_id))
    assert given.person == dewi
    assert the_drawer(shop).holder == "Sari"
    assert held(shop) == Money(9_950)
    shop.person = dewi
    move(shop, CashKind.PAID_IN, 50)
    report = close(shop, 10_000).report
    assert [(shift.person, shift.over_short) for shift in report.shifts] == [
        ("Ann Lee", -50),
        ("Sari", 0),
    ]
    assert report.over_short == 0
    with shop.unit(writes=False) as unit:
        booked = unit.connection.execute(
            select(Shift.staff_id, func.sum(DrawerEntry.amount))
            .join(DrawerEntry, DrawerEntry.shift_id == Shift.id)
            .group_by(Shift.staff_id)
        ).all()
    assert sorted(map(tuple, booked)) == [
        (MANAGER.staff_id, Money(9_950)),
        (dewi.staff_id, Money(50)),
    ]


def test_it_is_not_handed_to_whoever_has_it(shop: Shop) -> None:
    begin(shop)
    with pytest.raises(Refused, match="hand-over-self"):
        shop.run(lambda unit: hand_over(unit, "h", "1", PIN))
    with pytest.raises(Refused, match="sign-on-wrong"):
        shop.run(lambda unit: hand_over(unit, "h", "1", "0000"))


def test_a_night_belongs_to_the_day_before(shop: Shop) -> None:
    limit(shop, None, day_ends_at=4)
    night = NOON.replace(hour=2)
    at(shop, night)
    begin(shop)
    assert the_drawer(shop).business_day == night.date() - timedelta(1)
    close(shop, 10_000)
    at(shop, NOON)
    begin(shop)
    assert (the_drawer(shop).business_day, the_drawer(shop).turn) == (NOON.date(), 1)


def test_the_clock_goes_back_and_no_day_comes_again(shop: Shop) -> None:
    begin(shop)
    close(shop, 10_000)
    at(shop, NOON - timedelta(hours=13))
    begin(shop)
    assert (the_drawer(shop).business_day, the_drawer(shop).turn) == (NOON.date(), 2)
    close(shop, 10_000)
    at(shop, NOON - timedelta(days=3))
    with pytest.raises(Refused, match="clock-behind"):
        begin(shop)


def test_only_a_manager_sets_the_terms(shop: Shop) -> None:
    for hour, most in ((24, None), (-1, None), (0, Money(-1))):
        with pytest.raises(Refused, match="drawer-terms-wrong"):
            shop.run(lambda unit, h=hour, m=most: set_drawer_terms(unit, h, m))  # type: ignore[misc]
    sari(shop)
    with pytest.raises(Refused, match="right-missing"):
        shop.run(lambda unit: set_drawer_terms(unit, 4, None))


@pytest.mark.parametrize(
    ("currency", "country", "zone", "amount"),
    [
        ("IDR", "ID", "Asia/Jakarta", 1_350_000),
        ("PHP", "PH", "Asia/Manila", 123_456),
        ("KWD", "KW", "Asia/Kuwait", 12_345),
    ],
    ids=["no decimals", "two", "three"],
)
def test_any_currency_is_counted_and_closed(
    empty_database_url: str, currency: str, country: str, zone: str, amount: int
) -> None:
    shop = a_shop(
        empty_database_url, currency=currency, country=country, time_zone=zone, cash=None
    )
    begin(shop, amount)
    report = close(shop, amount).report
    assert (report.head.currency, report.over_short) == (currency, 0)
    shop.close()


def test_nobody_signed_on_moves_no_cash(shop: Shop) -> None:
    bela(shop)
    begin(shop)
    shop.person = None
    for use_case in (
        lambda unit: open_drawer(unit, "o", Money(1)),
        lambda unit: move_cash(unit, "m", CashKind.PICKUP, Money(1)),
        lambda unit: count_drawer(unit, {}),
        lambda unit: hand_over(unit, "h", "2", BELA_PIN),
    ):
        with pytest.raises(Refused, match="sign-on-needed"):
            shop.run(use_case)
