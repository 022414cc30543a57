"""A month or a week of departures, drawn day by day; the arrow keys go from day to day."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from returnhelp.domain.departures import NOT_LEAVING, Calendar, Departure, leaving
from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.models import calendar_days as days
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import _, ngettext

_HEAD, _LINE, _BLOCK, _PAD = 28, 20, 62, 6
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -days.WEEK, Qt.Key.Key_Down: days.WEEK}


class CalendarGrid(QWidget):
    """Shows one Calendar; which day the keys are at is told, and another month is asked for when they leave it."""

    day_chosen = Signal(object)
    """The keys are at this day."""
    day_entered = Signal(object)
    """Enter was pressed at this day."""
    case_wanted = Signal(int)
    """A departure was clicked twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Calendar(())
        self._by_day: dict[date, tuple[Departure, ...]] = {}
        self._due: dict[date, int] = {}
        self._day = date(2000, 1, 1)
        self._today = self._day
        self._week = False
        self._private = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.news().changed.connect(self.update)

    # --- what it shows -----------------------------------------------------------------------------

    def show_days(self, shown: Calendar, day: date, today: date, *, week: bool) -> None:
        """Show the month or the week of this day."""
        self._shown, self._day, self._today, self._week = shown, day, today, week
        found: dict[date, list[Departure]] = {}
        for one in shown.departures:
            found.setdefault(one.day, []).append(one)
        self._by_day = {one: tuple(of_day) for one, of_day in found.items()}
        self._due = {}
        for late in shown.due:
            self._due[late.day] = self._due.get(late.day, 0) + 1
        self._tell()
        self.update()

    def choose(self, day: date) -> None:
        """Go to a day."""
        if day != self._day:
            self._day = day
            self._tell()
            self.update()
            self.day_chosen.emit(day)

    def day(self) -> date:
        """The day at which the keys are."""
        return self._day

    def set_private(self, private: bool) -> None:
        """Show no names while a visitor looks on."""
        self._private = private
        self.update()

    def lines(self, day: date) -> list[str]:
        """What is written into a day, line by line."""
        return [days.line_words(one, private=self._private) for one in self._by_day.get(day, ())]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(280))

    def _tell(self) -> None:
        self.setAccessibleName(_("Calendar of departures"))
        self.setAccessibleDescription(days.day_words(self._day, self._shown))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # --- keys and mouse ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        match key:
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.choose(days.other_month(self._day, -1 if key is Qt.Key.Key_PageUp else 1))
            case Qt.Key.Key_Home:
                self.choose(self._today)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.day_entered.emit(self._day)
            case _ if key in _STEPS:
                step = _STEPS[key]
                turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft and abs(step) == 1
                self.choose(self._day + timedelta(days=-step if turned else step))
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found is not None:
            self.choose(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        one = self._departure_at(event.position().toPoint())
        if one is not None:
            self.case_wanted.emit(one.case_id)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            one = self._departure_at(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(one) if one is not None else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _tip(self, one: Departure) -> str:
        parts = [] if self._private else [one.name, one.number]
        parts += [days.people_words(one.people), days.long_route_words(one), labels.label(one.status)]
        return "\n".join(part for part in parts if part)

    # --- where it stands ---------------------------------------------------------------------------

    def first_and_last(self) -> tuple[date, date]:
        """The days that are drawn."""
        return days.week_of(self._day) if self._week else days.sheet_of(self._day)

    def cell(self, day: date) -> QRect:
        """Where a day is drawn."""
        first, last = self.first_and_last()
        rows = ((last - first).days + 1) // days.WEEK
        row, column = divmod((day - first).days, days.WEEK)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            column = days.WEEK - 1 - column
        top, width, height = theme.px(_HEAD), self.width(), self.height() - theme.px(_HEAD)
        left, right = width * column // days.WEEK, width * (column + 1) // days.WEEK
        upper, lower = top + height * row // rows, top + height * (row + 1) // rows
        return QRect(left, upper, right - left, lower - upper)

    def _at(self, point: QPoint) -> date | None:
        first, last = self.first_and_last()
        return next(
            (day for at in range((last - first).days + 1) if self.cell(day := first + timedelta(at)).contains(point)),
            None,
        )

    def _departure_at(self, point: QPoint) -> Departure | None:
        day = self._at(point)
        if day is None:
            return None
        return next((one for one, rect in self._places(day) if rect.contains(point)), None)

    def _places(self, day: date) -> list[tuple[Departure, QRect]]:
        """The departures of a day for which there is room, and where each stands."""
        inner = self.cell(day).adjusted(theme.px(_PAD), theme.px(26), -theme.px(_PAD), -theme.px(4))
        each = theme.px(_BLOCK if self._week else _LINE)
        found = self._by_day.get(day, ())
        room = max(0, inner.height() - (theme.px(_LINE) if self._due.get(day) else 0)) // each
        if len(found) > room:
            room = max(0, room - 1)  # for the line that says how many more there are
        return [
            (one, QRect(inner.left(), inner.top() + at * each, inner.width(), each - theme.px(2)))
            for at, one in enumerate(found[:room])
        ]

    # --- drawing -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.colour("surface")))
        first, last = self.first_and_last()
        for at in range(days.WEEK):
            self._draw_weekday(painter, first + timedelta(at))
        for at in range((last - first).days + 1):
            self._draw_day(painter, first + timedelta(at))
        painter.setPen(QPen(QColor(theme.colour("line")), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(QPen(QColor(theme.colour("focus" if self.hasFocus() else "border")), 2))
        painter.drawRect(self.cell(self._day).adjusted(1, 1, -2, -2))

    def _draw_weekday(self, painter: QPainter, day: date) -> None:
        cell = self.cell(day)
        head = QRect(cell.left() + theme.px(_PAD), 0, cell.width() - 2 * theme.px(_PAD), theme.px(_HEAD))
        painter.setFont(fonts.font(Size.SMALL, Weight.MEDIUM))
        painter.setPen(QColor(theme.colour("muted")))
        painter.drawText(head, self._side(), _fitting(painter, formats.weekday(day), head.width()))

    def _draw_day(self, painter: QPainter, day: date) -> None:
        cell = self.cell(day)
        inside = self._week or day.month == self._day.month
        painter.fillRect(cell, QColor(theme.colour(_ground(day, self._day, inside=inside))))
        painter.setPen(QPen(QColor(theme.colour("line")), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(0, 0, -1, -1))
        head = QRect(cell.left() + theme.px(_PAD), cell.top() + theme.px(3), cell.width() - theme.px(12), theme.px(20))
        self._draw_number(painter, head, day, inside=inside)
        found = self._by_day.get(day, ())
        if found:
            painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
            painter.setPen(QColor(theme.colour("text" if inside else "muted")))
            people = leaving(found)
            painter.drawText(head, self._side(far=True), days.people_words(people) if people else "")
        places = self._places(day)
        for one, rect in places:
            self._draw_departure(painter, rect, one)
        left = len(found) - len(places)
        if left > 0:
            each = theme.px(_BLOCK if self._week else _LINE)
            top = cell.top() + theme.px(26) + len(places) * each
            more = QRect(head.left(), top, head.width(), theme.px(_LINE))
            painter.setFont(fonts.font(Size.SMALL, Weight.MEDIUM))
            painter.setPen(QColor(theme.colour("accent")))
            said = ngettext("and {count} more", "and {count} more", left).format(count=formats.number(left))
            painter.drawText(more, self._side(), said)
        if self._due.get(day):
            self._draw_due(painter, cell, self._due[day])

    def _draw_number(self, painter: QPainter, head: QRect, day: date, *, inside: bool) -> None:
        painter.setFont(fonts.font(Size.BODY, Weight.STRONG if day == self._today else Weight.REGULAR))
        if day != self._today:
            painter.setPen(QColor(theme.colour("text" if inside else "disabled")))
            painter.drawText(head, self._side(), str(day.day))
            return
        side = theme.px(24)
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        plate = QRect(head.right() - side + 2 if turned else head.left() - 3, head.top() - 1, side, theme.px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour("accent")))
        painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
        painter.setPen(QColor(theme.colour("on_accent")))
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), str(day.day))

    def _draw_departure(self, painter: QPainter, rect: QRect, one: Departure) -> None:
        """A bar in the colour of its status, then who leaves; in a week with from where to where, and the status."""
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        bar = QRect(rect.right() - 3 if turned else rect.left(), rect.top() + 2, 3, rect.height() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour(days.COLOURS[one.status])))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        text = rect.adjusted(0, 0, -theme.px(8), 0) if turned else rect.adjusted(theme.px(8), 0, 0, 0)
        off = one.status in NOT_LEAVING
        if not self._week:
            self._draw_text(painter, text, days.line_words(one, private=self._private), off=off)
            return
        name = days.people_words(one.people) if self._private else one.name or one.number
        second = days.route_words(one)
        if not self._private:
            second = "  ·  ".join(filter(None, (formats.number(one.people), second)))
        for at, (words, strong) in enumerate(((name, True), (second, False), (labels.label(one.status), False))):
            line = QRect(text.left(), text.top() + at * theme.px(19), text.width(), theme.px(19))
            quiet = at == 2
            self._draw_text(painter, line, words, off=off and at == 0, strong=strong, quiet=quiet)

    def _draw_text(
        self, painter: QPainter, rect: QRect, words: str, *, off: bool, strong: bool = False, quiet: bool = False
    ) -> None:
        drawn = QFont(fonts.font(Size.SMALL, Weight.STRONG if strong else Weight.REGULAR))
        drawn.setStrikeOut(off)
        painter.setFont(drawn)
        painter.setPen(QColor(theme.colour("muted" if off or quiet else "text")))
        painter.drawText(rect, self._side(), _fitting(painter, words, rect.width()))

    def _draw_due(self, painter: QPainter, cell: QRect, count: int) -> None:
        """Deadlines stand faintly at the foot of their day."""
        foot = QRect(
            cell.left() + theme.px(_PAD), cell.bottom() - theme.px(_LINE), cell.width() - theme.px(12), theme.px(_LINE)
        )
        side = theme.px(14)
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = QRect(foot.right() - side if turned else foot.left(), foot.center().y() - side // 2, side, side)
        icons.paint(painter, at, "hourglass", "muted")
        words = foot.adjusted(0, 0, -theme.px(18), 0) if turned else foot.adjusted(theme.px(18), 0, 0, 0)
        painter.setFont(fonts.font(Size.SMALL))
        painter.setPen(QColor(theme.colour("muted")))
        painter.drawText(words, self._side(), _fitting(painter, days.due_words(count), words.width()))

    def _side(self, *, far: bool = False) -> int:
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        absolute = int(Qt.AlignmentFlag.AlignAbsolute)
        return (_RIGHT if turned is not far else _LEFT) | absolute


def _ground(day: date, chosen: date, *, inside: bool) -> str:
    if day == chosen:
        return "soft"
    return "surface" if inside and day.weekday() < 5 else "window"


def _fitting(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width)
