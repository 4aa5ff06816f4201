"""Every fact that a clause may ask about is on record, and read in a few queries."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, update

from models.rules.conditions import read
from models.rules.facts import FACTS, Facts, PastReturn
from models.services.decisions import ComingBack, ReturnAsked, decide_return, facts_of
from models.services.policies import policies_for
from models.services.sold import load_sale
from models.services.visits import load_visit, lowest_price, working_days
from models.tables.base import add_numbered
from models.tables.sales import SaleLine
from models.tables.shop import Store
from models.values import ONE, ZERO, Money, Quantity
from models.values.codes import Condition, Obtained, Proof, Reason, Remedy, Standing
from tests.builders import (
    NOON,
    a_customer,
    a_line,
    a_policy,
    a_product,
    a_return,
    a_sale,
    in_force,
    promote,
    sale_id_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop
    from models.rules.facts import SoldLine, Visit
    from models.rules.policy import Policy
    from models.unit import Unit

TWO, THREE = Quantity.of(2), Quantity.of(3)


def sold_line(
    shop: Shop, place: int = 1, coming: dict[int, Quantity] | None = None
) -> SoldLine:
    """A line of the sale S-1 as rules look at it; the first unless said."""
    with shop.unit(writes=False) as unit:
        sale = load_sale(unit, sale_id_of(shop))
        return sale.sold_line(sale.lines[place - 1], coming or {})


def visit(shop: Shop, *policies: Policy, customer_id: int | None = None) -> Visit:
    with shop.unit(writes=False) as unit:
        return load_visit(unit, policies, customer_id=customer_id, case_value=ZERO)


@contextmanager
def statements(shop: Shop) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        asked.append(statement)

    event.listen(shop.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(shop.engine, "before_cursor_execute", note)


class TestTheLineAsItWasSold:
    def test_every_fact_is_read_from_the_records(self, shop: Shop) -> None:
        with shop.unit() as unit:
            other = add_numbered(unit.connection, Store, code="West", name="West")
        product = a_product(
            shop,
            "Phone",
            department="Electronics",
            brand="Vioma",
            attributes='{"carrier": "Nusatel", "weight": "0.2"}',
            serialised=True,
        )
        customer = a_customer(shop, standing="trusted")
        line = a_line(
            product,
            sku="PHONE",
            serial="SN-1",
            paid=Money(30000),
            tax=Money(5000),
            obtained="exchanged",
        )
        card = {"kind": "debit", "amount": Money(20000)}
        cash = {"kind": "cash", "amount": Money(10000)}
        (line_id,) = a_sale(
            shop,
            line,
            tenders=(cash, card),
            customer_id=customer,
            customer_tier="Gold",
            channel="Online",
            staff=True,
            delivered_on=date(2026, 11, 4),
            sold_at=NOON - timedelta(days=3),
            store_id=other,
        )
        promote(shop, line_id, "firm-coupon", "Maker's 10 %")
        coming = ComingBack(
            line_id=line_id,
            quantity=ONE,
            reason=Reason.FAULTY,
            condition=Condition.OPENED,
        )
        asked = ReturnAsked(sale_id=sale_id_of(shop), lines=(coming,), remedy=Remedy.REPAIR)
        with shop.unit(writes=False) as unit:
            sale = load_sale(unit, asked.sale_id)
            pairs, visited = facts_of(unit, asked, sale, policies_for(unit, sale.sold_on))
        facts = Facts(*pairs[0], visited)
        found = {fact.name: read(fact.name, facts) for fact in FACTS}
        assert found.pop("attribute") == {"carrier": "Nusatel", "weight": "0.2"}
        assert found == {
            "sku": "phone",
            "charge": "",
            "promotion": {"maker's 10 %"},
            "coupon": "other",
            "obtained": "exchanged",
            "condition": "opened",
            "reason": "faulty",
            "brand": "vioma",
            "category": "electronics",
            "serialised": "yes",
            "price": 30000,
            "value": 30000,
            "case_value": 30000,
            "units": 1000,
            "department": "electronics",
            "proof": "receipt",
            "tender": "debit",
            "staff": "yes",
            "standing": "trusted",
            "tier": "gold",
            "remedy": "repair",
            "sold": date(2026, 11, 2).toordinal(),
            "age": 3,
            "place": "other",
            "sold_in": "west",
            "returned_in": "1",
            "channel": "online",
            "country": "gb",
        }
        assert facts.line.delivered_on == date(2026, 11, 4)
        assert facts.line.tenders == {"debit", "cash"}
        assert (facts.line.serial, facts.line.tax) == ("SN-1", Money(5000))

    def test_what_is_not_known_is_nothing(self, shop: Shop) -> None:
        a_sale(shop, a_line(None), tenders=())
        line = sold_line(shop)
        assert (line.department, line.category, line.brand, line.attributes) == ("", "", "", {})
        assert (line.tender, line.tenders, line.tier, line.coupon) == ("", frozenset(), "", "")
        assert (line.staff, line.channel, line.earned) == (False, "store", None)
        assert line.obtained is Obtained.BOUGHT

    def test_what_has_come_back_already(self, shop: Shop) -> None:
        (line_id,) = a_sale(shop, a_line(quantity=THREE))
        a_return(shop, line_id, gross=Money(333))
        line = sold_line(shop)
        assert (line.left, line.returned, line.refunded) == (TWO, ONE, Money(333))

    def test_the_units_of_one_product_are_counted_over_its_lines(self, shop: Shop) -> None:
        ids = a_sale(shop, a_line(quantity=THREE), a_line(quantity=TWO), a_line(sku="CUP"))
        coming = [
            ComingBack(line_id=line_id, quantity=quantity)
            for line_id, quantity in zip(ids, (THREE, ONE, ONE), strict=True)
        ]
        asked = ReturnAsked(sale_id=sale_id_of(shop), lines=tuple(coming))
        with shop.unit(writes=False) as unit:
            sale = load_sale(unit, asked.sale_id)
            pairs, _ = facts_of(unit, asked, sale, policies_for(unit, sale.sold_on))
        assert [ask.units for _, ask in pairs] == [Quantity.of(4), Quantity.of(4), ONE]


class TestPromotions:
    @pytest.mark.parametrize(
        ("kind", "coupon"),
        [("coupon", "own"), ("firm-coupon", "other"), ("order", ""), ("line", "")],
    )
    def test_whose_coupon_it_was(self, shop: Shop, kind: str, coupon: str) -> None:
        (line_id,) = a_sale(shop)
        promote(shop, line_id, kind, "Ten off")
        line = sold_line(shop)
        assert (line.coupon, line.promotions, line.earned) == (coupon, ("Ten off",), None)

    @pytest.mark.parametrize(("least", "earns"), [(TWO, TWO), (None, THREE)])
    def test_what_earns_a_quantity_break(
        self, shop: Shop, least: Quantity | None, earns: Quantity
    ) -> None:
        (line_id,) = a_sale(shop, a_line(quantity=THREE, paid=Money(2000)))
        promote(shop, line_id, "quantity-break", "3 for 2", least=least)
        earned = sold_line(shop).earned
        assert earned is not None
        assert (earned.name, earned.least, earned.list_price) == ("3 for 2", earns, Money(1000))
        assert sold_line(shop).bundled is None

    def test_what_is_no_longer_earned_of_a_bundle(self, shop: Shop) -> None:
        for_less = Money(900)  # 10.00 alone
        sheet, pillow, cup = a_sale(
            shop,
            a_line(paid=for_less),
            a_line(sku="PILLOW", paid=for_less),
            a_line(sku="CUP"),
        )
        promote(shop, sheet, "bundle", "Sleep well")
        promote(shop, pillow, "bundle", "Sleep well")
        promote(shop, cup, "bundle", "Tea time")

        def unearned(coming: dict[int, Quantity], place: int = 1) -> int:
            bundled = sold_line(shop, place, coming).bundled
            assert bundled is not None
            return bundled.unearned.minor

        assert unearned({}) == 0
        assert unearned({cup: ONE}) == 0, "another bundle"
        assert unearned({sheet: ONE}) == 100, "the pillow stays"
        assert unearned({sheet: ONE, pillow: ONE}) == 0, "nothing stays"
        assert unearned({sheet: ONE, pillow: ONE}, 2) == 0, "the first line carries it"
        with shop.unit() as unit:
            unit.connection.execute(
                update(SaleLine)
                .where(SaleLine.id == sheet)
                .values(returned=ONE, refunded=Money(800))
            )
        assert unearned({pillow: ONE}, 2) == -100, "taken back before, and due again"

    def test_gifts_that_stay_are_worth_their_list_price(self, shop: Shop) -> None:
        gift = a_line(
            sku="CASE", paid=Money(), tax=Money(), unit_price=Money(250),
            quantity=TWO, obtained="free-gift",
        )  # fmt: skip
        phone, case, cup = a_sale(shop, a_line(), gift, a_line(sku="CUP"))
        for line_id in (phone, case):
            promote(shop, line_id, "line", "Case free")

        def worth(line_id: int, coming: dict[int, Quantity]) -> Money:
            with shop.unit(writes=False) as unit:
                sale = load_sale(unit, sale_id_of(shop))
                (row,) = [row for row in sale.lines if row.id == line_id]
                return sale.gifts_kept(row, coming)

        assert worth(phone, {phone: ONE}) == Money(500)
        assert worth(phone, {phone: ONE, case: ONE}) == Money(250)
        assert worth(phone, {phone: ONE, case: TWO}) == ZERO
        assert worth(cup, {cup: ONE}) == ZERO, "the gift came with something else"
        assert worth(case, {case: ONE}) == ZERO, "a gift has no gifts"


class TestTheVisit:
    OFTEN = 'window = "30 days"\nvelocity.often = { days = 90, count = 3 }'

    def test_the_customers_history_goes_back_a_year_and_a_day(self, shop: Shop) -> None:
        customer = a_customer(shop)
        days = (366, 367)
        for ago in days:
            moment = NOON - timedelta(days=ago)
            (line_id,) = a_sale(shop, number=f"S{ago}", sold_at=moment, customer_id=customer)
            a_return(shop, line_id, taken_at=moment, customer_id=customer, proof="none")
        visitor = visit(shop, a_policy(self.OFTEN), customer_id=customer).visitor
        a_year_ago = (NOON - timedelta(days=366)).date()
        assert visitor.known
        assert visitor.bought == ((a_year_ago, Money(1000)),)
        assert visitor.returns == (
            PastReturn(on=a_year_ago, value=Money(1000), receipted=False),
        )

    def test_other_peoples_history_is_theirs(self, shop: Shop) -> None:
        customer, other = a_customer(shop), a_customer(shop, "Ann")
        (line_id,) = a_sale(shop, customer_id=other)
        a_return(shop, line_id, customer_id=other)
        visitor = visit(shop, a_policy(self.OFTEN), customer_id=customer).visitor
        assert (visitor.returns, visitor.bought) == ((), ())

    def test_the_history_is_by_the_shops_own_days(self, shop: Shop) -> None:
        customer = a_customer(shop)
        late = NOON.replace(month=6, day=30, hour=23, minute=30)
        a_sale(shop, sold_at=late, customer_id=customer)
        visitor = visit(shop, a_policy(self.OFTEN), customer_id=customer).visitor
        assert visitor.bought[0][0] == date(2026, 7, 1), "half past midnight in London"

    @pytest.mark.parametrize("standing", Standing)
    def test_what_the_shop_thinks_of_them(self, shop: Shop, standing: Standing) -> None:
        customer = a_customer(shop, standing=standing.value)
        assert visit(shop, a_policy(), customer_id=customer).visitor.standing is standing

    def test_the_clerks_day_begins_at_midnight(self, shop: Shop) -> None:
        limited = a_policy('window = "30 days"\nlimit.clerk_day = 100')
        ids = a_sale(shop, a_line(), a_line(), a_line())
        a_return(shop, ids[0], gross=Money(100), taken_at=NOON.replace(hour=0))
        a_return(shop, ids[1], gross=Money(20), taken_at=NOON)
        a_return(shop, ids[2], gross=Money(3), taken_at=NOON - timedelta(hours=12, minutes=1))
        assert visit(shop, limited).clerk_day == Money(120)
        assert visit(shop, a_policy()).clerk_day == ZERO, "nobody asks"
        shop.person = None
        assert visit(shop, limited).clerk_day == ZERO

    def test_the_lowest_price_of_some_days(self, shop: Shop) -> None:
        product, other = a_product(shop), a_product(shop, "Cup")
        for number, (days, quantity, paid, of) in enumerate(
            [(40, 1, 300, product), (30, 3, 2000, product), (1, 1, 900, product),
             (1, 1, 10, other)]
        ):  # fmt: skip
            line = a_line(of, quantity=Quantity.of(quantity), paid=Money(paid), tax=ZERO)
            a_sale(shop, line, number=f"P{number}", sold_at=NOON - timedelta(days=days))

        given_away = a_line(product, paid=ZERO, tax=ZERO, obtained="free-gift")
        a_sale(shop, given_away, number="P9", sold_at=NOON - timedelta(days=2))

        def lowest(days: int, product_id: int | None = product) -> Money | None:
            return shop.read(lambda unit: lowest_price(unit, product_id, days))

        assert lowest(29) == Money(900)
        assert lowest(30) == Money(667), "2000 for three"
        assert lowest(40) == Money(300)
        assert lowest(0) is None
        assert lowest(30, None) is None


class TestQueries:
    PLAIN = 'window = "30 days"'
    NOSY = (
        'window = "30 days"\nlimit.clerk_day = 1000\n'
        "velocity.often = { days = 90, count = 3 }\n"
        'proof = ["receipt", "none"]\nno_receipt.period = { days = 90, count = 3 }'
    )

    def asked(self, shop: Shop, sale: str, proof: Proof = Proof.RECEIPT) -> list[str]:
        """The queries of one decision about everything on a sale."""

        def decide(unit: Unit) -> object:
            rows = load_sale(unit, sale_id_of(shop, sale)).lines
            lines = tuple(ComingBack(line_id=row.id, quantity=ONE) for row in rows)
            asked = ReturnAsked(sale_id=sale_id_of(shop, sale), lines=lines, proof=proof)
            with statements(shop) as seen:
                decide_return(unit, asked)
            return seen

        found: Any = shop.read(decide)
        return [text for text in found if not text.startswith(("BEGIN", "PRAGMA", "SAVE"))]

    def about_people(self, shop: Shop) -> list[str]:
        whose = ("goods_return.customer_id =", "goods_return.clerk_id =")
        return [q for q in self.asked(shop, "S-1") if any(column in q for column in whose)]

    @pytest.mark.parametrize("clauses", [PLAIN, NOSY], ids=["plain", "nosy"])
    def test_a_decision_takes_as_many_for_one_line_as_for_thirty(
        self, shop: Shop, clauses: str
    ) -> None:
        in_force(shop, clauses)
        customer = a_customer(shop)
        for number, lines in (("few", 1), ("many", 30)):
            a_sale(
                shop,
                *(a_line(sku=f"K{n}") for n in range(lines)),
                number=number,
                customer_id=customer,
            )
        few, many = self.asked(shop, "few"), self.asked(shop, "many")
        assert few == many

    def test_nothing_is_looked_up_that_no_clause_asks_about(self, shop: Shop) -> None:
        customer = a_customer(shop)
        a_sale(shop, a_line(a_product(shop)), customer_id=customer)
        in_force(shop, self.PLAIN)
        assert self.about_people(shop) == []
        in_force(shop, self.NOSY)
        assert len(self.about_people(shop)) == 2, "of the customer, and of the clerk's day"

    def test_without_a_receipt_each_line_looks_for_its_lowest_price(self, shop: Shop) -> None:
        products = [a_product(shop, name) for name in ("Kettle", "Cup")]
        a_sale(shop, *(a_line(product) for product in products))
        in_force(shop, self.NOSY)
        with_one = self.asked(shop, "S-1")
        assert len(self.asked(shop, "S-1", Proof.NONE)) == len(with_one) + len(products)


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("ID", date(2026, 12, 25), False),
        ("ID", date(2026, 12, 26), True),
        ("ID", date(2026, 12, 27), False),
        ("PH", date(2026, 6, 12), False),
        ("PH", date(2026, 6, 13), True),
        ("AQ-none", date(2026, 12, 25), True),
    ],
)
def test_working_days_of_the_country(country: str, day: date, works: bool) -> None:
    """Saturdays are, Sundays and public holidays are not; Independence Day in Manila."""
    assert working_days(country)(day) is works
