"""``konter verify`` finds whatever somebody changed in the records, and says where.

The tests play somebody who may do anything with the database: triggers go first. What they
change is looked at in the same transaction and then rolled back.
"""

from __future__ import annotations

import json
import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from re import findall
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import NullPool, create_engine, make_url, select, text
from sqlalchemy.exc import DBAPIError

import models.services
from models.db import open_shop, transaction
from models.services.documents import RETURN, next_number, store_paper
from models.services.journal import Entry, seal
from models.services.verify import Verified, head_from_paper, verify_records
from models.services.verify_chain import Head
from models.tables.journal import JournalEntry
from models.unit import Unit
from models.values import Quantity, Refused
from receipts.language import Language
from receipts.verify_sentences import FAULTS, fault_sentence
from tests.builders import FLOAT, MANAGER, NOON, a_drawer, a_line, a_sale
from tests.drawers import close
from tests.services.a_day import a_day
from tests.services.test_returns import asking, take
from tests.services.verified import nothing_is_wrong, verified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop
    from tests.databases import Databases, System


@dataclass(frozen=True)
class Attack:
    """Somebody with every right on the database, until it is rolled back."""

    unit: Unit

    def sql(self, statement: str, **values: Any) -> Any:
        return self.unit.connection.execute(text(statement), values)

    def one(self, statement: str, **values: Any) -> Any:
        return self.sql(statement, **values).one()[0]

    def verified(self, known: Head | None = None) -> Verified:
        return verify_records(self.unit, known)

    def drop_triggers(self) -> None:
        if self.unit.connection.dialect.name == "sqlite":
            names = self.sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in names.all():
                self.sql(f"DROP TRIGGER {name}")
            self.sql("PRAGMA defer_foreign_keys = ON")
            return
        tables = self.sql(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        )
        for name, table in tables.all():
            self.sql(f"DROP TRIGGER {name} ON {table}")
        self.sql("ALTER TABLE journal_reference DROP CONSTRAINT fk_journal_reference_number")

    def recompute_chain(self, start: int) -> None:
        """Seal everything from there on anew, as somebody would who knows the program."""
        previous = self.one("SELECT hash FROM journal WHERE number = :n", n=start - 1)
        for row in self.unit.connection.execute(
            select(JournalEntry.__table__)
            .where(JournalEntry.number >= start)
            .order_by(JournalEntry.number)
        ).all():
            sealed = seal(previous, Entry(*row[:6]))
            self.sql(
                "UPDATE journal SET previous = :p, hash = :h WHERE number = :n",
                p=previous, h=sealed, n=row.number,
            )  # fmt: skip
            previous = sealed
        self.sql("UPDATE journal_head SET hash = :h", h=previous)


@contextmanager
def attack(shop: Shop) -> Iterator[Attack]:
    with transaction(shop.engine, writes=True) as connection:
        unit = Unit(
            connection=connection, now=shop.clock(), shop=shop.facts, station=shop.station
        )
        attacker = Attack(unit)
        attacker.drop_triggers()
        yield attacker
        connection.get_transaction().rollback()  # type: ignore[union-attr]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shop]:
    """One for all tests, as each of them leaves it as it was."""
    system: System = request.param
    folder = tmp_path_factory.mktemp(system)
    with (
        databases.fresh_url(system, folder) as url,
        closing(open_shop(url, clock=lambda: NOON)) as shop,
    ):
        shop.person = MANAGER
        a_drawer(shop)
        a_day(shop)
        yield shop


def places(found: Verified) -> list[tuple[str, str, int | str | None]]:
    for fault in found.faults:
        said = fault_sentence(Language.of("en"), fault.message)
        assert said != fault.code
        assert "{" not in said
    return [(fault.code, fault.table, fault.key) for fault in found.faults]


