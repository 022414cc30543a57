"""The rules between the fields of the other areas, named after their article, and what the fields say together."""

from datetime import date, timedelta

import pytest

from returnhelp.domain import area_checks
from returnhelp.domain.case import Case
from returnhelp.domain.edits import Refusal, check_span, checked
from returnhelp.domain.errors import (
    AgeAtExploitationError,
    AnsweredUnsentError,
    CountryOfExploitationError,
    DnaBeforeConsentError,
    DnaConsentMissingError,
    DnaResultBeforeSampleError,
    FieldRefusedError,
    HandedOverUnconfirmedError,
    OneSponsorError,
    ReceivingPersonUnnamedError,
    ReferralConsentMissingError,
    ReturnHelpError,
)
from returnhelp.domain.minors import MinorCare
from returnhelp.domain.people import Person
from returnhelp.domain.referrals import Referral, ReferralDirection
from returnhelp.domain.reunification import KinshipTest, Sponsor
from returnhelp.domain.trafficking import ExploitedIn, TraffickingFacts

DAY = date(2026, 3, 20)
BEFORE = DAY - timedelta(days=1)
AFTER = DAY + timedelta(days=1)
ITALY = 8218


def check(birth: date | None = None, **parts: list[object]) -> None:
    case = Case(1, **parts)  # type: ignore[arg-type]
    area_checks.check(case, {1: Person(birth_date=birth)}, DAY)


def refused(kind: type[ReturnHelpError], birth: date | None = None, **parts: list[object]) -> None:
    with pytest.raises(kind):
        check(birth, **parts)


def test_an_empty_case_breaks_no_rule() -> None:
    check()


# --- kinship ----------------------------------------------------------------------------------------


def test_gumg_consent_comes_before_sample_and_result() -> None:
    check(kinship_tests=[KinshipTest(1)])
    check(kinship_tests=[KinshipTest(1, consent_on=DAY, sampled_on=DAY, result_on=DAY, probability=9999)])
    refused(DnaConsentMissingError, kinship_tests=[KinshipTest(1, sampled_on=DAY)])
    refused(DnaConsentMissingError, kinship_tests=[KinshipTest(1, result_on=DAY)])
    refused(DnaConsentMissingError, kinship_tests=[KinshipTest(1, probability=9999)])
    refused(DnaBeforeConsentError, kinship_tests=[KinshipTest(1, consent_on=DAY, sampled_on=BEFORE)])
    refused(DnaBeforeConsentError, kinship_tests=[KinshipTest(1, consent_on=DAY, result_on=BEFORE)])


def test_a_result_comes_after_its_sample() -> None:
    check(kinship_tests=[KinshipTest(1, consent_on=BEFORE, sampled_on=DAY, result_on=DAY)])
    refused(
        DnaResultBeforeSampleError, kinship_tests=[KinshipTest(1, consent_on=BEFORE, sampled_on=DAY, result_on=BEFORE)]
    )


def test_a_probability_is_at_most_a_hundred_per_cent() -> None:
    assert checked("kinship_tests", {"probability": 10_000}, DAY) == {"probability": 10_000}
    for value in (10_001, -1):
        with pytest.raises(FieldRefusedError):
            checked("kinship_tests", {"probability": value}, DAY)


def test_there_is_one_sponsor() -> None:
    check(sponsors=[Sponsor("Amanuel")])
    refused(OneSponsorError, sponsors=[Sponsor("Amanuel"), Sponsor("Senait")])


# --- children ---------------------------------------------------------------------------------------


def test_aig_69_4_who_receives_a_child_is_named_before_it_is_confirmed() -> None:
    check(minor_care=[MinorCare(1, receiving_name="Aunt", receiving_confirmed_on=DAY)])
    refused(ReceivingPersonUnnamedError, minor_care=[MinorCare(1, receiving_name=" ", receiving_confirmed_on=DAY)])


def test_aig_69_4_nobody_is_confirmed_in_the_future() -> None:
    assert checked("minor_care", {"receiving_confirmed_on": DAY}, DAY)
    with pytest.raises(FieldRefusedError) as error:
        checked("minor_care", {"receiving_confirmed_on": AFTER}, DAY)
    assert error.value.given["reason"] is Refusal.IN_THE_FUTURE


def test_aig_69_4_a_child_is_handed_over_to_who_was_confirmed() -> None:
    check(minor_care=[MinorCare(1, receiving_name="Aunt", receiving_confirmed_on=DAY, handed_over_on=DAY)])
    refused(HandedOverUnconfirmedError, minor_care=[MinorCare(1, receiving_name="Aunt", handed_over_on=DAY)])
    late = MinorCare(1, receiving_name="Aunt", receiving_confirmed_on=DAY, handed_over_on=BEFORE)
    refused(HandedOverUnconfirmedError, minor_care=[late])


