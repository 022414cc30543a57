"""Who in the store may be the person that is being entered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from returnhelp.domain import identifiers
from returnhelp.domain.likeness import Identity, Likeness, same_person
from returnhelp.domain.lists import Candidate, KnownPeople, Sight
from returnhelp.domain.people import Precision
from returnhelp.storage import filters, search
from returnhelp.storage import tables as t
from returnhelp.storage.rows import people_by_id

_COMPARED = 150  # records that one way of looking brings to be compared


def known_people(
    session: Session,
    family_name: str,
    given_names: str = "",
    birth_date: date | None = None,
    numbers: Sequence[str] = (),
    limit: int = 8,
    sight: Sight | None = None,
) -> KnownPeople:
    """Who may be this person, the likeliest first, with why; restricted records out of sight are only hinted at."""
    entered = _entered(family_name, given_names, birth_date, numbers)
    row = t.person_rows.c
    listed = select(row.person_id).where(
        row.person_id.in_(near(session, family_name, given_names, birth_date, numbers))
    )
    visible = set(session.scalars(listed.where(*filters.in_sight(row, sight or Sight()))))
    there = set(session.scalars(listed.where(row.trashed.is_(False))))
    found = likely(session, entered, visible)
    best = sorted(found.items(), key=lambda item: (-item[1].score, item[0]))[:limit]
    shown = {one.person_id: one for one in people_by_id(session, [key for key, _ in best])}
    return KnownPeople(
        tuple(Candidate(shown[key], likeness) for key, likeness in best),
        restricted_may_match=bool(likely(session, entered, there - visible)),
    )


def near(
    session: Session, family_name: str, given_names: str, birth_date: date | None, numbers: Sequence[str]
) -> set[int]:
    """Records that are worth comparing, restricted ones and those in the trash too: not all will be the person."""
    found: set[int] = set()
    for way in search.alike(family_name, given_names, birth_date, numbers):
        found.update(session.scalars(search.matching("person", way).limit(_COMPARED)))
        found.update(session.scalars(search.matching_hidden("person", way).limit(_COMPARED)))
    return found


def _entered(family_name: str, given_names: str, birth_date: date | None, numbers: Iterable[str]) -> Identity:
    written = [number.strip() for number in numbers if number.strip()]
    phones = {standard.text for number in written if (standard := identifiers.phone(number)).well_formed}
    return Identity(
        family_names=(family_name,) if family_name.strip() else (),
        given_names=(given_names,) if given_names.strip() else (),
        birth_date=birth_date,
        zemis=next((one.text for number in written if (one := identifiers.zemis(number)).well_formed), ""),
        n_number=next((one.text for number in written if (one := identifiers.n_number(number)).well_formed), ""),
        phones=frozenset(phones),
        documents=frozenset(_paper(number) for number in written),
    )


def _paper(number: str) -> str:
    return "".join(sign for sign in number.upper() if sign.isalnum())


def likely(session: Session, entered: Identity, keys: Collection[int]) -> dict[int, Likeness]:
    """Those among these records that may be the person, each with why."""
    found = {}
    for key, identity in identities(session, keys).items():
        likeness = same_person(entered, identity)
        if likeness.possible:
            found[key] = likeness
    return found


def identities(session: Session, keys: Collection[int]) -> dict[int, Identity]:
    """What is compared of these people: every name they are known by, every number."""
    if not keys:
        return {}
    wanted = sorted(keys)
    families: dict[int, list[str]] = defaultdict(list)
    givens: dict[int, list[str]] = defaultdict(list)
    alias = t.aliases.c
    for key, family, given in session.execute(
        select(alias.person_id, alias.family_name, alias.given_names).where(alias.person_id.in_(wanted))
    ):
        families[key].append(family)
        givens[key].append(given)
    states: dict[int, set[int]] = defaultdict(set)
    nationality = t.nationalities.c
    for key, bfs in session.execute(
        select(nationality.person_id, nationality.bfs).where(nationality.person_id.in_(wanted))
    ):
        states[key].add(bfs)
    papers: dict[int, set[str]] = defaultdict(set)
    paper = t.travel_documents.c
    for key, number in session.execute(select(paper.person_id, paper.number).where(paper.person_id.in_(wanted))):
        papers[key].add(_paper(number))
    people, row = t.people.c, t.person_rows.c
    found = {}
    dossiers = _dossiers(session, wanted)
    for one in session.execute(
        select(
            people.id,
            people.family_name,
            people.given_names,
            people.original_family_name,
            people.original_given_names,
            people.birth_date,
            people.birth_precision,
            people.sex,
            people.zemis,
            people.phone.label("own_phone"),
            row.n_number,
            row.phone,
        )
        .join(t.person_rows, row.person_id == people.id)
        .where(people.id.in_(wanted))
    ):
        found[one.id] = Identity(
            family_names=_filled(one.family_name, one.original_family_name, *families[one.id]),
            given_names=_filled(one.given_names, one.original_given_names, *givens[one.id]),
            birth_date=one.birth_date,
            birth_precision=one.birth_precision or Precision.DAY,
            sex=str(one.sex),
            nationalities=frozenset(states[one.id]),
            zemis=identifiers.zemis(one.zemis).text,
            n_number=identifiers.n_number(one.n_number or dossiers.get(one.id, "")).text,
            phones=frozenset(filter(None, (one.phone or one.own_phone,))),
            documents=frozenset(papers[one.id]),
        )
    return found


def _dossiers(session: Session, keys: Collection[int]) -> dict[int, str]:
    """The latest N-number of people whose row shows none, for they are shown by a pseudonym."""
    unnamed = (
        select(t.travellers.c.person_id)
        .join(t.cases, t.cases.c.id == t.travellers.c.case_id)
        .where(t.travellers.c.person_id.in_(keys), t.cases.c.pseudonym != "")
    )
    rows = session.execute(
        select(t.members.c.person_id, t.households.c.n_number)
        .join(t.households, t.households.c.id == t.members.c.household_id)
        .where(t.members.c.person_id.in_(unnamed), t.households.c.n_number != "")
        .order_by(t.members.c.id)
    )
    return {row.person_id: row.n_number for row in rows}


def _filled(*names: str) -> tuple[str, ...]:
    return tuple(filter(None, names))
