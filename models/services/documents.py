"""Numbered papers: given a number without gaps, stored as they were, opened again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from models.rules.legal_lines import legal_lines
from models.services.journal import canonical, record, sha256
from models.services.letterheads import letterhead_of
from models.services.printing import put_job, route_of
from models.services.rights import check_right, needs
from models.services.sealing import open_sealed, seal_paper
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.documents import Document, DocumentPrint, NumberSeries
from models.values import refuse
from models.values.card_numbers import mask_card_numbers
from models.values.papers import PaperHead, ReturnSlip
from models.values.printing import AS_USUAL, LETTERS, PaperKind, PaperWish
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from models.unit import Unit

RETURN, CLOSING, VOUCHER = PaperKind.RETURN, PaperKind.CLOSING, PaperKind.VOUCHER
EXCHANGE, VOID, EXCEPTION = PaperKind.EXCHANGE, PaperKind.VOID, PaperKind.EXCEPTION
FOR_AUDITORS = frozenset({PaperKind.JOURNAL, PaperKind.CASE_FILE, PaperKind.DAY})
"""What they say is in the journal, so whoever reads them has to be let in there."""

_series = rows_of(NumberSeries).c
OF_THIS = (_series.register_id == bindparam("register"), _series.kind == bindparam("series"))
LAST_NUMBER = select(_series.last).where(*OF_THIS).with_for_update()
MOVE_NUMBER = update(rows_of(NumberSeries)).where(*OF_THIS)


@dataclass(frozen=True, slots=True)
class Number:
    """A paper's number: ``R2-000418`` is the 418th return at register 2."""

    kind: str
    number: int
    code: str


def next_number(unit: Unit, kind: str) -> Number:
    """The next number of this register's series; it moves only if the use case commits."""
    series = {"register": unit.station.register_id, "series": kind}
    number = (unit.connection.scalar(LAST_NUMBER, series) or 0) + 1
    if number == 1:
        add_row(
            unit.connection,
            NumberSeries,
            register_id=unit.station.register_id,
            kind=kind,
            last=number,
        )
    else:
        unit.connection.execute(MOVE_NUMBER, {**series, "last": number})
    return Number(kind, number, f"{LETTERS[kind]}{unit.station.register}-{number:06}")


def paper_head(unit: Unit, number: Number, language: str) -> PaperHead:
    """Who makes it, here and now, with the letterhead as it is at this moment."""
    letterhead = letterhead_of(unit, language)
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
        logo=letterhead.logo,
        header=letterhead.header,
        footer=letterhead.footer,
        legal=legal_lines(unit.shop.country, language),
    )


def store_paper(
    unit: Unit,
    number: Number,
    snapshot: Mapping[str, Any],
    return_id: int | None = None,
    customer_id: int | None = None,
    words: Collection[str] = (),
    wish: PaperWish = AS_USUAL,
) -> None:
    """Keep what a paper says under its number; written once, for ever.

    Who it is about is kept aside; ``customer_id`` is needed where no return tells it. So is
    what somebody wrote, in the fields that ``words`` names. The next
    journal entry of the unit vouches for it: without one, nothing is committed.

    Where papers of its kind are printed as they are made, it is queued, its original counted:
    unless the customer wants none, or a command at the machine that keeps the records makes
    it, as one may make thousands.
    """
    stored = seal_paper(
        unit,
        snapshot,
        code=number.code,
        words=words,
        return_id=return_id,
        customer_id=customer_id,
    )
    text = canonical(stored)
    unit.unsealed[number.code] = sha256(text)
    document_id = add_numbered(
        unit.connection,
        Document,
        register_id=unit.station.register_id,
        kind=number.kind,
        number=number.number,
        code=number.code,
        made_at=unit.now,
        return_id=return_id,
        snapshot=text,
    )
    if wish.printed and not unit.machine:
        _print_at_once(unit, number, document_id)


def _print_at_once(unit: Unit, number: Number, document_id: int) -> None:
    route = route_of(unit, number.kind)
    if not route.at_once:
        return
    _add_print(unit, document_id, 0)
    put_job(unit, number.kind, route.printer_id, code=number.code, document_id=document_id)
    unit.sent_out.append(number.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOpened:
    """A paper as it was printed; ``copy`` is what the next print of it will be marked."""

    slip: ReturnSlip
    copy: int


def open_paper(unit: Unit, code: str) -> PaperOpened:
    """Raise :class:`models.values.Refused` where no slip of a return has that number."""
    snapshot, copy = open_snapshot(unit, RETURN, code)
    return PaperOpened(slip=ReturnSlip.from_json(snapshot), copy=copy)


def open_snapshot(unit: Unit, kind: str, code: str) -> tuple[dict[str, Any], int]:
    """What a paper of that kind says, and what the next print of it will be marked.

    Raise :class:`models.values.Refused` where there is none of that number, and where whom it
    is about is not on record as it was.
    """
    row = unit.connection.execute(
        select(Document.snapshot, func.count(DocumentPrint.copy).label("prints"))
        .outerjoin(DocumentPrint, DocumentPrint.document_id == Document.id)
        .where(Document.code == code, Document.kind == kind)
        .group_by(Document.id, Document.snapshot)
    ).one_or_none()
    if row is None:
        raise refuse("nothing-found", text=mask_card_numbers(code))
    (snapshot,) = open_sealed(unit, json.loads(row.snapshot))
    return snapshot, int(row.prints)


@needs(Right.LOOK)
def count_print(unit: Unit, code: str) -> int:
    """The paper leaves the counter: 0 for the original, then the number of the copy."""
    document_id, _ = paper_numbered(unit, code)
    return count_copy(unit, document_id, code)


def paper_numbered(unit: Unit, code: str) -> tuple[int, PaperKind]:
    """The row and the kind of the paper with that number.

    Raise :class:`models.values.Refused` where there is none, and for one that only auditors
    may read.
    """
    row = unit.connection.execute(
        select(Document.id, Document.kind).where(Document.code == code)
    ).one_or_none()
    if row is None:
        raise refuse("nothing-found", text=mask_card_numbers(code))
    if row.kind in FOR_AUDITORS:
        check_right(unit, Right.JOURNAL)
    return row.id, PaperKind(row.kind)


def take_turn_at(unit: Unit, code: str) -> None:
    """Be the only one who counts prints of that paper until the transaction is over."""
    unit.take_turn(f"prints of {code}")


def count_copy(unit: Unit, document_id: int, code: str) -> int:
    """What the next print of a paper is marked, from now on counted and in the journal.

    Two prints at once can't both be the original: the second counts after the first.
    """
    take_turn_at(unit, code)
    counted = select(func.count(DocumentPrint.copy))
    copy = unit.connection.scalar(counted.where(DocumentPrint.document_id == document_id)) or 0
    _add_print(unit, document_id, copy)
    record(unit, "ReceiptReprint" if copy else "ReceiptPrint", paper=code, copy=copy)
    return copy


def _add_print(unit: Unit, document_id: int, copy: int) -> None:
    add_row(
        unit.connection,
        DocumentPrint,
        document_id=document_id,
        copy=copy,
        at=unit.now,
        staff_id=unit.clerk.staff_id,
    )
