"""A date as a person knows it: the day, the month, the year, or about."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from returnhelp.domain.intake_dates import read_date
from returnhelp.domain.people import Precision
from returnhelp.gui import fonts, theme
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import _

Dated = tuple[date, Precision]

# Figures are written from the left in every script, so what was understood stands at the right in every one.
_AT_THE_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
_BESIDE = 28  # the edges left and right of what is written


class DateEdit(QLineEdit):
    """Takes 3.5.87, 03.05.1987, 5.1987, 1987, ca. 1987, ISO and, from today, +7 and -1; shows what it understood.

    Up and Down move a whole date by a day, with Ctrl by a month.
    """

    value_changed = Signal()
    """A person typed another date, or something that is none (then ``is_valid`` is False)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.today()  # noqa: DTZ011 - the day on this desk's wall; a page sets the office's own
        self._latest = self._today
        self._whole_only = False
        self._value: Dated | None = None
        self._valid = True
        self.setMaxLength(40)
        self.textEdited.connect(self._typed)
        self._retranslate()

    def set_today(self, today: date) -> None:
        """Count +7 from this day, and read two-digit years up to it."""
        self._today = self._latest = today

    def set_latest(self, latest: date) -> None:
        """A two-digit year is the latest one that does not lie after this day (for dates to come)."""
        self._latest = latest

    def set_whole_only(self, whole_only: bool) -> None:
        """Take only whole dates, for days that something happens on."""
        self._whole_only = whole_only
        self._retranslate()

    def value(self) -> Dated | None:
        """The date and how well it is known; None when empty or not understood."""
        return self._value

    def day(self) -> date | None:
        """The date alone."""
        return self._value[0] if self._value else None

    def is_valid(self) -> bool:
        """Whether what stands there is a date, or nothing."""
        return self._valid

    def set_value(self, day: date | None, precision: Precision = Precision.DAY) -> None:
        """Show this date."""
        self._value = None if day is None else (day, precision)
        self._valid = True
        self.setText("" if day is None else _written(day, precision))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        start, precision = self._value or (self._today, Precision.DAY)
        if precision is Precision.DAY:
            by_month = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.set_value(_moved(start, step) if by_month else start + timedelta(days=step if self._value else 0))
            self.value_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._valid and self._value:
            self.setText(_written(*self._value))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        said = self._understood()
        if not said:
            return
        metrics = self.fontMetrics()
        free = QRect(self.contentsRect().adjusted(8 + metrics.horizontalAdvance(self.text()) + 16, 0, -10, 0))
        painter = QPainter(self)
        painter.setFont(fonts.font(fonts.Size.SMALL))
        painter.setPen(QColor(theme.colour("muted" if self._valid else "error")))
        if painter.fontMetrics().horizontalAdvance(said) <= free.width():
            painter.drawText(free, _AT_THE_RIGHT, said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_how()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._say_how()
        self._tell()

    def _say_how(self) -> None:
        """How a date is written, as much of it as there is room for."""
        long = _("dd.mm.yyyy or yyyy")
        room = self.width() - theme.px(_BESIDE)
        short = self._whole_only or self.fontMetrics().horizontalAdvance(long) > room
        self.setPlaceholderText(_("dd.mm.yyyy") if short else long)

    def _typed(self, text: str) -> None:
        self._value, self._valid = self._read(text.strip())
        self._tell()
        self.value_changed.emit()

    def _read(self, text: str) -> tuple[Dated | None, bool]:
        if not text:
            return None, True
        if text[0] in "+-" and text[1:].isdecimal() and len(text) <= 5:
            return (self._today + timedelta(days=int(text)), Precision.DAY), True
        read = read_date(text, self._latest)
        if read.unreadable or read.dated is None:
            return None, False
        found = (read.dated.day, read.dated.precision)
        if self._whole_only and found[1] is not Precision.DAY:
            return None, False
        return found, True

    def _understood(self) -> str:
        if not self._valid:
            return _("not a date") if not self.hasFocus() or len(self.text()) > 5 else ""
        if self._value is None:
            return ""
        day, precision = self._value
        match precision:
            case Precision.DAY:
                return formats.weekday(day) if _written(day, precision) == self.text() else formats.date(day)
            case Precision.MONTH:
                return formats.month(day.year, day.month)
            case Precision.YEAR:
                return _("year only")
            case Precision.ESTIMATED:
                return _("about {year}").format(year=day.year)

    def _tell(self) -> None:
        self.setProperty("wrong", not self._valid and not self.hasFocus())
        self.setAccessibleDescription(self._understood())
        self.update()


def _written(day: date, precision: Precision) -> str:
    match precision:
        case Precision.DAY:
            return formats.short_date(day)
        case Precision.MONTH:
            return f"{day.month:02}.{day.year}"
        case Precision.YEAR:
            return str(day.year)
        case Precision.ESTIMATED:
            return f"ca. {day.year}"


def _moved(day: date, months: int) -> date:
    """The same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
