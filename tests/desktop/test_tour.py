"""The tour plays the main job in the real window and leaves what it saw, and every paper."""

from __future__ import annotations

import re
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest
from PIL import Image
from pypdf import PdfReader

from desktop.demo import build
from desktop.tour import play
from desktop.tour_folder import TourFolder
from models.db import open_shop
from models.values import Refused
from models.values.printing import LETTERS, PaperKind
from tests.builders import a_shop
from ui import theme, words
from ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

SCREENS = [
    "01-counter.png",
    "02-sale.png",
    "03-decision.png",
    "04-refused.png",
    "05-slip.png",
    "06-unknown.png",
    "07-found.png",
    "08-dark.png",
    "09-policy.png",
    "10-draft.png",
    "11-last-year.png",
    "12-search.png",
    "13-card.png",
    "14-answer.png",
    "15-bill.png",
    "16-papers.png",
    "17-letterhead.png",
    "18-printers.png",
    "19-queue.png",
    "20-wall.png",
    "21-team.png",
]
NAMES: Final = {
    **{PaperKind(kind): rf"{letter}\d-\d{{6}}" for kind, letter in LETTERS.items()},
    PaperKind.TAG: r"R\d-\d{6}-1",
    PaperKind.READING: r"X-\d-\d{4}-\d\d-\d\d-\d{4}",
    PaperKind.BILL: r"B\d{6}-\d{4}-bill",
    PaperKind.POLICY_ANSWER: r"ELK-\d{5}-answer",
    PaperKind.COUNT_SHEET: r"Z\d-\d{6}-count",
}
"""What the files of each kind are called."""


@pytest.fixture(autouse=True)
def _as_at_first(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(build, "build_demo", partial(build.build_demo, scale=0.01))
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


def test_it_leaves_its_screens_its_shop_and_one_paper_of_every_kind(tmp_path: Path) -> None:
    told: list[str] = []
    mine = {"notes.txt", "R1-000001 for Budi.pdf", "X-ray.png", "2026-holiday.png"}
    for name in mine:
        (tmp_path / name).touch()
    assert play(tmp_path, told.append) == 0
    kept = "21 screens and 21 papers as PDF and picture"
    assert told[-1] == f"Done: {kept} in {tmp_path}, and the shop in shop.db."

    assert sorted(file.name for file in tmp_path.glob("[0-9][0-9]-*.png")) == SCREENS
    assert {width(tmp_path / name) for name in SCREENS} == {1280}
    with closing(open_shop(f"sqlite:///{tmp_path / 'shop.db'}")) as shop:
        assert shop.facts.demo

    assert set(NAMES) == set(PaperKind)
    papers = {kind: pdf_of(tmp_path, kind) for kind in PaperKind}
    assert {*papers.values()} == {*tmp_path.glob("*.pdf")} - {tmp_path / n for n in mine}
    for kind, file in papers.items():
        says_its_number(kind, file)

    # The next one begins with an empty folder, but for what is no tour's.
    TourFolder(tmp_path, told.append).make_way()
    assert {file.name for file in tmp_path.iterdir()} == mine


def pdf_of(folder: Path, kind: PaperKind) -> Path:
    (found,) = (file for file in folder.glob("*.pdf") if re.fullmatch(NAMES[kind], file.stem))
    return found


def says_its_number(kind: PaperKind, file: Path) -> None:
    """In the shop's letterhead, and beside it as a picture of each page."""
    pages = PdfReader(file).pages
    said = "\n".join(page.extract_text() for page in pages)
    number = file.stem.removesuffix("-count").removesuffix("-bill")
    number = number.removesuffix("-answer")
    assert ("Laporan X" if kind is PaperKind.READING else number) in said
    assert len(pages[0].images) == (0 if kind is PaperKind.TAG else 1), f"the logo on {kind}"
    many = [f"{file.stem}-{page}" for page in range(1, len(pages) + 1)]
    for name in many if len(many) > 1 else [file.stem]:
        assert width(file.with_name(f"{name}.png")) > 300


def width(file: Path) -> int:
    with Image.open(file) as picture:
        return picture.width


def test_it_never_plays_over_a_real_shop(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    a_shop(f"sqlite:///{file}").close()
    before = file.read_bytes()
    with pytest.raises(Refused, match="shop-exists"):
        play(tmp_path, lambda _: None)
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    with pytest.raises(Refused, match="no-permission"):
        play(tmp_path / "letter" / "tour", lambda _: None)
