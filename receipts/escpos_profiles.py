"""What receipt printers can do, as python-escpos knows of each model."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from models.values.printing import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from escpos.capabilities import BaseProfile
    from escpos.printer import Dummy

_LETTER, _SMALL_LETTER = 12, 9
"""Dots that a letter of font A and of font B is wide, on nearly all of them."""
_NARROW: Final = {180: 360, 203: 384}
"""Dots of a line on a roll of 58 mm, by dots to the inch."""
_FEWEST = 24
"""Columns; profiles that speak of fewer have taken something else for columns."""
_PAGES = (
    "CP437",
    "CP858",
    "CP850",
    "CP1252",
    "ISO_8859-15",
    "ISO_8859-1",
    "CP860",
    "CP863",
    "CP865",
    "CP852",
    "CP1250",
    "CP1254",
    "CP1257",
)
"""Code pages whose letters are alike on every printer that has them, the most usual first."""
_ENVIRONMENT = ("ESCPOS_CAPABILITIES_PICKLE_DIR", "ESCPOS_CAPABILITIES_FILE")
_loading = Lock()


class PrinterProfile(NamedTuple):
    """A printer model to choose from."""

    id: str
    vendor: str
    name: str


@dataclass(frozen=True, slots=True)
class Ability:
    """What a printer of a model does with a roll of a width."""

    columns: int
    """Of font A."""
    small_columns: int
    """Of font B, or of font A where there is no other."""
    dots: int
    """A line's, from the edge of its first column to that of its last."""
    pitch: int
    """Dots from one line to the next: a sixth of an inch."""
    pages: tuple[str, ...]
    """Code pages by the names that python-escpos calls them, the most usual first; none where
    letters beyond ASCII cannot be relied on."""
    bars: bool
    """It draws Code 128 itself."""
    qr: bool

    @property
    def has_small(self) -> bool:
        return self.small_columns > self.columns


@cache
def profiles() -> tuple[PrinterProfile, ...]:
    """The models that `receipts.escpos.render` can write for, by vendor; takes milliseconds
    once."""
    from importlib.resources import files

    known = json.loads((files("escpos") / "capabilities.json").read_text("utf-8"))["profiles"]
    suited = (
        PrinterProfile(name, data["vendor"], data["name"])
        for name, data in known.items()
        if _suits(data)
    )
    return tuple(sorted(suited, key=lambda model: (model.id != "default", model[1:], model.id)))


def _suits(data: Mapping[str, Any]) -> bool:
    """It takes pictures in rows, and ESC/POS rather than a language of its vendor's.

    The others are displays, and printers with needles that could not draw a letter which
    they lack.
    """
    features = data["features"]
    return bool(features.get("bitImageRaster")) and not features.get("starCommands")


def printer_of(profile: str) -> Dummy:
    """A printer of python-escpos's that only notes what it is told.

    Raises:
        ValueError: no such model.
    """
    if profile not in {model.id for model in profiles()}:
        raise ValueError(f"no printer model that Konter writes for: {profile!r}")
    with _loading:
        if "escpos.capabilities" not in sys.modules:
            _load()
    from escpos.capabilities import get_profile
    from escpos.magicencode import Encoder
    from escpos.printer import Dummy

    chosen = get_profile(profile)
    return Dummy(profile, magic_encode_args={"encoder": Encoder(_pages(chosen))})


def _pages(profile: BaseProfile) -> dict[str, int]:
    """By name; of several that are the same the lowest, which most printers agree on."""
    numbered = sorted(((int(n), name) for n, name in profile.codePages.items()), reverse=True)
    return {name: number for number, name in numbered if name in _PAGES}


def _load() -> None:
    """python-escpos, without what it does besides when it is imported.

    It unpickles its profiles from whatever folder the environment names, leaves a folder of
    its own in the temporary one each time, and sets up logging for the whole program.
    """
    named = {name: os.environ.pop(name) for name in _ENVIRONMENT if name in os.environ}
    root, quiet = logging.getLogger(), logging.NullHandler()
    root.addHandler(quiet)
    try:
        from escpos import capabilities
    finally:
        root.removeHandler(quiet)
        os.environ.update(named)
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)


def ability_of(printer: Dummy, sheet: Sheet) -> Ability:
    """``sheet`` is as wide as the printer's own roll, unless it is the narrow one."""
    profile = printer.profile
    data = profile.profile_data
    fonts, width = data["fonts"], data["media"]["width"].get("pixels")
    dpi = data["media"].get("dpi")
    dots = width if isinstance(width, int) else 10_000
    if sheet is Sheet.ROLL_58:
        dots = min(dots, _NARROW.get(dpi, _NARROW[203]))
    columns = _columns(fonts, "0", dots // _LETTER)
    small = _columns(fonts, "1", dots // _SMALL_LETTER) if "1" in fonts else columns
    pages = printer.magic.encoder.codepages
    bars = bool(profile.supports("barcodeB"))
    return Ability(
        columns=columns,
        small_columns=small,
        dots=min(dots, max(columns * _LETTER, small * _SMALL_LETTER)) // 8 * 8,
        pitch=30 if dpi == 180 else 34,
        # Printers too simple to draw bars often start in Chinese, whatever page is chosen.
        pages=tuple(page for page in _PAGES if page in pages) if bars else (),
        bars=bars,
        qr=bool(profile.supports("qrCode")),
    )


def _columns(fonts: Mapping[str, Any], font: str, room: int) -> int:
    told: int = fonts[font]["columns"]
    return min(told, room) if told >= _FEWEST else room
