"""A view of a protected cube as a map: the more persons the warmer, and a mark of its own for each reason to hide."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from returnhelp.domain.tables import FOR_OTHERS, SMALL, Cell, Hidden, Variable
from returnhelp.domain.views import Slice
from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.models.heat_cells import CELL, HeatCell, HeatCells
from returnhelp.gui.palette import contrast
from returnhelp.i18n import formats

Index = QModelIndex | QPersistentModelIndex

_NARROW, _SHORT, _WIDE, _WIDEST, _LOW = 44, 72, 104, 160, 28
_INKS = ("#ffffff", "#000000")  # one of the two is readable on any ground
_READABLE = 4.5  # to one
_NARROW_VARIABLES = frozenset({Variable.CANTON, Variable.MONTH, Variable.YEAR})


class HeatMap(QTableView):
    """Shows a view cell by cell; the arrow keys go through it, and each cell is told in words."""

    cell_told = Signal(str)
    """The cell under the keys, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = HeatCells(self)
        self._only_shown = False
        self.setModel(self._cells)
        self.setItemDelegate(_Painter(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(True)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(theme.px(24))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | _WRAPPED)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(self._tell)
        theme.news().changed.connect(self._size)

    def show_table(self, table: Slice[Cell] | None) -> None:
        """Show this view, or nothing."""
        self._cells.show(table)
        self._size()

    def table(self) -> Slice[Cell] | None:
        """The view that is shown."""
        return self._cells.table

    def only_shown(self, only: bool) -> None:
        """Leave out rows and columns in which there is no number, unless there is none at all."""
        self._only_shown = only
        self._size()

    def told(self) -> str:
        """The cell under the keys, in words; empty without one."""
        index = self.currentIndex()
        return self._cells.told(index.row(), index.column()) if index.isValid() else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._cells.retranslate()
            self._size()

    def viewportSizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(320))

    def _tell(self, *_indexes: QModelIndex) -> None:
        self.cell_told.emit(self.told())

    def _size(self) -> None:
        table = self._cells.table
        if table is None:
            return
        across = self.horizontalHeader()
        for at, node in enumerate(table.columns):
            heading = str(self._heading(at, Qt.Orientation.Horizontal))
            across.resizeSection(at, _width(node.level, heading, across.fontMetrics()))
        self.verticalHeader().setDefaultSectionSize(theme.px(_LOW))
        metrics = self.verticalHeader().fontMetrics()
        words = (str(self._heading(at, Qt.Orientation.Vertical)) for at in range(self._cells.rowCount()))
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0) + theme.px(24)
        self.verticalHeader().setFixedWidth(min(theme.px(232), widest))
        without_rows = set(self._cells.empty_rows()) if self._only_shown else set()
        without_columns = set(self._cells.empty_columns()) if self._only_shown else set()
        if len(without_rows) == self._cells.rowCount():  # not one number is shown: then all the signs are
            without_rows, without_columns = set(), set()
        for row in range(self._cells.rowCount()):
            self.setRowHidden(row, row in without_rows)
        for column in range(self._cells.columnCount()):
            self.setColumnHidden(column, column in without_columns)
        across.setFixedHeight(self._heading_height())
        self.updateGeometries()
        self._stay_on_the_map()

    def _heading(self, at: int, orientation: Qt.Orientation) -> object:
        return self._cells.headerData(at, orientation)

    def _stay_on_the_map(self) -> None:
        """The keys are never at a cell that is left out."""
        at = self.currentIndex()
        if at.isValid() and not self.isRowHidden(at.row()) and not self.isColumnHidden(at.column()):
            return
        rows = [row for row in range(self._cells.rowCount()) if not self.isRowHidden(row)]
        columns = [column for column in range(self._cells.columnCount()) if not self.isColumnHidden(column)]
        if rows and columns:
            self.setCurrentIndex(self._cells.index(rows[0], columns[0]))

    def _heading_height(self) -> int:
        header = self.horizontalHeader()
        metrics = header.fontMetrics()
        lines = 1
        for at in range(header.count()):
            if header.isSectionHidden(at):
                continue
            room = QRect(0, 0, header.sectionSize(at) - theme.px(10), 999)
            words = str(self._heading(at, Qt.Orientation.Horizontal))
            height = metrics.boundingRect(room, int(_WRAPPED), words).height()
            lines = max(lines, round(height / metrics.lineSpacing()))
        return min(4, lines) * metrics.lineSpacing() + theme.px(14)


