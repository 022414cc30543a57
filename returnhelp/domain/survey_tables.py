"""An instrument as a spreadsheet: what an office exports as a pattern, fills in and loads.

At the top stand the facts, a row each: the name in the first cell, the text in the second (``FACTS`` of
``survey_checks``, and ``title_en``, ``note_en`` and so on in each language). Then comes the row with the headings,
the first of which is ``question``, and below it one row for each answer of each question:

========================  ===================================================================================
``question``              its code, in each of its rows
``dimension``             economic, social or psychosocial; satisfaction where the fact ``marks`` is given
``kind``                  choice, or multiple for several answers at once; empty is choice
``weight``                in the score of the dimension; empty where no answer has a value
``composite_weight``      in the composite score
``only_if``               asked only after this answer: ``E9=yes``, ``E9=yes|perhaps``
``question_en`` …         the question, a column for each language
``option``                the code of the answer
``value``                 0 (worst) to 1 (best): 0.25 or 1/4; empty for an answer that does not count
``applies``               no for an answer that takes the question out of the count; empty is yes
``option_en`` …           the answer, a column for each language
========================  ===================================================================================

What is said of a question stands in its first row; its other rows may repeat it or leave it empty.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from returnhelp.domain.errors import (
    InstrumentCellEmptyError,
    InstrumentCodeTwiceError,
    InstrumentColumnMissingError,
    InstrumentColumnUnknownError,
    InstrumentContradictionError,
    InstrumentEmptyError,
    InstrumentTooLongError,
    InstrumentUnreadableError,
)
from returnhelp.domain.survey_checks import FACTS, OF_OPTION, OF_QUESTION, Block, Line, build, written
from returnhelp.domain.surveys import Instrument, Option, Question

_NEEDED = ("question", "dimension", "weight", "composite_weight", "option", "value")
_WORDS = re.compile(r"(question|option)_([a-z]{2,3})")
_ROWS = 10_000


def from_table(cells: Sequence[Sequence[object]], there: Iterable[tuple[str, str]] = ()) -> Instrument:
    """The instrument in these cells; raises InstrumentRefusedError with the row (from 1) and the column.

    ``there`` are the keys and versions that the office has already: a version never changes.
    """
    if len(cells) > _ROWS:
        raise InstrumentTooLongError(row=_ROWS + 1, limit=_ROWS)
    rows = [[_text(cell) for cell in row] for row in cells]
    if not any(text for row in rows for text in row):
        raise InstrumentEmptyError()
    head = next((place for place, row in enumerate(rows) if row and row[0].lower() == "question"), None)
    if head is None:
        raise InstrumentColumnMissingError(column="question")
    columns = _columns(rows[head], head + 1)
    languages = _languages(columns)
    return build(_facts(rows[:head]), _blocks(rows, head + 1, columns), languages, there)


def template(instrument: Instrument) -> list[list[str]]:
    """The cells of an instrument, which ``from_table`` reads back as the same."""
    middle, high = instrument.bands or (None, None)
    facts = {
        "key": instrument.key,
        "version": instrument.version,
        **{f"title_{language}": instrument.titles[language] for language in instrument.languages},
        **{f"note_{language}": instrument.notes.get(language, "") for language in instrument.languages},
        "source": instrument.source,
        "valid_from": instrument.valid_from.isoformat(),
        "official": _yes(instrument.official),
        "verified_by": instrument.verified_by,
        "verified_on": instrument.verified_on.isoformat() if instrument.verified_on else "",
        "for_adults_only": _yes(instrument.for_adults_only),
        "not_for": ", ".join(sorted(instrument.not_for)),
        "minimum": written(instrument.minimum),
        "band_middle_from": "" if middle is None else written(middle),
        "band_high_from": "" if high is None else written(high),
        "marks": "" if instrument.marks is None else str(instrument.marks),
    }
    headings = [
        *OF_QUESTION,
        *(f"question_{language}" for language in instrument.languages),
        *OF_OPTION,
        *(f"option_{language}" for language in instrument.languages),
    ]
    return [
        *([name, text] for name, text in facts.items() if text or not name.startswith("note_")),
        [],
        headings,
        *(
            _row(instrument.languages, question, option, first=place == 0)
            for question in instrument.questions
            for place, option in enumerate(question.options)
        ),
    ]


def kept(instrument: Instrument) -> bytes:
    """An instrument as an office keeps it: its cells as JSON, which ``from_kept`` reads back as the same."""
    return json.dumps(template(instrument), ensure_ascii=False, separators=(",", ":")).encode()


def from_kept(content: bytes) -> Instrument:
    """What ``kept`` made; raises InstrumentRefusedError for anything else."""
    try:
        cells = json.loads(content)
    except (ValueError, RecursionError):
        raise InstrumentUnreadableError() from None
    if not isinstance(cells, list) or not all(isinstance(row, list) for row in cells):
        raise InstrumentUnreadableError()
    return from_table(cells)


def _row(languages: Iterable[str], question: Question, option: Option, *, first: bool) -> list[str]:
    condition = question.only_if
    told = [
        question.dimension.value,
        question.kind.value,
        written(question.weight) if question.counts or question.weight else "",
        written(question.composite_weight) if question.counts or question.composite_weight else "",
        "" if condition is None else f"{condition.question}={'|'.join(condition.options)}",
        *(question.words[language] for language in languages),
    ]
    return [
        question.code,
        *(told if first else [""] * len(told)),
        option.code,
        "" if option.value is None else written(option.value),
        "" if option.applies else "no",
        *(option.words[language] for language in languages),
    ]


def _facts(rows: Sequence[Sequence[str]]) -> dict[str, Line]:
    facts: dict[str, Line] = {}
    for number, row in enumerate(rows, start=1):
        name = row[0].lower() if row else ""
        text = row[1] if len(row) > 1 else ""
        if not name and not any(row):
            continue
        if not name:
            raise InstrumentCellEmptyError(row=number, column=FACTS[0])
        if name in facts:
            raise InstrumentCodeTwiceError(row=number, column=name, code=name)
        if not text and (name.startswith("note_") or name not in FACTS):
            continue  # a language that the survey does not have
        facts[name] = Line(number, {name: text})
    return facts


def _columns(headings: Sequence[str], row: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = heading.lower()
        if not name:
            continue
        if name not in (*OF_QUESTION, *OF_OPTION) and not _WORDS.fullmatch(name):
            raise InstrumentColumnUnknownError(row=row, column=heading)
        if name in columns:
            raise InstrumentCodeTwiceError(row=row, column=name, code=name)
        columns[name] = place
    for name in _NEEDED:
        if name not in columns:
            raise InstrumentColumnMissingError(column=name)
    return columns


def _languages(columns: Iterable[str]) -> list[str]:
    """The languages that have a column for questions or answers; each must have both."""
    found = [match for name in columns if (match := _WORDS.fullmatch(name))]
    languages = list(dict.fromkeys(match[2] for match in found))
    named = {match[0] for match in found}
    for language in languages or ["en"]:
        for name in (f"question_{language}", f"option_{language}"):
            if name not in named:
                raise InstrumentColumnMissingError(column=name)
    return languages


def _blocks(rows: Sequence[Sequence[str]], start: int, columns: dict[str, int]) -> list[Block]:
    blocks: list[tuple[Line, list[Line]]] = []
    last = ""
    for number, row in enumerate(rows[start:], start=start + 1):
        texts = {name: row[place] for name, place in columns.items() if place < len(row) and row[place]}
        if not texts:
            continue
        line = Line(number, texts)
        code = line.needed("question")
        if code != last:
            blocks.append((line, []))
            last = code
        else:
            _check_repeated(blocks[-1][0], line)
        if any(name in texts for name in columns if name.startswith("option") or name in OF_OPTION):
            blocks[-1][1].append(line)
    return [Block(line, options) for line, options in blocks]


def _check_repeated(first: Line, line: Line) -> None:
    """What a later row of a question says of it must be what its first row said."""
    for name in line.texts:
        of_question = name in OF_QUESTION or name.startswith("question_")
        if of_question and line.text(name) != first.text(name):
            raise InstrumentContradictionError(row=line.row, column=name, question=first.text("question"))


def _text(cell: object) -> str:
    """A cell as text: days as 2026-03-07, numbers without exponent."""
    match cell:
        case None:
            return ""
        case bool():
            return _yes(cell)
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float():
            number = Decimal(repr(cell))
            return f"{number.normalize():f}" if number.is_finite() and abs(number) < 1_000_000_000 else repr(cell)
    return str(cell).strip()


def _yes(value: bool) -> str:
    return "yes" if value else "no"
