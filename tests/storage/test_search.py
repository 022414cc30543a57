"""A name is found in every spelling, a number by any of its digits."""

import pytest

from returnhelp.domain.people import Alias, Person, TravelDocument, TravelDocumentKind
from returnhelp.storage import search
from returnhelp.storage.database import Store

from .conftest import Filing


def people_found(store: Store, typed: str, *, restricted: bool = False) -> set[int]:
    meant = search.wanted(typed)
    if meant is None:
        return set()
    with store.reading() as session:
        look = search.matching_all if restricted else search.matching
        return set(session.scalars(look("person", meant)))


def cases_found(store: Store, typed: str, *, restricted: bool = False) -> set[int]:
    meant = search.wanted(typed)
    assert meant is not None
    with store.reading() as session:
        look = search.matching_all if restricted else search.matching
        return set(session.scalars(look("case", meant)))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        (("Özgür", "Ayşe"), "Oezguer"),
        (("Özgür", "Ayşe"), "Ozgur"),
        (("Özgür", "Ayşe"), "ÖZGÜR"),
        (("Özgür", "Ayşe"), "özg"),
        (("Özgür", "Ayşe"), "ayse ozgur"),
        (("Oezguer", "Ayse"), "Özgür"),
        (("Мкртчян", "Арсен"), "Arsen"),
        (("Mkrtchyan", "Arsen"), "Арсен"),
        (("Li", "Bo"), "Li"),
        (("Li", "Bo"), "l"),
        (("Ng", "An"), "ng an"),
        (("Al-Khatib", "Omar"), "alkhatib"),
        (("Al-Khatib", "Omar"), "al khatib"),
        (("Alkhatib", "Omar"), "al khatib"),
        (("Benyoussef", "Ali"), "ben youssef"),
        (("Ben Youssef", "Ali"), "benyoussef"),
        (("Diallo", "Mamadou Alpha"), "alpha diallo"),
        (("Hassan", "Ali"), "Khasan"),
        (("Müller", "Anna"), "Mueller"),
        (("O'Neil", "Sean"), "oneil"),
    ],
)
def test_a_name_is_found_in_another_spelling(filing: Filing, name: tuple[str, str], typed: str) -> None:
    other = filing.person("Wagner", "Peter")
    person = filing.person(*name)
    assert people_found(filing.store, typed) == {person}
    assert other not in people_found(filing.store, typed)


def test_every_word_must_be_met_in_any_order(filing: Filing) -> None:
    both = filing.person("Ahmadi", "Reza")
    filing.person("Ahmadi", "Sara")
    filing.person("Karimi", "Reza")
    assert people_found(filing.store, "reza ahmadi") == {both}
    assert people_found(filing.store, "Ahmadi, Reza") == {both}


def test_a_name_of_two_letters_is_not_every_name_that_begins_with_it_when_whole_words_are_meant(filing: Filing) -> None:
    li = filing.person("Li", "Wei")
    lindt = filing.person("Lindt", "Eva")
    assert people_found(filing.store, "li") == {li, lindt}
    meant = search.wanted("li", whole_words=True)
    assert meant
    with filing.store.reading() as session:
        assert set(session.scalars(search.matching("person", meant))) == {li}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ({"zemis": "01234567.8"}, "01234567.8"),
        ({"zemis": "01234567.8"}, "0123"),
        ({"zemis": "01234567.8"}, "456"),
        ({"phone": "+41791234567"}, "079 123 45 67"),
        ({"phone": "+41791234567"}, "+41 79 123 45 67"),
        ({"phone": "+41791234567"}, "0041 79 123 45 67"),
        ({"phone": "+41791234567"}, "4567"),
        ({"phone": "+491701234567"}, "170 1234"),
    ],
)
def test_a_number_is_found_by_its_digits(filing: Filing, field: dict[str, str], typed: str) -> None:
    filing.person("Wagner", "Peter", zemis="99999999.9", phone="+41580000000")
    person = filing.person("Ahmadi", "Reza", **field)
    assert people_found(filing.store, typed) == {person}


