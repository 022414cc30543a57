"""Records what SEM decided on every line of an application at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from returnhelp.domain.errors import AboveCeilingError, FieldRefusedError
from returnhelp.domain.ledger_rules import REFUSALS
from returnhelp.domain.steps import Reason
from returnhelp.gui import icons, theme
from returnhelp.gui.models import money_cells
from returnhelp.gui.page import Page
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.pages.record_page import reason_of
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import money
from returnhelp.services.money import LineDecision, LineSeen

_GRANTED = "granted"
_REFUSALS = sorted(REFUSALS)


class DecisionRow(QWidget):
    """One line: what was decided on it, and how much."""

    def __init__(self, line: LineSeen, name: str) -> None:
        super().__init__()
        self.line = line
        applied = formats.money(line.requested, line.currency) if line.requested is not None else _("no amount")
        self.name_label = dress(QLabel(name), Look.LABEL)
        self.name_label.setWordWrap(True)
        self.applied_note = dress(QLabel(_("applied for: {amount}").format(amount=applied)), Look.NOTE)
        self.outcome_combo = ChoiceCombo(self)
        self.outcome_combo.setObjectName("outcome_combo")
        self.outcome_combo.offer([_GRANTED, *_REFUSALS], _outcome, lambda: _("not decided yet"))
        self.outcome_combo.setAccessibleName(_("What was decided: {line}").format(line=name))
        self.amount_edit = MoneyEdit(self)
        self.amount_edit.setObjectName("amount_edit")
        self.amount_edit.setAccessibleName(_("Amount decided: {line}").format(line=name))
        self.above_edit = QLineEdit(self)
        self.above_edit.setObjectName("above_edit")
        self.above_edit.setPlaceholderText(_("SEM’s reason for going above the ceiling"))
        self.above_edit.setAccessibleName(self.above_edit.placeholderText())
        self.above_edit.hide()
        self.error = dress(QLabel(self), Look.ERROR)
        self.error.setWordWrap(True)
        self.error.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 3)
        grid.addWidget(self.name_label, 0, 0)
        grid.addWidget(self.applied_note, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.outcome_combo, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.amount_edit.setFixedWidth(theme.px(140))
        grid.addWidget(self.amount_edit, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(dress(QLabel(line.currency), Look.NOTE), 0, 3, 2, 1)
        grid.addWidget(self.above_edit, 2, 1, 1, 3)
        grid.addWidget(self.error, 3, 0, 1, 4)
        self.outcome_combo.set_value(_GRANTED if line.requested is not None else None)
        self.amount_edit.set_value(line.requested)
        self.outcome_combo.chosen.connect(lambda _value: self._show_amount())
        self._show_amount()

    def _show_amount(self) -> None:
        self.amount_edit.setEnabled(self.outcome_combo.value() == _GRANTED)

    def decision(self, conditions: str) -> LineDecision | None:
        """What is typed; None while nothing was decided on the line."""
        outcome = self.outcome_combo.value()
        if outcome is None:
            return None
        if isinstance(outcome, Reason):
            return LineDecision(line_id=self.line.id, refused=outcome)
        return LineDecision(
            line_id=self.line.id,
            amount=self.amount_edit.value(),
            conditions=conditions,
            above_ceiling_reason=self.above_edit.text(),
        )

    def mark(self, field: QWidget, why: str) -> None:
        """Mark a field of the line, and say why under it."""
        wrong.mark(field, why)
        self.error.setText(why)
        self.error.show()
        field.setFocus()

    def clear_marks(self) -> None:
        for field in (self.outcome_combo, self.amount_edit, self.above_edit):
            wrong.clear(field)
        self.error.hide()


class DecisionPanel(Panel):
    """One day, one reference, and a row for each line that is not decided."""

    form = "decision_panel"

    done = Signal()
    """The decision is recorded."""

    panel_heading: QLabel
    close_button: QToolButton
    decided_on_edit: DateEdit
    reference_edit: QLineEdit
    conditions_edit: QLineEdit
    lines_widget: QWidget
    panel_error: QLabel
    cancel_button: QPushButton
    go_button: QPushButton

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._case_id = 0
        self.rows: list[DecisionRow] = []
        dress(self.go_button, Look.PRIMARY)
        self.close_button.setIcon(icons.icon("x"))
        self.decided_on_edit.set_whole_only(True)
        for button in (self.cancel_button, self.close_button):
            button.clicked.connect(self.shut)
        self.go_button.clicked.connect(self.go)
        for field in (self.reference_edit, self.conditions_edit):
            field.returnPressed.connect(self.go)

    def begin(self, case_id: int, lines: Sequence[LineSeen], names: Mapping[int, str]) -> None:
        """Ask for the decision on these lines; what was applied for is proposed as granted."""
        self._case_id = case_id
        today = self._page.office.today()
        self.decided_on_edit.set_today(today)
        self.decided_on_edit.set_value(today)
        for field in (self.reference_edit, self.conditions_edit):
            field.clear()
        column = self.lines_widget.layout()
        assert isinstance(column, QVBoxLayout)
        for old in self.rows:
            column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [DecisionRow(line, money_cells.line_name(line, names)) for line in lines]
        before: QWidget = self.conditions_edit
        for row in self.rows:
            column.addWidget(row)
            for after in (row.outcome_combo, row.amount_edit, row.above_edit):
                QWidget.setTabOrder(before, after)
                before = after
            row.amount_edit.returnPressed.connect(self.go)
            row.above_edit.returnPressed.connect(self.go)
        QWidget.setTabOrder(before, self.cancel_button)
        QWidget.setTabOrder(self.cancel_button, self.go_button)
        self._clear_marks()
        self.go_button.setEnabled(True)
        self.show()
        self.decided_on_edit.setFocus()

    def go(self) -> None:
        """Record it, if every line with a decision has its amount."""
        if self.isHidden() or not self.go_button.isEnabled():
            return
        self._clear_marks()
        day = self.decided_on_edit.day()
        if day is None or not self.decided_on_edit.is_valid():
            wrong.mark(self.decided_on_edit, _("Enter the day of the decision."))
            self.decided_on_edit.setFocus()
            return
        for row in self.rows:
            granted = row.outcome_combo.value() == _GRANTED
            if granted and (row.amount_edit.value() is None or not row.amount_edit.is_valid()):
                row.mark(row.amount_edit, _("Enter an amount."))
                return
        conditions = self.conditions_edit.text()
        decisions = [found for row in self.rows if (found := row.decision(conditions)) is not None]
        if not decisions:
            self._tell(_("Choose for at least one line what was decided."))
            return
        office, case_id, reference = self._page.office, self._case_id, self.reference_edit.text()
        self.go_button.setEnabled(False)

        def done(_nothing: None) -> None:
            self.shut()
            self.done.emit()

        self._page.act(
            lambda: money.decide(office, case_id, day, decisions, reference=reference),
            done,
            self._failed,
            said=_("The decision is recorded."),
        )

    def _failed(self, error: Exception) -> None:
        """Nothing was recorded; say it beside the line that it is about where that is known."""
        self.go_button.setEnabled(True)
        if isinstance(error, AboveCeilingError):
            amount = error.given["amount"]
            for row in self.rows:
                if _is_meant(row, amount):
                    row.above_edit.show()
                    row.mark(row.above_edit, told(error))
                    return
        if isinstance(error, FieldRefusedError) and error.given["field"] == "decided_on":
            wrong.mark(self.decided_on_edit, reason_of(error))
            self.decided_on_edit.setFocus()
            return
        component = getattr(error, "given", {}).get("component")
        meant = next((one for one in self.rows if one.line.component == component), None)
        if meant is not None:
            meant.mark(meant.outcome_combo, told(error))
        else:
            self._tell(told(error))

    def _tell(self, why: str) -> None:
        self.panel_error.setText(why)
        self.panel_error.show()

    def _clear_marks(self) -> None:
        self.panel_error.hide()
        wrong.clear(self.decided_on_edit)
        for row in self.rows:
            row.clear_marks()


def _is_meant(row: DecisionRow, amount: Any) -> bool:
    """Whether a refused amount is that of a line whose reason is still missing."""
    granted = row.outcome_combo.value() == _GRANTED and not row.above_edit.text().strip()
    return granted and (row.amount_edit.value(), row.line.currency) == (amount.centimes, amount.currency)


def _outcome(value: object) -> str:
    return _("granted") if value == _GRANTED else _("refused: {reason}").format(reason=labels.label(Reason(str(value))))
