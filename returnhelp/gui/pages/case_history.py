"""Who changed what of a case and when, and the way back to any day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from returnhelp.domain.errors import NotThereError
from returnhelp.gui.models.history import HistoryRow, rows_of
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.models.past import as_view
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.links_row import Link, LinksRow
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import cases
from returnhelp.services.cases import CaseView, HistoryLine

T = TypeVar("T")

_COLUMNS = (
    Column("when", N_("When"), 150, sortable=False),
    Column("what", N_("What"), 250, sortable=False),
    Column("before", N_("Before"), 220, sortable=False),
    Column("after", N_("After"), 260, sortable=False),
)


class HistorySection(CaseSection):
    """Every change, the latest first, field by field and in words."""

    form = "case_history"
    title = N_("History")
    scrolls = False

    filter_edit: QLineEdit
    history_table: TableView
    whole_note: QLabel

    def build(self) -> None:
        self._lines: Sequence[HistoryLine] = ()
        self._rows: list[HistoryRow] = []
        self.filter_edit.textChanged.connect(self._filter)
        self.model = PagedModel(_COLUMNS, _cell, _at_once, self)
        self.history_table.show_model(self.model)
        self.history_table.rows_selected.connect(self._show_whole)
        self.model.modelReset.connect(self._show_whole)
        self.retranslate()

    def retranslate(self) -> None:
        self.history_table.setAccessibleName(_("History"))
        self.history_table.empty.say("clock-counter-clockwise", _("Nothing is found"), _("Look for another word."))
        if self.folder.is_read:
            self._put_into_words()

    def display(self) -> None:
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office
        self.history_table.waiting()
        page.ask(lambda: cases.history(office, "case", case_id), self._take, latest="history")

    def _take(self, lines: Sequence[HistoryLine]) -> None:
        self._lines = lines
        self._put_into_words()

    def _put_into_words(self) -> None:
        self._rows = rows_of(self._lines, self.folder.names())
        self._filter()

    def _filter(self) -> None:
        wanted = self.filter_edit.text().casefold().split()
        shown = [row for row in self._rows if all(word in row.words for word in wanted)]
        self.model.show(lambda: len(shown), lambda offset, limit: shown[offset : offset + limit])

    def _show_whole(self) -> None:
        """The chosen change with all its words, which a line may be too short for."""
        row = self.history_table.row()
        words = [part for part in (row.before, row.after) if part] if isinstance(row, HistoryRow) else []
        self.whole_note.setText("\n→ ".join(words))
        self.whole_note.setVisible(bool(words))


def _at_once(
    work: Callable[[], T],
    then: Callable[[T], None],
    failed: Callable[[Exception], None] | None = None,  # noqa: ARG001 - as PagedModel asks
    *,
    latest: str = "",  # noqa: ARG001
) -> None:
    """The rows are in memory: nobody need be asked for them."""
    then(work())


def _cell(row: HistoryRow, column: str) -> Cell:
    match column:
        case "when":
            return Cell(formats.moment(row.recorded_at.astimezone()), row.by)
        case "what":
            return Cell(row.field, row.record, strong=True)
        case "before":
            return Cell(row.before, colour="muted")
        case _:
            return Cell(row.after)


class PastSection(CaseSection):
    """Choose a day; the page then shows the case as it was."""

    form = "case_past"
    title = N_("As it was")

    day_edit: DateEdit
    show_button: QPushButton
    days_row: LinksRow

    def build(self) -> None:
        self.day_edit.set_whole_only(True)
        self.day_edit.setMaximumWidth(220)
        self.show_button.clicked.connect(self._show_day)
        self.day_edit.returnPressed.connect(self._show_day)
        self.days_row.followed.connect(self.show_as_on)

    def display(self) -> None:
        folder = self.folder
        self.day_edit.set_today(folder.today())
        if folder.past is not None:
            return
        page, case_id, office = folder.page, folder.case_id, folder.page.office
        page.ask(lambda: cases.history(office, "case", case_id), self._offer_days, latest="days")

    def _offer_days(self, lines: Sequence[HistoryLine]) -> None:
        days = sorted({line.recorded_at.astimezone().date() for line in lines}, reverse=True)
        self.days_row.set_links([Link(formats.short_date(day), day) for day in days[:30]])

    def _show_day(self) -> None:
        day = self.day_edit.day()
        if day is None or not self.day_edit.is_valid():
            wrong.mark(self.day_edit, _("Choose a day."))
            self.day_edit.setFocus()
            return
        wrong.clear(self.day_edit)
        self.show_as_on(day)

    def show_as_on(self, day: date) -> None:
        """Have the whole page show the case as it was at the end of that day."""
        folder = self.folder
        page, case_id, today = folder.page, folder.case_id, folder.view
        office = page.office

        def work() -> CaseView:
            standing = cases.as_it_was(office, case_id, day)
            if not standing:
                raise NotThereError()
            return as_view(standing, today)

        def failed(error: Exception) -> None:
            if isinstance(error, NotThereError):
                wrong.mark(self.day_edit, _("The case was not entered yet on that day. Choose a later one."))
                self.day_edit.setFocus()
            else:
                page.show_error(error)

        page.ask(work, lambda view: folder.opened.emit("as it was", (day, view)), failed, latest="past")
