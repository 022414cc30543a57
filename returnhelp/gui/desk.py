"""The desk at which somebody is signed in: what a page may ask of the window around it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from returnhelp import settings
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.worker import Worker
from returnhelp.services.office import Change, Office


@dataclass(frozen=True)
class Toast:
    """A short word that something is done, with at most one thing to do about it."""

    text: str
    kind: Kind = Kind.SUCCESS
    action: str = ""
    act: Callable[[], object] | None = None


class Desk(QObject):
    """Holds who is signed in and carries wishes from pages to the window; it outlives a lock."""

    changed = Signal(object)
    """A command has changed something: its ``Change``. Pages hear of it through ``refresh``."""
    page_wanted = Signal(str, object)
    case_wanted = Signal(int, str)
    person_wanted = Signal(int)
    toast_wanted = Signal(object)
    help_wanted = Signal(str)
    private_changed = Signal(bool)
    lock_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(
        self, office: Office, worker: Worker, machine: settings.Machine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.worker = worker
        self.machine = machine
        self._private = False

    def announce(self, change: Change[object]) -> None:
        """Tell every page what was changed."""
        self.changed.emit(change)

    def open_page(self, key: str, state: object = None) -> None:
        """Go to a page of the rail; ``state`` is handed to its ``arrive``."""
        self.page_wanted.emit(key, state)

    def open_case(self, case_id: int, section: str = "") -> None:
        """Open a case in its tab, at one of its sections."""
        self.case_wanted.emit(case_id, section)

    def open_person(self, person_id: int) -> None:
        """Open a person in their tab."""
        self.person_wanted.emit(person_id)

    def toast(
        self, text: str, kind: Kind = Kind.SUCCESS, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say shortly that something is done, at the window's edge; never for what must be read."""
        self.toast_wanted.emit(Toast(text, kind, action, act))

    def help(self, anchor: str = "") -> None:
        """Show the help at this place; without one, the place of the open page."""
        self.help_wanted.emit(anchor)

    @property
    def private(self) -> bool:
        """Whether what a visitor need not read is blanked."""
        return self._private

    def set_private(self, private: bool) -> None:
        if private is not self._private:
            self._private = private
            self.private_changed.emit(private)
