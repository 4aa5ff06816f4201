"""A folder in place of a printer: each paper is a PDF that is there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from desktop.places import make_folder
from models.values import refuse

if TYPE_CHECKING:
    from pathlib import Path

UNSAFE: Final = frozenset('<>:"/\\|?*')


def write_pdf(pdf: bytes, folder: Path, name: str) -> Path:
    """Where it lies now, by that name; what lay there under it is replaced.

    Raise :class:`models.values.Refused` where it cannot be written.
    """
    safe = "".join("-" if each in UNSAFE else each for each in name)
    place = make_folder(folder) / f"{safe}.pdf"
    draft = folder / f".{safe}.{os.getpid()}.draft"
    try:
        with draft.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, place)
    except OSError as why:
        with suppress(OSError):
            draft.unlink()
        raise refuse("no-permission", place=str(place)) from why
    return place
