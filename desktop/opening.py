"""Shops with their databases: opened, made, and left in order."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop import places
from models.db import open_shop, plainly, prepare, transaction
from models.services.hand_over_notes import forget_notes_in_time
from models.services.identities import forget_in_time
from models.services.openings import note_closed, note_opened
from models.services.people import sign_on
from models.services.setup import set_up_shop
from models.services.suspended import forget_suspended_in_time
from models.tables.shop import Shop
from models.values import Refused, now_utc, refuse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.program import Opening
    from models.db import Shop as OpenShop
    from models.services.setup import SetUp
    from models.unit import Unit
    from models.values.shop import Person


def open_or_build(opening: Opening, progress: Callable[[int, int], None]) -> OpenShop:
    """The shop at that place; the demo is built on first use, and its clerk signed on.

    Raise :class:`models.values.Refused` where there is no shop, or it can't be opened.
    """
    clock = opening.clock or now_utc
    if opening.demo:
        make_demo(opening.url, clock(), progress)
    shop = open_shop(opening.url, register=opening.register, clock=clock)
    shop.run(note_opened)
    for forget in (forget_in_time, forget_suspended_in_time, forget_notes_in_time):
        shop.run(forget)
    if shop.facts.demo:
        from desktop.demo.people import DEMO_PIN, SENIOR_CLERK

        shop.person = shop.run(lambda unit: sign_on(unit, SENIOR_CLERK.badge, DEMO_PIN))
    return shop


def end_session(
    shop: OpenShop, last: Callable[[Unit], None] | None, left: Person | None
) -> None:
    """The window is closed: what its counter left, and who was here or behind the lock, is
    told.

    Records that cannot be reached keep no window open: that it was not closed in order is seen
    by the entry that is missing.
    """
    with suppress(Refused):
        if last is not None and shop.person is not None:
            shop.run(last)
        shop.run(lambda unit: note_closed(unit, left))


def make_demo(url: str, now: datetime, progress: Callable[[int, int], None]) -> bool:
    """Build the demo where there is no shop yet; say whether it had to be built.

    Raise :class:`models.values.Refused` where a real shop lies in that place.
    """
    places.make_room_for(url)
    engine = prepare(url)
    try:
        with transaction(engine, writes=False) as connection:
            there = connection.execute(select(Shop.name, Shop.demo)).one_or_none()
    finally:
        engine.dispose()
    if there is None:
        from desktop.demo.build import build_demo

        build_demo(url, now, progress)
    elif not there.demo:
        raise refuse("shop-exists", name=there.name)
    return there is None


def create_shop(url: str, answers: SetUp) -> None:
    """A new shop at that place.

    Raise :class:`models.values.Refused` for answers that can't be used, a shop there, and
    what a person can act on: a full disk, no permission.
    """
    places.make_room_for(url)
    engine = prepare(url)
    try:
        with plainly(engine), transaction(engine, writes=True) as connection:
            set_up_shop(connection, now_utc(), answers)
    finally:
        engine.dispose()