def test_a_day_nobody_touched_has_no_fault(busy: Shop) -> None:
    found = nothing_is_wrong(busy)
    assert (found.returns, found.more) == (8, 0)
    assert found.papers >= 13
    assert nothing_is_wrong(busy) == found, "nothing is changed by it"
    assert verified(busy, found.head).faults == ()
    assert verified(busy, Head("0" * 64, 0)).faults == ()


def test_an_entry_that_was_edited(busy: Shop) -> None:
    with attack(busy) as somebody:
        somebody.sql("UPDATE journal SET body = '{}' WHERE number = 5")
        assert places(somebody.verified())[0] == ("journal-changed", "journal", 5)


@pytest.mark.parametrize(
    ("column", "value"),
    [("staff_id", None), ("staff_id", 2), ("register_id", None), ("event", "NoSale")],
)
def test_who_and_where_are_sealed_too(busy: Shop, column: str, value: object) -> None:
    with attack(busy) as somebody:
        number = somebody.one("SELECT max(number) FROM journal WHERE event = 'ReturnTaken'")
        somebody.sql(f"UPDATE journal SET {column} = :v WHERE number = :n", v=value, n=number)
        assert places(somebody.verified())[0] == ("journal-changed", "journal", number)


def test_an_entry_that_was_put_in(busy: Shop) -> None:
    with attack(busy) as somebody:
        head = nothing_is_wrong_yet(somebody).head
        somebody.sql(
            "INSERT INTO journal (number, at, event, body, previous, hash) "
            "SELECT number + 1, at, event, body, hash, hash FROM journal WHERE number = :n",
            n=head.count,
        )
        assert places(somebody.verified())[:2] == [
            ("journal-changed", "journal", head.count + 1),
            ("journal-head-behind", "journal_head", 1),
        ]


def test_an_entry_that_was_taken_out(busy: Shop) -> None:
    with attack(busy) as somebody:
        number = somebody.one("SELECT number FROM journal WHERE event = 'GoodwillGiven'")
        paper = somebody.one("SELECT code FROM document WHERE kind = 'goodwill'")
        somebody.sql("DELETE FROM journal WHERE number = :n", n=number)
        found = somebody.verified()
    assert places(found)[0] == ("journal-gap", "journal", number)
    assert {"paper-unsealed", "return-entry-missing"} <= {fault.code for fault in found.faults}
    assert found.faults[1].facts["number"] == paper


def test_a_tail_that_was_cut(busy: Shop) -> None:
    with attack(busy) as somebody:
        head = nothing_is_wrong_yet(somebody).head
        somebody.sql("DELETE FROM journal WHERE number > :n", n=head.count - 1)
        assert ("journal-cut", "journal", head.count) in places(somebody.verified())


def test_a_tail_that_was_cut_with_its_head_put_right(busy: Shop) -> None:
    """Nothing in the records knows better: the paper does."""
    with attack(busy) as somebody:
        head = nothing_is_wrong_yet(somebody).head
        somebody.sql("DELETE FROM journal WHERE number > :n", n=head.count - 1)
        somebody.sql(
            "UPDATE journal_head SET entries = :n, "
            "hash = (SELECT hash FROM journal WHERE number = :n)",
            n=head.count - 1,
        )
        assert "head-cut" not in {fault.code for fault in somebody.verified().faults}
        found = somebody.verified(head)
        assert found.faults[0].code == "head-cut"
        assert found.faults[0].facts == {"count": head.count, "entries": head.count - 1}


def test_a_tail_that_was_rewritten(busy: Shop) -> None:
    """With the chain recomputed, it is the Z that knows: the stored one, and the printed."""
    with attack(busy) as somebody:
        head = nothing_is_wrong_yet(somebody).head
        number = somebody.one("SELECT number FROM journal WHERE event = 'PaidOut'")
        body = json.loads(somebody.one("SELECT body FROM journal WHERE number = :n", n=number))
        changed = json.dumps(body | {"reason": "Tea"}, sort_keys=True, separators=(",", ":"))
        somebody.sql("UPDATE journal SET body = :b WHERE number = :n", b=changed, n=number)
        somebody.recompute_chain(number)
        assert [fault.code for fault in somebody.verified().faults] == ["closing-differs"]
        found = somebody.verified(head)
        assert places(found)[0] == ("head-rewritten", "journal", head.count)


