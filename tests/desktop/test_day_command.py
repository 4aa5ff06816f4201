"""``konter day``: the day in figures without a window, and not without a PIN."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from desktop.command_line import REFUSED, WRONG_USE, run_command
from models.db import open_shop
from models.services.journal_views import Filter, list_entries
from tests.builders import MANAGER, NOON, PIN, a_shop
from tests.drawers import SARI_PIN, sari
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def url(tmp_path: Path) -> str:
    place = f"sqlite:///{tmp_path / 'shop.db'}"
    with closing(a_shop(place)) as shop:
        sari(shop)
    return place


def day(
    monkeypatch: pytest.MonkeyPatch, url: str, place: Path, *more: str, pin: str = PIN
) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{pin}\n"))
    badge = () if "--badge" in more else ("--badge", "1")
    start = ("--database", url, "day", "--pdf", str(place), "--pin-stdin")
    return run_command([*start, *badge, *more])


def test_a_day_is_written_numbered_and_told(
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path / "day.pdf"
    on = NOON.date().isoformat()
    assert day(monkeypatch, url, place, "--on", on, "--here") == 0
    assert f"M1-000001, the summary of {on}" in capsys.readouterr().out
    (page,) = PdfReader(place).pages
    assert "Nothing came back" in page.extract_text()
    with closing(open_shop(url)) as shop:
        shop.person = MANAGER
        newest = shop.read(lambda unit: list_entries(unit, Filter())).entries[:3]
        nothing_is_wrong(shop)
    told = [entry.event for entry in newest]
    assert told == ["OperatorSignOff", "ReceiptPrint", "DaySummaryMade"]


def test_whoever_may_not_gets_no_file(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "day.pdf"
    assert day(monkeypatch, url, place, "--badge", "7", pin=SARI_PIN) == REFUSED
    assert day(monkeypatch, url, place, pin="0000") == REFUSED
    assert day(monkeypatch, url, place, "--on", "9999-12-30") == REFUSED
    assert day(monkeypatch, url, place, "--on", "yesterday") == WRONG_USE
    assert day(monkeypatch, url, tmp_path) == REFUSED
    assert not place.exists()
