"""What all people of a new case share, typed once: the dossier, the status, the case itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from returnhelp.domain.case import CaseType, DestinationKind, Permit, Procedure, Route
from returnhelp.domain.edits import checked
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.gui.models import fields
from returnhelp.gui.told import told
from returnhelp.gui.widgets import field_editors, wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.i18n.catalogs import _

Kept = dict[str, dict[str, Any]]
"""Kind of record → field → value as it is kept."""

_BEGINS_WITH: dict[tuple[str, str], Any] = {
    ("case", "kind"): CaseType.VOLUNTARY_RETURN,
    ("case", "route"): Route.CANTON,
    ("case", "destination_kind"): DestinationKind.HOME,
    ("stays", "permit"): Permit.UNKNOWN,
    ("stays", "procedure"): Procedure.UNKNOWN,
}
"""What most cases begin with."""


@dataclass(frozen=True)
class SharedField:
    """A field that holds for all: where it is kept, its name there, its editor."""

    entity: str
    name: str
    editor: QWidget


class SharedFields:
    """Reads and writes all of them as one."""

    def __init__(self, *shared: SharedField) -> None:
        self._shared = shared
        for one in shared:
            if isinstance(one.editor, ChoiceCombo) and one.name != "caseworker_id":
                field_editors.offer_choice(one.editor, one.entity, one.name)
            if isinstance(one.editor, DateEdit):
                one.editor.set_whole_only(True)

    def __iter__(self) -> Iterator[SharedField]:
        return iter(self._shared)

    def begin(self, today: date) -> None:
        """Empty them, but for what most cases begin with; who works on it stays."""
        for one in self._shared:
            wrong.clear(one.editor)
            if isinstance(one.editor, DateEdit):
                one.editor.set_today(today)
            if one.name == "opened_on":
                field_editors.write(one.editor, one.entity, one.name, today)
            elif (one.entity, one.name) in _BEGINS_WITH:
                field_editors.write(one.editor, one.entity, one.name, _BEGINS_WITH[one.entity, one.name])
            elif isinstance(one.editor, QLineEdit | QCheckBox):
                field_editors.write(one.editor, one.entity, one.name, None)

    def show_dossier(self, values: dict[str, Any]) -> None:
        """Show what a dossier holds that is there already."""
        for one in self._shared:
            if one.entity == "household":
                field_editors.write(one.editor, one.entity, one.name, values[one.name])

    def set_dossier_editable(self, editable: bool) -> None:
        """What belongs to a dossier that is there is not changed from here."""
        for one in self._shared:
            if one.entity == "household":
                field_editors.set_editable(one.editor, editable)

    def read(self, today: date, *, with_dossier: bool) -> tuple[Kept, QWidget | None, str]:
        """Everything as it is kept; the first field that cannot be, which is marked, and why."""
        kept: Kept = {"household": {}, "case": {}, "stays": {}}
        first, reason = None, ""
        for one in self._shared:
            if one.entity == "household" and not with_dossier:
                continue
            why = keep(one.editor, one.entity, one.name, _value(one), today, kept[one.entity])
            if why and first is None:
                first, reason = one.editor, why
        return kept, first, reason

    def is_typed(self) -> bool:
        """Whether a person has typed anything."""
        return any(isinstance(one.editor, QLineEdit) and one.editor.isModified() for one in self._shared)

    def hold(self) -> dict[str, Any]:
        """What stands in them, as JSON can hold it."""
        return {f"{one.entity}.{one.name}": fields.plain(_value(one)) for one in self._shared}

    def restore(self, held: dict[str, Any]) -> None:
        """Fill in what ``hold`` gave."""
        for one in self._shared:
            value = fields.typed(one.entity, one.name, held.get(f"{one.entity}.{one.name}"))
            field_editors.write(one.editor, one.entity, one.name, value)


def _value(one: SharedField) -> Any:
    try:
        return field_editors.read(one.editor, one.entity, one.name)
    except field_editors.Misread:
        return None  # told when it is kept


def keep(editor: QWidget, entity: str, name: str, value: object, today: date, kept: dict[str, Any]) -> str:
    """Add a value to what is kept; else answer why it cannot be, and mark its editor."""
    if isinstance(editor, DateEdit) and not editor.is_valid():
        why = _("“{text}” is no date. Correct it, or empty the field.").format(text=editor.text())
        wrong.mark(editor, why)
        return why
    try:
        kept |= checked(entity, {name: value}, today)
    except FieldRefusedError as error:
        why = told(error)
        wrong.mark(editor, why)
        return why
    if name != "birth_precision":  # it shares the editor of the birth date
        wrong.clear(editor)
    return ""
