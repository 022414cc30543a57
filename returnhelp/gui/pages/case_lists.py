"""The sections of a case that are tables: status, vulnerabilities, consents, contacts, tasks."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from returnhelp.domain.case import Permit, Procedure, ProcedureStage
from returnhelp.domain.consent import ConsentForm, ConsentKind, ConsentPurpose
from returnhelp.domain.contacts import ContactKind, ContactTopic
from returnhelp.domain.steps import Need
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui import theme
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages.case_list_section import ListSection
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, ngettext


class StayDetail(CaseSection):
    """The days of the procedure from which its deadlines are counted."""

    form = "case_stay_detail"
    title = ""

    preparation_ended_on_edit: DateEdit
    dublin_consent_on_edit: DateEdit

    def build(self) -> None:
        tied = self.tie("stays")
        tied.tie("preparation_ended_on", self.preparation_ended_on_edit)
        tied.tie("dublin_consent_on", self.dublin_consent_on_edit)


class StaysSection(ListSection):
    """Permit and procedure with their history; the latest one is the case's own."""

    title = N_("Permit and procedure")
    entities = frozenset({"stays"})
    needs = frozenset({Need.PERMIT})

    def build(self) -> None:
        columns = (
            FieldColumn("since", 104),
            FieldColumn("permit", 176),
            FieldColumn("procedure", 200, stretches=True),
            FieldColumn("stage", 200, stretches=True),
            FieldColumn("notified_on", 132),
            FieldColumn("departure_deadline", 140),
        )
        self.table("stays", columns, N_("Add a status"), self._begin, self._since)
        self.show_detail(StayDetail(self.folder))

    def _begin(self) -> dict[str, Any]:
        """As the last one was, from today on."""
        last = next(iter(reversed(self.folder.copy.keys("stays"))), None)
        copy = self.folder.copy
        return {
            "since": self.folder.today(),
            "permit": copy.value(last, "permit") if last else Permit.UNKNOWN,
            "procedure": copy.value(last, "procedure") if last else Procedure.UNKNOWN,
            "stage": ProcedureStage.UNKNOWN,
            "notified_on": None,
            "preparation_ended_on": None,
            "dublin_consent_on": None,
            "departure_deadline": None,
        }

    def _since(self, key: Key) -> date:
        since: date | None = self.folder.copy.value(key, "since")
        return since or date.min


class VulnerabilitiesSection(ListSection):
    """Who needs special care, since when, and whether it was given."""

    title = N_("Vulnerabilities")
    entities = frozenset({"vulnerabilities"})

    def build(self) -> None:
        columns = (
            FieldColumn("person_id", 200, stretches=True),
            FieldColumn("kind", 220, stretches=True),
            FieldColumn("since", 104),
            FieldColumn("until", 104),
            FieldColumn("tailored_support", 196),
        )
        self.table("vulnerabilities", columns, N_("Add a vulnerability"), self._begin)

    def _begin(self) -> dict[str, Any]:
        return {
            "person_id": self.somebody(),
            "kind": VulnerabilityKind.HEALTH,
            "since": self.folder.today(),
            "until": None,
            "tailored_support": False,
        }


class ConsentsSection(ListSection):
    """To what people have consented, how, and until when."""

    title = N_("Consents")
    entities = frozenset({"consents"})
    needs = frozenset({Need.CONSENT})

    def build(self) -> None:
        columns = (
            FieldColumn("purpose", 200, stretches=True),
            FieldColumn("person_id", 128),
            FieldColumn("kind", 120, title=N_("Kind")),
            FieldColumn("form", 152),
            FieldColumn("language", 96),
            FieldColumn("given_on", 104),
            FieldColumn("withdrawn_on", 108),
        )
        self.table("consents", columns, N_("Add a consent"), self._begin)

    def _begin(self) -> dict[str, Any]:
        return {
            "purpose": ConsentPurpose.DATA_PROCESSING,
            "kind": ConsentKind.EXPLICIT,
            "form": ConsentForm.WRITTEN,
            "person_id": None,
            "language": "",
            "given_on": self.folder.today(),
            "withdrawn_on": None,
        }


