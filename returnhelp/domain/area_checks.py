"""What the fields of the office's other areas must keep among themselves, and what they say together."""

from collections.abc import Mapping
from datetime import date

from returnhelp.domain.case import Case
from returnhelp.domain.errors import (
    AgeAtExploitationError,
    AnsweredUnsentError,
    CountryOfExploitationError,
    DnaBeforeConsentError,
    DnaConsentMissingError,
    DnaResultBeforeSampleError,
    HandedOverUnconfirmedError,
    OneSponsorError,
    ReceivingPersonUnnamedError,
    ReferralConsentMissingError,
)
from returnhelp.domain.minors import MinorCare
from returnhelp.domain.people import Person, age_on
from returnhelp.domain.referrals import Referral, ReferralDirection
from returnhelp.domain.reunification import KinshipTest
from returnhelp.domain.trafficking import ExploitedIn, TraffickingFacts

SWITZERLAND = 8100
SHORTEST_REFLECTION = 30
"""Days of reflection that a victim has at least (VZAE Art. 35)."""


def check(case: Case, people: Mapping[int, Person], today: date) -> None:
    """Raises the named error of the first rule that does not hold; ``people`` are those of the case by number."""
    if len(case.sponsors) > 1:
        raise OneSponsorError()
    for test in case.kinship_tests:
        _kinship(test)
    for care in case.minor_care:
        _care(care)
    for referral in case.referrals:
        _referral(referral)
    for facts in case.trafficking:
        _trafficking(facts, people.get(facts.person_id), today)


def _kinship(test: KinshipTest) -> None:
    """A sample is taken with consent in writing, a result comes after the sample (GUMG, SR 810.12)."""
    days = [day for day in (test.sampled_on, test.result_on) if day is not None]
    if (days or test.probability is not None) and test.consent_on is None:
        raise DnaConsentMissingError()
    for day in days:
        if test.consent_on is not None and day < test.consent_on:
            raise DnaBeforeConsentError(day=day, consent=test.consent_on)
    if test.sampled_on and test.result_on and test.result_on < test.sampled_on:
        raise DnaResultBeforeSampleError(day=test.result_on, sample=test.sampled_on)


def _care(care: MinorCare) -> None:
    """Nobody receives a child who is not named; a child is handed over to who was confirmed (AIG Art. 69(4))."""
    if care.receiving_confirmed_on is not None and not care.receiving_name.strip():
        raise ReceivingPersonUnnamedError()
    handed = care.handed_over_on
    if handed is not None and (care.receiving_confirmed_on is None or care.receiving_confirmed_on > handed):
        raise HandedOverUnconfirmedError(day=handed)


def _referral(referral: Referral) -> None:
    """Sent with consent of that day or before, else with the reason (Reintegration Handbook, module 4)."""
    if referral.answered_on is not None and referral.sent_on is None:
        raise AnsweredUnsentError(organisation=referral.organisation)
    if referral.direction is not ReferralDirection.OUT or referral.sent_on is None:
        return
    consented = referral.consent_on is not None and referral.consent_on <= referral.sent_on
    if not consented and not referral.without_consent_reason.strip():
        raise ReferralConsentMissingError(organisation=referral.organisation)


def _trafficking(facts: TraffickingFacts, person: Person | None, today: date) -> None:
    country = facts.country_of_exploitation
    if country is not None and (
        (facts.exploited_in is ExploitedIn.SWITZERLAND and country != SWITZERLAND)
        or (facts.exploited_in is ExploitedIn.ABROAD and country == SWITZERLAND)
    ):
        raise CountryOfExploitationError()
    age = age_on(person.birth_date, today) if person is not None else None
    if age is not None and facts.age_when_trafficked is not None and facts.age_when_trafficked > age:
        raise AgeAtExploitationError(age=facts.age_when_trafficked, today=age)


def reflection_days(first: date | None, last: date | None) -> int | None:
    """The days of a reflection period, its first and last day counted; None while one of them is open."""
    if first is None or last is None:
        return None
    return (last - first).days + 1


def is_short_reflection(first: date | None, last: date | None) -> bool:
    """Whether a reflection period is shorter than VZAE Art. 35 says; one that is open is not."""
    days = reflection_days(first, last)
    return days is not None and days < SHORTEST_REFLECTION


def days_to_answer(sent: date | None, answered: date | None, today: date) -> int | None:
    """How many days an answer took, or has been waited for so far; None for what was not sent."""
    return None if sent is None else max(((answered or today) - sent).days, 0)


def is_answer_late(sent: date | None, due: date | None, answered: date | None, today: date) -> bool:
    """Whether an answer came, or is still missing, after the day on which it was due."""
    return sent is not None and due is not None and (answered or today) > due
