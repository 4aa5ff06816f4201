"""A year of sales at the demo shop, drawn from the seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from desktop.demo import goods as known_goods
from desktop.demo.calendar import moments, share_out
from desktop.demo.till import (
    IN_STORE,
    ONLINE,
    Line,
    Paid,
    Receipt,
    break_quantities,
    bundle,
    cut_line,
    cut_order,
    due,
    give,
    sale_number,
)
from models.values import TenderKind
from models.values.codes import Charge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from random import Random
    from zoneinfo import ZoneInfo

    from desktop.demo.goods import Good
    from desktop.demo.people import Buyer

STORES = {"B": 0.56, "J": 0.44}
"""Letters of the stores and their share of the sales."""
LINES, LINES_SHARES = (1, 2, 3, 4, 5, 6), (24, 28, 21, 14, 8, 5)
MEMBERS_CUT = {"member": ("Diskon anggota 3 %", 3), "gold": ("Diskon anggota emas 5 %", 5)}
LINE_CUTS = (
    ("Diskon 10 %", 10),
    ("Diskon 20 %", 20),
    ("Cuci gudang 30 %", 30),
    ("Promo akhir pekan 15 %", 15),
)
VOUCHER, VOUCHER_FROM = 25_000, 250_000
MAKERS_COUPON, MAKERS_PERCENT = "Kupon pabrik 10 %", 10
STAFF_CUT, STAFF_PERCENT = "Harga karyawan", 10
BUNDLE, BUNDLE_PERCENT = "Paket tidur", 15
SLEEP = ("Seprai katun", "Bantal tidur", "Guling")
"""What the bundle is made of."""
GIFT = "Gratis casing"
"""A case comes free with every telephone."""
BY_STAFF, BY_ORDER, BUNDLED = 0.015, 0.15, 0.012
BANKS = ("BCA", "BRI", "BNI", "Mandiri")
MEANS = (
    (TenderKind.CASH, 33),
    (TenderKind.EWALLET, 25),
    (TenderKind.DEBIT, 22),
    (TenderKind.CREDIT, 9),
    (TenderKind.TRANSFER, 3),
    (TenderKind.GIFT_CARD, 3),
    (TenderKind.STORE_CREDIT, 3),
    (TenderKind.CHEQUE, 2),
)
KINDS = tuple(kind for kind, _ in MEANS)
KIND_SHARES = tuple(share for _, share in MEANS)
CHEQUE_FROM = 500_000
NOT_ONLINE = frozenset({TenderKind.CASH, TenderKind.CHEQUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What sales are drawn from."""

    draw: Random
    goods: tuple[Good, ...]
    buyers: tuple[Buyer, ...]
    zone: ZoneInfo


def make_sales(
    trade: Trade, days: list[date], total: int, known: Iterable[Receipt]
) -> Iterator[Receipt]:
    """``total`` sales over these days, and the known ones among them, oldest first."""
    often = list(accumulate(good.often for good in trade.goods))
    fixed = {receipt.sold_at.date(): receipt for receipt in known}
    for day, how_many in zip(days, share_out(total, days), strict=True):
        at_b = round(how_many * STORES["B"])
        of_day: list[Receipt] = [fixed[day]] if day in fixed else []
        for store, here in (("B", at_b), ("J", how_many - at_b)):
            first = 1 + sum(receipt.store == store for receipt in of_day)
            times = moments(trade.draw, day, here, trade.zone)
            for place, sold_at in enumerate(times, first):
                of_day.append(_sale(trade, often, store, sold_at, place))
        yield from sorted(of_day, key=lambda receipt: receipt.sold_at)


def _sale(
    trade: Trade, often: list[float], store: str, sold_at: datetime, place: int
) -> Receipt:
    draw = trade.draw
    buyer = draw.choice(trade.buyers[1:]) if draw.random() < 0.45 else None
    how_many = draw.choices(LINES, LINES_SHARES)[0]
    goods = dict.fromkeys(draw.choices(trade.goods, cum_weights=often, k=how_many))
    lines = [_line(draw, good) for good in goods]
    bundled = draw.random() < BUNDLED
    if bundled:
        lines += _bundled(trade, goods)
    staff = buyer is None and draw.random() < BY_STAFF
    channel = ONLINE if buyer and not bundled and draw.random() < BY_ORDER else IN_STORE
    _cut(draw, lines, buyer, staff=staff)
    lines += _gifts(trade, lines)
    if channel == ONLINE:
        lines.append(Line(known_goods.DELIVERY, 1000, charge=Charge.DELIVERY))
    return Receipt(
        number=sale_number(store, sold_at, place),
        store=store,
        sold_at=sold_at,
        buyer=buyer,
        lines=lines,
        tenders=_tenders(draw, due(lines), channel),
        channel=channel,
        delivered_on=_delivered(draw, sold_at) if channel == ONLINE else None,
        staff=staff,
    )


