"""However cards are used, what is on each is the sum of what moved, and never below nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from models.services.approvals import Approval
from models.services.people import add_staff
from models.services.value_card_requests import (
    move_card,
    pay_by_card,
    sell_card,
    top_up_card,
    void_card,
)
from models.services.value_cards import CardLife, StoredCard, expire_cards, stored
from models.tables.base import rows_of
from models.tables.value_cards import ValueCard, ValueEntry
from models.values import ZERO, Money, Refused, TenderKind
from models.values.shop import Role
from models.values.value_cards import CardState, EntryKind
from tests.builders import NOON
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from models.db import Shop
    from models.services.value_card_requests import CardChanged
    from models.unit import Unit

APPROVED = Approval(badge="9", pin="8642", reason="Wrong amount typed")
amounts = st.one_of(st.sampled_from([100, 500, 1000]), st.integers(-1, 10_000)).map(Money)
lives = st.builds(CardLife, months=st.sampled_from([None, 0, 1]), expires_allowed=st.booleans())


def test_what_is_on_a_card_is_what_moved(shop: Shop) -> None:
    with shop.unit() as unit:
        add_staff(
            unit.connection,
            badge="9",
            name="Dewi",
            role=Role.MANAGER,
            language="en",
            pin="8642",
        )
    run_state_machine_as_test(lambda: Cards(shop))  # type: ignore[arg-type]


class Cards(RuleBasedStateMachine):
    """Cards come and go over a few weeks; requests arrive twice, and some ask too much."""

    cards: Bundle[str] = Bundle("cards")

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop
        self.on_cards: dict[str, Money] = {}
        self.day = 0
        self.life = CardLife(months=1, expires_allowed=True)

    def ask(self, use_case: Callable[[Unit, str], CardChanged]) -> CardChanged | None:
        """A request and its double, which changes nothing; nothing if it is refused."""
        request = str(uuid4())
        try:
            first = self.shop.run(lambda unit: use_case(unit, request))
        except Refused:
            return None
        assert self.shop.run(lambda unit: use_case(unit, request)) == first
        return first

    @rule(target=cards, amount=amounts, kind=st.sampled_from(["gift-card", "store-credit"]))
    def sell(self, amount: Money, kind: str) -> str:
        sold = self.ask(
            lambda unit, request: sell_card(
                unit, request, amount, "T-1", self.life, kind=TenderKind(kind)
            )
        )
        assert (sold is not None) == (amount > ZERO)
        if sold is None:
            return ""
        self.on_cards[sold.card.number] = amount
        return sold.card.number

    @rule(card=cards, amount=amounts)
    def load(self, card: str, amount: Money) -> None:
        usable = self.usable(card)
        loaded = self.ask(
            lambda unit, request: top_up_card(unit, request, card, amount, "T-2", self.life)
        )
        assert (loaded is not None) == (usable and amount > ZERO)
        if loaded:
            self.on_cards[card] += amount

    @rule(card=cards, amount=amounts)
    def spend(self, card: str, amount: Money) -> None:
        covered = self.usable(card) and ZERO < amount <= self.on_cards[card]
        spent = self.ask(
            lambda unit, request: pay_by_card(unit, request, card, amount, "T-3", self.life)
        )
        assert (spent is not None) == covered
        if spent:
            self.on_cards[card] -= amount

    @rule(card=cards)
    def void(self, card: str) -> None:
        voided = self.ask(
            lambda unit, request: void_card(unit, request, card, APPROVED, self.life)
        )
        if voided:
            self.on_cards[card] = ZERO

    @rule(target=cards, card=cards)
    def lose(self, card: str) -> str:
        usable = self.usable(card) and self.on_cards[card] > ZERO
        moved = self.ask(lambda unit, request: move_card(unit, request, card, self.life))
        assert (moved is not None) == usable
        if moved is None:
            return ""
        self.on_cards[moved.card.number] = self.on_cards[card]
        self.on_cards[card] = ZERO
        return moved.card.number

    @rule(days=st.integers(1, 20), life=lives)
    def time_goes_by(self, days: int, life: CardLife) -> None:
        self.day += days
        self.life = life
        self.shop.clock = lambda: NOON + timedelta(self.day)

    @rule()
    def close_the_day(self) -> None:
        over = [card for card in self.on_cards if self.on_cards[card] and self.over(card)]
        assert self.shop.run(lambda unit: expire_cards(unit, self.life)) >= len(over)
        for card in over:
            self.on_cards[card] = ZERO

    def usable(self, number: str) -> bool:
        return bool(number) and self.stored(number).ledger.usable(
            self.today, expires_allowed=self.life.expires_allowed
        )

    def over(self, number: str) -> bool:
        ledger = self.stored(number).ledger
        allowed = self.life.expires_allowed
        return ledger.state is CardState.USABLE and ledger.over(
            self.today, expires_allowed=allowed
        )

    @property
    def today(self) -> date:
        return (NOON + timedelta(self.day)).date()

    def stored(self, number: str) -> StoredCard:
        with self.shop.unit(writes=False) as unit:
            row = unit.connection.execute(
                select(rows_of(ValueCard)).where(ValueCard.number == number)
            ).one()
            return stored(unit, row)

    @invariant()
    def every_ledger_adds_up(self) -> None:
        with self.shop.unit(writes=False) as unit:
            rows = unit.connection.execute(
                select(rows_of(ValueCard)).where(ValueCard.number.in_(self.on_cards))
            ).all()
            cards = [stored(unit, row) for row in rows]
        assert len(cards) == len(self.on_cards)
        for card in cards:
            assert card.ledger.whole
            assert card.balance == self.on_cards[card.number]
            assert [row.seq for row in card.rows] == list(range(1, len(card.rows) + 1))
            assert card.ledger.state is CardState.USABLE or not card.balance

    @invariant()
    def nothing_is_made_or_lost_by_moving(self) -> None:
        with self.shop.unit(writes=False) as unit:
            moved = unit.connection.scalars(
                select(ValueEntry.amount).where(
                    ValueEntry.kind.in_([EntryKind.MOVED_IN, EntryKind.MOVED_OUT])
                )
            )
            assert not Money.total(moved)

    def teardown(self) -> None:
        self.shop.clock = lambda: NOON + timedelta(days=365)  # later than any example's day
        nothing_is_wrong(self.shop)
        self.shop.clock = lambda: NOON
