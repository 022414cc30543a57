"""An amount in francs, kept in centimes."""

import re
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_LARGEST = 10_000_000_00
_FORM = re.compile(
    r"(?:CHF|Fr\.?)?\s*(-?)(\d[\d'’ \u00a0\u202f]*)(?:[.,](\d{1,2}|-{1,2}|–|—))?\s*(?:CHF|Fr\.?)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"['’ \u00a0\u202f]")


class MoneyEdit(QLineEdit):
    """Takes 1200, 1'200.50, 1 200,5 and 1'200.–; shows 1’200.50 when it is left."""

    value_changed = Signal()
    """A person typed another amount, or something that is none (then ``is_valid`` is False)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: int | None = None
        self._valid = True
        self.setMaxLength(20)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._typed)

    def value(self) -> int | None:
        """The amount in centimes; None when empty or not understood."""
        return self._value

    def is_valid(self) -> bool:
        """Whether what stands there is an amount from 0 to ten million, or nothing."""
        return self._valid

    def set_value(self, centimes: int | None) -> None:
        """Show this amount."""
        self._value, self._valid = centimes, True
        self.setText("" if centimes is None else written(centimes))
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._valid and self._value is not None:
            self.setText(written(self._value))
        self._tell()

    def _typed(self, text: str) -> None:
        self._value = understood(text)
        self._valid = self._value is not None or not text.strip()
        self._tell()
        self.value_changed.emit()

    def _tell(self) -> None:
        wrong = not self._valid and not self.hasFocus()
        if bool(self.property("wrong")) is not wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)


def understood(text: str) -> int | None:
    """The centimes that a text means; None if it is no amount from 0 to ten million francs."""
    found = _FORM.fullmatch(text.strip())
    if found is None or found[1]:
        return None
    francs = Decimal(_BETWEEN.sub("", found[2]))
    rest = found[3] if found[3] and found[3].isdecimal() else "0"
    centimes = int(francs * 100 + Decimal(rest.ljust(2, "0")))
    return centimes if centimes <= _LARGEST else None


def written(centimes: int) -> str:
    """An amount as Swiss forms have it: 1’200.50."""
    return f"{centimes // 100:,}".replace(",", "’") + f".{centimes % 100:02}"
