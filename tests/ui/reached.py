"""What can be done without a pointer: each check answers with what is wrong, in lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.whole import called, controls, shown

STEPS = 250
"""More Tabs than any page has places for the keyboard."""
LOCAL = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)


def walked(page: QWidget) -> tuple[list[QWidget], list[str]]:
    """Where Tab leads to, once around, and what went wrong on the way: a place that keeps the
    keyboard, or has it out of sight."""
    window = page.window()
    begun, places, wrong = window.focusWidget(), [], []
    for _ in range(STEPS):
        here = window.focusWidget()
        QTest.keyClick(here or window, Qt.Key.Key_Tab)
        for _ in range(3):  # a page scrolls to it when its layout is done
            QApplication.processEvents()
        there = window.focusWidget()
        if there is None or there is here:
            wrong.append(f"{called(here or window)}: keeps the keyboard")
            break
        if there in places:
            break
        places.append(there)
        if shown(there).isEmpty():
            wrong.append(f"{called(there)}: has the keyboard out of sight")
    if begun is not None and begun.isVisible():
        begun.setFocus()
    return places, wrong


def out_of_reach(page: QWidget, places: list[QWidget]) -> list[str]:
    """Controls that neither Tab leads to, given where it does, nor the arrows, nor a key of
    their own."""
    return [
        called(each)
        for each in controls(page)
        if each.isEnabled()
        and not _only_read(each)
        and each not in places
        and not _otherwise(each, places)
    ]


def _only_read(control: QWidget) -> bool:
    """A row that is like those that one presses, with nothing behind it."""
    deaf = control.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return deaf and control.focusPolicy() is Qt.FocusPolicy.NoFocus


def _otherwise(control: QWidget, places: list[QWidget]) -> bool:
    """By its own key, from a place whose keys do the same, or as one of a group among which
    the arrows lead: Tab goes to one of those."""
    if control.focusProxy() in places:
        return True
    if not isinstance(control, QAbstractButton):
        return False
    group = control.group()
    beside = group.buttons() if group and group.exclusive() else []
    return not control.shortcut().isEmpty() or any(each in places for each in beside)


def ambiguous(page: QWidget) -> list[str]:
    """Keys that two things on the page claim: Qt would do neither."""
    window = page.window()
    claims: dict[str, list[str]] = {}
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and not button.shortcut().isEmpty():
            claims.setdefault(_key(button.shortcut()), []).append(called(button))
    for shortcut in window.findChildren(QShortcut):
        if _heard(shortcut, window.focusWidget()):
            claims.setdefault(_key(shortcut.key()), []).append(f"a key of {_of(shortcut)}")
    return [f"{key}: {' and '.join(claim)}" for key, claim in claims.items() if len(claim) > 1]


def _heard(shortcut: QShortcut, focused: QWidget | None) -> bool:
    owner = shortcut.parent()
    if not isinstance(owner, QWidget):
        return False
    live = shortcut.isEnabled() and owner.isVisible() and owner.isEnabled()
    if not live or shortcut.context() not in LOCAL:
        return live
    return focused is not None and (focused is owner or owner.isAncestorOf(focused))


def _of(shortcut: QShortcut) -> str:
    return type(shortcut.parent()).__name__


def _key(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


def keyboard(page: QWidget) -> list[str]:
    """Everything above at once."""
    places, wrong = walked(page)
    return [
        *(f"keyboard: {each}" for each in wrong),
        *(f"out of reach: {each}" for each in out_of_reach(page, places)),
        *(f"two claim {each}" for each in ambiguous(page)),
    ]