def test_a_paper_that_was_edited(busy: Shop) -> None:
    with attack(busy) as somebody:
        key = somebody.one("SELECT id FROM document WHERE code = 'R1-000001'")
        somebody.sql(
            "UPDATE document SET snapshot = replace(snapshot, '1000', '1001') WHERE id = :k",
            k=key,
        )
        assert places(somebody.verified()) == [("paper-changed", "document", key)]


def test_a_paper_that_was_edited_and_sealed_once_more(busy: Shop) -> None:
    with attack(busy) as somebody:
        key = somebody.one("SELECT id FROM document WHERE code = 'R1-000001'")
        somebody.sql("UPDATE document SET snapshot = '{}' WHERE id = :k", k=key)
        number = somebody.one("SELECT max(number) FROM journal")
        body = json.dumps({"papers": {"R1-000001": "0" * 64}}, separators=(",", ":"))
        somebody.sql(
            "UPDATE journal SET event = 'PapersSealed', body = :b WHERE number = :n",
            b=body, n=number,
        )  # fmt: skip
        somebody.recompute_chain(number)
        codes = [fault.code for fault in somebody.verified().faults]
        assert codes[:2] == ["paper-sealed-twice", "paper-changed"]


def test_a_paper_that_is_gone(busy: Shop) -> None:
    with attack(busy) as somebody:
        key = somebody.one("SELECT id FROM document WHERE code = 'V1-000003'")
        somebody.sql("DELETE FROM document WHERE id = :k", k=key)
        assert places(somebody.verified()) == [
            ("paper-gap", "document", "V1-000003"),
            ("paper-missing", "document", "V1-000003"),
        ]


def test_a_paper_that_nobody_sealed(busy: Shop) -> None:
    with attack(busy) as somebody:
        somebody.sql(
            "INSERT INTO document (register_id, kind, number, code, made_at, snapshot) "
            "SELECT register_id, kind, number + 1, 'Z1-000002', made_at, snapshot "
            "FROM document WHERE kind = 'closing'"
        )
        key = somebody.one("SELECT max(id) FROM document")
        found = places(somebody.verified())
    assert found[0] == ("paper-unsealed", "document", key)
    assert ("series-behind", "number_series", "closing") in found


