"""What tests of screens share."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from receipts.language import Language
from ui import theme, words
from ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


BY_DAY = {(100, "en"), (200, "id"), (200, "fil")}
"""Sizes of type with languages: each page in each language and at each size, the longer words
where there is the least room for them. What else can be combined is looked at by night."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    shown: defaultdict[object, dict[pytest.Item, tuple[object, object]]] = defaultdict(dict)
    for item in items:
        chosen = item.callspec.params if hasattr(item, "callspec") else {}
        if isinstance(item, pytest.Function) and {"scale", "language"} <= set(chosen):
            shown[item.function][item] = chosen["scale"], chosen["language"]
    for how in shown.values():
        if set(how.values()) >= BY_DAY:
            for item, looked_at in how.items():
                if looked_at not in BY_DAY:
                    item.add_marker(pytest.mark.night)


@pytest.fixture(autouse=True)
def _no_window_is_left() -> Iterator[None]:
    """A closed window goes when an event loop runs again, which no test does: left to gather,
    each change of the look would be a change of hundreds."""
    yield
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture(params=[100, 200], ids=["usual", "twice"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    """Of the type, in percent."""
    theme.apply(qapp, Scheme.LIGHT, request.param)
    yield request.param
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(params=["en", "id", "fil"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """What the screens speak."""
    code: str = request.param
    words.use(Language.of(code))
    yield code
    words.use(None)
