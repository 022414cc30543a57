"""A section of a case that holds one or several tables in a page that scrolls as a whole."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from returnhelp.domain.steps import Need
from returnhelp.gui.models.records import FieldColumn, RecordsModel
from returnhelp.gui.models.working_copy import Fault, Key
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.i18n import catalogs


class TablesSection(CaseSection):
    """Tables are as high as their rows; fields tied to the first table show its chosen record."""

    def __init__(self, folder: CaseFolder, parent: QWidget | None = None) -> None:
        self.tables: list[tuple[RecordTable, RecordsModel, str]] = []
        """The tables that were set up, with what they show and their names."""
        super().__init__(folder, parent)

    def table(
        self,
        table: RecordTable,
        error: QLabel,
        entity: str,
        columns: Sequence[FieldColumn],
        add: str,
        begin: Callable[[], dict[str, Any]],
        name: str,
    ) -> RecordsModel:
        """Set up one table; ``add`` and ``name`` are English source texts."""
        model = RecordsModel(self.folder.copy, entity, columns, self.folder.names_in_lists, self)
        model.adds(add, begin)
        table.show_model(model, self.folder.choices())
        table.set_fitting(True)
        table.setAccessibleName(catalogs.gettext(name))
        error.hide()
        model.faults_changed.connect(lambda: _tell(error, model.fault()))
        self.tables.append((table, model, name))
        return model

    def retranslate(self) -> None:
        for table, _model, name in self.tables:
            table.setAccessibleName(catalogs.gettext(name))

    def display(self) -> None:
        for _table, model, _name in self.tables:
            model.set_editable(self.folder.editable)
            model.show(self.folder.root)

    def go_to(self, place: object) -> bool:
        if isinstance(place, Need) and place in self.needs and self.tables:
            self.tables[0][0].choose_add()
            return True
        if isinstance(place, tuple):
            key = (str(place[0]), int(place[1]))
            return any(table.choose(key) for table, model, _name in self.tables if model.entity == key[0])
        return False

    def mark_fault(self, fault: Fault, why: str) -> bool:
        for table, model, _name in self.tables:
            if model.entity == fault.key[0] and table.choose(fault.key, fault.field):
                if model.column_of(fault.field) >= 0:
                    model.mark(fault.key, fault.field, why)
                    return True
                return super().mark_fault(fault, why)
        return super().mark_fault(fault, why)

    def commit(self) -> None:
        for table, _model, _name in self.tables:
            table.commit()
        super().commit()

    def peek(self) -> None:
        for table, _model, _name in self.tables:
            table.peek()

    def clear_marks(self) -> None:
        super().clear_marks()
        for _table, model, _name in self.tables:
            model.clear_marks()

    def chosen_or_first(self, table: RecordTable, entity: str) -> Key | None:
        """The record at which the keys are in a table, else its first one."""
        key = table.key()
        return key if key is not None else next(iter(self.folder.copy.keys(entity)), None)


def _tell(error: QLabel, why: str) -> None:
    error.setText(why)
    error.setVisible(bool(why))
