"""Creating an office: its name and place, its first administrator, its recovery code."""

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QLineEdit, QPushButton, QStackedWidget, QWidget

from returnhelp import settings
from returnhelp.domain import passwords
from returnhelp.domain.errors import PasswordTooWeakError, ReturnHelpError, UserNameRefusedError
from returnhelp.domain.names import fold
from returnhelp.domain.roles import Role
from returnhelp.gui import known_offices, recovery_paper
from returnhelp.gui.card import Card
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.forms import load_form
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.widgets.places import CantonCombo
from returnhelp.gui.widgets.step_bar import BarStep, State, StepBar
from returnhelp.gui.worker import Worker
from returnhelp.i18n import catalogs, messages
from returnhelp.i18n.catalogs import _
from returnhelp.services import offices
from returnhelp.services.office import Office


class OfficeStep(QWidget):
    """What the office is called, and where its data lies."""

    office_name_edit: QLineEdit
    office_name_error: QLabel
    place_edit: QLineEdit
    canton_combo: CantonCombo
    language_combo: ChoiceCombo
    folder_edit: QLineEdit
    folder_button: QPushButton
    folder_error: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "first_start_office")
        self._within: Path | None = None
        self.office_name_error.hide()
        self.folder_error.hide()
        self.language_combo.offer(settings.LANGUAGE_NAMES, settings.LANGUAGE_NAMES.__getitem__)
        self.language_combo.set_value(catalogs.language() if catalogs.language() != "en" else "de")
        self.office_name_edit.textEdited.connect(self._name_typed)
        self.folder_button.clicked.connect(self._choose_folder)
        self._show_folder()

    def folder(self) -> Path:
        """Where the office will lie."""
        return known_offices.folder_for(self.office_name_edit.text(), self._within)

    def complete(self) -> bool:
        """Whether one may go on; what is missing is marked."""
        if not self.office_name_edit.text().strip():
            wrong.mark(self.office_name_edit, _("The office needs a name."))
            self.office_name_edit.setFocus()
            return False
        return True

    def _name_typed(self) -> None:
        wrong.clear(self.office_name_edit)
        self._show_folder()

    def _choose_folder(self) -> None:
        chosen = file_boxes.folder(self, _("Where the data lies"), self._within or known_offices.home())
        if chosen is not None:
            self._within = chosen
            self._show_folder()

    def _show_folder(self) -> None:
        self.folder_edit.setText(str(self.folder()))
        self.folder_edit.setCursorPosition(0)


