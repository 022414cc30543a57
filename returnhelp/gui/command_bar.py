"""The search on top of the window: finds people, cases and commands, and goes there without the mouse."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from returnhelp.domain.names import fold
from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.page import Hit
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n.catalogs import _

Index = QModelIndex | QPersistentModelIndex

_HIT = Qt.ItemDataRole.UserRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_BEGINNING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)  # Qt itself turns it
_MOST_COMMANDS = 6
_WIDTH = 560


class CommandBar(QLineEdit):
    """One line; what it finds lies under it. Down and Up choose, Enter goes, Esc gives the focus back."""

    typed = Signal(str)
    """What to look for; answer with ``show_found``."""
    gone_to = Signal(object)
    """A person chose this Hit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands: Callable[[], Sequence[Hit]] = tuple
        self._found: Sequence[Hit] = ()
        self._waiting = ""  # what was typed when Enter was quicker than the answer
        self._before: QWidget | None = None
        self._list = _Answers(self)
        self._list.chosen.connect(self._go)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._search)
        self.addAction(icons.icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaximumWidth(theme.px(_WIDTH))
        self.setMinimumWidth(theme.px(200))
        self.textEdited.connect(lambda _text: self._soon.start())
        self._retranslate()

    def offer_commands(self, commands: Callable[[], Sequence[Hit]]) -> None:
        """Offer what this answers beside what is found; it is asked at each search."""
        self._commands = commands

    def begin(self) -> None:
        """Take the focus; Esc gives it back."""
        if not self.hasFocus():
            self._before = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_found(self, typed: str, hits: Sequence[Hit]) -> None:
        """Show what was found, unless something else has been typed meanwhile."""
        if typed == self.text().strip():
            self._found = hits
            self._list.show_hits([*hits, *self._matching(typed)], typed)
            if self._waiting == typed and hits:
                self._go(hits[0])

    def answers(self) -> list[Hit]:
        """What is shown under the line."""
        return self._list.hits() if self._list.isVisible() else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._list.isVisible():
            self._list.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down:
            self._search()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._soon.isActive():
                self._soon.stop()
                self._search()
            if (hit := self._list.hit()) is not None and self._list.isVisible():
                self._go(hit)
            else:
                self._waiting = self.text().strip()  # Enter was quicker than the answer: go when it comes
        else:
            self._waiting = ""
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.text().strip():
            self._search()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._list.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setPlaceholderText(_("Search people, cases and commands  (Ctrl+K)"))
        self.setAccessibleName(_("Search people, cases and commands"))

    def _search(self) -> None:
        typed = self.text().strip()
        if not typed:
            self._found = ()
            self._list.show_hits(self._matching(""), "")
            return
        commands = self._matching(typed)
        if commands and not self._found:
            self._list.show_hits(commands, typed)
        self.typed.emit(typed)

    def _matching(self, typed: str) -> list[Hit]:
        words = fold(typed).split()
        found = [
            hit
            for hit in self._commands()
            if all(any(part.startswith(word) for part in fold(hit.title).split()) for word in words)
        ]
        return found[:_MOST_COMMANDS] if typed else found[:12]

    def _go(self, hit: Hit) -> None:
        self._list.hide()
        self.clear()
        self._found = ()
        self._waiting = ""
        self.clearFocus()
        self.gone_to.emit(hit)

    def _leave(self) -> None:
        self._list.hide()
        self.clear()
        self._found = ()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.clearFocus()
        self._before = None


class _Answers(QFrame):
    """The list under the line; it floats over the page and never takes the focus."""

    chosen = Signal(object)

    def __init__(self, line: CommandBar) -> None:
        super().__init__(line)
        self._line = line
        self._moved = False  # by the keys: what was chosen so stays chosen when more is found
        self.setProperty("floating", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = QStandardItemModel(self)
        self._view = QListView()
        dress(self._view, Look.PLAIN)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setModel(self._model)
        self._view.setItemDelegate(_HitPainter(self._view))
        self._view.setMouseTracking(True)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self._view)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], typed: str) -> None:
        kept = self.hit() if self._moved else None
        self._moved = False
        self._model.clear()
        group = None
        for hit in hits or [Hit("", _("Nothing found for “{text}”").format(text=typed), icon="magnifying-glass")]:
            item = QStandardItem(hit.title)
            item.setData(hit, _HIT)
            item.setData(hit.group != group and bool(hit.group), _HIT + 1)
            item.setEnabled(bool(hits))
            item.setData(", ".join(part for part in (hit.group, hit.title, hit.detail) if part), _SPOKEN)
            group = hit.group
            self._model.appendRow(item)
        row = next((row for row, hit in enumerate(hits) if hit == kept), 0)
        self._moved = bool(hits) and hits[row] == kept
        if hits:
            self._view.setCurrentIndex(self._model.index(row, 0))
        self._place()
        self.show()
        self.raise_()

    def hits(self) -> list[Hit]:
        return [
            self._model.item(row).data(_HIT)
            for row in range(self._model.rowCount())
            if self._model.item(row).isEnabled()
        ]

    def hit(self) -> Hit | None:
        index = self._view.currentIndex()
        found = index.data(_HIT) if index.isValid() and self.isVisible() else None
        return found if isinstance(found, Hit) else None

    def move_by(self, step: int) -> None:
        count = self._model.rowCount()
        self._moved = True
        if count:
            row = (self._view.currentIndex().row() + step) % count
            self._view.setCurrentIndex(self._model.index(row, 0))
            self._line.setAccessibleDescription(str(self._model.item(row).data(_SPOKEN)))

    def _clicked(self, index: QModelIndex) -> None:
        if isinstance(hit := index.data(_HIT), Hit) and self._model.item(index.row()).isEnabled():
            self.chosen.emit(hit)

    def _place(self) -> None:
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        heights = sum(self._view.sizeHintForRow(row) for row in range(self._model.rowCount()))
        below = self._line.mapTo(window, QPoint(0, self._line.height() + 4))
        width = max(self._line.width(), theme.px(420))
        left = max(8, min(below.x(), window.width() - width - 8))
        self.setGeometry(QRect(left, below.y(), width, min(heights + 16, window.height() - below.y() - 24)))


