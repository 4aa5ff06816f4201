"""The slip as it is seen on the screen, and kept in a folder."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from desktop.printers import SlipPapers
from models.values import Refused
from tests.receipts.papers import a_slip

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("qapp")
SLIP = a_slip()
NUMBER = SLIP.head.number


def decoded(png: bytes) -> set[str]:
    with Image.open(BytesIO(png)) as picture:
        return {code.text for code in zxingcpp.read_barcodes(picture)}


def test_the_picture_on_the_screen_can_be_scanned() -> None:
    assert decoded(SlipPapers().picture(SLIP, 0)) == {NUMBER}


def test_a_saved_slip_and_its_copy_lie_side_by_side(tmp_path: Path) -> None:
    papers = SlipPapers(folder=tmp_path / "papers")
    told = [papers.save(SLIP, copy).facts["place"] for copy in (0, 1)]
    assert told == [
        str(tmp_path / "papers" / f"{NUMBER}.pdf"),
        str(tmp_path / "papers" / f"{NUMBER}-copy-1.pdf"),
    ]
    first, again = (
        (tmp_path / "papers" / name).read_bytes()
        for name in (f"{NUMBER}.pdf", f"{NUMBER}-copy-1.pdf")
    )
    assert "SALINAN 1" not in PdfReader(BytesIO(first)).pages[0].extract_text()
    assert "SALINAN 1" in PdfReader(BytesIO(again)).pages[0].extract_text()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "papers").touch()
    with pytest.raises(Refused) as refused:
        SlipPapers(folder=tmp_path / "papers").save(SLIP, 0)
    assert refused.value.messages[0].facts == {"place": str(tmp_path / "papers")}
    (tmp_path / "other" / f"{NUMBER}.pdf").mkdir(parents=True)
    with pytest.raises(Refused, match="no-permission"):
        SlipPapers(folder=tmp_path / "other").save(SLIP, 0)
