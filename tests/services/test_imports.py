from __future__ import annotations

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.formats.columns import load_column_map
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.imports import import_file
from models.tables.goods import Barcode, Category, Department, Product
from models.tables.journal import JournalEntry
from models.tables.people import Customer
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import LinePromotion, Sale, SaleLine, SalesImport, Tender
from models.tables.shop import Store
from models.values import Money, Quantity, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop
    from models.formats.csv_sales import RejectedRow
    from models.services.imports import Imported

UNKNOWN = [SalesImport, Sale, SaleLine, LinePromotion, Tender, GoodsReturn, ReturnLine, Refund]
NAMED = [Product, Barcode, Customer, Store, Department, Category]


def a_file(folder: Path, *rows: dict[str, object], name: str = "sales.csv") -> Path:
    """Konter's own columns; one kettle for 10.00 on the first of July unless said."""
    usual = {"sale": "S-1", "time": "2026-07-01 10:00", "sku": "K1", "description": "Kettle"}
    full = [{**usual, "quantity": 1, "unit_price": "10.00", **row} for row in rows]
    header = list(dict.fromkeys(key for row in full for key in row))
    lines = [",".join(str(row.get(key, "")) for key in header) for row in full]
    path = folder / name
    path.write_text("\n".join([",".join(header), *lines]), "utf-8")
    return path


def take_in(shop: Shop, path: Path, **options: Any) -> tuple[Imported, list[RejectedRow]]:
    rejects: list[RejectedRow] = []
    return import_file(shop, path, reject=rejects.append, **options), rejects


def codes(rejects: list[RejectedRow]) -> list[tuple[int, str]]:
    return [(row.line, row.message.code) for row in rejects]


def all_of(shop: Shop, *columns: Any) -> list[tuple[Any, ...]]:
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(select(*columns).order_by(columns[0]))
        return [tuple(row) for row in rows]


def how_many(shop: Shop) -> dict[str, int]:
    with shop.unit(writes=False) as unit:
        return {
            table.__tablename__: unit.connection.scalar(select(func.count()).select_from(table))
            or 0
            for table in [*UNKNOWN, *NAMED, JournalEntry]
        }


def test_a_sale_comes_in_whole(shop: Shop, tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        {"customer": "C7", "customer_name": "Budi", "store": "West", "department": "Home",
         "barcode": "4006381333931", "tax_rate": 20, "tender": "cash"},
        {"sku": "TV", "description": "Television", "unit_price": "300.00", "serial": "SN-9",
         "tender": "credit", "tender_label": "Visa 4242", "discount": "30.00", "store": "West"},
        {"sku": "RICE", "description": "Rice", "quantity": "0.755", "unit_price": "3.99",
         "store": "West"},
    )  # fmt: skip
    imported, rejects = take_in(shop, path)
    assert rejects == []
    assert (imported.sales, imported.sale_lines, imported.products, imported.customers) == (
        1, 3, 3, 1,
    )  # fmt: skip
    lines = all_of(shop, SaleLine.position, SaleLine.sku, SaleLine.paid, SaleLine.tax)
    assert lines == [
        (1, "K1", Money(1000), Money(167)),
        (2, "TV", Money(27000), Money(0)),
        (3, "RICE", Money(301), Money(0)),
    ]
    assert all_of(shop, Tender.kind, Tender.label, Tender.exact) == [
        ("cash", "", Money(1301)),
        ("credit", "Visa 4242", Money(27000)),
    ]
    assert all_of(shop, LinePromotion.name, LinePromotion.kind, LinePromotion.amount) == [
        ("discount", "line", Money(3000))
    ]
    goods = all_of(shop, Product.sku, Product.name, Product.serialised, Product.weighed)
    assert goods == [
        ("K1", "Kettle", False, False),
        ("RICE", "Rice", False, True),
        ("TV", "Television", True, False),
    ]
    assert all_of(shop, Category.code) == all_of(shop, Department.code) == [("Home",)]
    assert all_of(shop, Customer.number, Customer.name) == [("C7", "Budi")]
    assert "West" in {code for (code,) in all_of(shop, Store.code)}


