"""Our own PDFs on paper: the printer's dialog, then page after page, drawn beside the window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from zi_assess.errors import Cancelled, ZiError
from zi_assess.i18n import N_, _
from zi_assess.ui.session import Session
from zi_assess.ui.work import Tick

_DPI = 200  # sharp on paper, and a page of 12 MB


def ask(window: QWidget, session: Session, pdf: bytes, pages: int) -> Printing | None:
    """Show the printer's dialog and print *pdf* when it is accepted; None, and said, where there is no printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if sys.platform == "win32" and printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:
        # Elsewhere the dialog offers a file in its place; here Qt would show nothing at all.
        session.report(
            ZiError(
                N_("Belum ada pencetak di komputer ini."), N_("Simpan PDF, lalu cetak dari komputer lain.")
            )
        )
        return None
    printer.setDocName("ZI Assess")
    printer.setResolution(_DPI)
    _lay(printer, pdf)
    dialog = QPrintDialog(printer, window)
    dialog.setMinMax(1, pages)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    printing = Printing(session, pdf, pages, printer)
    dialog.accepted.connect(printing.start)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()
    return printing


def _lay(printer: QPrinter, pdf: bytes) -> None:
    """Propose the paper that *pdf* was made for: a poster A3 is not printed on A4 unless somebody says so."""
    from zi_assess.ui.preview.ours import size

    wide, high = size(pdf)
    upright = QSizeF(min(wide, high), max(wide, high))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    lying = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(lying)


class Printing(QObject):
    """Prints *pdf* on *printer*: one page is in memory at a time."""

    def __init__(self, session: Session, pdf: bytes, pages: int, printer: QPrinter) -> None:
        super().__init__()
        self._session = session
        self._pdf = pdf
        self._printer = printer
        self._pages = range(pages)
        self._painter = QPainter()
        self._next = 0

    def start(self) -> None:
        """Print the pages the dialog asked for."""
        first, last = self._printer.fromPage(), self._printer.toPage()
        if first > 0:
            self._pages = range(first - 1, min(last, len(self._pages)))
        self._printer.setFullPage(True)
        if not self._painter.begin(self._printer):
            self._session.report(
                ZiError(
                    N_("Pencetak tidak dapat dipakai."),
                    N_("Periksa pencetaknya, atau simpan PDF lalu cetak dari sana."),
                )
            )
            return
        self._draw()

    def _draw(self) -> None:
        if self._next >= len(self._pages):
            self._painter.end()
            self._session.noticed.emit(_("Dikirim ke pencetak"), False)
            return
        page, pdf = self._pages[self._next], self._pdf
        width = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect().width()

        def make(tick: Tick) -> QImage:
            from zi_assess.ui.preview.ours import draw

            return draw(pdf, page, width).image

        self._session.work.side(make, self._put, self._failed)

    def _put(self, image: QImage) -> None:
        if self._next:
            self._printer.newPage()
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        height = round(image.height() * paper.width() / max(1, image.width()))
        self._painter.drawImage(QRect(0, 0, paper.width(), height), image)
        self._next += 1
        self._draw()

    def _failed(self, error: BaseException) -> None:
        self._painter.end()
        if not isinstance(error, Cancelled):
            self._session.report(error)
