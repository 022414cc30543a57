"""A new password by the recovery code of the office."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from returnhelp import settings
from returnhelp.domain.errors import (
    MistypedRecoveryCodeError,
    PasswordTooWeakError,
    RecoveryCodeLengthError,
    WrongRecoveryCodeError,
)
from returnhelp.gui.card import Card
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.worker import Worker
from returnhelp.i18n import messages
from returnhelp.i18n.catalogs import _
from returnhelp.services import offices


class Forgotten(Card):
    """Asks for the name, the code and a new password."""

    form = "forgotten"
    done = Signal()
    given_up = Signal()

    name_edit: QLineEdit
    code_edit: QLineEdit
    code_error: QLabel
    password_edit: PasswordEdit
    password_error: QLabel
    again_edit: PasswordEdit
    again_error: QLabel
    back_button: QPushButton
    set_button: QPushButton

    def __init__(self, worker: Worker, machine: settings.Machine, parent: QWidget | None = None) -> None:
        super().__init__(worker, machine, parent)
        self._folder = Path()
        dress(self.set_button, Look.PRIMARY)
        for label in (self.code_error, self.password_error, self.again_error):
            label.hide()
        for field in (self.code_edit, self.password_edit, self.again_edit):
            field.textEdited.connect(lambda _text, one=field: wrong.clear(one))
        self.set_button.clicked.connect(self.go)
        self.back_button.clicked.connect(self.given_up)

    def open_for(self, folder: Path) -> None:
        """For the office in this folder."""
        self._folder = folder
        self.message_bar.clear()
        for edit in (self.name_edit, self.code_edit):
            edit.clear()
        for edit in (self.password_edit, self.again_edit):
            edit.forget()

    def begin(self) -> None:
        self.name_edit.setFocus()

    def go(self) -> None:
        self.message_bar.clear()
        name, code, password = self.name_edit.text().strip(), self.code_edit.text(), self.password_edit.text()
        for field in (self.name_edit, self.code_edit, self.password_edit):
            if not field.text().strip():
                field.setFocus()
                return
        if password != self.again_edit.text():
            wrong.mark(self.again_edit, _("The two passwords are not the same."))
            self.again_edit.setFocus()
            return
        folder = self._folder
        self.ask(
            lambda: offices.reset_with_recovery(folder, code, name, password),
            lambda _nothing: self.done.emit(),
            self._refused,
        )

    def _refused(self, error: Exception) -> None:
        field: QLineEdit | None = None
        if isinstance(error, MistypedRecoveryCodeError | RecoveryCodeLengthError | WrongRecoveryCodeError):
            field = self.code_edit
        elif isinstance(error, PasswordTooWeakError):
            field = self.password_edit
        if field is None:
            self.show_error(error)
        elif isinstance(
            error,
            MistypedRecoveryCodeError | RecoveryCodeLengthError | WrongRecoveryCodeError | PasswordTooWeakError,
        ):
            wrong.mark(field, messages.sentence(error))
            field.setFocus()