@pytest.mark.parametrize(
    ("table", "where", "change", "code"),
    [
        ("refund", "kind = 'cash'", "amount = amount + 1", "refund-differs"),
        ("refund", "kind = 'debit'", "exact = exact - 1", "refund-rounded"),
        ("refund", "kind = 'store-credit'", "amount = 1", "refund-rounded"),
        ("return_line", "true", "gross = gross + 100", "amount-differs"),
        ("return_line", "true", "quantity = quantity + 1", "amount-differs"),
        ("return_line", "true", "fee = 1", "amount-differs"),
        ("return_line", "true", "tax = tax + 1", "amount-differs"),
        ("return_line", "true", "reason = 'faulty'", "amount-differs"),
        ("price_correction", "true", "amount = amount + 1", "amount-differs"),
        ("goodwill", "true", "amount = amount + 1", "amount-differs"),
        ("exchange", "true", "value = value + 1", "amount-differs"),
        ("sale_line", "obtained = 'exchanged'", "paid = paid + 1", "amount-differs"),
        ("sale_line", "returned > 0", "returned = returned - 1", "line-returned-differs"),
        ("sale_line", "refunded > 0", "refunded = refunded - 1", "line-refunded-differs"),
        ("sale_line", "corrected > 0", "corrected = corrected - 1", "line-corrected-differs"),
        ("tender", "refunded > 0", "refunded = refunded - 1", "tender-refunded-differs"),
        ("drawer_entry", "kind = 'paid-in'", "amount = amount + 1", "drawer-balance"),
        ("drawer_entry", "kind = 'refund'", "amount = amount - 1", "drawer-balance"),
        ("drawer_entry", "kind = 'refund'", "balance = balance + 1", "drawer-balance"),
        ("drawer_count", "true", "expected = expected + 1", "count-differs"),
        ("drawer_count", "true", "counted = counted + 1", "closing-count-differs"),
        ("value_entry", "seq = 1", "amount = amount + 1", "card-balance"),
        ("value_entry", "kind = 'spent'", "balance = balance + 1", "card-balance"),
        ("stock_movement", "return_line_id IS NOT NULL", "quantity = 7", "stock-differs"),
        ("stock_movement", "sale_line_id IS NOT NULL", "quantity = 7", "stock-differs"),
        ("stock_movement", "bucket = 'repair'", "quantity = 7", "stock-unexplained"),
        ("goods_move", "true", "disposition = 'write-off'", "move-differs"),
        ("request", "kind = 'return'", "document = 'R1-000099'", "request-paper-missing"),
    ],
)  # fmt: skip
def test_what_was_edited_is_found_where_it_is(
    busy: Shop, table: str, where: str, change: str, code: str
) -> None:
    with attack(busy) as somebody:
        key = somebody.one(f"SELECT id FROM {table} WHERE {where} ORDER BY id LIMIT 1")
        somebody.sql(f"UPDATE {table} SET {change} WHERE id = :k", k=key)
        assert (code, table, key) in places(somebody.verified())


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        ("refund WHERE kind = 'debit' AND status = 'paid'", "refund-differs"),
        ("stock_movement WHERE return_line_id = 1", "stock-missing"),
        ("stock_movement WHERE bucket = 'waste'", "stock-move-missing"),
        ("value_entry WHERE kind = 'moved-out'", "card-entry-missing"),
        ("goods_move WHERE seq = 2", "move-missing"),
        ("goodwill", "giving-missing"),
        ("exchange", "return-paper-missing"),
        ("drawer_entry WHERE kind = 'paid-out'", "drawer-gap"),
        ("drawer_entry WHERE kind = 'difference'", "difference-differs"),
        ("journal_head", "journal-head-missing"),
    ],
)
def test_a_row_that_is_gone_is_missed(busy: Shop, gone: str, code: str) -> None:
    with attack(busy) as somebody:
        somebody.sql(f"DELETE FROM {gone}")
        assert code in {fault.code for fault in somebody.verified().faults}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE approval SET state = 'granted', used_by = NULL", "approval-unused"),
        ("UPDATE approval SET used_by = 'X1-000099'", "approval-paper-missing"),
        ("UPDATE approval SET used_by = 'R1-000001'", "approval-use-differs"),
        ("UPDATE approval SET managers = 2", "approval-without-yes"),
        ("UPDATE approval SET digest = 'x'", "approval-without-yes"),
        ("UPDATE approval SET staff_id = 2", "approval-own"),
        ("UPDATE approval SET on_the_spot = false", "approval-entry-differs"),
        ("UPDATE approval_event SET authority_id = 1", "approval-own"),
        ("UPDATE approval_event SET staff_id = 1", "approval-yes-differs"),
        ("DELETE FROM approval_event", "approval-without-yes"),
        ("DELETE FROM approval", "approval-unused"),
        (
            "UPDATE return_line SET findings = '{\"overridden\"\\:[1]}' WHERE return_id = 1",
            "paper-unapproved",
        ),
        ("UPDATE personal SET value = 'Mallory'", "personal-changed"),
        ("UPDATE personal SET salt = 'x'", "personal-changed"),
        ("DELETE FROM personal", "personal-missing"),
        (
            "INSERT INTO personal (what, salt, value, made_at) "
            "SELECT 'words', 'x', 'y', max(made_at) FROM personal",
            "personal-unsealed",
        ),
        ("DELETE FROM journal_reference WHERE number = 9", "reference-missing"),
        ("UPDATE journal_reference SET reference = reference || '?'", "reference-added"),
        ("INSERT INTO journal_reference VALUES ('R1-000001', 1)", "reference-added"),
    ],
)
def test_approvals_names_and_references_are_as_the_journal_has_them(
    busy: Shop, change: str, code: str
) -> None:
    with attack(busy) as somebody:
        if "approval" in change:
            somebody.sql("DELETE FROM approval_event WHERE said IN ('asked', 'used')")
            nothing_is_wrong_yet(somebody)
        somebody.sql("DELETE FROM approval_event") if change == "DELETE FROM approval" else None
        somebody.sql(change)
        found = somebody.verified()
    assert code in {fault.code for fault in found.faults}
    places(found)