class _HitPainter(QStyledItemDelegate):
    """Draws an answer: icon, title, a quieter line; over the first of a group the group's name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - the width is the list's
        hit = index.data(_HIT)
        tall = 44 if isinstance(hit, Hit) and hit.detail else 32
        return QSize(theme.px(200), theme.px(tall + (24 if index.data(_HIT + 1) else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(_HIT)
        if not isinstance(hit, Hit):
            return
        rect: QRect = option.rect
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(_HIT + 1):
            head = QRect(rect.left() + theme.px(8), rect.top(), rect.width() - theme.px(16), theme.px(24))
            painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
            painter.setPen(QColor(theme.colour("muted")))
            painter.drawText(head, _BEGINNING, hit.group)
            rect = rect.adjusted(0, theme.px(24), 0, 0)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.setPen(QPen(QColor(theme.colour("focus")), 1) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("soft" if chosen else "hover")))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        icon = QRect(rect.left() + theme.px(10), rect.center().y() - theme.px(9), theme.px(18), theme.px(18))
        text = rect.adjusted(theme.px(38), theme.px(4), -theme.px(10), -theme.px(4))
        if turned:
            icon.moveRight(rect.right() - theme.px(10))
            text = rect.adjusted(theme.px(10), theme.px(4), -theme.px(38), -theme.px(4))
        icons.paint(painter, icon, hit.icon, "on_soft" if chosen else "muted")
        first = text if not hit.detail else QRect(text.left(), text.top(), text.width(), text.height() // 2)
        self._line(painter, first, hit.title, fonts.font(), "text")
        if hit.detail:
            second = QRect(text.left(), text.top() + text.height() // 2, text.width(), text.height() // 2)
            self._line(painter, second, hit.detail, fonts.font(Size.SMALL), "muted")
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(theme.colour(colour)))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _BEGINNING, shown)
