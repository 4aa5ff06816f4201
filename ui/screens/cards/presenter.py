"""What the page of a card says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.approvals import Approval
from models.services.print_jobs import queue_print
from models.services.value_card_requests import (
    CardChanged,
    move_card,
    pay_by_card,
    sell_card,
    top_up_card,
    void_card,
)
from models.services.value_card_views import CardSeen, show_card
from models.services.vouchers import VoucherOpened, open_voucher
from models.values import Message, Refused, TenderKind
from models.values.printing import sent_to
from ui.screens.cards.state import CardsState, Doing, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from models.services.print_jobs import Queued
    from models.services.value_cards import CardLife
    from models.unit import Unit
    from models.values import Money
    from ui.work import Work


class CardsPresenter:
    """``life`` tells from the records how long cards are good today."""

    def __init__(
        self,
        work: Work,
        life: Callable[[Unit], CardLife],
        show: Callable[[CardsState], None],
    ) -> None:
        self._work = work
        self._life = life
        self._show = show
        self._state = CardsState()
        self._request: tuple[Hashable, str] | None = None

    @property
    def state(self) -> CardsState:
        return self._state

    def enter(self, typed: str) -> None:
        """A card or its voucher was scanned, or its number typed into the one box."""
        if self._state.busy or not typed.strip():
            return

        def look(unit: Unit) -> tuple[CardSeen, VoucherOpened]:
            card = show_card(unit, typed, self._life(unit))
            return card, open_voucher(unit, card.voucher)

        self._busy()
        self._work.read(look, self._opened, self._failed)

    def close(self) -> None:
        if not self._state.busy:
            self._set(CardsState())

    def begin(self, doing: Doing) -> None:
        """The form for it is shown; the card itself says whether that makes sense."""
        if self._state.may(doing):
            self._set(replace(self._state, doing=doing, said=None))

    def sell(self, amount: Money, receipt: str) -> None:
        """A new gift card, paid for at the till: its page is shown, and its voucher is due."""
        if self._state.card is None:
            self._do(
                ("sell", amount, receipt.strip()),
                lambda unit, request, life: sell_card(
                    unit, request, amount, receipt, life, kind=TenderKind.GIFT_CARD
                ),
            )

    def spend(self, amount: Money, receipt: str) -> None:
        """Part or all of it pays for what the till sold."""
        self._do_with_card(
            ("spend", amount, receipt.strip()),
            lambda unit, request, number, life: pay_by_card(
                unit, request, number, amount, receipt, life
            ),
        )

    def load(self, amount: Money, receipt: str) -> None:
        self._do_with_card(
            ("load", amount, receipt.strip()),
            lambda unit, request, number, life: top_up_card(
                unit, request, number, amount, receipt, life
            ),
        )

    def void(self, badge: str, pin: str, reason: str) -> None:
        approval = Approval(badge=badge, pin=pin, reason=reason.strip())
        self._do_with_card(
            ("void", approval.reason),
            lambda unit, request, number, life: void_card(
                unit, request, number, approval, life
            ),
        )

    def move(self) -> None:
        """The card is lost: the page shows the new one afterwards, whose voucher is due."""
        self._do_with_card(
            ("move",),
            lambda unit, request, number, life: move_card(unit, request, number, life),
        )

    def print(self) -> None:
        """Send the voucher that is due to its printer."""
        paper = self._state.paper
        if paper is not None and not self._state.busy:
            number = paper.voucher.head.number
            self._busy()
            self._work.run(lambda unit: queue_print(unit, number), self._sent, self._failed)

    def _do_with_card(
        self,
        asked: tuple[object, ...],
        use_case: Callable[[Unit, str, str, CardLife], CardChanged],
    ) -> None:
        card = self._state.card
        if card is not None:
            self._do(
                (card.number, *asked),
                lambda unit, request, life: use_case(unit, request, card.number, life),
            )

    def _do(
        self,
        body: tuple[object, ...],
        use_case: Callable[[Unit, str, CardLife], CardChanged],
    ) -> None:
        """Once, however often the key is pressed; the same again after a failure is the same
        request, and nothing is booked twice."""
        if self._state.busy:
            return
        if self._request is None or self._request[0] != body:
            self._request = body, str(uuid4())
        request = self._request[1]
        self._busy()
        self._work.run(
            lambda unit: use_case(unit, request, self._life(unit)), self._changed, self._failed
        )

    def _opened(self, found: tuple[CardSeen, VoucherOpened]) -> None:
        card, paper = found
        self._request = None
        self._set(CardsState(card=card, paper=paper))

    def _changed(self, changed: CardChanged) -> None:
        self._request = None
        self._set(CardsState(card=changed.card, paper=changed.paper))

    def _sent(self, queued: Queued) -> None:
        said = Said((sent_to(queued.printer),), bad=False)
        self._set(replace(self._state, busy=False, said=said))

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _set(self, state: CardsState) -> None:
        self._state = state
        self._show(state)
