"""The icons of the window, drawn from qtawesome's Phosphor letters in the colours of the theme."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from returnhelp import files
from returnhelp.gui import theme

# Importing qtawesome costs a quarter of a second and loads a dozen fonts; the start has not that much
# time, and one of its fonts with the list of names beside it is all that is needed.
_PACKAGE = "qtawesome"

# These point along the line of reading and turn round with it.
_TURNING = (
    "arrow-left",
    "arrow-right",
    "arrow-bend",
    "arrow-u",
    "arrow-counter-clockwise",
    "caret-left",
    "caret-right",
    "caret-double",
    "sign-in",
    "sign-out",
    "list-bullets",
    "list-dashes",
    "list-numbers",
    "paper-plane",
)


def icon(name: str, colour: str = "text", share: float = 1.0) -> QIcon:
    """An icon by its Phosphor name (``house``, ``house-bold``, ``house-fill``), in a colour of the palette.

    It fills so much of its place, and follows the theme and the reading direction by itself. Raises KeyError for a
    name that is not there.
    """
    return QIcon(_Letter(_letters()[name], colour, turning=name.startswith(_TURNING), share=share))


def exists(name: str) -> bool:
    """Whether there is an icon of that name."""
    return name in _letters()


def pixmap(name: str, size: int, colour: str = "text", *, of: QPainter | None = None) -> QPixmap:
    """An icon as a picture of so many pixels, as sharp as the screen (or the painter's device) can."""
    ratio = of.device().devicePixelRatio() if of is not None else _ratio()
    return icon(name, colour).pixmap(QSize(size, size), ratio)


def paint(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw an icon into a rectangle; for widgets and delegates that paint themselves."""
    _Letter(_letters()[name], colour, turning=name.startswith(_TURNING)).draw(
        painter, QRectF(rect), QColor(theme.colour(colour))
    )


def program_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(files.path("resources/icons/returnhelp.svg")))


def _ratio() -> float:
    screen = QApplication.primaryScreen()
    return screen.devicePixelRatio() if screen is not None else 1.0


@cache
def _folder() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(_PACKAGE)
    return Path(spec.origin).parent / "fonts"


@cache
def _letters() -> dict[str, str]:
    [listed] = _folder().glob("phosphor-charmap-*.json")
    return {name: chr(int(code, 16)) for name, code in json.loads(listed.read_text(encoding="utf-8")).items()}


@cache
def _family() -> str:
    [drawn] = (file for file in _folder().glob("phosphor-*.ttf"))
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(drawn)))[0]


class _Letter(QIconEngine):
    """Draws one letter of the icon font, in whatever theme there is at that moment."""

    def __init__(self, letter: str, colour: str, *, turning: bool, share: float = 1.0) -> None:
        super().__init__()
        self._letter = letter
        self._colour = colour
        self._turning = turning
        self._share = share

    def clone(self) -> QIconEngine:
        return _Letter(self._letter, self._colour, turning=self._turning, share=self._share)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        self.draw(painter, QRectF(rect), self._ink(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Qt gives the size in the pixels of the device; the scale is only noted on the picture by QIcon."""
        del scale
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.draw(painter, QRectF(QRect(QPoint(0, 0), size)), self._ink(mode, state))
        painter.end()
        return drawn

    def draw(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        drawn = QFont(_family())
        drawn.setPixelSize(max(1, round(min(rect.width(), rect.height()) * self._share)))
        painter.setFont(drawn)
        painter.setPen(ink)
        if self._turning and QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(rect.center())
            painter.scale(-1, 1)
            painter.translate(-rect.center())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._letter)
        painter.restore()

    def _ink(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode is QIcon.Mode.Disabled:
            return QColor(theme.colour("disabled"))
        if state is QIcon.State.On and self._colour in ("text", "muted"):
            return QColor(theme.colour("accent"))
        return QColor(theme.colour(self._colour))
