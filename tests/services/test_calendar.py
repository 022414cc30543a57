"""The calendar of departures: who leaves on which day, in whose sight, and what goes out to other calendars."""

from datetime import date, timedelta

import pytest

from returnhelp.domain.departures import leaving
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import CalendarEmptyError, FieldRefusedError, NotAllowedError
from returnhelp.domain.travel import LegMode, LegOutcome
from returnhelp.services import audit, calendar, cases, trash
from tests.gui.pages.casework.world import SYRIA, add, open_family, write
from tests.office import has_departed

MARCH = date(2026, 3, 1), date(2026, 3, 31)
DAY = date(2026, 3, 26)
EARLIER = date(2026, 3, 12)


@pytest.fixture
def family(anna):
    found = open_family(anna)
    write(anna, found, planned_departure=DAY, airport="ZRH", destination=SYRIA)
    return found


def leave(office, case_id, day, *names):
    """Somebody enters on which day these of the family left."""
    view = cases.view(office, case_id)
    given = {number: person.values["given_names"] for number, person in view.people.items()}
    edits = [
        Edit("travellers", one.id, ("case", case_id), {"departed_on": day})
        for one in view.parts["travellers"]
        if given[one.values["person_id"]] in names
    ]
    has_departed(office, case_id, day)
    cases.save(office, edits)


def test_a_planned_departure_stands_on_its_day(anna, family):
    [one] = calendar.between(anna, *MARCH).departures
    assert (one.day, one.case_id, one.people, one.airport) == (DAY, family, 4, "ZRH")
    assert (one.destination, one.status, one.journey) == (SYRIA, LegOutcome.PLANNED, 1)
    assert one.name == "Haddad Omar"
    assert calendar.between(anna, date(2026, 4, 1), date(2026, 4, 30)).departures == ()


def test_who_leaves_earlier_stands_on_another_day(anna, family):
    leave(anna, family, EARLIER, "Omar")
    first, second = calendar.between(anna, *MARCH).departures
    assert (first.day, first.people, first.status, first.journey) == (EARLIER, 1, LegOutcome.TRAVELLED, 1)
    assert (second.day, second.people, second.status, second.journey) == (DAY, 3, LegOutcome.PLANNED, 2)


def test_who_stayed_behind_is_not_planned_for_the_day_on_which_the_others_left(anna, family):
    write(anna, family, planned_departure=EARLIER)
    leave(anna, family, EARLIER, "Omar", "Layla")
    [one] = calendar.between(anna, *MARCH).departures
    assert (one.people, one.status) == (2, LegOutcome.TRAVELLED)


def test_a_booked_leg_makes_the_departure_booked_and_names_the_airport(anna, family):
    write(anna, family, airport="")
    add(anna, family, "legs", position=1, mode=LegMode.ROAD, from_place="Bern", departs_on=DAY)
    add(
        anna, family, "legs", position=2, from_place="GVA", to_place="IST", departs_on=DAY, outcome=LegOutcome.BOOKED
    )  # fmt: skip
    [one] = calendar.between(anna, *MARCH).departures
    assert (one.status, one.airport) == (LegOutcome.BOOKED, "GVA")


def test_a_pseudonym_stands_in_the_place_of_the_name(anna):
    found = open_family(anna)
    write(anna, found, planned_departure=DAY, kind="trafficking_return")
    [one] = calendar.between(anna, *MARCH).departures
    assert "Haddad" not in one.name
    assert one.name


def test_what_lies_in_the_trash_or_out_of_sight_is_not_shown(anna, house, family):
    write(anna, family, restricted=True)
    assert calendar.between(house.enter("beat"), *MARCH).departures == ()
    assert len(calendar.between(anna, *MARCH).departures) == 1
    trash.put_in(anna, "case", family)
    assert calendar.between(anna, *MARCH).departures == ()


def test_the_export_names_nobody_and_is_recorded(anna, family):
    told = calendar.export(anna, *MARCH, "en").decode()
    assert "SUMMARY:ZRH – Syria\\, 4 persons" in told
    for name in ("Haddad", "Omar", "765", "ASYLUM"):
        assert name not in told
    kept = audit.entries(anna, own=True)[0]
    assert (kept.act, kept.detail["departures"]) == ("calendar.export", 1)


def test_a_caseworker_exports_their_own_cases_and_a_supervisor_all(anna, house, family):
    with pytest.raises(CalendarEmptyError):
        calendar.export(house.enter("beat"), *MARCH, "en")
    with pytest.raises(NotAllowedError):
        calendar.export(anna, *MARCH, "en", own=False)
    assert b"BEGIN:VEVENT" in calendar.export(house.enter("sara"), *MARCH, "de", own=False)


def test_more_than_a_year_is_refused(anna):
    with pytest.raises(FieldRefusedError):
        calendar.between(anna, date(2026, 1, 1), date(2027, 6, 1))
    with pytest.raises(FieldRefusedError):
        calendar.between(anna, MARCH[1], MARCH[0])


def test_those_who_do_not_leave_after_all_are_not_counted(anna, family):
    shown = calendar.between(anna, *MARCH)
    assert leaving(shown.departures) == 4
    assert [one.case_id for one in shown.of_day(DAY)] == [family]
    assert shown.of_day(DAY + timedelta(days=1)) == ()
