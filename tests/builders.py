"""Make just enough of a shop for a test to talk about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from models.db import open_shop, prepare, transaction
from models.formats.policy_toml import parse_policy
from models.rules.laws import law_of
from models.rules.policy import PLAIN_POLICY
from models.services.drawers import open_drawer
from models.services.people import sign_on
from models.services.policies import put_in_force
from models.services.product_words import add_product_words
from models.services.setup import SetUp, currency_of, set_up_shop
from models.tables.base import add_numbered, add_row
from models.tables.goods import Barcode, Category, Department, Product
from models.tables.people import Customer
from models.tables.promotions import Promotion
from models.tables.returns import GoodsReturn, ReturnLine
from models.tables.sales import LinePromotion, Sale, SaleLine, Tender
from models.values import ONE, Money, Quantity
from models.values.shop import Person, Role

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop
    from models.rules.policy import Policy

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
SET_UP_ON = date(2025, 11, 5)
"""The day from which the first policy of :func:`a_shop` is in force."""
PIN = "2468"
FLOAT = Money(10_000_000)
"""In the drawer of :func:`a_shop`: more cash than any test takes out of it."""
MANAGER = Person(staff_id=1, name="Ann Lee", role=Role.MANAGER, language="en")


_LIKE: dict[tuple[tuple[str, object], ...], bytes] = {}


def another_shop(file: Path, **facts: Any) -> Shop:
    """One as of :func:`a_shop` on SQLite, for tests that need many: to set one up takes half
    a second, to copy it next to nothing."""
    key = tuple(sorted(facts.items()))
    if key not in _LIKE:
        a_shop(f"sqlite:///{file}", **facts).close()
        _LIKE[key] = file.read_bytes()
    file.write_bytes(_LIKE[key])
    shop = open_shop(f"sqlite:///{file}", clock=lambda: NOON)
    shop.person = MANAGER
    return shop


def a_shop(
    url: str,
    *,
    policy: Policy = PLAIN_POLICY,
    currency: str = "GBP",
    country: str = "GB",
    time_zone: str = "Europe/London",
    language: str = "en",
    now: datetime = NOON,
    cash: Money | None = FLOAT,
) -> Shop:
    """A shop set up a year ago, opened at ``now`` with its manager signed on.

    Its drawer is open with ``cash``, or closed where that is nothing.
    """
    engine = prepare(url)
    answers = SetUp(
        name="Corner Shop",
        country=country,
        currency=currency,
        time_zone=time_zone,
        language=language,
        manager="Ann Lee",
        pin=PIN,
    )
    with transaction(engine, writes=True) as connection:
        set_up_shop(connection, now.replace(year=now.year - 1), answers, policy)
    engine.dispose()
    shop = open_shop(url, clock=lambda: now)
    shop.person = shop.run(lambda unit: sign_on(unit, "1", PIN))
    if cash is not None:
        a_drawer(shop, cash)
    return shop


def a_drawer(shop: Shop, cash: Money = FLOAT) -> None:
    """Opened at the shop's register by whoever is signed on."""
    shop.run(lambda unit: open_drawer(unit, "drawer-of-the-day", cash))


def a_policy(*clauses: str, currency: str = "GBP", country: str = "", **top: Any) -> Policy:
    """A policy of clauses as a person writes them, numbered from 1; thirty days if none."""
    texts = clauses or ('window = "30 days"',)
    numbered = [f"[[clause]]\nnumber = {n}\n{text}\n" for n, text in enumerate(texts, 1)]
    policy = parse_policy("\n".join(numbered), currency_of(currency), law=law_of(country))
    return replace(policy, **top)


def in_force(shop: Shop, *clauses: str, since: date = SET_UP_ON, **top: Any) -> int:
    """Put a policy in force; the only one that counts, unless from a later day; its number."""
    currency = shop.facts.currency.code
    policy = a_policy(*clauses, currency=currency, **top)
    with shop.unit() as unit:
        return put_in_force(unit, policy, since, author="Ann Lee")


def promote(
    shop: Shop, line_id: int, kind: str = "line", name: str = "Offer", **values: Any
) -> None:
    """Let a line carry a discount; of nothing, unless an ``amount`` is given."""
    with shop.unit() as unit:
        row = {"line_id": line_id, "kind": kind, "name": name, "amount": Money(), **values}
        add_row(unit.connection, LinePromotion, **row)


def promotion(shop: Shop, **values: Any) -> None:
    """Something is cheaper for all of this year: name whose, and how much."""
    days = {"from_on": date(NOON.year, 1, 1), "until_on": date(NOON.year, 12, 31)}
    with shop.unit() as unit:
        add_row(unit.connection, Promotion, **{"name": "Autumn", **days, **values})


