"""Requests from a file: the paper forms of a power cut, carried out one after another."""

from __future__ import annotations

import io
import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

import desktop
from desktop.command_line import run_command
from models.db import open_shop
from models.services.requests import list_unconfirmed
from models.tables.returns import GoodsReturn
from models.values import Money, Quantity
from tests.builders import MANAGER, PIN, a_customer, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, bela

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop

CLOSED = pytest.mark.parametrize("cash", [None], ids=["drawer-closed"])
DOCUMENTED = Path(str(desktop.__file__)).parents[1] / "docs" / "process.md"
BACK = {"line": 1, "quantity": 1, "reason": "changed-mind", "condition": "as-new"}


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    """A kettle was sold just now, by the clock on the wall: the command has no other."""
    with closing(open_shop(database_url)) as opened:
        opened.person = MANAGER
        bela(opened)
        yield opened


class Forms:
    """Writes a file of forms, gives it to the command and reads the results."""

    def __init__(
        self,
        url: str,
        folder: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self._url, self._file = url, folder / "forms.jsonl"
        self._capsys, self._patch = capsys, monkeypatch
        self.wrong = ""

    def give(
        self, *forms: dict[str, Any] | str, code: int = 0, pins: str = f"{PIN}\n{BELA_PIN}\n"
    ) -> list[dict[str, Any]]:
        lines = [form if isinstance(form, str) else json.dumps(form) for form in forms]
        self._file.write_text("\n".join(lines), "utf-8")
        self._patch.setattr(sys, "stdin", io.StringIO(pins))
        words = ["process", str(self._file), "--badge", "1", "--approver", "2"]
        assert run_command(["--database", self._url, *words]) == code
        told, self.wrong = self._capsys.readouterr()
        assert "Traceback" not in self.wrong
        return [json.loads(line) for line in told.splitlines()]


@pytest.fixture
def forms(
    database_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Forms:
    return Forms(database_url, tmp_path, capsys, monkeypatch)


@CLOSED
def test_the_documented_example_does_what_it_says(shop: Shop, forms: Forms) -> None:
    a_sale(shop)
    example = DOCUMENTED.read_text("utf-8").partition("```jsonl\n")[2].partition("```")[0]

    opened, back, again, void, card = forms.give(example)

    assert opened == {"line": 1, "id": "form-1", "result": "done", "amount": "100.00"}
    assert (back["result"], back["paper"], back["paid"]) == ("done", "R1-000001", "10.00")
    assert again["result"] == "refused"
    assert again["messages"][0]["code"] == "return-refused"
    assert again["messages"][0]["text"].startswith("The shop's policy does not allow")
    assert (void["result"], void["paper"]) == ("done", "X1-000001")
    assert (card["balance"], card["paper"]) == ("25.00", "V1-000001")
    assert shop.read(list_unconfirmed) == ()


def test_a_file_given_twice_happens_once(shop: Shop, forms: Forms) -> None:
    a_sale(shop, a_line(quantity=Quantity.of(2)))
    form = {"id": "f-1", "do": "return", "sale": "S-1", "lines": [BACK]}
    first, same = forms.give(form, form)
    assert {**same, "line": 1} == first
    assert forms.give(form) == [first]
    changed = {**form, "lines": [{**BACK, "quantity": 2}]}
    (other,) = forms.give(changed)
    assert other["messages"][0]["code"] == "request-changed"
    assert returns(shop) == 1


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("{", "this is not JSON"),
        ("[]", "this is not a JSON object"),
        ({"do": "return"}, "“id” is missing"),
        ({"id": "x" * 37, "do": "return"}, "1 to 36 letters"),
        ({"id": "f-2", "do": "steal"}, "“do” is 'steal'"),
        ({"id": "f-2", "do": "return", "sale": "S-1"}, "“lines” is missing"),
        ({"id": "f-2", "do": "return", "sale": 1, "lines": []}, "“sale” is not a text"),
        (
            {"id": "f-2", "do": "return", "sale": "S-1", "lines": [{**BACK, "colour": "red"}]},
            "“colour” is not a field",
        ),
        (
            {"id": "f-2", "do": "return", "sale": "S-1", "lines": [{**BACK, "reason": "?"}]},
            "“reason” is '?', not one of",
        ),
        ({"id": "f-2", "do": "shift", "what": "open", "amount": 0.001}, "cannot be 0.001"),
        ({"id": "f-2", "do": "shift", "what": "open", "amount": True}, "is not a number"),
        (
            {"id": "f-2", "do": "void", "return": "R", "reason": "", "references": {"a": "T"}},
            "not a whole number",
        ),
    ],
)
def test_what_is_no_request_stops_with_its_line(
    shop: Shop, forms: Forms, form: dict[str, Any] | str, why: str
) -> None:
    """What stands before it is done, and nothing after it."""
    a_sale(shop, a_line(quantity=Quantity.of(2)))
    good = {"id": "f-1", "do": "return", "sale": "S-1", "lines": [BACK]}
    (done,) = forms.give(good, form, {**good, "id": "f-3"}, code=2)
    assert done["result"] == "done"
    assert "line 2" in forms.wrong
    assert why in " ".join(forms.wrong.split())
    assert returns(shop) == 1


