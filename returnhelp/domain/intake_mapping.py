"""A mapping kept for the next list: as plain data for JSON, and fitted to a list whose columns stand elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from returnhelp.domain.errors import MappingUnreadableError, SheetNotThereError
from returnhelp.domain.intake import MANY_COLUMNS, Column, Decision, DoubtKind, Field, Sheet, SheetMapping, Workbook
from returnhelp.domain.intake_headings import heading_key, heading_row, propose_columns
from returnhelp.domain.intake_values import as_text, value_key

_KIND = "returnhelp mapping"
_VERSION = 1
_LOOKED_AT = 100  # rows in which the headings are looked for


def to_dict(mapping: SheetMapping) -> dict[str, Any]:
    """The mapping as data that JSON can hold."""
    return {
        "kind": _KIND,
        "version": _VERSION,
        "sheet": mapping.sheet,
        "heading_row": mapping.heading_row,
        "columns": [
            {
                "index": column.index,
                "heading": column.heading,
                "field": column.field.value,
                "confidence": column.confidence,
                "alternatives": [field.value for field in column.alternatives],
                "currency": column.currency,
            }
            for column in mapping.columns
        ],
        "values": {field.value: dict(words) for field, words in mapping.values.items()},
        "decisions": {kind.value: decision.value for kind, decision in mapping.decisions.items()},
    }


def from_dict(data: object, name: str = "") -> SheetMapping:
    """The mapping that ``to_dict`` gave; ``name`` is the file's, for MappingUnreadableError."""
    try:
        if not isinstance(data, Mapping) or data["kind"] != _KIND or data["version"] != _VERSION:
            raise MappingUnreadableError(name=name)
        return SheetMapping(
            sheet=_string(data["sheet"]),
            heading_row=_whole(data["heading_row"]),
            columns=tuple(_column(one) for one in data["columns"]),
            values={
                Field(field): {_string(word): _string(code) for word, code in words.items()}
                for field, words in data["values"].items()
            },
            decisions={DoubtKind(kind): Decision(decision) for kind, decision in data["decisions"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as cause:
        raise MappingUnreadableError(name=name) from cause


def dumps(mapping: SheetMapping) -> str:
    """The mapping as JSON text."""
    return json.dumps(to_dict(mapping), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def loads(text: str, name: str = "") -> SheetMapping:
    """The mapping in a JSON text; raises MappingUnreadableError."""
    try:
        return from_dict(json.loads(text), name)
    except (json.JSONDecodeError, RecursionError) as cause:
        raise MappingUnreadableError(name=name) from cause


def fit(mapping: SheetMapping, workbook: Workbook, today: date) -> SheetMapping:
    """The mapping for another list of the same kind: its columns are found again by their headings.

    Columns that the mapping does not know are proposed anew. Raises SheetNotThereError if no sheet has its headings.
    """
    known = {heading_key(column.heading): column for column in mapping.columns if column.heading}
    best: tuple[int, bool, Sheet, int] | None = None
    for sheet in workbook.sheets:
        number, hits = _heading_row(sheet, known)
        if hits and (best is None or (hits, sheet.name == mapping.sheet) > best[:2]):
            best = (hits, sheet.name == mapping.sheet, sheet, number)
    if best is None:
        raise SheetNotThereError(name=workbook.name, sheet=mapping.sheet)
    _, _, sheet, number = best
    columns = [_fitted(column, known) for column in propose_columns(sheet, number, today)]
    kept = {column.field for column in columns if heading_key(column.heading) in known}
    columns = [
        replace(column, field=Field.IGNORE)
        if heading_key(column.heading) not in known and column.field in kept - MANY_COLUMNS
        else column
        for column in columns
    ]
    return replace(mapping, sheet=sheet.name, heading_row=number, columns=tuple(columns))


def with_value(mapping: SheetMapping, field: Field, word: str, code: str) -> SheetMapping:
    """The mapping with one more answer: what a word, as it is written, means in a field; "" leaves it empty."""
    words = {**mapping.values.get(field, {}), value_key(word): code}
    return replace(mapping, values={**mapping.values, field: words})


def with_decision(mapping: SheetMapping, kind: DoubtKind, decision: Decision) -> SheetMapping:
    """The mapping with all doubts of a kind settled."""
    return replace(mapping, decisions={**mapping.decisions, kind: decision})


def with_field(mapping: SheetMapping, index: int, field: Field) -> SheetMapping:
    """The mapping with another field for one column; a column that held that field so far is left out."""
    columns = []
    for column in mapping.columns:
        if column.index == index:
            column = replace(column, field=field, confidence=100)
        elif column.field is field and field not in MANY_COLUMNS:
            column = replace(column, field=Field.IGNORE, confidence=0)
        columns.append(column)
    return replace(mapping, columns=tuple(columns))


def _heading_row(sheet: Sheet, known: Mapping[str, Column]) -> tuple[int, int]:
    """The row with most of the headings that are known, and how many they are."""
    best = (heading_row(sheet) or 0, 0)
    for number, row in enumerate(sheet.rows[:_LOOKED_AT], start=1):
        hits = len({heading_key(as_text(cell)) for cell in row} & known.keys())
        if hits > best[1]:
            best = (number, hits)
    return best


def _fitted(column: Column, known: Mapping[str, Column]) -> Column:
    saved = known.get(heading_key(column.heading))
    return replace(column, field=saved.field, confidence=100, currency=saved.currency) if saved else column


def _column(data: Mapping[str, Any]) -> Column:
    return Column(
        index=_whole(data["index"]),
        heading=_string(data["heading"]),
        field=Field(data["field"]),
        confidence=_whole(data["confidence"]),
        alternatives=tuple(Field(one) for one in data["alternatives"]),
        currency=_string(data["currency"]),
    )


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
