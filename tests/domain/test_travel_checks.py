"""The rules of a journey: what is refused, what is only told, at the boundaries of the clock and the day."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from returnhelp.domain import airports, travel_checks
from returnhelp.domain.aid import AidComponent, AidLine
from returnhelp.domain.case import Case, CaseType, StepTaken, Traveller
from returnhelp.domain.errors import (
    DepartedBeforeDecisionError,
    DepartedWithoutStepError,
    EscortConfirmedBeforeOrderedError,
    LegArrivesBeforeItDepartsError,
    LegsOverlapError,
)
from returnhelp.domain.people import Origin
from returnhelp.domain.steps import Step
from returnhelp.domain.travel import Clearance, Escort, EscortKind, Leg, LegOutcome
from returnhelp.domain.travel_checks import NoticeKind, check, connection, in_order, notices

DAY = date(2026, 3, 26)


def leg(start, leaves, end, comes, position=1, *, on=DAY, until=None, **more):
    return Leg(
        position=position,
        from_place=start,
        to_place=end,
        departs_on=on,
        departs_at=leaves,
        arrives_on=until or on,
        arrives_at=comes,
        **more,
    )


def case(*legs, **values):
    return Case(household_id=1, legs=list(legs), **values)


def with_departure(given):
    """The same case after it has taken the step "departed"."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    given.steps.append(StepTaken(Step.TRAVEL_BOOKED, Step.DEPARTED, DAY, at, by_user_id=1))
    return given


# --- one leg ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        partial(leg, "ZRH", "10:05", "IST", "14:55"),
        partial(leg, "ZRH", "23:30", "IST", "05:10", until=date(2026, 3, 27)),
        partial(leg, "IST", "08:00", "ZRH", "09:10"),  # westwards: two hours of clock are won
        partial(leg, "PEK", "12:00", "KBL", "13:30"),
        partial(leg, "GRU", "10:00", "LPB", "12:00"),
        partial(leg, "Kashgar", "08:00", "Bishkek", "06:30"),  # the clock of one of them is not known
        partial(leg, "ZRH", "", "IST", "14:55"),
        partial(leg, "", "10:00", "", "10:00"),
    ],
    ids=lambda one: f"{one.args[0]}-{one.args[2]}",
)
def test_a_leg_that_can_be_travelled_is_kept(given):
    check(case(given()))


@pytest.mark.parametrize(
    "given",
    [
        partial(leg, "ZRH", "14:55", "IST", "10:05"),
        partial(leg, "Zürich", "12:00", "Istanbul", "12:30"),  # eastwards it would fly for less than nothing
        partial(leg, "IST", "12:00", "ZRH", "08:59"),
        partial(leg, "Aarau", "12:00", "Olten", "08:00"),
        partial(leg, "ZRH", "", "IST", "", on=DAY, until=DAY - timedelta(days=1)),
    ],
    ids=lambda one: f"{one.args[0]}-{one.args[2]}",
)
def test_a_leg_that_arrives_before_it_departs_is_refused(given):
    with pytest.raises(LegArrivesBeforeItDepartsError):
        check(case(given()))


# --- legs after each other -------------------------------------------------------------------------


def test_a_leg_that_begins_before_the_one_before_ends_is_refused():
    with pytest.raises(LegsOverlapError) as error:
        check(case(leg("ZRH", "10:05", "IST", "14:55"), leg("IST", "14:54", "BEY", "16:00", 2)))
    assert error.value.given["place"] == "IST"
    check(case(leg("ZRH", "10:05", "IST", "14:55"), leg("IST", "14:55", "BEY", "16:00", 2)))


def test_a_leg_that_is_not_travelled_overlaps_nothing():
    for outcome in (LegOutcome.CANCELLED, LegOutcome.REFUSED, LegOutcome.NO_SHOW):
        missed = leg("ZRH", "10:05", "IST", "14:55", outcome=outcome)
        check(case(missed, leg("IST", "12:00", "BEY", "13:30", 2)))


