"""However a drawer is used, it holds its float + what came in − what went out, always."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from models.services.approvals import Approval
from models.services.drawer_ledger import book_cash, cash_held
from models.services.drawer_reports import close_drawer, count_drawer, read_drawer
from models.services.drawers import hand_over, move_cash, open_drawer
from models.tables.documents import Document
from models.tables.drawers import Drawer, DrawerEntry, Shift
from models.values import ZERO, Money, Refused
from models.values.drawer_papers import CashKind
from tests.builders import PIN, another_shop
from tests.drawers import BELA_PIN, bela, limit, pieces_for
from tests.services.verified import nothing_is_wrong

amounts = st.integers(1, 200_000)
by_hand = st.sampled_from([CashKind.PAID_IN, CashKind.PAID_OUT, CashKind.PICKUP])
by_others = st.sampled_from([CashKind.REFUND, CashKind.PAYMENT])
OUT = {CashKind.PAID_OUT, CashKind.PICKUP, CashKind.REFUND}
PLACES = [("IDR", "ID", "Asia/Jakarta"), ("GBP", "GB", "Europe/London")]
PLACES.append(("KWD", "KW", "Asia/Kuwait"))
LIMIT = 500


class CashBox(RuleBasedStateMachine):
    """Two managers who take turns at one register; ``holds`` is what ought to be there."""

    @initialize(place=st.sampled_from(PLACES), step=st.sampled_from([1, 5, 100]))
    def open_shop(self, place: tuple[str, str, str], step: int) -> None:
        currency, country, zone = place
        self.folder = tempfile.TemporaryDirectory()
        self.shop = another_shop(
            Path(self.folder.name) / "shop.db",
            currency=currency,
            country=country,
            time_zone=zone,
            cash=None,
        )
        assert self.shop.person
        self.people = {"1": (self.shop.person, PIN), "2": (bela(self.shop), BELA_PIN)}
        limit(self.shop, LIMIT)
        self.step = max(step, self.shop.facts.currency.cash_step)
        self.holds: int | None = None
        self.closed = 0

    def is_open(self) -> bool:
        return self.holds is not None

    @rule(amount=st.integers(0, 100_000), twice=st.booleans())
    def open(self, amount: int, twice: bool) -> None:
        request = str(uuid4())
        amount *= self.step
        try:
            for _ in range(1 + twice):
                self.shop.run(lambda unit: open_drawer(unit, request, Money(amount)))
        except Refused:
            assert self.holds is not None
        else:
            assert self.holds is None
            self.holds = amount

    @rule(kind=by_hand, amount=amounts, twice=st.booleans())
    def move(self, kind: CashKind, amount: int, twice: bool) -> None:
        request = str(uuid4())
        amount *= self.step
        try:
            for _ in range(1 + twice):
                self.shop.run(lambda unit: move_cash(unit, request, kind, Money(amount), "y"))
        except Refused:
            assert not self.can(kind, amount)
        else:
            self.book(kind, amount)

    @rule(kind=by_others, amount=amounts, kept=st.booleans())
    def another_use_case(self, kind: CashKind, amount: int, kept: bool) -> None:
        """A return that books cash, and is carried out or undone as a whole."""
        amount *= self.step
        try:
            with self.shop.unit() as unit:
                book_cash(unit, Money(amount), kind)
                if not kept:
                    raise ZeroDivisionError
        except Refused:
            assert not self.can(kind, amount)
        except ZeroDivisionError:
            pass
        else:
            self.book(kind, amount)

    @precondition(is_open)
    @rule(off=st.integers(-20, 20), counted=st.booleans())
    def change_hands(self, off: int, counted: bool) -> None:
        assert self.shop.person
        badge = "2" if self.shop.person.staff_id == 1 else "1"
        person, pin = self.people[badge]
        count_id = self.count(off) if counted else None
        approval = Approval(badge=badge, pin=pin, reason="counted together")
        self.shop.run(
            lambda unit: hand_over(
                unit, str(uuid4()), badge, pin, count_id=count_id, approval=approval
            )
        )
        self.shop.person = person
        if counted:
            self.holds = self.there

    @precondition(is_open)
    @rule(off=st.integers(-20, 20), approved=st.booleans())
    def close(self, off: int, approved: bool) -> None:
        assert self.shop.person
        count_id = self.count(off)
        badge = "2" if self.shop.person.staff_id == 1 else "1"
        approval = Approval(badge=badge, pin=self.people[badge][1], reason="looked at it")
        given = approval if approved else None
        too_much = abs(self.there - (self.holds or 0)) > LIMIT
        try:
            closed = self.shop.run(
                lambda unit: close_drawer(unit, str(uuid4()), count_id, given)
            )
        except Refused:
            assert too_much
            assert not approved
        else:
            assert approved or not too_much
            report = closed.report
            self.closed += 1
            assert report.head.number == f"Z1-{self.closed:06}"
            assert report.expected == self.holds
            assert sum(each.amount for each in report.sums) == report.expected
            assert report.counted == self.there
            self.holds = None

    @precondition(is_open)
    @rule()
    def read(self) -> None:
        report = self.shop.run(read_drawer)
        assert report.expected is None
        assert sum(each.amount for each in report.sums) == self.holds

    def count(self, off: int) -> int:
        self.there = max((self.holds or 0) + off * self.step, 0)
        pieces = pieces_for(self.shop.facts.currency, self.there)
        return self.shop.run(lambda unit: count_drawer(unit, pieces)).count_id

    def can(self, kind: CashKind, amount: int) -> bool:
        return self.holds is not None and (kind not in OUT or amount <= self.holds)

    def book(self, kind: CashKind, amount: int) -> None:
        assert self.can(kind, amount)
        assert self.holds is not None
        self.holds += -amount if kind in OUT else amount

    @invariant()
    def books_agree(self) -> None:
        if not hasattr(self, "shop"):
            return
        if self.holds is not None:
            held = self.shop.read(lambda unit: cash_held(unit, lock=False))
            assert held == Money(self.holds)
        with self.shop.unit(writes=False) as unit:
            rows = unit.connection.execute(
                select(DrawerEntry.__table__).order_by(
                    DrawerEntry.drawer_id, DrawerEntry.position
                )
            ).all()
            drawers = unit.connection.execute(select(Drawer.__table__)).all()
            shifts = unit.connection.execute(select(Shift.__table__)).all()
            papers = unit.connection.scalars(select(Document.code)).all()
        for drawer in drawers:
            held = ZERO
            entries = [row for row in rows if row.drawer_id == drawer.id]
            for place, row in enumerate(entries, 1):
                held += row.amount
                assert (row.position, row.balance) == (place, held)
                assert held >= ZERO
            own = [shift for shift in shifts if shift.drawer_id == drawer.id]
            going_on = sum(shift.ended_at is None for shift in own)
            assert going_on == (drawer.closed_at is None)
        days = [(drawer.business_day, drawer.turn) for drawer in drawers]
        assert days == sorted(set(days))
        assert sum(drawer.closed_at is None for drawer in drawers) == self.is_open()
        assert len(papers) == self.closed

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            nothing_is_wrong(self.shop)
            self.shop.close()
            self.folder.cleanup()


TestCashBox = CashBox.TestCase
