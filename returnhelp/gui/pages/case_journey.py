"""The journey of a case: when, from where, leg by leg, and what is different for one traveller."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton

from returnhelp.domain import travel_checks
from returnhelp.domain.steps import Need
from returnhelp.domain.travel import BookedBy, Leg, LegMode, LegOutcome
from returnhelp.gui import icons
from returnhelp.gui.models import journey_copy
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.case_travel_tables import TablesSection
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.airport_edit import AirportEdit
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.message_bar import Kind, MessageBar
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.i18n import formats, journey, labels
from returnhelp.i18n.catalogs import N_, _

_LOOKED_AT = frozenset({"legs", "case", "clearances", "travel_documents", "travellers", "arrangements", "person"})
"""The kinds of record that say something of the journey."""


class JourneySection(TablesSection):
    """The plan of the journey, its legs, and when each traveller left."""

    form = "case_journey"
    title = N_("Journey")
    entities = frozenset({"case", "travellers", "legs"})
    needs = frozenset({Need.DEPARTURE_DATES})

    planned_departure_edit: DateEdit
    airport_edit: AirportEdit
    flight_edit: QLineEdit
    sim_bar: MessageBar
    notices_bar: MessageBar
    usual_legs_button: QPushButton
    legs_table: RecordTable
    legs_error: QLabel
    leg_frame: QFrame
    mode_combo: ChoiceCombo
    booked_by_combo: ChoiceCombo
    booking_reference_edit: QLineEdit
    booked_on_edit: DateEdit
    cancellation_cost_edit: MoneyEdit
    note_edit: QLineEdit
    travellers_table: RecordTable
    travellers_error: QLabel

    def build(self) -> None:
        self.prepare()
        for day in (self.planned_departure_edit, self.booked_on_edit):
            day.set_whole_only(True)
        self._case = self.tie("case")
        self._case.tie_all(
            planned_departure=self.planned_departure_edit, airport=self.airport_edit, flight=self.flight_edit
        )
        self.usual_legs_button.setIcon(icons.icon("plus"))
        self.usual_legs_button.clicked.connect(self.add_usual_legs)
        field_editors.offer_choice(self.mode_combo, "legs", "mode")
        field_editors.offer_choice(self.booked_by_combo, "legs", "booked_by")
        self._leg = self.tie("legs")
        self._leg.tie_all(
            mode=self.mode_combo,
            booked_by=self.booked_by_combo,
            booking_reference=self.booking_reference_edit,
            booked_on=self.booked_on_edit,
            cancellation_cost=self.cancellation_cost_edit,
            note=self.note_edit,
        )
        self.put_table(
            self.legs_table, self.legs_error, "legs", self._leg_columns(), N_("Add a leg"), self._begin_leg, self._order
        )
        self.under(self.legs_table, self.leg_frame, self._leg)
        travellers = (
            FieldColumn("person_id", 200, stretches=True, editable=False),
            FieldColumn("departed_on", 112),
            FieldColumn("airport", 140, shown=lambda key: self._place(key, "airport")),
            FieldColumn("destination", 160, stretches=True),
            FieldColumn("permit", 150),
            FieldColumn("canton", 112),
        )
        self.put_table(self.travellers_table, self.travellers_error, "travellers", travellers)
        self.folder.copy.changed.connect(self._typed)
        self.retranslate()

    def _leg_columns(self) -> tuple[FieldColumn, ...]:
        return (
            FieldColumn("departs_on", 92, title=N_("Departs")),
            FieldColumn("departs_at", 52, title=N_("at")),
            FieldColumn("from_place", 110, stretches=True, shown=lambda key: self._place(key, "from_place")),
            FieldColumn("to_place", 110, stretches=True, shown=lambda key: self._place(key, "to_place")),
            FieldColumn("arrives_on", 92, title=N_("Arrives")),
            FieldColumn("arrives_at", 52, title=N_("at")),
            FieldColumn("position", 76, editable=False, title=N_("Waiting"), shown=self._connection),
            FieldColumn("carrier", 88),
            FieldColumn("number", 72, title=N_("Number")),
            FieldColumn("outcome", 92),
        )

    def retranslate(self) -> None:
        self.legs_table.setAccessibleName(_("Legs of the journey"))
        self.travellers_table.setAccessibleName(_("Travellers"))
        if self.folder.is_read:
            self._look()

    def display(self) -> None:
        for day, name in ((self.planned_departure_edit, "planned_departure"), (self.booked_on_edit, "booked_on")):
            field_editors.set_today(day, self.folder.today(), name)
        self._case.show(self.folder.key)
        self.usual_legs_button.setVisible(self.folder.editable)
        super().display()
        self._look()

    def go_to(self, place: object) -> bool:
        if place is Need.DEPARTURE_DATES:
            self.planned_departure_edit.setFocus()
            return True
        return super().go_to(place)

    # --- legs ----------------------------------------------------------------------------------------

    def add_usual_legs(self) -> None:
        """From home to the airport, the flight, and on to where the journey ends."""
        if not self.folder.editable:
            return
        copy, key = self.folder.copy, self.folder.key
        airport = copy.value(key, "airport") or ""
        legs = (
            {"mode": LegMode.TRAIN, "to_place": airport},
            {"mode": LegMode.FLIGHT, "from_place": airport, "number": copy.value(key, "flight") or ""},
            {"mode": LegMode.ROAD, "to_place": self._final_destination()},
        )
        made = [copy.add("legs", self.folder.root, self._begin_leg() | leg) for leg in legs]
        self.legs_table.choose(made[0], "departs_at", edit=True)

    def _begin_leg(self) -> dict[str, Any]:
        """On the planned day, or where and when the last leg ended."""
        copy = self.folder.copy
        known = [journey_copy.leg(copy, key) for key in copy.keys("legs") if not copy.is_removed(key)]
        last = max(known, key=travel_checks.order, default=None)
        return {
            "position": max((leg.position for leg in known), default=0) + 1,
            "mode": LegMode.FLIGHT,
            "carrier": "",
            "number": "",
            "from_place": last.to_place if last is not None else copy.value(self.folder.key, "airport") or "",
            "to_place": "",
            "departs_on": (last.arrives_on or last.departs_on) if last else copy.value(self.folder.key, _PLANNED),
            "departs_at": "",
            "arrives_on": None,
            "arrives_at": "",
            "booked_by": self._booker(),
            "booking_reference": "",
            "booked_on": None,
            "outcome": LegOutcome.PLANNED,
            "cancellation_cost": None,
            "note": "",
        }

    def _booker(self) -> BookedBy:
        return BookedBy.IOM_SIM if sim_reasons(self.folder) else BookedBy.SWISSREPAT

    def _final_destination(self) -> str:
        copy = self.folder.copy
        places = (copy.value(key, "final_destination") for key in copy.keys("arrangements") if not copy.is_removed(key))
        return next((place for place in places if place), "")

    def _order(self, key: Key) -> tuple[date, str, int]:
        return travel_checks.order(journey_copy.leg(self.folder.copy, key))

    def _place(self, key: Key, name: str) -> str:
        """The code first, so that it is read where the name is cut off."""
        kept = self.folder.copy.value(key, name) or ""
        named = journey.airport_name(kept)
        return f"{kept} {named}" if named != kept else kept

    def _connection(self, key: Key) -> str:
        """The time between this leg and the one before it."""
        copy = self.folder.copy
        legs = {one: journey_copy.leg(copy, one) for one in copy.keys("legs") if not copy.is_removed(one)}
        travelled: list[Leg] = travel_checks.in_order(legs.values())
        this = legs.get(key)
        at = next((place for place, leg in enumerate(travelled) if leg is this), 0)
        gap = travel_checks.connection(travelled[at - 1], travelled[at]) if at else None
        return "" if gap is None else _hours(gap)

    # --- what is to be looked at -----------------------------------------------------------------------

    def _typed(self, key: Key, _name: str) -> None:
        if key[0] in _LOOKED_AT and self.isVisible():
            self._look()

    def _look(self) -> None:
        """Say what is to be looked at, and who may travel with SIM."""
        folder = self.folder
        tell_sim(self.sim_bar, folder)
        found = journey_copy.look_at(folder.copy, folder.key, folder.traveller_ids())
        names = folder.short_names()
        said = [journey.notice(one, names.get(one.person_id or 0, "")) for one in found]
        if said:
            self.notices_bar.show_message("\n".join(said), Kind.WARNING, closable=False)
        else:
            self.notices_bar.clear()


_PLANNED = "planned_departure"


def sim_reasons(folder: CaseFolder) -> dict[int, tuple[Any, ...]]:
    """Who of the travellers is on the list of those whose journey SIM may organise, on the day of the journey."""
    day = folder.copy.value(folder.key, _PLANNED) or folder.today()
    return dict(journey_copy.sim_reasons(folder.copy, folder.traveller_ids(), day))


def tell_sim(bar: MessageBar, folder: CaseFolder) -> None:
    """Say who makes it a journey that SIM may organise; say nothing where nobody does."""
    names = folder.short_names()
    who = [
        _("{person} ({reasons})").format(
            person=names.get(number, ""), reasons=formats.listed(labels.label(reason) for reason in reasons)
        )
        for number, reasons in sim_reasons(folder).items()
    ]
    if who:
        said = _("SIM may organise this journey: {people}.").format(people=formats.listed(who))
        bar.show_message(said, Kind.INFO, closable=False)
    else:
        bar.clear()


def _hours(gap: timedelta) -> str:
    """A time between two legs: 2 h 15; what lies before is told with a minus."""
    minutes = int(gap.total_seconds() // 60)
    hours, left = divmod(abs(minutes), 60)
    said = f"{hours}:{left:02}\u00a0h"
    return f"\u2212{said}" if minutes < 0 else said