def test_two_who_set_out_apart_from_one_place_do_not_overlap():
    check(case(leg("ZRH", "10:05", "IST", "14:55"), leg("Zürich", "11:00", "VIE", "12:20", 2)))
    assert notices([leg("ZRH", "10:05", "IST", "14:55"), leg("ZRH", "11:00", "VIE", "12:20", 2)], None, {}, []) == []


def test_legs_follow_each_other_by_their_times_and_undated_ones_as_they_were_entered():
    late, early = leg("IST", "17:00", "BEY", "18:00", 1), leg("ZRH", "10:00", "IST", "14:00", 2)
    first, second = Leg(position=3), Leg(position=4)
    assert in_order([second, late, first, early]) == [early, late, first, second]


def test_a_connection_is_counted_by_the_clocks_of_both_places():
    assert connection(leg("ZRH", "10:00", "IST", "14:00"), leg("SAW", "16:30", "BEY", "18:00", 2)) == timedelta(
        hours=2, minutes=30
    )
    # by land from Vienna (+1) to Bucharest (+2): an hour of clock is lost
    assert connection(leg("ZRH", "08:00", "VIE", "09:20"), leg("OTP", "21:20", "IST", "22:40", 2)) == timedelta(
        hours=11
    )
    assert connection(leg("ZRH", "10:00", "IST", ""), leg("IST", "16:30", "BEY", "18:00", 2)) is None


@pytest.mark.parametrize(("leaves", "told"), [("15:54", True), ("15:55", False)])
def test_a_connection_under_an_hour_is_told(leaves, told):
    found = notices([leg("ZRH", "10:05", "IST", "14:55"), leg("IST", leaves, "BEY", "17:30", 2)], None, {}, [])
    assert [one.kind for one in found] == ([NoticeKind.SHORT_CONNECTION] if told else [])


def test_what_is_typed_half_is_not_taken_for_a_time():
    found = notices([leg("ZRH", "10:05", "IST", "14:"), leg("IST", "15", "BEY", "17:30", 2)], None, {}, [])
    assert found == []


def test_a_leg_that_begins_elsewhere_is_told():
    [found] = notices([leg("Bern", "06:00", "ZRH", "07:10"), leg("GVA", "10:00", "IST", "14:00", 2)], None, {}, [])
    assert (found.kind, found.place, found.other_place) == (NoticeKind.ANOTHER_PLACE, "GVA", "ZRH")
    assert (
        notices([leg("Bern", "06:00", "Zürich", "07:10"), leg("ZRH", "10:00", "IST", "14:00", 2)], None, {}, []) == []
    )


def test_a_first_leg_on_another_day_than_planned_is_told():
    [found] = notices([leg("ZRH", "10:05", "IST", "14:55")], DAY + timedelta(days=1), {}, [])
    assert (found.kind, found.day, found.other_day) == (NoticeKind.ANOTHER_DAY, DAY, DAY + timedelta(days=1))


# --- documents and clearances ----------------------------------------------------------------------


def test_a_document_that_expires_before_the_arrival_is_told_not_refused():
    overnight = leg("ZRH", "22:05", "IST", "03:55", until=DAY + timedelta(days=1))
    by_days = {
        DAY: True,
        DAY + timedelta(days=1): False,
        None: False,
    }
    for last, told in by_days.items():
        found = notices([overnight], DAY, {7: [last]}, [])
        assert [one.person_id for one in found] == ([7] if told else []), last
    assert notices([overnight], DAY, {7: [DAY, None]}, []) == []
    assert notices([overnight], DAY, {7: []}, []) == [], "that there is none is a need of the step"


