"""One register of the office: its list, what it adds up to, and the records that are open in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QMenu, QPushButton, QStackedWidget, QWidget

from returnhelp.domain.register_lists import DAY_OF, SORTED_BY, Register, RegisterQuery, RegisterRow
from returnhelp.gui import icons, theme, writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.page import Page
from returnhelp.gui.pages import register_cells, register_summary
from returnhelp.gui.pages.list_place import ListPlace
from returnhelp.gui.pages.register_cells import RegisterCells, RegisterModel
from returnhelp.gui.pages.register_record import RegisterRecord
from returnhelp.gui.pages.register_summary import Summary
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.links_row import Link, LinksRow
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.places import CountryCombo
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _, pgettext
from returnhelp.services import registers
from returnhelp.services.office import Change, Office

ICONS = {
    Register.PROGRAMMES: "flag",
    Register.PARTNERS: "handshake",
    Register.FACT_SHEETS: "article",
    Register.STRUCTURAL_PROJECTS: "globe",
    Register.TRAININGS: "chalkboard-teacher",
    Register.INFORMATION_REQUESTS: "chat-circle-dots",
}
_NEW = 0  # the number under which a record stands that has none yet


@dataclass(frozen=True)
class _Beside:
    """What stands beside the list: the years it has, and what it adds up to."""

    years: tuple[int, ...]
    summary: Summary


class RegisterList(Page):
    """The list, asked anew with every key; a record opens in its place and waits there while it is not saved."""

    form = "register_list"
    help_anchor = "registers"

    records_stack: QStackedWidget
    list_title: QLabel
    hits_note: QLabel
    export_button: QPushButton
    new_button: QPushButton
    search_edit: QLineEdit
    country_combo: CountryCombo
    year_combo: ChoiceCombo
    outdated_check: QCheckBox
    trash_check: QCheckBox
    unsaved_row: LinksRow
    summary_note: QLabel
    list_table: TableView

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.register = register
        self._order = (SORTED_BY[register][0], register in DAY_OF)
        if register in DAY_OF:
            self._order = DAY_OF[register], True
        self._records: dict[int, RegisterRecord] = {}
        self._beside = _Beside((), None)
        self._asking = self._open_when_there = False
        self._model = RegisterModel(register, self.ask, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)  # keys that wait in the queue together are one question
        self._soon.timeout.connect(self.show_list)
        self._dress()
        self._place = ListPlace(self.list_table, lambda row: int(row.id))
        self._connect()
        self.retranslate()

    # --- what a page answers -------------------------------------------------------------------------

    def title(self) -> str:
        return labels.label(self.register)

    def refresh(self, change: Change[Any] | None) -> None:
        if change is None or self.register in change.registers or "partners" in change.registers:
            self.new_button.setVisible(registers.may_edit(self.office, self.register))
            self.show_list(stay=change is not None)

    def arrive(self, state: object) -> None:
        """``state`` is the number of a record to be opened."""
        if isinstance(state, int):
            self.open_record(state)

    def retranslate(self) -> None:
        self.list_title.setText(labels.label(self.register))
        self.new_button.setText(_("New: {record}").format(record=labels.record(self.register)))
        self.search_edit.setPlaceholderText(_("Search in any part of the words"))
        self.search_edit.setAccessibleName(self.search_edit.placeholderText())
        self.country_combo.setPlaceholderText(_("All countries"))
        self.list_table.setAccessibleName(self.list_title.text())
        self.export_button.setToolTip(_("Save exactly what the list shows as a spreadsheet"))
        self.year_combo.offer(self._beside.years, str, lambda: pgettext("year", "All years"))
        self._tell()

    def focus_first(self) -> None:
        record = self.record()
        if record is not None:
            record.focus_first()
        else:
            self.search_edit.setFocus()
            self.search_edit.selectAll()

    def hold_draft(self) -> dict[str, Any] | None:
        held = [draft for record in self._records.values() if (draft := record.hold_draft()) is not None]
        return {"records": held} if held else None

    def restore_draft(self, content: dict[str, Any]) -> None:
        for draft in content.get("records", ()):
            record = self.open_record(draft["number"])
            if record is not None:
                record.when_ready(partial(record.restore_draft, draft))

    # --- the list ------------------------------------------------------------------------------------

    def query(self) -> RegisterQuery:
        """The question as it stands."""
        return RegisterQuery(
            self.register,
            self.search_edit.text(),
            self.country_combo.value(),
            self.year_combo.value() if self.register in DAY_OF else None,
            self.outdated_check.isChecked(),
            self.trash_check.isChecked(),
            *self._order,
        )

    def show_list(self, *, stay: bool = False) -> None:
        """Ask for the list; with ``stay`` somebody keeps their place in it."""
        self._soon.stop()
        office, query, register = self.office, self.query(), self.register
        self._place.remember() if stay else self._place.forget()
        self._asking = True
        self.list_table.waiting()
        top = max(0, self.list_table.rowAt(0)) if stay else 0
        self._model.show(
            lambda: registers.count(office, query),
            lambda offset, limit: registers.listed(office, query, offset, limit),
            top,
        )
        year = query.year or office.today().year
        self.ask(lambda: _read_beside(office, register, year), self._take_beside, latest="beside")

    def _take_beside(self, beside: _Beside) -> None:
        chosen = self.year_combo.value()
        self._beside = beside
        self.year_combo.offer(beside.years, str, lambda: pgettext("year", "All years"))
        self.year_combo.set_value(chosen)
        self._tell()

    def _tell(self) -> None:
        self.hits_note.setText(register_cells.counted(self.register, self._model.total))
        said = "" if self.trash_check.isChecked() else register_summary.words(self._beside.summary)
        self.summary_note.setText(said)
        self.summary_note.setVisible(bool(said))
        self._say_unsaved()

    def _loaded(self, total: int) -> None:
        self._asking = False
        self._tell()
        if not total:
            self._say_nothing()
        self._place.go_back()
        self.ready()
        if self._open_when_there:
            self._open_when_there = False
            self._open_found()

    def _say_nothing(self) -> None:
        empty = self.list_table.empty
        if self._is_narrowed():
            text = _("Try fewer letters, or take a filter away.")
            empty.say("magnifying-glass", _("Nothing matches"), text, _("Clear search and filters"))
        elif self.trash_check.isChecked():
            empty.say("trash", _("The trash is empty"), _("What is deleted in this register stays here."))
        else:
            may = registers.may_edit(self.office, self.register)
            action = self.new_button.text() if may else ""
            empty.say(ICONS[self.register], _("Nothing here yet"), _about(self.register), action)

    def _is_narrowed(self) -> bool:
        query = self.query()
        return bool(query.text.strip()) or query.country is not None or query.year is not None or query.outdated

    def _act_on_nothing(self) -> None:
        if not self._is_narrowed():
            self.begin_new()
            return
        self.search_edit.clear()
        self.country_combo.set_value(None)
        self.year_combo.set_value(None)
        self.outdated_check.setChecked(False)
        self.search_edit.setFocus()
        self.show_list()

    def _failed(self, error: Exception) -> None:
        self._asking = self._open_when_there = False
        self.list_table.settled()
        if not self._model.total:
            self.list_table.empty.say("warning-circle", _("The list could not be read"))
        self.show_message(told(error), Kind.ERROR, _("Try again"), lambda: self.refresh(None))

    # --- records ---------------------------------------------------------------------------------------

    def record(self) -> RegisterRecord | None:
        """The record that is shown; None while the list is."""
        shown = self.records_stack.currentWidget()
        return shown if isinstance(shown, RegisterRecord) else None

    def begin_new(self) -> RegisterRecord | None:
        """Begin a record, or go on with the one that is begun."""
        return self.open_record(None) if registers.may_edit(self.office, self.register) else None

    def open_record(self, number: int | None) -> RegisterRecord | None:
        """Show a record, as it was left; None begins a new one."""
        place = _NEW if number is None else number
        record = self._records.get(place)
        if record is None:
            record = RegisterRecord(self.desk, self.register, number)
            record.key = self.key
            record.left.connect(lambda: self._leave(record))
            record.numbered.connect(lambda number: self._renumber(record, number))
            self._records[place] = record
            self.records_stack.addWidget(record)
        self.records_stack.setCurrentWidget(record)
        self.show_head()
        record.focus_first()
        return record

    def show_head(self) -> None:
        """The page's own messages stand above the list only."""
        self._above.setVisible(self.record() is None)

    def _renumber(self, record: RegisterRecord, number: int) -> None:
        self._records.pop(_NEW, None)
        self._records[number] = record

    def _leave(self, record: RegisterRecord) -> None:
        """Back to the list; a record with something unsaved waits, any other is put away."""
        self.records_stack.setCurrentIndex(0)
        self.show_head()
        if not record.is_touched:
            for number, one in list(self._records.items()):
                if one is record:
                    del self._records[number]
            self.records_stack.removeWidget(record)
            record.hide()
            record.deleteLater()
        self._say_unsaved()
        self.list_table.setFocus()

    def _say_unsaved(self) -> None:
        waiting = [(number, one) for number, one in self._records.items() if one.is_touched]
        links = [
            Link(_("Not saved: {name}").format(name=one.title()), number, "pencil-simple") for number, one in waiting
        ]
        self.unsaved_row.set_links(links)

    # --- how it works ----------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.search_edit.addAction(icons.icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.export_button.setIcon(icons.icon("export"))
        dress(self.export_button, Look.QUIET)
        dress(self.new_button, Look.PRIMARY)
        self.new_button.setIcon(icons.icon("plus", "on_accent"))
        self.new_button.hide()
        self.country_combo.setMaximumWidth(theme.px(220))
        self.year_combo.setMaximumWidth(theme.px(140))
        self.year_combo.setVisible(self.register in DAY_OF)
        self.outdated_check.setVisible(self.register is Register.FACT_SHEETS)
        self.list_table.show_model(self._model)
        self.list_table.set_sort(self._order[0], descending=self._order[1])
        self.list_table.empty.say("hourglass", _("One moment …"))
        self.list_table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        self.search_edit.textChanged.connect(lambda _text: self._soon.start())
        self.search_edit.installEventFilter(self)
        self.list_table.installEventFilter(self)
        self.country_combo.picked.connect(lambda _country: self.show_list())
        self.year_combo.chosen.connect(lambda _year: self.show_list())
        self.outdated_check.clicked.connect(lambda _checked: self.show_list())
        self.trash_check.clicked.connect(lambda _checked: self.show_list())
        self.list_table.opened.connect(lambda row: self.open_record(row.id))
        self.list_table.sort_changed.connect(self._sort)
        self.list_table.customContextMenuRequested.connect(self._show_menu)
        self.list_table.empty.acted.connect(self._act_on_nothing)
        self.unsaved_row.followed.connect(self._go_on)
        self.new_button.clicked.connect(self.begin_new)
        self.export_button.clicked.connect(self._export)
        self._model.loaded.connect(self._loaded)
        self._model.failed.connect(self._failed)
        the_list = self.records_stack.widget(0)
        assert the_list is not None
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.focus_first),
            (QKeySequence("Alt+N"), self.begin_new),
        ):
            shortcut = QShortcut(keys, the_list)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda act=act: act())

    def _go_on(self, number: object) -> None:
        if isinstance(number, int):
            self.open_record(number if number != _NEW else None)

    def _sort(self, key: str, descending: bool) -> None:
        self._order = key, descending
        self.show_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if watched is self.search_edit:
                if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
                    self.list_table.setFocus()
                    return True
                if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._open_found()
                    return True
                if key == Qt.Key.Key_Escape and self.search_edit.text():
                    self.search_edit.clear()
                    return True
            elif watched is self.list_table and key == Qt.Key.Key_Up and self.list_table.currentIndex().row() <= 0:
                self.search_edit.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _open_found(self) -> None:
        if self._asking or self._soon.isActive():
            if self._soon.isActive():
                self.show_list()
            self._open_when_there = True
        elif (row := self.list_table.row() or self._model.row(0)) is not None:
            self.open_record(row.id)

    def _show_menu(self, point: Any) -> None:
        row = self.list_table.row_at(point)
        if row is not None:
            self.menu_for(row).popup(self.list_table.viewport().mapToGlobal(point))

    def menu_for(self, row: RegisterRow) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open"), lambda: self.open_record(row.id))
        if registers.may_edit(self.office, self.register):
            trashed = row.values["deleted_at"] is not None
            words = _("Bring back from the trash") if trashed else _("Put into the trash")
            menu.addAction(words, lambda: self._put(row, back=trashed))
        return menu

    def _put(self, row: RegisterRow, *, back: bool) -> None:
        office, register = self.office, self.register
        do, undo = registers.put_into_trash, registers.bring_back
        if back:
            do, undo = undo, do
        name = RegisterCells(register).words(row, SORTED_BY[register][0])
        said = _("{name} is back.") if back else _("{name} is in the trash.")
        self.act(
            lambda: do(office, register, row.id),
            said=said.format(name=name),
            undo=lambda _change: undo(office, register, row.id),
        )

    # --- export ----------------------------------------------------------------------------------------

    def _export(self) -> None:
        name = f"{self.list_title.text()} {self.office.today().isoformat()}.xlsx"
        kinds = ((_("Spreadsheet"), "*.xlsx"), (_("Text with separators"), "*.csv"))
        place = file_boxes.save_file(self, _("Export the list"), name, kinds)
        if place is None:
            return
        kind = "csv" if place.suffix.lower() == ".csv" else "xlsx"
        place = writing.with_suffix(place, f".{kind}")
        office, query, register = self.office, self.query(), self.register

        def work(progress: Any) -> None:
            content = _sheet(office, query, register, kind)
            progress.check_cancelled()
            writing.write(place, content)

        self.do_long(
            _("Exporting the list"),
            work,
            lambda _none: self.desk.toast(_("The list is saved as {name}.").format(name=place.name)),
        )


