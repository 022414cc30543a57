"""An answer for a cell of a list: the field that fits what the cell holds, and its code."""

from datetime import date
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from returnhelp.domain import countries
from returnhelp.domain.aid import ProjectKind
from returnhelp.domain.case import Permit
from returnhelp.domain.figures import CANTONS
from returnhelp.domain.intake import DATE_FIELDS, Dated, Field
from returnhelp.domain.people import NationalityStatus, Precision, Sex
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.picker import Option, Picker
from returnhelp.gui.widgets.places import CantonCombo
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _

_CHOICES = {Field.SEX: Sex, Field.PERMIT: Permit, Field.PROJECT: ProjectKind}
_PLACES = frozenset({Field.NATIONALITY, Field.DESTINATION})


class CodeEditor(QWidget):
    """Shows and takes a code as ``domain.intake`` knows it: a BFS number, letters, an enum's value, a date."""

    entered = Signal()
    """A person chose something, or pressed Enter."""

    def __init__(self, wanted: Field, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = wanted
        self._editor = self._make(wanted, today)
        self.setFocusProxy(self._editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._editor)

    def code(self) -> str | None:
        """The code that is chosen; "" for empty, None for what cannot be read."""
        editor = self._editor
        match editor:
            case DateEdit():
                if not editor.is_valid():
                    return None
                value = editor.value()
                return Dated(*value).written if value else ""
            case ChoiceCombo():
                return str(editor.value() or "")
            case Picker():
                editor.settle()
                return str(editor.value() or "")
        return cast(QLineEdit, editor).text().strip()

    def set_code(self, code: str) -> None:
        """Show a code; one that does not fit the field shows nothing."""
        editor = self._editor
        match editor:
            case DateEdit():
                day, precision = _day(code)
                editor.set_value(day, precision)
            case ChoiceCombo():
                kind = _CHOICES[self.field]
                editor.set_value(kind(code) if code in list(kind) else None)
            case Picker():
                self._pick(editor, code)
            case _:
                cast(QLineEdit, editor).setText(code)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._editor.setAccessibleName(name)

    def _pick(self, picker: Picker, code: str) -> None:
        value: object = int(code) if self.field in _PLACES and code.isdecimal() else code or None
        if self.field is Field.CANTON and value not in CANTONS:
            value = None
        try:
            picker.set_value(value)
        except LookupError:
            picker.set_value(None)

    def _make(self, wanted: Field, today: date) -> QWidget:
        if wanted in DATE_FIELDS:
            edit = DateEdit()
            edit.set_today(today)
            edit.returnPressed.connect(self.entered)
            return edit
        if wanted in _PLACES:
            place = Picker()
            place.offer(lambda: _countries(stateless=wanted is Field.NATIONALITY), countries.lookup)
            place.picked.connect(lambda _value: self.entered.emit())
            return place
        if wanted is Field.CANTON:
            canton = CantonCombo()
            canton.picked.connect(lambda _value: self.entered.emit())
            return canton
        if wanted in _CHOICES:
            combo = ChoiceCombo()
            combo.offer(_CHOICES[wanted], None, lambda: _("Leave empty"))
            combo.set_value(None)
            combo.chosen.connect(lambda _value: self.entered.emit())
            return combo
        line = QLineEdit()
        line.returnPressed.connect(self.entered)
        return line


def _countries(*, stateless: bool) -> list[Option]:
    found = [Option(bfs, name, (countries.country(bfs).code,)) for bfs, name in labels.countries()]
    if stateless:
        found.append(Option(NationalityStatus.STATELESS.value, labels.label(NationalityStatus.STATELESS)))
    return found


def _day(code: str) -> tuple[date | None, Precision]:
    parts = code.split("-")
    try:
        numbers = [int(part) for part in parts]
        day = date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError):
        return None, Precision.DAY
    return day, {1: Precision.YEAR, 2: Precision.MONTH}.get(len(numbers), Precision.DAY)
