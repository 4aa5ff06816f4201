"""The guide beside a form, and the page where managers word it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rooms.here import keep_fresh
from models.services.guides import guide_for
from models.values import Topic
from models.values.cases import CaseKind
from ui.screens.guides.card import GuideCard
from ui.screens.guides.presenter import GuidesPresenter
from ui.screens.guides.screen import GuidesScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.rooms.here import Here
    from models.unit import Unit
    from models.values.guides import GuideSeen


def guide_card(here: Here, kind: CaseKind, language: str = "", *, window: int = 0) -> GuideCard:
    """The guide for a kind of case, in the language spoken here unless another is named; hidden
    at first in a window lower than ``window`` (see :class:`GuideCard`).

    It reads itself, and again when a manager words it anew; no form waits for it. Where it
    may not be read, nothing is seen of it.
    """
    card, key = GuideCard(window=window), object()
    gone = False

    def leave() -> None:
        nonlocal gone
        gone = True

    def read(unit: Unit) -> GuideSeen:
        return guide_for(unit, kind, language or here.language)

    def show(found: GuideSeen) -> None:
        if not gone:
            card.show_guide(found)

    def hide(_: Exception) -> None:
        if not gone:
            card.hide()

    def refresh(topics: frozenset[Topic]) -> None:
        if Topic.CASES in topics:
            here.work.read_latest(key, read, show, hide)

    keep_fresh(card, here.work, refresh, leave=leave)
    refresh(frozenset({Topic.CASES}))
    return card


def make_guides(
    here: Here, closed: Callable[[], None], kind: CaseKind = CaseKind.INQUIRY
) -> GuidesScreen:
    """Kept fresh by what others change; ``closed`` goes back to where one came from."""
    screen = GuidesScreen()
    presenter = GuidesPresenter(here.work, screen.show_state, here.language, closed, kind)
    screen.bind(presenter)
    keep_fresh(screen, here.work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen
