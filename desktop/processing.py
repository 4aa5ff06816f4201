"""``konter process``: who signs on, where the results go, and what stops it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import typer

from desktop.forms import Approver, Malformed
from desktop.process import process
from models.services.people import sign_on

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop

Signature = tuple[str, str]
"""A badge and its PIN."""


def process_file(
    shop: Shop, file: Path, clerk: Signature, approver: Signature, language: str
) -> None:
    """Sign on, carry out the file and print each result as soon as it is known.

    Raise :class:`models.values.Refused` for a wrong badge or PIN,
    ``typer.BadParameter`` for a line that is no request.
    """
    badge, pin = clerk
    shop.person = shop.run(lambda unit: sign_on(unit, badge, pin))
    yes = Approver(badge=approver[0], pin=approver[1]) if approver[0] else None
    try:
        with file.open(encoding="utf-8") as lines:
            for result in process(shop, lines, yes, language):
                sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
                sys.stdout.flush()
    except UnicodeDecodeError as why:
        raise typer.BadParameter(f"{file} is not text in UTF-8.") from why
    except Malformed as why:
        raise typer.BadParameter(f"{file}, {why}.") from why