def a_product(
    shop: Shop, name: str = "Kettle", *, sku: str = "", department: str = "Home", **values: Any
) -> int:
    """Store a product (price 10.00, barcode = SKU) and its department; return its id."""
    sku = sku or name.upper()
    with shop.unit() as unit:
        connection = unit.connection
        found = connection.scalar(select(Department.id).where(Department.name == department))
        department_id = found or add_numbered(
            connection, Department, code=department, name=department
        )
        category_id = connection.scalar(
            select(Category.id).where(Category.department_id == department_id)
        ) or add_numbered(
            connection, Category, department_id=department_id, code=department, name=department
        )
        values = {"price": Money(1000), "tax_rate": 2000, **values}
        product_id = add_numbered(
            connection, Product, sku=sku, name=name, category_id=category_id, **values
        )
        add_product_words(connection, [(product_id, name, values.get("brand", ""))])
        connection.execute(insert(Barcode).values(code=sku, product_id=product_id))
    return product_id


def a_customer(shop: Shop, name: str = "Budi Santoso", **values: Any) -> int:
    with shop.unit() as unit:
        return add_numbered(
            unit.connection, Customer, **{"number": name, "name": name, **values}
        )


def a_line(product_id: int | None = None, **values: Any) -> dict[str, Any]:
    """A sale line: one piece, 10.00 paid, of which 1.67 tax."""
    return {
        "product_id": product_id,
        "sku": "KETTLE",
        "description": "Kettle",
        "quantity": Quantity.of(1),
        "unit_price": Money(1000),
        "paid": Money(1000),
        "tax": Money(167),
        **values,
    }


def a_sale(
    shop: Shop,
    *lines: dict[str, Any],
    number: str = "S-1",
    sold_at: datetime | None = None,
    tenders: tuple[dict[str, Any], ...] | None = None,
    customer_id: int | None = None,
    cash_rounding: Money = Money(),  # noqa: B008
    **facts: Any,
) -> list[int]:
    """Store a sale made now (one line, paid in cash, unless said); return its line ids."""
    lines = lines or (a_line(),)
    due = Money.total(line["paid"] for line in lines)
    cash = {"kind": "cash", "amount": due + cash_rounding, "exact": due}
    with shop.unit() as unit:
        sale_id = add_numbered(
            unit.connection,
            Sale,
            number=number,
            sold_at=sold_at or unit.now,
            customer_id=customer_id,
            total=due + cash_rounding,
            cash_rounding=cash_rounding,
            **{"store_id": unit.station.store_id, **facts},
        )
        ids = [
            add_numbered(unit.connection, SaleLine, sale_id=sale_id, position=place, **line)
            for place, line in enumerate(lines, 1)
        ]
        for tender in (cash,) if tenders is None else tenders:
            paid = {"exact": tender["amount"], **tender}
            add_row(unit.connection, Tender, sale_id=sale_id, **paid)
    return ids


def a_return(
    shop: Shop,
    line_id: int,
    *,
    taken_at: datetime | None = None,
    customer_id: int | None = None,
    gross: Money = Money(1000),  # noqa: B008
    quantity: Quantity = ONE,
    proof: str = "receipt",
) -> int:
    """Something came back earlier, for ten pounds unless said; the return's id."""
    with shop.unit() as unit:
        connection = unit.connection
        count = len(connection.execute(select(GoodsReturn.id)).all())
        return_id = add_numbered(
            connection,
            GoodsReturn,
            number=f"X-{count}",
            sale_id=connection.scalar(select(SaleLine.sale_id).where(SaleLine.id == line_id)),
            store_id=unit.station.store_id,
            register_id=unit.station.register_id,
            clerk_id=MANAGER.staff_id,
            customer_id=customer_id,
            taken_at=taken_at or unit.now,
            proof=proof,
        )
        add_row(
            connection,
            ReturnLine,
            return_id=return_id,
            line_id=line_id,
            sku="KETTLE",
            description="Kettle",
            quantity=quantity,
            reason="changed-mind",
            condition="as-new",
            gross=gross,
            fee=Money(),
            tax=Money(),
            disposition="return-to-stock",
            findings="[]",
        )
        connection.execute(
            update(SaleLine)
            .where(SaleLine.id == line_id)
            .values(returned=SaleLine.returned + quantity, refunded=SaleLine.refunded + gross)
        )
    return return_id


def sale_id_of(shop: Shop, number: str = "S-1") -> int:
    with shop.unit(writes=False) as unit:
        found = unit.connection.scalar(select(Sale.id).where(Sale.number == number))
    assert found is not None
    return found
