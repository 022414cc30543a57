"""Watches how long the window's thread is busy without looking at the keyboard."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal, Slot

_EVERY = 0.005  # seconds


class Stalls(QObject):
    """Knocks from another thread every few milliseconds; how late the window answers is how long it was busy."""

    _knock = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._over = threading.Event()
        self._answered = threading.Event()
        self._knock.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._watch, name="stalls", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self._answered.clear()
            self._knock.emit(time.perf_counter())
            while not self._answered.wait(_EVERY) and not self._over.is_set():
                pass

    @Slot(float)
    def _answer(self, knocked: float) -> None:
        self.longest = max(self.longest, time.perf_counter() - knocked)
        self._answered.set()


@contextmanager
def watched() -> Iterator[Stalls]:
    """Watch while this is done; ``longest`` is in seconds."""
    stalls = Stalls()
    stalls.start()
    try:
        yield stalls
    finally:
        stalls.stop()
