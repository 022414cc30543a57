"""Adds somebody to the household of a case; those who may be known already are shown first."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton

from returnhelp.domain import identifiers
from returnhelp.domain.edits import checked
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.household import MemberRole
from returnhelp.domain.lists import Candidate, KnownPeople
from returnhelp.domain.opening import NewMember
from returnhelp.domain.people import Precision
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.panel import Panel
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.known_list import KnownList
from returnhelp.gui.widgets.tidy import tidy_on_leaving
from returnhelp.i18n.catalogs import _
from returnhelp.services import households, people

_PAUSE = 200  # milliseconds of rest before it is looked up


class AddMemberPanel(Panel):
    """A name first; whoever is known already is taken by Enter, else a new person is made."""

    form = "add_member_panel"

    added = Signal(int)
    """Somebody was added: the number of the person."""

    add_heading: QLabel
    family_name_edit: QLineEdit
    given_names_edit: QLineEdit
    birth_date_edit: DateEdit
    zemis_edit: QLineEdit
    role_combo: ChoiceCombo
    known_list: KnownList
    travels_check: QCheckBox
    cancel_button: QPushButton
    add_button: QPushButton

    def __init__(self, folder: CaseFolder) -> None:
        super().__init__()
        self._folder = folder
        dress(self.add_button, Look.PRIMARY)
        self.role_combo.offer([role for role in MemberRole if role is not MemberRole.PRINCIPAL])
        tidy_on_leaving(self.zemis_edit, identifiers.zemis)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.look_up)
        for line in (self.family_name_edit, self.given_names_edit, self.zemis_edit):
            line.textEdited.connect(lambda _text: self._soon.start())
        self.birth_date_edit.value_changed.connect(self._soon.start)
        self.known_list.taken.connect(self._take)
        self.known_list.left.connect(self.family_name_edit.setFocus)
        self.cancel_button.clicked.connect(self.shut)
        self.add_button.clicked.connect(self.go)

    def begin(self) -> None:
        """Open it, with the family name of the principal."""
        folder = self._folder
        numbers = folder.person_ids()
        self.birth_date_edit.set_today(folder.today())
        self.family_name_edit.setText(folder.copy.value(("person", numbers[0]), "family_name") if numbers else "")
        self.given_names_edit.clear()
        self.birth_date_edit.set_value(None)
        self.zemis_edit.clear()
        self.role_combo.set_value(MemberRole.CHILD)
        self.travels_check.setChecked(True)
        self._show(KnownPeople((), restricted_may_match=False))
        self.show()
        self.given_names_edit.setFocus()

    def look_up(self) -> None:
        """Look for people who may be meant."""
        family, given = self.family_name_edit.text().strip(), self.given_names_edit.text().strip()
        day, number = self.birth_date_edit.day(), self.zemis_edit.text().strip()
        if not given and day is None and not number:
            self._show(KnownPeople((), restricted_may_match=False))
            return
        page, office = self._folder.page, self._folder.page.office
        numbers = (number,) if number else ()
        page.ask(lambda: people.known(office, family, given, day, numbers), self._show, latest="known member")

    def _show(self, known: KnownPeople) -> None:
        here = set(self._folder.person_ids()) if self._folder.is_read else set()
        self.known_list.set_candidates([one for one in known.candidates if one.person.person_id not in here])
        self.known_list.setVisible(bool(self.known_list.candidates()))

    def go(self) -> None:
        """Add what was typed as a new person."""
        person = self._person()
        if person is not None:
            self._add(NewMember(self._role(), person=person, travels=self.travels_check.isChecked()))

    def _take(self, candidate: Candidate) -> None:
        number = candidate.person.person_id
        self._add(NewMember(self._role(), person_id=number, travels=self.travels_check.isChecked()))

    def _role(self) -> MemberRole:
        role = self.role_combo.value()
        return role if isinstance(role, MemberRole) else MemberRole.OTHER

    def _person(self) -> dict[str, Any] | None:
        """The fields of the new person; None when one of them cannot be kept, which is then marked."""
        if not self.birth_date_edit.is_valid():
            wrong.mark(self.birth_date_edit, _("This is not understood. Correct it, or empty the field."))
            self.birth_date_edit.setFocus()
            return None
        known = self.birth_date_edit.value()
        typed: dict[str, tuple[Any, Any]] = {
            "family_name": (self.family_name_edit, self.family_name_edit.text()),
            "given_names": (self.given_names_edit, self.given_names_edit.text()),
            "birth_date": (self.birth_date_edit, known[0] if known else None),
            "zemis": (self.zemis_edit, self.zemis_edit.text()),
        }
        person: dict[str, Any] = {"birth_precision": known[1] if known else Precision.DAY}
        for name, (field, value) in typed.items():
            wrong.clear(field)
            try:
                person |= checked("person", {name: value}, self._folder.today())
            except FieldRefusedError as error:
                wrong.mark(field, told(error))
                field.setFocus()
                return None
        return person

    def _add(self, member: NewMember) -> None:
        page, office, case_id = self._folder.page, self._folder.page.office, self._folder.case_id

        def done(number: int) -> None:
            self.shut()
            self.added.emit(number)

        page.act(lambda: households.add_member(office, case_id, member), done)
