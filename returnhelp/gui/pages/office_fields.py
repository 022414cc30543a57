"""Fields for settings, made from what ``settings`` knows of each: its label, its kind, its range, its unit."""

import re
from collections.abc import Iterable
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from returnhelp import settings
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.gui import theme
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.gui.widgets.places import CantonCombo
from returnhelp.i18n import catalogs, messages

Editor = NumberEdit | QCheckBox | ChoiceCombo | CantonCombo | QLineEdit | QPlainTextEdit


class SettingField(QWidget):
    """One setting: its label, its field with the unit behind it, what it does, and what is wrong with it."""

    settled = Signal(object)
    """A person set another value that the setting can take."""

    def __init__(self, setting: settings.Setting[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._kept: Any = setting.default
        self._label = dress(QLabel(), Look.LABEL)
        self._note = dress(QLabel(), Look.NOTE)
        self._note.setWordWrap(True)
        self._unit = QLabel()
        self.editor = self._editor()
        self.editor.setObjectName(f"{setting.name}_edit")
        self._label.setBuddy(self.editor)
        self._error = dress(QLabel(self), Look.ERROR)
        self._error.setObjectName(f"{setting.name}_error")
        self._error.setWordWrap(True)
        self._error.hide()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.editor)
        line.addWidget(self._unit)
        if isinstance(self.editor, (NumberEdit, QCheckBox)):
            line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if not isinstance(self.editor, QCheckBox):
            column.addWidget(self._label)
        column.addLayout(line)
        column.addWidget(self._error)
        column.addWidget(self._note)
        self.retranslate()

    def value(self) -> Any:
        """What the field says, checked or not."""
        match self.editor:
            case NumberEdit():
                return self.editor.value()
            case QCheckBox():
                return self.editor.isChecked()
            case ChoiceCombo():
                return self.editor.value()
            case CantonCombo():
                return self.editor.value() or ""
            case QPlainTextEdit():
                return self.editor.toPlainText()
        return self.editor.text()

    def show_value(self, value: Any) -> None:
        """Show what is kept; what is being typed there stays."""
        self._kept = value
        if self.editor.hasFocus() and wrong.marked(self.editor):
            return
        match self.editor:
            case NumberEdit():
                self.editor.setValue(value)
            case QCheckBox():
                self.editor.setChecked(value)
            case ChoiceCombo():
                self.editor.set_value(value)
            case CantonCombo():
                self.editor.set_value(value or None)
            case QPlainTextEdit():
                if self.editor.toPlainText() != value:
                    self.editor.setPlainText(value)
            case _:
                self.editor.setText(value)
        wrong.clear(self.editor)

    def refuse(self, error: ReturnHelpError) -> None:
        """Mark the field; the error says why."""
        wrong.mark(self.editor, messages.sentence(error))

    def settle(self) -> None:
        """Take what the field says, if it is another value that can be."""
        try:
            value = self.setting.checked(self.value())
        except ReturnHelpError as error:
            self.refuse(error)
            return
        wrong.clear(self.editor)
        if value != self._kept:
            self.settled.emit(value)

    def retranslate(self) -> None:
        setting = self.setting
        said = catalogs.gettext(setting.label)
        self._label.setText(said)
        self.editor.setAccessibleName(said)
        if isinstance(self.editor, QCheckBox):
            self.editor.setText(said)
        self._note.setText(catalogs.gettext(setting.explanation))
        self._note.setVisible(bool(setting.explanation))
        unit = setting.unit if isinstance(setting, settings.WholeNumber) else ""
        self._unit.setText(catalogs.gettext(unit))
        self._unit.setVisible(bool(unit))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and watched is self.editor:
            self.settle()
        return super().eventFilter(watched, event)

    def _editor(self) -> Editor:
        match self.setting:
            case settings.WholeNumber() as number:
                return self._number(number)
            case settings.YesNo():
                check = QCheckBox()
                check.clicked.connect(lambda _checked: self.settle())
                return check
            case settings.Choice() as choice:
                combo = ChoiceCombo()
                combo.offer(choice.choices, lambda key: _choice_words(choice, key))
                combo.chosen.connect(lambda _value: self.settle())
                return combo
            case settings.Text() as text if text.name == settings.OFFICE_CANTON.name:
                canton = CantonCombo()
                canton.picked.connect(lambda _value: self.settle())
                return canton
            case settings.Text() as text if re.fullmatch(text.pattern, "a\nb"):
                lines = QPlainTextEdit()
                lines.setTabChangesFocus(True)
                lines.setFixedHeight(theme.px(92))
                lines.installEventFilter(self)
                return lines
        line = QLineEdit()
        line.editingFinished.connect(self.settle)
        return line

    def _number(self, number: settings.WholeNumber) -> NumberEdit:
        edit = NumberEdit()
        edit.setRange(number.least, number.most)
        edit.setKeyboardTracking(False)
        edit.setMinimumWidth(theme.px(112))
        edit.editingFinished.connect(self.settle)
        return edit


def fill(panel: QWidget, chosen: Iterable[settings.Setting[Any]]) -> list[SettingField]:
    """Put a field for each setting into a panel, one below the other."""
    fields = [SettingField(setting) for setting in chosen]
    column = cast(QVBoxLayout, panel.layout())
    for field in fields:
        column.addWidget(field)
    return fields


def _choice_words(choice: settings.Choice, key: str) -> str:
    """A language has its own name, which is never translated."""
    if key in settings.LANGUAGE_NAMES:
        return settings.LANGUAGE_NAMES[key]
    return catalogs.gettext(choice.choices[key])
