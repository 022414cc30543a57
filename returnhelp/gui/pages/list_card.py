"""A card of short lines: each says one thing, leads somewhere, and can be ticked off where it stands."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.theme import Look, dress
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import _, ngettext

_MOST_LINES = 4  # of a text that is wrapped
_SIDE = 10


@dataclass(frozen=True)
class Act:
    """A small button at the end of a line."""

    icon: str
    words: str
    do: Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One line: a title with a quieter line under it, and at its end how much or when."""

    key: Hashable
    title: str
    second: str = ""
    end: str = ""
    end_second: str = ""
    end_colour: str = "muted"
    icon: str = ""
    icon_colour: str = "muted"
    go: Callable[[], object] | None = None
    tick: Callable[[], object] | None = None
    acts: tuple[Act, ...] = ()
    share: float | None = None
    """Drawn as a bar under the line: this much of the whole."""
    wrapped: bool = False


class LineCard(QFrame):
    """Shows the first few of its lines, and the rest on request; Up and Down go from line to line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()
        self._rows: list[_Row] = []
        self._first = 6
        self._total = 0
        self._all: Callable[[], object] | None = None
        self._opened = False
        dress(self, Look.CARD)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._heading = dress(QLabel(), Look.HEADING)
        self._heading.setWordWrap(True)
        self._badge = dress(QLabel(), Look.BADGE)
        self._nothing = dress(QLabel(), Look.NOTE)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(theme.px(_SIDE), 0, theme.px(_SIDE), theme.px(8))
        self._more = dress(QPushButton(), Look.LINK)
        self._more.clicked.connect(self._show_more)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(_SIDE), theme.px(4), theme.px(_SIDE), theme.px(4))
        head.addWidget(self._heading, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 8, 6, 8)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lines(
        self,
        heading: str,
        lines: Sequence[Line],
        *,
        total: int = 0,
        first: int = 6,
        badge: tuple[str, str] | None = None,
        nothing: str = "",
        show_all: Callable[[], object] | None = None,
    ) -> None:
        """Show these, the ``first`` of them at once; without any, say ``nothing`` or hide the card.

        ``badge`` is a word beside the heading and its kind (error, warning, success, quiet). ``total`` is how many
        there are beyond the lines; ``show_all`` leads to all of them.
        """
        kept = self._focused()
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        self._badge.setVisible(badge is not None)
        if badge is not None:
            self._badge.setText(badge[0])
            self._badge.setProperty("kind", badge[1])
            self._badge.style().unpolish(self._badge)
            self._badge.style().polish(self._badge)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not lines and bool(nothing))
        self._lines, self._first, self._all = lines, first, show_all
        self._total = max(total, len(lines))
        self._draw()
        self.setVisible(bool(lines or nothing))
        if kept is not None:
            self._focus_again(*kept)

    def lines(self) -> list[Line]:
        """The lines that are shown."""
        return [row.line for row in self._rows]

    def row(self, key: Hashable) -> "_Row":
        """The widgets of a line; raises LookupError for one that is not shown."""
        for row in self._rows:
            if row.line.key == key:
                return row
        raise LookupError(key)

    def heading(self) -> str:
        return self._heading.text()

    def badge(self) -> str:
        """The word beside the heading; empty without one."""
        return "" if self._badge.isHidden() else self._badge.text()

    def more_button(self) -> QPushButton:
        """The button that shows the rest."""
        return self._more

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = self._focused()
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        at = focused[1] + step
        if 0 <= at < len(self._rows):
            self._rows[at].take_focus(focused[2])
        elif at == len(self._rows) and self._more.isVisible():
            self._more.setFocus()
        else:
            super().keyPressEvent(event)

    def _draw(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = self._lines if self._opened else self._lines[: self._first]
        self._rows = [_Row(line) for line in shown]
        for at, row in enumerate(self._rows, start=1):
            self._column.insertWidget(at, row)
        before: QWidget | None = None
        for row in self._rows:
            before = row.order_after(before)
        if before is not None:
            QWidget.setTabOrder(before, self._more)
        more = len(self._lines) - len(shown)
        if more:
            self._more.setText(ngettext("Show {count} more", "Show {count} more", more).format(count=more))
        else:
            self._more.setText(_("Show all {count}").format(count=formats.number(self._total)))
        self._more.setVisible(bool(more) or (self._all is not None and self._total > len(self._lines)))

    def _show_more(self) -> None:
        at = len(self._rows)
        if at == len(self._lines):
            if self._all is not None:
                self._all()
            return
        self._opened = True
        self._draw()
        self._rows[at].take_focus("line")

    def _focused(self) -> tuple[Hashable, int, str] | None:
        for at, row in enumerate(self._rows):
            if part := row.focused_part():
                return row.line.key, at, part
        return None

    def _focus_again(self, key: Hashable, at: int, part: str) -> None:
        same = next((row for row in self._rows if row.line.key == key), None)
        if same is None and self._rows:
            same = self._rows[min(at, len(self._rows) - 1)]
        if same is not None:
            same.take_focus(part)


class _Row(QWidget):
    """A line with its tick before it and its small buttons behind it."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.tick: QCheckBox | None = None
        if line.tick is not None:
            self.tick = QCheckBox()
            self.tick.setAccessibleName(_("Done: {title}").format(title=line.title))
            self.tick.setToolTip(_("Tick off as done"))
            self.tick.clicked.connect(partial(self._ticked, line.tick))
            row.addSpacing(theme.px(6))
            row.addWidget(self.tick)
        self.words = _Words(line)
        row.addWidget(self.words, 1)
        self.buttons: list[QToolButton] = []
        for act in line.acts:
            button = QToolButton()
            button.setIcon(icons.icon(act.icon))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
            button.setToolTip(act.words)
            button.setAccessibleName(f"{act.words}: {line.title}")
            button.clicked.connect(partial(self._acted, act.do))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop if line.wrapped else Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(button)

    def order_after(self, before: QWidget | None) -> QWidget:
        """Set the order of the Tab key; answers the last one."""
        for widget in (self.tick, self.words, *self.buttons):
            if widget is not None:
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget
        assert before is not None
        return before

    def focused_part(self) -> str:
        """Which part of it has the focus: tick, line or act."""
        if self.tick is not None and self.tick.hasFocus():
            return "tick"
        if self.words.hasFocus():
            return "line"
        return "act" if any(button.hasFocus() for button in self.buttons) else ""

    def take_focus(self, part: str) -> None:
        """Give the focus to that part, or else to the line."""
        if part == "tick" and self.tick is not None:
            self.tick.setFocus()
        elif part == "act" and self.buttons:
            self.buttons[0].setFocus()
        else:
            self.words.setFocus()

    def _ticked(self, done: Callable[[], object], *_checked: bool) -> None:
        self.words.setEnabled(False)
        done()

    def _acted(self, do: Callable[[], object], *_checked: bool) -> None:
        do()


