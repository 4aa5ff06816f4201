"""PDF pages as pictures, for the preview on screen and for keeping."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONE_AT_A_TIME = Lock()
"""PDFium must not be entered by two threads at once."""


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    rgb: bytes
    """Three bytes a pixel, row by row from the top, without padding."""

    def png(self) -> bytes:
        from PIL import Image

        out = BytesIO()
        Image.frombytes("RGB", (self.width, self.height), self.rgb).save(out, "PNG")
        return out.getvalue()


def stacked(pictures: Sequence[Picture]) -> Picture:
    """Pages of one width under another, with a grey line between them."""
    first, *rest = pictures
    line = b"\xaa" * (3 * first.width)
    rgb = first.rgb + b"".join(line + each.rgb for each in rest)
    height = sum(each.height for each in pictures) + len(rest)
    return Picture(first.width, height, rgb)


def pages(pdf: bytes, dpi: int = 203) -> list[Picture]:
    """Each page as it comes out of a printer of ``dpi`` dots to the inch."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
        try:
            return [_picture(page, dpi) for page in document]
        finally:
            document.close()


def _picture(page: Any, dpi: int) -> Picture:
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
    row = bitmap.width * 3
    held = bytes(bitmap.buffer)
    rgb = b"".join(held[start : start + row] for start in range(0, len(held), bitmap.stride))
    return Picture(bitmap.width, bitmap.height, rgb)
