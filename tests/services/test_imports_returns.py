from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError

from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import Sale, SaleLine, Tender
from models.values import Money, Quantity
from tests.services.test_imports import a_file, all_of, codes, take_in

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop

DAY = "2026-07-{:02} 10:00"


def sold(number: str, day: int, quantity: int = 1, **cells: object) -> dict[str, object]:
    return {
        "sale": number, "time": DAY.format(day), "quantity": quantity, "customer": "C7", **cells
    }  # fmt: skip


def back(number: str, day: int, quantity: int = 1, **cells: object) -> dict[str, object]:
    return sold(number, day, -quantity, **cells)


def placed(shop: Shop) -> list[tuple[str, str | None, Quantity]]:
    """Each returned line: the return, the sale it belongs to, how much."""
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(GoodsReturn.number, Sale.number, ReturnLine.quantity)
            .join(ReturnLine, ReturnLine.return_id == GoodsReturn.id)
            .outerjoin(SaleLine, SaleLine.id == ReturnLine.line_id)
            .outerjoin(Sale, Sale.id == SaleLine.sale_id)
            .order_by(GoodsReturn.number, ReturnLine.id)
        )
        return [(back, sale, quantity) for back, sale, quantity in rows]


def test_a_certain_return_is_booked_on_its_sale(shop: Shop, tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        sold("S-1", 1, 3, tax_rate=20, tender="credit"),
        back("R-1", 4, 2, tender="cash"),
    )
    imported, rejects = take_in(shop, path)
    assert rejects == []
    assert (imported.returns, imported.returns_matched, imported.returns_unlinked) == (1, 1, 0)
    assert placed(shop) == [("R-1", "S-1", Quantity.of(2))]
    assert all_of(shop, SaleLine.returned, SaleLine.refunded) == [(Quantity.of(2), Money(2000))]
    assert all_of(shop, Tender.refunded) == [(Money(2000),)]
    assert all_of(shop, Refund.kind, Refund.exact, Refund.status) == [
        ("cash", Money(2000), "paid")
    ]
    ((sale_id,),) = all_of(shop, Sale.id)
    assert all_of(shop, GoodsReturn.sale_id) == [(sale_id,)]
    assert all_of(shop, ReturnLine.tax, ReturnLine.gross) == [(Money(333), Money(2000))]


def test_a_return_may_stand_before_its_sale(shop: Shop, tmp_path: Path) -> None:
    take_in(shop, a_file(tmp_path, back("R-1", 4), sold("S-1", 1)))
    assert placed(shop) == [("R-1", "S-1", Quantity.of(1))]


def test_a_return_from_before_the_sale_is_of_another(shop: Shop, tmp_path: Path) -> None:
    imported, _ = take_in(shop, a_file(tmp_path, sold("S-1", 5), back("R-1", 4)))
    assert placed(shop) == [("R-1", None, Quantity.of(1))]
    assert imported.returns_unlinked == 1
    assert all_of(shop, SaleLine.returned) == [(Quantity.of(0),)]
    assert all_of(shop, GoodsReturn.sale_id) == [(None,)]


def test_a_return_in_a_later_file(shop: Shop, tmp_path: Path) -> None:
    take_in(shop, a_file(tmp_path, sold("S-1", 1, 3)))
    take_in(shop, a_file(tmp_path, back("R-1", 4)))
    take_in(shop, a_file(tmp_path, back("R-1", 4), back("R-2", 5, 2)))
    assert placed(shop) == [("R-1", "S-1", Quantity.of(1)), ("R-2", "S-1", Quantity.of(2))]
    assert all_of(shop, SaleLine.returned, SaleLine.refunded) == [(Quantity.of(3), Money(3000))]


def test_more_than_was_bought_is_kept_as_history(shop: Shop, tmp_path: Path) -> None:
    path = a_file(tmp_path, sold("S-1", 1, 2), back("R-1", 3), back("R-2", 4), back("R-3", 5))
    take_in(shop, path)
    assert [sale for _, sale, _ in placed(shop)] == ["S-1", "S-1", None]
    assert all_of(shop, SaleLine.returned) == [(Quantity.of(2),)]


def test_either_of_two_sales_is_not_certain_but_both_are(shop: Shop, tmp_path: Path) -> None:
    take_in(
        shop,
        a_file(
            tmp_path,
            sold("S-1", 1),
            sold("S-2", 2),
            back("R-1", 4, 2),
            sold("S-3", 1, sku="TV"),
            sold("S-4", 2, sku="TV"),
            back("R-2", 4, 1, sku="TV"),
            back("R-3", 5, 1, sku="TV"),
        ),
    )
    assert placed(shop) == [
        ("R-1", "S-1", Quantity.of(1)),
        ("R-1", "S-2", Quantity.of(1)),
        ("R-2", None, Quantity.of(1)),
        ("R-3", None, Quantity.of(1)),
    ]
    ids = all_of(shop, GoodsReturn.number, GoodsReturn.sale_id)
    assert ids[0] == ("R-1", None), "of two sales: its lines say of which"


def test_nobody_in_particular_brings_back_nothing_certain(shop: Shop, tmp_path: Path) -> None:
    take_in(shop, a_file(tmp_path, sold("S-1", 1, customer=""), back("R-1", 4, customer="")))
    assert placed(shop) == [("R-1", None, Quantity.of(1))]


def test_the_discount_of_the_sale_counts_in_the_price(shop: Shop, tmp_path: Path) -> None:
    """Paid 9.00 for it: 9.00 back is that sale, 10.00 back is some other one."""
    take_in(
        shop,
        a_file(
            tmp_path,
            sold("S-1", 1, 2, sale_discount="2.00"),
            back("R-1", 3, unit_price="10.00"),
            back("R-2", 4, unit_price="9.00"),
        ),
    )
    assert [sale for _, sale, _ in placed(shop)] == [None, "S-1"]


def test_a_known_return_with_another_content(shop: Shop, tmp_path: Path) -> None:
    take_in(shop, a_file(tmp_path, sold("S-1", 1, 3), back("R-1", 4)))
    imported, rejects = take_in(shop, a_file(tmp_path, sold("S-1", 1, 3), back("R-1", 4, 2)))
    assert codes(rejects) == [(3, "sale-known-otherwise")]
    assert (imported.returns, imported.sales_known) == (0, 1)
    assert all_of(shop, SaleLine.returned) == [(Quantity.of(1),)]


def test_goods_back_and_other_goods_out_on_one_number(shop: Shop, tmp_path: Path) -> None:
    take_in(
        shop,
        a_file(tmp_path, sold("S-1", 1), sold("S-2", 3, sku="TV"), back("S-2", 3)),
    )
    assert placed(shop) == [("S-2", "S-1", Quantity.of(1))]
    assert all_of(shop, Sale.number) == [("S-1",), ("S-2",)]


def test_a_shop_can_go_on_after_a_try_that_failed(shop: Shop, tmp_path: Path) -> None:
    """The database sends a transaction back once; the second try finds nothing done twice."""

    class Deadlock(Exception):
        sqlstate = "40P01"

    tries = []

    @event.listens_for(shop.engine, "commit")
    def first_time(_: object) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise DBAPIError("COMMIT", (), Deadlock())

    path = a_file(
        tmp_path, sold("S-1", 1, 3), back("R-1", 4), sold("S-2", 5, sale_discount="99")
    )
    imported, rejects = take_in(shop, path)
    assert len(tries) == 2
    assert (imported.sales, imported.returns_matched, len(rejects)) == (1, 1, 1)
    assert all_of(shop, SaleLine.returned) == [(Quantity.of(1),)]
