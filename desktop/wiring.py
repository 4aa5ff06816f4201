"""Screens with their presenters, and shops with their databases: the parts known by name.

Everything heavy is imported here, so that the window can paint before this module is.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop import places
from models.db import open_shop, plainly, prepare, transaction
from models.services.card_lives import life_today
from models.services.delegations import list_colleagues
from models.services.identities import forget_in_time
from models.services.locking import unlock
from models.services.openings import note_closed, note_opened
from models.services.people import sign_on
from models.services.setup import set_up_shop
from models.services.suspended import forget_suspended_in_time
from models.tables.shop import Shop
from models.values import Refused, now_utc, refuse
from ui.screens.approvals.arrivals import Arrivals
from ui.screens.approvals.presenter import ApprovalsPresenter, Around
from ui.screens.approvals.screen import ApprovalsScreen
from ui.screens.cards.presenter import CardsPresenter
from ui.screens.cards.screen import CardsScreen
from ui.screens.drawer.presenter import DrawerPresenter
from ui.screens.drawer.screen import DrawerScreen
from ui.screens.goods.presenter import GoodsPresenter
from ui.screens.goods.screen import GoodsScreen
from ui.screens.returns.presenter import CounterPresenter
from ui.screens.returns.screen import CounterScreen
from ui.screens.setup.presenter import SetupPresenter
from ui.screens.setup.screen import SetupScreen
from ui.screens.sign_on.presenter import SignOnPresenter
from ui.screens.sign_on.screen import SignOnScreen
from ui.words import say
from ui.work import Ahead

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from desktop.program import Opening
    from models.db import Shop as OpenShop
    from models.services.locking import Left, Unlocked
    from models.services.setup import SetUp
    from models.unit import Unit
    from models.values import Message, Topic
    from models.values.shop import Person
    from ui.screens.approvals.arrivals import Outside
    from ui.screens.drawer.presenter import Papers as DrawerPapers
    from ui.screens.goods.presenter import Papers as TagPapers
    from ui.screens.returns.paper import Papers
    from ui.shell import Shell
    from ui.work import QtWork, Work


def open_or_build(opening: Opening, progress: Callable[[int, int], None]) -> OpenShop:
    """The shop at that place; the demo is built on first use, and its clerk signed on.

    Raise :class:`models.values.Refused` where there is no shop, or it can't be opened.
    """
    clock = opening.clock or now_utc
    if opening.demo:
        make_demo(opening.url, clock(), progress)
    shop = open_shop(opening.url, register=opening.register, clock=clock)
    shop.run(note_opened)
    for forget in (forget_in_time, forget_suspended_in_time):
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


def keep_fresh(
    screen: QWidget,
    work: QtWork,
    *refresh: Callable[[frozenset[Topic]], None],
    leave: Callable[[], None],
) -> None:
    """Tell what changes for as long as the screen is there; then let its presenter leave."""

    def end() -> None:
        for each in refresh:
            work.changed.disconnect(each)
        leave()

    for each in refresh:
        work.changed.connect(each)
    screen.destroyed.connect(end)


def counter_screen(
    shop: OpenShop,
    work: QtWork,
    shell: Shell,
    papers: Papers,
    show_card: Callable[[str], None],
    show_goods: Callable[[int], None],
) -> CounterScreen:
    """The counter of whoever is signed on; a card or the tag of goods that is scanned there is
    shown elsewhere."""
    screen = CounterScreen(something_to_try(shop) if shop.facts.demo else "")
    presenter = CounterPresenter(work, papers, screen.show_state, show_card, show_goods)
    screen.bind(presenter)
    screen.waiting_began.connect(shell.box.clear)
    screen.waiting_began.connect(shell.box.setFocus)

    keep_fresh(
        screen,
        work,
        presenter.holding.refresh,
        presenter.approving.refresh,
        presenter.calling.refresh,
        leave=presenter.leave,
    )
    presenter.start()
    return screen


def drawer_screen(
    work: QtWork, papers: DrawerPapers, handed_over: Callable[[Person], None]
) -> DrawerScreen:
    """The cash box of this register, kept fresh by what the counter pays out of it."""
    screen = DrawerScreen()
    presenter = DrawerPresenter(work, papers, screen.show_state, handed_over)
    screen.bind(presenter)

    keep_fresh(screen, work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen


def goods_screen(work: QtWork, papers: TagPapers) -> GoodsScreen:
    """The goods of this store, kept fresh by what comes back at the counter."""
    screen = GoodsScreen()
    presenter = GoodsPresenter(work, papers, screen.show_state)
    screen.bind(presenter)

    keep_fresh(screen, work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen


def cards_screen(work: Work) -> CardsScreen:
    """The page of a gift card or store credit."""
    screen = CardsScreen()
    screen.bind(CardsPresenter(work, life_today, screen.show_state))
    return screen


def approvals_screen(
    shop: OpenShop,
    work: QtWork,
    tell: Callable[[Message], None],
    hear: Callable[[bool], None],
    *,
    sound: bool,
) -> ApprovalsScreen:
    """What waits for a yes, kept fresh by what others ask and answer; ``hear`` switches the
    sound, which is on or off as ``sound`` says."""
    screen = ApprovalsScreen()
    around = Around(
        clock=lambda: shop.clock().astimezone(shop.facts.zone),
        people=list_colleagues,
        tell=tell,
        hear=hear,
    )
    presenter = ApprovalsPresenter(work, around, screen.show_state, sound=sound)
    screen.bind(presenter)

    keep_fresh(screen, work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen


def approval_arrivals(work: QtWork, outside: Outside) -> Arrivals:
    """Whoever signed on is told of requests, until ``leave``; keep it meanwhile."""
    arrivals = Arrivals(work, outside)
    work.changed.connect(arrivals.refresh)
    arrivals.start()
    return arrivals


def sign_on_screen(
    shop: OpenShop, work: Work, shell: Shell, signed_on: Callable[[Person], None]
) -> SignOnScreen:
    """The page of a counter where nobody is signed on."""
    screen = SignOnScreen(shop.facts.name, demo_hint(shop))
    screen.bind(SignOnPresenter(work, signed_on, screen.show_state))
    shell.scanned.connect(screen.scan)
    shell.hear_scans()
    return screen


def demo_hint(shop: OpenShop) -> str:
    """How to sign on in a demo; nothing in a real shop."""
    if not shop.facts.demo:
        return ""
    from desktop.demo.people import DEMO_PIN, SENIOR_CLERK

    return say("Demo: badge {badge}, PIN {pin}.", badge=SENIOR_CLERK.badge, pin=DEMO_PIN)


def lock_screen(
    shop: OpenShop,
    work: QtWork,
    shell: Shell,
    left: Callable[[], Left],
    unlocked: Callable[[Unlocked], None],
) -> SignOnScreen:
    """The page over a counter that somebody left; whoever comes, comes past all that waits."""
    name = left().person.name
    hint = say(
        "Somebody else may sign on here. What {person} entered is put on hold.", person=name
    )
    hint = f"{hint}\n{demo_hint(shop)}".rstrip()
    screen = SignOnScreen(shop.facts.name, hint, locked_by=name)

    def check(unit: Unit, badge: str, pin: str) -> Unlocked:
        return unlock(unit, badge, pin, left())

    screen.bind(SignOnPresenter(Ahead(work), unlocked, screen.show_state, check))
    shell.scanned.connect(screen.scan)
    return screen


def setup_screen(
    work: Work,
    shell: Shell,
    url: str,
    *,
    shop_made: Callable[[], None],
    demo_made: Callable[[], None],
) -> SetupScreen:
    """The page of a machine without a shop: set one up, or look around in the demo."""
    screen = SetupScreen()
    made = {"shop": shop_made, "demo": demo_made}
    chosen = "shop"

    def build(progress: Callable[[int, int], None]) -> None:
        nonlocal chosen
        make_demo(places.demo_url(), now_utc(), progress)
        chosen = "demo"

    presenter = SetupPresenter(
        work.compute,
        lambda answers: create_shop(url, answers),
        build,
        lambda: made[chosen](),
        screen.show_state,
    )
    screen.bind(presenter)
    screen.said_again.connect(shell.say_again)
    presenter.start()
    return screen


def something_to_try(shop: OpenShop) -> str:
    """The receipt that a demo proposes; which one depends on the day it was made."""
    from desktop.demo.build import DAYS
    from desktop.demo.tour import TOUR_SALE

    begun = shop.read(lambda unit: unit.connection.scalar(select(Shop.created_at)))
    if begun is None:
        raise LookupError("the demo has no shop")
    return TOUR_SALE.number(begun.astimezone(shop.facts.zone).date() + timedelta(DAYS - 1))
