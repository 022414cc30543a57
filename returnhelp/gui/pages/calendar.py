"""The calendar of departures: a month or a week, each departure leading to its case."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QToolButton, QWidget

from returnhelp.domain.departures import Calendar, Departure, DueThen
from returnhelp.domain.roles import Act
from returnhelp.gui import icons, theme, writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import calendar_days as days
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.pages.calendar_grid import CalendarGrid
from returnhelp.gui.pages.list_card import Line, LineCard
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import calendar
from returnhelp.services.office import Change, Office

_SIDE = 300


class CalendarPage(Page):
    """Who leaves when: the days beside each other, the chosen day in full at their side."""

    form = "calendar"
    help_anchor = "calendar"

    month_button: QPushButton
    week_button: QPushButton
    export_button: QPushButton
    earlier_button: QToolButton
    today_button: QPushButton
    later_button: QToolButton
    span_heading: QLabel
    sum_note: QLabel
    departures_grid: CalendarGrid
    day_scroll: QScrollArea
    day_value: QWidget
    day_card: LineCard
    due_card: LineCard

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._week = False
        self._private = False
        self._day = self.office.today()
        self._shown = Calendar(())
        self._read_span: tuple[date, date] | None = None
        self.day_scroll.setFixedWidth(theme.px(_SIDE))
        self.day_value.setProperty("scrolled", True)
        for button, week in ((self.month_button, False), (self.week_button, True)):
            button.setCheckable(True)
            button.clicked.connect(partial(self._switch, week))
        self.earlier_button.setIcon(icons.icon("caret-left"))
        self.later_button.setIcon(icons.icon("caret-right"))
        self.earlier_button.clicked.connect(lambda: self._step(-1))
        self.later_button.clicked.connect(lambda: self._step(1))
        self.today_button.clicked.connect(lambda: self.go_to(self.office.today()))
        self.export_button.setIcon(icons.icon("download-simple"))
        self.export_button.clicked.connect(self.export)
        self.departures_grid.day_chosen.connect(self._chosen)
        self.departures_grid.day_entered.connect(self._entered)
        self.departures_grid.case_wanted.connect(self._open)
        self.retranslate()

    # --- what a page answers -------------------------------------------------------------------------

    def title(self) -> str:
        return _("Calendar")

    def focus_first(self) -> None:
        self.departures_grid.setFocus()

    def arrive(self, state: object) -> None:
        """``state`` may be the day to show."""
        if isinstance(state, date):
            self.go_to(state)

    def blank(self, private: bool) -> bool:
        """How many leave on which day may be seen by a visitor, who they are may not."""
        self._private = private
        self.departures_grid.set_private(private)
        self._show()
        return True

    def retranslate(self) -> None:
        for button, words in (
            (self.earlier_button, (_("The month before"), _("The week before"))),
            (self.later_button, (_("The month after"), _("The week after"))),
        ):
            button.setToolTip(words[self._week])
            button.setAccessibleName(words[self._week])
        self._show()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - any change may move a departure
        office, (first, last) = self.office, self._days()
        self.ask(lambda: calendar.between(office, first, last), partial(self._take, (first, last)), latest="days")

    # --- which days ------------------------------------------------------------------------------------

    def go_to(self, day: date) -> None:
        """Show the month or the week of this day, with the keys at it."""
        self._day = day
        self._show()
        if self._days() != self._read_span:
            self.refresh(None)

    def day(self) -> date:
        """The day at which the keys are."""
        return self._day

    def _days(self) -> tuple[date, date]:
        return days.week_of(self._day) if self._week else days.sheet_of(self._day)

    def _span(self) -> tuple[date, date]:
        """The month or the week without the days around it."""
        return days.week_of(self._day) if self._week else days.month_of(self._day)

    def _step(self, by: int) -> None:
        self.go_to(date.fromordinal(self._day.toordinal() + by * days.WEEK) if self._week
                   else days.other_month(self._day, by))  # fmt: skip

    def _switch(self, week: bool, *_checked: bool) -> None:
        self._week = week
        self._read_span = None
        self.retranslate()
        self.refresh(None)

    def _chosen(self, day: object) -> None:
        if isinstance(day, date):
            self.go_to(day)

    def _take(self, span: tuple[date, date], shown: Calendar) -> None:
        self._read_span, self._shown = span, shown
        self._show()
        self.ready()

    # --- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.month_button.setChecked(not self._week)
        self.week_button.setChecked(self._week)
        first, last = self._span()
        self.span_heading.setText(days.span_words(first, last, week=self._week))
        within = tuple(one for one in self._shown.departures if first <= one.day <= last)
        self.sum_note.setText(days.sum_words(within))
        self.departures_grid.show_days(self._shown, self._day, self.office.today(), week=self._week)
        self._show_day()

    def _show_day(self) -> None:
        found = self._shown.of_day(self._day)
        self.day_card.show_lines(
            f"{formats.weekday(self._day)}, {formats.date(self._day)}",
            [self._line(one) for one in found],
            first=12,
            nothing=_("Nobody leaves on this day."),
        )
        due = self._shown.due_on(self._day)
        self.due_card.show_lines(_("Deadlines"), [self._due_line(at, one) for at, one in enumerate(due)], first=8)

    def _line(self, one: Departure) -> Line:
        title = _("Hidden") if self._private else one.name or one.number
        second = "  ·  ".join(filter(None, ("" if self._private else one.number, days.route_words(one))))
        return Line(
            (one.case_id, one.journey),
            title,
            second,
            days.people_words(one.people),
            labels.label(one.status),
            end_colour=days.COLOURS[one.status],
            icon="airplane-takeoff",
            icon_colour=days.COLOURS[one.status],
            go=None if self._private else partial(self._open, one.case_id),
            wrapped=True,
        )

    def _due_line(self, at: int, one: DueThen) -> Line:
        who = "" if self._private else "  ·  ".join(filter(None, (one.name, one.number)))
        go = None if self._private else partial(self.desk.open_case, one.case_id, "deadlines")
        return Line((one.case_id, at), labels.label(one.kind), who, icon="hourglass", go=go, wrapped=True)

    # --- going on --------------------------------------------------------------------------------------

    def _entered(self, day: object) -> None:
        """Enter opens the case; where there are several, the keys go to the list of them."""
        found = self._shown.of_day(day) if isinstance(day, date) else ()
        if self._private or not found:
            return
        if len(found) == 1:
            self._open(found[0].case_id)
        else:
            self.day_card.row((found[0].case_id, found[0].journey)).take_focus("line")

    def _open(self, case_id: int) -> None:
        if not self._private:
            self.desk.open_case(case_id, "journey")

    def export(self) -> None:
        """Save what is shown for another calendar, without names; it is recorded that it left."""
        office, (first, last) = self.office, self._span()
        own = not office.may(Act.EXPORT_LISTS)
        name = _("Departures {first} to {last}").format(first=first.isoformat(), last=last.isoformat()) + ".ics"
        chosen = file_boxes.save_file(self, _("Save for another calendar"), name, [(_("Calendar"), "*.ics")])
        if chosen is None:
            return
        place, language = writing.with_suffix(chosen, ".ics"), catalogs.language()

        def make() -> Path:
            return writing.write(place, calendar.export(office, first, last, language, own=own))

        def saved(place: Path) -> None:
            said = _("Saved as {name}, without names: your own cases.") if own else _("Saved as {name}, without names.")
            self.desk.toast(said.format(name=place.name))

        self.ask(make, saved)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape and self.day_scroll.isAncestorOf(self.focusWidget()):
            self.departures_grid.setFocus()
        else:
            super().keyPressEvent(event)


def _may(office: Office) -> bool:
    return office.may(Act.SEE_CASES)


SPEC = PageSpec("calendar", N_("Calendar"), "calendar-blank", _may, CalendarPage)
"""The page in the rail."""
