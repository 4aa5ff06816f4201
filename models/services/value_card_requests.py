"""What a register asks for gift cards and store credit on their own; each happens only once.

Money for a card is taken at the shop's till: its receipt is named, so that no value comes
onto a card for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.services.approvals import allow
from models.services.journal import record
from models.services.requests import digest_of, mark_shown, outcome_of, remember
from models.services.rights import needs
from models.services.sought import of_fact
from models.services.value_card_views import CardSeen, show_card
from models.services.value_cards import (
    CardLife,
    book,
    end_card,
    issue_credit,
    load_card,
    locked_card,
    new_card,
    spend_card,
    usable_card,
)
from models.services.vouchers import VoucherOpened, open_voucher
from models.values import Topic, refuse
from models.values.approvals import ApprovalKind
from models.values.card_numbers import mask_card_numbers
from models.values.printing import AS_USUAL, PaperWish
from models.values.rights import Right
from models.values.value_cards import CardState, EntryKind

if TYPE_CHECKING:
    from models.services.approvals import Approval
    from models.unit import Unit
    from models.values import Money, TenderKind

REQUEST = "value-card"
LONGEST_PAPER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChanged:
    """The card as it is now, and its voucher."""

    card: CardSeen
    paper: VoucherOpened
    changed: frozenset[Topic] = frozenset({Topic.CARDS, Topic.DOCUMENTS})


@needs(Right.CARDS)
def sell_card(
    unit: Unit,
    request_id: str,
    amount: Money,
    receipt: str,
    life: CardLife,
    *,
    kind: TenderKind,
    customer_id: int | None = None,
    wish: PaperWish = AS_USUAL,
) -> CardChanged:
    """A new card, paid for on the till's ``receipt``."""
    body = {
        "sell": kind,
        "amount": amount.minor,
        "receipt": receipt,
        "customer": customer_id,
    }
    known = _happened(unit, request_id, body)
    if known:
        return _changed(unit, known, life)
    named = _receipt(receipt)
    issued = issue_credit(
        unit, amount, kind=kind, life=life, customer_id=customer_id, wish=wish
    )
    record(unit, "ValueCardSold", voucher=issued.voucher.head.number, receipt=named)
    return _keep(unit, request_id, body, issued.number, life)


@needs(Right.CARDS)
def top_up_card(
    unit: Unit, request_id: str, typed: str, amount: Money, receipt: str, life: CardLife
) -> CardChanged:
    """More onto a card, paid for on the till's ``receipt``."""
    body = {"load": typed, "amount": amount.minor, "receipt": receipt}
    known = _happened(unit, request_id, body)
    if known:
        return _changed(unit, known, life)
    load_card(unit, typed, amount, _receipt(receipt), life)
    return _keep(unit, request_id, body, locked_card(unit, typed).number, life)


@needs(Right.CARDS)
def pay_by_card(
    unit: Unit, request_id: str, typed: str, amount: Money, receipt: str, life: CardLife
) -> CardChanged:
    """Part or all of a card for a sale that the till made."""
    body = {"spend": typed, "amount": amount.minor, "receipt": receipt}
    known = _happened(unit, request_id, body)
    if known:
        return _changed(unit, known, life)
    spend_card(unit, typed, amount, _receipt(receipt), life)
    return _keep(unit, request_id, body, locked_card(unit, typed).number, life)


@needs(Right.CARDS)
def void_card(
    unit: Unit, request_id: str, typed: str, approval: Approval, life: CardLife
) -> CardChanged:
    """Take back a card that was issued by mistake: the same day, before anybody used it.

    Raise :class:`models.values.Refused` on any other day, after it was used, and where the
    approval is not that of a manager who is somebody else.
    """
    body = {"void": typed, "reason": approval.reason}
    known = _happened(unit, request_id, body)
    if known:
        return _changed(unit, known, life)
    card = locked_card(unit, typed)
    if not card.ledger.may_be_voided(unit.today):
        raise refuse("value-card-not-voidable", last=card.last_four)
    sought = of_fact(ApprovalKind.CARD, f"card:{card.card_id}", card.balance)
    yes = allow(
        unit, approval, sought, sought.subject, what="value-card-void", card=card.card_id
    )
    book(unit, card, EntryKind.VOIDED, card.balance, approver_id=yes.person.staff_id)
    end_card(unit, card, CardState.VOIDED)
    return _keep(unit, request_id, body, card.number, life)


@needs(Right.CARDS)
def move_card(unit: Unit, request_id: str, typed: str, life: CardLife) -> CardChanged:
    """What is on a lost card onto a new one, with the same last day; the old one is blocked.

    The card shown afterwards is the new one. Raise :class:`models.values.Refused` where the
    old one can't be used or is empty.
    """
    body = {"move": typed}
    known = _happened(unit, request_id, body)
    if known:
        return _changed(unit, known, life)
    lost = usable_card(unit, typed, life)
    if not lost.balance:
        raise refuse("value-card-empty", last=lost.last_four)
    new_id, new = new_card(
        unit,
        lost.balance,
        EntryKind.MOVED_IN,
        kind=lost.kind,
        expires_on=lost.ledger.expires_on,
        customer_id=lost.customer_id,
        instead_of=lost.last_four,
    )
    book(unit, lost, EntryKind.MOVED_OUT, lost.balance, new.voucher.head.number)
    end_card(unit, lost, CardState.MOVED, moved_to=new_id)
    return _keep(unit, request_id, body, new.number, life)


def _receipt(typed: str) -> str:
    receipt = mask_card_numbers(typed.strip())[:LONGEST_PAPER]
    if not receipt:
        raise refuse("value-card-receipt-missing")
    return receipt


def _happened(unit: Unit, request_id: str, body: dict[str, Any]) -> str:
    return outcome_of(unit, request_id, digest_of({"asked": REQUEST, **body})) or ""


def _keep(
    unit: Unit, request_id: str, body: dict[str, Any], number: str, life: CardLife
) -> CardChanged:
    """Not among what was never shown: a card tells itself what became of it."""
    remember(unit, request_id, REQUEST, digest_of({"asked": REQUEST, **body}), number)
    mark_shown(unit, request_id)
    return _changed(unit, number, life)


def _changed(unit: Unit, number: str, life: CardLife) -> CardChanged:
    card = show_card(unit, number, life)
    return CardChanged(card=card, paper=open_voucher(unit, card.voucher))
