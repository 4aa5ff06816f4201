"""What tests of screens share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _no_window_is_left() -> Iterator[None]:
    """A closed window goes when an event loop runs again, which no test does: left to gather,
    each change of the look would be a change of hundreds."""
    yield
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
