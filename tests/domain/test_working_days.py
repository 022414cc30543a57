"""Working days are those of the canton, and months are counted by the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.figures import CANTONS
from returnhelp.domain.working_days import (
    add_months,
    add_working_days,
    holidays_between,
    holidays_of,
    is_holiday,
    is_working_day,
    next_working_day,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_the_whole_country_rests_on_four_days():
    assert sorted(holidays_of(None, 2026)) == [
        date(2026, 1, 1),
        date(2026, 5, 14),  # Ascension
        date(2026, 8, 1),
        date(2026, 12, 25),
    ]


@pytest.mark.parametrize("canton", CANTONS)
def test_every_canton_keeps_the_four_days_of_the_country_and_days_of_its_own(canton):
    assert set(holidays_of(None, 2026)) < set(holidays_of(canton, 2026))


@pytest.mark.parametrize(
    ("canton", "day", "name"),
    [
        ("BE", date(2026, 1, 2), "Berchtoldstag"),
        ("TI", date(2026, 1, 6), "Heilige Drei Könige"),
        ("TI", date(2026, 3, 19), "Josefstag"),
        ("TI", date(2026, 6, 29), "Peter und Paul"),
        ("NE", date(2027, 3, 1), "Jahrestag der Ausrufung der Republik"),
        ("GL", date(2026, 4, 9), "Näfelser Fahrt"),
        ("ZH", date(2026, 5, 1), "Tag der Arbeit"),
        ("LU", date(2026, 6, 4), "Fronleichnam"),
        ("JU", date(2026, 6, 23), "Fest der Unabhängigkeit"),
        ("VS", date(2025, 8, 15), "Mariä Himmelfahrt"),
        ("GE", date(2026, 9, 10), "Genfer Bettag"),
        ("VD", date(2026, 9, 21), "Bettagsmontag"),
        ("OW", date(2026, 9, 25), "Bruder Klaus"),
        ("FR", date(2026, 4, 3), "Karfreitag"),
        ("SZ", date(2026, 12, 8), "Mariä Empfängnis"),
        ("GE", date(2026, 12, 31), "Wiederherstellung der Republik"),
    ],
)
def test_a_canton_rests_on_its_own_days(canton, day, name):
    assert holidays_of(canton, day.year, "de")[day] == name
    assert not is_working_day(day, canton)


@pytest.mark.parametrize(
    ("canton", "day"),
    [
        ("ZH", date(2026, 1, 2)),
        ("BE", date(2026, 3, 19)),
        ("BE", date(2026, 5, 1)),
        ("VD", date(2026, 9, 10)),
        ("GE", date(2026, 9, 21)),
        ("BE", date(2027, 3, 1)),
        ("VS", date(2026, 4, 3)),  # Good Friday is no holiday in Valais and Ticino
        ("TI", date(2026, 4, 3)),
        (None, date(2026, 4, 3)),
    ],
)
def test_another_cantons_holiday_is_a_working_day(canton, day):
    assert is_working_day(day, canton)


def test_the_day_after_christmas_depends_on_the_weekday_in_some_cantons():
    assert is_holiday(date(2026, 12, 26), "ZH")
    assert not is_holiday(date(2026, 12, 26), "AI")  # 25 December is a Friday
    assert is_holiday(date(2028, 12, 26), "ZH")


def test_holidays_are_called_by_their_names_in_each_language():
    day = date(2026, 8, 1)
    assert [holidays_of(None, 2026, language)[day] for language in ("en", "de", "fr", "it")] == [
        "National Day",
        "Nationalfeiertag",
        "Fête nationale",
        "Festa nazionale",
    ]
    assert holidays_of(None, 2026, "xx")[day] == "National Day"


def test_letters_that_are_no_canton_are_refused():
    for letters in ("FL", "be", "", "Stadt Zurich"):
        with pytest.raises(ValueError, match="is no canton"):
            is_working_day(date(2026, 3, 3), letters)


def test_saturday_and_sunday_are_no_working_days():
    assert [is_working_day(date(2026, 3, 2) + timedelta(days=ahead)) for ahead in range(7)] == [True] * 5 + [False] * 2


def test_the_next_working_day_is_the_day_itself_if_it_is_one():
    assert next_working_day(date(2026, 3, 6)) == date(2026, 3, 6)
    assert next_working_day(date(2026, 3, 7)) == date(2026, 3, 9)
    assert next_working_day(date(2026, 4, 3), "BE") == date(2026, 4, 7)  # Good Friday to Easter Monday
    assert next_working_day(date(2026, 12, 25), "BE") == date(2026, 12, 28)
    assert next_working_day(date(2026, 12, 31), "GE") == date(2027, 1, 4)


def test_working_days_are_counted_without_the_day_of_the_event():
    assert add_working_days(date(2026, 3, 3), 3) == date(2026, 3, 6)
    assert add_working_days(date(2026, 3, 4), 3) == date(2026, 3, 9)
    assert add_working_days(date(2026, 3, 7), 1) == date(2026, 3, 9)
    assert add_working_days(date(2026, 4, 1), 3, "BE") == date(2026, 4, 8)
    assert add_working_days(date(2026, 4, 1), 3, "VS") == date(2026, 4, 6)
    assert add_working_days(date(2026, 3, 9), -1) == date(2026, 3, 6)
    assert add_working_days(date(2026, 3, 8), 0) == date(2026, 3, 8)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 10), -1, date(2025, 12, 10)),
        (date(2026, 1, 10), 0, date(2026, 1, 10)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(day, months, then):
    assert add_months(day, months) == then


def test_the_calendar_ends_somewhere():
    for months in (12 * 9_000, -12 * 9_000):
        with pytest.raises(OverflowError):
            add_months(date(2026, 1, 31), months)
    with pytest.raises(OverflowError):
        add_working_days(date.max, 1)


def test_holidays_between_two_days_are_named_in_order_and_without_weekends():
    assert holidays_between(date(2025, 12, 24), date(2026, 1, 2), "BE") == (
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 1, 1),
        date(2026, 1, 2),
    )
    assert holidays_between(date(2026, 8, 1), date(2026, 8, 1), "BE") == ()  # a Saturday


@given(DAYS, st.integers(0, 40), st.sampled_from((None, *CANTONS)))
def test_as_many_working_days_lie_between_as_were_added(day, count, canton):
    then = add_working_days(day, count, canton)
    between = (day + timedelta(days=ahead) for ahead in range(1, (then - day).days + 1))
    assert sum(is_working_day(one, canton) for one in between) == count


@given(DAYS, st.integers(-600, 600))
def test_months_are_counted_exactly(day, count):
    then = add_months(day, count)
    assert then.year * 12 + then.month - (day.year * 12 + day.month) == count
    assert then.day <= day.day
