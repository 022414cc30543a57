"""What can be done from anywhere in the window: its keys, its words, and who may."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from returnhelp.gui import icons
from returnhelp.gui.page import Hit
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _


@dataclass(frozen=True)
class Command:
    """Something the window can do: its title is an English source text."""

    key: str
    title: str
    icon: str
    do: Callable[[], object]
    shortcut: str = ""
    searched: bool = True
    may: Callable[[], bool] = field(default=lambda: True)


class Commands(QObject):
    """Every command of the window, as keys and as answers of the search."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, tuple[Command, QAction]] = {}

    def add(self, commands: Iterable[Command]) -> None:
        """Take these on; one of the same key gives way."""
        for command in commands:
            self.remove(command.key)
            action = QAction(icons.icon(command.icon), "", self._window)
            if command.shortcut:
                action.setShortcut(QKeySequence(command.shortcut))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, do=command.do: do())
            self._window.addAction(action)
            self._commands[command.key] = (command, action)
        self.retranslate()

    def remove(self, key: str) -> None:
        if key in self._commands:
            _command, action = self._commands.pop(key)
            self._window.removeAction(action)
            action.deleteLater()

    def has(self, key: str) -> bool:
        """Whether there is a command of that key which may be done."""
        return key in self._commands and self._commands[key][0].may()

    def action(self, key: str) -> QAction:
        """The action of a command, for a menu or a button."""
        return self._commands[key][1]

    def retranslate(self) -> None:
        for command, action in self._commands.values():
            action.setText(catalogs.gettext(command.title))
            shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{action.text()} ({shortcut})" if shortcut else action.text())
            action.setEnabled(command.may())

    def hits(self) -> list[Hit]:
        """What the search offers of them."""
        return [
            Hit(
                _("Commands"),
                catalogs.gettext(command.title),
                icon=command.icon,
                go=lambda _desk, do=command.do: do(),  # type: ignore[misc]  # a bound default
            )
            for command, _action in self._commands.values()
            if command.searched and command.may()
        ]
