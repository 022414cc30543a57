"""Finds the headings of a list and proposes what each of its columns holds."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from returnhelp import files
from returnhelp.domain import countries, identifiers, intake_values
from returnhelp.domain.case import Permit
from returnhelp.domain.errors import HeadingRowNotFoundError
from returnhelp.domain.intake import (
    MANY_COLUMNS,
    MONEY_FIELDS,
    NAME_FIELDS,
    Cell,
    Column,
    Field,
    Sheet,
    SheetMapping,
    Workbook,
)
from returnhelp.domain.intake_dates import read_date
from returnhelp.domain.intake_values import as_text
from returnhelp.domain.names import fold

_LOOKED_AT = 60  # rows in which the headings are looked for
_SAMPLE = 200  # filled cells of a column by which its content is judged
_SURE = 100
_ALTERNATIVES = 4
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_CURRENCY = re.compile(r"\b(CHF|EUR|USD)\b")


@dataclass(frozen=True, slots=True)
class _Guess:
    field: Field
    confidence: int


def propose(workbook: Workbook, today: date) -> SheetMapping:
    """The sheet, heading row and columns that a list of people most probably has, each column with its confidence.

    ``today`` only serves to tell dates from other numbers. Raises HeadingRowNotFoundError.
    """
    best: tuple[float, SheetMapping] | None = None
    for sheet in workbook.sheets:
        number = heading_row(sheet)
        if number is None:
            continue
        mapping = SheetMapping(sheet.name, number, propose_columns(sheet, number, today))
        score = _worth(mapping.columns) - (5 if sheet.hidden else 0) + min(len(sheet.rows), 1000) / 1000
        if best is None or score > best[0]:
            best = (score, mapping)
    if best is None:
        raise HeadingRowNotFoundError(name=workbook.name)
    return best[1]


def heading_row(sheet: Sheet) -> int | None:
    """The number of the row with the most known headings, at least two of them with a name or a number; else None."""
    best, best_score = None, 1.5
    for number, row in enumerate(sheet.rows[:_LOOKED_AT], start=1):
        guesses = [_by_heading(as_text(cell)) for cell in row if isinstance(cell, str) and cell.strip()]
        fields = {guess[0].field for guess in guesses if guess and guess[0].confidence >= 60} - {Field.IGNORE}
        if not fields & (NAME_FIELDS | {Field.ZEMIS, Field.N_NUMBER}):
            continue
        score = len(fields) + sum(1 for guess in guesses if guess) / 100
        if score > best_score:
            best, best_score = number, score
    return best


def propose_columns(sheet: Sheet, number: int, today: date) -> tuple[Column, ...]:
    """What each column under the headings of row ``number`` is taken for; a field is given once, to its best column."""
    headings = _headings(sheet, number)
    samples = [_sample(sheet, number, index) for index in range(sheet.width)]
    wishes = [
        _wishes(heading, sample, today) if heading or sample else []
        for heading, sample in zip(headings, samples, strict=True)
    ]
    given = _share_out(_name_or_full_name(wishes))
    columns = []
    for index, (heading, wish) in enumerate(zip(headings, wishes, strict=True)):
        if not heading and not samples[index]:
            continue
        field, confidence = given.get(index, (Field.IGNORE, 0))
        others = tuple(guess.field for guess in wish if guess.field is not field)[:_ALTERNATIVES]
        found = _CURRENCY.search(heading.upper())
        columns.append(Column(index, heading, field, confidence, others, found[1] if found else "CHF"))
    return tuple(columns)


def heading_key(heading: str) -> str:
    """The form in which headings are compared."""
    return fold(heading).replace(" ", "")


# --- what a heading says -------------------------------------------------------------------------------------------


@cache
def _known() -> Mapping[str, tuple[Field, ...]]:
    known: defaultdict[str, dict[Field, None]] = defaultdict(dict)
    with files.path("resources/heading_synonyms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for heading in row["spellings"].split("|"):
                known[heading_key(heading)][Field(row["field"])] = None
    return MappingProxyType({key: tuple(fields) for key, fields in known.items() if key})


@cache
def _phrases() -> tuple[tuple[str, Field], ...]:
    """Known headings of some length, to be found inside longer ones; the longest first."""
    with files.path("resources/heading_synonyms.csv").open(encoding="utf-8", newline="") as lines:
        pairs = {
            (fold(heading), Field(row["field"]))
            for row in csv.DictReader(lines)
            for heading in row["spellings"].split("|")
            if len(fold(heading)) >= 4
        }
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _by_heading(heading: str) -> tuple[_Guess, ...]:
    """What a heading may mean, best first."""
    for form, confidence in ((heading, _SURE), (_BRACKETS.sub(" ", heading), 98), (_CURRENCY.sub(" ", heading), 96)):
        fields = _known().get(heading_key(form))
        if fields:
            return tuple(_Guess(field, confidence) for field in fields)
    plain = f" {fold(_BRACKETS.sub(' ', heading))} "
    inside = {field: phrase for phrase, field in reversed(_phrases()) if f" {phrase} " in plain}
    guesses = [
        _Guess(field, 60 + min(25, 2 * len(phrase))) for field, phrase in inside.items() if field is not Field.IGNORE
    ]
    if not guesses and len(heading_key(heading)) > 4:
        hits = process.extract(heading_key(heading), list(_known()), scorer=fuzz.ratio, score_cutoff=84, limit=3)
        guesses = [_Guess(field, round(score * 0.8)) for key, score, _ in hits for field in _known()[key]]
    return tuple(sorted(guesses, key=lambda guess: -guess.confidence))


def _headings(sheet: Sheet, number: int) -> list[str]:
    """The texts of the heading row; where it is empty, the row above counts if headings stand on two rows."""
    row = [as_text(cell) for cell in sheet.rows[number - 1]]
    if number > 1:
        above = [as_text(cell) for cell in sheet.rows[number - 2]]
        if sum(1 for text in above if _by_heading(text)) >= 2:
            row = [own or upper for own, upper in zip(row, above, strict=True)]
    return row


# --- what the content says -----------------------------------------------------------------------------------------


def _sample(sheet: Sheet, number: int, index: int) -> list[Cell]:
    cells: list[Cell] = []
    for row in sheet.rows[number:]:
        cell = row[index]
        if cell is not None and cell != "":
            cells.append(cell)
            if len(cells) >= _SAMPLE:
                break
    return cells


def _is_date(cell: Cell, today: date) -> bool:
    return read_date(cell, today).dated is not None


def _is_number_in_text(cell: Cell) -> bool:
    return identifiers.n_number(as_text(cell)).well_formed and not isinstance(cell, date)


_CONTENT: dict[Field, Callable[[str], bool]] = {
    Field.ZEMIS: lambda text: identifiers.zemis(text).well_formed,
    Field.NATIONALITY: lambda text: len(text) > 1 and bool(countries.lookup(text)),
    Field.CANTON: lambda text: not text.isdecimal() and identifiers.canton(text) is not None,
    Field.PERMIT: lambda text: not text.isdecimal() and identifiers.permit(text) not in (None, Permit.UNKNOWN),
    Field.SEX: lambda text: not text.isdecimal() and intake_values.sex(text) is not None,
    Field.PROJECT: lambda text: intake_values.project(text) is not None,
    Field.REMARKS: lambda text: bool(intake_values.remarks(text).needs),
    Field.LANGUAGE: lambda text: len(text) > 3 and intake_values.language(text) is not None,
}


def _fits(field: Field, sample: Sequence[Cell], today: date) -> float | None:
    """The share of cells that can be this field; None where content says nothing."""
    if not sample:
        return None
    if field in (Field.BIRTH_DATE, Field.ENTRY_DATE, Field.DEPARTURE_DATE):
        return sum(_is_date(cell, today) for cell in sample) / len(sample)
    if field in MONEY_FIELDS:
        return sum(intake_values.money(cell).centimes is not None for cell in sample) / len(sample)
    if field is Field.N_NUMBER:
        return sum(_is_number_in_text(cell) for cell in sample) / len(sample)
    if field in NAME_FIELDS:
        return sum(isinstance(cell, str) and bool(fold(cell)) and not cell.strip().isdigit() for cell in sample) / len(
            sample
        )
    test = _CONTENT.get(Field.NATIONALITY if field is Field.DESTINATION else field)
    if test is None or field in (Field.REMARKS, Field.PROJECT):
        return None
    return sum(test(as_text(cell)) for cell in sample) / len(sample)


def _wishes(heading: str, sample: Sequence[Cell], today: date) -> list[_Guess]:
    """What a column may hold by heading and content, best first."""
    guesses: dict[Field, int] = {}
    for guess in _by_heading(heading) if heading else ():
        share = _fits(guess.field, sample, today)
        confidence = guess.confidence if share is None or share >= 0.5 else round(guess.confidence * (0.3 + share))
        guesses[guess.field] = max(guesses.get(guess.field, 0), confidence)
    for field, confidence in _by_content(sample):
        guesses[field] = max(guesses.get(field, 0), confidence)
    return [_Guess(field, confidence) for field, confidence in sorted(guesses.items(), key=lambda pair: -pair[1])]


def _by_content(sample: Sequence[Cell]) -> Iterable[tuple[Field, int]]:
    """What the content alone speaks for; it never outweighs a heading that fits."""
    if len(sample) < 3:
        return
    texts = [as_text(cell) for cell in sample]
    for field, test in _CONTENT.items():
        share = sum(map(test, texts)) / len(texts)
        if share >= 0.7:
            yield field, round(55 * share)


def _worth(columns: Iterable[Column]) -> float:
    return sum(column.confidence for column in columns if column.field is not Field.IGNORE) / 100


def _name_or_full_name(wishes: list[list[_Guess]]) -> list[list[_Guess]]:
    """``Name`` is the full name where no other column has the given name; Italian ``Nome`` likewise."""
    first = {wish[0].field for wish in wishes if wish and wish[0].confidence >= 50}
    if len(first & {Field.FAMILY_NAME, Field.GIVEN_NAMES}) != 1 or Field.FULL_NAME in first:
        return wishes
    lonely = Field.FAMILY_NAME if Field.FAMILY_NAME in first else Field.GIVEN_NAMES
    return [
        [_Guess(Field.FULL_NAME, 80), *(_Guess(guess.field, min(guess.confidence, 60)) for guess in wish)]
        if wish and wish[0].field is lonely
        else wish
        for wish in wishes
    ]


def _share_out(wishes: list[list[_Guess]]) -> dict[int, tuple[Field, int]]:
    """Give each field to the column that wants it most; a column that loses gets its next wish."""
    bids = sorted(
        ((guess.confidence, -index, guess.field) for index, wish in enumerate(wishes) for guess in wish),
        key=lambda bid: (-bid[0], -bid[1]),
    )
    given: dict[int, tuple[Field, int]] = {}
    taken: set[Field] = set()
    for confidence, negative, field in bids:
        index = -negative
        if confidence < 35 or index in given or (field in taken and field not in MANY_COLUMNS):
            continue
        given[index] = (field, confidence)
        taken.add(field)
    return given
