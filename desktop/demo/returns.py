"""What already came back to the demo shop, taken by the same services as at the counter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.demo.goods import BATIK, PHONE_CASE
from desktop.demo.kinds import CLOTHING, ELECTRONICS, FOOD
from desktop.demo.people import SENIOR_CLERK, STAFF
from desktop.demo.terms import ELECTRONICS_DAYS, FIRST_ELECTRONICS_DAYS, SHOP_DAYS
from desktop.demo.tour import EARLIER_SALE, KNOWN_SALES, TOUR_SALE
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.documents import count_print
from models.services.goods import list_waiting, move_goods
from models.services.requests import mark_shown
from models.services.returns import take_return
from models.services.terminal import settle_refund
from models.values import Quantity
from models.values.codes import (
    Answer,
    Capture,
    Condition,
    CureKind,
    Disposition,
    Obtained,
    Reason,
    RefundBy,
)
from models.values.shop import Person, Role
from models.values.value_cards import ON_A_CARD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from random import Random

    from desktop.demo.drawers import Drawers
    from desktop.demo.goods import Known
    from desktop.demo.people import Colleague
    from desktop.demo.till import Line, Receipt
    from desktop.demo.tour import KnownSale
    from models.rules.findings import LineDecision
    from models.services.decisions import Decision
    from models.services.returns import ReturnTaken
    from models.unit import Unit
    from models.values.shop import Station

WHY = (
    (Reason.CHANGED_MIND, Condition.AS_NEW, 30),
    (Reason.CHANGED_MIND, Condition.SEALED, 15),
    (Reason.CHANGED_MIND, Condition.OPENED, 10),
    (Reason.FAULTY, Condition.USED, 18),
    (Reason.FAULTY, Condition.DAMAGED, 6),
    (Reason.WRONG_ITEM, Condition.SEALED, 6),
    (Reason.NOT_AS_DESCRIBED, Condition.OPENED, 6),
    (Reason.GIFT, Condition.SEALED, 5),
    (Reason.OTHER, Condition.AS_NEW, 4),
)
SIZE = (Reason.WRONG_SIZE, Condition.AS_NEW)
UNDECIDED_DAYS = 45
"""For how long goods wait at most until somebody decides about them."""
REGISTERS = {"B": ("1", "2"), "J": ("3", "4")}
HANDS = {
    store: tuple(
        who
        for who in STAFF
        if who.store == store and who.role in (Role.CLERK, Role.SENIOR_CLERK)
    )
    for store in REGISTERS
}


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale as stored: its lines have successive ids from ``first_line``."""

    sale_id: int
    first_line: int
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody brings goods back."""

    at: datetime
    register: str
    clerk: Colleague
    asked: ReturnAsked


def plan_visits(
    draw: Random,
    sales: Sequence[Sold],
    how_many: int,
    now: datetime,
    today: date,
    changed: date,
) -> list[Visit]:
    """About this many visits before ``now``, oldest first; the tour's own are among them.

    ``changed`` is the day from which the second policy holds.
    """
    by_number = {sold.receipt.number: sold for sold in sales}
    kept = {known.number(today) for known in KNOWN_SALES}
    visits = [
        _known_visit(by_number, EARLIER_SALE, today, BATIK, *SIZE, days_later=4),
        _known_visit(
            by_number,
            TOUR_SALE,
            today,
            PHONE_CASE,
            Reason.CHANGED_MIND,
            Condition.SEALED,
            days_later=3,
        ),
    ]
    may_come = [
        sold
        for sold in sales
        if sold.receipt.number not in kept
        and not sold.receipt.staff
        and any(_may_return(line) for line in sold.receipt.lines)
    ]
    for sold in draw.sample(may_come, min(how_many, len(may_come))):
        visits.extend(visit for visit in _visits(draw, sold, changed) if visit.at < now)
    visits.sort(key=lambda visit: (visit.at, visit.asked.sale_id))
    return visits


def take_visits(
    draw: Random,
    unit: Unit,
    visits: Iterable[Visit],
    stations: dict[str, Station],
    drawers: Drawers,
) -> Iterator[ReturnTaken | None]:
    """Take each return at its own moment and register, settle its refunds, print its slip.

    Nothing comes of a visit that the policy of its day does not allow, nor of one that would
    be paid by a voucher: its number is drawn by lot, and the demo is the same shop twice.
    """
    for visit in visits:
        at_counter = at_register(unit, visit.at, stations[visit.register], visit.clerk)
        drawers.ready(at_counter)
        request = str(UUID(int=draw.getrandbits(128), version=4))
        asked, decision = _as_the_policy_asks(at_counter, visit.asked)
        if decision.answer is not Answer.ACCEPT or _by_voucher(decision):
            yield None
            continue
        done = take_return(at_counter, request, asked, decision)
        for refund in done.awaiting:
            reference = f"{draw.randrange(10**5, 10**6)}"
            settle_refund(at_counter, refund.refund_id, reference)
        mark_shown(at_counter, request)
        count_print(at_counter, done.slip.head.number)
        yield done


def _by_voucher(decision: Decision) -> bool:
    return any(part.kind in ON_A_CARD for part in decision.plan)


def decide_goods(draw: Random, unit: Unit, now: datetime, stations: dict[str, Station]) -> None:
    """What came back undecided is looked at within days: only the newest still waits."""
    for store, registers in REGISTERS.items():
        at_counter = at_register(unit, now, stations[registers[0]], HANDS[store][0])
        for goods in list_waiting(at_counter):
            if goods.days > UNDECIDED_DAYS:
                sound = goods.condition in (Condition.SEALED, Condition.AS_NEW)
                to = Disposition.RETURN_TO_STOCK if sound else Disposition.RETURN_TO_SUPPLIER
                request = str(UUID(int=draw.getrandbits(128), version=4))
                move_goods(at_counter, request, goods.return_line_id, to)


def open_drawers(
    unit: Unit, now: datetime, stations: dict[str, Station], drawers: Drawers
) -> None:
    """Every register is ready to pay cash at the moment when the demo begins."""
    for store, registers in REGISTERS.items():
        for register in registers:
            drawers.ready(at_register(unit, now, stations[register], HANDS[store][0]))


def at_register(unit: Unit, moment: datetime, station: Station, who: Colleague) -> Unit:
    """Somebody at a register, at that moment."""
    person = Person(
        staff_id=STAFF.index(who) + 1,
        name=who.name,
        role=who.role,
        language=unit.shop.language,
    )
    return replace(unit, now=moment.astimezone(UTC), station=station, person=person)


def _as_the_policy_asks(unit: Unit, asked: ReturnAsked) -> tuple[ReturnAsked, Decision]:
    """The request once the clerk has seen whatever the policy wants to be seen."""
    decision = decide_return(unit, asked)
    if decision.answer is not Answer.ASK:
        return asked, decision
    lines = tuple(
        replace(came, captured=dict.fromkeys(_wanted(one.decision), "1"))
        for came, one in zip(asked.lines, decision.lines, strict=True)
    )
    complete = replace(asked, lines=lines)
    return complete, decide_return(unit, complete)


def _wanted(decision: LineDecision) -> list[Capture]:
    cures = [finding.cure for finding in decision.findings if finding.cure]
    return [Capture(str(c.facts["what"])) for c in cures if c.kind is CureKind.CAPTURE]


def _may_return(line: Line) -> bool:
    wanted = line.good.department != FOOD and line.charge is None
    return wanted and line.obtained is Obtained.BOUGHT


def _visits(draw: Random, sold: Sold, changed: date) -> Iterator[Visit]:
    """One visit with one line or two; of several pieces one may come back later still."""
    lines = [
        (place, line) for place, line in enumerate(sold.receipt.lines) if _may_return(line)
    ]
    draw.shuffle(lines)
    early = sold.receipt.sold_at.date() < changed
    days = min(_days(line, early=early) for _, line in lines)
    first = 1 + int(days * draw.random() ** 2 * 0.7)
    place, line = lines[0]
    pieces = draw.randint(1, line.quantity // 1000)
    coming = [_coming(draw, sold, place, line, pieces)]
    if len(lines) > 1 and draw.random() < 0.15:
        coming.append(_coming(draw, sold, *lines[1], 1))
    yield _visit(draw, sold, first, coming)
    left = line.quantity // 1000 - pieces
    if left and draw.random() < 0.3:
        yield _visit(draw, sold, first + 2, [_coming(draw, sold, place, line, 1)])


def _days(line: Line, *, early: bool) -> int:
    """The last two days are left for whoever comes twice."""
    if line.good.department != ELECTRONICS:
        return SHOP_DAYS - 2
    return (FIRST_ELECTRONICS_DAYS if early else ELECTRONICS_DAYS) - 2


def _visit(draw: Random, sold: Sold, days_later: int, coming: list[ComingBack]) -> Visit:
    store = sold.receipt.store
    back_on = sold.receipt.sold_at.date() + timedelta(days_later)
    at = datetime.combine(
        back_on,
        time(draw.randrange(10, 20), draw.randrange(60), draw.randrange(60)),
        sold.receipt.sold_at.tzinfo,
    )
    wants_cash = draw.random() < 0.1
    return Visit(
        at=at,
        register=draw.choice(REGISTERS[store]),
        clerk=draw.choice(HANDS[store]),
        asked=ReturnAsked(
            sale_id=sold.sale_id,
            lines=tuple(coming),
            refund_by=RefundBy.CASH if wants_cash else None,
        ),
    )


def _coming(draw: Random, sold: Sold, place: int, line: Line, pieces: int) -> ComingBack:
    reason, condition, _ = draw.choices(WHY, [share for _, _, share in WHY])[0]
    if line.good.department == CLOTHING and draw.random() < 0.6:
        reason, condition = SIZE
    return ComingBack(
        line_id=sold.first_line + place,
        quantity=Quantity.of(pieces),
        reason=reason,
        condition=condition,
        serial=line.serial or "",
    )


def _known_visit(
    by_number: dict[str, Sold],
    known: KnownSale,
    today: date,
    what: Known,
    reason: Reason,
    condition: Condition,
    *,
    days_later: int,
) -> Visit:
    sold = by_number[known.number(today)]
    place = [good for good, _ in known.goods].index(what)
    line = ComingBack(
        line_id=sold.first_line + place,
        quantity=Quantity.of(1),
        reason=reason,
        condition=condition,
    )
    return Visit(
        at=sold.receipt.sold_at + timedelta(days=days_later, hours=5),
        register="2",
        clerk=SENIOR_CLERK,
        asked=ReturnAsked(sale_id=sold.sale_id, lines=(line,)),
    )
