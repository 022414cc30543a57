"""Whether a person who is being entered is known already."""

from datetime import date

import pytest

from returnhelp.domain.likeness import Reason
from returnhelp.domain.lists import KnownPeople, Sight
from returnhelp.domain.people import Alias, Person, TravelDocument, TravelDocumentKind
from returnhelp.storage.known import known_people

from .conftest import Filing

BORN = date(1990, 3, 5)


def ask(
    filing: Filing,
    family: str,
    given: str = "",
    birth: date | None = None,
    numbers: tuple[str, ...] = (),
    sight: Sight | None = None,
) -> KnownPeople:
    with filing.store.reading() as session:
        return known_people(session, family, given, birth, numbers, 8, sight)


def ids(found: KnownPeople) -> list[int]:
    return [one.person.person_id for one in found.candidates]


@pytest.mark.parametrize(
    ("family", "given", "birth"),
    [
        ("Hosseini", "Mohammad", BORN),
        ("Hosseini", "Mohammad", None),
        ("Hoseini", "Mohamad", BORN),
        ("Husseini", "Muhammad", BORN),
        ("Mohammad", "Hosseini", BORN),
        ("Hosseini", "Mohammad", date(1990, 5, 3)),
        ("Hosseini", "Mohammad", date(1990, 1, 1)),
        ("Hosseini", "Moham", BORN),
        ("حسيني", "محمد", BORN),
    ],
)
def test_the_same_person_is_found_in_another_spelling(
    filing: Filing, family: str, given: str, birth: date | None
) -> None:
    person = filing.person("Hosseini", "Mohammad", birth_date=BORN)
    filing.person("Wagner", "Peter", birth_date=BORN)
    assert ids(ask(filing, family, given, birth)) == [person]


def test_a_number_finds_a_person_under_quite_another_name(filing: Filing) -> None:
    person = Person("Alpha", "Beta", zemis="01234567.8", phone="+41791234567")
    person.travel_documents.append(TravelDocument(TravelDocumentKind.PASSPORT, "AB123456"))
    key = filing.add(person)
    for number, reason in (("01234567.8", Reason.SAME_ZEMIS), ("ab 123456", Reason.SAME_DOCUMENT)):
        found = ask(filing, "Omega", "Psi", None, (number,))
        assert ids(found) == [key]
        assert reason in found.candidates[0].likeness.reasons


def test_an_alias_counts_as_a_name(filing: Filing) -> None:
    person = Person("Alpha", "Beta", birth_date=BORN)
    person.aliases.append(Alias("Hosseini", "Mohammad"))
    key = filing.add(person)
    assert ids(ask(filing, "Hosseini", "Mohammad", BORN)) == [key]


def test_somebody_else_is_not_proposed(filing: Filing) -> None:
    filing.person("Hosseini", "Mohammad", birth_date=BORN)
    assert ids(ask(filing, "Wagner", "Peter", BORN)) == []
    assert ids(ask(filing, "")) == []


def test_the_likeliest_comes_first(filing: Filing) -> None:
    near = filing.person("Hoseini", "Mohamad", birth_date=BORN)
    same = filing.person("Hosseini", "Mohammad", birth_date=BORN)
    assert ids(ask(filing, "Hosseini", "Mohammad", BORN)) == [same, near]


def test_of_a_restricted_person_no_more_is_said_than_that_there_may_be_one(filing: Filing) -> None:
    hidden = filing.person("Hosseini", "Mohammad", birth_date=BORN, restricted=True)
    found = ask(filing, "Hosseini", "Mohammad", BORN)
    assert found.candidates == ()
    assert found.restricted_may_match
    cleared = ask(filing, "Hosseini", "Mohammad", BORN, sight=Sight(restricted_of="all"))
    assert ids(cleared) == [hidden]
    assert not cleared.restricted_may_match
    assert not ask(filing, "Wagner", "Peter", BORN).restricted_may_match


def test_the_caseworker_of_a_restricted_person_sees_them(filing: Filing) -> None:
    hidden = filing.person("Hosseini", "Mohammad", birth_date=BORN, restricted=True)
    filing.case(hidden, caseworker_id=7, restricted=True)
    mine = ask(filing, "Hosseini", "Mohammad", BORN, sight=Sight(restricted_of=frozenset({7})))
    assert (ids(mine), mine.restricted_may_match) == ([hidden], False)
    other = ask(filing, "Hosseini", "Mohammad", BORN, sight=Sight(restricted_of=frozenset({8})))
    assert (ids(other), other.restricted_may_match) == ([], True)
