"""``konter decide``: what the counter would say, for scripts and for people."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desktop.command_line import run_command
from models.db import connect, transaction
from models.formats.given_facts import NAMES
from models.tables.base import Base
from models.values import Money, Quantity
from tests.builders import a_customer, a_line, a_product, a_sale, a_shop, in_force

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

NOW = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
SOLD = NOW - timedelta(days=5)
CLAUSES = (
    'window = "30 days"\ntext.en = "Within thirty days."\ntext.id = "Dalam tiga puluh hari."\n'
    'refund.choices = ["cash"]\nproof = ["receipt", "gift", "none"]\n'
    'appeal.en = "Write to us."',
    'when.condition = ["opened", "used"]\nfee.opened = 15\ntext.en = "Opened: 15 %."',
    'when.proof = "gift"\nrefund.to = "store-credit"\nrefund.choices = []',
    'when.tier = "gold"\nwindow = "90 days"',
    'when.value = { over = 20 }\ncapture = ["id"]',
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A shop with two kettles sold five days ago by card, one of them worn out by now."""
    made = f"sqlite:///{tmp_path_factory.mktemp('decide') / 'shop.db'}"
    with closing(a_shop(made, now=NOW)) as shop:
        in_force(shop, *CLAUSES, since=NOW.date() - timedelta(days=365))
        line = a_line(
            a_product(shop, brand="Mirano"),
            quantity=Quantity.of(2),
            paid=Money(2000),
            tax=Money(333),
        )
        card = {"kind": "debit", "label": "Visa •••• 4242", "amount": Money(3000)}
        customer = a_customer(shop, standing="blocked")
        a_sale(shop, line, a_line(sku="CUP"), sold_at=SOLD, tenders=(card,))
        a_sale(shop, number="S-2", sold_at=SOLD, customer_id=customer)
    return made


