"""A list shows what was asked for, in the order asked for, page by page, to those who may see it."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.domain.case import Case, CaseType, Permit
from returnhelp.domain.lists import (
    CASE_GAPS,
    PERSON_GAPS,
    CaseColumn,
    CaseQuery,
    CaseRow,
    Gap,
    PersonColumn,
    PersonQuery,
    PersonRow,
    Sight,
)
from returnhelp.domain.people import Person, Sex
from returnhelp.domain.steps import OPEN_STEPS, Step
from returnhelp.domain.vulnerability import Vulnerability, VulnerabilityKind
from returnhelp.storage import listing, rows, search
from returnhelp.storage.database import Store

from .conftest import KEY, NOW, TODAY, Filing

ALL = Sight(restricted_of="all")
CANTONS = ("BE", "ZH", "GE", None)
STATES = (8239, 8512, None)
WORKERS = (2, 3, None)
DAYS = (None, *(TODAY - timedelta(days=days) for days in (0, 10, 40, 400)))
KINDS = (VulnerabilityKind.HEALTH, VulnerabilityKind.ELDERLY)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Ninety cases of every sort, two of them in the trash, some restricted."""
    folder: Path = tmp_path_factory.mktemp("lists")
    with Store.create(folder / "Bern.returnhelp", KEY) as store:
        chance = random.Random(3)
        with store.writing() as session:
            for number in range(90):
                _random_case(session, chance, number)
            session.flush()
            cases, people = rows.refresh(session, range(1, 91), range(1, 200))
            search.reindex(session, people, cases)
            session.commit()
        yield store


def _random_case(session: Any, chance: random.Random, number: int) -> None:
    from returnhelp.domain.case import Traveller
    from returnhelp.domain.household import Household, Member, MemberRole

    people = []
    for _ in range(chance.randint(1, 2)):
        person = Person(
            chance.choice(("Li", "Ahmadi", "Özgür", "Zehnder")),
            chance.choice(("Bo", "Arsen", "Eva")),
            birth_date=chance.choice((None, date(1990, 3, 12), date(2001, 1, 1))),
            sex=chance.choice((Sex.MALE, Sex.FEMALE, Sex.UNKNOWN)),
            zemis=chance.choice(("", f"{number:08}.1")),
            phone=chance.choice(("", "+41791234567")),
        )
        state = chance.choice(STATES)
        person.set_nationalities([state] if state else [])
        people.append(person)
    session.add_all(people)
    session.flush()
    home = Household(n_number=chance.choice(("", f"N {100000 + number}")))
    home.members = [
        Member(person.id, MemberRole.PRINCIPAL if person is people[0] else MemberRole.CHILD) for person in people
    ]
    session.add(home)
    session.flush()
    step = chance.choice(list(Step))
    case = Case(
        home.id,
        number=f"2026-{number:04}",
        kind=chance.choice((CaseType.VOLUNTARY_RETURN, CaseType.MEDICAL_RETURN)),
        opened_on=chance.choice(DAYS),
        canton=chance.choice(CANTONS),
        caseworker_id=chance.choice(WORKERS),
        destination=chance.choice(STATES),
        permit=chance.choice((Permit.N, Permit.UNKNOWN)),
        planned_departure=chance.choice(DAYS),
        restricted=chance.random() < 0.15,
        step=step,
        step_since=chance.choice(DAYS),
        deleted_at=NOW if number % 45 == 0 else None,
    )
    case.travellers = [Traveller(person.id, departed_on=chance.choice((None, TODAY))) for person in people]
    if chance.random() < 0.3:
        case.vulnerabilities = [Vulnerability(people[0].id, chance.choice(KINDS))]
    session.add(case)


def some(values: Any, most: int = 2) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(values), max_size=most)


