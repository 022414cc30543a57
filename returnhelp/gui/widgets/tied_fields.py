"""Ties the fields of a form to one record of a working copy, or to another when that is shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from returnhelp.domain.people import Precision
from returnhelp.gui.models.working_copy import Key, WorkingCopy
from returnhelp.gui.widgets import field_editors, wrong
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.field_editors import Misread
from returnhelp.i18n.catalogs import _


class TiedFields(QObject):
    """What a person types goes to the copy at once; what the copy is told otherwise is shown."""

    def __init__(self, copy: WorkingCopy, entity: str, parent: QObject) -> None:
        super().__init__(parent)
        self._copy = copy
        self._entity = entity
        self._fields: dict[str, QWidget] = {}
        self._precisions: dict[str, str] = {}
        self._key: Key | None = None
        self._writing = False
        copy.changed.connect(self._hear)
        copy.listed.connect(lambda: self.show(self._key))

    def tie(self, name: str, field: QWidget, precision: str = "") -> None:
        """Tie a field to its editor; ``precision`` names the field that says how well a date is known."""
        self._fields[name] = field
        if precision:
            self._precisions[name] = precision
        field_editors.listen(field, lambda: self._typed(name))

    def tie_all(self, **named: QWidget) -> None:
        """Tie several fields, each to its editor."""
        for name, field in named.items():
            self.tie(name, field)

    @property
    def key(self) -> Key | None:
        """The record that is shown."""
        return self._key

    def show(self, key: Key | None) -> None:
        """Show this record; nothing without one."""
        before, self._key = self._key, key if key is not None and key in self._copy else None
        for name, field in self._fields.items():
            if before is None or before != self._key or not self._stands(name, field):
                self._write(name)

    def field(self, name: str) -> QWidget | None:
        """The editor of a field."""
        return self._fields.get(name)

    def set_editable(self, editable: bool) -> None:
        """Let a person edit the record, or only read it."""
        for field in self._fields.values():
            field_editors.set_editable(field, editable)

    def each(self, do: Callable[[QWidget], object]) -> None:
        """Do this with every editor."""
        for field in self._fields.values():
            do(field)

    def _stands(self, name: str, field: QWidget) -> bool:
        """Whether the editor shows the field already; what is half typed is then left alone."""
        assert self._key is not None
        try:
            value = field_editors.read(field, self._entity, name)
        except Misread:
            return bool(self._copy.misread(self._key, name))
        if name in self._precisions and isinstance(field, DateEdit):
            known = field.value()
            if known is not None and known[1] is not self._copy.value(self._key, self._precisions[name]):
                return False
        return bool(value == self._copy.value(self._key, name))

    def _write(self, name: str) -> None:
        field = self._fields[name]
        wrong.clear(field)
        self._writing = True
        if self._key is None:
            field_editors.write(field, self._entity, name, None)
        elif (misread := self._copy.misread(self._key, name)) and isinstance(field, QLineEdit):
            field.setText(misread)
        else:
            precision = self._copy.value(self._key, self._precisions[name]) if name in self._precisions else None
            value = self._copy.value(self._key, name)
            field_editors.write(field, self._entity, name, value, precision or Precision.DAY)
        self._writing = False

    def _typed(self, name: str) -> None:
        if self._key is None or self._writing:
            return
        field = self._fields[name]
        wrong.clear(field)
        self._writing = True
        try:
            value = field_editors.read(field, self._entity, name)
            if name in self._precisions and isinstance(field, DateEdit):
                known = field.value()
                self._copy.put(self._key, self._precisions[name], known[1] if known else Precision.DAY)
            self._copy.put(self._key, name, value)
        except Misread as slip:
            self._copy.put_misread(self._key, name, slip.text)
        finally:
            self._writing = False

    def _hear(self, key: Key, name: str) -> None:
        """Another part of the page has written the field."""
        if not self._writing and key == self._key and name in self._fields:
            self._write(name)

    def clear_marks(self) -> None:
        """Nothing is marked as wrong any more."""
        for field in self._fields.values():
            wrong.clear(field)

    def mark(self, name: str, why: str = "") -> QWidget | None:
        """Mark a field as one that cannot be kept so, and answer it."""
        field = self._fields.get(name)
        if field is not None:
            wrong.mark(field, why or _("This is not understood. Correct it, or empty the field."))
        return field
