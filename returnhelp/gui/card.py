"""What every card of the gate is made of: the short forms before somebody is signed in."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from returnhelp import settings
from returnhelp.gui.forms import load_form
from returnhelp.gui.told import told
from returnhelp.gui.widgets.message_bar import Kind, MessageBar
from returnhelp.gui.worker import Job, Worker

T = TypeVar("T")


class Card(QWidget):
    """A short form with one thing to do; Enter does it."""

    form: ClassVar[str]
    message_bar: MessageBar

    def __init__(self, worker: Worker, machine: settings.Machine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.worker = worker
        self.machine = machine
        load_form(self, self.form)

    def go(self) -> None:
        """Do the one thing."""

    def begin(self) -> None:
        """Set the focus where typing begins."""

    def retranslate(self) -> None:
        """Set anew every text that the card itself has set."""

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Have it done on the worker; the card rests meanwhile, and says what went wrong."""
        self.setEnabled(False)

        def done(result: T) -> None:
            self.setEnabled(True)
            then(result)

        def wrong(error: Exception) -> None:
            self.setEnabled(True)
            (failed or self.show_error)(error)

        return self.worker.run(work, done, wrong, receiver=self)

    def show_error(self, error: Exception) -> None:
        """Say it in the card."""
        self.message_bar.show_message(told(error), Kind.ERROR, closable=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
