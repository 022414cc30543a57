"""What people need on their way: who helps them where, special needs, baggage, who meets them, escorts."""

from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from returnhelp.domain.travel import EscortKind, Help, SpecialNeed
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_journey import tell_sim
from returnhelp.gui.pages.case_travel_tables import TablesSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.message_bar import MessageBar
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.ticks_button import TicksButton
from returnhelp.i18n import journey
from returnhelp.i18n.catalogs import N_, _


class TravelHelpSection(TablesSection):
    """Help for each traveller or for everybody, and the escorts."""

    form = "case_travel_help"
    title = N_("Help on the way")
    entities = frozenset({"arrangements", "escorts"})

    keys_note: QLabel
    sim_bar: MessageBar
    arrangements_table: RecordTable
    arrangements_error: QLabel
    arrangement_frame: QFrame
    helps_button: TicksButton
    needs_button: TicksButton
    final_destination_edit: QLineEdit
    met_by_edit: QLineEdit
    met_by_phone_edit: QLineEdit
    carrier_told_on_edit: DateEdit
    mission_told_on_edit: DateEdit
    note_edit: QLineEdit
    escorts_table: RecordTable
    escorts_error: QLabel

    def build(self) -> None:
        self.prepare()
        self.helps_button.offer(Help)
        self.needs_button.offer(SpecialNeed, journey.need)
        for day in (self.carrier_told_on_edit, self.mission_told_on_edit):
            day.set_whole_only(True)
        arrangement = self.tie("arrangements")
        arrangement.tie_all(
            helps=self.helps_button,
            needs=self.needs_button,
            final_destination=self.final_destination_edit,
            met_by=self.met_by_edit,
            met_by_phone=self.met_by_phone_edit,
            carrier_told_on=self.carrier_told_on_edit,
            mission_told_on=self.mission_told_on_edit,
            note=self.note_edit,
        )
        columns = (
            FieldColumn("person_id", 132),
            FieldColumn("helps", 200, stretches=True, editable=False),
            FieldColumn("needs", 200, stretches=True, editable=False, shown=self._needs),
            FieldColumn("baggage_pieces", 76, title=N_("Pieces")),
            FieldColumn("baggage_kilograms", 76, title=N_("Kilograms")),
            FieldColumn("met_by", 150),
        )
        self.put_table(
            self.arrangements_table, self.arrangements_error, "arrangements", columns, N_("Add help on the way"),
            self._begin,
        )  # fmt: skip
        self.under(self.arrangements_table, self.arrangement_frame, arrangement)
        escorts = (
            FieldColumn("kind", 150),
            FieldColumn("person_id", 112, title=N_("Escorted")),
            FieldColumn("name", 130, stretches=True, title=N_("Name")),
            FieldColumn("organisation", 130, stretches=True),
            FieldColumn("from_place", 92),
            FieldColumn("to_place", 92),
            FieldColumn("ordered_on", 100),
            FieldColumn("confirmed_on", 104),
        )
        self.put_table(
            self.escorts_table, self.escorts_error, "escorts", escorts, N_("Add an escort"), self._begin_escort
        )
        self.retranslate()

    def retranslate(self) -> None:
        self.arrangements_table.setAccessibleName(_("Help on the way"))
        self.escorts_table.setAccessibleName(_("Escorts"))
        self.keys_note.setText(self.arrangements_table.accessible_help())
        if self.folder.is_read:
            tell_sim(self.sim_bar, self.folder)

    def display(self) -> None:
        for day in (self.carrier_told_on_edit, self.mission_told_on_edit):
            field_editors.set_today(day, self.folder.today(), "carrier_told_on")
        super().display()
        self.keys_note.setVisible(self.folder.editable)
        tell_sim(self.sim_bar, self.folder)

    def _begin(self) -> dict[str, Any]:
        """For everybody first, then for one after the other."""
        copy = self.folder.copy
        told = {copy.value(key, "person_id") for key in copy.keys("arrangements") if not copy.is_removed(key)}
        nobody_yet = [number for number in self.folder.traveller_ids() if number not in told]
        return {
            "person_id": nobody_yet[0] if told and nobody_yet else None,
            "helps": [],
            "needs": [],
            "baggage_pieces": None,
            "baggage_kilograms": None,
            "final_destination": "",
            "met_by": "",
            "met_by_phone": "",
            "carrier_told_on": None,
            "mission_told_on": None,
            "note": "",
        }

    def _begin_escort(self) -> dict[str, Any]:
        return {
            "kind": EscortKind.SOCIAL,
            "person_id": None,
            "name": "",
            "organisation": "",
            "from_place": self.folder.copy.value(self.folder.key, "airport") or "",
            "to_place": "",
            "ordered_on": self.folder.today(),
            "confirmed_on": None,
        }

    def _needs(self, key: Key) -> str:
        """The letters of the carriers alone; the words stand in the field below."""
        given = self.folder.copy.value(key, "needs") or ()
        known = {one.value: code for one, code in journey.CARRIER_CODES.items()}
        return ", ".join(known[one] for one in given if one in known)
