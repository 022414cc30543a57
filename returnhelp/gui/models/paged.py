"""A list of any length, of which only what is looked at is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from returnhelp.i18n import catalogs

Index = QModelIndex | QPersistentModelIndex

BLOCK = 120
"""So many rows are read at once."""
_KEPT = 40  # blocks; the ones read longest ago are forgotten

Count = Callable[[], int]
Rows = Callable[[int, int], Sequence[Any]]
"""Reads rows by offset and limit, on the worker's thread."""

T = TypeVar("T")


class Ask(Protocol):
    """Has work done and hands over what comes of it, as ``Page.ask`` does."""

    def __call__(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        latest: str = "",
    ) -> object: ...


@dataclass(frozen=True)
class Column:
    """A column: its key (also for sorting), its title (an English source text), and how wide it begins."""

    key: str
    title: str
    width: int = 140
    sortable: bool = True
    to_the_end: bool = False  # numbers stand at the end of their cell


@dataclass(frozen=True)
class Cell:
    """What a cell shows: a line, a second quieter one, an icon before it, and the palette's colour for them."""

    text: str = ""
    second: str = ""
    icon: str = ""
    colour: str = "text"
    strong: bool = False
    badge: str = ""  # a message kind or "quiet": the text stands on a plate of that colour

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.text, self.second) if part)


CELL = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1
_WAITING = Cell("…", colour="muted")


class PagedModel(QAbstractTableModel):
    """Rows that are read in blocks; what is shown stays until the first block of a new list has come."""

    loaded = Signal(int)
    """A new list is there; how many rows it has."""
    failed = Signal(object)
    """It could not be read; the error."""

    def __init__(
        self,
        columns: Sequence[Column],
        cell: Callable[[Any, str], Cell],
        ask: Ask,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._cell = cell
        self._ask = ask
        self._rows: Rows | None = None
        self._age = 0  # of the list that is asked for; an answer for an older one is dropped
        self._shown = 0  # the age of the list that is shown
        self._total = 0
        self._blocks: dict[int, Sequence[Any]] = {}
        self._wanted: list[int] = []
        self._asked: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._read_wanted)

    @property
    def columns(self) -> list[Column]:
        return self._columns

    @property
    def total(self) -> int:
        """How many rows the list has."""
        return self._total

    def show(self, count: Count, rows: Rows, around: int = 0) -> None:
        """Show another list, or the same one read again; ``around`` is the row to be looked at first."""
        self._age += 1
        age, first = self._age, max(0, around) // BLOCK

        def arrived(answer: tuple[int, Sequence[Any]]) -> None:
            if age != self._age:
                return
            total, found = answer
            if not found and total and first:  # it has become shorter than where one was
                self.show(count, rows, total - 1)
                return
            self._rows, self._shown = rows, age
            self.beginResetModel()
            self._total, self._blocks = total, {first: found}
            self._wanted, self._asked = [], set()
            self.endResetModel()
            self.loaded.emit(total)

        self._ask(lambda: (count(), rows(first * BLOCK, BLOCK)), arrived, self._fail, latest="list")

    def row(self, number: int) -> Any:
        """A row, or None if it is not read yet."""
        block, at = divmod(number, BLOCK)
        rows = self._blocks.get(block)
        return rows[at] if rows is not None and at < len(rows) else None

    def rows_read(self) -> dict[int, Any]:
        """The rows that are there, by their number in the list."""
        return {block * BLOCK + at: row for block, rows in self._blocks.items() for at, row in enumerate(rows)}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return catalogs.gettext(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.to_the_end else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (CELL, ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if row is None:
            self._want(index.row() // BLOCK)
            return _WAITING if role == CELL else _WAITING.text
        cell = self._cell(row, self._columns[index.column()].key)
        if role == CELL:
            return cell
        return cell.text if role == Qt.ItemDataRole.DisplayRole else cell.spoken

    def retranslate(self) -> None:
        """The words of all titles and cells are others now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(self._columns) - 1))

    def _want(self, block: int) -> None:
        if block in self._asked:
            return
        if block in self._wanted:
            self._wanted.remove(block)
        self._wanted.append(block)
        self._soon.start()

    def _read_wanted(self) -> None:
        """Read what was looked at last; what was scrolled past meanwhile is not read at all."""
        wanted, self._wanted = self._wanted[-2:], []
        if self._rows is not None:
            for block in wanted:
                self._asked.add(block)
                self._read(self._rows, self._shown, block)

    def _read(self, rows: Rows, age: int, block: int) -> None:
        def arrived(found: Sequence[Any]) -> None:
            if age == self._shown:
                self._arrived(block, found)

        self._ask(lambda: rows(block * BLOCK, BLOCK), arrived, self._fail)

    def _arrived(self, block: int, found: Sequence[Any]) -> None:
        self._asked.discard(block)
        self._blocks[block] = found
        while len(self._blocks) > _KEPT:
            del self._blocks[next(iter(self._blocks))]
        first = block * BLOCK
        last = min(self._total, first + BLOCK) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _fail(self, error: Exception) -> None:
        self._asked.clear()
        self.failed.emit(error)
