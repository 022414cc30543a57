"""A choice among the values of the domain, in the words of the language in use."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from returnhelp.i18n import labels


class ChoiceCombo(QComboBox):
    """Offers values; what is chosen is a value, never a text."""

    chosen = Signal(object)
    """A person chose this value (not a program)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []
        self._words: Callable[[Any], str] = _word
        self._empty: Callable[[], str] | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.activated.connect(lambda _index: self.chosen.emit(self.value()))

    def offer(
        self,
        values: Iterable[Any],
        words: Callable[[Any], str] | None = None,
        empty: Callable[[], str] | None = None,
    ) -> None:
        """Offer these values; without ``words`` each is shown by its label.

        ``empty`` gives the words for None, which is then offered first. Both are asked again when the
        language changes.
        """
        kept = self.value()
        self._values = list(values) if empty is None else [None, *values]
        self._words = words or _word
        self._empty = empty
        self._fill(kept)

    def value(self) -> Any:
        """What is chosen; None when nothing is."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose a value; one that is not offered chooses nothing."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def values(self) -> list[Any]:
        """What is offered."""
        return list(self._values)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that scrolls the page must not change what is chosen on its way."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._fill(self.value())

    def _fill(self, kept: object) -> None:
        blocked = self.blockSignals(True)
        self.clear()
        for value in self._values:
            self.addItem(self._empty() if value is None and self._empty is not None else self._words(value))
        self.set_value(kept if kept in self._values or self._empty is None else None)
        self.blockSignals(blocked)


def _word(value: Any) -> str:
    return labels.label(value) if isinstance(value, StrEnum) else str(value)
