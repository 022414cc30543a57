"""The cells of a record table: how they are drawn, and the editor that opens in each."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.models.fields import Kind
from returnhelp.gui.models.records import MARKS, Marks, RecordsModel
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.field_editors import Choices, Misread

Index = QModelIndex | QPersistentModelIndex
_TO_THE_END = frozenset({Kind.MONEY, Kind.NUMBER})


class RecordPainter(QStyledItemDelegate):
    """The look and the editors of a RecordTable."""

    def __init__(self, view: QTableView, model: RecordsModel, choices: Choices) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._choices = choices
        self.open_editor: QWidget | None = None
        self._peeking = False
        theme.news().changed.connect(self._take_fonts)
        self._take_fonts()

    def _take_fonts(self) -> None:
        self._plain = fonts.font()
        self._strong = fonts.font(Size.BODY, Weight.MEDIUM)
        self._struck = fonts.font()
        self._struck.setStrikeOut(True)

    # --- drawing -----------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        marks = index.data(MARKS)
        if not isinstance(marks, Marks):
            return
        rect: QRect = option.rect
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        at_row, at_cell = self._ground(painter, rect, index)
        if marks.removing:
            self._draw_button(painter, rect, marks, shown=at_row or self._hovered_row() == index.row())
        elif marks.kind is Kind.CHECK and not marks.adding:
            side = theme.px(18)
            box = QRect(rect.left() + theme.px(8), rect.center().y() - side // 2, side, side)
            if turned:
                box.moveRight(rect.right() - theme.px(8))
            quiet = marks.removed or not self._model.editable
            colour = "muted" if quiet else ("accent" if marks.ticked else "border")
            icons.paint(painter, box, "check-square-fill" if marks.ticked else "square", colour)
        else:
            self._draw_words(painter, rect, index, marks, turned=turned)
        if marks.typed and not marks.removed and not marks.removing:
            self._draw_typed(painter, rect, turned=turned)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if marks.wrong:
            painter.setPen(QPen(QColor(theme.colour("error")), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        if at_cell:
            painter.setPen(QPen(QColor(theme.colour("focus")), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> tuple[bool, bool]:
        view = self._view
        at_row = view.currentIndex().row() == index.row()
        at_cell = at_row and view.currentIndex().column() == index.column() and view.hasFocus()
        if at_row and (view.hasFocus() or self.open_editor is not None or getattr(view, "leading", False)):
            painter.fillRect(rect, QColor(theme.colour("soft")))
        elif self._hovered_row() == index.row():
            painter.fillRect(rect, QColor(theme.colour("hover")))
        painter.setPen(QPen(QColor(theme.colour("line")), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        return at_row, at_cell

    def _hovered_row(self) -> int:
        hovered: QModelIndex = getattr(self._view, "hovered", QModelIndex)()
        return hovered.row()

    def _draw_words(self, painter: QPainter, rect: QRect, index: Index, marks: Marks, *, turned: bool) -> None:
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), -1)
        text = str(index.data() or "")
        colour, font = "text", self._plain
        if marks.adding:
            side = theme.px(16)
            plus = QRect(inner.left(), inner.center().y() - side // 2, side, side)
            if turned:
                plus.moveRight(inner.right())
            icons.paint(painter, plus, "plus", "accent")
            inner = inner.adjusted(0, 0, -theme.px(24), 0) if turned else inner.adjusted(theme.px(24), 0, 0, 0)
            colour, font = "accent", self._strong
        if marks.removed:
            colour, font = "muted", self._struck
        painter.setFont(font)
        painter.setPen(QColor(theme.colour(colour)))
        to_the_end = marks.kind in _TO_THE_END and not marks.adding
        side_flag = Qt.AlignmentFlag.AlignRight if to_the_end else Qt.AlignmentFlag.AlignLeft  # turned by the painter
        shown = painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(side_flag | Qt.AlignmentFlag.AlignVCenter), shown)

    def _draw_button(self, painter: QPainter, rect: QRect, marks: Marks, *, shown: bool) -> None:
        if not shown and not marks.removed:
            return
        side = theme.px(16)
        at = QRect(rect.center().x() - side // 2, rect.center().y() - side // 2, side, side)
        icons.paint(painter, at, "arrow-u-up-left" if marks.removed else "trash", "muted")

    def _draw_typed(self, painter: QPainter, rect: QRect, *, turned: bool) -> None:
        """A corner in the accent colour: not saved yet."""
        side = theme.px(6)
        corner = rect.topRight() if turned else rect.topLeft()
        away = -side if turned else side
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour("accent")))
        painter.drawPolygon(QPolygon([corner, corner + QPoint(away, 0), corner + QPoint(0, side)]))

    # --- editing -----------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        column = self._model.columns[index.column()]
        made = field_editors.editor(self._model.entity, column.name, self._choices, parent)
        made.setAccessibleName(str(self._model.headerData(index.column(), Qt.Orientation.Horizontal)))
        made.setAutoFillBackground(True)
        if isinstance(made, ChoiceCombo):
            made.chosen.connect(lambda _value: self.commitData.emit(made))
        self.open_editor = made
        return made

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.open_editor:
            self.open_editor = None
        super().destroyEditor(editor, index)
        self._view.viewport().update()

    def peek(self) -> None:
        """Note what stands in the open editor, half typed as it may be."""
        if self.open_editor is not None:
            self._peeking = True
            self.commitData.emit(self.open_editor)
            self._peeking = False

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        key = self._model.key(index.row())
        column = self._model.columns[index.column()]
        if key is None or self._peeking:
            return
        misread = self._model.copy.misread(key, column.name)
        if misread and isinstance(editor, QLineEdit):
            editor.setText(misread)
        else:
            field_editors.write(editor, self._model.entity, column.name, self._model.copy.value(key, column.name))
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        name = self._model.columns[index.column()].name
        if not self._peeking:
            field_editors.settle(editor)
        try:
            value = field_editors.read(editor, self._model.entity, name)
        except Misread as slip:
            key = self._model.key(index.row())
            if self._peeking and key is not None:
                self._model.copy.put_misread(key, name, slip.text)
            else:
                self._model.set_misread(index, slip.text)
        else:
            model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(1, 1, -1, -2))

    def eventFilter(self, editor: Any, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(editor, QWidget):
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                field_editors.settle(editor)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                return False  # the page's own shortcut
        return super().eventFilter(editor, event)
