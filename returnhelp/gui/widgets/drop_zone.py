"""A place on which a file is dropped, or from which one is chosen."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from returnhelp.gui import theme


class DropZone(QFrame):
    """Has a dashed edge, and lights up while a file is held over it."""

    dropped = Signal(object)
    """The path of the one file that was dropped."""
    refused = Signal()
    """Something else was dropped: several files, or no file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._hold(held=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._hold(held=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hold(held=False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(files) == 1 and not files[0].is_dir():
            self.dropped.emit(files[0])
        else:
            self.refused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.colour("accent" if self._held else "border")), 2 if self._held else 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.colour("soft" if self._held else "surface")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)

    def _hold(self, *, held: bool) -> None:
        self._held = held
        self.update()
