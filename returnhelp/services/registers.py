"""The registers of the office: programmes, partners, fact sheets, projects abroad, trainings, requests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from returnhelp.domain import programmes, register_figures
from returnhelp.domain.case import Case
from returnhelp.domain.edits import Edit, Record, Refusal
from returnhelp.domain.errors import FieldRefusedError, NotThereError
from returnhelp.domain.figures import is_minor
from returnhelp.domain.names import fold
from returnhelp.domain.office_tables import Entry, OfficeTables
from returnhelp.domain.people import Person
from returnhelp.domain.programmes import CaseFacts, Fit, FitOutcome
from returnhelp.domain.register_figures import (
    ProjectFigures,
    RequestFigures,
    SheetFigures,
    TrainingFigures,
    full_months,
    heads,
    is_outdated,
)
from returnhelp.domain.register_lists import (
    MANAGED,
    SORTED_BY,
    Register,
    RegisterChoice,
    RegisterNames,
    RegisterQuery,
    RegisterRow,
)
from returnhelp.domain.registers import Partner, PartnerKind, Programme, Training
from returnhelp.domain.roles import Act
from returnhelp.i18n import formats, labels
from returnhelp.services import editing, preferences, records, undoing
from returnhelp.services.office import Look, Office, Work, command, question
from returnhelp.services.records import HistoryLine
from returnhelp.storage import registers as stored

if TYPE_CHECKING:
    from returnhelp.storage.session import Session


@dataclass(frozen=True)
class RegisterView:
    """One record of a register as its form shows it."""

    record: Record
    parts: Mapping[str, tuple[Record, ...]]
    history: tuple[HistoryLine, ...]
    names: RegisterNames
    users: Mapping[int, str]
    partners: tuple[RegisterChoice, ...]
    """The partners that it may name."""
    can_edit: bool
    can_bring_back: bool
    rates: Entry | None = None
    """What the office pays in this programme today; None for other records, and where nothing is entered."""
    months: int | None = None
    outdated: bool = False
    """Whether a fact sheet is older than the office's setting."""


@dataclass(frozen=True)
class ProgrammeChoice:
    """A programme that a case may name, and how it fits."""

    id: int
    name: str
    fit: Fit


def may_edit(office: Office, register: Register) -> bool:
    """Whether the person signed in keeps this register."""
    return office.may(Act.EDIT_REGISTERS) and (register not in MANAGED or office.may(Act.MANAGE_PROGRAMMES))


# --- lists -----------------------------------------------------------------------------------------


@question(Act.SEE_REGISTERS)
def listed(look: Look, query: RegisterQuery, offset: int, limit: int) -> list[RegisterRow]:
    """A page of a register, sorted as the reader's language sorts; what is not filled in comes last."""
    numbers = _found(look, query)[offset : offset + limit]
    return _rows(look, query.register, numbers)


@question(Act.SEE_REGISTERS)
def count(look: Look, query: RegisterQuery) -> int:
    """How many records the question finds."""
    return len(_found(look, query))


def _found(look: Look, query: RegisterQuery) -> list[int]:
    """The numbers of all records that were asked for, in order."""
    sort = query.sort if query.sort in SORTED_BY[query.register] else SORTED_BY[query.register][0]
    found: Iterable[stored.Line] = stored.lines(look.session, replace(query, sort=sort))
    if query.country is not None:
        found = [one for one in found if query.country in one.countries]
    if query.outdated and query.register is Register.FACT_SHEETS:
        today, months = look.office.today(), _months(look)
        found = [one for one in found if is_outdated(one.as_of, today, months)]
    for word in fold(query.text).split():
        meant = _countries_called(word)
        found = [one for one in found if meant.intersection(one.countries) or _says(one.texts, word)]
    if query.text.strip() and not fold(query.text):
        return []
    filled = [one for one in found if one.sort not in (None, "")]
    empty = [one for one in found if one.sort in (None, "")]
    filled.sort(key=lambda one: (_place(sort, one.sort), one.id), reverse=query.descending)
    return [one.id for one in (*filled, *sorted(empty, key=lambda one: one.id, reverse=query.descending))]


