"""Makes an instrument of the lines of a file, or says in which row and column what is wrong with it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from returnhelp.domain.errors import (
    InstrumentCellEmptyError,
    InstrumentCellError,
    InstrumentCodeTwiceError,
    InstrumentColumnMissingError,
    InstrumentColumnUnknownError,
    InstrumentConditionError,
    InstrumentDimensionError,
    InstrumentEmptyError,
    InstrumentLanguageMissingError,
    InstrumentNoOptionsError,
    InstrumentRefusedError,
    InstrumentTooLongError,
    InstrumentValueError,
    InstrumentVersionThereError,
    InstrumentWeightMissingError,
    InstrumentWeightNegativeError,
    InstrumentWeightsZeroError,
)
from returnhelp.domain.surveys import (
    MINIMUM,
    Condition,
    Dimension,
    Instrument,
    Measure,
    Option,
    Question,
    QuestionKind,
)
from returnhelp.domain.vulnerability import VulnerabilityKind

FACTS = (
    "key",
    "version",
    "source",
    "valid_from",
    "official",
    "verified_by",
    "verified_on",
    "for_adults_only",
    "not_for",
    "minimum",
    "band_middle_from",
    "band_high_from",
    "marks",
)
"""What is said once of an instrument, besides its ``title_…`` and ``note_…`` in each language."""

OF_QUESTION = ("question", "dimension", "kind", "weight", "composite_weight", "only_if")
OF_OPTION = ("option", "value", "applies")
"""The columns of questions and of answers, besides ``question_…`` and ``option_…`` in each language."""

_QUESTIONS = 300
_OPTIONS = 30
_TEXT = 1000  # characters
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,39}")
_DECIMAL = re.compile(r"(-?[0-9]{1,9})(?:[.,]([0-9]{1,12}))?")
_FRACTION = re.compile(r"(-?[0-9]{1,9})/([0-9]{1,9})")
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

Row = int | str
"""The number of a row, or the code of a question where a file has no rows."""


@dataclass(frozen=True)
class Line:
    """The texts of one row by their columns; a column that is not there is empty."""

    row: Row
    texts: Mapping[str, str]

    def text(self, column: str) -> str:
        found = " ".join(self.texts.get(column, "").split())
        if len(found) > _TEXT:
            raise InstrumentTooLongError(row=self.row, limit=_TEXT)
        return found

    def needed(self, column: str) -> str:
        found = self.text(column)
        if not found:
            raise InstrumentCellEmptyError(row=self.row, column=column)
        return found

    def code(self, column: str) -> str:
        found = self.needed(column)
        if not _CODE.fullmatch(found):
            raise self.wrong(column)
        return found

    def yes(self, column: str, otherwise: bool) -> bool:
        found = self.text(column).lower()
        if not found:
            return otherwise
        if found not in _YES:
            raise self.wrong(column)
        return _YES[found]

    def number(self, column: str) -> Fraction | None:
        """An exact number (0.25, 0,25 or 1/4); None where nothing stands."""
        found = self.text(column)
        if not found:
            return None
        number = exact(found)
        if number is None:
            raise self.wrong(column)
        return number

    def day(self, column: str) -> date | None:
        found = self.text(column)
        if not found:
            return None
        try:
            return date.fromisoformat(found)
        except ValueError:
            raise self.wrong(column) from None

    def words(self, prefix: str, languages: Iterable[str]) -> dict[str, str]:
        """The text in each language; raises InstrumentLanguageMissingError."""
        found = {language: self.text(prefix + language) for language in languages}
        for language, text in found.items():
            if not text:
                raise InstrumentLanguageMissingError(row=self.row, column=prefix + language, language=language)
        return found

    def wrong(self, column: str) -> InstrumentCellError:
        found = self.text(column)
        return InstrumentCellError(row=self.row, column=column, text=found[:60])


@dataclass(frozen=True)
class Block:
    """A question and the rows of its answers."""

    line: Line
    options: Sequence[Line]


def exact(text: str) -> Fraction | None:
    """A number as it is written, without rounding; None when it is none."""
    if (found := _FRACTION.fullmatch(text)) and int(found[2]):
        return Fraction(int(found[1]), int(found[2]))
    if found := _DECIMAL.fullmatch(text):
        return Fraction(f"{found[1]}.{found[2] or 0}")
    return None


def written(number: Fraction) -> str:
    """A number as ``exact`` reads it: a decimal where it has an end, else a fraction."""
    rest, places = number.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest //= 10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5
        places += 1
    if rest != 1 or places > 12:
        return f"{number.numerator}/{number.denominator}"
    whole = abs(number) * 10**places
    digits = str(int(whole)).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def build(
    facts: Mapping[str, Line], blocks: Sequence[Block], languages: Sequence[str], there: Iterable[tuple[str, str]] = ()
) -> Instrument:
    """The instrument, checked as a whole; raises InstrumentRefusedError with row and column.

    The error holds in ``faults`` what is wrong with each question, so that a file is mended at once. ``facts`` has a
    line for each thing said once, with the text under that name. ``there`` are the keys and versions that an office
    has already.
    """
    if not languages:
        raise InstrumentColumnMissingError(column="question_en")
    _check_names(facts, languages)
    nothing = Line(1, {})

    def fact(name: str) -> Line:
        return facts.get(name, nothing)

    key, version = fact("key").code("key"), fact("version").code("version")
    if (key, version) in set(there):
        raise InstrumentVersionThereError(key=key, version=version)
    if not blocks:
        raise InstrumentEmptyError()
    if len(blocks) > _QUESTIONS:
        raise InstrumentTooLongError(row=blocks[_QUESTIONS].line.row, limit=_QUESTIONS)
    valid_from = fact("valid_from").day("valid_from")
    if valid_from is None:
        raise InstrumentCellEmptyError(row=fact("valid_from").row, column="valid_from")
    official = fact("official").yes("official", otherwise=False)
    for name in ("verified_by", "verified_on") if official else ():
        fact(name).needed(name)
    marks = _marks(fact("marks"))
    questions = _questions(blocks, languages, satisfaction=marks is not None)
    _check_weights(questions, blocks)
    return Instrument(
        key=key,
        version=version,
        titles=_said_once(facts, "title_", languages),
        notes=_said_once(facts, "note_", languages) if any(name.startswith("note_") for name in facts) else {},
        languages=tuple(languages),
        questions=questions,
        source=fact("source").needed("source"),
        valid_from=valid_from,
        verified_by=fact("verified_by").text("verified_by"),
        verified_on=fact("verified_on").day("verified_on"),
        official=official,
        for_adults_only=fact("for_adults_only").yes("for_adults_only", otherwise=marks is None),
        not_for=_not_for(fact("not_for")),
        minimum=_minimum(fact("minimum")),
        bands=_bands(fact("band_middle_from"), fact("band_high_from")),
        marks=marks,
    )


def _check_names(facts: Mapping[str, Line], languages: Sequence[str]) -> None:
    known = {*FACTS, *(prefix + language for prefix in ("title_", "note_") for language in languages)}
    for name, line in facts.items():
        if name not in known:
            raise InstrumentColumnUnknownError(row=line.row, column=name)


def _said_once(facts: Mapping[str, Line], prefix: str, languages: Sequence[str]) -> dict[str, str]:
    nothing = Line(1, {})
    found: dict[str, str] = {}
    for language in languages:
        found |= facts.get(prefix + language, nothing).words(prefix, [language])
    return found


def _questions(blocks: Sequence[Block], languages: Sequence[str], *, satisfaction: bool) -> tuple[Question, ...]:
    made: dict[str, Question] = {}
    faults: list[InstrumentRefusedError] = []
    refused: set[str] = set()
    for block in blocks:
        try:
            one = _question(block, made, languages, satisfaction=satisfaction)
        except InstrumentConditionError as fault:
            if block.line.text("only_if").partition("=")[0].strip() not in refused:  # that one is said already
                faults.append(fault)
        except InstrumentRefusedError as fault:
            faults.append(fault)
            refused.add(block.line.text("question"))
        else:
            made[one.code] = one
    if faults:
        faults[0].faults = tuple(faults)
        raise faults[0]
    return tuple(made.values())


def _question(
    block: Block, earlier: Mapping[str, Question], languages: Sequence[str], *, satisfaction: bool
) -> Question:
    line = block.line
    code = line.code("question")
    if code in earlier:
        raise InstrumentCodeTwiceError(row=line.row, column="question", code=code)
    kind = _kind(line)
    options = _options(block, code, kind, languages)
    counts = any(one.value is not None for one in options)
    return Question(
        code=code,
        dimension=_dimension(line, satisfaction=satisfaction),
        kind=kind,
        words=line.words("question_", languages),
        options=options,
        weight=_weight(line, "weight", code, counts=counts),
        composite_weight=_weight(line, "composite_weight", code, counts=counts),
        only_if=_condition(line, earlier),
    )


def _options(block: Block, question: str, kind: QuestionKind, languages: Sequence[str]) -> tuple[Option, ...]:
    if not block.options:
        raise InstrumentNoOptionsError(row=block.line.row, column="option", question=question)
    if len(block.options) > _OPTIONS:
        raise InstrumentTooLongError(row=block.options[_OPTIONS].row, limit=_OPTIONS)
    made: dict[str, Option] = {}
    for line in block.options:
        code = line.code("option")
        if code in made:
            raise InstrumentCodeTwiceError(row=line.row, column="option", code=code)
        value, applies = line.number("value"), line.yes("applies", otherwise=True)
        if value is not None and not 0 <= value <= 1:
            raise InstrumentValueError(row=line.row, column="value", text=line.text("value"))
        if value is not None and (kind is QuestionKind.MULTIPLE or not applies):
            raise line.wrong("value")  # of several answers none counts, nor one that does not apply
        made[code] = Option(code, line.words("option_", languages), value, applies)
    return tuple(made.values())


def _kind(line: Line) -> QuestionKind:
    try:
        return QuestionKind(line.text("kind").lower() or QuestionKind.CHOICE)
    except ValueError:
        raise line.wrong("kind") from None


def _dimension(line: Line, *, satisfaction: bool) -> Dimension:
    text = line.needed("dimension").lower()
    if text not in {one.value for one in Dimension} or (text == Dimension.SATISFACTION) != satisfaction:
        raise InstrumentDimensionError(row=line.row, column="dimension", text=text[:60])
    return Dimension(text)


def _weight(line: Line, column: str, question: str, *, counts: bool) -> Fraction:
    weight = line.number(column)
    if weight is None:
        if counts:
            raise InstrumentWeightMissingError(row=line.row, column=column, question=question)
        return Fraction(0)
    if weight < 0:
        raise InstrumentWeightNegativeError(row=line.row, column=column, text=line.text(column))
    return weight


def _condition(line: Line, earlier: Mapping[str, Question]) -> Condition | None:
    text = line.text("only_if")
    if not text:
        return None
    code, _, rest = text.partition("=")
    options = tuple(part.strip() for part in rest.split("|"))
    asked = earlier.get(code.strip())
    if asked is None or any(asked.option(one) is None for one in options):
        raise InstrumentConditionError(row=line.row, column="only_if", text=text[:60])
    return Condition(asked.code, options)


def _check_weights(questions: Sequence[Question], blocks: Sequence[Block]) -> None:
    """Each score that has questions that count must have one with weight."""
    rows = [block.line.row for block in blocks]
    counting = [(one, row) for one, row in zip(questions, rows, strict=True) if one.counts]
    if not counting:
        raise InstrumentEmptyError()
    for dimension in Dimension:
        own = [(one, row) for one, row in counting if one.dimension is dimension]
        if own and not any(one.weight for one, _ in own):
            score = Measure.COMPOSITE if dimension is Dimension.SATISFACTION else Measure(dimension.value)
            raise InstrumentWeightsZeroError(row=own[0][1], column="weight", score=score)
    if not any(one.composite_weight for one, _ in counting):
        raise InstrumentWeightsZeroError(row=counting[0][1], column="composite_weight", score=Measure.COMPOSITE)


def _marks(line: Line) -> int | None:
    found = line.number("marks")
    if found is not None and (found.denominator != 1 or not 2 <= found <= 10):
        raise line.wrong("marks")
    return None if found is None else int(found)


def _minimum(line: Line) -> Fraction:
    found = line.number("minimum")
    if found is not None and not 0 <= found <= 1:
        raise line.wrong("minimum")
    return MINIMUM if found is None else found


def _bands(middle: Line, high: Line) -> tuple[Fraction, Fraction] | None:
    first, last = middle.number("band_middle_from"), high.number("band_high_from")
    if first is None and last is None:
        return None
    if first is None:
        raise InstrumentCellEmptyError(row=middle.row, column="band_middle_from")
    if last is None:
        raise InstrumentCellEmptyError(row=high.row, column="band_high_from")
    if not 0 < first < 1:
        raise middle.wrong("band_middle_from")
    if not first < last < 1:
        raise high.wrong("band_high_from")
    return first, last


def _not_for(line: Line) -> frozenset[VulnerabilityKind]:
    try:
        return frozenset(VulnerabilityKind(part.strip()) for part in line.text("not_for").split(",") if part.strip())
    except ValueError:
        raise line.wrong("not_for") from None
