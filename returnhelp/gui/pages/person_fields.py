"""The fields of a person, as the case and the person's own page show them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from returnhelp.domain import identifiers
from returnhelp.domain.people import TravelDocumentKind
from returnhelp.domain.steps import Need
from returnhelp.gui import icons, theme
from returnhelp.gui.forms import load_form
from returnhelp.gui.models.fields import Names
from returnhelp.gui.models.records import FieldColumn, RecordsModel
from returnhelp.gui.models.working_copy import Fault, WorkingCopy
from returnhelp.gui.widgets import field_editors
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.field_editors import Choices
from returnhelp.gui.widgets.places import CantonCombo, CountriesEdit, LanguageCombo, LanguagesEdit
from returnhelp.gui.widgets.record_table import RecordTable
from returnhelp.gui.widgets.tidy import tidy_on_leaving
from returnhelp.gui.widgets.tied_fields import TiedFields
from returnhelp.i18n.catalogs import N_, _


class PersonFields(QWidget):
    """Shows one person of a working copy at a time, with travel documents and other names."""

    read_wanted = Signal()
    """A travel document is to be read into the person."""

    family_name_edit: QLineEdit
    given_names_edit: QLineEdit
    original_family_name_edit: QLineEdit
    original_given_names_edit: QLineEdit
    birth_date_edit: DateEdit
    birth_place_edit: QLineEdit
    sex_combo: ChoiceCombo
    civil_status_combo: ChoiceCombo
    nationalities_edit: CountriesEdit
    nationality_status_combo: ChoiceCombo
    zemis_edit: QLineEdit
    phone_edit: QLineEdit
    address_edit: QLineEdit
    canton_combo: CantonCombo
    mother_tongue_combo: LanguageCombo
    languages_edit: LanguagesEdit
    interpreter_needed_check: QCheckBox
    read_document_button: QPushButton
    documents_table: RecordTable
    documents_error: QLabel
    aliases_table: RecordTable
    aliases_error: QLabel
    note_edit: QPlainTextEdit
    restricted_check: QCheckBox

    def __init__(
        self, copy: WorkingCopy, names: Callable[[], Names], choices: Choices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form(self, "person_fields")
        self._copy = copy
        self._choices = choices
        self._reading_key = ""
        for combo, name in (
            (self.sex_combo, "sex"),
            (self.civil_status_combo, "civil_status"),
            (self.nationality_status_combo, "nationality_status"),
        ):
            field_editors.offer_choice(combo, "person", name)
        self.note_edit.setFixedHeight(theme.px(72))
        self.tied = TiedFields(copy, "person", self)
        self.tied.tie("birth_date", self.birth_date_edit, precision="birth_precision")
        self.tied.tie_all(
            family_name=self.family_name_edit,
            given_names=self.given_names_edit,
            original_family_name=self.original_family_name_edit,
            original_given_names=self.original_given_names_edit,
            birth_place=self.birth_place_edit,
            sex=self.sex_combo,
            civil_status=self.civil_status_combo,
            nationalities=self.nationalities_edit,
            nationality_status=self.nationality_status_combo,
            zemis=self.zemis_edit,
            phone=self.phone_edit,
            address=self.address_edit,
            canton=self.canton_combo,
            mother_tongue=self.mother_tongue_combo,
            languages=self.languages_edit,
            interpreter_needed=self.interpreter_needed_check,
            note=self.note_edit,
            restricted=self.restricted_check,
        )
        tidy_on_leaving(self.zemis_edit, identifiers.zemis, zemis_warning)
        tidy_on_leaving(self.phone_edit, identifiers.phone, phone_warning)
        self.read_document_button.hide()
        self.read_document_button.clicked.connect(self.read_wanted)
        documents = (
            FieldColumn("kind", 180, stretches=True, title=N_("Kind")),
            FieldColumn("number", 120),
            FieldColumn("issuing_state", 120, stretches=True),
            FieldColumn("issued_on", 112),
            FieldColumn("expires_on", 112),
        )
        aliases = (
            FieldColumn("family_name", 160, stretches=True),
            FieldColumn("given_names", 160, stretches=True),
            FieldColumn("original_script", 200, stretches=True),
        )
        self.documents = self._set_up(self.documents_table, "travel_documents", documents, names)
        self.documents.adds(N_("Add a travel document"), self._begin_document)
        self.aliases = self._set_up(self.aliases_table, "aliases", aliases, names)
        self.aliases.adds(N_("Add another name"), lambda: dict.fromkeys((column.name for column in aliases), ""))
        self._tables = (
            (self.documents_table, self.documents, self.documents_error),
            (self.aliases_table, self.aliases, self.aliases_error),
        )
        for _table, model, error in self._tables:
            model.faults_changed.connect(lambda model=model, error=error: _tell(model, error))
        self.retranslate()

    def _set_up(
        self, table: RecordTable, entity: str, columns: tuple[FieldColumn, ...], names: Callable[[], Names]
    ) -> RecordsModel:
        model = RecordsModel(self._copy, entity, columns, names, self)
        table.show_model(model, self._choices)
        table.set_fitting(True)
        model.modelReset.connect(table.updateGeometry)
        return model

    def _begin_document(self) -> dict[str, Any]:
        """A passport of the person's own country, most likely."""
        key = self.tied.key
        countries = self._copy.value(key, "nationalities") if key is not None else []
        return {
            "kind": TravelDocumentKind.PASSPORT,
            "number": "",
            "issuing_state": countries[0] if countries else None,
            "issued_on": None,
            "expires_on": None,
        }

    def offer_reading(self, key: str) -> None:
        """Show the button that reads a travel document; ``key`` does the same."""
        self._reading_key = key
        self.read_document_button.setIcon(icons.icon("identification-card"))
        self.read_document_button.setIconSize(QSize(16, 16))
        self.read_document_button.show()
        self.retranslate()

    def begin_document(self) -> dict[str, Any]:
        """What a new travel document of the person begins with."""
        return self._begin_document()

    def show_person(self, number: int | None, *, editable: bool) -> None:
        """Show this person, to be edited or only read."""
        self.birth_date_edit.set_today(self._choices.today())
        key = ("person", number) if number is not None else None
        self.tied.show(key)
        self.tied.set_editable(editable)
        self.read_document_button.setEnabled(editable)
        for _table, model, _error in self._tables:
            model.set_editable(editable)
            model.show(key)
        self.setEnabled(key is not None)

    def go_to(self, need: Need) -> bool:
        """Set the focus to what a step needs of the person who is shown."""
        match need:
            case Need.NAMES:
                self.family_name_edit.setFocus()
            case Need.BIRTH_DATES:
                self.birth_date_edit.setFocus()
            case Need.NATIONALITY:
                self.nationalities_edit.setFocus()
            case Need.TRAVEL_DOCUMENTS:
                self.documents_table.choose_add()
            case _:
                return False
        return True

    def mark_fault(self, fault: Fault, why: str) -> bool:
        """Mark the field of a fault and set the focus there; False when it is not shown here."""
        if fault.key == self.tied.key and (field := self.tied.mark(fault.field, why)) is not None:
            field.setFocus()
            return True
        for table, model, _error in self._tables:
            if table.choose(fault.key, fault.field):
                model.mark(fault.key, fault.field, why)
                return True
        return False

    def commit(self) -> None:
        """Take what is being typed into a cell or a picker."""
        for table, _model, _error in self._tables:
            table.commit()
        field_editors.settle(self.focusWidget())

    def peek(self) -> None:
        """Note what is being typed into a cell, without ending it."""
        for table, _model, _error in self._tables:
            table.peek()

    def clear_marks(self) -> None:
        self.tied.clear_marks()
        for _table, model, _error in self._tables:
            model.clear_marks()

    def retranslate(self) -> None:
        """Set anew the texts that the form does not."""
        for table, name in ((self.documents_table, _("Travel documents")), (self.aliases_table, _("Other names"))):
            table.setAccessibleName(name)
            table.setToolTip(table.accessible_help())
        if self._reading_key:
            self.read_document_button.setToolTip(read_document_help(self._reading_key))


def _tell(model: RecordsModel, error: QLabel) -> None:
    why = model.fault()
    error.setText(why)
    error.setVisible(bool(why))


def read_document_help(key: str) -> str:
    """What the button that reads a travel document does, for a tool tip."""
    return _("Scan, paste or type the machine readable lines of a travel document ({key})").format(key=key)


def zemis_warning() -> str:
    """Why a ZEMIS number looks odd; it can be saved all the same."""
    return _("A ZEMIS number usually looks like 12345678.9. It can be saved as it is.")


def phone_warning() -> str:
    """Why a phone number looks odd; it can be saved all the same."""
    return _("This does not look like a whole phone number. It can be saved as it is.")


def n_number_warning() -> str:
    """Why an N-number looks odd; it can be saved all the same."""
    return _("An N-number usually looks like N 123 456. It can be saved as it is.")
