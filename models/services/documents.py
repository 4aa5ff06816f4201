"""Numbered papers: given a number without gaps, stored as they were, opened again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from models.services.journal import canonical
from models.tables.documents import Document, NumberSeries
from models.values import refuse
from models.values.papers import PaperHead, ReturnSlip

if TYPE_CHECKING:
    from models.unit import Unit

RETURN = "return"
LETTERS = {RETURN: "R"}


@dataclass(frozen=True, slots=True)
class Number:
    """A paper's number: ``R2-000418`` is the 418th return at register 2."""

    kind: str
    number: int
    code: str


def next_number(unit: Unit, kind: str) -> Number:
    """The next number of this register's series; it moves only if the use case commits."""
    series = (NumberSeries.register_id == unit.station.register_id, NumberSeries.kind == kind)
    last = unit.connection.scalar(select(NumberSeries.last).where(*series).with_for_update())
    if last is None:
        unit.connection.execute(
            insert(NumberSeries).values(register_id=unit.station.register_id, kind=kind, last=1)
        )
    else:
        unit.connection.execute(update(NumberSeries).where(*series).values(last=last + 1))
    number = (last or 0) + 1
    return Number(kind, number, f"{LETTERS[kind]}{unit.station.register}-{number:06}")


def paper_head(unit: Unit, number: Number, language: str) -> PaperHead:
    return PaperHead(
        number=number.code,
        shop=unit.shop.name,
        store=unit.station.store,
        address=unit.station.address,
        tax_number=unit.shop.tax_number,
        register=unit.station.register,
        clerk=unit.clerk.name,
        printed_at=unit.now.astimezone(unit.shop.zone).isoformat(timespec="seconds"),
        language=language,
        currency=unit.shop.currency.code,
        digits=unit.shop.currency.digits,
    )


def store_return_slip(unit: Unit, number: Number, slip: ReturnSlip, return_id: int) -> None:
    unit.connection.execute(
        insert(Document).values(
            register_id=unit.station.register_id,
            kind=number.kind,
            number=number.number,
            code=number.code,
            made_at=unit.now,
            return_id=return_id,
            snapshot=canonical(slip.to_json()),
        )
    )


def open_return_slip(unit: Unit, code: str) -> ReturnSlip:
    """The slip as it was printed; refused where no paper has that number."""
    snapshot = unit.connection.scalar(
        select(Document.snapshot).where(Document.code == code, Document.kind == RETURN)
    )
    if snapshot is None:
        raise refuse("nothing-found", text=code)
    return ReturnSlip.from_json(json.loads(snapshot))
