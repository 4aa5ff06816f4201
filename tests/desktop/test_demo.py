"""The made-up shop keeps the rules that a real one keeps, and is the same shop twice."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import phonenumbers
import pytest
from sqlalchemy import Connection, Engine, event, func, select, text
from sqlalchemy.exc import DBAPIError

from desktop.demo.assortment import DEPARTMENTS
from desktop.demo.build import SHOP, build_demo
from desktop.demo.calendar import islamic_month
from desktop.demo.goods import check_digit
from desktop.demo.people import (
    BUDI,
    CUSTOMERS,
    DEMO_PIN,
    MANAGER,
    SECOND_MANAGER,
    SENIOR_CLERK,
    STAFF,
)
from desktop.demo.terms import (
    CHANGED_DAYS_AGO,
    ELECTRONICS_DAYS,
    FIRST_ELECTRONICS_DAYS,
    SHOP_DAYS,
    first_policy,
    todays_policy,
)
from desktop.demo.tour import (
    CASH_SALE,
    KNOWN_SALES,
    LATE_SALE,
    OLDER_SALE,
    ONLINE_SALE,
    PHONE_SALE,
    SOCKS_SALE,
    TOUR_SALE,
)
from models.db import connect, open_shop, transaction
from models.formats.columns import PROMOTION_KINDS
from models.rules.floor import weaknesses
from models.services.bulk import insert_rows
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.journal import GENESIS, Entry, seal
from models.services.people import sign_on
from models.services.policies import list_versions
from models.services.requests import list_unconfirmed
from models.services.sales import open_sale
from models.services.search import Choices, SaleNamed, look_up
from models.services.trials import Trial, decide_trial
from models.tables.base import Base
from models.tables.documents import Document, NumberSeries
from models.tables.goods import Barcode, Product
from models.tables.journal import JournalEntry, JournalHead
from models.tables.people import Customer
from models.tables.returns import Refund
from models.tables.sales import Tender
from models.tables.shop import Register
from models.values import ONE, Quantity, Refused, TenderKind
from models.values.codes import Condition, Reason
from models.values.printing import LETTERS
from models.values.shop import Person, Role
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.db import Shop
    from models.rules.policy import Policy
    from models.services.decisions import Decision
    from models.services.sales import SaleOnCounter
    from models.values.codes import Answer
    from tests.databases import Databases, System

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
TODAY = NOW.date()
SCALE = 0.05


def quiet(done: int, whole: int) -> None:
    pass


SEALED = re.compile("[0-9a-f]{64}")
ITS_MANAGER = Person(staff_id=1, name="Dewi Anggraini", role=Role.MANAGER, language="id")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def melati(
    request: pytest.FixtureRequest,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shop]:
    """The demo shop on a Sunday afternoon, made small."""
    system: System = request.param
    with databases.fresh_url(system, tmp_path_factory.mktemp(system), empty=True) as url:
        build_demo(url, NOW, quiet, scale=SCALE)
        with closing(open_shop(url, clock=lambda: NOW)) as shop:
            shop.person = ITS_MANAGER
            yield shop


def rows(shop: Shop, sql: str) -> list[tuple[Any, ...]]:
    with shop.unit(writes=False) as unit:
        return [tuple(row) for row in unit.connection.execute(text(sql))]


def everything(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All but what is drawn by lot: the shop's own secret, salts, and what they seal."""
    drawn = {"personal.salt", "journal.previous", "journal.hash", "journal_head.hash"}

    def plain(cell: Any) -> Any:
        return SEALED.sub("", cell) if isinstance(cell, str) else cell

    return {
        table.name: sorted(
            (
                tuple(map(plain, row))
                for row in connection.execute(
                    select(*(c for c in table.columns if f"{table.name}.{c.name}" not in drawn))
                )
            ),
            key=repr,
        )
        for table in Base.metadata.sorted_tables
        if table.name != "identity_secret"
    }


def opened(shop: Shop, number: str) -> SaleOnCounter:
    found = shop.read(lambda unit: look_up(unit, number))
    assert isinstance(found, SaleNamed)
    return shop.read(lambda unit: open_sale(unit, found.sale_id))


def standing(sale: SaleOnCounter) -> list[tuple[str, Answer, str]]:
    return [
        (line.description, finding.answer, finding.message.code)
        for line in sale.lines
        for finding in line.standing
    ]


