"""The list of cases: found by typing, narrowed, sorted, exported, and handed over several at once."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QMenu, QPushButton, QWidget

from returnhelp.domain.lists import CaseColumn, CaseQuery, CaseRow
from returnhelp.domain.roles import Act
from returnhelp.gui import icons
from returnhelp.gui.desk import Desk
from returnhelp.gui.models import filters, list_cells
from returnhelp.gui.models.list_cells import CaseCells
from returnhelp.gui.pages.list_page import ListPage, long_ago
from returnhelp.gui.pages.list_share_out import ShareOut
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import cases, handover, lists
from returnhelp.services.office import Change, Office

MOST_AT_ONCE = 1000
"""Cases that are handed over in one go."""
_STRIDE = 500


class CaseListPage(ListPage):
    """Every case of the office that may be seen."""

    form = "list_of_cases"
    help_anchor = "cases"
    remembered_as = "cases"
    offered = filters.CASE_FILTERS
    columns = list_cells.CASE_COLUMNS
    shown_first = list_cells.CASE_SHOWN
    column_words = CaseColumn
    first_order = (CaseColumn.OPENED_ON.value, True)

    new_button: QPushButton
    chosen_card: QFrame
    chosen_words: QLabel
    hand_over_button: QPushButton
    unselect_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, CaseCells(long_ago()), parent)
        self.share_out = ShareOut()
        form = self.chosen_card.parentWidget()
        column = form.layout() if form is not None else None
        assert column is not None
        column.addWidget(self.share_out)
        self.new_button.setIcon(icons.icon("plus", "on_accent"))
        dress(self.new_button, Look.PRIMARY)
        dress(self.unselect_button, Look.QUIET)
        self.list_table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.new_button.clicked.connect(self.begin_first)
        self.hand_over_button.clicked.connect(self._ask_to_hand_over)
        self.unselect_button.clicked.connect(self._choose_none)
        self.share_out.wanted.connect(self._hand_over)
        self.share_out.given_up.connect(self._given_up)
        self.chosen_card.hide()

    # --- what the list asks --------------------------------------------------------------------------

    def title(self) -> str:
        return _("Cases")

    def count_rows(self, office: Office, query: CaseQuery) -> int:
        return lists.count_cases(office, query)

    def read_rows(self, office: Office, query: CaseQuery, offset: int, limit: int) -> Sequence[CaseRow]:
        return lists.cases(office, filters.ordered(query, self.reader()), offset, limit)

    def query(self) -> CaseQuery:
        sort, descending = self.order()
        return filters.case_query(
            self.filter_bar.narrowing(),
            self.reader(),
            text=self.search_edit.text(),
            sort=sort,
            descending=descending,
        )

    def number_of(self, row: CaseRow) -> int:
        return row.case_id

    def open_row(self, row: CaseRow) -> None:
        self.desk.open_case(row.case_id)

    def hits_words(self, count: int) -> str:
        return ngettext("{count} case", "{count} cases", count).format(count=formats.number(count))

    def say_nothing_there(self) -> None:
        may = self.office.may(Act.EDIT_CASES)
        self.list_table.empty.say(
            "folders",
            _("No cases yet"),
            _("A case begins with the first enquiry of a person or a family."),
            _("New case") if may else "",
        )

    def begin_first(self) -> None:
        self.desk.open_page("new_case")

    def export(self, office: Office, query: CaseQuery, cells: Any, shown: list[str], kind: str) -> bytes:
        columns = list_cells.exported_cases(shown)
        headings = [labels.label(column) for column in columns]
        ordered = filters.ordered(query, cells.reader)
        return lists.export_cases(office, ordered, columns, headings, cast(CaseCells, cells).value, kind)

    # --- what the list can do ------------------------------------------------------------------------

    def show_list(self, *, stay: bool = False) -> None:
        self.new_button.setVisible(self.office.may(Act.EDIT_CASES))
        super().show_list(stay=stay)

    def retranslate(self) -> None:
        super().retranslate()
        self.chosen_changed()

    def menu_for(self, menu: QMenu, row: CaseRow) -> None:
        super().menu_for(menu, row)
        menu.addAction(_("Copy the case number"), lambda: QGuiApplication.clipboard().setText(row.number))
        if self.office.may(Act.HAND_OVER):
            menu.addSeparator()
            menu.addAction(_("Hand over …"), self._ask_to_hand_over)

    def chosen_changed(self) -> None:
        count = self.chosen_count()
        self.chosen_words.setText(
            ngettext("{count} case chosen", "{count} cases chosen", count).format(count=formats.number(count))
        )
        shown = count > 1 and self.share_out.isHidden() and self.office.may(Act.HAND_OVER)
        self.chosen_card.setVisible(shown)

    # --- handing over --------------------------------------------------------------------------------

    def _choose_none(self) -> None:
        self.list_table.clearSelection()
        self.list_table.setFocus()

    def _ask_to_hand_over(self) -> None:
        count = self.chosen_count()
        if count > MOST_AT_ONCE:
            said = _("At most {most} cases are handed over at once. Choose fewer, or do it in several goes.")
            self.show_message(said.format(most=formats.number(MOST_AT_ONCE)), Kind.INFO)
            return
        office, query, ranges = self.office, self.query(), self.chosen_ranges()

        def work() -> list[CaseRow]:
            found: list[CaseRow] = []
            for first, last in ranges:
                for offset in range(first, last + 1, _STRIDE):
                    found += self.read_rows(office, query, offset, min(_STRIDE, last + 1 - offset))
            return found

        self.ask(work, self._open_share_out, latest="chosen")

    def _open_share_out(self, chosen: list[CaseRow]) -> None:
        me = self.reader().me
        team = self.office.may(Act.SEE_TEAM)
        mine = [row.case_id for row in chosen if team or row.caseworker_id == me]
        if not mine:
            self.show_message(_("Only your own cases can be handed over; ask a supervisor for the others."), Kind.INFO)
            return
        self.share_out.open_for(mine, self.reader().colleagues, left_out=len(chosen) - len(mine))
        self.chosen_card.hide()

    def _given_up(self) -> None:
        self.chosen_changed()
        self.list_table.setFocus()

    def _hand_over(self, shares: dict[int, int]) -> None:
        office = self.office
        count = len(shares)
        self.share_out.setEnabled(False)

        def done(_count: int) -> None:
            self.share_out.setEnabled(True)
            self.share_out.hide()
            self.list_table.clearSelection()
            self.chosen_changed()
            self.list_table.setFocus()

        def failed(error: Exception) -> None:
            self.share_out.setEnabled(True)
            self.show_error(error)

        def back(change: Change[int]) -> Change[None]:
            return cases.undo(office, change.seq)

        self.act(
            lambda: handover.hand_over(office, shares),
            done,
            failed,
            said=ngettext("{count} case is handed over.", "{count} cases are handed over.", count).format(
                count=formats.number(count)
            ),
            undo=back,
        )
