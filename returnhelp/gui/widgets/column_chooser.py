"""Which columns a list shows."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from returnhelp.gui import icons
from returnhelp.i18n.catalogs import _


class ColumnChooser(QToolButton):
    """A button whose menu stays open while columns are ticked; the last one cannot be taken away."""

    chosen = Signal(list)
    """The keys of the columns to show, in the order in which they were offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._menu = _StayingMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIcon(icons.icon("columns"))
        self._retranslate()

    def offer(self, columns: list[tuple[str, str]], shown: list[str]) -> None:
        """Offer columns (key, name); those in ``shown`` are ticked."""
        self._menu.clear()
        self._actions = {}
        for key, name in columns:
            action = self._menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(key in shown)
            action.toggled.connect(self._changed)
            self._actions[key] = action
        self._keep_one()

    def shown(self) -> list[str]:
        """The keys of the ticked columns."""
        return [key for key, action in self._actions.items() if action.isChecked()]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setToolTip(_("Choose columns"))
        self.setAccessibleName(_("Choose columns"))

    def _changed(self) -> None:
        self._keep_one()
        self.chosen.emit(self.shown())

    def _keep_one(self) -> None:
        ticked = [action for action in self._actions.values() if action.isChecked()]
        for action in self._actions.values():
            action.setEnabled(len(ticked) > 1 or action not in ticked)


class _StayingMenu(QMenu):
    """A menu that ticking does not close."""

    def event(self, event: QEvent) -> bool:
        pressed = event.type() in (QEvent.Type.MouseButtonRelease,)
        action = self.activeAction()
        if pressed and action is not None and action.isCheckable() and action.isEnabled():
            action.toggle()
            return True
        return super().event(event)