def test_what_was_forgotten_is_no_fault(busy: Shop) -> None:
    with attack(busy) as somebody:
        somebody.sql("UPDATE personal SET value = NULL, salt = NULL, forgotten_at = made_at")
        nothing_is_wrong_yet(somebody)


def test_a_ledger_that_adds_up_is_still_not_what_was_told(busy: Shop) -> None:
    """Amount and balances are raised together: the journal knows what was booked."""
    with attack(busy) as somebody:
        card = somebody.one("SELECT max(card_id) FROM value_entry")
        somebody.sql("UPDATE value_entry SET amount = amount + 5, balance = balance + 5 "
                     "WHERE card_id = :c AND seq = 1", c=card)  # fmt: skip
        key = somebody.one("SELECT id FROM value_entry WHERE card_id = :c", c=card)
        assert ("card-entry-differs", "value_entry", key) in places(somebody.verified())

    with attack(busy) as somebody:
        key = somebody.one("SELECT id FROM drawer_entry WHERE kind = 'paid-in'")
        somebody.sql("UPDATE drawer_entry SET amount = amount + 5 WHERE id = :k", k=key)
        somebody.sql("UPDATE drawer_entry SET balance = balance + 5 WHERE id >= :k "
                     "AND drawer_id = 1", k=key)  # fmt: skip
        assert ("by-hand-differs", "drawer_entry", key) in places(somebody.verified())


def test_a_void_that_was_taken_back_or_made_up(busy: Shop) -> None:
    with attack(busy) as somebody:
        somebody.sql("UPDATE goods_return SET voided_by = NULL")
        codes = {fault.code for fault in somebody.verified().faults}
        assert {"void-of-nothing", "void-hidden"} <= codes
    with attack(busy) as somebody:
        somebody.sql("UPDATE goods_return SET voided_by = NULL")
        somebody.sql("UPDATE goods_return SET voided_by = 1 WHERE number = 'R1-000001'")
        codes = {fault.code for fault in somebody.verified().faults}
        assert {"void-entry-missing", "void-paper-missing"} <= codes


def test_every_fault_has_its_sentence() -> None:
    room = Path(models.services.__path__[0])
    used = {
        code
        for file in room.glob("verify_*.py")
        for code in findall(r'wrong\(\s*"([a-z-]+)"', file.read_text(encoding="utf-8"))
    }
    assert used == set(FAULTS)


