"""The bell rings for what waits, unless this counter keeps quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui import sound

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    heard: list[None] = []
    monkeypatch.setattr("ui.sound.QApplication.beep", lambda: heard.append(None))
    yield heard
    sound.hear(True)


def test_it_rings_unless_it_is_turned_off(rung: list[None]) -> None:
    sound.chime()
    assert len(rung) == 1
    sound.hear(False)
    sound.chime()
    assert len(rung) == 1
