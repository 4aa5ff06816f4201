"""``konter people``: who works here, without a window."""

from __future__ import annotations

from contextlib import closing
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from desktop.command_line import run_command
from models.db import open_shop
from models.rules.pins import MOST_TRIES
from models.services.people import sign_on
from models.services.sign_on_trials import digest_of
from models.tables.base import add_row
from models.tables.people import SignOnTrial
from tests.builders import NOON, PIN

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def konter(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run ``konter people`` with words, and the PINs that are typed; code, output, errors."""

    def run(*words: str, pins: tuple[str, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", StringIO("".join(f"{pin}\n" for pin in pins)))
        code = run_command(["--database", database_url, "people", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_somebody_comes_leaves_and_comes_back(konter: Command) -> None:
    words = ("add", "K-7", "Citra Lestari", "--badge", "1", "--role", "senior-clerk")
    assert konter(*words, pins=(PIN, "8642"))[:2] == (0, "K-7\tCitra Lestari\tsenior-clerk\n")
    gone = "K-7\tCitra Lestari\tsenior-clerk\tdisabled\n"
    assert konter("disable", "K-7", "--badge", "1", pins=(PIN,))[1] == gone
    assert konter("list")[1] == f"1\tAnn Lee\tmanager\n{gone}"
    assert "disabled" not in konter("enable", "K-7", "--badge", "1", pins=(PIN,))[1]


@pytest.mark.parametrize("system", ["sqlite"])
def test_what_is_refused_says_why(konter: Command) -> None:
    code, _, said = konter("add", "K-7", "Citra", "--badge", "1", pins=(PIN, "1111"))
    assert code == 1
    assert "too easy to guess" in said
    code, _, said = konter("disable", "K-9", "--badge", "1", pins=(PIN,))
    assert code == 1
    assert "K-9" in said
    assert konter("disable", "1", "--badge", "1", pins=("9042",))[0] == 1


def test_the_only_manager_is_unlocked_without_anybody(
    konter: Command, database_url: str
) -> None:
    with closing(open_shop(database_url, clock=lambda: NOON)) as shop:
        with shop.unit() as unit:
            digest = digest_of(unit, "1")
            add_row(unit.connection, SignOnTrial, badge=digest, wrong=MOST_TRIES, last_at=NOON)
        assert konter("list")[1] == "1\tAnn Lee\tmanager\tlocked\n"
        assert konter("unlock", "1")[:2] == (0, "1\tAnn Lee\tmanager\n")
        assert shop.run(lambda unit: sign_on(unit, "1", PIN)).staff_id == 1
