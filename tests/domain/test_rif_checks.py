"""A question to the Return Information Fund goes from phase to phase only with what each phase needs."""

from datetime import date, timedelta

import pytest

from returnhelp.domain import rif_checks
from returnhelp.domain.errors import (
    RifDatesOutOfOrderError,
    RifNotAnsweredError,
    RifNotCheckedError,
    RifWordsNotConfirmedError,
)
from returnhelp.domain.personal_hints import PersonalHint
from returnhelp.domain.rif import RifCategory, RifPhase, RifQuestion
from returnhelp.domain.rif_checks import Named, check_question

DAY = date(2026, 3, 2)
PLAIN = "What does dialysis cost a month in Homs?"
RISKY = "Does she risk persecution after her asylum application?"


def question(text=PLAIN, phase=RifPhase.ASKED, **values):
    return RifQuestion(RifCategory.MEDICAL, text, phase=phase, asked_on=DAY, **values)


def test_a_question_with_words_about_asylum_can_be_typed_but_not_forwarded():
    check_question(question(RISKY))
    for given in (question(RISKY, RifPhase.FORWARDED), question(RISKY, forwarded_on=DAY)):
        with pytest.raises(RifWordsNotConfirmedError) as error:
            check_question(given)
        assert "persecution" in error.value.given["words"]


def test_it_goes_on_once_somebody_says_so_knowingly():
    check_question(question(RISKY, RifPhase.FORWARDED, warned_words=rif_checks.confirming(RISKY)))


def test_words_that_come_in_afterwards_are_not_confirmed():
    known = rif_checks.confirming(RISKY)
    assert rif_checks.not_confirmed(question(RISKY + " Is the police a danger?", warned_words=known))
    assert rif_checks.not_confirmed(question(RISKY.upper(), warned_words=known)) == []


@pytest.mark.parametrize("text", ["Muss er nach dem Asylgesuch mit Verfolgung rechnen?", "demande d'asile", "asilo"])
def test_each_language_of_the_office_is_looked_at(text):
    assert rif_checks.warned(text)


def test_an_answer_is_there_before_it_counts_as_researched():
    for phase in (RifPhase.RESEARCHED, RifPhase.RETURNED):
        with pytest.raises(RifNotAnsweredError):
            check_question(question(phase=phase, answer="  ", complete=True))
    check_question(question(phase=RifPhase.RESEARCHED, answer="About USD 300."))


def test_an_answer_is_checked_complete_before_it_is_returned():
    for given in (
        question(phase=RifPhase.RETURNED, answer="About USD 300."),
        question(phase=RifPhase.RESEARCHED, answer="About USD 300.", returned_on=DAY),
    ):
        with pytest.raises(RifNotCheckedError):
            check_question(given)
    check_question(question(phase=RifPhase.RETURNED, answer="About USD 300.", complete=True, returned_on=DAY))


def test_the_days_follow_each_other_and_may_be_the_same():
    check_question(question(forwarded_on=DAY, answered_on=DAY))
    with pytest.raises(RifDatesOutOfOrderError):
        check_question(question(forwarded_on=DAY - timedelta(days=1)))
    with pytest.raises(RifDatesOutOfOrderError):
        check_question(question(forwarded_on=None, answered_on=DAY - timedelta(days=1)))


FAMILY = Named(rif_checks.name_parts(["Haddad", "Layla Um Ali", "حداد"]), "N 765 432", frozenset({"12345678.9"}))


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Can Mrs Haddad find work?", ("Haddad",), set()),
        ("For LAYLA: a midwife?", ("Layla",), set()),
        ("File 765432, a midwife?", (), {PersonalHint.N_NUMBER}),
        ("Dossier N 765 432", (), {PersonalHint.N_NUMBER}),
        ("About 12345678.9", (), {PersonalHint.ZEMIS}),
        ("للسيدة حداد", ("حداد",), set()),
        (PLAIN, (), set()),
        ("Is halal food to be had in the haddadin quarter?", (), set()),
        ("Um wie viel Uhr?", (), set()),
    ],
)
def test_what_tells_who_it_is_about_is_found(text, names, found):
    told = rif_checks.personal(text, FAMILY)
    assert told.names == names
    assert told.hints == found
    assert bool(told) is bool(names or found)
