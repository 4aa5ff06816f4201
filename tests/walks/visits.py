"""What walks through whole visits share: a clock that goes on, people at registers, rooms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

from tests.builders import NOON
from ui.screens.cases.screen import CasesScreen
from ui.screens.in_hand.bar import InHandBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.walks.driver import Clerk
    from ui.screens.in_hand.state import Stage

T = TypeVar("T", bound=QWidget)


class WallClock:
    """What every window of the shop tells the time by."""

    def __init__(self, at: datetime = NOON) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def goes_on(self, **by: int) -> None:
        self._at += timedelta(**by)


def page(clerk: Clerk, kind: type[T]) -> T:
    """The screen of that kind, once it is in front."""
    clerk.until(lambda: any(each.isVisible() for each in clerk.window.findChildren(kind)))
    (one,) = (each for each in clerk.window.findChildren(kind) if each.isVisible())
    clerk.rest()
    return one


def reaches(clerk: Clerk, stage: Stage) -> None:
    """The bar of the case in hand comes to stand there."""
    (bar,) = (each for each in clerk.window.findChildren(InHandBar) if each.isVisible())
    clerk.until(lambda: bar.state.stage is stage and not bar.state.busy)
    clerk.rest()


def shows_the_case(clerk: Clerk) -> CasesScreen:
    """The page of the case in hand, by its key."""
    clerk.press("Ctrl+K")
    cases = page(clerk, CasesScreen)
    clerk.until(lambda: cases.state.page is not None and cases.state.page.here)
    clerk.until(lambda: clerk.focus_name == "What happened")
    clerk.rest()
    return cases


def presses(clerk: Clerk, name: str) -> None:
    """A button or a link, to which Tab leads."""
    clerk.tab_to(named(name))
    clerk.press(" ")


def named(name: str) -> Callable[[QWidget], bool]:
    return lambda each: isinstance(each, QAbstractButton) and each.accessibleName() == name


def writes(clerk: Clerk, text: str) -> None:
    """Into the lines that have the keyboard."""
    field = clerk.window.focusWidget()
    assert isinstance(field, QPlainTextEdit), field
    QTest.keyClicks(field, text)
    clerk.rest()


def story(cases: CasesScreen) -> list[str]:
    """The sentences of the case that is open, as they are read."""
    return [line.sentence for line in cases.story.list.lines]
