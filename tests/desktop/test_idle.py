"""A counter that nobody touches for a while says so; a hand or a scanner starts it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.idle import Idle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

MINUTES = 5


class Hours:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def idle(qtbot: QtBot, hours: Hours) -> Iterator[Idle]:
    made = Idle(MINUTES, now=hours)
    made.watch()
    yield made
    made.stop()


@pytest.fixture
def told(idle: Idle) -> list[None]:
    heard: list[None] = []
    idle.idled.connect(lambda: heard.append(None))
    return heard


def type_a_letter(field: QLineEdit) -> None:
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)


def touch(field: QLineEdit) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(field, device).press(0, QPoint(3, 3), field).commit()


def move(field: QLineEdit) -> None:
    at = QPointF(QPoint(3, 3))
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        at,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(field.windowHandle(), moved)


def test_after_so_many_minutes_it_says_so_again_and_again(
    idle: Idle, hours: Hours, told: list[None]
) -> None:
    hours.now += MINUTES * 60 - 1
    idle.look()
    assert told == []
    hours.now += 1
    idle.look()
    idle.look()
    assert len(told) == 2


@pytest.mark.parametrize("act", [type_a_letter, touch, move])
def test_every_act_of_a_hand_counts(
    qtbot: QtBot,
    idle: Idle,
    hours: Hours,
    told: list[None],
    act: Callable[[QLineEdit], None],
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    hours.now += MINUTES * 60
    act(field)
    idle.look()
    assert told == []
    hours.now += MINUTES * 60
    idle.look()
    assert len(told) == 1


def test_what_the_program_does_by_itself_does_not_count(
    qtbot: QtBot, idle: Idle, hours: Hours, told: list[None]
) -> None:
    hours.now += MINUTES * 60
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    page.resize(300, 200)
    QApplication.processEvents()
    idle.look()
    assert len(told) == 1


def test_where_nobody_is_nobody_leaves(idle: Idle, hours: Hours, told: list[None]) -> None:
    idle.stop()
    hours.now += MINUTES * 60
    idle.watch()
    idle.look()
    assert told == []
