"""The notes on a case, also those from one colleague to another."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from returnhelp.domain.edits import Edit, Record
from returnhelp.gui import theme
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.i18n import formats
from returnhelp.i18n.catalogs import N_, _
from returnhelp.services import cases, handover
from returnhelp.services.office import Change


class NotesSection(CaseSection):
    """A new note is kept as soon as it is added; one for a colleague waits in their My day."""

    form = "case_notes"
    title = N_("Notes")
    entities = frozenset({"notes"})

    composer_frame: QFrame
    text_edit: QPlainTextEdit
    colleague_combo: ChoiceCombo
    add_button: QPushButton
    notes_widget: QWidget
    empty_note: QLabel

    def build(self) -> None:
        self.text_edit.setFixedHeight(theme.px(84))
        self.composer_frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.colleague_combo.setMaximumWidth(theme.px(220))
        self.add_button.clicked.connect(self.add)
        self._shown: list[QWidget] = []

    def display(self) -> None:
        folder = self.folder
        self.composer_frame.setVisible(folder.editable)
        me = folder.page.office.user.id
        others = {number: name for number, name in folder.colleagues.items() if number != me}
        self.colleague_combo.offer(others, lambda number: others.get(number, ""), lambda: _("nobody in particular"))
        records = sorted(folder.view.parts["notes"], key=lambda record: record.values["written_at"], reverse=True)
        column = self.notes_widget.layout()
        assert isinstance(column, QVBoxLayout)
        for old in self._shown:
            column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = [self._card(record) for record in records]
        for card in self._shown:
            column.addWidget(card)
        self.empty_note.setVisible(not records)

    def go_to(self, place: object) -> bool:
        if place is None and self.folder.editable:
            self.text_edit.setFocus()
            return True
        return False

    def go(self) -> bool:
        """A note that is being written is added."""
        if not self.text_edit.hasFocus() or not self.text_edit.toPlainText().strip():
            return False
        self.add()
        return True

    def hold(self) -> dict[str, object] | None:
        text = self.text_edit.toPlainText()
        return {"text": text, "for": self.colleague_combo.value()} if text.strip() else None

    def restore(self, held: dict[str, object]) -> None:
        self.text_edit.setPlainText(str(held.get("text", "")))
        self.appear()
        self.colleague_combo.set_value(held.get("for"))

    def add(self) -> None:
        """Keep the note; the colleague finds it in their My day."""
        text = self.text_edit.toPlainText().strip()
        if not text:
            wrong.mark(self.text_edit, _("Write the note first."))
            self.text_edit.setFocus()
            return
        wrong.clear(self.text_edit)
        page, folder, colleague = self.folder.page, self.folder, self.colleague_combo.value()
        office = page.office

        def work() -> Change[object]:
            if colleague is not None:
                return handover.note(office, folder.case_id, text, colleague)
            return cases.save(office, [Edit("notes", None, folder.root, {"text": text, "for_user_id": None})])

        def done(_made: object) -> None:
            self.text_edit.clear()
            self.colleague_combo.set_value(None)
            self.text_edit.setFocus()

        page.act(work, done)

    def _card(self, record: Record) -> QWidget:
        folder, values = self.folder, record.values
        me = folder.page.office.user.id
        card = QFrame()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        users = folder.view.users
        by = users.get(values["by_user_id"], "")
        head.addWidget(dress(QLabel(by), Look.STRONG))
        head.addWidget(dress(QLabel(formats.moment(values["written_at"].astimezone())), Look.NOTE))
        addressee = values["for_user_id"]
        if addressee is not None:
            said = _("for you") if addressee == me else _("for {name}").format(name=users.get(addressee, ""))
            head.addWidget(dress(QLabel(said), Look.BADGE))
            if values["read_at"] is not None:
                read = formats.moment(values["read_at"].astimezone())
                head.addWidget(dress(QLabel(_("read on {moment}").format(moment=read)), Look.NOTE))
            elif addressee == me and folder.past is None:
                head.addWidget(self._button(_("I have read it"), lambda: self._read(record.id)))
        head.addStretch(1)
        if values["by_user_id"] == me and folder.editable:
            head.addWidget(self._button(_("Remove"), lambda: self._remove(record)))
        column.addLayout(head)
        text = QLabel(values["text"])
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(text)
        return card

    def _button(self, text: str, do: object) -> QPushButton:
        button = dress(QPushButton(text), Look.LINK)
        button.setAutoDefault(True)
        button.clicked.connect(do)
        return button

    def _read(self, number: int) -> None:
        page, case_id = self.folder.page, self.folder.case_id
        office = page.office
        page.act(lambda: handover.read_note(office, case_id, number))

    def _remove(self, record: Record) -> None:
        page, root = self.folder.page, self.folder.root
        office = page.office
        page.act(
            lambda: cases.save(office, [Edit("notes", record.id, root, remove=True)]),
            said=_("The note is removed."),
            undo=lambda change: cases.undo(office, change.seq),
        )
