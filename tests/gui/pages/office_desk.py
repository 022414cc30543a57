"""A desk for a page under test: whoever is signed in, a worker of its own, the settings of a machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from returnhelp import settings
from returnhelp.gui.desk import Desk, Toast
from returnhelp.gui.page import Page
from returnhelp.gui.worker import Worker
from returnhelp.services.office import Office

P = TypeVar("P", bound=Page)


class Seat:
    """The desk, what was said there, and a way to wait until nothing is being done."""

    def __init__(self, qtbot, office: Office, folder: Path) -> None:
        self.qtbot = qtbot
        self.worker = Worker()
        self.desk = Desk(office, self.worker, settings.Machine(folder))
        self.toasts: list[Toast] = []
        self.went: list[tuple[str, object]] = []
        self.desk.toast_wanted.connect(self.toasts.append)
        self.desk.page_wanted.connect(lambda key, state: self.went.append((key, state)))

    def show(self, make: Callable[[Desk], P], width: int = 1192, height: int = 752) -> P:
        """Show a page in the room that the window leaves it at 1280 × 800."""
        page = make(self.desk)
        self.qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        self.settle()
        return page

    def settle(self) -> None:
        """Wait until the worker has nothing to do and the page has heard of it."""
        self.qtbot.waitUntil(lambda: not self.worker.busy, timeout=60_000)

    def said(self) -> str:
        """The last short word."""
        return self.toasts[-1].text if self.toasts else ""


@contextmanager
def seat(qtbot, office: Office, folder: Path) -> Iterator[Seat]:
    """A desk that is cleared up afterwards."""
    made = Seat(qtbot, office, folder)
    yield made
    made.worker.stop()
