"""The counter of whoever is signed on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.rooms import CASES
from desktop.rooms.here import keep_fresh
from models.tables.shop import Shop
from ui.screens.returns.presenter import CounterPresenter
from ui.screens.returns.screen import CounterScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here
    from models.db import Shop as OpenShop


def make(here: Here) -> CounterScreen:
    """A card, the tag of goods, a case or a paper that nothing is done with here is shown in
    the room where it belongs."""
    screen = CounterScreen(something_to_try(here.shop) if here.shop.facts.demo else "")
    presenter = CounterPresenter(
        here.work,
        here.files,
        screen.show_state,
        show_card=lambda number: here.go("cards", lambda cards: cards.enter(number)),
        show_goods=lambda line: here.go("goods", lambda goods: goods.pick(line)),
        show_paper=lambda code: here.go("papers", lambda papers: papers.enter(code)),
        met=here.met,
        show_case=lambda case_id: here.go(CASES, lambda cases: cases.open_case(case_id)),
    )
    screen.bind(presenter)
    screen.waiting_began.connect(here.empty_box)
    screen.bill_asked.connect(
        lambda sale: here.go("inquiries", lambda inquiries: inquiries.explain(sale))
    )

    keep_fresh(
        screen,
        here.work,
        presenter.holding.refresh,
        presenter.approving.refresh,
        presenter.calling.refresh,
        leave=presenter.leave,
    )
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
