"""The tour plays the main job in the real window and leaves what it saw."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from desktop.demo import build
from desktop.tour import play
from models.db import open_shop
from models.values import Refused
from tests.builders import a_shop
from ui import theme, words
from ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

SCREENS = {
    "01-counter.png",
    "02-sale.png",
    "03-decision.png",
    "04-refused.png",
    "05-slip.png",
    "unknown.png",
    "found.png",
    "dark.png",
    "policy.png",
    "draft.png",
    "last-year.png",
}


@pytest.fixture(autouse=True)
def _as_at_first(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(build, "build_demo", partial(build.build_demo, scale=0.01))
    yield
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


def test_it_leaves_pictures_papers_and_its_shop_and_runs_again_over_its_own(
    tmp_path: Path,
) -> None:
    told: list[str] = []
    for _ in range(2):
        told.clear()
        assert play(tmp_path, told.append) == 0
    assert told[-1].startswith("Done:")
    left = {file.name for file in tmp_path.iterdir()}
    for screen in SCREENS:
        assert any(name.endswith(screen) for name in left), screen
    (paper,) = (name for name in left if name.endswith(".pdf"))
    assert paper.startswith("R")
    assert paper.replace(".pdf", ".png") in left
    for name in left:
        if name.endswith(".png"):
            with Image.open(tmp_path / name) as picture:
                assert picture.width > 300
    with closing(open_shop(f"sqlite:///{tmp_path / 'shop.db'}")) as shop:
        assert shop.facts.demo


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
