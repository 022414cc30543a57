"""A section of a case that is one table: what all of them share."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from returnhelp.domain.steps import Need
from returnhelp.gui.models.records import FieldColumn, RecordsModel
from returnhelp.gui.models.working_copy import Fault, Key
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.i18n import catalogs


class ListSection(CaseSection):
    """One table of records, perhaps with more fields of the chosen record under it."""

    form = "case_list"
    scrolls = False

    list_heading: QLabel
    keys_note: QLabel
    records_table: RecordTable
    records_error: QLabel
    sum_note: QLabel
    detail_frame: QFrame

    model: RecordsModel

    def table(
        self,
        entity: str,
        columns: Sequence[FieldColumn],
        add: str,
        begin: Callable[[], dict[str, Any]],
        order: Callable[[Key], Any] | None = None,
    ) -> None:
        """Set up the table: what it shows, what its last row offers, and what a new record begins with."""
        self.model = RecordsModel(self.folder.copy, entity, columns, self.folder.names_in_lists, self)
        self.model.adds(add, begin)
        if order is not None:
            self.model.order_by(order)
        self.records_table.show_model(self.model, self.folder.choices())
        self.model.faults_changed.connect(self._tell_fault)
        self.detail_frame.hide()
        self.sum_note.hide()
        self.records_error.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.list_heading.setText(catalogs.gettext(self.title))
        self.records_table.setAccessibleName(catalogs.gettext(self.title))
        self.keys_note.setText(self.records_table.accessible_help())

    def display(self) -> None:
        self.model.set_editable(self.folder.editable)
        self.model.show(self.folder.root)
        self.keys_note.setVisible(self.folder.editable)
        if not self.detail_frame.isHidden():
            self.records_table.choose_last()
        for tied in self.tied:
            tied.set_editable(self.folder.editable)
            tied.show(self.records_table.key())

    def go_to(self, place: object) -> bool:
        if isinstance(place, Need) and place in self.needs:
            self.records_table.choose_add()
            return True
        if isinstance(place, tuple):
            return self.records_table.choose((str(place[0]), int(place[1])))
        return False

    def mark_fault(self, fault: Fault, why: str) -> bool:
        if not self.records_table.choose(fault.key, fault.field):
            return False
        if self.model.column_of(fault.field) >= 0:
            self.model.mark(fault.key, fault.field, why)
            return True
        return super().mark_fault(fault, why)

    def commit(self) -> None:
        self.records_table.commit()
        field_editors.settle(self.focusWidget())

    def peek(self) -> None:
        self.records_table.peek()

    def clear_marks(self) -> None:
        super().clear_marks()
        self.model.clear_marks()

    def show_detail(self, detail: CaseSection) -> None:
        """Show these fields of the chosen record under the table."""
        column = self.detail_frame.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(detail)
        self.tied += detail.tied
        self.detail_frame.show()
        self.records_table.set_leading(True)
        self.records_table.record_chosen.connect(self._chosen)
        self._chosen(None)

    def _chosen(self, key: Key | None) -> None:
        for tied in self.tied:
            tied.show(key)
        self.detail_frame.setEnabled(key is not None)

    def _tell_fault(self) -> None:
        why = self.model.fault()
        self.records_error.setText(why)
        self.records_error.setVisible(bool(why))

    def somebody(self) -> int | None:
        """The person whom a new record is most likely about: the only traveller, else the principal."""
        numbers = self.folder.traveller_ids() or self.folder.person_ids()
        return numbers[0] if numbers else None