def decided(shop: Shop, number: str, quantity: int) -> Decision:
    """What is said of the first line of a sale, of which so many come back as new."""
    sale = opened(shop, number)
    line = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=Quantity.of(quantity),
        reason=Reason.CHANGED_MIND,
        condition=Condition.AS_NEW,
    )
    asked = ReturnAsked(sale_id=sale.sale_id, lines=(line,))
    return shop.read(lambda unit: decide_return(unit, asked))


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in another shop of the same moment."""
    url = f"sqlite:///{tmp_path_factory.mktemp('again') / 'shop.db'}"
    build_demo(url, NOW, quiet, scale=SCALE)
    engine = connect(url)
    with transaction(engine, writes=False) as connection:
        found = everything(connection)
    engine.dispose()
    return found


def test_the_same_moment_makes_the_same_shop(
    melati: Shop, again: dict[str, list[tuple[Any, ...]]]
) -> None:
    with melati.unit(writes=False) as unit:
        assert everything(unit.connection) == again


def test_progress_grows_to_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    build_demo(url, NOW, lambda done, whole: told.append((done, whole)), scale=0.01)
    assert told[0][0] == 0
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_build_that_breaks_off_leaves_no_shop_and_can_be_made_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shop.db'}"

    def break_off(done: int, whole: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(url, NOW, break_off, scale=0.01)
    with pytest.raises(Refused, match="shop-missing"):
        open_shop(url)
    build_demo(url, NOW, quiet, scale=0.01)
    open_shop(url).close()


def test_a_full_disk_is_said_and_leaves_no_shop(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shop.db'}"

    def little_room(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 300")

    event.listen(Engine, "connect", little_room)
    try:
        with pytest.raises(Refused, match="disk-full"):
            build_demo(url, NOW, quiet, scale=0.1)
    finally:
        event.remove(Engine, "connect", little_room)
    with pytest.raises(Refused, match="shop-missing"):
        open_shop(url)


def test_rows_that_break_a_rule_are_an_error_of_the_database(melati: Shop) -> None:
    """As any statement's: so the shop can say what a person can do about it."""
    with pytest.raises(DBAPIError), melati.unit() as unit:
        insert_rows(unit.connection, Barcode, ("code", "product_id"), [("1", 1), ("1", 1)])


def test_a_shop_that_is_there_is_left_alone(melati: Shop) -> None:
    url = melati.engine.url.render_as_string(hide_password=False)
    before = rows(melati, "SELECT count(*) FROM sale")
    with pytest.raises(Refused, match="shop-exists"):
        build_demo(url, NOW, quiet, scale=SCALE)
    assert rows(melati, "SELECT count(*) FROM sale") == before


def test_the_shop_is_what_it_says(melati: Shop) -> None:
    facts = melati.facts
    assert facts.demo
    assert (facts.name, facts.currency.code, facts.zone.key, facts.language) == (
        SHOP.name,
        "IDR",
        "Asia/Jakarta",
        "id",
    )
    registers = rows(
        melati,
        "SELECT store.name, register.code FROM register"
        " JOIN store ON store.id = store_id ORDER BY register.code",
    )
    assert registers == [
        ("Melati Bandung", "1"),
        ("Melati Bandung", "2"),
        ("Melati Jakarta", "3"),
        ("Melati Jakarta", "4"),
    ]


@pytest.mark.parametrize("who", STAFF, ids=lambda who: who.name)
def test_everybody_signs_on_with_the_demo_pin(melati: Shop, who: Any) -> None:
    person = melati.run(lambda unit: sign_on(unit, who.badge, DEMO_PIN))
    assert (person.staff_id, person.name, person.role) == (
        STAFF.index(who) + 1,
        who.name,
        who.role,
    )


def test_every_code_is_a_real_one(melati: Shop) -> None:
    with melati.unit(writes=False) as unit:
        codes = unit.connection.execute(
            select(Barcode.code, Product.weighed).join(
                Product, Product.id == Barcode.product_id
            )
        ).all()
    assert len(codes) > 2000
    for code, weighed in codes:
        assert len(code) == 13
        assert check_digit(code[:12]) == code[12]
        assert code[:2] == "20" if weighed else code[:3] == "899"


def test_a_known_code_has_its_known_check_digit() -> None:
    assert check_digit("400638133393") == "1"  # the example in GS1's own specification


