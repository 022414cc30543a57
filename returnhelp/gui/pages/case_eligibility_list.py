"""The rules of a case as a list: each with how it stands, and a mark where an answer is still open."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from returnhelp.domain.eligibility_answers import Key
from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole
_BEGINNING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)  # the painter turns it round
_ROW = 52


@dataclass(frozen=True)
class Row:
    """A rule in the words of the reader; ``icon`` and ``colour`` say how it stands."""

    key: Key
    title: str
    stands: str
    icon: str
    colour: str
    told: str
    """The same for who does not see the icon."""


class RuleList(QListView):
    """Arrows go from rule to rule, a number answers the chosen one, Enter goes to its fields."""

    rule_chosen = Signal(object)
    """The keys are at another rule (its ``Key``)."""
    numbered = Signal(int)
    """A number was pressed, from 1 on."""
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rules(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._chosen)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the chosen one stays chosen while it is among them."""
        kept = self.key()
        if [one.key for one in rows] == [one.key for one in self._model.rows]:
            self._model.renew(list(rows))
            return
        blocked = self.selectionModel().blockSignals(True)
        self._model.set(list(rows))
        self.selectionModel().blockSignals(blocked)
        if kept is None or not self.choose(kept):
            self.setCurrentIndex(self._model.index(0))

    def rows(self) -> list[Row]:
        return list(self._model.rows)

    def key(self) -> Key | None:
        """The rule that is chosen."""
        index = self.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() and index.row() < len(self._model.rows) else None

    def choose(self, key: Key) -> bool:
        """Choose a rule; answers whether it is shown."""
        row = next((at for at, one in enumerate(self._model.rows) if one.key == key), -1)
        if row < 0:
            return False
        self.setCurrentIndex(self._model.index(row))
        self.scrollTo(self._model.index(row))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and 1 <= number <= 9:
            self.numbered.emit(number)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.rule_chosen.emit(self._model.rows[index.row()].key)


class _Rules(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def renew(self, rows: list[Row]) -> None:
        self.rows = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

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
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all are alike
        return QSize(theme.px(240), theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or over:
            painter.setPen(QPen(QColor(theme.colour("focus")), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("soft" if chosen else "hover")))
            painter.drawRoundedRect(rect, 6, 6)
        side = theme.px(18)
        mark = QRect(rect.left() + theme.px(8), rect.top() + theme.px(8), side, side)
        text = rect.adjusted(theme.px(34), theme.px(5), -theme.px(8), -theme.px(5))
        if option.direction == Qt.LayoutDirection.RightToLeft:
            mark.moveRight(rect.right() - theme.px(8))
            text = rect.adjusted(theme.px(8), theme.px(5), -theme.px(34), -theme.px(5))
        icons.paint(painter, mark, row.icon, "on_soft" if chosen and row.colour == "muted" else row.colour)
        half = text.height() // 2
        for place, words, size, weight, colour in (
            (QRect(text.x(), text.y(), text.width(), half), row.title, Size.BODY, Weight.MEDIUM, "text"),
            (
                QRect(text.x(), text.y() + half, text.width(), half),
                row.stands,
                Size.SMALL,
                Weight.REGULAR,
                "muted",
            ),
        ):
            painter.setFont(fonts.font(size, weight))
            painter.setPen(QColor(theme.colour("on_soft" if chosen else colour)))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, _BEGINNING, shown)
        painter.restore()