_WRAPPED = Qt.TextFlag.TextWordWrap


def _width(level: Variable | None, heading: str, metrics: QFontMetrics) -> int:
    """How wide a column is: what has no letters of its own (unknown, airport), and long words, need more room."""
    if level is None:
        return theme.px(_SHORT)
    if level in _NARROW_VARIABLES and len(heading) <= 5:
        return theme.px(_NARROW)
    words = heading.split()
    longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
    least = _SHORT if len(words) == 1 else _WIDE
    return min(theme.px(_WIDEST), max(theme.px(least), longest + theme.px(18)))


class Swatch(QWidget):
    """One cell of the map on its own, for the key beside it."""

    def __init__(self, value: int | Hidden, warmth: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = HeatCell(value, warmth)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(32), theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        paint_cell(QPainter(self), self.rect(), self._cell)


class _Painter(QStyledItemDelegate):
    def __init__(self, view: HeatMap) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, HeatCell):
            return
        rect: QRect = option.rect
        paint_cell(painter, rect.adjusted(1, 1, -1, -1), cell)
        if index == self._view.currentIndex():
            painter.save()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.colour("surface")), 2))
            painter.drawRect(rect.adjusted(3, 3, -4, -4))
            painter.setPen(QPen(QColor(theme.colour("text")), 2 if self._view.hasFocus() else 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.restore()


def paint_cell(painter: QPainter, rect: QRect, cell: HeatCell) -> None:
    """Draw one cell: its ground by its warmth or its reason, then its number or the mark of the reason."""
    painter.save()
    ground, ink = _colours(cell)
    painter.fillRect(rect, ground)
    if isinstance(cell.value, Hidden):
        _mark(painter, rect, cell.value, ink)
    else:
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG if cell.sums else Weight.REGULAR))
        painter.setPen(ink)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), formats.number(cell.value))
    painter.restore()


def _mark(painter: QPainter, rect: QRect, why: Hidden, ink: QColor) -> None:
    """The mark of a reason; each can be told from the others without its colour. Files have one sign for all."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, theme.px(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle, half = QRectF(rect).center(), theme.px(10) / 2
    box = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
    match why:
        case Hidden.PRIMARY_SMALL:
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.bottomLeft(), box.topRight())
        case Hidden.PRIMARY_DOSSIERS:
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.bottomLeft(), box.topRight())
            painter.drawLine(QPointF(middle.x(), box.top() - 1), QPointF(middle.x(), box.bottom() + 1))
        case Hidden.COMPLEMENTARY:
            painter.drawEllipse(box)
        case Hidden.DECOY:
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        case Hidden.INSIDER:
            corners = (box.top() - 1, box.bottom() + 1)
            ends = (QPointF(box.left() - 1, middle.y()), QPointF(box.right() + 1, middle.y()))
            top, bottom = (QPointF(middle.x(), y) for y in corners)
            painter.drawPolygon(QPolygonF([top, ends[1], bottom, ends[0]]))
        case Hidden.ZERO:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(middle, theme.px(5) / 2, theme.px(5) / 2)


def _colours(cell: HeatCell) -> tuple[QColor, QColor]:
    """The ground and the ink of a cell; the ink is the one that can be read on that ground."""
    if isinstance(cell.value, Hidden):
        if cell.value in SMALL:
            return QColor(theme.colour("warning_ground")), QColor(theme.colour("warning"))
        if cell.value in FOR_OTHERS:
            return QColor(theme.colour("info_ground")), QColor(theme.colour("info"))
        return QColor(theme.colour("surface")), QColor(theme.colour("muted"))
    if cell.sums:
        return QColor(theme.colour("hover")), QColor(theme.colour("text"))
    ground = _mixed(theme.colour("surface"), theme.colour("accent"), 0.85 * cell.warmth)
    white, black = _INKS
    return QColor(ground), QColor(white if contrast(white, ground) >= _READABLE else black)


def _mixed(one: str, other: str, share: float) -> str:
    a, b = QColor(one), QColor(other)
    parts = (round(x + (y - x) * share) for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue())))
    return "#{:02x}{:02x}{:02x}".format(*parts)
