"""Papers signed by customers, and when they are asked to.

A paper's snapshot never changes: the signature lies beside it, and the journal vouches for it
by its SHA-256.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from models.rules.signatures import fitted
from models.services.journal import record, sha256
from models.services.rights import needs
from models.services.sealing import BLANK
from models.tables.base import add_row, rows_of
from models.tables.documents import Document
from models.tables.signatures import Signature, SigningTerms
from models.values import Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.printing import PaperKind
from models.values.rights import Right
from models.values.signatures import LONGEST_PATH, Drawing, PaperSignature, Signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.unit import Unit
    from models.values.signatures import Point

SIGNED: Final = frozenset(
    {
        PaperKind.RETURN,
        PaperKind.EXCHANGE,
        PaperKind.CORRECTION,
        PaperKind.GOODWILL,
        PaperKind.VOID,
    }
)
"""Slips that say what went over the counter."""
_signatures, _terms = rows_of(Signature).c, rows_of(SigningTerms).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The paper is signed, now or by the same request before."""

    paper: str
    signature: PaperSignature
    changed: frozenset[Topic] = field(default=frozenset({Topic.DOCUMENTS, Topic.CASES}))


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSet:
    """When customers of this store are asked from now on."""

    signs: Signs
    changed: frozenset[Topic] = field(default=frozenset({Topic.SHOP}))


@needs(Right.SERVE)
def sign(
    unit: Unit, request_id: str, paper_code: str, strokes: Sequence[Sequence[Point]]
) -> Signed:
    """Keep what the customer drew under a slip of this register; for ever, but for its lines,
    which go with the person.

    The same ``request_id`` with the same strokes is answered as before. Raise
    :class:`models.values.Refused` where nothing was drawn or too much, for a paper that is not
    signed or was made elsewhere, and for one that is signed already.
    """
    drawing = _drawn(strokes)
    unit.take_turn(f"signature of {paper_code}")
    document_id = _signable(unit, paper_code)
    digest = digest_of_drawing(drawing.width, drawing.height, drawing.path)
    known = unit.connection.execute(
        select(_signatures.document_id, _signatures.request_id, _signatures.digest).where(
            (_signatures.document_id == document_id) | (_signatures.request_id == request_id)
        )
    ).first()
    if known is not None:
        if known.request_id != request_id:
            raise refuse("signature-there", number=paper_code)
        if (known.document_id, known.digest) != (document_id, digest):
            raise refuse("request-changed", request=request_id)
    else:
        add_row(
            unit.connection,
            Signature,
            document_id=document_id,
            request_id=request_id,
            width=drawing.width,
            height=drawing.height,
            path=drawing.path,
            digest=digest,
            signed_at=unit.now,
            register_id=unit.station.register_id,
            staff_id=unit.clerk.staff_id,
        )
        record(unit, "PaperSigned", paper=paper_code, digest=digest)
    signature = signature_of(unit, document_id)
    if signature is None:
        raise LookupError(f"no signature under {paper_code}")
    return Signed(paper=paper_code, signature=signature)


def signature_of(unit: Unit, document_id: int) -> PaperSignature | None:
    """What is under a paper; nothing where nobody signed it."""
    row = unit.connection.execute(
        select(
            _signatures.width, _signatures.height, _signatures.path, _signatures.signed_at
        ).where(_signatures.document_id == document_id)
    ).one_or_none()
    if row is None:
        return None
    forgotten = row.path == BLANK
    return PaperSignature(
        signed_at=row.signed_at.astimezone(unit.shop.zone),
        drawing=None if forgotten else Drawing.read(row.width, row.height, row.path),
    )


def digest_of_drawing(width: int, height: int, path: str) -> str:
    """What the journal has of it."""
    return sha256(f"{width} {height} {path}")


@needs(Right.LOOK)
def when_to_sign(unit: Unit) -> Signs:
    """When customers of this store are asked: never, until a manager says otherwise."""
    signs = unit.connection.scalar(
        select(_terms.signs)
        .where(_terms.store_id == unit.station.store_id)
        .order_by(_terms.version.desc())
        .limit(1)
    )
    return Signs(signs) if signs else Signs.NEVER


@needs(Right.SETTINGS)
def set_when_to_sign(unit: Unit, signs: Signs) -> SigningSet:
    """Ask customers of this store like that from now on."""
    unit.take_turn("signing terms")
    if when_to_sign(unit) is not signs:
        here = _terms.store_id == unit.station.store_id
        last = unit.connection.scalar(select(func.max(_terms.version)).where(here)) or 0
        add_row(
            unit.connection,
            SigningTerms,
            store_id=unit.station.store_id,
            version=last + 1,
            signs=signs,
            made_at=unit.now,
            staff_id=unit.clerk.staff_id,
        )
        record(unit, "SigningTermsChanged", store=unit.station.store, signs=signs)
    return SigningSet(signs=signs)


def _drawn(strokes: Sequence[Sequence[Point]]) -> Drawing:
    try:
        drawing = fitted(strokes)
    except ValueError as why:
        raise refuse("signature-too-long") from why
    if drawing is None:
        raise refuse("signature-empty")
    if len(drawing.path) > LONGEST_PATH:
        raise refuse("signature-too-long")
    return drawing


def _signable(unit: Unit, code: str) -> int:
    row = unit.connection.execute(
        select(Document.id, Document.kind, Document.register_id).where(Document.code == code)
    ).one_or_none()
    if row is None:
        raise refuse("nothing-found", text=mask_card_numbers(code))
    if row.kind not in SIGNED or row.register_id != unit.station.register_id:
        raise refuse("signature-not-here", number=code)
    return int(row.id)