def test_a_clearance_that_ends_before_the_departure_is_told():
    given = [leg("ZRH", "10:05", "IST", "14:55")]
    ends = [Clearance(7, result="fit", valid_until=DAY - timedelta(days=1))]
    assert [one.kind for one in notices(given, DAY, {}, ends)] == [NoticeKind.CLEARANCE_EXPIRES]
    assert notices(given, DAY, {}, [*ends, Clearance(7, result="fit", valid_until=DAY)]) == []
    assert notices(given, DAY, {}, [Clearance(7, result="not_fit", valid_until=DAY - timedelta(days=9))]) == []


def test_an_escort_is_not_confirmed_before_it_is_ordered():
    given = case()
    given.escorts.append(Escort(EscortKind.MEDICAL, ordered_on=DAY, confirmed_on=DAY - timedelta(days=1)))
    with pytest.raises(EscortConfirmedBeforeOrderedError):
        check(given)
    given.escorts[0].confirmed_on = DAY
    check(given)


# --- departures ------------------------------------------------------------------------------------


def decided(on, **values):
    made = case(**values)
    made.steps.append(
        StepTaken(Step.APPLICATION_SUBMITTED, Step.APPROVED, on, datetime(2026, 3, 1, tzinfo=UTC), by_user_id=1)
    )
    return made


def test_asylv2_77_nobody_leaves_before_the_decision():
    given = with_departure(decided(DAY))
    given.travellers.append(Traveller(1, departed_on=DAY - timedelta(days=1)))
    with pytest.raises(DepartedBeforeDecisionError):
        check(given)
    given.travellers[0].departed_on = DAY
    check(given)


def test_the_first_decision_counts_whether_it_is_a_step_or_a_line_of_aid():
    given = with_departure(decided(DAY))
    given.aid.append(AidLine(AidComponent.BASIC, decided=100, decided_on=DAY - timedelta(days=9)))
    given.travellers.append(Traveller(1, departed_on=DAY - timedelta(days=9)))
    check(given)
    given.steps[0].taken_back_at = datetime(2026, 3, 2, tzinfo=UTC)
    given.aid.clear()
    assert travel_checks.decision_day(given) is None


def test_nobody_is_recorded_as_departed_before_the_step_that_protects_them():
    given = decided(DAY)
    given.travellers.append(Traveller(1, departed_on=DAY))
    with pytest.raises(DepartedWithoutStepError):
        check(given)
    check(with_departure(given))
    given.steps[-1].taken_back_at = datetime(2026, 3, 2, tzinfo=UTC)
    with pytest.raises(DepartedWithoutStepError):
        check(given)
    given.origin = Origin.TAKEN_OVER
    check(given)


def test_what_was_taken_over_or_needs_no_decision_is_not_asked():
    for values in ({"origin": Origin.TAKEN_OVER}, {"kind": CaseType.FAMILY_REUNIFICATION}):
        given = with_departure(decided(DAY, **values))
        given.travellers.append(Traveller(1, departed_on=DAY - timedelta(days=100)))
        check(given)


# --- airports --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "code"),
    [("ZRH", "ZRH"), ("zrh", "ZRH"), ("Zürich", "ZRH"), ("Zurigo", "ZRH"), ("Genf", "GVA"), ("Ab ZRH Gate", "ZRH")],
)
def test_a_place_is_known_by_code_and_by_its_names(place, code):
    found = airports.find(place)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("place", ["", "Aarau", "ZRH GVA", "the", "Milan"])
def test_a_place_that_names_no_one_airport_is_none(place):
    assert airports.find(place) is None


def test_a_town_is_kept_as_it_is_written_and_a_code_in_capital_letters():
    assert airports.kept("bern") == "bern", "it has a railway station too"
    assert airports.kept("brn") == "BRN"


def test_every_airport_has_its_state_and_a_clock_of_this_earth():
    from returnhelp.domain import countries

    codes = {one.code for one in countries.table().values()}
    for one in airports.table().values():
        assert len(one.code) == 3
        assert one.code.isupper()
        assert one.state in codes, one
        assert -12 <= one.utc <= 14
