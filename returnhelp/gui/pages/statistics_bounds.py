"""What public registers say, in the window: what is loaded, and loading another list after a look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from returnhelp.domain.cubes import Bound
from returnhelp.domain.errors import LedgerDamagedError, ReturnHelpError
from returnhelp.domain.roles import Act
from returnhelp.gui import icons
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.pages import statistics_ledger_words as said_of
from returnhelp.gui.pages import statistics_words
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.drop_zone import DropZone
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _, ngettext, pgettext
from returnhelp.services import statistics, statistics_registers
from returnhelp.services.office import Change
from returnhelp.services.statistics_registers import Reviewed

_COLUMNS = (
    Column("people", N_("People"), 360, sortable=False),
    Column("months", N_("Months"), 190, sortable=False),
    Column("most", N_("At most"), 96, sortable=False, to_the_end=True),
    Column("source", N_("Source"), 380, sortable=False),
)
_REVIEW = (
    Column("line", N_("No."), 104, sortable=False),
    Column("most", N_("At most"), 96, sortable=False, to_the_end=True),
    Column("told", N_("What it says"), 900, sortable=False),
)
_PATTERNS = "*.csv *.tsv *.txt"


@dataclass(frozen=True)
class _Line:
    """A line that would be loaded, or the fault of one."""

    number: str
    told: str
    second: str = ""
    most: str = ""
    wrong: bool = False


class StatisticsBoundsPart(Page):
    """Admins load; supervisors read what is loaded."""

    form = "statistics_bounds"
    help_anchor = "statistics_bounds"

    bounds_heading: QLabel
    what_note: QLabel
    bounds_stack: QStackedWidget
    list_page: QWidget
    begin_button: QPushButton
    loaded_note: QLabel
    bounds_table: TableView
    load_page: QWidget
    drop_zone: DropZone
    choose_button: QPushButton
    source_edit: QLineEdit
    source_error: QLabel
    review_heading: QLabel
    review_note: QLabel
    review_table: TableView
    back_button: QPushButton
    foot_note: QLabel
    take_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._bounds: Sequence[Bound] | None = None
        self._file: Path | None = None
        self._reviewed: Reviewed | None = None
        dress(self.take_button, Look.PRIMARY)
        self.begin_button.setIcon(icons.icon("upload-simple"))
        self.source_edit.setMaxLength(400)
        self._model = PagedModel(_COLUMNS, _cell, at_once, self)
        self.bounds_table.set_two_lines(False)
        self.bounds_table.show_model(self._model)
        self._lines = PagedModel(_REVIEW, _line_cell, at_once, self)
        self.review_table.show_model(self._lines)
        self.bounds_table.empty.acted.connect(self.begin)
        self.begin_button.clicked.connect(self.begin)
        self.drop_zone.dropped.connect(self.read)
        self.drop_zone.refused.connect(self._one_file_only)
        self.choose_button.clicked.connect(self.choose)
        self.review_table.rows_selected.connect(self._show_whole)
        self.source_edit.textChanged.connect(lambda _text: wrong.clear(self.source_edit))
        self.source_edit.returnPressed.connect(self.take)
        self.back_button.clicked.connect(self.show_list)
        self.take_button.clicked.connect(self.take)
        self.retranslate()

    # --- what a page answers -----------------------------------------------------------------------

    def title(self) -> str:
        return pgettext("part of statistics", "Public figures")

    def focus_first(self) -> None:
        if self.bounds_stack.currentWidget() is self.load_page:
            self.choose_button.setFocus()
        else:
            self.bounds_table.setFocus()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        self._show()
        self._show_review()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office
        self.ask(lambda: statistics.bounds(office), self._take_bounds, self._failed, latest="bounds")

    def _take_bounds(self, bounds: Sequence[Bound]) -> None:
        self._bounds = bounds
        self._show()
        self.ready()

    def _failed(self, error: Exception) -> None:
        self.show_error(error)
        if isinstance(error, LedgerDamagedError):
            self._bounds = None
            self._show()

    # --- what is loaded ----------------------------------------------------------------------------

    def show_list(self) -> None:
        """Back to what is loaded."""
        self.clear_message()
        self.bounds_stack.setCurrentWidget(self.list_page)
        self.bounds_table.setFocus()

    def _show(self) -> None:
        may = self.office.may(Act.MANAGE_STATISTICS)
        bounds = self._bounds
        shown = bounds or ()
        self._model.show(lambda: len(shown), lambda at, count: shown[at : at + count])
        self.begin_button.setVisible(may and bounds is not None)
        sources = len({one.source for one in shown})
        lines = ngettext("{count} figure", "{count} figures", len(shown)).format(count=formats.number(len(shown)))
        self.loaded_note.setText(
            ngettext("{figures} from {count} source", "{figures} from {count} sources", sources).format(
                figures=lines, count=formats.number(sources)
            )
            if shown
            else ""
        )
        if bounds is None:
            self.bounds_table.empty.say("hourglass-medium", "")
            return
        what = _("Tables are proven against what this office has handed out, and nothing else.")
        who = "" if may else _("An admin loads them.")
        self.bounds_table.empty.say(
            "list-numbers",
            _("No public figures are loaded"),
            f"{what} {who}".strip(),
            _("Load public figures …") if may else "",
        )

    # --- loading -----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Go to where a file is dropped or chosen."""
        self.clear_message()
        self._file = self._reviewed = None
        self.source_edit.clear()
        self._show_review()
        self.bounds_stack.setCurrentWidget(self.load_page)
        self.choose_button.setFocus()

    def choose(self) -> None:
        """Ask for a file."""
        kinds = [(_("Text with separators"), _PATTERNS), (_("All files"), "*")]
        start = self._file.parent if self._file is not None else None
        chosen = file_boxes.open_file(self, _("Load public figures"), kinds, start)
        if chosen is not None:
            self.read(chosen)

    def read(self, file: Path) -> None:
        """Read a file and show what it would bring, or what is wrong with it."""
        office = self.office
        self._file, self._reviewed = file, None
        self.clear_message()
        self._show_review()

        def there(found: Reviewed) -> None:
            self._reviewed = found
            self._show_review()
            if found.faults:
                self.review_table.setCurrentIndex(self._lines.index(0, 0))
            (self.review_table if found.faults else self.source_edit).setFocus()

        self.ask(lambda: statistics_registers.review(office, file), there, latest="register")

    def take(self) -> None:
        """Load what was looked at; it needs a source."""
        office, file, reviewed, source = self.office, self._file, self._reviewed, self.source_edit.text().strip()
        if file is None or reviewed is None or reviewed.faults:
            return
        if not source:
            wrong.mark(self.source_edit, _("Say who published it, so that others can check it."))
            self.source_edit.setFocus()
            return
        self.take_button.setEnabled(False)

        def done(count: int) -> None:
            said = ngettext("{count} figure is loaded.", "{count} figures are loaded.", count)
            self.desk.toast(said.format(count=formats.number(count)))
            self.show_list()

        def failed(error: Exception) -> None:
            self._show_review()
            self.show_error(error)

        self.act(lambda: statistics.load_bounds(office, file, source), done, failed)

    def _one_file_only(self) -> None:
        self.show_message(_("Drop one file at a time, and no folder."), Kind.WARNING)

    def _show_review(self) -> None:
        found = self._reviewed
        lines = _review_lines(found) if found is not None else []
        self._lines.show(lambda: len(lines), lambda at, count: lines[at : at + count])
        loadable = found is not None and not found.faults
        self.take_button.setEnabled(loadable)
        self.review_heading.setVisible(found is not None)
        self.review_note.setVisible(found is not None)
        self._show_whole()
        self.review_table.empty.say(
            "list-numbers",
            _("Nothing is stored before you have looked at it"),
            _("A later figure for the same people and months takes the place of the earlier one."),
        )
        if found is None:
            return
        if found.faults:
            count = len(found.faults)
            said = ngettext("{file}: {count} line with a fault", "{file}: {count} lines with a fault", count)
            self.review_note.setText(_("Nothing was loaded. Correct the file and choose it again."))
        else:
            count = len(found.bounds)
            said = ngettext("{file}: {count} figure", "{file}: {count} figures", count)
            self.review_note.setText(_("Each says how many people can have left at most. Look through them."))
        self.review_heading.setText(said.format(file=found.name, count=formats.number(count)))

    def _show_whole(self) -> None:
        """The chosen fault with all its words, which a row may be too short for."""
        line, found = self.review_table.row(), self._reviewed
        if found is not None and found.faults and isinstance(line, _Line):
            self.foot_note.setText(line.told)
        else:
            said = _("All or nothing: what is loaded stays in the record.")
            self.foot_note.setText(said if found is not None and not found.faults else "")


def _cell(one: Bound, column: str) -> Cell:
    match column:
        case "people":
            return Cell(said_of.people(one))
        case "months":
            return Cell(statistics_words.months(one.period))
        case "most":
            return Cell(formats.number(one.most), strong=True)
    return Cell(one.source, colour="muted")


def _review_lines(found: Reviewed) -> list[_Line]:
    if found.faults:
        return [_fault(one) for one in found.faults]
    return [
        _Line(
            formats.number(number),
            said_of.people(one),
            statistics_words.months(one.period),
            formats.number(one.most),
        )
        for number, one in enumerate(found.bounds, start=1)
    ]


def _fault(fault: ReturnHelpError) -> _Line:
    return _Line(_("Line {number}").format(number=fault.given.get("line", "")), told(fault), wrong=True)


def _line_cell(line: _Line, column: str) -> Cell:
    match column:
        case "line":
            return Cell(line.number, icon="warning-circle" if line.wrong else "", strong=line.wrong)
        case "most":
            return Cell(line.most, strong=True)
    return Cell(line.told, line.second)
