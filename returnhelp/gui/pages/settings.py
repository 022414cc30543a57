"""The settings of the office, each saved as soon as its field is left."""

from typing import Any

from PySide6.QtWidgets import QWidget

from returnhelp import settings
from returnhelp.domain.errors import SettingOutOfRangeError, SettingRefusedError
from returnhelp.gui import theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.page import Page
from returnhelp.gui.pages import office_fields
from returnhelp.gui.pages.office_fields import SettingField
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _
from returnhelp.services import preferences
from returnhelp.services.office import Change


class SettingsPage(Page):
    """One field a setting, in the order in which ``settings`` tells them."""

    form = "settings"
    help_anchor = "settings"

    settings_page: QWidget
    fields_panel: QWidget

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.settings_page.setProperty("scrolled", True)
        self.settings_page.setMaximumWidth(theme.px(680))
        self.fields = {
            field.setting.name: field
            for field in office_fields.fill(self.fields_panel, settings.of(settings.Home.OFFICE))
        }
        self._kept: dict[str, Any] = {}
        for field in self.fields.values():
            field.settled.connect(lambda value, field=field: self._save(field, value))

    def title(self) -> str:
        return _("Settings of the office")

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        for field in self.fields.values():
            field.retranslate()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office

        def show(kept: dict[str, Any]) -> None:
            self._kept = kept
            for name, value in kept.items():
                self.fields[name].show_value(value)
            self.ready()

        self.ask(lambda: preferences.office_settings(office), show, latest="settings")

    def _save(self, field: SettingField, value: object) -> None:
        office, name = self.office, field.setting.name
        before = self._kept.get(name, field.setting.default)

        def refused(error: Exception) -> None:
            if isinstance(error, (SettingRefusedError, SettingOutOfRangeError)):
                field.refuse(error)
            else:
                self.show_error(error)

        def saved(_nothing: None) -> None:
            self._kept[name] = value

        self.act(
            lambda: preferences.set_office_setting(office, name, value),
            saved,
            refused,
            said=_("Saved: {setting}.").format(setting=catalogs.gettext(field.setting.label)),
            undo=lambda _change: preferences.set_office_setting(self.office, name, before),
        )
