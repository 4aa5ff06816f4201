"""The page of a gift card or store credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.card_lives import life_today
from ui.screens.cards.presenter import CardsPresenter
from ui.screens.cards.screen import CardsScreen

if TYPE_CHECKING:
    from desktop.rooms.here import Here


def make(here: Here) -> CardsScreen:
    """Empty until a card is entered."""
    screen = CardsScreen()
    screen.bind(CardsPresenter(here.work, life_today, screen.show_state))
    return screen