# --- referrals --------------------------------------------------------------------------------------


def test_a_referral_is_sent_with_consent_or_with_the_reason_why_not() -> None:
    check(referrals=[Referral(organisation="FIZ")])
    check(referrals=[Referral(organisation="FIZ", sent_on=DAY, consent_on=DAY)])
    check(referrals=[Referral(organisation="FIZ", sent_on=DAY, without_consent_reason="Her life was at risk")])
    refused(ReferralConsentMissingError, referrals=[Referral(organisation="FIZ", sent_on=DAY)])
    refused(ReferralConsentMissingError, referrals=[Referral(organisation="FIZ", sent_on=BEFORE, consent_on=DAY)])
    blank = Referral(organisation="FIZ", sent_on=DAY, without_consent_reason="  ")
    refused(ReferralConsentMissingError, referrals=[blank])


def test_a_referral_to_us_needs_no_consent_of_ours() -> None:
    check(referrals=[Referral(ReferralDirection.IN, "FIZ", sent_on=DAY)])


def test_what_was_not_sent_is_not_answered() -> None:
    refused(AnsweredUnsentError, referrals=[Referral(organisation="FIZ", answered_on=DAY)])


def test_the_days_to_an_answer_are_counted_up_to_it_or_to_today() -> None:
    assert area_checks.days_to_answer(None, None, DAY) is None
    assert area_checks.days_to_answer(DAY, None, DAY) == 0
    assert area_checks.days_to_answer(date(2026, 3, 1), None, DAY) == 19
    assert area_checks.days_to_answer(date(2026, 3, 1), date(2026, 3, 4), DAY) == 3


def test_an_answer_is_late_from_the_day_after_it_was_due() -> None:
    assert not area_checks.is_answer_late(BEFORE, DAY, None, DAY)
    assert area_checks.is_answer_late(BEFORE, DAY, None, AFTER)
    assert not area_checks.is_answer_late(BEFORE, DAY, DAY, AFTER)
    assert not area_checks.is_answer_late(None, DAY, None, AFTER)


# --- trafficking ------------------------------------------------------------------------------------


def test_vzae_35_a_reflection_period_has_at_least_30_days() -> None:
    assert area_checks.reflection_days(date(2026, 3, 1), date(2026, 3, 30)) == 30
    assert not area_checks.is_short_reflection(date(2026, 3, 1), date(2026, 3, 30))
    assert area_checks.is_short_reflection(date(2026, 3, 1), date(2026, 3, 29))
    assert not area_checks.is_short_reflection(date(2026, 3, 1), None)
    assert not area_checks.is_short_reflection(date(2026, 2, 15), date(2026, 3, 16))


def test_a_reflection_period_does_not_end_before_it_begins() -> None:
    check_span("trafficking", TraffickingFacts(1, reflection_from=DAY, reflection_until=DAY))
    with pytest.raises(FieldRefusedError) as error:
        check_span("trafficking", TraffickingFacts(1, reflection_from=DAY, reflection_until=BEFORE))
    assert error.value.given["reason"] is Refusal.END_BEFORE_START


def test_where_it_happened_and_the_country_agree() -> None:
    switzerland = area_checks.SWITZERLAND
    check(trafficking=[TraffickingFacts(1, exploited_in=ExploitedIn.ABROAD, country_of_exploitation=ITALY)])
    check(trafficking=[TraffickingFacts(1, exploited_in=ExploitedIn.SWITZERLAND, country_of_exploitation=switzerland)])
    check(trafficking=[TraffickingFacts(1, exploited_in=ExploitedIn.SWITZERLAND)])
    check(trafficking=[TraffickingFacts(1, country_of_exploitation=ITALY)])
    for place, country in ((ExploitedIn.SWITZERLAND, ITALY), (ExploitedIn.ABROAD, switzerland)):
        facts = TraffickingFacts(1, exploited_in=place, country_of_exploitation=country)
        refused(CountryOfExploitationError, trafficking=[facts])


def test_nobody_was_older_then_than_now() -> None:
    born = date(2000, 3, 20)  # 26 today
    check(born, trafficking=[TraffickingFacts(1, age_when_trafficked=26)])
    check(date(2000, 3, 21), trafficking=[TraffickingFacts(1, age_when_trafficked=25)])
    refused(AgeAtExploitationError, born, trafficking=[TraffickingFacts(1, age_when_trafficked=27)])
    refused(AgeAtExploitationError, date(2000, 3, 21), trafficking=[TraffickingFacts(1, age_when_trafficked=26)])
    check(None, trafficking=[TraffickingFacts(1, age_when_trafficked=60)])
