"""Statistics leave only over closed months, out of the plan, protected and proven, and the ledger remembers them."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from returnhelp.domain.cubes import CubeRequest, Node, ProtectedCube
from returnhelp.domain.errors import (
    ClosedMonthDamagedError,
    FileKindUnknownError,
    HandedOutMeanwhileError,
    LedgerDamagedError,
    MonthNotOverError,
    MonthsNotClosedError,
    MonthToComeError,
    NoSafeTableError,
    NotAllowedError,
    NothingShownError,
    PeriodNotPlannedError,
    ProofRejectedError,
    ViewNotInPlanError,
    ViewOutsideCubeError,
)
from returnhelp.domain.lists import CaseColumn, CaseQuery
from returnhelp.domain.statistics_plan import PlannedCube
from returnhelp.domain.tables import Hidden, Months, Variable
from returnhelp.domain.views import View, cut
from returnhelp.services import closing, lists, reporting, statistics, trash
from returnhelp.services.office import Office
from tests.office import Offices
from tests.registers import load_all_but_one
from tests.services.departing import depart

V = Variable
MARCH = Months(date(2026, 3, 1), date(2026, 3, 31))
APRIL = Months(date(2026, 4, 1), date(2026, 4, 30))
OF_2025 = Months(date(2025, 1, 1), date(2025, 12, 31))
SEX_AND_AGE = PlannedCube((V.SEX, V.AGE_GROUP))
PLACES = PlannedCube((V.NATIONALITY, V.CANTON))
PERMITS = PlannedCube((V.PERMIT,))
MONTHS = PlannedCube((V.SEX, V.MONTH))
BY_SEX = View(V.SEX)


@pytest.fixture(scope="module")
def march_once(new_office: Offices, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    made = Offices(tmp_path_factory.mktemp("march"), new_office)
    anna = made.enter("anna")
    for day in range(1, 13):
        depart(anna, "mf", "BE", date(2026, 3, day))
    depart(anna, "mff", "ZH", date(2026, 3, 14))
    made.clock.pass_days(20)
    made.close()
    return made


@pytest.fixture
def march(march_once: Offices, tmp_path: Path) -> Iterator[Offices]:
    """A March with departures from two cantons, seen from April."""
    made = Offices(tmp_path, march_once)
    yield made
    made.close()


@pytest.fixture
def closed(march: Offices) -> Offices:
    """The same, with March closed."""
    closing.close(march.enter("sara"), date(2026, 3, 1))
    return march


@pytest.fixture(scope="module")
def year_once(new_office: Offices, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    made = Offices(tmp_path_factory.mktemp("year"), new_office)
    anna = made.enter("anna")
    for month in range(1, 13):
        depart(anna, "mf" if month % 2 else "mff", "BE" if month % 3 else "ZH", date(2025, month, 3))
    for month in (2, 5, 11):
        depart(anna, "mmf", "GE", date(2025, month, 20))
    closing.close(made.enter("sara"), date(2025, 12, 1))
    made.close()
    return made


@pytest.fixture
def year(year_once: Offices, tmp_path: Path) -> Iterator[Offices]:
    """A closed 2025: 39 people of 15 households out of three cantons."""
    made = Offices(tmp_path, year_once)
    yield made
    made.close()


def handed_out(office: Office, *requests: CubeRequest, kind: str = "csv") -> dict[str, bytes]:
    """The files of the first variable of each cube."""
    protected = statistics.prepare(office, requests)
    views = [(place, View(request.variables[0])) for place, request in enumerate(requests)]
    return dict(statistics.export(office, protected, views, kind, "de").value.files)


# --- what may be asked for -------------------------------------------------------------------------


def test_an_open_month_gives_no_statistics(march: Offices) -> None:
    request = SEX_AND_AGE.request(MARCH)
    with pytest.raises(MonthsNotClosedError):
        statistics.protect(march.admin, request)
    with pytest.raises(MonthsNotClosedError):
        statistics.proposals(march.admin, request)
    sara = march.enter("sara")
    with pytest.raises(MonthNotOverError):
        closing.close(sara, date(2026, 4, 1))
    assert statistics.periods(sara) == statistics.Periods((), (date(2026, 3, 1),))
    assert closing.close(sara, date(2026, 3, 1)).value == (date(2026, 3, 1),)
    assert statistics.periods(sara) == statistics.Periods((date(2026, 3, 1),), ())
    assert statistics.protect(march.admin, request).persons == 27


def test_only_what_the_plan_has_is_made(closed: Offices) -> None:
    with pytest.raises(ViewNotInPlanError):
        statistics.protect(closed.admin, PlannedCube((V.CANTON, V.PERMIT)).request(MARCH))
    with pytest.raises(PeriodNotPlannedError):
        statistics.protect(closed.admin, PLACES.request(MARCH))


def test_a_choice_tells_the_periods_that_are_closed_and_those_made(closed: Offices) -> None:
    def of(cube: PlannedCube) -> statistics.Choice:
        return next(one for one in statistics.choices(closed.admin) if one.cube.variables == cube.variables)

    assert of(PLACES).periods == ()
    assert (of(SEX_AND_AGE).periods, of(SEX_AND_AGE).made) == ((MARCH,), ())
    handed_out(closed.admin, SEX_AND_AGE.request(MARCH))
    assert of(SEX_AND_AGE).made == (MARCH,)


def test_a_year_offers_itself_its_quarters_and_months(year: Offices) -> None:
    found = {one.cube.variables: one.periods for one in statistics.choices(year.admin)}
    assert found[V.NATIONALITY, V.CANTON] == (OF_2025,)
    assert len(found[V.SEX, V.AGE_GROUP]) == 1 + 4 + 12


# --- protecting ------------------------------------------------------------------------------------


def test_small_numbers_are_hidden_and_cannot_be_subtracted(year: Offices) -> None:
    found = statistics.protect(year.admin, PLACES.request(OF_2025))
    shown = {row.key: cells[0] for row, cells in zip(*_lines(found.cube), strict=True)}
    assert shown["ZH"] is None or shown["ZH"] >= 5
    assert found.persons == 39
    assert all(cell is None or cell >= 5 for cell in shown.values())


def _lines(cube: ProtectedCube) -> tuple[Sequence[Node], Sequence[tuple[int | None, ...]]]:
    table = cut(cube.published(), View(V.CANTON))
    return table.rows, table.cells


def test_no_hidden_number_leaves_but_the_persons_of_the_period(year: Offices) -> None:
    for cube in (PERMITS, SEX_AND_AGE):
        found = statistics.protect(year.admin, cube.request(OF_2025))
        assert all(isinstance(cell, Hidden) or cell >= found.cube.k for cell in found.cube.cells)
        assert found.late_entries in (0, None)


@pytest.fixture
def told_by_a_register(house: Offices, tmp_path: Path) -> Offices:
    """A closed 2025 with one person out of the Jura, whom a register of all others tells."""
    anna = house.enter("anna")
    for month in range(1, 13):
        depart(anna, "mff", "BE", date(2025, month, 3))
    depart(anna, "m", "JU", date(2025, 5, 21))
    closing.close(house.enter("sara"), date(2025, 12, 1))
    load_all_but_one(house.admin, tmp_path, V.CANTON, OF_2025)
    return house


def test_what_cannot_be_handed_out_is_left_out_and_the_rest_is_made(told_by_a_register: Offices) -> None:
    admin = told_by_a_register.admin
    wanted = [PLACES.request(OF_2025), SEX_AND_AGE.request(OF_2025)]
    statistics.export(admin, [statistics.protect(admin, wanted[1])], [(0, BY_SEX)], "csv", "de")
    with pytest.raises(NoSafeTableError):
        statistics.prepare(admin, wanted)
    found = statistics.prepare_possible(admin, wanted)
    assert [one.cube.request for one in found.protected] == wanted[1:]
    assert [(one.request, type(one.reason)) for one in found.left_out] == [(wanted[0], NoSafeTableError)]
    assert found.views(wanted, [(0, View(V.CANTON)), (1, BY_SEX)]) == ((0, BY_SEX),)
    with pytest.raises(NoSafeTableError):
        statistics.prepare_possible(admin, wanted[:1])
    with pytest.raises(MonthsNotClosedError):
        statistics.prepare_possible(admin, [SEX_AND_AGE.request(MARCH)])


def test_a_table_of_signs_alone_is_left_out_unless_it_is_out_already(year: Offices) -> None:
    """Nobody of that year has a plan of reintegration: the table would have the total and nothing else."""
    nobody, ages = PlannedCube((V.DIMENSION,)).request(OF_2025), SEX_AND_AGE.request(OF_2025)
    found = statistics.prepare_possible(year.admin, [nobody, ages])
    assert [one.cube.request for one in found.protected] == [ages]
    assert [(one.request, type(one.reason)) for one in found.left_out] == [(nobody, NothingShownError)]
    with pytest.raises(NothingShownError):
        statistics.prepare_possible(year.admin, [nobody, PlannedCube((V.CASE_TYPE,)).request(OF_2025)])
    assert [one.cube.request for one in statistics.prepare_possible(year.admin, [nobody]).protected] == [nobody]
    handed_out(year.admin, nobody)
    assert statistics.prepare_possible(year.admin, [nobody, ages]).left_out == ()


def test_a_cancelled_proof_leaves_nothing(year: Offices) -> None:
    class CancelledError(Exception):
        pass

    def cancel(part: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        statistics.protect(year.admin, PERMITS.request(OF_2025), cancel)
    assert statistics.ledger(year.admin) == ()


def test_progress_of_several_goes_from_nothing_to_all(year: Offices) -> None:
    told: list[float] = []
    requests = [SEX_AND_AGE.request(OF_2025), MONTHS.request(OF_2025)]
    found = statistics.prepare(year.admin, requests, told.append)
    assert [one.cube.request for one in found] == requests
    assert told == sorted(told)
    assert told[0] >= 0
    assert 0.9 < told[-1] <= 1


def test_coarser_categories_are_proposed(year: Offices) -> None:
    found = statistics.proposals(year.admin, PLACES.request(OF_2025))
    assert found
    assert all(0 <= one.share <= 1 for one in found)
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)


# --- handing out -----------------------------------------------------------------------------------


def test_what_was_handed_out_is_in_the_ledger_and_comes_out_the_same_again(closed: Offices) -> None:
    request = SEX_AND_AGE.request(MARCH)
    before = statistics.protect(closed.admin, request)
    assert before.number is None
    first = handed_out(closed.admin, request)
    again = statistics.protect(closed.admin, request)
    assert (again.cube, again.proof, again.number) == (before.cube, before.proof, 1)
    assert handed_out(closed.admin, request) == first
    assert any(name.endswith(".proof.json") for name in first)
    second, entry, cube = statistics.ledger(closed.admin)
    assert [second.kind, entry.kind, cube.kind] == ["export", "export", "cube"]
    assert cube.request == request
    assert set(entry.files) == set(first)
    assert cube.by == "Vera Admin"
    assert len({second.digest, entry.digest, cube.digest}) == 3


@pytest.mark.parametrize("kind", statistics.KINDS)
def test_every_kind_of_file_is_made_of_the_published_numbers(closed: Offices, kind: str) -> None:
    assert all(handed_out(closed.admin, SEX_AND_AGE.request(MARCH), kind=kind).values())


def test_the_audit_and_the_ledger_name_files_by_their_digest(closed: Offices) -> None:
    files = handed_out(closed.admin, SEX_AND_AGE.request(MARCH))
    session = closed.admin.reading()
    try:
        row = session.execute(text("SELECT content FROM statistics_ledger WHERE kind = 'export'")).one()
        noted = session.execute(text("SELECT detail FROM audit WHERE act = 'statistics.export'")).one()
    finally:
        session.close()
    told = json.loads(row.content)
    assert {one["name"]: one["sha256"] for one in told["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert (told["language"], told["profile"], told["kind"]) == ("de", None, "csv")
    assert told["views"] == [{"cube": 1, **View(V.SEX).to_dict()}]
    newest = statistics.ledger(closed.admin)[0]
    assert json.loads(noted.detail)["ledger"] == [newest.number, newest.digest]


def test_several_cubes_are_proven_together_and_leave_together(year: Offices) -> None:
    requests = [
        PERMITS.request(OF_2025),
        SEX_AND_AGE.request(OF_2025),
        MONTHS.request(OF_2025),
    ]
    handed_out(year.admin, *requests)
    export, *cubes = statistics.ledger(year.admin)
    assert export.kind == "export"
    assert {one.request for one in cubes} == set(requests)
    again = statistics.prepare(year.admin, requests)
    assert sorted(one.number or 0 for one in again) == [1, 2, 3]


def test_part_of_what_was_proven_together_does_not_leave_alone(year: Offices) -> None:
    requests = [SEX_AND_AGE.request(OF_2025), MONTHS.request(OF_2025)]
    small, large = statistics.prepare(year.admin, requests)
    with pytest.raises(HandedOutMeanwhileError):
        statistics.export(year.admin, [large], [(0, BY_SEX)], "csv", "de")
    assert statistics.ledger(year.admin) == ()
    statistics.export(year.admin, [small, large], [(1, BY_SEX)], "csv", "de")
    assert len(statistics.ledger(year.admin)) == 3


def test_who_comes_second_makes_the_table_again(year: Offices) -> None:
    """Both tables have a row of people of neither sex, hidden as it is empty: their hidden numbers move together."""
    sara = year.enter("sara")
    by_month = PlannedCube((V.SEX, V.MONTH)).request(OF_2025)
    mine = statistics.protect(year.admin, SEX_AND_AGE.request(OF_2025))
    theirs = statistics.protect(sara, by_month)
    statistics.export(year.admin, [mine], [(0, BY_SEX)], "csv", "de")
    with pytest.raises(HandedOutMeanwhileError):
        statistics.export(sara, [theirs], [(0, View(V.MONTH))], "csv", "de")
    assert len(statistics.ledger(sara)) == 2
    anew = statistics.protect(sara, by_month)
    statistics.export(sara, [anew], [(0, View(V.MONTH))], "csv", "de")
    assert len(statistics.ledger(sara)) == 4


def test_tables_that_say_nothing_of_each_other_may_be_made_side_by_side(year: Offices) -> None:
    sara = year.enter("sara")
    mine = statistics.protect(year.admin, SEX_AND_AGE.request(OF_2025))
    theirs = statistics.protect(sara, PERMITS.request(OF_2025))
    statistics.export(year.admin, [mine], [(0, BY_SEX)], "csv", "de")
    statistics.export(sara, [theirs], [(0, View(V.PERMIT))], "csv", "de")
    assert len(statistics.ledger(sara)) == 4


def test_two_who_make_the_same_table_hand_out_the_same(year: Offices) -> None:
    sara = year.enter("sara")
    request = PERMITS.request(OF_2025)
    mine, theirs = statistics.protect(year.admin, request), statistics.protect(sara, request)
    first = statistics.export(year.admin, [mine], [(0, View(V.PERMIT))], "csv", "de").value
    assert statistics.export(sara, [theirs], [(0, View(V.PERMIT))], "csv", "de").value == first
    assert [one.kind for one in statistics.ledger(sara)] == ["export", "export", "cube"]


def test_nothing_that_was_changed_leaves(closed: Offices) -> None:
    found = statistics.protect(closed.admin, SEX_AND_AGE.request(MARCH))
    hidden = next(place for place, cell in enumerate(found.cube.cells) if isinstance(cell, Hidden))
    cells = (*found.cube.cells[:hidden], 7, *found.cube.cells[hidden + 1 :])
    with pytest.raises(ProofRejectedError):
        statistics.export(
            closed.admin, [replace(found, cube=replace(found.cube, cells=cells))], [(0, BY_SEX)], "csv", "de"
        )
    assert statistics.ledger(closed.admin) == ()


def test_a_file_that_cannot_be_made_leaves_no_entry(closed: Offices) -> None:
    found = statistics.protect(closed.admin, SEX_AND_AGE.request(MARCH))
    with pytest.raises(FileKindUnknownError):
        statistics.export(closed.admin, [found], [(0, BY_SEX)], "docx", "de")
    with pytest.raises(ViewOutsideCubeError):
        statistics.export(closed.admin, [found], [(0, View(V.CANTON))], "csv", "de")
    assert statistics.ledger(closed.admin) == ()


# --- what must not change --------------------------------------------------------------------------


def test_a_damaged_ledger_lets_nothing_out(closed: Offices) -> None:
    request = SEX_AND_AGE.request(MARCH)
    found = statistics.protect(closed.admin, request)
    statistics.export(closed.admin, [found], [(0, BY_SEX)], "csv", "de")
    _meddle(closed.admin, "DROP TRIGGER statistics_ledger_no_update")
    _meddle(closed.admin, "UPDATE statistics_ledger SET at = '2026-01-01 00:00:00.000000' WHERE number = 1")
    for ask in (statistics.ledger, statistics.plan, statistics.choices, statistics.bounds):
        with pytest.raises(LedgerDamagedError) as refused:
            ask(closed.admin)
        assert refused.value.given["number"] == 1
    with pytest.raises(LedgerDamagedError):
        statistics.protect(closed.admin, request)
    with pytest.raises(LedgerDamagedError):
        statistics.export(closed.admin, [found], [(0, BY_SEX)], "csv", "de")


def test_a_closed_month_that_was_changed_lets_nothing_out(closed: Offices) -> None:
    request = SEX_AND_AGE.request(MARCH)
    found = statistics.protect(closed.admin, request)
    _meddle(closed.admin, "UPDATE frozen_departures SET sex = 'm'")
    with pytest.raises(ClosedMonthDamagedError):
        statistics.protect(closed.admin, request)
    with pytest.raises(ClosedMonthDamagedError):
        statistics.export(closed.admin, [found], [(0, BY_SEX)], "csv", "de")
    assert statistics.ledger(closed.admin) == ()


def _meddle(office: Office, statement: str) -> None:
    with office.work("tests.meddle") as unit:
        unit.session.execute(text(statement))
        unit.commit()


def test_a_late_entry_never_changes_a_closed_month(closed: Offices) -> None:
    request = SEX_AND_AGE.request(MARCH)
    before = statistics.protect(closed.admin, request)
    depart(closed.enter("anna"), "mmmmmm", "BE", date(2026, 3, 20))
    after = statistics.protect(closed.admin, request)
    assert (after.cube, after.persons) == (before.cube, 27)
    closed.clock.pass_days(30)
    closing.close(closed.enter("sara"), date(2026, 4, 1))
    assert statistics.protect(closed.admin, SEX_AND_AGE.request(APRIL)).persons == 6


def test_late_entries_are_told_of_a_year_and_never_few(year: Offices) -> None:
    anna = year.enter("anna")
    assert statistics.protect(year.admin, MONTHS.request(OF_2025)).late_entries == 0
    depart(anna, "mff", "BE", date(2025, 3, 20))
    for month in (4, 5, 6, 7):
        depart(anna, "mmff", "BE", date(2026, 1, month))
    year.clock.pass_days(300)
    closing.close(year.enter("sara"), date(2026, 12, 1))
    of_2026 = Months(date(2026, 1, 1), date(2026, 12, 31))
    january = Months(date(2026, 1, 1), date(2026, 1, 31))
    found = statistics.protect(year.admin, SEX_AND_AGE.request(of_2026))
    assert (found.persons, found.late_entries) == (19, None)
    assert statistics.protect(year.admin, SEX_AND_AGE.request(january)).late_entries is None


def test_who_has_the_number_of_somebody_gone_for_good_is_counted_too(closed: Offices) -> None:
    anna, sara = closed.enter("anna"), closed.enter("sara")
    latest = lists.cases(anna, CaseQuery(sort=CaseColumn.NUMBER), 0, 1)[0].case_id
    trash.put_in(anna, "case", latest)
    trash.empty(sara, everything=True)
    depart(anna, "mff", "BS", date(2026, 4, 2))
    closed.clock.pass_days(30)
    closing.close(sara, date(2026, 4, 1))
    session = sara.reading()
    try:
        assert statistics.count(session, SEX_AND_AGE.request(APRIL)).total == 3
        assert statistics.count(session, SEX_AND_AGE.request(MARCH)).total == 27
    finally:
        session.close()


def test_a_month_after_its_neighbour_is_proven_beside_it(closed: Offices) -> None:
    handed_out(closed.admin, SEX_AND_AGE.request(MARCH))
    anna = closed.enter("anna")
    for day in range(1, 9):
        depart(anna, "mf", "BE", date(2026, 4, day))
    closed.clock.pass_days(30)
    closing.close(closed.enter("sara"), date(2026, 4, 1))
    handed_out(closed.admin, SEX_AND_AGE.request(APRIL))
    assert [one.kind for one in statistics.ledger(closed.admin)] == ["export", "cube", "export", "cube"]


# --- who may ---------------------------------------------------------------------------------------


def test_the_plan_and_registers_are_for_admins_the_rest_for_supervisors_too(closed: Offices) -> None:
    sara = closed.enter("sara")
    assert statistics.plan(sara) == statistics.plan(closed.admin)
    assert handed_out(sara, SEX_AND_AGE.request(MARCH))
    with pytest.raises(NotAllowedError):
        statistics.set_plan(sara, [SEX_AND_AGE])
    for ask in (statistics.ledger, statistics.choices, statistics.periods):
        with pytest.raises(NotAllowedError):
            ask(closed.enter("anna"))


def test_the_report_of_the_month_adds_up_and_is_for_supervisors(march: Offices) -> None:
    sara = march.enter("sara")
    figures = reporting.figures(sara, 2026, 3)
    assert (figures.persons.month, figures.cases.month) == (27, 13)
    assert figures.persons.month_last_year is None
    assert reporting.monthly(sara, 2026, 3, "de").startswith(b"%PDF")
    with pytest.raises(MonthToComeError):
        reporting.figures(sara, 2031, 3)
    for other in (march.enter("anna"), march.admin):
        with pytest.raises(NotAllowedError):
            reporting.monthly(other, 2026, 3, "de")
