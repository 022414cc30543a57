"""The journey of a case: when, from where, fit to travel or not, and what is different for one traveller."""

from PySide6.QtWidgets import QLabel, QLineEdit

from returnhelp.domain.steps import Need
from returnhelp.gui.models.records import FieldColumn, RecordsModel
from returnhelp.gui.models.working_copy import Fault
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.i18n.catalogs import N_, _


class JourneySection(CaseSection):
    """The plan of the journey, and when each traveller left."""

    form = "case_journey"
    title = N_("Journey")
    entities = frozenset({"case", "travellers"})
    needs = frozenset({Need.DEPARTURE_DATES, Need.MEDICAL_CLEARANCE})

    planned_departure_edit: DateEdit
    airport_edit: QLineEdit
    flight_edit: QLineEdit
    fit_to_travel_combo: ChoiceCombo
    fit_to_travel_until_edit: DateEdit
    travellers_table: RecordTable
    travellers_error: QLabel

    def build(self) -> None:
        folder = self.folder
        for day in (self.planned_departure_edit, self.fit_to_travel_until_edit):
            day.set_whole_only(True)
        field_editors.offer_choice(self.fit_to_travel_combo, "case", "fit_to_travel")
        self._case = self.tie("case")
        self._case.tie_all(
            planned_departure=self.planned_departure_edit,
            airport=self.airport_edit,
            flight=self.flight_edit,
            fit_to_travel=self.fit_to_travel_combo,
            fit_to_travel_until=self.fit_to_travel_until_edit,
        )
        columns = (
            FieldColumn("person_id", 200, stretches=True, editable=False),
            FieldColumn("departed_on", 112),
            FieldColumn("airport", 140),
            FieldColumn("destination", 160, stretches=True),
            FieldColumn("permit", 150),
            FieldColumn("canton", 112),
        )
        self.model = RecordsModel(folder.copy, "travellers", columns, folder.names, self)
        self.model.removable = False
        self.travellers_table.show_model(self.model, folder.choices())
        self.travellers_table.set_fitting(True)
        self.model.faults_changed.connect(self._tell_fault)
        self.retranslate()

    def retranslate(self) -> None:
        self.travellers_table.setAccessibleName(_("Travellers"))

    def display(self) -> None:
        for day in (self.planned_departure_edit, self.fit_to_travel_until_edit):
            field_editors.set_today(day, self.folder.today(), "planned_departure")
        self._case.show(self.folder.key)
        self._case.set_editable(self.folder.editable)
        self.model.set_editable(self.folder.editable)
        self.model.show(self.folder.root)

    def go_to(self, place: object) -> bool:
        match place:
            case Need.DEPARTURE_DATES:
                self.planned_departure_edit.setFocus()
            case Need.MEDICAL_CLEARANCE:
                self.fit_to_travel_combo.setFocus()
            case _:
                return False
        return True

    def mark_fault(self, fault: Fault, why: str) -> bool:
        if self.travellers_table.choose(fault.key, fault.field):
            self.model.mark(fault.key, fault.field, why)
            return True
        return super().mark_fault(fault, why)

    def commit(self) -> None:
        self.travellers_table.commit()
        super().commit()

    def peek(self) -> None:
        self.travellers_table.peek()

    def clear_marks(self) -> None:
        super().clear_marks()
        self.model.clear_marks()

    def _tell_fault(self) -> None:
        why = self.model.fault()
        self.travellers_error.setText(why)
        self.travellers_error.setVisible(bool(why))
