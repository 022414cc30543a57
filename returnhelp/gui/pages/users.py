"""The users of the office: added, given roles, disabled, let in again."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from returnhelp.domain import passwords
from returnhelp.domain.errors import (
    NoClearanceError,
    NoRoleError,
    PasswordTooWeakError,
    UserNameRefusedError,
    UserNameTakenError,
)
from returnhelp.domain.names import fold
from returnhelp.domain.roles import Clearance, Role
from returnhelp.gui import icons, theme
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import question
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.gui.worker import Progress
from returnhelp.i18n import formats, labels, messages
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import rekeying, users
from returnhelp.services.office import Change
from returnhelp.services.users import UserSeen

_COLUMNS = (
    Column("name", N_("Name"), 190, sortable=False),
    Column("roles", N_("Roles"), 200, sortable=False),
    Column("state", N_("State"), 120, sortable=False),
)


class Mode(Enum):
    """What is being done with the fields beside the list."""

    CHANGE = auto()
    ADD = auto()
    RESET = auto()


class UsersPage(Page):
    """The list, and beside it the one who is chosen."""

    form = "users"
    help_anchor = "users"

    add_button: QPushButton
    users_table: TableView
    user_scroll: QScrollArea
    user_page: QWidget
    user_heading: QLabel
    user_badge: QLabel
    display_name_edit: QLineEdit
    display_name_error: QLabel
    new_panel: QWidget
    user_name_edit: QLineEdit
    user_name_error: QLabel
    password_panel: QWidget
    password_label: QLabel
    password_edit: PasswordEdit
    password_error: QLabel
    caseworker_check: QCheckBox
    supervisor_check: QCheckBox
    admin_check: QCheckBox
    auditor_check: QCheckBox
    roles_heading: QLabel
    roles_panel: QWidget
    roles_error: QLabel
    clearances_heading: QLabel
    clearances_panel: QWidget
    medical_check: QCheckBox
    trafficking_check: QCheckBox
    complaint_check: QCheckBox
    save_button: QPushButton
    cancel_button: QPushButton
    more_panel: QFrame
    reset_button: QPushButton
    disable_button: QPushButton
    remove_button: QPushButton
    more_note: QLabel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._users: Sequence[UserSeen] = ()
        self._chosen: UserSeen | None = None
        self._wanted: int | None = None
        self._mode = Mode.CHANGE
        self._own_name = False
        self._roles = {
            Role.CASEWORKER: self.caseworker_check,
            Role.SUPERVISOR: self.supervisor_check,
            Role.ADMIN: self.admin_check,
            Role.AUDITOR: self.auditor_check,
        }
        self._clearances = {
            Clearance.MEDICAL: self.medical_check,
            Clearance.TRAFFICKING: self.trafficking_check,
            Clearance.COMPLAINT: self.complaint_check,
        }
        self._name_roles()
        self.user_page.setProperty("scrolled", True)
        self.user_scroll.setFixedWidth(theme.px(300))
        self.add_button.setIcon(icons.icon("user-plus"))
        dress(self.save_button, Look.PRIMARY)
        dress(self.remove_button, Look.DANGER)
        for label in (self.display_name_error, self.user_name_error, self.password_error, self.roles_error):
            label.hide()
        self._model = PagedModel(_COLUMNS, self._cell, at_once, self)
        self.users_table.show_model(self._model)
        self.users_table.rows_selected.connect(self._row_chosen)
        self.add_button.clicked.connect(self.begin_adding)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self._back)
        self.reset_button.clicked.connect(self._begin_reset)
        self.disable_button.clicked.connect(self.disable)
        self.remove_button.clicked.connect(self.remove)
        self.display_name_edit.textEdited.connect(self._propose_name)
        self.user_name_edit.textEdited.connect(self._name_typed)
        self.password_edit.textEdited.connect(lambda _text: self._judge())
        for check in self._roles.values():
            check.toggled.connect(lambda _on: self._clear_roles())
        self._show_user()

    def title(self) -> str:
        return _("Users")

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def focus_first(self) -> None:
        self.users_table.setFocus()

    def retranslate(self) -> None:
        self._name_roles()
        self._show_user()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office
        self.ask(lambda: users.everybody(office), self._show_users, latest="users")

    def _name_roles(self) -> None:
        """The ticks say the roles as the list does."""
        for role, tick in self._roles.items():
            tick.setText(labels.label(role))

    def _show_users(self, everybody: Sequence[UserSeen]) -> None:
        self._users = sorted(everybody, key=lambda user: (bool(user.disabled_at), formats.sort_key(user.display_name)))
        wanted = self._wanted or (self._chosen.id if self._chosen is not None else self.office.user.id)
        self._wanted = None
        self._model.show(lambda: len(self._users), lambda at, count: self._users[at : at + count])
        row = next((row for row, user in enumerate(self._users) if user.id == wanted), 0)
        if self._mode is Mode.CHANGE:
            self.users_table.selectRow(row)
        self.ready()

    def _cell(self, user: UserSeen, column: str) -> Cell:
        match column:
            case "name":
                return Cell(user.display_name, user.name, "user-circle", "muted" if user.disabled_at else "text")
            case "roles":
                return Cell(", ".join(labels.label(role) for role in sorted(user.roles)), _cleared(user))
        if user.disabled_at is not None:
            return Cell(_("Let in no more"), badge="quiet")
        return Cell(_("May sign in"), badge="success")

    # --- the one who is chosen ---------------------------------------------------------------------

    def _row_chosen(self) -> None:
        rows = self.users_table.rows()
        if rows:
            self._chosen, self._mode = rows[0], Mode.CHANGE
            self._show_user()

    def _show_user(self) -> None:
        user, mode = self._chosen, self._mode
        adding = mode is Mode.ADD
        self.user_page.setVisible(adding or user is not None)
        self._clear_marks()
        changing = mode is Mode.CHANGE
        for widget in (self.display_name_edit, self.roles_heading, self.roles_panel, self.clearances_heading,
                       self.clearances_panel):  # fmt: skip
            widget.setVisible(mode is not Mode.RESET)
        self._label_of_name().setVisible(mode is not Mode.RESET)
        self.new_panel.setVisible(adding)
        self.password_panel.setVisible(not changing)
        self.cancel_button.setVisible(not changing)
        self.more_panel.setVisible(changing)
        self.password_label.setText(_("First password") if adding else _("New password"))
        self.password_edit.setAccessibleName(self.password_label.text())
        self.save_button.setText({Mode.ADD: _("Add"), Mode.RESET: _("Set the password")}.get(mode, _("Save")))
        self.user_badge.setVisible(not adding and user is not None and user.disabled_at is not None)
        self.reset_button.setText(_("Give a new password …"))
        if adding or user is None:
            self.user_heading.setText(_("New user"))
            return
        self.user_heading.setText(user.display_name)
        if user.disabled_at is not None:
            day = formats.short_date(user.disabled_at.date())
            self.user_badge.setText(_("Let in no more since {day}").format(day=day))
        self.display_name_edit.setText(user.display_name)
        for role, check in self._roles.items():
            check.setChecked(role in user.roles)
        own = self.office.user.clearances
        for clearance, check in self._clearances.items():
            check.setChecked(clearance in user.clearances)
            check.setEnabled(clearance in own or clearance in user.clearances)
        self._show_more(user)

    def _show_more(self, user: UserSeen) -> None:
        myself, out = user.id == self.office.user.id, user.disabled_at is not None
        if out:
            self.reset_button.setText(_("Let in again with a new password …"))
        self.reset_button.setVisible(not myself)
        self.disable_button.setVisible(not myself and not out)
        self.remove_button.setVisible(not myself and out)
        if myself:
            self.more_note.setText(_("This is you. You change your own password under My account."))
        elif out:
            self.more_note.setText(
                _("Their keys still lie in the office. To take them away, the whole office is written under a new key.")
            )
        else:
            self.more_note.setText(_("Who is let in no more keeps their name on everything that they did."))

    def _label_of_name(self) -> QLabel:
        label = self.user_page.findChild(QLabel, "display_name_label")
        assert label is not None
        return label

    def begin_adding(self) -> None:
        """Empty the fields for somebody new."""
        self._mode, self._own_name = Mode.ADD, False
        self.users_table.clearSelection()
        for edit in (self.display_name_edit, self.user_name_edit):
            edit.clear()
        self.password_edit.forget()
        for role, check in self._roles.items():
            check.setChecked(role is Role.CASEWORKER)
        for clearance, check in self._clearances.items():
            check.setChecked(False)
            check.setEnabled(clearance in self.office.user.clearances)
        self._show_user()
        self.display_name_edit.setFocus()

    def _begin_reset(self) -> None:
        self._mode = Mode.RESET
        self.password_edit.forget()
        self._show_user()
        self.password_edit.setFocus()

    def _back(self) -> None:
        self._mode = Mode.CHANGE
        self.password_edit.forget()
        self._show_user()

    # --- what is typed -----------------------------------------------------------------------------

    def _propose_name(self, name: str) -> None:
        wrong.clear(self.display_name_edit)
        if self._mode is Mode.ADD and not self._own_name:
            self.user_name_edit.setText(".".join(fold(name).split()))
            wrong.clear(self.user_name_edit)

    def _name_typed(self, text: str) -> None:
        self._own_name = bool(text)
        wrong.clear(self.user_name_edit)

    def _judge(self) -> bool:
        adding = self._mode is Mode.ADD
        name = self.user_name_edit.text() if adding else self._chosen.name if self._chosen is not None else ""
        password = self.password_edit.text()
        try:
            passwords.check(password, (name, self.display_name_edit.text(), self.office.name))
        except PasswordTooWeakError as error:
            wrong.mark(self.password_edit, messages.sentence(error))
            return False
        wrong.clear(self.password_edit)
        return True

    def _clear_roles(self) -> None:
        self.roles_error.hide()

    def _clear_marks(self) -> None:
        for edit in (self.display_name_edit, self.user_name_edit, self.password_edit):
            wrong.clear(edit)
        self.roles_error.hide()

    def _ticked(self) -> frozenset[Role]:
        return frozenset(role for role, check in self._roles.items() if check.isChecked())

    def _cleared_for(self) -> frozenset[Clearance]:
        return frozenset(one for one, check in self._clearances.items() if check.isChecked())

    def _refuse(self, error: Exception) -> None:
        """Mark the field an error is about, or say it in the page."""
        self.save_button.setEnabled(True)
        match error:
            case UserNameRefusedError() | UserNameTakenError():
                wrong.mark(self.user_name_edit, messages.sentence(error))
                self.user_name_edit.setFocus()
            case PasswordTooWeakError():
                wrong.mark(self.password_edit, messages.sentence(error))
                self.password_edit.setFocus()
            case NoRoleError():
                self.roles_error.setText(messages.sentence(error))
                self.roles_error.show()
            case NoClearanceError():
                self.show_error(error)
            case _:
                self.show_error(error)
                self.refresh(None)

    # --- what is done ------------------------------------------------------------------------------

    def save(self) -> None:
        """Add, change, or give a new password, as the fields say."""
        user, shown = self._chosen, self.display_name_edit.text().strip()
        if self._mode is not Mode.RESET and not shown:
            wrong.mark(self.display_name_edit, _("This is needed."))
            self.display_name_edit.setFocus()
            return
        if self._mode is not Mode.CHANGE and not self._judge():
            self.password_edit.setFocus()
            return
        if self._mode is Mode.ADD:
            self._add(shown)
        elif user is not None and self._mode is Mode.RESET:
            self._reset(user)
        elif user is not None:
            office, roles, cleared = self.office, self._ticked(), self._cleared_for()
            self._carry_out(
                lambda: users.change(office, user.id, display_name=shown, roles=roles, clearances=cleared),
                _("Saved. It holds from their next sign-in on."),
            )

    def _add(self, shown: str) -> None:
        office, name, password = self.office, self.user_name_edit.text(), self.password_edit.text()
        roles, cleared = self._ticked(), self._cleared_for()

        def added(user_id: int) -> None:
            self._wanted = user_id

        said = _("{name} may sign in now.").format(name=shown)
        self._carry_out(lambda: users.add(office, name, shown, password, roles, cleared), said, added)

    def _reset(self, user: UserSeen) -> None:
        office, password = self.office, self.password_edit.text()
        said = _("{name} may sign in with the new password now.").format(name=user.display_name)
        self._carry_out(lambda: users.reset_password(office, user.id, password), said)

    def _carry_out(self, work: Callable[[], Change[Any]], said: str, then: Callable[[Any], None] | None = None) -> None:
        self.save_button.setEnabled(False)

        def done(value: object) -> None:
            self.save_button.setEnabled(True)
            self.password_edit.forget()
            self._mode = Mode.CHANGE
            if then is not None:
                then(value)
            self.refresh(None)

        self.act(work, done, self._refuse, said=said)

    def disable(self) -> None:
        """Let the chosen one in no more; a new password lets them in again."""
        user, office = self._chosen, self.office
        if user is not None:
            said = _("{name} is let in no more.").format(name=user.display_name)
            self._carry_out(lambda: users.disable(office, user.id), said)

    def remove(self) -> None:
        """Ask once, then take the keys away for good; the office has to be opened again after it."""
        user, office = self._chosen, self.office
        if user is None:
            return
        title = _("Take the keys from {name} for good?").format(name=user.display_name)
        text = _(
            "The whole office is written anew under another key, which can take minutes, and nobody else may have it"
            " open meanwhile. Then you sign in again. Back-ups made before still open with the keys of their day."
        )
        if not question.sure(self, title, text, _("Take away for good")):
            return

        def work(_progress: Progress) -> None:
            rekeying.remove(office, user.name)

        self.do_long(_("Taking keys away"), work, lambda _nothing: self.desk.sign_out_wanted.emit())


def _cleared(user: UserSeen) -> str:
    return ", ".join(labels.label(one) for one in sorted(user.clearances))