def _sheet(office: Office, query: RegisterQuery, register: Register, kind: str) -> bytes:
    """On the worker's thread."""
    columns: Sequence[str] = register_cells.exported(register)
    headings = [register_cells.heading(register, name) for name in columns]
    return registers.export(office, query, columns, headings, RegisterCells(register).value, kind)


def _read_beside(office: Office, register: Register, year: int) -> _Beside:
    """On the worker's thread."""
    years = registers.years(office, register) if register in DAY_OF else ()
    return _Beside(years, register_summary.read(office, register, year))


def _about(register: Register) -> str:
    """What a register is for, while there is nothing in it."""
    match register:
        case Register.PROGRAMMES:
            return _("Programmes say for whom an aid scheme is, until when, and with which partners.")
        case Register.PARTNERS:
            return _("Missions, organisations and authorities that the office works with.")
        case Register.FACT_SHEETS:
            return _("What the office knows of a country on one topic, with its date and source.")
        case Register.STRUCTURAL_PROJECTS:
            return _("Aid to authorities or people in a country of origin: place, money, partner and outputs.")
        case Register.TRAININGS:
            return _("Trainings and events of the office, with who came and how they found it.")
        case Register.INFORMATION_REQUESTS:
            return _("Questions from outside that are no case; they name nobody.")
