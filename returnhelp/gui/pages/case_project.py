"""The reintegration projects of a case: the plan of each, its parts, its judgment, its approval, its money."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTabWidget, QWidget

from returnhelp.domain.aid import ProjectKind
from returnhelp.domain.names import fold
from returnhelp.domain.project_checks import is_plan_late
from returnhelp.domain.projects import ActivityKind, Feasibility, KeyMoment, ProjectState, TypeOfSupport
from returnhelp.domain.register_lists import Register, RegisterChoice
from returnhelp.domain.steps import Need
from returnhelp.gui import icons, theme
from returnhelp.gui.models.records import FieldColumn, RecordsModel
from returnhelp.gui.models.working_copy import Fault, Key
from returnhelp.gui.pages.case_project_money import Money
from returnhelp.gui.pages.case_project_paper import PlanPaper
from returnhelp.gui.pages.case_project_tables import ACTIVITIES, BUDGET, GOALS, QUOTES
from returnhelp.gui.pages.case_tables_section import TablesSection
from returnhelp.gui.pages.record_page import RecordPage
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import catalogs, formats
from returnhelp.i18n.catalogs import N_, _, pgettext
from returnhelp.services import registers, reintegration
from returnhelp.services.reintegration import Reintegration

_TABS = (
    N_("Plan"),
    N_("Goals and activities"),
    N_("Budget and quotes"),
    N_("Feasibility and approval"),
    N_("Instalments"),
)
_OF_PARTS = (1, 2)  # tabs whose records name the project by its number
_DAY_OF_STATE = {
    ProjectState.PLANNED: "planned_on",
    ProjectState.APPROVED: "approved_on",
    ProjectState.RUNNING: "started_on",
    ProjectState.COMPLETED: "ended_on",
}
"""The day that a state begins with; it is filled in where it is empty."""


class ProjectsSection(TablesSection):
    """A table of projects; under it the chosen one in parts."""

    form = "case_projects"
    title = N_("Reintegration")
    entities = frozenset({"projects", "plan_goals", "plan_activities", "budget_lines", "quotes"})
    needs = frozenset({Need.PROJECT})

    keys_note: QLabel
    eu_button: QPushButton
    print_button: QPushButton
    save_button: QPushButton
    projects_table: RecordTable
    projects_error: QLabel
    unsaved_note: QLabel
    save_now_button: QPushButton
    parts_tabs: QTabWidget
    place_edit: QLineEdit
    programme_combo: ChoiceCombo
    partner_combo: ChoiceCombo
    planned_on_edit: DateEdit
    idea_edit: QPlainTextEdit
    skills_edit: QPlainTextEdit
    market_edit: QPlainTextEdit
    late_reason_edit: QLineEdit
    stopped_reason_edit: QLineEdit
    late_note: QLabel
    goals_table: RecordTable
    goals_error: QLabel
    activities_table: RecordTable
    activities_error: QLabel
    activity_note_edit: QPlainTextEdit
    budget_table: RecordTable
    budget_error: QLabel
    budget_note: QLabel
    quotes_table: RecordTable
    quotes_error: QLabel
    grid_skills_note: QLabel
    grid_market_note: QLabel
    grid_place_note: QLabel
    grid_safety_note: QLabel
    grid_family_note: QLabel
    points_button: QPushButton
    feasibility_combo: ChoiceCombo
    feasibility_on_edit: DateEdit
    feasibility_note_edit: QPlainTextEdit
    approved_on_edit: DateEdit
    approved_by_edit: QLineEdit
    started_on_edit: DateEdit
    ended_on_edit: DateEdit
    aid_line_combo: ChoiceCombo
    line_note: QLabel
    payments_note: QLabel
    payments_table: TableView
    evidence_error: QLabel

    def build(self) -> None:
        self._outlook: Reintegration | None = None
        self._partners: tuple[RegisterChoice, ...] = ()
        self._parts: list[RecordsModel] = []
        self.money = Money(self.folder, self.payments_table)
        self.paper = PlanPaper(self)
        self._build_tables()
        self._build_fields()
        for button, icon in ((self.print_button, "printer"), (self.save_button, "download-simple")):
            button.setIcon(icons.icon(icon))
        dress(self.eu_button, Look.QUIET)
        self.eu_button.setIcon(icons.icon("plus"))
        self.eu_button.clicked.connect(self._add_to_the_eu)
        self.print_button.clicked.connect(self.print_plan)
        self.save_button.clicked.connect(self.save_plan)
        self.save_now_button.clicked.connect(self._save_first)
        self.points_button.clicked.connect(self._write_points)
        self.parts_tabs.currentChanged.connect(self._tab_chosen)
        self.projects_table.set_leading(True)
        self.projects_table.record_chosen.connect(self._chosen)
        self.activities_table.set_leading(True)
        self.activities_table.record_chosen.connect(self._activity_chosen)
        self.folder.copy.changed.connect(self._hear)
        self.folder.copy.listed.connect(self._tell_all)
        theme.news().changed.connect(self._measure)
        self._measure()
        self.retranslate()

    def _build_tables(self) -> None:
        projects = (
            FieldColumn("kind", 160),
            FieldColumn("title", 200, stretches=True),
            FieldColumn("state", 116),
            FieldColumn("person_id", 120),
            FieldColumn("budget", 112, editable=False, title=N_("Budget"), shown=self.money.budget_words),
            FieldColumn("decided", 112, editable=False, title=N_("Approved sum"), shown=self.money.decided_words),
        )
        self.table(
            self.projects_table, self.projects_error, "projects", projects, N_("Add a project"), self._begin, self.title
        )
        for table, error, part, begin in (
            (self.goals_table, self.goals_error, GOALS, self._begin_goal),
            (self.activities_table, self.activities_error, ACTIVITIES, self._begin_activity),
            (self.budget_table, self.budget_error, BUDGET, self._begin_line),
            (self.quotes_table, self.quotes_error, QUOTES, self._begin_quote),
        ):
            model = self.table(table, error, part.entity, part.columns, part.add, begin, part.name)
            model.only(self._is_of_project)
            self._parts.append(model)

    def _build_fields(self) -> None:
        field_editors.offer_choice(self.feasibility_combo, "projects", "feasibility")
        self._project = self.tie("projects")
        self._project.tie_all(
            place=self.place_edit,
            programme_id=self.programme_combo,
            partner_id=self.partner_combo,
            planned_on=self.planned_on_edit,
            idea=self.idea_edit,
            skills=self.skills_edit,
            market=self.market_edit,
            late_reason=self.late_reason_edit,
            stopped_reason=self.stopped_reason_edit,
            feasibility=self.feasibility_combo,
            feasibility_on=self.feasibility_on_edit,
            feasibility_note=self.feasibility_note_edit,
            approved_on=self.approved_on_edit,
            approved_by=self.approved_by_edit,
            started_on=self.started_on_edit,
            ended_on=self.ended_on_edit,
            aid_line_id=self.aid_line_combo,
        )
        for day in self._days():
            day.set_whole_only(True)
        self._activity = self.tie("plan_activities")
        self._activity.tie("note", self.activity_note_edit)

    def _days(self) -> tuple[DateEdit, ...]:
        return (
            self.planned_on_edit,
            self.feasibility_on_edit,
            self.approved_on_edit,
            self.started_on_edit,
            self.ended_on_edit,
        )

    def _measure(self) -> None:
        for edit in (self.idea_edit, self.skills_edit, self.market_edit, self.feasibility_note_edit):
            edit.setFixedHeight(theme.px(96))
        self.activity_note_edit.setFixedHeight(theme.px(56))
        self.payments_table.setFixedHeight(theme.px(200))

    # --- showing -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        super().retranslate()
        for at, name in enumerate(_TABS):
            self.parts_tabs.setTabText(at, catalogs.gettext(name))
        self.parts_tabs.setAccessibleName(_("Parts of the project"))
        self.keys_note.setText(self.projects_table.accessible_help())
        self.payments_table.setAccessibleName(_("Instalments"))
        if self.folder.is_read:
            self._tell_all()

    def display(self) -> None:
        folder = self.folder
        for day in self._days():
            day.set_today(folder.today())
        self._offer()
        super().display()
        self.projects_table.choose_last()
        for tied in self.tied:
            tied.set_editable(folder.editable)
        self.keys_note.setVisible(folder.editable)
        self.points_button.setVisible(folder.editable)
        self._chosen(self.projects_table.key())
        self._read()

    def _read(self) -> None:
        """What the case's own records do not tell: the partners, the return, the instalments."""
        if self.folder.past is not None:
            self._outlook = None
            self._tell_all()
            return
        office, case_id = self.folder.page.office, self.folder.case_id
        country = self.folder.copy.value(self.folder.key, "destination")

        def read() -> tuple[Reintegration, tuple[RegisterChoice, ...]]:
            partners = registers.choices(office, Register.PARTNERS, country=country)
            return reintegration.outlook(office, case_id), partners

        self.folder.page.ask(read, self._take, latest="reintegration")

    def _take(self, answer: tuple[Reintegration, tuple[RegisterChoice, ...]]) -> None:
        self._outlook, self._partners = answer
        self.money.take(self._outlook.instalments)
        self._offer()
        self._project.show(self._project.key)
        self._tell_all()

    def _offer(self) -> None:
        """What the combos offer: programmes that fit and partners of the country first."""
        partners = {one.id: one.name for one in self._partners}
        programmes = self.folder.programmes()
        lines = self.money.lines()
        for combo, names in (
            (self.partner_combo, partners),
            (self.programme_combo, programmes),
            (self.aid_line_combo, lines),
        ):
            combo.offer(names, lambda number, names=names: names.get(number, ""), _nothing)  # type: ignore[misc]  # a bound default

    def _chosen(self, key: Key | None) -> None:
        there = key is not None and key in self.folder.copy
        self._project.show(key)
        for model in self._parts:
            model.set_editable(self.folder.editable and self.number is not None)
            model.refresh()
        self._activity_chosen(self.activities_table.key())
        self.parts_tabs.setVisible(there)
        self._tell_all()

    def _activity_chosen(self, key: Key | None) -> None:
        self._activity.show(key)
        self.activity_note_edit.setEnabled(key is not None)

    @property
    def key(self) -> Key | None:
        """The project that is shown."""
        key = self.projects_table.key()
        return key if key is not None and key in self.folder.copy else None

    @property
    def number(self) -> int | None:
        """Its number; None while it is not saved, or to be removed."""
        key = self.key
        if key is None or self.folder.copy.is_new(key) or self.folder.copy.is_removed(key):
            return None
        return key[1]

    def _is_of_project(self, key: Key) -> bool:
        shown = self.key
        return shown is not None and bool(self.folder.copy.value(key, "project_id") == shown[1])

    # --- what a new record begins with ---------------------------------------------------------------

    def _begin(self) -> dict[str, Any]:
        return {
            "kind": ProjectKind.MICRO_ENTERPRISE,
            "title": "",
            "person_id": None,
            "programme_id": self.folder.copy.value(self.folder.key, "programme_id"),
            "state": ProjectState.IDEA,
        }

    def _begin_goal(self) -> dict[str, Any]:
        return {"project_id": self.number, "goal": "", "due_on": None, "reached_on": None}

    def _begin_activity(self) -> dict[str, Any]:
        return {"project_id": self.number, "kind": ActivityKind.COUNSELLING, "provider": "", "note": ""}

    def _begin_line(self) -> dict[str, Any]:
        return {
            "project_id": self.number,
            "item": "",
            "amount": None,
            "own_share": None,
            "currency": self.money.currency(self.key),
            "note": "",
        }

    def _begin_quote(self) -> dict[str, Any]:
        return {
            "project_id": self.number,
            "supplier": "",
            "item": "",
            "amount": None,
            "currency": self.money.currency(self.key),
            "quoted_on": self.folder.today(),
            "chosen": False,
        }

    # --- what follows from what is typed ---------------------------------------------------------------

    def _hear(self, key: Key, name: str) -> None:
        copy = self.folder.copy
        if key[0] == "projects" and name == "state" and self.folder.editable:
            day = _DAY_OF_STATE.get(copy.value(key, "state"))
            if day is not None and copy.is_typed(key, "state") and copy.value(key, day) is None:
                self._date(key, day)
        if key[0] == "projects" and name == "feasibility" and copy.is_typed(key, name):
            judged = copy.value(key, name) is not Feasibility.NOT_ASSESSED
            if judged and copy.value(key, "feasibility_on") is None:
                self._date(key, "feasibility_on")
        if key[0] == "quotes" and name == "chosen" and copy.value(key, "chosen"):
            self._choose_alone(key)
        if key[0] in self.entities and self.isVisible():
            self._tell_all()

    def _date(self, key: Key, name: str) -> None:
        """Fill in today; the field shows it even while another one is being typed."""
        self.folder.copy.put(key, name, self.folder.today())
        self._project.show(self._project.key)

    def _choose_alone(self, chosen: Key) -> None:
        """Of the quotes for one item one is chosen."""
        copy = self.folder.copy

        def item(key: Key) -> tuple[int, str]:
            return copy.value(key, "project_id"), fold(copy.value(key, "item") or "")

        for key in copy.keys("quotes"):
            if key != chosen and item(key) == item(chosen) and copy.value(key, "chosen"):
                copy.put(key, "chosen", False)

    def _tell_all(self) -> None:
        if not self.folder.is_read:
            return
        self._tell_state()
        self._tell_plan()
        self._tell_points()
        key = self.key
        self.budget_note.setText(self.money.budget_told(key))
        self.line_note.setText(self.money.line_told(key))
        self.payments_note.setText(self.money.payments_told(key))
        missing = self.money.evidence_told(key)
        self.evidence_error.setText(missing)
        self.evidence_error.setVisible(bool(missing))
        self.money.show(key)
        self.eu_button.setVisible(self.folder.editable and not self.folder.copy.keys("riat"))

    def _tell_state(self) -> None:
        key, copy = self.key, self.folder.copy
        new = key is not None and copy.is_new(key)
        removed = key is not None and copy.is_removed(key)
        said = ""
        if new:
            said = _("This project is not saved yet. Goals, activities, budget and quotes can be added once it is.")
        elif removed:
            said = _("This project is removed with the next save, with its goals, activities, budget and quotes.")
        self.unsaved_note.setText(said)
        self.unsaved_note.setVisible(bool(said))
        self.save_now_button.setVisible(new and self.folder.editable)
        may = self.paper.may()
        for button in (self.print_button, self.save_button):
            button.setVisible(may)
            button.setEnabled(key is not None and not removed)

    def _tell_plan(self) -> None:
        key, outlook = self.key, self._outlook
        said = ""
        if key is not None and outlook is not None and outlook.plan_due is not None and outlook.returned_on is not None:
            agreed = self.folder.copy.value(key, "planned_on")
            if is_plan_late(agreed, outlook.returned_on, self.folder.today()):
                said = _(
                    "The return was on {returned}, so the plan should have been agreed by {due}: within a month"
                    " (Reintegration Handbook 2.3). Say why it is late."
                ).format(returned=formats.short_date(outlook.returned_on), due=formats.short_date(outlook.plan_due))
        self.late_note.setText(said)
        self.late_note.setVisible(bool(said))

    def _tell_points(self) -> None:
        """Beside each point what the plan says of it, or what to ask."""
        key, copy = self.key, self.folder.copy

        def plan(name: str) -> str:
            return (copy.value(key, name) or "").strip() if key is not None else ""

        self.grid_skills_note.setText(plan("skills") or _("What has the person learned and done that the plan needs?"))
        self.grid_market_note.setText(plan("market") or _("Who buys it, at what price, and who else sells it there?"))
        self.grid_place_note.setText(plan("place") or _("Is the place reached, with water, power and premises?"))
        self.grid_safety_note.setText(_("Can the person work there without danger?"))
        self.grid_family_note.setText(_("Do the family and the community support the plan?"))

    def _write_points(self) -> None:
        """Put the five points as headings into the reasons of the judgment; what stands there stays."""
        points = (_("Skills"), _("Market"), _("Place"), _("Safety"), _("Family support"))
        before = self.feasibility_note_edit.toPlainText().rstrip()
        written = "\n".join(f"{point}: " for point in points if f"{point}:" not in before)
        self.feasibility_note_edit.setPlainText("\n".join(part for part in (before, written) if part))
        self.feasibility_note_edit.setFocus()

    # --- saving first ------------------------------------------------------------------------------

    def _tab_chosen(self, at: int) -> None:
        """Goals, activities, budget and quotes need a project that is saved: it is saved by itself."""
        key = self.key
        if at in _OF_PARTS and key is not None and self.folder.copy.is_new(key) and self.folder.editable:
            self._save_first()

    def _save_first(self) -> None:
        self._save_page(lambda: self.folder.page.desk.toast(_("The project is saved. Now its parts can be added.")))

    def _save_page(self, then: Callable[[], object]) -> None:
        page = self.folder.page
        if isinstance(page, RecordPage):
            page.save(then)

    def commit(self) -> None:
        """What was added to a project that is to be removed goes with it."""
        super().commit()
        copy = self.folder.copy
        gone = {key[1] for key in copy.keys("projects") if copy.is_removed(key)}
        for model in self._parts:
            for key in copy.keys(model.entity):
                if copy.is_new(key) and copy.value(key, "project_id") in gone:
                    copy.remove(key)

    # --- the plan on paper -------------------------------------------------------------------------

    def print_plan(self) -> None:
        """Save what is typed, then ask for a printer and print the plan."""
        self._save_page(lambda: self.paper.print_it(self.key))

    def save_plan(self) -> None:
        """Save what is typed, then write the plan where a person chooses."""
        self._save_page(lambda: self.paper.save_it(self.key))

    # --- the EU programme --------------------------------------------------------------------------

    def _add_to_the_eu(self) -> None:
        """Begin the record of RIAT; it is saved at once, and its section opens."""
        folder = self.folder
        values = {"moment": KeyMoment.NOT_REGISTERED, "support": TypeOfSupport.BOTH}
        folder.copy.add("riat", folder.root, values)

        def opened() -> None:
            folder.was_read.disconnect(opened)
            folder.opened.emit("riat", None)

        self._save_page(lambda: folder.was_read.connect(opened))

    def go_to(self, place: object) -> bool:
        if place is Need.PROJECT:
            keys = self.folder.copy.keys("projects")
            return self.projects_table.choose(keys[0], "state") if keys else super().go_to(place)
        if isinstance(place, tuple) and place and place[0] in self.entities:
            return self._go_to_part((str(place[0]), int(place[1])))
        return super().go_to(place)

    def _go_to_part(self, key: Key) -> bool:
        if key not in self.folder.copy:
            return False
        if key[0] != "projects":
            self.projects_table.choose(("projects", self.folder.copy.value(key, "project_id")))
            self._show_tab_of(key[0])
        return super().go_to(key)

    def _show_tab_of(self, entity: str) -> None:
        self.parts_tabs.setCurrentIndex(1 if entity in ("plan_goals", "plan_activities") else 2)

    def mark_fault(self, fault: Fault, why: str) -> bool:
        entity, copy = fault.key[0], self.folder.copy
        if entity != "projects" and entity in self.entities and fault.key in copy:
            self.projects_table.choose(("projects", copy.value(fault.key, "project_id")))
            self._show_tab_of(entity)
        elif entity == "projects":
            self.projects_table.choose(fault.key)
            self._show_page_of(fault.field)
        return super().mark_fault(fault, why)

    def _show_page_of(self, name: str) -> None:
        """Turn to the part of the project in which the field stands."""
        field: QWidget | None = self._project.field(name)
        if field is None:
            return
        for at in range(self.parts_tabs.count()):
            part = self.parts_tabs.widget(at)
            if part is not None and part.isAncestorOf(field):
                self.parts_tabs.setCurrentIndex(at)


def _nothing() -> str:
    return pgettext("choice of a field", "–")
