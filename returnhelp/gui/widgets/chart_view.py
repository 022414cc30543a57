"""Draws the shapes of a chart in the window, in the colours of the theme."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from returnhelp.charts import Anchor, Bar, Chart, Stroke, Tone, Weight, Words
from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size


class ChartView(QWidget):
    """Shows one chart as wide as there is room; a screen reader is told its numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart | None) -> None:
        """Show this chart, or none."""
        self._chart = chart
        self.setVisible(chart is not None)
        self.setAccessibleName(chart.told if chart is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(150))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        chart = self._chart
        if chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / chart.aspect, self.height())
        for shape in chart.shapes:
            match shape:
                case Bar():
                    self._bar(painter, shape, scale)
                case Stroke():
                    colour = theme.colour("border" if shape.weight is Weight.AXIS else "line")
                    painter.setPen(QPen(QColor(colour), 1))
                    painter.drawLine(
                        QPointF(shape.x1 * scale, shape.y1 * scale), QPointF(shape.x2 * scale, shape.y2 * scale)
                    )
                case Words():
                    self._words(painter, shape, scale)

    def _bar(self, painter: QPainter, bar: Bar, scale: float) -> None:
        accent = QColor(theme.colour("accent"))
        filled = {Tone.DARK: QBrush(accent), Tone.HATCHED: QBrush(accent, Qt.BrushStyle.BDiagPattern)}
        painter.setBrush(filled.get(bar.tone, QBrush(Qt.BrushStyle.NoBrush)))
        painter.setPen(QPen(accent, 1))
        painter.drawRect(QRectF(bar.x * scale, bar.y * scale, bar.width * scale, bar.height * scale))

    def _words(self, painter: QPainter, words: Words, scale: float) -> None:
        font = fonts.font(Size.SMALL, fonts.Weight.STRONG if words.strong else fonts.Weight.REGULAR)
        painter.setFont(font)
        painter.setPen(QColor(theme.colour("text" if words.strong else "muted")))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words.text, Qt.TextElideMode.ElideRight, max(8, round(words.room * scale)))
        width = metrics.horizontalAdvance(shown)
        left = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: float(width)}[words.anchor]
        painter.drawText(QPointF(words.x * scale - left, words.y * scale), shown)
