"""Papers of every kind are found again, and opened by their numbers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, update

from models.services.approvals import Approval
from models.services.documents import count_print, next_number, store_paper
from models.services.journal import record
from models.services.papers import PAGE, PapersSought, find_papers, list_choices, open_any
from models.services.print_jobs import queue_print
from models.services.search import FILED, FiledPaper, look_up
from models.services.voids import void_return
from models.tables.goods import Product
from models.tables.shop import Shop as ShopRow
from models.values import Money, Refused
from models.values.papers import ReturnSlip
from models.values.printing import LETTERS, PaperKind
from receipts import pdf
from receipts.papers import document_of
from tests.builders import FLOAT, NOON, a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, bela, close, sari
from tests.services.test_returns import asking, take

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.papers import AnyPaper, PapersFound
    from models.unit import Unit


def came_back(shop: Shop, number: str = "S-1", customer: str = "") -> str:
    """The kettle of a sale; the number of its slip."""
    key = a_customer(shop, customer) if customer else None
    line = a_line(a_product(shop, f"Kettle {number}", sku=number))
    a_sale(shop, line, number=number, customer_id=key)
    return take(shop, asking(shop, "1", number=number), f"r-{number}").slip.head.number


def closed(shop: Shop) -> str:
    """The number of its Z."""
    return close(shop, FLOAT.minor).report.head.number


def find(shop: Shop, **sought: Any) -> PapersFound:
    return shop.read(lambda unit: find_papers(unit, PapersSought(**sought)))


def codes(shop: Shop, **sought: Any) -> list[str]:
    return [row.code for row in find(shop, **sought).rows]


def opened(shop: Shop, code: str) -> AnyPaper:
    return shop.read(partial(open_any, code=code))


def test_a_paper_says_what_it_is_and_who_printed_it(shop: Shop) -> None:
    slip = came_back(shop, customer="Budi Santoso")
    paper = opened(shop, slip.lower())
    assert (paper.code, paper.kind, paper.copy) == (slip, PaperKind.RETURN, 0)
    assert (paper.register, paper.customer, paper.amount) == ("1", "Budi Santoso", Money(1000))
    assert paper.case == slip
    assert paper.prints == ()
    shop.run(partial(count_print, code=slip))
    shop.clock = lambda: NOON + timedelta(minutes=5)
    shop.run(partial(count_print, code=slip))
    paper = opened(shop, slip)
    assert paper.copy == 2
    assert [(each.copy, each.person) for each in paper.prints] == [
        (0, "Ann Lee"),
        (1, "Ann Lee"),
    ]
    assert paper.prints[1].at - paper.prints[0].at == timedelta(minutes=5)


def test_what_a_paper_says_stays_whatever_becomes_of_shop_goods_and_policy(shop: Shop) -> None:
    slip = came_back(shop, customer="Budi Santoso")

    def printed() -> bytes:
        paper = opened(shop, slip)
        assert isinstance(paper.paper, ReturnSlip)
        return pdf.render(document_of(paper.paper, 1))

    before = printed()
    in_force(shop, 'window = "3 days"\nfee.restocking = { percent = 50 }', since=NOON.date())
    with shop.unit() as unit:
        unit.connection.execute(update(Product).values(name="Pot", price=Money(99)))
        unit.connection.execute(update(ShopRow).values(name="Another Shop", tax_number="X9"))
    shop.clock = lambda: NOON + timedelta(days=400)
    assert printed() == before


def test_papers_are_found_by_number_sale_and_customer(shop: Shop) -> None:
    first, second = came_back(shop, "S-1", "Budi Santoso"), came_back(shop, "S-2")
    closing = closed(shop)
    assert codes(shop) == [closing, second, first]
    assert codes(shop, text=second.lower()) == [second]
    assert codes(shop, text=" 000001 ") == codes(shop, text="1") == [closing, first]
    assert codes(shop, text="s-1") == codes(shop, text="budi") == [first]
    assert codes(shop, text="R9-000001") == []
    assert codes(shop, kinds=(PaperKind.CLOSING,)) == [closing]
    assert codes(shop, text="2", kinds=(PaperKind.CLOSING,)) == []
    assert codes(shop, register="1") == codes(shop)
    assert codes(shop, register="9") == []
    rows = {row.code: row for row in find(shop).rows}
    assert rows[first].customer == "Budi Santoso"
    assert (rows[first].amount, rows[closing].amount) == (Money(1000), FLOAT)
    assert [rows[code].prints for code in (first, second)] == [0, 0]


def test_days_are_the_shops_own(shop: Shop) -> None:
    """At half past midnight in London in summer it is still yesterday in UTC."""
    night = NOON.replace(month=7, day=2, hour=23, minute=30)
    shop.clock = lambda: night
    slip = came_back(shop)
    morning = night.date() + timedelta(1)
    assert codes(shop, day_from=morning) == codes(shop, day_to=morning) == [slip]
    assert codes(shop, day_to=night.date()) == []


def test_a_void_and_what_it_undid(shop: Shop) -> None:
    slip = came_back(shop)
    bela(shop)
    yes = Approval(badge="2", pin=BELA_PIN, reason="Wrong line")
    shop.run(lambda unit: void_return(unit, "v-1", slip, yes))
    assert codes(shop, text="S-1") == ["A1-000001", "X1-000001", slip]
    assert opened(shop, "X1-000001").case == "X1-000001"


def test_pages_join_without_a_gap_or_a_repetition(shop: Shop) -> None:
    slip = opened(shop, came_back(shop)).paper
    assert isinstance(slip, ReturnSlip)
    stored = slip.to_json()

    def many(unit: Unit) -> None:
        """All of them at the same moment."""
        for _ in range(2 * PAGE):
            store_paper(unit, next_number(unit, PaperKind.RETURN), stored)
        record(unit, "PapersSealed", drawer=1)

    shop.run(many)
    for sought in (PapersSought(), PapersSought(kinds=(PaperKind.RETURN,))):
        made: list[str] = []
        found: PapersFound | None = None
        while found is None or found.more is not None:
            after = found.more if found else None
            found = shop.read(partial(find_papers, sought=sought, after=after))
            made += [row.code for row in found.rows]
        assert made == [f"R1-{n:06}" for n in range(2 * PAGE + 1, 0, -1)]


def test_what_only_auditors_may_read(shop: Shop) -> None:
    slip = came_back(shop)
    file = a_filed_paper(shop, PaperKind.CASE_FILE)
    assert PaperKind.CASE_FILE in shop.read(list_choices).kinds
    sari(shop)
    here = shop.read(list_choices)
    assert (here.register, here.registers, here.may_set_printers) == ("1", ("1",), False)
    assert PaperKind.CASE_FILE not in here.kinds
    assert codes(shop) == [slip]
    for look in (
        partial(open_any, code=file),
        partial(find_papers, sought=PapersSought(kinds=(PaperKind.CASE_FILE,))),
    ):
        with pytest.raises(Refused, match="right-missing"):
            shop.read(look)
    for print_it in (queue_print, count_print):
        with pytest.raises(Refused, match="right-missing"):
            shop.run(partial(print_it, code=file))


def a_filed_paper(shop: Shop, kind: PaperKind) -> str:
    """One of a kind that the counter does nothing with, whatever it says."""

    def store(unit: Unit) -> str:
        number = next_number(unit, kind)
        store_paper(unit, number, {})
        record(unit, "PapersSealed", drawer=1)
        return number.code

    return shop.run(store)


@pytest.mark.parametrize("kind", sorted(FILED))
def test_the_one_box_opens_what_the_counter_does_nothing_with(
    shop: Shop, kind: PaperKind
) -> None:
    code = a_filed_paper(shop, kind)
    found = shop.read(partial(look_up, typed=f" {code.lower()} "))
    assert found == FiledPaper(code=code)


def test_every_numbered_paper_opens_something(shop: Shop) -> None:
    """Those that are not shown as they are, the counter or the page of cards opens."""
    here = {
        PaperKind.RETURN,
        PaperKind.EXCHANGE,
        PaperKind.VOID,
        PaperKind.CORRECTION,
        PaperKind.GOODWILL,
        PaperKind.DENIAL,
        PaperKind.GIFT,
        PaperKind.EXCEPTION,
        PaperKind.VOUCHER,
    }
    assert here | FILED == set(LETTERS)


def test_no_paper_of_that_number(shop: Shop) -> None:
    with pytest.raises(Refused, match="nothing-found"):
        opened(shop, "R1-000009")


@pytest.mark.parametrize("system", ["sqlite"])
def test_no_look_up_reads_a_table_from_end_to_end(shop: Shop) -> None:
    """Nor does it ask for each row of a page."""
    came_back(shop, "S-1", "Budi Santoso")
    closed(shop)
    plans: list[str] = []

    def explain(_: object, cursor: Any, query: str, given: Any, *__: object) -> None:
        if query.startswith("SELECT") and "document" in query:
            rows = cursor.connection.execute("EXPLAIN QUERY PLAN " + query, given).fetchall()
            plans.append("\n".join(str(row[3]) for row in rows))

    for sought in (
        PapersSought(),
        PapersSought(text="R1-000001"),
        PapersSought(text="1"),
        PapersSought(text="S-1"),
        PapersSought(text="budi"),
        PapersSought(kinds=(PaperKind.RETURN,), register="1", day_from=NOON.date()),
    ):
        plans.clear()
        with shop.unit(writes=False) as unit:
            event.listen(unit.connection, "before_cursor_execute", explain)
            find_papers(unit, sought, (NOON + timedelta(1), 10**6))
            event.remove(unit.connection, "before_cursor_execute", explain)
        (plan,) = plans
        for big in ("document", "document_print", "goods_return"):
            assert f"SCAN {big}\n" not in f"{plan}\n", (sought, plan)
        assert "ix_document_" in plan or "uq_document_" in plan or sought.text
