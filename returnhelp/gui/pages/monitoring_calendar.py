"""The monitoring calendar: visits of all cases by programme and month, and as a list that leads to the cases."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.domain.roles import Act, Role
from returnhelp.domain.visit_checks import VisitState, state
from returnhelp.domain.visit_lists import BEHIND, MONTHS, VisitCalendar, VisitQuery, VisitRow, VisitsAsked
from returnhelp.domain.working_days import add_months
from returnhelp.gui import icons
from returnhelp.gui.desk import Desk
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.pages.monitoring_calendar_months import ALL, MonthGrid, Row
from returnhelp.gui.told import told
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.places import CountryCombo
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import handover, monitoring
from returnhelp.services.office import Change, Office

_COLUMNS = (
    Column("due", N_("Due on"), 116, sortable=False),
    Column("case", N_("Case"), 200, sortable=False),
    Column("country", N_("Country"), 120, sortable=False),
    Column("programme", N_("Programme"), 150, sortable=False),
    Column("state", N_("State"), 112, sortable=False),
    Column("method", N_("Method"), 116, sortable=False),
    Column("outcome", N_("Outcome"), 140, sortable=False),
    Column("caseworker", N_("Caseworker"), 130, sortable=False),
)
_NONE = 0  # among the programmes: cases without one
_BADGES = {VisitState.OVERDUE: "error", VisitState.DONE: "success", VisitState.TO_COME: "", VisitState.UNDATED: "quiet"}


@dataclass(frozen=True)
class _Read:
    calendar: VisitCalendar
    programmes: Mapping[int, str]
    colleagues: Mapping[int, str]


class MonitoringPage(Page):
    """Counts by month above, the visits below; a month that is chosen narrows the list."""

    form = "monitoring_calendar"
    help_anchor = "monitoring"

    due_figure: QLabel
    overdue_figure: QLabel
    done_figure: QLabel
    programme_combo: ChoiceCombo
    country_combo: CountryCombo
    caseworker_combo: ChoiceCombo
    asked_combo: ChoiceCombo
    months_heading: QLabel
    legend_note: QLabel
    earlier_button: QPushButton
    today_button: QPushButton
    later_button: QPushButton
    months_table: MonthGrid
    list_heading: QLabel
    count_note: QLabel
    all_button: QPushButton
    visits_table: TableView

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._read_now: _Read | None = None
        self._narrow: tuple[Row, date | None] | None = None
        self._names: Mapping[int, str] = {}
        today = self.office.today()
        self._first = add_months(today.replace(day=1), -BEHIND)
        self._model = PagedModel(_COLUMNS, self._cell, self.ask, self)
        self.visits_table.show_model(self._model)
        self.visits_table.opened.connect(lambda row: self.desk.open_case(row.case_id, "visits"))
        self._model.loaded.connect(self._say_count)
        self._model.failed.connect(self._failed)
        self.asked_combo.offer(VisitsAsked)
        self.asked_combo.set_value(VisitsAsked.OPEN)
        self._offer({}, {})
        own = Role.CASEWORKER in self.office.user.roles and not self.office.may(Act.SEE_TEAM)
        self._wanted_caseworker = self.office.user.id if own else None
        for combo in (self.programme_combo, self.caseworker_combo, self.asked_combo):
            combo.chosen.connect(lambda _value: self._filtered())
        self.country_combo.picked.connect(lambda _value: self._filtered())
        for button, icon, by in (
            (self.earlier_button, "caret-left", -MONTHS),
            (self.later_button, "caret-right", MONTHS),
        ):
            button.setIcon(icons.icon(icon))
            button.clicked.connect(lambda _checked=False, by=by: self._go(by))
        self.today_button.clicked.connect(self._go_to_today)
        self.all_button.clicked.connect(lambda: self._narrowed(ALL, None))
        self.months_table.narrowed.connect(self._narrowed)
        self.retranslate()

    # --- what a page answers -------------------------------------------------------------------------

    def title(self) -> str:
        return _("Monitoring")

    def focus_first(self) -> None:
        self.visits_table.setFocus()

    def retranslate(self) -> None:
        self.months_table.setAccessibleName(_("Visits by programme and month"))
        self.visits_table.setAccessibleName(_("Visits"))
        self.legend_note.setText(_("due · made ✓ · red: overdue"))
        self.months_table.months.retranslate()
        self._tell()

    def refresh(self, change: Change[Any] | None) -> None:
        if change is not None and not (change.cases or change.registers):
            return
        office, query, first = self.office, self.query(), self._first

        def read() -> _Read:
            return _Read(
                monitoring.calendar(office, query, first),
                monitoring.programmes(office),
                handover.names(office),
            )

        self.visits_table.waiting()
        self.ask(read, self._take, self._failed, latest="monitoring")

    def query(self) -> VisitQuery:
        """What the filters ask, beside the days."""
        programme = self.programme_combo.value()
        caseworker = self.caseworker_combo.value() if self._read_now is not None else self._wanted_caseworker
        return VisitQuery(
            programme_id=programme or None,
            without_programme=programme == _NONE and programme is not None,
            country=self.country_combo.value(),
            caseworker_id=caseworker,
        )

    def list_query(self) -> VisitQuery:
        """What the list asks: the months that are shown with what is open from before, or the month chosen."""
        asked = self.asked_combo.value() or VisitsAsked.ALL
        last = _end_of(add_months(self._first, MONTHS - 1))
        query = self.query()
        row, month = self._narrow or (ALL, None)
        if row[0] == "programme":
            query = replace(query, programme_id=row[1], without_programme=False)
        elif row[0] == "none":
            query = replace(query, programme_id=None, without_programme=True)
        if month is not None:
            return replace(query, first=month, last=_end_of(month), asked=VisitsAsked.ALL)
        open_ones = asked in (VisitsAsked.OPEN, VisitsAsked.OVERDUE)
        return replace(query, first=None if open_ones else self._first, last=last, asked=asked)

    # --- reading -------------------------------------------------------------------------------------

    def _take(self, read: _Read) -> None:
        first, self._read_now = self._read_now is None, read
        self._offer(read.programmes, read.colleagues)
        if first:
            self.caseworker_combo.set_value(self._wanted_caseworker)
        self.months_table.months.show(read.calendar, read.programmes, self.office.today())
        self._show_list()
        self._tell()
        self.ready()

    def _offer(self, programmes: Mapping[int, str], colleagues: Mapping[int, str]) -> None:
        named = dict(sorted(programmes.items(), key=lambda one: formats.sort_key(one[1])))
        self.programme_combo.offer(
            [*named, _NONE],
            lambda number: named.get(number, "") if number != _NONE else _("Without a programme"),
            lambda: _("All programmes"),
        )
        people = dict(sorted(colleagues.items(), key=lambda one: formats.sort_key(one[1])))
        self._names = people
        self.caseworker_combo.offer(people, lambda number: people.get(number, ""), lambda: _("Everybody"))

    def _show_list(self) -> None:
        office, query = self.office, self.list_query()
        self._model.show(
            lambda: monitoring.count(office, query),
            lambda offset, limit: monitoring.visits(office, query, offset, limit),
        )

    def _failed(self, error: Exception) -> None:
        self.visits_table.settled()
        self.show_message(told(error), Kind.ERROR, _("Try again"), lambda: self.refresh(None))

    # --- what a person does --------------------------------------------------------------------------

    def _filtered(self) -> None:
        self._narrow = None
        self.refresh(None)

    def _narrowed(self, row: object, month: object) -> None:
        """A cell of the months was chosen; all of them again."""
        chosen = row if isinstance(row, tuple) else ALL
        self._narrow = None if chosen == ALL and month is None else (chosen, month if isinstance(month, date) else None)
        self._show_list()
        self._tell()

    def _go(self, months: int) -> None:
        self._first = add_months(self._first, months)
        self._filtered()

    def _go_to_today(self) -> None:
        self._first = add_months(self.office.today().replace(day=1), -BEHIND)
        self._filtered()

    # --- what is told --------------------------------------------------------------------------------

    def _tell(self) -> None:
        last = add_months(self._first, MONTHS - 1)
        self.months_heading.setText(
            _("{first} to {last}").format(
                first=formats.month(self._first.year, self._first.month), last=formats.month(last.year, last.month)
            )
        )
        if self._read_now is not None:
            calendar = self._read_now.calendar
            total = calendar.total()
            self.due_figure.setText(formats.number(total.due))
            self.overdue_figure.setText(formats.number(total.overdue + calendar.earlier))
            self.done_figure.setText(formats.number(total.done))
        self.all_button.setVisible(self._narrow is not None)
        self.list_heading.setText(self._heading())
        asks = self.query() != VisitQuery() or self._narrow is not None
        if asks or self.asked_combo.value() is not VisitsAsked.ALL:
            self.visits_table.empty.say("calendar-check", _("No visit is like this"), _("Other filters may show more."))
        else:
            why = _("Visits are planned in the section “Monitoring” of a case.")
            self.visits_table.empty.say("calendar-check", _("No visit in these months"), why)

    def _heading(self) -> str:
        if self._narrow is None:
            return _("Visits")
        row, month = self._narrow
        name = self.months_table.months.name_of(row)
        return name if month is None else f"{formats.month(month.year, month.month)}, {name}"

    def _say_count(self, total: int) -> None:
        said = ngettext("{count} visit", "{count} visits", total)
        self.count_note.setText(said.format(count=formats.number(total)))

    def _cell(self, row: VisitRow, column: str) -> Cell:
        today = self.office.today()
        match column:
            case "due":
                day = row.due_on or row.done_on
                open_ = row.done_on is None and day is not None
                second = formats.relative_day(day, today) if open_ and day is not None else ""
                return Cell(formats.short_date(day) if day is not None else "", second)
            case "case":
                return Cell(row.name or _("No name yet"), row.number, strong=True)
            case "country":
                return Cell(labels.country(row.country) if row.country is not None else "")
            case "programme":
                names = self._read_now.programmes if self._read_now is not None else {}
                return Cell(names.get(row.programme_id or 0, ""))
            case "state":
                found = state(row.due_on, row.done_on, today)
                made = formats.short_date(row.done_on) if row.done_on is not None else ""
                return Cell(labels.label(found), made, badge=_BADGES[found])
            case "method":
                return Cell(labels.label(row.method))
            case "outcome":
                return Cell(labels.label(row.outcome) if row.outcome is not None else "")
        return Cell(self._names.get(row.caseworker_id or 0, ""), colour="muted")


def _end_of(month: date) -> date:
    return add_months(month.replace(day=1), 1) - timedelta(days=1)


def _may(office: Office) -> bool:
    return office.may(Act.SEE_CASES)


SPEC = PageSpec("monitoring", N_("Monitoring"), "calendar-check", _may, MonitoringPage)
