"""Editing by field: a value that cannot be kept is refused by name, and nobody is overwritten unseen."""

from datetime import UTC, date, datetime

import pytest

from returnhelp.domain.case import Case
from returnhelp.domain.edits import Edit, Refusal, apply, checked
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.people import Person, Sex
from returnhelp.domain.vulnerability import Vulnerability, VulnerabilityKind

TODAY = date(2026, 3, 20)
ROOT = ("person", 1)


@pytest.mark.parametrize(
    ("entity", "name", "value", "reason"),
    [
        ("person", "birth_date", date(2026, 3, 21), Refusal.IN_THE_FUTURE),
        ("person", "birth_date", date(1899, 12, 31), Refusal.TOO_EARLY),
        ("person", "birth_date", "1990", Refusal.NOT_A_DATE),
        ("person", "sex", "male", Refusal.NOT_A_CHOICE),
        ("person", "family_name", "x" * 201, Refusal.TOO_LONG),
        ("person", "interpreter_needed", "yes", Refusal.NOT_A_CHOICE),
        ("person", "zemis_id", "1", Refusal.NOT_EDITABLE),
        ("case", "step", "departed", Refusal.NOT_EDITABLE),
        ("case", "number", "2026-0001", Refusal.NOT_EDITABLE),
        ("aid_lines", "requested", -1, Refusal.NEGATIVE),
        ("aid_lines", "requested", 10.5, Refusal.NOT_A_NUMBER),
        ("aid_lines", "requested", True, Refusal.NOT_A_NUMBER),
        ("aid_lines", "requested", 10**12, Refusal.TOO_LARGE),
        ("aid_lines", "decided", 100000, Refusal.NOT_EDITABLE),
        ("aid_lines", "paid", 100000, Refusal.NOT_EDITABLE),
        ("contacts", "happened_on", None, Refusal.EMPTY),
        ("contacts", "minutes", 1441, Refusal.TOO_LARGE),
        ("tasks", "title", "  ", Refusal.EMPTY),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused_with_field_and_reason(
    entity: str, name: str, value: object, reason: Refusal
) -> None:
    with pytest.raises(FieldRefusedError) as error:
        checked(entity, {name: value}, TODAY)
    assert error.value.given == {"field": name, "reason": reason}


def test_spaces_around_and_inside_a_name_are_tidied_and_a_note_keeps_its_lines() -> None:
    assert checked("person", {"family_name": "  van   der Berg "}, TODAY)["family_name"] == "van der Berg"
    assert checked("person", {"note": "one\n\ntwo "}, TODAY)["note"] == "one\n\ntwo"


def test_a_field_that_somebody_else_changed_is_a_conflict_and_nothing_is_written() -> None:
    person = Person("Haddad", "Amira", sex=Sex.FEMALE)
    edit = Edit("person", 1, ROOT, {"given_names": "Amina", "phone": "1"}, {"given_names": "Amir", "phone": ""})
    (conflict,) = apply(edit, person, TODAY)
    assert (conflict.field, conflict.was, conflict.theirs, conflict.mine) == ("given_names", "Amir", "Amira", "Amina")
    assert (person.given_names, person.phone) == ("Amira", "")


def test_two_people_who_write_the_same_do_not_conflict() -> None:
    person = Person("Haddad", "Amira")
    assert apply(Edit("person", 1, ROOT, {"given_names": "Amira"}, {"given_names": "Amir"}), person, TODAY) == []


def test_edits_of_different_fields_do_not_conflict() -> None:
    case = Case(1, airport="ZRH")
    assert apply(Edit("case", 1, ("case", 1), {"flight": "LX 1"}, {"flight": ""}), case, TODAY) == []
    assert (case.airport, case.flight) == ("ZRH", "LX 1")


def test_a_record_cannot_end_before_it_begins() -> None:
    thing = Vulnerability(1, VulnerabilityKind.HEALTH, since=date(2026, 2, 1))
    with pytest.raises(FieldRefusedError) as error:
        apply(Edit("vulnerabilities", 1, ("case", 1), {"until": date(2026, 1, 31)}), thing, TODAY)
    assert error.value.given["reason"] is Refusal.END_BEFORE_START


def test_nationalities_are_written_as_their_numbers_in_order() -> None:
    person = Person("Haddad")
    apply(Edit("person", 1, ROOT, {"nationalities": [8304, 8100]}, {"nationalities": []}), person, TODAY)
    assert [(one.bfs, one.position) for one in person.nationalities] == [(8304, 0), (8100, 1)]
    apply(Edit("person", 1, ROOT, {"nationalities": [8100]}, {"nationalities": [8304, 8100]}), person, TODAY)
    assert person.nationality == 8100


def test_signs_that_no_file_can_hold_are_left_out_of_a_text() -> None:
    assert checked("person", {"family_name": "Li\x00 \ud800Na\u200cm"}, date(2026, 3, 20)) == {
        "family_name": "Li Na\u200cm"
    }


@pytest.mark.parametrize("value", [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", 7])
def test_a_day_is_a_day_and_nothing_else(value: object) -> None:
    with pytest.raises(FieldRefusedError):
        checked("person", {"birth_date": value}, date(2026, 3, 20))


@pytest.mark.parametrize(("name", "value"), [("canton", "XX"), ("nationalities", [8562, 1]), ("nationalities", [-1])])
def test_cantons_and_states_are_those_that_are_there(name: str, value: object) -> None:
    with pytest.raises(FieldRefusedError):
        checked("person", {name: value}, date(2026, 3, 20))
