"""What every panel in a page is made of: a card with one thing to do, closed by Escape."""

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from returnhelp.gui.forms import load_form
from returnhelp.gui.theme import Look, dress


class Panel(QFrame):
    """Hidden until it is begun; Ctrl+Enter, or Enter in its last field, does its thing."""

    form: ClassVar[str]

    closed = Signal()
    """It was closed, whether its thing was done or not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, Look.CARD)
        load_form(self, self.form)
        self.hide()

    def go(self) -> None:
        """Do the one thing."""

    def shut(self) -> None:
        """Close it without doing anything."""
        self.hide()
        self.closed.emit()

    def retranslate(self) -> None:
        """Set anew every text that the panel itself has set."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.go()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
