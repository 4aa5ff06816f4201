"""``konter verify`` and ``konter grant`` as a person at a prompt meets them."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import make_url, text

from desktop.command_line import run_command
from models.db import connect, open_shop
from tests.builders import FLOAT, MANAGER, NOON, a_line, a_sale
from tests.drawers import begin, close
from tests.services.test_returns import asking, take
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.drawer_papers import DrawerReport
    from tests.databases import System

ROLE = 'counter "two"; 100 %'
"""Only quoted it is a name."""


@pytest.fixture
def printed(shop: Shop) -> DrawerReport:
    """A return, and the Z of its day."""
    a_sale(shop, a_line())
    take(shop, asking(shop, "1"))
    return close(shop, FLOAT.minor - 1000).report


class Verifying:
    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._url = url
        self._capsys = capsys
        self.told = self.wrong = ""

    def __call__(self, *words: str, of: str = "verify") -> int:
        code = run_command(["--database", self._url, of, *words])
        self.told, self.wrong = self._capsys.readouterr()
        assert "Traceback" not in self.told + self.wrong
        return code

    def as_object(self, *words: str) -> dict[str, Any]:
        assert self("--json", *words) in (0, 1)
        found: dict[str, Any] = json.loads(self.told)
        return found


@pytest.fixture
def verify(database_url: str, capsys: pytest.CaptureFixture[str]) -> Verifying:
    return Verifying(database_url, capsys)


def changed(url: str, *statements: str) -> None:
    """By somebody who owns the database: no trigger is in their way."""
    engine = connect(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def unguarded(database_url: str, system: System) -> str:
    triggers = {
        "sqlite": ("DROP TRIGGER journal_no_update", "DROP TRIGGER return_line_no_update"),
        "postgresql": (
            "ALTER TABLE journal DISABLE TRIGGER ALL",
            "ALTER TABLE return_line DISABLE TRIGGER ALL",
        ),
    }
    changed(database_url, *triggers[system])
    return database_url


def test_all_is_well(verify: Verifying, printed: DrawerReport) -> None:
    assert verify() == 0
    entries = printed.journal_entries + 1
    assert f"{entries} journal entries, 2 papers and 1 returns were checked" in verify.told
    assert "everything is as it was written" in verify.told
    assert f"at {entries} entries:" in verify.told
    assert verify.wrong == ""


def test_the_head_as_the_z_prints_it(verify: Verifying, printed: DrawerReport) -> None:
    head = printed.journal_head
    grouped = " ".join(head[at : at + 4] for at in range(0, 64, 4))
    for typed in (head, head.upper(), grouped):
        assert verify("--head", typed, "--count", str(printed.journal_entries)) == 0
    assert verify("--head", head, "--count", str(printed.journal_entries + 5)) == 1
    assert "older backup" in verify.told
    assert verify("--head", head[::-1], "--count", str(printed.journal_entries)) == 1
    assert "another seal than the paper" in verify.told


@pytest.mark.parametrize(
    "words",
    [("--head", "0" * 64), ("--count", "3"), ("--head", "9f86", "--count", "3"), ("--tail",)],
)
def test_wrong_use(verify: Verifying, words: tuple[str, ...]) -> None:
    assert verify(*words) == 2
    assert verify.told == ""


def test_each_fault_is_a_line_and_the_first_wrong_row_stands_first(
    verify: Verifying, printed: DrawerReport, unguarded: str
) -> None:
    changed(
        unguarded,
        "UPDATE return_line SET gross = gross - 1",
        "UPDATE journal SET body = '{}' WHERE event = 'OperatorSignOn'",
    )
    assert verify() == 1
    first, *others = verify.told.splitlines()
    assert "OperatorSignOn, is not as it was sealed" in first
    assert any("return_line 1, of R1-000001: gross is 999" in line for line in others)
    assert "Nothing was changed." in others[-1]

    found = verify.as_object()
    assert found["well"] is False
    assert (found["faults"][0]["code"], found["faults"][0]["table"]) == (
        "journal-changed",
        "journal",
    )
    assert found["faults"][0]["said"] == first


def test_as_an_object(verify: Verifying, printed: DrawerReport) -> None:
    found = verify.as_object()
    assert (found["well"], found["faults"], found["returns"]) == (True, [], 1)
    assert found["count"] == printed.journal_entries + 1


def test_a_counters_role_works_and_changes_no_history(
    database_url: str, system: System, verify: Verifying, printed: DrawerReport
) -> None:
    if system == "sqlite":
        assert verify(ROLE, of="grant") == 1
        assert "knows no roles" in verify.wrong
        return
    try:
        assert verify(ROLE, of="grant") == 0
        assert "was made" in verify.told
        assert verify(ROLE, of="grant") == 0
        assert "was made" not in verify.told
        a_counter_works(as_role(database_url))
        for statement in FORBIDDEN:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                refused(as_role(database_url), statement)
        assert verify() == 0
    finally:
        quoted = '"' + ROLE.replace('"', '""') + '"'
        changed(database_url, f"DROP OWNED BY {quoted}", f"DROP ROLE {quoted}")


FORBIDDEN = [
    "UPDATE journal SET event = event",
    "DELETE FROM journal",
    "TRUNCATE journal",
    "ALTER TABLE journal DISABLE TRIGGER ALL",
    "DROP TRIGGER journal_only_grows ON journal",
    "UPDATE document SET snapshot = snapshot",
    "DELETE FROM return_line",
    "TRUNCATE sale",
    "DELETE FROM journal_head",
    "DELETE FROM approval",
    "UPDATE approval SET digest = digest",
    "UPDATE approval SET managers = 0",
    "DELETE FROM approval_event",
    "UPDATE approval_event SET digest = digest",
    "UPDATE approval_event SET staff_id = staff_id",
    "UPDATE delegation SET until = until",
    "DELETE FROM delegation",
    "UPDATE journal_reference SET reference = reference",
    "DELETE FROM journal_reference",
    "DELETE FROM personal",
    "UPDATE personal SET customer_id = customer_id",
    "UPDATE alembic_version SET version_num = '0001'",
    "CREATE TABLE own (id integer)",
    "SET session_replication_role = replica",
]


def as_role(url: str) -> str:
    address = make_url(url).set(username=ROLE)
    return address.render_as_string(hide_password=False)


def a_counter_works(url: str) -> None:
    with closing(open_shop(url, clock=lambda: NOON)) as shop:
        shop.person = MANAGER
        begin(shop, FLOAT.minor)
        a_sale(shop, a_line(), number="S-2")
        taken = take(shop, asking(shop, "1", number="S-2"), "r-2")
        assert taken.slip.head.number == "R1-000002"
        close(shop, FLOAT.minor - 1000)
        nothing_is_wrong(shop)


def refused(url: str, statement: str) -> None:
    address = make_url(url)
    with psycopg.connect(
        host=address.query["host"],  # type: ignore[arg-type]
        dbname=address.database,
        user=address.username,
    ) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("role", ["", "pg_mine", "public", "x" * 64])
def test_what_is_no_role(system: System, verify: Verifying, role: str) -> None:
    assert verify(role, of="grant") == 1
    assert ("knows no roles" if system == "sqlite" else "cannot be the name") in verify.wrong


def test_an_owner_is_no_counters_role(system: System, verify: Verifying) -> None:
    if system == "sqlite":
        pytest.skip("a file knows no roles")
    assert verify("konter", of="grant") == 1
    assert "may do anything" in verify.wrong
