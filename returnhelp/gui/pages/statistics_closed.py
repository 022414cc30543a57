"""Who closed which month, and when: what every table rests on, the latest month first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from returnhelp.gui.desk import Desk
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _, ngettext, pgettext
from returnhelp.services import closing
from returnhelp.services.closing import ClosedMonth
from returnhelp.services.office import Change

_COLUMNS = (
    Column("month", N_("Month"), 240, sortable=False),
    Column("at", N_("Closed on"), 240, sortable=False),
    Column("by", N_("Who"), 280, sortable=False),
)


class StatisticsClosedPart(Page):
    """It tells no number of persons: those of a single month may be small."""

    form = "statistics_closed"
    help_anchor = "closing"

    closed_heading: QLabel
    closed_note: QLabel
    count_note: QLabel
    closed_table: TableView

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._months: Sequence[ClosedMonth] | None = None
        self._model = PagedModel(_COLUMNS, _cell, at_once, self)
        self.closed_table.set_two_lines(False)
        self.closed_table.show_model(self._model)
        self.retranslate()

    def title(self) -> str:
        return pgettext("part of statistics", "Closed months")

    def focus_first(self) -> None:
        self.closed_table.setFocus()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        months = self._months or ()
        self._model.show(lambda: len(months), lambda at, count: months[at : at + count])
        said = ngettext("{count} month is closed.", "{count} months are closed.", len(months))
        self.count_note.setText(said.format(count=formats.number(len(months))) if months else "")
        if self._months is None:
            self.closed_table.empty.say("hourglass-medium", "")
        else:
            self.closed_table.empty.say(
                "calendar", _("No month is closed yet"), _("Supervisors close months on the page Reports.")
            )

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office
        self.ask(lambda: closing.history(office), self._take, latest="closed")

    def _take(self, months: Sequence[ClosedMonth]) -> None:
        self._months = months
        self.retranslate()
        self.ready()


def _cell(one: ClosedMonth, column: str) -> Cell:
    match column:
        case "month":
            return Cell(formats.month(one.month.year, one.month.month), strong=True)
        case "at":
            return Cell(formats.moment(one.at.astimezone() if one.at.tzinfo else one.at))
    return Cell(one.by)
