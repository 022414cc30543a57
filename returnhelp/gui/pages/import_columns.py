"""The second step: which sheet, where its headings are, and what each column holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from returnhelp.domain import intake_headings, intake_mapping
from returnhelp.domain.intake import MONEY_FIELDS, NAME_FIELDS, Column, Field, Sheet, SheetMapping
from returnhelp.domain.intake_values import as_text
from returnhelp.gui import theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.intake_work import IntakeWork
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.gui.widgets.sheet_view import SheetView, letters
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _

_SAMPLES = 3
_SURE, _LIKELY = 90, 60
_CURRENCIES = ("CHF", "EUR", "USD")
_WANTED = (Field.BIRTH_DATE, Field.NATIONALITY, Field.CANTON, Field.PERMIT, Field.DEPARTURE_DATE)
"""Without these the people can be taken over, but reports know less of them."""


class ColumnsStep(QWidget):
    """One line a column, beside the list as it is."""

    changed = Signal(object)
    """Another mapping."""
    fit_wanted = Signal(str)
    """Read it as this saved mapping says; "" as the program proposes."""
    keep_wanted = Signal(str)
    """Keep the mapping under this name."""

    sheet_combo: ChoiceCombo
    heading_spin: NumberEdit
    saved_combo: ChoiceCombo
    columns_scroll: QScrollArea
    columns_page: QWidget
    missing_note: QLabel
    keep_edit: QLineEdit
    keep_button: QPushButton
    sheet_view: SheetView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "import_columns")
        self._grid = self.columns_page.findChild(QGridLayout, "columns_grid_layout")
        self._mapping: SheetMapping | None = None
        self._work: IntakeWork | None = None
        self._today = date.min
        self._lines: list[_ColumnLine] = []
        self.columns_page.setProperty("scrolled", True)
        self.missing_note.setProperty("kind", "warning")
        self.sheet_combo.chosen.connect(self._choose_sheet)
        self.heading_spin.setKeyboardTracking(False)
        self.heading_spin.editingFinished.connect(lambda: self._choose_heading(self.heading_spin.value()))
        self.sheet_view.heading_chosen.connect(self._choose_heading)
        self.saved_combo.chosen.connect(lambda name: self.fit_wanted.emit(name or ""))
        self.keep_button.clicked.connect(self._keep)
        self.keep_edit.returnPressed.connect(self._keep)
        self.keep_edit.textChanged.connect(lambda text: self.keep_button.setEnabled(bool(text.strip())))
        self.keep_button.setEnabled(False)

    def show_saved(self, saved: Mapping[str, SheetMapping], chosen: str = "") -> None:
        """Offer the mappings that were kept."""
        names = sorted(saved, key=formats.sort_key)
        self.saved_combo.offer(names, str, lambda: _("As proposed"))
        self.saved_combo.set_value(chosen or None)
        self.saved_combo.setEnabled(bool(names))

    def show_work(self, work: IntakeWork, today: date) -> None:
        """Show how the list is read; what was chosen in the same list stays in view."""
        mapping, before = work.mapping, self._mapping
        same = before is not None and self._work is not None and self._work.workbook is work.workbook
        same = (
            same and before is not None and (before.sheet, before.heading_row) == (mapping.sheet, mapping.heading_row)
        )
        self._work, self._mapping, self._today = work, mapping, today
        sheets = [sheet.name for sheet in work.workbook.sheets]
        self.sheet_combo.offer(sheets, str)
        self.sheet_combo.set_value(mapping.sheet)
        self.sheet_combo.setEnabled(len(sheets) > 1)
        self.heading_spin.setRange(1, max(1, len(work.sheet.rows)))
        self.heading_spin.setValue(mapping.heading_row)
        if not same:
            self.sheet_view.show_sheet(work.sheet, mapping.heading_row)
        if same and [line.column.index for line in self._lines] == [column.index for column in mapping.columns]:
            for line, column in zip(self._lines, mapping.columns, strict=True):
                line.show_column(column)
        else:
            self._fill(work.sheet, mapping)
        self._say_missing()

    def focus_first(self) -> None:
        """Begin with the first column that is not sure, else with the first."""
        unsure = (
            line for line in self._lines if line.column.confidence < _SURE and line.column.field is not Field.IGNORE
        )
        line = next(unsure, self._lines[0] if self._lines else None)
        if line is not None:
            line.field_combo.setFocus()

    def retranslate(self) -> None:
        for line in self._lines:
            line.show_column(line.column)
        self._say_missing()

    def fields(self) -> dict[str, ChoiceCombo]:
        """The choice of each column, by its heading; for the keyboard and for tests."""
        return {line.column.heading: line.field_combo for line in self._lines}

    # --- how it works ------------------------------------------------------------------------------

    def _fill(self, sheet: Sheet, mapping: SheetMapping) -> None:
        assert self._grid is not None
        cleared.clear(self._grid)
        self._lines = []
        for row, column in enumerate(mapping.columns):
            line = _ColumnLine(column, _samples(sheet, mapping.heading_row, column.index), self)
            line.put_into(self._grid, row)
            self._lines.append(line)
        self._grid.setColumnStretch(1, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            line = next((line for line in self._lines if line.field_combo is watched), None)
            if line is not None:
                self.sheet_view.look_at(line.column.index)
        return super().eventFilter(watched, event)

    def take_field(self, index: int, field: Field) -> None:
        """The person says what a column holds."""
        if self._mapping is not None:
            self._change(intake_mapping.with_field(self._mapping, index, field))

    def take_currency(self, index: int, currency: str) -> None:
        """The person says in which currency a column's amounts are."""
        if self._mapping is not None:
            columns = tuple(
                replace(column, currency=currency) if column.index == index else column
                for column in self._mapping.columns
            )
            self._change(replace(self._mapping, columns=columns))

    def _choose_sheet(self, name: object) -> None:
        if self._work is None or self._mapping is None or name == self._mapping.sheet:
            return
        sheet = self._work.workbook.sheet(str(name))
        heading = intake_headings.heading_row(sheet) or 1
        columns = intake_headings.propose_columns(sheet, heading, self._today)
        self._change(SheetMapping(sheet.name, heading, columns))

    def _choose_heading(self, row: int) -> None:
        if self._work is None or self._mapping is None or row == self._mapping.heading_row:
            return
        columns = intake_headings.propose_columns(self._work.sheet, row, self._today)
        self._change(SheetMapping(self._mapping.sheet, row, columns))

    def _change(self, mapping: SheetMapping) -> None:
        self.changed.emit(mapping)

    def _keep(self) -> None:
        name = " ".join(self.keep_edit.text().split())
        if name:
            self.keep_wanted.emit(name)
            self.keep_edit.clear()

    def _say_missing(self) -> None:
        if self._mapping is None:
            return
        held = {column.field for column in self._mapping.columns}
        missing = [labels.label(field) for field in _WANTED if field not in held]
        text = ""
        if not held & NAME_FIELDS:
            text = _("Say in which column the names are; without it the list cannot be taken over.")
        elif Field.DEPARTURE_DATE not in held:
            text = _("No column holds the departure: everybody is taken over as an open case.")
        elif missing:
            text = _("No column holds: {fields}.").format(fields=formats.listed(missing))
        self.missing_note.setText(text)
        self.missing_note.setVisible(bool(text))


