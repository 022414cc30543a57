"""The fields of a row of an office table, made from what the table's columns are."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from returnhelp.domain.office_tables import ColumnKind, ColumnSpec, TableSpec
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.gui.widgets.places import CountryCombo
from returnhelp.i18n import labels, rate_words
from returnhelp.i18n.catalogs import _

_NOTHING = -1  # what an empty field of numbers holds, for 0 is a number
_MOST = 100_000


class RowFields:
    """One editor for each column of a table, under its label, two side by side."""

    def __init__(self, panel: QWidget) -> None:
        self._panel = panel
        self._fields: dict[ColumnSpec, QWidget] = {}
        self._labels: dict[ColumnSpec, QLabel] = {}

    def build(self, spec: TableSpec) -> None:
        """Make the editors of this table anew."""
        grid = self._panel.layout()
        assert isinstance(grid, QGridLayout)
        while (item := grid.takeAt(0)) is not None:
            if (cell := item.widget()) is not None:
                cell.setParent(None)
                cell.deleteLater()
        self._fields, self._labels = {}, {}
        for at, column in enumerate(spec.columns):
            grid.addWidget(self._cell(column), at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.retranslate()

    def retranslate(self) -> None:
        for column, label in self._labels.items():
            said = labels.label(column.name)
            label.setText(said if column.required else _("{field} (may be empty)").format(field=said))
            self._fields[column].setAccessibleName(said)

    def widgets(self) -> list[QWidget]:
        """The editors in the order of the columns."""
        return list(self._fields.values())

    def field(self, name: str) -> QWidget | None:
        """The editor of a column."""
        return next((field for column, field in self._fields.items() if column.name == name), None)

    def write(self, values: dict[str, Any]) -> None:
        """Show the values of a row; what it does not say is empty."""
        for column, field in self._fields.items():
            _write(field, values.get(column.name))
            wrong.clear(field)

    def read(self) -> dict[str, Any] | None:
        """What was typed, by column, without what is empty; None after marking what is not understood."""
        values: dict[str, Any] = {}
        sound = True
        for column, field in self._fields.items():
            wrong.clear(field)
            if isinstance(field, CountryCombo):
                field.settle()
            if isinstance(field, MoneyEdit) and not field.is_valid():
                wrong.mark(field, _("This is not an amount. Write 1200 or 1200.50."))
                sound = False
            elif (value := _value(field)) is not None:
                values[column.name.value] = value
            elif column.required:
                wrong.mark(field, _("This is needed."))
                sound = False
        return values if sound else None

    def _cell(self, column: ColumnSpec) -> QWidget:
        cell = QWidget()
        rows = QVBoxLayout(cell)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        field = _editor(column)
        field.setObjectName(f"{column.name.value}_edit")
        label = dress(QLabel(), Look.LABEL)
        label.setBuddy(field)
        error = dress(QLabel(), Look.ERROR)
        error.setObjectName(f"{column.name.value}_error")
        error.setWordWrap(True)
        error.hide()
        for part in (label, field, error):
            rows.addWidget(part)
        self._fields[column], self._labels[column] = field, label
        return cell


def _editor(column: ColumnSpec) -> QWidget:
    match column.kind:
        case ColumnKind.STATE:
            return CountryCombo()
        case ColumnKind.MONEY:
            return MoneyEdit()
        case ColumnKind.CHOICE:
            combo = ChoiceCombo()
            combo.offer(map(str, column.choices), lambda value: rate_words.choice(column.name, value), lambda: "–")
            return combo
        case ColumnKind.TEXT:
            line = QLineEdit()
            line.setMaxLength(200)
            return line
    number = NumberEdit()
    number.setRange(_NOTHING, _MOST)
    number.setSpecialValueText(" ")
    number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    return number


def _value(field: QWidget) -> Any:
    match field:
        case MoneyEdit() | CountryCombo() | ChoiceCombo():
            return field.value()
        case QSpinBox():
            return None if field.value() == _NOTHING else field.value()
        case QLineEdit():
            return field.text().strip() or None
    raise TypeError(type(field).__name__)


def _write(field: QWidget, value: Any) -> None:
    match field:
        case MoneyEdit() | CountryCombo() | ChoiceCombo():
            field.set_value(value)
        case QSpinBox():
            field.setValue(_NOTHING if value is None else value)
        case QLineEdit():
            field.setText(value or "")
        case _:
            raise TypeError(type(field).__name__)
