"""Draws the plan of statistics: variables as points, tables as patches around them, a ring thick and red."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from returnhelp.domain.statistics_plan import PlanPicture
from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.widgets.plan_layout import Laid, Patch, Row, Spot, lay_out
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _

_HUES = ("accent", "info", "warning", "success", "muted")
_PATTERNS = (
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.CrossPattern,
)
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
_PLATE, _DOT = 10, 4
_LEAST = 180


class PlanPictureView(QWidget):
    """Shows one plan; each table has its number, its line and its pattern, so that no colour is needed to tell them."""

    pressed = Signal(int)
    """A person pressed a table; its number in the plan, from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: PlanPicture | None = None
        self._numbers: Sequence[int] = ()
        self._chosen: int | None = None
        self._laid: Laid | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        theme.news().changed.connect(self._lay_out)
        self._lay_out()

    def show_picture(self, picture: PlanPicture | None, numbers: Sequence[int], told: str) -> None:
        """Show this plan, or none; ``numbers`` are the places of its tables in the plan, ``told`` is for the ear."""
        self._picture, self._numbers = picture, tuple(numbers)
        self.setAccessibleName(told)
        self._lay_out()

    def picture(self) -> PlanPicture | None:
        """The plan that is shown."""
        return self._picture

    def laid(self) -> Laid | None:
        """Where everything stands."""
        return self._laid

    def choose(self, number: int | None) -> None:
        """Draw the table with this place in the plan stronger than the others."""
        self._chosen = number
        self.update()

    def table_at(self, point: QPointF) -> int | None:
        """The place in the plan of the table at a point: by its number first, then by its outline."""
        if self._laid is None:
            return None
        reach = theme.px(_PLATE + 2)
        near = [one.hull for one in self._laid.patches if (one.plate - point).manhattanLength() < 1.4 * reach]
        inside = [one.hull for one in self._laid.patches if one.outline.contains(point)]
        rows = [one.hull for one in self._laid.rows if one.hull is not None and one.box.contains(point)]
        found = (*near, *rows, *inside)
        return self._numbers[found[0]] if found else None

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if (number := self.table_at(event.position())) is not None:
            self.pressed.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.colour("line")), 1))
        painter.setBrush(QColor(theme.colour("surface")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._laid is None:
            return
        patches = sorted(self._laid.patches, key=lambda one: self._numbers[one.hull] == self._chosen)
        for patch in patches:
            self._paint_patch(painter, patch)
        self._paint_ring(painter)
        for spot in self._laid.spots:
            self._paint_spot(painter, spot)
        for patch in patches:
            self._paint_plate(painter, patch.plate, patch.hull)
        for row in self._laid.rows:
            self._paint_row(painter, row)

    # --- how it works ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        picture = self._picture
        self._laid = lay_out(picture, max(self.width(), theme.px(320)), theme.factor()) if picture is not None else None
        self.setMinimumHeight(max(theme.px(_LEAST), round(self._laid.height) if self._laid is not None else 0))
        self.updateGeometry()
        self.update()

    def _word(self, point: int) -> str:
        assert self._picture is not None
        return labels.label(self._picture.points[point].variable)

    def _words_at(self, place: QPointF) -> str:
        laid = self._laid
        if laid is None:
            return ""
        for spot in laid.spots:
            if spot.label.contains(place) or (spot.at - place).manhattanLength() < theme.px(12):
                return self._word(spot.point)
        return next((self._row_words(one) for one in laid.rows if one.box.contains(place)), "")

    def _hue(self, hull: int) -> QColor:
        return QColor(theme.colour(_HUES[self._numbers[hull] % len(_HUES)]))

    def _paint_patch(self, painter: QPainter, patch: Patch) -> None:
        number = self._numbers[patch.hull]
        chosen = number == self._chosen
        hue = self._hue(patch.hull)
        ground, pattern = QColor(hue), QColor(hue)
        ground.setAlpha(40 if chosen else 14)
        pattern.setAlpha(120 if chosen else 56)
        painter.fillPath(patch.outline, ground)
        painter.fillPath(patch.outline, QBrush(pattern, _PATTERNS[number % len(_PATTERNS)]))
        dash = _DASHES[number // len(_HUES) % len(_DASHES)]
        painter.strokePath(patch.outline, QPen(hue, 3 if chosen else 1.5, dash))

    def _paint_ring(self, painter: QPainter) -> None:
        """What is left of each table on the ring: a double red line through the variables of the ring in it."""
        assert self._picture is not None
        assert self._laid is not None
        where = {spot.point: spot.at for spot in self._laid.spots}
        ringed = {at for at, point in enumerate(self._picture.points) if point.on_ring}
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, colour in ((7, "error"), (2, "surface")):
            pen = QPen(QColor(theme.colour(colour)), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for hull in self._picture.hulls:
                line = [where[one] for one in hull.points if one in ringed and one in where]
                if len(line) == 2:
                    painter.drawLine(line[0], line[1])
                elif len(line) > 2:
                    painter.drawPolygon(QPolygonF(line))

    def _paint_spot(self, painter: QPainter, spot: Spot) -> None:
        assert self._picture is not None
        ringed = self._picture.points[spot.point].on_ring
        radius = theme.px(_DOT + 3 if ringed else _DOT)
        painter.setPen(QPen(QColor(theme.colour("error" if ringed else "surface")), 3 if ringed else 1.5))
        painter.setBrush(QColor(theme.colour("surface" if ringed else "text")))
        painter.drawEllipse(spot.at, radius, radius)
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG if ringed else Weight.MEDIUM))
        how = int(spot.align | Qt.TextFlag.TextWordWrap)
        ground = QColor(theme.colour("surface"))
        ground.setAlpha(200)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(
            painter.boundingRect(spot.label, how, self._word(spot.point)).adjusted(-2, 0, 2, 0), 3, 3
        )
        painter.setPen(QColor(theme.colour("error" if ringed else "text")))
        painter.drawText(spot.label, how, self._word(spot.point))

    def _paint_plate(self, painter: QPainter, at: QPointF, hull: int) -> None:
        assert self._picture is not None
        number = self._numbers[hull]
        chosen, ringed = number == self._chosen, self._picture.hulls[hull].on_ring
        hue = QColor(theme.colour("error")) if ringed else self._hue(hull)
        painter.setPen(QPen(hue, 2 if chosen or ringed else 1.2))
        painter.setBrush(hue if chosen else QColor(theme.colour("surface")))
        radius = theme.px(_PLATE)
        painter.drawEllipse(at, radius, radius)
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
        painter.setPen(QColor(theme.colour("surface")) if chosen else hue)
        box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))

    def _paint_row(self, painter: QPainter, row: Row) -> None:
        box = row.box
        if row.hull is not None:
            self._paint_plate(painter, QPointF(box.x() + theme.px(_PLATE + 2), box.center().y()), row.hull)
            box = box.adjusted(theme.px(2 * _PLATE + 10), 0, -theme.px(8), 0)
        strong = row.hull is None or self._numbers[row.hull] == self._chosen
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG if strong else Weight.REGULAR))
        painter.setPen(QColor(theme.colour("text")))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(self._row_words(row), Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _row_words(self, row: Row) -> str:
        words = formats.listed(self._word(point) for point in row.points)
        return _("{variable}, in each of these tables:").format(variable=words) if row.hull is None else words
