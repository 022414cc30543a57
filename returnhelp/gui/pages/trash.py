"""The trash: what was deleted, brought back on request, and emptied by a supervisor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QPushButton, QWidget

from returnhelp.domain.roles import Act
from returnhelp.gui import icons
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import question
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import preferences, trash
from returnhelp.services.office import Change, Office
from returnhelp.services.trash import Trashed

_COLUMNS = (
    Column("name", N_("What"), 300, sortable=False),
    Column("deleted", N_("Deleted"), 220, sortable=False),
    Column("by", N_("By"), 200, sortable=False),
    Column("goes", N_("Kept until"), 180, sortable=False),
)
_ICONS = {"case": "folder", "person": "user", "household": "users-three"}


@dataclass(frozen=True)
class _State:
    things: tuple[Trashed, ...]
    days: int
    now: datetime

    @property
    def ripe(self) -> int:
        """How many have lain for their days."""
        return sum(one.goes_on <= self.now for one in self.things)


class TrashPage(Page):
    """Shows what lies in the trash, the latest first."""

    form = "trash"
    help_anchor = "trash"

    page_title: QLabel
    count_note: QLabel
    page_note: QLabel
    back_button: QPushButton
    empty_button: QPushButton
    trash_table: TableView

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._state = _State((), 30, self.office.now())
        self._model = PagedModel(_COLUMNS, self._cell, self.ask, self)
        self.back_button.setIcon(icons.icon("arrow-counter-clockwise"))
        dress(self.empty_button, Look.DANGER)
        self.trash_table.show_model(self._model)
        self.trash_table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.trash_table.empty.say("hourglass", _("One moment …"))
        self.trash_table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.trash_table.customContextMenuRequested.connect(self._show_menu)
        self.trash_table.opened.connect(lambda row: self._bring_back([row]))
        self.trash_table.rows_selected.connect(self._show_chosen)
        self._model.loaded.connect(lambda _total: self._show_chosen())
        self.back_button.clicked.connect(lambda: self._bring_back(self.trash_table.rows()))
        self.empty_button.clicked.connect(self._show_empty_menu)
        self._show_chosen()

    # --- what a page answers -------------------------------------------------------------------------

    def title(self) -> str:
        return _("Trash")

    def refresh(self, change: Change[Any] | None) -> None:
        if change is None or change.cases or change.people or change.households:
            office = self.office
            self.trash_table.waiting()
            self.ask(lambda: _read(office), self._take, self._failed, latest="trash")

    def retranslate(self) -> None:
        self._show()

    def focus_first(self) -> None:
        self.trash_table.setFocus()

    # --- showing ---------------------------------------------------------------------------------------

    def _take(self, state: _State) -> None:
        self._state = state
        things = state.things
        self._model.show(lambda: len(things), lambda offset, limit: things[offset : offset + limit])
        self._show()
        self.ready()

    def _failed(self, error: Exception) -> None:
        self.trash_table.settled()
        self.show_message(told(error), Kind.ERROR, _("Try again"), lambda: self.refresh(None))

    def _show(self) -> None:
        count = len(self._state.things)
        self.count_note.setText(
            ngettext("{count} entry", "{count} entries", count).format(count=formats.number(count)) if count else ""
        )
        may_empty = self.office.may(Act.EMPTY_TRASH)
        days = formats.days(self._state.days)
        self.page_note.setText(
            _("What was deleted can be brought back for {days}. Then a supervisor may remove it for good.").format(
                days=days
            )
        )
        self.empty_button.setVisible(may_empty)
        self.empty_button.setEnabled(bool(count))
        self.trash_table.empty.say(
            "trash", _("The trash is empty"), _("What is deleted stays here for {days}.").format(days=days)
        )
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = len(self.trash_table.rows())
        self.back_button.setVisible(self.office.may(Act.EDIT_CASES))
        self.back_button.setEnabled(chosen > 0)
        self.back_button.setText(
            ngettext("Bring {count} back", "Bring {count} back", chosen).format(count=formats.number(chosen))
            if chosen > 1
            else _("Bring back")
        )

    def _cell(self, row: Trashed, key: str) -> Cell:
        match key:
            case "name":
                kind = labels.record(row.kind)
                said = f"{kind} {row.number}" if row.number else kind
                return Cell(row.name or _("no name yet"), said, icon=_ICONS.get(row.kind, "trash"), strong=True)
            case "deleted":
                day = row.deleted_at.astimezone()
                return Cell(formats.moment(day), formats.relative_day(day.date(), self._state.now.date()))
            case "by":
                return Cell(row.by)
        ripe = row.goes_on <= self._state.now
        day = row.goes_on.astimezone()
        return Cell(
            formats.short_date(day.date()),
            _("may be removed now") if ripe else formats.relative_day(day.date(), self._state.now.date()),
            colour="warning" if ripe else "text",
        )

    def _show_menu(self, point: Any) -> None:
        row = self.trash_table.row_at(point)
        if row is not None and self.office.may(Act.EDIT_CASES):
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(_("Bring back"), lambda: self._bring_back(self.trash_table.rows() or [row]))
            menu.popup(self.trash_table.viewport().mapToGlobal(point))

    # --- doing -----------------------------------------------------------------------------------------

    def _bring_back(self, rows: Sequence[Trashed]) -> None:
        if not rows or not self.office.may(Act.EDIT_CASES):
            return
        office, count = self.office, len(rows)
        said = (
            _("{name} is back.").format(name=rows[0].name or rows[0].number)
            if count == 1
            else ngettext("{count} is back.", "{count} are back.", count).format(count=formats.number(count))
        )
        self.act(
            partial(_for_each, trash.bring_back, office, rows),
            said=said,
            undo=lambda _change: _for_each(trash.put_in, office, rows),
        )

    def empty_menu(self) -> QMenu:
        """What can be removed for good."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ripe, count, days = self._state.ripe, len(self._state.things), formats.days(self._state.days)
        old = menu.addAction(
            _("Only what has lain here for {days} ({count})").format(days=days, count=formats.number(ripe))
        )
        old.triggered.connect(lambda: self._empty(ripe, everything=False))
        old.setEnabled(ripe > 0)
        everything = menu.addAction(_("Everything ({count})").format(count=formats.number(count)))
        everything.triggered.connect(lambda: self._empty(count, everything=True))
        return menu

    def _show_empty_menu(self) -> None:
        self.empty_menu().popup(self.empty_button.mapToGlobal(self.empty_button.rect().bottomLeft()))

    def _empty(self, count: int, *, everything: bool) -> None:
        title = ngettext("Remove {count} entry for good?", "Remove {count} entries for good?", count).format(
            count=formats.number(count)
        )
        text = _(
            "All data, notes and documents in it are erased and cannot be brought back. The numbers of cases stay in "
            "their series, marked as deleted. People who still belong to a household or a case stay."
        )
        if not question.sure(self, title, text, _("Remove for good")):
            return
        office = self.office

        def done(gone: int) -> None:
            self.desk.toast(
                ngettext("{count} entry is removed.", "{count} entries are removed.", gone).format(
                    count=formats.number(gone)
                )
            )
            self.refresh(None)

        self.act(lambda: trash.empty(office, everything=everything), done)


def _for_each(do: Any, office: Office, rows: Sequence[Trashed]) -> Change[None]:
    """Do it for each; answers what all of them changed."""
    changes = [do(office, row.kind, row.id) for row in rows]
    return Change(
        None,
        frozenset().union(*(one.people for one in changes)),
        frozenset().union(*(one.households for one in changes)),
        frozenset().union(*(one.cases for one in changes)),
    )


def _read(office: Office) -> _State:
    """On the worker's thread."""
    return _State(trash.contents(office), int(preferences.of_office(office, "trash_days")), office.now())
