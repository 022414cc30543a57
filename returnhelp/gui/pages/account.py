"""One's own account: the password, the language, the privacy key."""

from typing import Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from returnhelp import settings
from returnhelp.domain import passwords
from returnhelp.domain.errors import PasswordTooWeakError, SettingRefusedError, WrongPasswordError
from returnhelp.gui import theme, words
from returnhelp.gui.desk import Desk
from returnhelp.gui.page import Page
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.i18n import catalogs, formats, labels, messages
from returnhelp.i18n.catalogs import _
from returnhelp.services import papers, preferences, users
from returnhelp.services.office import Change


class AccountPage(Page):
    """What everybody sets for themselves."""

    form = "account"
    help_anchor = "account"

    account_page: QWidget
    who_note: QLabel
    old_edit: PasswordEdit
    old_error: QLabel
    new_edit: PasswordEdit
    new_error: QLabel
    again_edit: PasswordEdit
    again_error: QLabel
    change_button: QPushButton
    language_combo: ChoiceCombo
    privacy_edit: QLineEdit
    privacy_error: QLabel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._key = settings.PRIVACY_KEY.default
        self.account_page.setProperty("scrolled", True)
        self.account_page.setMaximumWidth(theme.px(620))
        dress(self.change_button, Look.PRIMARY)
        for label in (self.old_error, self.new_error, self.again_error, self.privacy_error):
            label.hide()
        self.old_edit.textEdited.connect(lambda _text: wrong.clear(self.old_edit))
        self.again_edit.textEdited.connect(lambda _text: wrong.clear(self.again_edit))
        self.new_edit.textEdited.connect(lambda _text: self._judge())
        self.again_edit.returnPressed.connect(self.change_password)
        self.change_button.clicked.connect(self.change_password)
        self.language_combo.offer(settings.LANGUAGE.choices, self._language_words)
        self.language_combo.chosen.connect(self._choose_language)
        self.privacy_edit.editingFinished.connect(self._choose_key)
        self.retranslate()

    def title(self) -> str:
        return _("My account")

    def focus_first(self) -> None:
        self.old_edit.setFocus()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        user = self.office.user
        roles = formats.listed(labels.label(role) for role in sorted(user.roles))
        self.who_note.setText(
            _("{name}, signed in as {user}: {roles}").format(name=user.display_name, user=user.name, roles=roles)
        )

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office

        def read() -> tuple[str, str]:
            mine = preferences.mine
            return str(mine(office, settings.LANGUAGE.name)), str(mine(office, settings.PRIVACY_KEY.name))

        def show(read: tuple[str, str]) -> None:
            language, self._key = read
            self.language_combo.set_value(language)
            if not self.privacy_edit.hasFocus():
                self.privacy_edit.setText(self._key)
            self.ready()

        self.ask(read, show, latest="mine")

    # --- the password ------------------------------------------------------------------------------

    def _judge(self) -> bool:
        """Say at once why the new password is too weak."""
        user, password = self.office.user, self.new_edit.text()
        try:
            passwords.check(password, (user.name, user.display_name, self.office.name))
        except PasswordTooWeakError as error:
            if password:
                wrong.mark(self.new_edit, messages.sentence(error))
            else:
                wrong.clear(self.new_edit)
            return False
        wrong.clear(self.new_edit)
        return True

    def change_password(self) -> None:
        """Change it, once everything is typed as it must be."""
        old, new = self.old_edit.text(), self.new_edit.text()
        if not old:
            return self._mark(self.old_edit, _("Type the password that you have now."))
        if not self._judge():
            if not new:
                return self._mark(self.new_edit, _("Type a new password."))
            return self.new_edit.setFocus()
        if self.again_edit.text() != new:
            return self._mark(self.again_edit, _("The two passwords are not the same."))
        office = self.office
        self.change_button.setEnabled(False)

        def changed(_nothing: None) -> None:
            self.change_button.setEnabled(True)
            for edit in (self.old_edit, self.new_edit, self.again_edit):
                edit.forget()
                wrong.clear(edit)

        def refused(error: Exception) -> None:
            self.change_button.setEnabled(True)
            if isinstance(error, WrongPasswordError):
                self._mark(self.old_edit, _("This is not your password so far. Nothing was changed."))
            elif isinstance(error, PasswordTooWeakError):
                self._mark(self.new_edit, messages.sentence(error))
            else:
                self.show_error(error)

        self.act(
            lambda: users.change_own_password(office, old, new),
            changed,
            refused,
            said=_("Your password is changed. It holds from the next sign-in on."),
        )
        return None

    def _mark(self, edit: QLineEdit, why: str) -> None:
        wrong.mark(edit, why)
        edit.setFocus()

    # --- language and key --------------------------------------------------------------------------

    def _language_words(self, language: str) -> str:
        return (
            catalogs.gettext(settings.LANGUAGE.choices[language]) if not language else settings.LANGUAGE_NAMES[language]
        )

    def _choose_language(self, language: object) -> None:
        office, chosen = self.office, str(language)

        def keep() -> Change[str]:
            change = preferences.set_mine(office, settings.LANGUAGE.name, chosen)
            return Change(chosen or papers.office_language(office), seq=change.seq)

        self.act(keep, words.use)

    def _choose_key(self) -> None:
        typed = self.privacy_edit.text().strip()
        wanted = QKeySequence.fromString(typed).toString(QKeySequence.SequenceFormat.PortableText) or typed
        if wanted == self._key:
            self.privacy_edit.setText(self._key)
            wrong.clear(self.privacy_edit)
            return
        try:
            chosen = settings.PRIVACY_KEY.checked(wanted)
        except SettingRefusedError as error:
            wrong.mark(self.privacy_edit, messages.sentence(error))
            return
        wrong.clear(self.privacy_edit)
        office = self.office
        self.act(
            lambda: preferences.set_mine(office, settings.PRIVACY_KEY.name, chosen),
            said=_("{key} blanks the window from the next sign-in on.").format(key=chosen),
        )
