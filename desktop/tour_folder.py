"""The folder of a tour: its shop, what was seen, and every paper as PDF and picture."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Final

from desktop.places import make_folder
from models.db import open_shop
from models.values import refuse
from models.values.printing import LETTERS
from receipts.pictures import pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPixmap

DPI: Final = 144
LEFT: Final = re.compile(
    r"\d\d-[a-z-]+\.png"
    rf"|([{''.join(LETTERS.values())}]\w+-\d{{6}}(-count|-\d+)*|X-\w+-\d{{4}}-\d\d-\d\d-\d{{4}}"
    r"|B\d{6}-\d{4}-bill|[A-Z]{3}-\d{5}-answer)"
    r"\.(pdf|png)"
)
"""What a tour leaves beside its shop: screens in their order, and papers by their numbers."""


class TourFolder:
    """Made where there was none; whatever is left in it is told.

    Raise :class:`models.values.Refused` where it cannot be written.
    """

    def __init__(self, place: Path, tell: Callable[[str], None]) -> None:
        self.place = make_folder(place.absolute())
        self.shop = self.place / "shop.db"
        self.url = f"sqlite:///{self.shop}"
        self._tell = tell
        self.screens = 0
        self.papers = 0

    def make_way(self) -> None:
        """Take away what an earlier tour left, and nothing else.

        Raise :class:`models.values.Refused` where the shop in it is a real one.
        """
        if not self.shop.exists():
            return
        with closing(open_shop(self.url)) as shop:
            if not shop.facts.demo:
                raise refuse("shop-exists", name=shop.facts.name)
        for part in (self.shop, *self.place.glob(f"{self.shop.name}-*")):
            part.unlink()
        for left in self.place.iterdir():
            if LEFT.fullmatch(left.name):
                left.unlink()

    def keep_screen(self, seen: QPixmap, name: str) -> None:
        self.screens += 1
        file = self.place / f"{self.screens:02}-{name}.png"
        if not seen.save(str(file)):
            raise refuse("no-permission", place=str(file))
        self._tell(f"   {file.name}")

    def keep_paper(self, name: str) -> None:
        """Beside its PDF, which is there already: one picture, or one of each page."""
        found = pages((self.place / f"{name}.pdf").read_bytes(), DPI)
        names = [name] if len(found) == 1 else [f"{name}-{n}" for n, _ in enumerate(found, 1)]
        for each, picture in zip(names, found, strict=True):
            (self.place / f"{each}.png").write_bytes(picture.png())
        self.papers += 1
        self._tell(f"   {name}.pdf, {', '.join(f'{each}.png' for each in names)}")
