"""A counter with its drawer and its cards, and what ought to be there beside the books."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import select, update

from models.db import open_shop
from models.rules.refunds import Coin
from models.services.approvals import Approval
from models.services.drawer_ledger import cash_held
from models.services.drawer_reports import close_drawer, count_drawer
from models.services.drawers import move_cash, open_drawer
from models.services.value_card_requests import (
    move_card,
    pay_by_card,
    sell_card,
    top_up_card,
    void_card,
)
from models.services.value_cards import CardLife
from models.tables.shop import Shop as ShopRow
from models.tables.value_cards import ValueCard
from models.values import Currency, Money, Refused, TenderKind
from models.values.denominations import Denomination, Shape
from models.values.drawer_papers import CashKind
from tests.builders import MANAGER, NOON, a_product, in_force
from tests.drawers import BELA_PIN, bela
from tests.services import books

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.values.shop import Rounding
    from tests.databases import Databases, System

POLICY = """window = "90 days"
proof = ["receipt", "none"]
refund.choices = ["cash", "store-credit"]
no_receipt.lowest_price_days = 30"""
OPENED = """when.condition = "opened"
fee.restocking = { percent = 12.5 }"""
FOR_EVER = CardLife(months=None, expires_allowed=True)
BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="By mistake")

CURRENCIES = [
    Currency(code, digits, step)
    for code, digits, steps in (
        ("IDR", 0, (50, 100, 500)),
        ("JPY", 0, (1, 10)),
        ("EUR", 2, (1, 5)),
        ("PHP", 2, (5, 25, 100)),
        ("KWD", 3, (1, 5)),
        ("TND", 3, (10, 100)),
    )
    for step in steps
]
PLENTY = 10**9
floats = st.sampled_from([PLENTY, PLENTY, 1000, 0])
"""In coins: a drawer that lacks what is due is a case of its own, and not the usual one."""
which = st.integers(0, 20)
amounts = st.one_of(st.integers(1, 200), st.integers(1, 3_000_000))
"""Small ones too, as that is where the coin matters most."""


class Desk(RuleBasedStateMachine):
    """One register and its manager, who opens and closes the drawer and sells cards."""

    def __init__(self, databases: Databases, system: System) -> None:
        super().__init__()
        self.ends = ExitStack()
        folder = Path(self.ends.enter_context(TemporaryDirectory()))
        self.url = self.ends.enter_context(databases.fresh_url(system, folder))
        self.sold = self.day = 0
        self.holds: int | None = None
        """What ought to be in the drawer; nothing while it is closed."""
        self.left: defaultdict[int, int] = defaultdict(int)
        """Of each sale line, in thousandths."""

    def open_the_shop(self, currency: Currency, rounding: Rounding, coins: int) -> None:
        with closing(open_shop(self.url)) as before, before.unit() as unit:
            unit.connection.execute(
                update(ShopRow).values(
                    currency=currency.code,
                    currency_digits=currency.digits,
                    cash_step=currency.cash_step,
                    cash_rounding=rounding,
                )
            )
        self.shop = open_shop(self.url, clock=lambda: NOON + timedelta(self.day))
        self.ends.callback(self.shop.close)
        self.shop.person = MANAGER
        bela(self.shop)
        in_force(self.shop, POLICY, OPENED)
        self.coin = Coin(step=currency.cash_step, rounding=rounding)
        self.products = [
            a_product(self.shop, name, price=Money(price), weighed=weighed)
            for name, price, weighed in (
                ("Shirt M", 20_051, False),
                ("Shirt L", 20_051, False),
                ("Coat", 75_037, False),
                ("Rice", 1_333, True),
            )
        ]
        self.open(coins, 0)

    # The drawer.

    @rule(coins=floats, days=st.integers(0, 2))
    def open(self, coins: int, days: int) -> None:
        """On the same day again, or on one of the next."""
        self.day = min(self.day + days, 60)
        amount = coins * self.coin.step
        opened = self.does(
            lambda: self.shop.run(lambda unit: open_drawer(unit, str(uuid4()), Money(amount)))
        )
        assert opened == (self.holds is None)
        self.holds = amount if opened else self.holds

    @rule(
        kind=st.sampled_from(
            [CashKind.PAID_IN, CashKind.PAID_OUT, CashKind.PICKUP, CashKind.NO_SALE]
        ),
        coins=st.integers(1, 20_000),
        twice=st.booleans(),
    )
    def move(self, kind: CashKind, coins: int, twice: bool) -> None:
        amount = 0 if kind is CashKind.NO_SALE else coins * self.coin.step
        change = amount if kind is CashKind.PAID_IN else -amount
        request = str(uuid4())
        done = self.does(
            lambda: self.shop.run(
                lambda unit: move_cash(unit, request, kind, Money(amount), "why")
            ),
            twice,
        )
        assert done == (self.holds is not None and self.holds + change >= 0)
        if done:
            self.hand_out(-change)

    @precondition(lambda self: self.holds is not None)
    @rule(off=st.integers(-3, 3))
    def close(self, off: int) -> None:
        assert self.holds is not None
        coins = max(self.holds // self.coin.step + off, 0)
        pieces = {Denomination(Money(self.coin.step), Shape.PIECE): coins}
        counted = self.shop.run(lambda unit: count_drawer(unit, pieces))
        assert counted.expected == Money(self.holds)
        closed = self.shop.run(lambda unit: close_drawer(unit, str(uuid4()), counted.count_id))
        report = closed.report
        assert sum(each.amount for each in report.sums) == report.expected == self.holds
        assert report.counted == coins * self.coin.step
        self.holds = None

    # Cards.

    @rule(
        which=which,
        amount=amounts,
        what=st.sampled_from(["sell", "load", "spend", "lose", "void"]),
    )
    def use_a_card(self, which: int, amount: int, what: str) -> None:
        """Any card of the shop, vouchers of returns as well."""
        with self.shop.unit(writes=False) as unit:
            numbers = unit.connection.scalars(select(ValueCard.number)).all()
        card = numbers[which % len(numbers)] if numbers else ""
        request, money, kind = str(uuid4()), Money(amount), TenderKind.GIFT_CARD
        cases = {
            "sell": lambda unit: sell_card(unit, request, money, "T-1", FOR_EVER, kind=kind),
            "load": lambda unit: top_up_card(unit, request, card, money, "T-2", FOR_EVER),
            "spend": lambda unit: pay_by_card(unit, request, card, money, "T-3", FOR_EVER),
            "lose": lambda unit: move_card(unit, request, card, FOR_EVER),
            "void": lambda unit: void_card(unit, request, card, BY_BELA, FOR_EVER),
        }
        self.does(lambda: self.shop.run(cases[what]), twice=True)

    # What is known beside the books.

    def does(self, what: Callable[[], object], twice: bool = False) -> bool:
        """Whether it was done, and not refused."""
        try:
            for _ in range(1 + twice):
                what()
        except Refused:
            return False
        return True

    def hand_out(self, minor: int) -> None:
        assert self.holds is not None or not minor
        self.holds = None if self.holds is None else self.holds - minor

    @invariant()
    def the_books_hold(self) -> None:
        if not hasattr(self, "coin"):
            return
        with self.shop.unit(writes=False) as unit:
            read = books.read_books(unit.connection)
        books.hold(read, self.coin)
        for line in read.lines:
            assert (line.quantity - line.returned).thousandths == self.left[line.id]
        if self.holds is not None:
            held = self.shop.read(lambda unit: cash_held(unit, lock=False))
            assert held == Money(self.holds)