def test_faults_beyond_a_thousand_are_only_counted(
    busy: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.services.verify_examination.MOST_FAULTS", 3)
    with attack(busy) as somebody:
        entries = nothing_is_wrong_yet(somebody).entries
        somebody.sql("UPDATE journal SET hash = 'x'")
        found = somebody.verified()
    assert len(found.faults) == 3
    assert found.more >= entries - 3


def nothing_is_wrong_yet(somebody: Attack) -> Verified:
    found = somebody.verified()
    assert found.faults == ()
    return found


FIELDS = {
    "journal": ("at", "event", "staff_id", "register_id", "body", "previous", "hash", "number"),
    "document": (
        "register_id", "kind", "number", "code", "made_at", "return_id", "snapshot",
    ),
}  # fmt: skip


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changed_field_of_any_entry_or_paper_is_found(
    busy: Shop, data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from(sorted(FIELDS)))
    column = data.draw(st.sampled_from(FIELDS[table]))
    key = "number" if table == "journal" else "id"
    with attack(busy) as somebody:
        keys = [row[0] for row in somebody.sql(f"SELECT {key} FROM {table} ORDER BY 1").all()]
        row = data.draw(st.sampled_from(keys))
        old = somebody.one(f"SELECT {column} FROM {table} WHERE {key} = :k", k=row)
        new = data.draw(other_than(table, column, old))
        try:
            somebody.sql(f"UPDATE {table} SET {column} = :new WHERE {key} = :k", new=new, k=row)
        except DBAPIError:  # what even an owner cannot store: the same number twice
            return
        assert somebody.verified().faults, (table, column, row, old, new)


def other_than(table: str, column: str, old: Any) -> st.SearchStrategy[Any]:
    """Another value that the column could hold."""
    if column in ("at", "made_at"):
        was = datetime.fromisoformat(old) if isinstance(old, str) else old
        seconds = st.integers(1, 10**7) | st.sampled_from([-1, -3600, -(10**9)])
        moments = seconds.map(lambda s: was + timedelta(microseconds=s))
        return moments.map(lambda m: m.isoformat(" ", "microseconds")).map(
            lambda said: said if isinstance(old, str) else datetime.fromisoformat(said)
        )
    if column == "number":
        return st.integers(1, 200).filter(lambda number: number != old)
    if column.endswith("_id"):
        key = st.integers(1, 8) if column == "return_id" else st.integers(1, 2)
        may_be_none = column == "return_id" or table == "journal"
        choices = key | st.none() if may_be_none else key
        return choices.filter(lambda value: value != old)
    letters = st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0")
    longest = {"kind": 12, "code": 40, "event": 40, "previous": 64, "hash": 64}
    texts = st.text(letters, max_size=longest.get(column, 300))
    spoilt = st.integers(0, len(old)).map(lambda at: f"{old[:at]}7{old[at + 1 :]}")
    return (texts | spoilt).filter(lambda value: value != old)


def test_the_file_swapped_with_an_older_backup(
    database_url: str, shop: Shop, system: System, tmp_path: Path
) -> None:
    """Whole in itself: only the Z that was printed since knows better."""
    a_sale(shop, a_line(quantity=Quantity.of(3)))
    take(shop, asking(shop, "1"), "r-1")
    shop.close()
    with copied(database_url, system, tmp_path) as backup:
        take(shop, asking(shop, "1"), "r-2")
        report = close(shop, FLOAT.minor - 2000).report
        printed = head_from_paper(report.journal_head.upper(), report.journal_entries)
        assert verified(shop, printed).faults == ()
        with closing(open_shop(backup, clock=lambda: NOON)) as older:
            assert verified(older).faults == ()
            (fault,) = verified(older, printed).faults
        assert (fault.code, fault.facts["count"]) == ("head-cut", printed.count)


@contextmanager
def copied(url: str, system: System, folder: Path) -> Iterator[str]:
    """Another database with the same in it."""
    address = make_url(url)
    if system == "sqlite":
        shutil.copyfile(str(address.database), folder / "backup.db")
        yield f"sqlite:///{folder / 'backup.db'}"
        return
    name = f"backup_{address.database}"
    admin = create_engine(
        address.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {address.database}")
        try:
            yield address.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("typed", ["", "9f86", "g" * 64, "0" * 65])
def test_what_is_no_head_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="head-wrong"):
        head_from_paper(typed, 1)
    with pytest.raises(Refused, match="head-count-wrong"):
        head_from_paper("0" * 64, -1)


def test_a_paper_that_nothing_vouches_for_is_not_committed(shop: Shop) -> None:
    def forgetful(unit: Unit) -> None:
        store_paper(unit, next_number(unit, RETURN), {"head": {}})

    with pytest.raises(RuntimeError, match="R1-000001"):
        shop.run(forgetful)
    assert verified(shop).papers == 0