days = st.none() | st.sampled_from([day for day in DAYS if day])
sights = st.sampled_from(
    [ALL, Sight(), Sight(restricted_of=frozenset({2})), Sight(restricted_of=frozenset({2}), only_of=frozenset({2, 3}))]
)
case_queries = st.builds(
    CaseQuery,
    sight=sights,
    text=st.sampled_from(["", "", "li", "ozgur", "arsen zehnder", "2026-12", "10001"]),
    steps=some(list(Step), 4),
    open_only=st.booleans(),
    kinds=some(list(CaseType)),
    caseworkers=some(WORKERS),
    cantons=some(CANTONS),
    nationalities=some(STATES),
    destinations=some(STATES),
    permits=some([Permit.N, Permit.UNKNOWN], 1),
    opened_from=days,
    opened_to=days,
    departure_from=days,
    departure_to=days,
    vulnerabilities=some(KINDS),
    vulnerable=st.none() | st.booleans(),
    not_filled=some(sorted(CASE_GAPS), 1),
    unmoved_since=days,
    trashed=st.sampled_from([False, False, False, True]),
    sort=st.sampled_from(list(CaseColumn)),
    descending=st.booleans(),
)
person_queries = st.builds(
    PersonQuery,
    sight=sights,
    text=st.sampled_from(["", "", "li", "ozgur", "arsen zehnder", "079 123"]),
    steps=some(list(Step), 4),
    open_only=st.booleans(),
    kinds=some(list(CaseType)),
    caseworkers=some(WORKERS),
    cantons=some(CANTONS),
    nationalities=some(STATES),
    permits=some([Permit.N, Permit.UNKNOWN], 1),
    sexes=some(list(Sex)),
    born_from=st.none() | st.just(date(1995, 1, 1)),
    born_to=st.none() | st.just(date(1995, 1, 1)),
    departure_from=days,
    departure_to=days,
    vulnerabilities=some(KINDS),
    vulnerable=st.none() | st.booleans(),
    not_filled=some(sorted(PERSON_GAPS), 1),
    sort=st.sampled_from(list(PersonColumn)),
    descending=st.booleans(),
)


def value(row: CaseRow | PersonRow, column: CaseColumn | PersonColumn) -> Any:
    name = {"caseworker": "caseworker_id"}.get(column.value, column.value)
    return search.fold(row.name) if name == "name" else getattr(row, name)


def in_order(values: list[Any], descending: bool) -> bool:
    known = [one for one in values if one is not None]
    return values == sorted(known, reverse=descending) + [None] * (len(values) - len(known))


