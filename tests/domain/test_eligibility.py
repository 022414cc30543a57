"""What the program suggests for each rule of eligibility, named after the articles."""

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.domain import eligibility_evidence as ev
from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import DestinationKind
from returnhelp.domain.eligibility import Suggestion, months_after, suggest
from returnhelp.domain.eligibility_facts import Certainty, EligibilityFacts, Period, PersonFacts, PriorAid
from returnhelp.domain.eligibility_rules import rules_on
from returnhelp.domain.people import NationalityStatus, Precision
from returnhelp.domain.rule_answers import RuleCode, RuleOutcome

MET, NOT_MET, UNKNOWN = RuleOutcome.MET, RuleOutcome.NOT_MET, RuleOutcome.UNKNOWN
DAY = date(2026, 3, 16)
BEFORE, SINCE = date(2019, 2, 28), date(2019, 3, 1)
SERBIA, SYRIA, UKRAINE, ITALY, TURKEY, USA = 8248, 8541, 8265, 8218, 8239, 8439
FREE = date(2009, 12, 19)
LIST = {SERBIA: [Period(FREE, None, "VEV Art. 8, looked up 2.3.2026")], ITALY: [Period(None, None, "FZA")]}


def facts(*people: PersonFacts, day: date = DAY, **given_: Any) -> EligibilityFacts:
    return EligibilityFacts(day, people, **{"visa_exempt": LIST, "excluded": {}, **given_})


def person(*nationalities: int, person_id: int = 1, **given_: Any) -> PersonFacts:
    return PersonFacts(person_id, nationalities=nationalities, **given_)


def looked(of: EligibilityFacts, rule: RuleCode, person_id: int | None = None) -> Suggestion:
    found = [one for one in suggest(of, rules_on(of.day)) if (one.rule, one.person_id) == (rule, person_id)]
    assert len(found) == 1
    return found[0]


def nationality(*states: int, day: date = DAY, **given_: Any) -> Suggestion:
    return looked(facts(person(*states), day=day, **given_), RuleCode.X5, 1)


# --- AsylV 2 Art. 64 -------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [RuleCode.X1, RuleCode.X2, RuleCode.X3])
def test_asylv2_64_1_is_judged_by_sem_and_never_prefilled(rule):
    found = looked(facts(person(SERBIA)), rule)
    assert (found.outcome, found.evidence) == (UNKNOWN, (ev.SemJudges(),))


def test_asylv2_64_5_a_country_is_excluded_from_the_first_to_the_last_day():
    excluded = {SYRIA: [Period(date(2026, 3, 1), date(2026, 3, 31), "EJPD 24.2.2026")]}
    for day, outcome in (
        (date(2026, 2, 28), MET),
        (date(2026, 3, 1), NOT_MET),
        (date(2026, 3, 31), NOT_MET),
        (date(2026, 4, 1), MET),
    ):
        assert looked(facts(person(), day=day, destination=SYRIA, excluded=excluded), RuleCode.X4).outcome is outcome


def test_asylv2_64_5_without_a_list_nothing_is_said():
    found = looked(facts(person(), destination=SYRIA, excluded=None), RuleCode.X4)
    assert (found.outcome, found.evidence) == (UNKNOWN, (ev.ListMissing(ev.OfficeList.EXCLUDED),))
    found = looked(facts(person(), excluded={}), RuleCode.X4)
    assert (found.outcome, found.evidence) == (UNKNOWN, (ev.DestinationUnknown(),))


def test_asylv2_64_3_a_departure_on_the_deadline_is_no_delay_and_one_after_it_is_to_be_explained():
    deadline = date(2026, 4, 1)
    for departure, outcome in ((deadline, MET), (date(2026, 4, 2), UNKNOWN)):
        of = facts(person(planned_departure=departure), departure_deadline=deadline)
        assert looked(of, RuleCode.C2).outcome is outcome
    assert looked(of, RuleCode.C2).evidence == (ev.DeadlinePassed(date(2026, 4, 2), deadline, 1),)
    assert looked(facts(person()), RuleCode.C2).evidence == (ev.DepartureNotPlanned(),)
    assert looked(facts(person(planned_departure=DAY)), RuleCode.C2).evidence == (ev.DeadlineUnknown(),)


# --- AsylV 2 Art. 76a: nationality -----------------------------------------------------------------


