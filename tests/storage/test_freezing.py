"""Closed months keep what was counted as it stood that day, sealed; counting reads nothing else."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from returnhelp.domain import regions
from returnhelp.domain.aid import AidComponent, AidLine, DecisionState, ProjectKind
from returnhelp.domain.case import Case
from returnhelp.domain.cubes import CountCube, CubeRequest
from returnhelp.domain.errors import ClosedMonthDamagedError
from returnhelp.domain.figures import Key
from returnhelp.domain.people import Sex
from returnhelp.domain.projects import ActivityState, Dimension, KeyMoment, PlanActivity, Project, ProjectState, Riat
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.trafficking import Exploitation, ExploitedIn, TraffickingFacts, TraffickingStatus
from returnhelp.storage import freezing
from returnhelp.storage.database import Store
from returnhelp.storage.statistics_tables import closings, frozen_departures

from .conftest import Filing

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
YEAR = Months(date(2025, 1, 1), date(2026, 12, 31))
KEY, OTHER_KEY = b"k" * 32, b"o" * 32


def close(store: Store, *months: date) -> dict[date, int]:
    with store.writing() as session:
        counted = freezing.freeze(session, months)
        for month in months:
            session.execute(insert(closings).values(month=month, closed_at=datetime.now(UTC), by_user_id=1))
        freezing.write_seals(session, months, KEY)
        session.commit()
    return counted


def count(store: Store, *variables: Variable, period: Months = YEAR) -> dict[tuple[Key, ...], int]:
    """How many persons stand in each innermost cell, by the way that statistics take: every leaf is known."""
    request = CubeRequest(tuple((one,) for one in variables), period)
    found: dict[tuple[Key, ...], int] = {}
    with store.reading() as session:
        CountCube.tallied(request, request.laid_out(), freezing.counted(session, request))
        for leaves, _dossier, persons in freezing.counted(session, request):
            found[leaves] = found.get(leaves, 0) + persons
    return found


def one(store: Store, variable: Variable) -> Key:
    """The category of the only person there is."""
    ((key,),) = count(store, variable)
    return key


def run(store: Store, statement: str) -> None:
    with store.writing() as session:
        session.execute(text(statement))
        session.commit()


def verify(store: Store, *keys: bytes, period: Months = YEAR) -> None:
    with store.reading() as session:
        freezing.verify(session, period, keys or (KEY,))


def case_of(filing: Filing, **given: Any) -> tuple[int, int]:
    """A case of one person who left in March, with these records; the case and the person."""
    person = filing.person("Ahmadi", "Reza", nationalities=[8512], birth_date=date(2007, 3, 20), sex=Sex.MALE)
    number = filing.case(person, departed_on=date(2026, 3, 20), canton="BE")
    with filing.store.writing() as session:
        case = session.get(Case, number)
        assert case is not None
        for name, made in given.items():
            setattr(case, name, [each(person) if callable(each) else each for each in made])
        session.commit()
    return number, person


# --- which month -----------------------------------------------------------------------------------


def test_several_months_closed_at_once_each_count_their_own_and_the_first_what_came_before(filing: Filing) -> None:
    for day in (date(2025, 11, 3), date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31), date(2026, 4, 1)):
        filing.case(filing.person("A", str(day)), departed_on=day)
    assert close(filing.store, JANUARY, FEBRUARY, MARCH) == {JANUARY: 2, FEBRUARY: 1, MARCH: 1}
    assert count(filing.store, Variable.MONTH, period=Months(JANUARY, date(2026, 3, 31))) == {
        ("2026-01",): 2, ("2026-02",): 1, ("2026-03",): 1,
    }  # fmt: skip
    with filing.store.reading() as session:
        assert freezing.late_entries(session, Months(JANUARY, date(2026, 3, 31))) == 1
        assert freezing.late_by_month(session) == {JANUARY: 1}
    assert close(filing.store, date(2026, 4, 1)) == {date(2026, 4, 1): 1}


def test_a_month_of_nobody_is_closed_and_sealed_like_any_other(store: Store) -> None:
    assert close(store, MARCH) == {MARCH: 0}
    verify(store)
    with store.reading() as session:
        row = session.execute(select(closings)).one()
        assert (row.persons, row.seal) == (0, freezing.seal_of(session, MARCH, KEY))


# --- what is kept ----------------------------------------------------------------------------------


def test_the_age_is_that_of_the_day_of_departure_in_every_grouping(filing: Filing) -> None:
    case_of(filing)
    close(filing.store, MARCH)
    assert [one(filing.store, which) for which in (Variable.AGE, Variable.AGE_GROUP, Variable.CTDC_AGE)] == [
        "from 18", "18-25", "18-20",
    ]  # fmt: skip


def test_rows_of_before_know_the_age_group_alone_and_nothing_of_the_help(filing: Filing) -> None:
    case_of(filing)
    close(filing.store, MARCH)
    run(
        filing.store,
        "UPDATE frozen_departures SET age = '18-25 unknown', assistance = NULL, stage = NULL, dimension = NULL",
    )
    assert one(filing.store, Variable.AGE_GROUP) == "18-25"
    unknown = (Variable.CTDC_AGE, Variable.ASSISTANCE, Variable.STAGE, Variable.DIMENSION)
    assert [one(filing.store, which) for which in unknown] == ["unknown"] * 4


@pytest.mark.parametrize(
    ("state", "component", "assistance", "stage"),
    [
        (DecisionState.REQUESTED, AidComponent.BASIC, "none", "until_departure"),
        (DecisionState.REFUSED, AidComponent.POST_RETURN, "none", "until_departure"),
        (DecisionState.GRANTED, AidComponent.MEDICAL_ESCORT, "travel", "until_departure"),
        (DecisionState.PARTLY_GRANTED, AidComponent.BASIC, "basic", "until_departure"),
        (DecisionState.GRANTED, AidComponent.MEDICAL, "additional", "until_departure"),
        (DecisionState.GRANTED, AidComponent.IN_KIND, "additional", "after_arrival"),
        (DecisionState.GRANTED, AidComponent.POST_ARRIVAL, "programme", "after_arrival"),
    ],
)
def test_the_help_is_the_most_that_was_granted(
    filing: Filing, state: DecisionState, component: AidComponent, assistance: str, stage: str
) -> None:
    case_of(filing, aid=[lambda person: AidLine(component, person, state=state)])
    close(filing.store, MARCH)
    assert (one(filing.store, Variable.ASSISTANCE), one(filing.store, Variable.STAGE)) == (assistance, stage)


def test_what_the_household_was_granted_is_everybody_s_and_what_one_person_was_is_not(filing: Filing) -> None:
    people = [filing.person("A", name) for name in ("B", "C")]
    number = filing.case(*people, departed_on=date(2026, 3, 20))
    with filing.store.writing() as session:
        case = session.get(Case, number)
        assert case is not None
        case.aid = [
            AidLine(AidComponent.TRAVEL_MONEY, state=DecisionState.GRANTED),
            AidLine(AidComponent.BASIC, people[0], state=DecisionState.GRANTED),
        ]
        session.commit()
    close(filing.store, MARCH)
    assert count(filing.store, Variable.ASSISTANCE) == {("travel",): 1, ("basic",): 1}


@pytest.mark.parametrize(
    ("moment", "assistance"),
    [(KeyMoment.NOT_REGISTERED, "none"), (KeyMoment.REJECTED, "none"), (KeyMoment.KM1_SUBMITTED, "programme")],
)
def test_a_case_that_riat_took_is_of_a_programme(filing: Filing, moment: KeyMoment, assistance: str) -> None:
    case_of(filing, riat=[Riat(moment)])
    close(filing.store, MARCH)
    assert one(filing.store, Variable.ASSISTANCE) == assistance


def planned(filing: Filing, state: ProjectState, *activities: PlanActivity, **given: Any) -> None:
    number, _ = case_of(filing, projects=[Project(ProjectKind.HOUSING, state=state, **given)])
    with filing.store.writing() as session:
        case = session.get(Case, number)
        assert case is not None
        for activity in activities:
            activity.project_id = case.projects[0].id or 0
        case.plan_activities = list(activities)
        session.commit()
    close(filing.store, MARCH)


@pytest.mark.parametrize(
    ("state", "approved_on", "stage"),
    [
        (ProjectState.SUBMITTED, None, "until_departure"),
        (ProjectState.REFUSED, date(2026, 3, 1), "until_departure"),
        (ProjectState.STOPPED, None, "until_departure"),
        (ProjectState.STOPPED, date(2026, 3, 1), "after_arrival"),
        (ProjectState.RUNNING, None, "after_arrival"),
    ],
)
def test_a_project_that_was_approved_helps_after_arrival(
    filing: Filing, state: ProjectState, approved_on: date | None, stage: str
) -> None:
    planned(filing, state, approved_on=approved_on)
    assert one(filing.store, Variable.STAGE) == stage
    assert one(filing.store, Variable.ASSISTANCE) == ("additional" if stage == "after_arrival" else "none")


def test_the_dimension_is_that_of_the_planned_activities(filing: Filing) -> None:
    dropped = PlanActivity(0, dimension=Dimension.SOCIAL, state=ActivityState.DROPPED)
    planned(filing, ProjectState.PLANNED, PlanActivity(0), PlanActivity(0), dropped)
    assert one(filing.store, Variable.DIMENSION) == "economic"


def test_several_dimensions_are_several(filing: Filing) -> None:
    planned(filing, ProjectState.PLANNED, PlanActivity(0), PlanActivity(0, dimension=Dimension.PSYCHOSOCIAL))
    assert one(filing.store, Variable.DIMENSION) == "several"


def test_a_refused_project_has_no_dimension(filing: Filing) -> None:
    planned(filing, ProjectState.REFUSED, PlanActivity(0))
    assert one(filing.store, Variable.DIMENSION) == "none"


# --- trafficking -----------------------------------------------------------------------------------


def victim(filing: Filing, **given: Any) -> None:
    case_of(filing, trafficking=[lambda person: TraffickingFacts(person, **given)])
    close(filing.store, MARCH)


def test_a_victim_is_counted_by_the_answers_that_are_recorded(filing: Filing) -> None:
    victim(
        filing, status=TraffickingStatus.ACTUAL, exploitation=[Exploitation.CHILD_LABOUR, Exploitation.ORGAN_REMOVAL],
        means=["debt", "documents"], labour_sectors=["domestic"], months=13, exploited_in=ExploitedIn.ABROAD,
    )  # fmt: skip
    asked = {
        Variable.TRAFFICKING: "yes", Variable.EXPLOITATION_ANSWERED: "answered", Variable.FORCED_LABOUR: "yes",
        Variable.SEXUAL_EXPLOITATION: "other_answer", Variable.OTHER_EXPLOITATION: "yes", Variable.MEANS_DEBT: "yes",
        Variable.MEANS_DRUGS: "other_answer", Variable.MEANS_DOCUMENTS: "yes", Variable.LABOUR_DOMESTIC: "yes",
        Variable.SEXUAL_ANSWERED: "no_answer", Variable.SEXUAL_PORNOGRAPHY: "no_answer",
        Variable.RECRUITER_FAMILY: "no_answer", Variable.TRAFFICKED_MONTHS: "13-24",
        Variable.EXPLOITATION_COUNTRY: "abroad",
    }  # fmt: skip
    assert {variable: one(filing.store, variable) for variable in asked} == asked
    with filing.store.reading() as session:
        assert session.scalar(select(frozen_departures.c.trafficking)) == {
            "exploitation": ["forced_labour", "other_exploitation"], "means": ["means_debt", "means_documents"],
            "labour": ["labour_domestic"], "sexual": [], "recruiter": [], "months": 13, "country": "abroad",
        }  # fmt: skip


@pytest.mark.parametrize(("where", "country"), [(None, "unknown"), (8100, "switzerland"), (8212, "abroad")])
def test_without_an_answer_the_country_says_where_somebody_was_exploited(
    filing: Filing, where: int | None, country: str
) -> None:
    victim(filing, exploited_in=ExploitedIn.ATTEMPTED, country_of_exploitation=where)
    assert one(filing.store, Variable.EXPLOITATION_COUNTRY) == country


@pytest.mark.parametrize("status", [None, TraffickingStatus.NOT_A_VICTIM])
def test_who_is_no_victim_is_counted_as_none_everywhere(filing: Filing, status: TraffickingStatus | None) -> None:
    if status is None:
        case_of(filing)
        close(filing.store, MARCH)
    else:
        victim(filing, status=status, exploitation=[Exploitation.SEXUAL], means=["debt"], months=3)
    for variable in (one for one in Variable if one.of_trafficking):
        expected = regions.NO if variable is Variable.TRAFFICKING else "no_victim"
        assert one(filing.store, variable) == expected
    with filing.store.reading() as session:
        assert session.execute(text("SELECT trafficking FROM frozen_departures")).scalar() is None


def test_every_answer_of_the_trafficking_section_is_counted_by_a_flag() -> None:
    from returnhelp.domain import frozen
    from returnhelp.domain.tables import FLAG_GROUPS
    from returnhelp.domain.trafficking import LabourSector, MeansOfControl, Recruiter, SexualType

    told = frozen.victim(
        [
            TraffickingFacts(
                1, exploitation=list(Exploitation), means=list(MeansOfControl), labour_sectors=list(LabourSector),
                sexual_types=list(SexualType), recruiters=list(Recruiter),
            )
        ]
    )  # fmt: skip
    for answered, flags in FLAG_GROUPS.items():
        assert frozen.trafficking_key(answered, told) == "answered"
        assert {frozen.trafficking_key(flag, told) for flag in flags} == {"yes"}


# --- counting --------------------------------------------------------------------------------------


def test_every_variable_has_a_leaf_for_what_is_kept(filing: Filing) -> None:
    case_of(filing)
    close(filing.store, MARCH)
    for variable in Variable:
        assert sum(count(filing.store, variable).values()) == 1, variable


def test_two_variables_of_one_column_and_three_axes(filing: Filing) -> None:
    victim(filing, exploitation=[Exploitation.SEXUAL])
    assert count(filing.store, Variable.SEX, Variable.CANTON, Variable.SEXUAL_EXPLOITATION) == {("m", "BE", "yes"): 1}


# --- seals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE frozen_departures SET canton = 'ZH'",
        "UPDATE frozen_departures SET canton = NULL",
        "UPDATE frozen_departures SET departed_in = '2026-02-01'",
        "UPDATE frozen_departures SET dossier = dossier + 1",
        "UPDATE frozen_departures SET vulnerable = 1",
        "UPDATE frozen_departures SET trafficking = '{}'",
        "UPDATE frozen_departures SET month = '2026-03-02'",
        "UPDATE frozen_departures SET month = '2026-02-01'",
        "DELETE FROM frozen_departures",
        "UPDATE closings SET persons = 2",
        "UPDATE closings SET seal = NULL",
        "UPDATE closings SET seal = ''",
        "UPDATE closings SET persons = NULL",
        "DELETE FROM closings",
    ],
)
def test_whatever_is_changed_in_a_closed_month_is_found_before_it_is_counted(filing: Filing, change: str) -> None:
    case_of(filing)
    close(filing.store, MARCH)
    verify(filing.store)
    run(filing.store, change)
    with pytest.raises(ClosedMonthDamagedError):
        verify(filing.store)
    verify(filing.store, period=Months(JANUARY, date(2026, 1, 31)))


def test_a_row_that_was_put_in_is_found(filing: Filing) -> None:
    case_of(filing)
    close(filing.store, MARCH)
    columns = "month, departed_in, dossier, sex, age_group, permit, kind, destination_kind, vulnerable, age"
    run(
        filing.store,
        f"INSERT INTO frozen_departures (traveller_id, {columns}) SELECT -1, {columns} FROM frozen_departures",
    )
    with pytest.raises(ClosedMonthDamagedError) as found:
        verify(filing.store)
    assert found.value.given == {"month": MARCH}


def test_the_seal_does_not_depend_on_the_order_of_the_rows_nor_on_whose_number_a_row_has(filing: Filing) -> None:
    for name in "ABC":
        filing.case(filing.person(name, "Same"), departed_on=date(2026, 3, 5))
    close(filing.store, MARCH)
    run(filing.store, "UPDATE frozen_departures SET id = 100 - id, traveller_id = -traveller_id")
    verify(filing.store)


def test_any_key_of_the_ring_may_have_made_a_seal_and_no_other(filing: Filing) -> None:
    case_of(filing)
    close(filing.store, MARCH)
    verify(filing.store, OTHER_KEY, KEY)
    with pytest.raises(ClosedMonthDamagedError):
        verify(filing.store, OTHER_KEY)


def test_months_of_an_older_program_are_sealed_once_and_changed_by_nothing_after(filing: Filing) -> None:
    case_of(filing)
    close(filing.store, JANUARY, FEBRUARY, MARCH)
    run(filing.store, "UPDATE closings SET seal = NULL, persons = NULL WHERE month <> '2026-02-01'")
    verify(filing.store)
    with filing.store.writing() as session:
        assert freezing.seal_older(session, OTHER_KEY) == (JANUARY, MARCH)
        assert freezing.seal_older(session, OTHER_KEY) == ()
        session.commit()
    verify(filing.store, KEY, OTHER_KEY)
    run(filing.store, "UPDATE frozen_departures SET canton = 'ZH'")
    with pytest.raises(ClosedMonthDamagedError):
        verify(filing.store, KEY, OTHER_KEY)
