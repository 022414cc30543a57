"""A closed month never changes: not by what is entered, erased or restored later; who closed it and when is known."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from returnhelp.domain.cubes import CubeRequest
from returnhelp.domain.errors import ClosedMonthDamagedError, MonthNotOverError, NotAllowedError
from returnhelp.domain.lists import CaseColumn, CaseQuery
from returnhelp.domain.tables import Months, Variable
from returnhelp.services import backups, checking, closing, lists, trash
from returnhelp.services.office import Look, Office
from returnhelp.storage import freezing, ledger_rows, repositories
from tests.office import PASSWORD, Offices
from tests.services.departing import depart

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
BOTH = Months(MARCH, date(2026, 4, 30))


@pytest.fixture
def march(house: Offices) -> Offices:
    """Five people left in March; it is the 9th of April."""
    anna = house.enter("anna")
    depart(anna, "mf", "BE", date(2026, 3, 3))
    depart(anna, "mff", "ZH", date(2026, 3, 14))
    house.clock.pass_days(20)
    return house


def counts(office: Office, *variables: Variable, period: Months = BOTH) -> dict[tuple[object, ...], int]:
    """The innermost cells with somebody in them, after the seals were verified."""
    look = Look(office, office.reading())
    found: dict[tuple[object, ...], int] = {}
    try:
        closing.require_sound(look, period)
        request = CubeRequest(tuple((one,) for one in variables or (Variable.MONTH, Variable.CANTON)), period)
        for leaves, _dossier, persons in freezing.counted(look.session, request):
            found[leaves] = found.get(leaves, 0) + persons
    finally:
        look.session.close()
    return found


OF_MARCH = {("2026-03", "BE"): 2, ("2026-03", "ZH"): 3}


def run(office: Office, statement: str) -> None:
    with office.work("tests.meddle") as unit:
        unit.session.execute(text(statement))
        unit.commit()


def close(house: Offices, month: date) -> None:
    sara = house.enter("sara")
    closing.close(sara, month)
    sara.close()


# --- closing ---------------------------------------------------------------------------------------


def test_a_supervisor_closes_what_is_over(march: Offices) -> None:
    sara = march.enter("sara")
    with pytest.raises(MonthNotOverError):
        closing.close(sara, APRIL)
    for other in (march.admin, march.enter("anna")):
        with pytest.raises(NotAllowedError):
            closing.close(other, MARCH)
    assert closing.close(sara, MARCH).value == (MARCH,)
    assert counts(sara) == OF_MARCH
    assert closing.close(sara, MARCH).value == ()


def test_the_history_says_who_closed_what_and_when(march: Offices) -> None:
    depart(march.enter("anna"), "m", "BE", date(2026, 1, 5))
    march.clock.pass_days(30)
    sara = march.enter("sara")
    closing.close(sara, MARCH)
    depart(march.enter("anna"), "mm", "BE", date(2026, 2, 5))
    closing.close(sara, APRIL)
    found = closing.history(march.admin)
    assert [(one.month.month, one.by, one.persons, one.late) for one in found] == [
        (4, "Sara Leitung", 2, 2), (3, "Sara Leitung", 5, 0), (2, "Sara Leitung", 0, 0), (1, "Sara Leitung", 1, 0),
    ]  # fmt: skip
    assert len({one.at for one in found}) == 2
    with pytest.raises(NotAllowedError):
        closing.history(march.enter("anna"))


def test_a_month_that_was_left_out_between_two_others_can_be_closed_later(march: Offices) -> None:
    depart(march.enter("anna"), "m", "BE", date(2026, 1, 5))
    close(march, MARCH)
    run(march.admin, "DELETE FROM frozen_departures WHERE month = '2026-02-01'")
    run(march.admin, "DELETE FROM closings WHERE month = '2026-02-01'")
    depart(march.enter("anna"), "mm", "BE", date(2026, 2, 5))
    depart(march.enter("anna"), "fff", "BE", date(2026, 3, 5))
    march.clock.pass_days(30)
    assert closing.state(march.admin)[1] == (date(2026, 2, 1), APRIL)
    close(march, APRIL)
    found = [(one.month.month, one.persons, one.late) for one in closing.history(march.admin)]
    assert found == [(4, 3, 3), (3, 5, 0), (2, 2, 0), (1, 1, 0)]


def test_a_month_is_overdue_from_the_tenth_of_the_next(march: Offices) -> None:
    sara = march.enter("sara")
    assert march.clock.at.date() == date(2026, 4, 9)
    assert closing.state(sara)[1] == (MARCH,)
    assert closing.overdue(sara) == ()
    march.clock.pass_days(1)
    assert closing.overdue(sara) == (MARCH,)
    march.clock.pass_days(29)
    assert closing.state(sara)[1] == (MARCH, APRIL)
    assert closing.overdue(sara) == (MARCH,)
    closing.close(sara, MARCH)
    assert closing.overdue(sara) == ()


def test_december_is_overdue_in_january() -> None:
    december = (date(2025, 12, 1),)
    assert closing.overdue_of(december, date(2026, 1, 9)) == ()
    assert closing.overdue_of(december, date(2026, 1, 10)) == december


# --- nothing changes it ----------------------------------------------------------------------------


def frozen(office: Office) -> list[tuple[object, ...]]:
    session = office.reading()
    try:
        return [tuple(row) for row in session.execute(text("SELECT * FROM frozen_departures ORDER BY id"))]
    finally:
        session.close()


def everybody(office: Office) -> list[tuple[str, int]]:
    """Every household and person there is."""
    session = office.reading()
    try:
        return [
            (kind, row[0])
            for kind, table in (("household", "households"), ("person", "people"))
            for row in session.execute(text(f"SELECT id FROM {table}"))
        ]
    finally:
        session.close()


def test_erasing_people_changes_nothing_that_was_counted(march: Offices) -> None:
    close(march, MARCH)
    anna, sara = march.enter("anna"), march.enter("sara")
    before = frozen(sara)
    for row in lists.cases(anna, CaseQuery(sort=CaseColumn.NUMBER), 0, 9):
        trash.put_in(anna, "case", row.case_id)
    trash.empty(sara, everything=True)
    for wanted in ("household", "person"):
        for kind, number in everybody(anna):
            if kind == wanted:
                trash.put_in(anna, kind, number)
        trash.empty(sara, everything=True)
    assert everybody(anna) == []
    assert frozen(sara) == before
    assert counts(sara) == OF_MARCH


def test_the_number_of_somebody_erased_can_be_given_again_and_both_count(march: Offices) -> None:
    close(march, MARCH)
    anna, sara = march.enter("anna"), march.enter("sara")
    latest = lists.cases(anna, CaseQuery(sort=CaseColumn.NUMBER), 0, 1)[0].case_id
    trash.put_in(anna, "case", latest)
    trash.empty(sara, everything=True)
    depart(anna, "mff", "BS", date(2026, 4, 2))
    march.clock.pass_days(30)
    closing.close(sara, APRIL)
    assert counts(sara) == {**OF_MARCH, ("2026-04", "BS"): 3}


def test_a_damaged_month_is_named_and_the_others_still_count(march: Offices) -> None:
    march.clock.pass_days(30)
    close(march, APRIL)
    run(march.admin, "UPDATE frozen_departures SET canton = 'BE'")
    with pytest.raises(ClosedMonthDamagedError) as found:
        counts(march.admin)
    assert found.value.given == {"month": MARCH}
    assert counts(march.admin, period=Months(APRIL, date(2026, 4, 30))) == {}


def test_checking_the_store_tells_of_damaged_months_and_of_a_damaged_ledger(march: Offices) -> None:
    close(march, MARCH)
    enter_in_ledger(march.admin, "plan")
    assert checking.check(march.admin) == []
    run(march.admin, "UPDATE frozen_departures SET canton = 'BE'")
    run(march.admin, "DROP TRIGGER statistics_ledger_no_update")
    run(march.admin, "UPDATE statistics_ledger SET content = '{}'")
    month, entry = checking.check(march.admin)
    assert month.startswith("What was counted for March 2026 is not what it was when the month was closed.")
    assert entry.startswith("Entry 1 of the record of what was handed out is missing or damaged")


def test_months_that_an_older_program_closed_are_sealed_by_the_next_closing(march: Offices) -> None:
    close(march, MARCH)
    run(march.admin, "UPDATE closings SET seal = NULL, persons = NULL")
    assert closing.history(march.admin)[0].persons is None
    assert counts(march.admin) == OF_MARCH
    march.clock.pass_days(30)
    close(march, APRIL)
    assert [one.persons for one in closing.history(march.admin)] == [0, 5]
    run(march.admin, "UPDATE frozen_departures SET canton = 'BE'")
    with pytest.raises(ClosedMonthDamagedError):
        counts(march.admin)


# --- a restore -------------------------------------------------------------------------------------


def back_up(house: Offices, name: str = "bern") -> Path:
    file = house.folder.parent / f"{name}.backup"
    backups.export(house.admin if not house.admin.store.closed else house.enter("vera"), file)
    return file


def restore(house: Offices, made: Path) -> Office:
    house.close()
    backups.restore(made, house.folder, "vera", PASSWORD, house.clock, second=("sara", PASSWORD))
    return house.enter("vera")


def enter_in_ledger(office: Office, *kinds: str) -> None:
    with office.work("tests.ledger") as unit:
        for kind in kinds:
            content = {"told": str(unit.now)}
            ledger_rows.append(unit.session, at=unit.now, by_user_id=office.user.id, kind=kind, content=content)
        unit.commit()


def ledger(office: Office) -> list[ledger_rows.LedgerRow]:
    session = office.reading()
    try:
        return ledger_rows.entries(session)
    finally:
        session.close()


def test_what_was_handed_out_and_closed_since_the_back_up_comes_over(march: Offices) -> None:
    enter_in_ledger(march.admin, "plan")
    made = back_up(march)
    close(march, MARCH)
    enter_in_ledger(march.admin, "cube", "export")
    before = ledger(march.admin), closing.history(march.admin)
    admin = restore(march, made)
    assert (ledger(admin), closing.history(admin)) == before
    assert counts(admin) == OF_MARCH


def test_who_was_counted_is_not_counted_again_after_a_restore(march: Offices) -> None:
    made = back_up(march)
    close(march, MARCH)
    admin = restore(march, made)
    depart(march.enter("anna"), "m", "GE", date(2026, 3, 30))
    march.clock.pass_days(30)
    close(march, APRIL)
    assert counts(admin) == {**OF_MARCH, ("2026-04", "GE"): 1}


def test_who_is_entered_anew_under_a_number_of_before_counts_too(march: Offices) -> None:
    """People entered after the back-up are gone by it; whoever gets their numbers is somebody else."""
    made = back_up(march)
    depart(march.enter("anna"), "mm", "GE", date(2026, 3, 30))
    close(march, MARCH)
    admin = restore(march, made)
    assert counts(admin) == {**OF_MARCH, ("2026-03", "GE"): 2}
    depart(march.enter("anna"), "fff", "VD", date(2026, 4, 3))
    march.clock.pass_days(30)
    close(march, APRIL)
    assert counts(admin) == {**OF_MARCH, ("2026-03", "GE"): 2, ("2026-04", "VD"): 3}


def test_a_month_that_was_closed_otherwise_in_the_back_up_is_that_of_the_living_office(march: Offices) -> None:
    """The former office went on elsewhere and comes back: what the living one counted stays."""
    first = back_up(march, "first")
    depart(march.enter("anna"), "mm", "GE", date(2026, 3, 30))
    close(march, MARCH)
    enter_in_ledger(march.admin, "cube")
    other = back_up(march, "other")
    # The living office: the first back-up, in which March is closed with five people.
    living_office = restore(march, first)
    run(living_office, "DELETE FROM frozen_departures")
    run(living_office, "DELETE FROM closings")
    close(march, MARCH)
    assert counts(living_office) == OF_MARCH
    enter_in_ledger(living_office, "export")
    living = ledger(living_office)
    admin = restore(march, other)
    assert counts(admin) == OF_MARCH
    assert [row.kind for row in ledger(admin)] == ["cube", "export"] == [row.kind for row in living]


def test_a_month_that_is_damaged_today_comes_back_from_the_back_up(march: Offices) -> None:
    close(march, MARCH)
    made = back_up(march)
    run(march.admin, "UPDATE frozen_departures SET canton = 'GE'")
    assert counts(restore(march, made)) == OF_MARCH


def test_a_ledger_that_is_damaged_today_is_kept_up_to_the_damage(march: Offices) -> None:
    enter_in_ledger(march.admin, "plan")
    made = back_up(march)
    enter_in_ledger(march.admin, "cube", "export")
    run(march.admin, "DROP TRIGGER statistics_ledger_no_update")
    run(march.admin, "UPDATE statistics_ledger SET content = '{}' WHERE number = 3")
    admin = restore(march, made)
    assert [row.kind for row in ledger(admin)] == ["plan", "cube"]


def test_the_entry_of_the_restore_says_what_came_over(march: Offices) -> None:
    made = back_up(march)
    close(march, MARCH)
    enter_in_ledger(march.admin, "cube")
    session = restore(march, made).reading()
    try:
        entries = repositories.audit_entries(session, user_id=None, before=None, limit=9)
    finally:
        session.close()
    detail = next(row.detail for row in entries if row.act == "backups.restore")
    assert (detail["statistics_kept"], detail["months_kept"]) == (1, ["2026-03-01"])
