"""A line in which one of many things is found by typing a part of any of its names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from returnhelp.domain.names import fold
from returnhelp.gui import icons
from returnhelp.i18n.catalogs import _

_SHOWN = 12


@dataclass(frozen=True)
class Option:
    """Something that can be picked: its value, what is shown, and what else it is found by."""

    value: Any
    text: str
    also: tuple[str, ...] = ()


class Picker(QLineEdit):
    """Shows the likely ones while typing; Down shows all, Enter takes the first, leaving takes a sure one."""

    picked = Signal(object)
    """A person picked this value; None when they emptied the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: Callable[[], Iterable[Option]] = tuple
        self._named: Callable[[str], Iterable[Any]] = lambda _typed: ()
        self._words: Callable[[Any], str] | None = None
        self._read: list[tuple[str, tuple[str, ...], Option]] | None = None
        self._value: Any = None
        self._model = QStringListModel(self)
        self._found: list[Option] = []
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_SHOWN)
        self._popup = QListView()
        self._popup.setProperty("floating", True)
        completer.setPopup(self._popup)
        self._popup.clicked.connect(lambda index: self._take(self._found[index.row()]))
        completer.setWidget(self)
        self._completer = completer
        self._open = QAction(self)
        self._open.setIcon(icons.icon("caret-down-bold", "muted", share=0.7))
        self._open.triggered.connect(self._show_all)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(self._search)
        self._retranslate()

    def offer(
        self,
        options: Callable[[], Iterable[Option]],
        named: Callable[[str], Iterable[Any]] | None = None,
        words: Callable[[Any], str] | None = None,
    ) -> None:
        """Offer what this answers; it is asked when first needed, and again when the language changes.

        ``named`` answers the values that a text names for certain, whatever is shown for them. ``words`` are shown
        for a value that is not offered any more (a state that is no longer) but stands in an old record.
        """
        self._offered = options
        self._named = named or (lambda _typed: ())
        self._words = words
        self._read = None

    def value(self) -> Any:
        """What is picked; None when nothing is."""
        return self._value

    def set_value(self, value: object) -> None:
        """Pick a value; None empties the line. Raises LookupError for one that is neither offered nor has words."""
        self.setText("" if value is None else self._shown(value))
        self._value = value
        self.setCursorPosition(0)

    def settle(self) -> None:
        """Take what is sure by what was typed, and put the rest back to what was picked before."""
        typed = fold(self.text())
        if not typed:
            self._change(None)
            return
        if self._value is not None and self.text() == self._shown(self._value):
            return
        likely = self._likely(self.text())
        named = set(self._named(self.text()))
        exact = [one for text, also, one in self._options if one.value in named or typed in (text, *also)]
        if len(exact) == 1 or len(likely) == 1:
            self._take((exact if len(exact) == 1 else likely)[0])
        else:
            self.set_value(self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        if popup.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            index = popup.currentIndex()
            popup.hide()
            if self._found:
                self._take(self._found[max(0, index.row())])
            if event.key() == Qt.Key.Key_Tab:
                event.ignore()
            return
        if event.key() == Qt.Key.Key_Down and not popup.isVisible():
            self._show_all()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._read = None
            if self._value is not None:
                self.set_value(self._value)

    def _retranslate(self) -> None:
        self._open.setText(_("Show all"))
        self._open.setToolTip(_("Show all"))

    @property
    def _options(self) -> list[tuple[str, tuple[str, ...], Option]]:
        if self._read is None:
            self._read = [(fold(one.text), tuple(fold(name) for name in one.also), one) for one in self._offered()]
        return self._read

    def _shown(self, value: object) -> str:
        for _text, _also, one in self._options:
            if one.value == value:
                return one.text
        if self._words is None:
            raise LookupError(value)
        return self._words(value)

    def _likely(self, typed: str) -> list[Option]:
        """First what is named for certain, then names that begin so, then words and other names, then the rest."""
        key = fold(typed)
        named = set(self._named(typed))
        ranked = []
        for at, (text, also, one) in enumerate(self._options):
            if one.value in named or key == text or key in also:
                rank = 0
            elif text.startswith(key):
                rank = 1
            elif any(word.startswith(key) for word in text.split()):
                rank = 2
            elif any(name.startswith(key) for name in also):
                rank = 3
            elif len(key) > 2 and (key in text or any(key in name for name in also)):
                rank = 4
            else:
                continue
            ranked.append((rank, at, one))
        return [one for _rank, _at, one in sorted(ranked, key=lambda found: found[:2])]

    def _search(self, typed: str) -> None:
        if typed.strip():
            self._list(self._likely(typed))
        else:
            self._popup.hide()

    def _show_all(self) -> None:
        self._list([one for _text, _also, one in self._options])
        self.setFocus()

    def _list(self, found: Sequence[Option]) -> None:
        self._found = list(found)
        self._model.setStringList([one.text for one in found])
        popup = self._popup
        if not found:
            popup.hide()
            return
        self._completer.complete()
        shown = next((row for row, one in enumerate(found) if one.value == self._value), 0)
        popup.setCurrentIndex(self._completer.completionModel().index(shown, 0))

    def _take(self, option: Option) -> None:
        self.setText(option.text)
        self.setCursorPosition(0)
        self._change(option.value)

    def _change(self, value: object) -> None:
        if value != self._value:
            self._value = value
            self.picked.emit(value)
