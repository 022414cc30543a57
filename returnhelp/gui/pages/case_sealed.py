"""Sealed records in a case: closed until somebody with the clearance opens one; and the section of complaints."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from returnhelp.domain.compartments import COMPARTMENT, SealedKind
from returnhelp.domain.errors import FieldRefusedError, ReadAnewError
from returnhelp.domain.roles import Act, Clearance
from returnhelp.domain.sealed_forms import SEALED_FIELDS, Holds, SealedField, elements_missing, value_of
from returnhelp.gui import theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.pages.record_page import reason_of
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.told import told
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.chips_edit import ChipsEdit
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.picker import Option
from returnhelp.i18n import formats, labels
from returnhelp.i18n.catalogs import N_, _, ngettext, pgettext
from returnhelp.services import compartments
from returnhelp.services.cases import CaseView
from returnhelp.services.compartments import Opened, SealedSeen

_WIDE = 6  # the columns of the grid of fields
_HALF = 3
_SPAN = {Holds.TEXT: _HALF, Holds.CHOICES: _HALF}  # others take a third of the row


class SealedRecord(QWidget):
    """One kind of sealed record of one person (or of the case): that it is there, and its form for those who may.

    Place it in a section, and tell it whom it is about by ``show_person`` each time the section is displayed.
    """

    sealed_frame: QFrame
    kind_heading: QLabel
    state_note: QLabel
    sealed_error: QLabel
    fields_widget: QWidget
    found_note: QLabel
    open_button: QPushButton
    write_button: QPushButton
    close_button: QPushButton

    def __init__(self, folder: CaseFolder, kind: SealedKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "sealed_record")
        self._folder = folder
        self.kind = kind
        self.person_id: int | None = None
        self._of_case = False
        self._read: dict[str, Any] = {}
        self._seen: int | None = None
        self._waiting: dict[int | None, tuple[int | None, dict[str, Any], dict[str, Any]]] = {}
        self._labels: dict[str, QLabel] = {}
        self.editors: dict[str, QWidget] = {}
        """The field of each value, by name."""
        dress(self.sealed_frame, Look.CARD)
        dress(self.close_button, Look.QUIET)
        dress(self.write_button, Look.PRIMARY)
        self._build()
        self.open_button.clicked.connect(self.open)
        self.write_button.clicked.connect(self.write)
        self.close_button.clicked.connect(self.close_form)
        self._shut()

    # --- what a section asks ------------------------------------------------------------------------

    def show_person(self, person_id: int | None, *, of_case: bool = False) -> None:
        """Show the record of this person, or of the whole case; what is typed for another waits meanwhile."""
        if person_id != self.person_id or of_case is not self._of_case:
            self._set_aside()
            self.person_id, self._of_case = person_id, of_case
            self._shut()
            if person_id in self._waiting:
                self._seen, self._read, typed = self._waiting.pop(person_id)
                self._begin(typed)
        self._tell_state()

    @property
    def is_open(self) -> bool:
        """Whether the form is shown."""
        return not self.fields_widget.isHidden()

    @property
    def is_typed(self) -> bool:
        """Whether something was typed that is not sealed yet."""
        return self.is_open and self.values() != self._read

    def seen(self) -> SealedSeen | None:
        """What is recorded for the person shown."""
        view = self._folder.view
        return next((one for one in view.sealed if (one.kind, one.person_id) == (self.kind, self.person_id)), None)

    def hold(self) -> dict[str, object] | None:
        """What was typed and is not sealed, as JSON can hold it."""
        self._set_aside(keep=True)
        held = {
            str(number): {"seen": seen, "typed": {name: _plain(value) for name, value in typed.items()}}
            for number, (seen, _read, typed) in self._waiting.items()
        }
        if self.person_id in self._waiting:
            del self._waiting[self.person_id]
        return dict(held) or None

    def restore(self, held: Mapping[str, Any]) -> None:
        """Fill in what ``hold`` gave, once the person is shown."""
        empty = {one.name: one.empty for one in SEALED_FIELDS[self.kind]}
        for number, one in held.items():
            person = None if number == "None" else int(number)
            typed = {field.name: value_of(field, one["typed"].get(field.name)) for field in SEALED_FIELDS[self.kind]}
            self._waiting[person] = (one["seen"], empty, typed)
        if self.person_id in self._waiting:
            self._seen, self._read, typed = self._waiting.pop(self.person_id)
            self._begin(typed)
            self._tell_state()

    # --- opening and sealing ------------------------------------------------------------------------

    def open(self) -> None:
        """Read the record, which is recorded; where there is none yet, begin one."""
        if self.seen() is None:
            self._seen, self._read = None, {one.name: one.empty for one in SEALED_FIELDS[self.kind]}
            self._begin(self._read)
            self._tell_state()
            self._first().setFocus()
            return
        page, case_id, kind, person = self._folder.page, self._folder.case_id, self.kind, self.person_id
        office = page.office
        page.ask(lambda: compartments.read(office, case_id, kind, person), lambda found: self._take(found, person))

    def _take(self, found: Opened | None, person: int | None) -> None:
        if found is None or person != self.person_id:
            return
        self._seen, self._read = found.id, dict(found.values)
        self._begin(self._read)
        self._tell_state()
        self._first().setFocus()

    def write(self) -> None:
        """Seal what is typed as the newest record."""
        page, case_id, kind, person, seen = (
            self._folder.page,
            self._folder.case_id,
            self.kind,
            self.person_id,
            self._seen,
        )
        office, values = page.office, self.values()
        self._clear_marks()
        misread = [one for one in self.editors.values() if isinstance(one, DateEdit) and not one.is_valid()]
        if misread:
            wrong.mark(misread[0], _("This is not understood. Correct it, or empty the field."))
            misread[0].setFocus()
            return

        def done(_number: int) -> None:
            self._shut()
            self._tell_state()
            page.desk.toast(_("The record is sealed."))

        page.act(lambda: compartments.write(office, case_id, kind, person, values, seen), done, self._refused)

    def close_form(self) -> None:
        """Close the form; what was typed and not sealed is gone."""
        self._shut()
        self._tell_state()
        self.open_button.setFocus()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, FieldRefusedError) and (field := self.editors.get(str(error.given["field"]))) is not None:
            wrong.mark(field, reason_of(error))
            field.setFocus()
            return
        self.sealed_error.setText(told(error))
        self.sealed_error.show()
        if isinstance(error, ReadAnewError):
            self.open_button.setText(_("Open the newer one"))
            self.open_button.show()

    # --- the form -----------------------------------------------------------------------------------

    def _build(self) -> None:
        column = self.fields_widget.layout()
        assert isinstance(column, QVBoxLayout)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(12))
        for at in range(_WIDE):
            grid.setColumnStretch(at, 1)
        row = at = 0
        fields = SEALED_FIELDS[self.kind]
        for place, one in enumerate(fields):
            span = _SPAN.get(one.holds, 2)
            if at + span > _WIDE or (span == _HALF and at not in (0, _HALF)):
                row, at = row + 1, 0
            if one.holds is Holds.TEXT and at == 0 and place + 1 == len(fields):
                span = _WIDE
            grid.addLayout(self._field(one), row, at, 1, span)
            at += span
        column.addLayout(grid)
        self.retranslate()

    def _field(self, one: SealedField) -> QVBoxLayout:
        editor = _editor(one)
        editor.setObjectName(f"{one.name}_edit")
        self.editors[one.name] = editor
        error = dress(QLabel(), Look.ERROR)
        error.setObjectName(f"{one.name}_error")
        error.setWordWrap(True)
        error.hide()
        place = QVBoxLayout()
        place.setSpacing(theme.px(4))
        label = dress(QLabel(), Look.LABEL)
        self._labels[one.name] = label
        place.addWidget(label)
        label.setBuddy(editor)
        place.addWidget(editor)
        place.addWidget(error)
        place.addStretch(1)
        if one.name in ("acts", "means", "purposes") and isinstance(editor, ChipsEdit):
            editor.changed.connect(self._tell_found)
        if one.name == "child_then" and isinstance(editor, QCheckBox):
            editor.clicked.connect(self._tell_found)
        return place

    def retranslate(self) -> None:
        """Set every text anew."""
        self.kind_heading.setText(labels.label(self.kind))
        for one in SEALED_FIELDS[self.kind]:
            word = labels.field(one.name, self.kind.value)
            editor, label = self.editors[one.name], self._labels[one.name]
            if isinstance(editor, QCheckBox):
                editor.setText(word)
                label.setText(" ")
            else:
                label.setText(word)
            editor.setAccessibleName(word)
        if self._folder.is_read:
            self._tell_state()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def values(self) -> dict[str, Any]:
        """What stands in the form."""
        return {one.name: _value(self.editors[one.name], one) for one in SEALED_FIELDS[self.kind]}

    def _begin(self, values: Mapping[str, Any]) -> None:
        self._clear_marks()
        writes = self._may_write()
        for one in SEALED_FIELDS[self.kind]:
            editor = self.editors[one.name]
            if isinstance(editor, DateEdit):
                editor.set_today(self._folder.today())
            _show(editor, values.get(one.name, one.empty))
            if isinstance(editor, QLineEdit | QPlainTextEdit):
                editor.setReadOnly(not writes)
            else:
                editor.setEnabled(writes)
        self.fields_widget.show()
        self._tell_found()

    def _shut(self) -> None:
        self._read, self._seen = {}, None
        for one in SEALED_FIELDS[self.kind]:
            _show(self.editors[one.name], one.empty)
        self._clear_marks()
        self.fields_widget.hide()
        self.found_note.hide()

    def _set_aside(self, *, keep: bool = False) -> None:
        """Let what is typed wait for this person to be shown again."""
        if self.is_typed:
            self._waiting[self.person_id] = (self._seen, self._read, self.values())
        elif not keep:
            self._waiting.pop(self.person_id, None)

    def _clear_marks(self) -> None:
        self.sealed_error.hide()
        for one in self.editors.values():
            wrong.clear(one)

    def _first(self) -> QWidget:
        return next(iter(self.editors.values()))

    # --- what is said -------------------------------------------------------------------------------

    def _cleared(self) -> bool:
        return COMPARTMENT[self.kind] in self._folder.page.office.user.clearances

    def _may_write(self) -> bool:
        return self._cleared() and self._folder.editable and self._folder.page.office.may(Act.EDIT_CASES)

    def _tell_state(self) -> None:
        seen, cleared = self.seen(), self._cleared()
        someone = self.person_id is not None or self._of_case
        here = self._folder.past is None
        said = _("Nothing is recorded.")
        if seen is not None:
            at = formats.moment(seen.written_at.astimezone())
            said = _("Recorded by {name}, {moment}.").format(name=seen.by, moment=at)
            if seen.versions > 1:
                times = ngettext("{count} version is kept.", "{count} versions are kept.", seen.versions)
                said = f"{said} {times.format(count=formats.number(seen.versions))}"
        if not cleared:
            needed = labels.label(COMPARTMENT[self.kind])
            said += " " + _("To open it you need the clearance “{clearance}”.").format(clearance=needed)
        self.state_note.setText(said)
        opens = someone and here and cleared and not self.is_open and (seen is not None or self._may_write())
        self.open_button.setVisible(opens)
        self.open_button.setText(_("Open") if seen is not None else pgettext("a sealed record", "Record"))
        self.write_button.setVisible(self.is_open and self._may_write())
        self.close_button.setVisible(self.is_open)
        self.close_button.setText(_("Close without sealing") if self._may_write() else _("Close"))

    def _tell_found(self) -> None:
        """What a screening says of the three elements; the program advises, people decide."""
        self.found_note.setVisible(self.kind is SealedKind.SCREENING and self.is_open)
        if self.kind is not SealedKind.SCREENING:
            return
        missing = elements_missing(self.values())
        if missing:
            listed = formats.listed(labels.label(one) for one in missing)
            self.found_note.setText(
                _("Not recorded so far: {elements} (Palermo Protocol Art. 3).").format(elements=listed)
            )
        else:
            self.found_note.setText(
                _("Act, means and purpose are recorded (Palermo Protocol Art. 3). People decide, not this note.")
            )


def _editor(one: SealedField) -> QWidget:
    match one.holds:
        case Holds.TEXT:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(theme.px(72))
            return text
        case Holds.DATE:
            day = DateEdit()
            day.set_whole_only(True)
            return day
        case Holds.CHECK:
            return QCheckBox()
        case Holds.CHOICE:
            combo = ChoiceCombo()
            nothing = None if one.required else (lambda: pgettext("choice of a field", "–"))
            combo.offer(one.values or (), empty=nothing)
            return combo
        case Holds.CHOICES:
            chips = ChipsEdit()
            values = one.values or ()
            chips.offer(lambda: [Option(value, labels.label(value)) for value in values], words=labels.label)
            return chips
    return QLineEdit()


def _value(editor: QWidget, one: SealedField) -> Any:
    match editor:
        case DateEdit():
            return editor.day()
        case QPlainTextEdit():
            return editor.toPlainText()
        case QCheckBox():
            return editor.isChecked()
        case ChoiceCombo():
            return editor.value()
        case ChipsEdit():
            return editor.values()
        case QLineEdit():
            return editor.text()
    return one.empty


def _show(editor: QWidget, value: Any) -> None:
    match editor:
        case DateEdit():
            editor.set_value(value)
        case QPlainTextEdit():
            editor.setPlainText(value or "")
        case QCheckBox():
            editor.setChecked(bool(value))
        case ChoiceCombo():
            editor.set_value(value)
        case ChipsEdit():
            editor.set_values(value or ())
        case QLineEdit():
            editor.setText(value or "")
            editor.setCursorPosition(0)


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


class ComplaintSection(CaseSection):
    """A complaint about the office or a partner, sealed; it may be of one person or of the whole case."""

    form = "case_complaint"
    title = N_("Complaints")

    complaint_widget: QWidget

    def build(self) -> None:
        self.record = SealedRecord(self.folder, SealedKind.COMPLAINT)
        column = self.complaint_widget.layout()
        assert column is not None
        column.addWidget(self.record)

    @classmethod
    def shown_for(cls, view: CaseView) -> bool:
        return any(one.kind is SealedKind.COMPLAINT for one in view.sealed) or Clearance.COMPLAINT in view.clearances

    def display(self) -> None:
        self.record.show_person(None, of_case=True)

    def go(self) -> bool:
        """What is typed into the form is sealed."""
        if not self.record.is_typed:
            return False
        self.record.write()
        return True

    def hold(self) -> dict[str, object] | None:
        return self.record.hold()

    def restore(self, held: dict[str, object]) -> None:
        self.appear()
        self.record.restore(held)
