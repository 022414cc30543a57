"""The people of a case: the household, each person's fields, and what is different for one of them."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from returnhelp.domain.people import age_on
from returnhelp.domain.steps import Need
from returnhelp.gui import icons, theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.models import fields
from returnhelp.gui.models.working_copy import Fault, Key
from returnhelp.gui.pages.case_add_member import AddMemberPanel
from returnhelp.gui.pages.case_folder import CaseFolder, role_order
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.pages.person_fields import PersonFields
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.people_list import PeopleList, PersonLine, missing_of
from returnhelp.gui.widgets.places import CountryCombo
from returnhelp.gui.widgets.tied_fields import TiedFields
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import N_, _, ngettext


class MemberFields(QWidget):
    """What one person is in this household and this case."""

    name_heading: QLabel
    page_link: QPushButton
    remove_button: QPushButton
    role_combo: ChoiceCombo
    left_on_edit: DateEdit
    travels_check: QCheckBox
    permit_combo: ChoiceCombo
    destination_combo: CountryCombo

    def __init__(self, folder: CaseFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "case_member")
        self._folder = folder
        dress(self.remove_button, Look.QUIET)
        self.left_on_edit.set_whole_only(True)
        field_editors.offer_choice(self.role_combo, "member", "role")
        field_editors.offer_choice(self.permit_combo, "travellers", "permit")
        self.member = TiedFields(folder.copy, "member", self)
        self.member.tie_all(role=self.role_combo, left_on=self.left_on_edit)
        self.traveller = TiedFields(folder.copy, "travellers", self)
        self.traveller.tie_all(permit=self.permit_combo, destination=self.destination_combo)
        self.travels_check.clicked.connect(self._travel)
        self._number: int | None = None

    def show_person(self, number: int | None) -> None:
        folder = self._folder
        self._number = number
        member = folder.of_person("member", number) if number is not None else None
        traveller = folder.of_person("travellers", number) if number is not None else None
        field_editors.set_today(self.left_on_edit, folder.today(), "left_on")
        self.name_heading.setText(folder.person_name(number) if number is not None else "")
        self.member.show(member)
        self.member.set_editable(folder.editable and member is not None)
        self.traveller.show(traveller)
        self.traveller.set_editable(folder.editable and traveller is not None)
        self._hint()
        self.travels_check.setChecked(traveller is not None)
        self.travels_check.setEnabled(folder.editable and member is not None)
        self.remove_button.setVisible(folder.editable and member is not None and len(folder.person_ids()) > 1)
        self.page_link.setVisible(number is not None)

    def _hint(self) -> None:
        """An empty destination is that of the case."""
        destination = self._folder.copy.value(self._folder.key, "destination")
        if self.destination_combo.value() is None:
            hint = ""
            if destination is not None:
                hint = _("as the case: {country}").format(country=labels.country(destination))
            self.destination_combo.setPlaceholderText(hint)

    def _travel(self, travels: bool) -> None:
        """Who does not travel stays in the household, and has no part in the case."""
        folder, number = self._folder, self._number
        if number is None:
            return
        taken_away = [
            key
            for key in folder.copy.keys("travellers")
            if folder.copy.value(key, "person_id") == number and folder.copy.is_removed(key)
        ]
        key = folder.of_person("travellers", number)
        if travels and taken_away:
            folder.copy.bring_back(taken_away[0])
        elif travels and key is None:
            nothing_else = {"permit": None, "canton": None, "destination": None, "departed_on": None, "airport": ""}
            folder.copy.add("travellers", folder.root, {"person_id": number, **nothing_else})
        elif not travels and key is not None:
            folder.copy.remove(key)


class PeopleSection(CaseSection):
    """On the left who belongs to the household, on the right the one who is chosen."""

    form = "case_people"
    title = N_("People")
    scrolls = False
    entities = frozenset({"person", "member", "travellers", "aliases", "travel_documents"})
    needs = frozenset({Need.PRINCIPAL, Need.NAMES, Need.BIRTH_DATES, Need.NATIONALITY, Need.TRAVEL_DOCUMENTS})

    people_list: PeopleList
    add_button: QPushButton
    right_widget: QWidget

    def build(self) -> None:
        folder = self.folder
        self.add_button.setIcon(icons.icon("user-plus"))
        self.add_button.clicked.connect(self.open_adding)
        self.people_list.setFixedWidth(theme.px(216))
        self.people_list.person_chosen.connect(self._show_person)
        self._adding: AddMemberPanel | None = None
        self.member = MemberFields(folder)
        self.member.page_link.clicked.connect(self._open_person)
        self.member.remove_button.clicked.connect(self._remove)
        self.person = PersonFields(folder.copy, folder.names, folder.choices())
        inner = QWidget()
        inner.setProperty("scrolled", True)
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.member)
        column.addWidget(self.person)
        column.addStretch(1)
        self.right = QScrollArea()
        self.right.setWidgetResizable(True)
        self.right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.right.setWidget(inner)
        row = QHBoxLayout(self.right_widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.right)
        self.tied += [self.member.member, self.member.traveller]
        folder.copy.changed.connect(self._typed)
        folder.copy.listed.connect(self._listed)
        self.retranslate()

    def retranslate(self) -> None:
        self.people_list.setAccessibleName(_("People"))

    def display(self) -> None:
        folder = self.folder
        self.add_button.setVisible(folder.editable)
        self.people_list.set_lines([self._line(number) for number in self._order()])
        self._show_person(self.people_list.person())

    def _order(self) -> list[int]:
        """The principal first, then by role, the elder before the younger."""
        copy = self.folder.copy

        def place(number: int) -> tuple[int, date]:
            member = self.folder.of_person("member", number)
            role = copy.value(member, "role") if member is not None else None
            return role_order(role), copy.value(("person", number), "birth_date") or date.max

        return sorted(self.folder.person_ids(), key=place)

    def _line(self, number: int) -> PersonLine:
        folder, key = self.folder, ("person", number)
        member, travels = folder.of_person("member", number), folder.of_person("travellers", number) is not None
        birth = folder.copy.value(key, "birth_date")
        detail = []
        if member is not None:
            detail.append(labels.label(folder.copy.value(member, "role")))
        else:
            detail.append(_("no longer in the household"))
        age = age_on(birth, folder.today())
        if age is not None:
            detail.append(ngettext("{count} year", "{count} years", age).format(count=age))
        if not travels:
            detail.append(_("does not travel"))
        missing = self._missing(key) if travels else []
        left = member is None or folder.copy.value(member, "left_on") is not None
        name, quiet = folder.person_name(number), left or not travels
        return PersonLine(number, name, " · ".join(detail), missing_of(*missing), quiet)

    def _missing(self, key: Key) -> list[str]:
        copy = self.folder.copy
        missing = []
        names = ("family_name", "given_names", "original_family_name", "original_given_names")
        if not any(copy.value(key, name) for name in names):
            missing.append(_("name"))
        if copy.value(key, "birth_date") is None:
            missing.append(fields.title("person", "birth_date"))
        if not copy.value(key, "nationalities") and copy.value(key, "nationality_status") != "stateless":
            missing.append(_("nationality"))
        if Need.TRAVEL_DOCUMENTS in self._needed() and not copy.keys("travel_documents", key):
            missing.append(_("travel document"))
        return missing

    def _needed(self) -> set[Need]:
        """What the usual next step still needs."""
        following = self.folder.view.next
        return set(following[0].missing) if following else set()

    def _show_person(self, number: int | None) -> None:
        self.member.show_person(number)
        self.person.show_person(number, editable=self.folder.editable)

    def choose(self, number: int) -> None:
        """Show this person."""
        self.people_list.choose(number)

    def go_to(self, place: object) -> bool:
        """For a need: the first person of whom it is missing."""
        if isinstance(place, tuple):
            return place[0] == "person" and self.people_list.choose(int(place[1]))
        if not isinstance(place, Need) or place not in self.needs:
            return False
        numbers = self.folder.traveller_ids() or self.folder.person_ids()
        if place is Need.PRINCIPAL:
            if numbers:
                self.people_list.choose(numbers[0])
            self.member.role_combo.setFocus()
            return True
        lacking = next((number for number in numbers if self._lacks(number, place)), None)
        if lacking is not None:
            self.people_list.choose(lacking)
        found = self.person.go_to(place)
        if (focused := self.focusWidget()) is not None:
            self.right.ensureWidgetVisible(focused)
        return found

    def _lacks(self, number: int, need: Need) -> bool:
        copy, key = self.folder.copy, ("person", number)
        match need:
            case Need.NAMES:
                return not (copy.value(key, "family_name") or copy.value(key, "given_names"))
            case Need.BIRTH_DATES:
                return copy.value(key, "birth_date") is None
            case Need.NATIONALITY:
                return not copy.value(key, "nationalities") and copy.value(key, "nationality_status") != "stateless"
            case _:
                today = self.folder.today()
                last = [copy.value(paper, "expires_on") for paper in copy.keys("travel_documents", key)]
                return not any(day is None or day >= today for day in last)

    def mark_fault(self, fault: Fault, why: str) -> bool:
        if (number := self._whose(fault.key)) is not None:
            self.people_list.choose(number)
        return super().mark_fault(fault, why) or self.person.mark_fault(fault, why)

    def _whose(self, key: Key) -> int | None:
        copy = self.folder.copy
        if key[0] in ("member", "travellers"):
            number: int | None = copy.value(key, "person_id")
            return number
        kind, number = copy.root(key)
        return number if kind == "person" else None

    def commit(self) -> None:
        self.person.commit()
        super().commit()

    def peek(self) -> None:
        self.person.peek()

    def go(self) -> bool:
        if self._adding is None or not self._adding.isVisible():
            return False
        self._adding.go()
        return True

    def clear_marks(self) -> None:
        super().clear_marks()
        self.person.clear_marks()

    # --- who belongs to it -------------------------------------------------------------------------

    @property
    def adding(self) -> AddMemberPanel:
        """The panel that adds somebody; it is made when it is first asked for."""
        if self._adding is None:
            self._adding = AddMemberPanel(self.folder)
            self._adding.added.connect(self._added)
            self._column.insertWidget(0, self._adding)
        return self._adding

    def open_adding(self) -> None:
        """Add somebody to the household."""
        self.adding.begin()
        self.right.ensureWidgetVisible(self.adding)

    def _added(self, number: int) -> None:
        self.people_list.choose(number)

    def _open_person(self) -> None:
        number = self.people_list.person()
        if number is not None:
            self.folder.page.desk.open_person(number)

    def _remove(self) -> None:
        """At the next save the chosen person leaves household and case; the person stays in the store."""
        number = self.people_list.person()
        if number is None:
            return
        for entity in ("member", "travellers"):
            if (key := self.folder.of_person(entity, number)) is not None:
                self.folder.copy.remove(key)

    def _typed(self, key: Key, name: str) -> None:
        if self.isVisible() and key[0] in ("person", "member") and name in _SHOWN:
            self.people_list.set_lines([self._line(number) for number in self._order()])
            number = self.people_list.person()
            if number is not None:
                self.member.name_heading.setText(self.folder.person_name(number))

    def _listed(self) -> None:
        if self.isVisible() and self.folder.is_read:
            self.display()


_SHOWN = frozenset(
    {"family_name", "given_names", "original_family_name", "original_given_names", "birth_date", "role", "left_on",
     "nationalities", "nationality_status"}
)  # fmt: skip
