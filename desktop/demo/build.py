"""Make the demo shop: one seed, one transaction, the same shop for the same moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError

from desktop.demo.drawers import Drawers
from desktop.demo.goods import make_goods
from desktop.demo.letterhead import melati_letterhead
from desktop.demo.offers import store_offers, store_pairings
from desktop.demo.people import DEMO_PIN, MANAGER, SECOND_MANAGER, STAFF, make_buyers
from desktop.demo.records import (
    open_second_store,
    store_buyers,
    store_goods,
    store_sales,
    store_staff,
    store_stock,
)
from desktop.demo.returns import Sold, decide_goods, open_drawers, plan_visits, take_visits
from desktop.demo.sales import Trade, make_sales
from desktop.demo.team import told_to_the_team
from desktop.demo.terms import CHANGED_DAYS_AGO, first_policy, todays_policy
from desktop.demo.tour import KNOWN_SALES
from desktop.demo.walk_ins import WalkIns
from models.db import prepare, refusal_of, transaction
from models.services.bulk import move_keys_on
from models.services.letterheads import set_letterhead
from models.services.policies import put_in_force
from models.services.setup import SetUp, set_up_shop
from models.tables.sales import Sale, SaleLine
from models.values.shop import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Connection

    from models.unit import Unit

SEED = 1908
DAYS = 365
SALES, RETURNS = 20_000, 380
BATCH = 2000
RETURN_STEPS = 25
"""A return takes about as long as this many sales; progress is told in sales."""

SHOP = SetUp(
    name="Toko Serba Ada Melati",
    country="ID",
    currency="IDR",
    time_zone="Asia/Jakarta",
    language="id",
    manager=MANAGER.name,
    pin=DEMO_PIN,
    badge=MANAGER.badge,
    demo=True,
    store="Melati Bandung",
    address="Jl. Melati Raya No. 8, Bandung 40111",
)


def build_demo(
    url: str,
    today_moment: datetime,
    progress: Callable[[int, int], None],
    *,
    scale: float = 1.0,
) -> None:
    """Make the demo shop at ``url`` as it stands at ``today_moment``.

    ``progress`` is told how much is done, of how much; ``scale`` is the part of the sales
    and returns that is made. A build that breaks off leaves a database without a shop.
    Raise :class:`models.values.Refused` where a shop is there already, and for what a
    person can act on: a full disk, no permission.
    """
    engine = prepare(url)
    try:
        with transaction(engine, writes=True) as connection:
            _build(connection, today_moment, progress, scale)
    except DBAPIError as problem:
        said = refusal_of(problem, engine)
        if said is None:
            raise
        raise said from problem
    finally:
        engine.dispose()


def _build(
    connection: Connection,
    now: datetime,
    progress: Callable[[int, int], None],
    scale: float,
) -> None:
    draw = Random(SEED)
    zone = ZoneInfo(SHOP.time_zone)
    today = now.astimezone(zone).date()
    days = [today - timedelta(back) for back in reversed(range(DAYS))]
    opening = datetime.combine(days[0], time(7), zone).astimezone(UTC)
    how_many, how_many_back = round(SALES * scale), round(RETURNS * scale)
    whole = how_many + how_many_back * RETURN_STEPS
    progress(0, whole)

    unit = set_up_shop(connection, opening, SHOP, first_policy())
    stations = open_second_store(unit)
    store_staff(connection)
    set_letterhead(_as_manager(unit), melati_letterhead())
    goods, buyers = make_goods(draw), make_buyers(draw)
    store_goods(connection, goods)
    store_stock(unit, goods, stations, draw)
    store_offers(unit, goods, today)
    store_pairings(_as_manager(unit), goods)
    store_buyers(connection, buyers)

    shelf = {good.name: good for good in goods}
    known = [sale.receipt(today, zone, shelf) for sale in KNOWN_SALES]
    trade = Trade(draw=draw, goods=goods, buyers=buyers, zone=zone)
    receipts = [
        sale for sale in make_sales(trade, days, how_many, known) if sale.sold_at <= now
    ]
    sold: list[Sold] = []
    for start in range(0, len(receipts), BATCH):
        sold += store_sales(connection, receipts[start : start + BATCH], stations, sold)
        progress(min(len(sold), how_many), whole)
    move_keys_on(connection, Sale, SaleLine)

    changed = today - timedelta(CHANGED_DAYS_AGO)
    visits = plan_visits(draw, sold, how_many_back, now, today, changed)
    before = [visit for visit in visits if visit.at.date() < changed]
    taken, drawers = 0, Drawers()
    walk_ins = WalkIns(unit, stations, drawers)
    walk_ins.plan(now, visits, scale)
    walk_ins.add(told_to_the_team(_as_manager(unit), now, stations))
    for of_time in (before, visits[len(before) :]):
        coming = walk_ins.between(of_time)
        for _ in take_visits(draw, unit, coming, stations, drawers):
            taken += 1
            progress(how_many + (whole - how_many) * taken // len(visits), whole)
        if of_time is before:
            drawers.close()
            _change_policy(unit, changed, today)
    walk_ins.until(now)
    open_drawers(unit, now, stations, drawers)
    decide_goods(draw, unit, now, stations)
    unit.check_sealed()


def _as_manager(unit: Unit) -> Unit:
    person = Person(
        staff_id=STAFF.index(MANAGER) + 1,
        name=MANAGER.name,
        role=MANAGER.role,
        language=SHOP.language,
    )
    return replace(unit, person=person)


def _change_policy(unit: Unit, day: date, today: date) -> None:
    """The second policy, put in force on the evening before its first day."""
    evening = datetime.combine(day - timedelta(1), time(19), unit.shop.zone)
    put_in_force(
        replace(unit, now=evening.astimezone(UTC)),
        todays_policy(today),
        day,
        author=MANAGER.name,
        reviewer=SECOND_MANAGER.name,
    )
