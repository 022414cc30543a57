"""Several values in one field, each as a small plate that can be taken away."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from returnhelp.gui import icons
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.flow_layout import FlowLayout
from returnhelp.gui.widgets.picker import Option, Picker
from returnhelp.i18n.catalogs import _


class ChipsEdit(QFrame):
    """Takes one value after another from its picker; Backspace in the empty line takes the last one away."""

    changed = Signal()
    """A person added or took away a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []
        self._options: Callable[[], Iterable[Option]] = tuple
        self._words: Callable[[Any], str] = str
        self._chips: list[QPushButton] = []
        dress(self, Look.FIELD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._line = Picker()
        self._line.setProperty("look", "plain")
        self._line.setMinimumWidth(96)
        self._line.picked.connect(self._add)
        self._line.installEventFilter(self)
        self._flow = FlowLayout(self, spacing=4, fill=True)
        self._flow.setContentsMargins(2, 2, 2, 2)
        self._flow.addWidget(self._line)
        self.setFocusProxy(self._line)

    def offer(
        self,
        options: Callable[[], Iterable[Option]],
        named: Callable[[str], Iterable[Any]] | None = None,
        words: Callable[[Any], str] = str,
    ) -> None:
        """Offer what this answers, as ``Picker.offer`` does."""
        self._options = options
        self._words = words
        self._line.offer(options, named)

    def line(self) -> Picker:
        """The line in which the next value is typed."""
        return self._line

    def values(self) -> list[Any]:
        """What is chosen, in order."""
        return list(self._values)

    def set_values(self, values: Iterable[Any]) -> None:
        """Choose exactly these."""
        self._values = list(dict.fromkeys(values))
        self._draw()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("lit", event.type() is QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._takes_back(event):
            self._remove(self._values[-1])
            return True
        return super().eventFilter(watched, event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Backspace and not self._line.text() and bool(self._values)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._draw()

    def _add(self, value: object) -> None:
        if value is None:
            return
        self._line.set_value(None)
        if value not in self._values:
            self._values.append(value)
            self._draw()
            self.changed.emit()

    def _remove(self, value: object) -> None:
        self._values.remove(value)
        self._draw()
        self._line.setFocus()
        self.changed.emit()

    def _draw(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        named = {one.value: one.text for one in self._options()} if self._values else {}
        self._chips = [self._chip(value, named.get(value) or self._words(value)) for value in self._values]
        for at, chip in enumerate(self._chips):
            self._flow.insertWidget(at, chip)
        self.updateGeometry()

    def _chip(self, value: object, text: str) -> QPushButton:
        chip = dress(QPushButton(f"{text}\N{NO-BREAK SPACE}"), Look.CHIP)
        chip.setIcon(icons.icon("x", "on_soft"))
        chip.setIconSize(QSize(12, 12))
        chip.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            else Qt.LayoutDirection.RightToLeft
        )
        chip.setToolTip(_("Take away {name}").format(name=text))
        chip.setAccessibleName(chip.toolTip())
        chip.clicked.connect(lambda: self._remove(value))
        return chip
