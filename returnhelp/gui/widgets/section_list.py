"""The parts of a page by name, with a mark where something is missing."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n.catalogs import _, ngettext

Index = QModelIndex | QPersistentModelIndex


class Mark(StrEnum):
    """What is to be known of a section before it is opened."""

    NONE = "none"
    MISSING = "missing"
    WRONG = "wrong"
    DONE = "done"


@dataclass(frozen=True)
class Section:
    """A part of a page: its key, its name, its mark, and how many (things in it, or missing ones)."""

    key: str
    label: str
    mark: Mark = Mark.NONE
    count: int = 0
    heading: str = ""
    """What stands above it: the name of the group that begins with it; empty inside a group."""


_BEGINNING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)  # Qt itself turns it
_ROLE = Qt.ItemDataRole.UserRole


class SectionList(QListView):
    """A list of sections; the chosen one is told at once, by mouse and keys alike."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Sections(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        dress(self, Look.PLAIN)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.px(168))
        self.selectionModel().currentChanged.connect(self._chosen)

    def set_sections(self, sections: list[Section]) -> None:
        """Show these; the chosen one stays chosen."""
        kept = self.section()
        blocked = self.selectionModel().blockSignals(True)
        self._model.set(sections)
        self.selectionModel().blockSignals(blocked)
        self.choose(kept or (sections[0].key if sections else ""), quietly=bool(kept))

    def section(self) -> str:
        """The key of the chosen section; empty without one."""
        index = self.currentIndex()
        return str(index.data(_ROLE).key) if index.isValid() else ""

    def offers(self, key: str) -> bool:
        """Whether a section is in the list."""
        return self._model.row_of(key) >= 0

    def choose(self, key: str, *, quietly: bool = False) -> None:
        """Choose a section by its key."""
        row = self._model.row_of(key)
        if row < 0:
            return
        blocked = self.selectionModel().blockSignals(quietly)
        self.setCurrentIndex(self._model.index(row))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.section_chosen.emit(index.data(_ROLE).key)


class _Sections(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sections: list[Section] = []

    def set(self, sections: list[Section]) -> None:
        if [one.key for one in sections] == [one.key for one in self._sections]:
            self._sections = list(sections)
            if sections:
                self.dataChanged.emit(self.index(0), self.index(len(sections) - 1))
            return
        self.beginResetModel()
        self._sections = list(sections)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        return next((row for row, one in enumerate(self._sections) if one.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._sections)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        section = self._sections[index.row()]
        if role == _ROLE:
            return section
        if role == Qt.ItemDataRole.DisplayRole:
            return section.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return _told(section)
        return None


def _above(section: Section, row: int) -> int:
    """How much room the heading of a group takes above its first section."""
    return theme.px(22 if row == 0 else 30) if section.heading else 0


def _told(section: Section) -> str:
    match section.mark:
        case Mark.MISSING:
            missing = ngettext("{count} missing", "{count} missing", section.count).format(count=section.count)
            return f"{section.label}, {missing}"
        case Mark.WRONG:
            return _("{section}, something is wrong").format(section=section.label)
        case Mark.DONE:
            return _("{section}, complete").format(section=section.label)
        case Mark.NONE:
            return f"{section.label}, {section.count}" if section.count else section.label


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - the section decides
        return QSize(theme.px(120), theme.px(32) + _above(index.data(_ROLE), index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        section: Section = index.data(_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        above = _above(section, index.row())
        rect: QRect = option.rect.adjusted(2, 1 + above, -2, -1)
        painter.save()
        if above:
            self._paint_heading(painter, option.rect, section.heading, above)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or over:
            painter.setPen(QPen(QColor(theme.colour("focus")), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("soft" if chosen else "hover")))
            painter.drawRoundedRect(rect, 6, 6)
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        text = rect.adjusted(theme.px(10), 0, -theme.px(34), 0)
        mark = QRect(rect.right() - theme.px(28), rect.y(), theme.px(20), rect.height())
        if turned:
            text = rect.adjusted(theme.px(34), 0, -theme.px(10), 0)
            mark.moveLeft(rect.left() + theme.px(8))
        painter.setFont(fonts.font(Size.BODY, Weight.MEDIUM if chosen else Weight.REGULAR))
        painter.setPen(QColor(theme.colour("on_soft" if chosen else "text")))
        label = painter.fontMetrics().elidedText(section.label, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, _BEGINNING, label)
        self._paint_mark(painter, mark, section)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: str, height: int) -> None:
        line = QRect(rect.left() + theme.px(12), rect.top(), rect.width() - theme.px(24), height - theme.px(2))
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
        painter.setPen(QColor(theme.colour("muted")))
        at = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        painter.drawText(line, at, painter.fontMetrics().elidedText(heading, Qt.TextElideMode.ElideRight, line.width()))

    def _paint_mark(self, painter: QPainter, rect: QRect, section: Section) -> None:
        side = theme.px(16)
        icon = QRect(rect.center().x() - side // 2, rect.center().y() - side // 2, side, side)
        match section.mark:
            case Mark.MISSING:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.colour("warning_ground")))
                plate = QRect(rect.left(), rect.center().y() - theme.px(9), rect.width(), theme.px(18))
                painter.drawRoundedRect(plate, 9, 9)
                painter.setPen(QColor(theme.colour("warning")))
                painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
                painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), str(section.count or "!"))
            case Mark.WRONG:
                icons.paint(painter, icon, "warning-circle-fill", "error")
            case Mark.DONE:
                icons.paint(painter, icon, "check", "success")
            case Mark.NONE if section.count:
                painter.setPen(QColor(theme.colour("muted")))
                painter.setFont(fonts.font(Size.SMALL))
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(section.count))
            case Mark.NONE:
                pass
