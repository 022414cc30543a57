"""The records of one kind as a table that is typed into: contacts, consents, lines of aid."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from returnhelp.gui.models import fields
from returnhelp.gui.models.fields import Kind, Names
from returnhelp.gui.models.working_copy import Key, WorkingCopy
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _

Index = QModelIndex | QPersistentModelIndex

KEY = Qt.ItemDataRole.UserRole
MARKS = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class FieldColumn:
    """A column: the field it shows, how wide it begins, and whether it takes what room is left."""

    name: str
    width: int = 110
    stretches: bool = False
    editable: bool = True
    title: str = ""  # an English source text, where the field's own name is too long
    shown: Callable[[Key], str] | None = None  # words that the field alone does not give


@dataclass(frozen=True)
class Marks:
    """How a cell is drawn beyond its words."""

    kind: Kind
    typed: bool = False
    wrong: str = ""
    removed: bool = False
    adding: bool = False
    removing: bool = False
    ticked: bool = False


class RecordsModel(QAbstractTableModel):
    """Rows are records of a working copy; after them stands the row that adds one."""

    faults_changed = Signal()

    def __init__(
        self,
        copy: WorkingCopy,
        entity: str,
        columns: Sequence[FieldColumn],
        names: Callable[[], Names],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.copy = copy
        self.entity = entity
        self.removable = True
        self.columns = list(columns)
        self._names = names
        self._root: tuple[str, int] | None = None
        self._begin: Callable[[], dict[str, Any]] | None = None
        self._add_words = ""
        self._editable = False
        self._keys: list[Key] = []
        self._adding = False  # whether the last row is the one that adds
        self._removing = False  # whether the last column is the one that takes away
        self._wrong: dict[tuple[Key, str], str] = {}
        self._order: Callable[[Key], Any] | None = None
        self._wanted: Callable[[Key], bool] = lambda _key: True
        copy.listed.connect(self.refresh)
        copy.changed.connect(self._hear)

    # --- what it shows -----------------------------------------------------------------------------

    def show(self, root: tuple[str, int] | None) -> None:
        """Show the records that hang on this one."""
        self._root = root
        self.refresh()

    def adds(self, words: str, begin: Callable[[], dict[str, Any]]) -> None:
        """Offer to add a record; ``words`` is an English source text, ``begin`` gives what a new one begins with."""
        self._add_words, self._begin = words, begin

    def order_by(self, order: Callable[[Key], Any]) -> None:
        """Sort saved records by this; new ones stay last, as they were entered."""
        self._order = order

    def only(self, wanted: Callable[[Key], bool]) -> None:
        """Show only these."""
        self._wanted = wanted

    def set_editable(self, editable: bool) -> None:
        if editable is not self._editable:
            self._editable = editable
            self.refresh()

    @property
    def editable(self) -> bool:
        return self._editable

    @property
    def can_add(self) -> bool:
        return self._editable and self._begin is not None and self._root is not None

    def key(self, row: int) -> Key | None:
        """The record in a row; None for the row that adds."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: Key) -> int:
        """The row of a record; -1 when it is not shown."""
        return self._keys.index(key) if key in self._keys else -1

    def column_of(self, name: str) -> int:
        return next((at for at, column in enumerate(self.columns) if column.name == name), -1)

    def count(self) -> int:
        """How many records there are, without those to be removed."""
        return sum(1 for key in self._keys if not self.copy.is_removed(key))

    def refresh(self) -> None:
        """Read the records again."""
        keys = [] if self._root is None else [k for k in self.copy.keys(self.entity, self._root) if self._wanted(k)]
        if self._order is not None:
            order = self._order
            keys.sort(key=lambda key: (True,) if self.copy.is_new(key) else (False, order(key)))
        removing = self.removable and self._editable
        if (keys, self.can_add, removing) == (self._keys, self._adding, self._removing):
            self._redraw()
            return
        self.beginResetModel()
        self._keys, self._adding, self._removing = keys, self.can_add, removing
        self._wrong = {place: why for place, why in self._wrong.items() if place[0] in keys}
        self.endResetModel()

    def retranslate(self) -> None:
        """The words of all titles and cells are others now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._redraw()

    # --- what a person does ------------------------------------------------------------------------

    def add(self) -> int:
        """Add a record; answers its row."""
        assert self._begin is not None
        assert self._root is not None
        key = self.copy.add(self.entity, self._root, self._begin())
        return self.row_of(key)

    def remove(self, row: int) -> None:
        """Take a record away, or bring one back that was to be taken away."""
        key = self.key(row)
        if key is None or not self._editable:
            return
        if self.copy.is_removed(key):
            self.copy.bring_back(key)
        else:
            self.copy.remove(key)

    def mark(self, key: Key, name: str, why: str) -> None:
        """Mark a cell as one that cannot be kept so."""
        self._wrong[key, name] = why
        self.faults_changed.emit()
        self._redraw()

    def clear_marks(self) -> None:
        if self._wrong:
            self._wrong = {}
            self.faults_changed.emit()
            self._redraw()

    def fault(self) -> str:
        """Why the first marked cell cannot be kept."""
        return next(iter(self._wrong.values()), "")

    # --- Qt's questions ----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._keys) + self._adding

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self.columns) + self._removing

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return catalogs.gettext(column.title) if column.title else fields.title(self.entity, column.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            to_the_end = fields.kind(self.entity, column.name) in (Kind.MONEY, Kind.NUMBER, Kind.PERCENT)
            side = Qt.AlignmentFlag.AlignRight if to_the_end else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        key = self.key(index.row())
        if key is None or not self._editable or self.copy.is_removed(key) or self._removes(index):
            return shown
        column = self.columns[index.column()]
        if not column.editable or fields.kind(self.entity, column.name) is Kind.CHECK:
            return shown
        return shown | Qt.ItemFlag.ItemIsEditable

    def can_tick(self, index: Index) -> bool:
        """Whether a cell is a box that may be ticked."""
        key = self.key(index.row())
        if key is None or not self._editable or self.copy.is_removed(key) or self._removes(index):
            return False
        column = self.columns[index.column()]
        return column.editable and fields.kind(self.entity, column.name) is Kind.CHECK

    def tick(self, index: Index) -> None:
        """Tick a box, or untick it."""
        key = self.key(index.row())
        if key is not None and self.can_tick(index):
            name = self.columns[index.column()].name
            self._wrong.pop((key, name), None)
            self.copy.put(key, name, not self.copy.value(key, name))

    def _removes(self, index: Index) -> bool:
        return index.column() >= len(self.columns)

    def words(self, key: Key, column: FieldColumn) -> str:
        """What a cell says."""
        if column.shown is not None:
            return column.shown(key)
        if misread := self.copy.misread(key, column.name):
            return misread
        value = self.copy.value(key, column.name)
        if value is None and fields.kind(self.entity, column.name) is Kind.PERSON:
            return _("all of them")
        if fields.kind(self.entity, column.name) is Kind.CHECK:
            return _("yes") if value else ""
        if fields.kind(self.entity, column.name) is Kind.MONEY:
            return fields.amount(value)
        return fields.written(self.entity, column.name, value, self._names())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        key = self.key(index.row())
        if role == KEY:
            return key
        if self._removes(index):
            return self._taking_away(key, role)
        column = self.columns[index.column()]
        if role == MARKS:
            return self._marks(key, column)
        if key is None:
            adding = index.column() == 0 and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return catalogs.gettext(self._add_words) if adding else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(key, column)
            case Qt.ItemDataRole.EditRole:
                return self.copy.value(key, column.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                title = self.headerData(index.column(), Qt.Orientation.Horizontal)
                said = self.words(key, column) or _("empty")
                return f"{title}: {said}"
            case Qt.ItemDataRole.ToolTipRole:
                return self._wrong.get((key, column.name)) or self.words(key, column)
        return None

    def _taking_away(self, key: Key | None, role: int) -> object:
        """What the last column says: a button that takes the record away, or brings it back."""
        removed = key is not None and key in self.copy and self.copy.is_removed(key)
        if role == MARKS:
            return Marks(Kind.TEXT, removing=key is not None, removed=removed, adding=key is None)
        if key is not None and role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return _("Do not remove it") if removed else _("Remove")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        key = self.key(index.row())
        if key is None or role != Qt.ItemDataRole.EditRole or key not in self.copy:
            return False
        name = self.columns[index.column()].name
        mended = self._wrong.pop((key, name), None)
        self.copy.put(key, name, value)
        if mended:
            self.faults_changed.emit()
        return True

    def set_misread(self, index: Index, text: str) -> None:
        """What was typed into a cell is not understood."""
        key = self.key(index.row())
        if key is not None:
            name = self.columns[index.column()].name
            self._wrong[key, name] = _("“{text}” is not understood. Correct it, or empty the field.").format(text=text)
            self.copy.put_misread(key, name, text)
            self.faults_changed.emit()

    def _marks(self, key: Key | None, column: FieldColumn) -> Marks:
        kind = fields.kind(self.entity, column.name)
        if key is None:
            return Marks(kind, adding=True)
        if key not in self.copy:
            return Marks(kind)
        return Marks(
            kind,
            typed=self.copy.is_typed(key, column.name) or self.copy.is_new(key),
            wrong=self._wrong.get((key, column.name), ""),
            removed=self.copy.is_removed(key),
            ticked=kind is Kind.CHECK and bool(self.copy.value(key, column.name)),
        )

    def _hear(self, key: Key, _name: str) -> None:
        row = self.row_of(key)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def _redraw(self) -> None:
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, self.columnCount() - 1))