class AdminStep(QWidget):
    """The first administrator, with a password that is hard to guess."""

    display_name_edit: QLineEdit
    display_name_error: QLabel
    user_name_edit: QLineEdit
    user_name_error: QLabel
    password_edit: PasswordEdit
    password_error: QLabel
    password_note: QLabel
    again_edit: PasswordEdit
    again_error: QLabel
    caseworker_check: QCheckBox
    supervisor_check: QCheckBox

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "first_start_admin")
        self._office_name = ""
        self._own_name = False
        for label in (self.display_name_error, self.user_name_error, self.password_error, self.again_error):
            label.hide()
        self.display_name_edit.textEdited.connect(self._propose_user_name)
        self.user_name_edit.textEdited.connect(self._user_name_typed)
        self.password_edit.textEdited.connect(lambda _text: self._judge_password())
        self.again_edit.textEdited.connect(lambda _text: wrong.clear(self.again_edit))

    def set_office_name(self, name: str) -> None:
        """The password must not be the name of the office."""
        self._office_name = name

    def roles(self) -> frozenset[Role]:
        """Admin, and what else was ticked."""
        also = {Role.CASEWORKER: self.caseworker_check, Role.SUPERVISOR: self.supervisor_check}
        return frozenset({Role.ADMIN} | {role for role, check in also.items() if check.isChecked()})

    def complete(self) -> bool:
        """Whether one may go on; what is missing is marked, and the first of it gets the focus."""
        missing: list[QWidget] = []
        for field in (self.display_name_edit, self.user_name_edit):
            if not field.text().strip():
                wrong.mark(field, _("This is needed."))
                missing.append(field)
        if not self._judge_password(finished=True):
            missing.append(self.password_edit)
        elif self.again_edit.text() != self.password_edit.text():
            wrong.mark(self.again_edit, _("The two passwords are not the same."))
            missing.append(self.again_edit)
        if missing:
            missing[0].setFocus()
        return not missing

    def refuse(self, error: ReturnHelpError) -> bool:
        """Mark the field an error is about; False when it is about none of these."""
        field: QLineEdit
        if isinstance(error, UserNameRefusedError):
            field = self.user_name_edit
        elif isinstance(error, PasswordTooWeakError):
            field = self.password_edit
        else:
            return False
        wrong.mark(field, messages.sentence(error))
        field.setFocus()
        return True

    def _propose_user_name(self, name: str) -> None:
        wrong.clear(self.display_name_edit)
        if not self._own_name:
            self.user_name_edit.setText(".".join(fold(name).split()))
            wrong.clear(self.user_name_edit)

    def _user_name_typed(self, text: str) -> None:
        self._own_name = bool(text)
        wrong.clear(self.user_name_edit)

    def _judge_password(self, *, finished: bool = False) -> bool:
        """Say at once why a password is too weak; while it is still short, only that it is."""
        password = self.password_edit.text()
        try:
            passwords.check(password, (self.user_name_edit.text(), self.display_name_edit.text(), self._office_name))
        except PasswordTooWeakError as error:
            if password or finished:
                wrong.mark(self.password_edit, messages.sentence(error))
            else:
                wrong.clear(self.password_edit)
            return False
        wrong.clear(self.password_edit)
        return True


class CodeStep(QWidget):
    """The recovery code, typed back once."""

    code_card: QFrame
    code_value: QLabel
    print_button: QPushButton
    save_button: QPushButton
    typed_edit: QLineEdit
    typed_error: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "first_start_code")
        self._code = ""
        dress(self.code_value, Look.CODE)
        self.typed_error.hide()
        self.typed_edit.textEdited.connect(lambda _text: wrong.clear(self.typed_edit))

    def show_code(self, code: str) -> None:
        """Show it."""
        self._code = code
        groups = code.split("-")
        half = len(groups) // 2
        self.code_value.setText("-".join(groups[:half]) + "-\n" + "-".join(groups[half:]))
        self.code_value.setAccessibleName(" ".join(code))

    def complete(self) -> bool:
        """Whether it was typed back as it is."""
        if _plain(self.typed_edit.text()) == _plain(self._code):
            return True
        group = _first_difference(self._code, self.typed_edit.text())
        wrong.mark(self.typed_edit, _("Group {number} is not the same as above.").format(number=group))
        self.typed_edit.setFocus()
        return False


