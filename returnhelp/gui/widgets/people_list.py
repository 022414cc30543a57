"""A few people, each with a quieter second line and a mark where something of theirs is missing."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n.catalogs import _

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole
# The painter turns it round where one reads from the right.
_BEGINNING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class PersonLine:
    """One person: number, name, what is known shortly, what is missing of them."""

    id: int
    name: str
    detail: str = ""
    missing: str = ""
    quiet: bool = False  # has left, or does not travel

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.name, self.detail, self.missing) if part)


class PeopleList(QListView):
    """The chosen person is told at once, by mouse and keys alike."""

    person_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Lines(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        dress(self, Look.PLAIN)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._chosen)

    def set_lines(self, lines: list[PersonLine]) -> None:
        """Show these people; the chosen one stays chosen, else the first is."""
        kept = self.person()
        blocked = self.selectionModel().blockSignals(True)
        self._model.set(lines)
        self.selectionModel().blockSignals(blocked)
        if (kept is None or not self.choose(kept, quietly=True)) and lines:
            self.choose(lines[0].id)

    def lines(self) -> list[PersonLine]:
        return list(self._model.lines)

    def person(self) -> int | None:
        """The number of the chosen person."""
        index = self.currentIndex()
        return self._model.lines[index.row()].id if index.isValid() else None

    def choose(self, number: int, *, quietly: bool = False) -> bool:
        """Choose a person; False when they are not shown."""
        row = next((row for row, line in enumerate(self._model.lines) if line.id == number), -1)
        if row < 0:
            return False
        blocked = self.selectionModel().blockSignals(quietly)
        self.setCurrentIndex(self._model.index(row))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        return True

    def _chosen(self, index: QModelIndex) -> None:
        self.viewport().update()
        if index.isValid():
            self.person_chosen.emit(self._model.lines[index.row()].id)


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[PersonLine] = []

    def set(self, lines: list[PersonLine]) -> None:
        if [one.id for one in lines] == [one.id for one in self.lines]:
            self.lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == _ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.spoken
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all are alike
        return QSize(theme.px(120), theme.px(48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: PersonLine = index.data(_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or over:
            painter.setPen(QPen(QColor(theme.colour("focus")), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("soft" if chosen else "hover")))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(theme.px(10), theme.px(4), -theme.px(8), -theme.px(4))
        if line.missing:
            side = theme.px(16)
            at = QRect(inner.right() - side, inner.center().y() - side // 2, side, side)
            if turned:
                at.moveLeft(inner.left())
                inner.setLeft(at.right() + theme.px(4))
            else:
                inner.setRight(at.left() - theme.px(4))
            icons.paint(painter, at, "warning", "warning")
        first = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        second = first.translated(0, first.height())
        colour = "muted" if line.quiet else "on_soft" if chosen else "text"
        for text, where, font, ink in (
            (line.name, first, fonts.font(Size.BODY, Weight.MEDIUM), colour),
            (line.detail, second, fonts.font(Size.SMALL), "muted"),
        ):
            painter.setFont(font)
            painter.setPen(QColor(theme.colour(ink)))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
            painter.drawText(where, _BEGINNING, shown)
        painter.restore()


def missing_of(*what: str) -> str:
    """The words for what is missing of a person; empty when nothing is."""
    return _("missing: {what}").format(what=", ".join(what)) if what else ""
