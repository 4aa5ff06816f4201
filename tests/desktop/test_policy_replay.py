"""``konter policy replay`` as a person at a prompt meets it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import typer

from desktop import command_line
from desktop.command_line import run_command
from desktop.policy_replay import replay_command
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.returns import take_return
from models.values import ONE
from models.values.codes import Condition, Reason
from tests.builders import a_line, a_product, a_sale, a_shop, sale_id_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DRAFT = '[[clause]]\nnumber = 1\nwindow = "5 days"\n'


@pytest.fixture
def records(tmp_path: Path) -> str:
    """A shop where a kettle came back after ten days."""
    now = datetime.now(UTC)
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    with closing(a_shop(url, now=now)) as shop:
        (line,) = a_sale(shop, a_line(a_product(shop)), sold_at=now - timedelta(10))
        coming = ComingBack(
            line_id=line,
            quantity=ONE,
            reason=Reason.CHANGED_MIND,
            condition=Condition.AS_NEW,
        )
        asked = ReturnAsked(sale_id=sale_id_of(shop), lines=(coming,))
        seen = shop.read(lambda unit: decide_return(unit, asked))
        shop.run(lambda unit: take_return(unit, "r-1", asked, seen))
    return url


@pytest.fixture
def prompt(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, records: str
) -> Callable[..., tuple[int, str, str]]:
    """The command alone, under the program's own options."""
    app = typer.Typer(pretty_exceptions_enable=False)
    app.callback()(command_line.before_any_command)
    app.command("replay")(replay_command)
    monkeypatch.setattr(command_line, "app", app)

    def call(*arguments: Any) -> tuple[int, str, str]:
        code = run_command(["--database", records, "replay", *map(str, arguments)])
        told, wrong = capsys.readouterr()
        return code, told, wrong

    return call


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.toml"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_it_says_what_would_change(
    prompt: Callable[..., tuple[int, str, str]], draft: Path
) -> None:
    code, told, _ = prompt("--policy", draft)
    assert code == 0
    assert "Decisions: 1, of which 1 would change" in told
    assert "0 in the customer's favour, 1 against." in told
    assert "£10.00" in told
    assert "Home" in told


def test_scripts_get_an_object(
    prompt: Callable[..., tuple[int, str, str]], draft: Path
) -> None:
    code, told, _ = prompt("--policy", draft, "--json")
    made = json.loads(told)
    assert code == 0
    assert (made["decisions"], made["changed"]) == (1, 1)
    assert made["in_force"]["refunded"] == "10.00"
    assert made["matrix"] == [{"in_force": "accept", "draft": "refuse", "decisions": 1}]
    assert made["lines"][0]["draft"]["clauses"] == [{"version": 0, "clause": 1}]


def test_a_workbook_is_written(
    prompt: Callable[..., tuple[int, str, str]], draft: Path, tmp_path: Path
) -> None:
    place = tmp_path / "tried.xlsx"
    code, told, _ = prompt("--policy", draft, "--xlsx", place)
    assert code == 0
    assert str(place) in told
    assert place.read_bytes().startswith(b"PK")


def test_a_time_without_records_says_so(
    prompt: Callable[..., tuple[int, str, str]], draft: Path
) -> None:
    code, told, _ = prompt("--policy", draft, "--since", "2999-01-01")
    assert code == 0
    assert "Nothing is on record" in told


def test_what_cannot_be_read_is_refused(
    prompt: Callable[..., tuple[int, str, str]], draft: Path, tmp_path: Path
) -> None:
    assert prompt("--policy", draft, "--since", "yesterday")[0] == 2
    assert prompt("--policy", tmp_path / "missing.toml")[0] == 1
    draft.write_text("[[clause]]\nnumber = 1\nwindow = 5\n", encoding="utf-8")
    code, told, wrong = prompt("--policy", draft)
    assert (code, told) == (1, "")
    assert wrong
