"""Put a slip on paper through the system's printers, into a file, or on the screen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.places import make_folder, papers_folder
from models.values import Message, refuse
from models.values.exchange_papers import ExchangeSlip
from receipts import pdf, pictures
from receipts.exchange_slips import exchange_slip
from receipts.slips import return_slip

if TYPE_CHECKING:
    from pathlib import Path

    from models.values.papers import ReturnSlip
    from receipts.document import Document

PREVIEW_DPI, PRINT_DPI = 144, 203
MM_PER_INCH = 25.4


class SlipPapers:
    """The papers of one register; safe on the worker thread."""

    def __init__(self, printer: str = "", folder: Path | None = None) -> None:
        self._printer = printer
        self._folder = folder or papers_folder()

    def picture(self, slip: ReturnSlip | ExchangeSlip, copy: int) -> bytes:
        """A PNG of the slip as it prints."""
        return pictures.pages(pdf.render(_document(slip, copy)), PREVIEW_DPI)[0].png()

    def find_folder(self) -> None:
        """Raise :class:`models.values.Refused` where no slip can be saved."""
        if not os.access(make_folder(self._folder), os.W_OK):
            raise refuse("no-permission", place=str(self._folder))

    def find_printer(self) -> None:
        """Raise :class:`models.values.Refused` where there is no printer."""
        self._printer_info()

    def save(self, slip: ReturnSlip | ExchangeSlip, copy: int) -> Message:
        """A PDF in the papers folder, which ``Refused`` names where it can't be written."""
        name = slip.head.number + (f"-copy-{copy}" if copy else "")
        place = make_folder(self._folder) / f"{name}.pdf"
        try:
            place.write_bytes(pdf.render(_document(slip, copy)))
        except OSError as why:
            raise refuse("no-permission", place=str(place)) from why
        return Message("paper-saved", {"place": str(place)})

    def print(self, slip: ReturnSlip | ExchangeSlip, copy: int) -> Message:
        """Hand the slip to the system's printer.

        Raise :class:`models.values.Refused` where there is none, or it takes no page.
        """
        info = self._printer_info()
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        for picture in pictures.pages(pdf.render(_document(slip, copy)), PRINT_DPI):
            size = QSizeF(picture.width, picture.height) * MM_PER_INCH / PRINT_DPI
            printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, slip.head.number))
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


def _document(slip: ReturnSlip | ExchangeSlip, copy: int) -> Document:
    if isinstance(slip, ExchangeSlip):
        return exchange_slip(slip, copy)
    return return_slip(slip, copy)
