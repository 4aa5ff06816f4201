"""A paper of each kind, as tests of all of them want it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.values.printing import PaperKind
from models.values.tag_papers import ItemTag
from receipts.papers import document_of
from tests.receipts.answers_sample import ANSWER
from tests.receipts.apology_sample import LETTER
from tests.receipts.bills_sample import BILL
from tests.receipts.papers import a_slip
from tests.receipts.record_samples import SAMPLES
from tests.receipts.test_denial_slips import SLIP as DENIAL
from tests.receipts.test_drawer_papers import X, Z
from tests.receipts.test_exception_forms import FORM
from tests.receipts.test_exchange_slip import a_slip as an_exchange
from tests.receipts.test_gift_receipts import RECEIPT as GIFT
from tests.receipts.test_giving_slips import a_correction, a_goodwill
from tests.receipts.test_void_slips import SLIP as VOID
from tests.receipts.test_vouchers import a_voucher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values.every_paper import Paper
    from receipts.document import Document

TAG = ItemTag(
    code="R2-000418-1",
    store="Melati Bandung",
    description="Blender Miyako BL-152",
    sku="ELK-00152",
    serial="88213",
    quantity=1000,
    reason="faulty",
    condition="opened",
    disposition="repair",
    taken_at="2026-11-22T15:02:11+07:00",
    language="id",
)
EVERY_PAPER: Final[Mapping[PaperKind, Paper]] = {
    PaperKind.RETURN: a_slip(),
    PaperKind.EXCHANGE: an_exchange(),
    PaperKind.VOID: VOID,
    PaperKind.CORRECTION: a_correction(),
    PaperKind.GOODWILL: a_goodwill(),
    PaperKind.VOUCHER: a_voucher(),
    PaperKind.EXCEPTION: FORM,
    PaperKind.APOLOGY: LETTER,
    PaperKind.BILL: BILL,
    PaperKind.POLICY_ANSWER: ANSWER,
    PaperKind.READING: X,
    PaperKind.CLOSING: Z,
    PaperKind.COUNT_SHEET: Z,
    PaperKind.TAG: TAG,
    PaperKind.GIFT: GIFT,
    PaperKind.DENIAL: DENIAL,
    **SAMPLES,
}


def document(kind: PaperKind, language: str, copy: int = 0) -> Document:
    """Filipino papers in pesos, whose sign no code page has."""
    paper = EVERY_PAPER[kind]
    if isinstance(paper, ItemTag):
        return document_of(replace(paper, language=language))
    head = replace(paper.head, language=language)
    if language == "fil":
        head = replace(head, currency="PHP", digits=2)
    return document_of(replace(paper, head=head), copy, kind)