def test_asylv2_76a_1_a_a_visa_exempt_nationality_is_excluded_from_the_first_day_of_the_list():
    found = nationality(SERBIA)
    assert found.outcome is NOT_MET
    assert found.evidence == (ev.StateExempt(SERBIA, FREE, "VEV Art. 8, looked up 2.3.2026"),)
    begins = {UKRAINE: [Period(date(2026, 3, 16), None, "SEM")], ITALY: [Period()]}
    assert nationality(UKRAINE, visa_exempt=begins).outcome is NOT_MET
    day_before = nationality(UKRAINE, visa_exempt=begins, day=date(2026, 3, 15))
    assert (day_before.outcome, day_before.evidence) == (MET, (ev.StateNotExempt(UKRAINE),))


def test_asylv2_76a_1_a_the_last_day_of_the_list_still_counts():
    ends = {UKRAINE: [Period(None, DAY, "suspended, VEV Annex 5")], ITALY: [Period()]}
    assert nationality(UKRAINE, visa_exempt=ends).outcome is NOT_MET
    assert nationality(UKRAINE, visa_exempt=ends, day=date(2026, 3, 17)).outcome is MET


def test_asylv2_76a_1_a_without_a_list_for_the_day_nothing_is_said():
    for states in ({}, {UKRAINE: [Period(date(2026, 3, 17), None, "SEM")]}):
        found = nationality(SYRIA, visa_exempt=states)
        assert (found.outcome, found.evidence) == (UNKNOWN, (ev.ListMissing(ev.OfficeList.VISA_EXEMPT),))


def test_asylv2_76a_1_a_of_several_nationalities_one_is_enough_to_ask_sem():
    found = nationality(SYRIA, SERBIA)
    assert found.outcome is UNKNOWN
    assert ev.OneOfSeveral((SERBIA,), (SYRIA,)) in found.evidence
    assert nationality(SERBIA, ITALY).outcome is NOT_MET
    assert nationality(SYRIA, TURKEY).outcome is MET


def test_asylv2_76a_1_a_a_stateless_person_is_national_of_none_of_these_states():
    found = looked(facts(person(nationality_status=NationalityStatus.STATELESS)), RuleCode.X5, 1)
    assert (found.outcome, found.evidence) == (MET, (ev.Stateless(),))


def test_asylv2_76a_1_a_an_unknown_nationality_stays_unknown():
    for of in (person(), person(nationality_status=NationalityStatus.UNKNOWN)):
        found = looked(facts(of), RuleCode.X5, 1)
        assert (found.outcome, found.evidence) == (UNKNOWN, (ev.NationalityUnknown(),))


def test_asylv2_76a_1_a_an_eu_state_that_the_list_forgot_is_asked_about():
    found = nationality(ITALY, visa_exempt={SERBIA: [Period()]})
    assert (found.outcome, found.evidence) == (UNKNOWN, (ev.EuropeanNotListed(ITALY),))


def test_asylv2_76_2_before_2019_named_eu_efta_the_usa_canada_and_australia():
    for state, group in ((ITALY, "EU"), (8217, "EFTA"), (USA, "USA"), (8423, "Canada"), (8601, "Australia")):
        found = nationality(state, day=BEFORE, visa_exempt={})
        assert (found.outcome, found.evidence) == (NOT_MET, (ev.StateNamed(state, group),))
    assert nationality(SYRIA, day=BEFORE, visa_exempt={}).outcome is MET
    assert nationality(SYRIA, day=SINCE, visa_exempt={}).outcome is UNKNOWN


def test_asylv2_76_2_before_2019_a_visa_exempt_state_that_was_not_named_is_asked_about():
    assert nationality(SERBIA, day=BEFORE).outcome is UNKNOWN
    assert nationality(SERBIA, day=SINCE).outcome is NOT_MET


def test_everybody_is_looked_at_for_themselves():
    of = facts(person(SERBIA, person_id=1), person(SYRIA, person_id=2))
    assert looked(of, RuleCode.X5, 1).outcome is NOT_MET
    assert looked(of, RuleCode.X5, 2).outcome is MET


# --- AsylV 2 Art. 76a, 76: destination -------------------------------------------------------------


def going(kind: DestinationKind, state: int | None, **given_: Any) -> EligibilityFacts:
    return facts(person(SYRIA), destination=state, destination_kind=kind, **given_)


