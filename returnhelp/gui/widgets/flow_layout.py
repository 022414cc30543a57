"""A layout that sets its widgets one after another and goes on in the next line."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Sets widgets in lines as words are set, from the side where reading begins."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, *, fill: bool = False) -> None:
        """With ``fill`` the last widget takes what is left of its line."""
        super().__init__(parent)
        self._fill = fill
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insertWidget(self, at: int, widget: QWidget) -> None:
        """Put a widget before the one that stands there."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._set(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._set(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _set(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        x, y, height, gap = inner.x(), inner.y(), 0, self.spacing()
        turned = QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            last = self._fill and item is self._items[-1]
            width = min((item.minimumSize() if last else hint).width(), inner.width())
            if x > inner.x() and x + width > inner.right() + 1:
                x, y, height = inner.x(), y + height + gap, 0
            if last:
                width = inner.right() + 1 - x
            if move:
                left = inner.x() + inner.right() + 1 - x - width if turned else x
                item.setGeometry(QRect(QPoint(left, y), QSize(width, hint.height())))
            x, height = x + width + gap, max(height, hint.height())
        return y + height - rect.y() + margins.bottom()