def test_new_customers_bring_the_language_of_their_papers(shop: Shop, tmp_path: Path) -> None:
    told = {"C1": "id-ID", "C2": "TL", "C3": "zh", "C4": ""}
    rows: list[dict[str, object]] = [
        {"sale": f"S-{number}", "customer": number, "customer_language": language}
        for number, language in told.items()
    ]
    _, rejects = take_in(shop, a_file(tmp_path, *rows))
    assert rejects == []
    assert all_of(shop, Customer.number, Customer.language) == [
        ("C1", "id"),
        ("C2", "fil"),
        ("C3", None),
        ("C4", None),
    ]


def test_what_clauses_ask_about_comes_in_too(shop: Shop, tmp_path: Path) -> None:
    online = {"channel": "online", "delivered": "2026-07-05", "staff": "yes", "tier": "gold"}
    path = a_file(
        tmp_path,
        {**online, "brand": "Mirano", "attribute.size": "L", "attribute.weight": "1.5",
         "quantity": 3, "discount": "10.00", "promotion": "3 for 2",
         "promotion_kind": "quantity-break", "promotion_least": 3},
        {"sku": "CUP", "unit_price": "4.00", "discount": "4.00", "obtained": "free-gift",
         "promotion": "3 for 2", "promotion_kind": "bundle", "delivered": "2026-07-06"},
        {"sku": "LID", "promotion": "3 for 2", "promotion_kind": "bundle"},
        {"sale": "S-2"},
    )  # fmt: skip
    imported, rejects = take_in(shop, path)
    assert (imported.sales, rejects) == (2, [])
    facts = (Sale.number, Sale.channel, Sale.delivered_on, Sale.staff, Sale.customer_tier)
    assert all_of(shop, *facts) == [
        ("S-1", "online", date(2026, 7, 6), True, "gold"),
        ("S-2", "store", None, False, ""),
    ]
    assert all_of(shop, SaleLine.id, SaleLine.obtained) == [
        (line_id, "free-gift" if sku == "CUP" else "bought")
        for line_id, sku in all_of(shop, SaleLine.id, SaleLine.sku)
    ]
    assert all_of(
        shop, LinePromotion.id, LinePromotion.kind, LinePromotion.amount, LinePromotion.least
    ) == [
        (1, "quantity-break", Money(1000), Quantity.of(3)),
        (2, "bundle", Money(400), None),
        (3, "bundle", Money(0), None),
    ]
    assert all_of(shop, Product.sku, Product.brand, Product.attributes)[1:] == [
        ("K1", "Mirano", '{"size": "L", "weight": "1.5"}'),
        ("LID", "", "{}"),
    ]


def test_of_a_product_what_is_first_said_counts(shop: Shop, tmp_path: Path) -> None:
    said = [("", ""), ("Mirano", ""), ("Vioma", "L"), ("", "M")]
    rows = [{"sale": n, "brand": b, "attribute.size": s} for n, (b, s) in enumerate(said)]
    take_in(shop, a_file(tmp_path, *rows))
    assert all_of(shop, Product.brand, Product.attributes) == [("Mirano", '{"size": "L"}')]


@pytest.mark.parametrize("column", ["channel", "tier"])
def test_a_sale_is_made_in_one_way(shop: Shop, tmp_path: Path, column: str) -> None:
    rows: list[dict[str, object]] = [{column: "one"}, {"sku": "K2"}, {"sku": "K3", column: "b"}]
    imported, rejects = take_in(shop, a_file(tmp_path, *rows))
    assert imported.sales == 0
    assert [row.message.facts for row in rejects] == [{"column": column}] * 3


def test_lines_that_lie_apart_are_one_sale(shop: Shop, tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        {"sale": "A"},
        {"sale": "B", "sku": "K2"},
        {"sale": "A", "sku": "K3"},
        {"sale": "A", "sku": "K4", "store": "West"},
    )
    imported, _ = take_in(shop, path)
    assert imported.sales == 3, "two stores may give out the same number"
    with shop.unit(writes=False) as unit:
        lines = unit.connection.execute(
            select(Sale.number, SaleLine.sku).join(SaleLine).order_by(Sale.number, SaleLine.sku)
        )
        found = [tuple(row) for row in lines]
    assert found == [("A", "K1"), ("A", "K3"), ("A", "K4"), ("B", "K2")]


