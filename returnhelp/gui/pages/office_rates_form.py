"""Proposes a row of an office table, a list of them, or that nothing is listed."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from returnhelp.domain.errors import EntryEndError, EntrySourceMissingError, EntryValueError
from returnhelp.domain.office_tables import TABLES, Column, EntryFault, OfficeTable
from returnhelp.gui import theme
from returnhelp.gui.page import Page
from returnhelp.gui.pages.office_rates_fields import RowFields
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.i18n import formats, labels, rate_words
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import rules
from returnhelp.services.rule_views import EndSeen, EntrySeen, LineSeen, Proposal, Reading

_AHEAD = timedelta(days=20 * 365)
_LINES_SHOWN = 12


class Mode(Enum):
    """What is proposed."""

    ROW = auto()
    LIST = auto()
    NOTHING = auto()


class RatesForm(Panel):
    """What would change with it is said first; it is proposed by the second press of the button."""

    form = "office_rates_form"

    proposed = Signal(object)
    """It was proposed: the number of the first new row."""
    grown = Signal()
    """Something is said at its end."""

    form_heading: QLabel
    form_note: QLabel
    columns_panel: QWidget
    lines_panel: QWidget
    lines_edit: QPlainTextEdit
    from_edit: DateEdit
    to_edit: DateEdit
    to_label: QLabel
    source_edit: QLineEdit
    verified_by_edit: QLineEdit
    verified_on_edit: DateEdit
    whole_error: QLabel
    found_value: QLabel
    go_button: QPushButton
    cancel_button: QPushButton

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._table = OfficeTable.SMALL_CELL
        self._mode = Mode.ROW
        self._replaces: EntrySeen | None = None
        self._shown: Proposal | None = None
        self._reading: Reading | None = None
        self._fields = RowFields(self.columns_panel)
        dress(self.go_button, Look.PRIMARY)
        self.lines_edit.setTabChangesFocus(True)
        self.lines_edit.setFixedHeight(theme.px(148))
        self.source_edit.setMaxLength(2_000)
        self.verified_by_edit.setMaxLength(200)
        for label in (self.whole_error, self.found_value):
            label.hide()
        for edit in (self.from_edit, self.to_edit, self.verified_on_edit):
            edit.set_whole_only(True)
        self.go_button.clicked.connect(self.go)
        self.cancel_button.clicked.connect(self.shut)
        for line in (self.source_edit, self.verified_by_edit, self.verified_on_edit, self.from_edit, self.to_edit):
            line.returnPressed.connect(self.go)
        self.lines_edit.textChanged.connect(self._forget_reading)

    def begin(self, table: OfficeTable, mode: Mode, day: date, entry: EntrySeen | None = None) -> None:
        """Propose for this table, from this day on; with an entry: another row in its place."""
        self._table, self._mode, self._replaces = table, mode, entry
        self._fields.build(TABLES[table])
        for before, after in pairwise((self.lines_edit, *self._fields.widgets(), self.from_edit)):
            self.setTabOrder(before, after)
        self._fields.write(dict(entry.values) if entry is not None else {})
        today = self._page.office.today()
        for edit in (self.from_edit, self.to_edit, self.verified_on_edit):
            edit.set_today(today)
        for edit in (self.from_edit, self.to_edit):
            edit.set_latest(today + _AHEAD)
        self.from_edit.set_value(entry.valid_from if entry is not None else day)
        self.to_edit.set_value(entry.valid_to if entry is not None else None)
        self.source_edit.setText(entry.source if entry is not None else "")
        self.verified_by_edit.clear()
        self.verified_on_edit.set_value(None)
        self.lines_edit.clear()
        nothing = mode is Mode.NOTHING or (entry is not None and entry.values.get(Column.NOTHING) is True)
        if nothing:
            self._mode = Mode.NOTHING
        self.columns_panel.setVisible(self._mode is Mode.ROW)
        self.lines_panel.setVisible(mode is Mode.LIST)
        self.to_edit.setVisible(mode is not Mode.LIST)
        self.to_label.setVisible(mode is not Mode.LIST)
        self._clear_marks()
        self._forget()
        self.retranslate()
        self.show()
        self.focus_first()

    def focus_first(self) -> None:
        """Set the focus where typing begins."""
        match self._mode:
            case Mode.ROW:
                self._fields.widgets()[0].setFocus()
            case Mode.LIST:
                self.lines_edit.setFocus()
            case Mode.NOTHING:
                self.from_edit.setFocus()

    def fields(self) -> RowFields:
        """The editors of the columns."""
        return self._fields

    def retranslate(self) -> None:
        table = labels.label(self._table)
        if self._replaces is not None:
            row = rate_words.title(self._table, self._replaces.values)
            self.form_heading.setText(_("In the place of “{row}”").format(row=row))
            note = _("The row of now counts until a second person confirms this one; then it is withdrawn.")
        elif self._mode is Mode.LIST:
            self.form_heading.setText(_("{table}: a list").format(table=table))
            note = _("Paste it from a document or a spreadsheet. Days that a line leaves out are those below.")
        elif self._mode is Mode.NOTHING:
            self.form_heading.setText(_("{table}: nothing is listed").format(table=table))
            note = _("So that all know: somebody looked, and from this day on no country is listed.")
        else:
            self.form_heading.setText(_("{table}: a new row").format(table=table))
            note = _("It counts once a second person has confirmed it.")
        self.form_note.setText(note)
        self._fields.retranslate()
        self._say_button()

    def go(self) -> None:
        """Look through what was typed; propose it when nothing is left to be said."""
        self._clear_marks()
        proposal = self._read()
        if proposal is None:
            return
        office = self._page.office
        if self._mode is Mode.LIST:
            if self._reading is not None and self._reading.proposals and self._shown == proposal:
                self._propose(self._reading.proposals)
                return
            text = self.lines_edit.toPlainText()
            if not text.strip():
                wrong.mark(self.lines_edit, _("Paste the lines first."))
                self.lines_edit.setFocus()
                return
            self._page.ask(
                lambda: rules.read_states(office, text, proposal),
                lambda reading: self._take_reading(reading, proposal),
                self._failed,
                latest="proposal",
            )
            return
        if self._shown == proposal:
            self._propose([proposal])
            return
        replaces = self._replaces.id if self._replaces is not None else None
        self._page.ask(
            lambda: rules.foreseen(office, proposal, replaces),
            lambda ends: self._take_foreseen(ends, proposal),
            self._failed,
            latest="proposal",
        )

    # --- how it works ------------------------------------------------------------------------------

    def _read(self) -> Proposal | None:
        values = {Column.NOTHING.value: True} if self._mode is Mode.NOTHING else {}
        sound = True
        if self._mode is Mode.ROW:
            typed = self._fields.read()
            sound, values = typed is not None, typed or {}
        for edit in (self.from_edit, self.to_edit, self.verified_on_edit):
            if not edit.is_valid():
                wrong.mark(edit, _("This is not a whole date."))
                sound = False
        first = self.from_edit.day()
        if first is None and self.from_edit.is_valid():
            wrong.mark(self.from_edit, _("Say from which day on it is valid."))
            sound = False
        if not self.source_edit.text().strip():
            wrong.mark(self.source_edit, _("Say where it was read, so that others can check it."))
            sound = False
        if not sound or first is None:
            self._focus_wrong()
            return None
        return Proposal(
            table=self._table,
            values=values,
            valid_from=first,
            valid_to=self.to_edit.day() if self._mode is not Mode.LIST else None,
            source=self.source_edit.text(),
            verified_by=self.verified_by_edit.text(),
            verified_on=self.verified_on_edit.day(),
        )

    def _take_foreseen(self, ends: Sequence[EndSeen], proposal: Proposal) -> None:
        if not ends:
            self._propose([proposal])
            return
        self._shown = proposal
        self._say_found([_("When it is confirmed:"), *end_lines(self._table, ends)])
        self._say_button()

    def _take_reading(self, reading: Reading, proposal: Proposal) -> None:
        self._reading, self._shown = reading, proposal
        count = len(reading.proposals)
        read = ngettext("{count} line can be proposed.", "{count} lines can be proposed.", count)
        said = [read.format(count=formats.number(count))]
        if reading.refused:
            refused = len(reading.refused)
            said.append(
                ngettext(
                    "{count} line is refused; correct it above, or leave it away:",
                    "{count} lines are refused; correct them above, or leave them away:",
                    refused,
                ).format(count=formats.number(refused))
            )
            said += [_refusal(one) for one in reading.refused[:_LINES_SHOWN]]
            if refused > _LINES_SHOWN:
                said.append("…")
        if reading.ends:
            said += [_("When they are confirmed:"), *end_lines(self._table, reading.ends)]
        self._say_found(said)
        self._say_button()

    def _propose(self, proposals: Sequence[Proposal]) -> None:
        office = self._page.office
        replaces = self._replaces.id if self._replaces is not None else None
        self.go_button.setEnabled(False)

        def done(numbers: tuple[int, ...]) -> None:
            self.go_button.setEnabled(True)
            self.shut()
            self.proposed.emit(numbers[0] if numbers else None)

        def failed(error: Exception) -> None:
            self.go_button.setEnabled(True)
            self._failed(error)

        said = ngettext(
            "Proposed. It waits for a second person.", "Proposed. They wait for a second person.", len(proposals)
        )
        self._page.act(lambda: rules.propose(office, proposals, replaces), done, failed, said=said)

    def _failed(self, error: Exception) -> None:
        self._forget()
        field: QWidget | None = None
        why = told(error)
        if isinstance(error, EntrySourceMissingError):
            field = self.source_edit
        elif isinstance(error, EntryEndError):
            field = self.to_edit
        elif isinstance(error, EntryValueError):
            column = str(error.given["column"])
            also: dict[str, QWidget] = {
                Column.VERIFIED_BY.value: self.verified_by_edit,
                Column.VERIFIED_ON.value: self.verified_on_edit,
            }
            field = also.get(column) or (self._fields.field(column) if self._mode is Mode.ROW else None)
            if isinstance(fault := error.given["fault"], EntryFault):
                why = _("This cannot be used: {fault}.").format(fault=labels.label(fault))
        if field is None:
            self.whole_error.setText(why)
            self.whole_error.show()
            self.grown.emit()
            return
        wrong.mark(field, why)
        field.setFocus()

    def _clear_marks(self) -> None:
        for field in (*self._everything(), *self._fields.widgets()):
            wrong.clear(field)
        self.whole_error.hide()

    def _focus_wrong(self) -> None:
        for field in (*self._fields.widgets(), *self._everything()):
            if wrong.marked(field) and field.isVisible():
                field.setFocus()
                return

    def _everything(self) -> tuple[QWidget, ...]:
        return (self.lines_edit, self.from_edit, self.to_edit, self.source_edit, self.verified_by_edit,
                self.verified_on_edit)  # fmt: skip

    def _forget_reading(self) -> None:
        if self._reading is not None:
            self._forget()

    def _forget(self) -> None:
        self._shown = self._reading = None
        self.found_value.hide()
        self._say_button()

    def _say_found(self, lines: Sequence[str]) -> None:
        self.found_value.setText("\n".join(lines))
        self.found_value.show()
        self.grown.emit()

    def _say_button(self) -> None:
        if self._mode is Mode.LIST and self._reading is None:
            self.go_button.setText(_("Look through the lines"))
        elif self._mode is Mode.LIST and self._reading is not None and self._reading.proposals:
            count = len(self._reading.proposals)
            said = ngettext("Propose {count} row", "Propose {count} rows", count)
            self.go_button.setText(said.format(count=formats.number(count)))
        elif self._mode is Mode.LIST:
            self.go_button.setText(_("Look through the lines"))
        else:
            self.go_button.setText(_("Propose all the same") if self._shown is not None else _("Propose"))


def end_lines(table: OfficeTable, ends: Sequence[EndSeen]) -> list[str]:
    """Which rows will end on another day, one sentence each."""
    return [
        rate_words.new_end(rate_words.title(table, one.values), one.valid_from, one.before, one.after) for one in ends
    ]


def _refusal(line: LineSeen) -> str:
    why = told(line.why) if isinstance(line.why, Exception) else labels.label(line.why)
    return _("Line {number} (“{text}”): {why}").format(number=line.number, text=line.text[:60], why=why)
