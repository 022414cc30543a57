"""Deadlines are counted from the dates of a case, each by its article, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain import deadline_rules
from returnhelp.domain.case import Procedure
from returnhelp.domain.deadline_facts import (
    DataRequest,
    DeadlineFacts,
    Event,
    Joining,
    OfficeDeadlines,
    RifAsked,
    Visit,
)
from returnhelp.domain.deadline_rules import DeadlineRules, FromWhat, Limit, Unit
from returnhelp.domain.deadlines import Deadline, DeadlineKind, deadlines, due_within, overdue
from returnhelp.domain.figures import CANTONS
from returnhelp.domain.reunification import Relation, ReunificationBasis
from returnhelp.domain.rif import RifCategory

NO_LIMITS = OfficeDeadlines()
MONDAY = date(2026, 3, 2)


def counted(facts: DeadlineFacts, office: OfficeDeadlines = NO_LIMITS) -> tuple[Deadline, ...]:
    return deadlines(facts, deadline_rules.shipped(), office)


def only(facts: DeadlineFacts, office: OfficeDeadlines = NO_LIMITS) -> Deadline:
    (one,) = counted(facts, office)
    return one


# --- Departure -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notified", "last_day"),
    [
        (date(2026, 3, 3), date(2026, 3, 10)),
        (date(2028, 2, 22), date(2028, 2, 29)),
        (date(2028, 2, 23), date(2028, 3, 1)),
        (date(2026, 2, 22), date(2026, 3, 1)),
        (date(2025, 12, 28), date(2026, 1, 4)),
    ],
)
def test_asylg_45_2_in_the_accelerated_procedure_leaves_seven_days(notified, last_day):
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_ACCELERATED, order_notified_on=notified, canton="BE")
    one = only(facts)
    assert (one.kind, one.due_on, one.article) == (DeadlineKind.DEPARTURE, last_day, "AsylG Art. 45(2)")
    assert (one.amount, one.unit, one.least) == (7, Unit.DAYS, None)


def test_asylg_45_2_in_the_extended_procedure_shows_the_latest_of_7_to_30_days():
    one = only(DeadlineFacts(procedure=Procedure.ASYLUM_EXTENDED, order_notified_on=date(2026, 1, 30)))
    assert (one.due_on, one.least, one.amount) == (date(2026, 3, 1), 7, 30)


def test_asylg_45_3_in_a_dublin_procedure_shows_the_last_day_under_seven():
    one = only(DeadlineFacts(procedure=Procedure.ASYLUM_DUBLIN, order_notified_on=date(2026, 3, 3)))
    assert (one.due_on, one.least, one.article) == (date(2026, 3, 9), 0, "AsylG Art. 45(3)")


def test_aig_64d_shows_the_latest_of_7_to_30_days():
    one = only(DeadlineFacts(procedure=Procedure.FOREIGNERS_LAW, order_notified_on=date(2026, 3, 3)))
    assert (one.due_on, one.least, one.article) == (date(2026, 4, 2), 7, "AIG Art. 64d(1)")


def test_asylg_45_a_departure_on_a_sunday_or_holiday_does_not_move_as_nobody_read_that_it_does():
    sunday = only(DeadlineFacts(procedure=Procedure.ASYLUM_ACCELERATED, order_notified_on=date(2024, 3, 3)))
    assert (sunday.due_on, sunday.ends_without_work) == (date(2024, 3, 10), True)
    assert not sunday.moved_to_working_day
    facts = DeadlineFacts(
        procedure=Procedure.ASYLUM_ACCELERATED, order_notified_on=date(2026, 3, 12), canton="TI"
    )  # St Joseph
    assert only(facts).ends_without_work


def test_asylg_45_a_date_named_in_the_order_goes_before_the_counted_one():
    facts = DeadlineFacts(
        procedure=Procedure.ASYLUM_EXTENDED, order_notified_on=MONDAY, departure_set_for=date(2026, 5, 17)
    )
    one = only(facts)
    assert (one.due_on, one.amount, one.from_what) == (date(2026, 5, 17), 0, FromWhat.SET_BY_AUTHORITY)
    assert one.article == "AsylG Art. 45(2)"
    assert only(DeadlineFacts(departure_set_for=MONDAY)).article == ""


@pytest.mark.parametrize(
    "procedure", [Procedure.TEMPORARY_PROTECTION, Procedure.TRAFFICKING, Procedure.NONE, Procedure.UNKNOWN]
)
def test_a_procedure_without_a_rule_has_no_departure_deadline(procedure):
    assert counted(DeadlineFacts(procedure=procedure, order_notified_on=MONDAY)) == ()


def test_a_departure_after_the_deadline_is_planned_too_late():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_ACCELERATED, order_notified_on=date(2026, 3, 3))
    on_time = DeadlineFacts(procedure=facts.procedure, order_notified_on=date(2026, 3, 3), travel_on=date(2026, 3, 10))
    late = DeadlineFacts(procedure=facts.procedure, order_notified_on=date(2026, 3, 3), travel_on=date(2026, 3, 11))
    assert [only(each).falls_short for each in (facts, on_time, late)] == [False, False, True]


def test_a_departure_meets_its_deadline():
    facts = DeadlineFacts(
        procedure=Procedure.ASYLUM_DUBLIN,
        order_notified_on=MONDAY,
        travel_on=date(2026, 4, 1),
        departed_on=date(2026, 4, 1),
    )
    one = only(facts)
    assert (one.met_on, one.falls_short, one.is_overdue(date(2027, 1, 1))) == (date(2026, 4, 1), False, False)


# --- SEM's decision and the federal centre -----------------------------------------------------------------


def test_asylg_37_in_a_dublin_procedure_sem_decides_in_three_working_days():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_DUBLIN, dublin_consent_on=date(2026, 4, 1), canton="BE")
    one = only(facts)
    assert (one.kind, one.due_on) == (DeadlineKind.SEM_DECISION, date(2026, 4, 8))
    assert one.stepped_over == (date(2026, 4, 3), date(2026, 4, 6))  # Good Friday, Easter Monday


def test_asylg_37_working_days_are_those_of_the_canton():
    due = {
        canton: only(
            DeadlineFacts(procedure=Procedure.ASYLUM_DUBLIN, dublin_consent_on=date(2026, 9, 8), canton=canton)
        ).due_on
        for canton in ("GE", "BE", None)
    }
    assert due == {"GE": date(2026, 9, 14), "BE": date(2026, 9, 11), None: date(2026, 9, 11)}  # Jeûne genevois


def test_asylg_37_in_the_accelerated_procedure_sem_decides_in_eight_working_days():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_ACCELERATED, preparation_ended_on=MONDAY)
    assert only(facts).due_on == date(2026, 3, 12)
    assert only(facts).stepped_over == ()


@pytest.mark.parametrize(
    ("ended", "due", "moved"),
    [
        (date(2026, 3, 12), date(2026, 5, 12), False),
        (date(2025, 12, 31), date(2026, 3, 2), True),  # 28 February is a Saturday
        (date(2028, 12, 31), date(2029, 2, 28), False),
        (date(2027, 12, 29), date(2028, 2, 29), False),
        (date(2026, 3, 14), date(2026, 5, 15), True),  # Ascension
    ],
)
def test_asylg_37_in_the_extended_procedure_sem_decides_in_two_months(ended, due, moved):
    one = only(DeadlineFacts(procedure=Procedure.ASYLUM_EXTENDED, preparation_ended_on=ended, canton="BE"))
    assert (one.due_on, one.moved_to_working_day) == (due, moved)


def test_a_decision_is_met_on_its_day():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_ACCELERATED, preparation_ended_on=MONDAY, decided_on=MONDAY)
    assert only(facts).met_on == MONDAY


def test_asylg_24_4_nobody_stays_in_a_federal_centre_beyond_140_days():
    one = only(DeadlineFacts(centre=Event(date(2026, 1, 1))))
    assert (one.due_on, one.article) == (date(2026, 5, 20), "AsylG Art. 24(4)")
    assert (one.due_on - date(2026, 1, 1)).days + 1 == 140


def test_asylg_24_5_an_extended_stay_ends_when_it_was_extended_to():
    one = only(DeadlineFacts(centre=Event(date(2026, 1, 1), until=date(2026, 6, 30))))
    assert (one.due_on, one.from_what) == (date(2026, 6, 30), FromWhat.EXTENDED)


# --- Data protection -----------------------------------------------------------------------------------


def test_dsv_18_a_request_is_answered_within_30_days_of_receipt():
    one = only(DeadlineFacts(data_requests=(DataRequest(date(2028, 1, 31), person_id=7),)))
    assert (one.kind, one.due_on, one.person_id) == (DeadlineKind.DATA_REQUEST, date(2028, 3, 1), 7)


def test_dsv_18_an_extension_told_to_the_person_goes_before_the_30_days():
    one = only(DeadlineFacts(data_requests=(DataRequest(MONDAY, extended_to=date(2026, 5, 3)),)))
    assert (one.due_on, one.from_what) == (date(2026, 5, 3), FromWhat.EXTENDED)


def test_dsv_19_an_announced_fee_is_confirmed_within_10_days_and_the_request_waits():
    request = DataRequest(MONDAY, fee_announced_on=date(2026, 3, 5))
    one = only(DeadlineFacts(data_requests=(request,)))
    assert (one.kind, one.counted_to) == (DeadlineKind.DATA_REQUEST_FEE, date(2026, 3, 15))  # a Sunday
    assert (one.due_on, one.moved_to_working_day) == (date(2026, 3, 16), True)
    assert not one.is_overdue(date(2026, 12, 31)), "the person has to confirm it, not the office"


def test_dsv_19_the_30_days_begin_when_the_fee_is_confirmed():
    request = DataRequest(MONDAY, fee_announced_on=date(2026, 3, 5), fee_confirmed_on=date(2026, 3, 10))
    one = only(DeadlineFacts(data_requests=(request,)))
    assert (one.due_on, one.from_what) == (date(2026, 4, 9), FromWhat.FEE_CONFIRMED)


def test_dsg_19_who_did_not_give_their_data_themselves_is_told_within_a_month():
    facts = DeadlineFacts(data_received=(Event(date(2026, 1, 31), 4),))
    assert only(facts).due_on == date(2026, 2, 28)


def test_consent_is_looked_at_again_when_the_office_says_so():
    facts = DeadlineFacts(consents=(Event(date(2024, 2, 29)),))
    assert counted(facts) == ()
    one = only(facts, OfficeDeadlines(consent_review=Limit(2, Unit.YEARS)))
    assert (one.counted_to, one.due_on) == (date(2026, 2, 28), date(2026, 3, 2))


# --- The journey -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("travel_on", "short"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True), (None, False)])
def test_a_travel_document_has_to_be_valid_beyond_the_journey_as_the_office_says(travel_on, short):
    office = OfficeDeadlines(document_beyond=Limit(6, Unit.MONTHS))
    facts = DeadlineFacts(travel_documents=(Event(date(2026, 12, 31), 3),), travel_on=travel_on)
    one = only(facts, office)
    assert (one.due_on, one.falls_short, one.person_id) == (date(2026, 6, 30), short, 3)


@pytest.mark.parametrize(("travel_on", "short"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_without_a_rule_of_the_office_a_document_is_good_until_its_last_day(travel_on, short):
    facts = DeadlineFacts(travel_documents=(Event(date(2026, 12, 31)),), travel_on=travel_on)
    assert only(facts).falls_short is short


@pytest.mark.parametrize(("travel_on", "short"), [(MONDAY, False), (MONDAY + timedelta(days=1), True)])
def test_being_fit_to_travel_has_to_last_to_the_journey(travel_on, short):
    one = only(DeadlineFacts(clearances=(Event(MONDAY, 2),), travel_on=travel_on))
    assert (one.kind, one.due_on, one.falls_short) == (DeadlineKind.CLEARANCE, MONDAY, short)


def test_papers_no_longer_matter_once_somebody_has_left():
    facts = DeadlineFacts(
        clearances=(Event(MONDAY),), travel_documents=(Event(MONDAY),), travel_on=MONDAY, departed_on=MONDAY
    )
    assert overdue(counted(facts), date(2027, 1, 1)) == ()


@pytest.mark.parametrize(("travel_on", "short"), [(date(2026, 5, 1), False), (date(2026, 5, 2), True)])
def test_asylv2_76_1_the_right_to_stay_in_a_third_state_lasts_a_year_from_the_journey(travel_on, short):
    one = only(DeadlineFacts(third_state_stays=(Event(date(2027, 5, 1)),), travel_on=travel_on))
    assert (one.due_on, one.falls_short) == (date(2026, 5, 1), short)


def test_asylv2_76_1_before_1_march_2019_the_right_had_to_be_permanent_and_has_no_date():
    stay = (Event(date(2024, 5, 1)),)
    assert counted(DeadlineFacts(third_state_stays=stay, travel_on=date(2019, 2, 28))) == ()
    assert counted(DeadlineFacts(third_state_stays=stay, travel_on=date(2019, 3, 1))) != ()


def test_asylg_79_the_waiver_of_status_s_is_signed_on_the_day_of_payment_at_the_latest():
    one = only(DeadlineFacts(waivers=(Event(MONDAY, 1),)))
    assert (one.kind, one.due_on) == (DeadlineKind.STATUS_S_WAIVER, MONDAY)
    assert [one.is_overdue(day) for day in (MONDAY, MONDAY + timedelta(days=1))] == [False, True]


# --- Money and what follows the return ---------------------------------------------------------------------


def test_an_instalment_is_due_on_its_planned_day():
    paid, open_ = counted(DeadlineFacts(instalments=(Event(date(2026, 3, 8)), Event(MONDAY, met_on=MONDAY))))
    assert (paid.met_on, open_.due_on) == (MONDAY, date(2026, 3, 8))


@pytest.mark.parametrize(
    ("began", "last_day"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 1, 15), date(2026, 7, 14)),
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 9, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 8, 31)),
        (date(2027, 9, 1), date(2028, 2, 29)),
    ],
)
def test_asylv2_75_medical_aid_ends_after_six_calendar_months(began, last_day):
    assert only(DeadlineFacts(medical_aid=(Event(began, 1),))).due_on == last_day


def test_asylv2_75_medical_aid_goes_on_only_to_the_day_it_was_extended_to():
    one = only(DeadlineFacts(medical_aid=(Event(MONDAY, 1, until=date(2026, 11, 1)),)))
    assert (one.due_on, one.from_what, one.article) == (date(2026, 11, 1), FromWhat.EXTENDED, "AsylV 2 Art. 75")


def test_eurp_support_ends_twelve_months_after_return():
    assert only(DeadlineFacts(eurp=Event(date(2024, 2, 29)))).due_on == date(2025, 2, 28)


def test_the_plan_is_agreed_within_a_month_of_return():
    one = only(DeadlineFacts(returned_on=date(2026, 1, 31), plan_wanted=True))
    assert (one.counted_to, one.due_on) == (date(2026, 2, 28), date(2026, 3, 2))
    assert only(DeadlineFacts(departed_on=MONDAY, planned_on=date(2026, 3, 20))).met_on == date(2026, 3, 20)


def test_visits_are_due_in_the_months_of_the_office_or_the_programme():
    office = OfficeDeadlines(visits=(6, 12))
    facts = DeadlineFacts(returned_on=date(2025, 8, 29))
    assert [one.counted_to for one in counted(facts, office)] == [date(2026, 2, 28), date(2026, 8, 29)]
    own = DeadlineFacts(returned_on=date(2025, 8, 29), visit_months=(3,))
    assert [one.counted_to for one in counted(own, office)] == [date(2025, 11, 29)]
    assert counted(DeadlineFacts(returned_on=MONDAY, visit_months=()), office) == ()
    assert counted(DeadlineFacts(), office) == ()


def test_a_visit_with_a_day_of_its_own_is_due_then_and_one_made_meets_the_next_due():
    office = OfficeDeadlines(visits=(6, 12))
    visits = (Visit(done_on=date(2026, 9, 1), person_id=2), Visit(due_on=date(2027, 4, 1)))
    first, second = counted(DeadlineFacts(returned_on=MONDAY, visits=visits), office)
    assert (first.due_on, first.met_on, first.person_id) == (date(2026, 9, 2), date(2026, 9, 1), 2)
    assert (second.due_on, second.from_what, second.met_on) == (date(2027, 4, 1), FromWhat.VISIT_PLANNED, None)


def test_a_question_to_rif_is_due_as_the_office_set_for_its_category():
    office = OfficeDeadlines(rif={RifCategory.MEDICAL: Limit(10, Unit.WORKING_DAYS)})
    facts = DeadlineFacts(
        rif=(RifAsked(RifCategory.MEDICAL, MONDAY), RifAsked(RifCategory.HOUSING, MONDAY)), canton="TI"
    )
    one = only(facts, office)
    assert (one.due_on, one.kind) == (date(2026, 3, 16), DeadlineKind.RIF_ANSWER)


def test_a_referral_is_answered_by_the_day_agreed_or_as_the_office_set():
    office = OfficeDeadlines(referral=Limit(14))
    referrals = (Event(MONDAY), Event(MONDAY, until=date(2026, 3, 4)))
    agreed, by_office = counted(DeadlineFacts(referrals=referrals), office)
    assert (agreed.due_on, agreed.from_what) == (date(2026, 3, 4), FromWhat.AGREED)
    assert by_office.due_on == date(2026, 3, 16)


# --- Trafficking, family -------------------------------------------------------------------------------------


def test_vzae_35_the_reflection_period_lasts_30_days_or_as_the_authority_set():
    one = only(DeadlineFacts(reflection_periods=(Event(date(2026, 1, 30), 1),)))
    assert (one.counted_to, one.due_on) == (date(2026, 3, 1), date(2026, 3, 2))
    assert not one.is_overdue(date(2027, 1, 1))
    longer = Event(date(2026, 1, 30), 1, until=date(2026, 4, 30))
    assert only(DeadlineFacts(reflection_periods=(longer,))).due_on == date(2026, 4, 30)


def joining(basis: ReunificationBasis, since: date, *people: Joining) -> list[tuple[DeadlineKind, date]]:
    facts = DeadlineFacts(family_basis=basis, family_right_since=since, joining=people)
    return [(one.kind, one.due_on) for one in counted(facts)]


APPLY, WAIT = DeadlineKind.FAMILY_APPLICATION, DeadlineKind.FAMILY_WAIT_END


@pytest.mark.parametrize("basis", [ReunificationBasis.AIG_42, ReunificationBasis.AIG_43, ReunificationBasis.AIG_44])
def test_aig_47_a_spouse_applies_within_five_years(basis):
    assert joining(basis, date(2024, 2, 29), Joining(1, Relation.SPOUSE)) == [(APPLY, date(2029, 2, 28))]


@pytest.mark.parametrize(
    ("born", "due"),
    [
        (date(2014, 3, 1), date(2027, 3, 1)),  # twelve on that very day: over twelve
        (date(2014, 3, 2), date(2027, 3, 2)),  # twelve a day later: twelve months from the birthday
        (date(2017, 6, 1), date(2030, 6, 1)),  # turns twelve while the five years run
        (date(2018, 3, 2), date(2031, 3, 1)),  # the five years end before
        (None, date(2027, 3, 1)),
    ],
)
def test_aig_47_a_child_over_twelve_applies_within_twelve_months(born, due):
    child = Joining(1, Relation.CHILD, born)
    assert joining(ReunificationBasis.AIG_44, date(2026, 3, 1), child) == [(APPLY, due)]


def test_aig_47_3_a_marriage_or_birth_afterwards_begins_the_five_years_anew():
    spouse = Joining(1, Relation.SPOUSE, tie_since=date(2027, 7, 1))
    before = Joining(2, Relation.SPOUSE, tie_since=date(2010, 7, 1))
    assert joining(ReunificationBasis.AIG_43, MONDAY, spouse, before) == [
        (APPLY, date(2031, 3, 2)),
        (APPLY, date(2032, 7, 1)),
    ]


def test_aig_85c_and_vzae_74_the_family_waits_three_years_and_then_has_five_or_one():
    people = (Joining(1, Relation.SPOUSE), Joining(2, Relation.CHILD, date(2012, 1, 1)))
    assert joining(ReunificationBasis.AIG_85C, date(2024, 2, 29), *people) == [
        (WAIT, date(2027, 2, 28)),
        (APPLY, date(2028, 2, 28)),
        (APPLY, date(2032, 2, 28)),
    ]


@pytest.mark.parametrize("basis", [ReunificationBasis.ASYLG_51, ReunificationBasis.HUMANITARIAN_VISA, None])
def test_a_basis_without_a_limit_has_no_deadline(basis):
    facts = DeadlineFacts(family_basis=basis, family_right_since=MONDAY, joining=(Joining(1, Relation.SPOUSE),))
    assert counted(facts) == ()


def test_an_application_made_meets_the_deadline():
    child = Joining(5, Relation.CHILD, date(2020, 1, 1), applied_on=date(2026, 4, 1))
    facts = DeadlineFacts(family_basis=ReunificationBasis.AIG_44, family_right_since=MONDAY, joining=(child,))
    assert (only(facts).met_on, only(facts).person_id) == (date(2026, 4, 1), 5)


# --- All together --------------------------------------------------------------------------------------------


def test_a_case_without_dates_has_no_deadlines():
    assert counted(DeadlineFacts()) == ()


def test_without_a_rule_nothing_is_proposed():
    facts = DeadlineFacts(
        procedure=Procedure.ASYLUM_ACCELERATED,
        order_notified_on=MONDAY,
        family_basis=ReunificationBasis.AIG_85C,
        family_right_since=MONDAY,
        joining=(Joining(1, Relation.CHILD, date(2020, 1, 1)),),
        third_state_stays=(Event(MONDAY),),
    )
    assert deadlines(facts, DeadlineRules(()), NO_LIMITS) == ()


def test_deadlines_come_in_the_order_of_their_days():
    facts = DeadlineFacts(instalments=tuple(Event(MONDAY + timedelta(days=ahead)) for ahead in (9, 1, 5)))
    assert [one.due_on.day for one in counted(facts)] == [3, 7, 11]


def test_a_deadline_is_overdue_from_the_day_after():
    found = counted(DeadlineFacts(instalments=(Event(MONDAY), Event(MONDAY, met_on=date(2026, 3, 5)))))
    assert overdue(found, MONDAY) == ()
    assert [one.met_on for one in overdue(found, MONDAY + timedelta(days=1))] == [None]


@pytest.mark.parametrize(("today", "there"), [(-8, False), (-7, True), (0, True), (1, False)])
def test_due_within_a_week_is_seven_days_ahead_and_today(today, there):
    found = counted(DeadlineFacts(instalments=(Event(MONDAY), Event(MONDAY, met_on=MONDAY))))
    assert bool(due_within(found, MONDAY + timedelta(days=today), 7)) is there


def test_what_leaves_the_calendar_has_no_deadline():
    facts = DeadlineFacts(medical_aid=(Event(date(9999, 12, 1)),), third_state_stays=(Event(date(1, 1, 1)),))
    assert counted(facts) == ()
    assert counted(DeadlineFacts(procedure=Procedure.ASYLUM_DUBLIN, dublin_consent_on=date.max)) == ()


def test_no_shipped_rule_is_taken_for_verified():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_DUBLIN, order_notified_on=MONDAY, instalments=(Event(MONDAY),))
    assert {one.kind: one.verified for one in counted(facts)} == {
        DeadlineKind.DEPARTURE: False,
        DeadlineKind.INSTALMENT: True,  # the office's own day
    }


@given(
    st.dates(date(2000, 1, 1), date(2080, 1, 1)),
    st.sampled_from(list(Procedure)),
    st.sampled_from((None, *CANTONS)),
)
def test_a_deadline_never_lies_before_its_event_nor_moves_far(day, procedure, canton):
    facts = DeadlineFacts(
        procedure=procedure,
        canton=canton,
        order_notified_on=day,
        dublin_consent_on=day,
        preparation_ended_on=day,
        data_requests=(DataRequest(day, fee_announced_on=day),),
        reflection_periods=(Event(day),),
        returned_on=day,
        plan_wanted=True,
    )
    for one in counted(facts):
        assert one.due_on > day
        assert timedelta(0) <= one.due_on - one.counted_to <= timedelta(days=5)
        assert one.moves or not one.moved_to_working_day
