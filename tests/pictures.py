"""Pictures as shops have them, and as nobody should."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw


def a_picture(
    size: tuple[int, int] = (200, 80), form: str = "PNG", mode: str = "RGB", ink: str = "black"
) -> bytes:
    """A disc and a bar to its right, on white; on nothing where the mode knows how to."""
    ground = (255, 255, 255, 0) if mode == "RGBA" else "white"
    picture = Image.new(mode, size, ground)
    drawn = ImageDraw.Draw(picture)
    wide, high = size
    drawn.ellipse((0, 0, wide // 3, high), fill=ink)
    drawn.rectangle((wide // 2, high // 3, wide, high // 2), fill=ink)
    written = BytesIO()
    picture.save(written, form)
    return written.getvalue()


def a_bomb(side: int = 30_000) -> bytes:
    """A few hundred bytes that say that they are a picture of 30,000 × 30,000 dots."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        sealed = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + sealed

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
