from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.formats.columns import NEEDED, Column, load_column_map, presets
from models.values import Refused, TenderKind
from models.values.codes import Charge

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = """
[columns]
number = "Bon"
time = "Tanggal"
sku = "Kode"
quantity = "Jumlah"
unit_price = "Harga"
"""


def test_a_map_of_the_shops_own(tmp_path: Path) -> None:
    path = tmp_path / "kasir.toml"
    path.write_text(
        COLUMNS
        + """
[options]
decimal_comma = true
time_formats = ["%d/%m/%Y %H.%M"]
time_zone = "Asia/Jakarta"
tax_rate = "11"
tender = "e-wallet"
charges = ["ONGKIR"]
[tenders]
"Tunai" = "cash"
[attributes]
size = "Ukuran"
"""
    )
    column_map = load_column_map(path)
    assert column_map.name == "kasir"
    assert column_map.columns[Column.UNIT_PRICE] == "Harga"
    assert column_map.tax_rate == 1100
    assert column_map.tender is TenderKind.EWALLET
    assert column_map.tenders == {"tunai": TenderKind.CASH}
    assert column_map.charges == {"ONGKIR": Charge.OTHER}
    assert str(column_map.time_zone) == "Asia/Jakarta"
    header = ["Bon", "ukuran", "attribute.carrier", "attribute."]
    assert column_map.attributes_in(header) == {"size": 1, "carrier": 2}
    assert "Ukuran" in column_map.missing_in(["Bon"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[columns", "Expected"),
        ('[columns]\nnumber = "Bon"', "columns.time"),
        (COLUMNS + 'colour = "Warna"', "columns: colour"),
        (COLUMNS + "store = 3", "columns.store"),
        (COLUMNS + "[extras]", "extras"),
        (COLUMNS + "[options]\nspeed = 3", "options.speed"),
        (COLUMNS + "[options]\ndecimal_comma = 1", "options.decimal_comma"),
        (COLUMNS + '[options]\ntime_zone = "Mars/Olympus"', "Mars/Olympus"),
        (COLUMNS + '[options]\ntax_rate = "a lot"', "options.tax_rate: a lot"),
        (COLUMNS + "[options]\ntax_rate = 101", "options.tax_rate: 101"),
        (COLUMNS + '[options]\ntender = "beads"', "options.tender: beads"),
        (COLUMNS + '[options]\ncharges = "POST"', "options.charges"),
        (COLUMNS + '[options]\ndelimiter = ";;"', "options.delimiter"),
        (COLUMNS + '[options]\nencoding = "klingon"', "options.encoding: klingon"),
        (COLUMNS + '[tenders]\nTunai = "beads"', "tenders.Tunai: beads"),
        ("columns = 3", "columns"),
        (COLUMNS + "[attributes]\nsize = 3", "attributes.size"),
    ],
)
def test_a_map_with_a_mistake_names_it(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text)
    with pytest.raises(Refused) as refused:
        load_column_map(path)
    (message,) = refused.value.messages
    assert message.code == "map-wrong"
    assert message.facts["path"] == str(path)
    assert why in str(message.facts["why"])


def test_a_map_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="file-missing"):
        load_column_map(tmp_path / "none.toml")


def test_a_map_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="map-wrong"):
        load_column_map(path)


def test_every_preset_can_be_read() -> None:
    assert {"konter", "uci", "uci-2"} <= {preset.name for preset in presets()}
    assert all(set(NEEDED) <= set(preset.columns) for preset in presets())
