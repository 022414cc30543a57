"""What the registers add up to, exactly, and how old a fact sheet is on which day."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain import register_figures as figures
from returnhelp.domain.personal_hints import PersonalHint, hints
from returnhelp.domain.register_figures import Heads, full_months, is_outdated
from returnhelp.domain.registers import (
    FactSheet,
    InformationRequest,
    OrganisationKind,
    Participants,
    Requester,
    RequestTopic,
    StructuralProject,
    Training,
    WorkState,
)

GEORGIA, SWITZERLAND = 8562, 8100


def test_participants_are_counted_by_organisation_and_country() -> None:
    police = Participants(OrganisationKind.POLICE, SWITZERLAND, 3, 4)
    ngo = Participants(OrganisationKind.NGO, GEORGIA, 5, None, 1)
    nobody = Participants(OrganisationKind.OTHER, None)
    again = Participants(OrganisationKind.POLICE, None, 1)
    trainings = [
        Training("One", held_on=date(2026, 1, 1), hours=4, participants=[police, ngo, nobody]),
        Training("Two", held_on=date(2026, 12, 31), participants=[again]),
        Training("Last year", held_on=date(2025, 12, 31), hours=8, participants=[police]),
        Training("Undated", participants=[police]),
    ]
    found = figures.of_trainings(trainings, 2026)
    assert (found.trainings, found.hours) == (2, 4)
    assert found.heads == Heads(9, 4, 1)
    assert found.by_organisation == {OrganisationKind.POLICE: Heads(4, 4, 0), OrganisationKind.NGO: Heads(5, 0, 1)}
    assert found.by_country == {SWITZERLAND: Heads(3, 4, 0), GEORGIA: Heads(5, 0, 1), None: Heads(1, 0, 0)}


def test_the_mean_weighs_each_training_with_its_answers_and_is_exact() -> None:
    trainings = [
        Training("Small", held_on=date(2026, 2, 1), answers=1, evaluation=500),
        Training("Large", held_on=date(2026, 3, 1), answers=2, evaluation=433),
        Training("Without answers", held_on=date(2026, 4, 1), evaluation=100),
        Training("Without a mark", held_on=date(2026, 5, 1), answers=7),
    ]
    found = figures.of_trainings(trainings, 2026)
    assert found.mean == Fraction(1366, 300)
    assert (found.answers, found.unweighted) == (3, 1)
    assert figures.of_trainings([], 2026).mean is None


@given(st.lists(st.tuples(st.integers(100, 500), st.integers(1, 1000)), min_size=1, max_size=20))
def test_the_mean_lies_between_the_marks_and_never_rounds(marks: list[tuple[int, int]]) -> None:
    trainings = [Training("T", held_on=date(2026, 1, 1), evaluation=mark, answers=count) for mark, count in marks]
    found = figures.of_trainings(trainings, 2026).mean
    assert found is not None
    assert Fraction(min(mark for mark, _ in marks), 100) <= found <= Fraction(max(mark for mark, _ in marks), 100)
    assert found * 100 * sum(count for _, count in marks) == sum(mark * count for mark, count in marks)


def test_requests_are_counted_by_month_requester_topic_and_channel() -> None:
    requests = [
        InformationRequest(date(2026, 1, 31), "phone", Requester.MEDIA, RequestTopic.STATISTICS),
        InformationRequest(date(2026, 2, 1), "", Requester.MIGRANT, answered_on=date(2026, 2, 3)),
        InformationRequest(date(2025, 12, 31), "phone"),
        InformationRequest(None),
    ]
    found = figures.of_requests(requests, 2026)
    assert (found.requests, found.open) == (2, 1)
    assert found.by_month == (1, 1, *([0] * 10))
    assert found.by_requester == {Requester.MEDIA: 1, Requester.MIGRANT: 1}
    assert found.by_topic == {RequestTopic.STATISTICS: 1, RequestTopic.RETURN: 1}
    assert found.by_channel == {"phone": 1, "": 1}


@pytest.mark.parametrize(
    ("as_of", "today", "old"),
    [
        (date(2025, 3, 20), date(2026, 3, 20), False),
        (date(2025, 3, 20), date(2026, 3, 21), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (None, date(2026, 3, 20), True),
    ],
)
def test_a_fact_sheet_is_old_the_day_after_its_months_are_over(as_of: date | None, today: date, old: bool) -> None:
    assert is_outdated(as_of, today, 12) is old
    assert figures.of_sheets([FactSheet(GEORGIA, "T", as_of=as_of)], today, 12).outdated == old


@pytest.mark.parametrize(
    ("as_of", "today", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 1),
        (date(2025, 3, 20), date(2026, 3, 20), 12),
        (date(2026, 5, 1), date(2026, 3, 20), 0),
    ],
)
def test_the_age_is_told_in_full_months(as_of: date, today: date, months: int) -> None:
    assert full_months(as_of, today) == months


def test_projects_abroad_add_up_by_currency() -> None:
    projects = [
        StructuralProject("A", state=WorkState.RUNNING, budget=10_000_01, spent=2_000_00, beneficiaries_planned=40),
        StructuralProject("B", budget=5_00, beneficiaries_local=3, beneficiaries_returned=4),
        StructuralProject("C", currency="USD", spent=7_00),
        StructuralProject("D", currency="EUR"),
    ]
    found = figures.of_projects(projects)
    assert (found.projects, found.running, found.planned, found.reached) == (4, 1, 40, 7)
    assert found.budget == {"CHF": 10_005_01, "USD": 0}
    assert found.spent == {"CHF": 2_000_00, "USD": 7_00}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please write to nino.b@example.ge", {PersonalHint.EMAIL}),
        ("Ring 079 123 45 67 after five", {PersonalHint.PHONE}),
        ("Her sister in Tbilisi: +995 555 12 34 56", {PersonalHint.PHONE}),
        ("ZEMIS 12345678.9", {PersonalHint.ZEMIS}),
        ("Dossier N 654 321", {PersonalHint.N_NUMBER}),
        ("N-Nr. 654321, nino@example.ge", {PersonalHint.N_NUMBER, PersonalHint.EMAIL}),
        ("CHF 1'200.50 on 12.03.2026, about 150000 people in 2015-2020", set()),
        ("How many schools in Batumi take children with a disability?", set()),
        ("", set()),
    ],
)
def test_a_text_that_leads_to_one_person_is_noticed(text: str, found: set[PersonalHint]) -> None:
    assert hints(text) == found