def _says(texts: Iterable[str], word: str) -> bool:
    """Whether a word is in the texts, or its digits are in their numbers (a phone is written with other gaps)."""
    said = [fold(text) for text in texts]
    return any(word in text for text in said) or (
        word.isdigit() and len(word) > 2 and any(word in text.replace(" ", "") for text in said)
    )


def _countries_called(word: str) -> frozenset[int]:
    """The countries of which a word of the name begins so, in the reader's language."""
    return frozenset(
        bfs for bfs, name in labels.countries() if any(part.startswith(word) for part in fold(name).split())
    )


def _place(name: str, value: Any) -> Any:
    """Where a value stands among its like."""
    if name == "country":
        return formats.sort_key(labels.country(value))
    if isinstance(value, StrEnum):
        return formats.sort_key(labels.label(value))
    return formats.sort_key(value) if isinstance(value, str) else value


def _rows(look: Look, register: Register, numbers: Sequence[int]) -> list[RegisterRow]:
    partners = (
        stored.names(look.session, Register.PARTNERS)
        if register in (Register.PROGRAMMES, Register.STRUCTURAL_PROJECTS)
        else {}
    )
    today, months = look.office.today(), _months(look)
    rows = []
    for thing in stored.by_number(look.session, register, numbers):
        values = records.record(register, thing, (register, thing.id)).values
        row = RegisterRow(thing.id, values, tuple(partners.get(one, "") for one in _partners_of(thing)))
        if isinstance(thing, Training):
            row = replace(row, participants=heads(thing.participants).total)
        if register is Register.FACT_SHEETS:
            age = full_months(thing.as_of, today) if thing.as_of is not None else None
            row = replace(row, months=age, outdated=is_outdated(thing.as_of, today, months))
        rows.append(row)
    return rows


def _partners_of(thing: Any) -> list[int]:
    if isinstance(thing, Programme):
        return list(thing.partner_ids)
    partner = getattr(thing, "partner_id", None)
    return [partner] if partner is not None else []


def _months(look: Look) -> int:
    return int(preferences.value(look.session, "fact_sheet_months"))


@question(Act.SEE_REGISTERS, recorded=True)
def export(
    look: Look,
    query: RegisterQuery,
    columns: Sequence[str],
    headings: Sequence[str],
    cell: Callable[[RegisterRow, str], Any],
    kind: str,
) -> bytes:
    """Exactly what the list shows, as a spreadsheet (``kind``: xlsx or csv); recorded with how many rows left.

    ``cell`` answers what a column shows of a row, in the reader's words.
    """
    from returnhelp.exchange import sheets

    rows = [[cell(row, column) for column in columns] for row in _rows(look, query.register, _found(look, query))]
    look.subject = (query.register, None)
    look.detail = {"rows": len(rows), "kind": kind, "columns": list(headings)}
    return sheets.csv(headings, rows) if kind == "csv" else sheets.xlsx(query.register, headings, rows)


# --- one record ------------------------------------------------------------------------------------


@question(Act.SEE_REGISTERS)
def view(look: Look, register: Register, number: int) -> RegisterView:
    """One record with its parts and history; raises NotThereError."""
    thing = look.session.get(stored.KINDS[register], number)
    if thing is None:
        raise NotThereError()
    office, today = look.office, look.office.today()
    root = (register.value, number)
    rates = months = None
    if isinstance(thing, Programme):
        rates = programmes.rates(thing, OfficeTables(stored.rate_entries(look.session)), today)
    outdated = False
    if register is Register.FACT_SHEETS:
        months = full_months(thing.as_of, today) if thing.as_of is not None else None
        outdated = is_outdated(thing.as_of, today, _months(look))
    parts = records.records_of(register, thing) if register in records.CHILDREN else {}
    return RegisterView(
        records.record(register, thing, root),
        parts,
        records.history_of(look.session, [root]),
        _names(look.session),
        records.names_of_users(look.session),
        _choices(look.session, Register.PARTNERS, today, getattr(thing, "country", None)),
        may_edit(office, register) and thing.deleted_at is None,
        may_edit(office, register) and thing.deleted_at is not None,
        rates,
        months,
        outdated,
    )


