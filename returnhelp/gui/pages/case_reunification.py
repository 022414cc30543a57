"""Family reunification in a case: who is joined, each traveller's entry visa, and proof of kinship."""

from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from returnhelp.domain import identifiers
from returnhelp.domain.case import CaseType
from returnhelp.domain.reunification import Relation, ReunificationBasis, SponsorStatus
from returnhelp.domain.steps import Need
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_travel_tables import TablesSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.places import CantonCombo
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.tidy import tidy_on_leaving
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services.cases import CaseView


class ReunificationSection(TablesSection):
    """The sponsor is one; visas and tests are those of the travellers."""

    form = "case_reunification"
    title = N_("Family reunification")
    entities = frozenset({"sponsors", "entry_visas", "kinship_tests"})
    needs = frozenset({Need.SPONSOR, Need.COSTS_CONFIRMED, Need.ENTRY_VISAS})

    sponsor_note: QLabel
    sponsor_button: QPushButton
    sponsor_widget: QWidget
    name_edit: QLineEdit
    status_combo: ChoiceCombo
    basis_combo: ChoiceCombo
    sponsor_canton_combo: CantonCombo
    phone_edit: QLineEdit
    address_edit: QLineEdit
    right_since_edit: DateEdit
    applied_on_edit: DateEdit
    decided_on_edit: DateEdit
    decision_reference_edit: QLineEdit
    costs_borne_by_combo: ChoiceCombo
    costs_confirmed_on_edit: DateEdit
    visas_table: RecordTable
    visas_error: QLabel
    kinship_table: RecordTable
    kinship_error: QLabel

    @classmethod
    def shown_for(cls, view: CaseView) -> bool:
        return view.case.values["kind"] is CaseType.FAMILY_REUNIFICATION or any(
            view.parts[entity] for entity in cls.entities
        )

    def build(self) -> None:
        self.prepare()
        for name, combo in (
            ("status", self.status_combo),
            ("basis", self.basis_combo),
            ("costs_borne_by", self.costs_borne_by_combo),
        ):
            field_editors.offer_choice(combo, "sponsors", name)
        for day in self._days():
            day.set_whole_only(True)
        self._sponsor = self.tie("sponsors")
        self._sponsor.tie_all(
            name=self.name_edit,
            status=self.status_combo,
            basis=self.basis_combo,
            canton=self.sponsor_canton_combo,
            phone=self.phone_edit,
            address=self.address_edit,
            right_since=self.right_since_edit,
            applied_on=self.applied_on_edit,
            decided_on=self.decided_on_edit,
            decision_reference=self.decision_reference_edit,
            costs_borne_by=self.costs_borne_by_combo,
            costs_confirmed_on=self.costs_confirmed_on_edit,
        )
        tidy_on_leaving(self.phone_edit, identifiers.phone)
        self.sponsor_button.clicked.connect(self.add_sponsor)
        self.put_table(
            self.visas_table,
            self.visas_error,
            "entry_visas",
            (
                FieldColumn("person_id", 130, stretches=True),
                FieldColumn("relation", 120, title=N_("Relation")),
                FieldColumn("number", 116, title=N_("Visa number")),
                FieldColumn("valid_from", 96),
                FieldColumn("valid_until", 96),
                FieldColumn("copy_received_on", 100, title=N_("Copy on")),
                FieldColumn("exit_visa_needed", 92, title=N_("Exit visa")),
                FieldColumn("exit_visa_on", 104, title=N_("Obtained on")),
            ),
            N_("Add a visa"),
            self._new_visa,
        )
        self.put_table(
            self.kinship_table,
            self.kinship_error,
            "kinship_tests",
            (
                FieldColumn("person_id", 130, stretches=True),
                FieldColumn("asked_by", 120),
                FieldColumn("consent_on", 100),
                FieldColumn("laboratory", 140, stretches=True),
                FieldColumn("sampled_on", 104, title=N_("Sample on")),
                FieldColumn("probability", 112, title=N_("Probability")),
                FieldColumn("result_on", 96),
            ),
            N_("Add a test"),
            self._new_test,
        )
        self.retranslate()

    def retranslate(self) -> None:
        self.visas_table.setAccessibleName(_("Entry visas"))
        self.kinship_table.setAccessibleName(_("Tests of kinship"))

    def _days(self) -> tuple[DateEdit, ...]:
        return (self.right_since_edit, self.applied_on_edit, self.decided_on_edit, self.costs_confirmed_on_edit)

    def display(self) -> None:
        super().display()
        for day in self._days():
            day.set_today(self.folder.today())
        self._show_sponsor()

    def go_to(self, place: object) -> bool:
        match place:
            case Need.SPONSOR | Need.COSTS_CONFIRMED:
                if self._key() is None and self.folder.editable:
                    self.add_sponsor()
                (self.name_edit if place is Need.SPONSOR else self.costs_confirmed_on_edit).setFocus()
                return True
            case Need.ENTRY_VISAS:
                self.visas_table.choose_add()
                return True
            case tuple() if place[0] == "sponsors":
                self.name_edit.setFocus()
                return True
        return super().go_to(place)

    def add_sponsor(self) -> None:
        """Begin the record of the sponsor."""
        if self._key() is None:
            values = {"name": "", "status": SponsorStatus.REFUGEE, "basis": ReunificationBasis.ASYLG_51}
            empty = dict.fromkeys(("phone", "address", "decision_reference"), "")
            self.folder.copy.add("sponsors", self.folder.root, values | empty)
        self._show_sponsor()
        self.name_edit.setFocus()

    def _key(self) -> Key | None:
        return next(iter(self.folder.copy.keys("sponsors")), None)

    def _show_sponsor(self) -> None:
        key = self._key()
        self._sponsor.show(key)
        self._sponsor.set_editable(self.folder.editable and key is not None)
        self.sponsor_widget.setVisible(key is not None)
        self.sponsor_button.setVisible(key is None and self.folder.editable)

    def _without(self, entity: str) -> int | None:
        """The first traveller who has no such record yet."""
        copy = self.folder.copy
        there = {copy.value(key, "person_id") for key in copy.keys(entity)}
        numbers = self.folder.traveller_ids() or self.folder.person_ids()
        return next((number for number in numbers if number not in there), next(iter(numbers), None))

    def _new_visa(self) -> dict[str, Any]:
        return {
            "person_id": self._without("entry_visas"),
            "relation": Relation.CHILD if self.folder.copy.keys("entry_visas") else Relation.SPOUSE,
            "number": "",
            "exit_visa_needed": False,
        }

    def _new_test(self) -> dict[str, Any]:
        return {"person_id": self._without("kinship_tests"), "asked_by": "", "laboratory": ""}