def test_two_thousand_products_in_four_departments(melati: Shop) -> None:
    counted = rows(
        melati,
        "SELECT department.name, count(DISTINCT category.id), count(*), min(price),"
        " count(DISTINCT product.name) FROM product"
        " JOIN category ON category.id = category_id"
        " JOIN department ON department.id = department_id GROUP BY 1",
    )
    assert {name for name, *_ in counted} == {each.name for each in DEPARTMENTS}
    assert sum(products for _, _, products, _, _ in counted) == 2000
    assert sum(names for *_, names in counted) == 2000
    assert all(
        categories >= 5 and products >= 200 and least > 0
        for _, categories, products, least, _ in counted
    )


def test_customers_can_be_called(melati: Shop) -> None:
    with melati.unit(writes=False) as unit:
        phones = unit.connection.scalars(
            select(Customer.phone).where(Customer.phone.is_not(None))
        ).all()
        tiers = Counter(unit.connection.scalars(select(Customer.tier)))
    assert len(phones) == len(set(phones)) > 2500
    assert all(
        phonenumbers.is_possible_number(phonenumbers.parse(str(each))) for each in phones
    )
    assert set(tiers) == {"regular", "member", "gold"}


NOTHING_WRONG = {
    "lines add up to what the tenders covered": (
        "SELECT sale.id FROM sale WHERE"
        " (SELECT sum(paid) FROM sale_line WHERE sale_id = sale.id) <>"
        " (SELECT sum(exact) FROM tender WHERE sale_id = sale.id)"
    ),
    "the total is what was handed over": (
        "SELECT sale.id FROM sale WHERE total <>"
        " (SELECT sum(amount) FROM tender WHERE sale_id = sale.id) OR total <>"
        " cash_rounding + (SELECT sum(exact) FROM tender WHERE sale_id = sale.id)"
    ),
    "cash comes in coins of Rp 100, the nearest": (
        "SELECT id FROM tender WHERE kind = 'cash'"
        " AND (amount % 100 <> 0 OR amount - exact > 50 OR exact - amount >= 50)"
    ),
    "only cash is rounded": "SELECT id FROM tender WHERE kind <> 'cash' AND amount <> exact",
    "a line is its list value less its promotions": (
        "SELECT id FROM sale_line WHERE paid <> (2 * unit_price * quantity + 1000) / 2000"
        " - coalesce((SELECT sum(amount) FROM line_promotion WHERE line_id = sale_line.id), 0)"
    ),
    "tax is contained at the product's rate": (
        "SELECT sale_line.id FROM sale_line JOIN product ON product.id = product_id"
        " WHERE abs(tax * (10000 + tax_rate) - paid * tax_rate) * 2 > 10000 + tax_rate"
    ),
    "a serial number stands for one piece": (
        "SELECT sale_line.id FROM sale_line JOIN product ON product.id = product_id"
        " WHERE (serial IS NOT NULL) <> serialised OR serial IS NOT NULL AND quantity <> 1000"
    ),
    "only weighed goods come in parts": (
        "SELECT sale_line.id FROM sale_line JOIN product ON product.id = product_id"
        " WHERE quantity % 1000 <> 0 AND NOT weighed"
    ),
    "no more came back than was sold, and all of it on return lines": (
        "SELECT id FROM sale_line WHERE returned > quantity OR returned <> coalesce("
        "(SELECT sum(quantity) FROM return_line WHERE line_id = sale_line.id), 0)"
        " OR refunded <> coalesce("
        "(SELECT sum(gross) FROM return_line WHERE line_id = sale_line.id), 0)"
    ),
    "a tender gave back what its refunds say": (
        "SELECT id FROM tender WHERE refunded <> coalesce("
        "(SELECT sum(exact) FROM refund WHERE tender_id = tender.id), 0)"
    ),
    "refunds cover the return": (
        "SELECT id FROM goods_return WHERE"
        " (SELECT sum(gross - fee) FROM return_line WHERE return_id = goods_return.id) <>"
        " (SELECT sum(exact) FROM refund WHERE return_id = goods_return.id)"
    ),
    "what came back moved stock": (
        "SELECT return_line.id FROM return_line LEFT JOIN stock_movement"
        " ON return_line_id = return_line.id AND stock_movement.quantity = return_line.quantity"
        " WHERE stock_movement.id IS NULL"
    ),
    "every return has its paper, printed once": (
        "SELECT goods_return.id FROM goods_return"
        " LEFT JOIN document ON return_id = goods_return.id AND code = goods_return.number"
        " LEFT JOIN document_print ON document_id = document.id AND copy = 0"
        " WHERE copy IS NULL"
    ),
    "no refund waits for a terminal": "SELECT id FROM refund WHERE status <> 'paid'",
}


