"""Put a document on paper through the system's printers, into a file, or on the screen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.places import make_folder, papers_folder
from models.values import Message, refuse
from models.values.exchange_papers import ExchangeSlip
from models.values.giving_papers import CorrectionSlip, GoodwillSlip
from models.values.void_papers import VoidSlip
from receipts import pdf, pictures
from receipts.exception_forms import exception_form
from receipts.exchange_slips import exchange_slip
from receipts.giving_slips import correction_slip, goodwill_slip
from receipts.item_tags import item_tag
from receipts.slips import return_slip
from receipts.void_slips import void_slip
from receipts.vouchers import value_voucher

if TYPE_CHECKING:
    from pathlib import Path

    from models.values.exception_papers import ExceptionForm
    from models.values.slips import Slip
    from models.values.tag_papers import ItemTag
    from models.values.voucher_papers import ValueVoucher
    from receipts.document import Document


PREVIEW_DPI, PRINT_DPI = 144, 203
MM_PER_INCH = 25.4


class DocumentPapers:
    """The papers of one register, whatever they say; safe on the worker thread."""

    def __init__(self, printer: str = "", folder: Path | None = None) -> None:
        self._printer = printer
        self.folder = folder or papers_folder()

    def picture(self, document: Document) -> bytes:
        """A PNG of the document as it prints."""
        return pictures.pages(pdf.render(document), PREVIEW_DPI)[0].png()

    def find_folder(self) -> None:
        """Raise :class:`models.values.Refused` where no paper can be saved."""
        if not os.access(make_folder(self.folder), os.W_OK):
            raise refuse("no-permission", place=str(self.folder))

    def find_printer(self) -> None:
        """Raise :class:`models.values.Refused` where there is no printer."""
        self._printer_info()

    def save(self, document: Document, name: str) -> Message:
        """A PDF in the papers folder, which ``Refused`` names where it can't be written."""
        place = make_folder(self.folder) / f"{name}.pdf"
        try:
            place.write_bytes(pdf.render(document))
        except OSError as why:
            raise refuse("no-permission", place=str(place)) from why
        return Message("paper-saved", {"place": str(place)})

    def print(self, document: Document, name: str) -> Message:
        """Hand the document to the system's printer.

        Raise :class:`models.values.Refused` where there is none, or it takes no page.
        """
        info = self._printer_info()
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        for picture in pictures.pages(pdf.render(document), PRINT_DPI):
            size = QSizeF(picture.width, picture.height) * MM_PER_INCH / PRINT_DPI
            printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, name))
            printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
            image = QImage(
                picture.rgb,
                picture.width,
                picture.height,
                3 * picture.width,
                QImage.Format.Format_RGB888,
            )
            painter = QPainter()
            if not painter.begin(printer):
                raise refuse("printer-silent", printer=info.printerName())
            page = printer.pageRect(QPrinter.Unit.DevicePixel)
            painter.drawImage(QRectF(0, 0, page.width(), page.height()), image)
            painter.end()
        return Message("paper-printed", {"printer": info.printerName()})

    def _printer_info(self) -> QPrinterInfo:
        info = (
            QPrinterInfo.printerInfo(self._printer)
            if self._printer
            else QPrinterInfo.defaultPrinter()
        )
        if info.isNull():
            raise refuse("printer-missing")
        return info


class SlipPapers:
    """The slips of the counter, vouchers, forms and tags as papers; safe on the worker
    thread."""

    def __init__(self, printer: str = "", folder: Path | None = None) -> None:
        self.documents = DocumentPapers(printer, folder)

    def picture(self, slip: Slip, copy: int) -> bytes:
        return self.documents.picture(_document(slip, copy))

    def voucher_picture(self, voucher: ValueVoucher, copy: int) -> bytes:
        return self.documents.picture(value_voucher(voucher, copy))

    def find_folder(self) -> None:
        self.documents.find_folder()

    def find_printer(self) -> None:
        self.documents.find_printer()

    def save(self, slip: Slip, copy: int) -> Message:
        return self.documents.save(_document(slip, copy), _name(slip.head.number, copy))

    def print(self, slip: Slip, copy: int) -> Message:
        return self.documents.print(_document(slip, copy), slip.head.number)

    def save_voucher(self, voucher: ValueVoucher, copy: int) -> Message:
        name = _name(voucher.head.number, copy)
        return self.documents.save(value_voucher(voucher, copy), name)

    def print_voucher(self, voucher: ValueVoucher, copy: int) -> Message:
        return self.documents.print(value_voucher(voucher, copy), voucher.head.number)

    def save_form(self, form: ExceptionForm, copy: int) -> Message:
        name = _name(form.head.number, copy)
        return self.documents.save(exception_form(form, copy), name)

    def print_form(self, form: ExceptionForm, copy: int) -> Message:
        return self.documents.print(exception_form(form, copy), form.head.number)

    def print_tag(self, tag: ItemTag) -> Message:
        return self.documents.print(item_tag(tag), tag.code)


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
