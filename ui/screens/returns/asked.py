"""The request as it stands: what is entered at the counter, or what the managers allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.approval_bodies import VoidAsked
from models.services.decisions import ReturnAsked
from models.services.exchange_decisions import ExchangeAsked
from models.services.no_receipt import WithoutSale
from ui.screens.returns.going import exchange_asked
from ui.screens.returns.splitting import split_of, why_split
from ui.screens.returns.state import Stage
from ui.screens.returns.unreceipted import asked_without_sale

if TYPE_CHECKING:
    from models.services.approval_bodies import Wanted
    from models.services.approval_decisions import Decided
    from ui.screens.returns.state import CounterState

Requested = ReturnAsked | WithoutSale
"""With a receipt and a sale, or without both: never some of each."""


def return_asked(state: CounterState) -> ReturnAsked:
    """As it is entered."""
    return ReturnAsked(
        sale_id=state.sale.sale_id if state.sale else 0,
        lines=state.coming,
        refund_by=state.refund_by,
        split=split_of(state),
        split_why=why_split(state),
        proof=state.proof,
    )


def entered(state: CounterState) -> Wanted | None:
    """What a manager's yes can be asked for, if anything, just as it is entered."""
    match state.stage:
        case Stage.RETURN if state.coming and state.without is not None:
            return asked_without_sale(state)
        case Stage.RETURN if state.coming and state.exchanging:
            return exchange_asked(state, return_asked(state)) if state.out else None
        case Stage.RETURN if state.coming:
            return return_asked(state)
        case Stage.GIVING if state.giving is not None:
            return state.giving.asked(state.sale.sale_id if state.sale else None)
        case Stage.PAPER if state.voiding and state.taken is not None:
            return VoidAsked(slip=state.taken.slip.head.number)
        case _:
            return None


def customer_of(state: CounterState) -> int | None:
    """Whom it is about, where the shop knows them."""
    if state.stage is Stage.GIVING and state.giving is not None and state.giving.customer:
        return state.giving.customer.id
    if state.without is not None and state.without.customer is not None:
        return state.without.customer.id
    return state.sale.customer_id if state.sale else None


def seen(state: CounterState) -> Decided | None:
    """What was decided of it; nothing for a void."""
    if state.stage is Stage.GIVING:
        return state.giving.decided if state.giving else None
    if state.stage is Stage.RETURN:
        return state.exchange if state.exchanging else state.decision
    return None


def requested(state: CounterState) -> Requested:
    """The return to decide and to take."""
    allowed = state.allowed
    if isinstance(allowed, ReturnAsked | WithoutSale):
        return allowed
    return asked_without_sale(state) if state.without is not None else return_asked(state)


def coming_back(state: CounterState) -> ReturnAsked:
    """What comes back in an exchange."""
    allowed = state.allowed
    return allowed.back if isinstance(allowed, ExchangeAsked) else return_asked(state)