def test_asylv2_76a_1_b_moving_on_to_a_visa_exempt_state_is_excluded():
    assert looked(going(DestinationKind.THIRD, SERBIA), RuleCode.X6).outcome is NOT_MET
    assert looked(going(DestinationKind.THIRD, TURKEY), RuleCode.X6).outcome is MET


def test_asylv2_76a_1_b_going_home_is_not_moving_on():
    found = looked(going(DestinationKind.HOME, SERBIA), RuleCode.X6)
    assert (found.outcome, found.evidence) == (MET, (ev.NotOnward(SERBIA),))


@pytest.mark.parametrize("kind", [DestinationKind.ORIGIN, DestinationKind.UNKNOWN])
def test_asylv2_76a_1_b_where_it_is_unclear_whether_they_move_on_it_is_asked(kind):
    found = looked(going(kind, SERBIA), RuleCode.X6)
    assert found.outcome is UNKNOWN
    assert ev.DestinationKindUnclear(SERBIA) in found.evidence


def test_asylv2_76_2_before_2019_moving_on_to_the_usa_was_excluded():
    assert looked(going(DestinationKind.THIRD, USA, day=BEFORE, visa_exempt={}), RuleCode.X6).outcome is NOT_MET
    assert looked(going(DestinationKind.THIRD, TURKEY, day=BEFORE, visa_exempt={}), RuleCode.X6).outcome is MET


def staying(until: date | None, departure: date | None, day: date = DAY, *, permanent: bool = False) -> Suggestion:
    of = EligibilityFacts(
        day,
        (person(SYRIA, planned_departure=departure),),
        destination=TURKEY,
        destination_kind=DestinationKind.THIRD,
        third_state_stay_until=until,
        third_state_permanent=permanent,
    )
    return looked(of, RuleCode.X7)


def test_asylv2_76_1_a_year_to_the_day_is_enough_and_a_day_less_is_not():
    departure = date(2026, 4, 10)
    assert staying(date(2027, 4, 10), departure).outcome is MET
    short = staying(date(2027, 4, 9), departure)
    assert short.outcome is NOT_MET
    assert short.evidence == (ev.StayTooShort(date(2027, 4, 9), date(2027, 4, 10), 0, 1),)
    months = staying(date(2026, 9, 30), departure)
    assert months.evidence == (ev.StayTooShort(date(2026, 9, 30), date(2027, 4, 10), 6, 192),)


def test_asylv2_76_1_a_year_from_29_february_ends_on_the_28th():
    assert staying(date(2029, 2, 28), date(2028, 2, 29)).outcome is MET
    assert staying(date(2029, 2, 27), date(2028, 2, 29)).outcome is NOT_MET


def test_asylv2_76_1_the_law_of_the_day_decides_between_a_year_and_for_good():
    assert staying(date(2030, 1, 1), date(2019, 4, 1), BEFORE).outcome is NOT_MET
    assert staying(date(2030, 1, 1), date(2019, 4, 1), SINCE).outcome is MET
    for day in (BEFORE, SINCE):
        assert staying(None, date(2019, 4, 1), day, permanent=True).outcome is MET
        assert staying(None, date(2019, 4, 1), day).evidence == (ev.StayUnknown(),)


def test_asylv2_76_1_without_a_planned_departure_a_long_stay_stays_open_and_a_short_one_is_too_short():
    assert staying(months_after(DAY, 12), None).outcome is UNKNOWN
    assert staying(date(2027, 3, 15), None).outcome is NOT_MET


def test_asylv2_76_1_asks_nothing_of_who_goes_home():
    for kind in (DestinationKind.HOME, DestinationKind.ORIGIN):
        assert looked(going(kind, SYRIA), RuleCode.X7).outcome is MET
    assert looked(going(DestinationKind.UNKNOWN, SYRIA), RuleCode.X7).outcome is UNKNOWN
    assert looked(going(DestinationKind.UNKNOWN, None), RuleCode.X7).evidence == (ev.DestinationUnknown(),)


def test_the_latest_departure_of_the_household_counts_for_the_year():
    of = EligibilityFacts(
        DAY,
        (
            person(person_id=1, planned_departure=date(2026, 4, 1)),
            person(person_id=2, planned_departure=date(2026, 5, 1)),
        ),
        destination=TURKEY,
        destination_kind=DestinationKind.THIRD,
        third_state_stay_until=date(2027, 4, 20),
    )
    assert looked(of, RuleCode.X7).outcome is NOT_MET


