"""Starts the window: the gate first and quickly, everything else while the password is being typed."""

import locale
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from returnhelp import settings
from returnhelp.gui import faults, fonts, garbage, theme, words
from returnhelp.gui.gate import Gate
from returnhelp.gui.instance import Instance
from returnhelp.gui.lock import IdleWatch
from returnhelp.gui.main_window import NAME, MainWindow
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.worker import Cancelled, Progress, Worker
from returnhelp.i18n import catalogs
from returnhelp.i18n.catalogs import _
from returnhelp.services import offices
from returnhelp.services.office import Office

if TYPE_CHECKING:
    from returnhelp.gui.draft_keeper import Held
    from returnhelp.gui.page import Pages
    from returnhelp.gui.workplace import Left, Workplace


_LOOK_FOR_BACKUP = 60_000  # milliseconds


@dataclass(frozen=True)
class Habits:
    """What the office and the person signed in have chosen, as far as the window needs it to begin."""

    language: str
    lock_minutes: int
    privacy_key: str


def run(argv: Sequence[str]) -> int:
    """The window until it is closed; one argument, if any, is the folder of an office. Answers the exit code."""
    machine = settings.Machine()
    _scale(machine)
    application = QApplication([sys.argv[0]])
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("")
    application.setDesktopFileName("returnhelp")
    folder = Path(argv[0]).absolute() if argv else None
    instance = Instance()
    if not instance.claim():
        return 0
    theme.start(theme.Choice(machine.get(settings.THEME)))
    words.use(language_of(machine))
    program = Program(machine, instance)
    faults.install(program.window.show_fault)
    program.begin(folder)
    code = application.exec()
    program.end()
    return code


def language_of(machine: settings.Machine) -> str:
    """The language before sign-in: as chosen on this machine, else the machine's own, else English."""
    chosen = machine.get(settings.WINDOW_LANGUAGE) or (locale.getlocale()[0] or "")[:2]
    return chosen if chosen in catalogs.LANGUAGES else "en"


def _scale(machine: settings.Machine) -> None:
    """Qt takes the size of everything from the environment, before it begins."""
    percent = machine.get(settings.SCALE)
    theme.start_size(percent)
    if percent != 100 and "QT_SCALE_FACTOR" not in os.environ:
        os.environ["QT_SCALE_FACTOR"] = str(percent / 100)


def load_rest() -> None:
    """Load what is needed after sign-in; on the worker's thread, while the password is typed."""
    offices.warm_up()
    from returnhelp.gui import first_start, workplace  # here, because the gate must show before all this is loaded

    assert first_start
    assert workplace
    registered()


def registered() -> "Pages":
    """Every page of the program."""
    from returnhelp.gui.pages import registry  # here, as above

    return registry.PAGES