def _bundled(trade: Trade, taken: Iterable[Good]) -> list[Line]:
    """One of each part of the bundle, as far as it is on the shelf."""
    there = set(taken)
    lines = []
    for part in SLEEP:
        offered = [g for g in trade.goods if g.name.startswith(part) and g not in there]
        if offered:
            lines.append(Line(trade.draw.choice(offered), 1000))
    bundle(lines, BUNDLE, BUNDLE_PERCENT)
    return lines


def _gifts(trade: Trade, lines: Iterable[Line]) -> list[Line]:
    case = next(g for g in trade.goods if g.name == known_goods.PHONE_CASE.name)
    with_gift = [line for line in lines if line.good.name.startswith("Ponsel")]
    return [give(line, case, GIFT) for line in with_gift[:1]]


def _delivered(draw: Random, sold_at: datetime) -> date:
    return sold_at.date() + timedelta(draw.randint(1, 5))


def _line(draw: Random, good: Good) -> Line:
    if good.weighed:
        return Line(good, draw.randrange(150, 2800))
    if good.serialised:
        return Line(good, 1000, serial=_serial(draw, good))
    if good.three_for_two:
        line = Line(good, draw.choices((1000, 2000, 3000, 6000), (4, 2, 5, 1))[0])
        break_quantities(line)
        return line
    return Line(good, draw.choices((1000, 2000, 3000, 5000), (75, 16, 7, 2))[0])


def _serial(draw: Random, good: Good) -> str:
    """Phones carry fifteen digits, other machines the maker's letters and digits."""
    if good.category == "ponsel":
        return f"35{draw.randrange(10**12, 10**13)}"
    return f"SN{good.id:04}{draw.randrange(10**6, 10**7)}"


def _cut(draw: Random, lines: list[Line], buyer: Buyer | None, *, staff: bool) -> None:
    for line in lines:
        if not line.promotions and not line.good.weighed and draw.random() < 0.07:
            cut_line(line, *draw.choice(LINE_CUTS))
    tier = buyer.tier if buyer else ""
    lot = draw.random()
    if staff:
        cut_order(lines, STAFF_CUT, due(lines) * STAFF_PERCENT // 100)
    elif tier in MEMBERS_CUT:
        name, percent = MEMBERS_CUT[tier]
        cut_order(lines, name, due(lines) * percent // 100)
    elif lot < 0.06 and due(lines) >= VOUCHER_FROM:
        cut_order(lines, "Voucher belanja Rp 25.000", VOUCHER, "coupon")
    elif lot < 0.09 and not lines[0].promotions and not lines[0].good.weighed:
        cut_line(lines[0], MAKERS_COUPON, MAKERS_PERCENT, "firm-coupon")


def _tenders(draw: Random, total: int, channel: str) -> tuple[Paid, ...]:
    """One means of payment, now and then two: a card spent to the end, the rest in cash."""
    kind = draw.choices(KINDS, KIND_SHARES)[0]
    if channel == ONLINE:
        kind = TenderKind.TRANSFER if kind in NOT_ONLINE else kind
        return (Paid(kind, _label(draw, kind), total),)
    if kind is TenderKind.CHEQUE and total < CHEQUE_FROM:
        kind = TenderKind.CASH
    split = draw.random() < 0.05 or kind in (TenderKind.GIFT_CARD, TenderKind.STORE_CREDIT)
    first = draw.choice((25_000, 50_000, 100_000))
    if not split or first >= total:
        return (Paid(kind, _label(draw, kind), total),)
    rest = draw.choice((TenderKind.CASH, TenderKind.DEBIT, TenderKind.EWALLET))
    if rest is kind:
        rest = TenderKind.CREDIT
    return (
        Paid(kind, _label(draw, kind), first),
        Paid(rest, _label(draw, rest), total - first),
    )


def _label(draw: Random, kind: TenderKind) -> str:
    four = f"{draw.randrange(10_000):04}"
    match kind:
        case TenderKind.DEBIT:
            return f"{draw.choice(BANKS)} •••• {four}"
        case TenderKind.CREDIT:
            return f"{draw.choice(('Visa', 'Mastercard'))} •••• {four}"
        case TenderKind.GIFT_CARD | TenderKind.STORE_CREDIT:
            return f"•••• {four}"
        case TenderKind.EWALLET:
            return "QRIS"
        case TenderKind.TRANSFER:
            return draw.choice(BANKS)
        case TenderKind.CHEQUE:
            return f"{draw.choice(BANKS)} {draw.randrange(100_000, 1_000_000)}"
        case TenderKind.CASH:
            return ""