@pytest.mark.parametrize("sql", NOTHING_WRONG.values(), ids=NOTHING_WRONG)
def test_records_hold_together(melati: Shop, sql: str) -> None:
    assert rows(melati, sql) == []


def test_nothing_happened_in_the_future(melati: Shop) -> None:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if column.name in (
                "sold_at",
                "taken_at",
                "moved_at",
                "made_at",
                "at",
                "settled_at",
            ):
                with melati.unit(writes=False) as unit:
                    newest = unit.connection.scalar(select(func.max(column)))
                assert newest is None or newest <= NOW, column


def test_a_year_of_sales_up_to_today(melati: Shop) -> None:
    ((made, numbers),) = rows(melati, "SELECT count(*), count(DISTINCT number) FROM sale")
    assert made == numbers
    assert 20_000 * SCALE * 0.98 < made <= 20_000 * SCALE + len(KNOWN_SALES)
    (oldest,) = rows(melati, "SELECT number FROM sale ORDER BY sold_at LIMIT 1")[0]
    assert oldest[1:5] == "2511"


def test_every_means_of_payment_and_kind_of_discount_occurs(melati: Shop) -> None:
    with melati.unit(writes=False) as unit:
        kinds = set(unit.connection.scalars(select(Tender.kind)))
    assert kinds == set(TenderKind)
    ((split,),) = rows(
        melati,
        "SELECT count(*) FROM"
        " (SELECT 1 FROM tender GROUP BY sale_id HAVING count(*) > 1) AS split",
    )
    assert split
    promotions = rows(melati, "SELECT DISTINCT kind FROM line_promotion")
    assert {kind for (kind,) in promotions} == set(PROMOTION_KINDS)


WORTH_ASKING_ABOUT = {
    "online and delivered": (
        "SELECT 1 FROM sale WHERE channel = 'online' AND delivered_on IS NOT NULL"
    ),
    "bought by staff": "SELECT 1 FROM sale WHERE staff",
    "a tier on the sale": "SELECT 1 FROM sale WHERE customer_tier = 'gold'",
    "a free gift": "SELECT 1 FROM sale_line WHERE obtained = 'free-gift' AND paid = 0",
    "what earns a quantity break": (
        "SELECT 1 FROM line_promotion WHERE kind = 'quantity-break' AND least = 3000"
    ),
    "brands": "SELECT 1 FROM product WHERE brand = 'Mirano'",
    "sizes": """SELECT 1 FROM product WHERE attributes LIKE '%"size": "L"%'""",
    "heavy things": "SELECT 1 FROM product WHERE attributes LIKE '%weight%'",
    "telephones of one network": "SELECT 1 FROM product WHERE attributes LIKE '%Nusatel%'",
    "somebody trusted": "SELECT 1 FROM customer WHERE standing = 'trusted'",
    "somebody blocked": "SELECT 1 FROM customer WHERE standing = 'blocked'",
    "returns under the first policy": "SELECT 1 FROM return_line WHERE version = 1",
    "returns under the second": "SELECT 1 FROM return_line WHERE version = 2",
}


@pytest.mark.parametrize("sql", WORTH_ASKING_ABOUT.values(), ids=WORTH_ASKING_ABOUT)
def test_what_a_policy_can_ask_about_occurs(melati: Shop, sql: str) -> None:
    assert rows(melati, f"{sql} LIMIT 1") == [(1,)]


def test_delivery_follows_the_sale(melati: Shop) -> None:
    delivered = rows(
        melati, "SELECT sold_at, delivered_on FROM sale WHERE delivered_on IS NOT NULL"
    )
    assert delivered
    assert all(str(sold_at)[:10] < str(on) for sold_at, on in delivered)


