"""A mapping is kept as plain data and fits the next list of its kind."""

import json
from datetime import date
from typing import Any

import pytest

from returnhelp.domain.errors import MappingUnreadableError, SheetNotThereError
from returnhelp.domain.intake import Column, Decision, DoubtKind, Field, Sheet, SheetMapping, Workbook
from returnhelp.domain.intake_mapping import (
    dumps,
    fit,
    from_dict,
    loads,
    to_dict,
    with_decision,
    with_field,
    with_value,
)

TODAY = date(2023, 1, 15)
MAPPING = SheetMapping(
    "Liste",
    4,
    (
        Column(0, "Wer", Field.FAMILY_NAME, 100, (Field.FULL_NAME,)),
        Column(1, "Vorname", Field.GIVEN_NAMES),
        Column(3, "Weg am", Field.DEPARTURE_DATE, 100, (), "EUR"),
    ),
    {Field.NATIONALITY: {"atlantis": "8304"}},
    {DoubtKind.FIRST_JANUARY: Decision.AS_WRITTEN},
)


def test_a_mapping_comes_back_from_json_as_it_was() -> None:
    assert loads(dumps(MAPPING)) == MAPPING
    assert from_dict(json.loads(json.dumps(to_dict(MAPPING)))) == MAPPING


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "shopping list"},
        {"version": 2},
        {"columns": None},
        {
            "columns": [
                {"index": -1, "heading": "", "field": "sex", "confidence": 1, "alternatives": [], "currency": ""}
            ]
        },
        {"columns": [{"index": 0}]},
        {"heading_row": "4"},
        {"values": {"sex": {"a": 1}}},
        {"values": {"nothing": {}}},
        {"decisions": {"first_january": "perhaps"}},
        {"decisions": []},
    ],
)
def test_what_is_no_mapping_is_told_by_name(changed: dict[str, Any]) -> None:
    with pytest.raises(MappingUnreadableError) as caught:
        from_dict({**to_dict(MAPPING), **changed}, "m.json")
    assert caught.value.given == {"name": "m.json"}


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100000])
def test_text_that_is_no_mapping_is_told_too(text: str) -> None:
    with pytest.raises(MappingUnreadableError):
        loads(text)


def test_a_mapping_fits_a_list_whose_columns_stand_elsewhere() -> None:
    rows = (
        ("Ausreisen", "", "", "", ""),
        ("Kanton", "Weg am", "Vorname", "Wer", "Ausreise"),
        ("ZH", "3.4.2022", "Anna", "Baran", ""),
    )
    fitted = fit(MAPPING, Workbook("x", (Sheet("2023", rows),)), TODAY)
    assert (fitted.sheet, fitted.heading_row) == ("2023", 2)
    assert [column.field for column in fitted.columns] == [
        Field.CANTON, Field.DEPARTURE_DATE, Field.GIVEN_NAMES, Field.FAMILY_NAME, Field.IGNORE,
    ]  # fmt: skip
    assert fitted.columns[1].currency == "EUR"
    assert fitted.values == MAPPING.values


def test_a_mapping_for_quite_another_list_is_refused() -> None:
    with pytest.raises(SheetNotThereError):
        fit(MAPPING, Workbook("x", (Sheet("1", (("Monat", "Betrag"), ("Mai", 5))),)), TODAY)


def test_answers_are_added_without_changing_the_mapping_they_came_from() -> None:
    more = with_value(MAPPING, Field.CANTON, " Züri ", "ZH")
    assert more.values[Field.CANTON] == {"zuri": "ZH"}
    assert Field.CANTON not in MAPPING.values
    assert (
        with_decision(MAPPING, DoubtKind.VERY_OLD, Decision.PROPOSED).decisions[DoubtKind.VERY_OLD] is Decision.PROPOSED
    )


def test_a_field_moves_from_one_column_to_another() -> None:
    moved = with_field(MAPPING, 1, Field.FAMILY_NAME)
    assert [column.field for column in moved.columns] == [Field.IGNORE, Field.FAMILY_NAME, Field.DEPARTURE_DATE]
    assert [column.field for column in with_field(MAPPING, 1, Field.NOTES).columns][1] is Field.NOTES
