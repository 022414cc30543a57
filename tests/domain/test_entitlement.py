"""What a household may be given, rule by rule at its boundaries."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from returnhelp.domain.aid import AidComponent as A
from returnhelp.domain.case import CaseType, CentrePhase, ExitCondition, Route
from returnhelp.domain.entitlement import Item, Proposal, propose
from returnhelp.domain.entitlement_claim import (
    Claim,
    Claimant,
    ExitMoney,
    LegalAge,
    Treatment,
    age_unsure,
    context_for,
    full_months,
)
from returnhelp.domain.entitlement_terms import NoProposal
from returnhelp.domain.law import Condition, Context, law
from returnhelp.domain.office_tables import Entry, OfficeTable, OfficeTables
from returnhelp.domain.people import Precision
from tests.domain.entitled import DECIDED, DEPARTS, a_claim, a_step, counting, from_centre, people

LAST_OLD_DAY, NEW_REGIME = date(2019, 2, 28), date(2019, 3, 1)
TURKEY = 8239


def of(component: A, claim: Claim, *entries: Entry) -> list[Proposal]:
    return [one for one in propose(claim, law(), OfficeTables(entries)) if one.component is component]


def the(component: A, claim: Claim, *entries: Entry) -> Proposal:
    (found,) = of(component, claim, *entries)
    return found


def test_asylv2_74_2_basic_sum_is_1000_for_an_adult_and_500_for_a_minor_and_capped_at_1000_a_person():
    adult, minor = of(A.BASIC, a_claim(1, 1))
    assert (adult.amount, adult.ceiling, adult.person_id) == (1000_00, 1000_00, 1)
    assert (minor.amount, minor.ceiling, minor.person_id) == (500_00, 1000_00, 2)
    assert adult.article == "AsylV 2 Art. 74(2)"
    assert adult.calculation.items == (Item(1, 1000_00, LegalAge.ADULT),)


def test_asylv2_74_2_basic_sums_have_no_cap_for_a_family():
    assert sum(one.amount for one in of(A.BASIC, a_claim(2, 10))) == 7000_00


def test_asylv1_1a_d_the_18th_birthday_on_the_day_of_departure_makes_an_adult():
    born = date(2008, 3, 1)
    for departs_on, amount in ((date(2026, 2, 28), 500_00), (DEPARTS, 1000_00), (date(2026, 3, 2), 1000_00)):
        claim = a_claim(travellers=(Claimant(1, born, departs_on=departs_on),))
        assert the(A.BASIC, claim).amount == amount


def test_asylv1_1a_d_without_a_day_of_departure_the_day_of_the_decision_counts_and_it_is_said():
    claim = a_claim(travellers=(Claimant(1, date(2008, 2, 1)),))
    found = the(A.BASIC, claim)
    assert found.amount == 1000_00
    assert found.open == (Condition.DEPARTURE_DATE_OPEN,)
    later = replace(claim, travellers=(Claimant(1, date(2008, 2, 2)),))
    assert the(A.BASIC, later).amount == 500_00


@pytest.mark.parametrize(
    ("born", "precision", "unsure"),
    [
        (date(2008, 1, 1), Precision.YEAR, True),
        (date(2007, 1, 1), Precision.YEAR, False),
        (date(2009, 1, 1), Precision.YEAR, False),
        (date(2008, 3, 1), Precision.MONTH, True),
        (date(2008, 2, 1), Precision.MONTH, False),
        (date(2008, 3, 1), Precision.DAY, False),
        (date(1990, 1, 1), Precision.ESTIMATED, True),
    ],
)
def test_a_birth_date_that_is_not_exact_is_said_where_it_matters(born, precision, unsure):
    one = Claimant(1, born, precision, DEPARTS)
    assert age_unsure(one, DECIDED) is unsure
    found = the(A.BASIC, a_claim(travellers=(one,)))
    assert (Condition.BIRTH_DATE_UNSURE in found.open) is unsure
    assert Condition.BIRTH_DATE_UNSURE not in the(A.TRAVEL_MONEY, a_claim(travellers=(one,))).open


def test_without_a_birth_date_only_what_depends_on_it_has_no_sum():
    claim = a_claim(travellers=(Claimant(1, departs_on=DEPARTS),))
    assert the(A.BASIC, claim).reason is NoProposal.BIRTH_DATE_MISSING
    assert the(A.TRAVEL_MONEY, claim).amount == 100_00


def test_asylv2_74_4_in_kind_aid_has_one_ceiling_for_a_family():
    for adults in (1, 2, 12):
        found = the(A.IN_KIND, a_claim(adults))
        assert (found.amount, found.ceiling, found.up_to, found.person_id) == (3000_00, 3000_00, True, None)
        assert found.open == (Condition.PROJECT,)


def test_asylv2_74_4_in_kind_aid_is_5000_only_with_a_reason():
    assert of(A.IN_KIND_RAISED, a_claim()) == []
    assert of(A.IN_KIND_RAISED, a_claim(raised_in_kind_reason="  ")) == []
    claim = a_claim(2, raised_in_kind_reason="A large family without a home")
    found = the(A.IN_KIND_RAISED, claim)
    assert (found.amount, found.ceiling) == (5000_00, 5000_00)
    assert Condition.RAISED_BY_SEM in found.open
    assert of(A.IN_KIND, claim) == [], "it takes the place of the ordinary one"


def test_asylv2_74_4_5000_from_a_federal_centre_is_refused():
    claim = a_claim(
        context=Context.FEDERAL_CENTRE,
        phase=CentrePhase.PHASE_1,
        entered_on=DECIDED,
        raised_in_kind_reason="A large family",
    )
    found = the(A.IN_KIND_RAISED, claim, a_step(0, 28))
    assert (found.amount, found.reason) == (None, NoProposal.NOT_RAISED_FROM_FEDERAL_CENTRE)
    assert the(A.IN_KIND, claim, a_step(0, 28)).amount == 2500_00


def test_asylv2_74_adult_children_have_a_ceiling_of_their_own():
    family = (*people(2), Claimant(3, date(2006, 1, 1), departs_on=DEPARTS, unit=2))
    found = of(A.IN_KIND, a_claim(travellers=family))
    assert [(one.unit, one.people, one.amount) for one in found] == [(0, (1, 2), 3000_00), (2, (3,), 3000_00)]


@pytest.mark.parametrize(("count", "amount", "total"), [(1, 100_00, 100_00), (5, 500_00, 500_00), (6, 500_00, 600_00)])
def test_asylv2_59a_1_travel_money_of_a_family_of_five_and_of_six(count, amount, total):
    found = the(A.TRAVEL_MONEY, a_claim(1, count - 1))
    assert (found.amount, found.calculation.total) == (amount, total)
    assert found.calculation.reached is (count >= 5)
    assert found.calculation.capped is (count > 5)
    assert found.calculation.items == (Item(count, 100_00),)


def test_asylv2_59a_2_raised_travel_money_is_500_a_person_and_1000_a_family():
    for count, amount in ((1, 500_00), (2, 1000_00), (3, 1000_00)):
        found = the(A.TRAVEL_MONEY, a_claim(count, raised_travel_reason="The way home is long"))
        assert (found.amount, found.article, found.up_to) == (amount, "AsylV 2 Art. 59a(2)", True)
    assert found.calculation.total == 1500_00


@pytest.mark.parametrize(("count", "amount"), [(1, 200_00), (2, 400_00), (3, 500_00)])
def test_asylv2_59_1_c_baggage_is_200_a_person_and_500_a_family(count, amount):
    assert the(A.BAGGAGE, a_claim(count)).amount == amount


def in_detention(**also: Any) -> Claim:
    return a_claim(travellers=people(1, in_detention=True, **also))


def test_asylv2_59a_2bis_travel_money_in_detention_needs_the_interview():
    without = in_detention()
    assert the(A.TRAVEL_MONEY_DETENTION, without).reason is NoProposal.INTERVIEW_MISSING
    assert the(A.TRAVEL_MONEY, without).amount == 100_00
    found = the(A.TRAVEL_MONEY_DETENTION, in_detention(interview_on=DECIDED))
    assert (found.amount, found.ceiling) == (500_00, 500_00)
    assert Condition.INTERVIEW_TO_COME not in found.open
    assert of(A.TRAVEL_MONEY, in_detention(interview_on=DECIDED)) == [], "one travel money each"
    assert Condition.INTERVIEW_TO_COME in the(A.TRAVEL_MONEY_DETENTION, in_detention(interview_on=DEPARTS)).open


def test_asylv2_59a_2bis_the_rest_of_the_family_gets_the_ordinary_travel_money():
    father, *others = people(1, 4)
    claim = a_claim(travellers=(replace(father, in_detention=True, interview_on=DECIDED), *others))
    assert the(A.TRAVEL_MONEY, claim).people == (2, 3, 4, 5)
    assert the(A.TRAVEL_MONEY, claim).amount == 400_00


def excluded(exit_money: ExitMoney | None, decided_on: date = DECIDED, **also: Any) -> Claim:
    travellers = people(1, excluded=True, exit_money=exit_money, **also)
    return a_claim(travellers=travellers, decided_on=decided_on, entered_on=date(2012, 1, 1))


ALL_MET = ExitMoney(ExitCondition.PAPERS_OVER_SIX_MONTHS, willing=True, canton_applied=True, papers_prepared=True)


def test_asylv2_64_1_who_is_excluded_gets_no_return_aid_but_travel_money_and_baggage():
    claim = replace(excluded(None), treatments=(Treatment(1, 3),))
    for component in (A.BASIC, A.IN_KIND, A.MEDICAL):
        assert (the(component, claim).amount, the(component, claim).reason) == (None, NoProposal.EXCLUDED)
    assert the(A.TRAVEL_MONEY, claim).amount == 100_00
    assert the(A.BAGGAGE, claim).amount == 200_00
    assert of(A.EXIT_MONEY, claim) == [], "nobody asked for it"


def test_asylv2_64_1_excludes_the_person_and_not_the_family():
    father, *others = people(2, 1)
    claim = a_claim(travellers=(replace(father, excluded=True), *others))
    assert [one.amount for one in of(A.BASIC, claim)] == [None, 1000_00, 500_00]
    assert the(A.IN_KIND, claim).amount == 3000_00


def test_asylv2_59abis_1_exit_money_is_2000_for_who_is_excluded_under_64_1():
    found = the(A.EXIT_MONEY, excluded(ALL_MET))
    assert (found.amount, found.ceiling, found.open) == (2000_00, 2000_00, ())
    not_excluded = a_claim(travellers=people(1, exit_money=ALL_MET))
    assert the(A.EXIT_MONEY, not_excluded).reason is NoProposal.NOT_EXCLUDED


def test_asylv2_59abis_3_exit_money_needs_one_of_three_conditions():
    for condition in (ExitCondition.PAPERS_OVER_SIX_MONTHS, ExitCondition.REMOVAL_REFUSED):
        assert the(A.EXIT_MONEY, excluded(replace(ALL_MET, condition=condition))).amount == 2000_00
    none = replace(ALL_MET, condition=None)
    assert the(A.EXIT_MONEY, excluded(none)).reason is NoProposal.EXIT_CONDITION_MISSING
    detained = replace(ALL_MET, condition=ExitCondition.DETAINED)
    assert the(A.EXIT_MONEY, excluded(detained)).reason is NoProposal.EXIT_CONDITION_MISSING, "he is not detained"
    assert the(A.EXIT_MONEY, excluded(none, in_detention=True, interview_on=DECIDED)).amount == 2000_00


def test_asylv2_59abis_2_and_3_what_is_not_recorded_is_said():
    nothing = ExitMoney(ExitCondition.REMOVAL_REFUSED)
    assert the(A.EXIT_MONEY, excluded(nothing)).open == (
        Condition.WILLING_TO_LEAVE,
        Condition.CANTON_APPLIES,
        Condition.CANTON_PREPARED_PAPERS,
    )
    assert the(A.EXIT_MONEY, excluded(ALL_MET, in_detention=True)).open == (Condition.INTERVIEW,)


def test_asylv2_59abis_3bis_the_exception_holds_from_1_march_2019():
    asked = ExitMoney(ExitCondition.HEALTH_OR_COUNTRY)
    assert the(A.EXIT_MONEY, excluded(asked, LAST_OLD_DAY)).reason is NoProposal.NO_EXCEPTION_YET
    found = the(A.EXIT_MONEY, excluded(asked, NEW_REGIME))
    assert (found.amount, found.article) == (2000_00, "AsylV 2 Art. 59abis(3bis)")
    assert found.open == (Condition.EXCEPTION_BY_SEM,)


def test_asylv2_59abis_4_exit_money_and_travel_money_in_detention_are_never_together():
    claim = excluded(ALL_MET, in_detention=True, interview_on=DECIDED)
    assert the(A.EXIT_MONEY, claim).amount == 2000_00
    assert the(A.TRAVEL_MONEY_DETENTION, claim).reason is NoProposal.NOT_WITH_EXIT_MONEY
    assert the(A.TRAVEL_MONEY, claim).amount == 100_00, "the ordinary travel money stays"
    refused = excluded(ALL_MET, date(2013, 3, 31), in_detention=True, interview_on=date(2013, 3, 1))
    assert the(A.EXIT_MONEY, refused).reason is NoProposal.NO_RATE


@pytest.mark.parametrize(
    ("months", "cure", "given"), [(1, False, 1), (6, False, 6), (7, False, 6), (7, True, 7), (24, True, 24)]
)
def test_asylv2_75_medical_aid_is_six_months_unless_a_final_cure_is_possible(months, cure, given):
    found = the(A.MEDICAL, a_claim(treatments=(Treatment(1, months, cure),)))
    assert (found.months, found.reason, found.amount) == (given, NoProposal.BY_COST, None)
    assert (Condition.SHORTENED_TO_SIX_MONTHS in found.open) is (given < months)


@pytest.mark.parametrize("months", [None, 0, -1])
def test_asylv2_75_medical_aid_is_never_without_an_end(months):
    found = the(A.MEDICAL, a_claim(treatments=(Treatment(1, months, True),)))
    assert (found.months, found.reason) == (None, NoProposal.WITHOUT_END)


def old_claim(entered_on: date | None, **also: Any) -> Claim:
    return a_claim(travellers=people(1, 1, LAST_OLD_DAY), decided_on=date(2019, 2, 1), entered_on=entered_on, **also)


def test_asylv2_74_old_the_sum_doubles_on_the_day_on_which_three_months_of_stay_are_full():
    assert [one.amount for one in of(A.BASIC, old_claim(date(2018, 12, 1)))] == [500_00, 250_00]
    assert [one.amount for one in of(A.BASIC, old_claim(date(2018, 11, 30)))] == [1000_00, 500_00]
    assert the(A.IN_KIND, old_claim(date(2018, 12, 1))).reason is NoProposal.STAY_TOO_SHORT
    assert the(A.IN_KIND, old_claim(date(2018, 11, 30))).amount == 3000_00
    assert {one.reason for one in of(A.BASIC, old_claim(None))} == {NoProposal.STAY_UNKNOWN}


def test_the_day_of_the_decision_chooses_the_table_and_not_the_departure():
    claim = a_claim(travellers=people(1, departs_on=DEPARTS), entered_on=date(2018, 1, 1))
    before = the(A.TRAVEL_MONEY, replace(claim, decided_on=LAST_OLD_DAY))
    assert (before.amount, before.reason) == (None, NoProposal.NO_RATE)
    assert the(A.TRAVEL_MONEY, replace(claim, decided_on=NEW_REGIME)).amount == 100_00


def test_a_decision_before_every_table_gets_no_sum_at_all_and_the_reason():
    claim = a_claim(2, 2, decided_on=date(2005, 1, 1), treatments=(Treatment(1, 3),), documents=True, social_escorts=1)
    found = propose(claim, law(), OfficeTables())
    assert {one.reason for one in found} == {NoProposal.NO_RATE}
    assert {one.amount for one in found} == {None}


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2018, 11, 15), date(2019, 2, 14), 2),
        (date(2018, 11, 15), date(2019, 2, 15), 3),
        (date(2018, 11, 30), date(2019, 2, 27), 2),
        (date(2018, 11, 30), date(2019, 2, 28), 3),
        (date(2019, 2, 28), date(2019, 3, 28), 1),
        (date(2019, 2, 28), date(2018, 2, 28), 0),
    ],
)
def test_full_months_are_counted_by_the_calendar(first, last, months):
    assert full_months(first, last) == months


def test_asylv2_74_5_a_federal_centre_goes_by_the_steps_that_the_office_entered():
    step = a_step(0, 28)
    found = of(A.BASIC, from_centre(), step)
    assert [(one.amount, one.ceiling, one.entry) for one in found] == [(800_00, 1000_00, step), (400_00, 1000_00, step)]
    assert the(A.IN_KIND, from_centre(), step).amount == 2500_00
    assert the(A.IN_KIND, from_centre(), step).ceiling == 3000_00
    later = from_centre(date(2026, 1, 31))
    assert {one.reason for one in of(A.BASIC, later, step)} == {NoProposal.STEP_MISSING}, "day 29"


def test_asylv2_74_5_without_phase_entry_or_step_there_is_no_sum():
    assert the(A.IN_KIND, from_centre(phase=None), a_step()).reason is NoProposal.PHASE_MISSING
    assert the(A.IN_KIND, from_centre(None), a_step()).reason is NoProposal.STAY_UNKNOWN
    assert the(A.IN_KIND, from_centre()).reason is NoProposal.STEP_MISSING
    assert the(A.TRAVEL_MONEY, from_centre()).amount == 200_00, "travel money knows no steps"


def test_asylv2_74_5_a_step_above_the_law_is_held_at_the_law():
    adult, _ = of(A.BASIC, from_centre(), a_step(0, None, adult=1000_01, in_kind=3000_01))
    assert adult.amount == 1000_00
    assert the(A.IN_KIND, from_centre(), a_step(0, None, in_kind=3000_01)).amount == 3000_00


def test_asylv2_76a_2_status_s_is_500_and_250_and_2000_for_a_family():
    claim = a_claim(3, 2, context=Context.STATUS_S, case_type=CaseType.STATUS_S_RETURN)
    found = the(A.BASIC, claim)
    assert (found.amount, found.calculation.capped, found.people) == (2000_00, False, (1, 2, 3, 4, 5))
    assert found.calculation.items == (Item(3, 500_00, LegalAge.ADULT), Item(2, 250_00, LegalAge.MINOR))
    six = the(A.BASIC, replace(claim, travellers=people(3, 3)))
    assert (six.amount, six.calculation.total) == (2000_00, 2250_00)


def test_asylg_79_the_waiver_of_status_s_is_open_until_it_is_signed():
    claim = a_claim(context=Context.STATUS_S)
    assert Condition.WAIVER_SIGNED in the(A.BASIC, claim).open
    signed = replace(claim, waiver_signed_on=DECIDED)
    assert the(A.BASIC, signed).open == (Condition.EXCEPTION_BY_SEM,)
    assert the(A.BASIC, replace(claim, decided_on=date(2022, 3, 11))).reason is NoProposal.NO_RATE


def test_aig_60_2_b_aid_after_trafficking_is_in_dollars_and_waits_for_the_risk_assessment():
    claim = a_claim(1, 1, context=Context.TRAFFICKING, case_type=CaseType.TRAFFICKING_RETURN)
    assert [(one.amount, one.currency) for one in of(A.BASIC, claim)] == [(1000_00, "USD"), (500_00, "USD")]
    in_kind = the(A.IN_KIND, claim)
    assert (in_kind.amount, in_kind.currency) == (5000_00, "USD")
    assert Condition.RISK_ASSESSED in in_kind.open
    assert the(A.IN_KIND, replace(claim, risk_assessed_on=DECIDED)).open == (Condition.PROJECT,)
    assert the(A.TRAVEL_MONEY, claim).currency == "CHF"


def test_asylv2_71_a_programme_has_the_rates_that_the_office_entered():
    rate = counting(
        OfficeTable.PROGRAMME_RATES,
        programme="Guinea",
        adult=1000_00,
        minor=500_00,
        in_kind_max=6000_00,
        currency="USD",
    )
    claim = a_claim(1, 1, context=Context.PROGRAMME, programme="guinea ")
    assert [(one.amount, one.currency) for one in of(A.BASIC, claim, rate)] == [(1000_00, "USD"), (500_00, "USD")]
    assert the(A.IN_KIND, claim, rate).amount == 6000_00
    assert the(A.IN_KIND, claim, rate).entry is rate
    assert the(A.IN_KIND, replace(claim, programme="Mali"), rate).reason is NoProposal.PROGRAMME_RATE_MISSING
    assert the(A.IN_KIND, replace(claim, programme=""), rate).reason is NoProposal.PROGRAMME_MISSING
    assert the(A.IN_KIND, replace(claim, decided_on=date(2025, 12, 31)), rate).reason is (
        NoProposal.PROGRAMME_RATE_MISSING
    )


def test_asylv2_58b_3_the_amount_of_the_year_goes_before_that_of_2019():
    claim = a_claim(medical_exams=2, medical_escorts=1)
    found = the(A.MEDICAL_EXAM, claim)
    assert (found.amount, found.ceiling) == (700_00, 700_00)
    assert Condition.INDEX_NOT_ENTERED in found.open
    indexed = counting(OfficeTable.INDEXED_MEDICAL, benefit="medical_exam", amount=361_05)
    found = the(A.MEDICAL_EXAM, claim, indexed)
    assert (found.amount, found.ceiling, found.entry) == (722_10, 722_10, indexed)
    assert Condition.INDEX_NOT_ENTERED not in found.open
    assert the(A.MEDICAL_ESCORT, claim, indexed).amount == 1000_00


def test_asylv2_57_and_58_papers_go_by_cost_and_an_escort_is_200():
    claim = a_claim(1, 3, documents=True, social_escorts=2)
    assert the(A.DOCUMENTS, claim).reason is NoProposal.BY_COST
    assert the(A.ESCORT, claim).amount == 400_00
    assert of(A.ESCORT, a_claim()) == []


EURP = frozenset({A.POST_ARRIVAL, A.POST_RETURN})


def test_eurp_packages_are_in_euros_and_for_listed_countries_from_cantons_only():
    claim = a_claim(1, 1, eurp=EURP, destination=TURKEY)
    assert [(one.amount, one.currency) for one in of(A.POST_RETURN, claim)] == [(2000_00, "EUR"), (1000_00, "EUR")]
    assert [one.amount for one in of(A.POST_ARRIVAL, claim)] == [615_00, 615_00]
    unlisted, listed = (counting(OfficeTable.EURP_STATES, state=state) for state in (8541, TURKEY))
    assert Condition.EURP_LIST_NOT_ENTERED in of(A.POST_RETURN, claim)[0].open
    assert Condition.EURP_LIST_NOT_ENTERED not in of(A.POST_RETURN, claim, listed)[0].open
    assert of(A.POST_RETURN, claim, unlisted)[0].reason is NoProposal.NOT_AN_EURP_STATE
    for other, reason in (
        ({"context": Context.FEDERAL_CENTRE}, NoProposal.EURP_FROM_CANTONS_ONLY),
        ({"destination": None}, NoProposal.DESTINATION_MISSING),
        ({"decided_on": date(2022, 9, 30)}, NoProposal.NO_RATE),
    ):
        assert of(A.POST_RETURN, replace(claim, **other))[0].reason is reason
    assert of(A.POST_RETURN, a_claim()) == []


def test_family_reunification_brings_no_money():
    (found,) = propose(a_claim(2, case_type=CaseType.FAMILY_REUNIFICATION), law(), OfficeTables())
    assert (found.amount, found.reason) == (None, NoProposal.NO_AID_IN_SUCH_CASES)


def test_asylv2_76_who_moves_on_to_a_third_state_may_ask_for_aid():
    found = propose(a_claim(2, case_type=CaseType.ONWARD_MIGRATION), law(), OfficeTables())
    assert all(one.reason is not NoProposal.NO_AID_IN_SUCH_CASES for one in found)
    assert any(one.amount for one in found)


def test_a_household_without_travellers_gets_nothing():
    assert propose(a_claim(travellers=()), law(), OfficeTables()) == ()


def test_the_context_follows_from_the_case():
    assert context_for(CaseType.TRAFFICKING_RETURN, Route.CANTON) is Context.TRAFFICKING
    assert context_for(CaseType.STATUS_S_RETURN, Route.CANTON) is Context.STATUS_S
    assert context_for(CaseType.VOLUNTARY_RETURN, Route.CANTON, programme="Guinea") is Context.PROGRAMME
    assert context_for(CaseType.VOLUNTARY_RETURN, Route.FEDERAL_CENTRE) is Context.FEDERAL_CENTRE
    assert context_for(CaseType.VOLUNTARY_RETURN, Route.AIRPORT, in_detention=True) is Context.DETENTION
    assert context_for(CaseType.MEDICAL_RETURN, Route.NGO) is Context.CANTON
