"""The settings of this computer: colours, size, the language before sign-in, the space to keep free."""

from typing import Any

from PySide6.QtWidgets import QWidget

from returnhelp import settings
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.gui import theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.page import Page
from returnhelp.gui.pages import office_fields
from returnhelp.gui.pages.office_fields import SettingField
from returnhelp.i18n.catalogs import _
from returnhelp.services.office import Change

_SHOWN = (settings.THEME, settings.SCALE, settings.WINDOW_LANGUAGE, settings.MIN_FREE_MIB)
"""What a person sets; what else the machine keeps, the window remembers by itself."""


class MachinePage(Page):
    """Each holds at once, and is kept in a small file of this machine."""

    form = "machine_settings"
    help_anchor = "office"

    settings_page: QWidget
    fields_panel: QWidget

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.settings_page.setProperty("scrolled", True)
        self.settings_page.setMaximumWidth(theme.px(680))
        self.fields = {field.setting.name: field for field in office_fields.fill(self.fields_panel, _SHOWN)}
        for field in self.fields.values():
            field.settled.connect(lambda value, field=field: self._save(field, value))

    def title(self) -> str:
        return _("This computer")

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        for field in self.fields.values():
            field.retranslate()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        for field in self.fields.values():
            field.show_value(self.desk.machine.get(field.setting))
        self.ready()

    def _save(self, field: SettingField, value: Any) -> None:
        try:
            self.desk.machine.put(field.setting, value)
        except ReturnHelpError as error:
            self.show_error(error)
            return
        field.show_value(value)
        match field.setting:
            case settings.THEME:
                theme.apply(theme.Choice(value))
            case settings.SCALE:
                theme.apply(theme.choice(), value / theme.started_at())