@CLOSED
def test_refusals_do_not_stop_it(shop: Shop, forms: Forms) -> None:
    a_sale(shop)
    strange = {"id": "f-1", "do": "return", "sale": "S-9", "lines": [BACK]}
    beyond = {"id": "f-2", "do": "return", "sale": "S-1", "lines": [{**BACK, "line": 2}]}
    short = {"id": "f-3", "do": "shift", "what": "paid-out", "amount": 5, "reason": "Tea"}
    results = forms.give(strange, "", beyond, short)
    assert [(one["line"], one["messages"][0]["code"]) for one in results] == [
        (1, "sale-unknown"),
        (3, "sale-line-unknown"),
        (4, "shift-needed"),
    ]


def test_a_card_is_sold_loaded_spent_and_moved(shop: Shop, forms: Forms) -> None:
    paid = {"do": "gift-card", "amount": "5.00", "receipt": "S-9"}
    (sold,) = forms.give({**paid, "id": "c-1", "what": "sell"})
    number = {"number": sold["number"]}
    loaded, spent, late, moved = forms.give(
        {**paid, **number, "id": "c-2", "what": "load"},
        {**paid, **number, "id": "c-3", "what": "spend", "amount": "7.50"},
        {"id": "c-4", "do": "gift-card", "what": "void", **number, "reason": "Mistake"},
        {"id": "c-5", "do": "gift-card", "what": "move", **number},
    )
    assert (loaded["balance"], spent["balance"], moved["balance"]) == ("10.00", "2.50", "2.50")
    assert late["messages"][0]["code"] == "value-card-not-voidable"
    assert moved["number"] != sold["number"]


def test_a_price_is_corrected_and_put_back(shop: Shop, forms: Forms) -> None:
    a_sale(shop)
    form = {"do": "correction", "sale": "S-1", "line": 1, "amount": "2.50"}
    form |= {"reason": "shelf-price"}
    alone, beyond, given, again, void = forms.give(
        {**form, "id": "p-1"},
        {**form, "id": "p-2", "line": 2},
        {**form, "id": "p-3", "approval": "The shelf said 7.50"},
        {**form, "id": "p-3", "approval": "The shelf said 7.50"},
        {"id": "p-4", "do": "void", "return": "C1-000001", "reason": "Wrong line"},
    )
    assert alone["messages"][0]["code"] == "approval-needed"
    assert beyond["messages"][0]["code"] == "sale-line-unknown"
    assert (given["result"], given["paper"], given["paid"]) == ("done", "C1-000001", "2.50")
    assert {**again, "line": given["line"]} == given
    assert (void["result"], void["paper"]) == ("done", "X1-000001")
    assert shop.read(list_unconfirmed) == ()


def test_goodwill_is_given_to_a_customer(shop: Shop, forms: Forms) -> None:
    a_sale(shop)
    a_customer(shop, number="C-7")
    form = {"do": "goodwill", "amount": "5.00", "reason": "long-wait", "approval": "An hour"}
    about = {"sale": "S-1", "line": 1, "customer": "C-7"}
    given, plain, unknown, void = forms.give(
        {**form, **about, "id": "g-1"},
        {**form, "id": "g-2"},
        {**form, "id": "g-3", "customer": "C-8"},
        {"id": "g-4", "do": "void", "return": "G1-000001", "reason": "Wrong customer"},
    )
    assert (given["paper"], given["paid"]) == ("G1-000001", "5.00")
    assert (plain["paper"], plain["awaiting"]) == ("G1-000002", [])
    assert unknown["messages"][0]["code"] == "customer-unknown"
    assert void["result"] == "done"
    forms.give({**form, "id": "g-5", "line": 1}, code=2)
    assert "“line” is of no “sale”" in " ".join(forms.wrong.split())


