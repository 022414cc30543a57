"""The rates and lists of the office: which rows hold on a day, who stands behind each, and what waits."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from returnhelp.domain.office_tables import TABLES, OfficeTable, Standing
from returnhelp.domain.roles import Act
from returnhelp.gui import icons, theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.pages.office_rates_cells import (
    STANDING_BADGES,
    RowsModel,
    history,
    row_cell,
    row_columns,
    row_text,
    table_cell,
    table_health,
)
from returnhelp.gui.pages.office_rates_form import Mode, RatesForm, end_lines
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats, labels, rate_words
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import rules
from returnhelp.services.office import Change
from returnhelp.services.rule_views import EntrySeen, TableSeen

_NOW = (Standing.WAITING, Standing.HOLDING, Standing.TO_COME)
_TABLES = (Column("table", N_("Tables"), 216, sortable=False),)
_AHEAD = timedelta(days=20 * 365)


class Asking(Enum):
    """What a reason is asked for."""

    NOTHING = auto()
    WITHDRAW = auto()
    REFUSE = auto()


class OfficeRatesPage(Page):
    """At the left the tables, at the right the rows of one of them and the row that is chosen."""

    form = "office_rates"
    help_anchor = "rates"

    tables_table: TableView
    table_heading: QLabel
    on_edit: DateEdit
    past_check: QCheckBox
    table_note: QLabel
    work_stack: QStackedWidget
    rows_page: QWidget
    propose_button: QPushButton
    paste_button: QPushButton
    nothing_button: QPushButton
    rows_table: TableView
    entry_panel: QFrame
    entry_heading: QLabel
    entry_badge: QLabel
    entry_value: QLabel
    history_note: QLabel
    ends_value: QLabel
    reason_panel: QWidget
    reason_edit: QLineEdit
    confirm_button: QPushButton
    refuse_button: QPushButton
    change_button: QPushButton
    withdraw_button: QPushButton
    cancel_button: QPushButton
    form_scroll: QScrollArea
    form_page: QWidget

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._seen: Sequence[TableSeen] = ()
        self._entries: Sequence[EntrySeen] = ()
        self._table = OfficeTable.FEDERAL_CENTRE_STEPS
        self._wanted: int | None = None
        self._asking = Asking.NOTHING
        self._day: date | None = None
        self.tables_table.setFixedWidth(theme.px(224))
        self._tables_model = PagedModel(_TABLES, table_cell, at_once, self)
        self.tables_table.show_model(self._tables_model)
        self._rows_model: RowsModel | None = None
        self.rows_table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._form = RatesForm(self)
        column = self.form_page.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self._form)
        self.form_page.setProperty("scrolled", True)
        self._dress()
        self._connect()
        self._say_buttons()

    def _dress(self) -> None:
        dress(self.entry_panel, Look.CARD)
        dress(self.confirm_button, Look.PRIMARY)
        dress(self.entry_badge, Look.BADGE)
        self.propose_button.setIcon(icons.icon("plus"))
        self.on_edit.set_whole_only(True)
        self.on_edit.set_today(self.office.today())
        self.on_edit.set_latest(self.office.today() + _AHEAD)
        self.on_edit.set_value(self.office.today())
        self.on_edit.setFixedWidth(theme.px(190))
        self.reason_edit.setMaxLength(400)

    def _connect(self) -> None:
        self.tables_table.rows_selected.connect(self._table_chosen)
        self.tables_table.opened.connect(lambda _row: self.rows_table.setFocus())
        self.rows_table.rows_selected.connect(self._show_entry)
        self.rows_table.opened.connect(lambda _row: self._to_buttons())
        self.rows_table.empty.acted.connect(lambda: self.begin(Mode.ROW))
        self.on_edit.value_changed.connect(self._day_set)
        self.past_check.toggled.connect(lambda _on: self._show_rows())
        self.propose_button.clicked.connect(lambda: self.begin(Mode.ROW))
        self.paste_button.clicked.connect(lambda: self.begin(Mode.LIST))
        self.nothing_button.clicked.connect(lambda: self.begin(Mode.NOTHING))
        self.change_button.clicked.connect(self._change)
        self.confirm_button.clicked.connect(self._confirm)
        self.refuse_button.clicked.connect(lambda: self._ask_why(Asking.REFUSE))
        self.withdraw_button.clicked.connect(lambda: self._ask_why(Asking.WITHDRAW))
        self.cancel_button.clicked.connect(lambda: self._ask_why(Asking.NOTHING))
        self.reason_edit.returnPressed.connect(self._with_reason)
        self._form.closed.connect(self._form_closed)
        self._form.grown.connect(lambda: QTimer.singleShot(0, self, self._to_form_end))
        self._form.proposed.connect(self._proposed)

    # --- what a page answers -----------------------------------------------------------------------

    def title(self) -> str:
        return _("Rates and rules")

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def focus_first(self) -> None:
        self.tables_table.setFocus()

    def arrive(self, state: object) -> None:
        """``state`` is the key of a table."""
        if isinstance(state, str) and state in set(OfficeTable):
            self._table = OfficeTable(state)
            self.refresh(None)

    def retranslate(self) -> None:
        self._say_buttons()
        self._show_table()
        self._show_rows()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office, day = self.office, self.on_edit.day()
        self.ask(lambda: rules.overview(office, day), self._take_tables, latest="tables")
        self._read_rows()

    def table(self) -> OfficeTable:
        """The table that is shown."""
        return self._table

    def begin(self, mode: Mode, entry: EntrySeen | None = None) -> None:
        """Fill in the form for this table."""
        self.work_stack.setCurrentWidget(self.form_scroll)
        self._form.begin(self._table, mode, self.on_edit.day() or self.office.today(), entry)
        self.form_scroll.verticalScrollBar().setValue(0)

    def editor(self) -> RatesForm:
        """The form of a row."""
        return self._form

    # --- the tables --------------------------------------------------------------------------------

    def _take_tables(self, seen: Sequence[TableSeen]) -> None:
        self._seen = seen
        self._tables_model.show(lambda: len(self._seen), lambda at, count: self._seen[at : at + count])
        row = next((row for row, one in enumerate(seen) if one.table is self._table), 0)
        blocked = self.tables_table.blockSignals(True)
        self.tables_table.selectRow(row)
        self.tables_table.blockSignals(blocked)
        self._show_table()
        self.ready()

    def _table_chosen(self) -> None:
        rows = self.tables_table.rows()
        if rows and rows[0].table is not self._table:
            self._table = rows[0].table
            self._entries = ()
            self._form.shut()
            self._show_table()
            self._read_rows()

    def _show_table(self) -> None:
        self.table_heading.setText(labels.label(self._table))
        seen = next((one for one in self._seen if one.table is self._table), None)
        self.table_note.setText(table_health(seen) if seen is not None else "")
        may = self.office.may(Act.MANAGE_RATES)
        states = TABLES[self._table].may_be_empty
        self.propose_button.setVisible(may)
        self.paste_button.setVisible(may and states)
        self.nothing_button.setVisible(may and states)

    def _day_set(self) -> None:
        if self.on_edit.is_valid() and self.on_edit.day() != self._day:
            self._day = self.on_edit.day()
            self.refresh(None)

    # --- the rows ----------------------------------------------------------------------------------

    def _read_rows(self) -> None:
        office, table, day = self.office, self._table, self.on_edit.day()

        def arrived(entries: Sequence[EntrySeen]) -> None:
            if table is self._table:
                self._entries = entries
                self._show_rows()

        self.ask(lambda: rules.entries(office, table, day), arrived, latest="rows")

    def _show_rows(self) -> None:
        chosen = self._wanted or next((one.id for one in self._chosen()), None)
        self._wanted = None
        shown = [one for one in self._entries if self.past_check.isChecked() or one.standing in _NOW or one.leaving]
        shown.sort(key=lambda one: formats.sort_key(rate_words.title(one.table, one.values)))
        shown.sort(key=lambda one: one.waits_id is None)
        if self._rows_model is None or self._rows_model.table is not self._table:
            old, self._rows_model = self._rows_model, RowsModel(self._table, row_columns(self._table), row_cell, self)
            self.rows_table.show_model(self._rows_model)
            if old is not None:
                old.deleteLater()
        self._rows_model.show(lambda: len(shown), lambda at, count: shown[at : at + count])
        self._say_empty(hidden=len(self._entries) - len(shown))
        row = next((row for row, one in enumerate(shown) if one.id == chosen), 0)
        if shown:
            self.rows_table.selectRow(row)
        self._show_entry()

    def _say_empty(self, hidden: int) -> None:
        may = self.office.may(Act.MANAGE_RATES)
        day = formats.short_date(self.on_edit.day() or self.office.today())
        text = _("Without it the program makes no proposal and says why; it never guesses.")
        if hidden:
            text = _("Earlier rows show with “Ended and withdrawn rows too”.")
        self.rows_table.empty.say(
            "table", _("No row is valid on {day}").format(day=day), text, _("Propose a row …") if may else ""
        )

    def rows(self) -> list[EntrySeen]:
        """The rows that are shown."""
        return list(self._rows_model.rows_read().values()) if self._rows_model is not None else []

    def _chosen(self) -> list[EntrySeen]:
        return self.rows_table.rows() if self._rows_model is not None else []

    # --- the row that is chosen --------------------------------------------------------------------

    def _show_entry(self) -> None:
        self._ask_why(Asking.NOTHING, quietly=True)
        chosen = self._chosen()
        self.entry_panel.setVisible(bool(chosen))
        if not chosen:
            return
        if len(chosen) > 1:
            self._show_several(chosen)
            return
        one = chosen[0]
        self.entry_heading.setText(rate_words.title(one.table, one.values))
        standing = _("To be withdrawn") if one.leaving else labels.label(one.standing)
        self.entry_badge.setText(standing)
        self.entry_badge.setProperty("kind", "warning" if one.leaving else STANDING_BADGES[one.standing])
        self.entry_badge.style().unpolish(self.entry_badge)
        self.entry_badge.style().polish(self.entry_badge)
        self.entry_badge.show()
        self.entry_value.setText(row_text(one))
        self.history_note.setText(history(one, self._entries))
        self.history_note.show()
        self.ends_value.setText("\n".join([_("Once it is confirmed:"), *end_lines(one.table, one.ends)]))
        self.ends_value.setVisible(bool(one.ends))
        self._offer(chosen)

    def _show_several(self, chosen: Sequence[EntrySeen]) -> None:
        count = len(chosen)
        self.entry_heading.setText(
            ngettext("{count} row chosen", "{count} rows chosen", count).format(count=formats.number(count))
        )
        self.entry_badge.hide()
        waiting = [one for one in chosen if one.waits_id is not None]
        self.entry_value.setText(
            ngettext("{count} of them waits.", "{count} of them wait.", len(waiting)).format(
                count=formats.number(len(waiting))
            )
        )
        self.history_note.hide()
        ends = [end for one in waiting for end in end_lines(one.table, one.ends)]
        self.ends_value.setText("\n".join([_("Once they are confirmed:"), *dict.fromkeys(ends)]))
        self.ends_value.setVisible(bool(ends))
        self._offer(chosen)

    def _offer(self, chosen: Sequence[EntrySeen]) -> None:
        """The buttons for what may be done with these rows."""
        one = chosen[0] if len(chosen) == 1 else None
        asking = self._asking is not Asking.NOTHING
        confirmable = [each for each in chosen if each.may_confirm]
        waiting = [each for each in chosen if each.waits_id is not None]
        manages = self.office.may(Act.MANAGE_RATES)
        counts = one is not None and one.confirmed is not None and one.waits_id is None and one.standing in (
            Standing.HOLDING, Standing.TO_COME, Standing.ENDED
        )  # fmt: skip
        self.confirm_button.setVisible(bool(confirmable) and not asking)
        self.refuse_button.setVisible(
            bool(waiting) and self.office.may(Act.CONFIRM_RATES) and self._asking is not Asking.WITHDRAW
        )
        self.change_button.setVisible(counts and manages and not asking)
        self.withdraw_button.setVisible(counts and manages and self._asking is not Asking.REFUSE)
        self.cancel_button.setVisible(asking)
        count = len(confirmable)
        if one is not None:
            self.confirm_button.setText(_("Confirm the withdrawal") if one.leaving else _("Confirm"))
        else:
            said = ngettext("Confirm {count} row", "Confirm {count} rows", count)
            self.confirm_button.setText(said.format(count=formats.number(count)))
        self._say_buttons()

    def _say_buttons(self) -> None:
        mine = any(one.waits_id is not None and not one.may_confirm for one in self._chosen())
        refusing = self._asking is Asking.REFUSE
        take_back = _("Take back") if mine else _("Do not confirm")
        self.refuse_button.setText(take_back if refusing else f"{take_back} …")
        self.withdraw_button.setText(
            _("Propose the withdrawal") if self._asking is Asking.WITHDRAW else _("Withdraw …")
        )

    def _to_buttons(self) -> None:
        for button in (self.confirm_button, self.change_button, self.refuse_button, self.withdraw_button):
            if button.isVisible():
                button.setFocus()
                return

    # --- doing -------------------------------------------------------------------------------------

    def _ask_why(self, asking: Asking, *, quietly: bool = False) -> None:
        """Show the line for the reason; a second press of the same button goes on."""
        if asking is not Asking.NOTHING and asking is self._asking:
            self._with_reason()
            return
        self._asking = asking
        self.reason_panel.setVisible(asking is not Asking.NOTHING)
        self.reason_edit.clear()
        wrong.clear(self.reason_edit)
        if not quietly and self._chosen():
            self._offer(self._chosen())
            (self.reason_edit if asking is not Asking.NOTHING else self.rows_table).setFocus()

    def _with_reason(self) -> None:
        office, reason = self.office, self.reason_edit.text().strip()
        chosen = self._chosen()
        if not chosen:
            return
        if not reason:
            wrong.mark(self.reason_edit, _("Say why, so that colleagues understand it later."))
            self.reason_edit.setFocus()
            return
        if self._asking is Asking.WITHDRAW:
            number = chosen[0].id
            self.act(
                lambda: rules.withdraw(office, number, reason),
                failed=self._reason_failed,
                said=_("Proposed. The row counts until a second person confirms it."),
            )
            return
        waiting = self._waiting(chosen)
        self.act(
            lambda: rules.refuse(office, waiting, reason),
            failed=self._reason_failed,
            said=_("Not confirmed. It stays readable with the reason."),
        )

    def _reason_failed(self, error: Exception) -> None:
        wrong.mark(self.reason_edit, told(error))

    def _confirm(self) -> None:
        office = self.office
        waiting = self._waiting([one for one in self._chosen() if one.may_confirm])
        count = len(waiting)
        said = ngettext("{count} row confirmed.", "{count} rows confirmed.", count).format(count=formats.number(count))
        self.act(lambda: rules.confirm(office, waiting), said=said)

    @staticmethod
    def _waiting(chosen: Sequence[EntrySeen]) -> list[int]:
        """What waits of these rows, each once: a row and its successor wait together."""
        return list(dict.fromkeys(one.waits_id for one in chosen if one.waits_id is not None))

    def _change(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            self.begin(Mode.ROW, chosen[0])

    def _proposed(self, number: object) -> None:
        self._wanted = number if isinstance(number, int) else None
        self._read_rows()

    def _to_form_end(self) -> None:
        """What was said at the end of the form is seen, with the buttons."""
        self.form_scroll.ensureWidgetVisible(self._form.go_button, 0, theme.px(24))

    def _form_closed(self) -> None:
        self.work_stack.setCurrentWidget(self.rows_page)
        self.rows_table.setFocus()
