"""Every kind of paper, and how each is read back from what was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.values.answer_papers import PolicyAnswered
from models.values.apology_papers import ApologyLetter
from models.values.bill_papers import BillExplained
from models.values.case_papers import CaseFile
from models.values.day_papers import DaySummary
from models.values.denial_papers import DenialSlip
from models.values.drawer_papers import DrawerReport
from models.values.exception_papers import ExceptionForm
from models.values.exchange_papers import ExchangeSlip
from models.values.gift_papers import GiftReceipt
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.journal_papers import JournalExtract
from models.values.papers import ReturnSlip
from models.values.printing import PaperKind
from models.values.queue_papers import QueueTicket, TakenDown
from models.values.tag_papers import ItemTag
from models.values.void_papers import VoidSlip
from models.values.voucher_papers import ValueVoucher

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.values.papers import PaperHead

Paper = (
    ReturnSlip
    | ExchangeSlip
    | VoidSlip
    | CorrectionSlip
    | GoodwillSlip
    | ValueVoucher
    | GiftReceipt
    | DenialSlip
    | ExceptionForm
    | DrawerReport
    | ItemTag
    | BillExplained
    | PolicyAnswered
    | QueueTicket
    | TakenDown
    | ApologyLetter
    | JournalExtract
    | CaseFile
    | DaySummary
)

_READ: Final[Mapping[PaperKind, Callable[[Mapping[str, Any]], Paper]]] = {
    PaperKind.RETURN: ReturnSlip.from_json,
    PaperKind.EXCHANGE: ExchangeSlip.from_json,
    PaperKind.VOID: VoidSlip.from_json,
    PaperKind.CORRECTION: CorrectionSlip.from_json,
    PaperKind.GOODWILL: GoodwillSlip.from_json,
    PaperKind.VOUCHER: ValueVoucher.from_json,
    PaperKind.GIFT: GiftReceipt.from_json,
    PaperKind.DENIAL: DenialSlip.from_json,
    PaperKind.EXCEPTION: ExceptionForm.from_json,
    PaperKind.TAG: ItemTag.from_json,
    PaperKind.BILL: BillExplained.from_json,
    PaperKind.POLICY_ANSWER: PolicyAnswered.from_json,
    PaperKind.READING: DrawerReport.from_json,
    PaperKind.CLOSING: DrawerReport.from_json,
    PaperKind.COUNT_SHEET: DrawerReport.from_json,
    PaperKind.TICKET: QueueTicket.from_json,
    PaperKind.TAKEN_DOWN: TakenDown.from_json,
    PaperKind.APOLOGY: ApologyLetter.from_json,
    PaperKind.JOURNAL: JournalExtract.from_json,
    PaperKind.CASE_FILE: CaseFile.from_json,
    PaperKind.DAY: DaySummary.from_json,
}


def read_paper(kind: PaperKind, stored: Mapping[str, Any]) -> Paper:
    """What was stored, as the paper it was.

    Raise ``KeyError`` for a kind that is never stored, ``TypeError`` or ``ValueError`` for
    facts that are no paper of that kind.
    """
    return _READ[kind](stored)


def head_of(paper: Paper) -> PaperHead | None:
    """Whose paper it is; a tag does not say."""
    return None if isinstance(paper, ItemTag) else paper.head
