"""Collects what nobody holds any more on the window's thread only, because a widget must not die on another."""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1_000  # milliseconds


class Collector(QObject):
    """Takes the place of Python's own collection, which runs on whatever thread happens to need memory."""

    _at_work = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on nothing is collected but here."""
        if not self._timer.isActive():
            Collector._at_work += 1
            gc.disable()
            self._timer.start()

    def stop(self) -> None:
        """The last one to stop gives the collection back to Python."""
        if self._timer.isActive():
            self._timer.stop()
            Collector._at_work -= 1
            if Collector._at_work == 0:
                gc.enable()

    def look(self) -> None:
        """Collect as much as Python would have by now."""
        oldest = -1
        for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if count <= most:
                break
            oldest = generation
        if oldest >= 0:
            gc.collect(oldest)


def spare_what_is_loaded() -> None:
    """Never look again at what the start has loaded; it stays to the end anyway."""
    gc.freeze()
