"""A table that is typed into by keyboard alone: Enter edits, Tab goes on, Insert adds, Delete takes away."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from returnhelp.gui import theme
from returnhelp.gui.models.records import Index, RecordsModel
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.widgets.field_editors import Choices
from returnhelp.gui.widgets.record_painter import RecordPainter
from returnhelp.i18n.catalogs import _

_ROW = 36
_BUTTON_COLUMN = 36
_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_ON = QAbstractItemDelegate.EndEditHint.EditNextItem
_BACK = QAbstractItemDelegate.EndEditHint.EditPreviousItem


class RecordTable(QTableView):
    """Shows a RecordsModel; every change goes to its working copy at once."""

    record_chosen = Signal(object)
    """The keys are at another record (its key), or at none (None)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RecordsModel | None = None
        self._hovered = QModelIndex()
        self._in_row = False  # Tab goes on within the row, as a person types through it
        self._fits = False
        self._leading = False
        self._kept: tuple[Key | None, int, int] = (None, -1, 0)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(theme.px(32))
        self.clicked.connect(self._clicked)
        theme.news().changed.connect(self._measure)
        self._measure()

    def show_model(self, model: RecordsModel, choices: Choices) -> None:
        """Show these records; call it once."""
        self._model = model
        self.setItemDelegate(RecordPainter(self, model, choices))
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._about_to_reset)
        model.modelReset.connect(self._reset)
        self._lay_out()

    def records(self) -> RecordsModel:
        """What is shown."""
        assert self._model is not None
        return self._model

    def set_fitting(self, fits: bool) -> None:
        """Be exactly as high as the rows are, for a page that scrolls as a whole."""
        self._fits = fits
        policy = QSizePolicy.Policy.Fixed if fits else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.updateGeometry()

    def key(self) -> Key | None:
        """The record at which the keys are."""
        index = self.currentIndex()
        return self.records().key(index.row()) if index.isValid() else None

    def choose(self, key: Key, name: str = "", *, edit: bool = False) -> bool:
        """Go to a record, and to one of its fields; answers whether it is shown."""
        model = self.records()
        row = model.row_of(key)
        if row < 0:
            return False
        index = model.index(row, max(0, model.column_of(name)))
        self.setFocus()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if edit and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        return True

    def choose_last(self) -> None:
        """Go to the last record if no row is chosen; the focus stays where it is."""
        model = self.records()
        rows = model.rowCount() - model.can_add
        if rows > 0 and not self.currentIndex().isValid():
            self.setCurrentIndex(model.index(rows - 1, 0))

    def set_leading(self, leading: bool) -> None:
        """Whether something beside the table shows the chosen record, so that it must be seen which one it is."""
        self._leading = leading

    @property
    def leading(self) -> bool:
        return self._leading

    def choose_add(self) -> None:
        """Go to the row that adds a record, or to the last one."""
        model = self.records()
        if rows := model.rowCount():
            self.setFocus()
            self.setCurrentIndex(model.index(rows - 1, 0))
            self.scrollToBottom()

    def add(self) -> None:
        """Add a record and begin to type in it."""
        model = self.records()
        if not model.can_add:
            return
        self.commit()
        row = model.add()
        column = next((at for at in range(len(model.columns)) if self._takes_typing(row, at)), 0)
        index = model.index(row, column)
        self.setFocus()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def commit(self) -> None:
        """Take what is being typed into a cell."""
        delegate = self.itemDelegate()
        open_editor = delegate.open_editor if isinstance(delegate, RecordPainter) else None
        if open_editor is not None and not open_editor.isHidden():  # Qt hides an editor that it has let go
            self.commitData(open_editor)
            self.closeEditor(open_editor, _NO_HINT)

    def peek(self) -> None:
        """Note what is being typed into a cell, and let the person go on typing."""
        delegate = self.itemDelegate()
        if isinstance(delegate, RecordPainter):
            delegate.peek()

    def hovered(self) -> QModelIndex:
        """The cell under the mouse."""
        return self._hovered

    # --- keys and mouse ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            return  # what the editor leaves over, Enter above all, is meant for it
        index = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        self._in_row = False
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if plain and index.isValid():
                self._act(index)
            case Qt.Key.Key_Insert if plain:
                self.add()
            case Qt.Key.Key_Delete if plain and index.isValid():
                self.records().remove(index.row())
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, on: bool) -> bool:
        typing = self._in_row or self.state() is QAbstractItemView.State.EditingState
        if typing and self.currentIndex().isValid() and self._go(1 if on else -1):
            return True
        self._in_row = False
        return super().focusNextPrevChild(on)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, _NO_HINT)
        if hint in (_ON, _BACK) and not self._go(1 if hint is _ON else -1) and self._leading:
            self.focusNextPrevChild(hint is _ON)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        model = self._model
        if model is not None and model.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(model.index(0, 0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row() or not previous.isValid():
            self.record_chosen.emit(self.key())

    def _act(self, index: QModelIndex) -> None:
        """What Enter and a click do: add, take away, tick, or begin to type."""
        model = self.records()
        if model.key(index.row()) is None:
            self.add()
        elif index.column() >= len(model.columns):
            model.remove(index.row())
        elif model.can_tick(index):
            model.tick(index)
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _clicked(self, index: QModelIndex) -> None:
        self._in_row = False
        self._act(index)

    def _takes_typing(self, row: int, column: int) -> bool:
        index = self.records().index(row, column)
        return bool(index.flags() & Qt.ItemFlag.ItemIsEditable) or self.records().can_tick(index)

    def _go(self, by: int) -> bool:
        """To the next cell of the row that takes typing; after the last one to the next row, at rest.

        Where more fields of the row stand beside the table, the keys go on there, as they are of the same record.
        """
        model, index = self.records(), self.currentIndex()
        column = index.column() + by
        while 0 <= column < len(model.columns):
            if self._takes_typing(index.row(), column):
                there = model.index(index.row(), column)
                self.setCurrentIndex(there)
                self._in_row = True
                if there.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.edit(there)
                return True
            column += by
        self._in_row = False
        if by > 0 and not self._leading and index.row() + 1 < model.rowCount():
            self.setCurrentIndex(model.index(index.row() + 1, 0))
            return True
        return False

    def _hover(self, index: QModelIndex) -> None:
        if index != self._hovered:
            self._hovered = index
            self.viewport().update()

    # --- size and change ---------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        if not self._fits:
            return QSize(theme.px(480), theme.px(160))
        rows = self.model().rowCount() if self.model() is not None else 0
        height = self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        if self.horizontalScrollBar().maximum() > 0:
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(theme.px(320), height + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._fits else QSize(theme.px(160), theme.px(96))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self._model is not None:
            self._model.retranslate()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self._lay_out()
        self.updateGeometry()

    def _lay_out(self) -> None:
        model = self._model
        if model is None:
            return
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for at, column in enumerate(model.columns):
            stretches = QHeaderView.ResizeMode.Stretch if column.stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(at, stretches)
            if not column.stretches:
                header.resizeSection(at, theme.px(column.width))
        if model.columnCount() > len(model.columns):
            header.setSectionResizeMode(len(model.columns), QHeaderView.ResizeMode.Fixed)
            header.resizeSection(len(model.columns), theme.px(_BUTTON_COLUMN))
        if model.can_add and model.columnCount() > 1:
            self.setSpan(model.rowCount() - 1, 0, 1, model.columnCount())

    def _about_to_reset(self) -> None:
        self.commit()
        index = self.currentIndex()
        self._kept = (self.key() if index.isValid() else None, index.row(), index.column())

    def _reset(self) -> None:
        self._hovered = QModelIndex()
        self.clearSpans()
        self._lay_out()
        self.updateGeometry()
        key, row, column = self._kept
        model = self.records()
        if row >= 0 and model.rowCount():
            found = model.row_of(key) if key is not None else -1
            row = found if found >= 0 else min(row, model.rowCount() - 1)
            self.setCurrentIndex(model.index(row, min(max(0, column), model.columnCount() - 1)))
        else:
            self.record_chosen.emit(None)

    def accessible_help(self) -> str:
        """How it is used by keyboard, for a tool tip."""
        return _("Enter edits, Tab goes on, Insert adds a line, Delete removes it.")

    def event(self, event: QEvent) -> Any:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Insert)
        ):
            event.accept()
            return True
        return super().event(event)
