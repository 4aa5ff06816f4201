"""The clerk shares a refund out otherwise than it was planned: can that be, and who may say so?

Some things can never be, whoever says yes: a sum that is not what is due, more than a tender
of the sale has left, more cash than the drawer holds. What the policy's ways leave open is
the clerk's to choose, and the order of the plan is a proposal. The rest is a manager's.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from models.rules.refunds import (
    PlannedRefund,
    in_coins,
    kind_by,
    once_each,
    otherwise_of,
    together,
)
from models.values import ZERO, Message, Money, TenderKind
from models.values.codes import RefundBy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.refunds import CashSoFar, Coin, Due, PaidBy
    from models.rules.terms import RefundWay

ANYWAY: Final = tuple(TenderKind(by.value) for by in RefundBy if by is not RefundBy.ORIGINAL)
"""What a shop can pay by, whatever was paid with; a card only takes back its own money."""

Node = tuple[str, int]
FROM: Final = ("from", 0)
TO: Final = ("to", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPart:
    """So much of what is due, as that tender of the sale gives it back, by that kind.

    ``exact`` is before the coin; ``tender_id`` is empty where the sale's are not known.
    """

    tender_id: int | None
    kind: TenderKind
    exact: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What is said of parts that the clerk wants.

    ``faults`` are why they can never be: then there are no ``parts``. ``beyond`` is what the
    policy does not offer: then a manager may say yes.
    """

    parts: tuple[PlannedRefund, ...] = ()
    faults: tuple[Message, ...] = ()
    beyond: tuple[Message, ...] = ()


def kinds_for(tender: PaidBy) -> tuple[TenderKind, ...]:
    """By what the money of a tender can go out at all, its own kind first."""
    return (tender.kind, *(kind for kind in ANYWAY if kind is not tender.kind))


def kinds_within(way: RefundWay, paid_by: TenderKind) -> frozenset[TenderKind]:
    """By what the policy lets the money of such a tender go out.

    Where that may be cash, it may be the alternative to cash as well.
    """
    kinds = {
        kind_by(way, paid_by) if by is RefundBy.ORIGINAL else TenderKind(by.value)
        for by in way.choices | {way.to}
    }
    if TenderKind.CASH in kinds:
        kinds.add(TenderKind(way.beyond.value))
    return frozenset(kinds)


def judge_split(
    wanted: Sequence[SplitPart],
    dues: Sequence[Due],
    tenders: Sequence[PaidBy],
    coin: Coin,
    so_far: CashSoFar,
    held: Money | None = None,
) -> Split:
    """Whether the parts can be, what of them is a manager's to allow, and what is paid.

    ``held`` is what the drawer holds, where that matters. Cash meets the coin as in
    :func:`models.rules.refunds.plan_refund`, so that several refunds still pay what one would.
    """
    known = {tender.tender_id: tender for tender in tenders}
    dues = together(dues)
    faults = _faults(wanted, Money.total(due.amount for due in dues), known)
    if faults:
        return Split(faults=faults)
    shares, beyond = _shares(wanted, dues, known)
    parts = in_coins(once_each(shares), coin, so_far)
    cash = Money.total(part.amount for part in parts if part.kind is TenderKind.CASH)
    if held is not None and cash > held:
        return Split(faults=(Message("split-cash-short", {"asked": cash, "held": held}),))
    return Split(parts=parts, beyond=beyond)


def _faults(
    wanted: Sequence[SplitPart], due: Money, known: dict[int | None, PaidBy]
) -> tuple[Message, ...]:
    """Whatever no policy and no manager can allow."""
    faults = []
    if any(part.tender_id not in known for part in wanted):
        return (Message("split-tender-unknown"),)
    if any(part.exact <= ZERO for part in wanted):
        faults.append(Message("split-amount-wrong"))
    for part in wanted:
        tender = known[part.tender_id]
        if part.kind not in kinds_for(tender):
            facts = {"paid_with": tender.kind, "tender": part.kind}
            faults.append(Message("split-kind-wrong", facts))
    for tender in known.values():
        asked = Money.total(p.exact for p in wanted if p.tender_id == tender.tender_id)
        if asked > tender.left:
            short = {"tender": tender.kind, "left": tender.left, "asked": asked}
            faults.append(Message("split-tender-short", short))
    split = Money.total(part.exact for part in wanted)
    if split < due:
        faults.append(Message("split-less", {"due": due, "rest": due - split}))
    elif split > due:
        faults.append(Message("split-more", {"due": due, "rest": split - due}))
    return tuple(faults)