def within(day: date | None, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    return day is not None and (first is None or day >= first) and (last is None or day <= last)


def seen(row: CaseRow | PersonRow, sight: Sight) -> bool:
    if sight.only_of is not None and row.caseworker_id not in sight.only_of:
        return False
    return not row.restricted or sight.restricted_of == "all" or row.caseworker_id in sight.restricted_of


def still_open(row: CaseRow) -> bool:
    return row.step in OPEN_STEPS and (row.step is not Step.DEPARTED or row.caseworker_id is not None)


def among(found: Any, wanted: frozenset[Any]) -> bool:
    return not wanted or found in wanted


def asked_for(row: CaseRow, query: CaseQuery, store: Store) -> bool:
    gaps = {
        Gap.NAME: not row.name,
        Gap.NATIONALITY: row.nationality is None,
        Gap.CANTON: row.canton is None,
        Gap.PERMIT: row.permit is Permit.UNKNOWN,
        Gap.DESTINATION: row.destination is None,
        Gap.CASEWORKER: row.caseworker_id is None,
        Gap.DEPARTURE: row.departure is None,
        Gap.N_NUMBER: not row.n_number,
    }
    with store.reading() as session:
        case = session.get(Case, row.case_id)
        assert case is not None
        kinds = {one.kind for one in case.vulnerabilities}
        travellers = [session.get(Person, one.person_id) for one in case.travellers]
        gaps[Gap.BIRTH_DATE] = any(person is None or person.birth_date is None for person in travellers)
    return (
        row.trashed == query.trashed
        and seen(row, query.sight)
        and among(row.step, query.steps)
        and (not query.open_only or still_open(row))
        and among(row.kind, query.kinds)
        and among(row.caseworker_id, query.caseworkers)
        and among(row.canton, query.cantons)
        and among(row.nationality, query.nationalities)
        and among(row.destination, query.destinations)
        and among(row.permit, query.permits)
        and within(row.opened_on, query.opened_from, query.opened_to)
        and within(row.departure, query.departure_from, query.departure_to)
        and (not query.vulnerabilities or bool(kinds & query.vulnerabilities))
        and (query.vulnerable is None or row.vulnerable == query.vulnerable)
        and all(gaps[gap] for gap in query.not_filled)
        and (query.unmoved_since is None or (row.moved_on is not None and row.moved_on < query.unmoved_since))
    )


@settings(max_examples=150)
@given(query=case_queries, far=st.sampled_from([0, 5, 4000]), size=st.integers(1, 40))
def test_the_case_list_is_what_was_asked_for(filled: Store, query: CaseQuery, far: int, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch, filled.reading() as session:
        patch.setattr(listing, "_FAR", far)
        everything = listing.case_page(session, CaseQuery(sight=ALL, trashed=query.trashed), 0, 1000, TODAY)
        whole = listing.case_page(session, query, 0, 1000, TODAY)
        paged: list[CaseRow] = []
        while page := listing.case_page(session, query, len(paged), size, TODAY):
            paged += page
        assert paged == whole
        assert listing.case_count(session, query) == len(whole)
        assert in_order([value(row, query.sort) for row in whole], query.descending)
        if not query.text:
            expected = {row.case_id for row in everything if asked_for(row, query, filled)}
        else:
            plain = {row.case_id for row in listing.case_page(session, replace(query, text=""), 0, 1000, TODAY)}
            meant = search.wanted(query.text)
            assert meant
            expected = plain & set(session.scalars(search.matching_all("case", meant)))
        assert {row.case_id for row in whole} == expected
        assert len(whole) == len(expected)


@settings(max_examples=100)
@given(query=person_queries, far=st.sampled_from([0, 5, 4000]), size=st.integers(1, 40))
def test_the_list_of_people_is_what_was_asked_for(filled: Store, query: PersonQuery, far: int, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch, filled.reading() as session:
        patch.setattr(listing, "_FAR", far)
        whole = listing.person_page(session, query, 0, 1000, TODAY)
        paged: list[PersonRow] = []
        while page := listing.person_page(session, query, len(paged), size, TODAY):
            paged += page
        assert paged == whole
        assert listing.person_count(session, query) == len(whole)
        assert in_order([value(row, query.sort) for row in whole], query.descending)
        for row in whole:
            assert seen(row, query.sight)
            assert among(row.step, query.steps)
            assert among(row.canton, query.cantons)
            assert among(row.nationality, query.nationalities)
            assert among(row.sex, query.sexes)
            assert within(row.birth_date, query.born_from, query.born_to)
            assert within(row.departed_on, query.departure_from, query.departure_to)


@settings(max_examples=40)
@given(query=case_queries, order=st.permutations(CANTONS), size=st.integers(1, 20))
def test_the_order_of_the_values_can_be_the_readers_own(
    filled: Store, query: CaseQuery, order: list[str | None], size: int
) -> None:
    asked = replace(query, sort=CaseColumn.CANTON, sort_values=tuple(order[:3]))
    with filled.reading() as session:
        whole = listing.case_page(session, asked, 0, 1000, TODAY)
        paged: list[CaseRow] = []
        while page := listing.case_page(session, asked, len(paged), size, TODAY):
            paged += page
        plain = listing.case_page(session, query, 0, 1000, TODAY)
    assert paged == whole
    assert {row.case_id for row in whole} == {row.case_id for row in plain}
    given_order = [one for one in asked.sort_values if one is not None]
    if asked.descending:
        given_order.reverse()
    place = {canton: number for number, canton in enumerate(given_order)}
    places = [place.get(row.canton, 98) if row.canton is not None else 99 for row in whole]
    assert places == sorted(places)


# --- found while typing ----------------------------------------------------------------------------


def test_while_typing_whole_names_are_offered_before_longer_ones(filing: Filing) -> None:
    lindt, li, given = filing.person("Lia", "Eva"), filing.person("Wang", "Li"), filing.person("Li", "Bo")
    days = {given: 3, li: 2, lindt: 1}
    cases = [filing.case(person, opened_on=TODAY - timedelta(days=ago)) for person, ago in days.items()]
    with filing.store.reading() as session:
        people = listing.found_people(session, "li", Sight(), 8)
        found = listing.found_cases(session, "li", Sight(), 8)
        few = listing.found_people(session, "li", Sight(), 1)
    assert [row.person_id for row in people] == [given, li, lindt]
    assert [row.case_id for row in found] == [cases[1], cases[0], cases[2]]
    assert [row.person_id for row in few] == [given]


def test_while_typing_nothing_restricted_is_offered_to_others(filing: Filing) -> None:
    hidden = filing.person("Verborgen", "Eva", restricted=True)
    filing.case(hidden, caseworker_id=2)
    with filing.store.reading() as session:
        assert listing.found_people(session, "verborgen", Sight(restricted_of=frozenset({3})), 8) == []
        assert listing.found_cases(session, "verborgen", Sight(), 8) == []
        mine = listing.found_people(session, "verborgen", Sight(restricted_of=frozenset({2})), 8)
    assert [row.person_id for row in mine] == [hidden]


# --- what the rows say -----------------------------------------------------------------------------


def case_row(store: Store, key: int) -> CaseRow:
    with store.reading() as session:
        return rows.cases_by_id(session, [key])[0]


def person_row(store: Store, key: int) -> PersonRow:
    with store.reading() as session:
        return rows.people_by_id(session, [key])[0]


def test_a_case_goes_under_its_principal_wherever_they_stand_among_the_travellers(filing: Filing) -> None:
    child = filing.person("Tesfay", "Hanna", nationalities=[8217])
    mother = filing.person("Gebre", "Selam", nationalities=[8232])
    case = filing.case(mother, child)

    def child_first(one: Case) -> None:
        one.travellers.reverse()

    filing.change(Case, case, child_first)
    row = case_row(filing.store, case)
    assert (row.name, row.people, row.nationality) == ("Gebre Selam", 2, 8232)


def test_a_renamed_person_is_renamed_in_every_row(filing: Filing) -> None:
    person = filing.person("Falsch", "Anna")
    case = filing.case(person)
    filing.change(Person, person, lambda one: setattr(one, "family_name", "Richtig"))
    assert case_row(filing.store, case).name == "Richtig Anna"
    assert person_row(filing.store, person).name == "Richtig Anna"


def test_a_household_says_for_everybody_what_they_do_not_say_themselves(filing: Filing) -> None:
    from returnhelp.domain.household import Household

    own = filing.person("Li", "Bo", canton="GE", phone="+41791112233")
    other = filing.person("Li", "An")
    case = filing.case(own, other, n_number="N 123 456", household={"canton": "BE", "phone": "+41310000000"})
    assert person_row(filing.store, own).canton == "GE"
    assert person_row(filing.store, other).canton == "BE"
    assert person_row(filing.store, other).phone == "+41310000000"
    assert case_row(filing.store, case).canton == "BE"
    filing.change(Household, 1, lambda one: setattr(one, "canton", "ZH"))
    assert person_row(filing.store, other).canton == "ZH"
    assert case_row(filing.store, case).canton == "ZH"


def test_a_person_is_shown_with_their_latest_case(filing: Filing) -> None:
    person = filing.person("Li", "Bo")
    filing.case(person, number="old", opened_on=date(2020, 1, 1), step=Step.CLOSED)
    latest = filing.case(person, number="new", opened_on=date(2026, 1, 1), caseworker_id=3, permit=Permit.F)
    filing.case(person, number="gone", opened_on=date(2026, 3, 1), deleted_at=NOW)
    row = person_row(filing.store, person)
    assert (row.case_id, row.case_number, row.caseworker_id, row.permit) == (latest, "new", 3, Permit.F)


def test_a_restricted_case_hides_its_people_and_a_restricted_person_their_cases(filing: Filing) -> None:
    first, second, third = (filing.person("Li", name) for name in ("A", "B", "C"))
    filing.case(first, restricted=True)
    joint = filing.case(second, third)
    filing.change(Person, third, lambda one: setattr(one, "restricted", True))
    assert person_row(filing.store, first).restricted
    assert case_row(filing.store, joint).restricted
    assert person_row(filing.store, second).restricted


def test_a_merged_person_is_in_no_list(filing: Filing) -> None:
    kept, gone = filing.person("Li", "Bo"), filing.person("Li", "Bo")
    filing.change(Person, gone, lambda one: setattr(one, "merged_into_id", kept))
    with filing.store.reading() as session:
        assert [row.person_id for row in listing.person_page(session, PersonQuery(text="li"), 0, 9, TODAY)] == [kept]


def test_what_moved_a_case_last_and_what_is_due_next(filing: Filing) -> None:
    from returnhelp.domain.contacts import Contact, ContactKind
    from returnhelp.domain.tasks import Task

    case = filing.case(filing.person("Li", "Bo"), opened_on=date(2026, 1, 1))
    assert case_row(filing.store, case).moved_on == date(2026, 1, 1)

    def talk(one: Case) -> None:
        one.contacts.append(Contact(ContactKind.PHONE, date(2026, 2, 3)))
        one.tasks += [Task("a", date(2026, 4, 2)), Task("b", date(2026, 4, 1)), Task("c", date(2026, 3, 1), TODAY)]

    filing.change(Case, case, talk)
    row = case_row(filing.store, case)
    assert (row.moved_on, row.next_due) == (TODAY, date(2026, 4, 1))


def test_a_case_that_left_shows_when_and_one_that_has_not_when_it_is_to(filing: Filing) -> None:
    planned = filing.case(filing.person("Li", "Bo"), planned_departure=date(2026, 4, 1))
    left = filing.case(filing.person("Li", "An"), planned_departure=date(2026, 2, 1), departed_on=date(2026, 2, 3))
    shown = [case_row(filing.store, key) for key in (planned, left)]
    assert [(row.departure, row.departed) for row in shown] == [(date(2026, 4, 1), False), (date(2026, 2, 3), True)]
