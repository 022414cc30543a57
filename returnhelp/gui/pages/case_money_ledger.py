"""The page of the ledger: every entry of a case or of one line, with the balance after it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.gui.forms import load_form
from returnhelp.gui.models import money_cells
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, PagedModel
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _
from returnhelp.services.money import MoneyView


class LedgerSheet(QWidget):
    """Read only: an entry is never changed, only reversed by another."""

    left = Signal()
    """Back to the lines."""
    print_wanted = Signal()

    ledger_heading: QLabel
    print_ledger_button: QPushButton
    back_button: QPushButton
    of_combo: ChoiceCombo
    flaws_error: QLabel
    ledger_table: TableView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "case_money_ledger")
        self._view: MoneyView | None = None
        self._lines: dict[int, str] = {}
        self.entries = PagedModel(money_cells.LEDGER, self._cell, at_once, self)
        self.ledger_table.show_model(self.entries)
        self.back_button.clicked.connect(self.left)
        self.print_ledger_button.clicked.connect(self.print_wanted)
        self.of_combo.chosen.connect(lambda _line: self._show_entries())
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def show_view(self, view: MoneyView, names: Mapping[int, str]) -> None:
        """Show the ledger of a case; what is chosen stays."""
        self._view = view
        moved = {row.line_id for row in view.statement}
        self._lines = {one.id: money_cells.line_name(one, names) for one in view.lines if one.id in moved}
        self.of_combo.offer(self._lines, lambda number: self._lines.get(number, ""), lambda: _("the whole case"))
        self.flaws_error.setText("\n".join(labels.label(flaw.kind) for flaw in view.flaws))
        self.flaws_error.setVisible(bool(view.flaws))
        self.ledger_table.setAccessibleName(_("Ledger"))
        self._show_entries()

    def _show_entries(self) -> None:
        view, line_id = self._view, self.of_combo.value()
        if view is not None:
            rows = view.statement if line_id is None else view.statement_of(line_id)
            self.entries.show(lambda: len(rows), lambda offset, limit: rows[offset : offset + limit])

    def _cell(self, row: Any, key: str) -> Cell:
        return money_cells.entry(row, key, self._lines, self._view.users if self._view is not None else {})