def test_a_person_with_another_destination_has_lines_of_their_own():
    of = facts(
        person(SYRIA, person_id=1),
        person(SYRIA, person_id=2, destination=SERBIA),
        destination=TURKEY,
        destination_kind=DestinationKind.THIRD,
    )
    assert looked(of, RuleCode.X6).outcome is MET
    assert looked(of, RuleCode.X6, 2).outcome is NOT_MET
    alone = replace(of, people=of.people[1:])
    assert [one.person_id for one in suggest(alone, rules_on(DAY)) if one.rule is RuleCode.X6] == [2]


# --- AsylV 2 Art. 62 -------------------------------------------------------------------------------


def aid(certainty: Certainty = Certainty.SAME_PERSON, **given_: Any) -> PriorAid:
    defaults: dict[str, Any] = {
        "case_id": 7,
        "case_number": "2019-0007",
        "day": date(2019, 5, 2),
        "received": (AidComponent.BASIC,),
    }
    return PriorAid(1, certainty, **{**defaults, **given_})


def after(*found: PriorAid, day: date = DAY) -> Suggestion:
    return looked(facts(person(SYRIA), day=day, prior_aid=found), RuleCode.X8, 1)


def how(found: Suggestion) -> list[ev.AidTrace]:
    return [one.how for one in found.evidence if isinstance(one, ev.AidFound)]


def test_asylv2_62_4_aid_received_before_is_not_given_again():
    found = after(aid())
    assert found.outcome is NOT_MET
    assert found.evidence == (
        ev.AidFound(ev.AidTrace.RECEIVED, date(2019, 5, 2), "2019-0007", None, (AidComponent.BASIC,)),
    )


@pytest.mark.parametrize(
    ("found", "trace"),
    [
        (aid(Certainty.PERHAPS), ev.AidTrace.PERHAPS),
        (aid(received=(), decided=(AidComponent.IN_KIND,)), ev.AidTrace.DECIDED),
        (aid(received=(AidComponent.POST_ARRIVAL,)), ev.AidTrace.PROGRAMME),
        (aid(in_trash=True), ev.AidTrace.IN_TRASH),
        (aid(Certainty.PERHAPS, abroad=True, country=ITALY), ev.AidTrace.ABROAD_PERHAPS),
    ],
)
def test_asylv2_62_4_what_is_not_sure_is_asked(found, trace):
    suggested = after(found)
    assert (suggested.outcome, how(suggested)) == (UNKNOWN, [trace])


def test_asylv2_62_4_of_a_restricted_record_only_that_it_may_match_is_said():
    found = after(aid(Certainty.RESTRICTED_MAY_MATCH))
    assert (found.outcome, found.evidence) == (UNKNOWN, (ev.RestrictedMayMatch(),))


def test_asylv2_62_4_nothing_found_is_no_proof_that_nothing_was_received():
    found = after()
    assert (found.outcome, found.evidence) == (UNKNOWN, (ev.NothingFoundHere(),))


def test_asylv2_74a_2_travel_money_is_no_return_aid():
    found = after(aid(received=(AidComponent.TRAVEL_MONEY, AidComponent.BAGGAGE)))
    assert (found.outcome, how(found)) == (UNKNOWN, [ev.AidTrace.ONLY_TRAVEL])
    assert ev.NothingFoundHere() in found.evidence


def test_asylv2_62_4_aid_of_another_european_state_counts_since_2019():
    abroad = aid(abroad=True, country=ITALY, case_id=None, case_number="")
    assert after(abroad, day=SINCE).outcome is NOT_MET
    before = after(abroad, day=BEFORE)
    assert (before.outcome, how(before)) == (UNKNOWN, [ev.AidTrace.ABROAD_NOT_COUNTED])


def test_asylv2_62_4_the_aid_of_one_says_nothing_of_another():
    of = facts(person(SYRIA, person_id=1), person(SYRIA, person_id=2), prior_aid=(aid(),))
    assert looked(of, RuleCode.X8, 1).outcome is NOT_MET
    assert looked(of, RuleCode.X8, 2).evidence == (ev.NothingFoundHere(),)


def test_asylv2_62_5_repayment_must_have_been_explained():
    assert looked(facts(person()), RuleCode.C3).evidence == (ev.RepaymentToExplain(),)
    assert looked(facts(person(), repayment_explained_on=DAY), RuleCode.C3).outcome is MET


