"""From what is stored of a paper to the document that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

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
from receipts.apology_letters import apology_letter
from receipts.bills import bill_explained
from receipts.case_files import case_file
from receipts.day_summaries import day_summary
from receipts.denial_slips import denial_slip
from receipts.drawer_papers import count_sheet, drawer_report
from receipts.exception_forms import exception_form
from receipts.exchange_slips import exchange_slip
from receipts.gift_receipts import gift_receipt
from receipts.giving_slips import correction_slip, goodwill_slip
from receipts.item_tags import item_tag
from receipts.journal_papers import journal_extract
from receipts.policy_answers import policy_answered
from receipts.queue_papers import queue_ticket, taken_down
from receipts.slips import return_slip
from receipts.void_slips import void_slip
from receipts.vouchers import value_voucher

if TYPE_CHECKING:
    from models.values.every_paper import Paper
    from receipts.document import Document


def document_of(paper: Paper, copy: int = 0, kind: PaperKind | None = None) -> Document:
    """The paper in its own language; ``copy`` counts the reprints, 0 is the first print.

    ``kind`` tells the sheet of a count from the closing it belongs to.
    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    match paper:
        case ReturnSlip():
            return return_slip(paper, copy)
        case ExchangeSlip():
            return exchange_slip(paper, copy)
        case VoidSlip():
            return void_slip(paper, copy)
        case CorrectionSlip():
            return correction_slip(paper, copy)
        case GoodwillSlip():
            return goodwill_slip(paper, copy)
        case ValueVoucher():
            return value_voucher(paper, copy)
        case GiftReceipt():
            return gift_receipt(paper, copy)
        case DenialSlip():
            return denial_slip(paper, copy)
        case ExceptionForm():
            return exception_form(paper, copy)
        case DrawerReport():
            made = count_sheet if kind is PaperKind.COUNT_SHEET else drawer_report
            return made(paper, copy)
        case ItemTag():
            return item_tag(paper)
        case BillExplained():
            return bill_explained(paper)
        case PolicyAnswered():
            return policy_answered(paper)
        case QueueTicket():
            return queue_ticket(paper, copy)
        case TakenDown():
            return taken_down(paper, copy)
        case ApologyLetter():
            return apology_letter(paper, copy)
        case JournalExtract():
            return journal_extract(paper, copy)
        case CaseFile():
            return case_file(paper, copy)
        case DaySummary():
            return day_summary(paper, copy)
        case _:
            assert_never(paper)
