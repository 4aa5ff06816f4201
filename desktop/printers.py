"""Documents as pictures on the screen, and as PDF in the folder of papers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desktop.places import make_folder, papers_folder
from desktop.printing.folder import write_pdf
from models.values import Message, refuse
from models.values.exchange_papers import ExchangeSlip
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.void_papers import VoidSlip
from receipts import pdf, pictures
from receipts.exception_forms import exception_form
from receipts.exchange_slips import exchange_slip
from receipts.giving_slips import correction_slip, goodwill_slip
from receipts.slips import return_slip
from receipts.void_slips import void_slip
from receipts.vouchers import value_voucher

if TYPE_CHECKING:
    from pathlib import Path

    from models.values.exception_papers import ExceptionForm
    from models.values.slips import Slip
    from models.values.voucher_papers import ValueVoucher
    from receipts.document import Document


PREVIEW_DPI = 144


class DocumentPapers:
    """The papers of one register, whatever they say; safe on the worker thread."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or papers_folder()

    def picture(self, document: Document) -> bytes:
        """A PNG of the document as it prints."""
        return pictures.pages(pdf.render(document), PREVIEW_DPI)[0].png()

    def find_folder(self) -> None:
        """Raise :class:`models.values.Refused` where no paper can be saved."""
        if not os.access(make_folder(self.folder), os.W_OK):
            raise refuse("no-permission", place=str(self.folder))

    def save(self, document: Document, name: str) -> Message:
        """A PDF in the papers folder, which ``Refused`` names where it can't be written."""
        place = write_pdf(pdf.render(document), self.folder, name)
        return Message("paper-saved", {"place": str(place)})


class SlipPapers:
    """The slips of the counter, vouchers and forms; safe on the worker thread."""

    def __init__(self, folder: Path | None = None) -> None:
        self.documents = DocumentPapers(folder)

    def picture(self, slip: Slip, copy: int) -> bytes:
        return self.documents.picture(_document(slip, copy))

    def voucher_picture(self, voucher: ValueVoucher, copy: int) -> bytes:
        return self.documents.picture(value_voucher(voucher, copy))

    def find_folder(self) -> None:
        self.documents.find_folder()

    def save(self, slip: Slip, copy: int) -> Message:
        return self.documents.save(_document(slip, copy), _name(slip.head.number, copy))

    def save_voucher(self, voucher: ValueVoucher, copy: int) -> Message:
        name = _name(voucher.head.number, copy)
        return self.documents.save(value_voucher(voucher, copy), name)

    def save_form(self, form: ExceptionForm, copy: int) -> Message:
        name = _name(form.head.number, copy)
        return self.documents.save(exception_form(form, copy), name)


def _document(slip: Slip, copy: int) -> Document:
    match slip:
        case ExchangeSlip():
            return exchange_slip(slip, copy)
        case CorrectionSlip():
            return correction_slip(slip, copy)
        case GoodwillSlip():
            return goodwill_slip(slip, copy)
        case VoidSlip():
            return void_slip(slip, copy)
        case _:
            return return_slip(slip, copy)


def _name(number: str, copy: int) -> str:
    return number + (f"-copy-{copy}" if copy else "")
