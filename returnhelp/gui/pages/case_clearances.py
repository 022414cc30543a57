"""Who was found fit to travel, until when, on what conditions; the diagnosis is sealed apart."""

from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit

from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.steps import Need
from returnhelp.domain.travel_checks import NoticeKind
from returnhelp.gui import theme
from returnhelp.gui.models import journey_copy
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_sealed import SealedRecord
from returnhelp.gui.pages.case_travel_tables import TablesSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.message_bar import Kind, MessageBar
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.i18n import journey
from returnhelp.i18n.catalogs import N_, _


class ClearancesSection(TablesSection):
    """The clearance of all together, and of each traveller."""

    form = "case_clearances"
    title = N_("Medical clearance")
    entities = frozenset({"case", "clearances"})
    needs = frozenset({Need.MEDICAL_CLEARANCE})

    fit_to_travel_combo: ChoiceCombo
    fit_to_travel_until_edit: DateEdit
    clearances_table: RecordTable
    clearances_error: QLabel
    detail_frame: QFrame
    conditions_edit: QPlainTextEdit
    notices_bar: MessageBar
    sealed_frame: QFrame

    def build(self) -> None:
        self.prepare()
        self.fit_to_travel_until_edit.set_whole_only(True)
        self.conditions_edit.setFixedHeight(theme.px(72))
        field_editors.offer_choice(self.fit_to_travel_combo, "case", "fit_to_travel")
        self._case = self.tie("case")
        self._case.tie_all(fit_to_travel=self.fit_to_travel_combo, fit_to_travel_until=self.fit_to_travel_until_edit)
        each = self.tie("clearances")
        each.tie("conditions", self.conditions_edit)
        columns = (
            FieldColumn("person_id", 160, stretches=True),
            FieldColumn("asked_on", 108),
            FieldColumn("examined_on", 112),
            FieldColumn("result", 200, stretches=True),
            FieldColumn("valid_until", 108),
            FieldColumn("doctor", 160, stretches=True),
        )
        self.put_table(
            self.clearances_table, self.clearances_error, "clearances", columns, N_("Add a traveller"), self._begin
        )
        self.under(self.clearances_table, self.detail_frame, each)
        self.diagnosis = SealedRecord(self.folder, SealedKind.DIAGNOSIS)
        place = self.sealed_frame.layout()
        assert place is not None
        place.addWidget(self.diagnosis)
        self.clearances_table.record_chosen.connect(lambda _key: self._chosen())
        self.folder.copy.changed.connect(self._typed)
        self.retranslate()

    def retranslate(self) -> None:
        self.clearances_table.setAccessibleName(_("Medical clearance of each traveller"))
        if self.folder.is_read:
            self._look()

    def display(self) -> None:
        field_editors.set_today(self.fit_to_travel_until_edit, self.folder.today(), "fit_to_travel_until")
        self._case.show(self.folder.key)
        super().display()
        self._chosen()
        self._look()

    def go_to(self, place: object) -> bool:
        if place is not Need.MEDICAL_CLEARANCE:
            return super().go_to(place)
        keys = self.folder.copy.keys("clearances")
        waiting = next((key for key in keys if not self.folder.copy.value(key, "result")), None)
        if waiting is not None:
            return self.clearances_table.choose(waiting, "result")
        self.fit_to_travel_combo.setFocus()
        return True

    def _chosen(self) -> None:
        """The diagnosis is that of the chosen traveller; before anybody is entered, of the first one."""
        copy = self.folder.copy
        key = self.clearances_table.key() or next(iter(copy.keys("clearances")), None)
        self.diagnosis.show_person(copy.value(key, "person_id") if key is not None else self.somebody())

    def go(self) -> bool:
        """What is typed into the sealed form is sealed."""
        if not self.diagnosis.is_typed or not self.diagnosis.isAncestorOf(self.focusWidget() or self):
            return False
        self.diagnosis.write()
        return True

    def hold(self) -> dict[str, object] | None:
        return self.diagnosis.hold()

    def restore(self, held: dict[str, object]) -> None:
        self.appear()
        self.diagnosis.restore(held)

    def _begin(self) -> dict[str, Any]:
        """The first traveller who was not asked about yet, whoever is ill first of all."""
        copy = self.folder.copy
        asked = {copy.value(key, "person_id") for key in copy.keys("clearances") if not copy.is_removed(key)}
        ill = {
            copy.value(key, "person_id")
            for key in copy.keys("vulnerabilities")
            if copy.value(key, "kind") in ("health", "pregnant")
        }
        numbers = sorted(self.folder.traveller_ids(), key=lambda number: number not in ill)
        return {
            "person_id": next((number for number in numbers if number not in asked), self.somebody()),
            "asked_on": self.folder.today(),
            "examined_on": None,
            "result": "",
            "valid_until": None,
            "doctor": "",
            "conditions": "",
        }

    def _typed(self, key: Key, _name: str) -> None:
        if key[0] in ("clearances", "case", "legs") and self.isVisible():
            self._look()

    def _look(self) -> None:
        """Say whose clearance ends before the journey."""
        folder = self.folder
        names = folder.short_names()
        said = [
            journey.notice(one, names.get(one.person_id or 0, ""))
            for one in journey_copy.look_at(folder.copy, folder.key, folder.traveller_ids())
            if one.kind is NoticeKind.CLEARANCE_EXPIRES
        ]
        if said:
            self.notices_bar.show_message("\n".join(said), Kind.WARNING, closable=False)
        else:
            self.notices_bar.clear()
