"""A translation that would break the program, or leave a gap in it, is named."""

import ast
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from translations import forms, words


def catalog(*entries: tuple[str | tuple[str, str], str | tuple[str, str]]) -> Catalog:
    made = Catalog(locale="de")
    for source, translation in entries:
        made.add(source, translation)
    return made


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{count} letters", "{count} Briefe"),
        (("One letter", "{count} letters"), ("Ein Brief", "{count} Briefe")),
        (("{count} letter", "{count} letters"), ("{count} Brief", "{count} Briefe")),
        ("From {first:month}", "Ab {first:month}"),
        ("&Save", "&Speichern"),
        ("Health & Safety", "Gesundheit"),
        ("Use { and &amp;", "{ und &amp;"),
    ],
)
def test_a_faithful_translation_has_no_fault(source, translation):
    assert list(words.faults(catalog((source, translation)), catalog((source, "")))) == []


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("{count} letters", "Briefe", "fills in nothing instead of {count}"),
        ("{count} letters", "{anzahl} Briefe", "fills in {anzahl}"),
        ("{count} letters", "{count Briefe", "a brace is not closed"),
        ("From {first:month}", "Ab {first}", "fills in {first} instead of {first:month}"),
        (("One letter", "{count} letters"), ("Ein Brief", "Briefe"), "fills in nothing"),
        ("&Save", "Speichern", "keyboard letter"),
        ("Name: ", "Name:", "another space"),
        ("Case", "", "not translated"),
    ],
)
def test_an_unfaithful_translation_is_a_fault(source, translation, fault):
    (said,) = words.faults(catalog((source, translation)), catalog((source, "")))
    assert fault in said


def test_a_missing_and_a_left_over_text_are_faults():
    said = list(words.faults(catalog(("Old", "Alt")), catalog(("New", ""))))
    assert [fault.split(" (")[0] for fault in said] == ["not there", "no longer in the program"]


def test_a_fuzzy_translation_is_a_fault():
    fuzzy = read_po(BytesIO(b'#, fuzzy\nmsgid "Case"\nmsgstr "Fall"\n'), locale="de")
    assert [fault.split(":")[0] for fault in words.faults(fuzzy, catalog(("Case", "")))] == ["marked fuzzy"]


def test_the_words_of_a_form_are_found_with_context_and_hint():
    form = BytesIO(
        b"<ui><string>Name</string><string notr='true'>CHF</string><string/>"
        b"<string comment='of a case' extracomment='On the bar'>State</string></ui>"
    )
    assert list(forms.extract(form, None, None, None)) == [
        (0, "gettext", "Name", []),
        (0, "pgettext", ("of a case", "State"), ["On the bar"]),
    ]


def test_the_words_of_the_program_are_found():
    found = words.words()
    assert found.get("There is no screen here to show the window on. Nothing was opened."
                     " “returnhelp --help” tells what works without a window.")  # fmt: skip


def test_every_language_there_is_one_of_the_programs(root):
    there = {file.parent.parent.name for file in (root / "translations").glob("*/LC_MESSAGES/*.po")}
    assert there <= set(words.LANGUAGES)


def test_no_text_is_asked_for_inside_of_an_f_string():
    """There it is not found when the words are gathered, and stays untranslated."""
    asked = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
    inside = [
        f"{file.name}:{call.lineno}"
        for file in sorted((words.ROOT / "returnhelp").rglob("*.py"))
        for text in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and any(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in call.args)
        and (getattr(call.func, "id", None) or getattr(call.func, "attr", None)) in asked
    ]
    assert inside == []
