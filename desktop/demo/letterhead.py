"""The demo shop's letterhead: a jasmine flower, which is what its name means, and its words."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from models.values.letterheads import LetterheadAsked, LetterheadWords

SIDE: Final = 144
"""Dots: a quarter of the width of a roll."""
PETALS, FINER = 6, 8
"""It is drawn finer than it is printed, so that its edges are smooth."""

WORDS: Final = {
    "id": LetterheadWords(
        header=("Setiap hari pukul 10.00–21.00", "Telp. 022 555 0108 · melati.example"),
        footer=("Terima kasih sudah mampir ke Melati.", "Simpan kertas ini baik-baik."),
    ),
    "en": LetterheadWords(
        header=("Every day from 10 a.m. to 9 p.m.", "Tel. 022 555 0108 · melati.example"),
        footer=("Thank you for coming to Melati.", "Please keep this paper."),
    ),
    "fil": LetterheadWords(
        header=("Araw-araw, 10 n.u. hanggang 9 n.g.", "Tel. 022 555 0108 · melati.example"),
        footer=("Salamat sa pagbisita sa Melati.", "Pakitago po ang papel na ito."),
    ),
}


def melati_letterhead() -> LetterheadAsked:
    """What the shop's first manager asks for on its first day."""
    return LetterheadAsked(words=WORDS, picture=_flower())


def _flower() -> bytes:
    """A PNG: petals around a middle, black on white as a roll prints it."""
    side = SIDE * FINER
    flower = Image.new("L", (side, side), 255)
    for petal in range(PETALS):
        leaf = Image.new("L", (side, side), 255)
        ImageDraw.Draw(leaf).ellipse(
            (side * 0.37, side * 0.02, side * 0.63, side * 0.46),
            outline=0,
            width=4 * FINER,
        )
        turned = leaf.rotate(360 * petal / PETALS, Image.Resampling.BICUBIC, fillcolor=255)
        flower.paste(0, mask=turned.point(lambda shade: 255 - shade))
    ImageDraw.Draw(flower).ellipse((side * 0.43, side * 0.43, side * 0.57, side * 0.57), fill=0)
    written = BytesIO()
    flower.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(written, "PNG")
    return written.getvalue()
