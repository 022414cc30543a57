"""The month's figures: who is counted where, and that everything adds up, on any data."""

import math
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.domain.counting import assemble, lead_time
from returnhelp.domain.errors import FiguresDoNotAddUpError
from returnhelp.domain.figures import (
    CANTONS,
    NONE_RECORDED,
    OF_DEPARTED,
    OTHER,
    TOP,
    UNKNOWN,
    AgeGroup,
    Gap,
    Period,
    PerPeriod,
    Topic,
    age_group,
    days_of,
    money_key,
)
from tests.domain.invented_month import an_office, counted


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 120), st.integers(1, 12))
def test_every_block_adds_up_on_any_data(seed: int, size: int, month: int) -> None:
    departures = an_office(seed, size)
    figures = assemble(counted(departures, 2026, month))
    figures.check()
    for period in Period:
        first, last = days_of(period, 2026, month)
        there = [one for one in departures if first <= one.on <= last]
        assert figures.persons[period] in (len(there), None)
        for topic in OF_DEPARTED:
            block = figures.block(topic)
            assert [row.key for row in block.rows].count(UNKNOWN) == 1
            if block.total[period] is not None:
                assert sum(row.values[period] or 0 for row in block.rows) == len(there)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(30, 200))
def test_ten_nationalities_are_named_and_the_rest_is_other(seed: int, size: int) -> None:
    departures = an_office(seed, size)
    figures = assemble(counted(departures, 2026, 12))
    rows = figures.block(Topic.NATIONALITY).rows
    named = [row for row in rows if row.key not in (OTHER, UNKNOWN)]
    year = Counter(one.keys[Topic.NATIONALITY] for one in departures if one.on.year == 2026)
    assert all((row.values.year_to_date or 0) == year[row.key] for row in named)
    other = next((row for row in rows if row.key == OTHER), None)
    if other is None:
        assert len(named) <= TOP + 1
        return
    assert len(named) == TOP
    least = min(row.values.year_to_date or 0 for row in named)
    left_out = {key for key in year if key != UNKNOWN} - {row.key for row in named}
    assert all(year[key] <= least for key in left_out)
    assert other.grouped >= len(left_out)


@given(st.lists(st.integers(0, 900), min_size=1, max_size=60))
def test_nine_cases_in_ten_took_no_longer_than_the_percentile(days: list[int]) -> None:
    lead = lead_time(days)
    assert lead is not None
    assert lead.percentile_90 in days
    assert sum(day <= lead.percentile_90 for day in days) >= math.ceil(len(days) * 0.9)
    assert sum(day < lead.percentile_90 for day in days) < len(days) * 0.9
    assert sum(day <= lead.median for day in days) * 2 >= len(days)


def test_no_case_has_no_lead_time() -> None:
    assert lead_time([]) is None


@pytest.mark.parametrize(
    ("born", "left", "group"),
    [
        (date(2008, 3, 10), date(2026, 3, 9), AgeGroup.FROM_14),
        (date(2008, 3, 10), date(2026, 3, 10), AgeGroup.FROM_18),
        (date(2020, 3, 10), date(2026, 3, 9), AgeGroup.FROM_0),
        (date(2020, 3, 10), date(2026, 3, 10), AgeGroup.FROM_6),
        (date(1961, 5, 2), date(2026, 5, 2), AgeGroup.FROM_65),
        (date(1900, 1, 1), date(2026, 5, 2), AgeGroup.FROM_65),
        (date(2026, 5, 2), date(2026, 5, 2), AgeGroup.FROM_0),
        (date(2026, 5, 3), date(2026, 5, 2), AgeGroup.UNKNOWN),
        (None, date(2026, 5, 2), AgeGroup.UNKNOWN),
    ],
)
def test_the_age_group_is_that_of_the_day_of_departure(born: date | None, left: date, group: AgeGroup) -> None:
    assert age_group(born, left) is group


def test_the_four_periods_of_a_leap_february() -> None:
    assert days_of(Period.MONTH, 2024, 2) == (date(2024, 2, 1), date(2024, 2, 29))
    assert days_of(Period.MONTH_LAST_YEAR, 2024, 2) == (date(2023, 2, 1), date(2023, 2, 28))
    assert days_of(Period.YEAR_TO_DATE, 2024, 2) == (date(2024, 1, 1), date(2024, 2, 29))
    assert days_of(Period.YEAR_TO_DATE_LAST_YEAR, 2024, 12) == (date(2023, 1, 1), date(2023, 12, 31))


def test_a_period_before_the_first_entry_is_not_recorded_rather_than_zero() -> None:
    departures = [replace(one, on=one.on.replace(year=2026)) for one in an_office(1, 40)]
    figures = assemble(counted(departures, 2026, 12))
    assert figures.persons.month_last_year is None
    assert figures.cases.year_to_date_last_year is None
    assert figures.block(Topic.SEX).total.year_to_date_last_year is None
    assert figures.by_month_last_year == (None,) * 12
    assert figures.to_dict()["departures"]["month_last_year"] is None


def test_what_the_office_never_entered_is_not_recorded_though_people_departed() -> None:
    departures = an_office(2, 60)
    for one in departures:
        one.keys[Topic.PERMIT] = UNKNOWN
    counts = counted(departures, 2026, 6)
    since = {topic: day for topic, day in counts.recorded_since.items() if topic is not Topic.PERMIT}
    figures = assemble(replace(counts, recorded_since=since))
    assert figures.block(Topic.PERMIT).total == PerPeriod()
    assert figures.persons.year_to_date is not None
    assert Gap.PERMIT not in {one.gap for one in figures.gaps}


