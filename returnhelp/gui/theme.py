"""The look of the window: which palette, how big, and how a widget is dressed for its part."""

from enum import StrEnum
from typing import ClassVar, TypeVar

from PySide6.QtCore import QDir, QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QStyleFactory, QWidget

from returnhelp import files
from returnhelp.gui import fonts, sheet
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.palette import DARK, LIGHT, Palette

W = TypeVar("W", bound=QWidget)


class Choice(StrEnum):
    """What a person may choose for the window's colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Look(StrEnum):
    """The part a widget plays, beyond what kind it is."""

    TITLE = "title"  # the name of a page
    HEADING = "heading"  # the name of a part of it
    STRONG = "strong"
    LABEL = "label"  # the name above a field
    NOTE = "note"  # what may be read second
    ERROR = "error"  # what is wrong with the field above
    FIGURE = "figure"  # one big number
    PRIMARY = "primary"  # the button of the one thing to do; one a page
    DANGER = "danger"
    QUIET = "quiet"  # a button without an outline
    LINK = "link"
    CARD = "card"
    PLAIN = "plain"  # a list without a frame
    BADGE = "badge"
    CODE = "code"  # letters that are to be copied one by one
    ROW = "row"  # a button as wide as its list
    CHIP = "chip"  # one of several values in a field
    FIELD = "field"  # a frame that looks like a line edit and holds one


_LETTERS = {
    Look.TITLE: (Size.TITLE, Weight.STRONG),
    Look.HEADING: (Size.LEAD, Weight.STRONG),
    Look.STRONG: (Size.BODY, Weight.STRONG),
    Look.LABEL: (Size.SMALL, Weight.MEDIUM),
    Look.NOTE: (Size.SMALL, Weight.REGULAR),
    Look.ERROR: (Size.SMALL, Weight.MEDIUM),
    Look.FIGURE: (Size.DISPLAY, Weight.MEDIUM),
    Look.PRIMARY: (Size.BODY, Weight.STRONG),
    Look.DANGER: (Size.BODY, Weight.MEDIUM),
    Look.BADGE: (Size.SMALL, Weight.STRONG),
    Look.CODE: (Size.HEADING, Weight.STRONG),
}


class _News(QObject):
    """Tells those who paint themselves that the colours or the sizes are others now."""

    changed = Signal()


class _Now:
    """The look in force; the window has one for all."""

    palette: ClassVar[Palette] = LIGHT
    choice: ClassVar[Choice] = Choice.SYSTEM
    factor: ClassVar[float] = 1.0
    started_at: ClassVar[int] = 100
    news: ClassVar[_News | None] = None
    keeper: ClassVar["_Keeper | None"] = None


def news() -> _News:
    """Whose ``changed`` tells of every new look."""
    if _Now.news is None:
        _Now.news = _News(QApplication.instance())
    return _Now.news


def start(choice: Choice = Choice.SYSTEM, factor: float = 1.0) -> None:
    """Dress the program for the first time; from then on it follows the system by itself."""
    QApplication.setStyle(QStyleFactory.create("Fusion"))
    fonts.load()
    QApplication.styleHints().colorSchemeChanged.connect(_follow)
    apply(choice, factor)


def apply(choice: Choice, factor: float | None = None) -> None:
    """Change the colours, and the size of everything (1.0 is as the program was started)."""
    _Now.choice = choice
    if factor is not None:
        _Now.factor = factor
    asked = {Choice.LIGHT: Qt.ColorScheme.Light, Choice.DARK: Qt.ColorScheme.Dark}
    QApplication.styleHints().setColorScheme(asked.get(choice, Qt.ColorScheme.Unknown))
    _dress()


def _follow() -> None:
    if _Now.choice is Choice.SYSTEM:
        _dress()


def _dress() -> None:
    dark = _Now.choice is Choice.DARK or (
        _Now.choice is Choice.SYSTEM and QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    )
    _Now.palette = DARK if dark else LIGHT
    QDir.setSearchPaths("theme", [str(files.path(f"resources/icons/{_Now.palette.name}"))])
    fonts.scale(_Now.factor)
    QApplication.setPalette(_qt_palette(_Now.palette))
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setStyleSheet(sheet.written(_Now.palette, _Now.factor))
    for widget in QApplication.allWidgets():
        if worn := widget.property("look"):
            _letters(widget, Look(worn))
    news().changed.emit()


def palette() -> Palette:
    """The palette in force."""
    return _Now.palette


def colour(name: str) -> str:
    """A colour of the palette in force, by its name there."""
    return str(getattr(_Now.palette, name))


def choice() -> Choice:
    """What was chosen for the colours."""
    return _Now.choice


def factor() -> float:
    """How much bigger than at the start everything is drawn."""
    return _Now.factor


def start_size(percent: int) -> None:
    """Remember the size the whole program was started with; Qt takes it from the environment."""
    _Now.started_at = percent


def started_at() -> int:
    """The size (per cent) the program was started with."""
    return _Now.started_at


def px(length: int) -> int:
    """A length on the eight-pixel grid, in the size in force."""
    return round(length * _Now.factor)


def dress(widget: W, look: Look) -> W:
    """Give a widget its part; it keeps it when the theme or the size changes."""
    widget.setProperty("look", look.value)
    _letters(widget, look)
    if look in _LETTERS:
        widget.installEventFilter(_keeper())
    if look is Look.BADGE:
        widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if look is Look.PRIMARY and widget.findChild(_Ring) is None:
        _Ring(widget)
    if isinstance(widget, QPushButton):
        widget.setAutoDefault(True)  # Enter presses the button that has the focus, outside of a dialog too
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    return widget


class _Ring(QWidget):
    """Shows the focus inside a button of the accent colour, where an outline of it would not be seen."""

    def __init__(self, button: QWidget) -> None:
        super().__init__(button)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button = button
        button.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        self.setGeometry(self._button.rect())
        self.setVisible(self._button.hasFocus())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour("on_accent")), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 4, 4)


class _Keeper(QObject):
    """Gives a widget its letters back: a style sheet forgets the font of what a form has put into a scroll area."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._giving = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FontChange and not self._giving and isinstance(watched, QWidget):
            self._giving = True
            _letters(watched, Look(watched.property("look")))
            self._giving = False
        return super().eventFilter(watched, event)


def _keeper() -> _Keeper:
    if _Now.keeper is None:
        _Now.keeper = _Keeper(QApplication.instance())
    return _Now.keeper


def _letters(widget: QWidget, look: Look) -> None:
    if look in _LETTERS:
        widget.setFont(fonts.font(*_LETTERS[look]))


def _qt_palette(colours: Palette) -> QPalette:
    """Qt's roles out of ours; Fusion's own highlight has too little contrast, so every role is set."""
    role = QPalette.ColorRole
    roles = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.hover,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_accent,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.line,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.line,
    }
    made = QPalette()
    for of, value in roles.items():
        made.setColor(of, QColor(value))
    for of in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, of, QColor(colours.disabled))
    return made