def test_asylv2_62_5_who_is_back_after_aid_may_have_to_repay():
    found = looked(facts(person(), repayment_explained_on=DAY, prior_aid=(aid(),)), RuleCode.C3)
    assert found.outcome is UNKNOWN
    assert ev.BackAfterAid(1, date(2019, 5, 2), "2019-0007") in found.evidence


# --- AsylV 2 Art. 73 -------------------------------------------------------------------------------


def test_asylv2_73_papers_must_be_there_and_valid_on_the_day_of_departure():
    departure = date(2026, 4, 10)

    def papers(**given_: Any) -> Suggestion:
        return looked(facts(person(planned_departure=departure, **given_)), RuleCode.C1)

    assert papers(has_document=True, document_valid_until=departure).outcome is MET
    assert papers(has_document=True).outcome is MET
    expired = papers(has_document=True, document_valid_until=date(2026, 4, 9))
    assert (expired.outcome, expired.evidence) == (UNKNOWN, (ev.DocumentsExpired((1,)),))
    assert papers().evidence == (ev.DocumentsMissing((1,)),)
    assert looked(facts(person(has_document=True)), RuleCode.C1).evidence == (ev.DepartureNotPlanned(),)
    assert looked(facts(), RuleCode.C1).outcome is UNKNOWN


# --- all together ----------------------------------------------------------------------------------

_DAYS = st.dates(date(2008, 1, 1), date(2035, 12, 31))
_STATES = st.sampled_from([SERBIA, SYRIA, UKRAINE, ITALY, TURKEY, USA, 9999])
_LISTS = st.dictionaries(
    _STATES, st.lists(st.builds(Period, st.none() | _DAYS, st.none() | _DAYS, st.text(max_size=5)), max_size=2)
)
_PEOPLE = st.lists(
    st.builds(
        PersonFacts,
        st.integers(1, 4),
        st.none() | _DAYS,
        st.sampled_from(Precision),
        st.lists(_STATES, max_size=3, unique=True).map(tuple),
        st.sampled_from(NationalityStatus),
        st.none() | _STATES,
        st.none() | _DAYS,
        st.none() | _DAYS,
        st.booleans(),
        st.none() | _DAYS,
    ),
    max_size=4,
    unique_by=lambda one: one.person_id,
).map(tuple)
_AID = st.builds(
    PriorAid,
    st.integers(1, 4),
    st.sampled_from(Certainty),
    received=st.lists(st.sampled_from(AidComponent), max_size=2).map(tuple),
    decided=st.lists(st.sampled_from(AidComponent), max_size=2).map(tuple),
    abroad=st.booleans(),
    in_trash=st.booleans(),
)
FACTS = st.builds(
    EligibilityFacts,
    _DAYS,
    _PEOPLE,
    st.none() | _STATES,
    st.sampled_from(DestinationKind),
    st.none() | _DAYS,
    st.booleans(),
    _LISTS,
    st.none() | _LISTS,
    st.lists(_AID, max_size=3).map(tuple),
    st.none() | _DAYS,
    st.none() | _DAYS,
)


@given(FACTS)
@settings(max_examples=300, deadline=None)
def test_whatever_the_facts_sem_judges_x1_to_x3_and_every_rule_has_its_lines(of):
    found = suggest(of, rules_on(of.day))
    assert all(one.outcome is UNKNOWN for one in found if one.rule in (RuleCode.X1, RuleCode.X2, RuleCode.X3))
    assert all(one.outcome in (MET, NOT_MET, UNKNOWN) and one.evidence for one in found)
    assert len({(one.rule, one.person_id) for one in found}) == len(found)
    for rule in set(RuleCode) - {RuleCode.X5, RuleCode.X8}:
        assert any(one.rule is rule for one in found)
    for one in of.people:
        assert {(RuleCode.X5, one.person_id), (RuleCode.X8, one.person_id)} <= {(s.rule, s.person_id) for s in found}


def test_twelve_people_are_looked_at_within_five_milliseconds():
    of = facts(
        *(person(SYRIA, SERBIA, person_id=one, planned_departure=DAY) for one in range(12)),
        destination=TURKEY,
        destination_kind=DestinationKind.THIRD,
        prior_aid=tuple(replace(aid(), person_id=one) for one in range(12)),
    )
    times = []
    for _ in range(20):
        started = time.perf_counter()
        for one in suggest(of, rules_on(DAY)):
            assert one.version
        times.append(time.perf_counter() - started)
    assert min(times) < 0.005