class Asking:
    """Calls the command and keeps what it said."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._url = url
        self._capsys = capsys
        self.told = ""
        self.wrong = ""

    def call(self, *words: str | Path, sale: str = "S-1", line: int = 1, of: str = "1") -> int:
        usual = ("decide", "--sale", sale, "--line", str(line), "--quantity", of)
        code = run_command(["--database", self._url, *usual, *map(str, words)])
        self.told, self.wrong = self._capsys.readouterr()
        assert "Traceback" not in self.told + self.wrong
        return code

    def object(self, *words: str | Path, **sold: Any) -> dict[str, Any]:
        assert self.call("--json", *words, **sold) == 0, self.wrong
        made: dict[str, Any] = json.loads(self.told)
        return made


@pytest.fixture
def asking(url: str, capsys: pytest.CaptureFixture[str]) -> Asking:
    return Asking(url, capsys)


@pytest.fixture
def unchanged(url: str) -> Iterator[None]:
    """Whatever the test does, the records stay as they are."""

    def everything(connection: Connection) -> list[Any]:
        return [
            connection.execute(table.select()).all() for table in Base.metadata.sorted_tables
        ]

    def records() -> list[Any]:
        engine = connect(url)
        with transaction(engine, writes=False) as connection:
            found = everything(connection)
        engine.dispose()
        return found

    before = records()
    yield
    assert records() == before


def codes(made: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in made["findings"]]


@pytest.mark.usefixtures("unchanged")
class TestTheObject:
    def test_a_plain_yes(self, asking: Asking) -> None:
        made = asking.object()
        assert made["answer"] == "accept"
        assert made["refund"] == {
            "gross": "10.00",
            "net": "8.33",
            "tax": "1.67",
            "fee": "0.00",
            "cash_rounding": "0.00",
            "currency": "GBP",
        }
        assert made["tenders"] == [{"kind": "debit", "amount": "10.00"}]
        assert made["alternatives"] == []
        (finding,) = made["findings"]
        assert {k: finding[k] for k in ("code", "answer", "clause", "version", "cure")} == {
            "code": "in-window",
            "answer": "accept",
            "clause": 1,
            "version": 2,
            "cure": None,
        }
        assert finding["clause_text"] == "Within thirty days."
        assert made["say"].startswith("Of course")

    def test_what_is_kept_and_why(self, asking: Asking) -> None:
        made = asking.object("--condition", "opened")
        assert made["answer"] == "accept"
        assert (made["refund"]["gross"], made["refund"]["fee"]) == ("8.50", "1.50")
        assert made["kept"] == [{"name": "opened", "amount": "1.50"}]
        fee = next(finding for finding in made["findings"] if finding["clause"] == 2)
        assert fee["clause_text"] == "Opened: 15 %."

    def test_too_late_with_another_way(self, asking: Asking) -> None:
        day = (SOLD + timedelta(days=31)).date().isoformat()
        made = asking.object("--on", day)
        assert (made["answer"], codes(made)) == ("refuse", ["late"])
        assert made["refund"]["gross"] == "0.00"
        assert made["tenders"] == []
        assert {"kind": "appeal", "answer": "override", "until": None} in made["alternatives"]
        assert "Write to us." in made["say"]

    def test_the_last_day_is_in(self, asking: Asking) -> None:
        day = (SOLD + timedelta(days=30)).date().isoformat()
        assert asking.object("--on", day)["answer"] == "accept"

    def test_a_cure_says_what_is_wanted(self, asking: Asking) -> None:
        made = asking.object("--fact", "price=20.01")
        assert made["answer"] == "ask"
        finding = next(f for f in made["findings"] if f["code"] == "needs-id")
        assert finding["cure"] == {"kind": "capture", "what": "id"}
        given = asking.object("--fact", "price=20.01", "--fact", "captured.id=317")
        assert given["answer"] == "accept"
        assert given["tenders"] == [{"kind": "debit", "amount": "20.01"}]

    @pytest.mark.parametrize(
        ("receipt", "kind"), [("full", "debit"), ("gift", "store-credit"), ("none", "debit")]
    )
    def test_what_is_shown(self, asking: Asking, receipt: str, kind: str) -> None:
        made = asking.object("--receipt", receipt)
        assert [tender["kind"] for tender in made["tenders"]] == [kind]

    def test_what_the_customer_would_rather_have(self, asking: Asking) -> None:
        assert asking.object("--tender", "cash")["tenders"] == [
            {"kind": "cash", "amount": "10.00"}
        ]
        made = asking.object("--tender", "gift-card")
        assert made["answer"] == "override"
        assert "tender-not-offered" in codes(made)

    def test_as_if_nobody_knew_the_customer(self, asking: Asking) -> None:
        assert asking.object(sale="S-2")["answer"] == "override"
        assert asking.object("--no-customer", sale="S-2")["answer"] == "accept"

    def test_part_of_a_line(self, asking: Asking) -> None:
        assert asking.object(of="2")["refund"]["gross"] == "20.00"
        assert "more-than-left" in codes(asking.object(of="3"))
        assert "not-by-weight" in codes(asking.object(of="0.5"))

    def test_a_reason_that_is_not_known_yet(self, asking: Asking) -> None:
        made = asking.object("--reason", "-")
        assert made["answer"] == "ask"
        assert {"reason-missing", "condition-missing"} <= set(codes(made))

    def test_under_a_draft(self, asking: Asking, tmp_path: Path) -> None:
        draft = tmp_path / "draft.toml"
        draft.write_text('[[clause]]\nnumber = 9\nwindow = "4 days"\n')
        made = asking.object("--policy", draft)
        assert made["answer"] == "refuse"
        assert made["findings"][0]["clause"] == 9


GIVEN = {
    "sku": "CUP",
    "promotion": "Ten off,Weekend",
    "coupon": "other",
    "obtained": "exchanged",
    "charge": "delivery",
    "goods_back": "some",
    "condition": "sealed",
    "reason": "gift",
    "brand": "Vioma",
    "category": "Phones",
    "serialised": "yes",
    "price": "9.99",
    "value": "9.99",
    "case_value": "100",
    "units": "4",
    "department": "Garden",
    "proof": "card",
    "tender": "cheque",
    "staff": "yes",
    "standing": "trusted",
    "tier": "gold",
    "remedy": "exchange",
    "sold": "2026-01-31",
    "age": "31",
    "place": "not-carried",
    "sold_in": "West",
    "returned_in": "East",
    "channel": "online",
    "country": "DE",
    "delivered": "2026-01-31",
    "serial": "SN-1",
    "clerk_day": "10",
    "missing_parts": "1.50",
    "gifts_kept": "2",
    "lowest_price": "3",
}
"""A text that each fact can have."""


@pytest.mark.usefixtures("unchanged")
class TestFacts:
    def test_each_has_a_text_here(self) -> None:
        assert set(GIVEN) == set(NAMES)

    @pytest.mark.parametrize("name", [*NAMES, "attribute.size", "captured.photo"])
    def test_each_can_be_given(self, asking: Asking, name: str) -> None:
        assert asking.object("--fact", f"{name}={GIVEN.get(name, 'L')}")["findings"]

    @pytest.mark.parametrize(
        "name",
        [n for n in GIVEN if n not in ("delivered", "serial", "clerk_day", "missing_parts",
                                       "gifts_kept", "goods_back", "lowest_price",
                                       "promotion")],
    )  # fmt: skip
    def test_each_meets_a_condition_on_it(
        self, asking: Asking, tmp_path: Path, name: str
    ) -> None:
        text = GIVEN[name]
        plain = name in ("price", "value", "case_value", "units", "age", "sold")
        condition = text if plain else f'"{text}"'
        condition = "true" if text == "yes" else condition
        draft = tmp_path / "draft.toml"
        draft.write_text(
            '[[clause]]\nnumber = 1\nwindow = "no limit"\nexchange.window = "no limit"\n'
            f'[[clause]]\nnumber = 2\nwhen.{name} = {condition}\ndisposition = "waste"\n'
        )
        made = asking.object("--policy", draft, "--fact", f"{name}={text}")
        assert made["disposition"] == "waste" or made["answer"] == "refuse"
        other = asking.object("--policy", draft)
        assert other["disposition"] != "waste"

    def test_a_tier_opens_a_longer_window(self, asking: Asking) -> None:
        assert asking.object("--fact", "age=31")["answer"] == "refuse"
        assert asking.object("--fact", "age=31", "--fact", "tier=Gold")["answer"] == "accept"

    def test_an_attribute_is_a_condition(self, asking: Asking, tmp_path: Path) -> None:
        draft = tmp_path / "draft.toml"
        draft.write_text(
            '[[clause]]\nnumber = 1\nwindow = "30 days"\n'
            "[[clause]]\nnumber = 2\nwhen.attribute.weight = { over = 20 }\nfinal_sale = true\n"
        )
        heavy = asking.object("--policy", draft, "--fact", "attribute.weight=20.5")
        light = asking.object("--policy", draft, "--fact", "attribute.weight=20")
        assert (heavy["answer"], light["answer"]) == ("refuse", "accept")


@pytest.mark.usefixtures("unchanged")
class TestWrongUse:
    @pytest.mark.parametrize(
        "words",
        [
            ("--fact", "colour=red"),
            ("--fact", "tier"),
            ("--fact", "age=old"),
            ("--fact", "price=ten"),
            ("--fact", "staff=perhaps"),
            ("--fact", "captured.smile=1"),
            ("--fact", "obtained=found"),
            ("--fact", "age=99999999999"),
            ("--fact", "missing_parts=NaN"),
            ("--reason", "bored"),
            ("--condition", "dusty"),
            ("--receipt", "half"),
            ("--tender", "beads"),
            ("--remedy", "hug"),
            ("--on", "tomorrow"),
            ("--language", "tlh"),
            ("--colour",),
        ],
        ids=" ".join,
    )
    def test_is_said_and_ends_with_2(self, asking: Asking, words: tuple[str, ...]) -> None:
        assert asking.call(*words) == 2
        assert asking.told == ""
        assert asking.wrong.strip().endswith(".")

    @pytest.mark.parametrize("of", ["some", "1.2345", "NaN"])
    def test_a_quantity_that_is_none(self, asking: Asking, of: str) -> None:
        assert asking.call(of=of) == 2

    def test_a_sale_or_line_that_is_not_there_ends_with_1(self, asking: Asking) -> None:
        assert asking.call(sale="S-9") == 1
        assert "S-9" in asking.wrong
        for line in (0, 3):
            assert asking.call(line=line) == 1

    def test_a_policy_that_cannot_be_used(self, asking: Asking, tmp_path: Path) -> None:
        assert asking.call("--policy", tmp_path / "none.toml") == 1
        draft = tmp_path / "draft.toml"
        draft.write_text('[[clause]]\nnumber = 1\nwindow = "30 moons"\n')
        assert asking.call("--policy", draft) == 1
        assert asking.told == ""


@pytest.mark.usefixtures("unchanged")
class TestInWords:
    def test_a_person_reads_the_same(self, asking: Asking) -> None:
        assert asking.call("--condition", "opened") == 0
        told = asking.told
        assert told.startswith("Kettle: Accepted")
        assert "clause 2: Opened: 15 %." in told
        assert "£8.50" in told
        assert "To say: " in told

    def test_in_the_language_of_the_shop(self, asking: Asking) -> None:
        assert asking.call("--language", "id") == 0
        assert "Dalam tiga puluh hari." in asking.told

    def test_what_else_is_possible(self, asking: Asking) -> None:
        assert asking.call("--fact", "age=31") == 0
        assert "What else is possible:" in asking.told
        assert "Write to us." in asking.told


def test_no_window_is_needed(asking: Asking) -> None:
    with_qt = {name for name in sys.modules if name.startswith("PySide6")}
    assert asking.call() == 0
    assert {name for name in sys.modules if name.startswith("PySide6")} == with_qt