@question(Act.SEE_REGISTERS)
def history(look: Look, register: Register, number: int) -> tuple[HistoryLine, ...]:
    """Who changed what of a record and when, field by field, the latest first; raises NotThereError."""
    if look.session.get(stored.KINDS[register], number) is None:
        raise NotThereError()
    return records.history_of(look.session, [(register.value, number)])


def _names(session: "Session") -> RegisterNames:
    return RegisterNames(
        stored.names(session, Register.PROGRAMMES),
        stored.names(session, Register.PARTNERS),
    )


# --- editing ---------------------------------------------------------------------------------------


@command(Act.EDIT_REGISTERS)
def save(work: Work, edits: Sequence[Edit]) -> dict[int, int]:
    """Carry out all edits or none; answers the number of each record made, by its place in ``edits``.

    An edit of a record itself without a number begins it. Raises what ``cases.save`` raises, and NotAllowedError for
    programmes, partners and projects abroad where the person signed in does not keep them.
    """
    return editing.carry_out(work, edits, _RULES)


@command(Act.EDIT_REGISTERS)
def put_into_trash(work: Work, register: Register, number: int) -> None:
    """Delete a record; it can be brought back. It is never removed for good, as other records may name it."""
    owner = _owner(work, register, number)
    if owner.deleted_at is not None:
        raise NotThereError()
    owner.deleted_at, owner.deleted_by = work.now, work.office.user.id
    work.unit.subject = (register.value, number)


@command(Act.EDIT_REGISTERS)
def bring_back(work: Work, register: Register, number: int) -> None:
    """Take a record out of the trash."""
    owner = _owner(work, register, number)
    if owner.deleted_at is None:
        raise NotThereError()
    owner.deleted_at = owner.deleted_by = None
    work.unit.subject = (register.value, number)


@command(Act.EDIT_REGISTERS)
def undo(work: Work, seq: int) -> None:
    """Take back the edits of one earlier command of one's own, as ``cases.undo`` does."""
    undoing.take_back(work, seq, _RULES)


def _owner(work: Work, kind: str, number: int) -> Any:
    """A record that the person signed in may edit; raises NotAllowedError, NotThereError."""
    try:
        register = Register(kind)
    except ValueError:
        raise NotThereError() from None
    if register in MANAGED:
        work.office.require(Act.MANAGE_PROGRAMMES)
    return work.unit.get(stored.KINDS[register], number)


def _check(work: Work, edit: Edit, thing: Any) -> None:
    if thing is None and edit.entity in MANAGED:
        work.office.require(Act.MANAGE_PROGRAMMES)
    partners: set[int] | None = None
    for name in ("partner_id", "partner_ids"):
        given = edit.values.get(name)
        named = set(given) if isinstance(given, list | tuple) else {given} if given is not None else set()
        if named:
            if partners is None:
                partners = {one.id for one in stored.standing(work.session, Register.PARTNERS)}
                partners |= set(_partners_of(thing))
            if not named <= partners:
                raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)


_RULES = editing.Rules(_owner, _check, begins={one.value: kind for one, kind in stored.KINDS.items()})


# --- what others name ------------------------------------------------------------------------------


@question(Act.SEE_REGISTERS)
def choices(
    look: Look,
    register: Register,
    *,
    on: date | None = None,
    country: int | None = None,
    kinds: frozenset[PartnerKind] = frozenset(),
) -> tuple[RegisterChoice, ...]:
    """The programmes or partners that a field may name, the usual ones first, each group by name.

    Usual is a programme that holds on the day (``on``; None: today) and is for the country, and a partner that is
    active, of these kinds (none: any), and of the country or of none.
    """
    return _choices(look.session, register, on or look.office.today(), country, kinds)


def _choices(
    session: "Session",
    register: Register,
    day: date,
    country: int | None = None,
    kinds: frozenset[PartnerKind] = frozenset(),
) -> tuple[RegisterChoice, ...]:
    found = [_choice(one, day, country, kinds) for one in stored.standing(session, register)]
    return tuple(sorted(found, key=lambda one: (not one.usual, formats.sort_key(one.name), one.id)))