class Program(QObject):
    """Leads from the gate to the workplace, to the lock and back, and out."""

    arrived = Signal()
    """Somebody is at their workplace."""

    def __init__(
        self, machine: settings.Machine, instance: Instance, pages: "Callable[[], Pages] | None" = None
    ) -> None:
        super().__init__()
        self._pages = pages or registered
        self.machine = machine
        self.instance = instance
        self.worker = Worker(self)
        self.window = MainWindow(machine)
        self.gate = Gate(self.worker, machine)
        self.idle = IdleWatch(self)
        self._backing_up = QTimer(self)
        self._backing_up.setInterval(_LOOK_FOR_BACKUP)
        self._backing_up.timeout.connect(self._back_up)
        self.office: Office | None = None
        self.workplace: Workplace | None = None
        self._left: Left | None = None
        self._unkept: list[Held] = []
        self._asked_to_wait = False
        self._leaving = False
        self._closing = _Closing()
        self.window.close_wanted.connect(self.close)
        self.window.show_stage(self.gate)
        self.gate.signed_in.connect(self.admit)
        self.gate.unlocked.connect(self.unlock)
        self.gate.left.connect(self._let_another_in)
        self.idle.idle.connect(self.lock)
        instance.raised.connect(self._raised)

    def begin(self, folder: Path | None = None) -> None:
        """Show the gate; the rest is loaded as soon as it is painted."""
        self.gate.begin(folder)
        self.window.show()
        QTimer.singleShot(0, lambda: self.worker.run(load_rest, self._loaded, self._say_error, receiver=self))

    def end(self) -> None:
        """After the window is closed."""
        self.idle.stop()
        self.instance.stop()
        self.worker.stop()

    # --- in ----------------------------------------------------------------------------------------

    def admit(self, office: Office) -> None:
        """Somebody has signed in."""
        if not self.instance.claim(office.folder):
            self.worker.run(office.close, lambda _nothing: None, self._say_error, receiver=self)
            said = _("This office is open in another window already; that one is in front now.")
            self.gate.card().message_bar.show_message(said)
            return
        self.office = office
        self.worker.run(lambda: _habits(office), self._open, self._say_error, receiver=self)

    def _open(self, habits: Habits) -> None:
        from returnhelp.gui.desk import Desk  # here, because the gate must show before all this is loaded
        from returnhelp.gui.workplace import Workplace

        assert self.office is not None
        self.machine.opened(self.office.folder)
        words.use(habits.language)
        desk = Desk(self.office, self.worker, self.machine, self)
        desk.lock_wanted.connect(self.lock)
        desk.sign_out_wanted.connect(self.sign_out)
        self.workplace = Workplace(desk, self._pages(), habits.privacy_key)
        self._show_workplace(habits)

    def _show_workplace(self, habits: Habits) -> None:
        assert self.workplace is not None
        assert self.office is not None
        self.window.show_stage(self.workplace)
        self.window.set_office(self.office.name, demo=self.office.demo)
        self.idle.start(habits.lock_minutes)
        self._backing_up.start()
        self.arrived.emit()

    # --- locked ------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Show nothing; keep what was being typed, let running work finish, then close the store."""
        workplace, office = self.workplace, self.office
        if workplace is None or office is None or self._left is not None:
            return
        self.idle.stop()
        self._backing_up.stop()
        self.window.message().clear()
        self._left, held = workplace.put_away()
        self.gate.show_locked(office)
        self.window.show_stage(self.gate)
        self.window.set_office("", demo=False)
        self.worker.hold()
        self._unkept = held
        self._keep(held)
        self.worker.when_idle(lambda: self._close_store(office))

    def _keep(self, held: "list[Held]") -> None:
        from returnhelp.gui.draft_keeper import write  # here, as above

        workplace = self.workplace
        if workplace is None or not held:
            return

        def kept(_nothing: None) -> None:
            self._unkept = []

        self.worker.run(lambda: write(workplace.desk, held), kept, lambda _error: None, receiver=self)

    def _close_store(self, office: Office) -> None:
        self.worker.run(office.close, lambda _nothing: None, self._say_error, receiver=self)

    def unlock(self, office: Office) -> None:
        """The one for whom it was locked is back."""
        self.office = office
        self.worker.run(lambda: _habits(office), self._reopen, self._say_error, receiver=self)

    def _reopen(self, habits: Habits) -> None:
        workplace, office, left = self.workplace, self.office, self._left
        if workplace is None or office is None or left is None:
            return
        self._left = None
        words.use(habits.language)
        workplace.take_out(office, left)
        self._show_workplace(habits)
        self.worker.release()
        if self._unkept:  # the store could not take them, so they waited here
            self._keep(self._unkept)

    def _let_another_in(self) -> None:
        """What was typed is kept for the one who was here; somebody else comes to the gate."""
        self._drop_workplace()
        self.gate.show_sign_in()

    # --- out ---------------------------------------------------------------------------------------

    def sign_out(self) -> None:
        """Keep what is unsaved, close the store, show the gate."""
        self._leave(self.gate.show_sign_in)

    def close(self) -> None:
        """Somebody wants to close the window: with work running, ask once."""
        if self._leaving:
            return
        if self.worker.long_work and not self._asked_to_wait:
            self._asked_to_wait = True
            titles = ", ".join(job.title for job in self.worker.long_work)
            said = _("Still at work: {work}. The window closes when that is done; close it again to stop it now.")
            self.window.say(said.format(work=titles), Kind.WARNING, _("Stay"), self._stay)
            self.worker.when_idle(self._close_if_asked)
            return
        self.worker.cancel_all()
        if self.office is None or self._left is not None:
            self.window.let_go()
        else:
            self._leave(self.window.let_go)

    def _stay(self) -> None:
        self._asked_to_wait = False

    def _close_if_asked(self) -> None:
        if self._asked_to_wait:
            self._asked_to_wait = False  # who asked twice is answered once
            self.close()

    def _leave(self, then: Callable[[], object]) -> None:
        """Keep what is unsaved, back up, close the store, then go on."""
        workplace, office = self.workplace, self.office
        if workplace is None or office is None:
            then()
            return
        self._leaving = True
        self.idle.stop()
        self._backing_up.stop()
        _left, held = workplace.put_away()
        self.window.show_stage(self._closing)
        desk = workplace.desk

        def work() -> None:
            from returnhelp.gui.draft_keeper import write  # here, as above
            from returnhelp.services import backups

            write(desk, held)
            backups.at_exit(office)
            office.close()

        def done(_nothing: None) -> None:
            self._leaving = False
            self._drop_workplace()
            then()

        def failed(error: Exception) -> None:
            self._leaving = False
            self.window.say(told(error), Kind.ERROR, _("Close all the same"), lambda: self._give_up(office, then))

        self.worker.run(work, done, failed, receiver=self)

    def _give_up(self, office: Office, then: Callable[[], object]) -> None:
        self.worker.run(office.close, lambda _nothing: None, self._say_error, receiver=self)
        self._drop_workplace()
        then()

    def _drop_workplace(self) -> None:
        if self.workplace is not None:
            self.window.show_stage(self.gate)
            self.window.drop_stage(self.workplace)
            self.workplace.desk.deleteLater()
        if self.office is not None:
            self.instance.give_up(self.office.folder)
        self.workplace = self.office = self._left = None
        self._unkept = []
        self.window.set_office("", demo=False)

    # --- besides -----------------------------------------------------------------------------------

    def _back_up(self) -> None:
        """Make a back-up if one is due; looking costs next to nothing, making one has a lane of its own."""
        office = self.office
        if office is None:
            return

        def look() -> bool:
            from returnhelp.services import backups  # here, as above

            return backups.due(office)

        def make(progress: Progress) -> None:
            from returnhelp.services import backups  # here, as above

            backups.automatic(office, progress.report)

        def looked(due: bool) -> None:
            if due and not self.worker.long_work:
                self.worker.run_long(_("Back-up"), make, lambda _nothing: None, self._not_backed_up, receiver=self)

        self.worker.run(look, looked, self._not_backed_up, receiver=self)

    def _not_backed_up(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.window.say(told(error), Kind.WARNING)

    def _raised(self, folder: str) -> None:
        self.window.raise_to_front()
        if folder and self.office is None:
            self.gate.show_sign_in(Path(folder))

    def _loaded(self, _nothing: None) -> None:
        fonts.load_other_scripts()
        garbage.spare_what_is_loaded()

    def _say_error(self, error: Exception) -> None:
        self.window.say(told(error), Kind.ERROR)


def _habits(office: Office) -> Habits:
    """On the worker's thread."""
    from returnhelp.services import preferences  # here, because it loads the store

    chosen = preferences.mine(office, settings.LANGUAGE.name)
    return Habits(
        language=str(chosen or preferences.of_office(office, settings.OFFICE_LANGUAGE.name)),
        lock_minutes=int(preferences.of_office(office, settings.IDLE_LOCK_MINUTES.name)),
        privacy_key=str(preferences.mine(office, settings.PRIVACY_KEY.name)),
    )


class _Closing(QWidget):
    """What is shown while the office is being closed."""

    def __init__(self) -> None:
        super().__init__()
        self._words = dress(QLabel(), Look.HEADING)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def showEvent(self, event: QShowEvent) -> None:
        self._words.setText(_("Saving and closing …"))
        super().showEvent(event)
