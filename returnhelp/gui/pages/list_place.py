"""Where somebody is in a list: kept while it is read again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject

from returnhelp.gui.widgets.table_view import TableView


@dataclass(frozen=True)
class _Place:
    scrolled: int
    current: int | None
    chosen: frozenset[int]


class ListPlace(QObject):
    """Remembers what is looked at, at which row the keys are, and which rows are chosen."""

    def __init__(self, table: TableView, number_of: Callable[[Any], int]) -> None:
        super().__init__(table)
        self._table = table
        self._model = table.paged()
        self._number_of = number_of
        self._place: _Place | None = None
        self._to_choose: set[int] = set()
        self._model.dataChanged.connect(self._choose)

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """The chosen rows as ranges of their numbers, both ends included."""
        selection = self._table.selectionModel().selection()
        found: list[tuple[int, int]] = []
        for first, last in sorted(
            (selection.at(at).top(), selection.at(at).bottom()) for at in range(selection.count())
        ):
            if found and first <= found[-1][1] + 1:
                found[-1] = found[-1][0], max(found[-1][1], last)
            else:
                found.append((first, last))
        return found

    def remember(self) -> None:
        """Keep the place until ``go_back``."""
        current, ranges = self._table.row(), self.chosen_ranges()
        self._place = _Place(
            self._table.verticalScrollBar().value(),
            self._number_of(current) if current is not None else None,
            frozenset(
                self._number_of(row)
                for number, row in self._model.rows_read().items()
                if any(first <= number <= last for first, last in ranges)
            ),
        )

    def forget(self) -> None:
        """Stay where the list begins; rows that come in later are not chosen."""
        self._place = None
        self._to_choose = set()

    def go_back(self) -> None:
        """Return to the place, if one is kept; rows that come in later are chosen as they come."""
        place, self._place = self._place, None
        if place is None:
            return
        self._table.doItemsLayout()
        first = self._table.horizontalHeader().logicalIndex(0)
        keys = self._table.selectionModel()
        for number, row in self._model.rows_read().items():
            if self._number_of(row) == place.current:
                keys.setCurrentIndex(self._model.index(number, first), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._to_choose = set(place.chosen)
        self._choose()
        self._table.verticalScrollBar().setValue(place.scrolled)

    def _choose(self, *_where: QModelIndex) -> None:
        if not self._to_choose:
            return
        wanted, self._to_choose = self._to_choose, set()
        selection = QItemSelection()
        last = self._model.columnCount() - 1
        for number, row in self._model.rows_read().items():
            if self._number_of(row) in wanted:
                wanted.discard(self._number_of(row))
                selection.select(self._model.index(number, 0), self._model.index(number, last))
        self._table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)
        self._to_choose = wanted  # set only now, as choosing tells the page, which forgets