def _shares(
    wanted: Sequence[SplitPart], dues: Sequence[Due], known: dict[int | None, PaidBy]
) -> tuple[list[PlannedRefund], tuple[Message, ...]]:
    """Each part laid over what it pays: as much as may be by the policy, then the rest."""
    room = _room(wanted, dues, known)
    _pour(room)
    shares, beyond = [], []
    for at, part in enumerate(wanted):
        tender = known[part.tender_id]
        for place, due in enumerate(dues):
            if flowed := _poured(room, part, at, place):
                shares.append(_share(part, tender, Money(flowed), due.way))
    for at, part in enumerate(wanted):
        tender, rest = known[part.tender_id], room[FROM]["part", at]
        if rest:
            beyond.append(_beyond(part, tender, Money(rest), dues))
        for place, due in enumerate(dues):
            if more := min(rest, room["due", place][TO]):
                rest -= more
                room["due", place][TO] -= more
                shares.append(_share(part, tender, Money(more), due.way))
    return shares, tuple(beyond)


def _share(part: SplitPart, tender: PaidBy, exact: Money, way: RefundWay) -> PlannedRefund:
    return PlannedRefund(
        tender_id=part.tender_id,
        kind=part.kind,
        label=tender.label if part.kind is tender.kind else "",
        exact=exact,
        amount=exact,
        otherwise=otherwise_of(way, part.kind, exact),
        months=way.voucher_months,
    )


def _beyond(part: SplitPart, tender: PaidBy, rest: Money, dues: Sequence[Due]) -> Message:
    """Too much cash, or money of a tender by a kind that is not offered for it."""
    offered = any(part.kind in kinds_within(due.way, tender.kind) for due in dues)
    if part.kind is TenderKind.CASH and offered:
        return Message("split-cash-beyond", {"amount": rest})
    facts = {"amount": rest, "paid_with": tender.kind, "tender": part.kind}
    return Message("split-kind-beyond", facts)


# Lines may go back in different ways, each with its own cap on cash, and a part may pay for
# several of them. So whether the policy allows a split is how much can flow from the parts to
# what is due, through what each way lets pass.

Room = dict[Node, dict[Node, int]]
"""How much more may pass from one place to the next, in minor units."""


def _room(
    wanted: Sequence[SplitPart], dues: Sequence[Due], known: dict[int | None, PaidBy]
) -> Room:
    room: Room = {FROM: {}, TO: {}}
    for place, due in enumerate(dues):
        most = due.amount if due.way.cash_most is None else due.way.cash_most
        room["due", place] = {TO: due.amount.minor}
        room["cash", place] = {("due", place): most.minor}
    for at, part in enumerate(wanted):
        room[FROM]["part", at] = part.exact.minor
        room["part", at] = {
            (_through(part), place): part.exact.minor
            for place, due in enumerate(dues)
            if part.kind in kinds_within(due.way, known[part.tender_id].kind)
        }
    return room


def _through(part: SplitPart) -> str:
    return "cash" if part.kind is TenderKind.CASH else "due"


def _poured(room: Room, part: SplitPart, at: int, place: int) -> int:
    return room[_through(part), place].get(("part", at), 0)


def _pour(room: Room) -> None:
    """Let as much flow as can (Edmonds and Karp); what flowed is room for it to go back."""
    while path := _path(room):
        steps = list(pairwise(path))
        most = min(room[here][there] for here, there in steps)
        for here, there in steps:
            room[here][there] -= most
            room[there][here] = room[there].get(here, 0) + most


def _path(room: Room) -> list[Node]:
    """The shortest way on which anything may still pass; nothing where there is none."""
    paths = {FROM: [FROM]}
    turn = [FROM]
    for here in turn:
        for there, more in room[here].items():
            if more and there not in paths:
                paths[there] = [*paths[here], there]
                turn.append(there)
    return paths.get(TO, [])
