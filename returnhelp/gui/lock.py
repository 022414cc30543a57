"""Notices that nobody is at the desk any more."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
    }
)
_LOOK_EVERY = 5_000  # milliseconds


class IdleWatch(QObject):
    """Tells when keys and mouse have rested for so long, by the wall's clock: sleep of the machine counts too.

    It listens at the windows and not at the program, where every event of every widget would pass by.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        self._seconds = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._listen)

    def start(self, minutes: float) -> None:
        """Watch from now on."""
        self._seconds = minutes * 60
        self._last = self._clock()
        for window in QGuiApplication.topLevelWindows():
            self._listen(window)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def watching(self) -> bool:
        return self._timer.isActive()

    def look(self) -> None:
        """Tell if it has been long enough."""
        if self.watching() and self._clock() - self._last >= self._seconds:
            self.stop()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            if self.watching():
                self.look()  # the first touch after a sleep must not wake what should be locked
            self._last = self._clock()
        return super().eventFilter(watched, event)

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
