"""What nobody holds dies on the window's thread."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from returnhelp.gui.garbage import Collector
from returnhelp.gui.worker import Worker


class _Held(QObject):
    """Holds itself through a connection, as pages do."""

    def __init__(self, died_on: list[threading.Thread]) -> None:
        super().__init__()
        self.me = self
        weakref.finalize(self, lambda: died_on.append(threading.current_thread()))


def test_nothing_dies_on_the_workers_thread(qtbot, worker: Worker):
    died_on: list[threading.Thread] = []
    _Held(died_on)
    made = []
    worker.run(lambda: [[number] for number in range(50_000)], made.append, made.append)
    qtbot.waitUntil(lambda: bool(made))
    assert died_on == []
    gc.collect()
    assert died_on == [threading.main_thread()]


def test_the_window_collects_what_python_would_have(qapp):
    collector, died_on = Collector(), []
    collector.start()
    _Held(died_on)
    kept = [[number] for number in range(5_000)]
    collector.look()
    collector.stop()
    assert died_on == [threading.main_thread()]
    assert kept


def test_the_last_one_gives_the_collection_back(qapp):
    one, other = Collector(), Collector()
    one.start()
    one.start()
    other.start()
    one.stop()
    assert not gc.isenabled()
    other.stop()
    other.stop()
    assert gc.isenabled()
