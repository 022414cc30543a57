"""Signing in, and coming back after a lock."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from returnhelp import settings
from returnhelp.domain import errors
from returnhelp.domain.roles import Role
from returnhelp.gui import demo_office
from returnhelp.gui.card import Card
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.known_offices import KnownOffice, known
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.worker import Worker
from returnhelp.i18n import labels
from returnhelp.i18n.catalogs import _
from returnhelp.services import offices
from returnhelp.services.office import Office

# What only a back-up can mend.
_DAMAGE = (
    errors.StoreDamagedError,
    errors.NotAStoreError,
    errors.WrongStoreKeyError,
    errors.KeysMissingError,
    errors.KeysDamagedError,
    errors.LostTailError,
    errors.OldStoreError,
    errors.HistoryRewrittenError,
    errors.HeadDamagedError,
)


class SignIn(Card):
    """Which office, who, and the password."""

    form = "sign_in"
    signed_in = Signal(object)
    forgotten_wanted = Signal(object)
    restore_wanted = Signal()

    heading_title: QLabel
    office_combo: ChoiceCombo
    other_button: QPushButton
    name_edit: QLineEdit
    password_edit: PasswordEdit
    caps_note: QLabel
    sign_in_button: QPushButton
    forgotten_link: QPushButton
    demo_panel: QWidget
    demo_rows: QWidget

    def __init__(self, worker: Worker, machine: settings.Machine, parent: QWidget | None = None) -> None:
        super().__init__(worker, machine, parent)
        self._offices: list[KnownOffice] = []
        self._hints: list[tuple[str, str, tuple[Role, ...]]] = []
        dress(self.sign_in_button, Look.PRIMARY)
        self.caps_note.hide()
        self.password_edit.caps_lock_changed.connect(self.caps_note.setVisible)
        self.sign_in_button.clicked.connect(self.go)
        self.other_button.clicked.connect(self.open_other)
        self.forgotten_link.clicked.connect(lambda: self.forgotten_wanted.emit(self.folder()))
        self.office_combo.chosen.connect(lambda _folder: self._office_chosen())
        self.read_offices()

    def read_offices(self, first: Path | None = None) -> None:
        """Offer the offices this machine knows; ``first`` is chosen."""
        self._offices = known(self.machine)
        if first is not None and first not in [one.folder for one in self._offices]:
            self.open_folder(first)
            return
        self.office_combo.offer([one.folder for one in self._offices], self._name_of)
        chosen = first or (self._offices[0].folder if self._offices else None)
        self.office_combo.set_value(chosen)
        self._office_chosen()

    def open_folder(self, folder: Path) -> None:
        """Offer the office in a folder too; a folder that is none is told."""
        try:
            about = offices.describe(folder)
        except errors.ReturnHelpError as error:
            self.show_error(error)
            return
        self._offices.insert(0, KnownOffice(about.folder, about.name, about.demo, about.language))
        self.office_combo.offer([one.folder for one in self._offices], self._name_of)
        self.office_combo.set_value(folder)
        self._office_chosen()

    def open_other(self) -> None:
        """Ask for the folder of another office."""
        chosen = file_boxes.folder(self, _("Open an office"), self.folder())
        if chosen is not None:
            self.open_folder(chosen)

    def folder(self) -> Path | None:
        """The folder of the chosen office."""
        chosen: Path | None = self.office_combo.value()
        return chosen

    def begin(self) -> None:
        (self.password_edit if self.name_edit.text() else self.name_edit).setFocus()

    def go(self) -> None:
        folder, name, password = self.folder(), self.name_edit.text().strip(), self.password_edit.text()
        if folder is None:
            self.open_other()
            return
        if not name or not password:
            (self.password_edit if name else self.name_edit).setFocus()
            return
        self.message_bar.clear()
        self.sign_in_button.setText(_("Opening …"))
        self.ask(lambda: offices.sign_in(folder, name, password), self._signed_in, self._refused)

    def retranslate(self) -> None:
        self.sign_in_button.setText(_("Sign in"))
        self._show_demo()

    def _name_of(self, folder: Path) -> str:
        names = [one for one in self._offices if one.folder == folder]
        twice = sum(one.name == names[0].name for one in self._offices) > 1
        return f"{names[0].name} ({folder.name})" if twice else names[0].name

    def _office_chosen(self) -> None:
        self.message_bar.clear()
        self._show_demo()
        self.begin()

    def _show_demo(self) -> None:
        """A demo office has its names and passwords on the door."""
        chosen = next((one for one in self._offices if one.folder == self.folder()), None)
        is_demo = chosen is not None and chosen.demo
        self.demo_panel.setVisible(is_demo)
        self.forgotten_link.setVisible(not is_demo)
        column = self.demo_rows.layout()
        assert isinstance(column, QVBoxLayout)
        for button in self.demo_rows.findChildren(QPushButton):
            column.removeWidget(button)
            button.deleteLater()
        if is_demo and not self._hints:
            self.worker.run(demo_office.people, self._hinted, self.show_error, receiver=self)
        for name, password, roles in self._hints if is_demo else ():
            does = ", ".join(labels.label(role) for role in roles)
            row = dress(QPushButton(f"{name}   ·   {does}   ·   {password}"), Look.ROW)
            row.clicked.connect(lambda _checked=False, who=name, what=password: self._be(who, what))
            column.addWidget(row)

    def _hinted(self, hints: list[tuple[str, str, tuple[Role, ...]]]) -> None:
        self._hints = hints
        self._show_demo()

    def _be(self, name: str, password: str) -> None:
        self.name_edit.setText(name)
        self.password_edit.setText(password)
        self.go()

    def _signed_in(self, office: Office) -> None:
        self.password_edit.forget()
        self.name_edit.clear()
        self.sign_in_button.setText(_("Sign in"))
        self.signed_in.emit(office)

    def _refused(self, error: Exception) -> None:
        self.sign_in_button.setText(_("Sign in"))
        if isinstance(error, _DAMAGE):
            act = self.restore_wanted.emit
            self.message_bar.show_message(told(error), Kind.ERROR, _("Restore a back-up"), act, closable=False)
        else:
            self.show_error(error)
        self.password_edit.selectAll()
        self.password_edit.setFocus()


class Locked(Card):
    """The window is locked: only the one who was signed in comes back to what was open."""

    form = "locked"
    unlocked = Signal(object)
    other_wanted = Signal()

    heading_title: QLabel
    user_note: QLabel
    password_edit: PasswordEdit
    caps_note: QLabel
    unlock_button: QPushButton
    other_link: QPushButton

    def __init__(self, worker: Worker, machine: settings.Machine, parent: QWidget | None = None) -> None:
        super().__init__(worker, machine, parent)
        self._folder = Path()
        self._name = ""
        self._shown_name = ""
        dress(self.unlock_button, Look.PRIMARY)
        self.caps_note.hide()
        self.password_edit.caps_lock_changed.connect(self.caps_note.setVisible)
        self.unlock_button.clicked.connect(self.go)
        self.other_link.clicked.connect(self.other_wanted)

    def lock_for(self, folder: Path, name: str, shown_name: str) -> None:
        """Wait for this person's password."""
        self._folder, self._name, self._shown_name = folder, name, shown_name
        self.password_edit.forget()
        self.message_bar.clear()
        self.retranslate()

    def begin(self) -> None:
        self.password_edit.setFocus()

    def go(self) -> None:
        folder, name, password = self._folder, self._name, self.password_edit.text()
        if password:
            self.message_bar.clear()
            self.ask(lambda: offices.sign_in(folder, name, password), self._opened, self._refused)

    def retranslate(self) -> None:
        self.user_note.setText(
            _("{name}, what you were typing is kept. It is there again after the password.").format(
                name=self._shown_name
            )
        )

    def _opened(self, office: Office) -> None:
        self.password_edit.forget()
        self.unlocked.emit(office)

    def _refused(self, error: Exception) -> None:
        self.show_error(error)
        self.password_edit.selectAll()
        self.password_edit.setFocus()
