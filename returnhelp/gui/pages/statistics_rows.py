"""A list from which one thing is chosen: its name, what it is in a quieter line, and a plate with what to know."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size, Weight

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # the painter turns it round
_PLATES = {"quiet": ("line", "muted"), "warning": ("warning_ground", "warning"), "accent": ("soft", "on_soft")}


@dataclass(frozen=True)
class Row:
    """One row; ``heading`` stands above the first of a group, ``plate_kind`` is quiet, warning or accent."""

    key: object
    title: str
    detail: str = ""
    plate: str = ""
    plate_kind: str = "quiet"
    heading: str = ""

    @property
    def told(self) -> str:
        """All of it as a screen reader says it."""
        return ". ".join(filter(None, (self.title, self.plate, self.detail)))


class RowList(QListView):
    """The arrow keys choose, Enter or a double click takes."""

    row_chosen = Signal(object)
    """The key of the row that is chosen now."""
    row_taken = Signal()
    """The chosen row is what is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._chosen)
        self.doubleClicked.connect(lambda _index: self.row_taken.emit())

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the chosen one stays chosen, and nothing is told."""
        kept = self.key()
        blocked = self.selectionModel().blockSignals(True)
        self._model.set(list(rows))
        self.selectionModel().blockSignals(blocked)
        self.choose(kept)

    def rows(self) -> list[Row]:
        """What is shown."""
        return list(self._model.rows)

    def key(self) -> object:
        """The key of the chosen row; None without one."""
        index = self.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() else None

    def choose(self, key: object) -> None:
        """Choose a row without telling; one that is not there chooses nothing."""
        at = next((at for at, row in enumerate(self._model.rows) if row.key == key and key is not None), -1)
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self._model.index(at) if at >= 0 else QModelIndex())
        self.selectionModel().blockSignals(blocked)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_taken.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(self._model.rows[index.row()].key)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.told
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - the row decides
        row: Row = index.data(_ROLE)
        return QSize(theme.px(120), theme.px(52 if row.detail else 34) + _above(row, index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        above = _above(row, index.row())
        whole: QRect = option.rect
        rect = whole.adjusted(4, 1 + above, -4, -1)
        painter.save()
        if above:
            line = QRect(whole.left() + theme.px(14), whole.top(), whole.width() - theme.px(28), above - theme.px(3))
            painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
            painter.setPen(QColor(theme.colour("muted")))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), row.heading)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or over:
            painter.setPen(QPen(QColor(theme.colour("focus")), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("soft" if chosen else "hover")))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(theme.px(10), theme.px(4), -theme.px(10), -theme.px(4))
        first = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2 if row.detail else inner.height())
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        room = self._plate(painter, first, row, turned=turned) if row.plate else 0
        said = first.adjusted(room if turned else 0, 0, 0 if turned else -room, 0)
        painter.setFont(fonts.font(Size.BODY, Weight.MEDIUM))
        painter.setPen(QColor(theme.colour("on_soft" if chosen else "text")))
        painter.drawText(said, int(_LEADING), _cut_off(painter.fontMetrics(), row.title, said.width()))
        if row.detail:
            second = QRect(inner.left(), first.bottom(), inner.width(), inner.bottom() - first.bottom())
            painter.setFont(fonts.font(Size.SMALL))
            painter.setPen(QColor(theme.colour("on_soft" if chosen else "muted")))
            painter.drawText(second, int(_LEADING), _cut_off(painter.fontMetrics(), row.detail, second.width()))
        painter.restore()

    def _plate(self, painter: QPainter, line: QRect, row: Row, *, turned: bool) -> int:
        """Draw the plate at the end of the line; the answer is the room that it takes."""
        ground, ink = _PLATES[row.plate_kind]
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
        width = painter.fontMetrics().horizontalAdvance(row.plate) + theme.px(14)
        height = theme.px(20)
        plate = QRect(line.right() - width + 1, line.center().y() - height // 2, width, height)
        if turned:
            plate.moveLeft(line.left())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour(ground)))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(QColor(theme.colour(ink)))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), row.plate)
        return width + theme.px(8)


def _above(row: Row, at: int) -> int:
    """How much room the heading of a group takes above its first row."""
    return theme.px(26 if at == 0 else 32) if row.heading else 0


def _cut_off(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
