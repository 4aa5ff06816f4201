from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from models.formats.columns import load_column_map, presets
from models.formats.csv_sales import LONGEST_LINE, Reject, open_sales
from models.formats.rows import NOTHING_TOLD, RowKind, SalesRow, Told
from models.values import Currency, Refused, TenderKind

if TYPE_CHECKING:
    from pathlib import Path

    from models.formats.columns import ColumnMap

NOW = datetime(2026, 11, 5, 12, tzinfo=UTC)
UCI = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
PLAIN = (
    "sale,time,sku,description,quantity,unit_price,discount,tax,tax_rate,"
    "tender,tender_label,serial,customer"
)
TOLD = f"{PLAIN},channel,delivered,staff,tier,obtained,promotion_kind,promotion_least,brand"


def rows_of(path: Path, column_map: ColumnMap | None = None) -> list[SalesRow | Reject]:
    file = open_sales(path, column_map)
    return list(file.rows(Currency("GBP"), ZoneInfo("Europe/London"), NOW, lambda _: None))


def a_row(tmp_path: Path, header: str = PLAIN, **cells: object) -> Any:
    """What becomes of one row; one kettle for ten pounds unless said."""
    usual = {
        "sale": "S-1", "time": "2026-07-01 10:00", "sku": "K1", "description": "Kettle",
        "quantity": "1", "unit_price": "10.00", "InvoiceNo": "536365", "StockCode": "22423",
        "Quantity": "1", "InvoiceDate": "2010-12-01 08:26:00", "UnitPrice": "10.00",
        "CustomerID": "14527.0",
    }  # fmt: skip
    path = tmp_path / "sales.csv"
    line = ",".join(f'"{({**usual, **cells}).get(name, "")}"' for name in header.split(","))
    path.write_text(f"{header}\n{line}\n", "utf-8")
    (row,) = rows_of(path)
    return row


@pytest.mark.parametrize(
    ("cells", "code", "facts"),
    [
        ({"time": "last Tuesday"}, "time-unreadable", {"text": "last Tuesday"}),
        ({"time": ""}, "time-unreadable", {"text": ""}),
        ({"time": "0001-01-01 00:00"}, None, {}),
        ({"time": "2026-11-05 12:01"}, "time-in-future", {"text": "2026-11-05 12:01"}),
        ({"time": "2026-11-05 12:00"}, None, {}),
        ({"quantity": "two"}, "quantity-unreadable", {"text": "two"}),
        ({"quantity": "NaN"}, "quantity-unreadable", {"text": "NaN"}),
        ({"quantity": "1.2345"}, "quantity-unreadable", {"text": "1.2345"}),
        ({"quantity": "1e5"}, "quantity-unreadable", {"text": "1e5"}),
        ({"quantity": "0"}, "quantity-zero", {}),
        ({"unit_price": "£10"}, "price-unreadable", {"text": "£10"}),
        ({"unit_price": "9" * 13}, "price-unreadable", {"text": "9" * 13}),
        ({"unit_price": "-1.50"}, "price-negative", {"text": "-1.50"}),
        ({"unit_price": "1.005"}, "amount-too-fine", {"text": "1.005"}),
        ({"sale": " "}, "number-missing", {}),
        ({"sku": ""}, "sku-missing", {}),
        ({"tax": "VAT"}, "tax-unreadable", {"text": "VAT"}),
        ({"tax": "10.01"}, "tax-unreadable", {"text": "10.01"}),
        ({"tax_rate": "120"}, "tax-unreadable", {"text": "120"}),
        ({"discount": "10.01"}, "paid-negative", {"text": "10.01"}),
        ({"serial": "SN1", "quantity": "2"}, "serial-of-many", {}),
        ({"sku": "K" * 41}, "line-too-long", {}),
        ({"description": "x" * 140_000}, "line-too-long", {}),
        ({"description": "x" * (LONGEST_LINE + 5)}, "line-too-long", {}),
        ({"tender": "cowries"}, "tender-unknown", {"text": "cowries"}),
    ],
)
def test_why_a_row_is_no_sale(
    tmp_path: Path, cells: dict[str, str], code: str | None, facts: dict[str, object]
) -> None:
    row = a_row(tmp_path, **cells)
    if code is None:
        assert isinstance(row, SalesRow)
    else:
        assert isinstance(row, Reject)
        assert (row.line, row.message.code, dict(row.message.facts)) == (2, code, facts)


