"""The rail at the window's side: where one can go."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight

_WIDTH = 88


class RailButton(QAbstractButton):
    """An icon over one or two lines of words."""

    def __init__(self, key: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._icon = icon
        self._badge = 0
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_badge(self, count: int) -> None:
        """Show how many things wait there; 0 shows none."""
        self._badge = count
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(fonts.font(Size.SMALL, Weight.MEDIUM))
        words = metrics.boundingRect(QRect(0, 0, theme.px(_WIDTH - 12), 999), _WRAP, self.text())
        lines = min(2, max(1, round(words.height() / metrics.lineSpacing())))
        return QSize(theme.px(_WIDTH), theme.px(38) + lines * metrics.lineSpacing() + theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, over = self.isChecked(), self.underMouse()
        if chosen or over or self.hasFocus():
            painter.setPen(QPen(QColor(theme.colour("focus")), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            ground = "soft" if chosen else "hover" if over else "rail"
            painter.setBrush(QColor(theme.colour(ground)))
            painter.drawRoundedRect(self.rect().adjusted(5, 2, -5, -2), 8, 8)
        ink = "on_soft" if chosen else "text" if over else "muted"
        side = theme.px(22)
        at = QRect((self.width() - side) // 2, theme.px(9), side, side)
        icons.paint(painter, at, f"{self._icon}-fill" if chosen else self._icon, ink)
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG if chosen else Weight.MEDIUM))
        painter.setPen(QColor(theme.colour(ink)))
        words = QRect(theme.px(6), at.bottom() + theme.px(4), self.width() - theme.px(12), self.height())
        painter.drawText(words, _WRAP, self.text())
        if self._badge:
            self._draw_badge(painter, at)

    def _draw_badge(self, painter: QPainter, icon: QRect) -> None:
        said = str(self._badge) if self._badge < 100 else "99+"
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
        width = max(theme.px(18), painter.fontMetrics().horizontalAdvance(said) + theme.px(8))
        plate = QRect(icon.right() - theme.px(4), icon.top() - theme.px(4), width, theme.px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour("accent")))
        painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
        painter.setPen(QColor(theme.colour("on_accent")))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), said)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()


_WRAP = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class Rail(QWidget):
    """One button a page; Up and Down go along it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(button.key))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)

    def add(self, key: str, icon: str) -> RailButton:
        """Add a place to go."""
        button = RailButton(key, icon)
        self._group.addButton(button)
        self._column.insertWidget(self._column.count() - 1, button)
        return button

    def clear(self) -> None:
        """Take all places away."""
        for button in self.buttons():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()

    def buttons(self) -> list[RailButton]:
        return [button for button in self._group.buttons() if isinstance(button, RailButton)]

    def choose(self, key: str) -> None:
        """Show where one is; an unknown key shows none."""
        self._group.setExclusive(False)
        for button in self.buttons():
            button.setChecked(button.key == key)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        buttons = self.buttons()
        at = next((at for at, button in enumerate(buttons) if button.hasFocus()), -1)
        if step and at >= 0:
            buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            buttons[at].click()
        else:
            super().keyPressEvent(event)
