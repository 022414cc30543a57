"""The registers of the office side by side: programmes, partners, fact sheets, projects, trainings, requests."""

from typing import Any

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from returnhelp.domain.register_lists import Register
from returnhelp.domain.roles import Act
from returnhelp.gui import theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.page import Page, PageSpec
from returnhelp.gui.pages.register_list import RegisterList
from returnhelp.gui.widgets.section_list import Section, SectionList
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services.office import Change


class RegistersPage(Page):
    """Holds the lists; each is made when it is first looked at."""

    form = "registers"
    help_anchor = "registers"

    sections_panel: QFrame
    sections_list: SectionList
    parts_stack: QStackedWidget

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._parts: dict[Register, RegisterList] = {}
        self.sections_panel.setProperty("edge", "end")
        self.sections_panel.setFixedWidth(theme.px(208))
        self.sections_list.section_chosen.connect(self._show_part)
        self._offer()

    def title(self) -> str:
        return _("Registers")

    def part(self, register: Register | None = None) -> RegisterList:
        """One register, or the one that is shown; it is made when it is first asked for."""
        wanted = register or Register(self.sections_list.section())
        if wanted not in self._parts:
            made = RegisterList(self.desk, wanted)
            self._parts[wanted] = made
            self.parts_stack.addWidget(made)
        return self._parts[wanted]

    def focus_first(self) -> None:
        self.part().focus_first()

    def arrive(self, state: object) -> None:
        """``state`` is a register, or a register and the number of a record in it."""
        wanted = state if isinstance(state, tuple) else (state,)
        try:
            register = Register(str(wanted[0]))
        except ValueError:
            return
        self.sections_list.choose(register)
        if len(wanted) > 1:
            self.part(register).arrive(wanted[1])

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - the lists read themselves
        self.ready()

    def retranslate(self) -> None:
        self._offer()

    def hold_draft(self) -> dict[str, Any] | None:
        held = {part.register.value: draft for part in self._parts.values() if (draft := part.hold_draft()) is not None}
        return held or None

    def restore_draft(self, content: dict[str, Any]) -> None:
        for register, draft in content.items():
            self.part(Register(register)).restore_draft(draft)
            self.sections_list.choose(register)

    def _offer(self) -> None:
        self.sections_list.set_sections([Section(one.value, labels.label(one)) for one in Register])
        self._show_part(self.sections_list.section())

    def _show_part(self, key: str) -> None:
        if key:
            self.parts_stack.setCurrentWidget(self.part(Register(key)))


SPEC = PageSpec("registers", N_("Registers"), "books", lambda office: office.may(Act.SEE_REGISTERS), RegistersPage)
"""The page in the rail."""
