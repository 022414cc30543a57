"""The steps of a case or a wizard as a bar: what is done, where it stands, what comes."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from returnhelp.gui import fonts, icons, theme
from returnhelp.gui.fonts import Size, Weight
from returnhelp.i18n.catalogs import _


class State(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    STOPPED = "stopped"


@dataclass(frozen=True)
class BarStep:
    """One step: its name, where it stands, and more about it (a date, what is missing) for the tool tip."""

    label: str
    state: State
    note: str = ""


_DOT = 18
_GAP = 6
_APART = 10  # between two names
_MANY = 6  # with more steps than these the names may take two lines


class StepBar(QWidget):
    """Shows the name of the step it stands at, and of as many others as there is room for, the next ones first."""

    step_chosen = Signal(int)
    """A person pressed a step, or Enter on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[BarStep] = []
        self._at = -1  # the one under the mouse or the keys
        self._choosable = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_choosable(self, choosable: bool) -> None:
        """Let steps be chosen, by mouse and keyboard."""
        self._choosable = choosable
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if choosable else Qt.FocusPolicy.NoFocus)

    def set_steps(self, steps: list[BarStep]) -> None:
        """Show these steps."""
        self._steps = list(steps)
        self._at = -1
        now = self.now()
        if now >= 0:
            self.setAccessibleName(
                _("Step {number} of {count}: {name}").format(
                    number=now + 1, count=len(self._steps), name=self._steps[now].label
                )
            )
        self.setAccessibleDescription("; ".join(self._told(step) for step in self._steps))
        self.updateGeometry()
        self.update()

    def steps(self) -> list[BarStep]:
        return list(self._steps)

    def now(self) -> int:
        """The step it stands at: the present one, else the last one done; -1 without steps."""
        states = [step.state for step in self._steps]
        for state in (State.NOW, State.STOPPED):
            if state in states:
                return states.index(state)
        if State.DONE in states:
            return len(states) - 1 - states[::-1].index(State.DONE)
        return 0 if states else -1

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_DOT + 4) + _GAP + self._lines() * self._line_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_line(painter)
        for index in range(len(self._steps)):
            self._draw_dot(painter, index)
        for index in self._named():
            self._draw_label(painter, index)

    def _draw_line(self, painter: QPainter) -> None:
        for index in range(len(self._steps) - 1):
            passed = self._steps[index].state is State.DONE and self._steps[index + 1].state is not State.NEXT
            painter.setPen(QPen(QColor(theme.colour("accent" if passed else "border")), 2 if passed else 1))
            one, other = self._centre(index), self._centre(index + 1)
            away = theme.px(_DOT) / 2 + 3
            along = 1 if other.x() > one.x() else -1
            painter.drawLine(QPointF(one.x() + along * away, one.y()), QPointF(other.x() - along * away, other.y()))

    def _draw_dot(self, painter: QPainter, index: int) -> None:
        step, centre = self._steps[index], self._centre(index)
        side = theme.px(_DOT)
        dot = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        match step.state:
            case State.DONE:
                pen, brush, icon, ink = "accent", "accent", "check-bold", "on_accent"
            case State.NOW:
                pen, brush, icon, ink = "accent", "surface", "", ""
            case State.STOPPED:
                pen, brush, icon, ink = "error", "error_ground", "x-bold", "error"
            case State.NEXT:
                pen, brush, icon, ink = "border", "window", "", ""
        painter.setPen(QPen(QColor(theme.colour(pen)), 2 if step.state is State.NOW else 1.2))
        painter.setBrush(QColor(theme.colour(brush)))
        painter.drawEllipse(dot)
        if step.state is State.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.colour("accent")))
            painter.drawEllipse(dot.adjusted(side * 0.27, side * 0.27, -side * 0.27, -side * 0.27))
        if icon:
            inner = dot.adjusted(side * 0.2, side * 0.2, -side * 0.2, -side * 0.2)
            icons.paint(painter, inner.toRect(), icon, ink)
        if self.hasFocus() and index == self._at:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.colour("focus")), 2))
            painter.drawEllipse(dot.adjusted(-2.5, -2.5, 2.5, 2.5))

    def _draw_label(self, painter: QPainter, index: int) -> None:
        step = self._steps[index]
        strong = step.state in (State.NOW, State.STOPPED)
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG if strong else Weight.REGULAR))
        ink = {State.NOW: "text", State.STOPPED: "error"}.get(step.state, "muted")
        painter.setPen(QColor(theme.colour(ink)))
        left, width = self._place(index, painter.fontMetrics())
        top = theme.px(_DOT + 4) + _GAP
        room = QRect(left, top, width, self.height() - top)
        painter.drawText(
            room,
            int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop),
            self._wrapped(step.label, painter.fontMetrics()),
        )

    def _named(self) -> list[int]:
        """The steps whose names are shown: none touches another."""
        metrics = QFontMetrics(fonts.font(Size.SMALL, Weight.STRONG))
        first = self._at if self._at >= 0 else self.now()
        near = sorted(range(len(self._steps)), key=lambda index: (abs(index - first), -index))
        taken: list[tuple[int, int]] = []
        named: list[int] = []
        for index in near:
            left, width = self._place(index, metrics)
            fits = width <= self.width() and all(
                left + width + _APART <= other or end + _APART <= left for other, end in taken
            )
            if fits or not named:
                taken.append((left, left + width))
                named.append(index)
        return named

    def _wrapped(self, label: str, metrics: QFontMetrics) -> str:
        """The name on as many lines as it may take, broken where it becomes narrowest."""
        if self._lines() == 1 or metrics.horizontalAdvance(label) + 2 * _APART <= self._pitch():
            return label
        words = label.split(" ")
        ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        if not ways:
            return label
        return "\n".join(min(ways, key=lambda way: max(metrics.horizontalAdvance(line) for line in way)))

    def _place(self, index: int, metrics: QFontMetrics) -> tuple[int, int]:
        """Where the name of a step begins, under its dot but inside the bar, and how wide it is."""
        lines = self._wrapped(self._steps[index].label, metrics).split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines) + 2
        left = round(self._centre(index).x() - width / 2)
        return max(0, min(left, self.width() - width)), width

    def _lines(self) -> int:
        return 2 if len(self._steps) > _MANY else 1

    def _pitch(self) -> float:
        return self.width() / max(1, len(self._steps))

    def _centre(self, index: int) -> QPointF:
        x = (index + 0.5) * self._pitch()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        return QPointF(x, theme.px(_DOT + 4) / 2)

    def _line_height(self) -> int:
        return self.fontMetrics().height()

    def _index_at(self, point: QPoint) -> int:
        x = point.x() if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width() - point.x()
        return min(len(self._steps) - 1, max(0, int(x / self._pitch()))) if self._steps else -1

    def _told(self, step: BarStep) -> str:
        words = {
            State.DONE: _("{name}, done"),
            State.NOW: _("{name}, now"),
            State.NEXT: _("{name}, to come"),
            State.STOPPED: _("{name}, ended here"),
        }
        said = words[step.state].format(name=step.label)
        return f"{said} ({step.note})" if step.note else said

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self._steps:
            QToolTip.showText(event.globalPos(), self._told(self._steps[self._index_at(event.pos())]), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look_at(self._index_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._look_at(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._look_at(self.now())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look_at(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._choosable and self._steps and self.rect().contains(event.position().toPoint()):
            self.step_chosen.emit(self._index_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = Qt.Key.Key_Right if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else Qt.Key.Key_Left
        if not self._choosable or not self._steps:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            here = self._at if self._at >= 0 else self.now()
            moved = here + (1 if event.key() == forward else -1)
            self._look_at(max(0, min(len(self._steps) - 1, moved)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.step_chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def _look_at(self, index: int) -> None:
        if index != self._at:
            self._at = index
            self.update()
