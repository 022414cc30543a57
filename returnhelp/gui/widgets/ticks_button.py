"""Several of a few values, ticked in a menu; the button says which."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import pgettext


class TicksButton(QPushButton):
    """Space or Down opens the menu, Space ticks in it, Escape closes it."""

    changed = Signal()
    """A person ticked or unticked a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[StrEnum, QAction] = {}
        self._words: Callable[[StrEnum], str] = labels.label
        self._menu = _StayingMenu(self)
        self.setMenu(self._menu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell()

    def offer(self, values: Iterable[StrEnum], words: Callable[[StrEnum], str] = labels.label) -> None:
        """Offer these values; each is shown by its label, or by these words."""
        self._menu.clear()
        self._actions = {}
        self._words = words
        for value in values:
            action = self._menu.addAction(words(value))
            action.setCheckable(True)
            action.toggled.connect(self._toggled)
            self._actions[value] = action
        self._tell()

    def values(self) -> list[StrEnum]:
        """What is ticked, in the order in which it was offered."""
        return [value for value, action in self._actions.items() if action.isChecked()]

    def set_values(self, values: Iterable[StrEnum]) -> None:
        """Tick exactly these; nobody is told."""
        ticked = set(values)
        for value, action in self._actions.items():
            blocked = action.blockSignals(True)
            action.setChecked(value in ticked)
            action.blockSignals(blocked)
        self._tell()

    def action(self, value: StrEnum) -> QAction:
        """The line of the menu for a value."""
        return self._actions[value]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.showMenu()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            for value, action in self._actions.items():
                action.setText(self._words(value))
            self._tell()

    def _toggled(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        words = [self._words(value) for value in self.values()]
        said = ", ".join(words) or pgettext("vulnerabilities of a person", "none")
        self.setToolTip(said if words else "")
        self.setAccessibleDescription(said)
        shown = f"{words[0]} +{len(words) - 1}" if len(words) > 1 else said
        self.setText(shown.replace("&", "&&"))


class _StayingMenu(QMenu):
    """A menu that ticking does not close."""

    def event(self, event: QEvent) -> bool:
        action = self.activeAction()
        ticks = event.type() is QEvent.Type.MouseButtonRelease or (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        )
        if ticks and action is not None and action.isCheckable():
            action.toggle()
            return True
        return super().event(event)
