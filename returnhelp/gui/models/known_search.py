"""Finds who is known already, by a line of text or by what is typed of a new person."""

import re
from dataclasses import dataclass
from datetime import date

from returnhelp.domain import identifiers
from returnhelp.domain.intake_dates import read_date
from returnhelp.domain.likeness import Likeness
from returnhelp.domain.lists import Candidate, KnownPeople, PersonQuery
from returnhelp.domain.people import Precision
from returnhelp.services import lists, people
from returnhelp.services.office import Office

NOBODY = KnownPeople((), restricted_may_match=False)
_SHOWN = 8
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
_FOUND = Likeness(0, ())  # it has what was typed; how alike it is was not asked


@dataclass(frozen=True)
class Typed:
    """A line of text, taken apart: names, a birth date, numbers."""

    names: str = ""
    birth: date | None = None
    numbers: tuple[str, ...] = ()


def taken_apart(text: str, today: date) -> Typed:
    """``masri 3.5.84`` is a name and a birth date, ``N 123 456`` a number."""
    rest, birth = text.strip(), None
    for found in _DATE.finditer(text):
        read = read_date(found[0], today)
        if read.dated is not None and read.dated.precision is Precision.DAY and not read.unreadable:
            birth, rest = read.dated.day, (text[: found.start()] + text[found.end() :]).strip()
            break
    if rest and (identifiers.n_number(rest).well_formed or identifiers.zemis(rest).well_formed):
        return Typed("", birth, (rest,))
    words = rest.split()
    numbers = tuple(word for word in words if sum(sign.isdigit() for sign in word) >= 4)
    names = " ".join(word for word in words if word not in numbers)
    return Typed(names, birth, numbers)


def by_line(office: Office, text: str, today: date) -> KnownPeople:
    """Who is found by what stands in the line, the likeliest first; asked on the worker's thread."""
    typed = taken_apart(text, today)
    if not text.strip():
        return NOBODY
    family, _gap, given = typed.names.partition(" ")
    known = people.known(office, family, given, typed.birth, typed.numbers) if given or typed.birth else NOBODY
    wanted = " ".join((typed.names, *typed.numbers)).strip()
    query = PersonQuery(text=wanted, born_from=typed.birth, born_to=typed.birth)
    return _with_found(office, known, query)


def by_fields(office: Office, family: str, given: str, birth: date | None, numbers: tuple[str, ...]) -> KnownPeople:
    """Who may be the new person that is being typed; by the family name alone, whoever has it."""
    if given or birth or numbers:
        return people.known(office, family, given, birth, numbers)
    if len(family) < 2:
        return NOBODY
    return _with_found(office, NOBODY, PersonQuery(text=family))


def _with_found(office: Office, known: KnownPeople, query: PersonQuery) -> KnownPeople:
    """The likely ones first, then whoever simply has what was typed."""
    there = {one.person.person_id for one in known.candidates}
    rows = lists.people(office, query, 0, _SHOWN)
    found = tuple(Candidate(row, _FOUND) for row in rows if row.person_id not in there)
    return KnownPeople((*known.candidates, *found)[:_SHOWN], known.restricted_may_match)
