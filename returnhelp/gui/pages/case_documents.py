"""The papers of a case: attached by dropping a file, kept sealed, copied out on wish."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from returnhelp.domain.documents import DocumentKind
from returnhelp.gui import icons, writing
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models.records import FieldColumn, RecordsModel
from returnhelp.gui.models.working_copy import Fault, Key
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _, ngettext
from returnhelp.services import documents

# What a paper is most often, by a word in the name of its file.
_BY_WORD = {
    "pass": DocumentKind.IDENTITY,
    "laissez": DocumentKind.IDENTITY,
    "ausweis": DocumentKind.IDENTITY,
    "identit": DocumentKind.IDENTITY,
    "antrag": DocumentKind.APPLICATION,
    "gesuch": DocumentKind.APPLICATION,
    "demande": DocumentKind.APPLICATION,
    "domanda": DocumentKind.APPLICATION,
    "application": DocumentKind.APPLICATION,
    "verfuegung": DocumentKind.DECISION,
    "verfügung": DocumentKind.DECISION,
    "entscheid": DocumentKind.DECISION,
    "decision": DocumentKind.DECISION,
    "décision": DocumentKind.DECISION,
    "decisione": DocumentKind.DECISION,
    "einwilligung": DocumentKind.DECLARATION,
    "consent": DocumentKind.DECLARATION,
    "arzt": DocumentKind.MEDICAL,
    "medic": DocumentKind.MEDICAL,
    "medizin": DocumentKind.MEDICAL,
    "médic": DocumentKind.MEDICAL,
    "ticket": DocumentKind.TICKET,
    "itinerar": DocumentKind.TICKET,
    "quittung": DocumentKind.RECEIPT,
    "receipt": DocumentKind.RECEIPT,
    "ricevuta": DocumentKind.RECEIPT,
    "monitoring": DocumentKind.MONITORING,
}
_PATTERNS = "*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.heic *.docx *.xlsx *.odt *.eml *.txt"


class DocumentsSection(CaseSection):
    """A list of papers; what they hold never lies open on the disk unless somebody saves a copy."""

    form = "case_documents"
    title = N_("Documents")
    scrolls = False
    entities = frozenset({"documents"})

    attach_button: QPushButton
    drop_note: QLabel
    documents_table: RecordTable
    documents_error: QLabel
    save_copy_button: QPushButton
    copy_note: QLabel
    remove_button: QPushButton

    def build(self) -> None:
        columns = (
            FieldColumn("name", 240, stretches=True),
            FieldColumn("kind", 190),
            FieldColumn("person_id", 150),
            FieldColumn("size", 88, editable=False, title=N_("Size"), shown=self._size),
            FieldColumn("added_at", 140, editable=False, title=N_("Added"), shown=self._added),
            FieldColumn("by_user_id", 120, editable=False, title=N_("By")),
        )
        self.model = RecordsModel(self.folder.copy, "documents", columns, self.folder.names_in_lists, self)
        self.documents_table.show_model(self.model, self.folder.choices())
        self.documents_table.record_chosen.connect(self._chosen)
        self.documents_table.set_leading(True)
        self.model.faults_changed.connect(self._tell_fault)
        self.attach_button.setIcon(icons.icon("paperclip"))
        self.attach_button.clicked.connect(self._choose_files)
        self.save_copy_button.clicked.connect(self._choose_place)
        self.remove_button.clicked.connect(self._remove)
        self.setAcceptDrops(True)
        self.retranslate()

    def retranslate(self) -> None:
        self.documents_table.setAccessibleName(_("Documents"))

    def display(self) -> None:
        editable = self.folder.editable
        self.attach_button.setVisible(editable)
        self.drop_note.setVisible(editable)
        self.model.set_editable(editable)
        self.model.show(self.folder.root)
        self.documents_table.choose_last()
        self._chosen(self.documents_table.key())

    def mark_fault(self, fault: Fault, why: str) -> bool:
        if self.documents_table.choose(fault.key, fault.field):
            self.model.mark(fault.key, fault.field, why)
            return True
        return False

    def commit(self) -> None:
        self.documents_table.commit()

    def peek(self) -> None:
        self.documents_table.peek()

    def clear_marks(self) -> None:
        self.model.clear_marks()

    # --- files in ----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.folder.editable and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.attach([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def attach(self, files: list[Path]) -> None:
        """Seal a copy of each file into the case; one that is refused does not stop the others."""
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office
        for file in files:
            said = _("“{name}” is attached.").format(name=file.name)
            page.act(lambda file=file: documents.attach(office, case_id, file, likely_kind(file.name)), said=said)  # type: ignore[misc]  # a bound default

    def _choose_files(self) -> None:
        kinds = [(_("Papers and pictures"), _PATTERNS), (_("All files"), "*")]
        file = file_boxes.open_file(self, _("Attach a file"), kinds)
        if file is not None:
            self.attach([file])

    # --- copies out --------------------------------------------------------------------------------

    def save_copy(self, key: Key, place: Path) -> None:
        """Write an open copy of a paper; reading it is recorded."""
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office

        def work() -> Path:
            _name, _kind, content = documents.content(office, case_id, key[1])
            return writing.write(place, content)

        page.ask(work, lambda written: page.desk.toast(_("Saved: {name}").format(name=written.name)))

    def _choose_place(self) -> None:
        key = self.documents_table.key()
        if key is None:
            return
        name = str(self.folder.copy.value(key, "name"))
        place = file_boxes.save_file(self, _("Save a copy"), name, [(_("All files"), "*")])
        if place is not None:
            self.save_copy(key, place)

    def _remove(self) -> None:
        index = self.documents_table.currentIndex()
        if index.isValid():
            self.model.remove(index.row())
            self._chosen(self.documents_table.key())

    # --- what is shown -----------------------------------------------------------------------------

    def _chosen(self, key: Key | None) -> None:
        there = key is not None and key in self.folder.copy
        self.save_copy_button.setEnabled(there and self.folder.past is None)
        self.copy_note.setVisible(self.model.count() > 0)
        self.save_copy_button.setVisible(self.model.count() > 0)
        self.remove_button.setVisible(self.folder.editable and self.model.count() > 0)
        self.remove_button.setEnabled(there)

    def _size(self, key: Key) -> str:
        return formats.file_size(self.folder.copy.value(key, "size") or 0)

    def _added(self, key: Key) -> str:
        moment = self.folder.copy.value(key, "added_at")
        return formats.moment(moment.astimezone()) if moment is not None else ""

    def _tell_fault(self) -> None:
        why = self.model.fault()
        self.documents_error.setText(why)
        self.documents_error.setVisible(bool(why))

    def summary(self) -> str:
        """How many papers there are, in words."""
        count = self.model.count()
        return ngettext("{count} document", "{count} documents", count).format(count=count)


def likely_kind(name: str) -> DocumentKind:
    """What a paper most likely is, by the name of its file; it can be changed in the list."""
    small = name.casefold()
    return next((kind for word, kind in _BY_WORD.items() if word in small), DocumentKind.OTHER)
