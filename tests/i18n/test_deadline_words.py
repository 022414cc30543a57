"""How a deadline was counted is told in sentences that a caseworker can check."""

from datetime import date

import pytest

from returnhelp.domain import deadline_rules
from returnhelp.domain.case import Procedure
from returnhelp.domain.deadline_facts import DeadlineFacts, Event, OfficeDeadlines
from returnhelp.domain.deadline_rules import Limit, Unit
from returnhelp.domain.deadlines import deadlines
from returnhelp.i18n import catalogs
from returnhelp.i18n.deadline_words import explained

UNCHECKED = " Nobody has checked this rule against the law of today yet."


def told(facts: DeadlineFacts, office: OfficeDeadlines | None = None, language: str = "en") -> str:
    (one,) = deadlines(facts, deadline_rules.shipped(), office or OfficeDeadlines())
    return explained(one, language)


def test_a_departure_deadline_on_a_sunday_says_so():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_ACCELERATED, order_notified_on=date(2024, 3, 3))
    assert told(facts) == (
        "Order notified: 3 March 2024. 7 days later: 10 March 2024 (AsylG Art. 45(2))."
        " 10 March 2024 (Sunday) is no working day; the deadline stays there all the same." + UNCHECKED
    )


def test_a_longest_time_is_called_so():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_EXTENDED, order_notified_on=date(2026, 3, 3))
    assert "The authority may set a shorter time; this is the last day possible." in told(facts)
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_DUBLIN, order_notified_on=date(2026, 3, 3))
    assert "The authority may order it at once; this is the last day possible." in told(facts)


def test_a_moved_deadline_names_the_holidays_it_moved_over():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_EXTENDED, preparation_ended_on=date(2026, 2, 3), canton="BE")
    assert told(facts) == (
        "Preparatory phase ended: 3 February 2026. 2 months later: 3 April 2026 (AsylG Art. 37)."
        " 3 April 2026 (Good Friday) is no working day; it is due on the next one, 7 April 2026."
        " Holiday not counted: 6 April 2026 (Easter Monday)." + UNCHECKED
    )


def test_working_days_name_the_holidays_not_counted_in_the_readers_language():
    facts = DeadlineFacts(procedure=Procedure.ASYLUM_DUBLIN, dublin_consent_on=date(2026, 4, 1), canton="BE")
    assert "Holidays not counted: 3 April 2026 (Good Friday) and 6 April 2026 (Easter Monday)." in told(facts)
    assert "3. April 2026 (Karfreitag)" in told(facts, language="de")
    assert "3 avril 2026 (Vendredi saint)" in told(facts, language="fr")
    assert "6 aprile 2026 (Lunedì dell'Angelo)" in told(facts, language="it")


def test_a_document_is_counted_back_from_its_last_day_and_held_against_the_journey():
    facts = DeadlineFacts(travel_documents=(Event(date(2026, 12, 31)),), travel_on=date(2026, 8, 4))
    office = OfficeDeadlines(document_beyond=Limit(6, Unit.MONTHS))
    assert told(facts, office) == (
        "Document valid until: 31 December 2026. 6 months earlier: 30 June 2026."
        " The journey is planned for 4 August 2026, which is too late."
    )


def test_a_day_that_somebody_set_is_not_counted():
    facts = DeadlineFacts(centre=Event(date(2026, 1, 1), until=date(2026, 7, 1)))
    assert told(facts) == "Extended to: 1 July 2026 (AsylG Art. 24(4))."
    assert told(DeadlineFacts(instalments=(Event(date(2026, 3, 2)),))) == "Payment planned for: 2 March 2026."


def test_a_span_says_that_its_first_day_counts():
    assert "The first day counts." in told(DeadlineFacts(medical_aid=(Event(date(2026, 3, 2)),)))


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("amount", [1, 2, -1, -2])
def test_every_span_has_its_words(unit, amount):
    office = OfficeDeadlines(referral=Limit(amount, unit))
    said = told(DeadlineFacts(referrals=(Event(date(2026, 3, 4)),)), office)
    word = unit.value.replace("_", " ")
    assert f"{abs(amount)} {word if abs(amount) > 1 else word[:-1]} {'later' if amount > 0 else 'earlier'}" in said


def test_the_language_in_use_is_spoken():
    catalogs.use("de")
    (one,) = deadlines(
        DeadlineFacts(instalments=(Event(date(2026, 3, 2)),)), deadline_rules.shipped(), OfficeDeadlines()
    )
    assert "2. März 2026" in explained(one)