def test_the_same_file_twice_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        {"customer": "C7", "barcode": "123", "department": "Home", "sale_discount": "1.00"},
        {"sale": "S-2", "quantity": 2},
        {"sale": "R-1", "customer": "C7", "quantity": -1, "unit_price": "9.00"},
        {"sale": "R-2", "quantity": -1},
    )
    take_in(shop, path)
    before = how_many(shop)
    imported, rejects = take_in(shop, path)
    assert (imported.sales, imported.sales_known, imported.returns_known) == (0, 2, 2)
    assert rejects == []
    assert not imported.anything_new
    assert how_many(shop) == before


def test_a_later_export_adds_only_what_is_new(shop: Shop, tmp_path: Path) -> None:
    take_in(shop, a_file(tmp_path, {"sale": "1"}, {"sale": "2"}))
    imported, rejects = take_in(
        shop,
        a_file(tmp_path, {"sale": "2"}, {"sale": "3"}, {"sale": "1", "quantity": 2}),
    )
    assert (imported.sales, imported.sales_known) == (1, 1)
    assert codes(rejects) == [(4, "sale-known-otherwise")]
    assert all_of(shop, SaleLine.id, SaleLine.quantity)[0][1] == Quantity.of(1)


def test_a_dry_run_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    before = how_many(shop)
    path = a_file(tmp_path, {"customer": "C7"}, {"sale": "S-2", "quantity": "none"})
    rehearsed, rejects = take_in(shop, path, dry_run=True)
    assert (rehearsed.sales, rehearsed.rejected) == (1, 1)
    assert codes(rejects) == [(3, "quantity-unreadable")]
    assert how_many(shop) == before
    imported, _ = take_in(shop, path)
    assert imported == rehearsed


def test_cancelled_in_the_middle_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    before = how_many(shop)
    path = a_file(tmp_path, {})
    seen: list[tuple[int, int]] = []
    with pytest.raises(Refused, match="import-cancelled"):
        take_in(
            shop,
            path,
            progress=lambda done, of: seen.append((done, of)),
            cancelled=lambda: bool(seen) and seen[-1][0] >= seen[-1][1] // 2,
        )
    assert how_many(shop) == before


def test_the_work_is_reported_to_the_end(shop: Shop, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = a_file(tmp_path, {}, {"sale": "S-2"})
    take_in(shop, path, progress=lambda done, of: seen.append((done, of)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (2 * path.stat().st_size,) * 2


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param(
            [{"sale_discount": "3.00"}, {"sku": "K2", "sale_discount": "2.00"}],
            "sale-unclear",
            id="two-discounts",
        ),
        pytest.param(
            [{"total": "10.00"}, {"sku": "K2", "total": "12.00"}],
            "sale-unclear",
            id="two-totals",
        ),
        pytest.param([{}, {"time": "2026-07-03 10:00"}], "sale-unclear", id="days-apart"),
        pytest.param(
            [{"sale_discount": "10.01"}], "paid-negative", id="more-off-than-there-is"
        ),
        pytest.param([{"total": "9.99"}], "total-differs", id="does-not-add-up"),
    ],
)
def test_why_a_sale_is_none(
    shop: Shop, tmp_path: Path, rows: list[dict[str, object]], code: str
) -> None:
    imported, rejects = take_in(shop, a_file(tmp_path, *rows, {"sale": "S-2"}))
    assert imported.sales == 1
    assert codes(rejects) == [(line, code) for line in range(2, len(rows) + 2)]


def test_charges_and_discount_rows_make_the_sale_add_up(shop: Shop, tmp_path: Path) -> None:
    uci = tmp_path / "uci.csv"
    uci.write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,22423,CAKESTAND,2,2010-12-01 08:26:00,12.75,14527.0,France\n"
        "536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.0,14527.0,France\n"
        "536365,D,Discount,-1,2010-12-01 08:26:00,4.35,14527.0,France\n"
        "C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,France\n"
        "536400,D,Discount,-1,2010-12-01 09:41:00,27.5,14527.0,France\n"
    )
    imported, rejects = take_in(shop, uci)
    assert (imported.column_map, imported.charges, imported.products) == ("uci", 1, 1)
    assert codes(rejects) == [(5, "correction-not-sale"), (6, "correction-not-sale")]
    lines = all_of(shop, SaleLine.position, SaleLine.paid, SaleLine.product_id)
    assert [paid for _, paid, _ in lines] == [Money(2295), Money(1620)]
    assert lines[1][2] is None
    assert all_of(shop, LinePromotion.amount, LinePromotion.name) == [
        (Money(180), "Discount"),
        (Money(255), "Discount"),
    ]
    assert all_of(shop, Customer.number) == [("14527",)]


