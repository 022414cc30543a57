"""Reads one row of a list as one person, with a doubt for whatever is odd and a reason if it cannot be."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from returnhelp.domain import countries, identifiers, intake_values
from returnhelp.domain.aid import ProjectKind
from returnhelp.domain.case import Permit
from returnhelp.domain.intake import (
    DATE_FIELDS,
    MONEY_FIELDS,
    REMARKS_ONLY,
    Amount,
    Answers,
    Cell,
    Column,
    Dated,
    Decision,
    Doubt,
    DoubtKind,
    Field,
    IntakeRow,
    Passed,
    Sheet,
    SheetMapping,
    UnreadReason,
    UnreadRow,
    Why,
)
from returnhelp.domain.intake_dates import FIRST_YEAR, DateRead, read_date, year_in_date_cell
from returnhelp.domain.intake_passing import PassingRows
from returnhelp.domain.intake_values import as_text, not_known, value_key
from returnhelp.domain.names import fold
from returnhelp.domain.people import NationalityStatus, Precision, Sex, age_on
from returnhelp.domain.vulnerability import VulnerabilityKind

OLDEST = 110
"""Years of age beyond which a birth date is doubted."""

_AHEAD = timedelta(days=366)  # how far ahead a planned departure may lie when a century is chosen
_STATELESS = frozenset(
    {"staatenlos", "staatenlose", "staatenloser", "apatride", "apolide", "stateless", "xxa", "sans patrie"}
)
_SEVERAL = re.compile(r"\s*[/;+&]\s*|\s*,\s*|\s+und\s+|\s+et\s+|\s+e\s+|\s+and\s+")

E = TypeVar("E")

_UNREADABLE = {
    DoubtKind.DATE_UNREADABLE: UnreadReason.CANNOT_BE_READ,
    DoubtKind.DATE_NOT_KNOWN: UnreadReason.CANNOT_BE_READ,
    DoubtKind.VALUE_UNKNOWN: UnreadReason.CANNOT_BE_READ,
    DoubtKind.MONEY_UNREADABLE: UnreadReason.CANNOT_BE_READ,
    DoubtKind.MONEY_NEGATIVE: UnreadReason.NEGATIVE_SUM,
    DoubtKind.ENTRY_AFTER_DEPARTURE: UnreadReason.DEPARTURE_BEFORE_ENTRY,
}


@dataclass
class _Draft:
    """What is gathered while a row is read."""

    number: int
    doubts: list[Doubt] = field(default_factory=list)
    hard: list[Why] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RowRead:
    """A person with the doubts about the row, or the row as unread, or why it is passed over."""

    person: IntakeRow | None = None
    doubts: tuple[Doubt, ...] = ()
    unread: UnreadRow | None = None
    passed: Passed | None = None


class RowReader:
    """Reads the rows of one sheet as a mapping says; ``today`` is the day from which dates are judged."""

    def __init__(self, sheet: Sheet, mapping: SheetMapping, answers: Answers, today: date) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._answers = answers
        self._today = today
        self._columns: dict[Field, Column] = {}
        self._many: dict[Field, list[Column]] = {Field.REMARKS: [], Field.NOTES: []}
        for column in mapping.columns:
            if column.index >= sheet.width:
                continue
            if column.field in self._many:
                self._many[column.field].append(column)
            elif column.field is not Field.IGNORE:
                self._columns.setdefault(column.field, column)
        self._passing = PassingRows(sheet, mapping)
        self._formula_rows = {row for row, _ in sheet.formulas}

    def read(self, number: int) -> RowRead:
        """Read the row with that number (from 1, as the spreadsheet counts)."""
        if number in self._answers.left_out:
            return RowRead(passed=Passed.LEFT_OUT)
        row = self._sheet.rows[number - 1]
        answered = any((number, one) in self._answers.cells for one in self._columns)
        if not answered and (passed := self._passing.why(number, row)):
            return RowRead(passed=passed)
        draft = _Draft(number)
        person = self._person(row, draft)
        if not draft.hard:
            return RowRead(person=person, doubts=tuple(draft.doubts))
        return RowRead(unread=UnreadRow(number, self._text(row, Field.N_NUMBER), _reasons(draft)))

    # --- one person ----------------------------------------------------------------------------------------------

    def _person(self, row: tuple[Cell, ...], draft: _Draft) -> IntakeRow:
        family, given = self._names(row, draft)
        departure = self._departure(row, draft)
        latest = _span(departure)[1] if departure else self._today
        birth = self._birth(row, draft, min(latest, self._today))
        entry = self._date(row, Field.ENTRY_DATE, draft, self._today)
        self._contradictions(birth, entry, departure, draft, row)
        nationalities, status = self._nationalities(row, draft)
        project, project_text = self._project(row, draft)
        needs, remarks, marked, notes = self._remarks(row)
        if VulnerabilityKind.UNACCOMPANIED_MINOR in needs and birth:
            age = age_on(birth.day, departure.day if departure else self._today)
            if age is not None and age >= 18:
                self._doubt(draft, Field.REMARKS, DoubtKind.MINOR_IS_ADULT, raw=str(age))
        return IntakeRow(
            row=draft.number,
            family_name=family,
            given_names=given,
            n_number=self._n_number(row, draft),
            zemis=self._zemis(row, draft),
            birth=birth,
            sex=self._code(row, Field.SEX, draft, intake_values.sex, tuple(Sex)) or Sex.UNKNOWN,
            nationalities=nationalities,
            nationality_status=status,
            canton=self._canton(row, draft),
            permit=self._code(row, Field.PERMIT, draft, identifiers.permit, tuple(Permit)) or Permit.UNKNOWN,
            entry=entry,
            departure=departure,
            destination=self._destination(row, draft),
            airport=self._text(row, Field.AIRPORT),
            amounts=self._amounts(row, draft, project),
            project=project,
            project_as_written=project_text,
            vulnerabilities=needs,
            remarks_as_written=remarks,
            marked_as_repeated=marked,
            phone=self._phone(row, draft),
            address=self._text(row, Field.ADDRESS),
            language=self._language(row),
            notes=notes,
            person_row=draft.number,
        )

    def _names(self, row: tuple[Cell, ...], draft: _Draft) -> tuple[str, str]:
        family = intake_values.tidy_name(self._taken(row, Field.FAMILY_NAME, draft))
        given = intake_values.tidy_name(self._taken(row, Field.GIVEN_NAMES, draft))
        whole = self._taken(row, Field.FULL_NAME, draft)
        if whole and not (family and given):
            split = intake_values.split_name(whole)
            if split.guessed:
                self._doubt(
                    draft,
                    Field.FULL_NAME,
                    DoubtKind.NAME_SPLIT,
                    raw=whole,
                    proposed=f"{split.family_name}, {split.given_names}",
                )
            family, given = family or split.family_name, given or split.given_names
        if not any(map(str.isalpha, family + given)):
            draft.hard.append(Why(UnreadReason.NO_NAME))
        elif not (family and given):
            missing = Field.GIVEN_NAMES if family else Field.FAMILY_NAME
            self._doubt(draft, missing, DoubtKind.NAME_INCOMPLETE, raw=family or given)
        return family, given

    def _departure(self, row: tuple[Cell, ...], draft: _Draft) -> Dated | None:
        if Field.DEPARTURE_DATE not in self._columns:
            return None
        departure = self._date(row, Field.DEPARTURE_DATE, draft, self._today + _AHEAD)
        if departure is not None:
            return departure
        raw = self._text(row, Field.DEPARTURE_DATE)
        if self._is_formula(draft.number, Field.DEPARTURE_DATE):
            draft.hard.append(Why(UnreadReason.FORMULA, Field.DEPARTURE_DATE))
        elif raw:
            draft.hard.append(Why(UnreadReason.CANNOT_BE_READ, Field.DEPARTURE_DATE, raw))
        elif not self._text(row, Field.BIRTH_DATE) and not self._text(row, Field.ENTRY_DATE):
            draft.hard.append(Why(UnreadReason.NO_DATES))
        else:
            draft.hard.append(Why(UnreadReason.MISSING, Field.DEPARTURE_DATE))
        return None

    def _birth(self, row: tuple[Cell, ...], draft: _Draft, latest: date) -> Dated | None:
        birth = self._date(row, Field.BIRTH_DATE, draft, latest)
        if birth is None or birth.precision is not Precision.DAY or (birth.day.month, birth.day.day) != (1, 1):
            return birth
        if (draft.number, Field.BIRTH_DATE) in self._answers.cells:
            return birth
        if self._mapping.decisions.get(DoubtKind.FIRST_JANUARY) is Decision.AS_WRITTEN:
            return birth
        year = Dated(birth.day, Precision.YEAR)
        self._doubt(
            draft,
            Field.BIRTH_DATE,
            DoubtKind.FIRST_JANUARY,
            raw=self._text(row, Field.BIRTH_DATE),
            proposed=year.written,
            options=(birth.written,),
        )
        return year

    def _date(self, row: tuple[Cell, ...], wanted: Field, draft: _Draft, latest: date) -> Dated | None:
        raw = self._text(row, wanted)
        answer = self._answers.cells.get((draft.number, wanted))
        if answer is not None:
            return read_date(answer, latest).dated
        cell = self._cell(row, wanted)
        if self._formula_left_empty(draft, wanted, as_text(cell)):
            return None
        read = read_date(cell, latest)
        if read.unreadable:
            self._doubt(draft, wanted, DoubtKind.DATE_UNREADABLE, raw=raw)
            return None
        if read.dated is None:
            if DoubtKind.DATE_NOT_KNOWN in read.doubts:
                self._doubt(draft, wanted, DoubtKind.DATE_NOT_KNOWN, raw=raw)
            return None
        if isinstance(cell, date) and (year := year_in_date_cell(read.dated.day)):
            typed = Dated(date(year, 1, 1), Precision.YEAR)
            self._doubt(
                draft,
                wanted,
                DoubtKind.YEAR_IN_DATE_CELL,
                raw=raw,
                proposed=typed.written,
                options=(read.dated.written,),
            )
            return typed
        self._date_doubts(read, read.dated, wanted, draft, raw)
        return read.dated

    def _date_doubts(self, read: DateRead, dated: Dated, wanted: Field, draft: _Draft, raw: str) -> None:
        for kind in read.doubts:
            options: tuple[str, ...] = ()
            if kind is DoubtKind.TWO_DIGIT_YEAR and dated.day.year - 100 >= FIRST_YEAR:
                written = dated.written
                options = (f"{dated.day.year - 100}{written[4:]}",)
            self._doubt(draft, wanted, kind, raw=raw, proposed=dated.written, options=options)
        if dated.precision is not Precision.DAY and wanted is Field.DEPARTURE_DATE:
            self._doubt(draft, wanted, DoubtKind.DATE_NOT_EXACT, raw=raw, proposed=dated.written)

    def _contradictions(
        self, birth: Dated | None, entry: Dated | None, departure: Dated | None, draft: _Draft, row: tuple[Cell, ...]
    ) -> None:
        """What cannot be makes the row unread; what is only odd is a doubt."""

        def odd(wanted: Field, kind: DoubtKind, dated: Dated) -> None:
            if (draft.number, wanted) not in self._answers.cells:
                self._doubt(draft, wanted, kind, raw=self._text(row, wanted), proposed=dated.written)

        today = self._today
        if birth and _span(birth)[0] > today:
            draft.hard.append(Why(UnreadReason.BIRTH_IN_FUTURE, Field.BIRTH_DATE, self._text(row, Field.BIRTH_DATE)))
        elif birth and departure and _span(birth)[0] > _span(departure)[1]:
            raw = self._text(row, Field.BIRTH_DATE)
            draft.hard.append(Why(UnreadReason.BORN_AFTER_DEPARTURE, Field.BIRTH_DATE, raw))
        elif birth:
            age = age_on(birth.day, departure.day if departure else today)
            if age is not None and age > OLDEST:
                odd(Field.BIRTH_DATE, DoubtKind.VERY_OLD, birth)
            if entry and _span(entry)[1] < _span(birth)[0]:
                odd(Field.ENTRY_DATE, DoubtKind.ENTRY_BEFORE_BIRTH, entry)
        if entry and departure and _span(entry)[0] > _span(departure)[1]:
            odd(Field.ENTRY_DATE, DoubtKind.ENTRY_AFTER_DEPARTURE, entry)
        elif entry and _span(entry)[0] > today:
            odd(Field.ENTRY_DATE, DoubtKind.ENTRY_IN_FUTURE, entry)
        if departure and _span(departure)[0] > today:
            odd(Field.DEPARTURE_DATE, DoubtKind.DEPARTURE_IN_FUTURE, departure)

    def _nationalities(self, row: tuple[Cell, ...], draft: _Draft) -> tuple[tuple[int, ...], NationalityStatus]:
        text = self._taken(row, Field.NATIONALITY, draft)
        answer = self._answered(Field.NATIONALITY, text)
        if answer is not None:
            text = answer
        if fold(text) in _STATELESS or text == NationalityStatus.STATELESS:
            return (), NationalityStatus.STATELESS
        numbers = self._countries(text, Field.NATIONALITY, draft)
        return numbers, NationalityStatus.KNOWN if numbers else NationalityStatus.UNKNOWN

    def _destination(self, row: tuple[Cell, ...], draft: _Draft) -> int | None:
        text = self._taken(row, Field.DESTINATION, draft)
        answer = self._answered(Field.DESTINATION, text)
        numbers = self._countries(text if answer is None else answer, Field.DESTINATION, draft)
        return numbers[0] if numbers else None

    def _countries(self, text: str, wanted: Field, draft: _Draft) -> tuple[int, ...]:
        if not text or not_known(text):
            return ()
        found = countries.lookup(text)
        if not found:
            parts = [countries.lookup(part) for part in _SEVERAL.split(text)]
            if len(parts) > 1 and all(len(part) == 1 for part in parts):
                return tuple(dict.fromkeys(part[0] for part in parts))
        if len(found) > 1:
            self._doubt(draft, wanted, DoubtKind.VALUE_AMBIGUOUS, raw=text, options=tuple(map(str, found)))
            return ()
        if found:
            if not countries.country(found[0]).valid:
                self._doubt(draft, wanted, DoubtKind.FORMER_STATE, raw=text, proposed=str(found[0]))
            return found
        near = countries.nearest(text)
        options = tuple(map(str, near))
        taken = () if self._mapping.decisions.get(DoubtKind.VALUE_UNKNOWN) is Decision.EMPTY else near[:1]
        proposed = "".join(map(str, taken))
        self._doubt(draft, wanted, DoubtKind.VALUE_UNKNOWN, raw=text, proposed=proposed, options=options)
        return taken

    def _canton(self, row: tuple[Cell, ...], draft: _Draft) -> str:
        text = self._taken(row, Field.CANTON, draft)
        answer = self._answered(Field.CANTON, text)
        text = text if answer is None else answer
        if not text or not_known(text):
            return ""
        code = identifiers.canton(text)
        if code is None:
            self._doubt(draft, Field.CANTON, DoubtKind.VALUE_UNKNOWN, raw=text)
        return code or ""

    def _code(
        self,
        row: tuple[Cell, ...],
        wanted: Field,
        draft: _Draft,
        read: Callable[[str], E | None],
        options: Iterable[str],
    ) -> E | None:
        text = self._taken(row, wanted, draft)
        answer = self._answered(wanted, text)
        found = read(text if answer is None else answer)
        if found is None:
            self._doubt(draft, wanted, DoubtKind.VALUE_UNKNOWN, raw=text, options=tuple(map(str, options)))
        return found

    def _project(self, row: tuple[Cell, ...], draft: _Draft) -> tuple[ProjectKind | None, str]:
        text = self._taken(row, Field.PROJECT, draft)
        answer = self._answered(Field.PROJECT, text)
        if (
            not text
            or answer == ""
            or (answer is None and (not_known(text) or fold(text) in ("keine", "kein", "nein")))
        ):
            return None, text
        found = intake_values.project(text if answer is None else answer)
        if found is None:
            other = ProjectKind.OTHER
            options = tuple(kind.value for kind in ProjectKind)
            self._doubt(draft, Field.PROJECT, DoubtKind.VALUE_UNKNOWN, raw=text, proposed=other.value, options=options)
            return other, text
        return found, text

    def _remarks(self, row: tuple[Cell, ...]) -> tuple[tuple[VulnerabilityKind, ...], tuple[str, ...], bool, str]:
        needs: dict[VulnerabilityKind, str] = {}
        marked = False
        notes: list[str] = []
        for column in self._many[Field.REMARKS]:
            text = as_text(row[column.index])
            read = intake_values.remarks(text)
            known = self._answered(Field.REMARKS, text)
            if known is not None:
                meant = tuple((kind, text) for kind in VulnerabilityKind if kind.value == known)
                read = intake_values.Remarks(meant, read.repeated, "" if meant else text)
            for kind, written in read.needs:
                needs.setdefault(kind, written)
            marked = marked or read.repeated
            notes.append(read.rest)
        notes.extend(as_text(row[column.index]) for column in self._many[Field.NOTES])
        return tuple(needs), tuple(needs.values()), marked, "; ".join(note for note in notes if note)

    def _amounts(self, row: tuple[Cell, ...], draft: _Draft, project: ProjectKind | None) -> tuple[Amount, ...]:
        amounts: list[Amount] = []
        for wanted, component in MONEY_FIELDS.items():
            column = self._columns.get(wanted)
            if column is None:
                continue
            answer = self._answers.cells.get((draft.number, wanted))
            cell = row[column.index] if answer is None else answer
            raw = as_text(cell)
            if answer is None and self._formula_left_empty(draft, wanted, raw):
                continue
            read = intake_values.money(cell)
            if read.unreadable:
                self._doubt(draft, wanted, DoubtKind.MONEY_UNREADABLE, raw=raw)
            elif read.centimes is not None and read.centimes < 0 and answer is None:
                decided = self._mapping.decisions.get(DoubtKind.MONEY_NEGATIVE)
                self._doubt(draft, wanted, DoubtKind.MONEY_NEGATIVE, raw=raw, options=(f"{-read.centimes / 100:.2f}",))
                if decided is Decision.AS_WRITTEN:
                    amounts.append(Amount(component, read.centimes, read.currency or column.currency))
            elif read.centimes is not None:
                kind = project if wanted is Field.IN_KIND else None
                amounts.append(Amount(component, read.centimes, read.currency or column.currency, kind))
        return tuple(amounts)

    def _n_number(self, row: tuple[Cell, ...], draft: _Draft) -> str:
        read = identifiers.n_number(self._taken(row, Field.N_NUMBER, draft))
        if read.text and not read.well_formed:
            self._doubt(draft, Field.N_NUMBER, DoubtKind.N_NUMBER_FORM, raw=read.text, proposed=read.text)
        return read.text

    def _zemis(self, row: tuple[Cell, ...], draft: _Draft) -> str:
        text = self._taken(row, Field.ZEMIS, draft)
        cell = self._cell(row, Field.ZEMIS)
        read = identifiers.zemis(text)
        if read.text and not read.well_formed:
            # A number cell does not show the ".0" at its end.
            whole = isinstance(cell, int | float) and re.fullmatch(r"\d{8}", text) is not None
            proposed = f"{text}.0" if whole else read.text
            self._doubt(draft, Field.ZEMIS, DoubtKind.ZEMIS_FORM, raw=text, proposed=proposed)
            return proposed
        return read.text

    def _phone(self, row: tuple[Cell, ...], draft: _Draft) -> str:
        text = self._taken(row, Field.PHONE, draft)
        if not text or not_known(text):
            return ""
        read = identifiers.phone(text)
        if not read.well_formed:
            self._doubt(draft, Field.PHONE, DoubtKind.PHONE_FORM, raw=text, proposed=read.text)
        return read.text

    def _language(self, row: tuple[Cell, ...]) -> str:
        text = self._text(row, Field.LANGUAGE)
        return intake_values.language(text) or text

    # --- cells ---------------------------------------------------------------------------------------------------

    def _index(self, wanted: Field) -> int:
        column = self._columns.get(wanted)
        return column.index if column else -1

    def _cell(self, row: tuple[Cell, ...], wanted: Field) -> Cell:
        column = self._columns.get(wanted)
        return row[column.index] if column else None

    def _text(self, row: tuple[Cell, ...], wanted: Field) -> str:
        return as_text(self._cell(row, wanted))

    def _taken(self, row: tuple[Cell, ...], wanted: Field, draft: _Draft) -> str:
        """The text of a cell, or what a person answered instead; a formula is doubted."""
        answer = self._answers.cells.get((draft.number, wanted))
        if answer is not None:
            return answer
        text = self._text(row, wanted)
        return "" if self._formula_left_empty(draft, wanted, text) else text

    def _is_formula(self, number: int, wanted: Field) -> bool:
        return number in self._formula_rows and (number, self._index(wanted)) in self._sheet.formulas

    def _formula_left_empty(self, draft: _Draft, wanted: Field, kept: str) -> bool:
        """Doubt a formula; what the other program last reckoned stands unless the person wants it empty."""
        if not self._is_formula(draft.number, wanted):
            return False
        decided = self._mapping.decisions.get(DoubtKind.FORMULA)
        self._doubt(draft, wanted, DoubtKind.FORMULA, raw=kept, proposed="" if decided is Decision.EMPTY else kept)
        return decided is Decision.EMPTY

    def _answered(self, wanted: Field, text: str) -> str | None:
        """What a person said that word means, in this list or in the one the mapping was made for."""
        words: Mapping[str, str] = self._mapping.values.get(wanted, {})
        return words.get(value_key(text)) if text else None

    def _doubt(
        self,
        draft: _Draft,
        wanted: Field,
        kind: DoubtKind,
        *,
        raw: str = "",
        proposed: str = "",
        options: tuple[str, ...] = (),
    ) -> None:
        needs_answer = kind not in REMARKS_ONLY and kind not in self._mapping.decisions
        draft.doubts.append(Doubt(draft.number, wanted, kind, raw, proposed, options, needs_answer))


def _span(dated: Dated) -> tuple[date, date]:
    """The first and last day that a date may mean."""
    day = dated.day
    if dated.precision is Precision.DAY:
        return day, day
    if dated.precision is Precision.MONTH:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.replace(day=1), following - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _reasons(draft: _Draft) -> tuple[Why, ...]:
    """Why a row is unread: what cannot be, and all else that would have been doubted, in the order of the fields."""
    found = list(draft.hard)
    no_dates = any(why.reason is UnreadReason.NO_DATES for why in found)
    for doubt in draft.doubts:
        reason = _UNREADABLE.get(doubt.kind)
        known = any(why.field is doubt.field for why in draft.hard)
        if reason and not known and not (no_dates and doubt.field in DATE_FIELDS):
            found.append(Why(reason, doubt.field, doubt.raw))
    places = {one: place for place, one in enumerate(Field)}
    return tuple(sorted(dict.fromkeys(found), key=lambda why: places[why.field] if why.field else -1))
