"""What was removed for good stands nowhere in the store: not in its records, its rows, its search, its history."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from returnhelp.domain.edits import Edit
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.services import audit, cases, checking, people, trash
from returnhelp.services.office import Office
from tests.office import Offices

NAME, OTHER, TOLD = "Zwerchfellner", "Zwerchfellinski", "was beaten at the border"


@pytest.fixture
def case(anna: Office) -> int:
    """A case of one person, with a note that was changed and one that was removed, and a name that was another."""
    members = (NewMember(MemberRole.PRINCIPAL, person={"family_name": OTHER, "sex": "f"}),)
    number = cases.open_case(
        anna, NewCase(household={"canton": "BE", "address": f"{NAME}weg 1"}, members=members)
    ).value
    (person,) = (one.values["person_id"] for one in cases.view(anna, number).parts["travellers"])
    cases.save(anna, [Edit("person", person, ("person", person), {"family_name": NAME}, {"family_name": OTHER})])
    for follows in ({"text": f"{TOLD}, twice"}, None):
        made = cases.save(anna, [Edit("notes", None, ("case", number), {"text": TOLD})]).value[0]
        edit = Edit("notes", made, ("case", number), follows or {}, remove=follows is None)
        cases.save(anna, [edit])
    cases.save(anna, [Edit("case", number, ("case", number), {"summary": TOLD}, {"summary": ""})])
    return number


def everything(office: Office) -> Iterator[tuple[str, str]]:
    """Every row of every table, with the name of its table."""
    session = office.reading()
    try:
        names = session.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars().all()
        for name in names:
            for row in session.execute(text(f'SELECT * FROM "{name}"')):
                yield name, repr(tuple(row))
    finally:
        session.close()


def told_in(office: Office) -> set[str]:
    """The tables in which anything of the case stands."""
    words = (NAME.lower(), OTHER.lower(), TOLD)
    return {table for table, row in everything(office) if any(word in row.lower() for word in words)}


def remove(anna: Office, sara: Office, number: int) -> None:
    seen = cases.view(anna, number)
    person = seen.parts["travellers"][0].values["person_id"]
    for kind, gone in (("case", number), ("household", seen.household.id), ("person", person)):
        trash.put_in(anna, kind, gone)
        trash.empty(sara, everything=True)


def test_nothing_is_left_of_what_is_removed_for_good(anna: Office, sara: Office, case: int) -> None:
    assert {"people", "changes", "notes"} <= told_in(anna)
    remove(anna, sara, case)
    assert told_in(anna) == set()
    assert checking.check(sara) == []


def test_the_history_still_says_who_changed_what_and_when(anna: Office, sara: Office, case: int) -> None:
    def told() -> list[tuple[object, ...]]:
        session = anna.reading()
        try:
            rows = (
                "SELECT id, audit_seq, root_kind, root_id, entity, entity_id, field, recorded_at, user_id FROM changes"
            )
            return [tuple(row) for row in session.execute(text(f"{rows} ORDER BY id"))]
        finally:
            session.close()

    before = told()
    remove(anna, sara, case)
    assert told()[: len(before)] == before
    assert len(told()) > len(before)
    assert [line.act for line in audit.entries(sara)].count("trash.empty") == 3


def test_what_others_have_stays(house: Offices, anna: Office, sara: Office, case: int) -> None:
    other = cases.open_case(
        anna,
        NewCase(household={"canton": "BE"}, members=(NewMember(MemberRole.PRINCIPAL, person={"family_name": "B"}),)),
    ).value
    cases.save(anna, [Edit("case", other, ("case", other), {"summary": "Stays"}, {"summary": ""})])
    remove(anna, sara, case)
    (line,) = [one for one in cases.history(anna, "case", other) if one.field == "summary"]
    assert (line.old, line.new) == ("", "Stays")


def test_of_two_records_of_one_person_nothing_is_left(anna: Office, sara: Office, case: int) -> None:
    again = cases.open_case(
        anna,
        NewCase(household={"canton": "BE"}, members=(NewMember(MemberRole.PRINCIPAL, person={"family_name": OTHER}),)),
    ).value
    first, second = (cases.view(anna, one).parts["travellers"][0].values["person_id"] for one in (case, again))
    people.merge(sara, first, second)
    seen = cases.view(anna, again)
    trash.put_in(anna, "case", again)
    trash.empty(sara, everything=True)
    trash.put_in(anna, "household", seen.household.id)
    trash.empty(sara, everything=True)
    remove(anna, sara, case)
    assert told_in(anna) == set()
