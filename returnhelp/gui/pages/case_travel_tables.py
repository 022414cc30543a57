"""A section of a case that is a form with several tables in it: what all of them share."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from returnhelp.gui.models.records import FieldColumn, RecordsModel
from returnhelp.gui.models.working_copy import Fault, Key
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.tied_fields import TiedFields


class TablesSection(CaseSection):
    """Each table is as high as its rows; the page scrolls as a whole."""

    def prepare(self) -> None:
        """Make room for the tables; the first thing in ``build``."""
        self._tables: list[tuple[RecordTable, RecordsModel]] = []

    def put_table(
        self,
        table: RecordTable,
        error: QLabel,
        entity: str,
        columns: Sequence[FieldColumn],
        add: str = "",
        begin: Callable[[], dict[str, Any]] | None = None,
        order: Callable[[Key], Any] | None = None,
    ) -> RecordsModel:
        """Set up one table; with ``add`` (an English source text) its last row adds a record."""
        model = RecordsModel(self.folder.copy, entity, columns, self.folder.names_in_lists, self)
        model.removable = begin is not None
        if begin is not None:
            model.adds(add, begin)
        if order is not None:
            model.order_by(order)
        table.show_model(model, self.folder.choices())
        table.set_fitting(True)
        error.hide()

        def tell() -> None:
            why = model.fault()
            error.setText(why)
            error.setVisible(bool(why))

        model.faults_changed.connect(tell)
        self._tables.append((table, model))
        return model

    def under(self, table: RecordTable, frame: QWidget, tied: TiedFields) -> None:
        """Show more fields of the chosen record in a frame under the table; without a record it is hidden."""

        def chosen(key: object) -> None:
            tied.show(key if isinstance(key, tuple) else None)
            frame.setVisible(tied.key is not None)

        table.set_leading(True)
        table.record_chosen.connect(chosen)
        chosen(None)

    def display(self) -> None:
        for tied in self.tied:
            tied.set_editable(self.folder.editable)
        for table, model in self._tables:
            model.set_editable(self.folder.editable)
            model.show(self.folder.root)
            if table.leading:
                table.choose_last()
                table.record_chosen.emit(table.key())

    def go_to(self, place: object) -> bool:
        if isinstance(place, tuple):
            return any(table.choose((str(place[0]), int(place[1]))) for table, _model in self._tables)
        return False

    def mark_fault(self, fault: Fault, why: str) -> bool:
        for table, model in self._tables:
            if model.entity == fault.key[0] and table.choose(fault.key, fault.field):
                if model.column_of(fault.field) >= 0:
                    model.mark(fault.key, fault.field, why)
                    return True
                break
        return super().mark_fault(fault, why)

    def commit(self) -> None:
        for table, _model in self._tables:
            table.commit()
        field_editors.settle(self.focusWidget())

    def peek(self) -> None:
        for table, _model in self._tables:
            table.peek()

    def clear_marks(self) -> None:
        super().clear_marks()
        for _table, model in self._tables:
            model.clear_marks()

    def somebody(self) -> int | None:
        """The person whom a new record is most likely about: the first who travels, else the principal."""
        numbers = self.folder.traveller_ids() or self.folder.person_ids()
        return numbers[0] if numbers else None
