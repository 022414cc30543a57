"""Numbers that have a usual form: written so when the field is left, and warned of when they have another."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from returnhelp.domain.identifiers import Number
from returnhelp.gui import icons


def tidy_on_leaving(field: QLineEdit, form: Callable[[str], Number], warning: Callable[[], str] | None = None) -> None:
    """Write the number in its usual form when the field is left; another form is kept, and warned of."""
    field.installEventFilter(_Tidier(field, form, warning))


def warned_of(field: QLineEdit) -> str:
    """What the field is warned of; empty when its number has the usual form."""
    tidier = field.findChild(_Tidier)
    return tidier.said if tidier is not None else ""


class _Tidier(QObject):
    def __init__(self, field: QLineEdit, form: Callable[[str], Number], warning: Callable[[], str] | None) -> None:
        super().__init__(field)
        self._field = field
        self._form = form
        self._warning = warning
        self._sign: QAction | None = None
        self.said = ""
        field.textChanged.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and not self._field.isReadOnly():
            text = self._field.text().strip()
            number = self._form(text)
            if number.well_formed and number.text != self._field.text():
                self._field.setText(number.text)
                self._field.textEdited.emit(number.text)
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """Warn while the field rests; one who is still typing is left in peace."""
        text = self._field.text().strip()
        odd = bool(text) and self._warning is not None and not self._form(text).well_formed
        self.said = self._warning() if odd and self._warning is not None and not self._field.hasFocus() else ""
        self._field.setAccessibleDescription(self.said)
        if self.said and self._sign is None:
            self._sign = QAction(icons.icon("warning", "warning"), "", self._field)
            self._field.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)
        if self._sign is not None:
            self._sign.setVisible(bool(self.said))
            self._sign.setToolTip(self.said)
            self._sign.setText(self.said)
