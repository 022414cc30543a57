"""The plan of statistics changes once a year and never into a ring; registers are loaded whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from returnhelp.domain import errors
from returnhelp.domain.cubes import Bound
from returnhelp.domain.errors import (
    FileNotReadError,
    LoopedPlanError,
    LoopedTablesError,
    NotAllowedError,
    PlanChangedThisYearError,
    PlanEmptyError,
    SameVariableTwiceError,
)
from returnhelp.domain.statistics_plan import DEFAULT_PLAN, PlannedCube
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import View
from returnhelp.i18n import messages
from returnhelp.services import closing, statistics
from returnhelp.services.statistics import RingOfYear
from tests.office import Offices
from tests.services.departing import depart

V = Variable
P = PlannedCube
OF_2025 = Months(date(2025, 1, 1), date(2025, 12, 31))


# --- the plan --------------------------------------------------------------------------------------


def test_an_office_begins_with_the_plan_of_the_program(house: Offices) -> None:
    assert statistics.plan(house.admin) is DEFAULT_PLAN


def test_a_plan_is_set_once_in_a_calendar_year(house: Offices) -> None:
    wanted = [P((V.SEX, V.PERMIT)), P((V.CANTON,), V.MONTH)]
    assert statistics.set_plan(house.admin, [*wanted, P((V.PERMIT, V.SEX))]).value == ()
    now = statistics.plan(house.admin)
    assert (now.cubes, now.since) == (tuple(wanted), date(2026, 3, 20))
    assert [one.kind for one in statistics.ledger(house.admin)] == ["plan"]
    with pytest.raises(PlanChangedThisYearError) as refused:
        statistics.set_plan(house.admin, [P((V.SEX,))])
    assert refused.value.given["next_change"] == date(2027, 1, 1)
    house.clock.pass_days(287)
    statistics.set_plan(house.admin, [P((V.SEX,))])
    assert statistics.plan(house.admin).cubes == (P((V.SEX,)),)


def test_a_looped_plan_is_refused_with_its_ring(house: Offices) -> None:
    with pytest.raises(LoopedPlanError) as refused:
        statistics.set_plan(house.admin, [P((V.SEX, V.PERMIT)), P((V.PERMIT, V.STAGE)), P((V.SEX, V.STAGE))])
    assert refused.value.given["variables"] == (V.SEX, V.PERMIT, V.STAGE)
    with pytest.raises(SameVariableTwiceError):
        statistics.set_plan(house.admin, [P((V.NATIONALITY, V.CONTINENT))])
    with pytest.raises(PlanEmptyError):
        statistics.set_plan(house.admin, [])
    with pytest.raises(NotAllowedError):
        statistics.set_plan(house.enter("sara"), [P((V.SEX,))])
    assert statistics.plan(house.admin) is DEFAULT_PLAN
    assert statistics.ledger(house.admin) == ()


def test_a_new_plan_tells_in_which_years_it_comes_too_late(house: Offices) -> None:
    anna = house.enter("anna")
    for month in range(1, 13):
        depart(anna, "mff", "BE", date(2025, month, 3))
    closing.close(house.enter("sara"), date(2025, 12, 1))
    first = [P((V.SEX, V.PERMIT)), P((V.PERMIT, V.STAGE))]
    statistics.set_plan(house.admin, first)
    found = statistics.prepare(house.admin, [cube.request(OF_2025) for cube in first])
    statistics.export(house.admin, found, [(0, View(V.SEX))], "csv", "de")
    house.clock.pass_days(365)
    answer = statistics.set_plan(house.admin, [P((V.SEX, V.STAGE))]).value
    assert answer == (RingOfYear(2025, (V.SEX, V.PERMIT, V.STAGE)),)
    with pytest.raises(LoopedTablesError):
        statistics.protect(house.admin, P((V.SEX, V.STAGE)).request(OF_2025))


# --- registers -------------------------------------------------------------------------------------


def test_a_register_is_loaded_line_by_line(house: Offices, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text(
        "first;last;most;canton;Nationality\n2025-01-01;2025-12-31;40;BE;8501\n2025-01-01;2025-12-31;7;;8501\n\n"
        "2025-01-01;2025-03-31;900;;\n",
        encoding="utf-8",
    )
    assert statistics.load_bounds(house.admin, file, "SEM, Asylstatistik").value == 3
    quarter = Months(date(2025, 1, 1), date(2025, 3, 31))
    assert statistics.bounds(house.admin) == (
        Bound(((V.NATIONALITY, 8501), (V.CANTON, "BE")), OF_2025, 40, "SEM, Asylstatistik"),
        Bound(((V.NATIONALITY, 8501),), OF_2025, 7, "SEM, Asylstatistik"),
        Bound((), quarter, 900, "SEM, Asylstatistik"),
    )
    assert statistics.ledger(house.admin)[0].files == ("register.csv",)


def test_figures_without_a_word_of_their_source_are_not_loaded(house: Offices, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("first,last,most\n2025-01-01,2025-12-31,40\n", encoding="utf-8")
    for source in ("", "  \t"):
        with pytest.raises(errors.BoundsSourceError) as refused:
            statistics.load_bounds(house.admin, file, source)
        assert "“register.csv”" in messages.sentence(refused.value, "en")
    assert statistics.ledger(house.admin) == ()


def test_a_later_list_corrects_an_earlier_one(house: Offices, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    for most in (40, 60):
        file.write_text(f"first,last,most,canton\n2025-01-01,2025-12-31,{most},BE\n", encoding="utf-8")
        statistics.load_bounds(house.admin, file, "SEM")
    assert [one.most for one in statistics.bounds(house.admin)] == [60]


@pytest.mark.parametrize(
    ("lines", "error", "facts"),
    [
        ("first,last\n2025-01-01,2025-12-31", errors.BoundsHeadingError, {"heading": "most"}),
        ("first,last,most,colour\n2025-01-01,2025-12-31,4,red", errors.BoundsHeadingError, {"heading": "colour"}),
        ("first,last,most,month\n2025-01-01,2025-12-31,4,2025-01", errors.BoundsHeadingError, {"heading": "month"}),
        ("first,last,most,sex,sex\n2025-01-01,2025-12-31,4,m,m", errors.BoundsHeadingError, {"heading": "sex"}),
        ("first,last,most\n", errors.BoundsEmptyError, {}),
        ("first,last,most\n2025-01-01,2025-12-31,4\n2025-01-02,2025-12-31,4", errors.BoundMonthsError, {"line": 3}),
        ("first,last,most\n2025-12-01,2025-01-31,4", errors.BoundMonthsError, {"line": 2}),
        ("first,last,most\nsoon,2025-01-31,4", errors.BoundMonthsError, {"line": 2}),
        ("first,last,most\n2025-01-01,2025-12-31,-4", errors.BoundNumberError, {"line": 2}),
        ("first,last,most\n2025-01-01,2025-12-31,", errors.BoundNumberError, {"line": 2}),
        ("first,last,most\n2025-01-01,2025-12-31,4.5", errors.BoundNumberError, {"line": 2}),
        (
            "first,last,most,canton\n2025-01-01,2025-12-31,4,BE\n\n2025-01-01,2025-12-31,4,XX",
            errors.BoundCategoryError,
            {"line": 4, "variable": V.CANTON, "told": "XX"},
        ),
        ("first,last,most\n2025-01-01,2025-12-31,4\n2025-01-01,2025-12-31,4", errors.BoundTwiceError, {"line": 3}),
    ],
)
def test_a_list_with_a_fault_is_not_loaded_at_all(
    house: Offices, tmp_path: Path, lines: str, error: type[errors.ReturnHelpError], facts: dict[str, object]
) -> None:
    file = tmp_path / "register.csv"
    file.write_text(lines, encoding="utf-8")
    with pytest.raises(error) as refused:
        statistics.load_bounds(house.admin, file, "SEM")
    assert facts.items() <= refused.value.given.items()
    assert "register.csv" in messages.sentence(refused.value, "en")
    assert statistics.ledger(house.admin) == ()
    assert statistics.bounds(house.admin) == ()


def test_a_register_is_for_admins_and_must_be_there(house: Offices, tmp_path: Path) -> None:
    with pytest.raises(FileNotReadError):
        statistics.load_bounds(house.admin, tmp_path / "none.csv", "SEM")
    with pytest.raises(NotAllowedError):
        statistics.load_bounds(house.enter("sara"), tmp_path / "none.csv", "SEM")