def _choice(thing: Any, day: date, country: int | None, kinds: frozenset[PartnerKind]) -> RegisterChoice:
    if isinstance(thing, Programme):
        answers = programmes.fit(thing, CaseFacts(day, destination=country)).answers[:2]
        fits = all(one.outcome is not FitOutcome.DOES_NOT_FIT for one in answers)
        return RegisterChoice(thing.id or 0, thing.name, thing.code, fits)
    if isinstance(thing, Partner):
        near = country is None or thing.country in (None, country)
        detail = labels.country(thing.country) if thing.country is not None else ""
        usual = thing.active and near and (not kinds or thing.kind in kinds)
        return RegisterChoice(thing.id or 0, thing.name, detail, usual)
    raise LookupError(type(thing).__name__)


def programmes_for(session: "Session", case: Case, people: Mapping[int, Person], day: date) -> list[ProgrammeChoice]:
    """The programmes that a case may name: those that fit first, then those with something open, then the others.

    One that the case names stays in it, though it lies in the trash. Inside a piece of work.
    """
    facts = case_facts(case, people, day)
    found = [
        ProgrammeChoice(one.id, one.name, programmes.fit(one, facts))
        for one in stored.standing(session, Register.PROGRAMMES)
    ]
    if case.programme_id is not None and all(one.id != case.programme_id for one in found):
        named = stored.by_number(session, Register.PROGRAMMES, [case.programme_id])
        found += [ProgrammeChoice(one.id, one.name, programmes.fit(one, facts)) for one in named]
    order = list(FitOutcome)
    return sorted(found, key=lambda one: (order.index(one.fit.outcome), formats.sort_key(one.name), one.id))


def the_programme(session: "Session", number: int) -> Programme:
    """A programme that may be named newly; raises FieldRefusedError where there is none. Inside a piece of work."""
    found = session.get(Programme, number)
    if found is None or found.deleted_at is not None:
        raise FieldRefusedError(field="programme_id", reason=Refusal.NOT_A_CHOICE)
    return found


def check_partner(session: "Session", number: int) -> None:
    """Raises FieldRefusedError for a partner that may not be named newly. Inside a piece of work."""
    found = session.get(Partner, number)
    if found is None or found.deleted_at is not None:
        raise FieldRefusedError(field="partner_id", reason=Refusal.NOT_A_CHOICE)


def case_facts(case: Case, people: Mapping[int, Person], day: date) -> CaseFacts:
    """What of a case a programme asks about, on a day."""
    travellers = [one for one in case.travellers if one.person_id in people]
    minors = 0
    for traveller in travellers:
        birth = people[traveller.person_id].birth_date
        leaves = traveller.departed_on or case.planned_departure or day
        minors += birth is not None and is_minor(birth, leaves)
    return CaseFacts(
        day,
        case.kind,
        case.destination,
        programmes.applied_on(case.stays),
        len(case.travellers),
        minors,
        frozenset(
            one.kind
            for one in case.vulnerabilities
            if (one.since is None or one.since <= day) and (one.until is None or one.until >= day)
        ),
    )


# --- what they add up to ---------------------------------------------------------------------------


@question(Act.SEE_REGISTERS)
def years(look: Look, register: Register) -> tuple[int, ...]:
    """The years of a register that is counted by year, this one among them, the latest first."""
    return tuple(sorted({*stored.years(look.session, register), look.office.today().year}, reverse=True))


@question(Act.SEE_REGISTERS)
def training_figures(look: Look, year: int) -> TrainingFigures:
    """The trainings and events that began in a year."""
    return register_figures.of_trainings(stored.standing(look.session, Register.TRAININGS, year), year)


@question(Act.SEE_REGISTERS)
def request_figures(look: Look, year: int) -> RequestFigures:
    """The information requests that were received in a year."""
    return register_figures.of_requests(stored.standing(look.session, Register.INFORMATION_REQUESTS, year), year)


@question(Act.SEE_REGISTERS)
def sheet_figures(look: Look) -> SheetFigures:
    """The fact sheets by their age today."""
    sheets = stored.standing(look.session, Register.FACT_SHEETS)
    return register_figures.of_sheets(sheets, look.office.today(), _months(look))


@question(Act.SEE_REGISTERS)
def project_figures(look: Look) -> ProjectFigures:
    """What the structural-aid projects add up to."""
    return register_figures.of_projects(stored.standing(look.session, Register.STRUCTURAL_PROJECTS))
