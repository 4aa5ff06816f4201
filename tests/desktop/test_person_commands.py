"""``konter person``: what is kept, one customer's data, and nothing of it any more."""

from __future__ import annotations

import io
import json
import stat
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from desktop.command_line import run_command
from models.db import open_shop
from models.tables.journal import JournalEntry
from models.tables.people import Customer
from tests.builders import MANAGER, NOON, PIN, a_customer, a_sale
from tests.persons import VISA, a_whole_life, give_back, somebody

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.db import Shop
    from tests.persons import Somebody

REASON = ("--reason", "Asked in a letter")


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    with closing(open_shop(database_url, clock=lambda: NOON)) as opened:
        opened.person = MANAGER
        yield opened


@pytest.fixture
def known(shop: Shop) -> Somebody:
    person = somebody(shop)
    a_whole_life(shop, person)
    return person


class Typed:
    """Gives the command its words and the PIN, and reads what it says."""

    def __init__(
        self, url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._url, self._capsys, self._patch = url, capsys, monkeypatch
        self.wrong = ""

    def give(self, *words: str, code: int = 0, pin: str = PIN) -> str:
        self._patch.setattr(sys, "stdin", io.StringIO(f"{pin}\n"))
        by = ("--badge", "1", "--pin-stdin") if words[0] != "kept" else ()
        assert run_command(["--database", self._url, "person", *words, *by]) == code
        told, self.wrong = self._capsys.readouterr()
        return told


@pytest.fixture
def typed(
    database_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Typed:
    return Typed(database_url, capsys, monkeypatch)


def test_what_is_kept_is_told_in_plain_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run_command(["person", "kept"]) == 0
    told = capsys.readouterr().out
    for said in ("A document shown", "366 days", "14 days", "replaced by a pseudonym", "Staff"):
        assert said in told
    assert run_command(["person", "kept", "--language", "id"]) == 0
    assert run_command(["person", "kept", "--language", "tlh"]) == 2


def test_an_export_goes_to_a_file_that_only_its_owner_reads(
    known: Somebody, typed: Typed, tmp_path: Path
) -> None:
    out = tmp_path / "wulandari.json"
    told = typed.give("export", known.phone, "--out", str(out))
    assert str(out) in told
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    written = json.loads(out.read_text("utf-8"))
    assert written["tables"]["customer"][0]["email"] == known.email
    assert json.loads(typed.give("export", known.number))["customer"] == known.id


def test_what_cannot_be_written_was_not_given(
    shop: Shop, known: Somebody, typed: Typed, tmp_path: Path
) -> None:
    typed.give("export", known.phone, "--out", str(tmp_path / "no" / "x.json"), code=1)
    assert "No permission" in typed.wrong or "cannot" in typed.wrong
    assert "PersonExported" not in events(shop)


def test_a_dry_run_says_what_forgetting_does(shop: Shop, known: Somebody, typed: Typed) -> None:
    tried = typed.give("forget", known.number, *REASON, "--dry-run")
    assert "this was a dry run" in tried
    assert customer(shop).name == known.name
    done = typed.give("forget", known.number, *REASON)
    assert tried.startswith(done)
    assert "keeps its balance of £7.00" in done
    assert "suspended_case: 2 deleted or blanked" in done
    assert customer(shop).name == ""
    again = typed.give("forget", customer(shop).number, *REASON)
    assert "was forgotten before" in again
    for trace in known.traces:
        assert trace not in done + again


@pytest.mark.parametrize("command", ["export", "forget"])
def test_refusals_are_told(shop: Shop, typed: Typed, command: str) -> None:
    person = somebody(shop)
    a_customer(shop, "Another", number="LOYAL-2", phone=person.phone)
    reason = REASON if command == "forget" else ()
    typed.give(command, person.phone, *reason, code=1)
    assert "LOYAL-2, LOYAL-77120" in typed.wrong
    typed.give(command, "nobody", *reason, code=1)
    assert "Nobody on record" in typed.wrong
    typed.give(command, person.number, *reason, code=1, pin="0000")
    assert events(shop)[-1] in ("OperatorSignOn", "OperatorSignOff", "SignOnFailed")
    assert customer(shop).name == person.name


def test_money_that_waits_is_named(shop: Shop, typed: Typed) -> None:
    person = somebody(shop)
    a_sale(shop, tenders=(VISA,), customer_id=person.id)
    give_back(shop, "S-1", "")
    typed.give("forget", person.number, *REASON, code=1)
    assert "R1-000001" in typed.wrong


def customer(shop: Shop) -> Any:
    with shop.unit(writes=False) as unit:
        query = select(Customer.number, Customer.name).order_by(Customer.id)
        return unit.connection.execute(query).first()


def events(shop: Shop) -> list[str]:
    with shop.unit(writes=False) as unit:
        query = select(JournalEntry.event).order_by(JournalEntry.number)
        return list(unit.connection.scalars(query))
