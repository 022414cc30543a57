"""The folder of an open case: what was read of it, what is typed over it, and who may write in it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from returnhelp.domain.edits import Record
from returnhelp.domain.household import MemberRole
from returnhelp.gui.models.fields import Names
from returnhelp.gui.models.working_copy import Key, Root, WorkingCopy
from returnhelp.gui.page import Page
from returnhelp.gui.widgets.field_editors import Choices
from returnhelp.i18n.catalogs import _
from returnhelp.services.cases import CaseView

_ROLES = list(MemberRole)


class CaseFolder(QObject):
    """The page of a case and its sections write into one folder, and are told of each other through it."""

    was_read = Signal()
    """The case has been read, for the first time or again."""
    opened = Signal(str, object)
    """A section is wanted, at a place in it: None, or what ``CaseSection.go_to`` understands."""

    def __init__(self, page: Page, case_id: int) -> None:
        super().__init__()
        self.page = page
        self.case_id = case_id
        self.copy = WorkingCopy(self)
        self.colleagues: dict[int, str] = {}
        """Those who can be given a case: number and name."""
        self.past: date | None = None
        """The day as of which the case is shown; None for today."""
        self._view: CaseView | None = None

    # --- what was read -----------------------------------------------------------------------------

    def take(self, view: CaseView) -> None:
        """Take the case as it was read; what is typed stays on top of it."""
        self._view = view
        self.copy.read(_records(view))
        self.was_read.emit()

    @property
    def is_read(self) -> bool:
        return self._view is not None

    @property
    def view(self) -> CaseView:
        """The case as it was read; raises LookupError before it was."""
        if self._view is None:
            raise LookupError(self.case_id)
        return self._view

    @property
    def editable(self) -> bool:
        """Whether the person signed in may write in it now."""
        return self._view is not None and self._view.can_edit and self.past is None

    @property
    def root(self) -> Root:
        return ("case", self.case_id)

    @property
    def key(self) -> Key:
        """The case's own record."""
        return ("case", self.case_id)

    @property
    def household_root(self) -> Root:
        return self.view.household.root

    @property
    def household_key(self) -> Key:
        return ("household", self.view.household.id)

    def today(self) -> date:
        return self.page.office.today()

    # --- people ------------------------------------------------------------------------------------

    def person_ids(self) -> list[int]:
        """The people of the household and the case, the principal first, then as they were entered."""
        roles = {int(record.values["person_id"]): record.values["role"] for record in self.view.members}
        numbers = [int(record.values["person_id"]) for record in self.view.members]
        numbers += [int(record.values["person_id"]) for record in self.view.parts["travellers"]]
        found = [number for number in dict.fromkeys(numbers) if number in self.view.people]
        return sorted(found, key=lambda number: roles.get(number) is not MemberRole.PRINCIPAL)

    def person_name(self, number: int) -> str:
        """A person's name as it is typed now, in the original script where there is no other."""
        key = ("person", number)
        if key not in self.copy:
            return ""
        return name_of(self.copy, key)

    def traveller_ids(self) -> list[int]:
        """The people who travel in this case."""
        return [
            self.copy.value(key, "person_id") for key in self.copy.keys("travellers") if not self.copy.is_removed(key)
        ]

    def of_person(self, entity: str, number: int) -> Key | None:
        """The record of that kind (member, traveller) that names the person."""
        for key in self.copy.keys(entity):
            if self.copy.value(key, "person_id") == number and not self.copy.is_removed(key):
                return key
        return None

    def short_names(self) -> dict[int, str]:
        """The given names of everybody, whole names where two would read the same."""
        numbers = self.person_ids()
        given = {number: self.copy.value(("person", number), "given_names") or "" for number in numbers}
        alike = {name for name in given.values() if list(given.values()).count(name) > 1} | {""}
        return {number: self.person_name(number) if name in alike else name for number, name in given.items()}

    def names(self) -> Names:
        """The names behind the numbers of people and users, and behind the codes of surveys."""
        people = {number: self.person_name(number) for number in self.person_ids()}
        return Names(people, self.view.users, self.programmes(), instruments=self.view.instruments)

    def programmes(self) -> dict[int, str]:
        """The names of the programmes that the case may name."""
        return {one.id: one.name for one in self.view.programmes}

    def names_in_lists(self) -> Names:
        """The same as the tables of a family show it: without the family name that all of them share."""
        return Names(self.short_names(), self.view.users, self.programmes(), instruments=self.view.instruments)

    def choices(self) -> Choices:
        """The people and colleagues that a field of this case may name."""
        return Choices(
            people=lambda: self.short_names().items(),
            users=lambda: self.colleagues_and(self.copy.value(self.key, "caseworker_id")).items(),
            today=self.today,
        )

    def colleagues_and(self, *others: int | None) -> dict[int, str]:
        """The colleagues who can be given a case, and those who have it already."""
        left = {one: self.view.users.get(one, "") for one in others if one is not None}
        tasks = {self.copy.value(key, "assignee_id") for key in self.copy.keys("tasks")} - {None}
        left |= {one: self.view.users.get(one, "") for one in tasks}
        return left | self.colleagues

    def title(self) -> str:
        """What the tab and the head say: the pseudonym of a case that has one, else the principal's name."""
        return str(self.view.case.values.get("pseudonym") or "") or self.principal_name()

    def principal_name(self) -> str:
        """The principal applicant's name."""
        numbers = self.person_ids()
        return (self.person_name(numbers[0]) if numbers else "") or self.view.name or _("No name yet")


def name_of(copy: WorkingCopy, key: Key) -> str:
    """The name of a person as it is typed, else in the original script."""
    latin = [copy.value(key, "family_name"), copy.value(key, "given_names")]
    original = [copy.value(key, "original_family_name"), copy.value(key, "original_given_names")]
    return " ".join(part for part in latin if part) or " ".join(part for part in original if part) or _("No name yet")


def _records(view: CaseView) -> Iterable[Record]:
    yield view.case
    yield view.household
    yield from view.members
    for number, person in view.people.items():
        yield person
        for parts in view.people_parts.get(number, {}).values():
            yield from parts
    for parts in view.parts.values():
        yield from parts


def role_order(role: Any) -> int:
    """Where a member of a household stands in a list."""
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)