def test_a_quiet_month_after_the_first_entry_is_zero() -> None:
    figures = assemble(counted([replace(an_office(3, 1)[0], on=date(2025, 1, 4))], 2026, 6))
    assert figures.persons == PerPeriod(0, 0, 0, 1)
    assert figures.block(Topic.AGE_GROUP).total.month == 0


def test_a_year_that_the_store_holds_only_in_part_says_since_when() -> None:
    departures = [replace(one, on=max(one.on, date(2025, 4, 7))) for one in an_office(4, 60)]
    figures = assemble(counted(departures, 2026, 6))
    assert figures.since == min(one.on for one in departures)
    assert figures.block(Topic.CANTON).since == figures.since


def test_missing_data_is_counted_from_the_unknown_lines() -> None:
    departures = an_office(5, 80)
    figures = assemble(counted(departures, 2026, 9, gaps={Gap.DECISION: {Period.MONTH: 2, Period.YEAR_TO_DATE: 7}}))
    found = {one.gap: (one.month, one.year_to_date) for one in figures.gaps}
    year = [one for one in departures if date(2026, 1, 1) <= one.on <= date(2026, 9, 30)]
    assert found[Gap.BIRTH_DATE][1] == sum(age_group(one.birth, one.on) is AgeGroup.UNKNOWN for one in year)
    assert found[Gap.DECISION] == (2, 7)


def test_a_person_with_two_vulnerabilities_stands_in_two_rows() -> None:
    one = replace(an_office(6, 1)[0], on=date(2026, 2, 3), kinds=("health", "elderly"))
    other = replace(an_office(7, 1)[0], on=date(2026, 2, 4), kinds=())
    block = assemble(counted([one, other], 2026, 2)).block(Topic.VULNERABILITY)
    assert not block.exclusive
    assert {row.key: row.values.month for row in block.rows} == {"health": 1, "elderly": 1, NONE_RECORDED: 1}
    assert block.total.month == 2


def test_money_is_exact_to_the_centime_and_by_kind_of_project() -> None:
    from returnhelp.domain.aid import AidComponent, ProjectKind

    housing = money_key(AidComponent.IN_KIND, ProjectKind.HOUSING)
    decided = {
        "CHF": {
            Period.MONTH: {"basic": 100005, housing: 300000},
            Period.YEAR_TO_DATE: {"basic": 250005, housing: 300000},
        }
    }
    total = {"CHF": {Period.MONTH: 400005, Period.YEAR_TO_DATE: 550005}}
    figures = assemble(counted(an_office(8, 20), 2026, 5, decided=decided, decided_total=total))
    block = figures.block(Topic.MONEY_DECIDED, "CHF")
    assert block.row("basic").values.month == 100005
    assert block.row(housing).values.year_to_date == 300000
    assert block.total.month == 400005
    assert figures.to_dict()["money"]["CHF"]["decided"]["total"]["year_to_date"] == 550005


@pytest.mark.parametrize(
    "broken",
    [
        {"persons": {Period.MONTH: 4, Period.YEAR_TO_DATE: 40}},
        {"cases": {Period.MONTH: 999, Period.YEAR_TO_DATE: 999}},
        {"taken_over": {Period.YEAR_TO_DATE: 9999}},
        {"by_month": {(2026, 5): 1}},
        {"open_cases": {"counselling": (3, 20)}, "open_total": 4},
        {"decisions": {Period.MONTH: {"approved": 3}}, "decisions_total": {Period.MONTH: 2}},
        {"paid": {"CHF": {Period.MONTH: {"basic": 100}}}, "paid_total": {"CHF": {Period.MONTH: 101}}},
        {"lead_days": {Period.MONTH: [3] * 999}},
    ],
)
def test_what_does_not_add_up_is_never_a_report(broken: dict[str, object]) -> None:
    with pytest.raises(FiguresDoNotAddUpError):
        assemble(counted(an_office(9, 50), 2026, 5, **broken))


def test_a_row_that_went_missing_is_noticed() -> None:
    figures = assemble(counted(an_office(10, 50), 2026, 8))
    block = figures.block(Topic.CANTON)
    full = next(row for row in block.rows if row.values.year_to_date)
    with pytest.raises(FiguresDoNotAddUpError):
        replace(block, rows=tuple(row for row in block.rows if row is not full)).check()


def test_the_cantons_stand_in_the_order_of_the_constitution() -> None:
    rows = assemble(counted(an_office(11, 200), 2026, 12)).block(Topic.CANTON).rows
    order = [row.key for row in rows if row.key in CANTONS]
    assert order == sorted(order, key=lambda one: CANTONS.index(str(one)))
    assert rows[-1].key == UNKNOWN


def test_the_plain_figures_hold_every_block_and_period() -> None:
    plain = assemble(counted(an_office(12, 100), 2026, 3)).to_dict()
    assert plain["month"] == "2026-03"
    assert set(plain["departures"]) >= {period.value for period in Period} | {"cases", "unit"}
    for topic in OF_DEPARTED:
        assert set(plain[f"by_{topic.value}"]["total"]) == {period.value for period in Period}
    assert {"counselling", "applications", "decisions", "money", "lead_time_days", "missing"} <= set(plain)
