"""Pages through the system's own printing, which seldom says what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.printing.channels import PartlyOut
from models.values import Message, refuse
from receipts import pictures

if TYPE_CHECKING:
    from models.values.printing import Sheet
    from receipts.pictures import Picture

MM_PER_INCH: Final = 25.4
FINEST: Final = 300
"""Dots to the inch; finer ones cost memory and show nothing."""
OF_ROLLS: Final = 203
"""Dots to the inch of a thermal head."""
STOPPED: Final = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


def print_pages(pdf: bytes, sheet: Sheet, printer_name: str, title: str) -> str:
    """The name of the printer that was given all pages; no name asks for the usual one.

    Raise :class:`models.values.Refused` where there is none or it takes no page,
    :class:`PartlyOut` where it stopped on the way.
    """
    info = (
        QPrinterInfo.printerInfo(printer_name)
        if printer_name
        else QPrinterInfo.defaultPrinter()
    )
    if info.isNull():
        raise refuse("printer-missing")
    name = info.printerName()
    if info.state() in STOPPED:
        raise refuse("printer-error", printer=name)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dpi = OF_ROLLS if sheet.is_roll else min(printer.resolution(), FINEST)
    painter = QPainter()
    for picture in pictures.pages(pdf, dpi):
        _lay_in(printer, picture, dpi, title)
        if not painter.isActive():
            if not painter.begin(printer):
                raise refuse("printer-silent", printer=name)
        elif not printer.newPage():
            painter.end()
            raise PartlyOut(Message("printer-gone-midway", {"printer": name}))
        page = printer.pageRect(QPrinter.Unit.DevicePixel)
        painter.drawImage(QRectF(0, 0, page.width(), page.height()), _image(picture))
    if not painter.end() or printer.printerState() in STOPPED:
        raise PartlyOut(Message("printer-gone-midway", {"printer": name}))
    return name


def _lay_in(printer: QPrinter, picture: Picture, dpi: int, title: str) -> None:
    size = QSizeF(picture.width, picture.height) * MM_PER_INCH / dpi
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, title))
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)


def _image(picture: Picture) -> QImage:
    return QImage(
        picture.rgb,
        picture.width,
        picture.height,
        3 * picture.width,
        QImage.Format.Format_RGB888,
    )