@pytest.mark.parametrize(
    ("line", "code", "columns"), [("S-1,2026", "row-short", 2), ("1," * 14, "row-long", 15)]
)
def test_rows_of_another_width(tmp_path: Path, line: str, code: str, columns: int) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(f"{PLAIN}\n{line}{'9' if code == 'row-long' else ''}\n")
    (row,) = rows_of(path)
    assert isinstance(row, Reject)
    assert (row.message.code, row.message.facts["columns"]) == (code, columns)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        pytest.param({}, RowKind.SOLD, id="a-sale"),
        pytest.param({"InvoiceNo": "C536365", "Quantity": "-1"}, RowKind.BACK, id="a-return"),
        pytest.param({"Quantity": "-1"}, "correction-not-sale", id="stock-lost"),
        pytest.param(
            {"UnitPrice": "0.0", "CustomerID": ""}, "correction-not-sale", id="stock-found"
        ),
        pytest.param({"UnitPrice": "0.0"}, RowKind.SOLD, id="a-gift-to-a-customer"),
        pytest.param({"StockCode": "POST"}, RowKind.SOLD, id="postage"),
        pytest.param({"StockCode": "D", "Quantity": "-1"}, RowKind.DISCOUNT, id="discount"),
        pytest.param({"StockCode": "D", "UnitPrice": "-5"}, RowKind.DISCOUNT, id="either-sign"),
        pytest.param(
            {"InvoiceNo": "C1", "StockCode": "D", "Quantity": "-1"},
            "correction-not-sale",
            id="allowance-without-goods",
        ),
        pytest.param(
            {"InvoiceNo": "C1", "StockCode": "POST", "Quantity": "-1"},
            RowKind.BACK,
            id="postage-given-back",
        ),
    ],
)
def test_rows_of_the_uci_till(
    tmp_path: Path, cells: dict[str, str], kind: RowKind | str
) -> None:
    row = a_row(tmp_path, UCI, **cells)
    if isinstance(kind, str):
        assert row.message.code == kind
    else:
        assert row.kind is kind
        assert row.goods is (row.sku == "22423")
        assert row.customer in ("14527", "")
        assert row.at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)


def test_what_a_policy_may_ask_about(tmp_path: Path) -> None:
    row = a_row(
        tmp_path, f"{TOLD},attribute.Size,attribute.weight",
        channel="online", delivered="2026-07-04", staff="Yes", tier="gold",
        obtained="Free gift", promotion_kind="quantity break", promotion_least="3",
        brand="Mirano", **{"attribute.Size": "L", "attribute.weight": " 1.5 "},
    )  # fmt: skip
    assert row.told == Told(
        channel="online",
        delivered="2026-07-04",
        staff=True,
        tier="gold",
        obtained="free-gift",
        promotion_kind="quantity-break",
        least=3000,
    )
    assert (row.brand, row.attributes) == ("Mirano", '{"size": "L", "weight": "1.5"}')


def test_a_row_that_tells_none_of_it(tmp_path: Path) -> None:
    assert a_row(tmp_path).told is NOTHING_TOLD
    row = a_row(tmp_path, f"{TOLD},attribute.size", staff="no")
    assert row.told is NOTHING_TOLD
    assert (row.brand, row.attributes) == ("", "")


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("delivered", "tomorrow"),
        ("delivered", "2026-02-30"),
        ("staff", "perhaps"),
        ("obtained", "found"),
        ("promotion_kind", "charity"),
        ("promotion_least", "three"),
        ("promotion_least", "0"),
        ("promotion_least", "-3"),
        ("promotion_least", "2.0005"),
    ],
)
def test_a_fact_that_cannot_be_read(tmp_path: Path, column: str, text: str) -> None:
    row = a_row(tmp_path, TOLD, **{column: text})
    assert (row.message.code, dict(row.message.facts)) == (
        "fact-unreadable",
        {"column": column, "text": text},
    )


@pytest.mark.parametrize("column", ["channel", "tier", "brand", "attribute.size"])
def test_words_are_rejected_rather_than_cut(tmp_path: Path, column: str) -> None:
    row = a_row(tmp_path, f"{TOLD},attribute.size", **{column: "x" * 81})
    assert row.message.code == "line-too-long"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-07-04", "2026-07-04"),
        ("2026-07-04T23:30:00+00:00", "2026-07-05"),
        ("2026-07-04 23:30", "2026-07-04"),
    ],
    ids=["a-day", "another-zone", "with-the-time-of-day"],
)
def test_the_day_of_delivery_is_the_shops_own(tmp_path: Path, text: str, day: str) -> None:
    assert a_row(tmp_path, TOLD, delivered=text).told.delivered == day


def test_a_row_says_all_it_has(tmp_path: Path) -> None:
    row = a_row(
        tmp_path, quantity="0.755", unit_price="1,003.99", discount="-0.10", tax_rate="20 %",
        tender="Store credit", tender_label="Visa 4111 1111 1111 1234",
    )  # fmt: skip
    assert row.at == datetime(2026, 7, 1, 9, tzinfo=UTC), "ten in London in summer"
    assert (row.quantity, row.unit_price, row.discount) == (755, 100399, 10)
    assert row.net == 75801 - 10
    assert row.tax == 12632
    assert row.tender is TenderKind.STORE_CREDIT
    assert row.label == "Visa •••• 1234"