class _Elided(QLabel):
    """One line of which the end is left out when there is no room; its tool tip says it in full."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self.toolTip(), Qt.TextElideMode.ElideRight, self.width()))


class _ColumnLine:
    """A column: its letters and heading, what stands in it, what it is taken for and how sure that is."""

    def __init__(self, column: Column, samples: str, step: ColumnsStep) -> None:
        self.column = column
        self._step = step
        self._letters = dress(QLabel(letters(column.index)), Look.NOTE)
        self._heading = dress(QLabel(column.heading or _("(no heading)")), Look.STRONG)
        self._samples = dress(_Elided(samples), Look.NOTE)
        self._heading.setMinimumWidth(1)
        self._heading.setToolTip(self._heading.text())
        self.field_combo = ChoiceCombo()
        self.field_combo.setMinimumContentsLength(16)
        self.field_combo.chosen.connect(lambda field: step.take_field(self.column.index, field))
        self.field_combo.installEventFilter(step)
        self.field_combo.setFixedWidth(theme.px(208))
        self._currency = ChoiceCombo()
        self._currency.setFixedWidth(theme.px(80))
        self._currency.chosen.connect(lambda currency: step.take_currency(self.column.index, str(currency)))
        self._icon = IconLabel(size=18)
        self._sure = dress(QLabel(), Look.NOTE)
        self.show_column(column)

    def put_into(self, grid: QGridLayout, row: int) -> None:
        """Set its widgets into a row of the grid."""
        field = QHBoxLayout()
        field.setSpacing(6)
        field.addWidget(self.field_combo, 1)
        field.addWidget(self._currency)
        said = QHBoxLayout()
        said.setSpacing(4)
        said.addWidget(self._icon)
        said.addWidget(self._sure)
        told = QGridLayout()
        told.setVerticalSpacing(0)
        told.addWidget(self._heading, 0, 0)
        told.addWidget(self._samples, 1, 0)
        grid.addWidget(self._letters, row, 0)
        grid.addLayout(told, row, 1)
        grid.addLayout(field, row, 2)
        grid.addLayout(said, row, 3)

    def show_column(self, column: Column) -> None:
        """Show what the column is taken for now."""
        self.column = column
        first = dict.fromkeys((column.field, *column.alternatives, Field.IGNORE))
        self.field_combo.offer([*first, *(field for field in Field if field not in first)])
        self.field_combo.set_value(column.field)
        said = _("Column {letters}, {heading}").format(letters=letters(column.index), heading=column.heading)
        self.field_combo.setAccessibleName(said)
        self._currency.setVisible(column.field in MONEY_FIELDS)
        self._currency.offer(dict.fromkeys((*_CURRENCIES, column.currency)), str)
        self._currency.set_value(column.currency)
        self._currency.setAccessibleName(_("Currency of {heading}").format(heading=column.heading))
        icon, colour, words = _how_sure(column)
        self._icon.draw(icon, colour)
        self._sure.setText(words)
        self._letters.setEnabled(column.field is not Field.IGNORE)


def _how_sure(column: Column) -> tuple[str, str, str]:
    """The icon, its colour and the word for how sure the proposal is."""
    if column.field is Field.IGNORE:
        return "minus", "muted", _("left out")
    if column.confidence >= _SURE:
        return "check-circle", "success", _("sure")
    if column.confidence >= _LIKELY:
        return "question", "info", _("likely")
    return "warning", "warning", _("please check")


def _samples(sheet: Sheet, heading_row: int, index: int) -> str:
    """The first different things that stand in a column."""
    found: dict[str, None] = {}
    for row in sheet.rows[heading_row : heading_row + 200]:
        text = as_text(row[index])
        if text:
            found.setdefault(text)
        if len(found) == _SAMPLES:
            break
    return " · ".join(found)
