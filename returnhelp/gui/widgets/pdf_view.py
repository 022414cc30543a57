"""Shows a paper in the window and prints it, without a file."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF, Qt
from PySide6.QtGui import QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

_STEP = 1.25
_DOTS = 300  # an inch; enough for the small print, and a page of it is 26 MB while it is printed


class PdfView(QWidget):
    """A paper that lies in memory only; Ctrl and the wheel, + and - change its size, Ctrl+0 fits the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setPageSpacing(12)
        self.setFocusProxy(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        for keys, act in (
            (QKeySequence.StandardKey.ZoomIn, lambda: self.zoom(_STEP)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.zoom(1 / _STEP)),
            (QKeySequence("Ctrl+0"), self.fit_width),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_paper(self, pdf: bytes) -> None:
        """Show this paper from its first page."""
        self.clear()
        buffer = QBuffer(self)
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(buffer)
        self._buffer = buffer

    def clear(self) -> None:
        """Put the paper away."""
        self._document.close()
        if self._buffer is not None:
            self._buffer.close()
            self._buffer.deleteLater()
            self._buffer = None

    def page_count(self) -> int:
        return self._document.pageCount()

    def page(self) -> int:
        """The page that is looked at, from 0."""
        return self._view.pageNavigator().currentPage()

    def go_to(self, page: int) -> None:
        self._view.pageNavigator().jump(page, self._view.pageNavigator().currentLocation())

    def zoom(self, times: float) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(max(0.25, min(5.0, self._view.zoomFactor() * times)))

    def fit_width(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def fit_page(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def print_on(self, printer: QPrinter) -> bool:
        """Print every page as a picture (no file lies between); answers whether the printer took it."""
        return print_paper(self._document, printer)


def print_bytes(pdf: bytes, printer: QPrinter) -> bool:
    """Print a paper that is not shown anywhere; answers whether the printer took it."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    printed = print_paper(document, printer)
    document.close()
    return printed


def print_paper(document: QPdfDocument, printer: QPrinter) -> bool:
    """Print every page of a document; answers whether the printer took it."""
    printer.setFullPage(True)
    printer.setResolution(_DOTS)
    painter = QPainter()
    for number in range(document.pageCount()):
        points: QSizeF = document.pagePointSize(number)
        size = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        upright = points.height() >= points.width()
        orientation = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
        printer.setPageSize(size if upright else QPageSize(points.transposed(), QPageSize.Unit.Point))
        printer.setPageOrientation(orientation)
        if number == 0:
            if not painter.begin(printer):
                return False
        elif not printer.newPage():
            painter.end()
            return False
        area = painter.viewport()
        pixels = QSize(round(points.width() * _DOTS / 72), round(points.height() * _DOTS / 72))
        painter.drawImage(area, document.render(number, pixels))
    return painter.end() if painter.isActive() else False
