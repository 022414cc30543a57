"""The tables of the office: two people for each entry, no gap, no overlap, nothing deleted."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.case import CentrePhase
from returnhelp.domain.errors import (
    EntryDecidedError,
    EntryEndError,
    EntryGapError,
    EntryOverlapError,
    EntryReasonMissingError,
    EntrySamePersonError,
    EntrySourceMissingError,
    EntryStepsError,
    EntryValueError,
)
from returnhelp.domain.office_tables import (
    TABLES,
    ColumnKind,
    Entry,
    EntryFault,
    OfficeTable,
    OfficeTables,
    check,
    closes,
    confirm,
    ends_on,
    holding,
    withdraw,
)

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
GEORGIA, TURKEY, YUGOSLAVIA = 8562, 8239, 8220
T = OfficeTable


def an_entry(table: OfficeTable, valid_from: date, valid_to: date | None = None, **values: Any) -> Entry:
    return Entry(
        table=table, values=values, valid_from=valid_from, valid_to=valid_to, source="SEM", entered_by=1, entered_at=NOW
    )


def confirmed(entry: Entry, *standing: Entry) -> Entry:
    confirm(entry, standing, by=2, at=NOW)
    return entry


def a_rate(valid_from: date, valid_to: date | None = None, adult: int = 2000_00, programme: str = "Guinea") -> Entry:
    return an_entry(
        T.PROGRAMME_RATES,
        valid_from,
        valid_to,
        programme=programme,
        adult=adult,
        minor=1000_00,
        in_kind_max=3000_00,
        currency="CHF",
    )


def a_step(first: int, last: int | None, valid_from: date = date(2026, 1, 1), adult: int = 1000_00) -> Entry:
    return an_entry(
        T.FEDERAL_CENTRE_STEPS,
        valid_from,
        phase=CentrePhase.PHASE_1,
        days_from=first,
        days_to=last,
        adult=adult,
        minor=500_00,
        in_kind_max=3000_00,
    )


def test_every_table_is_described_and_its_series_and_steps_are_its_columns():
    assert set(TABLES) == set(OfficeTable)
    for spec in TABLES.values():
        names = [column.name for column in spec.columns]
        assert len(names) == len(set(names))
        assert set(spec.series) <= set(names)
        assert set(spec.steps or ()) <= set(names)
        assert all(bool(column.choices) == (column.kind is ColumnKind.CHOICE) for column in spec.columns)


@pytest.mark.parametrize(
    ("values", "column", "fault"),
    [
        ({"adult": -1}, "adult", EntryFault.NEGATIVE),
        ({"adult": 10.5}, "adult", EntryFault.NOT_A_NUMBER),
        ({"adult": True}, "adult", EntryFault.NOT_A_NUMBER),
        ({"adult": None}, "adult", EntryFault.MISSING),
        ({"programme": "  "}, "programme", EntryFault.MISSING),
        ({"programme": 5}, "programme", EntryFault.NOT_A_TEXT),
        ({"currency": "GBP"}, "currency", EntryFault.NOT_A_CHOICE),
        ({"colour": "red"}, "colour", EntryFault.UNKNOWN_COLUMN),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_column(values, column, fault):
    entry = a_rate(date(2026, 1, 1))
    entry.values |= values
    with pytest.raises(EntryValueError) as refused:
        check(entry, [])
    assert refused.value.given == {"table": T.PROGRAMME_RATES, "column": column, "fault": fault}


@pytest.mark.parametrize("state", [1, 9999, YUGOSLAVIA])
def test_a_state_that_is_none_of_today_is_refused(state):
    with pytest.raises(EntryValueError) as refused:
        check(an_entry(T.VISA_EXEMPT_STATES, date(2026, 1, 1), state=state), [])
    assert refused.value.given["fault"] is EntryFault.UNKNOWN_STATE


def test_a_figure_without_its_source_or_with_its_end_before_its_start_is_refused():
    entry = a_rate(date(2026, 1, 1))
    entry.source = " "
    with pytest.raises(EntrySourceMissingError):
        check(entry, [])
    check(a_rate(date(2026, 1, 1), date(2026, 1, 1)), [])
    with pytest.raises(EntryEndError):
        check(a_rate(date(2026, 1, 1), date(2025, 12, 31)), [])


def test_an_entry_counts_only_when_a_second_person_has_confirmed_it():
    entry = a_rate(date(2026, 1, 1))
    assert holding([entry], T.PROGRAMME_RATES, date(2026, 1, 1)) == ()
    with pytest.raises(EntrySamePersonError):
        confirm(entry, [], by=1, at=NOW)
    assert not entry.counts
    assert confirm(entry, [], by=2, at=NOW) == ()
    assert holding([entry], T.PROGRAMME_RATES, date(2026, 1, 1)) == (entry,)
    with pytest.raises(EntryDecidedError):
        confirm(entry, [], by=3, at=NOW)


def test_a_later_entry_closes_the_open_one_the_day_before_and_says_so():
    old = confirmed(a_rate(date(2025, 1, 1)))
    new = a_rate(date(2026, 1, 1), adult=1500_00)
    check(new, [old])
    assert closes(new, [old, new]) == (old,)
    assert ends_on(old, [old, new]) is None, "a proposal closes nothing before it is confirmed"
    assert holding([old, new], T.PROGRAMME_RATES, date(2026, 1, 1)) == (old,)
    assert confirm(new, [old, new], by=2, at=NOW) == (old,)
    assert ends_on(old, [old, new]) == date(2025, 12, 31)
    assert holding([old, new], T.PROGRAMME_RATES, date(2025, 12, 31)) == (old,)
    assert holding([old, new], T.PROGRAMME_RATES, date(2026, 1, 1)) == (new,)
    assert old.valid_to is None, "what was entered stays as it was entered"


def test_what_is_withdrawn_counts_no_more_and_what_it_closed_is_open_again():
    old, new = confirmed(a_rate(date(2025, 1, 1))), a_rate(date(2026, 1, 1))
    confirmed(new, old)
    with pytest.raises(EntryReasonMissingError):
        withdraw(new, by=3, at=NOW, reason=" ")
    withdraw(new, by=3, at=NOW, reason="typed from the wrong page")
    assert holding([old, new], T.PROGRAMME_RATES, date(2026, 6, 1)) == (old,)
    assert (new.withdrawn_by, new.withdrawn_reason) == (3, "typed from the wrong page")
    with pytest.raises(EntryDecidedError):
        withdraw(new, by=3, at=NOW, reason="again")
    with pytest.raises(EntryDecidedError):
        confirm(new, [old], by=2, at=NOW)


def test_two_entries_of_one_series_never_hold_on_the_same_day():
    old = confirmed(a_rate(date(2025, 1, 1), date(2025, 12, 31)))
    with pytest.raises(EntryOverlapError) as refused:
        check(a_rate(date(2025, 12, 31)), [old])
    assert refused.value.given["first"] == date(2025, 12, 31)
    with pytest.raises(EntryOverlapError):
        check(a_rate(date(2025, 1, 1)), [old])
    with pytest.raises(EntryOverlapError):
        check(a_rate(date(2024, 1, 1), date(2025, 1, 1)), [old])
    check(a_rate(date(2025, 6, 1), programme="Nigeria"), [old])
    with pytest.raises(EntryOverlapError):
        check(a_rate(date(2025, 6, 1), programme=" GUINEA"), [old])


def test_no_day_between_two_entries_is_left_without_a_rate():
    old = confirmed(a_rate(date(2025, 1, 1), date(2025, 12, 31)))
    check(a_rate(date(2026, 1, 1)), [old])
    with pytest.raises(EntryGapError) as refused:
        check(a_rate(date(2026, 1, 3)), [old])
    assert (refused.value.given["first"], refused.value.given["last"]) == (date(2026, 1, 1), date(2026, 1, 2))
    check(a_rate(date(2024, 1, 1), date(2024, 12, 31)), [old])
    check(a_rate(date(2024, 1, 1)), [old])
    with pytest.raises(EntryGapError):
        check(a_rate(date(2024, 1, 1), date(2024, 12, 30)), [old])


def test_a_state_may_be_off_a_list_for_some_time_and_an_empty_list_says_nothing():
    was = confirmed(an_entry(T.VISA_EXEMPT_STATES, date(2017, 3, 28), date(2024, 12, 31), state=GEORGIA))
    again = an_entry(T.VISA_EXEMPT_STATES, date(2026, 1, 1), state=GEORGIA)
    confirmed(again, was)
    tables = OfficeTables([was, again])
    assert tables.listed(T.VISA_EXEMPT_STATES, GEORGIA, date(2024, 12, 31)) is True
    assert tables.listed(T.VISA_EXEMPT_STATES, TURKEY, date(2024, 12, 31)) is False
    assert tables.listed(T.VISA_EXEMPT_STATES, GEORGIA, date(2025, 6, 1)) is None
    assert tables.listed(T.EURP_STATES, GEORGIA, date(2026, 6, 1)) is None
    assert tables.listed(T.VISA_EXEMPT_STATES, GEORGIA, date(2026, 6, 1)) is True


def test_the_state_of_an_entry_may_have_come_back_from_the_store_as_plain_text():
    step = a_step(0, 21)
    step.values["phase"] = "phase_1"
    confirmed(step)
    assert OfficeTables([step]).step(CentrePhase.PHASE_1, 21, date(2026, 1, 1)) is step


def test_asylv2_74_5_steps_of_a_phase_follow_each_other_without_gap_or_overlap():
    first = confirmed(a_step(0, 21))
    with pytest.raises(EntryOverlapError):
        check(a_step(21, 60), [first])
    with pytest.raises(EntryStepsError) as refused:
        check(a_step(23, 60), [first])
    assert (refused.value.given["expected"], refused.value.given["found"]) == (22, 23)
    second = a_step(22, None, adult=500_00)
    confirmed(second, first)
    with pytest.raises(EntryOverlapError):
        check(a_step(90, 140), [first, second])
    with pytest.raises(EntryValueError) as wrong:
        check(a_step(30, 29), [])
    assert wrong.value.given["fault"] is EntryFault.END_BEFORE_START
    tables = OfficeTables([first, second])
    on = date(2026, 1, 1)
    assert [tables.step(CentrePhase.PHASE_1, days, on) for days in (0, 21, 22, 500)] == [first, first, second, second]
    assert tables.step(CentrePhase.PHASE_2, 0, on) is None
    assert tables.step(CentrePhase.PHASE_1, 0, on - timedelta(days=1)) is None


def test_steps_before_those_that_are_there_must_touch_them_too():
    there = confirmed(a_step(22, 60))
    check(a_step(0, 21), [there])
    with pytest.raises(EntryStepsError) as refused:
        check(a_step(0, 20), [there])
    assert (refused.value.given["expected"], refused.value.given["found"]) == (21, 20)


def test_a_later_step_begins_a_new_set_and_closes_every_open_step_of_its_phase():
    first, second = confirmed(a_step(0, 21)), a_step(22, 60)
    confirmed(second, first)
    new = a_step(0, 14, date(2027, 1, 1))
    assert closes(new, [first, second]) == (first, second)
    confirmed(new, first, second)
    tables = OfficeTables([first, second, new])
    assert tables.step(CentrePhase.PHASE_1, 30, date(2026, 12, 31)) is second
    assert tables.step(CentrePhase.PHASE_1, 14, date(2027, 1, 1)) is new
    assert tables.step(CentrePhase.PHASE_1, 30, date(2027, 1, 1)) is None, "not entered yet, so nothing is proposed"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20) | st.none()), max_size=12))
def test_whatever_is_proposed_at_most_one_rate_of_a_series_holds_on_any_day(periods):
    kept: list[Entry] = []
    start = date(2026, 1, 1)
    for begins, lasts in periods:
        first = start + timedelta(days=begins)
        entry = a_rate(first, None if lasts is None else first + timedelta(days=lasts))
        try:
            confirm(entry, kept, by=2, at=NOW)
        except (EntryOverlapError, EntryGapError):
            assert not entry.counts
            continue
        kept.append(entry)
    tables = OfficeTables(kept)
    for day in range(90):
        on = start + timedelta(days=day)
        held = holding(kept, T.PROGRAMME_RATES, on)
        assert len(held) <= 1
        assert tables.entry(T.PROGRAMME_RATES, on, "Guinea") is (held[0] if held else None)
        assert [one for one in kept if one.valid_from <= on <= (ends_on(one, kept) or date.max)] == list(held)