class FirstStart(Card):
    """The three steps, and back; the office is made after the second."""

    form = "first_start"
    made = Signal(object)
    """The office is made, and its first user signed in to it."""
    given_up = Signal()

    steps_bar: StepBar
    steps_stack: QStackedWidget
    back_button: QPushButton
    next_button: QPushButton

    def __init__(self, worker: Worker, machine: settings.Machine, parent: QWidget | None = None) -> None:
        super().__init__(worker, machine, parent)
        self._office: Office | None = None
        self._code = ""
        self.office_step = OfficeStep()
        self.admin_step = AdminStep()
        self.code_step = CodeStep()
        for step in (self.office_step, self.admin_step, self.code_step):
            self.steps_stack.addWidget(step)
        dress(self.next_button, Look.PRIMARY)
        self.next_button.clicked.connect(self.go)
        self.back_button.clicked.connect(self.back)
        self.code_step.print_button.clicked.connect(self._print)
        self.code_step.save_button.clicked.connect(self._save)
        self._show_step(0)

    def step(self) -> int:
        """Which step is shown, from 0."""
        return self.steps_stack.currentIndex()

    def begin(self) -> None:
        fields = (self.office_step.office_name_edit, self.admin_step.display_name_edit, self.code_step.typed_edit)
        fields[self.step()].setFocus()

    def go(self) -> None:
        self.message_bar.clear()
        match self.step():
            case 0 if self.office_step.complete():
                self.admin_step.set_office_name(self.office_step.office_name_edit.text())
                self._show_step(1)
            case 1 if self.admin_step.complete():
                self._make()
            case 2 if self.code_step.complete() and self._office is not None:
                office, self._office = self._office, None
                self.made.emit(office)

    def back(self) -> None:
        """To the step before; from the first one, away."""
        self.message_bar.clear()
        if self.step() == 0:
            self.given_up.emit()
        elif self._office is None:
            self._show_step(self.step() - 1)

    def retranslate(self) -> None:
        self._show_step(self.step())

    def _show_step(self, at: int) -> None:
        self.steps_stack.setCurrentIndex(at)
        names = (_("Office"), _("Administrator"), _("Recovery code"))
        states = [State.DONE] * at + [State.NOW] + [State.NEXT] * (len(names) - at - 1)
        self.steps_bar.set_steps([BarStep(name, state) for name, state in zip(names, states, strict=True)])
        self.back_button.setVisible(at < 2)
        self.next_button.setText((_("Next"), _("Create the office"), _("Finish"))[at])
        self.begin()

    def _make(self) -> None:
        first, second = self.office_step, self.admin_step
        folder = first.folder()
        given = {
            "office_name": first.office_name_edit.text().strip(),
            "place": first.place_edit.text().strip(),
            "language": first.language_combo.value(),
            "user_name": second.user_name_edit.text().strip(),
            "display_name": second.display_name_edit.text().strip(),
            "password": second.password_edit.text(),
        }
        canton, roles = first.canton_combo.value(), second.roles()
        self.next_button.setText(_("Creating …"))
        self.ask(lambda: offices.create(folder, canton=canton, roles=roles, **given), self._created, self._not_created)

    def _created(self, answer: tuple[Office, str]) -> None:
        self._office, self._code = answer
        for edit in (self.admin_step.password_edit, self.admin_step.again_edit):
            edit.forget()
        self.code_step.show_code(self._code)
        self._show_step(2)

    def _not_created(self, error: Exception) -> None:
        self._show_step(1)
        if not (isinstance(error, ReturnHelpError) and self.admin_step.refuse(error)):
            self.show_error(error)

    def _print(self) -> None:
        if self._office is not None and recovery_paper.print_it(
            self, self._office.name, self._code, catalogs.language()
        ):
            self.message_bar.show_message(_("Printed. Lock the paper away."), Kind.SUCCESS)

    def _save(self) -> None:
        if self._office is None:
            return
        try:
            where = recovery_paper.save_it(self, self._office.name, self._code, catalogs.language())
        except OSError:
            self.message_bar.show_message(_("The file could not be written there. Choose another place."), Kind.ERROR)
            return
        if where is not None:
            said = _("Saved. Whoever reads this file can open the office: keep it on a stick that is locked away.")
            self.message_bar.show_message(said, Kind.WARNING)


def _first_difference(code: str, typed: str) -> int:
    """The number, from 1, of the first group that is not the same."""
    groups, plain = [_plain(group) for group in code.split("-")], _plain(typed)
    for number, group in enumerate(groups, start=1):
        if plain[: len(group)] != group:
            return number
        plain = plain[len(group) :]
    return len(groups)


def _plain(code: str) -> str:
    """A code without what is only there to read it better."""
    return re.sub(r"[^A-Z0-9]", "", code.upper()).translate(str.maketrans("OIL", "011"))
