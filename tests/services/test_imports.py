"""A reviewed list is stored whole or not at all, and nobody is stored twice."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import Permit
from returnhelp.domain.errors import DoubtsOpenError, NotAllowedError, NothingToTakeOverError
from returnhelp.domain.household import MemberRole
from returnhelp.domain.intake import (
    Amount,
    Dated,
    Doubt,
    DoubtKind,
    Field,
    IntakeHousehold,
    IntakeMember,
    IntakeRow,
    Repeated,
    Review,
    SheetMapping,
    Totals,
)
from returnhelp.domain.ledger_book import EntryNote
from returnhelp.domain.likeness import Reason
from returnhelp.domain.lists import CaseQuery, PersonQuery
from returnhelp.domain.money import LedgerAct
from returnhelp.domain.people import NationalityStatus, Precision, Sex
from returnhelp.domain.steps import Step
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.services import cases, imports, lists, money, people, reporting
from returnhelp.services.office import Office
from tests.office import Offices

MOTHER = IntakeRow(
    row=5,
    family_name="Kovalenko",
    given_names="Oksana",
    n_number="N 600 001",
    zemis="11111111.1",
    birth=Dated(date(1985, 3, 2)),
    sex=Sex.FEMALE,
    nationalities=(8265,),
    nationality_status=NationalityStatus.KNOWN,
    canton="BE",
    permit=Permit.S,
    entry=Dated(date(2022, 3, 1)),
    departure=Dated(date(2025, 5, 6)),
    airport="ZRH",
    amounts=(Amount(AidComponent.BASIC, 50000),),
    vulnerabilities=(VulnerabilityKind.SINGLE_PARENT,),
    person_row=5,
)
CHILD = replace(
    MOTHER,
    row=6,
    given_names="Taras",
    zemis="22222222.2",
    birth=Dated(date(2015, 1, 9)),
    sex=Sex.MALE,
    amounts=(Amount(AidComponent.BASIC, 25000),),
    vulnerabilities=(),
    person_row=6,
)
AGAIN = replace(MOTHER, row=7, family_name="Kowalenko", person_row=5)
ALONE = replace(
    MOTHER, row=8, family_name="Haddad", given_names="Amir", n_number="", zemis="", sex=Sex.MALE, nationalities=(8304,),
    permit=Permit.N, canton="", vulnerabilities=(), person_row=8, departure=Dated(date(2025, 6, 1)),
)  # fmt: skip


def reviewed(*rows: IntakeRow, doubts: tuple[Doubt, ...] = ()) -> Review:
    """What the exchange would answer for these rows."""
    dossiers: dict[str, list[int]] = {}
    for row in rows:
        if row.row != AGAIN.row:
            dossiers.setdefault(row.n_number or f"row {row.row}", []).append(row.row)
    repeated = tuple(Repeated(5, (7,), row.zemis, (Reason.SAME_ZEMIS,)) for row in rows if row.row == AGAIN.row)
    nothing: Counter[str] = Counter()
    return Review(
        "list.xlsx",
        SheetMapping("list", 4, ()),
        rows,
        doubts,
        (),
        (),
        repeated,
        tuple(
            IntakeHousehold(
                "" if number.startswith("row") else number,
                tuple(
                    IntakeMember(one, MemberRole.PRINCIPAL if place == 0 else MemberRole.CHILD)
                    for place, one in enumerate(members)
                ),
            )
            for number, members in dossiers.items()
        ),
        Totals(0, 0, 0, 0, 0, {}, {}, nothing, {}, {}, {}, {}, {}, {}, {}),
    )


def test_a_list_becomes_people_households_and_cases(house: Offices) -> None:
    sara = house.enter("sara")
    done = imports.take_over(sara, reviewed(MOTHER, CHILD, AGAIN, ALONE)).value
    assert (done.people, done.households, done.cases, done.repeated) == (3, 2, 2, 1)
    (row,) = lists.cases(sara, CaseQuery(text="kovalenko"), 0, 10)
    seen = cases.view(sara, row.case_id)
    assert seen.case.values["number"] == "2025-0001"
    assert seen.case.values["step"] is Step.DEPARTED
    assert seen.steps[0].taken_over
    assert len(seen.steps) == 1
    assert {one.values["departed_on"] for one in seen.parts["travellers"]} == {date(2025, 5, 6)}
    assert sum(line.values["paid"] for line in seen.parts["aid_lines"]) == 75000
    assert seen.household.values["n_number"] == "N 600 001"
    figures = reporting.figures(sara, 2025, 5)
    assert (figures.persons.month, figures.cases.month, figures.taken_over.month) == (2, 1, 2)


def test_the_same_list_again_brings_nobody_twice(house: Offices) -> None:
    sara = house.enter("sara")
    imports.take_over(sara, reviewed(MOTHER, CHILD, ALONE))
    found = imports.in_store(sara, reviewed(MOTHER, CHILD, ALONE))
    assert {one.row: (one.certain, one.departed) for one in found} == {
        5: (True, True),
        6: (True, True),
        8: (False, True),
    }
    again = imports.take_over(sara, reviewed(MOTHER, CHILD, ALONE)).value
    assert (again.people, again.cases, again.households, again.repeated) == (0, 0, 0, 3)
    assert lists.count_people(sara, PersonQuery()) == 3


def test_a_year_of_birth_is_enough_in_the_same_dossier(house: Offices) -> None:
    sara = house.enter("sara")
    by_year = replace(MOTHER, zemis="", birth=Dated(date(1985, 1, 1), Precision.YEAR))
    imports.take_over(sara, reviewed(by_year))
    (found,) = imports.in_store(sara, reviewed(by_year))
    assert (found.certain, found.departed) == (False, True)
    assert Reason.SAME_DOSSIER in found.reasons
    assert imports.in_store(sara, reviewed(replace(by_year, n_number="N 600 999"))) == ()
    assert imports.take_over(sara, reviewed(by_year)).value.people == 0


def test_who_leaves_again_gets_a_second_case_and_stays_one_person(house: Offices) -> None:
    sara = house.enter("sara")
    imports.take_over(sara, reviewed(MOTHER, CHILD))
    later = replace(MOTHER, departure=Dated(date(2026, 2, 1)))
    done = imports.take_over(sara, reviewed(later)).value
    assert (done.people, done.known_people, done.cases, done.repeated) == (1, 1, 1, 0)
    assert lists.count_people(sara, PersonQuery()) == 2
    (row,) = lists.people(sara, PersonQuery(text="oksana"), 0, 5)
    assert len(people.view(sara, row.person_id).cases) == 2


def test_open_doubts_stop_the_list_and_nothing_is_stored(house: Offices) -> None:
    sara = house.enter("sara")
    doubt = Doubt(5, Field.BIRTH_DATE, DoubtKind.FIRST_JANUARY, needs_answer=True)
    with pytest.raises(DoubtsOpenError):
        imports.take_over(sara, reviewed(MOTHER, doubts=(doubt,)))
    assert lists.count_people(sara, PersonQuery()) == 0
    assert imports.take_over(sara, reviewed(MOTHER, doubts=(doubt,)), accept_doubts=True).value.people == 1


def test_an_import_that_is_stopped_leaves_nothing(house: Offices) -> None:
    sara = house.enter("sara")

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        imports.take_over(sara, reviewed(MOTHER, CHILD, ALONE), progress=stop)
    assert (lists.count_people(sara, PersonQuery()), lists.count_cases(sara, CaseQuery())) == (0, 0)


def test_a_list_with_nobody_in_it_is_refused(house: Offices) -> None:
    with pytest.raises(NothingToTakeOverError):
        imports.take_over(house.enter("sara"), reviewed())


def test_lists_are_for_supervisors(house: Offices) -> None:
    for office in (house.enter("anna"), house.admin):
        with pytest.raises(NotAllowedError):
            imports.take_over(office, reviewed(MOTHER))


def test_what_a_list_says_was_paid_opens_the_ledger_of_each_line(sara: Office) -> None:
    imports.take_over(sara, reviewed(MOTHER, CHILD))
    [case] = lists.cases(sara, CaseQuery(), 0, 10)
    seen = money.book(sara, case.case_id)
    assert [(line.taken_over, line.balances.decided, line.balances.paid) for line in seen.lines] == [
        (True, 50000, 50000),
        (True, 25000, 25000),
    ]
    assert {row.act for row in seen.statement} == {LedgerAct.OPENING}
    assert {row.day for row in seen.statement} == {date(2025, 5, 6)}
    assert seen.flaws == ()


def test_a_sum_below_nothing_that_somebody_accepted_moves_no_money(sara: Office) -> None:
    imports.take_over(sara, reviewed(replace(ALONE, amounts=(Amount(AidComponent.BASIC, -5050),))))
    [case] = lists.cases(sara, CaseQuery(), 0, 10)
    [line] = money.book(sara, case.case_id).lines
    assert (line.balances.decided, line.balances.paid, line.calculation) == (0, 0, "CHF -50.50")
    assert money.book(sara, case.case_id).flaws == ()


def test_a_departure_still_to_come_opens_the_ledger_without_a_day(sara: Office) -> None:
    imports.take_over(sara, reviewed(replace(ALONE, departure=Dated(date(2026, 12, 1)))))
    [case] = lists.cases(sara, CaseQuery(), 0, 10)
    seen = money.book(sara, case.case_id)
    assert seen.lines[0].decided_on is None
    assert {row.note for row in seen.statement} == {EntryNote.DAY_UNKNOWN}
    assert seen.flaws == ()