def test_what_the_journal_says(shop: Shop, tmp_path: Path) -> None:
    take_in(shop, a_file(tmp_path, {}))
    (entry,) = [body for event, body in all_of(shop, JournalEntry.event, JournalEntry.body)
                if event == "SalesImported"]  # fmt: skip
    assert '"sales":1' in entry
    assert '"file":"sales.csv"' in entry


def test_what_was_imported_can_come_back_at_the_counter(shop: Shop, tmp_path: Path) -> None:
    take_in(
        shop,
        a_file(tmp_path, {"time": "2026-11-01 10:00", "quantity": 3, "sale_discount": "0.01"}),
    )
    ((line_id, sale_id),) = all_of(shop, SaleLine.id, SaleLine.sale_id)
    back = ComingBack(line_id=line_id, quantity=Quantity.of(2))
    asked = ReturnAsked(sale_id=sale_id, lines=(back,))
    assert shop.read(lambda unit: decide_return(unit, asked)).refund == Money(1999)


RUNS = count()
MONEY = st.integers(0, 5000).map(lambda minor: f"{minor // 100}.{minor % 100:02}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "sale": st.sampled_from("ABC"),
                "unit_price": MONEY,
                "quantity": st.integers(1, 5),
                "discount": MONEY,
                "tender": st.sampled_from(["cash", "credit", "gift card"]),
                "tax_rate": st.sampled_from([0, 5, 20]),
            }
        ),
        min_size=1,
        max_size=12,
    ),
    st.dictionaries(st.sampled_from("ABC"), MONEY),
)
def test_lines_and_tenders_of_every_sale_add_up(
    shop: Shop, tmp_path: Path, rows: list[dict[str, object]], off: dict[str, str]
) -> None:
    run = f"-{next(RUNS)}"  # other numbers than any example before
    full = [
        {**row, "sale": f"{row['sale']}{run}", "sale_discount": off.get(str(row["sale"]), "")}
        for row in rows
    ]
    imported, rejects = take_in(shop, a_file(tmp_path, *full))
    assert imported.sale_lines + len(rejects) == len(rows)
    assert {code for _, code in codes(rejects)} <= {"paid-negative"}
    lines = all_of(
        shop,
        SaleLine.sale_id,
        SaleLine.unit_price,
        SaleLine.quantity,
        SaleLine.paid,
        SaleLine.id,
    )
    tenders = all_of(shop, Tender.sale_id, Tender.exact)
    off_of = all_of(shop, LinePromotion.line_id, LinePromotion.amount)
    for sale_id, total in all_of(shop, Sale.id, Sale.total):
        mine = [line[1:] for line in lines if line[0] == sale_id]
        ids = {line_id for *_, line_id in mine}
        taken_off = Money.total(amount for line_id, amount in off_of if line_id in ids)
        listed = sum(price.minor * quantity.thousandths // 1000 for price, quantity, *_ in mine)
        paid = Money.total(paid for _, _, paid, _ in mine)
        assert paid == total == Money.total(exact for key, exact in tenders if key == sale_id)
        assert paid + taken_off == Money(listed)


def test_cash_met_the_smallest_coin(empty_database_url: str, tmp_path: Path) -> None:
    from tests.builders import a_shop

    shop = a_shop(empty_database_url, currency="IDR", country="ID", time_zone="Asia/Jakarta")
    column_map = tmp_path / "map.toml"
    column_map.write_text(
        '[columns]\nnumber = "sale"\ntime = "time"\nsku = "sku"\nquantity = "quantity"\n'
        'unit_price = "unit_price"\ntotal = "total"\n'
    )
    path = a_file(
        tmp_path,
        {"sale": "1", "unit_price": "12345", "total": "12300"},
        {"sale": "2", "unit_price": "12345", "total": "12245"},
    )
    imported, rejects = take_in(shop, path, column_map=load_column_map(column_map))
    assert codes(rejects) == [(3, "total-differs")]
    assert imported.sales == 1
    assert all_of(shop, Sale.total, Sale.cash_rounding) == [(Money(12300), Money(-45))]
    assert all_of(shop, Tender.amount, Tender.exact) == [(Money(12300), Money(12345))]
    shop.close()
