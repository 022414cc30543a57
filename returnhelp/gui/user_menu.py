"""The button of the person signed in: who they are, and how the window looks and speaks for them."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QActionGroup, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from returnhelp import settings
from returnhelp.domain.errors import SettingsNotWrittenError
from returnhelp.gui import fonts, theme, words
from returnhelp.gui.actions import Commands
from returnhelp.gui.desk import Desk
from returnhelp.gui.fonts import Size, Weight
from returnhelp.gui.told import told
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.i18n import catalogs, labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import preferences

_SIZES = (100, 110, 125, 150, 175, 200)


class UserButton(QToolButton):
    """Shows the initials; its menu has theme, size, language, account, lock and sign-out."""

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._commands = commands
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._retranslate()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(36), theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is drawn as a whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - theme.px(4)
        disc = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        painter.setPen(QPen(QColor(theme.colour("focus")), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour("soft")))
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        painter.setFont(fonts.font(Size.SMALL, Weight.STRONG))
        painter.setPen(QColor(theme.colour("on_soft")))
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), _initials(self._desk.office.user.display_name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def fill(self) -> None:
        """Build the menu anew, as things are now."""
        user = self._desk.office.user
        menu = self._menu
        menu.clear()
        roles = ", ".join(labels.label(role) for role in sorted(user.roles))
        for said in (user.display_name, roles):
            menu.addAction(said).setEnabled(False)
        menu.addSeparator()
        if self._commands.has("account"):
            menu.addAction(self._commands.action("account"))
        self._choices(
            menu.addMenu(_("Colours")),
            {
                theme.Choice.SYSTEM: _("As on this computer"),
                theme.Choice.LIGHT: _("Light"),
                theme.Choice.DARK: _("Dark"),
            },
            theme.choice(),
            self.set_theme,
        )
        scale = self._desk.machine.get(settings.SCALE)
        self._choices(menu.addMenu(_("Size")), {size: f"{size} %" for size in _SIZES}, scale, self.set_scale)
        self._choices(
            menu.addMenu(_("Language")), dict(settings.LANGUAGE_NAMES), catalogs.language(), self.set_language
        )
        menu.addSeparator()
        for key in ("help", "privacy", "lock", "sign_out"):
            menu.addAction(self._commands.action(key))

    def set_theme(self, choice: object) -> None:
        """Take other colours, and keep that for this machine."""
        theme.apply(theme.Choice(str(choice)))
        self._put(settings.THEME, str(choice))

    def set_scale(self, percent: object) -> None:
        """Draw everything at this size (per cent), at once and from now on."""
        wanted = int(str(percent))
        theme.apply(theme.choice(), wanted / theme.started_at())
        self._put(settings.SCALE, wanted)

    def set_language(self, language: object) -> None:
        """Speak another language to this person."""
        chosen = str(language)
        words.use(chosen)
        office, desk = self._desk.office, self._desk
        desk.worker.run(
            lambda: preferences.set_mine(office, settings.LANGUAGE.name, chosen),
            lambda _change: None,
            lambda error: desk.toast(told(error), Kind.ERROR),
            receiver=desk,
        )

    def _put(self, setting: settings.Setting[settings.T], value: settings.T) -> None:
        try:
            self._desk.machine.put(setting, value)
        except SettingsNotWrittenError as error:
            self._desk.toast(told(error), Kind.WARNING)

    def _choices(self, menu: QMenu, offered: Mapping[Any, str], chosen: object, take: Callable[[object], None]) -> None:
        group = QActionGroup(menu)
        for value, text in offered.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _checked=False, one=value: take(one))
            group.addAction(action)

    def _retranslate(self) -> None:
        name = self._desk.office.user.display_name
        self.setToolTip(name)
        self.setAccessibleName(_("Signed in: {name}").format(name=name))
        self.update()


def _initials(name: str) -> str:
    parts = name.split()
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts[:1])).upper()
