"""The rows that cannot be read: why, and what they should say instead."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from returnhelp.domain.intake import Field, UnreadReason, UnreadRow, Why
from returnhelp.gui import icons
from returnhelp.gui.models.intake_work import IntakeWork
from returnhelp.gui.models.paged import Cell, Column
from returnhelp.gui.pages.import_panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.code_editor import CodeEditor
from returnhelp.i18n import formats, intake_words, labels
from returnhelp.i18n.catalogs import N_, _, ngettext

_COLUMNS = (
    Column("row", N_("Row"), 64, sortable=False, to_the_end=True),
    Column("number", N_("N-number"), 110, sortable=False),
    Column("name", N_("Name"), 180, sortable=False),
    Column("why", N_("Why it cannot be read"), 420, sortable=False),
)


class UnreadPanel(Panel):
    """Each row can be mended here, or all of them in a spreadsheet."""

    mend_wanted = Signal()
    """Save the rows as a spreadsheet to mend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_COLUMNS, parent)
        self.editors: dict[Field, CodeEditor] = {}
        """The fields of the row that is chosen."""
        self.mend_button = QPushButton()
        self.mend_button.setIcon(icons.icon("download-simple"))
        self.mend_button.clicked.connect(self.mend_wanted)
        self.acts.addWidget(self.mend_button)
        self.acts.addStretch(1)

    def show_work(self, work: IntakeWork, today: date) -> None:
        unread = work.review.unread if work.review else ()
        self.list_heading.setText(_("Rows that cannot be read"))
        self.list_note.setText(
            ngettext(
                "{count} row stays out. Mend it below, or save it as a spreadsheet to mend and import.",
                "{count} rows stay out. Mend them below, or save them as a spreadsheet to mend and import.",
                len(unread),
            ).format(count=formats.number(len(unread)))
            if unread
            else _("Every row can be read.")
        )
        self.mend_button.setText(_("Save these rows as a spreadsheet …"))
        self.acts_panel.setVisible(bool(unread))
        self.show_rows(work, today, unread)

    def cell(self, row: UnreadRow, column: str) -> Cell:
        match column:
            case "row":
                return Cell(str(row.row), colour="muted")
            case "number":
                return Cell(row.number)
            case "name":
                return Cell(self.work.name(row.row) if self.work is not None else "")
        return Cell(intake_words.reasons(row.reasons))

    def show_detail(self, row: UnreadRow) -> None:
        work = self.work
        assert work is not None
        self.editors = {}
        name = work.name(row.row) or _("no name")
        self.detail_heading.setText(_("Row {row}: {who}").format(row=row.row, who=name))
        self.detail_note.setText(_("Say what should stand there; then take the row."))
        grid = QGridLayout()
        grid.setColumnStretch(2, 1)
        self.detail.addLayout(grid)
        for at, field in enumerate(_fields(row)):
            editor = CodeEditor(field, self.today)
            editor.setAccessibleName(labels.label(field))
            editor.setMinimumWidth(220)
            editor.set_code(work.answers.cells.get((row.row, field), ""))
            self.editors[field] = editor
            why = next((why for why in row.reasons if why.field is field), Why(UnreadReason.MISSING, field))
            said = dress(QLabel(intake_words.reasons((why,))), Look.LABEL)
            said.setBuddy(editor)
            grid.addWidget(said, at, 0)
            grid.addWidget(editor, at, 1)
        self.line(self.button(_("Take the row"), lambda: self._take(work, row.row)))
        self.offer_leaving_out(work, row.row)

    def _take(self, work: IntakeWork, number: int) -> None:
        """Take what is typed; a field that is left empty is empty."""
        for field, editor in self.editors.items():
            code = editor.code()
            if code is not None:
                work = work.answered(number, field, code)
        self.change(work)


def _fields(row: UnreadRow) -> list[Field]:
    """The fields without which the row cannot be read."""
    found: dict[Field, None] = {}
    for why in row.reasons:
        match why.reason:
            case UnreadReason.NO_NAME:
                found |= dict.fromkeys((Field.FAMILY_NAME, Field.GIVEN_NAMES))
            case UnreadReason.NO_DATES:
                found |= dict.fromkeys((Field.BIRTH_DATE, Field.DEPARTURE_DATE))
            case _ if why.field is not None:
                found[why.field] = None
    return list(found)