def test_a_full_date_is_a_birth_date(filing: Filing) -> None:
    from datetime import date

    person = filing.person("Li", "Bo", birth_date=date(1990, 3, 12))
    filing.person("Li", "An", birth_date=date(1990, 12, 3))
    assert people_found(filing.store, "li 12.3.1990") == {person}
    assert people_found(filing.store, "1990-03-12") == {person}


def test_a_name_in_its_own_script_an_alias_and_a_travel_document_lead_to_the_person(filing: Filing) -> None:
    person = Person("Hasan", "Ali", original_family_name="حسن", original_given_names="علي")
    person.aliases.append(Alias("Hussein", "Abu", "Хусейн"))
    person.travel_documents.append(TravelDocument(TravelDocumentKind.PASSPORT, "AB 123.456"))
    key = filing.add(person)
    for typed in ("حسن", "hussein", "Хусейн", "ab123456", "AB 123 456", "123456"):
        assert people_found(filing.store, typed) == {key}, typed


def test_a_case_is_found_by_its_number_the_dossier_and_everybody_in_it(filing: Filing) -> None:
    mother = filing.person("Tesfay", "Selam", zemis="01234567.8")
    child = filing.person("Tesfay", "Hanna")
    case = filing.case(mother, child, number="BE-2024-0012", n_number="N 123 456")
    filing.case(filing.person("Wagner", "Eva"), number="BE-2025-0120", n_number="N 987 654")
    for typed in ("BE-2024-0012", "2024-12", "2024-0012", "N 123456", "n 123 456", "N123456", "3456", "hanna", "0123"):
        assert cases_found(filing.store, typed) == {case}, typed
    assert people_found(filing.store, "N 123 456") == {mother, child}
    assert people_found(filing.store, "2024-0012") == {mother, child}


def test_a_restricted_record_stands_in_no_general_index(filing: Filing) -> None:
    hidden = filing.person("Verborgen", "Anna", restricted=True)
    case = filing.case(hidden)
    assert people_found(filing.store, "verborgen") == set()
    assert cases_found(filing.store, "verborgen") == set()
    assert people_found(filing.store, "verborgen", restricted=True) == {hidden}
    assert cases_found(filing.store, "verborgen", restricted=True) == {case}


def test_everybody_in_a_restricted_case_is_restricted_and_leaves_the_general_index(filing: Filing) -> None:
    from returnhelp.domain.case import Case

    person = filing.person("Verborgen", "Anna")
    case = filing.case(person)
    assert people_found(filing.store, "verborgen") == {person}
    filing.change(Case, case, lambda one: setattr(one, "restricted", True))
    assert people_found(filing.store, "verborgen") == set()
    filing.change(Case, case, lambda one: setattr(one, "restricted", False))
    assert people_found(filing.store, "verborgen") == {person}


def test_a_changed_name_is_no_longer_found(filing: Filing) -> None:
    person = filing.person("Falsch", "Anna")
    filing.change(Person, person, lambda one: setattr(one, "family_name", "Richtig"))
    assert people_found(filing.store, "falsch") == set()
    assert people_found(filing.store, "richtig") == {person}


def test_what_was_removed_leaves_no_trace_once_purged(filing: Filing) -> None:
    person = filing.person("Xylophonist", "Qwertz")
    filing.change(Person, person, lambda one: setattr(one, "family_name", "Meier"))
    with filing.store.writing() as session:
        search.purge(session)
        session.commit()
    with filing.store.reading() as session:
        blocks = session.connection().exec_driver_sql("SELECT block FROM person_search_data").fetchall()
    assert not any(b"xyl" in block for (block,) in blocks)


@pytest.mark.parametrize(
    "typed", ['"', "*", "AND", "(", "^", "li OR", "name:x", "💥", "\x00", "-", "a" * 500, "$$", "~"]
)
def test_whatever_is_typed_is_looked_for_and_nothing_breaks(filing: Filing, typed: str) -> None:
    filing.person("Li", "Bo")
    people_found(filing.store, typed)


@pytest.mark.parametrize("typed", ["", "   ", ",", "--"])
def test_nothing_typed_means_nothing_to_look_for(typed: str) -> None:
    assert search.wanted(typed) is None