class _Words(QAbstractButton):
    """The line itself, drawn as one thing."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if line.go is not None else Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if line.go is not None:
            self.clicked.connect(self._go)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(line.wrapped)
        self.setSizePolicy(policy)
        said = (line.title, line.second, line.end, line.end_second)
        self.setText(line.title)
        self.setAccessibleName(", ".join(part for part in said if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the card moves on; a button would leave it
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.heightForWidth(theme.px(320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.heightForWidth(max(self.width(), theme.px(160))))

    def hasHeightForWidth(self) -> bool:
        return self._line.wrapped

    def heightForWidth(self, width: int) -> int:
        plain, small = QFontMetrics(fonts.font()), QFontMetrics(fonts.font(Size.SMALL))
        height = plain.lineSpacing()
        if self._line.wrapped:
            room = QRect(0, 0, width - 2 * theme.px(_SIDE) - self._icon_width(), 10_000)
            needed = plain.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._line.title).height()
            height = min(needed, _MOST_LINES * plain.lineSpacing())
        if self._line.second or self._line.end_second:
            height += small.lineSpacing()
        if self._line.share is not None:
            height += theme.px(6)
        return height + theme.px(10)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip():
            self.setToolTip("\n".join(part for part in (self._line.title, self._line.second) if part))
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._line
        over = line.go is not None and self.underMouse() and self.isEnabled()
        if over or self.hasFocus():
            painter.setPen(QPen(QColor(theme.colour("focus")), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("hover")) if over else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        near, far = self._near(), theme.px(_SIDE)
        inner = self.rect().adjusted(far if turned else near, theme.px(5), -near if turned else -far, -theme.px(5))
        if line.share is not None:
            inner.adjust(0, 0, 0, -theme.px(6))
            self._draw_bar(painter, inner, turned=turned)
        if line.icon:
            side = theme.px(18)
            icon = QRect(inner.left(), inner.top() + theme.px(1), side, side)
            if turned:
                icon.moveRight(inner.right())
            icons.paint(painter, icon, line.icon, line.icon_colour if self.isEnabled() else "disabled")
            inner.adjust(0 if turned else self._icon_width(), 0, -self._icon_width() if turned else 0, 0)
        inner = self._draw_end(painter, inner, turned=turned)
        self._draw_words(painter, inner)

    def _near(self) -> int:
        """The room before the words; a tick has its own."""
        return theme.px(_SIDE if self._line.tick is None else 8)

    def _icon_width(self) -> int:
        return theme.px(28) if self._line.icon else 0

    def _draw_words(self, painter: QPainter, inner: QRect) -> None:
        line = self._line
        side = Qt.AlignmentFlag.AlignLeft  # the painter turns it where reading begins at the right
        ink = "text" if self.isEnabled() else "disabled"
        small = QFontMetrics(fonts.font(Size.SMALL))
        font = fonts.font()
        if not self.isEnabled():
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(QColor(theme.colour(ink)))
        if line.wrapped:
            room = inner.adjusted(0, 0, 0, -small.lineSpacing() if line.second else 0)
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), line.title)
            second = QRect(inner.left(), room.bottom() + 1, inner.width(), small.lineSpacing())
        else:
            height = painter.fontMetrics().lineSpacing()
            first = QRect(inner.left(), inner.top(), inner.width(), height)
            if not line.second:
                first = inner
            shown = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(first, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
            second = QRect(inner.left(), first.bottom() + 1, inner.width(), small.lineSpacing())
        if line.second:
            painter.setFont(fonts.font(Size.SMALL))
            painter.setPen(QColor(theme.colour("muted" if self.isEnabled() else "disabled")))
            shown = small.elidedText(line.second, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(second, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _draw_end(self, painter: QPainter, inner: QRect, *, turned: bool) -> QRect:
        """Draw what stands at the end; answers the room that is left."""
        line = self._line
        if not line.end and not line.end_second:
            return inner
        strong, small = fonts.font(Size.BODY, Weight.MEDIUM), fonts.font(Size.SMALL)
        width = max(
            QFontMetrics(strong).horizontalAdvance(line.end), QFontMetrics(small).horizontalAdvance(line.end_second)
        )
        width = min(width + 2, inner.width() // 2)
        side = Qt.AlignmentFlag.AlignRight  # turned by the painter
        left = inner.left() if turned else inner.right() - width + 1
        height = QFontMetrics(strong).lineSpacing()
        two = bool(line.second or line.end_second) and not line.wrapped
        first = QRect(left, inner.top(), width, height if two or line.wrapped else inner.height())
        painter.setFont(strong)
        painter.setPen(QColor(theme.colour(line.end_colour if self.isEnabled() else "disabled")))
        shown = QFontMetrics(strong).elidedText(line.end, Qt.TextElideMode.ElideRight, width)
        painter.drawText(first, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        if line.end_second:
            painter.setFont(small)
            painter.setPen(QColor(theme.colour("muted")))
            second = QRect(left, first.bottom() + 1, width, QFontMetrics(small).lineSpacing())
            shown = QFontMetrics(small).elidedText(line.end_second, Qt.TextElideMode.ElideRight, width)
            painter.drawText(second, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        gap = theme.px(12)
        return inner.adjusted(width + gap if turned else 0, 0, 0 if turned else -width - gap, 0)

    def _draw_bar(self, painter: QPainter, inner: QRect, *, turned: bool) -> None:
        track = QRect(inner.left(), inner.bottom() + theme.px(3), inner.width(), theme.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour("line")))
        painter.drawRoundedRect(track, 2, 2)
        filled = QRect(track)
        filled.setWidth(max(theme.px(4), round(track.width() * (self._line.share or 0))))
        if turned:
            filled.moveRight(track.right())
        painter.setBrush(QColor(theme.colour("accent")))
        painter.drawRoundedRect(filled, 2, 2)

    def _go(self) -> None:
        if self._line.go is not None:
            self._line.go()