def test_prices_without_tax(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    columns = ["number", "time", "sku", "quantity", "unit_price"]
    path.write_text(
        "[columns]\n"
        + "".join(f'{name} = "{name}"\n' for name in columns)
        + "[options]\nprices_include_tax = false\ntax_rate = 11\n"
        + 'decimal_comma = true\ntime_formats = ["%d/%m/%Y %H.%M"]\n'
    )
    file = tmp_path / "sales.csv"
    file.write_text("number;time;sku;quantity;unit_price\n1;05/11/2026 11.30;K1;2;1.000,50\n")
    (row,) = rows_of(file, load_column_map(path))
    assert isinstance(row, SalesRow)
    assert (row.net, row.tax, row.unit_price) == (222111, 22011, 111056)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"]
)
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    header = PLAIN.replace(",", delimiter)
    cells = ["S-1", "2026-07-01 10:00", "K1", "Señor, señora; café", "1", "10.00"]
    quoted = delimiter.join(f'"{cell}"' for cell in cells + [""] * 7)
    path = tmp_path / "sales.csv"
    path.write_bytes(f"{header}\r\n{quoted}\r\n".encode(encoding))
    (row,) = rows_of(path)
    assert isinstance(row, SalesRow)
    assert row.description == "Señor, señora; café"


def test_an_odd_letter_far_down_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    plain_rows = "S-1,2026-07-01 10:00,K1,Kettle,1,10.00,,,,,,,\n" * 5000
    last = "S-2,2026-07-01 10:00,K1,Café,1,10.00,,,,,,,\n"
    path.write_bytes(f"{PLAIN}\n{plain_rows}{last}".encode("cp1252"))
    row = rows_of(path)[-1]
    assert isinstance(row, SalesRow)
    assert row.description == "Café"


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        f'sep=,\n{PLAIN}\n\nS-1,2026-07-01 10:00,K1,"two\nlines",1,10,,,,,,,\n'
        ",,,,,,,,,,,,\nS-2,never,K1,,1,10,,,,,,,\n"
    )
    first, second = rows_of(path)
    assert isinstance(first, SalesRow)
    assert (first.line, second.line) == (4, 7)
    file = open_sales(path)
    assert isinstance(second, Reject)
    (rejected,) = file.rejected_rows([second])
    assert rejected.cells[:2] == ("S-2", "never")


@pytest.mark.parametrize(
    ("content", "code", "facts"),
    [
        pytest.param(b"", "file-empty", {}, id="empty"),
        pytest.param(b" \n\n", "file-empty", {}, id="only-spaces"),
        pytest.param(b"PK\x03\x04\x00\x00", "file-not-text", {}, id="a-spreadsheet"),
        pytest.param(b"\xef\xbb\xbf", "column-missing", {}, id="only-a-mark"),
        pytest.param(
            PLAIN.encode() + "\nCafé\n".encode() * 9000 + b"\xff\n",
            "file-undecodable",
            {"line": 18001},
            id="a-byte-in-the-middle",
        ),
        pytest.param(
            PLAIN.encode() + b"\nCafe\n" * 20000 + b"\0\n",
            "file-undecodable",
            {"line": 40001},
            id="a-nul-in-the-middle",
        ),
        pytest.param(
            PLAIN.replace("sku,", "").encode(), "column-missing", {"column": "sku"}, id="no-sku"
        ),
        pytest.param(
            UCI.replace("UnitPrice,", "").encode(),
            "column-missing",
            {"column": "UnitPrice"},
            id="names-what-the-nearest-preset-lacks",
        ),
    ],
)
def test_files_that_are_refused(
    tmp_path: Path, content: bytes, code: str, facts: dict[str, object]
) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        open_sales(path)
    (message,) = refused.value.messages
    assert message.code == code
    assert message.facts["path"] == str(path)
    assert facts.items() <= message.facts.items()


def test_a_folder_or_nothing_at_all(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(Refused, match="file-missing"):
            open_sales(path)


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.name)
def test_the_preset_that_fits_is_found(tmp_path: Path, preset: ColumnMap) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(";".join(reversed([name.upper() for name in preset.columns.values()])))
    file = open_sales(path)
    assert (file.column_map.name, file.delimiter) == (preset.name, ";")


def test_a_charge_has_a_column_of_its_own_and_is_no_goods(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(
        "sale,time,sku,quantity,unit_price,charge\n"
        "S-1,2026-11-01 10:00,KETTLE,1,10.00,\n"
        "S-1,2026-11-01 10:00,POST,1,4.00,delivery\n"
        "S-1,2026-11-01 10:00,TIP,1,1.00,tip\n"
    )
    kettle, post, tip = rows_of(path)
    assert isinstance(kettle, SalesRow)
    assert isinstance(post, SalesRow)
    assert (kettle.goods, kettle.told.charge) == (True, "")
    assert (post.goods, post.told.charge) == (False, "delivery")
    assert isinstance(tip, Reject)
