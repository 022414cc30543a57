"""What stands beside the rules: minors at departure, the group that gets aid, the dates of a programme."""

from datetime import date
from typing import Any

import pytest

from returnhelp.domain import eligibility_evidence as ev
from returnhelp.domain.case import Permit, Procedure, ProcedureStage
from returnhelp.domain.eligibility_facts import EligibilityFacts, Period, PersonFacts, ProgrammeTerms
from returnhelp.domain.eligibility_notices import group, minor_on, notices
from returnhelp.domain.people import Precision

DAY = date(2026, 3, 16)
BORN = date(2008, 4, 10)
SERBIA, SYRIA = 8248, 8541


def told(of: EligibilityFacts, person_id: int | None = None) -> list[ev.Evidence]:
    return [one.evidence for one in notices(of) if one.person_id == person_id]


def child(**given: Any) -> PersonFacts:
    return PersonFacts(1, birth_date=BORN, **given)


def test_asylv1_1a_d_who_turns_18_on_the_day_of_departure_is_no_longer_minor():
    assert minor_on(child(), date(2026, 4, 9)) is True
    assert minor_on(child(), date(2026, 4, 10)) is False
    day_before = EligibilityFacts(DAY, (child(planned_departure=date(2026, 4, 9)),))
    assert told(day_before, 1) == [ev.MinorAtDeparture(date(2026, 4, 9), date(2026, 4, 10))]
    assert told(EligibilityFacts(DAY, (child(planned_departure=date(2026, 4, 10)),)), 1) == []


def test_the_day_they_left_goes_before_the_day_that_was_planned():
    left = child(planned_departure=date(2026, 4, 20), departed_on=date(2026, 4, 9))
    assert told(EligibilityFacts(DAY, (left,)), 1) == [ev.MinorAtDeparture(date(2026, 4, 9), date(2026, 4, 10))]


def test_without_a_departure_the_age_of_today_is_told():
    assert told(EligibilityFacts(DAY, (child(),)), 1) == [ev.MinorAtDeparture(None, date(2026, 4, 10))]


@pytest.mark.parametrize(
    ("precision", "day", "minor"),
    [
        (Precision.MONTH, date(2026, 3, 31), True),
        (Precision.MONTH, date(2026, 4, 1), None),
        (Precision.MONTH, date(2026, 4, 29), None),
        (Precision.MONTH, date(2026, 4, 30), False),
        (Precision.YEAR, date(2025, 12, 31), True),
        (Precision.YEAR, date(2026, 1, 1), None),
        (Precision.YEAR, date(2026, 12, 31), False),
        (Precision.ESTIMATED, date(2026, 6, 1), None),
    ],
)
def test_a_birth_date_that_is_not_known_to_the_day_leaves_the_age_open_as_long_as_it_must(precision, day, minor):
    assert minor_on(PersonFacts(1, birth_date=BORN, birth_precision=precision), day) is minor


def test_born_in_december_the_month_ends_with_the_year():
    one = PersonFacts(1, birth_date=date(2008, 12, 5), birth_precision=Precision.MONTH)
    assert [minor_on(one, day) for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31))] == [
        *(True, None, False)
    ]


def test_who_was_born_on_29_february_is_of_age_on_the_28th():
    leap = PersonFacts(1, birth_date=date(2008, 2, 29), planned_departure=date(2026, 2, 27))
    assert told(EligibilityFacts(DAY, (leap,)), 1) == [ev.MinorAtDeparture(date(2026, 2, 27), date(2026, 2, 28))]
    assert minor_on(leap, date(2026, 2, 28)) is False


def test_without_a_birth_date_the_age_is_open():
    assert told(EligibilityFacts(DAY, (PersonFacts(1),)), 1) == [ev.AgeUnclear()]


