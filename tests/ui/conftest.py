"""What tests of screens share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

if TYPE_CHECKING:
    from collections.abc import Iterator


BY_DAY = {(100, "en"), (200, "id"), (200, "fil")}
"""Sizes of type with languages: each page in each language and at each size, the longer words
where there is the least room for them. What else can be combined is looked at by night."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        chosen = (
            item.callspec.params
            if isinstance(item, pytest.Function) and hasattr(item, "callspec")
            else {}
        )
        if {"scale", "language"} <= set(chosen) and (
            chosen["scale"],
            chosen["language"],
        ) not in BY_DAY:
            item.add_marker(pytest.mark.night)


@pytest.fixture(autouse=True)
def _no_window_is_left() -> Iterator[None]:
    """A closed window goes when an event loop runs again, which no test does: left to gather,
    each change of the look would be a change of hundreds."""
    yield
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
