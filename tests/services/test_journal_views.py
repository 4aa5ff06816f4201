"""The journal as auditors read it: filtered, page by page, and one case as a story."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from desktop.journal_book import save_journal
from models.services.approvals import Approval
from models.services.documents import count_print
from models.services.journal import record
from models.services.journal_views import (
    Filter,
    count_entries,
    each_entry,
    follow,
    list_entries,
    open_journal,
)
from models.services.voids import void_return
from models.tables.journal import JournalEntry
from models.values import Refused
from models.values.events import EventGroup, events_of
from receipts.journal_words import body_rows, told
from receipts.language import Language
from tests.builders import MANAGER, NOON, a_line, a_product, a_sale
from tests.drawers import BELA_PIN, bela, sari
from tests.services.test_returns import asking, take

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop
    from models.services.journal_views import Page


def a_case(shop: Shop, number: str) -> str:
    """Goods of a sale come back, the slip is printed twice, and all is voided; the slip."""
    a_sale(shop, a_line(a_product(shop, f"Kettle {number}", sku=number)), number=number)
    slip = take(shop, asking(shop, "1", number=number), f"r-{number}").slip.head.number
    for _ in range(2):
        shop.run(lambda unit: count_print(unit, slip))
    yes = Approval(badge="2", pin=BELA_PIN, reason="Wrong line")
    shop.run(lambda unit: void_return(unit, f"v-{number}", slip, yes))
    return slip


@pytest.fixture
def cases(shop: Shop) -> tuple[str, str]:
    """Two of them, on two days."""
    bela(shop)
    first = a_case(shop, "S-1")
    shop.clock = lambda: NOON + timedelta(days=1)
    return first, a_case(shop, "S-2")


def listed(shop: Shop, **wanted: object) -> list[str]:
    found = shop.read(lambda unit: list_entries(unit, Filter(**wanted)))  # type: ignore[arg-type]
    return [entry.event for entry in found.entries]


def test_a_case_is_followed_from_any_of_its_numbers(shop: Shop, cases: tuple[str, str]) -> None:
    story = ["ReturnTaken", "ReceiptPrint", "ReceiptReprint"]
    undone = ["OperatorBypassApproval", "ApprovalUsed", "PostVoid"]
    for start in (cases[0], cases[0].lower(), "S-1", "X1-000001"):
        case = shop.read(partial(follow, reference=start))
        assert [entry.event for entry in case.entries] == [*story, *undone], start
        assert case.whole
    assert shop.read(lambda unit: follow(unit, "S-9")).entries == ()


def test_the_papers_that_an_entry_seals_are_its_references(shop: Shop) -> None:
    shop.run(lambda unit: record(unit, "ReceiptPrint", papers={"R9-000001": "ab", "V9-1": "c"}))
    case = shop.read(lambda unit: follow(unit, "V9-1"))
    (entry,) = case.entries
    assert entry.references == ("R9-000001", "V9-1")


def test_a_card_is_told_by_its_own_entries_and_leads_no_further(shop: Shop) -> None:
    for event, body in (
        ("ValueCardIssued", {"card": 1, "paper": "R1-000001"}),
        ("ValueCardSpent", {"card": 1, "paper": "E1-000009"}),
        ("ExchangeTaken", {"slip": "E1-000009", "sale": "S-9"}),
    ):
        shop.run(lambda unit, e=event, b=body: record(unit, e, **b))  # type: ignore[misc]
    case = shop.read(lambda unit: follow(unit, "R1-000001"))
    assert [entry.event for entry in case.entries] == ["ValueCardIssued", "ValueCardSpent"]


def test_filters_narrow_what_is_listed(shop: Shop, cases: tuple[str, str]) -> None:
    papers = ["ReceiptReprint", "ReceiptPrint"]
    assert listed(shop, events=events_of(EventGroup.PAPERS)) == papers * 2
    day = (NOON + timedelta(days=1)).date()
    assert listed(shop, events=events_of(EventGroup.PAPERS), since=day) == papers
    assert listed(shop, events=events_of(EventGroup.PAPERS), until=NOON.date()) == papers
    assert listed(shop, since=day, until=day)[0] == "PostVoid"
    assert listed(shop, text=cases[1])[-1] == "ReturnTaken"
    assert listed(shop, text=" s-2 ") == ["ReturnTaken"]
    assert listed(shop, text="1") == ["ShopSetUp"]
    assert listed(shop, person=99) == listed(shop, register=99) == []
    assert set(listed(shop, person=MANAGER.staff_id, register=1, text="S-1")) == {"ReturnTaken"}


def test_a_day_is_the_shops_own(shop: Shop) -> None:
    """At half past midnight in London in summer, it is still yesterday in UTC."""
    night = NOON.replace(month=7, day=2, hour=23, minute=30)
    shop.clock = lambda: night
    shop.run(lambda unit: record(unit, "NoSale", drawer=1, reason="change"))
    assert listed(shop, since=night.date(), until=night.date()) == []
    assert listed(shop, until=night.date() + timedelta(1))[0] == "NoSale"


@pytest.mark.parametrize("most", [1, 4, 100])
def test_pages_join_without_a_gap_or_a_repetition(
    shop: Shop, cases: tuple[str, str], most: int
) -> None:
    for wanted in (Filter(), Filter(events=events_of(EventGroup.DECISIONS))):
        found: list[int] = []
        page: Page | None = None
        while page is None or page.after is not None:
            after = page.after if page else None
            page = shop.read(partial(list_entries, wanted=wanted, after=after, most=most))
            found += [entry.number for entry in page.entries]
        assert found == sorted(found, reverse=True)
        assert len(found) == shop.read(partial(count_entries, wanted=wanted))
        whole = shop.read(lambda unit, w=wanted: list(each_entry(unit, w)))  # type: ignore[misc]
        assert [entry.number for entry in whole] == found


def test_the_head_is_that_of_the_chain(shop: Shop, cases: tuple[str, str]) -> None:
    seen = shop.read(open_journal)
    newest = shop.read(lambda unit: list_entries(unit, Filter())).entries[0]
    assert (seen.count, seen.head) == (newest.number, newest.hash)
    assert seen.people[MANAGER.staff_id] == "Ann Lee"


def test_somebody_without_the_right_reads_nothing(shop: Shop) -> None:
    sari(shop)
    for look in (
        open_journal,
        lambda unit: list_entries(unit, Filter()),
        lambda unit: follow(unit, "S-1"),
    ):
        with pytest.raises(Refused, match="right-missing"):
            shop.read(look)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_reference SET reference = 'S-9'",
        "DELETE FROM journal_reference",
        "INSERT INTO journal_reference VALUES ('S-9', 999999)",
    ],
)
def test_what_entries_name_is_history_too(
    shop: Shop, cases: tuple[str, str], change: str
) -> None:
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(text(change))


def test_an_entry_reads_like_a_sentence(shop: Shop, cases: tuple[str, str]) -> None:
    language = Language.of("en", shop.facts.currency)
    case = shop.read(lambda unit: follow(unit, "S-1"))
    people = shop.read(open_journal).people
    said = [told(language, entry.event, entry.body, people) for entry in case.entries]
    assert said == [
        f"Took goods of sale S-1 back: £10.00 out, slip {cases[0]}",
        f"Printed {cases[0]}",
        f"Printed {cases[0]} again, copy 1",
        f"Bela approved: a return voided, slip {cases[0]}. Wrong line",
        "Used a manager’s yes for paper X1-000001",
        f"Voided slip {cases[0]} with paper X1-000001: £10.00 undone",
    ]
    taken = case.entries[0]
    rows = dict(body_rows(language, taken.event, taken.body, people))
    assert rows["Refund"] == "£10.00"
    assert rows["Slip"] == cases[0]


def test_an_entry_that_says_less_than_its_sentence_is_called_by_its_name() -> None:
    language = Language.of("en")
    assert told(language, "PostVoid", {}, {}) == "Void"
    assert told(language, "OfANewerVersion", {"slip": "R1"}, {}) == "OfANewerVersion"
    found = [["late", 3, 2], ["reason-missing", 0, 0]]
    (row,) = body_rows(language, "ReturnDenied", {"findings": found}, {})
    assert row == ("Findings", "… days late (clause 3 of version 2), reason needed")


class TestWorkbook:
    @pytest.fixture
    def system(self) -> str:
        return "sqlite"

    def test_it_is_written_and_told_to_the_journal(
        self, shop: Shop, cases: tuple[str, str], tmp_path: Path
    ) -> None:
        place = tmp_path / "journal.xlsx"
        wanted = Filter(text=cases[0], person=MANAGER.staff_id)
        english = Language.of("en", shop.facts.currency)
        assert save_journal(shop, wanted, place, english) == 5
        newest = shop.read(lambda unit: list_entries(unit, Filter())).entries[0]
        assert (newest.event, dict(newest.body)) == (
            "JournalExported",
            {"filter": {"text": cases[0], "person": MANAGER.staff_id}, "rows": 5},
        )
        with ZipFile(place) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert sheet.count("<row ") == 6
        assert "<v>10.00</v>" in sheet, "an amount is a number"
        assert newest.previous not in sheet

    @pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "https://x.example"])
    def test_no_cell_is_a_formula_or_a_link(
        self, shop: Shop, tmp_path: Path, start: str
    ) -> None:
        shop.run(lambda unit: record(unit, "NoSale", drawer=1, reason=start))
        place = tmp_path / "journal.xlsx"
        save_journal(shop, Filter(), place, Language.of("en", shop.facts.currency))
        with ZipFile(place) as book:
            parts = " ".join(
                book.read(name).decode() for name in book.namelist() if "sheet" in name
            )
        assert "<f>" not in parts
        assert "<hyperlink" not in parts
        assert start in parts

    def test_where_it_is_stopped_there_is_no_file_and_no_entry(
        self, shop: Shop, cases: tuple[str, str], tmp_path: Path
    ) -> None:
        place = tmp_path / "journal.xlsx"
        before = _count(shop)
        english = Language.of("en", shop.facts.currency)
        assert save_journal(shop, Filter(), place, english, stopped=lambda: True) is None
        assert list(tmp_path.glob("*.xlsx*")) == []
        assert _count(shop) == before

    def test_nobody_has_a_file_that_is_not_in_the_journal(
        self, shop: Shop, tmp_path: Path
    ) -> None:
        place = tmp_path / "journal.xlsx"
        shop.person = replace(MANAGER, staff_id=sari(shop).staff_id)
        with pytest.raises(Refused, match="right-missing"):
            save_journal(shop, Filter(), place, Language.of("en", shop.facts.currency))
        assert list(tmp_path.glob("*.xlsx*")) == []


def _count(shop: Shop) -> int:
    with shop.unit(writes=False) as unit:
        return unit.connection.scalar(select(func.count(JournalEntry.number))) or 0
