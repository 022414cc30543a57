"""Survey instruments: which there are, how one is loaded, who may be asked, and the scores of groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from returnhelp.domain import survey_groups, survey_tables
from returnhelp.domain import surveys as rules_of
from returnhelp.domain.case import Case, CaseType
from returnhelp.domain.edits import Edit, Refusal
from returnhelp.domain.errors import FieldRefusedError, FileNotReadError, NotThereError, SpreadsheetTooBigError
from returnhelp.domain.intake import Workbook
from returnhelp.domain.office_tables import Column, OfficeTable
from returnhelp.domain.people import Person
from returnhelp.domain.roles import Act
from returnhelp.domain.survey_answers import SurveyTaken
from returnhelp.domain.survey_files import shipped
from returnhelp.domain.survey_groups import GroupBy, GroupScores
from returnhelp.domain.survey_instruments import Loaded
from returnhelp.domain.surveys import Instrument
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.services import records, rules
from returnhelp.services.office import Look, Office, Work, command, question
from returnhelp.storage import survey_rows as stored

if TYPE_CHECKING:
    from returnhelp.storage.database import Store


@dataclass(frozen=True)
class InstrumentSeen:
    """An instrument as the office lists it; ``in_force`` is the version that is asked with today."""

    instrument: Instrument
    in_force: bool
    loaded_by: str = ""
    """Empty for what came with the program."""
    loaded_on: date | None = None


@dataclass(frozen=True)
class GroupAnswer:
    """Group scores, and by what else they can be narrowed: where people went, in which programmes they are."""

    scores: GroupScores
    destinations: tuple[int, ...]
    programmes: Mapping[int, str]


_known: "WeakKeyDictionary[Store, tuple[tuple[int, int], tuple[Instrument, ...]]]" = WeakKeyDictionary()


def known(look: Look | Work) -> tuple[Instrument, ...]:
    """Every instrument, those of the program first; made once and kept until something is loaded."""
    store, marker = look.office.store, stored.marker(look.session)
    found = _known.get(store)
    if found is not None and found[0] == marker:
        return found[1]
    made = (*shipped(), *(survey_tables.from_kept(one.content) for one in stored.loaded(look.session)))
    if isinstance(look, Look):  # what a command has read may still be given up
        _known[store] = (marker, made)
    return made


# --- the instruments -------------------------------------------------------------------------------


@question(Act.SEE_REGISTERS)
def instruments(look: Look) -> tuple[InstrumentSeen, ...]:
    """Every instrument, those in force today first, the newest of them before the others."""
    own = stored.loaded(look.session)
    names = records.names_of_users(look.session)
    found = known(look)
    asked = set(map(id, rules_of.in_force(found, look.office.today())))
    seen = [InstrumentSeen(one, id(one) in asked) for one in found[: len(found) - len(own)]]
    seen += [
        InstrumentSeen(one, id(one) in asked, names.get(each.by_user_id, ""), each.loaded_at.astimezone().date())
        for one, each in zip(found[len(found) - len(own) :], own, strict=True)
    ]
    seen.sort(key=lambda one: one.instrument.valid_from, reverse=True)
    seen.sort(key=lambda one: not one.in_force)
    return tuple(seen)


def content_of(office: Office, file: Path) -> bytes:
    """What a file holds; raises FileNotReadError, SpreadsheetTooBigError."""
    from returnhelp.exchange import limits

    office.require(Act.MANAGE_SURVEYS)
    try:
        if file.stat().st_size > limits.FILE:
            raise SpreadsheetTooBigError(name=file.name, limit=limits.FILE // limits.MIB)
        return file.read_bytes()
    except OSError as refused:
        raise FileNotReadError(name=file.name) from refused


@question(Act.MANAGE_SURVEYS)
def review(look: Look, name: str, content: bytes) -> Instrument:
    """What a spreadsheet would bring; nothing is stored.

    Raises InstrumentRefusedError, whose ``faults`` say row and column, and the SpreadsheetError of a file that is not
    to be trusted or cannot be read.
    """
    return _read(look, name, content)


@command(Act.MANAGE_SURVEYS)
def load(work: Work, name: str, content: bytes) -> Instrument:
    """Keep the instrument of a spreadsheet (xlsx, ods, xls, csv); raises what ``review`` raises, and keeps nothing."""
    instrument = _read(work, name, content)
    kept = Loaded(instrument.key, survey_tables.kept(instrument), work.now, work.office.user.id)
    work.session.add(kept)
    work.session.flush()
    work.unit.subject = ("instrument", kept.id)
    work.unit.detail |= {"instrument": f"{instrument.key} {instrument.version}"}
    return instrument


def _read(look: Look | Work, name: str, content: bytes) -> Instrument:
    from returnhelp.exchange import reading

    cells = _cells(reading.read(content, name))
    return survey_tables.from_table(cells, [(one.key, one.version) for one in known(look)])


def _cells(workbook: Workbook) -> tuple[tuple[object, ...], ...]:
    """The sheet that has the headings of questions, else the first that holds anything."""
    filled = [sheet.rows for sheet in workbook.sheets if any(cell for row in sheet.rows for cell in row)]
    headed = (rows for rows in filled if any(row and str(row[0]).strip().lower() == "question" for row in rows))
    return next(headed, filled[0])


@question(Act.SEE_REGISTERS)
def export(look: Look, key: str, version: str) -> bytes:
    """An instrument as a spreadsheet (xlsx): a pattern that is filled in and loaded. Raises NotThereError."""
    from returnhelp.exchange import sheets

    first, *rows = survey_tables.template(_found(look, key, version))
    return sheets.xlsx(key, first, rows)


def _found(look: Look, key: str, version: str) -> Instrument:
    instrument = rules_of.find(known(look), key, version)
    if instrument is None:
        raise NotThereError()
    return instrument


# --- surveys taken ---------------------------------------------------------------------------------

_JUDGED = frozenset({"person_id", "instrument", "instrument_version", "taken_on", "answers"})
_AS_THEY_WERE = "surveys that stay as they were"


def heed(work: Work, edit: Edit, thing: SurveyTaken | None) -> None:
    """Hear of the edit of a survey; ``check`` then looks at it once all edits are carried out."""
    case = records.the_case(work.session, work.office, edit.root[1])
    by_case: dict[int, set[int | None]] = work.session.info.setdefault(_AS_THEY_WERE, {})
    there = {one.id for one in case.surveys}
    unchanged = by_case.setdefault(edit.root[1], there)
    if thing is not None and _JUDGED & edit.values.keys():
        unchanged.discard(thing.id)


def check(work: Work, case: Case, people: Mapping[int, Person]) -> None:
    """Whether each survey that was entered or changed may be asked and has answers that it knows.

    Raises NotToBeAskedError (children, survivors of trafficking), AnswerRefusedError, FieldRefusedError for an
    instrument that the office does not have. What was taken before and is not touched stays.
    """
    by_case: Mapping[int, set[int | None]] = work.session.info.get(_AS_THEY_WERE, {})
    unchanged = by_case.get(case.id) if case.id is not None else None
    if unchanged is None:
        return
    for one in case.surveys:
        if one.id is not None and one.id in unchanged:
            continue
        instrument = rules_of.find(known(work), one.instrument, one.instrument_version)
        if instrument is None:
            raise FieldRefusedError(field="instrument", reason=Refusal.NOT_A_CHOICE)
        person = people.get(one.person_id) or work.session.get(Person, one.person_id)
        if person is None:
            raise NotThereError()
        vulnerable = _vulnerabilities(work, case, one.person_id)
        rules_of.check_may_ask(instrument, person.birth_date, one.taken_on, vulnerable, person.birth_precision)
        answers = rules_of.checked_answers(instrument, one.answers)
        if answers != one.answers:
            one.answers = answers


def _vulnerabilities(work: Work, case: Case, person_id: int) -> set[VulnerabilityKind]:
    """Those of this case and of others that may be seen; in a case of trafficking everybody counts as a survivor."""
    found = {one.kind for one in case.vulnerabilities if one.person_id == person_id}
    if case.kind is CaseType.TRAFFICKING_RETURN or any(one.person_id == person_id for one in case.trafficking):
        found.add(VulnerabilityKind.TRAFFICKING_VICTIM)
    for case_id, kinds in stored.vulnerabilities(work.session, {person_id}).get(person_id, {}).items():
        other = work.session.get(Case, case_id)
        if case_id != case.id and other is not None and records.may_see_case(work.session, work.office, other):
            found |= kinds
    return found


# --- groups ----------------------------------------------------------------------------------------


@question(Act.SEE_TEAM)
def group_scores(
    look: Look,
    key: str,
    version: str,
    first: date,
    last: date,
    *,
    destination: int | None = None,
    programme_id: int | None = None,
) -> GroupAnswer:
    """The scores of all people whose surveys were taken in a time, split by kind of case and destination.

    A person counts once, in the groups of their last case. Whoever is not to be asked with this instrument is left
    out, and so are cases that the person signed in may not see. Groups below the office's smallest number are hidden;
    nobody's own score is in the answer. Raises NotThereError.
    """
    instrument = _found(look, key, version)
    rows = stored.taken(look.session, key, version, last, records.sight(look.session, look.office))
    vulnerable = stored.vulnerabilities(look.session, {one.taken.person_id for one in rows})
    by_person: dict[int, list[stored.TakenRow]] = {}
    for row in rows:
        if _counts(instrument, row, vulnerable):
            by_person.setdefault(row.taken.person_id, []).append(row)

    def meant(one: stored.TakenRow) -> bool:
        return destination in (None, one.destination) and programme_id in (None, one.programme_id)

    subjects = []
    for person_id, own in by_person.items():
        groups: Mapping[GroupBy, survey_groups.Key] = {
            GroupBy.KIND: own[-1].kind,
            GroupBy.DESTINATION: own[-1].destination,
        }
        found = survey_groups.subject(instrument, [one.taken for one in own], person_id, first, last, groups)
        if found is not None and meant(own[-1]):
            subjects.append(found)
    lasts = [own[-1] for own in by_person.values()]
    called = stored.programme_names(look.session)
    return GroupAnswer(
        survey_groups.group_scores(instrument, subjects, smallest(look)),
        tuple(sorted({one.destination for one in lasts if one.destination is not None})),
        {one.programme_id: called.get(one.programme_id, "") for one in lasts if one.programme_id is not None},
    )


def _counts(
    instrument: Instrument, row: stored.TakenRow, vulnerable: Mapping[int, Mapping[int, set[VulnerabilityKind]]]
) -> bool:
    kinds = set().union(*vulnerable.get(row.taken.person_id, {}).values())
    if row.kind is CaseType.TRAFFICKING_RETURN:
        kinds.add(VulnerabilityKind.TRAFFICKING_VICTIM)
    asked = rules_of.may_ask(instrument, row.birth_date, row.taken.taken_on, kinds, row.birth_precision)
    return asked is None


def smallest(look: Look) -> int:
    """How many people a group has at least that is shown: as the office entered it, else 11, and never below 3."""
    entries = rules.tables(look).holding(OfficeTable.SMALL_CELL, look.office.today())
    told = [int(one.values[Column.PERSONS]) for one in entries]
    return max(survey_groups.LEAST, *told) if told else survey_groups.LIMIT
