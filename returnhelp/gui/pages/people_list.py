"""The list of people: found in any spelling, narrowed, sorted and exported."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtWidgets import QMenu, QWidget

from returnhelp.domain.lists import PersonColumn, PersonQuery, PersonRow
from returnhelp.domain.roles import Act
from returnhelp.gui.desk import Desk
from returnhelp.gui.models import filters, list_cells
from returnhelp.gui.models.list_cells import PersonCells
from returnhelp.gui.pages.list_page import ListPage, long_ago
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext
from returnhelp.services import lists
from returnhelp.services.office import Office


class PeopleListPage(ListPage):
    """Every person the office knows and the reader may see, each with their latest case."""

    form = "list_of_people"
    help_anchor = "people"
    remembered_as = "people"
    offered = filters.PERSON_FILTERS
    columns = list_cells.PERSON_COLUMNS
    shown_first = list_cells.PERSON_SHOWN
    column_words = PersonColumn
    first_order = (PersonColumn.NAME.value, False)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, PersonCells(long_ago()), parent)

    def title(self) -> str:
        return _("People")

    def count_rows(self, office: Office, query: PersonQuery) -> int:
        return lists.count_people(office, query)

    def read_rows(self, office: Office, query: PersonQuery, offset: int, limit: int) -> Sequence[PersonRow]:
        return lists.people(office, filters.ordered(query, self.reader()), offset, limit)

    def query(self) -> PersonQuery:
        sort, descending = self.order()
        return filters.person_query(
            self.filter_bar.narrowing(),
            self.reader(),
            text=self.search_edit.text(),
            sort=sort,
            descending=descending,
        )

    def number_of(self, row: PersonRow) -> int:
        return row.person_id

    def open_row(self, row: PersonRow) -> None:
        self.desk.open_person(row.person_id)

    def menu_for(self, menu: QMenu, row: PersonRow) -> None:
        super().menu_for(menu, row)
        if row.case_id is not None:
            case_id = row.case_id
            menu.addAction(_("Open the case {number}").format(number=row.case_number), lambda: self._open_case(case_id))

    def hits_words(self, count: int) -> str:
        return ngettext("{count} person", "{count} people", count).format(count=formats.number(count))

    def say_nothing_there(self) -> None:
        may = self.office.may(Act.EDIT_CASES)
        self.list_table.empty.say(
            "users-three",
            _("No people yet"),
            _("People are entered with their case, a whole family on one page."),
            _("New case") if may else "",
        )

    def begin_first(self) -> None:
        self.desk.open_page("new_case")

    def export(self, office: Office, query: PersonQuery, cells: Any, shown: list[str], kind: str) -> bytes:
        columns = list_cells.exported_people(shown)
        headings = [labels.label(column) for column in columns]
        ordered = filters.ordered(query, cells.reader)
        return lists.export_people(office, ordered, columns, headings, cast(PersonCells, cells).value, kind)

    def _open_case(self, case_id: int) -> None:
        self.desk.open_case(case_id)
