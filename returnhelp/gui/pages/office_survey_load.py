"""Loading a survey from a spreadsheet: the file, what it would bring or what is wrong with it, and then all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.domain import surveys as rules_of
from returnhelp.domain.errors import InstrumentRefusedError
from returnhelp.domain.surveys import Instrument, Question
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.pages.office_survey_words import facts, state_words
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.drop_zone import DropZone
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import catalogs, labels, messages
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import surveys

_PATTERNS = "*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt"
_COLUMNS = (
    Column("code", N_("Row or question"), 130, sortable=False),
    Column("what", N_("Part or column"), 170, sortable=False),
    Column("text", N_("What it says"), 560, sortable=False),
)


@dataclass(frozen=True)
class _Line:
    """A question that would come, or a fault."""

    code: str
    what: str
    text: str
    second: str = ""
    wrong: bool = False


class SurveyLoad(QWidget):
    """Nothing is stored before the last button."""

    left = Signal()
    """Back to the list."""
    loaded = Signal(object)
    """The instrument that the office has now."""

    drop_zone: DropZone
    choose_button: QPushButton
    review_heading: QLabel
    facts_note: QLabel
    review_table: TableView
    back_button: QPushButton
    foot_note: QLabel
    take_button: QPushButton

    def __init__(self, page: Page) -> None:
        super().__init__()
        load_form(self, "office_survey_load")
        self._page = page
        self._folder: Path | None = None
        self._name, self._content = "", b""
        self._found: Instrument | None = None
        self._faults: Sequence[InstrumentRefusedError] = ()
        dress(self.take_button, Look.PRIMARY)
        self._model = PagedModel(_COLUMNS, _cell, at_once, self)
        self.review_table.show_model(self._model)
        self.drop_zone.dropped.connect(self.read)
        self.drop_zone.refused.connect(self._one_file_only)
        self.choose_button.clicked.connect(self.choose)
        self.review_table.rows_selected.connect(self._show_whole)
        self.back_button.clicked.connect(self.left)
        self.take_button.clicked.connect(self.take)
        self.begin()

    def focus_first(self) -> None:
        (self.take_button if self._found is not None else self.choose_button).setFocus()

    def retranslate(self) -> None:
        self._show()

    def begin(self) -> None:
        """Wait for a file."""
        self._name, self._content, self._found, self._faults = "", b"", None, ()
        self._show()

    def choose(self) -> None:
        """Ask for a file."""
        kinds = [(_("Spreadsheets and lists"), _PATTERNS), (_("All files"), "*")]
        chosen = file_boxes.open_file(self, _("Load a survey"), kinds, self._folder)
        if chosen is not None:
            self.read(chosen)

    def read(self, file: Path) -> None:
        """Read a file and show what it would bring."""
        office = self._page.office
        self._folder = file.parent
        self.begin()
        self._page.clear_message()

        def work() -> tuple[bytes, Instrument]:
            content = surveys.content_of(office, file)
            return content, surveys.review(office, file.name, content)

        def there(answer: tuple[bytes, Instrument]) -> None:
            self._name, (self._content, self._found) = file.name, answer
            self._show()
            self.focus_first()

        def refused(error: Exception) -> None:
            if not isinstance(error, InstrumentRefusedError):
                self._page.show_error(error)
                return
            self._name, self._faults = file.name, error.faults or (error,)
            self._show()
            self.review_table.setCurrentIndex(self._model.index(0, 0))
            self.review_table.setFocus()

        self._page.ask(work, there, refused, latest="survey file")

    def take(self) -> None:
        """Load what was looked at."""
        office, name, content = self._page.office, self._name, self._content
        if self._found is None:
            return
        self.take_button.setEnabled(False)

        def failed(error: Exception) -> None:
            self._show()
            self._page.show_error(error)

        self._page.act(lambda: surveys.load(office, name, content), self.loaded.emit, failed)

    def _one_file_only(self) -> None:
        self._page.show_message(_("Drop one file at a time, and no folder."), Kind.WARNING)

    # --- what is shown -----------------------------------------------------------------------------

    def _show(self) -> None:
        found = self._found
        lines = (
            [_question(one) for one in found.questions] if found is not None else [_fault(one) for one in self._faults]
        )
        self._model.show(lambda: len(lines), lambda at, count: lines[at : at + count])
        self.review_table.setAccessibleName(_("What the file brings"))
        self.review_table.empty.say(
            "table",
            _("Nothing is stored before you have looked at it"),
            _("Formulas are never reckoned, macros never run."),
        )
        self.take_button.setVisible(found is not None)
        self.take_button.setEnabled(found is not None)
        self.review_heading.setVisible(bool(self._name))
        self.facts_note.setVisible(bool(self._name))
        self._show_whole()
        if found is not None:
            title = rules_of.said(found.titles, catalogs.language())
            said = _("{file}: {title}, version {version}")
            self.review_heading.setText(said.format(file=self._name, title=title, version=found.version))
            self.facts_note.setText("\n".join((state_words(found), *facts(found))))
        elif self._faults:
            many = ngettext("{file}: {count} fault", "{file}: {count} faults", len(self._faults))
            self.review_heading.setText(many.format(file=self._name, count=len(self._faults)))
            self.facts_note.setText(_("Nothing was stored. Correct the file and choose it again."))

    def _show_whole(self) -> None:
        """The chosen line with all its words, which a row may be too short for."""
        line = self.review_table.row()
        if isinstance(line, _Line) and (line.wrong or self._found is not None):
            self.foot_note.setText("\n".join(part for part in (line.text, line.second) if part))
        else:
            said = _("All or nothing: if anything goes wrong on the way, nothing is stored.")
            self.foot_note.setText(said if self._found is not None else "")


def _question(one: Question) -> _Line:
    language = catalogs.language()
    answers = " / ".join(rules_of.said(option.words, language) for option in one.options)
    return _Line(one.code, labels.label(one.dimension), rules_of.said(one.words, language), answers)


def _fault(fault: InstrumentRefusedError) -> _Line:
    given: dict[str, Any] = fault.given
    row, column = str(given.get("row", "")), str(given.get("column", ""))
    return _Line(row and _("Row {row}").format(row=row), column, messages.sentence(fault), wrong=True)


def _cell(line: _Line, column: str) -> Cell:
    match column:
        case "code":
            return Cell(line.code, icon="warning-circle" if line.wrong else "", strong=True)
        case "what":
            return Cell(line.what)
    return Cell(line.text, line.second)
