"""The back-ups of the office: looked at, made, written to one file; and the store checked."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.domain.roles import Act
from returnhelp.gui import icons, writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.gui.worker import Progress
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import backups, checking
from returnhelp.services.backups import BackupInfo
from returnhelp.services.office import Change

_COLUMNS = (
    Column("at", N_("Made on"), 200, sortable=False),
    Column("kind", N_("Occasion"), 200, sortable=False),
    Column("size", N_("Size"), 120, sortable=False, to_the_end=True),
    Column("checked", N_("State"), 220, sortable=False),
)
_SUFFIX = ".rhbackup"


class BackupsPage(Page):
    """Who may only check the store sees nothing but that."""

    form = "backups"
    help_anchor = "backups"

    page_note: QLabel
    now_button: QPushButton
    export_button: QPushButton
    check_button: QPushButton
    backups_table: TableView
    restore_note: QLabel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._backups: tuple[BackupInfo, ...] = ()
        dress(self.now_button, Look.PRIMARY)
        self.export_button.setIcon(icons.icon("download-simple"))
        self.check_button.setIcon(icons.icon("shield-check"))
        self._model = PagedModel(_COLUMNS, self._cell, at_once, self)
        self.backups_table.set_two_lines(False)
        self.backups_table.show_model(self._model)
        self.now_button.clicked.connect(self.back_up)
        self.backups_table.empty.acted.connect(self.back_up)
        self.export_button.clicked.connect(self.export)
        self.check_button.clicked.connect(self.check)
        self._offer()

    def title(self) -> str:
        return _("Back-ups")

    def focus_first(self) -> None:
        (self.now_button if self.now_button.isVisible() else self.check_button).setFocus()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        self._offer()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office
        self._offer()
        if not office.may(Act.MANAGE_BACKUPS):
            self.ready()
            return

        def show(found: tuple[BackupInfo, ...]) -> None:
            self._backups = found
            self._model.show(lambda: len(found), lambda at, count: found[at : at + count])
            self.ready()

        self.ask(lambda: backups.listed(office), show, latest="backups")

    def _offer(self) -> None:
        manages = self.office.may(Act.MANAGE_BACKUPS)
        for widget in (self.now_button, self.export_button, self.backups_table, self.restore_note):
            widget.setVisible(manages)
        self.check_button.setVisible(self.office.may(Act.CHECK_STORE))
        if manages:
            self.page_note.setText(
                _("A back-up is made by itself at exit and while you work. Each is opened and checked at once.")
            )
        else:
            self.page_note.setText(
                _("An admin looks after the back-ups. You may check that nothing in the store is damaged or changed.")
            )
        self.backups_table.empty.say(
            "hard-drives",
            _("There is no back-up yet"),
            _("The first one is made by itself at the end of work."),
            _("Back up now"),
        )

    def _cell(self, backup: BackupInfo, column: str) -> Cell:
        match column:
            case "at":
                return Cell(formats.moment(backup.at.astimezone()), icon="archive-box")
            case "kind":
                return Cell(backups.kind_word(backup.kind))
            case "size":
                return Cell(formats.file_size(backup.size))
        if backup.checked:
            return Cell(_("Opened and checked"), badge="success")
        return Cell(_("Damaged: it cannot be used"), badge="error")

    # --- what is done ------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Make one now, in the office's folder."""
        office = self.office

        def made(backup: BackupInfo) -> None:
            self.desk.toast(_("Backed up and checked: {size}.").format(size=formats.file_size(backup.size)))
            self.refresh(None)

        self.do_long(_("Backing up"), lambda progress: backups.now(office, progress.report), made)

    def export(self) -> None:
        """Ask for a place and write everything into one file."""
        office = self.office
        name = _("Back-up {day}").format(day=office.today().isoformat()) + _SUFFIX
        chosen = file_boxes.save_file(
            self, _("Back up to a file"), name, [(_("Back-ups of ReturnHelp"), f"*{_SUFFIX}")]
        )
        if chosen is None:
            return
        place = writing.with_suffix(chosen, _SUFFIX)

        def written(backup: BackupInfo) -> None:
            self.show_message(
                _(
                    "{name} is written and checked. Keep it away from this computer; it opens with today’s passwords."
                ).format(name=backup.path.name),
                Kind.SUCCESS,
            )

        self.do_long(
            _("Backing up to a file"), lambda progress: backups.export(office, place, progress.report), written
        )

    def check(self) -> None:
        """Look through the whole store; nothing is changed."""
        office = self.office

        def look(progress: Progress) -> list[str]:
            progress.check_cancelled()
            return checking.check(office)

        def looked(faults: list[str]) -> None:
            if not faults:
                self.show_message(
                    _("Everything is in order: the pages of the store, the audit chain and the attached files."),
                    Kind.SUCCESS,
                )
                return
            head = ngettext("One fault was found:", "{count} faults were found:", len(faults)).format(count=len(faults))
            advice = _("Nothing was changed. Tell an admin; a back-up from before can be brought back.")
            self.show_message("\n".join((head, *faults[:5], advice)), Kind.ERROR)

        self.do_long(_("Checking the store"), look, looked)
