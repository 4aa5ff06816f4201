"""``konter journal``: the journal without a window, and not without a PIN."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from desktop.command_line import REFUSED, WRONG_USE, run_command
from models.db import open_shop
from models.services.journal_views import Filter, list_entries
from tests.builders import MANAGER, PIN, a_shop
from tests.drawers import SARI_PIN, sari

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def url(tmp_path: Path) -> str:
    place = f"sqlite:///{tmp_path / 'shop.db'}"
    with closing(a_shop(place)) as shop:
        sari(shop)
    return place


def export(
    monkeypatch: pytest.MonkeyPatch, url: str, place: Path, *more: str, pin: str = PIN
) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{pin}\n"))
    badge = () if "--badge" in more else ("--badge", "1")
    start = ("--database", url, "journal", "export", str(place), "--pin-stdin")
    return run_command([*start, *badge, *more])


def test_a_group_of_days_is_exported_and_told(
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path / "journal.xlsx"
    days = ("--from", "2025-01-01", "--until", "2026-11-05")
    assert export(monkeypatch, url, place, *days, "--group", "drawer") == 0
    assert "1 entry of the journal" in capsys.readouterr().out
    with ZipFile(place) as book:
        assert "TillOpen" in book.read("xl/worksheets/sheet1.xml").decode()
    with closing(open_shop(url)) as shop:
        shop.person = MANAGER
        newest = shop.read(lambda unit: list_entries(unit, Filter())).entries[:2]
    assert [entry.event for entry in newest] == ["OperatorSignOff", "JournalExported"]
    assert newest[1].body["rows"] == 1


def test_whoever_may_not_gets_no_file(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "journal.xlsx"
    assert export(monkeypatch, url, place, "--badge", "7", pin=SARI_PIN) == REFUSED
    assert export(monkeypatch, url, place, pin="0000") == REFUSED
    assert export(monkeypatch, url, place, "--from", "yesterday") == WRONG_USE
    assert not place.exists()
