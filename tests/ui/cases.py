"""The room of cases at a register, as tests ask and see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.at_once import AtOnce
from ui.screens.cases.presenter import Around, CasesPresenter

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.values import Message
    from ui.screens.cases.state import CasesState


class Room:
    """The presenter with what it was shown, what was told, and where it led."""

    def __init__(self, shop: Shop, show: Callable[[CasesState], None] = lambda _: None) -> None:
        self.shop = shop
        self.told: list[Message] = []
        self.papers: list[str] = []
        self.looked_up: list[str] = []
        self.shown: list[CasesState] = []
        self._show = show
        self.work = AtOnce(shop)
        around = Around(
            clock=lambda: shop.clock().astimezone(shop.facts.zone),
            staff_id=shop.person.staff_id if shop.person is not None else 0,
            tell=self.told.append,
            show_paper=self.papers.append,
            look_up=self.looked_up.append,
        )
        self.page = CasesPresenter(self.work, around, self._keep)

    @property
    def state(self) -> CasesState:
        return self.page.state

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.state.listed]

    @property
    def sentences(self) -> list[str]:
        return [each.sentence for each in self.state.lines]

    @property
    def said(self) -> list[str]:
        return [each.code for each in self.state.said.messages] if self.state.said else []

    @property
    def news(self) -> str:
        return self.told[-1].code

    def _keep(self, state: CasesState) -> None:
        self.shown.append(state)
        self._show(state)
