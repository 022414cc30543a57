"""An office brought back from a back-up."""

import re
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPushButton, QWidget

from returnhelp import settings
from returnhelp.domain.errors import BackupIncompleteError, SecondPersonNeededError
from returnhelp.gui import known_offices
from returnhelp.gui.card import Card
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.widgets.progress_strip import ProgressStrip
from returnhelp.gui.worker import Cancelled, Progress, Worker
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import _
from returnhelp.services import offices

_NAME = re.compile(r"(\d{8}T\d{6})Z(?:-\d+)?")


class Restore(Card):
    """Asks which back-up, where to, and who says so; the second person only where one is needed."""

    form = "restore"
    restored = Signal(object)
    """The office is back: its folder."""
    given_up = Signal()

    backup_combo: ChoiceCombo
    file_button: QPushButton
    folder_edit: QLineEdit
    folder_button: QPushButton
    name_edit: QLineEdit
    password_panel: QWidget
    password_edit: PasswordEdit
    code_panel: QWidget
    code_edit: QLineEdit
    code_check: QCheckBox
    second_card: QFrame
    second_name_edit: QLineEdit
    second_password_edit: PasswordEdit
    progress_strip: ProgressStrip
    back_button: QPushButton
    restore_button: QPushButton

    def __init__(self, worker: Worker, machine: settings.Machine, parent: QWidget | None = None) -> None:
        super().__init__(worker, machine, parent)
        self._folder = Path()
        dress(self.restore_button, Look.PRIMARY)
        self.code_check.toggled.connect(self._use_code)
        self.file_button.clicked.connect(self._choose_file)
        self.folder_button.clicked.connect(self._choose_folder)
        self.restore_button.clicked.connect(self.go)
        self.back_button.clicked.connect(self.given_up)

    def open_for(self, folder: Path | None) -> None:
        """For the office in this folder, or for one that is not on this machine."""
        self._folder = folder or known_offices.folder_for(_("office"))
        self.message_bar.clear()
        self.second_card.hide()
        self.code_check.setChecked(False)
        self._use_code(False)
        for edit in (self.name_edit, self.code_edit, self.second_name_edit):
            edit.clear()
        for secret in (self.password_edit, self.second_password_edit):
            secret.forget()
        self._offer(backups_in(self._folder))
        self._show_folder()

    def begin(self) -> None:
        (self.name_edit if self.backup_combo.value() is not None else self.file_button).setFocus()

    def go(self) -> None:
        self._restore(without_lost_files=False)

    def _restore(self, *, without_lost_files: bool) -> None:
        file: Path | None = self.backup_combo.value()
        folder, name = self._folder, self.name_edit.text().strip()
        by_code = self.code_check.isChecked()
        password, code = self.password_edit.text(), self.code_edit.text().strip()
        if file is None:
            self._choose_file()
            return
        if not name or not (code if by_code else password):
            empty = self.code_edit if by_code else self.password_edit
            (empty if name else self.name_edit).setFocus()
            return
        second = (self.second_name_edit.text().strip(), self.second_password_edit.text())
        asked_for_second = not self.second_card.isHidden()
        self.message_bar.clear()

        def work(progress: Progress) -> Path | None:
            from returnhelp.services import restoring  # here, because it loads the store

            return restoring.restore(
                file,
                folder,
                name,
                "" if by_code else password,
                second=second if asked_for_second else None,
                recovery_code=code if by_code else None,
                without_lost_files=without_lost_files,
                progress=progress.report,
            )

        self.restore_button.setEnabled(False)
        job = self.worker.run_long(_("Restoring the back-up"), work, self._done, self._refused, receiver=self)
        self.progress_strip.watch(job)

    def _done(self, _former: Path | None) -> None:
        self.restore_button.setEnabled(True)
        for secret in (self.password_edit, self.second_password_edit):
            secret.forget()
        self.code_edit.clear()
        self.restored.emit(self._folder)

    def _refused(self, error: Exception) -> None:
        self.restore_button.setEnabled(True)
        if isinstance(error, Cancelled):
            self.message_bar.show_message(_("Stopped. Nothing was changed."))
        elif isinstance(error, BackupIncompleteError):
            self.message_bar.show_message(
                told(error),
                Kind.WARNING,
                _("Restore without them"),
                lambda: self._restore(without_lost_files=True),
                closable=False,
            )
        else:
            if isinstance(error, SecondPersonNeededError):
                self.second_card.show()
                self.second_name_edit.setFocus()
            self.show_error(error)

    def _use_code(self, by_code: bool) -> None:
        self.code_panel.setVisible(by_code)
        self.password_panel.setVisible(not by_code)

    def _offer(self, found: list[Path], chosen: Path | None = None) -> None:
        self.backup_combo.offer(found, _shown)
        self.backup_combo.set_value(chosen or (found[0] if found else None))

    def _choose_file(self) -> None:
        kinds = [(_("Back-ups"), "*.rhbackup"), (_("All files"), "*")]
        chosen = file_boxes.open_file(self, _("Choose a back-up"), kinds)
        if chosen is not None:
            self._offer([chosen, *backups_in(self._folder)], chosen)

    def _choose_folder(self) -> None:
        chosen = file_boxes.folder(self, _("Into this folder"), self._folder.parent)
        if chosen is not None:
            is_office = chosen.suffix == offices.SUFFIX or (chosen / "store.db").exists()
            self._folder = chosen if is_office else known_offices.folder_for(_("office"), chosen)
            picked: Path | None = self.backup_combo.value()
            self._offer(list(dict.fromkeys([*([picked] if picked else []), *backups_in(self._folder)])), picked)
            self._show_folder()

    def _show_folder(self) -> None:
        self.folder_edit.setText(str(self._folder))
        self.folder_edit.setCursorPosition(0)


def backups_in(folder: Path) -> list[Path]:
    """The back-ups that lie in an office's folder, the newest first."""
    place = folder / "backups"
    if not place.is_dir():
        return []
    return sorted((one for one in place.iterdir() if _NAME.fullmatch(one.name)), key=lambda one: one.name, reverse=True)


def _shown(backup: Path) -> str:
    """The moment at which it was made, or the name of its file."""
    found = _NAME.fullmatch(backup.name)
    if found is None:
        return backup.name
    made = datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return formats.moment(made.astimezone())
