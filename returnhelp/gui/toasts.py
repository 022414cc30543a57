"""Short words that something is done, at the window's edge, never over what is being typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from returnhelp.gui import theme
from returnhelp.gui.desk import Toast
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.gui.widgets.message_bar import ICONS

_SHOWN = 6_000  # milliseconds; longer while the mouse or the focus is on it
_SHOWN_WITH_ACT = 10_000
_MOST = 3
_EDGE = 16


class Toasts(QObject):
    """Stacks the newest few in a corner of a widget; F6 goes to the newest one's button."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._shown: list[_Plate] = []
        self._main_buttons: list[QRect] = []
        """Where the main buttons are as the newest one comes up."""
        host.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._place)  # type: ignore[union-attr]  # there is one

    def show(self, toast: Toast) -> None:
        """Show one; the oldest gives way when there are too many."""
        buttons = self._host.findChildren(QPushButton)
        main = [one for one in buttons if one.property("look") == Look.PRIMARY and one.isVisible()]
        self._main_buttons = [self._around(one) for one in main]
        plate = _Plate(toast, self._host)
        plate.gone.append(lambda: self._forget(plate))
        self._shown.append(plate)
        while len(self._shown) > _MOST:
            self._shown[0].go()
        plate.show()
        plate.raise_()
        self._place()
        QAccessible.updateAccessibility(QAccessibleEvent(plate, QAccessible.Event.Alert))

    def texts(self) -> list[str]:
        """What is being said, the newest last."""
        return [plate.text for plate in self._shown]

    def newest_button(self) -> QPushButton | None:
        """The button of the newest one that has any."""
        return next((plate.button for plate in reversed(self._shown) if plate.button.isVisibleTo(plate)), None)

    def clear(self) -> None:
        """Take all away; the window is being locked."""
        for plate in list(self._shown):
            plate.go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _forget(self, plate: "_Plate") -> None:
        if plate in self._shown:
            self._shown.remove(plate)
        self._place()

    def _place(self) -> None:
        if not self._shown:
            return
        sizes = [plate.sizeHint() for plate in self._shown]
        width = max(size.width() for size in sizes)
        height = sum(size.height() + 8 for size in sizes) - 8
        corner = self._free_corner(width, height)
        y = corner.y()
        for plate, size in zip(self._shown, sizes, strict=True):
            x = corner.x() if self._to_the_left(corner) else corner.x() + width - size.width()
            plate.setGeometry(QRect(QPoint(x, y), size))
            y += size.height() + 8

    def _to_the_left(self, corner: QPoint) -> bool:
        return corner.x() < self._host.width() // 4

    def _free_corner(self, width: int, height: int) -> QPoint:
        """The first corner that hides neither what is being typed in nor a main button, or at least not the first."""
        edge = theme.px(_EDGE)
        near, far = edge, self._host.width() - width - edge
        if self._host.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            near, far = far, near
        low, high = self._host.height() - height - edge, edge + theme.px(48)
        corners = [QPoint(far, low), QPoint(far, high), QPoint(near, low), QPoint(near, high)]
        typed_in = self._typed_in()
        for kept_free in ([typed_in, *self._main_buttons], [typed_in]):
            for corner in corners:
                if not any(QRect(corner.x(), corner.y(), width, height).intersects(one) for one in kept_free):
                    return corner
        return corners[0]

    def _typed_in(self) -> QRect:
        focused = QApplication.focusWidget()
        if focused is None or not self._host.isAncestorOf(focused) or isinstance(focused.parent(), _Plate):
            return QRect()
        return self._around(focused)

    def _around(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._host, QPoint()), widget.size()).adjusted(-8, -8, 8, 8)


class _Plate(QFrame):
    def __init__(self, toast: Toast, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("floating", True)
        self.text = toast.text
        self.gone: list[Callable[[], object]] = []
        self._act = toast.act
        label = QLabel(toast.text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = dress(QPushButton(toast.action), Look.LINK)
        self.button.clicked.connect(self._acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(name=ICONS[toast.kind], colour=toast.kind.value))
        row.addWidget(label)
        row.addWidget(self.button)
        self.button.setHidden(not toast.action)
        self.setAccessibleName(toast.text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_WITH_ACT if toast.action else _SHOWN)
        self._timer.timeout.connect(self._expire)
        self._timer.start()

    def go(self) -> None:
        self._timer.stop()
        self.hide()
        for told in self.gone:
            told()
        self.deleteLater()

    def _expire(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._timer.start()
        else:
            self.go()

    def _acted(self) -> None:
        act = self._act
        self.go()
        if act is not None:
            act()
