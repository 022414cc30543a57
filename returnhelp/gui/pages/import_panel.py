"""What every part of the review is made of: a heading, what to do with all, a list, and what to do with one."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from returnhelp.gui.forms import load_form
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.intake_work import IntakeWork
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.flow_layout import FlowLayout
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n.catalogs import _


class Panel(QWidget):
    """Shows rows of a list; a subclass says which, what stands in each cell, and what can be done with one."""

    has_detail: ClassVar[bool] = True
    """Whether something can be done with one row."""

    work_changed = Signal(object)
    """The work as a person changed it; it is reviewed again."""

    list_heading: QLabel
    list_note: QLabel
    acts_panel: QWidget
    list_table: TableView
    detail_card: QFrame
    detail_heading: QLabel
    detail_note: QLabel
    detail_rows: QWidget

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "import_list")
        self.work: IntakeWork | None = None
        self.today = date.min
        self._rows: Sequence[Any] = ()
        acts = self.acts_panel.layout()
        detail = self.detail_rows.layout()
        assert isinstance(acts, QHBoxLayout)
        assert isinstance(detail, QVBoxLayout)
        self.acts, self.detail = acts, detail
        self.detail_note.setTextFormat(Qt.TextFormat.PlainText)
        self.detail_heading.setTextFormat(Qt.TextFormat.PlainText)
        self.list_table.set_two_lines(False)
        self._model = PagedModel(columns, self.cell, at_once, self)
        self.list_table.show_model(self._model)
        self.list_table.rows_selected.connect(self._chosen)
        self.acts_panel.hide()
        self.detail_card.hide()

    # --- what a part says of itself ------------------------------------------------------------------

    def cell(self, row: Any, column: str) -> Cell:
        """What stands in a cell."""
        raise NotImplementedError

    def show_work(self, work: IntakeWork, today: date) -> None:
        """Show what came of the list."""
        raise NotImplementedError

    def show_detail(self, row: Any) -> None:
        """Offer what can be done with this row; ``detail`` is empty when it is asked."""

    # --- what it may use -----------------------------------------------------------------------------

    def show_rows(self, work: IntakeWork, today: date, rows: Sequence[Any]) -> None:
        """Show these; the keys stay at the place where they were."""
        at = max(0, self.list_table.currentIndex().row())
        scrolled = self.list_table.verticalScrollBar().value()
        self.work, self.today, self._rows = work, today, rows
        self._model.show(lambda: len(rows), lambda first, count: rows[first : first + count])
        if rows:
            self.list_table.selectRow(min(at, len(rows) - 1))
            self.list_table.verticalScrollBar().setValue(scrolled)
        else:
            self._chosen()

    def rows(self) -> Sequence[Any]:
        """The rows that are shown."""
        return self._rows

    def row(self) -> Any:
        """The row that is chosen; None without one."""
        rows = self.list_table.rows()
        return rows[0] if rows else None

    def line(self, *widgets: QWidget) -> FlowLayout:
        """Set widgets side by side into the part about one row; what has no room goes on in the next line."""
        line = FlowLayout()
        for widget in widgets:
            line.addWidget(widget)
        self.detail.addLayout(line)
        return line

    def button(self, words: str, act: Callable[[], object]) -> QPushButton:
        """A button that does one thing."""
        button = QPushButton(words)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def offer_leaving_out(self, work: IntakeWork, number: int) -> None:
        """A button at the end of the last line that leaves the row out of the list."""
        leave_out = dress(
            self.button(_("Leave the row out"), lambda: self.change(work.left_out(number, True))), Look.QUIET
        )
        last = self.detail.itemAt(self.detail.count() - 1)
        line = last.layout() if last is not None else None
        if isinstance(line, FlowLayout):
            line.addWidget(leave_out)
        else:
            self.line(leave_out)

    def change(self, work: IntakeWork) -> None:
        """Tell what a person changed."""
        self.work_changed.emit(work)

    def _chosen(self) -> None:
        cleared.clear(self.detail)
        row = self.row()
        self.detail_card.setVisible(row is not None and self.has_detail)
        if row is not None and self.has_detail and self.work is not None:
            self.show_detail(row)
