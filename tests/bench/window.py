"""A window in a process of its own, as ``lines_window`` starts it: ``bare``, ``gate``, or ``list`` of an office."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

STARTED = time.perf_counter()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def bare() -> None:
    """The least that a PySide6 program does: a window with one line in it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel

    application = QApplication(sys.argv[:1])
    window = QLabel("ReturnHelp")
    window.show()
    QTimer.singleShot(0, application.quit)
    application.exec()


def gate() -> None:
    """The program until its first window is painted."""
    from PySide6.QtCore import QCoreApplication, QTimer

    from returnhelp.gui import qt_check, start

    class Watched(start.Program):
        def begin(self, folder: Path | None = None) -> None:
            self.gate.begin(folder)
            self.window.show()
            QTimer.singleShot(0, lambda: QCoreApplication.exit(0))

    qt_check.check()
    start.Program = Watched  # type: ignore[misc]
    start.run([])


def case_list(folder: Path) -> dict[str, Any]:
    """From an open office to its list of cases on the screen, and what all that takes of the memory."""
    import shiboken6
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from returnhelp import settings
    from returnhelp.gui import theme
    from returnhelp.gui.desk import Desk
    from returnhelp.gui.pages.case_list import CaseListPage
    from returnhelp.gui.pages.registry import PAGES
    from returnhelp.gui.worker import Worker
    from returnhelp.gui.workplace import Workplace
    from returnhelp.services import offices
    from tests.bench.offices import PASSWORD, USER, now

    application = QApplication(sys.argv[:1])
    theme.start(theme.Choice.LIGHT)
    office = offices.sign_in(folder, USER, PASSWORD, clock=now)
    worker = Worker()
    longest = Longest(application)
    began = time.perf_counter()
    workplace = Workplace(Desk(office, worker, settings.Machine()), PAGES, "F9")
    workplace.resize(1280, 800)
    workplace.show()
    workplace.desk.open_page("cases")
    page = workplace.findChild(CaseListPage)
    assert page is not None
    loop = QEventLoop()
    ticking = QTimer()
    ticking.setInterval(2)
    view = page.list_table
    ticking.timeout.connect(lambda: loop.quit() if view.model().rowCount() and not worker.busy else None)
    ticking.start()
    loop.exec()
    view.grab()
    shown = (time.perf_counter() - began) * 1000
    for place in range(0, view.model().rowCount(), max(1, view.model().rowCount() // 50)):
        view.scrollTo(view.model().index(place, 0))
        loop.exec()
    memory = _most_memory()
    workplace.hide()  # the page keeps what it remembers
    loop.exec()
    worker.stop()
    office.close()
    ticking.stop()
    shiboken6.delete(workplace)  # while Python still lives: its event filters are asked to the end
    return {"shown": shown, "memory": memory, "longest": longest.longest * 1000}


def _most_memory() -> float:
    """The most that this process alone has held, in MiB (the peak of its own pages)."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


class Longest:
    """The longest time for which the window's thread was busy between two looks at its events."""

    def __init__(self, application: Any) -> None:
        from PySide6.QtCore import QTimer

        self.longest = 0.0
        self._seen = time.perf_counter()
        self._timer = QTimer(application)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._seen)
        self._seen = now


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bare"]:
            bare()
        case ["gate"]:
            gate()
        case ["list", place]:
            print(json.dumps(case_list(Path(place))))
