"""Every kind of field has its editor, and all editors are read, written and listened to in one way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from returnhelp.domain import identifiers
from returnhelp.domain.edit_rules import clock
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.people import Precision
from returnhelp.domain.surveys import Dimension
from returnhelp.gui import theme
from returnhelp.gui.models import fields
from returnhelp.gui.models.fields import Kind
from returnhelp.gui.widgets.airport_edit import AirportEdit
from returnhelp.gui.widgets.chips_edit import ChipsEdit
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.gui.widgets.picker import Picker
from returnhelp.gui.widgets.places import CantonCombo, CountriesEdit, CountryCombo, LanguageCombo, LanguagesEdit
from returnhelp.gui.widgets.ticks_button import TicksButton
from returnhelp.i18n import catalogs, labels
from returnhelp.i18n.catalogs import pgettext


@dataclass(frozen=True)
class Choices:
    """The people and colleagues that a field may name: number and name, asked for when they are needed."""

    people: Callable[[], Iterable[tuple[int, str]]] = tuple
    users: Callable[[], Iterable[tuple[int, str]]] = tuple
    today: Callable[[], date] = date.today


class Misread(Exception):  # noqa: N818 - a slip of the pen, no error of the program
    """What was typed into an editor is not understood; holds the text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@cache
def warm_up() -> None:
    """Load what the first editors would make a person wait for; done once, away from the window."""
    for language in catalogs.LANGUAGES:
        labels.languages(language)
    labels.countries()
    labels.label(Dimension.ECONOMIC)  # with it come the words of every area
    identifiers.phone("+41 31 350 82 11")


def editor(entity: str, name: str, choices: Choices, parent: QWidget | None = None) -> QWidget:
    """The editor for a field of a record; a check box is the caller's own matter."""
    match fields.kind(entity, name):
        case Kind.CHOICE:
            combo = ChoiceCombo(parent)
            offer_choice(combo, entity, name)
            return combo
        case Kind.CHOICES:
            ticks = TicksButton(parent)
            ticks.offer(fields.choices(entity, name))
            return ticks
        case Kind.PERSON | Kind.USER:
            combo = ChoiceCombo(parent)
            offer_names(combo, entity, name, choices)
            return combo
        case Kind.DATE:
            day = DateEdit(parent)
            day.set_whole_only(True)
            set_today(day, choices.today(), name)
            return day
        case Kind.MONEY | Kind.PERCENT:  # two places after the point, both kept as hundredths
            return MoneyEdit(parent)
        case Kind.NUMBER:
            number = NumberEdit(parent)
            number.setRange(0, _MOST.get(entity, 24 * 60))
            number.setSpecialValueText(" ")
            number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            return number
        case Kind.COUNTRY:
            return CountryCombo(parent)
        case Kind.COUNTRIES:
            return CountriesEdit(parent)
        case Kind.CANTON:
            return CantonCombo(parent)
        case Kind.LANGUAGE:
            return LanguageCombo(parent)
        case Kind.LANGUAGES:
            return LanguagesEdit(parent)
        case _ if (entity, name) in _AIRPORTS:
            return AirportEdit(parent)
        case _:
            return QLineEdit(parent)


_AIRPORTS = frozenset(
    {
        ("case", "airport"),
        ("travellers", "airport"),
        ("legs", "from_place"),
        ("legs", "to_place"),
        ("escorts", "from_place"),
        ("escorts", "to_place"),
    }
)
_CLOCKS = frozenset({("legs", "departs_at"), ("legs", "arrives_at")})


_MOST = {"participants": 100_000}
# Days that may still be to come: 12.4.45 is of this century there.
_TO_COME = frozenset(
    {
        "due_on",
        "planned_departure",
        "departure_deadline",
        "departure_date",
        "expires_on",
        "fit_to_travel_until",
        "left_on",
        "until",
        "departs_on",
        "arrives_on",
        "valid_until",
    }
)
_AHEAD = timedelta(days=30 * 365)


def set_today(field: DateEdit, today: date, name: str) -> None:
    """Let the field count from this day; where it may be to come, also years of two digits."""
    field.set_today(today)
    if name in _TO_COME:
        field.set_latest(today + _AHEAD)


def offer_choice(combo: ChoiceCombo, entity: str, name: str) -> None:
    """Offer the values of the domain; an empty one too where the field may be empty."""
    values = fields.choice(entity, name)
    empty = fields.optional(entity, name) or (entity, name) in _EMPTY_TEXT
    combo.offer(values or (), empty=_nothing if empty else None)


def offer_names(combo: ChoiceCombo, entity: str, name: str, choices: Choices) -> None:
    """Offer people or colleagues by name; nobody too where the field may be empty."""
    person = fields.kind(entity, name) is Kind.PERSON
    named = dict(choices.people() if person else choices.users())
    empty = (_everybody if person else _nobody) if fields.optional(entity, name) else None
    combo.offer(named, lambda number: named[number], empty)


_EMPTY_TEXT = frozenset({("case", "fit_to_travel"), ("clearances", "result")})


def _nothing() -> str:
    return pgettext("choice of a field", "–")


