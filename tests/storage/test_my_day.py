"""My day shows what is mine, in time, and the team's to those who lead it."""

from datetime import timedelta
from typing import Any

from returnhelp.domain.lists import MyDay, Sight
from returnhelp.domain.steps import Step
from returnhelp.domain.tasks import Note, Task
from returnhelp.storage.my_day import my_day

from .conftest import NOW, TODAY, Filing

ANNA, BEAT = 2, 3


def day(filing: Filing, **given: Any) -> MyDay:
    asked: dict[str, Any] = {"today": TODAY, "whose": {ANNA}, "reader": ANNA, "sight": Sight()}
    with filing.store.reading() as session:
        return my_day(session, **(asked | given))


def add(filing: Filing, **given: Any) -> int:
    return filing.case(filing.person("Li", "Bo"), **({"caseworker_id": ANNA} | given))


def test_my_open_cases_are_counted_by_step_without_closed_ones_and_others(filing: Filing) -> None:
    add(filing, step=Step.COUNSELLING)
    add(filing, step=Step.COUNSELLING)
    add(filing, step=Step.DOCUMENTS)
    add(filing, step=Step.CLOSED)
    add(filing, step=Step.COUNSELLING, caseworker_id=BEAT)
    add(filing, step=Step.COUNSELLING, deleted_at=NOW)
    mine = day(filing)
    assert (mine.open_cases, mine.by_step) == (3, ((Step.COUNSELLING, 2), (Step.DOCUMENTS, 1)))
    assert day(filing, whose={ANNA, BEAT}).open_cases == 4
    assert day(filing, whose=None).open_cases == 4
    assert mine.approvals is None


def test_tasks_are_overdue_or_coming_mine_or_nobodys_on_my_cases(filing: Filing) -> None:
    def task(title: str, days: int, case: int, **given: Any) -> None:
        filing.add(Task(title, TODAY + timedelta(days=days), case_id=case, **given))

    mine, other = add(filing), add(filing, caseworker_id=BEAT)
    task("late", -1, mine)
    task("today", 0, mine)
    task("far", 15, mine)
    task("done", -1, mine, done_on=TODAY)
    task("given to me", -2, other, assignee_id=ANNA)
    task("given to another", -2, mine, assignee_id=BEAT)
    task("not mine", -2, other)
    found = day(filing)
    assert [one.title for one in found.overdue] == ["given to me", "late"]
    assert [one.title for one in found.coming] == ["today"]
    assert (found.overdue_count, found.coming_count) == (2, 1)
    assert len(day(filing, whose=None).overdue) == 4


def test_departures_of_the_days_ahead_and_cases_that_have_not_moved(filing: Filing) -> None:
    soon = add(filing, planned_departure=TODAY + timedelta(days=14))
    add(filing, planned_departure=TODAY + timedelta(days=15))
    add(filing, planned_departure=TODAY, departed_on=TODAY - timedelta(days=1))
    still = add(filing, opened_on=TODAY - timedelta(days=31))
    found = day(filing)
    assert [one.case_id for one in found.departures] == [soon]
    assert [one.case_id for one in found.unmoved] == [still]


def test_a_note_for_me_waits_until_it_is_read(filing: Filing) -> None:
    case = add(filing, caseworker_id=BEAT)
    filing.add(Note("for me", NOW, by_user_id=BEAT, for_user_id=ANNA, case_id=case))
    filing.add(Note("read", NOW, by_user_id=BEAT, for_user_id=ANNA, read_at=NOW, case_id=case))
    filing.add(Note("for nobody", NOW, by_user_id=BEAT, case_id=case))
    assert [one.text for one in day(filing).notes] == ["for me"]


def test_a_restricted_case_shows_only_to_those_who_may_see_it(filing: Filing) -> None:
    add(filing, restricted=True)
    assert day(filing).open_cases == 0
    assert day(filing, sight=Sight(restricted_of=frozenset({ANNA}))).open_cases == 1
    assert day(filing, whose=None, sight=Sight(restricted_of="all")).open_cases == 1


def test_a_supervisor_sees_what_waits_for_them(filing: Filing) -> None:
    stuck = add(filing, step=Step.APPLICATION_SUBMITTED, step_since=TODAY - timedelta(days=31))
    add(filing, step=Step.APPLICATION_SUBMITTED, step_since=TODAY)
    add(filing, deleted_at=NOW)
    filing.person("Gone", deleted_at=NOW)
    waiting = day(filing, whose=None, months_to_close=(TODAY.replace(day=1),)).approvals
    assert waiting is not None
    assert [one.case_id for one in waiting.long_undecided] == [stuck]
    assert (waiting.trashed_cases, waiting.trashed_people) == (1, 1)
    assert waiting.months_to_close == (TODAY.replace(day=1),)
