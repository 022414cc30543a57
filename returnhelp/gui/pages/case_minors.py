"""Children of a case who travel alone: their guardian, what was assessed, and who receives them."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from returnhelp.domain import identifiers
from returnhelp.domain.figures import is_minor
from returnhelp.domain.steps import Need
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.pages.case_travel_tables import TablesSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.tidy import tidy_on_leaving
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services.cases import CaseView

_DAYS = ("guardian_consent_on", "assessed_on", "best_interest_on", "receiving_confirmed_on", "handed_over_on")


class MinorsSection(TablesSection):
    """One line for each child; nobody lets a child depart before somebody is recorded to receive them."""

    form = "case_minors"
    title = N_("Children alone")
    entities = frozenset({"minor_care"})
    needs = frozenset({Need.LONE_MINORS_ASSESSED, Need.RECEIVING_PERSON})

    lone_note: QLabel
    children_table: RecordTable
    children_error: QLabel
    care_widget: QWidget
    guardian_name_edit: QLineEdit
    guardian_contact_edit: QLineEdit
    guardian_consent_on_edit: DateEdit
    assessment_combo: ChoiceCombo
    assessed_on_edit: DateEdit
    assessed_by_edit: QLineEdit
    best_interest_combo: ChoiceCombo
    best_interest_on_edit: DateEdit
    receiving_name_edit: QLineEdit
    receiving_relation_combo: ChoiceCombo
    receiving_confirmed_on_edit: DateEdit
    receiving_phone_edit: QLineEdit
    receiving_address_edit: QLineEdit
    airline_service_check: QCheckBox
    handed_over_on_edit: DateEdit

    @classmethod
    def shown_for(cls, view: CaseView) -> bool:
        return bool(view.parts["minor_care"]) or bool(lone_children(view))

    def build(self) -> None:
        self.prepare()
        columns = (
            FieldColumn("person_id", 150, stretches=True),
            FieldColumn("assessment", 170),
            FieldColumn("best_interest", 170),
            FieldColumn("receiving_name", 170, stretches=True),
            FieldColumn("receiving_confirmed_on", 112),
        )
        self.put_table(self.children_table, self.children_error, "minor_care", columns, N_("Add a child"), self._new)
        for name, combo in (
            ("assessment", self.assessment_combo),
            ("best_interest", self.best_interest_combo),
            ("receiving_relation", self.receiving_relation_combo),
        ):
            field_editors.offer_choice(combo, "minor_care", name)
        for day in self._days().values():
            day.set_whole_only(True)
        tidy_on_leaving(self.receiving_phone_edit, identifiers.phone)
        self._care = self.tie("minor_care")
        self._care.tie_all(
            guardian_name=self.guardian_name_edit,
            guardian_contact=self.guardian_contact_edit,
            assessment=self.assessment_combo,
            assessed_by=self.assessed_by_edit,
            best_interest=self.best_interest_combo,
            receiving_name=self.receiving_name_edit,
            receiving_relation=self.receiving_relation_combo,
            receiving_phone=self.receiving_phone_edit,
            receiving_address=self.receiving_address_edit,
            airline_service=self.airline_service_check,
            **self._days(),
        )
        self.under(self.children_table, self.care_widget, self._care)
        self.retranslate()

    def _days(self) -> dict[str, DateEdit]:
        return {name: getattr(self, f"{name}_edit") for name in _DAYS}

    def display(self) -> None:
        super().display()
        for day in self._days().values():
            day.set_today(self.folder.today())
        self._tell_lone()

    def go_to(self, place: object) -> bool:
        """To the first child for whom it is missing, begun if there is no line yet."""
        if place not in self.needs:
            return super().go_to(place)
        copy = self.folder.copy
        fields: tuple[str, ...] = ("receiving_name", "receiving_confirmed_on")
        if place is Need.LONE_MINORS_ASSESSED:
            fields = ("guardian_name", "assessed_on", "best_interest_on")
        lacking = [key for key in copy.keys("minor_care") if not all(copy.value(key, name) for name in fields)]
        if self._unrecorded() and self.folder.editable:
            self.children_table.choose_add()
        elif lacking:
            self.children_table.choose(lacking[0])
            name = next(name for name in fields if not copy.value(lacking[0], name))
            if (editor := self._care.field(name)) is not None:
                editor.setFocus()
        else:
            self.children_table.setFocus()
        return True

    def retranslate(self) -> None:
        self.children_table.setAccessibleName(_("Children who travel alone"))
        if self.folder.is_read:
            self._tell_lone()

    def _unrecorded(self) -> list[int]:
        copy = self.folder.copy
        recorded = {copy.value(key, "person_id") for key in copy.keys("minor_care")}
        return [number for number in lone_children(self.folder.view) if number not in recorded]

    def _new(self) -> dict[str, Any]:
        numbers = self._unrecorded() or self.folder.traveller_ids()
        texts = ("guardian_name", "guardian_contact", "assessed_by")
        receiving = ("receiving_name", "receiving_address", "receiving_phone")
        return {
            "person_id": next(iter(numbers), None),
            **dict.fromkeys(texts + receiving, ""),
            "airline_service": False,
        }

    def _tell_lone(self) -> None:
        alone = self._unrecorded()
        self.lone_note.setVisible(bool(alone))
        if alone:
            names = self.folder.short_names()
            listed = formats.listed(names.get(number, "") for number in alone)
            self.lone_note.setText(
                _("Without an adult, and nothing is recorded yet: {names}. No departure before somebody receives them.")
                .format(names=listed)
            )  # fmt: skip


def lone_children(view: CaseView) -> list[int]:
    """The children who travel without an adult in the case as it was read; under 18 on the day of the journey."""
    planned: date | None = view.case.values["planned_departure"]
    marked = {
        one.values["person_id"]
        for one in view.parts["vulnerabilities"]
        if one.values["kind"] is VulnerabilityKind.UNACCOMPANIED_MINOR
    }
    minors: dict[int, bool] = {}
    for traveller in view.parts["travellers"]:
        number = int(traveller.values["person_id"])
        person = view.people.get(number)
        born: date | None = person.values["birth_date"] if person is not None else None
        day = traveller.values["departed_on"] or planned or view.today
        minors[number] = born is not None and day is not None and is_minor(born, day)
    alone = bool(minors) and all(minors.values())
    return [number for number, minor in minors.items() if minor and (alone or number in marked)]