def _nobody() -> str:
    return pgettext("colleague", "nobody")


def _everybody() -> str:
    return pgettext("person of a household", "all of them")


def read(field: QWidget, entity: str, name: str) -> Any:
    """The value that stands in an editor, as the field keeps it; raises Misread."""
    empty = None if fields.optional(entity, name) else ""
    match field:
        case DateEdit():
            if not field.is_valid():
                raise Misread(field.text())
            return field.day()
        case MoneyEdit():
            if not field.is_valid():
                raise Misread(field.text())
            return field.value()
        case Picker():
            value = field.value()
            return empty if value is None and fields.kind(entity, name) is not Kind.COUNTRY else value
        case ChipsEdit():
            return field.values()
        case TicksButton():
            return [str(one) for one in field.values()]
        case ChoiceCombo():
            value = field.value()
            return empty if value is None else value
        case QSpinBox():
            return field.value() or None
        case QCheckBox():
            return field.isChecked()
        case QPlainTextEdit():
            return field.toPlainText() or empty
        case AirportEdit():
            return field.place() or empty
        case QLineEdit() if (entity, name) in _CLOCKS:
            try:
                return clock(name, field.text(), date.max)
            except FieldRefusedError as refused:
                raise Misread(field.text()) from refused
        case QLineEdit():
            return field.text() or empty
    raise TypeError(type(field).__name__)


def write(field: QWidget, entity: str, name: str, value: Any, precision: Precision = Precision.DAY) -> None:
    """Show a value in an editor; nobody is told."""
    match field:
        case DateEdit():
            field.set_value(value, precision)
        case MoneyEdit():
            field.set_value(value)
        case Picker():
            try:
                field.set_value(value or None)
                field.setPlaceholderText("")
            except LookupError:  # a state that is no more, a word that was taken over
                field.set_value(None)
                field.setPlaceholderText(fields.written(entity, name, value, fields.Names()))
        case ChipsEdit():
            field.set_values(value or ())
        case TicksButton():
            field.set_values(value or ())
        case ChoiceCombo():
            field.set_value(value if value != "" else None)
        case QSpinBox():
            blocked = field.blockSignals(True)
            field.setValue(value or 0)
            field.blockSignals(blocked)
        case QCheckBox():
            field.setChecked(bool(value))
        case QPlainTextEdit():
            if field.toPlainText() != (value or ""):
                blocked = field.blockSignals(True)
                field.setPlainText(value or "")
                field.blockSignals(blocked)
        case QLineEdit():
            if field.text() != (value or ""):
                field.setText(value or "")
                field.setCursorPosition(0)
        case _:
            raise TypeError(type(field).__name__)


def listen(field: QWidget, tell: Callable[[], object]) -> None:
    """Call this whenever a person has changed what stands in an editor."""
    match field:
        case DateEdit() | MoneyEdit():
            field.value_changed.connect(lambda: tell())
        case Picker():
            field.picked.connect(lambda _value: tell())
        case ChipsEdit() | TicksButton():
            field.changed.connect(lambda: tell())
        case ChoiceCombo():
            field.chosen.connect(lambda _value: tell())
        case QSpinBox():
            field.valueChanged.connect(lambda _value: tell())
        case QCheckBox():
            field.clicked.connect(lambda _checked: tell())
        case QPlainTextEdit():
            field.setTabChangesFocus(True)
            field.textChanged.connect(lambda: tell())
        case QLineEdit():
            field.textEdited.connect(lambda _text: tell())
        case _:
            raise TypeError(type(field).__name__)


def settle(field: QWidget | None) -> None:
    """Take what is typed into a picker for good, as leaving it would."""
    if isinstance(field, Picker):
        field.settle()


def set_editable(field: QWidget, editable: bool) -> None:
    """Let a person change what stands there, or only read and copy it."""
    match field:
        case Picker():
            field.setReadOnly(not editable)
            _Quiet.over(field, quiet=not editable)
        case QPlainTextEdit() | QLineEdit() | QSpinBox():
            field.setReadOnly(not editable)
        case _:
            field.setEnabled(editable)
            _Readable.over(field, reading=not editable)


class _Readable(QObject):
    """Gives what is chosen in a resting choice the ink of a text, for it is there to be read."""

    @classmethod
    def over(cls, field: QWidget, *, reading: bool) -> None:
        kept = field.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if reading and kept is None:
            cls(field)
        elif not reading and kept is not None:
            kept.setParent(None)
            field.setStyleSheet("")

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        theme.news().changed.connect(self._ink)
        self._ink()

    def _ink(self) -> None:
        self._field.setStyleSheet(f"*:disabled {{ color: {theme.colour('text')}; }}")


class _Quiet(QObject):
    """Keeps the keys that open a list away from a picker that is only read."""

    @classmethod
    def over(cls, field: Picker, *, quiet: bool) -> None:
        kept = field.findChild(cls)
        if quiet and kept is None:
            field.installEventFilter(cls(field))
        elif not quiet and kept is not None:
            field.removeEventFilter(kept)
            kept.setParent(None)
        for action in field.actions():
            action.setVisible(not quiet)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            return True
        return super().eventFilter(watched, event)
