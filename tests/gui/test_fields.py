"""The fields understand what people type, and say what they understood."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from returnhelp.domain.people import CivilStatus, Precision, Sex
from returnhelp.gui import words
from returnhelp.gui.widgets import money_edit, wrong
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.date_edit import DateEdit
from returnhelp.gui.widgets.money_edit import MoneyEdit
from returnhelp.gui.widgets.number_edit import NumberEdit
from returnhelp.gui.widgets.password_edit import PasswordEdit
from returnhelp.gui.widgets.picker import Option, Picker
from returnhelp.gui.widgets.places import CantonCombo, CountriesEdit, CountryCombo, LanguageCombo, LanguagesEdit

TODAY = date(2026, 3, 20)
TURKEY, GERMANY, ERITREA, YUGOSLAVIA = 8239, 8207, 8362, 8220


@pytest.fixture
def day_edit(qtbot) -> DateEdit:
    edit = DateEdit()
    qtbot.addWidget(edit)
    edit.set_today(TODAY)
    return edit


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("3.5.87", date(1987, 5, 3), Precision.DAY),
        ("03.05.1987", date(1987, 5, 3), Precision.DAY),
        ("1987-05-03", date(1987, 5, 3), Precision.DAY),
        ("5.1987", date(1987, 5, 1), Precision.MONTH),
        ("1987", date(1987, 1, 1), Precision.YEAR),
        ("ca. 1987", date(1987, 1, 1), Precision.ESTIMATED),
        ("+7", date(2026, 3, 27), Precision.DAY),
        ("-1", date(2026, 3, 19), Precision.DAY),
        ("1.1.26", date(2026, 1, 1), Precision.DAY),
        ("1.4.26", date(1926, 4, 1), Precision.DAY),
    ],
)
def test_a_date_is_understood(qtbot, day_edit: DateEdit, typed: str, day: date, precision: Precision):
    qtbot.keyClicks(day_edit, typed)
    assert day_edit.value() == (day, precision)
    assert day_edit.is_valid()


def test_a_date_to_come_takes_the_coming_century(qtbot, day_edit: DateEdit):
    day_edit.set_latest(date(2046, 1, 1))
    qtbot.keyClicks(day_edit, "1.4.26")
    assert day_edit.day() == date(2026, 4, 1)


def test_what_is_no_date_is_said(qtbot, day_edit: DateEdit):
    qtbot.keyClicks(day_edit, "31.02.1987")
    assert day_edit.value() is None
    assert not day_edit.is_valid()
    assert day_edit.accessibleDescription() == "not a date"


def test_an_empty_date_is_no_mistake(qtbot, day_edit: DateEdit):
    day_edit.set_value(TODAY)
    day_edit.selectAll()
    qtbot.keyClick(day_edit, Qt.Key.Key_Backspace)
    assert day_edit.value() is None
    assert day_edit.is_valid()


def test_only_a_whole_date_will_do_where_something_happens(qtbot, day_edit: DateEdit):
    day_edit.set_whole_only(True)
    qtbot.keyClicks(day_edit, "5.1987")
    assert not day_edit.is_valid()


def test_a_date_is_moved_by_keys(qtbot, day_edit: DateEdit):
    day_edit.set_value(date(2026, 1, 31))
    qtbot.keyClick(day_edit, Qt.Key.Key_Up)
    assert day_edit.day() == date(2026, 2, 1)
    day_edit.set_value(date(2026, 1, 31))
    qtbot.keyClick(day_edit, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert day_edit.day() == date(2026, 2, 28)
    qtbot.keyClick(day_edit, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert day_edit.day() == date(2026, 1, 28)


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        (Precision.DAY, "03.05.1987"),
        (Precision.MONTH, "05.1987"),
        (Precision.YEAR, "1987"),
        (Precision.ESTIMATED, "ca. 1987"),
    ],
)
def test_a_date_is_shown_as_well_as_it_is_known(day_edit: DateEdit, precision: Precision, shown: str):
    day_edit.set_value(date(1987, 5, 3), precision)
    assert day_edit.text() == shown


@pytest.mark.parametrize(
    ("typed", "centimes"),
    [
        ("1200", 120_000),
        ("1'200.50", 120_050),
        ("1’200.5", 120_050),
        ("1 200,05", 120_005),
        ("CHF 1'200.--", 120_000),
        ("1'200.–", 120_000),
        ("0", 0),
        ("-5", None),
        ("zwölf", None),
        ("99999999999", None),
    ],
)
def test_an_amount_is_understood(typed: str, centimes: int | None):
    assert money_edit.understood(typed) == centimes


def test_an_amount_is_written_as_in_switzerland(qtbot):
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    edit.set_value(1_234_567_05)
    assert edit.text() == "1’234’567.05"
    edit.clear()
    qtbot.keyClicks(edit, "x")
    assert not edit.is_valid()
    assert edit.value() is None


def test_a_choice_is_a_value_in_the_words_of_the_language(qtbot):
    combo = ChoiceCombo()
    qtbot.addWidget(combo)
    chosen = []
    combo.chosen.connect(chosen.append)
    combo.offer(Sex, empty=lambda: "–")
    assert combo.value() is None
    combo.set_value(Sex.FEMALE)
    shown = combo.currentText()
    words.use("xx")
    assert combo.value() is Sex.FEMALE
    assert combo.currentText() != shown
    words.use("en")
    assert combo.currentText() == shown
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert chosen == [combo.value()]


def test_a_value_that_is_not_offered_chooses_nothing(qtbot):
    combo = ChoiceCombo()
    qtbot.addWidget(combo)
    combo.offer(Sex)
    combo.set_value(CivilStatus.SINGLE)
    assert combo.value() is None


def test_other_values_keep_the_choice_if_it_is_among_them(qtbot):
    combo = ChoiceCombo()
    qtbot.addWidget(combo)
    combo.offer([1, 2, 3], str)
    combo.set_value(2)
    combo.offer([2, 3], str)
    assert combo.value() == 2
    combo.offer([3], str)
    assert combo.value() is None


@pytest.mark.parametrize("typed", ["Turkei", "turkey", "TURQUIE", "tr", "turchia", "turk"])
def test_a_country_is_found_by_any_of_its_names(qtbot, typed: str):
    combo = CountryCombo()
    qtbot.addWidget(combo)
    picked = []
    combo.picked.connect(picked.append)
    combo.show()
    qtbot.keyClicks(combo, typed)
    qtbot.keyClick(combo, Qt.Key.Key_Return)
    assert picked == [TURKEY]
    assert combo.value() == TURKEY


def test_a_country_is_found_by_letters_with_marks(qtbot):
    combo = CountryCombo()
    qtbot.addWidget(combo)
    combo.setText("Türkei")
    combo.settle()
    assert combo.value() == TURKEY


def test_a_country_keeps_its_number_in_another_language(qtbot):
    combo = CountryCombo()
    qtbot.addWidget(combo)
    combo.set_value(GERMANY)
    assert combo.text() == "Germany"
    words.use("de")
    assert combo.text() == "Deutschland"
    assert combo.value() == GERMANY


def test_leaving_the_line_takes_what_is_sure_and_drops_the_rest(qtbot):
    picker = Picker()
    qtbot.addWidget(picker)
    picker.offer(lambda: [Option(1, "Bern"), Option(2, "Basel"), Option(3, "Genf", ("Genève",))])
    qtbot.keyClicks(picker, "geneve")
    picker.settle()
    assert picker.value() == 3
    assert picker.text() == "Genf"
    picker.selectAll()
    qtbot.keyClicks(picker, "b")
    picker.settle()
    assert picker.value() == 3
    assert picker.text() == "Genf"
    picker.selectAll()
    qtbot.keyClick(picker, Qt.Key.Key_Backspace)
    picker.settle()
    assert picker.value() is None


def test_an_unknown_value_cannot_be_picked(qtbot):
    picker = Picker()
    qtbot.addWidget(picker)
    picker.offer(lambda: [Option(1, "Bern")])
    with pytest.raises(LookupError):
        picker.set_value(9)


def test_a_state_that_is_no_longer_is_still_shown(qtbot):
    combo, several = CountryCombo(), CountriesEdit()
    for widget in (combo, several):
        qtbot.addWidget(widget)
    combo.set_value(YUGOSLAVIA)
    several.set_values([YUGOSLAVIA])
    assert combo.text()
    assert combo.text() != str(YUGOSLAVIA)
    combo.settle()
    assert combo.value() == YUGOSLAVIA


def test_cantons_and_languages_are_found_by_their_letters(qtbot):
    canton, language = CantonCombo(), LanguageCombo()
    for widget, typed in ((canton, "vd"), (language, "ti")):
        qtbot.addWidget(widget)
        qtbot.keyClicks(widget, typed)
        widget.settle()
    assert canton.value() == "VD"
    assert language.value() == "ti"
    assert canton.text() == "Vaud"


def test_several_countries_are_typed_one_after_another(qtbot):
    edit = CountriesEdit()
    qtbot.addWidget(edit)
    edit.show()
    changes = []
    edit.changed.connect(lambda: changes.append(edit.values()))
    for typed in ("eritrea", "germany", "eritrea"):
        qtbot.keyClicks(edit.line(), typed)
        qtbot.keyClick(edit.line(), Qt.Key.Key_Return)
    assert edit.values() == [ERITREA, GERMANY]
    qtbot.keyClick(edit.line(), Qt.Key.Key_Backspace)
    assert edit.values() == [ERITREA]
    assert changes == [[ERITREA], [ERITREA, GERMANY], [ERITREA]]


def test_several_languages_speak_the_language_of_the_window(qtbot):
    edit = LanguagesEdit()
    qtbot.addWidget(edit)
    edit.set_values(["ti", "ar"])
    words.use("de")
    assert edit.values() == ["ti", "ar"]


def test_a_number_stands_away_from_the_edge(qtbot):
    edit = NumberEdit()
    qtbot.addWidget(edit)
    assert edit.lineEdit().textMargins().left() > 0


def test_a_password_is_shown_only_when_asked(qtbot):
    edit = PasswordEdit()
    qtbot.addWidget(edit)
    edit.show()
    edit.setFocus()
    qtbot.keyClicks(edit, "geheim")
    assert edit.displayText() != "geheim"
    edit.actions()[0].trigger()
    assert edit.displayText() == "geheim"
    edit.forget()
    assert edit.text() == ""
    assert edit.echoMode() is PasswordEdit.EchoMode.Password


def test_caps_lock_is_noticed_by_a_letter_of_the_wrong_size(qtbot):
    edit = PasswordEdit()
    qtbot.addWidget(edit)
    told = []
    edit.caps_lock_changed.connect(told.append)
    qtbot.keyClick(edit, "A")
    assert told == [True]
    qtbot.keyClick(edit, "a")
    assert told == [True, False]
    qtbot.keyClick(edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert told == [True, False]


def test_a_wrong_field_says_why_beside_it(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    edit, error = QLineEdit(), QLabel()
    edit.setObjectName("name_edit")
    error.setObjectName("name_error")
    for widget in (edit, error):
        column.addWidget(widget)
    wrong.mark(edit, "A name is needed.")
    assert wrong.marked(edit)
    assert error.text() == "A name is needed."
    assert edit.accessibleDescription() == "A name is needed."
    wrong.clear(edit)
    assert not wrong.marked(edit)
    assert error.isHidden()
