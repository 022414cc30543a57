"""The page of one case: its head, its sections, and what is done with it as a whole."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from returnhelp.domain.steps import Need
from returnhelp.gui import theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.models.fields import Names
from returnhelp.gui.models.working_copy import Fault
from returnhelp.gui.pages.case_clearances import ClearancesSection
from returnhelp.gui.pages.case_deadlines import DataRequestsSection, DeadlinesSection
from returnhelp.gui.pages.case_documents import DocumentsSection
from returnhelp.gui.pages.case_eligibility import EligibilitySection
from returnhelp.gui.pages.case_entitlement import EntitlementSection
from returnhelp.gui.pages.case_facts import FactsSection
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.case_hand_over import HandOverPanel
from returnhelp.gui.pages.case_head import CaseHead
from returnhelp.gui.pages.case_history import HistorySection, PastSection
from returnhelp.gui.pages.case_journey import JourneySection
from returnhelp.gui.pages.case_lists import (
    ConsentsSection,
    ContactsSection,
    StaysSection,
    TasksSection,
    VulnerabilitiesSection,
)
from returnhelp.gui.pages.case_minors import MinorsSection
from returnhelp.gui.pages.case_money import MoneySection
from returnhelp.gui.pages.case_notes import NotesSection
from returnhelp.gui.pages.case_papers import PapersSection
from returnhelp.gui.pages.case_people import PeopleSection
from returnhelp.gui.pages.case_project import ProjectsSection
from returnhelp.gui.pages.case_referrals import ReferralsSection
from returnhelp.gui.pages.case_reunification import ReunificationSection
from returnhelp.gui.pages.case_riat import RiatSection
from returnhelp.gui.pages.case_rif import RifSection
from returnhelp.gui.pages.case_sealed import ComplaintSection
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.pages.case_step import StepPanel
from returnhelp.gui.pages.case_steps import StepsSection
from returnhelp.gui.pages.case_surveys import SurveysSection
from returnhelp.gui.pages.case_take_back import TakeBackPanel
from returnhelp.gui.pages.case_trafficking import TraffickingSection
from returnhelp.gui.pages.case_travel_help import TravelHelpSection
from returnhelp.gui.pages.case_travel_papers import TravelPapersSection
from returnhelp.gui.pages.case_visits import VisitsSection
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.pages.record_page import RecordPage
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.section_list import Mark, Section, SectionList
from returnhelp.i18n import catalogs, formats
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import cases, handover, trash
from returnhelp.services.cases import CaseView, NextStep
from returnhelp.services.office import Change

GROUPS: dict[str, dict[str, type[CaseSection]]] = {
    N_("Who and what"): {
        "facts": FactsSection,
        "people": PeopleSection,
        "stays": StaysSection,
        "vulnerabilities": VulnerabilitiesSection,
        "trafficking": TraffickingSection,
        "minors": MinorsSection,
        "reunification": ReunificationSection,
    },
    N_("Counselling"): {
        "consents": ConsentsSection,
        "contacts": ContactsSection,
        "referrals": ReferralsSection,
        "rif": RifSection,
    },
    N_("Aid"): {
        "eligibility": EligibilitySection,
        "entitlement": EntitlementSection,
        "aid": MoneySection,
    },
    N_("On the way"): {
        "journey": JourneySection,
        "travel_help": TravelHelpSection,
        "travel_papers": TravelPapersSection,
        "clearances": ClearancesSection,
    },
    N_("After the return"): {
        "projects": ProjectsSection,
        "riat": RiatSection,
        "visits": VisitsSection,
        "surveys": SurveysSection,
    },
    N_("Work"): {
        "deadlines": DeadlinesSection,
        "tasks": TasksSection,
        "notes": NotesSection,
        "documents": DocumentsSection,
        "papers": PapersSection,
        "complaints": ComplaintSection,
        "data_requests": DataRequestsSection,
    },
    N_("Past"): {
        "steps": StepsSection,
        "history": HistorySection,
        "past": PastSection,
    },
}
"""The sections of a case by key, in the order of the list, under the name of their group."""

SECTIONS: dict[str, type[CaseSection]] = {key: kind for group in GROUPS.values() for key, kind in group.items()}
_HELP = {
    **{key: key for key in ("eligibility", "entitlement", "aid", "rif", "referrals", "trafficking", "minors")},
    **{key: key for key in ("reunification", "riat", "visits", "surveys", "deadlines", "papers", "documents")},
    **dict.fromkeys(("journey", "travel_help", "travel_papers", "clearances"), "journey"),
    "projects": "reintegration",
    "complaints": "sealed",
    "data_requests": "deadlines",
    "steps": "steps",
    "history": "history",
    "past": "history",
}
"""Where F1 opens the help in a section; the others belong to the help of the case."""
_GROUP_OF = {key: name for name, group in GROUPS.items() for key in group}

_COUNTED = {
    "people": "travellers",
    "vulnerabilities": "vulnerabilities",
    "consents": "consents",
    "contacts": "contacts",
    "trafficking": "trafficking",
    "minors": "minor_care",
    "referrals": "referrals",
    "rif": "rif_questions",
    "aid": "aid_lines",
    "projects": "projects",
    "visits": "visits",
    "travel_help": "arrangements",
    "travel_papers": "paper_requests",
    "clearances": "clearances",
    "notes": "notes",
    "data_requests": "data_requests",
    "surveys": "surveys",
    "documents": "documents",
}


class CasePage(RecordPage):
    """Reads the case, collects what is typed in its sections, and saves it as one."""

    help_anchor = "case"

    def __init__(self, desk: Desk, case_id: int, parent: QWidget | None = None) -> None:
        folder = CaseFolder(self, case_id)
        super().__init__(desk, folder.copy, parent)
        self.folder = folder
        self._sections: dict[str, CaseSection] = {}
        self._shells: dict[str, QWidget] = {}
        self._wrong: set[str] = set()
        self._wanted: tuple[str, object] = ("facts", None)
        self._today: CaseView | None = None
        self.head = CaseHead(self.folder)
        self.section_list = SectionList()
        self.section_list.setFixedWidth(theme.px(208))
        self._stack = QStackedWidget()
        self._build()
        self.folder.was_read.connect(self._show_marks)
        self.folder.copy.listed.connect(self._show_marks)
        self.folder.opened.connect(self.open)

    def _build(self) -> None:
        self.head.save_wanted.connect(self.save)
        self.head.discard_wanted.connect(self.discard)
        self.head.undo_wanted.connect(self.undo)
        self.head.step_wanted.connect(self.begin_step)
        self.section_list.section_chosen.connect(self._show_section)
        self.column.insertWidget(0, self.head)
        self._panels_place = QWidget()
        self._panels_column = QVBoxLayout(self._panels_place)
        self._panels_column.setContentsMargins(24, 12, 24, 0)
        self._panels_place.hide()
        left = QWidget()
        left.setProperty("edge", "end")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 12, 8, 12)
        column.addWidget(self.section_list)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(left)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._panels_place)
        right.addWidget(self._above)
        right.addWidget(self._stack, 1)
        body.addLayout(right, 1)
        self.column.addLayout(body, 1)
        self.keys("Ctrl+Return", self._go_on)
        self.retranslate()

    # --- panels --------------------------------------------------------------------------------------

    @property
    def step_panel(self) -> StepPanel:
        return self.panel(StepPanel, lambda: StepPanel(self.folder))

    @property
    def take_back_panel(self) -> TakeBackPanel:
        return self.panel(TakeBackPanel, lambda: TakeBackPanel(self.folder))

    @property
    def hand_over_panel(self) -> HandOverPanel:
        return self.panel(HandOverPanel, lambda: HandOverPanel(self.folder))

    def place_panel(self, panel: Panel) -> None:
        self._panels_column.addWidget(panel)

    def panels_shown(self, shown: bool) -> None:
        self._panels_place.setVisible(shown)
        if not shown:
            self.section_list.setFocus()

    # --- what the window asks ------------------------------------------------------------------------

    def title(self) -> str:
        if not self.folder.is_read:
            return ""
        number = str(self.folder.view.case.values["number"])
        name = self.folder.title()
        return f"• {number} {name}" if self.is_unsaved else f"{number} {name}"

    def draft_subject(self) -> str:
        return str(self.folder.case_id)

    def retranslate(self) -> None:
        self.section_list.setAccessibleName(_("Sections of the case"))
        self._show_marks()

    def focus_first(self) -> None:
        self.section_list.setFocus()

    def arrive(self, state: object) -> None:
        """A section by its key, and after # the record that is meant: ``aid#payments-17``."""
        if isinstance(state, str):
            section, _hash, record = state.partition("#")
            kind, _dash, number = record.partition("-")
            self.open(section, (kind, int(number)) if number.isdecimal() else None)

    def refresh(self, change: Change[Any] | None) -> None:
        if change is not None and self.folder.is_read and not self._concerns(change):
            return
        if self.folder.past is not None:
            return
        office, case_id = self.office, self.folder.case_id
        known = dict(self.folder.colleagues)

        def read() -> tuple[CaseView, dict[int, str]]:
            return cases.view(office, case_id), known or dict(handover.colleagues(office))

        self.ask(read, self._take, latest="view")
        if not self.folder.is_read:
            self.section(self._wanted[0] if self._wanted[0] in SECTIONS else "facts")  # while it is being read

    def _concerns(self, change: Change[Any]) -> bool:
        view = self.folder.view
        return (
            self.folder.case_id in change.cases
            or view.household.id in change.households
            or bool(change.people & set(view.people))
        )

    def _take(self, answer: tuple[CaseView, dict[int, str]]) -> None:
        view, self.folder.colleagues = answer
        first = not self.folder.is_read
        self.folder.take(view)
        if first:
            self.open(*self._wanted)
            self.ask(field_editors.warm_up, lambda _nothing: None)
        if StepPanel in self._panels and self.step_panel.step is not None:
            self._keep_step_panel()
        self.titled.emit()
        self.ready()

    # --- sections ------------------------------------------------------------------------------------

    def section(self, key: str) -> CaseSection:
        """A section by its key; it is made when it is first asked for."""
        if key not in self._sections:
            made = SECTIONS[key](self.folder)
            shell: QWidget = made
            if made.scrolls:
                made.setProperty("scrolled", True)
                scroll = QScrollArea()
                scroll.setWidgetResizable(True)
                scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
                scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                scroll.setWidget(made)
                shell = scroll
            self._sections[key] = made
            self._shells[key] = shell
            self._stack.addWidget(shell)
        return self._sections[key]

    def open(self, wanted: str, place: object) -> None:
        """Go to a section and a place in it, or do what a part of the page wants of the whole."""
        if not self.folder.is_read:
            self._wanted = (wanted, place)
            return
        match wanted:
            case "need" if isinstance(place, Need):
                key = next(key for key, section in SECTIONS.items() if place in section.needs)
                self.section_list.choose(key)
                self.section(key).go_to(place)
            case "as it was" if isinstance(place, tuple):
                self._show_past(*place)
            case "take_back":
                self.open_panel(self.take_back_panel)
                self.take_back_panel.begin()
            case "hand_over":
                self.open_panel(self.hand_over_panel)
                self.hand_over_panel.begin()
            case "trash":
                self._put_into_trash()
            case "bring_back":
                self._bring_back()
            case _ if wanted in SECTIONS and self._belongs(SECTIONS[wanted]):
                self.section_list.choose(wanted)
                self._show_section(wanted)
                if place is not None:
                    self.section(wanted).go_to(place)

    def _show_section(self, key: str) -> None:
        self.help_anchor = _HELP.get(key, CasePage.help_anchor)
        if not self.folder.is_read:
            return
        before = self._stack.currentWidget()
        for other, shell in self._shells.items():
            if shell is before and other != key:
                self._sections[other].commit()
        section = self.section(key)
        section.appear()
        self._stack.setCurrentWidget(self._shells[key])
        self._show_marks()

    def _show_marks(self) -> None:
        """What is missing for the next step, and how many there are, section by section."""
        read = self.folder.is_read
        usual = self.head.usual()
        missing = usual.missing if usual is not None else ()
        shown = []
        last_group = ""
        for key, section in SECTIONS.items():
            if not self._belongs(section):
                continue
            heading = "" if _GROUP_OF[key] == last_group else catalogs.gettext(_GROUP_OF[key])
            last_group = _GROUP_OF[key]
            label = catalogs.gettext(section.title)
            lacking = section.lacking(self.folder.view, missing) if read else 0
            if key in self._wrong:
                shown.append(Section(key, label, Mark.WRONG, heading=heading))
            elif lacking:
                shown.append(Section(key, label, Mark.MISSING, lacking, heading))
            else:
                shown.append(Section(key, label, Mark.NONE, self._count(key) if read else 0, heading))
        self.section_list.set_sections(shown)

    def _belongs(self, section: type[CaseSection]) -> bool:
        """Whether a section is shown; those of some cases only when it is known that this is one of them."""
        if self.folder.is_read:
            return section.shown_for(self.folder.view)
        return section.shown_for.__qualname__ == CaseSection.shown_for.__qualname__

    def _count(self, key: str) -> int:
        copy = self.folder.copy
        if key == "tasks":
            open_ones = [one for one in copy.keys("tasks") if copy.value(one, "done_on") is None]
            return len(open_ones)
        return len(copy.keys(_COUNTED[key])) if key in _COUNTED else 0

    # --- saving --------------------------------------------------------------------------------------

    def editable(self) -> bool:
        return self.folder.is_read and self.folder.editable

    def names(self) -> Names:
        return self.folder.names()

    def commit(self) -> None:
        for section in self._sections.values():
            section.commit()

    def save(self, then: Callable[[], object] | None = None) -> None:
        for section in self._sections.values():
            section.keep()
        super().save(then)

    def clear_marks(self) -> None:
        for section in self._sections.values():
            section.clear_marks()
        self._wrong = set()
        self._show_marks()

    def go_to_fault(self, fault: Fault, why: str) -> None:
        for key, kind in SECTIONS.items():
            if fault.key[0] in kind.entities:
                section = self.section(key)
                section.appear()
                if section.mark_fault(fault, why):
                    self._wrong.add(key)
                    self.section_list.choose(key)
                    self._show_section(key)
                    section.mark_fault(fault, why)
                    return

    def tell_can_undo(self, can_undo: bool) -> None:
        self.head.set_can_undo(can_undo)

    def _go_on(self) -> None:
        """Ctrl+Enter: do what the open panel or section does, else save."""
        if (section := self._sections.get(self.section_list.section())) is not None and section.go():
            return
        if panels := self.open_panels():
            panels[0].go()
        else:
            self.save()

    # --- steps ---------------------------------------------------------------------------------------

    def begin_step(self, following: NextStep) -> None:
        """Save what is typed, then ask for what the step needs."""
        self.commit()
        for section in self._sections.values():
            section.keep()
        if self.copy.unsaved():
            self.save(lambda: self._after_reading(lambda: self._open_step(following.step)))
        else:
            self._open_step(following.step)

    def _open_step(self, step: object) -> None:
        following = next((one for one in self.folder.view.next if one.step is step), None)
        if following is not None:
            self.open_panel(self.step_panel)
            self.step_panel.begin(following)

    def _keep_step_panel(self) -> None:
        """The case was read again while a step is being taken: what is missing may be another."""
        step = self.step_panel.step
        following = next((one for one in self.folder.view.next if one.step is step), None)
        if following is None:
            self.step_panel.shut()
        else:
            self.step_panel.begin(following)

    def _after_reading(self, do: Callable[[], object]) -> None:
        """Once the case has been read again (the change was announced already)."""

        def once() -> None:
            self.folder.was_read.disconnect(once)
            do()

        self.folder.was_read.connect(once)

    # --- the past and the trash ----------------------------------------------------------------------

    def _show_past(self, day: date, view: CaseView) -> None:
        """Show the case as it was; what is typed today waits in the folder meanwhile."""
        if self.copy.unsaved():
            self.show_message(_("Save or discard what you typed first; then look back."), Kind.WARNING)
            return
        if self.folder.past is None:
            self._today = self.folder.view
        self.folder.past = day
        self.shut_panels()
        self.folder.take(view)
        self.section_list.choose("facts")
        self._show_section("facts")
        said = _("This is the case as it was on {day}. Nothing can be changed here.").format(day=formats.date(day))
        self.show_message(said, Kind.WARNING, _("Back to today"), self.back_to_today)

    def back_to_today(self) -> None:
        """Show the case as it is again."""
        if self.folder.past is None or self._today is None:
            return
        self.folder.past = None
        today, self._today = self._today, None
        self.clear_message()
        self.folder.take(today)
        self.refresh(None)

    def _put_into_trash(self) -> None:
        office, case_id = self.office, self.folder.case_id
        self.act(
            lambda: trash.put_in(office, "case", case_id),
            said=_("The case is in the trash."),
            undo=lambda _change: trash.bring_back(office, "case", case_id),
        )

    def _bring_back(self) -> None:
        office, case_id = self.office, self.folder.case_id
        self.act(lambda: trash.bring_back(office, "case", case_id), said=_("The case is back."))

    # --- drafts --------------------------------------------------------------------------------------

    def hold_draft(self) -> dict[str, Any] | None:
        if not self.folder.is_read or not self.folder.editable:
            return None
        for section in self._sections.values():
            section.peek()
        typed = self.copy.hold()
        sections = {key: held for key, section in self._sections.items() if (held := section.hold()) is not None}
        if not typed and not sections:
            return None
        return {"typed": typed, "sections": sections, "section": self.section_list.section()}

    def restore_draft(self, content: dict[str, Any]) -> None:
        self.copy.restore(content.get("typed", ()))
        for key, held in content.get("sections", {}).items():
            if key in SECTIONS:
                self.section(key).restore(held)
        self.open(str(content.get("section") or "facts"), None)
