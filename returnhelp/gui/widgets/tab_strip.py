"""The tabs over a page: the page of the rail first, then what was opened beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from returnhelp.gui import icons


class TabStrip(QTabBar):
    """Shown as soon as there is more than the page of the rail; that one cannot be closed or moved."""

    close_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(True)
        self.setTabsClosable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tabCloseRequested.connect(self._close)
        self.hide()

    def put(self, at: int, text: str, icon: str) -> None:
        """Set the tab at a place, or a new one behind the last."""
        if at >= self.count():
            at = self.addTab(text)
        self.setTabText(at, text.replace("&", "&&"))
        self.setTabIcon(at, icons.icon(icon, "muted"))
        self.setTabToolTip(at, text)
        if at == 0:
            self.setTabButton(0, QTabBar.ButtonPosition.RightSide, None)
            self.setTabButton(0, QTabBar.ButtonPosition.LeftSide, None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self._close(self.tabAt(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self.setVisible(self.count() > 1)

    def tabRemoved(self, index: int) -> None:
        super().tabRemoved(index)
        self.setVisible(self.count() > 1)

    def _close(self, at: int) -> None:
        if at > 0:
            self.close_wanted.emit(at)