@pytest.mark.parametrize(
    ("permit", "procedure", "stage", "expected"),
    [
        (Permit.N, Procedure.UNKNOWN, ProcedureStage.OPEN, ev.LegalGroup.ASYLUM),
        (Permit.NONE, Procedure.ASYLUM_EXTENDED, ProcedureStage.FINAL_NEGATIVE, ev.LegalGroup.ASYLUM),
        (Permit.NONE, Procedure.ASYLUM_DUBLIN, ProcedureStage.NOT_ENTERED, ev.LegalGroup.ASYLUM),
        (Permit.F, Procedure.ASYLUM_EXTENDED, ProcedureStage.UNKNOWN, ev.LegalGroup.PROVISIONALLY_ADMITTED),
        (Permit.B, Procedure.ASYLUM_EXTENDED, ProcedureStage.UNKNOWN, ev.LegalGroup.RECOGNISED_REFUGEE),
        (Permit.C, Procedure.UNKNOWN, ProcedureStage.RECOGNISED, ev.LegalGroup.RECOGNISED_REFUGEE),
        (Permit.S, Procedure.UNKNOWN, ProcedureStage.UNKNOWN, ev.LegalGroup.IN_NEED_OF_PROTECTION),
        (Permit.B, Procedure.FOREIGNERS_LAW, ProcedureStage.UNKNOWN, ev.LegalGroup.FOREIGNERS_LAW),
        (Permit.L, Procedure.TRAFFICKING, ProcedureStage.UNKNOWN, ev.LegalGroup.TRAFFICKING),
        (Permit.UNKNOWN, Procedure.UNKNOWN, ProcedureStage.UNKNOWN, ev.LegalGroup.UNKNOWN),
    ],
)
def test_asylv2_63_and_aig_60_2_say_as_whom_somebody_gets_aid(permit, procedure, stage, expected):
    of = EligibilityFacts(DAY, permit=permit, procedure=procedure, stage=stage)
    assert group(of) is expected
    assert told(of)[0] == ev.Basis(expected)


def test_no_article_bars_a_dublin_case_and_the_reader_is_told_to_ask():
    assert ev.DublinOpen() in told(EligibilityFacts(DAY, procedure=Procedure.ASYLUM_DUBLIN))


def test_asylv2_76a_2_status_s_with_a_visa_exempt_nationality_gets_aid_case_by_case():
    exempt = {8265: [Period(date(2017, 6, 11), None, "SEM")]}
    of = EligibilityFacts(DAY, (PersonFacts(1, nationalities=(8265,)),), permit=Permit.S, visa_exempt=exempt)
    assert ev.HardshipOnly() in told(of)
    other = EligibilityFacts(DAY, (PersonFacts(1, nationalities=(SYRIA,)),), permit=Permit.S, visa_exempt=exempt)
    assert ev.HardshipOnly() not in told(other)


def test_asylg_79_the_waiver_of_status_s_comes_before_any_payment():
    assert ev.WaiverBeforePayment() in told(EligibilityFacts(DAY, permit=Permit.S))
    assert ev.WaiverBeforePayment() in told(EligibilityFacts(DAY, procedure=Procedure.TEMPORARY_PROTECTION))
    assert ev.WaiverBeforePayment() not in told(EligibilityFacts(DAY, permit=Permit.N))


def test_a_programme_takes_applications_before_its_cut_off_day():
    terms = ProgrammeTerms("Western Balkans", date(2009, 3, 6), frozenset({SERBIA}))
    day = date(2009, 4, 1)
    inside, outside = date(2009, 3, 5), date(2009, 3, 6)

    def programme(applied: date | None, state: int = SERBIA) -> list[ev.Evidence]:
        return told(EligibilityFacts(day, destination=state, asylum_application_on=applied, programme=terms))[1:]

    assert programme(inside) == [ev.ProgrammeOpen("Western Balkans", inside, outside)]
    assert programme(outside) == [ev.ProgrammeClosed("Western Balkans", outside, outside)]
    assert programme(None) == [ev.ProgrammeUndated("Western Balkans", outside)]
    assert ev.ProgrammeElsewhere("Western Balkans", SYRIA) in programme(inside, SYRIA)


def test_a_programme_without_a_cut_off_day_says_nothing_of_dates():
    of = EligibilityFacts(DAY, destination=SERBIA, programme=ProgrammeTerms("Nigeria"))
    assert told(of)[1:] == []
