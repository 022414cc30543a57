"""A line for a place of a journey that offers airports by code or name, and takes any other place too."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from returnhelp.domain import airports
from returnhelp.i18n import catalogs, journey

_ALL_NAMES = Qt.ItemDataRole.UserRole + 1
_CODE = Qt.ItemDataRole.UserRole + 2
_SHOWN = 10


class AirportEdit(QLineEdit):
    """Typing a part of a name or code shows the airports it may be; Enter or Tab takes the code of the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._completer: _Airports | None = None
        self.textEdited.connect(lambda _text: self._offer())

    def place(self) -> str:
        """What stands there, a code in capital letters."""
        return airports.kept(self.text().strip())

    def _offer(self) -> None:
        """Have the airports at hand from the first letter on; most lines are only read."""
        if self._completer is None:
            self._completer = _Airports(self)
            self.setCompleter(self._completer)
            self._completer.activated.connect(lambda _shown: self.textEdited.emit(self.text()))
            self._completer.setCompletionPrefix(self.text())
            self._completer.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._completer.popup() if self._completer is not None else None
        if popup is not None and popup.isVisible() and event.key() == Qt.Key.Key_Tab:
            self._take(popup.currentIndex())
            popup.hide()
            event.ignore()  # the table goes on to the next cell
            return
        super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setText(str(index.data(_CODE)))
            self.textEdited.emit(self.text())


class _Airports(QCompleter):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(_list(catalogs.language()), parent)
        popup = QListView()
        popup.setProperty("floating", True)
        self.setPopup(popup)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionRole(_ALL_NAMES)
        self.setMaxVisibleItems(_SHOWN)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(_CODE))


@lru_cache(maxsize=8)
def _list(language: str) -> QStandardItemModel:
    """The airports as they are shown and found; those of Switzerland stand first."""
    model = QStandardItemModel()
    for code, one in airports.table().items():
        item = QStandardItem(f"{code}   {journey.airport_name(code, language)}")
        item.setData(" ".join((code, *one.names)), _ALL_NAMES)
        item.setData(code, _CODE)
        model.appendRow(item)
    return model
