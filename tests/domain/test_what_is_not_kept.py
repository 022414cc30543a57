"""Biometrics, hits in police files, conduct and coercion are kept nowhere (AIG Art. 109g(2) b, i, j, k)."""

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from xml.etree import ElementTree

import returnhelp.domain
from returnhelp import files
from returnhelp.domain.case import Case
from returnhelp.domain.editable import FIELDS
from returnhelp.domain.reunification import KinshipTest
from returnhelp.domain.sealed_forms import SEALED_FIELDS
from returnhelp.domain.steps import REJECTION
from returnhelp.domain.trafficking import TraffickingFacts
from returnhelp.i18n import field_words
from returnhelp.storage import tables
from returnhelp.storage.mapping import ENTITIES

FORBIDDEN = re.compile(
    r"biometr|fingerprint|facial|\biris|dna_profile|profile|genom|"
    r"ripol|\bsis\b|sis_hit|\bhit\b|police_(?!.*identified)|criminal|conviction|offen[cs]e|wanted|"
    r"conduct|behaviou?r|coerc|restrain|handcuff|violen(?!ce$)|escape|force_used|"
    r"detention|detained"
)
"""What a field must not be named after."""

DETENTION = {
    ("Case", "in_detention"),  # yes or no, for the rule of benefits (AsylV 2 Art. 59abis)
    ("Case", "detention_interview_on"),  # the day of the office's own talk, which travel money needs
}


def records() -> Iterator[type]:
    """Every dataclass of the domain that is kept or edited."""
    for module in pkgutil.iter_modules(returnhelp.domain.__path__, "returnhelp.domain."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and dataclasses.is_dataclass(found) and found.__module__ == module.name:
                yield found


def kept() -> set[type]:
    """Those that stand in the store."""
    return set(ENTITIES)


def test_no_kept_record_has_such_a_field() -> None:
    assert Case in kept() <= set(records())
    named = {(one.__name__, field.name) for one in kept() for field in dataclasses.fields(one)}
    assert {place for place in named if FORBIDDEN.search(place[1])} - DETENTION == set()


def test_no_table_has_such_a_column() -> None:
    columns = {(table.name, column.name) for table in tables.metadata.tables.values() for column in table.columns}
    found = {place for place in columns if FORBIDDEN.search(place[1])}
    assert found == {("cases", name) for _record, name in DETENTION}


def test_no_field_that_is_edited_or_sealed_is_one() -> None:
    edited = {(entity, name) for entity, fields in FIELDS.items() for name in fields}
    sealed = {(kind.value, one.name) for kind, fields in SEALED_FIELDS.items() for one in fields}
    found = {place for place in edited | sealed if FORBIDDEN.search(place[1])}
    assert found <= {("case", name) for _record, name in DETENTION}


def test_detention_is_yes_or_no_and_nothing_more() -> None:
    kinds = {field.name: field.type for field in dataclasses.fields(Case)}
    assert kinds["in_detention"] in (bool, "bool")
    assert {name for name in kinds if "deten" in name} == {name for _record, name in DETENTION}


def test_proceedings_of_a_victim_are_yes_or_no_and_nothing_more() -> None:
    about = {field.name: field.type for field in dataclasses.fields(TraffickingFacts) if "proceeding" in field.name}
    assert list(about) == ["proceedings"]
    assert about["proceedings"] in (bool, "bool")


def test_a_test_of_kinship_keeps_the_probability_and_never_the_profile() -> None:
    assert {field.name for field in dataclasses.fields(KinshipTest)} == {
        *("person_id", "asked_by", "consent_on", "laboratory", "sampled_on", "probability", "result_on"),
        *("id", "case_id"),
    }


def test_no_form_asks_for_it() -> None:
    asked = {
        (form.stem, widget.get("name", ""))
        for form in files.path("ui").glob("*.ui")
        for widget in ElementTree.parse(form).iter("widget")
    }
    allowed = ("in_detention", "detention_interview_on")
    assert {place for place in asked if FORBIDDEN.search(place[1]) and not place[1].startswith(allowed)} == set()


def test_no_field_is_called_so() -> None:
    words = {word.casefold() for _context, word in field_words.FIELDS.values()}
    wrong = ("fingerprint", "biometric", "dna profile", "criminal record", "conviction", "conduct", "coercive measure")
    assert [word for word in words if any(one in word for one in wrong)] == []


def test_reasons_of_a_rejection_are_codes_of_the_law() -> None:
    """For crime and abuse the code of the decision and its reference only (AIG Art. 109g)."""
    assert all(isinstance(one, StrEnum) for one in REJECTION)
    assert not any(FORBIDDEN.search(one.value) for one in REJECTION)