class TestThePolicies:
    def test_the_second_came_in_force_half_a_year_ago(self, melati: Shop) -> None:
        second, first = melati.read(list_versions)
        assert (first.number, first.in_force_from) == (1, TODAY - timedelta(364))
        assert (second.number, second.in_force_from) == (2, TODAY - timedelta(CHANGED_DAYS_AGO))
        assert (second.author, second.reviewer) == (MANAGER.name, SECOND_MANAGER.name)

    @pytest.mark.parametrize("policy", [first_policy(), todays_policy(TODAY)])
    def test_it_is_not_below_the_law(self, policy: Policy) -> None:
        assert tuple(weaknesses(policy)) == ()

    @pytest.mark.parametrize("policy", [first_policy(), todays_policy(TODAY)])
    def test_every_clause_can_be_read_out(self, policy: Policy) -> None:
        assert all({"id", "en"} <= set(clause.text) for clause in policy.clauses)

    def test_the_windows_are_those_that_visits_are_planned_by(self) -> None:
        def days(policy: Policy, number: int) -> int:
            clause = policy.clause(number)
            assert clause is not None
            return int(clause.terms["window"].days)

        assert days(first_policy(), 1) == days(todays_policy(TODAY), 1) == SHOP_DAYS
        assert days(first_policy(), 2) == FIRST_ELECTRONICS_DAYS
        assert days(todays_policy(TODAY), 10) == ELECTRONICS_DAYS

    @pytest.mark.parametrize("today", [date(2027, 1, 20), date(2026, 12, 1)])
    def test_its_holidays_are_those_of_the_season(self, today: date) -> None:
        clause = todays_policy(today).clause(20)
        assert clause is not None
        assert clause.terms["window"].not_before == date(2026, 12, 26)


def test_papers_are_numbered_without_gaps(melati: Shop) -> None:
    with melati.unit(writes=False) as unit:
        series = unit.connection.execute(
            select(Register.code, NumberSeries.kind, NumberSeries.last).join(
                Register, Register.id == NumberSeries.register_id
            )
        ).all()
        codes = unit.connection.scalars(select(Document.code)).all()
    assert sorted(codes) == sorted(
        f"{LETTERS[kind]}{register}-{number:06}"
        for register, kind, last in series
        for number in range(1, last + 1)
    )


def test_the_journal_is_one_unbroken_chain(melati: Shop) -> None:
    with melati.unit(writes=False) as unit:
        entries = unit.connection.execute(
            select(JournalEntry.__table__).order_by(JournalEntry.number)
        ).all()
        head = unit.connection.execute(select(JournalHead.entries, JournalHead.hash)).one()
    previous = GENESIS
    for number, entry in enumerate(entries, 1):
        assert (entry.number, entry.previous) == (number, previous)
        assert entry.hash == seal(previous, Entry(*entry[:6]))
        previous = entry.hash
    assert head == (len(entries), previous)


def test_verify_finds_nothing_wrong(melati: Shop) -> None:
    found = nothing_is_wrong(melati)
    assert found.returns >= 15
    assert found.papers > found.returns


def test_the_journal_tells_it_in_order(melati: Shop) -> None:
    with melati.unit(writes=False) as unit:
        moments = unit.connection.scalars(
            select(JournalEntry.at)
            .where(JournalEntry.event == "ReturnTaken")
            .order_by(JournalEntry.number)
        ).all()
    assert len(moments) >= 15
    assert list(moments) == sorted(moments)


def test_nothing_is_unconfirmed(melati: Shop) -> None:
    assert melati.read(list_unconfirmed) == ()


def test_some_refunds_went_to_each_usual_tender(melati: Shop) -> None:
    with melati.unit(writes=False) as unit:
        kinds = set(unit.connection.scalars(select(Refund.kind)))
    assert {TenderKind.CASH, TenderKind.DEBIT, TenderKind.EWALLET} <= kinds


def test_new_rows_follow_the_old_ones(melati: Shop) -> None:
    """Keys that the generator gave out itself are not given out again."""
    with melati.unit() as unit:
        unit.connection.execute(
            text("INSERT INTO customer (number, name, tier) VALUES ('new', 'New', '')")
        )
        newest = unit.connection.scalar(select(Customer.id).where(Customer.number == "new"))
        unit.connection.execute(text("DELETE FROM customer WHERE number = 'new'"))
    assert newest == CUSTOMERS + 1


