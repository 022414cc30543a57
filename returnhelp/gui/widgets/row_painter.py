"""Draws the cells of a list: a line, a quieter one under it, an icon, a plate."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.models.paged import CELL, Cell, PagedModel

Index = QModelIndex | QPersistentModelIndex


_PLATES = {"quiet": ("line", "muted"), "accent": ("soft", "on_soft")}


class RowPainter(QStyledItemDelegate):
    """Draws a row as one thing: chosen, under the mouse, or where the keys are."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        theme.news().changed.connect(self._take_fonts)
        self._take_fonts()

    def _take_fonts(self) -> None:
        self._plain = fonts.font()
        self._strong = fonts.font(Size.BODY, Weight.STRONG)
        self._small = fonts.font(Size.SMALL)
        self._badge = fonts.font(Size.SMALL, Weight.STRONG)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        rect: QRect = option.rect
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        chosen = self._ground(painter, rect, index)
        painter.save()
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), -1)
        if cell.icon:
            side = theme.px(18)
            at = QRect(inner.left(), inner.center().y() - side // 2, side, side)
            if turned:
                at.moveRight(inner.right())
                inner.setRight(at.left() - theme.px(8))
            else:
                inner.setLeft(at.right() + theme.px(8))
            icons.paint(painter, at, cell.icon, cell.colour)
        # The painter itself turns left and right where reading begins at the right.
        side_flag = Qt.AlignmentFlag.AlignRight if self._to_the_end(index) else Qt.AlignmentFlag.AlignLeft
        if cell.badge:
            self._plate(painter, inner, cell, turned=turned, chosen=chosen)
        elif cell.second:
            middle = inner.center().y()
            first = QRect(inner.left(), inner.top() + theme.px(4), inner.width(), middle - inner.top() - theme.px(4))
            second = QRect(inner.left(), middle, inner.width(), inner.bottom() - middle - theme.px(3))
            self._line(painter, first, cell.text, self._strong if cell.strong else self._plain, cell.colour, side_flag)
            self._line(painter, second, cell.second, self._small, "muted", side_flag)
        else:
            self._line(painter, inner, cell.text, self._strong if cell.strong else self._plain, cell.colour, side_flag)
        painter.restore()

    def _to_the_end(self, index: Index) -> bool:
        model = index.model()
        return isinstance(model, PagedModel) and model.columns[index.column()].to_the_end

    def _ground(self, painter: QPainter, rect: QRect, index: Index) -> bool:
        """Draw what lies under the whole row; answers whether the row is chosen."""
        view = self._view
        chosen = view.selectionModel().isRowSelected(index.row(), QModelIndex())
        hovered = getattr(view, "hovered", lambda: -1)() == index.row()
        if chosen or hovered:
            painter.fillRect(rect, QColor(theme.colour("soft" if chosen else "hover")))
        painter.setPen(QPen(QColor(theme.colour("line")), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        at_keys = view.currentIndex().row() == index.row() and (
            view.hasFocus() or view.selectionMode() is QAbstractItemView.SelectionMode.NoSelection
        )
        if at_keys:
            self._ring(painter, rect, index)
        return chosen

    def _ring(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The focus goes round the whole row."""
        header = self._view.horizontalHeader()
        shown = [at for at in range(header.count()) if not header.isSectionHidden(header.logicalIndex(at))]
        at = header.visualIndex(index.column())
        painter.setPen(QPen(QColor(theme.colour("focus")), 2))
        painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
        painter.drawLine(rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1)
        turned = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if at == (shown[-1] if turned else shown[0]):
            painter.drawLine(rect.left() + 1, rect.top() + 1, rect.left() + 1, rect.bottom() - 1)
        if at == (shown[0] if turned else shown[-1]):
            painter.drawLine(rect.right(), rect.top() + 1, rect.right(), rect.bottom() - 1)

    def _line(
        self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, side: Qt.AlignmentFlag
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(theme.colour(colour)))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _plate(self, painter: QPainter, rect: QRect, cell: Cell, *, turned: bool, chosen: bool) -> None:
        ground, ink = _PLATES.get(cell.badge) or (f"{cell.badge}_ground", cell.badge)
        if chosen and ground == "soft":
            ground = "surface"
        painter.setFont(self._badge)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, rect.width() - theme.px(14))
        width, height = metrics.horizontalAdvance(shown) + theme.px(14), metrics.height() + theme.px(4)
        left = rect.right() - width if turned else rect.left()
        plate = QRect(left, rect.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour(ground)))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(QColor(theme.colour(ink)))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), shown)
