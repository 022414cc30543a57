"""The office page: one's account, the users, back-ups, settings, the audit log, and about the program."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QWidget

from returnhelp.domain.roles import Act
from returnhelp.gui import icons, theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.pages.account import AccountPage
from returnhelp.gui.pages.audit_log import AuditLogPage
from returnhelp.gui.pages.backups import BackupsPage
from returnhelp.gui.pages.office_about import AboutPage
from returnhelp.gui.pages.office_machine import MachinePage
from returnhelp.gui.pages.office_rates import OfficeRatesPage
from returnhelp.gui.pages.office_rates_law import OfficeLawPage
from returnhelp.gui.pages.office_surveys import OfficeSurveysPage
from returnhelp.gui.pages.settings import SettingsPage
from returnhelp.gui.pages.users import UsersPage
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.section_list import Section, SectionList
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services.office import Change, Office


@dataclass(frozen=True)
class Part:
    """A part of the office page: its key, its title (an English source text), who may see it, how it is made."""

    key: str
    title: str
    may: Callable[[Office], bool]
    make: Callable[[Desk], Page]


def _with(*acts: Act) -> Callable[[Office], bool]:
    return lambda office: any(office.may(act) for act in acts)


PARTS = (
    Part("account", N_("My account"), _with(Act.SEE_OWN_ACCOUNT), AccountPage),
    Part("users", N_("Users"), _with(Act.MANAGE_USERS), UsersPage),
    Part("backups", N_("Back-ups"), _with(Act.MANAGE_BACKUPS, Act.CHECK_STORE), BackupsPage),
    Part("settings", N_("Settings of the office"), _with(Act.MANAGE_SETTINGS), SettingsPage),
    Part("rates", N_("Rates and rules"), _with(Act.SEE_RATES), OfficeRatesPage),
    Part("law", N_("Law"), _with(Act.SEE_RATES), OfficeLawPage),
    Part("surveys", N_("Surveys"), _with(Act.MANAGE_SURVEYS, Act.SEE_TEAM), OfficeSurveysPage),
    Part("machine", N_("This computer"), _with(Act.SEE_OWN_ACCOUNT), MachinePage),
    Part("audit_log", N_("Audit log"), _with(Act.SEE_OWN_AUDIT), AuditLogPage),
    Part("about", N_("About the program"), _with(Act.SEE_OWN_ACCOUNT), AboutPage),
)


class OfficePage(Page):
    """Holds the parts side by side; each is made when it is first looked at."""

    form = "office"
    help_anchor = "office"

    sections_panel: QFrame
    sections_list: SectionList
    import_button: QPushButton
    parts_stack: QStackedWidget

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._parts: dict[str, Page] = {}
        self.sections_panel.setProperty("edge", "end")
        self.sections_panel.setFixedWidth(theme.px(240))
        dress(self.import_button, Look.QUIET)
        self.import_button.setIcon(icons.icon("upload-simple"))
        self.import_button.clicked.connect(lambda: self.desk.open_page("importing"))
        self.sections_list.section_chosen.connect(self._show_part)
        self._offer()

    def title(self) -> str:
        return _("Office")

    def part(self) -> Page | None:
        """The part that is shown."""
        shown = self.parts_stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def focus_first(self) -> None:
        self.sections_list.setFocus()

    def arrive(self, state: object) -> None:
        """``state`` is the key of a part."""
        if isinstance(state, str):
            self.sections_list.choose(state)

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - the parts read themselves
        self._offer()
        self.ready()

    def retranslate(self) -> None:
        self._offer()

    def blank(self, private: bool) -> bool:
        part = self.part()
        return part.blank(private) if part is not None else False

    def _offer(self) -> None:
        may = [part for part in PARTS if part.may(self.office)]
        self.sections_list.set_sections([Section(part.key, catalogs.gettext(part.title)) for part in may])
        self.import_button.setVisible(self.office.may(Act.IMPORT_LISTS))
        self._show_part(self.sections_list.section())

    def _show_part(self, key: str) -> None:
        if not key:
            return
        if key not in self._parts:
            made = next(part for part in PARTS if part.key == key).make(self.desk)
            self._parts[key] = made
            self.parts_stack.addWidget(made)
        self.parts_stack.setCurrentWidget(self._parts[key])
        self.help_anchor = self._parts[key].help_anchor


def _everybody(office: Office) -> bool:
    return office.may(Act.SEE_OWN_ACCOUNT)


SPECS = (
    PageSpec("office", N_("Office"), "buildings", _everybody, OfficePage),
    PageSpec("account", N_("My account"), "user-circle", _everybody, AccountPage, in_rail=False),
)
"""The page in the rail, and one's own account for the menu of the person signed in."""