def test_a_wrong_pin_does_nothing(shop: Shop, forms: Forms) -> None:
    a_sale(shop)
    form = {"id": "f-1", "do": "return", "sale": "S-1", "lines": [BACK]}
    assert forms.give(form, code=1, pins="9999\n") == []
    assert returns(shop) == 0


def returns(shop: Shop) -> int:
    with shop.unit(writes=False) as unit:
        return unit.connection.scalar(select(func.count(GoodsReturn.id))) or 0


def test_an_exchange_is_paid_in_parts_and_the_rest_in_cash(shop: Shop, forms: Forms) -> None:
    a_sale(shop, a_line(a_product(shop)))
    a_product(shop, "Toaster", price=Money(2550))
    form = {
        "id": "f-1",
        "do": "exchange",
        "sale": "S-1",
        "lines": [BACK],
        "out": [{"product": "TOASTER", "quantity": 1}],
        "paid": [
            {"by": "cheque", "amount": "5.50", "reference": "000123"},
            {"by": "cash", "amount": "10.00"},
        ],
    }
    done, same = forms.give(form, form)
    assert (done["result"], done["paper"]) == ("done", "E1-000001")
    assert (done["taken"], done["paid"]) == ("15.50", "0.00")
    assert {**same, "line": 1} == done


def test_an_exchange_that_is_not_paid_is_refused(shop: Shop, forms: Forms) -> None:
    a_sale(shop, a_line(a_product(shop)))
    a_product(shop, "Toaster", price=Money(2550))
    out = [{"product": "TOASTER", "quantity": 1}]
    form = {"id": "f-1", "do": "exchange", "sale": "S-1", "lines": [BACK], "out": out}
    (refused,) = forms.give(form)
    assert refused["messages"][0]["code"] == "payment-differs"


def test_goods_without_a_receipt_by_product(shop: Shop, forms: Forms) -> None:
    in_force(shop, 'window = "30 days"\nproof = ["receipt", "none"]\ncapture = ["id"]')
    a_product(shop)
    line = {key: value for key, value in BACK.items() if key != "line"}
    form = {"id": "f-1", "do": "no-receipt", "lines": [{**line, "product": "KETTLE"}]}
    shown = {"kind": "passport", "issuer": "ID", "number": "X 123 4567"}
    refused, done = forms.give(form, {**form, "id": "f-2", "document": shown})
    assert refused["result"] == "refused"
    assert (done["result"], done["paper"]) == ("done", "R1-000001")


@pytest.mark.parametrize("cash", [None])
def test_a_shift_is_handed_over_counted_and_closed(shop: Shop, forms: Forms) -> None:
    opened = {"id": "f-1", "do": "shift", "what": "open", "amount": "30.00"}
    over = {"id": "f-2", "do": "shift", "what": "hand-over", "to": "2"}
    count = {"note-2000": 1, "note-1000": 1}
    close = {"id": "f-3", "do": "shift", "what": "close", "count": count}
    _, handed, closed, again = forms.give(opened, over, close, close)
    assert handed["to"] == "Bela"
    assert closed["paper"] == "Z1-000001"
    assert (closed["expected"], closed["counted"]) == ("30.00", "30.00")
    assert {**again, "line": 3} == closed


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"do": "shift", "what": "close", "count": {"note-3": 1}}, "note-3"),
        ({"do": "shift", "what": "close", "count": {"note-2000": -1}}, "whole number"),
        ({"do": "shift", "what": "close", "count": 3}, "not an object"),
        ({"do": "shift", "what": "hand-over", "to": "9"}, "approver"),
        ({"do": "no-receipt", "lines": [], "document": "X1"}, "not an object"),
        ({"do": "exchange", "sale": "S-1", "lines": []}, "out"),
    ],
)
def test_a_form_of_the_new_kinds_that_is_none(
    shop: Shop, forms: Forms, form: dict[str, Any], told: str
) -> None:
    forms.give({"id": "f-1", **form}, code=2)
    assert told in forms.wrong
