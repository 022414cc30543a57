"""The forms: what they may hold, and what load_form makes of them."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox, QWidget

from returnhelp import files
from returnhelp.gui import forms, words
from returnhelp.gui.forms import FormError, load_form
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.gui.widgets.message_bar import MessageBar
from returnhelp.gui.widgets.password_edit import PasswordEdit

FORMS = sorted(files.path("ui").glob("*.ui"))
_CODE = "".join(module.read_text(encoding="utf-8") for module in files.path("returnhelp/gui").rglob("*.py"))
BY_NAME = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)

_FIELDS = {
    "QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox", "QSpinBox", "ChoiceCombo", "DateEdit", "MoneyEdit",
    "PasswordEdit", "Picker", "CountryCombo", "LanguageCombo", "CantonCombo", "CountriesEdit", "LanguagesEdit",
    "ChipsEdit", "NumberEdit",
}  # fmt: skip
_LOOKS_AND_SIZES = {
    "icon",
    "styleSheet",
    "minimumSize",
    "maximumSize",
    "geometry",
    "baseSize",
    "sizeIncrement",
    "font",
    "palette",
}
_NOT_FIELD_LABELS = ("_title", "_heading", "_note", "_error", "_value", "_badge", "_figure", "_words")


def _widgets(form: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(form).iter("widget"))


def _property(widget: ElementTree.Element, name: str) -> str | None:
    for one in widget.findall("property"):
        if one.get("name") == name:
            return "".join(one.itertext()).strip()
    return None


@BY_NAME
def test_a_form_holds_no_looks_sizes_and_connections(form: Path):
    tree = ElementTree.parse(form)
    used = {one.get("name") for one in tree.iter("property")}
    assert not used & _LOOKS_AND_SIZES
    assert not list(tree.iter("connection"))
    assert not list(tree.iter("action"))


@BY_NAME
def test_a_form_is_a_plain_widget_with_layouts_throughout(form: Path):
    root = ElementTree.parse(form).find("widget")
    assert root is not None
    assert root.get("class") == "QWidget"
    for widget in _widgets(form):
        children = widget.findall("widget")
        assert not children or widget.get("class") in ("QStackedWidget", "QSplitter", "QTabWidget", "QScrollArea"), (
            f"{widget.get('name')} holds widgets without a layout"
        )


@BY_NAME
def test_names_say_what_and_which_kind(form: Path):
    names = [widget.get("name") for widget in _widgets(form)[1:]]
    assert len(names) == len(set(names))
    for name in names:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", name or ""), name


@BY_NAME
def test_every_label_has_its_field_and_every_field_its_name(form: Path):
    named = set()
    for widget in _widgets(form):
        name = widget.get("name") or ""
        if widget.get("class") == "QLabel":
            buddy = _property(widget, "buddy")
            assert buddy or name.endswith(_NOT_FIELD_LABELS), f"{name} has no buddy"
            named.add(buddy)
    for widget in _widgets(form):
        if widget.get("class") in _FIELDS:
            name = widget.get("name")
            said = name in named or _property(widget, "accessibleName") or f"{name}.setAccessibleName(" in _CODE
            assert said, f"{name} has no label and no accessible name"


@BY_NAME
def test_widgets_of_our_own_name_their_module(form: Path):
    for custom in ElementTree.parse(form).iter("customwidget"):
        module = files.path(custom.findtext("header", "").replace(".", "/") + ".py")
        assert f"class {custom.findtext('class')}(" in module.read_text(encoding="utf-8"), custom.findtext("class")


class _SignInPage(QWidget):
    message_bar: MessageBar
    office_combo: ChoiceCombo
    name_edit: QLineEdit
    name_label: QLabel
    password_edit: PasswordEdit


def test_the_widgets_of_a_form_are_given_to_the_names_of_the_page(qtbot):
    page = _SignInPage()
    qtbot.addWidget(page)
    load_form(page, "sign_in")
    assert isinstance(page.password_edit, PasswordEdit)
    qtbot.keyClicks(page.name_edit, "carla")
    assert page.name_edit.text() == "carla"


def test_a_field_is_named_by_its_label_in_every_language(qtbot, translated):
    page = _SignInPage()
    qtbot.addWidget(page)
    load_form(page, "sign_in")
    assert page.name_edit.accessibleName() == "User name"
    translated("xx")
    assert page.name_label.text() != "User name"
    qtbot.waitUntil(lambda: page.name_edit.accessibleName() == page.name_label.text())


def test_a_name_that_was_given_stays(qtbot, translated):
    page = _SignInPage()
    qtbot.addWidget(page)
    load_form(page, "sign_in")
    page.name_edit.setAccessibleName("Who")
    translated("xx")
    assert page.name_edit.accessibleName() == "Who"


@pytest.fixture
def translated(qapp):
    yield words.use
    words.use("en")


def test_a_page_that_wants_what_is_not_in_its_form_is_told(qtbot):
    class Page(_SignInPage):
        city_edit: QLineEdit

    page = Page()
    qtbot.addWidget(page)
    with pytest.raises(FormError, match="no QLineEdit named city_edit"):
        load_form(page, "sign_in")


def test_a_page_that_wants_another_kind_is_told(qtbot):
    class Page(_SignInPage):
        name_edit: QSpinBox  # type: ignore[assignment]

    page = Page()
    qtbot.addWidget(page)
    with pytest.raises(FormError, match="no QSpinBox named name_edit"):
        load_form(page, "sign_in")


def test_a_page_must_know_every_widget_of_our_own(qtbot):
    class Page(QWidget):
        name_edit: QLineEdit

    page = Page()
    qtbot.addWidget(page)
    with pytest.raises(FormError, match="holds a"):
        load_form(page, "sign_in")


def test_every_form_is_shown_somewhere():
    unused = {form.stem for form in FORMS if f'"{form.stem}"' not in _CODE}
    assert not unused


def test_no_plug_in_is_loaded_for_the_forms(qapp):
    assert not any(forms._loader().pluginPaths())