class TestTheTour:
    def test_the_sale_of_the_tour(self, melati: Shop) -> None:
        sale = opened(melati, TOUR_SALE.number(TODAY))
        assert (sale.days_ago, sale.store, sale.customer) == (5, "Melati Bandung", BUDI.name)
        assert sale.total.minor == 619_500
        assert [(t.kind, t.label) for t in sale.tenders] == [("debit", "BCA •••• 4242")]
        assert standing(sale) == [
            ("Blender Mirano BL-152", "accept", "in-window"),
            ("Handuk mandi 70×140", "accept", "in-window"),
            ("Beras Dua Merpati 5 kg", "refuse", "final-sale"),
            ("Casing HP bening Teknora", "refuse", "nothing-left"),
        ]
        towels = sale.lines[1]
        assert (towels.promotions, towels.paid.minor) == (("Beli 2 gratis 1",), 150_000)
        assert sale.lines[3].returned_by[0].startswith("R2-")
        assert sale.customer_returns == 2

    def test_the_sale_that_is_late(self, melati: Shop) -> None:
        assert standing(opened(melati, LATE_SALE.number(TODAY))) == [
            ("Penanak nasi Kirana RC-18", "refuse", "late"),
            ("Handuk mandi 70×140", "accept", "in-window"),
        ]

    def test_the_sale_in_cash_meets_the_coin(self, melati: Shop) -> None:
        sale = opened(melati, CASH_SALE.number(TODAY))
        assert sale.total.minor == 246_400
        assert [tender.left.minor for tender in sale.tenders] == [246_357]

    def test_of_three_for_two_one_pair_is_worth_nothing(self, melati: Shop) -> None:
        decision = decided(melati, SOCKS_SALE.number(TODAY), 1)
        assert (decision.answer, decision.refund.minor) == ("accept", 0)
        codes = [finding.message.code for finding in decision.lines[0].decision.findings]
        assert "promotion-taken-back" in codes
        assert decided(melati, SOCKS_SALE.number(TODAY), 3).refund.minor == 50_000

    def test_what_was_bought_online_counts_from_delivery(self, melati: Shop) -> None:
        assert standing(opened(melati, ONLINE_SALE.number(TODAY))) == [
            ("Blender Mirano BL-152", "accept", "in-window")
        ]

    def test_an_older_sale_was_made_under_the_first_policy(self, melati: Shop) -> None:
        number = OLDER_SALE.number(TODAY)
        ten_days_later = OLDER_SALE.receipt_day(TODAY) + timedelta(10)
        trial = Trial(
            sale=number,
            line=1,
            quantity=ONE,
            reason=Reason.CHANGED_MIND,
            condition=Condition.AS_NEW,
            on=ten_days_later,
        )
        decision = melati.read(lambda unit: decide_trial(unit, trial))
        assert (decision.answer, decision.policy) == ("accept", 2), "today's are kinder"

    def test_the_telephone_is_found_by_its_serial_number(self, melati: Shop) -> None:
        found = melati.read(lambda unit: look_up(unit, PHONE_SALE.serial or ""))
        assert isinstance(found, SaleNamed)
        number = opened(melati, PHONE_SALE.number(TODAY))
        assert found.sale_id == number.sale_id

    def test_its_customer_is_found_by_phone(self, melati: Shop) -> None:
        found = melati.read(lambda unit: look_up(unit, "0812-3456-7890"))
        assert isinstance(found, Choices)
        assert TOUR_SALE.number(TODAY) in {choice.title for choice in found.choices}

    def test_its_clerk_is_senior(self) -> None:
        assert SENIOR_CLERK.name == "Sari Wulandari"


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(days, marks=() if days in (120, 240) else pytest.mark.night)
        for days in range(0, 365, 30)
    ],
)
def test_a_demo_can_be_made_on_any_day(days: int, tmp_path: Path) -> None:
    now = NOW + timedelta(days=days)
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    build_demo(url, now, quiet, scale=0.005)
    with closing(open_shop(url, clock=lambda: now)) as shop:
        shop.person = ITS_MANAGER
        assert opened(shop, TOUR_SALE.number(now.date())).days_ago == 5


@pytest.mark.parametrize(
    ("day", "month"),
    [("2026-02-20", 9), ("2026-03-19", 9), ("2026-03-22", 10), ("2025-03-10", 9)],
)
def test_ramadan_is_when_it_is(day: str, month: int) -> None:
    assert islamic_month(datetime.fromisoformat(day).date()) == month
