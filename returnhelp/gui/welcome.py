"""The first start: try it with invented people, or create the office."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from returnhelp import settings
from returnhelp.gui import demo_office
from returnhelp.gui.card import Card
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.icon_label import IconLabel
from returnhelp.gui.widgets.progress_strip import ProgressStrip
from returnhelp.gui.worker import Cancelled, Worker
from returnhelp.i18n.catalogs import _


class Welcome(Card):
    """Two ways to begin, and two for those who have begun elsewhere."""

    form = "welcome"
    create_wanted = Signal()
    restore_wanted = Signal()
    opened = Signal(object)
    """An office is there to sign in to: its folder."""

    welcome_title: QLabel
    welcome_note: QLabel
    try_card: QFrame
    try_icon: IconLabel
    try_button: QPushButton
    create_card: QFrame
    create_icon: IconLabel
    create_button: QPushButton
    open_link: QPushButton
    restore_link: QPushButton
    progress_strip: ProgressStrip

    def __init__(self, worker: Worker, machine: settings.Machine, parent: QWidget | None = None) -> None:
        super().__init__(worker, machine, parent)
        self._anything_known = False
        self.try_icon.draw("flask", "accent", 28)
        self.create_icon.draw("buildings", "accent", 28)
        dress(self.create_button, Look.PRIMARY)
        self.try_button.clicked.connect(self.try_it)
        self.create_button.clicked.connect(self.create_wanted)
        self.restore_link.clicked.connect(self.restore_wanted)
        self.open_link.clicked.connect(self._open)

    def set_anything_known(self, known: bool) -> None:
        """Whether there is an office on this machine already; the words differ."""
        self._anything_known = known
        self.retranslate()

    def begin(self) -> None:
        self.try_button.setFocus()

    def try_it(self) -> None:
        """Make the demo office, if there is none yet, and go to its door."""
        self.message_bar.clear()
        if demo_office.folder().exists():
            self.opened.emit(demo_office.folder())
            return
        for button in (self.try_button, self.create_button, self.open_link, self.restore_link):
            button.setEnabled(False)
        title = _("Making the demo office")
        job = self.worker.run_long(title, demo_office.create, self._made, self._not_made, receiver=self)
        self.progress_strip.watch(job)

    def retranslate(self) -> None:
        if self._anything_known:
            self.welcome_title.setText(_("Another office"))
            self.welcome_note.setText(_("Each office has its own folder, its own users and its own keys."))

    def _made(self, folder: Path) -> None:
        self._wake()
        self.opened.emit(folder)

    def _not_made(self, error: Exception) -> None:
        self._wake()
        if not isinstance(error, Cancelled):
            self.show_error(error)

    def _wake(self) -> None:
        for button in (self.try_button, self.create_button, self.open_link, self.restore_link):
            button.setEnabled(True)

    def _open(self) -> None:
        chosen = file_boxes.folder(self, _("Open an office"))
        if chosen is not None:
            self.opened.emit(chosen)
