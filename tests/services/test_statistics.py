"""Statistics leave only over closed months, protected, and the ledger remembers them."""

from datetime import date

import pytest

from returnhelp.domain.errors import (
    MonthNotOverError,
    MonthsNotClosedError,
    MonthToComeError,
    NotAllowedError,
    ReturnHelpError,
)
from returnhelp.domain.household import MemberRole
from returnhelp.domain.lists import CaseColumn, CaseQuery
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.tables import Months, TableRequest, Variable
from returnhelp.services import cases, closing, lists, reporting, statistics, trash
from returnhelp.services.office import Office
from tests.office import Offices, has_departed

MARCH = Months(date(2026, 3, 1), date(2026, 3, 31))
SEX_BY_CANTON = TableRequest(Variable.SEX, Variable.CANTON, MARCH)


def depart(office: Office, sexes: str, canton: str, day: date) -> None:
    """A household of these people leaves that day."""
    from returnhelp.domain.edits import Edit

    new = NewCase(
        household={"canton": canton},
        members=tuple(
            NewMember(
                MemberRole.PRINCIPAL if number == 0 else MemberRole.CHILD,
                person={"family_name": f"F{number}", "sex": sex, "birth_date": date(1990, 1, 1)},
            )
            for number, sex in enumerate(sexes)
        ),
    )
    number = cases.open_case(office, new).value
    parts = cases.view(office, number).parts["travellers"]
    has_departed(office, number, day)
    cases.save(office, [Edit("travellers", one.id, ("case", number), {"departed_on": day}) for one in parts])


@pytest.fixture
def march(house: Offices) -> Offices:
    """A March with departures from two cantons, seen from April."""
    anna = house.enter("anna")
    for day in range(1, 13):
        depart(anna, "mf", "BE", date(2026, 3, day))
    depart(anna, "mff", "ZH", date(2026, 3, 14))
    house.clock.pass_days(20)
    return house


def test_an_open_month_gives_no_statistics(march: Offices) -> None:
    with pytest.raises(MonthsNotClosedError):
        statistics.protect(march.admin, SEX_BY_CANTON)
    sara = march.enter("sara")
    with pytest.raises(MonthNotOverError):
        closing.close(sara, date(2026, 4, 1))
    with pytest.raises(NotAllowedError):
        closing.close(march.admin, date(2026, 3, 1))
    assert closing.close(sara, date(2026, 3, 1)).value == (date(2026, 3, 1),)
    assert closing.close(sara, date(2026, 3, 1)).value == ()
    assert statistics.protect(march.admin, SEX_BY_CANTON).persons == 27


def test_small_numbers_are_hidden_and_cannot_be_subtracted(march: Offices) -> None:
    closing.close(march.enter("sara"), date(2026, 3, 1))
    table = statistics.protect(march.admin, SEX_BY_CANTON).table.published()
    zurich = table.column_keys.index("ZH")
    assert table.column_totals[zurich] is None
    assert all(row[zurich] is None for row in table.cells)


def test_what_was_handed_out_is_in_the_ledger_and_comes_out_the_same_again(march: Offices) -> None:
    closing.close(march.enter("sara"), date(2026, 3, 1))
    first = statistics.publish(march.admin, statistics.protect(march.admin, SEX_BY_CANTON), "csv", "de").value
    again = statistics.publish(march.admin, statistics.protect(march.admin, SEX_BY_CANTON), "csv", "de").value
    assert first == again
    (entry,) = statistics.published(march.admin)
    assert entry.request == SEX_BY_CANTON
    for kind in ("xlsx", "pdf"):
        assert statistics.publish(march.admin, statistics.protect(march.admin, SEX_BY_CANTON), kind, "fr").value


def test_a_late_entry_never_changes_a_closed_month(march: Offices) -> None:
    anna, sara = march.enter("anna"), march.enter("sara")
    closing.close(sara, date(2026, 3, 1))
    before = statistics.protect(march.admin, SEX_BY_CANTON)
    depart(anna, "mmmmmm", "BE", date(2026, 3, 20))
    after = statistics.protect(march.admin, SEX_BY_CANTON)
    assert (after.table, after.persons) == (before.table, 27)
    march.clock.pass_days(30)
    closing.close(sara, date(2026, 4, 1))
    april = TableRequest(Variable.SEX, Variable.CANTON, Months(date(2026, 4, 1), date(2026, 4, 30)))
    found = statistics.protect(march.admin, april)
    assert (found.persons, found.late_entries) == (6, 6)


def test_who_has_the_number_of_somebody_gone_for_good_is_counted_too(march: Offices) -> None:
    anna, sara = march.enter("anna"), march.enter("sara")
    closing.close(sara, date(2026, 3, 1))
    latest = lists.cases(anna, CaseQuery(sort=CaseColumn.NUMBER), 0, 1)[0].case_id
    trash.put_in(anna, "case", latest)
    trash.empty(sara, everything=True)
    depart(anna, "mff", "BS", date(2026, 4, 2))
    march.clock.pass_days(30)
    closing.close(sara, date(2026, 4, 1))
    april = Months(date(2026, 4, 1), date(2026, 4, 30))
    session = sara.reading()
    try:
        assert statistics.count(session, TableRequest(Variable.SEX, Variable.CANTON, april)).total == 3
        assert statistics.count(session, SEX_BY_CANTON).total == 27
    finally:
        session.close()


def test_overlapping_months_are_refused_once_something_was_handed_out(march: Offices) -> None:
    closing.close(march.enter("sara"), date(2026, 3, 1))
    statistics.publish(march.admin, statistics.protect(march.admin, SEX_BY_CANTON), "csv", "de")
    march.clock.pass_days(30)
    closing.close(march.enter("sara"), date(2026, 4, 1))
    both = TableRequest(Variable.SEX, Variable.CANTON, Months(date(2026, 3, 1), date(2026, 4, 30)))
    with pytest.raises(ReturnHelpError):
        statistics.protect(march.admin, both)


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
