"""People who may be the one that is being entered, with why."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from returnhelp.domain.likeness import AGAINST
from returnhelp.domain.lists import Candidate, PersonRow
from returnhelp.gui import fonts, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.models import fields
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole.UserRole
# The painter turns it round where one reads from the right.
_BEGINNING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROW = 68


class KnownList(QListView):
    """Enter or a click takes a person; Escape goes back to where one was typing."""

    taken = Signal(object)
    """A person is the one that is meant: the Candidate."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Candidates(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._take)

    def set_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Show these, the likeliest first."""
        self._model.set(list(candidates))
        self.updateGeometry()

    def candidates(self) -> list[Candidate]:
        return list(self._model.candidates)

    def enter(self) -> bool:
        """Set the focus to the first one; False when there is none."""
        if not self._model.candidates:
            return False
        self.setFocus()
        self.setCurrentIndex(self._model.index(0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.currentIndex())
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(_ROW) * max(1, min(3, len(self._model.candidates))) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(_ROW) + 4)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(self._model.candidates[index.row()])


class _Candidates(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.candidates: list[Candidate] = []

    def set(self, candidates: list[Candidate]) -> None:
        self.beginResetModel()
        self.candidates = candidates
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.candidates)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        candidate = self.candidates[index.row()]
        if role == _ROLE:
            return candidate
        if role == Qt.ItemDataRole.DisplayRole:
            return candidate.person.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = (candidate.person.name, about(candidate.person), _how_sure(candidate), _why(candidate))
            return ", ".join(part for part in said if part)
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all are alike
        return QSize(theme.px(200), theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        candidate: Candidate = index.data(_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        turned = option.direction == Qt.LayoutDirection.RightToLeft
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if over or (chosen and focused):
            painter.setPen(QPen(QColor(theme.colour("focus")), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("soft" if focused else "hover")))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(theme.px(8), theme.px(4), -theme.px(8), -theme.px(4))
        line = inner.height() // 3
        top = QRect(inner.left(), inner.top(), inner.width(), line)
        middle = top.translated(0, line)
        bottom = self._draw_plate(painter, middle.translated(0, line), candidate, turned=turned)
        for text, where, font, ink in (
            (candidate.person.name, top, fonts.font(Size.BODY, Weight.STRONG), "text"),
            (about(candidate.person), middle, fonts.font(Size.SMALL), "text"),
            (_why(candidate), bottom, fonts.font(Size.SMALL), "muted"),
        ):
            painter.setFont(font)
            painter.setPen(QColor(theme.colour(ink)))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
            painter.drawText(where, _BEGINNING, shown)
        painter.restore()

    def _draw_plate(self, painter: QPainter, row: QRect, candidate: Candidate, *, turned: bool) -> QRect:
        """How sure it is, at the end of a line; answers what is left of the line."""
        said, kind = _how_sure(candidate), "warning" if candidate.likeness.likely else "info"
        if not said:
            return row
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
        width = painter.fontMetrics().horizontalAdvance(said) + theme.px(12)
        plate = QRect(row.left() if turned else row.right() - width, row.top() + 1, width, row.height() - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour(f"{kind}_ground")))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(QColor(theme.colour(kind)))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), said)
        away = width + theme.px(8)
        return row.adjusted(away, 0, 0, 0) if turned else row.adjusted(0, 0, -away, 0)


def about(person: PersonRow) -> str:
    """What is known of a person, in one line."""
    parts = [
        fields.birth(person.birth_date, person.birth_precision),
        labels.country(person.nationality) if person.nationality is not None else "",
        person.zemis,
        person.n_number,
        _("case {number}").format(number=person.case_number) if person.case_number else "",
        f"\u2068{person.original_name}\u2069" if person.original_name else "",  # so that it turns no number round
    ]
    return " · ".join(part for part in parts if part)


def _how_sure(candidate: Candidate) -> str:
    if not candidate.likeness.possible:
        return ""
    return _("most likely the same") if candidate.likeness.likely else _("perhaps the same")


def _why(candidate: Candidate) -> str:
    """What speaks for it, then what speaks against it."""
    for_it = [labels.label(reason) for reason in candidate.likeness.reasons if reason not in AGAINST]
    against = [labels.label(reason) for reason in candidate.likeness.reasons if reason in AGAINST]
    said, but = ", ".join(for_it), ", ".join(against)
    return _("{reasons}; but: {against}").format(reasons=said, against=but) if said and but else said or but
