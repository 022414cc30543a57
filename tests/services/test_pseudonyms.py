"""Nobody reads the name of a victim of trafficking in a list, a search, an export, the trash or anywhere on the way."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from returnhelp.domain import pseudonyms
from returnhelp.domain.case import Case, CaseType
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.counting import MonthCounts
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import NotThereError, StaysRestrictedError
from returnhelp.domain.figures import Period
from returnhelp.domain.likeness import Reason as Why
from returnhelp.domain.lists import CaseColumn, CaseQuery, PersonColumn, PersonQuery
from returnhelp.domain.roles import Clearance
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.services import audit, cases, compartments, handover, lists, people, trash
from returnhelp.services.office import Office
from returnhelp.storage import queries, search
from tests.office import Offices, has_departed
from tests.services.test_sight import second_case
from tests.services.trafficking_world import clear, open_case, person, traveller

NAMES = ("okonkwo", "blessing", "ọkọnkwọ", "111 22 33", "0791112233", "012.345.678", "765 432", "765432")
FORM = re.compile(rf"[{pseudonyms.LETTERS}]\d{{4}}")


@pytest.fixture
def anna(house: Offices) -> Office:
    return house.enter("anna")


@pytest.fixture
def sara(house: Offices) -> Office:
    """The supervisor with the clearance for trafficking."""
    return clear(house, "sara", Clearance.TRAFFICKING)


def silent(said: object) -> bool:
    """Whether nothing in it tells who it is."""
    shown = repr(said).casefold()
    return not any(name in shown for name in NAMES)


def pseudonym_of(office: Office, number: int) -> str:
    return str(cases.view(office, number).case.values["pseudonym"])


def make(office: Office, number: int, **values: object) -> None:
    cases.save(office, [Edit("case", number, ("case", number), values)])


def cell(row: Any, column: Any) -> Any:
    return getattr(row, column.value, "")


# --- becoming one -----------------------------------------------------------------------------------


def test_a_case_of_trafficking_is_closed_off_and_has_a_pseudonym_by_itself(anna: Office) -> None:
    values = cases.view(anna, open_case(anna)).case.values
    assert values["restricted"] is True
    assert FORM.fullmatch(values["pseudonym"])


def by_kind(office: Office, number: int) -> None:
    make(office, number, kind=CaseType.TRAFFICKING_RETURN)


def by_vulnerability(office: Office, number: int) -> None:
    values = {"person_id": traveller(office, number), "kind": VulnerabilityKind.TRAFFICKING_VICTIM}
    cases.save(office, [Edit("vulnerabilities", None, ("case", number), values)])


def by_facts(office: Office, number: int) -> None:
    cases.save(office, [Edit("trafficking", None, ("case", number), {"person_id": traveller(office, number)})])


def by_screening(office: Office, number: int) -> None:
    values = {"screened_on": office.today(), "screened_by": "A. Muster"}
    compartments.write(office, number, SealedKind.SCREENING, traveller(office, number), values)


@pytest.mark.parametrize("become", [by_kind, by_vulnerability, by_facts, by_screening])
def test_a_case_becomes_one_later(house: Offices, become: Callable[[Office, int], None]) -> None:
    anna = clear(house, "anna", Clearance.TRAFFICKING)
    number = open_case(anna, CaseType.VOLUNTARY_RETURN)
    assert pseudonym_of(anna, number) == ""
    assert not silent(lists.cases(anna, CaseQuery(), 0, 10))
    become(anna, number)
    values = cases.view(anna, number).case.values
    assert values["restricted"] is True
    assert FORM.fullmatch(values["pseudonym"])
    assert silent(lists.cases(anna, CaseQuery(), 0, 10))
    assert silent(lists.people(anna, PersonQuery(), 0, 10))


def test_other_kinds_of_case_keep_their_names(anna: Office) -> None:
    for kind in set(CaseType) - {CaseType.TRAFFICKING_RETURN}:
        number = open_case(anna, kind)
        assert pseudonym_of(anna, number) == ""
        assert cases.view(anna, number).case.values["restricted"] is False


def test_whoever_makes_it_one_is_its_caseworker_when_there_is_none(house: Offices, anna: Office) -> None:
    number = open_case(anna, CaseType.VOLUNTARY_RETURN)
    make(anna, number, caseworker_id=None)
    beat = house.enter("beat")
    by_vulnerability(beat, number)
    assert cases.view(beat, number).case.values["caseworker_id"] == beat.user.id
    with pytest.raises(NotThereError):
        cases.view(anna, number)


def test_it_stays_restricted_while_it_is_one(sara: Office) -> None:
    number = open_case(sara)
    with pytest.raises(StaysRestrictedError):
        make(sara, number, restricted=False)
    make(sara, number, kind=CaseType.VOLUNTARY_RETURN)
    assert pseudonym_of(sara, number) != ""
    make(sara, number, restricted=False)
    assert pseudonym_of(sara, number) == ""
    assert lists.cases(sara, CaseQuery(), 0, 10)[0].name == "Okonkwo Blessing"


def test_a_slip_of_the_pen_is_taken_back_whole(anna: Office) -> None:
    number = open_case(anna, CaseType.VOLUNTARY_RETURN)
    change = cases.save(anna, [Edit("case", number, ("case", number), {"kind": CaseType.TRAFFICKING_RETURN})])
    cases.undo(anna, change.seq)
    values = cases.view(anna, number).case.values
    assert (values["restricted"], values["pseudonym"]) == (False, "")
    assert lists.cases(anna, CaseQuery(), 0, 10)[0].name == "Okonkwo Blessing"


def test_a_pseudonym_is_drawn_again_while_it_is_taken() -> None:
    drawn = iter([3, 17, 3, 17, 4, 9999])
    assert pseudonyms.draw(lambda _below: next(drawn), lambda one: one == "G0017") == "H9999"


def test_pseudonyms_differ_and_say_nothing(anna: Office) -> None:
    given = {pseudonym_of(anna, open_case(anna)) for _ in range(12)}
    assert len(given) == 12
    assert not any(one[0] in "NFBSLCT" and one[0] not in pseudonyms.LETTERS for one in given)
    assert not pseudonyms.is_called_for(Case(1))


# --- where the name must not stand -------------------------------------------------------------------


def test_no_list_tells_the_name(anna: Office, sara: Office) -> None:
    number = open_case(anna, CaseType.TRAFFICKING_RETURN, person(), person("Grace"))
    pseudonym = pseudonym_of(anna, number)
    for office in (anna, sara):
        (case,) = lists.cases(office, CaseQuery(), 0, 10)
        assert (case.name, case.n_number) == (pseudonym, "")
        rows = lists.people(office, PersonQuery(), 0, 10)
        assert [one.name for one in rows] == [f"{pseudonym}/1", f"{pseudonym}/2"]
        assert silent((case, rows))
        assert "grace" not in repr(rows).casefold()


def test_the_list_is_sorted_by_the_pseudonym_not_by_the_name(anna: Office) -> None:
    names = []
    for family in ("Aaa", "Bbb", "Ccc", "Ddd"):
        names.append(pseudonym_of(anna, open_case(anna, CaseType.TRAFFICKING_RETURN, person("X", family))))
    shown = [row.name for row in lists.cases(anna, CaseQuery(sort=CaseColumn.NAME, descending=False), 0, 10)]
    assert shown == sorted(names)


def test_what_the_search_finds_shows_the_pseudonym(house: Offices, anna: Office, sara: Office) -> None:
    number = open_case(anna)
    pseudonym = pseudonym_of(anna, number)
    for office in (anna, sara):
        for typed in (pseudonym, pseudonym.lower(), pseudonym[1:]):
            found_cases, found_people = lists.found(office, typed)
            assert [one.case_id for one in found_cases] == [number], typed
            assert [one.name for one in found_people] == [pseudonym]
        assert silent(lists.found(office, "Okonkwo"))
        assert silent(lists.found(office, "765 432"))
    beat = house.enter("beat")
    for typed in (pseudonym, "Okonkwo", "765 432", "012.345.678-1"):
        assert lists.found(beat, typed) == ([], [])


def test_a_restricted_name_stands_in_no_general_index(anna: Office) -> None:
    open_case(anna)
    session = anna.reading()
    try:
        for kind in ("case", "person"):
            for typed in ("Okonkwo", "765 432", "012.345.678-1", "1999"):
                meant = search.wanted(typed)
                assert meant is not None
                assert session.scalars(search.matching(kind, meant)).all() == []
    finally:
        session.close()


def test_my_day_and_its_tasks_and_notes_show_the_pseudonym(anna: Office, sara: Office) -> None:
    number = open_case(anna)
    today = anna.today()
    root = ("case", number)
    make(anna, number, planned_departure=today + timedelta(days=3))
    cases.save(anna, [Edit("tasks", None, root, {"title": "Ring the shelter", "due_on": today - timedelta(days=2)})])
    handover.note(sara, number, "Well done", anna.user.id)
    day = lists.my_day(anna)
    assert day.recent
    assert day.overdue
    assert day.departures
    assert day.notes
    assert silent(day)
    assert {one.case_name for one in (*day.overdue, *day.notes)} == {pseudonym_of(anna, number)}
    assert silent(lists.my_day(sara, team=True))


def test_exports_of_the_lists_hold_the_pseudonym(anna: Office, sara: Office) -> None:
    number = open_case(anna)
    pseudonym = pseudonym_of(anna, number)
    for kind in ("csv", "xlsx"):
        files = (
            lists.export_cases(sara, CaseQuery(), list(CaseColumn), [one.value for one in CaseColumn], cell, kind),
            lists.export_people(sara, PersonQuery(), list(PersonColumn), [o.value for o in PersonColumn], cell, kind),
        )
        for content in files:
            written = content.decode("utf-8") if kind == "csv" else unpacked(content)
            assert pseudonym in written
            assert silent(written)


def unpacked(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_the_trash_and_the_audit_log_name_nobody(house: Offices, anna: Office, sara: Office) -> None:
    number = open_case(anna)
    pseudonym = pseudonym_of(anna, number)
    trash.put_in(anna, "case", number)
    (lying,) = trash.contents(sara)
    assert lying.name == pseudonym
    assert silent(trash.contents(sara))
    assert silent(audit.entries(house.enter("otto")))
    trash.bring_back(anna, "case", number)
    assert silent(lists.people(anna, PersonQuery(), 0, 10))


def test_is_this_person_known_answers_with_the_pseudonym(house: Offices, anna: Office) -> None:
    number = open_case(anna)
    (candidate,) = people.known(anna, "Okonkwo", "Blessing", date(1999, 4, 2)).candidates
    assert candidate.person.name == pseudonym_of(anna, number)
    assert silent(candidate)
    told = people.known(house.enter("beat"), "Okonkwo", "Blessing", date(1999, 4, 2))
    assert told.candidates == ()
    assert told.restricted_may_match


def test_inside_the_case_the_name_stands_for_who_may_see_it(anna: Office) -> None:
    number = open_case(anna)
    view = cases.view(anna, number)
    assert view.name == "Okonkwo Blessing"
    seen = people.view(anna, traveller(anna, number))
    assert seen.person.values["family_name"] == "Okonkwo"
    assert seen.pseudonym == pseudonym_of(anna, number)


def test_another_open_case_of_the_same_person_hides_the_name_as_well(anna: Office) -> None:
    first = open_case(anna, CaseType.VOLUNTARY_RETURN)
    who = traveller(anna, first)
    second = second_case(anna, first, who)
    by_kind(anna, second)
    (row,) = lists.people(anna, PersonQuery(), 0, 10)
    assert row.name == pseudonym_of(anna, second)
    assert silent([one for one in lists.cases(anna, CaseQuery(), 0, 10) if one.case_id == second])


def test_reports_count_them_as_everybody_else(anna: Office, sara: Office) -> None:
    number = open_case(anna)
    who = cases.view(anna, number).parts["travellers"][0]
    today = anna.today()
    has_departed(anna, number, today)
    cases.save(anna, [Edit("travellers", who.id, ("case", number), {"departed_on": today})])
    session = sara.reading()
    try:
        counted: MonthCounts = queries.month_counts(session, today.year, today.month, today, closed=False)
    finally:
        session.close()
    assert counted.persons[Period.MONTH] == 1
    assert silent(counted)


def test_the_dossier_number_that_no_list_shows_still_speaks_for_the_person(house: Offices, anna: Office) -> None:
    open_case(anna)
    (found,) = people.known(anna, "Okonkwo", "Blessing", numbers=["N 765 432"]).candidates
    assert Why.SAME_DOSSIER in found.likeness.reasons
    assert people.known(house.enter("beat"), "Okonkwo", "Blessing", numbers=["N 765 432"]).restricted_may_match


def test_taking_an_edit_back_never_leaves_a_case_of_trafficking_open(sara: Office) -> None:
    number = open_case(sara)
    root = ("case", number)
    change = cases.save(sara, [Edit("case", number, root, {"kind": CaseType.VOLUNTARY_RETURN})])
    make(sara, number, restricted=False)
    cases.undo(sara, change.seq)
    values = cases.view(sara, number).case.values
    assert values["kind"] is CaseType.TRAFFICKING_RETURN
    assert values["restricted"] is True
    assert FORM.fullmatch(values["pseudonym"])
    assert silent(lists.cases(sara, CaseQuery(), 0, 10))