class ContactDetail(CaseSection):
    """What was said in one talk."""

    form = "case_contact_detail"
    title = ""

    note_edit: QPlainTextEdit

    def build(self) -> None:
        self.note_edit.setFixedHeight(theme.px(120))
        self.tie("contacts").tie("note", self.note_edit)


class ContactsSection(ListSection):
    """The log of talks: counselling sessions and every other contact."""

    title = N_("Contacts")
    entities = frozenset({"contacts"})
    needs = frozenset({Need.COUNSELLING_SESSION, Need.CONSEQUENCES_EXPLAINED})

    def build(self) -> None:
        columns = (
            FieldColumn("happened_on", 96, title=N_("Date")),
            FieldColumn("kind", 148),
            FieldColumn("topic", 200, stretches=True),
            FieldColumn("person_id", 120),
            FieldColumn("minutes", 72),
            FieldColumn("language", 88),
            FieldColumn("interpreter", 104, title=N_("Interpreter")),
            FieldColumn("by_user_id", 104, editable=False, title=N_("By"), shown=self._by),
        )
        self.table("contacts", columns, N_("Add a contact"), self._begin, self._when)
        self.show_detail(ContactDetail(self.folder))

    def display(self) -> None:
        super().display()
        sessions = [
            self.folder.copy.value(key, "minutes") or 0
            for key in self.folder.copy.keys("contacts")
            if self.folder.copy.value(key, "kind") is ContactKind.COUNSELLING
        ]
        self.sum_note.setVisible(bool(sessions))
        said = ngettext("{count} counselling session", "{count} counselling sessions", len(sessions))
        counted = said.format(count=formats.number(len(sessions)))
        self.sum_note.setText(f"{counted}, {formats.minutes(sum(sessions))}" if sum(sessions) else counted)

    def _begin(self) -> dict[str, Any]:
        """A counselling session of today, in the language of the principal."""
        numbers = self.folder.person_ids()
        person = ("person", numbers[0]) if numbers else None
        spoken = self.folder.copy.value(person, "mother_tongue") if person is not None else ""
        helped = bool(person is not None and self.folder.copy.value(person, "interpreter_needed"))
        return {
            "happened_on": self.folder.today(),
            "kind": ContactKind.COUNSELLING,
            "topic": ContactTopic.RETURN_OPTIONS if self.model.count() else ContactTopic.FIRST_INFORMATION,
            "person_id": None,
            "minutes": None,
            "language": spoken or "",
            "interpreter": helped,
            "note": "",
        }

    def _by(self, key: Key) -> str:
        copy = self.folder.copy
        number = self.folder.page.office.user.id if copy.is_new(key) else copy.value(key, "by_user_id")
        return self.folder.view.users.get(number, "") if number is not None else ""

    def _when(self, key: Key) -> date:
        day: date = self.folder.copy.value(key, "happened_on") or date.min
        return day


class TasksSection(ListSection):
    """What is to be done by when, and by whom."""

    title = N_("Tasks")
    entities = frozenset({"tasks"})
    needs = frozenset({Need.NO_OPEN_TASKS})

    def build(self) -> None:
        columns = (
            FieldColumn("title", 320, stretches=True),
            FieldColumn("due_on", 104),
            FieldColumn("assignee_id", 180),
            FieldColumn("done_on", 104),
        )
        self.table("tasks", columns, N_("Add a task"), self._begin, self._order)

    def go_to(self, place: object) -> bool:
        if place is Need.NO_OPEN_TASKS:
            copy = self.folder.copy
            undone = next((key for key in copy.keys("tasks") if copy.value(key, "done_on") is None), None)
            if undone is not None:
                return self.records_table.choose(undone, "done_on")
        return super().go_to(place)

    def _begin(self) -> dict[str, Any]:
        mine = self.folder.page.office.user.id
        return {
            "title": "",
            "due_on": None,
            "done_on": None,
            "assignee_id": mine if mine in self.folder.colleagues else self.folder.view.case.values["caseworker_id"],
        }

    def _order(self, key: Key) -> tuple[bool, date]:
        """What is to be done first; what is done last."""
        copy = self.folder.copy
        return copy.value(key, "done_on") is not None, copy.value(key, "due_on") or date.max
