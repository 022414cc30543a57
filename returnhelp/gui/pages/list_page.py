"""What the list of cases and the list of people have in common: search, filters, columns, order, export."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget

from returnhelp.domain.lists import CaseColumn, PersonColumn
from returnhelp.domain.roles import Act
from returnhelp.gui import icons, writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import filters
from returnhelp.gui.models.filters import Filter, Narrowing, Reader
from returnhelp.gui.models.list_cells import CaseCells, ListModel, PersonCells
from returnhelp.gui.models.paged import Column
from returnhelp.gui.page import Page
from returnhelp.gui.pages.list_filter_bar import FilterBar
from returnhelp.gui.pages.list_place import ListPlace
from returnhelp.gui.pages.list_saved import Saved, SavedFilters
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.column_chooser import ColumnChooser
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import handover, lists, preferences
from returnhelp.services.office import Change, Office

_TYPING = 0  # milliseconds; keys that wait in the queue together are one question
_REMEMBERING = 1_500  # milliseconds; the columns are kept once they lie still


@dataclass(frozen=True)
class _Kept:
    """What a list needs before it can show itself."""

    reader: Reader
    view: dict[str, Any]
    saved: Saved


class ListPage(Page):
    """A list of any length, asked for anew with every key and every filter; the last question wins."""

    list_title: QLabel
    hits_note: QLabel
    search_edit: QLineEdit
    saved_button: QPushButton
    columns_button: ColumnChooser
    export_button: QPushButton
    filter_bar: FilterBar
    list_table: TableView

    remembered_as: ClassVar[str]
    """The name under which columns, order and filters are kept."""
    offered: ClassVar[tuple[Filter, ...]]
    columns: ClassVar[tuple[Column, ...]]
    shown_first: ClassVar[tuple[str, ...]]
    column_words: ClassVar[type[CaseColumn] | type[PersonColumn]]
    first_order: ClassVar[tuple[str, bool]]

    def __init__(self, desk: Desk, cells: CaseCells | PersonCells, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._cells = cells
        self._order = self.first_order
        self._wanted: tuple[Narrowing, str] | None = None  # to what somebody was sent, until the list is shown so
        self._knows_reader = False
        self._asking = False
        self._could_not_read = False
        self._open_when_there = False
        self._model = ListModel(self.columns, cells.cell, self.ask, self)
        self._model.kind = self.column_words
        self._soon = self._timer(_TYPING, self._search)
        self._remember_soon = self._timer(_REMEMBERING, self._remember)
        self._dress()
        self._place = ListPlace(self.list_table, self.number_of)
        self.saved = SavedFilters(self, self.saved_button, self.remembered_as, self._filter_to_keep)
        self._connect()
        self.retranslate()

    # --- what each list says for itself --------------------------------------------------------------

    @abstractmethod
    def count_rows(self, office: Office, query: Any) -> int:
        """How many rows a question finds; on the worker's thread."""

    @abstractmethod
    def read_rows(self, office: Office, query: Any, offset: int, limit: int) -> Sequence[Any]:
        """So many of them; on the worker's thread."""

    @abstractmethod
    def query(self) -> Any:
        """The question as it stands."""

    @abstractmethod
    def number_of(self, row: Any) -> int:
        """The number of a row's record."""

    @abstractmethod
    def open_row(self, row: Any) -> None:
        """Go to a row's record."""

    @abstractmethod
    def hits_words(self, count: int) -> str:
        """How many there are, in words."""

    @abstractmethod
    def say_nothing_there(self) -> None:
        """Say that the office has none yet."""

    @abstractmethod
    def export(self, office: Office, query: Any, cells: Any, shown: list[str], kind: str) -> bytes:
        """The list as a spreadsheet; on the worker's thread."""

    def menu_for(self, menu: QMenu, row: Any) -> None:
        """Add what can be done with a row."""
        menu.addAction(_("Open"), lambda: self.open_row(row))

    # --- what a page answers -------------------------------------------------------------------------

    def refresh(self, change: Change[Any] | None) -> None:
        if change is None:
            self._read_all()
        elif self._knows_reader and (change.cases or change.people or change.households):
            self.show_list(stay=True)
        elif self._knows_reader:
            self.saved.read()

    def arrive(self, state: object) -> None:
        """Narrow to the filters and the "text" of a dict, as a saved filter has them; what was set gives way."""
        if not isinstance(state, dict):
            return
        self._wanted = filters.narrowing(self.offered, state), str(state.get("text", ""))
        self._take_order(state)
        if self._knows_reader:
            self._take_wanted()
            self.show_list()

    def retranslate(self) -> None:
        self.columns_button.offer(
            [(column.key, self._word(column.key)) for column in self.columns], self.list_table.shown_columns()
        )
        self.export_button.setToolTip(_("Save exactly what the list shows as a spreadsheet"))
        self.list_table.setAccessibleName(self.list_title.text())
        self.search_edit.setAccessibleName(self.search_edit.placeholderText())
        self.saved.retranslate()
        self._say_count()

    def focus_first(self) -> None:
        self.search_edit.setFocus()
        self.search_edit.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._remember_soon.isActive():
            self._remember_soon.stop()
            self._remember()

    # --- the list ------------------------------------------------------------------------------------

    def reader(self) -> Reader:
        """Who reads, when."""
        return self._cells.reader

    def order(self) -> tuple[str, bool]:
        """By which column the list is sorted, and whether downwards."""
        return self._order

    def show_list(self, *, stay: bool = False) -> None:
        """Ask for the list; with ``stay`` somebody keeps their place and their choice in it."""
        self._soon.stop()
        office, query = self.office, self.query()
        self._place.remember() if stay else self._place.forget()
        self._asking = True
        self.list_table.waiting()
        if not self._model.total:
            self.list_table.empty.say("hourglass", _("One moment …"))
        top = max(0, self.list_table.rowAt(0)) if stay else 0
        self._model.show(
            lambda: self.count_rows(office, query),
            lambda offset, limit: self.read_rows(office, query, offset, limit),
            top,
        )

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """The chosen rows as ranges of their numbers, both ends included."""
        return self._place.chosen_ranges()

    def chosen_count(self) -> int:
        """How many rows are chosen, read or not."""
        return sum(last - first + 1 for first, last in self.chosen_ranges())

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
                    self._search()
                    return True
            elif watched is self.list_table and key == Qt.Key.Key_Up and self.list_table.currentIndex().row() <= 0:
                self.search_edit.setFocus()
                return True
        return super().eventFilter(watched, event)

    # --- how it works ----------------------------------------------------------------------------------

    def _timer(self, after: int, act: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(act)
        return timer

    def _dress(self) -> None:
        self.search_edit.addAction(icons.icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.export_button.setIcon(icons.icon("export"))
        dress(self.export_button, Look.QUIET)
        table = self.list_table
        table.show_model(self._model)
        table.show_columns(self.shown_first)
        table.empty.say("hourglass", _("One moment …"))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        self.search_edit.textEdited.connect(lambda _text: self._soon.start())
        self.search_edit.textChanged.connect(self._cleared)
        self.search_edit.installEventFilter(self)
        self.list_table.installEventFilter(self)
        self.list_table.opened.connect(self.open_row)
        self.list_table.sort_changed.connect(self._sort)
        self.list_table.arranged.connect(self._arranged)
        self.list_table.rows_selected.connect(self._chosen)
        self.list_table.customContextMenuRequested.connect(self._show_menu)
        self.list_table.empty.acted.connect(self._act_on_nothing)
        self._model.loaded.connect(self._loaded)
        self._model.failed.connect(self._failed)
        self.columns_button.chosen.connect(self.list_table.show_columns)
        self.filter_bar.changed.connect(self._narrowed)
        self.export_button.clicked.connect(self._export)
        self.saved.chosen.connect(self._use_saved)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.focus_first)

    def _word(self, key: str) -> str:
        return labels.label(self.column_words(key))

    # --- reading what is kept ----------------------------------------------------------------------------

    def _read_all(self) -> None:
        office, page = self.office, self.remembered_as

        def work() -> _Kept:
            reader = Reader(office.user.id, office.today(), handover.names(office), handover.colleagues(office))
            return _Kept(reader, preferences.view_of_list(office, page), lists.saved_filters(office, page))

        self.ask(work, self._take, self._failed, latest="kept")

    def _take(self, kept: _Kept) -> None:
        first, self._knows_reader = not self._knows_reader, True
        self._cells.reader = kept.reader
        self.saved.take(kept.saved)
        self.filter_bar.offer(self.offered, kept.reader)
        self.export_button.setVisible(self.office.may(Act.EXPORT_LISTS))
        if first:
            self._take_view(kept.view)
        self._take_wanted()
        self.show_list(stay=not first)

    def _take_view(self, view: dict[str, Any]) -> None:
        self.list_table.arrange(view)
        if self._order == self.first_order:
            self._take_order(view)
        kept = view.get("filters")
        if isinstance(kept, dict):
            self.filter_bar.set_narrowing(filters.narrowing(self.offered, kept))
        self.columns_button.offer(
            [(column.key, self._word(column.key)) for column in self.columns], self.list_table.shown_columns()
        )

    def _take_wanted(self) -> None:
        if self._wanted is not None:
            narrowing, text = self._wanted
            self._wanted = None
            self.search_edit.setText(text)
            self.filter_bar.set_narrowing(narrowing)
            self.saved.show_none()
            self.list_table.set_sort(self._order[0], descending=self._order[1])

    def _remember(self) -> None:
        if not self._knows_reader:
            return
        office, page = self.office, self.remembered_as
        content = {
            **self.list_table.arrangement(),
            **self._order_to_keep(),
            "filters": self.filter_bar.narrowing().kept(),
        }
        # What could not be remembered is no loss worth a word: the list is as it was before.
        self.worker.run(
            lambda: preferences.remember_list(office, page, content),
            lambda _change: None,
            lambda _error: None,
            receiver=self.desk,
        )

    def _order_to_keep(self) -> dict[str, Any]:
        return {"sort": self._order[0], "descending": self._order[1]}

    def _filter_to_keep(self) -> dict[str, Any]:
        narrowing = self.filter_bar.narrowing()
        return {**narrowing.kept(), **self._order_to_keep()} if narrowing else {}

    def _use_saved(self, content: dict[str, Any]) -> None:
        self.filter_bar.set_narrowing(filters.narrowing(self.offered, content))
        self._take_order(content)
        self._remember_soon.start()
        self.show_list()

    def _take_order(self, kept: dict[str, Any]) -> None:
        if kept.get("sort") in [column.key for column in self.columns]:
            self._order = str(kept["sort"]), bool(kept.get("descending"))
        self.list_table.set_sort(self._order[0], descending=self._order[1])

    # --- asking and showing --------------------------------------------------------------------------------

    def _search(self) -> None:
        self.show_list()

    def _cleared(self, text: str) -> None:
        if not text and not self._soon.isActive() and self.search_edit.isModified():
            self._soon.start()

    def _narrowed(self) -> None:
        self.saved.show_none()
        self._remember_soon.start()
        self.show_list()

    def _sort(self, key: str, descending: bool) -> None:
        self._order = key, descending
        self._remember_soon.start()
        self.show_list()

    def _arranged(self) -> None:
        if self._knows_reader:
            self._remember_soon.start()

    def _loaded(self, total: int) -> None:
        self._asking = False
        if self._could_not_read:
            self._could_not_read = False
            self.clear_message()
        self._say_count()
        if not total:
            self._say_nothing()
        self._place.go_back()
        self.chosen_changed()
        self.ready()
        if self._open_when_there:
            self._open_when_there = False
            self._open_found()

    def _failed(self, error: Exception) -> None:
        self._asking = self._open_when_there = False
        self._could_not_read = True
        self.list_table.settled()
        if not self._model.total:
            self.list_table.empty.say("warning-circle", _("The list could not be read"))
        self.show_message(told(error), Kind.ERROR, _("Try again"), lambda: self.refresh(None))

    def _say_count(self) -> None:
        self.hits_note.setText(self.hits_words(self._model.total) if self._knows_reader else "")

    def _say_nothing(self) -> None:
        if self.search_edit.text().strip() or self.filter_bar.narrowing():
            self.list_table.empty.say(
                "magnifying-glass",
                _("Nothing matches"),
                _("Try fewer letters of the name, or take a filter away."),
                _("Clear search and filters"),
            )
        else:
            self.say_nothing_there()

    def _act_on_nothing(self) -> None:
        if self.search_edit.text().strip() or self.filter_bar.narrowing():
            self.search_edit.clear()
            self.filter_bar.set_narrowing(Narrowing())
            self._narrowed()
            self.search_edit.setFocus()
        else:
            self.begin_first()

    def begin_first(self) -> None:
        """Do the one thing that is offered while the office has none yet."""

    def _open_found(self) -> None:
        if self._asking or self._soon.isActive():
            if self._soon.isActive():
                self._search()
            self._open_when_there = True
        elif (row := self.list_table.row() or self._model.row(0)) is not None:
            self.open_row(row)

    # --- rows that are chosen --------------------------------------------------------------------------------

    def _chosen(self) -> None:
        self._place.forget()
        self.chosen_changed()

    def chosen_changed(self) -> None:
        """Other rows are chosen now."""

    def _show_menu(self, point: Any) -> None:
        row = self.list_table.row_at(point)
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_for(menu, row)
        menu.popup(self.list_table.viewport().mapToGlobal(point))

    # --- export ------------------------------------------------------------------------------------------------

    def _export(self) -> None:
        name = f"{self.list_title.text()} {self.reader().today.isoformat()}.xlsx"
        kinds = ((_("Spreadsheet"), "*.xlsx"), (_("Text with separators"), "*.csv"))
        place = file_boxes.save_file(self, _("Export the list"), name, kinds)
        if place is None:
            return
        kind = "csv" if place.suffix.lower() == ".csv" else "xlsx"
        place = writing.with_suffix(place, f".{kind}")
        office, query, shown = self.office, self.query(), self.list_table.shown_columns()
        cells = type(self._cells)(self.reader())

        def work(progress: Any) -> None:
            content = self.export(office, query, cells, shown, kind)
            progress.check_cancelled()
            writing.write(place, content)

        self.do_long(
            _("Exporting the list"),
            work,
            lambda _none: self.desk.toast(_("The list is saved as {name}.").format(name=place.name)),
        )


def long_ago() -> Reader:
    """A reader until the real one is known."""
    return Reader(0, date(1970, 1, 1))
