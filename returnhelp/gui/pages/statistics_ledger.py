"""The ledger of statistics in the window: what was handed out and decided, newest first, each entry in detail."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from returnhelp.domain.errors import LedgerDamagedError
from returnhelp.domain.names import fold
from returnhelp.gui import fonts, theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.fonts import Size
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.pages import statistics_ledger_words as said_of
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import cleared
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _, ngettext, pgettext
from returnhelp.services import statistics_entries
from returnhelp.services.office import Change
from returnhelp.services.statistics_entries import Entry

_COLUMNS = (
    Column("number", N_("No."), 48, sortable=False),
    Column("at", N_("Day"), 100, sortable=False),
    Column("what", N_("What"), 260, sortable=False),
    Column("by", N_("Who"), 136, sortable=False),
    Column("digest", N_("Digest"), 104, sortable=False),
)
_ICONS = {"cube": "shield-check", "export": "download-simple", "bounds": "list-numbers", "plan": "circles-three-plus"}


class StatisticsLedgerPart(Page):
    """Nothing in it can be changed; a chain that is broken shows no entry, and why."""

    form = "statistics_ledger"
    help_anchor = "statistics_ledger"

    ledger_heading: QLabel
    chain_note: QLabel
    search_edit: QLineEdit
    kind_combo: ChoiceCombo
    year_combo: ChoiceCombo
    count_note: QLabel
    ledger_table: TableView
    entry_scroll: QScrollArea
    entry_page: QWidget
    entry_heading: QLabel
    entry_note: QLabel
    entry_rows: QWidget

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: Sequence[Entry] | None = None
        self._damaged: LedgerDamagedError | None = None
        self._shown: list[Entry] = []
        self._model = PagedModel(_COLUMNS, self._cell, at_once, self)
        self.ledger_table.show_model(self._model)
        self.entry_page.setProperty("scrolled", True)
        self.search_edit.setClearButtonEnabled(True)
        self.kind_combo.offer(said_of.KINDS, said_of.kind, lambda: pgettext("kinds of entries", "All"))
        self.year_combo.offer((), str, lambda: pgettext("periods", "All"))
        self.search_edit.textChanged.connect(lambda _text: self._narrow())
        for combo in (self.kind_combo, self.year_combo):
            combo.chosen.connect(lambda _value: self._narrow())
        self.ledger_table.rows_selected.connect(self._show_entry)
        self.ledger_table.empty.acted.connect(self.show_all)
        self.retranslate()

    # --- what a page answers -----------------------------------------------------------------------

    def title(self) -> str:
        return pgettext("part of statistics", "Record")

    def focus_first(self) -> None:
        self.ledger_table.setFocus()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        self.search_edit.setPlaceholderText(_("Table, person, file or digest"))
        self._say_chain()
        self._narrow()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office
        self.ledger_table.waiting()
        self.ask(lambda: statistics_entries.entries(office), self._take, self._failed, latest="ledger")

    def _take(self, lines: Sequence[Entry]) -> None:
        if self._damaged is not None:
            self.clear_message()
        self._lines, self._damaged = lines, None
        self.year_combo.offer(said_of.years(lines), str, lambda: pgettext("periods", "All"))
        self._say_chain()
        self._narrow()
        self.ready()

    def _failed(self, error: Exception) -> None:
        self.ledger_table.settled()
        self.show_error(error)
        if isinstance(error, LedgerDamagedError):
            self._lines, self._damaged = (), error
            self._say_chain()
            self._narrow()
            self.ready()

    # --- the list ----------------------------------------------------------------------------------

    def lines(self) -> tuple[Entry, ...]:
        """The entries that are shown, the newest first."""
        return tuple(self._shown)

    def show_all(self) -> None:
        """Look for everything again."""
        self.search_edit.clear()
        self.kind_combo.set_value(None)
        self.year_combo.set_value(None)
        self._narrow()

    def _narrow(self) -> None:
        kept = self.ledger_table.row()
        kind, year, words = self.kind_combo.value(), self.year_combo.value(), fold(self.search_edit.text()).split()
        self._shown = [
            entry
            for entry in self._lines or ()
            if (kind is None or entry.line.kind == kind)
            and (year is None or year in said_of.years([entry]))
            and (not words or _holds(entry, words))
        ]
        shown = self._shown
        self._model.show(lambda: len(shown), lambda at, count: shown[at : at + count])
        row = next((at for at, one in enumerate(shown) if isinstance(kept, Entry) and one.line == kept.line), 0)
        if shown:
            self.ledger_table.selectRow(row)
        self._say_empty()
        self._show_entry()

    def _say_empty(self) -> None:
        say = self.ledger_table.empty.say
        lines = self._lines
        if self._damaged is not None:
            say("warning-circle", _("The record is damaged"), told(self._damaged))
        elif lines is None:
            say("hourglass-medium", "")
        elif not lines:
            say(
                "link-simple", _("Nothing was handed out yet"), _("Every table that leaves the office is entered here.")
            )
        else:
            say("magnifying-glass", _("No entry is like this"), "", _("Show all"))
        count = len(self._shown)
        self.count_note.setText(
            ngettext("{count} entry", "{count} entries", count).format(count=formats.number(count)) if lines else ""
        )

    def _say_chain(self) -> None:
        if self._damaged is not None:
            self.chain_note.setText(
                _(
                    "The chain is broken, so what was handed out can no longer be told for certain, and nothing can be"
                    " handed out. Restore a back-up from before the damage, and find out who wrote into the store."
                )
            )
            return
        said = _(
            "A chain: each entry vouches for the one before, nothing in it is ever changed or taken away, and the whole"
            " is verified each time it is read."
        )
        if self._lines:
            said += " " + _("It was verified just now and is whole.")
        self.chain_note.setText(said)

    def _cell(self, entry: Entry, column: str) -> Cell:
        line = entry.line
        match column:
            case "number":
                return Cell(formats.number(line.number))
            case "at":
                return Cell(formats.short_date(said_of.at(entry).date()), formats.clock(said_of.at(entry)))
            case "by":
                return Cell(line.by)
            case "what":
                return Cell(said_of.kind(line.kind), said_of.what(entry), _ICONS[line.kind])
        files = len(entry.files) or len(line.files)
        many = ngettext("{count} file", "{count} files", files).format(count=formats.number(files)) if files else ""
        return Cell(line.digest[:10], many, colour="muted")

    # --- one entry ---------------------------------------------------------------------------------

    def _show_entry(self) -> None:
        entry = self.ledger_table.row() if self._shown else None
        layout = self.entry_rows.layout()
        assert isinstance(layout, QVBoxLayout)
        cleared.clear(layout)
        self.entry_scroll.setVisible(isinstance(entry, Entry))
        if not isinstance(entry, Entry):
            return
        line, at = entry.line, said_of.at(entry)
        self.entry_heading.setText(
            _("No. {number}: {kind}").format(number=formats.number(line.number), kind=said_of.kind(line.kind))
        )
        self.entry_note.setText(
            _("{day}, {time}, {who}").format(day=formats.date(at.date()), time=formats.clock(at), who=line.by)
        )
        for label, text in said_of.facts(entry):
            layout.addWidget(_fact(label, text))
        for name, digest in entry.files:
            layout.addWidget(_digest(_("{file}, SHA-256").format(file=name or _("File")), digest))
        layout.addWidget(_digest(_("Link of the chain, SHA-256"), line.digest))


def _holds(entry: Entry, words: Sequence[str]) -> bool:
    text = fold(said_of.found_by(entry))
    return all(word in text for word in words)


def _fact(label: str, text: str) -> QWidget:
    words = QLabel(text)
    words.setWordWrap(True)
    words.setMinimumWidth(1)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return _under(label, words)


def _digest(label: str, text: str) -> QWidget:
    """A digest, broken where the line ends, and copied without the break."""
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    shown.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.setFont(fonts.font(Size.SMALL))
    shown.setFixedHeight(2 * shown.fontMetrics().lineSpacing() + theme.px(18))
    shown.setAccessibleName(label)
    return _under(label, shown)


def _under(label: str, widget: QWidget) -> QWidget:
    fact = QWidget()
    column = QVBoxLayout(fact)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    words = dress(QLabel(label), Look.LABEL)
    words.setWordWrap(True)
    words.setMinimumWidth(1)
    column.addWidget(words)
    column.addWidget(widget)
    return fact
